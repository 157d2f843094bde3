package storefront

import (
	"context"
	"html/template"
	"net/url"
	"path"
	"slices"

	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
)

const (
	homeCards = 8
	homeRow   = 12 // of a carousel
	homeTiles = 12
)

// home draws the front page.
func (v *visit) home() error {
	return v.public(url.Values{}, nil, func(ctx context.Context) (drawn, error) {
		h, err := v.s.content.Home(ctx)
		if err != nil {
			return drawn{}, err
		}
		p, err := v.homePage(ctx, h.Sections)
		if err != nil {
			return drawn{}, err
		}
		p.Structured = graph(v.organization(), v.website())
		return drawn{page: p, tags: []string{"home", "products", "collections", "stores"}}, nil
	})
}

// homePage is the front page made of these sections.
func (v *visit) homePage(ctx context.Context, sections []content.Section) (p view.Home, err error) {
	if p.Layout, err = v.layout(ctx, ""); err != nil {
		return p, err
	}
	v.share(p.Layout, sharedHome(sections))
	p.Sections, err = v.homeSections(ctx, sections)
	if i := slices.IndexFunc(p.Sections, func(s view.Section) bool { return s.Text != "" }); i >= 0 {
		describe(p.Layout, template.HTMLEscapeString(p.Sections[i].Text))
	}
	return p, err
}

// usualSections are the front page of a shop whose merchant has not arranged one:
// what is new, by kind, and by whom. Sections without contents are left out.
func (v *visit) usualSections(ctx context.Context) ([]view.Section, error) {
	var out []view.Section
	for _, section := range []func(context.Context, view.Section) (view.Section, error){v.categorySection, v.newestSection, v.storeSection} {
		s, err := section(ctx, view.Section{})
		if err != nil {
			return nil, err
		}
		if len(s.Tiles)+len(s.Cards) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// orText keeps the merchant's own words, else uses the theme's.
func orText(own, usual string) string {
	if own != "" {
		return own
	}
	return usual
}

func (v *visit) categorySection(ctx context.Context, s view.Section) (view.Section, error) {
	tree, err := v.s.catalog.Categories(ctx, v.s.db)
	if err != nil {
		return s, err
	}
	s.Kind, s.Title = "tiles", orText(s.Title, v.t("categories.title"))
	s.Tiles = v.categoryTiles(tree, "")
	s.Tiles = s.Tiles[:min(homeTiles, len(s.Tiles))]
	return s, v.lendPictures(ctx, s.Tiles, tree)
}

// lendPictures shows a category without a picture of its own by its newest product.
func (v *visit) lendPictures(ctx context.Context, tiles []view.Tile, tree *catalog.Tree) error {
	for i := range tiles {
		c, ok := tree.ByHandle(path.Base(tiles[i].Href))
		if !ok || tiles[i].Image != nil {
			continue
		}
		l, err := v.s.listing.List(ctx, v.s.db, listing.Filter{CategoryID: c.ID}, v.audience(), listing.SortNew, page.Request{Limit: 1})
		if err != nil {
			return err
		}
		if len(l.Items) > 0 && l.Items[0].Image != nil {
			tiles[i].Image = imageOf(*l.Items[0].Image, "")
			tiles[i].Image.Alt = ""
		}
	}
	return nil
}

func (v *visit) newestSection(ctx context.Context, s view.Section) (view.Section, error) {
	l, err := v.s.listing.List(ctx, v.s.db, listing.Filter{}, v.audience(), listing.SortNew, page.Request{Limit: homeCards})
	if err != nil {
		return s, err
	}
	s.Kind, s.Title, s.Cards = "products", orText(s.Title, v.t("home.newest")), v.cards(l.Items)
	s.Action = &view.Link{Text: v.t("home.see_all"), Href: v.url("/products")}
	return s, nil
}

func (v *visit) storeSection(ctx context.Context, s view.Section) (view.Section, error) {
	l, err := v.s.seller.PublicStores(ctx, v.s.db, page.Request{Limit: homeTiles})
	if err != nil {
		return s, err
	}
	return v.storesOf(s, l.Items), nil
}

func (v *visit) storesOf(s view.Section, stores []seller.Store) view.Section {
	s.Kind, s.Title, s.Tiles = "stores", orText(s.Title, v.t("stores.title")), v.storeTiles(stores)
	return s
}
