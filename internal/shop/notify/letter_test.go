package notify

import (
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
	en := texts.Locale("en")
	for _, kind := range []Kind{OrderPlaced, OrderPaid, OrderShipped, OrderDelivered, OrderCancelled, OrderCancelled + "_part", PasswordReset, EmailVerification, "alert.job", "alert.mail", "alert.webhook"} {
		for _, part := range []string{".subject", ".intro"} {
			if !en.Has(string(kind) + part) {
				t.Errorf("%s%s has no text", kind, part)
			}
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
		Locale: "ar", Dir: "rtl", Shop: "Kiln & Co", Subject: "Order <#1001>", Greeting: "مرحبًا Ada,",
		Intro:   []string{"First.", "https://track.example/?a=1&b=2"},
		Lines:   []letterLine{{"Clay <b>mug</b> – Ink", "Quantity 2", "$36.00"}},
		Sums:    []letterSum{{Label: "Goods", Amount: "$36.00"}, {Label: "Total", Amount: "$41.00", Strong: true}},
		Address: []string{"Ada Byron", "Oak 12"}, AddressHead: "Ship to",
		Action: action{Label: "View", URL: "https://haat.example/o/ord_1/secret", Secret: true}, Outro: "Thanks.",
	}
}

// The letters of testdata are looked at by people; a change shows as a diff there. Delete a
// file to have it written anew.
func TestALetterHasTheseForms(t *testing.T) {
	text, html, err := sample().render()
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"letter.txt": text, "letter.html": html} {
		path := filepath.Join("testdata", name)
		want, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s was not there; look at what was written", path)
			continue
		}
		if diff := cmp.Diff(string(want), got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", path, err, diff)
		}
	}
}

func TestDataIsNeverMarkup(t *testing.T) {
	_, html, err := sample().render()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(html, "<b>mug") || strings.Contains(html, "<#1001>") || !strings.Contains(html, "Clay &lt;b&gt;mug") {
		t.Error("text of shoppers or sellers became markup")
	}
	evil := sample()
	evil.Action.URL = "javascript:alert(1)"
	if _, html, err = evil.render(); err != nil || strings.Contains(html, "javascript:alert") {
		t.Error("a script became a link", err)
	}
}

func TestTheLogsCopyHasNoSecret(t *testing.T) {
	text, html, err := sample().withoutSecrets().render()
	if err != nil || strings.Contains(text+html, "secret") {
		t.Error(text, err)
	}
}

func TestNamesBecomeOneLine(t *testing.T) {
	if got := oneLine(" Ada\r\nBcc: all@example.com\u2028\x00Byron "); got != "Ada Bcc: all@example.com Byron" {
		t.Errorf("%q", got)
	}
}
