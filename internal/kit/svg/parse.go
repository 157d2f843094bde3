package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Why a drawing is not drawn.
var (
	// ErrUnsupported is the error of a drawing that needs more than is known here.
	ErrUnsupported = errors.New("svg: not supported")
	// ErrTooMuch is the error of a drawing past one of the bounds.
	ErrTooMuch = errors.New("svg: too much")
	// ErrMalformed is the error of what cannot be read.
	ErrMalformed = errors.New("svg: malformed")
)

// Bounds of a drawing (rule 3). The largest drawing of the demonstration has 14
// kB and 200 shapes.
const (
	maxBytes    = 1 << 20
	maxElements = 10_000
	maxDepth    = 24 // of elements, references counted
	maxVisits   = 40_000
	maxPoints   = 2_000_000
	maxLayers   = 4
	maxStops    = 64
	maxNumber   = 1e6
)

// elements are those that are known. What only explains is read and skipped.
var elements = map[string]bool{
	"svg": true, "g": true, "defs": true, "use": true, "path": true, "rect": true, "circle": true, "ellipse": true, "line": true,
	"polyline": true, "polygon": true, "clipPath": true, "linearGradient": true, "radialGradient": true, "stop": true, "title": true, "desc": true,
}

// refused are attributes that change how things look in ways not known here.
var refused = map[string]bool{
	"style": true, "filter": true, "mask": true, "display": true, "visibility": true, "marker": true, "marker-start": true, "marker-mid": true,
	"marker-end": true, "paint-order": true, "vector-effect": true, "mix-blend-mode": true, "transform-origin": true, "stroke-dashoffset": true,
	"pathLength": true, "fx": true, "fy": true, "fr": true, "overflow": true, "isolation": true, "color": true,
}

// node is an element.
type node struct {
	name     string
	attr     map[string]string
	children []*node
}

// Drawing is an SVG that was read. It is safe for many goroutines.
type Drawing struct {
	root          *node
	ids           map[string]*node
	x, y          float64 // the upper left corner of what is shown
	Width, Height float64
}

// Parse reads a drawing. Returns ErrMalformed, ErrUnsupported or ErrTooMuch.
func Parse(body []byte) (*Drawing, error) {
	if len(body) > maxBytes {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooMuch, len(body))
	}
	p := parser{xml: xml.NewDecoder(bytes.NewReader(body)), ids: map[string]*node{}}
	root, err := p.read()
	if err != nil {
		return nil, err
	}
	d := &Drawing{root: root, ids: p.ids}
	return d, d.measure()
}

type parser struct {
	xml   *xml.Decoder
	ids   map[string]*node
	open  []*node
	root  *node
	count int
}

func (p *parser) read() (*node, error) {
	for {
		t, err := p.xml.Token()
		if errors.Is(err, io.EOF) && p.root != nil {
			return p.root, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = p.start(t)
		case xml.EndElement:
			p.open = p.open[:len(p.open)-1]
		case xml.Directive: // a document type may declare entities
			err = fmt.Errorf("%w: a document type", ErrUnsupported)
		case xml.ProcInst:
			if t.Target != "xml" {
				err = fmt.Errorf("%w: <?%.20s", ErrUnsupported, t.Target)
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

func (p *parser) start(t xml.StartElement) error {
	n := &node{name: t.Name.Local, attr: make(map[string]string, len(t.Attr))}
	if !elements[n.name] || n.name == "svg" == (len(p.open) > 0) || p.root != nil && len(p.open) == 0 {
		return fmt.Errorf("%w: <%.40s> here", ErrUnsupported, n.name)
	}
	if p.count++; p.count > maxElements || len(p.open) >= maxDepth {
		return fmt.Errorf("%w: elements", ErrTooMuch)
	}
	for _, a := range t.Attr {
		name := a.Name.Local
		if a.Name.Space == "xmlns" || name == "xmlns" {
			continue
		}
		if refused[name] || strings.HasPrefix(name, "on") {
			return fmt.Errorf("%w: %.40s on <%s>", ErrUnsupported, name, n.name)
		}
		n.attr[name] = strings.TrimSpace(a.Value)
	}
	for _, rule := range []string{"fill-rule", "clip-rule"} {
		if v := n.attr[rule]; v != "" && v != "nonzero" {
			return fmt.Errorf("%w: %s %.20s", ErrUnsupported, rule, v)
		}
	}
	if id := n.attr["id"]; id != "" && p.ids[id] == nil {
		p.ids[id] = n
	}
	if len(p.open) == 0 {
		p.root = n
	} else {
		above := p.open[len(p.open)-1]
		above.children = append(above.children, n)
	}
	p.open = append(p.open, n)
	return nil
}

// measure finds out what part of the plane is shown.
func (d *Drawing) measure() error {
	if box := d.root.attr["viewBox"]; box != "" {
		v, err := numbers(box)
		if err != nil || len(v) != 4 {
			return fmt.Errorf("%w: viewBox %.60q", ErrMalformed, box)
		}
		d.x, d.y, d.Width, d.Height = v[0], v[1], v[2], v[3]
	} else {
		var err error
		if d.Width, err = d.root.number("width", 0); err == nil {
			d.Height, err = d.root.number("height", 0)
		}
		if err != nil {
			return err
		}
	}
	if d.Width <= 0 || d.Height <= 0 {
		return fmt.Errorf("%w: no size", ErrMalformed)
	}
	return nil
}

// number is an attribute as a number of user units.
func (n *node) number(name string, missing float64) (float64, error) {
	s := n.attr[name]
	if s == "" {
		return missing, nil
	}
	v, err := number(strings.TrimSuffix(s, "px"))
	if err != nil {
		return 0, fmt.Errorf("%w: %s=%.30q", ErrUnsupported, name, s)
	}
	return v, nil
}

// fields reads several numbers of an element at once.
func (n *node) fields(names ...string) ([]float64, error) {
	out := make([]float64, len(names))
	for i, name := range names {
		v, err := n.number(name, 0)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// target is the element a reference leads to. Other files are never asked for.
func (d *Drawing) target(ref string) (*node, error) {
	id, ok := strings.CutPrefix(ref, "#")
	if n := d.ids[id]; ok && n != nil {
		return n, nil
	}
	return nil, fmt.Errorf("%w: a reference to %.40q", ErrUnsupported, ref)
}

// inside is the x of "url(x)".
func inside(s string) (string, bool) {
	s, ok := strings.CutPrefix(s, "url(")
	if !ok || !strings.HasSuffix(s, ")") {
		return "", false
	}
	return strings.Trim(s[:len(s)-1], `'" `), true
}

// number reads one; what no drawing needs is refused before it can overflow.
func number(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > maxNumber || strings.ContainsAny(s, "xX_pP") {
		return 0, fmt.Errorf("%w: number %.30q", ErrMalformed, s)
	}
	return v, nil
}

// numbers reads a list with commas or spaces between.
func numbers(s string) ([]float64, error) {
	c := scanner{s: s}
	var out []float64
	for c.more() {
		v, err := c.number()
		if err != nil {
			return nil, err
		}
		if out = append(out, v); len(out) > maxPoints {
			return nil, fmt.Errorf("%w: numbers", ErrTooMuch)
		}
	}
	return out, nil
}

// scanner reads numbers that may stand right beside each other, as in "1.5.5-2".
type scanner struct {
	s  string
	at int
}

// more skips what separates and reports whether anything is left.
func (c *scanner) more() bool {
	for c.at < len(c.s) && strings.IndexByte(" \t\r\n\f,", c.s[c.at]) >= 0 {
		c.at++
	}
	return c.at < len(c.s)
}

func (c *scanner) number() (float64, error) {
	c.more()
	from := c.at
	c.any("+-")
	c.digits()
	if c.any(".") {
		c.digits()
	}
	if mark := c.at; c.any("eE") {
		c.any("+-")
		if !c.digits() {
			c.at = mark
		}
	}
	return number(c.s[from:c.at])
}

// flag is a 0 or 1, which needs nothing behind it.
func (c *scanner) flag() (bool, error) {
	if c.more() && (c.s[c.at] == '0' || c.s[c.at] == '1') {
		c.at++
		return c.s[c.at-1] == '1', nil
	}
	return false, fmt.Errorf("%w: a flag of an arc", ErrMalformed)
}

func (c *scanner) any(of string) bool {
	if c.at < len(c.s) && strings.IndexByte(of, c.s[c.at]) >= 0 {
		c.at++
		return true
	}
	return false
}

func (c *scanner) digits() bool {
	from := c.at
	for c.at < len(c.s) && c.s[c.at] >= '0' && c.s[c.at] <= '9' {
		c.at++
	}
	return c.at > from
}
