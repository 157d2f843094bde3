// Package i18n holds the texts people read, in every language a shop speaks, and writes
// numbers, money and dates the way a language does.
//
// Texts live in flat JSON files, one per locale (en.json, pt-BR.json), with i18next's
// plural suffixes and {{name}} placeholders, so that Go and TypeScript read the same file.
// A text missing in a locale is looked up in its base language and then in English.
package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Fallback is the locale every chain ends in; its file must be complete.
const Fallback = "en"

// Texts is every locale loaded. It never changes after Load and is safe to share.
type Texts struct {
	locales map[string]*Locale
	tags    []language.Tag // in the order of names
	names   []string       // Fallback first, then alphabetical
	matcher language.Matcher
}

// Load reads *.json from the roots of the given file systems. A later one overlays an
// earlier one text by text, so a theme may change one sentence.
// It answers an error for a file that is not flat JSON of strings, for a file name that is
// no language tag, for a plural without its _other form and when English is missing.
func Load(systems ...fs.FS) (*Texts, error) {
	messages := map[string]map[string]string{}
	for _, system := range systems {
		files, err := fs.Glob(system, "*.json")
		if err != nil {
			return nil, fmt.Errorf("i18n: list locale files: %w", err)
		}
		for _, file := range files {
			if err := loadFile(system, file, messages); err != nil {
				return nil, fmt.Errorf("i18n: %s: %w", file, err)
			}
		}
	}
	return build(messages)
}

func loadFile(system fs.FS, file string, into map[string]map[string]string) error {
	raw, err := fs.ReadFile(system, file)
	if err != nil {
		return err
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		return fmt.Errorf("is not one flat object of strings: %w", err)
	}
	name := strings.TrimSuffix(path.Base(file), ".json")
	if into[name] == nil {
		into[name] = map[string]string{}
	}
	for key, text := range texts {
		into[name][key] = text
	}
	return checkPlurals(into[name])
}

// checkPlurals refuses a plural that could have nothing to say for some number.
func checkPlurals(texts map[string]string) error {
	for key := range texts {
		base, suffix, ok := cutPlural(key)
		if ok && suffix != "other" {
			if _, whole := texts[base+"_other"]; !whole {
				return fmt.Errorf("%q has no %q", key, base+"_other")
			}
		}
	}
	return nil
}

func build(messages map[string]map[string]string) (*Texts, error) {
	if messages[Fallback] == nil {
		return nil, fmt.Errorf("i18n: there is no %s.json", Fallback)
	}
	t := &Texts{locales: map[string]*Locale{}}
	for name := range messages {
		t.names = append(t.names, name)
	}
	slices.SortFunc(t.names, func(a, b string) int {
		if a == Fallback || b == Fallback {
			return map[bool]int{true: -1, false: 1}[a == Fallback]
		}
		return strings.Compare(a, b)
	})
	for _, name := range t.names {
		tag, err := language.Parse(name)
		if err != nil {
			return nil, fmt.Errorf("i18n: %s.json is not named after a language: %w", name, err)
		}
		t.tags = append(t.tags, tag)
		t.locales[name] = newLocale(name, tag, chain(name, messages))
	}
	t.matcher = language.NewMatcher(t.tags)
	return t, nil
}

// chain is the tables a locale reads, its own first.
func chain(name string, messages map[string]map[string]string) []table {
	var tables []table
	for _, n := range fallbacks(name) {
		if texts, ok := messages[n]; ok {
			tables = append(tables, table{tag: language.Make(n), texts: texts})
		}
	}
	return tables
}

// fallbacks answers pt-BR → pt → en.
func fallbacks(name string) []string {
	var names []string
	for n := name; n != ""; {
		names = append(names, n)
		cut := strings.LastIndexByte(n, '-')
		n = n[:max(cut, 0)]
	}
	if !slices.Contains(names, Fallback) {
		names = append(names, Fallback)
	}
	return names
}

// Names lists the locales, English first.
func (t *Texts) Names() []string { return slices.Clone(t.names) }

// Locale answers the locale of that name, else the nearest in its chain; it is never nil.
func (t *Texts) Locale(name string) *Locale {
	for _, n := range fallbacks(name) {
		if l, ok := t.locales[n]; ok {
			return l
		}
	}
	return t.locales[Fallback]
}

// Match chooses among the offered locales (all when none is named) the one an
// Accept-Language header prefers; the first offered is the answer when nothing fits.
func (t *Texts) Match(acceptLanguage string, offered ...string) string {
	names, matcher := t.names, t.matcher
	if len(offered) > 0 {
		names = offered
		tags := make([]language.Tag, len(offered))
		for i, name := range offered {
			tags[i] = language.Make(name)
		}
		matcher = language.NewMatcher(tags)
	}
	// A header is a stranger's text: only its head is read, and a broken one is no wish.
	const longest = 256
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage[:min(len(acceptLanguage), longest)])
	if err != nil || len(wanted) == 0 {
		return names[0]
	}
	_, index, confidence := matcher.Match(wanted...)
	if confidence == language.No {
		return names[0]
	}
	return names[index]
}

// Missing lists the texts of the fallback language that a locale does not say itself.
// Plural forms count as one text: languages differ in how many they have.
func (t *Texts) Missing(name string) []string {
	l, ok := t.locales[name]
	if !ok {
		return nil
	}
	var missing []string
	for key := range t.locales[Fallback].chain[0].texts {
		if base, suffix, plural := cutPlural(key); plural {
			if suffix != "other" {
				continue
			}
			key = base + "_other"
		}
		if _, said := l.chain[0].texts[key]; !said {
			missing = append(missing, key)
		}
	}
	slices.Sort(missing)
	return missing
}
