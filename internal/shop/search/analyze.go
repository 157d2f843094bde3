package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxTermBytes cuts garbage (base64, URLs) that nobody types.
const maxTermBytes = 64

// eachWord folds text and calls emit for each word until emit returns false.
// Index and query both go through it: what differs here is never found.
func eachWord(text string, emit func(word string) bool) {
	text = fold(text)
	start := -1
	for i, r := range text {
		if isWordRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && !emitRun(text[start:i], emit) {
			return
		}
		start = -1
	}
	if start >= 0 {
		emitRun(text[start:], emit)
	}
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// emitRun emits a run of word runes: whole, or in pairs of runes where the script writes no spaces.
func emitRun(run string, emit func(string) bool) bool {
	if !hasUnspacedScript(run) {
		return emit(cut(run))
	}
	rs := []rune(run)
	if len(rs) == 1 {
		return emit(run)
	}
	for i := 0; i+2 <= len(rs); i++ {
		if !emit(string(rs[i : i+2])) {
			return false
		}
	}
	return true
}

func hasUnspacedScript(s string) bool {
	for _, r := range s {
		if r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer) {
			return true
		}
	}
	return false
}

func cut(w string) string {
	if len(w) <= maxTermBytes {
		return w
	}
	n := maxTermBytes
	for n > 0 && !utf8.RuneStart(w[n]) {
		n--
	}
	return w[:n]
}

// fold brings text to the one spelling the index knows: compatibility forms, case, diacritics, digits.
func fold(s string) string {
	if isASCII(s) {
		return foldASCII(s)
	}
	s = strings.NewReplacer("™", " ", "℠", " ").Replace(strings.ToValidUTF8(s, " "))
	s = norm.NFKD.String(cases.Fold().String(norm.NFKC.String(s)))
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		foldRune(&b, r)
	}
	return norm.NFC.String(b.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldASCII lowers case and drops apostrophes, so that "men's" and "mens" are one word.
func foldASCII(s string) string {
	s = strings.ToLower(s)
	if strings.IndexByte(s, '\'') < 0 {
		return s
	}
	return strings.ReplaceAll(s, "'", "")
}

// foldRune writes what is left of a decomposed rune. Vowel signs of Indic scripts are letters in all but
// name and stay; accents, Arabic vowel marks and joiners go.
func foldRune(b *strings.Builder, r rune) {
	switch {
	case r < utf8.RuneSelf:
		if r != '\'' {
			b.WriteRune(r)
		}
	case isDroppedMark(r):
	case 0x0660 <= r && r <= 0x0669: // Arabic-Indic digits
		b.WriteRune(r - 0x0660 + '0')
	case 0x06F0 <= r && r <= 0x06F9: // their eastern forms
		b.WriteRune(r - 0x06F0 + '0')
	case 0x0966 <= r && r <= 0x096F: // Devanagari digits
		b.WriteRune(r - 0x0966 + '0')
	default:
		b.WriteString(foldLetter(r))
	}
}

func isDroppedMark(r rune) bool {
	switch {
	case 0x0300 <= r && r <= 0x036F, 0x0483 <= r && r <= 0x0487, 0x0591 <= r && r <= 0x05BD, 0x05BF <= r && r <= 0x05C7,
		0x0610 <= r && r <= 0x061A, 0x064B <= r && r <= 0x065F, 0x06D6 <= r && r <= 0x06ED && unicode.Is(unicode.Mn, r),
		0xFE00 <= r && r <= 0xFE0F:
		return true
	}
	switch r {
	case 0x0670, 0x0640, 0x093C, 0x200C, 0x200D, 0x00AD, 0x2019, 0x02BC: // superscript alef, tatweel, nukta, joiners, soft hyphen, apostrophes
		return true
	}
	return false
}

// foldLetter folds letters that do not decompose but that people type in a simpler form.
func foldLetter(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ٱ':
		return "ا"
	case 'ى', 'ی':
		return "ي"
	case 'ک':
		return "ك"
	case 'ة', 'ہ', 'ھ':
		return "ه"
	case 'ँ':
		return "ं"
	}
	return string(r)
}

// stem makes one term of the singular and plural of a word. It is light on purpose: a stem that joins two
// words nobody means together costs more than a plural missed.
func stem(w string) string {
	if len(w) < 4 {
		return w
	}
	if !isASCII(w) {
		return stemArabic(w)
	}
	if w[len(w)-1] != 's' || hasDigit(w) {
		return w
	}
	return singular(w)
}

func singular(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "ies") && n > 4:
		return w[:n-3] + "y"
	case hasSilentE(w[:n-1]):
		return w[:n-1]
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"),
		strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "zzes"), strings.HasSuffix(w, "oes") && n > 5:
		return w[:n-2]
	}
	return w[:n-1]
}

// hasSilentE names the words whose plural only looks like a plural in -es.
func hasSilentE(w string) bool {
	switch w {
	case "axe", "cache", "ache", "headache", "moustache", "niche", "quiche", "brioche", "canoe", "horseshoe", "snowshoe", "creche":
		return true
	}
	return false
}

// stemArabic drops the article, which is written joined to its noun.
func stemArabic(w string) string {
	for _, p := range []string{"وال", "ال"} {
		if rest, ok := strings.CutPrefix(w, p); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return w
}

func hasDigit(w string) bool {
	return strings.IndexFunc(w, unicode.IsDigit) >= 0
}

// identifier is the spelling in which SKUs and barcodes meet: no separators, no case; and barcodes
// without the zeros that pad a UPC to an EAN to a GTIN-14. Empty when nothing is left.
func identifier(s string) string {
	var b strings.Builder
	digits := true
	for _, r := range fold(s) {
		if !isWordRune(r) {
			continue
		}
		b.WriteRune(r)
		digits = digits && '0' <= r && r <= '9'
	}
	id := b.String()
	if digits && (len(id) == 8 || len(id) >= 12 && len(id) <= 14) {
		if t := strings.TrimLeft(id, "0"); t != "" {
			return t
		}
	}
	return id
}
