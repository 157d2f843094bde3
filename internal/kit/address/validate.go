package address

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Codes of what can be wrong with a field; screens translate by them.
const (
	Required       = "required"
	TooLong        = "too_long"
	BadCharacter   = "bad_character"
	UnknownCountry = "unknown_country"
	BadPostcode    = "bad_postcode"
	BadPhone       = "bad_phone"
)

// Problem is one thing wrong with one field; Field is the field's JSON name.
type Problem struct {
	Field   string
	Code    string
	Message string
}

// limits are the longest values in characters: generous to people, small enough for
// every label printer, carrier and index behind us.
const (
	limitName     = 100
	limitLine     = 200
	limitPlace    = 100
	limitPostcode = 16
	limitPhone    = 32
)

// Validate lists everything wrong with the address, in the order of its fields; an empty
// list means a letter sent there can arrive. It looks at the normalised form, so callers
// need not normalise first.
func (a Address) Validate() []Problem {
	a = a.Normalise()
	var found []Problem
	add := func(field, code, format string, args ...any) {
		found = append(found, Problem{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
	}
	if a.FirstName == "" && a.LastName == "" && a.Company == "" {
		add("first_name", Required, "Enter a name or a company.")
	}
	known, isCountry := countries()[a.Country]
	for _, f := range a.fields() {
		switch {
		case f.value == "" && f.required(known, isCountry):
			add(f.name, Required, "Enter the %s.", f.label(known))
		case utf8.RuneCountInString(f.value) > f.limit:
			add(f.name, TooLong, "Use at most %d characters.", f.limit)
		case hasBadCharacter(f.value):
			add(f.name, BadCharacter, "This contains a character that cannot be printed.")
		case f.name == "postcode" && f.value != "" && isCountry && !ValidPostcode(a.Country, f.value):
			add(f.name, BadPostcode, "This is not a postcode of %s, such as %s.", known.name, known.examplePostcode())
		case f.name == "country" && !isCountry && f.value != "":
			add(f.name, UnknownCountry, "Use a two-letter ISO 3166 country code.")
		case f.name == "phone" && !validPhone(f.value):
			add(f.name, BadPhone, "Write the number with its country code, such as +1 415 555 0132.")
		}
	}
	return found
}

// field is one field with what is asked of it; ask is its letter in the country table,
// 0 for one that is always optional and '!' for one that is always required.
type field struct {
	name  string
	value string
	limit int
	ask   byte
}

func (a Address) fields() []field {
	return []field{
		{"first_name", a.FirstName, limitName, 0},
		{"last_name", a.LastName, limitName, 0},
		{"company", a.Company, limitName, 0},
		{"line1", a.Line1, limitLine, '!'},
		{"line2", a.Line2, limitLine, 0},
		{"city", a.City, limitPlace, 'C'},
		{"region", a.Region, limitPlace, 'S'},
		{"postcode", a.Postcode, limitPostcode, 'Z'},
		{"country", a.Country, limitPlace, '!'},
		{"phone", a.Phone, limitPhone, 0},
	}
}

func (f field) required(c country, known bool) bool {
	return f.ask == '!' || known && f.ask != 0 && c.requires(f.ask)
}

// label is the field's name in a sentence, as the country calls it.
func (f field) label(c country) string {
	switch {
	case f.name == "line1":
		return "street and number"
	case f.name == "region" && (c.code == "US" || c.code == "AU" || c.code == "IN" || c.code == "BR"):
		return "state"
	case f.name == "region":
		return "province or region"
	case f.name == "postcode" && c.code == "US":
		return "ZIP code"
	}
	return f.name
}

// hasBadCharacter refuses what no label can print and what can disguise a text: control
// characters and the overrides of writing direction. Joiners stay: Nepali and Persian
// spell with them.
func hasBadCharacter(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) || r == utf8.RuneError ||
			r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return true
		}
	}
	return false
}

// validPhone is deliberately loose: digits with the usual punctuation. Whether a number
// rings is found out by ringing it.
func validPhone(s string) bool {
	digits := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, r == ' ', r == '-', r == '.', r == '(', r == ')', r == '/', r == 'x', r == '#':
		default:
			return false
		}
	}
	return s == "" || digits >= 4 && digits <= 20
}
