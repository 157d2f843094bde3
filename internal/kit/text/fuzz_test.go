package text_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// runs are the ways in which a sanitised text must not run anything.
var runs = regexp.MustCompile(`(?i)^\s*(javascript|vbscript|data|file):`)

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		`<p onclick="x()">Hi<script>alert(1)</script>`, `<a href="jav&#x09;ascript:alert(1)">x</a>`, `<svg><script>1</script></svg>`, `<math><mi//xlink:href="data:x,<script>">`,
		`<img src=x onerror=y>`, `<<script>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<style>@import 'x'</style>`, `&lt;b&gt;`, "<p>\r\n\u2028 a \n\n", `<b><i></b></i>`, "\x00<", "<a href=\" javascript:x\">", `<table><td><form><input formaction=x>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := text.HTML(s)
		if again := text.HTML(clean); again != clean {
			t.Errorf("%q is tidied to %q, and that to %q", s, clean, again)
		}
		for z := html.NewTokenizer(strings.NewReader(clean)); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				return
			}
			if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			harmless(t, s, z.Token())
		}
	})
}

func harmless(t *testing.T, s string, tag html.Token) {
	t.Helper()
	switch tag.Data {
	case "script", "style", "iframe", "object", "embed", "form", "input", "base", "meta", "link", "svg", "math", "noscript", "template", "frame":
		t.Errorf("%q keeps <%s>", s, tag.Data)
	}
	for _, a := range tag.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || runs.MatchString(strings.Map(visible, a.Val)) {
			t.Errorf("%q keeps %s=%q", s, a.Key, a.Val)
		}
	}
}

// visible drops what browsers ignore within an address's scheme.
func visible(r rune) rune {
	if r < ' ' {
		return -1
	}
	return r
}

func FuzzTidy(f *testing.F) {
	for _, s := range []string{"  Clay \t mug\r\n", "e\u0301\u0301", "\u2028\u0085\u00a0", "\xff\xfe", "ﬃ", "İ", "Ꭰ", "क्\u200dष", strings.Repeat("a ", 90)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, tidy := range map[string]func(string) string{"Line": text.Line, "Block": text.Block, "Fold": text.Fold, "Handle": text.Handle} {
			once := tidy(s)
			if twice := tidy(once); twice != once {
				t.Errorf("%s: %q became %q, and that %q", name, s, once, twice)
			}
			if utf8.ValidString(s) && !utf8.ValidString(once) {
				t.Errorf("%s: %q became invalid: %q", name, s, once)
			}
		}
		if line := text.Line(s); strings.ContainsAny(line, "\n\r\u2028\u2029\u0085") || strings.TrimFunc(line, unicode.IsSpace) != line {
			t.Errorf("%q is no line: %q", s, line)
		}
		if h := text.Handle(s); h != "" && !text.ValidHandle(h) {
			t.Errorf("the handle of %q is %q", s, h)
		}
		var problems errs.Fields
		if text.Check(&problems, "x", s, 10) == !problems.Empty() {
			t.Errorf("%q passes with a problem, or fails without", s)
		}
		text.SortKey(s)
		text.Plain(s)
	})
}
