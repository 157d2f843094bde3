// Package text tidies what people type before it is stored: one form for
// equal texts, nothing that breaks a page, a log line or a comparison.
//
// Tidying never refuses. Check names what cannot be kept, so that the person
// who typed it hears of it instead of finding it changed.
package text

import (
	"encoding/hex"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Line tidies a one-line field: NFC, no outer space, every inner run of white
// space (line breaks included) one space.
func Line(s string) string {
	return strings.Join(strings.FieldsFunc(norm.NFC.String(s), unicode.IsSpace), " ")
}

// Block tidies a field of several lines: NFC, line ends \n, no space at the
// end of lines, no outer blank lines.
func Block(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(norm.NFC.String(s))
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// ugc and strict are bluemonday policies; they are safe for concurrent use
// once built and nothing changes them.
var (
	ugc    = shopTexts()
	strict = bluemonday.StrictPolicy()
)

// shopTexts is what a shop's texts may hold. Links may start a call. Those to
// other sites tell search engines not to follow, those within the shop do not.
func shopTexts() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.AllowURLSchemes("tel")
	p.RequireNoFollowOnLinks(false)
	p.RequireNoFollowOnFullyQualifiedLinks(true)
	return p
}

// HTML tidies a formatted text: what a shop's text needs stays (paragraphs,
// lists, tables, links, pictures), scripts, styles and frames go. What it
// returns may be written into a page as it is.
func HTML(s string) string {
	for range 4 { // what sanitising removes may leave space to tidy, and the other way round
		tidy := strings.TrimSpace(Block(ugc.Sanitize(Block(s))))
		if tidy == s {
			break
		}
		s = tidy
	}
	return s
}

// Plain is the text of an HTML fragment without its markup, on one line.
func Plain(s string) string {
	// A space at each tag keeps the words of neighbouring blocks apart.
	return Line(html.UnescapeString(strict.Sanitize(strings.ReplaceAll(s, "<", " <"))))
}

// Fold is the form in which texts are compared and looked up: compatibility
// forms, case and runs of white space make no difference. Folding alone is not
// stable for Cherokee, whose capitals Unicode folds to; lower case settles it.
func Fold(s string) string {
	folded := cases.Fold().String(norm.NFKC.String(s))
	return Line(norm.NFKC.String(strings.Map(unicode.ToLower, folded)))
}

// Begins tells of texts whether one of them, or a word in it, begins with what
// was typed; Fold compares, so no character of it means anything else.
func Begins(typed string) func(texts ...string) bool {
	want := " " + Fold(typed)
	return func(texts ...string) bool {
		return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(" "+Fold(s), want) })
	}
}

// SortKey orders texts as dictionaries do once compared byte by byte, with
// numbers by their value ("Mug 2" before "Mug 10"). Both engines sort it alike.
func SortKey(s string) string {
	// A Collator keeps state while it works, so each call has its own.
	var buf collate.Buffer
	return hex.EncodeToString(collate.New(language.Und, collate.Numeric).KeyFromString(&buf, Line(s)))
}

// Check notes what is wrong with a tidied text at path: more than max
// characters, or characters that show nothing and break things.
func Check(f *errs.Fields, path, s string, max int) bool {
	if !Clean(s) {
		f.Add(path, "character", "This contains a character that cannot be shown.")
		return false
	}
	if utf8.RuneCountInString(s) > max {
		f.Add(path, "too_long", "This is too long.")
		return false
	}
	return true
}

// Clean reports whether s holds nothing that cannot be shown.
func Clean(s string) bool { return utf8.ValidString(s) && !strings.ContainsFunc(s, bad) }

// Required is Check for a text that may not be empty.
func Required(f *errs.Fields, path, s string, max int) bool {
	if s == "" {
		f.Add(path, "required", "This is required.")
		return false
	}
	return Check(f, path, s, max)
}

// bad are control characters, the overrides that make a text read backwards,
// and code points that are no characters.
func bad(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r == '\u202d', r == '\u202e', r == '\ufffe', r == '\uffff':
		return true
	}
	return false
}
