package money

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// MaxMinor is the largest count of minor units that every client can read: a
// JSON number is exact up to 2^53 − 1 in JavaScript. Arithmetic here goes on
// up to int64; the rooms refuse what lies beyond MaxMinor before it is stored.
const MaxMinor int64 = 1<<53 - 1

var (
	// ErrCurrencyMismatch says that amounts of two currencies met.
	ErrCurrencyMismatch = errors.New("money: amounts of different currencies")
	// ErrOverflow says that a result does not fit.
	ErrOverflow = errors.New("money: amount is too large")
	// ErrSyntax says that a text is not a plain decimal number.
	ErrSyntax = errors.New("money: not a decimal number")
	// ErrPrecision says that a text has more decimals than its currency or rate.
	ErrPrecision = errors.New("money: too many decimals")
)

// Amount is a count of minor units of one currency.
type Amount struct {
	Minor    int64    `json:"amount" doc:"Amount in minor units of the currency, e.g. cents" example:"1999"`
	Currency Currency `json:"currency" doc:"ISO 4217 currency code" example:"USD"`
}

// New is minor units of c.
func New(minor int64, c Currency) Amount { return Amount{Minor: minor, Currency: c} }

// Zero is nothing, in c.
func Zero(c Currency) Amount { return Amount{Currency: c} }

// Add is a + b. It returns ErrCurrencyMismatch or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, mismatch(a, b)
	}
	sum, ok := add(a.Minor, b.Minor)
	if !ok {
		return Amount{}, ErrOverflow
	}
	return Amount{sum, a.Currency}, nil
}

// Sub is a − b. It returns ErrCurrencyMismatch or ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, mismatch(a, b)
	}
	diff := a.Minor - b.Minor
	if (b.Minor > 0 && diff > a.Minor) || (b.Minor < 0 && diff < a.Minor) || diff == math.MinInt64 {
		return Amount{}, ErrOverflow
	}
	return Amount{diff, a.Currency}, nil
}

// Neg is −a. No function of this package makes math.MinInt64, the one count
// without a negative; Neg panics on it rather than answer something else.
func (a Amount) Neg() Amount {
	if a.Minor == math.MinInt64 {
		panic("money: the smallest int64 has no negative")
	}
	return Amount{-a.Minor, a.Currency}
}

// Times is a taken qty times. It returns ErrOverflow.
func (a Amount) Times(qty int64) (Amount, error) {
	product, err := mulDiv(a.Minor, qty, 1)
	if err != nil {
		return Amount{}, err
	}
	return Amount{product, a.Currency}, nil
}

// Cmp is −1, 0 or +1 as a is less than, equal to or more than b. It returns
// ErrCurrencyMismatch.
func (a Amount) Cmp(b Amount) (int, error) {
	switch {
	case a.Currency != b.Currency:
		return 0, mismatch(a, b)
	case a.Minor < b.Minor:
		return -1, nil
	case a.Minor > b.Minor:
		return 1, nil
	default:
		return 0, nil
	}
}

// IsZero tells whether a is nothing, in whatever currency.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Sign is −1, 0 or +1.
func (a Amount) Sign() int {
	switch {
	case a.Minor < 0:
		return -1
	case a.Minor > 0:
		return 1
	default:
		return 0
	}
}

// Sum adds amounts of c; of none it is zero. It returns ErrCurrencyMismatch or
// ErrOverflow.
func Sum(c Currency, as ...Amount) (Amount, error) {
	total := Zero(c)
	for _, a := range as {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}

// Decimal writes the amount with the digits of its currency and a point:
// "19.99", "-0.05", "1999" for yen. It is for machines; people get locale
// formatting elsewhere.
func (a Amount) Decimal() string {
	return decimal(a.Minor, a.Currency.Exponent())
}

// ParseDecimal reads what Decimal writes, and less than all decimals ("5" and
// "5.5" dollars). It refuses everything else a number could be called: signs
// other than a leading minus, exponents, separators, blanks, digits of other
// scripts, a point without digits around it.
//
// It returns ErrUnknownCurrency, ErrSyntax, ErrPrecision or ErrOverflow.
func ParseDecimal(s string, c Currency) (Amount, error) {
	if !c.Valid() {
		return Amount{}, fmt.Errorf("%w %q", ErrUnknownCurrency, clip(string(c)))
	}
	minor, err := parseFixed(s, c.Exponent())
	if err != nil {
		return Amount{}, err
	}
	return Amount{minor, c}, nil
}

func mismatch(a, b Amount) error {
	return fmt.Errorf("%w: %s and %s", ErrCurrencyMismatch, clip(string(a.Currency)), clip(string(b.Currency)))
}

// add reports whether a + b lies within ±math.MaxInt64.
func add(a, b int64) (int64, bool) {
	sum := a + b
	if (b > 0 && sum < a) || (b < 0 && sum > a) || sum == math.MinInt64 {
		return 0, false
	}
	return sum, true
}

// decimal writes n / 10^digits exactly.
func decimal(n int64, digits int) string {
	text := strconv.FormatUint(magnitude(n), 10)
	if digits > 0 {
		if missing := digits + 1 - len(text); missing > 0 {
			text = strings.Repeat("0", missing) + text
		}
		text = text[:len(text)-digits] + "." + text[len(text)-digits:]
	}
	if n < 0 {
		return "-" + text
	}
	return text
}

// parseFixed reads a plain decimal number as a count of 10^-digits.
func parseFixed(s string, digits int) (int64, error) {
	body, negative := strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(body, ".")
	if !allDigits(whole) || point && !allDigits(fraction) {
		return 0, fmt.Errorf("%w: %q", ErrSyntax, clip(s))
	}
	if len(fraction) > digits {
		return 0, fmt.Errorf("%w: %q has %d, at most %d are possible", ErrPrecision, clip(s), len(fraction), digits)
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", digits-len(fraction)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %q", ErrOverflow, clip(s))
	}
	if negative {
		n = -n
	}
	return n, nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
