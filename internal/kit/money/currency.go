package money

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// The currencies in use by ISO 4217, sorted, four bytes each, by the number of
// digits after the decimal point. Left out on purpose: the four-digit units of
// account CLF and UYW, and the codes without any unit (metals, tests): no
// price is ever stated in them.
const (
	withoutDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF " +
		"XPF "
	withTwoDigits = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV " +
		"BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP " +
		"CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD " +
		"GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
		"KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR " +
		"MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR " +
		"PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP " +
		"STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU " +
		"UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG "
	withThreeDigits = "BHD IQD JOD KWD LYD OMR TND "
)

// ErrUnknownCurrency says that a code names no currency a price can be stated in.
var ErrUnknownCurrency = errors.New("money: unknown currency")

// Currency is an ISO 4217 code in upper case, such as "USD".
type Currency string

// ParseCurrency reads a three-letter code in any case of ASCII letters.
// It returns ErrUnknownCurrency for everything that is not a currency in use.
func ParseCurrency(s string) (Currency, error) {
	// Only ASCII letters are folded: "ſ" and "K" (the Kelvin sign) also have an
	// upper-case form inside A–Z and must not pass.
	if len(s) == 3 {
		if c := Currency(upperASCII(s)); c.Valid() {
			return c, nil
		}
	}
	return "", fmt.Errorf("%w %q", ErrUnknownCurrency, clip(s))
}

// Valid tells whether c is a known currency in its canonical spelling.
func (c Currency) Valid() bool {
	return listed(withTwoDigits, c) || listed(withoutDigits, c) || listed(withThreeDigits, c)
}

// Exponent is the number of digits after the decimal point: 0, 2 or 3.
// For an unknown code it is 2, the most common one; such a code can only come
// from a conversion that went around ParseCurrency.
func (c Currency) Exponent() int {
	switch {
	case listed(withoutDigits, c):
		return 0
	case listed(withThreeDigits, c):
		return 3
	default:
		return 2
	}
}

// Currencies lists every known currency in alphabetical order.
func Currencies() []Currency {
	codes := strings.Fields(withoutDigits + withTwoDigits + withThreeDigits)
	sort.Strings(codes)
	list := make([]Currency, len(codes))
	for i, code := range codes {
		list[i] = Currency(code)
	}
	return list
}

func listed(table string, c Currency) bool {
	if len(c) != 3 {
		return false
	}
	n := len(table) / 4
	i := sort.Search(n, func(i int) bool { return table[i*4:i*4+3] >= string(c) })
	return i < n && table[i*4:i*4+3] == string(c)
}

func upperASCII(s string) string {
	b := []byte(s)
	for i, ch := range b {
		if 'a' <= ch && ch <= 'z' {
			b[i] = ch - 'a' + 'A'
		}
	}
	return string(b)
}

// clip keeps what a stranger typed short enough to stand in an error message.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
