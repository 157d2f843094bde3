package svg

import (
	"fmt"
	"math"
	"strings"
)

type point struct{ x, y float64 }

func (p point) add(q point) point         { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point         { return point{p.x - q.x, p.y - q.y} }
func (p point) times(k float64) point     { return point{p.x * k, p.y * k} }
func (p point) length() float64           { return math.Hypot(p.x, p.y) }
func (p point) cross(q point) float64     { return p.x*q.y - p.y*q.x }
func (p point) dot(q point) float64       { return p.x*q.x + p.y*q.y }
func between(a, b point, t float64) point { return a.add(b.sub(a).times(t)) }

// matrix maps (x, y) to (a·x + c·y + e, b·x + d·y + f).
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) apply(p point) point {
	return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f}
}

// times is the matrix that does n first and m then.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

// scale is how much longer things become, on average.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// inverse undoes it; false when it flattens everything.
func (m matrix) inverse() (matrix, bool) {
	det := m.a*m.d - m.b*m.c
	if math.Abs(det) < 1e-12 {
		return matrix{}, false
	}
	return matrix{m.d / det, -m.b / det, -m.c / det, m.a / det, (m.c*m.f - m.d*m.e) / det, (m.b*m.e - m.a*m.f) / det}, true
}

// transform reads a list such as "translate(2 3)rotate(20)".
func transform(s string) (matrix, error) {
	m := matrix{a: 1, d: 1}
	for s = strings.TrimLeft(s, " ,\t\r\n"); s != ""; s = strings.TrimLeft(s, " ,\t\r\n") {
		name, rest, ok := strings.Cut(s, "(")
		args, after, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			return m, fmt.Errorf("%w: transform %.60q", ErrMalformed, s)
		}
		v, err := numbers(args)
		if err != nil {
			return m, err
		}
		one, ok := step(strings.TrimSpace(name), v)
		if !ok {
			return m, fmt.Errorf("%w: transform %.20q of %d numbers", ErrUnsupported, name, len(v))
		}
		m, s = m.times(one), after
	}
	return m, nil
}

func step(name string, v []float64) (matrix, bool) {
	unit := matrix{a: 1, d: 1}
	switch {
	case name == "translate" && len(v) == 1:
		unit.e = v[0]
	case name == "translate" && len(v) == 2:
		unit.e, unit.f = v[0], v[1]
	case name == "scale" && len(v) == 1:
		unit.a, unit.d = v[0], v[0]
	case name == "scale" && len(v) == 2:
		unit.a, unit.d = v[0], v[1]
	case name == "rotate" && len(v) == 1:
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		return matrix{cos, sin, -sin, cos, 0, 0}, true
	case name == "rotate" && len(v) == 3:
		turn, _ := step("rotate", v[:1])
		return matrix{1, 0, 0, 1, v[1], v[2]}.times(turn).times(matrix{1, 0, 0, 1, -v[1], -v[2]}), true
	case name == "skewX" && len(v) == 1:
		unit.c = math.Tan(v[0] * math.Pi / 180)
	case name == "skewY" && len(v) == 1:
		unit.b = math.Tan(v[0] * math.Pi / 180)
	case name == "matrix" && len(v) == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, true
	default:
		return unit, false
	}
	return unit, true
}

// line is one stroke of the pen, curves already broken into straight pieces.
type line struct {
	points []point
	closed bool
}

// tracer follows path data.
type tracer struct {
	lines   []line
	at      point
	start   point
	control point // of the last curve, for the smooth ones
	last    byte
	flat    float64 // how far a straight piece may be from its curve
	left    *int    // points that may still be made
}

func (t *tracer) move(p point) {
	t.lines = append(t.lines, line{points: []point{p}})
	t.at, t.start = p, p
	*t.left--
}

func (t *tracer) to(p point) {
	if len(t.lines) == 0 || t.lines[len(t.lines)-1].closed {
		t.move(t.at)
	}
	l := &t.lines[len(t.lines)-1]
	l.points = append(l.points, p)
	t.at = p
	*t.left--
}

func (t *tracer) close() {
	if len(t.lines) > 0 {
		t.lines[len(t.lines)-1].closed = true
	}
	t.at = t.start
}

// pieces is how many straight pieces a curve takes whose second differences are
// at most bend long.
func (t *tracer) pieces(bend float64) int {
	return int(min(max(math.Ceil(math.Sqrt(bend/(8*t.flat))), 1), 200))
}

func (t *tracer) cubic(b, c, d point) {
	a := t.at
	bend := 6 * max(a.sub(b.times(2)).add(c).length(), b.sub(c.times(2)).add(d).length())
	n := t.pieces(bend)
	for i := 1; i < n; i++ {
		u := float64(i) / float64(n)
		ab, bc, cd := between(a, b, u), between(b, c, u), between(c, d, u)
		t.to(between(between(ab, bc, u), between(bc, cd, u), u))
	}
	t.to(d)
	t.control = c
}

func (t *tracer) quadratic(b, c point) {
	a := t.at
	t.cubic(between(a, b, 2.0/3), between(c, b, 2.0/3), c)
	t.control = b
}

// arc draws a part of an ellipse as the standard's appendix computes it.
func (t *tracer) arc(rx, ry, turn float64, large, sweep bool, end point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || end == t.at {
		t.to(end)
		return
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	half := t.at.sub(end).times(0.5)
	p := point{cos*half.x + sin*half.y, cos*half.y - sin*half.x}
	if grow := p.x*p.x/(rx*rx) + p.y*p.y/(ry*ry); grow > 1 {
		rx, ry = rx*math.Sqrt(grow), ry*math.Sqrt(grow)
	}
	k := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*p.y*p.y-ry*ry*p.x*p.x)/(rx*rx*p.y*p.y+ry*ry*p.x*p.x)))
	if large == sweep {
		k = -k
	}
	c := point{k * rx * p.y / ry, -k * ry * p.x / rx}
	from := math.Atan2((p.y-c.y)/ry, (p.x-c.x)/rx)
	by := math.Atan2((-p.y-c.y)/ry, (-p.x-c.x)/rx) - from
	if sweep && by < 0 {
		by += 2 * math.Pi
	} else if !sweep && by > 0 {
		by -= 2 * math.Pi
	}
	middle := between(t.at, end, 0.5).add(point{cos*c.x - sin*c.y, sin*c.x + cos*c.y})
	n := arcPieces(max(rx, ry), math.Abs(by), t.flat)
	for i := 1; i < n; i++ {
		s, o := math.Sincos(from + by*float64(i)/float64(n))
		t.to(middle.add(point{cos*rx*o - sin*ry*s, sin*rx*o + cos*ry*s}))
	}
	t.to(end)
}

// arcPieces is how many straight pieces an arc of a radius takes.
func arcPieces(radius, angle, flat float64) int {
	if radius <= flat {
		return 1
	}
	each := 2 * math.Acos(1-flat/radius)
	return int(min(max(math.Ceil(angle/each), 2), 400))
}

// trace follows path data; flat is how far off a straight piece may be.
func trace(data string, flat float64, left *int) ([]line, error) {
	t := &tracer{flat: flat, left: left}
	c := scanner{s: data}
	var command byte
	for c.more() {
		if letter := c.s[c.at]; letter|0x20 >= 'a' && letter|0x20 <= 'z' {
			command = letter
			c.at++
		} else if command == 0 || command|0x20 == 'z' {
			return nil, fmt.Errorf("%w: path at %.20q", ErrMalformed, c.s[c.at:])
		}
		if len(t.lines) == 0 && command|0x20 != 'm' {
			return nil, fmt.Errorf("%w: a path begins with %q", ErrMalformed, command)
		}
		if err := t.command(&c, command); err != nil {
			return nil, err
		}
		if *left < 0 {
			return nil, fmt.Errorf("%w: points", ErrTooMuch)
		}
		t.last = command | 0x20
		if command|0x20 == 'm' { // more pairs are lines
			command-- // from m to l, from M to L
		}
	}
	return t.lines, nil
}

// needs are how many numbers each command takes.
var needs = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7, 'z': 0}

func (t *tracer) command(c *scanner, command byte) error {
	kind := command | 0x20
	n, ok := needs[kind]
	if !ok {
		return fmt.Errorf("%w: path command %q", ErrMalformed, command)
	}
	var v [7]float64
	for i := range n {
		if kind == 'a' && (i == 3 || i == 4) {
			on, err := c.flag()
			if err != nil {
				return err
			}
			if on {
				v[i] = 1
			}
			continue
		}
		var err error
		if v[i], err = c.number(); err != nil {
			return err
		}
	}
	var base point
	if command == kind { // in small letters, numbers count from where the pen is
		base = t.at
	}
	p := func(i int) point { return base.add(point{v[i], v[i+1]}) }
	switch kind {
	case 'm':
		t.move(p(0))
	case 'l':
		t.to(p(0))
	case 'h':
		t.to(point{base.x + v[0], t.at.y})
	case 'v':
		t.to(point{t.at.x, base.y + v[0]})
	case 'c':
		t.cubic(p(0), p(2), p(4))
	case 's':
		t.cubic(t.mirrored("cs"), p(0), p(2))
	case 'q':
		t.quadratic(p(0), p(2))
	case 't':
		t.quadratic(t.mirrored("qt"), p(0))
	case 'a':
		t.arc(v[0], v[1], v[2], v[3] == 1, v[4] == 1, p(5))
	case 'z':
		t.close()
	}
	return nil
}

// mirrored is the control point that goes on smoothly after a curve of the same kind.
func (t *tracer) mirrored(kinds string) point {
	if strings.IndexByte(kinds, t.last) < 0 {
		return t.at
	}
	return t.at.times(2).sub(t.control)
}
