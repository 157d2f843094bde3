package notify

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryLanguageSaysEverything(t *testing.T) {
	texts := loadTexts()
	for _, name := range []string{"ar", "ne"} {
		if missing := texts.Missing(name); len(missing) != 0 {
			t.Errorf("%s: %v", name, missing)
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{(\w+)\}\}`)

func TestTranslationsUseThePlaceholdersOfTheOriginal(t *testing.T) {
	texts := loadTexts()
	en := texts.Locale("en")
	sub, err := fs.Sub(assets, "locales")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := fs.ReadFile(sub, "en.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s*"([^"]+)":`).FindAllStringSubmatch(string(raw), -1) {
		want := set(placeholder.FindAllString(en.T(m[1]), -1))
		for _, name := range []string{"ar", "ne"} {
			if diff := cmp.Diff(want, set(placeholder.FindAllString(texts.Locale(name).T(m[1]), -1))); diff != "" {
				t.Errorf("%s %s: %s", name, m[1], diff)
			}
		}
	}
}

func set(all []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range all {
		out[s] = true
	}
	return out
}

func sample() letter {
	return letter{
		Locale: "ar", Dir: "rtl", Shop: "Kiln & Co", Subject: "Order <#1001>", Preheader: "Here it is.", Title: "Order " + number("<#1001>"),
		Greeting: "مرحبًا " + name("Ada") + "،", Intro: []string{"First."},
		Facts:     []fact{{"Follow it", number("https://track.example/?a=1&b=2")}},
		GoodsHead: "Goods", Lines: []letterLine{{"Clay <b>mug</b> – Ink", "Quantity 2", "$36.00"}},
		Sums:        []letterSum{{Label: "Goods", Amount: "$36.00"}, {Label: "Total", Amount: "$41.00", Strong: true}},
		AddressHead: "Ship to", Address: []string{"Ada Byron", "Oak 12"}, NextHead: "Next", Next: []string{"Wait."}, Notes: []string{"By the way."},
		Action: action{Label: "View", URL: "https://haat.example/o/ord_1/secret", Secret: "secret", Spelled: "Or open"}, Outro: "Thanks.", Footer: []string{"Because."},
	}
}

// The letters of testdata are looked at by people; a change shows as a diff there.
func TestALetterHasTheseForms(t *testing.T) {
	f, err := sample().render()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "letter.txt", f.text)
	golden(t, "letter.html", f.html)
}

// golden compares with a file of testdata. Delete it to have it written anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	want, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s was not there; look at what was written", path)
		return
	}
	if diff := cmp.Diff(string(want), got); diff != "" || err != nil {
		t.Errorf("%s: %v %s", path, err, diff)
	}
}

func TestDataIsNeverMarkup(t *testing.T) {
	f, err := sample().render()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(f.html, "<b>mug") || strings.Contains(f.html, "<#1001>") || !strings.Contains(f.html, "Clay &lt;b&gt;mug") {
		t.Error("text of shoppers or sellers became markup")
	}
	evil := sample()
	evil.Action.URL = "javascript:alert(1)"
	if f, err = evil.render(); err != nil || strings.Contains(f.html, `href="javascript`) {
		t.Error("a script became a link", err)
	}
}

func TestTheLogsCopyHasNoSecret(t *testing.T) {
	l := sample()
	sent, err := l.render()
	kept := sent.without(l.Action.Secret)
	if err != nil || !strings.Contains(sent.text, "secret") || !strings.Contains(sent.html, "secret") || strings.Contains(kept.text+kept.html, "secret") {
		t.Error(kept, err)
	}
	l.Action.Secret = "a+b" // an address may spell it %2B, HTML &#43;
	if f, err := l.render(); !errors.Is(err, errSecret) || f != (form{}) {
		t.Error("rendered with a secret that cannot be found again", err)
	}
}

func TestLinesOfTextAreFolded(t *testing.T) {
	long := "https://haat.example/" + strings.Repeat("x", 80)
	words := strings.Repeat("नमस्ते ", 24)
	got := wrap("Open " + long + " now. " + words)
	for i, line := range strings.Split(got, "\n") {
		if wide(line) > columns && line != long {
			t.Errorf("line %d is %d wide: %q", i, wide(line), line)
		}
	}
	if strings.ReplaceAll(got, "\n", " ") != "Open "+long+" now. "+words {
		t.Errorf("folding changed the words: %q", got)
	}
	if got := item(strings.Repeat("word ", 20) + "end"); !strings.HasPrefix(got, "- word") || !strings.Contains(got, "\n  word") {
		t.Errorf("%q", got)
	}
}

func TestNamesBecomeOneLine(t *testing.T) {
	if got := oneLine(" Ada\r\nBcc: all@example.com\u2028\x00Byron "); got != "Ada Bcc: all@example.com Byron" {
		t.Errorf("%q", got)
	}
}
