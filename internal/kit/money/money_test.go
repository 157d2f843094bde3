package money

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCurrencyTableIsSortedAndKnowsTheExponents(t *testing.T) {
	all := Currencies()
	if len(all) != 139+17+7 {
		t.Errorf("%d currencies", len(all))
	}
	for i, c := range all {
		if i > 0 && all[i-1] >= c {
			t.Errorf("%s does not come after %s", c, all[i-1])
		}
		if !c.Valid() {
			t.Errorf("%s is listed but not found", c)
		}
	}
	want := map[Currency]int{"USD": 2, "EUR": 2, "NPR": 2, "ZWG": 2, "AED": 2, "JPY": 0, "BIF": 0, "XPF": 0, "KWD": 3, "BHD": 3, "TND": 3}
	for c, exponent := range want {
		if got := c.Exponent(); got != exponent {
			t.Errorf("%s has exponent %d, want %d", c, got, exponent)
		}
	}
}

func TestParseCurrencyFoldsASCIIOnly(t *testing.T) {
	for _, in := range []string{"USD", "usd", "Usd"} {
		if c, err := ParseCurrency(in); c != "USD" || err != nil {
			t.Errorf("ParseCurrency(%q) = %q, %v", in, c, err)
		}
	}
	for _, in := range []string{"", "US", "USDX", " USD", "XXX", "XAU", "CLF", "uſd", "\u212aRW", "D A", "ED ", "\x00\x00\x00"} {
		if c, err := ParseCurrency(in); !errors.Is(err, ErrUnknownCurrency) {
			t.Errorf("ParseCurrency(%q) = %q, %v", in, c, err)
		}
	}
}

func TestAmountsOfTwoCurrenciesNeverMeet(t *testing.T) {
	a, b := New(1, "USD"), New(1, "EUR")
	_, errAdd := a.Add(b)
	_, errSub := a.Sub(b)
	_, errCmp := a.Cmp(b)
	_, errSum := Sum("USD", a, b)
	for i, err := range []error{errAdd, errSub, errCmp, errSum} {
		if !errors.Is(err, ErrCurrencyMismatch) {
			t.Errorf("operation %d: %v", i, err)
		}
	}
}

// edgy draws counts near the ends of the range as often as small ones.
func edgy() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Min(math.MinInt64+1), rapid.Int64Range(-1000, 1000),
		rapid.Int64Range(math.MaxInt64-3, math.MaxInt64), rapid.Int64Range(math.MinInt64+1, math.MinInt64+4),
	)
}

func TestArithmeticIsExactOrOverflows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := edgy().Draw(t, "x"), edgy().Draw(t, "y")
		a, b := New(x, "USD"), New(y, "USD")
		bx, by := big.NewInt(x), big.NewInt(y)
		exact(t, "add", new(big.Int).Add(bx, by), minor(a.Add(b)))
		exact(t, "sub", new(big.Int).Sub(bx, by), minor(a.Sub(b)))
		exact(t, "times", new(big.Int).Mul(bx, by), minor(a.Times(y)))
		exact(t, "neg", new(big.Int).Neg(bx), minor(a.Neg(), nil))
		order, err := a.Cmp(b)
		if err != nil || order != bx.Cmp(by) || a.Sign() != bx.Sign() || a.IsZero() != (x == 0) {
			t.Fatalf("comparison of %d and %d is wrong", x, y)
		}
	})
}

type outcome struct {
	n   int64
	err error
}

func minor(a Amount, err error) outcome { return outcome{a.Minor, err} }

func exact(t *rapid.T, what string, want *big.Int, got outcome) {
	t.Helper()
	if !want.IsInt64() || want.Int64() == math.MinInt64 {
		if !errors.Is(got.err, ErrOverflow) {
			t.Fatalf("%s: %v does not fit, got %d, %v", what, want, got.n, got.err)
		}
		return
	}
	if got.err != nil || got.n != want.Int64() {
		t.Fatalf("%s: want %v, got %d, %v", what, want, got.n, got.err)
	}
}

func TestDecimalWritesTheDigitsOfTheCurrency(t *testing.T) {
	cases := []struct {
		amount Amount
		want   string
	}{
		{New(1999, "USD"), "19.99"}, {New(-5, "USD"), "-0.05"}, {New(0, "USD"), "0.00"},
		{New(1999, "JPY"), "1999"}, {New(1999, "KWD"), "1.999"}, {New(-1, "KWD"), "-0.001"},
		{New(math.MinInt64, "USD"), "-92233720368547758.08"},
	}
	for _, c := range cases {
		if got := c.amount.Decimal(); got != c.want {
			t.Errorf("%+v reads %q, want %q", c.amount, got, c.want)
		}
	}
}

func TestParseDecimalReadsBackWhatDecimalWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := New(edgy().Draw(t, "minor"), rapid.SampledFrom(Currencies()).Draw(t, "currency"))
		back, err := ParseDecimal(a.Decimal(), a.Currency)
		if err != nil || back != a {
			t.Fatalf("%+v came back as %+v, %v", a, back, err)
		}
	})
}

func TestParseDecimalTakesFewerDecimals(t *testing.T) {
	for in, want := range map[string]int64{"5": 500, "5.5": 550, "-0": 0, "007.10": 710} {
		if a, err := ParseDecimal(in, "USD"); err != nil || a.Minor != want {
			t.Errorf("%q is %d, %v; want %d", in, a.Minor, err, want)
		}
	}
}

func TestParseDecimalRefusesEverythingElse(t *testing.T) {
	cases := map[string]error{
		"": ErrSyntax, "1e3": ErrSyntax, "NaN": ErrSyntax, "Inf": ErrSyntax, "0x10": ErrSyntax, "+1": ErrSyntax,
		"--1": ErrSyntax, "1,000.00": ErrSyntax, "1_000": ErrSyntax, " 1": ErrSyntax, "1 ": ErrSyntax, "1\n": ErrSyntax,
		".5": ErrSyntax, "5.": ErrSyntax, ".": ErrSyntax, "-": ErrSyntax, "1.2.3": ErrSyntax, "1.-5": ErrSyntax,
		"１２": ErrSyntax, "٣": ErrSyntax, "1\x00": ErrSyntax, "\xff": ErrSyntax,
		"0.001": ErrPrecision, "1.000": ErrPrecision,
		"92233720368547758.08": ErrOverflow, "-92233720368547758.08": ErrOverflow, "99999999999999999999999999": ErrOverflow,
	}
	for in, want := range cases {
		if a, err := ParseDecimal(in, "USD"); !errors.Is(err, want) {
			t.Errorf("%q: %+v, %v; want %v", in, a, err, want)
		}
	}
	if _, err := ParseDecimal("1", "usd"); !errors.Is(err, ErrUnknownCurrency) {
		t.Errorf("an unknown currency: %v", err)
	}
	if _, err := ParseDecimal("1.0", "JPY"); !errors.Is(err, ErrPrecision) {
		t.Errorf("yen with decimals: %v", err)
	}
}

func TestRatesReadAsDecimalAndPercent(t *testing.T) {
	cases := []struct {
		rate             Rate
		decimal, percent string
	}{
		{82_500_000, "0.0825", "8.25%"}, {0, "0", "0%"}, {One, "1", "100%"}, {1, "0.000000001", "0.0000001%"},
		{200_000_000, "0.2", "20%"}, {2_500_000_000, "2.5", "250%"},
	}
	for _, c := range cases {
		if got := c.rate.String(); got != c.decimal {
			t.Errorf("%d is %q, want %q", c.rate, got, c.decimal)
		}
		if got := c.rate.Percent(); got != c.percent {
			t.Errorf("%d is %q, want %q", c.rate, got, c.percent)
		}
		for _, text := range []string{c.decimal, c.percent} {
			if back, err := ParseRate(text); err != nil || back != c.rate {
				t.Errorf("%q is %d, %v; want %d", text, back, err, c.rate)
			}
		}
	}
	for in, want := range map[string]error{
		"": ErrSyntax, "%": ErrSyntax, "-0.1": ErrSyntax, "-5%": ErrSyntax, "1e-2": ErrSyntax, "5 %": ErrSyntax, "5%%": ErrSyntax,
		"0.0000000001": ErrPrecision, "0.00000001%": ErrPrecision, "9223372037": ErrOverflow,
	} {
		if r, err := ParseRate(in); !errors.Is(err, want) {
			t.Errorf("%q: %d, %v; want %v", in, r, err, want)
		}
	}
}

func TestRateIsAStringInJSON(t *testing.T) {
	type row struct {
		Rate Rate `json:"rate"`
	}
	text, err := json.Marshal(row{82_500_000})
	if err != nil || string(text) != `{"rate":"0.0825"}` {
		t.Fatalf("%s, %v", text, err)
	}
	var back row
	if err := json.Unmarshal(text, &back); err != nil || back.Rate != 82_500_000 {
		t.Errorf("%+v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"rate":0.0825}`), &back); err == nil {
		t.Error("a JSON number passed as a rate")
	}
}

// rounded is n ÷ d, half away from zero, for d > 0.
func rounded(n, d *big.Int) *big.Int {
	twice := new(big.Int).Mul(new(big.Int).Abs(n), big.NewInt(2))
	twice.Add(twice, d).Div(twice, new(big.Int).Mul(d, big.NewInt(2)))
	if n.Sign() < 0 {
		twice.Neg(twice)
	}
	return twice
}

func TestRateOfIsExactAndRoundsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		rate        Rate
		minor, want int64
	}{{500_000_000, 1, 1}, {500_000_000, -1, -1}, {82_500_000, 1999, 165}, {499_999_999, 1, 0}, {One, math.MaxInt64, math.MaxInt64}} {
		if got, err := c.rate.Of(c.minor); err != nil || got != c.want {
			t.Errorf("%s of %d is %d, %v; want %d", c.rate, c.minor, got, err, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r, n := Rate(edgy().Draw(t, "rate")), edgy().Draw(t, "minor")
		want := rounded(new(big.Int).Mul(big.NewInt(n), big.NewInt(int64(r))), big.NewInt(int64(One)))
		got, err := r.Of(n)
		exact(t, "of", want, outcome{got, err})
	})
}

func TestRateWithinLeavesTheRoundedNet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, gross := Rate(rapid.Int64Range(0, math.MaxInt64).Draw(t, "rate")), edgy().Draw(t, "gross")
		divisor := new(big.Int).Add(big.NewInt(int64(One)), big.NewInt(int64(r)))
		net := rounded(new(big.Int).Mul(big.NewInt(gross), big.NewInt(int64(One))), divisor)
		if want := new(big.Int).Sub(big.NewInt(gross), net); want.Cmp(big.NewInt(r.Within(gross))) != 0 {
			t.Fatalf("%s within %d is %d, want %v", r, gross, r.Within(gross), want)
		}
	})
	if got := Rate(-1).Within(1000); got != 0 {
		t.Errorf("a negative rate holds %d", got)
	}
}

func TestAllocateGivesNamedResults(t *testing.T) {
	cases := []struct {
		name    string
		total   int64
		weights []int64
		want    []int64
	}{
		{"ties go to the earlier part", 100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{"the largest remainder is served first", 10, []int64{1, 2, 4}, []int64{1, 3, 6}},
		{"a negative total mirrors", -100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{"no weight, nothing", 5, []int64{0, 3, -7}, []int64{0, 5, 0}},
		{"all without weight weigh the same", 5, []int64{0, 0, -1}, []int64{2, 2, 1}},
		{"nobody", 5, nil, []int64{}},
		{"huge weights", 3, []int64{math.MaxInt64, math.MaxInt64, math.MaxInt64}, []int64{1, 1, 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Allocate(c.total, c.weights)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAllocatePartsSumToTheWholeAndAreExactSharesRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := edgy().Draw(t, "total")
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(-2, 10), rapid.Int64Range(0, math.MaxInt64/64)), 1, 12).Draw(t, "weights")
		parts := Allocate(total, weights)
		sum, weight := new(big.Int), new(big.Int)
		for i, p := range parts {
			sum.Add(sum, big.NewInt(p))
			weight.Add(weight, big.NewInt(max(weights[i], 0)))
		}
		if sum.Cmp(big.NewInt(total)) != 0 {
			t.Fatalf("%v sums to %v, not %d", parts, sum, total)
		}
		if weight.Sign() == 0 {
			return
		}
		for i, p := range parts {
			// |part × weight − total × own| < weight: less than one unit off.
			off := new(big.Int).Mul(big.NewInt(p), weight)
			off.Sub(off, new(big.Int).Mul(big.NewInt(total), big.NewInt(max(weights[i], 0)))).Abs(off)
			if off.Cmp(weight) >= 0 {
				t.Fatalf("part %d is a unit or more off its exact share: %v", i, parts)
			}
		}
		if total >= 0 && weight.Cmp(big.NewInt(total)) >= 0 {
			for i, p := range parts {
				if p > max(weights[i], 0) {
					t.Fatalf("part %d exceeds its weight: %d > %d", i, p, weights[i])
				}
			}
		}
	})
}

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"19.99", "-0.05", "1e3", "NaN", "１", "92233720368547758.08", ".", "00000000000000000000000000001"} {
		f.Add(s, "USD")
		f.Add(s, "JPY")
	}
	f.Fuzz(func(t *testing.T, s, code string) {
		a, err := ParseDecimal(s, Currency(code))
		if err != nil {
			return
		}
		exactValue, ok := new(big.Rat).SetString(s)
		unit := new(big.Rat).SetFrac(big.NewInt(a.Minor), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(a.Currency.Exponent())), nil))
		if !ok || exactValue.Cmp(unit) != 0 {
			t.Errorf("%q was read as %s", s, a.Decimal())
		}
		if back, err := ParseDecimal(a.Decimal(), a.Currency); err != nil || back != a {
			t.Errorf("%q does not read back: %+v, %v", a.Decimal(), back, err)
		}
	})
}

func FuzzParseRate(f *testing.F) {
	for _, s := range []string{"0.0825", "8.25%", "1e3", "-1", "９%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRate(s)
		if err != nil {
			return
		}
		if back, err := ParseRate(r.String()); err != nil || back != r {
			t.Errorf("%q does not read back as %d: %d, %v", r.String(), r, back, err)
		}
	})
}
