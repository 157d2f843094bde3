package svg

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/colour"
)

// paint is what an area is filled with: nothing, a colour or a gradient.
type paint struct {
	none     bool
	colour   colour.RGB
	gradient *node
}

// named are the colours that have names here.
var named = map[string]string{"black": "#000000", "white": "#ffffff", "red": "#ff0000", "lime": "#00ff00", "blue": "#0000ff"}

func (d *Drawing) paintOf(s string) (paint, error) {
	if s == "none" || s == "transparent" {
		return paint{none: true}, nil
	}
	if ref, ok := inside(s); ok {
		n, err := d.target(ref)
		if err == nil && n.name != "linearGradient" && n.name != "radialGradient" {
			err = fmt.Errorf("%w: filled with <%s>", ErrUnsupported, n.name)
		}
		return paint{gradient: n}, err
	}
	c, err := flat(s)
	return paint{colour: c}, err
}

func flat(s string) (colour.RGB, error) {
	if hex, ok := named[s]; ok {
		s = hex
	}
	c, err := colour.Parse(s)
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return c, err
}

// share reads an opacity.
func share(s string) (float64, error) {
	if s == "" {
		return 1, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) {
		return 0, fmt.Errorf("%w: opacity %.20q", ErrUnsupported, s)
	}
	return min(max(v, 0), 1), nil
}

// stop is a colour of a gradient at a place, its channels times its opacity.
type stop struct {
	at         float64
	r, g, b, a float64
}

// shade is a gradient laid over the canvas.
type shade struct {
	stops  []stop
	radial bool
	toUnit matrix // from pixels to where the gradient goes from 0 to 1
	alpha  float64
}

var _ image.RGBA64Image = (*shade)(nil)

// shadeOf lays a gradient over what is drawn; box is the shape's extent in its
// own units, m brings these to pixels.
func (d *Drawing) shadeOf(g *node, box [4]float64, m matrix, alpha float64) (*shade, error) {
	if g.attr["href"] != "" || g.attr["spreadMethod"] != "" && g.attr["spreadMethod"] != "pad" {
		return nil, fmt.Errorf("%w: a gradient that refers or repeats", ErrUnsupported)
	}
	switch g.attr["gradientUnits"] {
	case "", "objectBoundingBox":
		m = m.times(matrix{box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]})
	case "userSpaceOnUse":
	default:
		return nil, fmt.Errorf("%w: gradientUnits", ErrUnsupported)
	}
	t, err := transform(g.attr["gradientTransform"])
	if err != nil {
		return nil, err
	}
	place, err := g.place()
	if err != nil {
		return nil, err
	}
	s := &shade{radial: g.name == "radialGradient", alpha: alpha}
	var ok bool
	if s.toUnit, ok = m.times(t).times(place).inverse(); !ok {
		return s, nil // a shape without width or height, or a gradient without: nothing is seen of it
	}
	s.stops, err = g.stops()
	return s, err
}

// place brings the unit vector or circle to where the gradient lies.
func (n *node) place() (matrix, error) {
	var v [4]float64
	names, missing := [4]string{"x1", "y1", "x2", "y2"}, [4]float64{0, 0, 1, 0}
	if n.name == "radialGradient" {
		names, missing = [4]string{"cx", "cy", "r", "r"}, [4]float64{.5, .5, .5, .5}
	}
	for i, name := range names {
		s, percent := strings.CutSuffix(n.attr[name], "%")
		if s == "" {
			v[i] = missing[i]
			continue
		}
		x, err := number(s)
		if err != nil || percent && n.attr["gradientUnits"] == "userSpaceOnUse" {
			return matrix{}, fmt.Errorf("%w: %s=%.20q", ErrUnsupported, name, n.attr[name])
		}
		if v[i] = x; percent {
			v[i] /= 100
		}
	}
	if n.name == "radialGradient" {
		return matrix{v[2], 0, 0, v[2], v[0], v[1]}, nil
	}
	dx, dy := v[2]-v[0], v[3]-v[1]
	return matrix{dx, dy, -dy, dx, v[0], v[1]}, nil
}

func (n *node) stops() ([]stop, error) {
	var out []stop
	for _, c := range n.children {
		if c.name != "stop" || len(out) == maxStops {
			return nil, fmt.Errorf("%w: a gradient's stops", ErrUnsupported)
		}
		offset, percent := strings.CutSuffix(c.attr["offset"], "%")
		at, err := share(offset)
		if percent {
			if at, err = number(offset); err == nil {
				at = min(max(at/100, 0), 1)
			}
		} else if offset == "" {
			at = 0
		}
		if err != nil {
			return nil, err
		}
		rgb := colour.RGB{}
		if s := c.attr["stop-color"]; s != "" {
			if rgb, err = flat(s); err != nil {
				return nil, err
			}
		}
		a, err := share(c.attr["stop-opacity"])
		if err != nil {
			return nil, err
		}
		if len(out) > 0 {
			at = max(at, out[len(out)-1].at)
		}
		out = append(out, stop{at, float64(rgb.R), float64(rgb.G), float64(rgb.B), a})
	}
	return out, nil
}

// ColorModel implements image.Image.
func (s *shade) ColorModel() color.Model { return color.RGBA64Model }

// Bounds implements image.Image: everywhere.
func (s *shade) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

// At implements image.Image.
func (s *shade) At(x, y int) color.Color { return s.RGBA64At(x, y) }

// RGBA64At implements image.RGBA64Image. Between stops the colours themselves
// are mixed, and what comes of it is made transparent.
func (s *shade) RGBA64At(x, y int) color.RGBA64 {
	if len(s.stops) == 0 {
		return color.RGBA64{}
	}
	p := s.toUnit.apply(point{float64(x) + 0.5, float64(y) + 0.5})
	t := p.x
	if s.radial {
		t = p.length()
	}
	a, b, k := s.stops[0], s.stops[0], 0.0
	for _, next := range s.stops[1:] {
		if t <= b.at {
			break
		}
		a, b = b, next
	}
	if t >= b.at {
		a = b
	} else if b.at > a.at {
		k = min(max((t-a.at)/(b.at-a.at), 0), 1)
	}
	mix := func(x, y float64) float64 { return x + (y-x)*k }
	alpha := mix(a.a, b.a) * s.alpha
	channel := func(x, y float64) uint16 { return uint16(mix(x, y)*alpha*257 + 0.5) }
	return color.RGBA64{R: channel(a.r, b.r), G: channel(a.g, b.g), B: channel(a.b, b.b), A: uint16(alpha*65535 + 0.5)}
}
