package storefront

import (
	"context"
	"html/template"
	"net/url"
	"strings"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// page draws /pages/{handle}.
func (v *visit) page() error {
	handle := v.r.PathValue("handle")
	return v.public(url.Values{}, []string{"pages"}, func(ctx context.Context) (drawn, error) {
		p, err := v.s.content.Page(ctx, v.s.db, handle, v.code)
		if err != nil {
			return drawn{}, err
		}
		tags := []string{"page:" + handle}
		if p.Handle != handle {
			return drawn{moved: v.url("/pages/" + url.PathEscape(p.Handle)), tags: append(tags, "page:"+p.Handle)}, nil
		}
		title := p.Title
		if p.SEO.Title != "" && v.code == v.platform.Locales[0] {
			title = p.SEO.Title
		}
		l, err := v.layout(ctx, title)
		if err != nil {
			return drawn{}, err
		}
		l.Share.Type = shareArticle
		describe(l, p.BodyHTML)
		describe(l, template.HTMLEscapeString(p.SEO.Description))
		l.Breadcrumbs = []view.Link{v.homeCrumb(), {Text: p.Title}}
		return drawn{page: view.StaticPage{Layout: l, Heading: p.Title, Body: v.html(p.BodyHTML), Updated: v.date(p.UpdatedAt)}, tags: tags}, nil
	})
}

// homeSections are the merchant's own arrangement, or the usual one.
func (v *visit) homeSections(ctx context.Context, own []content.Section) ([]view.Section, error) {
	var out []view.Section
	for i, raw := range own {
		section, err := v.section(ctx, raw.Localised(v.code))
		if err != nil {
			return nil, err
		}
		if section.Kind != "" {
			section.Place = i + 1
			out = append(out, section)
		}
	}
	if len(out) == 0 {
		return v.usualSections(ctx)
	}
	return out, nil
}

// section fills one part of the front page; one that shows nothing comes back empty.
func (v *visit) section(ctx context.Context, s content.Section) (view.Section, error) {
	out := view.Section{Eyebrow: s.Eyebrow, Title: s.Title, Text: s.Text, Image: plainImage(s.ImageURL, "")}
	if s.LinkURL != "" {
		out.Action = &view.Link{Text: v.t("home.see_all"), Href: v.linkOf(s.LinkURL)}
	}
	switch s.Kind {
	case "hero":
		out.Kind = "hero"
		if out.Action != nil {
			out.Action.Text = v.t("home.discover")
		}
	case "story":
		out.Kind = "story"
		if out.Action != nil {
			out.Action.Text = v.t("home.discover")
		}
	case "categories":
		return v.chosenCategories(ctx, out, s.Ref)
	case "collection":
		return v.collectionSection(ctx, out, s.Ref, s.Layout)
	case "stores":
		return v.chosenStores(ctx, out, s.Ref)
	case "quotes":
		return v.quotesSection(ctx, out, s.Quotes)
	}
	return out, nil
}

// linkOf brings a link the merchant wrote into the visitor's language, if it leads to
// a page of the shop.
func (v *visit) linkOf(link string) string {
	if strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") && !strings.HasPrefix(link, "/media/") {
		return v.url(link)
	}
	return link
}

// handles reads "a, b, c".
func handles(ref string) []string {
	return strings.FieldsFunc(ref, func(r rune) bool { return r == ',' || r == ' ' })
}

func (v *visit) chosenCategories(ctx context.Context, s view.Section, ref string) (view.Section, error) {
	wanted := handles(ref)
	if len(wanted) == 0 {
		return v.categorySection(ctx, s)
	}
	tree, err := v.s.catalog.Categories(ctx, v.s.db)
	if err != nil {
		return s, err
	}
	s.Kind = "tiles"
	for _, h := range wanted[:min(homeTiles, len(wanted))] {
		if c, ok := tree.ByHandle(h); ok {
			link := v.categoryLink(c)
			s.Tiles = append(s.Tiles, view.Tile{Href: link.Href, Title: link.Text, Image: plainImage(c.ImageURL, "")})
		}
	}
	return s, v.lendPictures(ctx, s.Tiles, tree)
}

func (v *visit) collectionSection(ctx context.Context, s view.Section, ref, layout string) (view.Section, error) {
	c, err := v.s.catalog.Collection(ctx, v.s.db, ref)
	if err != nil && errs.KindOf(err) == errs.NotFound {
		return view.Section{}, nil // it was deleted; the rest of the page stands
	}
	if err != nil {
		return s, err
	}
	kind, most := "products", homeCards
	if layout == "carousel" {
		kind, most = "carousel", homeRow
	}
	l, err := v.s.listing.List(ctx, v.s.db, listing.Filter{CollectionID: c.ID}, v.audience(), listing.SortNew, page.Request{Limit: most})
	if err != nil {
		return s, err
	}
	s.Kind, s.Title, s.Cards = kind, orText(s.Title, c.Localised(v.code).Title), v.cards(l.Items)
	if s.Action == nil {
		s.Action = &view.Link{Text: v.t("home.see_all"), Href: v.url("/collections/" + url.PathEscape(c.Handle))}
	}
	return s, nil
}

func (v *visit) quotesSection(ctx context.Context, s view.Section, quotes []content.Quote) (view.Section, error) {
	var wanted []string
	for _, q := range quotes {
		if handle, ok := productOf(q.LinkURL); ok {
			wanted = append(wanted, handle)
		}
	}
	products, err := v.s.listing.ByHandles(ctx, v.s.db, wanted, v.audience())
	if err != nil {
		return s, err
	}
	s.Kind, s.Title = "quotes", orText(s.Title, v.t("quotes.title"))
	for _, q := range quotes {
		s.Quotes = append(s.Quotes, view.Quote{Text: q.Text, Name: q.Name, Place: q.Place, Link: v.quoteLink(q.LinkURL, products)})
	}
	return s, nil
}

// productOf is the handle of the product a link leads to, if it leads to one.
func productOf(link string) (string, bool) {
	rest, ok := strings.CutPrefix(link, "/products/")
	handle, _, _ := strings.Cut(rest, "?")
	return handle, ok && handle != "" && !strings.Contains(handle, "/")
}

// quoteLink names the product a quote speaks of as the shop does. What is no longer sold
// has no link: the words are still true.
func (v *visit) quoteLink(link string, products map[string]listing.Card) *view.Link {
	if handle, ok := productOf(link); ok {
		if c, sold := products[handle]; sold {
			return &view.Link{Text: c.Title, Href: v.url(link)}
		}
		return nil
	}
	if link == "" {
		return nil
	}
	return &view.Link{Text: v.t("home.discover"), Href: v.linkOf(link)}
}

func (v *visit) chosenStores(ctx context.Context, s view.Section, ref string) (view.Section, error) {
	wanted := handles(ref) // bounded by the length of ref
	if len(wanted) == 0 {
		return v.storeSection(ctx, s)
	}
	found, err := v.s.seller.PublicByHandles(ctx, v.s.db, wanted)
	if err != nil {
		return s, err
	}
	var stores []seller.Store
	for _, h := range wanted {
		if store, ok := found[h]; ok && len(stores) < homeTiles {
			stores = append(stores, store)
			delete(found, h) // named twice, it is shown once
		}
	}
	return v.storesOf(s, stores), nil
}
