package storefront

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/content"
)

// Preview is a page as shoppers would see it.
type Preview struct {
	HTML string `json:"html" doc:"A whole document. Show it in a frame that is sandboxed: it holds what people wrote. Section n of the body has the id section-n."`
}

type previewInput struct {
	Body struct {
		Locale   string            `json:"locale,omitempty" maxLength:"35" doc:"One of the shop's languages; the first one without it."`
		Sections []content.Section `json:"sections" maxItems:"30"`
	}
}

// RegisterStore adds the dashboard's operation.
func (s *Storefront) RegisterStore(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "home-preview", Method: httpx.POST, Path: "/home/preview", Summary: "Draw the home page from sections that are not saved", Tags: []string{"Content"}, Perm: actor.ContentWrite},
		func(ctx context.Context, in *previewInput) (*httpx.Body[Preview], error) {
			page, err := s.previewHome(ctx, in.Body.Sections, in.Body.Locale)
			return httpx.Answer(Preview{HTML: string(page)}, err)
		})
}

// previewHome draws the front page from a draft. It is no public page: no search
// engine may list it, nothing on it can be pressed, and the page cache never hears of
// it. Returns actor.ErrForbidden or content.ErrInvalid.
func (s *Storefront) previewHome(ctx context.Context, draft []content.Section, locale string) ([]byte, error) {
	sections, err := s.content.Draft(ctx, draft)
	if err != nil {
		return nil, err
	}
	locales := s.settings.Platform().Locales
	if locale != "" && !slices.Contains(locales, locale) {
		return nil, content.ErrInvalid.At("locale", "enum", "The shop does not speak this language.")
	}
	path := "/"
	if locale != "" && locale != locales[0] {
		path += locale
	}
	// From here on nobody is calling: who writes content would see more than shoppers
	// do, such as links to pages that are not published.
	ctx = actor.With(ctx, actor.Actor{Kind: actor.Anonymous})
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
	if err != nil {
		return nil, err
	}
	v := s.enter(nil, r) // the page's own address: there is nothing to redirect
	p, err := v.homePage(ctx, sections)
	if err != nil {
		return nil, err
	}
	p.Still, p.NoIndex, p.Canonical, p.Share, p.ManifestURL, p.FragmentURL = true, true, "", nil, "", ""
	return v.render(p)
}
