package colour_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/haatshop/haat/internal/kit/colour"
)

func random(r *rand.Rand) colour.RGB {
	return colour.RGB{R: uint8(r.IntN(256)), G: uint8(r.IntN(256)), B: uint8(r.IntN(256))}
}

// The numbers are those of the definition: white is 1, and red, green and blue lie where its author says.
func TestOKLabIsWhereTheDefinitionSays(t *testing.T) {
	for in, want := range map[string]colour.Lab{"#ffffff": {L: 1}, "#000000": {}, "#ff0000": {L: .628, A: .225, B: .126}, "#00ff00": {L: .866, A: -.234, B: .179}, "#0000ff": {L: .452, A: -.032, B: -.312}} {
		c, err := colour.Parse(in)
		got := c.Lab()
		if err != nil || math.Abs(got.L-want.L) > .001 || math.Abs(got.A-want.A) > .001 || math.Abs(got.B-want.B) > .001 {
			t.Errorf("%s is at %.3f, want %.3f (%v)", in, got, want, err)
		}
	}
}

func TestAColourComesBackFromOKLab(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		if c := random(r); c.Lab().RGB() != c {
			t.Errorf("%s came back as %s", c, c.Lab().RGB())
		}
	}
}

// Nearest to black a screen has too few steps to tell.
func TestWhatAScreenCannotShowKeepsItsLightness(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		want := colour.Lab{L: .06 + .9*r.Float64(), A: r.Float64() - .5, B: r.Float64() - .5}
		if got := want.RGB().Lab(); math.Abs(got.L-want.L) > .02 {
			t.Errorf("%.3f is drawn as %.3f", want, got)
		}
	}
}

func TestMixingGoesFromOneToTheOther(t *testing.T) {
	red, white := colour.RGB{R: 255}, colour.RGB{R: 255, G: 255, B: 255}
	if colour.Mix(red, white, 1) != red || colour.Mix(red, white, 0) != white {
		t.Error("all of one is not that one")
	}
	half := colour.Mix(red, white, .5).Lab().L
	if want := (red.Lab().L + 1) / 2; math.Abs(half-want) > .01 {
		t.Errorf("half way has the lightness %.3f, want %.3f", half, want)
	}
}

func TestLiftingEndsWhereTheContrastIs(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	night, page := colour.RGB{R: 20, G: 24, B: 21}, colour.RGB{R: 253, G: 253, B: 252}
	for range 1000 {
		c := random(r)
		if up := c.Lift(.02, 4.5, night); colour.Contrast(up, night) < 4.5 {
			t.Errorf("%s was lifted to %s on the night", c, up)
		}
		if down := c.Lift(-.02, 4.5, page); colour.Contrast(down, page) < 4.5 {
			t.Errorf("%s was lowered to %s on the page", c, down)
		}
		if kept := c.Lift(.02, 1, night); kept != c {
			t.Errorf("%s became %s without need", c, kept)
		}
	}
}

func TestAColourIsATextInJSON(t *testing.T) {
	raw, err := json.Marshal(colour.RGB{R: 245, G: 171, B: 53})
	var back colour.RGB
	if err != nil || string(raw) != `"#f5ab35"` || json.Unmarshal(raw, &back) != nil || back.R != 245 {
		t.Error(string(raw), back, err)
	}
	if json.Unmarshal([]byte(`"marigold"`), &back) == nil {
		t.Error("a name was read as a colour")
	}
}
