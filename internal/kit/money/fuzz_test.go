package money

import (
	"math"
	"testing"
)

func FuzzAllocate(f *testing.F) {
	f.Add(int64(100), int64(1), int64(1), int64(1))
	f.Add(int64(-7), int64(3), int64(0), int64(-2))
	f.Add(int64(-1<<63), int64(1<<63-1), int64(1<<63-1), int64(1))
	f.Add(int64(1<<63-1), int64(0), int64(0), int64(0))
	f.Fuzz(func(t *testing.T, total, a, b, c int64) {
		weights := []int64{a, b, c}
		var sum uint64 // wraps as two's complement does: exact again at the end
		for i, p := range Allocate(total, weights) {
			if total >= 0 && p < 0 || total <= 0 && p > 0 {
				t.Errorf("%d over %v: part %d is %d", total, weights, i, p)
			}
			sum += uint64(p)
		}
		if int64(sum) != total {
			t.Errorf("%d over %v is %d", total, weights, int64(sum))
		}
	})
}

func FuzzCurrency(f *testing.F) {
	for _, s := range []string{"USD", "usd", "", "US", "\xff\xff\xff", "ＵＳＤ", "XXX", "KWD"} {
		f.Add(s, int64(-1<<63))
	}
	f.Fuzz(func(t *testing.T, s string, minor int64) {
		c, err := ParseCurrency(s)
		if err != nil {
			return
		}
		if !c.Valid() || len(c) != 3 {
			t.Errorf("%q was read as %q", s, c)
		}
		if minor == math.MinInt64 {
			minor++ // the lowest number has no positive twin, and is not read
		}
		a := New(minor, c)
		if back, err := ParseDecimal(a.Decimal(), c); err != nil || back != a {
			t.Errorf("%q does not read back: %+v, %v", a.Decimal(), back, err)
		}
	})
}

func FuzzRateOf(f *testing.F) {
	f.Add("0.0825", int64(1999))
	f.Add("1", int64(1<<63-1))
	f.Add("0.2", int64(-1<<63))
	f.Fuzz(func(t *testing.T, rate string, minor int64) {
		r, err := ParseRate(rate)
		if err != nil {
			return
		}
		part, err := r.Of(minor)
		if err != nil {
			return
		}
		if r == 0 && part != 0 || minor >= 0 && part < 0 || minor <= 0 && part > 0 {
			t.Errorf("%s of %d is %d", rate, minor, part)
		}
		if within := r.Within(minor); minor >= 0 && (within < 0 || within > minor) || minor < 0 && (within > 0 || within < minor) {
			t.Errorf("%s within %d is %d", rate, minor, within)
		}
	})
}
