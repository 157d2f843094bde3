package address

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzNormalise(f *testing.F) {
	f.Add("us", "il", "62701-1234", "+١٥٥٥", "e\u0301")
	f.Add("GB", "", "sw1a1aa", "", " a\u2028b ")
	f.Add("NP", "३", "४४६००", "\xff", "\x00")
	f.Add("ßß", "ŉ", "ẞ", "", "ǅ")
	f.Add("", "", "", "\xdf", "\xb2")
	f.Fuzz(func(t *testing.T, country, region, postcode, phone, line string) {
		a := Address{FirstName: line, Line1: line, City: line, Country: country, Region: region, Postcode: postcode, Phone: phone}
		once := a.Normalise()
		if twice := once.Normalise(); twice != once {
			t.Errorf("%+v became %+v, and that %+v", a, once, twice)
		}
		if valid(country, region, postcode, phone, line) && !valid(once.Country, once.Region, once.Postcode, once.Phone, once.Line1) {
			t.Errorf("%+v became invalid", a)
		}
		once.Validate()
		once.Format("ar")
		ValidPostcode(country, postcode)
		if c := CompactPostcode(postcode); CompactPostcode(c) != c {
			t.Errorf("%q compacts to %q", postcode, c)
		}
	})
}

// valid keeps the texts apart: two halves of a character are not valid.
func valid(texts ...string) bool { return utf8.ValidString(strings.Join(texts, " ")) }
