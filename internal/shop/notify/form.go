package notify

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	htmltemplate "html/template"
	"reflect"
	"regexp"
	"strings"
	texttemplate "text/template"
	"unicode"
	"unicode/utf8"
)

// palette is what a letter wears; the colours are generated from the design tokens.
type palette struct {
	Desk, Raised, Ground, Ink, InkSoft, Line, Accent, OnAccent htmltemplate.CSS
}

// Outlook on Windows lays out with Word, which knows no greatest width and no stack of
// system faces: it gets a table of fixed width around the letter, and a face.
const (
	widest       = "600"
	outlookOpens = `<!--[if mso]><style>td,h1,p,a{font-family:'Segoe UI',Arial,sans-serif!important}</style><table role="presentation" align="center" width="` + widest + `" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`
	outlookEnds  = `<!--[if mso]></td></tr></table><![endif]-->`
)

var (
	htmlTemplate = htmlIn(light, dark)
	textTemplate = texttemplate.Must(texttemplate.New("letter.txt").Funcs(texttemplate.FuncMap{"wrap": wrap, "item": item}).ParseFS(assets, "templates/letter.txt"))
)

func htmlIn(day, night palette) *htmltemplate.Template {
	return htmltemplate.Must(htmltemplate.New("letter.html").Funcs(htmltemplate.FuncMap{"bidi": bidi}).Parse(coloured("templates/letter.html", day, night)))
}

// coloured is a template with the colours and the face written into it once: as values they would be escaped anew in
// fifty places of every letter, which then takes 0.47 ms instead of 0.18.
func coloured(name string, day, night palette) string {
	source, err := assets.ReadFile(name)
	if err != nil {
		panic(err) // the file is part of the program
	}
	pairs := []string{"{{.Face}}", string(face)}
	for scheme, p := range map[string]palette{"Light": day, "Dark": night} {
		of := reflect.ValueOf(p)
		for i := range of.NumField() {
			field := scheme + "." + of.Type().Field(i).Name
			pairs = append(pairs, "{{."+field+"}}", of.Field(i).String(), "{{$."+field+"}}", of.Field(i).String())
		}
	}
	return strings.NewReplacer(pairs...).Replace(string(source))
}

// dressed is a letter with what its HTML wears besides colours. Start and End are left and right as mail
// programs know them: few understand the logical ones.
type dressed struct {
	letter
	Logo, LogoDark            picture
	ShopName                  string // for who is not shown the logo
	Start, End                htmltemplate.CSS
	OutlookOpens, OutlookEnds htmltemplate.HTML
}

func dress(l letter) dressed {
	d := dressed{letter: l, Logo: l.wears.Logo, LogoDark: l.wears.LogoDark, ShopName: noMarks.Replace(l.Shop), Start: "left", End: "right", OutlookOpens: outlookOpens, OutlookEnds: outlookEnds}
	if l.Dir == "rtl" {
		d.Start, d.End = d.End, d.Start
	}
	return d
}

// form is a letter as it is sent.
type form struct{ text, html string }

// errSecret is a fault of the program: whoever makes secrets makes plain ones.
var errSecret = errors.New("notify: a secret that HTML may spell differently could not be left out of the log")

// plain is what neither an address nor HTML spells differently.
var plain = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)

// render gives a letter its two forms. Returns errSecret when without could not be trusted.
func (l letter) render() (form, error) {
	if !plain.MatchString(l.Action.Secret) {
		return form{}, errSecret
	}
	var t, h bytes.Buffer
	if err := textTemplate.Execute(&t, l); err != nil {
		return form{}, fmt.Errorf("letter as text: %w", err)
	}
	if err := cmp.Or(l.wears.template, htmlTemplate).Execute(&h, dress(l)); err != nil {
		return form{}, fmt.Errorf("letter as HTML: %w", err)
	}
	text := strings.TrimSpace(t.String()) + "\n"
	if l.Dir != "rtl" {
		// Marks some terminals show as boxes, where the text reads well without them.
		text = noMarks.Replace(text)
	}
	return form{text, h.String()}, nil
}

// without is the letter as the log may keep it (N3). It is not rendered once more for that:
// half of what a letter costs.
func (f form) without(secret string) form {
	if secret == "" {
		return f
	}
	return form{strings.ReplaceAll(f.text, secret, "…"), strings.ReplaceAll(f.html, secret, "…")}
}

var (
	noMarks  = strings.NewReplacer(apart, "", apartLR, "", together, "")
	bdiMarks = strings.NewReplacer(apart, "<bdi>", apartLR, `<bdi dir="ltr">`, together, "</bdi>")
)

// bidi is a sentence as HTML: nothing of it is markup but the marks of words.text, which
// come in pairs since values lose their own.
func bidi(s string) htmltemplate.HTML {
	return htmltemplate.HTML(bdiMarks.Replace(html.EscapeString(s))) //nolint:gosec // escaped here
}

// columns is how wide a plain text is: mail programs quote it with marks in front.
const columns = 72

// wrap breaks a sentence into lines. A word that is longer, such as an address, stays whole:
// broken, it could not be opened.
func wrap(s string) string { return strings.Join(folded(s, columns), "\n") }

// item is a sentence of a list.
func item(s string) string { return "- " + strings.Join(folded(s, columns-2), "\n  ") }

func folded(s string, width int) (lines []string) {
	line, used := "", 0
	for _, word := range strings.Split(s, " ") {
		w := wide(word)
		if line != "" && used+1+w > width {
			lines, line = append(lines, line), ""
		}
		if line == "" {
			line, used = word, w
			continue
		}
		line, used = line+" "+word, used+1+w
	}
	return append(lines, line)
}

// wide counts what takes room: no marks of direction, no signs above and below letters.
func wide(s string) (n int) {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if s = s[size:]; !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}
