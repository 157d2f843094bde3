package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haatshop/haat/design"
)

// A sheet changed by hand, or a token changed without running `make generate`, shows here.
func TestTheCommittedSheetsAreWhatTheTokensSay(t *testing.T) {
	out := t.TempDir()
	if err := run(out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"themes/default/assets/tokens.css", "web/ui/src/tokens.css", "web/ui/src/tokens.ts", "internal/shop/notify/palette.go"} {
		want, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is stale (%v): run make generate", name, err)
		}
	}
}

func TestALetterIsNotMadeWithoutItsColours(t *testing.T) {
	toks, err := read([]byte(strings.ReplaceAll(design.Tokens(), `"desk": {`, `"bench": {`)))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := toks.letters(); err == nil || !strings.Contains(err.Error(), "letters: light: no desk") {
		t.Errorf("%v, want what is missing; made %q", err, text)
	}
}

func TestTokensThatCannotBeReadAreRefused(t *testing.T) {
	for _, c := range []struct{ old, now, says string }{
		{`"ink": { "$value": "#17211b"`, `"ink": { "$value": "#c0c0c0"`, "light: ink on paper has a contrast of 1.7"},
		{`"on-accent": { "$value": "#1b1405" },`, `"on-accent": { "$value": "#fff" },`, "dark: on-accent on accent has a contrast of"},
		{`"bad": { "$value": "#ff9d90" },`, ``, "dark: no bad"},
		{`"line": { "$value": "#e0e1da"`, `"line": { "$value": "beige"`, `light: line: colour "beige" is not of the form #rrggbb`},
		{`"quick": { "$type": "duration"`, `"quick": { "$type": "speed"`, `scale: quick: no kind "speed"`},
		{`"text": ["on-action"]`, `"text": ["on-nothing"]`, "light: on-nothing on action: no such colour"},
		{`"#e9f6f0", `, ``, "ramp: pine: 9 shades, want 10"},
	} {
		raw := strings.Replace(design.Tokens(), c.old, c.now, 1)
		if raw == design.Tokens() {
			t.Errorf("%q is not in the tokens", c.old)
			continue
		}
		toks, err := read([]byte(raw))
		if err == nil {
			err = toks.check()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.now, err, c.says)
		}
	}
}
