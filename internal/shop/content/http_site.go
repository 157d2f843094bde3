package content

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// PublicPage is a page as shoppers see it.
type PublicPage struct {
	Handle   string `json:"handle"`
	Title    string `json:"title"`
	BodyHTML string `json:"body_html"`
	SEO      SEO    `json:"seo"`
}

// PublicSection is a section of the home page in the reader's language.
type PublicSection struct {
	Kind     string        `json:"kind"`
	Layout   string        `json:"layout,omitempty" doc:"How a collection is laid out: grid or carousel; a grid without it."`
	Eyebrow  string        `json:"eyebrow"`
	Title    string        `json:"title"`
	Text     string        `json:"text"`
	Ref      string        `json:"ref"`
	ImageURL string        `json:"image_url"`
	LinkURL  string        `json:"link_url"`
	Quotes   []PublicQuote `json:"quotes,omitempty"`
}

// PublicQuote is what a customer said, as the merchant wrote it down.
type PublicQuote struct {
	Text    string `json:"text"`
	Name    string `json:"name"`
	Place   string `json:"place"`
	LinkURL string `json:"link_url"`
}

// PublicHome is the home page as shoppers see it.
type PublicHome struct {
	Sections []PublicSection `json:"sections"`
}

// Public returns the home page in the locale's words.
func (h Home) Public(locale string) PublicHome {
	out := PublicHome{Sections: []PublicSection{}}
	for _, s := range h.Sections {
		s = s.Localised(locale)
		p := PublicSection{Kind: s.Kind, Layout: s.Layout, Eyebrow: s.Eyebrow, Title: s.Title, Text: s.Text, Ref: s.Ref, ImageURL: s.ImageURL, LinkURL: s.LinkURL}
		for _, q := range s.Quotes {
			p.Quotes = append(p.Quotes, PublicQuote{Text: q.Text, Name: q.Name, Place: q.Place, LinkURL: q.LinkURL})
		}
		out.Sections = append(out.Sections, p)
	}
	return out
}

// LocaleParam is the language shoppers read in.
type LocaleParam struct {
	Locale string `query:"locale" maxLength:"35" doc:"Language of the texts; the shop's own without it."`
}

type pageInput struct {
	Handle string `path:"handle" maxLength:"80"`
	LocaleParam
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Content"}
	httpx.Register(api, httpx.Op{ID: "pages-get", Method: httpx.GET, Path: "/pages/{handle}", Summary: "Get a page", Tags: tags, Perm: actor.Public},
		func(ctx context.Context, in *pageInput) (*httpx.Body[PublicPage], error) {
			p, err := s.Page(ctx, s.db, in.Handle, in.Locale)
			return httpx.Answer(PublicPage{Handle: p.Handle, Title: p.Title, BodyHTML: p.BodyHTML, SEO: p.SEO}, err)
		})
	httpx.Register(api, httpx.Op{ID: "home-get", Method: httpx.GET, Path: "/home", Summary: "The home page", Tags: tags, Perm: actor.Public},
		func(ctx context.Context, in *LocaleParam) (*httpx.Body[PublicHome], error) {
			h, err := s.Home(ctx)
			return httpx.Answer(h.Public(in.Locale), err)
		})
}
