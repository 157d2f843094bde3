package address

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryName is what a country is called in a language, a BCP 47 tag; the empty one is English. A language that has no
// name for it, or is none, gets the English one, and a code nobody knows stays as it is.
func CountryName(code, locale string) string {
	c, known := countries()[code]
	if !known {
		return code
	}
	tag, err := language.Parse(locale)
	if err != nil {
		return c.name
	}
	base, _ := tag.Base()
	if base.String() == "en" {
		return c.name
	}
	if own, ok := names()[base.String()]; ok {
		return own[code]
	}
	// Languages the program does not ship are those of a shop's own theme. Their names are of an older CLDR.
	region, err := language.ParseRegion(code)
	if of := display.Regions(tag); err == nil && of != nil {
		if s := of.Name(region); s != "" {
			return s
		}
	}
	return c.name
}

//go:embed names.txt
var namesTable string

// names are the countries' names by language and code, parsed on first use.
var names = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	var languages []string
	for line := range strings.Lines(namesTable) {
		f := strings.Split(strings.TrimSpace(line), "|")
		switch {
		case strings.HasPrefix(line, "#"):
		case languages == nil:
			languages = f[1:]
			for _, l := range languages {
				all[l] = make(map[string]string, 250)
			}
		default:
			for i, l := range languages {
				all[l][f[0]] = f[i+1]
			}
		}
	}
	return all
})
