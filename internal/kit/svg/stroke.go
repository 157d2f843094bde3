package svg

import "math"

// pen is how a line is stroked.
type pen struct {
	width float64
	cap   string // butt, round, square
	join  string // miter, round, bevel
	miter float64
	dash  []float64
	flat  float64
}

// outline is the area the pen leaves, as closed lines to be filled by the
// nonzero rule. Both sides of a line make one contour: pieces laid over each
// other would be counted twice where their soft edges meet.
func (p pen) outline(lines []line, left *int) ([]line, bool) {
	var out []line
	for _, l := range lines {
		for _, part := range p.dashed(distinct(l), left) {
			out = p.around(out, part)
		}
		if *left < 0 {
			return nil, false
		}
	}
	for _, l := range out {
		*left -= len(l.points)
	}
	return out, *left >= 0
}

// distinct leaves out points that stand on each other, and the last of a closed
// line when it is the first again.
func distinct(l line) line {
	out := line{closed: l.closed}
	for _, p := range l.points {
		if n := len(out.points); n == 0 || p.sub(out.points[n-1]).length() > 1e-9 {
			out.points = append(out.points, p)
		}
	}
	if n := len(out.points); out.closed && n > 1 && out.points[0].sub(out.points[n-1]).length() <= 1e-9 {
		out.points = out.points[:n-1]
	}
	return out
}

// dashed breaks a line up by the pen's dashes.
func (p pen) dashed(l line, left *int) []line {
	total := 0.0
	for _, d := range p.dash {
		total += d
	}
	if total <= 0 || len(l.points) < 2 {
		return []line{l}
	}
	points := l.points
	if l.closed {
		points = append(points[:len(points):len(points)], points[0])
	}
	var out []line
	i, rest, on := 0, p.dash[0], true
	current := line{points: []point{points[0]}}
	for n := 1; n < len(points); n++ {
		a, b := points[n-1], points[n]
		length, done := b.sub(a).length(), 0.0
		for length-done > rest {
			if *left--; *left < 0 {
				return nil
			}
			done += rest
			at := between(a, b, done/length)
			if on {
				current.points = append(current.points, at)
				out = append(out, distinct(current))
			}
			on, i = !on, (i+1)%len(p.dash)
			rest, current = p.dash[i], line{points: []point{at}}
		}
		rest -= length - done
		current.points = append(current.points, b)
	}
	if on {
		out = append(out, distinct(current))
	}
	return out
}

// around adds the contour of one line.
func (p pen) around(out []line, l line) []line {
	n := len(l.points)
	switch {
	case n == 0:
		return out
	case n == 1:
		return p.dot(out, l.points[0])
	case l.closed && n > 2:
		one, other := line{closed: true}, line{closed: true}
		for i := range l.points {
			p.corner(&one, l.points[(i+n-1)%n], l.points[i], l.points[(i+1)%n])
		}
		for i := n - 1; i >= 0; i-- {
			p.corner(&other, l.points[(i+1)%n], l.points[i], l.points[(i+n-1)%n])
		}
		return append(out, one, other)
	}
	whole := line{closed: true}
	for i := 1; i < n-1; i++ {
		p.corner(&whole, l.points[i-1], l.points[i], l.points[i+1])
	}
	p.end(&whole, l.points[n-2], l.points[n-1])
	for i := n - 2; i > 0; i-- {
		p.corner(&whole, l.points[i+1], l.points[i], l.points[i-1])
	}
	p.end(&whole, l.points[1], l.points[0])
	return append(out, whole)
}

// dot is a line without length: round and square caps are seen.
func (p pen) dot(out []line, at point) []line {
	if p.cap == "butt" {
		return out
	}
	l := line{closed: true}
	p.end(&l, at.sub(point{1e-3, 0}), at)
	p.end(&l, at.add(point{1e-3, 0}), at)
	return append(out, l)
}

// side is half the pen's width to the left of the way from a to b.
func (p pen) side(a, b point) point {
	d := b.sub(a)
	return point{-d.y, d.x}.times(p.width / 2 / d.length())
}

// corner goes round b on the left, coming from a and going to c.
func (p pen) corner(l *line, a, b, c point) {
	s, e := p.side(a, b), p.side(b, c)
	turn := s.cross(e)
	switch {
	case turn >= 0 && s.dot(e) > 0 && turn < 1e-9*p.width*p.width:
		l.points = append(l.points, b.add(e)) // straight on
	case turn > 0: // the inner side: over the middle, so that nothing is left out
		l.points = append(l.points, b.add(s), b, b.add(e))
	case p.join == "round":
		p.fan(l, b, s, e, turnOf(s, e))
	default:
		l.points = append(l.points, b.add(s))
		if m := s.add(e); p.join == "miter" && m.length() > 0 {
			// The tip lies at (w/2)²·2/|s+e| along s+e; |s+e|/w is the cosine of half the turn.
			if cos := m.length() / p.width; 1/cos <= p.miter {
				l.points = append(l.points, b.add(m.times(0.5/(cos*cos))))
			}
		}
		l.points = append(l.points, b.add(e))
	}
}

// turnOf is the angle from s to e, between -π and 0 on the outer side.
func turnOf(s, e point) float64 {
	by := math.Atan2(s.cross(e), s.dot(e))
	if by > 0 {
		by -= 2 * math.Pi
	}
	return by
}

// end goes round the end b of a line that comes from a, from its left to its right.
func (p pen) end(l *line, a, b point) {
	s := p.side(a, b)
	switch p.cap {
	case "round":
		p.fan(l, b, s, s.times(-1), -math.Pi)
	case "square":
		ahead := point{s.y, -s.x}
		l.points = append(l.points, b.add(s).add(ahead), b.sub(s).add(ahead))
	default:
		l.points = append(l.points, b.add(s), b.sub(s))
	}
}

// fan goes on a circle round b from s to e by an angle.
func (p pen) fan(l *line, b, s, e point, by float64) {
	l.points = append(l.points, b.add(s))
	n := arcPieces(p.width/2, math.Abs(by), p.flat)
	for i := 1; i < n; i++ {
		sin, cos := math.Sincos(by * float64(i) / float64(n))
		l.points = append(l.points, b.add(point{cos*s.x - sin*s.y, sin*s.x + cos*s.y}))
	}
	l.points = append(l.points, b.add(e))
}
