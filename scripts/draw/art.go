package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// art is one picture being drawn. Light comes from the upper left, everything stands on the line floor.
type art struct {
	w            strings.Builder
	width        int
	height       int
	style        int
	main, accent ink
	wall         ink
	close        [3]float64 // see drawing.Close
}

const (
	cx    = 800.0
	floor = 1580.0
)

// ink is an opaque colour.
type ink struct{ r, g, b float64 }

func hex(s string) ink {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil {
		panic("draw: not a colour: " + s)
	}
	return ink{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}
}

func (c ink) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(c.r+.5), int(c.g+.5), int(c.b+.5))
}

// mix moves a colour towards another by part (0 … 1).
func (c ink) mix(o ink, part float64) ink {
	return ink{c.r + (o.r-c.r)*part, c.g + (o.g-c.g)*part, c.b + (o.b-c.b)*part}
}

// dark shades towards a warm dusk rather than black, so that shadows stay friendly.
func (c ink) dark(part float64) ink  { return c.mix(hex("#2b2433"), part) }
func (c ink) light(part float64) ink { return c.mix(hex("#fffaf2"), part) }

// luma tells light things from dark ones.
func (c ink) luma() float64 { return (.299*c.r + .587*c.g + .114*c.b) / 255 }

func n(v float64) string {
	return strconv.FormatFloat(math.Round(v)+0, 'f', -1, 64)
}

func (a *art) put(format string, args ...any) { fmt.Fprintf(&a.w, format, args...) }

func (a *art) rect(x, y, w, h, r float64, fill ink) {
	round := ""
	if r > 0 {
		round = ` rx="` + n(r) + `"`
	}
	a.put(`<rect x="%s" y="%s" width="%s" height="%s"%s fill="%s"/>`, n(x), n(y), n(w), n(h), round, fill)
}

func (a *art) ellipse(x, y, rx, ry float64, fill ink) {
	a.put(`<ellipse cx="%s" cy="%s" rx="%s" ry="%s" fill="%s"/>`, n(x), n(y), n(rx), n(ry), fill)
}

func (a *art) circle(x, y, r float64, fill ink) {
	a.put(`<circle cx="%s" cy="%s" r="%s" fill="%s"/>`, n(x), n(y), n(r), fill)
}

func (a *art) ring(x, y, rx, ry, width float64, stroke ink) {
	a.put(`<ellipse cx="%s" cy="%s" rx="%s" ry="%s" fill="none" stroke="%s" stroke-width="%s"/>`,
		n(x), n(y), n(rx), n(ry), stroke, n(width))
}

func (a *art) poly(fill ink, xy ...float64) {
	a.put(`<path d="%sZ" fill="%s"/>`, points(xy), fill)
}

func points(xy []float64) string {
	var b strings.Builder
	for i := 0; i+1 < len(xy); i += 2 {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		b.WriteString(n(xy[i]) + " " + n(xy[i+1]))
	}
	return b.String()
}

func (a *art) path(fill ink, d string) { a.put(`<path d="%s" fill="%s"/>`, d, fill) }

// veil is a path filled with a see-through tone.
func (a *art) veil(fill ink, opacity float64, d string) {
	a.put(`<path d="%s" fill="%s" opacity="%.2g"/>`, d, fill, opacity)
}

func (a *art) line(stroke ink, width float64, d string) {
	a.put(`<path d="%s" fill="none" stroke="%s" stroke-width="%s"/>`, d, stroke, n(width))
}

// shadow lies on the floor under a thing of the given half width, pulled to the right.
func (a *art) shadow(x, y, rx float64) {
	a.put(`<ellipse cx="%s" cy="%s" rx="%s" ry="%s" fill="url(#s)"/>`, n(x+rx*.16), n(y), n(rx*1.22), n(math.Max(34, rx*.17)))
}

// turned draws a thing made on the wheel from its profile: pairs of height (y, downwards) and radius, top to bottom.
// One call gives the body, the shaded right side and a narrow light on the left.
func (a *art) turned(x float64, fill ink, profile ...float64) {
	a.path(fill, band(x, profile, -1, 1))
	a.path(fill.dark(.13), band(x, profile, .42, 1))
	a.path(fill.dark(.24), band(x, profile, .82, 1))
	a.path(fill.light(.26), band(x, profile, -.78, -.62))
}

// band is the strip of a turned body between two shares of its radius (-1 left edge, 1 right edge).
func band(x float64, profile []float64, from, to float64) string {
	var right, left []float64
	for i := 0; i+1 < len(profile); i += 2 {
		right = append(right, x+profile[i+1]*to, profile[i])
	}
	for i := len(profile) - 2; i >= 0; i -= 2 {
		left = append(left, x+profile[i+1]*from, profile[i])
	}
	return "M" + n(right[0]) + " " + n(right[1]) + smooth(right) + "L" + n(left[0]) + " " + n(left[1]) + smooth(left) + "Z"
}

// smooth runs a curve through the points (Catmull-Rom as Béziers). Each first control point mirrors the last one,
// so the short relative form of SVG is exact and keeps the files small.
func smooth(xy []float64) string {
	var b strings.Builder
	at := func(i int) (float64, float64) {
		i = max(0, min(i, len(xy)/2-1))
		return math.Round(xy[2*i]), math.Round(xy[2*i+1])
	}
	for i := 0; i+1 < len(xy)/2; i++ {
		x0, y0 := at(i - 1)
		x1, y1 := at(i)
		x2, y2 := at(i + 1)
		x3, y3 := at(i + 2)
		command := "s"
		if i == 0 {
			command = "c" + joined((x2-x0)/6, (y2-y0)/6)
		}
		tail := joined(x2-(x3-x1)/6-x1, y2-(y3-y1)/6-y1, x2-x1, y2-y1)
		if i == 0 && tail[0] != '-' {
			command += " "
		}
		b.WriteString(command + tail)
	}
	return b.String()
}

// joined writes numbers as short as a path allows: a minus sign needs no space before it.
func joined(values ...float64) string {
	var b strings.Builder
	for i, v := range values {
		s := n(v)
		if s == "-0" {
			s = "0"
		}
		if i > 0 && s[0] != '-' {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

// speckle sprinkles a glaze with dots (lines of no length with round ends); the places come from a fixed sequence.
func (a *art) speckle(x, y, rx, ry float64, count int, fill ink) {
	seed := uint32(7)
	next := func() float64 {
		seed = seed*1664525 + 1013904223
		return float64(seed>>8)/float64(1<<24)*2 - 1
	}
	d := ""
	for range count {
		u, v := next(), next()
		d += "M" + joined(x+u*rx*math.Sqrt(1-v*v), y+v*ry) + "h0"
	}
	a.put(`<path d="%s" stroke="%s" stroke-width="11" opacity=".5"/>`, d, fill)
}

// leafShape is a pointed oval one hundred high and wide, defined once in a picture and used many times.
const leafShape = `<g id="l"><path d="M0 0C100-25 100-70 0-100C-100-70-100-25 0 0Z"/><path d="M0 0C100-25 100-70 0-100Z" fill="#2b2433" opacity=".14"/></g>`

// leaf is a pointed oval with a shaded half, from its foot (x, y) in a direction given in degrees.
func (a *art) leaf(x, y, length, width, degrees float64, fill ink) {
	a.put(`<use href="#l" transform="translate(%s %s)rotate(%s)scale(%.2g %.2g)" fill="%s"/>`, n(x), n(y), n(degrees), width/100, length/100, fill)
}

// turn draws the inner things rotated about a point.
func (a *art) turn(degrees, x, y float64, inner func()) {
	a.put(`<g transform="rotate(%s %s %s)">`, n(degrees), n(x), n(y))
	inner()
	a.put(`</g>`)
}

const shadowShape = `<radialGradient id="s"><stop stop-color="#2b2433" stop-opacity=".34"/><stop offset=".55" stop-color="#2b2433" stop-opacity=".13"/><stop offset="1" stop-color="#2b2433" stop-opacity="0"/></radialGradient>`

// bytes wraps what was drawn; only the definitions it uses are written.
func (a *art) bytes() []byte {
	body, defs := a.w.String(), ""
	if strings.Contains(body, "url(#s)") {
		defs += shadowShape
	}
	if strings.Contains(body, `"#l"`) {
		defs += leafShape
	}
	if defs != "" {
		defs = "<defs>" + defs + "</defs>"
	}
	return fmt.Appendf(nil, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s\" width=\"%d\" height=\"%d\" stroke-linecap=\"round\" stroke-linejoin=\"round\">%s%s</svg>\n",
		a.view(), a.width, a.height, defs, body)
}

// view is the part of the picture that is shown: all of it, or what is near the place looked at.
func (a *art) view() string {
	w, h := float64(a.width), float64(a.height)
	x, y := 0.0, 0.0
	if nearer := a.close[2]; nearer > 1 {
		w, h = w/nearer, h/nearer
		x, y = a.close[0]-w/2, a.close[1]-h/2
	}
	return n(x) + " " + n(y) + " " + n(w) + " " + n(h)
}
