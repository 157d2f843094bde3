package colour_test

import (
	"math"
	"testing"

	"github.com/haatshop/haat/internal/kit/colour"
)

func TestAColourIsReadAndWritten(t *testing.T) {
	for in, want := range map[string]string{"#fff": "#ffffff", "#17211B": "#17211b", "#f5ab35": "#f5ab35"} {
		c, err := colour.Parse(in)
		if err != nil || c.String() != want {
			t.Errorf("%s: %s, %v", in, c, err)
		}
	}
	for _, in := range []string{"", "#", "fff", "#ffff", "#ggg", "#f5ab3", "red", "#+5ab35", "#f5ab35;}", "#£ab"} {
		if c, err := colour.Parse(in); err == nil {
			t.Errorf("%q was read as %s", in, c)
		}
	}
}

// The examples are those everybody computes: black on white is 21, #767676 is the lightest grey that may carry text.
func TestContrastIsWhatTheStandardSays(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000", "#fff", 21}, {"#fff", "#000", 21}, {"#777", "#777", 1}, {"#767676", "#fff", 4.54}, {"#777777", "#fff", 4.48}, {"#00f", "#fff", 8.59}} {
		a, errA := colour.Parse(c.a)
		b, errB := colour.Parse(c.b)
		if got := colour.Contrast(a, b); errA != nil || errB != nil || math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s is %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}
