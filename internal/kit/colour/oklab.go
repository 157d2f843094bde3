package colour

import "math"

// Lab is a colour of the OKLab space, in which equal steps look equal: lightness from 0 to 1, and two axes of colour.
// See https://www.w3.org/TR/css-color-4/#ok-lab.
type Lab struct{ L, A, B float64 }

// Lab tells where the colour is in OKLab.
func (c RGB) Lab() Lab {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return Lab{
		L: 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		A: 1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		B: 0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// RGB is the colour on a screen. What a screen cannot show keeps its lightness and loses colour until it can.
func (p Lab) RGB() RGB {
	p.L = min(max(p.L, 0), 1)
	if c, ok := p.screen(); ok {
		return c
	}
	pale, strong := 0.0, 1.0
	for range 12 { // to within a thousandth
		half := (pale + strong) / 2
		if _, ok := (Lab{p.L, p.A * half, p.B * half}).screen(); ok {
			pale = half
		} else {
			strong = half
		}
	}
	c, _ := (Lab{p.L, p.A * pale, p.B * pale}).screen()
	return c
}

// screen reports false for what lies outside sRGB, and the nearest corner then.
func (p Lab) screen() (RGB, bool) {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(p.L + 0.3963377774*p.A + 0.2158037573*p.B)
	m := cube(p.L - 0.1055613458*p.A - 0.0638541728*p.B)
	s := cube(p.L - 0.0894841775*p.A - 1.2914855480*p.B)
	r, inR := channel(4.0767416621*l - 3.3077115913*m + 0.2309699292*s)
	g, inG := channel(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s)
	b, inB := channel(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
	return RGB{r, g, b}, inR && inG && inB
}

// channel writes a linear channel as a screen wants it. Half a step beside the scale is rounding, not another colour.
func channel(v float64) (uint8, bool) {
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	v *= 255
	return uint8(math.Round(min(max(v, 0), 255))), v >= -0.5 && v <= 255.5
}

// Mix lays share (0 to 1) of a over b, as the eye mixes.
func Mix(a, b RGB, share float64) RGB {
	x, y, rest := a.Lab(), b.Lab(), 1-share
	return Lab{x.L*share + y.L*rest, x.A*share + y.A*rest, x.B*share + y.B*rest}.RGB()
}

// Lighter is the colour with more lightness, or with less when by is negative.
func (c RGB) Lighter(by float64) RGB {
	p := c.Lab()
	p.L += by
	return p.RGB()
}

// Least is the contrast of c with the ground it stands out from worst.
func Least(c RGB, grounds ...RGB) float64 {
	least := math.Inf(1)
	for _, g := range grounds {
		least = min(least, Contrast(c, g))
	}
	return least
}

// Lift makes c lighter (or darker, when by is negative) in steps until it has the contrast with every ground. It ends at
// white or black, whatever that reaches.
func (c RGB) Lift(by, contrast float64, grounds ...RGB) RGB {
	end := RGB{255, 255, 255}
	if by < 0 {
		end = RGB{}
	}
	for range int(math.Ceil(1 / math.Abs(by))) {
		if Least(c, grounds...) >= contrast {
			return c
		}
		c = c.Lighter(by)
	}
	if Least(c, grounds...) >= contrast {
		return c
	}
	return end
}

// MarshalText writes the colour as String does.
func (c RGB) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what Parse reads.
func (c *RGB) UnmarshalText(b []byte) (err error) {
	*c, err = Parse(string(b))
	return err
}
