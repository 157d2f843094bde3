package address

import (
	"strings"
	"unicode"
)

// Format answers the lines of the address in its country's order, the country's name in
// the reader's language last, ready to print on a label. Empty fields leave no gap and no
// stray comma.
func (a Address) Format(locale string) []string { return a.FormatFrom("", locale) }

// FormatFrom is Format as written inside the country home: its name is left out.
func (a Address) FormatFrom(home, locale string) []string {
	c, known := countries()[a.Country]
	layout := layoutOf(c, known, a)
	var lines []string
	for _, line := range strings.Split(layout, "/") {
		for _, s := range a.fill(line, bigEndian(layout)) {
			if s != "" {
				lines = append(lines, s)
			}
		}
	}
	if a.Country != home && a.Country != "" {
		lines = append(lines, CountryName(a.Country, locale))
	}
	return lines
}

// layoutOf picks the country's order; the posts of East Asia write from large to small in
// their own script and the other way round in Latin letters.
func layoutOf(c country, known bool, a Address) string {
	if !known {
		return layouts['j']
	}
	if native, ok := nativeLayouts[c.layout]; ok && eastAsian(a.Line1+a.City) {
		return native
	}
	return layouts[c.layout]
}

func bigEndian(layout string) bool {
	return strings.HasSuffix(layout, "%N") || strings.HasSuffix(layout, "%N/%Z")
}

// fill writes one line of a layout. A separator in front of an empty field is dropped, and
// so is one that would open the line; line 1 and line 2 of the street are lines of their own.
func (a Address) fill(line string, familyFirst bool) []string {
	if line == "%A" {
		return []string{a.Line1, a.Line2}
	}
	var out strings.Builder
	for line != "" {
		at := strings.IndexByte(line, '%')
		separator, verb := line[:at], line[at+1]
		line = line[at+2:]
		value := a.value(verb, familyFirst)
		if value == "" {
			continue
		}
		if out.Len() > 0 || separator == "〒" {
			out.WriteString(separator)
		}
		out.WriteString(value)
	}
	return []string{out.String()}
}

func (a Address) value(verb byte, familyFirst bool) string {
	switch verb {
	case 'N':
		return a.name(familyFirst)
	case 'O':
		return a.Company
	case 'C':
		return a.City
	case 'S':
		return a.Region
	}
	return a.Postcode
}

// Name is the person's name in the country's order.
func (a Address) Name() string {
	return a.name(eastAsian(a.LastName+a.FirstName) || a.Country == "HU")
}

func (a Address) name(familyFirst bool) string {
	if familyFirst || a.Country == "HU" {
		return strings.TrimSpace(a.LastName + " " + a.FirstName)
	}
	return strings.TrimSpace(a.FirstName + " " + a.LastName)
}

func eastAsian(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	}) >= 0
}
