package settings

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/colour"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// Papers, corners and faces there are; the first of each is the theme's own.
const (
	PaperPlain = "plain"
	PaperWarm  = "warm"
	PaperCool  = "cool"

	CornersSoft   = "soft"
	CornersSquare = "square"
	CornersRound  = "round"

	FontTheme   = "theme"   // headings in the face that ships with the theme
	FontSystem  = "system"  // everything in the reader's own face
	FontSerif   = "serif"   // everything in the reader's own serif face
	FontClassic = "classic" // serif headings over the reader's own face
)

// Picture is one of the media library. Without an address there is none.
type Picture struct {
	URL    string `json:"url" maxLength:"600" doc:"As the upload answered it: /media/… Empty means none."`
	Width  int    `json:"width" minimum:"0" maximum:"16000"`
	Height int    `json:"height" minimum:"0" maximum:"16000"`
}

// Texts is a text in several languages, by language tag.
type Texts map[string]string

// In is the text in a language, or in the first of the others that has one.
func (t Texts) In(locale string, others []string) string {
	if s := t[locale]; s != "" {
		return s
	}
	for _, o := range others {
		if s := t[o]; s != "" {
			return s
		}
	}
	return ""
}

// FooterLink is a link of the footer.
type FooterLink struct {
	Text Texts  `json:"text" doc:"By language tag."`
	Href string `json:"href" minLength:"1" maxLength:"600" doc:"A path of this shop, an http(s) address or mailto:."`
}

// FooterColumn is a titled list of links.
type FooterColumn struct {
	Title Texts        `json:"title" doc:"By language tag."`
	Links []FooterLink `json:"links" maxItems:"10"`
}

// Appearance is how the storefront looks, as far as that needs no theme of one's own.
type Appearance struct {
	Logo          Picture        `json:"logo" doc:"Stands in place of the shop's name."`
	LogoDark      Picture        `json:"logo_dark" doc:"The same for dark grounds; the footer is one."`
	Favicon       Picture        `json:"favicon" doc:"The small picture in a browser's tab."`
	Accent        string         `json:"accent" maxLength:"7" doc:"The colour of buttons as #rrggbb; empty is the theme's own. Its shades and the text on it are derived." example:"#1f6feb"`
	Paper         string         `json:"paper" enum:"plain,warm,cool" doc:"The tone of the page and of everything grey."`
	Corners       string         `json:"corners" enum:"soft,square,round"`
	Font          string         `json:"font" enum:"theme,system,serif,classic" doc:"The theme's own face for headings, the reader's own, the reader's own serif, or serif headings over the reader's own."`
	FooterText    Texts          `json:"footer_text" doc:"By language tag."`
	FooterColumns []FooterColumn `json:"footer_columns" maxItems:"4" doc:"They replace the theme's own columns."`
}

// Bounds of the footer.
const (
	maxColumns    = 4
	maxLinks      = 10
	maxTitle      = 60
	maxLinkText   = 80
	maxFooterText = 500
	maxHref       = 600
	maxSide       = 16_000
)

// tidy brings it into its canonical form, in which the defaults are written out. What a snapshot shares is never changed.
func (a Appearance) tidy() Appearance {
	a.Accent = strings.ToLower(strings.TrimSpace(a.Accent))
	if c, err := colour.Parse(a.Accent); err == nil {
		a.Accent = c.String()
	}
	for _, v := range []struct {
		of       *string
		fallback string
	}{{&a.Paper, PaperPlain}, {&a.Corners, CornersSoft}, {&a.Font, FontTheme}} {
		if *v.of == "" {
			*v.of = v.fallback
		}
	}
	for _, p := range []*Picture{&a.Logo, &a.LogoDark, &a.Favicon} {
		if p.URL = strings.TrimSpace(p.URL); p.URL == "" {
			*p = Picture{}
		}
	}
	a.FooterText = a.FooterText.tidy(text.Block)
	columns := make([]FooterColumn, 0, len(a.FooterColumns))
	for _, c := range a.FooterColumns {
		links := make([]FooterLink, 0, len(c.Links))
		for _, l := range c.Links {
			links = append(links, FooterLink{Text: l.Text.tidy(text.Line), Href: strings.TrimSpace(l.Href)})
		}
		columns = append(columns, FooterColumn{Title: c.Title.tidy(text.Line), Links: links})
	}
	a.FooterColumns = columns
	return a
}

// tidy leaves out languages in which nothing is said.
func (t Texts) tidy(one func(string) string) Texts {
	out := Texts{}
	for locale, s := range t {
		if s = one(s); s != "" {
			out[locale] = s
		}
	}
	return out
}

// check notes every bad field (S7, S8).
func (a Appearance) check(f *errs.Fields) {
	a.checkAccent(f)
	f.Check(slices.Contains([]string{PaperPlain, PaperWarm, PaperCool}, a.Paper), "appearance.paper", "enum", "plain, warm or cool.")
	f.Check(slices.Contains([]string{CornersSoft, CornersSquare, CornersRound}, a.Corners), "appearance.corners", "enum", "soft, square or round.")
	f.Check(slices.Contains([]string{FontTheme, FontSystem, FontSerif, FontClassic}, a.Font), "appearance.font", "enum", "theme, system, serif or classic.")
	a.Logo.check(f, "appearance.logo")
	a.LogoDark.check(f, "appearance.logo_dark")
	a.Favicon.check(f, "appearance.favicon")
	a.FooterText.check(f, "appearance.footer_text", maxFooterText)
	if !f.Check(len(a.FooterColumns) <= maxColumns, "appearance.footer_columns", "too_many", "At most 4 columns.") {
		return
	}
	for i, c := range a.FooterColumns {
		c.check(f, at("appearance.footer_columns", i))
	}
}

func (a Appearance) checkAccent(f *errs.Fields) {
	if a.Accent == "" {
		return
	}
	if _, err := colour.Parse(a.Accent); err != nil {
		f.Add("appearance.accent", "format", "Give a colour like #1f6feb.")
		return
	}
	p := PaletteOf(a)
	f.Check(p.AccentRatio >= p.AccentLeast, "appearance.accent", "contrast",
		fmt.Sprintf("%s has a contrast of %.2f to 1 with the page; nobody would see a button. It needs %.1f: %s has that.", a.Accent, p.AccentRatio, p.AccentLeast, p.Nearest))
}

func (c FooterColumn) check(f *errs.Fields, here string) {
	c.Title.required(f, here+".title", maxTitle)
	if !f.Check(len(c.Links) <= maxLinks, here+".links", "too_many", "At most 10 links.") {
		return
	}
	for i, l := range c.Links {
		l.Text.required(f, at(here+".links", i)+".text", maxLinkText)
		f.Check(validHref(l.Href), at(here+".links", i)+".href", "format", "Give a path of this shop, an http(s) address or mailto:.")
	}
}

func (t Texts) required(f *errs.Fields, here string, most int) {
	if f.Check(len(t) > 0, here, "required", "This is required.") {
		t.check(f, here, most)
	}
}

func (t Texts) check(f *errs.Fields, here string, most int) {
	if !f.Check(len(t) <= maxLocales, here, "too_many", "At most 50 languages.") {
		return
	}
	for _, locale := range slices.Sorted(maps.Keys(t)) {
		if f.Check(validLocale(locale), here, "unknown", "This is not a language tag like en or pt-BR.") {
			text.Check(f, here+"."+locale, t[locale], most)
		}
	}
}

// ofLibrary is an address of the media library and of nothing else: it stands in pages of every visitor.
var ofLibrary = regexp.MustCompile(`^/media/([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.(png|jpg|gif|webp|svg)$`)

func (p Picture) check(f *errs.Fields, here string) {
	if p.URL == "" {
		return
	}
	f.Check(ofLibrary.MatchString(p.URL) && len(p.URL) <= maxHref, here+".url", "format", "Give a picture of the media library.")
	f.Check(0 < p.Width && p.Width <= maxSide, here+".width", "range", "Give the picture's width.")
	f.Check(0 < p.Height && p.Height <= maxSide, here+".height", "range", "Give the picture's height.")
}

// validHref takes what may stand behind a link of every page: no scheme that runs anything, no host in disguise.
func validHref(s string) bool {
	if len(s) > maxHref || !text.Clean(s) || strings.ContainsAny(s, " \t\n\\") {
		return false
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil {
		return false
	}
	switch u.Scheme {
	case "":
		return u.Host == "" && strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//")
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return text.Email(u.Opaque)
	default:
		return false
	}
}
