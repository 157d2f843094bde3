package money

import (
	"fmt"
	"math"
	"math/bits"
	"strings"
)

// One is the rate 1, that is 100 %.
const One Rate = 1_000_000_000

// Rate is a proportion in billionths: 8.25 % is 82_500_000. In JSON and in
// texts it is the exact decimal "0.0825".
type Rate int64

// ParseRate reads "0.0825" or, with a percent sign, "8.25%". Rates are not
// negative. It returns ErrSyntax, ErrPrecision or ErrOverflow.
func ParseRate(s string) (Rate, error) {
	body, digits := s, 9
	if percent, ok := strings.CutSuffix(s, "%"); ok {
		body, digits = percent, 7
	}
	if strings.HasPrefix(body, "-") {
		return 0, fmt.Errorf("%w: %q, a rate is not negative", ErrSyntax, clip(s))
	}
	n, err := parseFixed(body, digits)
	return Rate(n), err
}

// String writes the shortest exact decimal: "0.0825", "0", "1".
func (r Rate) String() string { return trimDecimals(decimal(int64(r), 9)) }

// Percent writes the rate for people who read Latin digits: "8.25%".
func (r Rate) Percent() string { return trimDecimals(decimal(int64(r), 7)) + "%" }

// MarshalText writes String, so that JSON holds the exact decimal as a string.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRate reads and returns its errors.
func (r *Rate) UnmarshalText(text []byte) error {
	parsed, err := ParseRate(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Of is the rate's part of minor, rounded half away from zero: 8.25 % of 1999
// is 165. It never saturates or wraps; it returns ErrOverflow when the part
// does not fit, which takes a rate above one.
func (r Rate) Of(minor int64) (int64, error) {
	return mulDiv(minor, int64(r), uint64(One))
}

// Within is the part of a gross amount that the rate has added to its net:
// gross − round(gross ÷ (1 + r)). 20 % within 1200 is 200. It always fits.
// A negative rate has added nothing.
func (r Rate) Within(gross int64) int64 {
	if r <= 0 {
		return 0
	}
	net, err := mulDiv(gross, int64(One), uint64(One)+uint64(r))
	if err != nil {
		// Only for gross = math.MinInt64 and a rate too small to change it.
		return 0
	}
	return gross - net
}

// mulDiv is a × b ÷ d with a 128-bit product, rounded half away from zero.
// It returns ErrOverflow unless the result lies within ±math.MaxInt64.
func mulDiv(a, b int64, d uint64) (int64, error) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi >= d {
		return 0, ErrOverflow
	}
	quotient, remainder := bits.Div64(hi, lo, d)
	if quotient > math.MaxInt64 {
		return 0, ErrOverflow
	}
	if remainder >= d-remainder { // at least half: away from zero
		quotient++
	}
	if quotient > math.MaxInt64 {
		return 0, ErrOverflow
	}
	if (a < 0) != (b < 0) {
		return -int64(quotient), nil
	}
	return int64(quotient), nil
}

// magnitude is |n|; also of math.MinInt64, whose negative wraps to the bit
// pattern of 2^63.
func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

func trimDecimals(s string) string {
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
