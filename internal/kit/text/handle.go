package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxHandle is the longest handle in bytes, room for a suffix included.
const MaxHandle = 80

// roomForSuffix is left free so that a clash can be told apart ("-12").
const roomForSuffix = 8

// Handle makes the name a thing has in addresses: a–z, 0–9 and inner hyphens.
// Latin letters lose their marks, Cyrillic and Greek ones are written in
// Latin. It is empty when nothing of s can be kept; callers then use an id.
// A handle has no underscore, so it never looks like an id.
func Handle(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		latin := spell(unicode.ToLower(r))
		if latin == "" {
			gap = gap || !silent(r)
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteString(latin)
		if b.Len() > MaxHandle-roomForSuffix {
			return wholeWords(b.String()[:MaxHandle-roomForSuffix])
		}
	}
	return b.String()
}

// wholeWords drops the word that was cut, unless it is the only one.
func wholeWords(s string) string {
	if i := strings.LastIndexByte(s, '-'); i > 0 {
		return s[:i]
	}
	return s
}

// ValidHandle reports whether s is a handle as Handle makes them.
func ValidHandle(s string) bool {
	if s == "" || len(s) > MaxHandle || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// silent runes vanish without parting the letters around them: combining
// marks and apostrophes.
func silent(r rune) bool {
	return unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == 'ъ' || r == 'ь'
}

func spell(r rune) string {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return string(r)
	}
	return spelling[r]
}

// spelling covers letters that do not decompose into Latin ones.
var spelling = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'þ': "th", 'ħ': "h", 'ı': "i",
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "i", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ы': "y", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'є': "ye", 'ґ': "g",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}
