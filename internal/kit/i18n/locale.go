package i18n

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/haatshop/haat/internal/kit/money"
)

// Locale is one language as spoken somewhere. It never changes and is safe to share.
type Locale struct {
	name    string
	tag     language.Tag
	chain   []table
	numbers numerals
}

// table is the texts of one file with the language that decides its plurals: a text
// found in a fallback is counted by the fallback's grammar.
type table struct {
	tag   language.Tag
	texts map[string]string
}

func newLocale(name string, tag language.Tag, chain []table) *Locale {
	return &Locale{name: name, tag: tag, chain: chain, numbers: numeralsOf(tag)}
}

// Name is the locale's tag as its file is named.
func (l *Locale) Name() string { return l.name }

// Dir is the direction its script is written in, "ltr" or "rtl".
func (l *Locale) Dir() string {
	script, _ := l.tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return "rtl"
	}
	return "ltr"
}

// Has reports whether the key has a text anywhere in the chain.
func (l *Locale) Has(key string) bool {
	_, ok := l.find(key)
	return ok
}

// T answers the text of a key with its placeholders filled from name, value pairs. An
// unknown key answers itself: a page with a hole is worse than one with a strange word.
func (l *Locale) T(key string, pairs ...any) string {
	text, ok := l.find(key)
	if !ok {
		return key
	}
	return l.fill(text, pairs)
}

// N is T for a counted thing: it chooses the plural form and fills {{count}}.
func (l *Locale) N(key string, count int64, pairs ...any) string {
	for _, t := range l.chain {
		if text, ok := t.plural(key, count); ok {
			return l.fill(text, append([]any{"count", count}, pairs...))
		}
	}
	return l.T(key, append([]any{"count", count}, pairs...)...)
}

func (l *Locale) find(key string) (string, bool) {
	for _, t := range l.chain {
		if text, ok := t.texts[key]; ok {
			return text, true
		}
	}
	return "", false
}

// plural looks for the form of the number and then for _other. i18next lets a file say
// _zero in any language, and so do we.
func (t table) plural(key string, count int64) (string, bool) {
	if count == 0 {
		if text, ok := t.texts[key+"_zero"]; ok {
			return text, true
		}
	}
	if text, ok := t.texts[key+"_"+pluralForm(t.tag, count)]; ok {
		return text, true
	}
	text, ok := t.texts[key+"_other"]
	return text, ok
}

func pluralForm(tag language.Tag, count int64) string {
	n := uint64(count)
	if count < 0 {
		n = -n // as an unsigned number: the lowest one has no positive twin
	}
	// The rules look at the last digits only; huge counts keep them.
	const wrap = 1_000_000
	if n >= wrap {
		n = n%wrap + wrap
	}
	switch plural.Cardinal.MatchPlural(tag, int(n), 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// cutPlural splits "items_one" into "items" and "one".
func cutPlural(key string) (base, suffix string, ok bool) {
	at := strings.LastIndexByte(key, '_')
	if at < 0 {
		return key, "", false
	}
	switch suffix = key[at+1:]; suffix {
	case "zero", "one", "two", "few", "many", "other":
		return key[:at], suffix, true
	}
	return key, "", false
}

// fill replaces {{name}} in one pass, so that a value can never bring a placeholder of its
// own. Unknown placeholders stay as they are. Nothing is escaped: that is for whoever
// knows where the text goes.
func (l *Locale) fill(text string, pairs []any) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{{")
		out.WriteString(before)
		if !open {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed {
			out.WriteString("{{" + rest)
			return out.String()
		}
		if value, ok := l.lookup(strings.TrimSpace(name), pairs); ok {
			out.WriteString(value)
		} else {
			out.WriteString("{{" + name + "}}")
		}
		text = after
	}
}

func (l *Locale) lookup(name string, pairs []any) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return l.write(pairs[i+1]), true
		}
	}
	return "", false
}

// write says a value the way the locale does.
func (l *Locale) write(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return l.Number(int64(v))
	case int64:
		return l.Number(v)
	case money.Amount:
		return l.Money(v)
	case time.Time:
		return l.Date(v)
	}
	return fmt.Sprint(v)
}
