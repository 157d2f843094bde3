package content

import (
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Sizes of texts and lists.
const (
	MaxSections = 30
	maxEyebrow  = 120
	maxTitle    = 255
	maxHTML     = 500_000
	maxText     = 5_000
	maxRef      = 500
	maxURL      = 600
	maxSEO      = 500
	maxLocales  = 40
)

// SEO is what search engines are told instead of title and text.
type SEO struct {
	Title       string `json:"title" maxLength:"255"`
	Description string `json:"description" maxLength:"500"`
}

// PageText is a page's words in another language; empty ones fall back.
type PageText struct {
	Title    string `json:"title" maxLength:"255"`
	BodyHTML string `json:"body_html" maxLength:"500000"`
}

// Page is a text under a handle.
type Page struct {
	ID           string              `json:"id"`
	Handle       string              `json:"handle"`
	Title        string              `json:"title"`
	BodyHTML     string              `json:"body_html"`
	SEO          SEO                 `json:"seo"`
	Published    bool                `json:"published"`
	Translations map[string]PageText `json:"translations"`
	Version      int64               `json:"version"`
	CreatedAt    time.Time           `json:"created_at"`
	UpdatedAt    time.Time           `json:"updated_at"`
}

// Localised returns the page in the locale's words, falling back part by part.
func (p Page) Localised(locale string) Page {
	t := p.Translations[locale]
	if t.Title != "" {
		p.Title = t.Title
	}
	if t.BodyHTML != "" {
		p.BodyHTML = t.BodyHTML
	}
	return p
}

// SectionText is a section's words in another language.
type SectionText struct {
	Eyebrow string `json:"eyebrow" required:"false" maxLength:"120"`
	Title   string `json:"title" maxLength:"255"`
	Text    string `json:"text" maxLength:"5000"`
}

// Section is one part of the home page.
type Section struct {
	Kind         string                 `json:"kind" enum:"hero,categories,collection,stores,story,quotes"`
	Layout       string                 `json:"layout,omitempty" enum:"grid,carousel" doc:"How a collection is laid out; a grid without it."`
	Eyebrow      string                 `json:"eyebrow" required:"false" maxLength:"120" doc:"A few words above the title."`
	Title        string                 `json:"title" maxLength:"255"`
	Text         string                 `json:"text" maxLength:"5000"`
	Ref          string                 `json:"ref" maxLength:"500" doc:"Handle, or handles with commas, of what the section shows."`
	ImageURL     string                 `json:"image_url" maxLength:"600"`
	LinkURL      string                 `json:"link_url" maxLength:"600"`
	Translations map[string]SectionText `json:"translations" required:"false"`
	Quotes       []Quote                `json:"quotes,omitempty" maxItems:"6" doc:"What customers said, of a section of quotes."`
}

// Localised returns the section in the locale's words, falling back.
func (s Section) Localised(locale string) Section {
	t := s.Translations[locale]
	if t.Eyebrow != "" {
		s.Eyebrow = t.Eyebrow
	}
	if t.Title != "" {
		s.Title = t.Title
	}
	if t.Text != "" {
		s.Text = t.Text
	}
	if len(s.Quotes) > 0 {
		s.Quotes = slices.Clone(s.Quotes)
	}
	for i, q := range s.Quotes {
		s.Quotes[i] = q.Localised(locale)
	}
	return s
}

// Home is the home page.
type Home struct {
	Sections []Section `json:"sections" maxItems:"30"`
	Version  int64     `json:"version"`
}

// Image is a picture in the media library.
type Image struct {
	ID          string    `json:"id"`
	URL         string    `json:"url"`
	Width       int       `json:"width"`
	Height      int       `json:"height"`
	Alt         string    `json:"alt"`
	ContentType string    `json:"content_type"`
	Size        int64     `json:"size"`
	Filename    string    `json:"filename"`
	CreatedAt   time.Time `json:"created_at"`
}

// Refusals.
var (
	ErrNotFound    = errs.New(errs.NotFound, "content.not_found", "There is no such page.")
	ErrInvalid     = errs.New(errs.Invalid, "content.invalid", "Some of this cannot be saved.")
	ErrHandleTaken = errs.New(errs.Conflict, "content.handle_taken", "Another page has this handle.")
	ErrStale       = errs.New(errs.Stale, "content.stale", "Somebody else changed this meanwhile. Look at the current state and try again.")
	ErrNoPicture   = errs.New(errs.Invalid, "content.no_picture", "This is not a PNG, JPEG, GIF or WebP picture.")
	ErrTooLarge    = errs.New(errs.TooLarge, "content.too_large", "A picture has at most 10 MB and 40 million pixels.")
)
