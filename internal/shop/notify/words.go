package notify

import (
	"strings"

	"github.com/haatshop/haat/internal/kit/i18n"
)

// The marks of Unicode's bidirectional algorithm that keep what is between them apart from
// the sentence around it. In HTML they become <bdi>.
const (
	apart    = "\u2068" // in the direction of its own first letter
	apartLR  = "\u2066" // left to right: numbers, codes, addresses on the web
	together = "\u2069"
)

// words are a language with what its sentences are filled with.
type words struct {
	*i18n.Locale
	values []any // name and value, in turn
}

// with is the same language with more to fill in.
func (w words) with(values ...any) words {
	return words{w.Locale, append(w.values[:len(w.values):len(w.values)], values...)}
}

// line is a sentence for a header: text on one line and nothing else.
func (w words) line(key string) string {
	plain := make([]any, len(w.values))
	for i, v := range w.values {
		if plain[i] = v; i%2 == 1 {
			plain[i] = bare(v)
		}
	}
	return oneLine(w.T(key, plain...))
}

// text is a sentence for the letter: an English name in an Arabic one leaves the order of
// the words around it alone.
func (w words) text(key string) string {
	kept := make([]any, len(w.values))
	for i, v := range w.values {
		if kept[i] = v; i%2 == 1 {
			kept[i] = isolated(v)
		}
	}
	return w.T(key, kept...)
}

// code is a value that is read from left to right in every language.
type code string

func bare(v any) any {
	if c, ok := v.(code); ok {
		return string(c)
	}
	return v
}

// isolated is a value kept apart, without marks of its own that could end that early.
func isolated(v any) any {
	switch v := v.(type) {
	case code:
		return apartLR + oneLine(string(v)) + together
	case string:
		return apart + oneLine(v) + together
	}
	return v
}

// name and number are what people and programs wrote, for a place of its own in a letter.
func name(s string) string   { return apart + oneLine(s) + together }
func number(s string) string { return apartLR + oneLine(s) + together }

// oneLine makes data fit for a header, and for one line of a letter: what people typed may
// hold anything, also marks that turn around the text after them.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || turns(r)
	}), " ")
}

// turns reports whether a character changes the direction of what follows it.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }
