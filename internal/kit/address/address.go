// Package address is the postal address every room speaks: its fields, what each
// country requires of them, its postcode forms and the order its lines are written in.
//
// The tables are facts about the world's posts, kept small and in the program: an
// address is checked without asking anybody.
package address

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Address is where something is sent or whom a bill is made out to. It is a value:
// two addresses are the same when they compare equal after Normalise.
type Address struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name" required:"false"`
	Company   string `json:"company" required:"false"`
	Line1     string `json:"line1"`
	Line2     string `json:"line2" required:"false"`
	City      string `json:"city"`
	Region    string `json:"region" required:"false"`
	Postcode  string `json:"postcode" required:"false"`
	Country   string `json:"country"`
	Phone     string `json:"phone" required:"false"`
}

// IsZero reports whether nothing at all was filled in.
func (a Address) IsZero() bool { return a == Address{} }

// Normalise answers the address as it is stored and compared: Unicode NFC, no outer
// space and no runs of it, upper-case country, and the postcode in the form its country
// prints. What is wrong stays wrong, so that Validate can name it.
func (a Address) Normalise() Address {
	for _, f := range []*string{
		&a.FirstName, &a.LastName, &a.Company, &a.Line1, &a.Line2,
		&a.City, &a.Region, &a.Postcode, &a.Country, &a.Phone,
	} {
		*f = tidy(*f)
	}
	a.Country = strings.ToUpper(a.Country)
	a.Phone = latinDigits(a.Phone)
	a.Postcode = NormalisePostcode(a.Country, a.Postcode)
	if c, ok := countries()[a.Country]; ok && len(a.Region) <= 3 && c.requires('S') {
		// A short region is a code ("il", "nsw"); codes are written in capitals.
		a.Region = strings.ToUpper(a.Region)
	}
	return a
}

// tidy turns every run of white space, line breaks included, into one space.
func tidy(s string) string {
	return strings.Join(strings.Fields(norm.NFC.String(s)), " ")
}

// latinDigits maps decimal digits of any script (٤, ४, ４) to 0–9.
func latinDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		return latinDigit(r)
	}, s)
}

// latinDigit relies on Unicode's promise that the digits of a script stand together in
// order; neighbouring scripts share a range, whose length is then a multiple of ten.
func latinDigit(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) && t.Stride == 1 {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}
