package text_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

func TestALineIsOneLineInOneForm(t *testing.T) {
	for in, want := range map[string]string{
		"  Clay \t mug\r\n large ": "Clay mug large",
		"Cafe\u0301":               "Café",
		"\u00a0\u3000":             "",
	} {
		if got := text.Line(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestABlockKeepsItsLines(t *testing.T) {
	if got := text.Block("\r\n  one  \r\n\rtwo\u2028three \n\n"); got != "  one\n\ntwo\nthree" {
		t.Errorf("%q", got)
	}
}

func TestHTMLKeepsFormattingAndNothingThatRuns(t *testing.T) {
	got := text.HTML(`<p onclick="x()">Hi <b>you</b><script>alert(1)</script><a href="javascript:x">l</a><iframe src=//e></iframe></p><img src=x onerror=y>`)
	if got != `<p>Hi <b>you</b>l</p><img src="x">` {
		t.Errorf("%q", got)
	}
}

func TestOnlyLinksToOtherSitesAreNotFollowed(t *testing.T) {
	got := text.HTML(`<a href="/stores/kiln">in</a><a href="https://other.example/">out</a>`)
	if got != `<a href="/stores/kiln">in</a><a href="https://other.example/" rel="nofollow">out</a>` {
		t.Errorf("%q", got)
	}
}

func TestALinkMayStartACall(t *testing.T) {
	const call = `<a href="tel:+97715551234">call us</a>`
	if got := text.HTML(call); got != call {
		t.Errorf("%q", got)
	}
}

func TestTidyingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`(<[a-z]{1,6}( (href|src|on)="[^"]{0,6}")?>|</[a-z]{1,3}>|[ a-z&;#0-9\n]){0,12}`)).Draw(t, "s")
		for name, f := range map[string]func(string) string{"Line": text.Line, "Block": text.Block, "HTML": text.HTML, "Fold": text.Fold, "Handle": text.Handle} {
			once := f(s)
			if twice := f(once); twice != once {
				t.Fatalf("%s: %q became %q", name, once, twice)
			}
		}
		if h := text.Handle(s); h != "" && !text.ValidHandle(h) {
			t.Fatalf("handle %q of %q", h, s)
		}
	})
}

func TestPlainLeavesTheWords(t *testing.T) {
	if got := text.Plain("<p>Thrown &amp; fired</p><p>by hand</p>"); got != "Thrown & fired by hand" {
		t.Errorf("%q", got)
	}
}

func TestFoldedTextsAreEqualWhenPeopleWouldSaySo(t *testing.T) {
	for _, pair := range [][2]string{{"STRASSE", "straße"}, {"ﬁne", "FINE"}, {"Ａｂ", "ab"}, {"É", "e\u0301"}} {
		if a, b := text.Fold(pair[0]), text.Fold(pair[1]); a != b {
			t.Errorf("%q and %q fold to %q and %q", pair[0], pair[1], a, b)
		}
	}
}

func TestSortKeysOrderAsADictionary(t *testing.T) {
	got := []string{"Zebra", "mug 10", "Émile", "apple", "Mug 2", "Eve", "Ångström"}
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(text.SortKey(a), text.SortKey(b)) })
	if diff := cmp.Diff([]string{"Ångström", "apple", "Émile", "Eve", "Mug 2", "mug 10", "Zebra"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHandlesAreReadableAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"Clay Mug — large!": "clay-mug-large", "Crème Brûlée": "creme-brulee", "Potter's Row": "potters-row",
		"Straße 5": "strasse-5", "Чайник": "chainik", "prod_01j": "prod-01j", "---": "", "चिया": "", "ＡＢ": "ab",
		strings.Repeat("long ", 40): strings.TrimSuffix(strings.Repeat("long-", 14), "-"),
	} {
		if got := text.Handle(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCheckNamesWhatCannotBeKept(t *testing.T) {
	for in, want := range map[string]string{"a\x00b": "character", "\xff": "character", "a\u202eb": "character", "toolong": "too_long", "": "", "ok\n": ""} {
		var f errs.Fields
		text.Check(&f, "title", in, 5)
		code := ""
		if e, ok := f.As(errs.New(errs.Invalid, "x.y", "z")).(*errs.Error); ok {
			code = e.Fields[0].Code
		}
		if code != want {
			t.Errorf("%q: %q, want %q", in, code, want)
		}
	}
	var f errs.Fields
	if text.Required(&f, "title", "", 5) || f.Empty() {
		t.Error("an empty text passed as required")
	}
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		text.SortKey("Clay mug, large, sand 12")
	}
}

func TestATextIsFoundByTheBeginningOfItsWords(t *testing.T) {
	for typed, want := range map[string]bool{
		"":                true,
		"himal":           true,
		"HIMALAYAN  wool": true,
		"wool":            true,
		"Ｗool":            true, // as wide as keyboards of the Far East write it
		"ool":             false,
		"wool-co":         true, // the second text
		"co":              false,
		"%":               false,
		"w__l":            false,
		"wool & ":         true,
	} {
		if got := text.Begins(typed)("Himalayan Wool & Sons", "wool-co"); got != want {
			t.Errorf("%q: %v", typed, got)
		}
	}
	for typed, name := range map[string]string{"الورد": "متجر الورد", "चि": "चिया घर", "घर": "चिया घर", "100%": "100% wool", "a_b": "a_b", "STRASSE": "straße 7"} {
		if !text.Begins(typed)(name) {
			t.Errorf("%q is not found by %q", name, typed)
		}
	}
	if text.Begins("a_b")("axb") || text.Begins("100%")("100 wool") || text.Begins("x")() {
		t.Error("a sign stands for any other")
	}
}
