package svg_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/svg"
)

// drawn draws a picture of 100 by 100 units on 100 by 100 pixels.
func drawn(t *testing.T, inner string) *image.RGBA {
	t.Helper()
	m, err := draw(t.Context(), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">`+inner+`</svg>`)
	if err != nil {
		t.Fatalf("%s: %v", inner, err)
	}
	return m
}

func draw(ctx context.Context, body string) (*image.RGBA, error) {
	d, err := svg.Parse([]byte(body))
	if err != nil {
		return nil, err
	}
	m := image.NewRGBA(image.Rect(0, 0, 100, 100))
	return m, d.Draw(ctx, m, m.Rect)
}

func TestShapesCoverWhatTheyShould(t *testing.T) {
	red, blue, none := color.RGBA{R: 255, A: 255}, color.RGBA{B: 255, A: 255}, color.RGBA{}
	type at struct {
		x, y int
		want color.RGBA
	}
	for _, c := range []struct {
		name, inner string
		pixels      []at
	}{
		{"a rectangle", `<rect x="10" y="20" width="30" height="40" fill="#f00"/>`, []at{{10, 20, red}, {39, 59, red}, {9, 30, none}, {40, 30, none}, {20, 60, none}}},
		{"round corners", `<rect width="100" height="100" rx="30" fill="red"/>`, []at{{2, 2, none}, {97, 97, none}, {50, 0, red}, {0, 50, red}, {12, 12, red}}},
		{"a circle", `<circle cx="50" cy="50" r="40" fill="#ff0000"/>`, []at{{50, 50, red}, {12, 50, red}, {50, 87, red}, {15, 15, none}}},
		{"an ellipse that is turned", `<ellipse cx="50" cy="50" rx="45" ry="10" transform="rotate(90 50 50)" fill="red"/>`, []at{{50, 10, red}, {50, 90, red}, {10, 50, none}}},
		{"a polygon and a polyline", `<polygon points="0,0 100,0 0,100" fill="red"/><polyline points="100,40 100,100 40,100" fill="blue"/>`, []at{{10, 10, red}, {95, 95, blue}, {45, 60, none}}},
		{"numbers without separators", `<path d="M10.5.5h80v10l-80-.5z" fill="red"/>`, []at{{50, 5, red}, {50, 15, none}}},
		{"a hole by the other direction", `<path d="M0 0H100V100H0ZM30 30V70H70V30Z" fill="red"/>`, []at{{10, 10, red}, {50, 50, none}}},
		{"flags of an arc side by side", `<path d="M10 50a40 40 0 1180 0Z" fill="red"/>`, []at{{50, 20, red}, {50, 80, none}}},
		{"smooth curves", `<path d="M0 50Q25 0 50 50T100 50V100H0Z" fill="red"/>`, []at{{25, 35, red}, {75, 65, none}, {75, 90, red}}},
		{"curves one after the other", `<path d="M0 100C0 50 50 50 50 50S100 50 100 0V100Z" fill="red"/>`, []at{{80, 60, red}, {20, 30, none}}},
		{"a line's width grows with it", `<line x1="5" y1="25" x2="45" y2="25" transform="scale(2)" stroke="red" stroke-width="10"/>`, []at{{50, 41, red}, {50, 59, red}, {50, 38, none}, {8, 50, none}, {50, 61, none}}},
		{"caps", `<path d="M30 20H70" stroke="red" stroke-width="20" stroke-linecap="round"/><path d="M30 60H70" stroke="blue" stroke-width="20" stroke-linecap="square"/>`, []at{{22, 20, red}, {21, 12, none}, {21, 51, blue}, {79, 69, blue}, {82, 60, none}}},
		{"a tip and a bevel", `<path d="M10 50H50V90" fill="none" stroke="red" stroke-width="20"/><path d="M50 10H90V30" fill="none" stroke="blue" stroke-width="10" stroke-linejoin="bevel"/>`, []at{{58, 42, red}, {94, 6, none}, {90, 10, blue}}},
		{"the border of what is closed", `<rect x="20" y="20" width="60" height="60" fill="none" stroke="red" stroke-width="10"/>`, []at{{20, 20, red}, {16, 16, red}, {50, 23, red}, {50, 50, none}, {23, 77, red}}},
		{"dashes", `<path d="M0 50H100" stroke="red" stroke-width="20" stroke-dasharray="10"/>`, []at{{5, 50, red}, {15, 50, none}, {25, 50, red}, {95, 50, none}}},
		{"what is inherited and what is lent", `<defs><g id="d"><rect width="20" height="20"/><rect x="20" width="20" height="20" fill="blue"/></g></defs><use href="#d" x="10" y="10" fill="red"/><g transform="translate(50 50)" fill="blue"><use href="#d"/></g>`,
			[]at{{15, 15, red}, {35, 15, blue}, {55, 55, blue}, {75, 55, blue}, {5, 5, none}}},
		{"a part that is shown", `<clipPath id="c"><path id="o" d="M0 0H50V100H0Z"/><use href="#o" transform="translate(80 0)"/></clipPath><g clip-path="url(#c)"><rect width="100" height="100" fill="red"/></g>`, []at{{25, 50, red}, {60, 50, none}, {90, 50, red}}},
		{"what lies outside", `<rect x="-50" y="-50" width="1000" height="1000" fill="red"/><circle cx="900" cy="50" r="100" fill="blue"/><circle cx="-200" cy="50" r="100" fill="blue"/>`, []at{{0, 0, red}, {99, 99, red}}},
		{"what only explains", `<title>A &amp; b</title><desc>words</desc><rect width="100" height="100" fill="red" class="x" data-x="y"/>`, []at{{50, 50, red}}},
		{"nothing", `<rect width="0" height="10"/><circle r="0"/><path d=""/><rect width="9" height="9" fill="none"/><g opacity="0"><rect width="100" height="100"/></g><rect width="50" height="50" transform="scale(0)"/>`, []at{{5, 5, none}}},
	} {
		m := drawn(t, c.inner)
		for _, p := range c.pixels {
			if got := m.RGBAAt(p.x, p.y); got != p.want {
				t.Errorf("%s: pixel %d,%d is %v, want %v", c.name, p.x, p.y, got, p.want)
			}
		}
	}
}

func near(got color.RGBA, r, g, b, a uint8) bool {
	off := func(x, y uint8) bool { return max(x, y)-min(x, y) > 4 }
	return !off(got.R, r) && !off(got.G, g) && !off(got.B, b) && !off(got.A, a)
}

func TestPaintsMixAsTheyShould(t *testing.T) {
	m := drawn(t, `<defs><linearGradient id="l"><stop stop-color="#000"/><stop offset="100%" stop-color="#fff"/></linearGradient>
		<radialGradient id="r"><stop stop-color="#f00"/><stop offset="1" stop-color="#f00" stop-opacity="0"/></radialGradient></defs>
		<rect width="100" height="20" fill="url(#l)"/><rect y="20" width="40" height="80" fill="url(#r)"/>`)
	for _, c := range []struct {
		x, y       int
		r, g, b, a uint8
	}{{0, 10, 1, 1, 1, 255}, {50, 10, 128, 128, 128, 255}, {99, 10, 254, 254, 254, 255}, {20, 60, 252, 0, 0, 252}, {30, 60, 122, 0, 0, 122}, {20, 98, 9, 0, 0, 9}, {1, 22, 0, 0, 0, 0}} {
		if got := m.RGBAAt(c.x, c.y); !near(got, c.r, c.g, c.b, c.a) {
			t.Errorf("pixel %d,%d is %v, want %v", c.x, c.y, got, c)
		}
	}
	// Two things over each other are as transparent together as one alone.
	m = drawn(t, `<g opacity=".5"><rect width="60" height="100" fill="red"/><rect x="40" width="60" height="100" fill="red"/></g>`)
	for _, x := range []int{10, 50, 90} {
		if got := m.RGBAAt(x, 50); !near(got, 128, 0, 0, 128) {
			t.Errorf("pixel %d of the group is %v", x, got)
		}
	}
	m = drawn(t, `<rect width="50" height="100" fill="red" fill-opacity=".25"/><path d="M75 0V100" stroke="blue" stroke-width="50" opacity=".5"/>`)
	if a, b := m.RGBAAt(20, 50), m.RGBAAt(80, 50); !near(a, 64, 0, 0, 64) || !near(b, 0, 0, 128, 128) {
		t.Error(a, b)
	}
}

// A curve is many straight pieces; where they meet nothing may stand out.
func TestTheEdgeOfAStrokeIsEven(t *testing.T) {
	m := drawn(t, `<circle cx="50" cy="50" r="40" fill="none" stroke="#000" stroke-width="6"/>`)
	sum := 0
	for i := 3; i < len(m.Pix); i += 4 {
		sum += int(m.Pix[i])
	}
	if area := float64(sum) / 255; area < 1500 || area > 1516 { // 2π·40·6 = 1508
		t.Errorf("the ring covers %.0f pixels", area)
	}
}

func TestADrawingIsDrawnRightOrNotAtAll(t *testing.T) {
	for name, c := range map[string]struct {
		inner string
		want  error
	}{
		"a script":              {`<script>alert(1)</script>`, svg.ErrUnsupported},
		"a handler":             {`<rect onclick="x()" width="1" height="1"/>`, svg.ErrUnsupported},
		"another site":          {`<image href="http://127.0.0.1/x.png" width="9" height="9"/>`, svg.ErrUnsupported},
		"a file":                {`<use href="file:///etc/passwd#a"/>`, svg.ErrUnsupported},
		"another file's part":   {`<use href="/media/x.svg#a"/>`, svg.ErrUnsupported},
		"a paint of elsewhere":  {`<rect width="9" height="9" fill="url(http://127.0.0.1/x#a)"/>`, svg.ErrUnsupported},
		"a clip of elsewhere":   {`<rect width="9" height="9" clip-path="url(//x/y#a)"/>`, svg.ErrUnsupported},
		"a page":                {`<foreignObject><p/></foreignObject>`, svg.ErrUnsupported},
		"a style sheet":         {`<style>@import url(http://127.0.0.1/)</style>`, svg.ErrUnsupported},
		"a style":               {`<rect style="fill:red" width="9" height="9"/>`, svg.ErrUnsupported},
		"text":                  {`<text x="1" y="9">a</text>`, svg.ErrUnsupported},
		"a filter":              {`<g filter="url(#f)"/>`, svg.ErrUnsupported},
		"a pattern":             {`<pattern id="p"/>`, svg.ErrUnsupported},
		"a mask":                {`<g mask="url(#m)"/>`, svg.ErrUnsupported},
		"an animation":          {`<rect width="9" height="9"><animate/></rect>`, svg.ErrUnsupported},
		"a drawing in it":       {`<svg/>`, svg.ErrUnsupported},
		"evenodd":               {`<path fill-rule="evenodd" d="M0 0"/>`, svg.ErrUnsupported},
		"a colour by name":      {`<rect fill="papayawhip" width="9" height="9"/>`, svg.ErrUnsupported},
		"percent":               {`<rect width="50%" height="9"/>`, svg.ErrUnsupported},
		"a transform of its":    {`<g transform="spin(3)"><rect/></g>`, svg.ErrUnsupported},
		"a shape as paint":      {`<rect id="r" width="9" height="9" fill="url(#r)"/>`, svg.ErrUnsupported},
		"a path of letters":     {`<path d="M0 0 B 1 1"/>`, svg.ErrMalformed},
		"a path without start":  {`<path d="L 1 1"/>`, svg.ErrMalformed},
		"a path that breaks":    {`<path d="M0 0L1"/>`, svg.ErrMalformed},
		"numbers after the end": {`<path d="M0 0Z 3 3"/>`, svg.ErrMalformed},
		"no number":             {`<path d="M NaN 0"/>`, svg.ErrMalformed},
		"a far number":          {`<path d="M 1e300 0"/>`, svg.ErrMalformed},
		"an endless number":     {`<rect width="Inf" height="3"/>`, svg.ErrUnsupported},
		"a way out":             {strings.Repeat(`<g transform="scale(1000)">`, 9) + `<path d="M0 0L1000 1000V0Z"/>` + strings.Repeat(`</g>`, 9), svg.ErrTooMuch},
		"not closed":            {`<g>`, svg.ErrMalformed},
	} {
		if _, err := draw(t.Context(), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">`+c.inner+`</svg>`); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for name, body := range map[string]string{
		"nothing": "", "no drawing": "<html></html>", "two": "<svg viewBox='0 0 1 1'/><svg viewBox='0 0 1 1'/>", "no size": "<svg/>", "no area": "<svg viewBox='0 0 0 9'/>",
		"an entity of a file": `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1"><title>&x;</title></svg>`,
		"a billion laughs":    `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg viewBox="0 0 1 1"><title>&b;</title></svg>`,
		"a style from afar":   `<?xml-stylesheet href="http://127.0.0.1/x.css"?><svg viewBox="0 0 1 1"/>`,
		"another alphabet":    `<?xml version="1.0" encoding="UTF-16"?><svg viewBox="0 0 1 1"/>`,
	} {
		if d, err := svg.Parse([]byte(body)); err == nil {
			t.Errorf("%s was read: %+v", name, d)
		}
	}
}

// Each of these is a small file that would take hours or all memory.
func TestBombsAreDisarmed(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString(`<defs><g id="l0"><rect width="9" height="9"/></g>`)
	for i := 1; i <= 12; i++ {
		fmt.Fprintf(&laughs, `<g id="l%d">%s</g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#l%d"/>`, i-1), 10))
	}
	laughs.WriteString(`</defs><use href="#l9"/>`)
	for name, inner := range map[string]string{
		"references of references":   laughs.String(),
		"a reference to itself":      `<g id="a"><use href="#a"/></g>`,
		"a circle of references":     `<use id="a" href="#b"/><use id="b" href="#a"/>`,
		"a clip that clips itself":   `<clipPath id="c"><use href="#u"/></clipPath><use id="u" href="#u"/><rect width="9" height="9" clip-path="url(#c)"/>`,
		"depth":                      strings.Repeat("<g>", 5000) + strings.Repeat("</g>", 5000),
		"elements":                   strings.Repeat("<g/>", 20_000),
		"layers":                     strings.Repeat(`<g opacity=".9">`, 10) + `<rect width="9" height="9"/>` + strings.Repeat("</g>", 10),
		"dashes":                     `<path d="M-900000 0H900000" stroke="red" stroke-dasharray=".0001"/>`,
		"a path of many arcs":        `<path d="M0 0` + strings.Repeat("A9 9 0 1 1 5 5A9 9 0 1 1 0 0", 20_000) + `" transform="scale(1000)"/>`,
		"a file without end":         `<desc>` + strings.Repeat("x", 2<<20) + `</desc>`,
		"a gradient of many colours": `<linearGradient id="g">` + strings.Repeat(`<stop/>`, 1000) + `</linearGradient><rect width="9" height="9" fill="url(#g)"/>`,
	} {
		start := time.Now()
		_, err := draw(t.Context(), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">`+inner+`</svg>`)
		if !errors.Is(err, svg.ErrTooMuch) && !errors.Is(err, svg.ErrUnsupported) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestTimeIsTheCallersToEnd(t *testing.T) {
	many := `<svg viewBox="0 0 100 100">` + strings.Repeat(`<path d="M0 0H99V99Z" stroke="red"/>`, 9000) + `</svg>`
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := draw(ctx, many); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	d, err := svg.Parse([]byte(many))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Draw(t.Context(), image.NewRGBA(image.Rect(0, 0, 1, 1)), image.Rect(0, 0, 90_000, 90_000)); !errors.Is(err, svg.ErrTooMuch) {
		t.Error("a canvas without end:", err)
	}
}

func FuzzDraw(f *testing.F) {
	for _, s := range []string{
		`<svg viewBox="0 0 100 100"><path d="M0 0L9 9A3 3 0 1 1 4 4C1 1 2 2 3 3S1 1 2 2Q1 1 2 2T3 3Z" stroke="#123" stroke-width="3" stroke-dasharray="1 2"/></svg>`,
		`<svg width="9" height="9"><defs><radialGradient id="s"><stop stop-color="#2b2433" stop-opacity=".34"/></radialGradient></defs><ellipse rx="4" ry="3" fill="url(#s)" transform="translate(3)rotate(4)scale(2 3)skewX(3)"/></svg>`,
		`<svg viewBox="0 0 9 9"><clipPath id="c"><rect width="3" height="3" rx="1"/></clipPath><g clip-path="url(#c)" opacity=".3"><use href="#c"/><circle r="3"/></g></svg>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		start := time.Now()
		_, err := draw(ctx, body)
		if err != nil && !errors.Is(err, svg.ErrMalformed) && !errors.Is(err, svg.ErrUnsupported) && !errors.Is(err, svg.ErrTooMuch) && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v of %q", err, body)
		}
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("%v for %q", took, body)
		}
	})
}
