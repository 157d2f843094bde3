package render

import (
	"fmt"
	"io/fs"

	"github.com/haatshop/haat/internal/kit/i18n"
)

// loadTexts reads locales/*.json of every layer, the lowest first, so that a theme
// on disk may change a single sentence.
func loadTexts(layers []fs.FS) (*i18n.Texts, error) {
	var folders []fs.FS
	for _, layer := range layers {
		sub, err := fs.Sub(layer, "locales")
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		folders = append(folders, sub)
	}
	texts, err := i18n.Load(folders...)
	if err != nil {
		return nil, fmt.Errorf("theme: texts in locales/: %w", err)
	}
	return texts, nil
}

// hasText reports whether a language (or one it falls back to) says a key, in its
// plain or its plural form.
func hasText(l *i18n.Locale, key string) bool { return l.Has(key) || l.Has(key+"_other") }

// say is the template function t: a sentence whose argument "count", if there is
// one, chooses the plural form.
func (t *Theme) say(l *i18n.Locale, key string, args ...any) string {
	if t.onMissing != nil && !hasText(l, key) {
		t.onMissing(l.Name(), key)
	}
	for i := 0; i+1 < len(args); i += 2 {
		if n, ok := args[i+1].(int); ok && args[i] == "count" {
			return l.N(key, int64(n), args...)
		}
	}
	return l.T(key, args...)
}

// Text returns one sentence of the theme, with arguments as name, value, name,
// value. A key nobody says is answered with itself, so that a forgotten sentence
// never takes a page down.
func (t *Theme) Text(locale, key string, args ...any) string {
	return t.say(t.texts.Locale(locale), key, args...)
}

// Lookup returns a sentence that may not exist, such as a word for an error code
// of an extension.
func (t *Theme) Lookup(locale, key string, args ...any) (string, bool) {
	l := t.texts.Locale(locale)
	if !hasText(l, key) {
		return "", false
	}
	return t.say(l, key, args...), true
}

// Locale returns the language of the theme that answers for a wished one; it also
// writes money, numbers and dates.
func (t *Theme) Locale(wish string) *i18n.Locale { return t.texts.Locale(wish) }

// Locales returns the languages the theme speaks, English first.
func (t *Theme) Locales() []string { return t.texts.Names() }

// Match chooses among the offered languages the one an Accept-Language header
// prefers.
func (t *Theme) Match(acceptLanguage string, offered ...string) string {
	return t.texts.Match(acceptLanguage, offered...)
}
