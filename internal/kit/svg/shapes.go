package svg

import (
	"fmt"
	"math"
)

// lines are a shape's outline in its own units.
func (n *node) lines(flat float64, left *int) ([]line, error) {
	t := &tracer{flat: flat, left: left}
	var err error
	switch n.name {
	case "path":
		return trace(n.attr["d"], flat, left)
	case "rect":
		err = n.rectangle(t)
	case "circle", "ellipse":
		err = n.ellipse(t)
	case "line":
		var v []float64
		if v, err = n.fields("x1", "y1", "x2", "y2"); err == nil {
			t.move(point{v[0], v[1]})
			t.to(point{v[2], v[3]})
		}
	case "polyline", "polygon":
		err = n.polygon(t)
	default:
		err = fmt.Errorf("%w: <%s> is no shape", ErrUnsupported, n.name)
	}
	if err == nil && *left < 0 {
		err = fmt.Errorf("%w: points", ErrTooMuch)
	}
	return t.lines, err
}

func (n *node) rectangle(t *tracer) error {
	v, err := n.fields("x", "y", "width", "height")
	if err != nil {
		return err
	}
	x, y, w, h := v[0], v[1], v[2], v[3]
	rx, err := n.number("rx", math.NaN())
	if err != nil {
		return err
	}
	ry, err := n.number("ry", math.NaN())
	if err != nil || w <= 0 || h <= 0 {
		return err
	}
	if math.IsNaN(rx) {
		rx = ry
	}
	if math.IsNaN(ry) {
		ry = rx
	}
	if math.IsNaN(rx) || rx <= 0 || ry <= 0 {
		rx, ry = 0, 0
	}
	rx, ry = min(rx, w/2), min(ry, h/2)
	t.move(point{x + rx, y})
	t.to(point{x + w - rx, y})
	t.arc(rx, ry, 0, false, true, point{x + w, y + ry})
	t.to(point{x + w, y + h - ry})
	t.arc(rx, ry, 0, false, true, point{x + w - rx, y + h})
	t.to(point{x + rx, y + h})
	t.arc(rx, ry, 0, false, true, point{x, y + h - ry})
	t.to(point{x, y + ry})
	t.arc(rx, ry, 0, false, true, point{x + rx, y})
	t.close()
	return nil
}

func (n *node) ellipse(t *tracer) error {
	names := []string{"cx", "cy", "rx", "ry"}
	if n.name == "circle" {
		names = []string{"cx", "cy", "r", "r"}
	}
	v, err := n.fields(names...)
	if err != nil || v[2] <= 0 || v[3] <= 0 {
		return err
	}
	c := point{v[0], v[1]}
	t.move(c.add(point{v[2], 0}))
	for _, to := range []point{{0, v[3]}, {-v[2], 0}, {0, -v[3]}, {v[2], 0}} {
		t.arc(v[2], v[3], 0, false, true, c.add(to))
	}
	t.close()
	return nil
}

func (n *node) polygon(t *tracer) error {
	v, err := numbers(n.attr["points"])
	if err != nil {
		return err
	}
	if len(v)%2 == 1 {
		return fmt.Errorf("%w: points", ErrMalformed)
	}
	for i := 0; i < len(v); i += 2 {
		if p := (point{v[i], v[i+1]}); i == 0 {
			t.move(p)
		} else {
			t.to(p)
		}
	}
	if n.name == "polygon" {
		t.close()
	}
	return nil
}
