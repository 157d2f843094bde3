package svg

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"

	"golang.org/x/image/vector"
)

// maxCanvas bounds what is drawn on; layers are as large.
const maxCanvas = 4_000_000

// state is what elements inherit.
type state struct {
	m                      matrix
	fill, stroke           paint
	fillAlpha, strokeAlpha float64
	pen                    pen
	clip                   *image.Alpha // nil shows everything
	depth, layers          int
}

// canvas is one drawing being drawn.
type canvas struct {
	ctx    context.Context
	d      *Drawing
	visits int
	left   int // points that may still be made
	bounds image.Rectangle
}

// Draw draws the drawing over a part of dst, stretched to it. Returns
// ErrUnsupported, ErrMalformed or ErrTooMuch, and the context's error when its
// time is over; what is on dst then is of no use.
func (d *Drawing) Draw(ctx context.Context, dst *image.RGBA, at image.Rectangle) error {
	if at.Empty() || at.Dx()*at.Dy() > maxCanvas {
		return fmt.Errorf("%w: %d by %d pixels", ErrTooMuch, at.Dx(), at.Dy())
	}
	sx, sy := float64(at.Dx())/d.Width, float64(at.Dy())/d.Height
	s := state{m: matrix{sx, 0, 0, sy, -d.x * sx, -d.y * sy}, stroke: paint{none: true}, fillAlpha: 1, strokeAlpha: 1,
		pen: pen{width: 1, cap: "butt", join: "miter", miter: 4}}
	layer := image.NewRGBA(image.Rect(0, 0, at.Dx(), at.Dy()))
	c := &canvas{ctx: ctx, d: d, visits: maxVisits, left: maxPoints, bounds: layer.Rect}
	if err := c.element(layer, d.root, s); err != nil {
		return err
	}
	draw.Draw(dst, at, layer, image.Point{}, draw.Over)
	return nil
}

// element draws a node and what is in it.
func (c *canvas) element(dst *image.RGBA, n *node, s state) error {
	switch n.name {
	case "defs", "clipPath", "linearGradient", "radialGradient", "title", "desc":
		return nil
	case "stop":
		return fmt.Errorf("%w: a stop by itself", ErrUnsupported)
	}
	if err := c.visit(s); err != nil {
		return err
	}
	s.depth++
	if err := c.inherit(&s, n); err != nil {
		return err
	}
	alpha, err := share(n.attr["opacity"])
	if err != nil {
		return err
	}
	if alpha == 0 {
		return nil
	}
	on := dst
	// Of things that lie over each other, the whole is transparent and not each.
	if lies := n.name == "g" || n.name == "use" || n.name == "svg" || !s.fill.none && !s.stroke.none; lies && alpha < 1 {
		if s.layers++; s.layers > maxLayers {
			return fmt.Errorf("%w: layers", ErrTooMuch)
		}
		on = image.NewRGBA(dst.Rect)
	} else {
		s.fillAlpha, s.strokeAlpha = s.fillAlpha*alpha, s.strokeAlpha*alpha
	}
	if err := c.inner(on, n, s); err != nil {
		return err
	}
	if on != dst {
		draw.DrawMask(dst, dst.Rect, on, image.Point{}, image.NewUniform(color.Alpha16{A: uint16(alpha*65535 + 0.5)}), image.Point{}, draw.Over)
	}
	return nil
}

// visit counts what is drawn: references may multiply a few elements without end.
func (c *canvas) visit(s state) error {
	if c.visits--; c.visits < 0 || s.depth > maxDepth {
		return fmt.Errorf("%w: references", ErrTooMuch)
	}
	return c.ctx.Err()
}

func (c *canvas) inner(dst *image.RGBA, n *node, s state) error {
	switch n.name {
	case "svg", "g":
		for _, child := range n.children {
			if err := c.element(dst, child, s); err != nil {
				return err
			}
		}
		return nil
	case "use":
		target, m, err := c.used(n)
		if err != nil {
			return err
		}
		s.m = s.m.times(m)
		return c.element(dst, target, s)
	}
	return c.shape(dst, n, s)
}

// used is what a reference draws and where.
func (c *canvas) used(n *node) (*node, matrix, error) {
	target, err := c.d.target(n.attr["href"])
	if err != nil {
		return nil, matrix{}, err
	}
	v, err := n.fields("x", "y")
	if err == nil && target.name == "svg" {
		err = fmt.Errorf("%w: <use> of <svg>", ErrUnsupported)
	}
	if err != nil {
		return nil, matrix{}, err
	}
	return target, matrix{1, 0, 0, 1, v[0], v[1]}, nil
}

// inherit takes over what the element says about itself and what is in it.
func (c *canvas) inherit(s *state, n *node) error {
	if t := n.attr["transform"]; t != "" {
		m, err := transform(t)
		if err != nil {
			return err
		}
		s.m = s.m.times(m)
	}
	for name, to := range map[string]*paint{"fill": &s.fill, "stroke": &s.stroke} {
		if v := n.attr[name]; v != "" {
			p, err := c.d.paintOf(v)
			if err != nil {
				return err
			}
			*to = p
		}
	}
	for name, to := range map[string]*float64{"fill-opacity": &s.fillAlpha, "stroke-opacity": &s.strokeAlpha} {
		v, err := share(n.attr[name])
		if err != nil {
			return err
		}
		*to *= v
	}
	if err := s.pen.inherit(n); err != nil {
		return err
	}
	if ref, ok := inside(n.attr["clip-path"]); ok {
		return c.clip(s, ref)
	} else if v := n.attr["clip-path"]; v != "" && v != "none" {
		return fmt.Errorf("%w: clip-path %.30q", ErrUnsupported, v)
	}
	return nil
}

func (p *pen) inherit(n *node) (err error) {
	if p.width, err = n.number("stroke-width", p.width); err != nil {
		return err
	}
	if p.miter, err = n.number("stroke-miterlimit", p.miter); err != nil {
		return err
	}
	for name, one := range map[string]struct {
		to  *string
		may string
	}{"stroke-linecap": {&p.cap, " butt round square "}, "stroke-linejoin": {&p.join, " miter round bevel "}} {
		if v := n.attr[name]; v != "" {
			if !strings.Contains(one.may, " "+v+" ") {
				return fmt.Errorf("%w: %s %.20q", ErrUnsupported, name, v)
			}
			*one.to = v
		}
	}
	switch v := n.attr["stroke-dasharray"]; v {
	case "":
	case "none":
		p.dash = nil
	default:
		if p.dash, err = numbers(v); err != nil {
			return err
		}
		for _, d := range p.dash {
			if d < 0 {
				return fmt.Errorf("%w: a dash below nothing", ErrMalformed)
			}
		}
		if len(p.dash)%2 == 1 {
			p.dash = append(p.dash, p.dash...)
		}
	}
	return nil
}

// clip leaves of what is drawn what lies in a clipPath.
func (c *canvas) clip(s *state, ref string) error {
	n, err := c.d.target(ref)
	if err != nil {
		return err
	}
	if n.name != "clipPath" || n.attr["clip-path"] != "" || n.attr["clipPathUnits"] != "" && n.attr["clipPathUnits"] != "userSpaceOnUse" {
		return fmt.Errorf("%w: this clip-path", ErrUnsupported)
	}
	inner := *s
	inner.clip, inner.fill, inner.stroke, inner.fillAlpha = nil, paint{}, paint{none: true}, 1
	if s.layers++; s.layers > maxLayers {
		return fmt.Errorf("%w: layers", ErrTooMuch)
	}
	bounds := c.bounds
	area := image.NewRGBA(bounds)
	if t := n.attr["transform"]; t != "" {
		m, err := transform(t)
		if err != nil {
			return err
		}
		inner.m = inner.m.times(m)
	}
	for _, child := range n.children {
		one := inner
		if err := c.clipped(area, child, one); err != nil {
			return err
		}
	}
	mask := image.NewAlpha(bounds)
	for i := range mask.Pix {
		mask.Pix[i] = area.Pix[4*i+3]
	}
	multiply(mask, s.clip)
	s.clip = mask
	return nil
}

// clipped adds one shape of a clipPath; how it is painted does not matter there.
func (c *canvas) clipped(area *image.RGBA, n *node, s state) error {
	if err := c.visit(s); err != nil {
		return err
	}
	if n.attr["clip-path"] != "" {
		return fmt.Errorf("%w: a clip-path in a clipPath", ErrUnsupported)
	}
	s.depth++
	if t := n.attr["transform"]; t != "" {
		m, err := transform(t)
		if err != nil {
			return err
		}
		s.m = s.m.times(m)
	}
	switch n.name {
	case "g", "clipPath":
		return fmt.Errorf("%w: <%s> in a clipPath", ErrUnsupported, n.name)
	case "title", "desc":
		return nil
	case "use":
		target, m, err := c.used(n)
		if err != nil {
			return err
		}
		s.m = s.m.times(m)
		return c.clipped(area, target, s)
	}
	return c.shape(area, n, s)
}

// multiply leaves of a mask what the other shows too.
func multiply(mask, other *image.Alpha) {
	if other == nil {
		return
	}
	for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
		a, b := mask.Pix[mask.PixOffset(mask.Rect.Min.X, y):], other.Pix[other.PixOffset(mask.Rect.Min.X, y):]
		for x := range mask.Rect.Dx() {
			a[x] = uint8((uint32(a[x])*uint32(b[x]) + 127) / 255)
		}
	}
}

// shape fills and strokes.
func (c *canvas) shape(dst *image.RGBA, n *node, s state) error {
	scale := s.m.scale()
	if scale < 1e-9 || math.IsInf(scale, 0) || math.IsNaN(scale) {
		return nil // too small to be seen
	}
	flat := 0.1 / scale
	lines, err := n.lines(flat, &c.left)
	if err != nil || len(lines) == 0 {
		return err
	}
	box := boxOf(lines)
	if !s.fill.none {
		if err := c.area(dst, lines, s.fill, s.fillAlpha, box, s); err != nil {
			return err
		}
	}
	if s.stroke.none || s.pen.width <= 0 {
		return nil
	}
	s.pen.flat = flat
	outline, ok := s.pen.outline(lines, &c.left)
	if !ok {
		return fmt.Errorf("%w: points", ErrTooMuch)
	}
	return c.area(dst, outline, s.stroke, s.strokeAlpha, box, s)
}

func boxOf(lines []line) [4]float64 {
	box := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, l := range lines {
		for _, p := range l.points {
			box = [4]float64{min(box[0], p.x), min(box[1], p.y), max(box[2], p.x), max(box[3], p.y)}
		}
	}
	return box
}

// area paints what closed lines surround.
func (c *canvas) area(dst *image.RGBA, lines []line, p paint, alpha float64, box [4]float64, s state) error {
	if alpha == 0 {
		return nil
	}
	pixels := make([]line, len(lines))
	for i, l := range lines {
		pixels[i].points = make([]point, len(l.points))
		for j, q := range l.points {
			q = s.m.apply(q)
			if math.Abs(q.x) > 1e9 || math.Abs(q.y) > 1e9 || math.IsNaN(q.x+q.y) {
				return fmt.Errorf("%w: a point far out", ErrTooMuch)
			}
			pixels[i].points[j] = q
		}
	}
	extent := boxOf(pixels)
	// Compared before they become whole numbers, which far ones would not fit.
	r := image.Rect(int(max(extent[0], 0)), int(max(extent[1], 0)),
		int(math.Ceil(min(extent[2], float64(dst.Rect.Max.X)))), int(math.Ceil(min(extent[3], float64(dst.Rect.Max.Y))))).Intersect(dst.Rect)
	if extent[0] > float64(dst.Rect.Max.X) || extent[1] > float64(dst.Rect.Max.Y) || extent[2] < 0 || extent[3] < 0 || r.Empty() {
		return nil
	}
	mask := image.NewAlpha(r)
	v := vector.NewRasterizer(r.Dx(), r.Dy())
	v.DrawOp = draw.Src
	for _, l := range pixels {
		fill(v, l.points, r)
	}
	v.Draw(mask, r, image.Opaque, image.Point{})
	multiply(mask, s.clip)
	var src image.Image
	if p.gradient != nil {
		g, err := c.d.shadeOf(p.gradient, box, s.m, alpha)
		if err != nil {
			return err
		}
		src = g
	} else {
		src = image.NewUniform(color.NRGBA64{R: uint16(p.colour.R) * 257, G: uint16(p.colour.G) * 257, B: uint16(p.colour.B) * 257, A: uint16(alpha*65535 + 0.5)})
	}
	draw.DrawMask(dst, r, src, r.Min, mask, r.Min, draw.Over)
	return nil
}

// fill hands one contour to the rasteriser, which counts on being given nothing
// far outside: what is above or below does not matter, what is left or right is
// pushed to just beyond the edge.
func fill(v *vector.Rasterizer, points []point, r image.Rectangle) {
	w, h := float64(r.Dx()), float64(r.Dy())
	origin := point{float64(r.Min.X), float64(r.Min.Y)}
	for i, p := range points {
		a, b := p.sub(origin), points[(i+1)%len(points)].sub(origin)
		cuts := []float64{0}
		for _, edge := range [][2]float64{{a.y, b.y}, {a.y - h, b.y - h}, {a.x, b.x}, {a.x - w, b.x - w}} {
			if from, to := edge[0], edge[1]; (from < 0) != (to < 0) {
				cuts = append(cuts, from/(from-to))
			}
		}
		cuts = append(cuts, 1)
		sortFew(cuts)
		for j := 1; j < len(cuts); j++ {
			piece(v, between(a, b, cuts[j-1]), between(a, b, cuts[j]), w, h)
		}
	}
}

func sortFew(v []float64) {
	for i := 1; i < len(v); i++ {
		for j := i; j > 0 && v[j] < v[j-1]; j-- {
			v[j], v[j-1] = v[j-1], v[j]
		}
	}
}

// piece is a part of a line that crosses no edge.
func piece(v *vector.Rasterizer, a, b point, w, h float64) {
	if middle := (a.y + b.y) / 2; middle < 0 || middle > h {
		return
	}
	clamp := func(p point) (float32, float32) {
		return float32(min(max(p.x, 0), w)), float32(min(max(p.y, 0), h))
	}
	v.MoveTo(clamp(a))
	v.LineTo(clamp(b))
}
