package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTextIsFoldedAndCutIntoTerms(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"case and punctuation", "Wi-Fi 6, USB-C!", "wi fi 6 usb c"},
		{"plurals", "speakers batteries boxes glasses watches dishes potatoes shoes tables", "speaker battery box glass watch dish potato shoe table"},
		{"words that only look plural", "glass bus tennis gas x200s canvas", "glass bus tennis gas x200s canva"},
		{"silent e", "caches axes niches horseshoes", "cache axe niche horseshoe"},
		{"apostrophes", "Men's women’s L'Oréal", "men women loreal"},
		{"diacritics", "Café crème Ångström İstanbul ŁÓDŹ Smørrebrød", "cafe creme angstrom istanbul lodz smorrebrod"},
		{"case folding beyond lower case", "Straße ΣΊΣΥΦΟΣ", "strasse σισυφοσ"},
		{"compatibility forms", "ﬁne ２４ｋ ①", "fine 24k 1"},
		{"trade marks are not letters", "Intel® Core™2 Duo", "intel core 2 duo"},
		{"Arabic vowels, tatweel and letter forms", "كِتَابٌ كتــاب أحمد إحسان مدرسة على", "كتاب كتاب احمد احسان مدرسه علي"},
		{"Arabic article", "الكتاب والقلم", "كتاب قلم"},
		{"Persian letters", "کتابی", "كتابي"},
		{"Devanagari keeps its vowel signs", "किताब पाँच हिन्दी", "किताब पांच हिन्दी"},
		{"nukta and joiners", "क़लम रू\u200dप", "कलम रूप"},
		{"digits of other scripts", "٢٤ २४ ۲۴", "24 24 24"},
		{"scripts without spaces are cut in pairs", "電気自動車 犬", "電気 気自 自動 動車 犬"},
		{"kana keep their voicing marks", "ガラス", "ガラ ラス"},
		{"broken UTF-8", "a\xffb é\xff", "a b e"},
		{"nothing", " \t—!", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			eachWord(c.text, func(w string) bool {
				got = append(got, stem(w))
				return true
			})
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzTermsAreShortValidAndStable(f *testing.F) {
	for _, s := range []string{"Café™", "क़लम", "\xff\xfe", strings.Repeat("ß", 100), "الکتاب", "İ", "ﷺ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		eachWord(s, func(w string) bool {
			if w == "" || len(w) > maxTermBytes || !utf8.ValidString(w) {
				t.Errorf("%q gives the word %q", s, w)
			}
			stem(w)
			return true
		})
		identifier(s)
	})
}

func TestIdentifiersMeetWithoutSeparatorsAndPadding(t *testing.T) {
	for _, pair := range [][2]string{{"MUG-INK 01", "mugink01"}, {"036000291452", "0036000291452"}, {"00036000291452", "36000291452"}, {"٠٣٦٠٠٠٢٩١٤٥٢", "036000291452"}} {
		if a, b := identifier(pair[0]), identifier(pair[1]); a != b {
			t.Errorf("%q and %q are %q and %q", pair[0], pair[1], a, b)
		}
	}
	if identifier("007") != "007" {
		t.Error("zeros of a short SKU were dropped")
	}
}

func TestDistanceCountsSlipsAsPeopleMakeThem(t *testing.T) {
	terms := []string{"table", "tabel", "tables", "tale", "cable", "stable", "tbale", "chair", "कलम", "कमल", "ab", "abcdefgh"}
	slices.Sort(terms)
	var b dictBuilder
	for _, s := range terms {
		b.add(s)
	}
	d := b.build()
	for _, word := range append(terms, "", "t", "tabl", "tabelx", "कम", "hcair", "xyz") {
		for limit := range 4 {
			got, want := map[string]int{}, map[string]int{}
			walkNear(&d, word, limit, func(s string, n int) { got[s] = n })
			for _, s := range terms {
				if n := slowDistance([]rune(word), []rune(s)); n <= limit {
					want[s] = n
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q within %d (-want +got):\n%s", word, limit, diff)
			}
		}
	}
}

// slowDistance is the textbook recursion.
func slowDistance(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	cost := 1
	if a[len(a)-1] == b[len(b)-1] {
		cost = 0
	}
	best := min(slowDistance(a[:len(a)-1], b)+1, slowDistance(a, b[:len(b)-1])+1, slowDistance(a[:len(a)-1], b[:len(b)-1])+cost)
	if n, m := len(a), len(b); n > 1 && m > 1 && a[n-1] == b[m-2] && a[n-2] == b[m-1] {
		best = min(best, slowDistance(a[:n-2], b[:m-2])+1)
	}
	return best
}
