package main

import (
	"fmt"
	"go/format"
	"strings"
)

const origin = "Made from design/tokens.json by `make generate`."

// storefront is the style sheet a theme begins with. It says the scheme by the reader's own choice.
func (t tokens) storefront() string {
	var b strings.Builder
	fmt.Fprintf(&b, "/* %s A theme that lays another file of this name over it wears other colours. */\n", origin)
	b.WriteString(":root {\n  color-scheme: light dark;\n")
	declare(&b, "  --", t.light)
	declare(&b, "  --", t.scale)
	b.WriteString("}\n@media (prefers-color-scheme: dark) {\n  :root {\n")
	declare(&b, "    --", changed(t.light, t.dark))
	b.WriteString("  }\n}\n")
	return b.String()
}

// library is the style sheet of the dashboard's components, where the scheme is an attribute.
func (t tokens) library() string {
	var b strings.Builder
	fmt.Fprintf(&b, "/* %s */\n:root,\n[data-mantine-color-scheme='light'] {\n", origin)
	declare(&b, "  --haat-", t.light)
	declare(&b, "  --haat-", t.scale)
	b.WriteString("}\n\n[data-mantine-color-scheme='dark'] {\n")
	declare(&b, "  --haat-", changed(t.light, t.dark))
	b.WriteString("}\n")
	return b.String()
}

// constants are the same for a program.
func (t tokens) constants() string {
	var b strings.Builder
	fmt.Fprintf(&b, "// %s\n\n", origin)
	for _, part := range []struct {
		name string
		of   []token
	}{{"light", t.light}, {"dark", t.dark}, {"scale", t.scale}} {
		fmt.Fprintf(&b, "export const %s = {\n", part.name)
		for _, tok := range part.of {
			fmt.Fprintf(&b, "  %s: %s,\n", memberName(tok.name), quoted(tok.css))
		}
		b.WriteString("} as const;\n\n")
	}
	b.WriteString("/** Ten shades each. */\nexport const ramp = {\n")
	for _, tok := range t.ramps {
		fmt.Fprintf(&b, "  %s: ['%s'],\n", memberName(tok.name), strings.Join(tok.shades, "', '"))
	}
	b.WriteString("} as const;\n")
	return b.String()
}

// ofLetters are the tokens a letter wears, under the names of its palette's members.
var ofLetters = []struct{ token, member string }{
	{"desk", "Desk"}, {"raised", "Raised"}, {"ground", "Ground"}, {"ink", "Ink"}, {"ink-soft", "InkSoft"}, {"line", "Line"},
	{"accent", "Accent"}, {"on-accent", "OnAccent"},
}

// letters is Go for the room that writes to people: mail programs know no variables, so every colour is written out, and
// the room may not read the tokens itself.
func (t tokens) letters() (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "// Code generated from design/tokens.json by `make generate`. DO NOT EDIT.\n\npackage notify\n\nvar (\n")
	for _, scheme := range []struct {
		name string
		of   []token
	}{{"light", t.light}, {"dark", t.dark}} {
		fmt.Fprintf(&b, "%s = palette{\n", scheme.name)
		for _, want := range ofLetters {
			css, ok := find(scheme.of, want.token)
			if !ok {
				return "", fmt.Errorf("letters: %s: no %s", scheme.name, want.token)
			}
			fmt.Fprintf(&b, "%s: %q,\n", want.member, css)
		}
		b.WriteString("}\n")
	}
	face, ok := find(t.scale, "text")
	if !ok {
		return "", fmt.Errorf("letters: scale: no text")
	}
	fmt.Fprintf(&b, ")\n\nconst face = %q\n", strings.ReplaceAll(face, `"`, "'"))
	out, err := format.Source([]byte(b.String()))
	return string(out), err
}

func find(list []token, name string) (css string, ok bool) {
	for _, tok := range list {
		if tok.name == name {
			return tok.css, true
		}
	}
	return "", false
}

func declare(b *strings.Builder, before string, list []token) {
	for _, tok := range list {
		fmt.Fprintf(b, "%s%s: %s;\n", before, tok.name, tok.css)
	}
}

// changed leaves out what is the same in the dark.
func changed(light, dark []token) (out []token) {
	same := map[string]string{}
	for _, tok := range light {
		same[tok.name] = tok.css
	}
	for _, tok := range dark {
		if same[tok.name] != tok.css {
			out = append(out, tok)
		}
	}
	return out
}

// memberName is a name as a member of an object.
func memberName(name string) string {
	if strings.Contains(name, "-") {
		return "'" + name + "'"
	}
	return name
}

func quoted(s string) string { return "'" + s + "'" }
