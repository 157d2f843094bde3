package notify

import (
	"fmt"
	htmltemplate "html/template"
	"math"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/haatshop/haat/internal/kit/colour"
	"github.com/haatshop/haat/internal/shop/settings"
)

// attire is what of the shop's appearance its letters wear; zero is what the design tokens say.
type attire struct {
	Logo, LogoDark picture
	template       *htmltemplate.Template // nil for the tokens' colours
}

// picture is a logo as large as it is shown; without Src there is none.
type picture struct {
	Src           string
	Width, Height int
}

// Logos are no larger than this, in pixels.
const (
	logoHeight = 40
	logoWidth  = 240
)

// drawn are the kinds of picture mail programs draw. They leave out SVG, so such a logo is the name in letters.
var drawn = []string{".png", ".jpg", ".jpeg", ".gif", ".webp"}

func (s *Service) attire(a settings.Appearance) attire {
	out := attire{Logo: s.picture(a.Logo), LogoDark: s.picture(a.LogoDark), template: s.wardrobe.templateIn(a)}
	if out.Logo.Src == "" {
		out.LogoDark = picture{} // half of the readers would be shown nothing
	}
	return out
}

func (s *Service) picture(p settings.Picture) picture {
	if p.URL == "" || p.Width <= 0 || p.Height <= 0 || !slices.Contains(drawn, strings.ToLower(path.Ext(p.URL))) {
		return picture{}
	}
	scale := min(1, logoHeight/float64(p.Height), logoWidth/float64(p.Width))
	size := func(side int) int { return max(1, int(math.Round(float64(side)*scale))) }
	return picture{s.link(p.URL), size(p.Width), size(p.Height)}
}

// What the contrasts of an accent must be: with the text on it, and with the paper around it, in the light and in the dark.
const (
	textContrast  = 4.5
	lightContrast = 1.5
	darkContrast  = 3
)

// wardrobe keeps the template in the colours that were worn last: a shop changes them rarely, and making it takes far
// longer than writing a letter.
type wardrobe struct {
	mu            sync.Mutex
	accent, paper string
	template      *htmltemplate.Template
}

// templateIn is the HTML of letters in the colours of an appearance.
func (w *wardrobe) templateIn(a settings.Appearance) *htmltemplate.Template {
	if a.Accent == "" {
		return htmlTemplate
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.template == nil || w.accent != a.Accent || w.paper != a.Paper {
		w.accent, w.paper, w.template = a.Accent, a.Paper, htmlTemplate
		if day, night, ok := worn(a); ok {
			w.template = htmlIn(day, night)
		}
	}
	return w.template
}

// worn are the letters' colours with the shop's accent; not ok where it could not be read on the paper of letters, which
// the shop does not choose.
func worn(a settings.Appearance) (day, night palette, ok bool) {
	p := settings.PaletteOf(a)
	day, night = light, dark
	ok = day.wear(p.Light.Accent, p.Light.OnAccent, lightContrast) && night.wear(p.Dark.Accent, p.Dark.OnAccent, darkContrast)
	return day, night, ok
}

// wear reports whether the accent stands out from what it lies on and its text can be read.
func (p *palette) wear(accent, on colour.RGB, least float64) bool {
	p.Accent, p.OnAccent = htmltemplate.CSS(accent.String()), htmltemplate.CSS(on.String()) //nolint:gosec // #rrggbb, written by colour
	return colour.Contrast(on, accent) >= textContrast && colour.Least(accent, token(p.Desk), token(p.Raised)) >= least
}

func token(css htmltemplate.CSS) colour.RGB {
	c, err := colour.Parse(string(css))
	if err != nil {
		panic(fmt.Sprintf("notify: a design token is no colour: %v", err)) // they are part of the program
	}
	return c
}
