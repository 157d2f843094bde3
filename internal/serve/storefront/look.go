package storefront

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/colour"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/settings"
)

// look is the appearance of one version of the settings, drawn once.
type look struct {
	version int64
	// theme is the theme's part of a kept page's name. It holds the version of the settings: a page drawn with a snapshot
	// that was overtaken meanwhile is never found by those who see the new one.
	theme string
	light settings.Scheme
	sheet []byte // nil when nothing differs from the theme
	frame view.Look
	marks []mark // the merchant's pictures that can be icons
	logo  string // what search engines show for the shop; empty is the theme's
}

// mark is a picture that can stand for the shop on a screen.
type mark struct {
	icon appIcon
	side int // how large it can be without being blown up
}

// The sides of icons: what installed shops need, what a phone's home screen and search engines take at least.
const (
	smallSide = 192
	bigSide   = 512
	touchSide = 120
	logoSide  = 112
)

const (
	typePNG = "image/png"
	typeSVG = "image/svg+xml"
)

// marksOf are the square pictures of an appearance, the one meant to be an icon first. Browsers pass over others.
func marksOf(a settings.Appearance) (out []mark) {
	for _, p := range []settings.Picture{a.Favicon, a.Logo} {
		if p.URL == "" || p.Width != p.Height {
			continue
		}
		m := mark{icon: appIcon{Src: p.URL, Sizes: fmt.Sprintf("%dx%d", p.Width, p.Height), Type: blob.TypeOf(p.URL), Purpose: "any"}, side: p.Width}
		if m.icon.Type == typeSVG {
			m.icon.Sizes, m.side = "any", math.MaxInt
		}
		out = append(out, m)
	}
	return out
}

// look returns the appearance of the settings; it is drawn when they changed.
func (s *Storefront) look(p settings.Platform) *look {
	if l := s.looks.Load(); l != nil && l.version == p.Version {
		return l
	}
	l := drawLook(p.Appearance)
	l.version, l.theme = p.Version, s.theme.Version()+"."+strconv.FormatInt(p.Version, 10)
	s.looks.Store(l)
	return l
}

func drawLook(a settings.Appearance) *look {
	p := settings.PaletteOf(a)
	l := &look{light: p.Light.Scheme, marks: marksOf(a), logo: a.Logo.URL, frame: view.Look{
		PaperLight: p.Light.Paper.String(), PaperDark: p.Dark.Paper.String(), Favicon: a.Favicon.URL,
		Logo: pictureOf(a.Logo), LogoDark: pictureOf(a.LogoDark), SystemFont: a.Font != settings.FontTheme,
	}}
	for _, m := range l.marks {
		if l.frame.TouchIcon == "" && m.icon.Type == typePNG && m.side >= touchSide {
			l.frame.TouchIcon = m.icon.Src
		}
		if l.logo == "" && m.side >= logoSide {
			l.logo = m.icon.Src
		}
	}
	if css := sheetOf(a, p); css != "" {
		l.sheet = []byte(css)
		sum := sha256.Sum256(l.sheet)
		l.frame.Sheet = sheetPrefix + hex.EncodeToString(sum[:5]) + ".css"
	}
	return l
}

func pictureOf(p settings.Picture) *view.Image {
	if p.URL == "" {
		return nil
	}
	return &view.Image{Src: p.URL, Width: p.Width, Height: p.Height}
}

// sheetOf writes what differs from the theme's own tokens. Nothing in it was written by a person: colours are numbers,
// the rest is chosen from what stands here.
func sheetOf(a settings.Appearance, p settings.Palette) string {
	own := settings.PaletteOf(settings.Appearance{})
	coloured := own.Light.Scheme != p.Light.Scheme || own.Dark.Scheme != p.Dark.Scheme
	root := append(corners(a.Corners), faces(a.Font)...)
	if coloured {
		root = append(root, tokensOf(p.Light.Scheme)...)
	}
	var b strings.Builder
	rule(&b, ":root", root)
	if coloured {
		// The theme's dark colours stand in a layer, and these rules outside of any win over them: what is said for the light
		// is said again for the dark.
		rule(&b, ".site-footer", foot(p.Light.Scheme))
		b.WriteString("@media (prefers-color-scheme: dark) {\n")
		rule(&b, ":root", tokensOf(p.Dark.Scheme))
		rule(&b, ".site-footer", foot(p.Dark.Scheme))
		b.WriteString("}\n")
	}
	return b.String()
}

func rule(b *strings.Builder, selector string, declarations []string) {
	if len(declarations) > 0 {
		fmt.Fprintf(b, "%s { %s }\n", selector, strings.Join(declarations, " "))
	}
}

// tokensOf declares the tokens of the theme that the appearance decides.
func tokensOf(s settings.Scheme) []string {
	return []string{
		token("paper", s.Paper), token("raised", s.Raised), token("ground", s.Ground), token("ground-strong", s.GroundStrong),
		token("ink", s.Ink), token("ink-soft", s.InkSoft), token("line", s.Line), token("line-strong", s.LineStrong),
		token("inverse", s.Inverse), token("on-inverse", s.OnInverse), token("accent", s.Accent), token("accent-strong", s.AccentStrong),
		token("accent-soft", s.AccentSoft), token("on-accent", s.OnAccent), token("focus", s.Focus),
	}
}

func token(name string, c colour.RGB) string { return "--" + name + ": " + c.String() + ";" }

// foot is the accent on the dark foot of the page.
func foot(s settings.Scheme) []string { return []string{token("accent", s.AccentOnInverse)} }

func corners(kind string) []string {
	switch kind {
	case settings.CornersSquare:
		return []string{"--radius-small: 0;", "--radius: 0;", "--radius-large: 0;", "--pill: 0;"}
	case settings.CornersRound:
		return []string{"--radius-small: .875rem;", "--radius: 1.375rem;", "--radius-large: 2rem;"}
	default:
		return nil
	}
}

// serif is the reader's own serif face, also for Arabic and Devanagari.
const serif = `ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", "Noto Naskh Arabic", "Noto Serif Devanagari", "Times New Roman", serif`

func faces(font string) []string {
	switch font {
	case settings.FontSystem:
		return []string{"--display: var(--text);"}
	case settings.FontSerif:
		return []string{"--text: " + serif + ";", "--display: var(--text);"}
	case settings.FontClassic:
		return []string{"--display: " + serif + ";"}
	default:
		return nil
	}
}

// sheetPrefix is where the sheet is served.
const sheetPrefix = "/appearance-"

var sheetPath = regexp.MustCompile(`^` + sheetPrefix + `[0-9a-f]{10}\.css$`)

// serveSheet answers /appearance-<hash>.css. A page may be a moment older or newer than this node's settings, and was
// perhaps drawn by another one: it gets the sheet of now, which must not be kept under that name.
func (s *Storefront) serveSheet(w http.ResponseWriter, r *http.Request) {
	l, h := s.look(s.settings.Platform()), w.Header()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if r.URL.Path == l.frame.Sheet {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Length", strconv.Itoa(len(l.sheet)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(l.sheet) // a reader that went away is nobody's error
	}
}
