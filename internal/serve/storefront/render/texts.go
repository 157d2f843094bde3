package render

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Texts are the sentences of a theme in every language it speaks. A key may end
// in an i18next plural suffix (_zero _one _two _few _many _other), chosen by the
// argument "count"; {{name}} in a text is replaced by the argument name.
type Texts struct {
	fallback  string
	byLocale  map[string]map[string]string
	onMissing func(locale, key string)
}

// loadTexts reads locales/*.json of every layer. A layer's file overrides the
// one below it key by key, so a theme on disk may change a single sentence.
func loadTexts(layers []fs.FS, fallback string, onMissing func(locale, key string)) (*Texts, error) {
	t := &Texts{fallback: fallback, byLocale: map[string]map[string]string{}, onMissing: onMissing}
	for _, layer := range slices.Backward(layers) {
		names, err := fs.Glob(layer, "locales/*.json")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if err := t.add(layer, name); err != nil {
				return nil, err
			}
		}
	}
	if t.byLocale[fallback] == nil {
		return nil, fmt.Errorf("theme: no texts for the default language: locales/%s.json is missing", fallback)
	}
	return t, nil
}

func (t *Texts) add(layer fs.FS, name string) error {
	raw, err := fs.ReadFile(layer, name)
	if err != nil {
		return err
	}
	var flat map[string]string
	if err := json.Unmarshal(raw, &flat); err != nil {
		return fmt.Errorf("theme: %s must be one flat JSON object of texts: %w", name, err)
	}
	locale := strings.TrimSuffix(path.Base(name), ".json")
	if _, err := language.Parse(locale); err != nil {
		return fmt.Errorf("theme: %s is not named after a language: %w", name, err)
	}
	if t.byLocale[locale] == nil {
		t.byLocale[locale] = make(map[string]string, len(flat))
	}
	for k, v := range flat {
		t.byLocale[locale][k] = v
	}
	return nil
}

// Locales returns the languages there are texts for, sorted.
func (t *Texts) Locales() []string {
	out := make([]string, 0, len(t.byLocale))
	for l := range t.byLocale {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// Has reports whether a text exists in a language itself, in its plain or its
// plural form.
func (t *Texts) Has(locale, key string) bool {
	texts := t.byLocale[locale]
	_, plain := texts[key]
	_, counted := texts[key+"_other"]
	return plain || counted
}

// Get returns the text of a key in a language, with arguments given as name,
// value, name, value. It looks in the language, its parent (pt for pt-BR), then
// the default language; what is nowhere is answered with the key itself, so that
// a forgotten sentence never takes a page down.
func (t *Texts) Get(locale, key string, args ...any) string {
	for _, l := range t.chain(locale) {
		if s, ok := t.find(l, key, args); ok {
			if l != locale && t.onMissing != nil && l != parent(locale) {
				t.onMissing(locale, key)
			}
			return interpolate(s, args)
		}
	}
	if t.onMissing != nil {
		t.onMissing(locale, key)
	}
	return key
}

// Lookup is Get for keys that may well not exist, such as a word for an error
// code of an extension.
func (t *Texts) Lookup(locale, key string, args ...any) (string, bool) {
	for _, l := range t.chain(locale) {
		if s, ok := t.find(l, key, args); ok {
			return interpolate(s, args), true
		}
	}
	return "", false
}

func (t *Texts) chain(locale string) []string {
	if p := parent(locale); p != locale {
		return []string{locale, p, t.fallback}
	}
	return []string{locale, t.fallback}
}

func parent(locale string) string {
	base, _, _ := strings.Cut(locale, "-")
	return base
}

func (t *Texts) find(locale, key string, args []any) (string, bool) {
	texts := t.byLocale[locale]
	if n, ok := count(args); ok {
		if s, ok := texts[key+"_"+pluralForm(locale, n)]; ok {
			return s, true
		}
		if s, ok := texts[key+"_other"]; ok {
			return s, true
		}
	}
	s, ok := texts[key]
	return s, ok
}

// count finds the argument that chooses the plural form.
func count(args []any) (int, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "count" {
			n, ok := args[i+1].(int)
			return n, ok
		}
	}
	return 0, false
}

func pluralForm(locale string, n int) string {
	if n < 0 {
		n = -n
	}
	tag, err := language.Parse(locale)
	if err != nil {
		return "other"
	}
	switch plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0) {
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
	default:
		return "other"
	}
}

// interpolate replaces {{name}}. A value is never looked at again, so a title
// that contains {{count}} stays what it is.
func interpolate(s string, args []any) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{{"+fmt.Sprint(args[i])+"}}", textOf(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	default:
		return fmt.Sprint(v)
	}
}
