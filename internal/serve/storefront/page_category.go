package storefront

import (
	"context"
	"html/template"
	"net/url"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/search"
)

// category draws /categories/{handle}.
func (v *visit) category() error {
	handle, q := v.r.PathValue("handle"), v.listQuery(listSorts()).within(search.FieldCategory)
	return v.public(q.values(), []string{"categories"}, func(ctx context.Context) (drawn, error) {
		tree, err := v.s.catalog.Categories(ctx, v.s.db)
		if err != nil {
			return drawn{}, err
		}
		c, ok := tree.ByHandle(handle)
		if !ok {
			return drawn{}, catalog.ErrCategoryNotFound
		}
		words := c.Localised(v.code)
		l, err := v.layout(ctx, words.Name)
		if err != nil {
			return drawn{}, err
		}
		describe(l, template.HTMLEscapeString(words.Description))
		v.share(l, shared{name: c.ID, picture: c.ImageURL, alt: words.Name})
		l.Breadcrumbs = v.crumbsTo(tree, c.ID)
		l.Breadcrumbs[len(l.Breadcrumbs)-1].Href = "" // one stands on it
		l.NoIndex = len(q.values()) > 0
		p := view.Category{Layout: l, Name: words.Name, Description: paragraphs(words.Description), Children: v.categoryTiles(tree, c.ID)}
		d := drawn{tags: listTags("category:" + c.ID)}
		p.Listing, d.until, err = v.products(ctx, listing.Filter{CategoryID: c.ID}, q)
		d.page = p
		return d, err
	})
}

// crumbsTo is the way from the front page to a category.
func (v *visit) crumbsTo(tree *catalog.Tree, categoryID string) []view.Link {
	crumbs := []view.Link{v.homeCrumb()}
	for _, id := range tree.Path(categoryID) {
		if c, ok := tree.Get(id); ok {
			crumbs = append(crumbs, v.categoryLink(c))
		}
	}
	return crumbs
}

// categoryTiles are the categories right below one; "" is the root.
func (v *visit) categoryTiles(tree *catalog.Tree, parent string) (out []view.Tile) {
	for _, id := range tree.Children(parent) {
		if c, ok := tree.Get(id); ok {
			link := v.categoryLink(c)
			out = append(out, view.Tile{Href: link.Href, Title: link.Text, Image: plainImage(c.ImageURL, "")})
		}
	}
	return out
}

// categories draws /categories.
func (v *visit) categories() error {
	return v.public(url.Values{}, nil, func(ctx context.Context) (drawn, error) {
		tree, err := v.s.catalog.Categories(ctx, v.s.db)
		if err != nil {
			return drawn{}, err
		}
		l, err := v.layout(ctx, v.t("categories.title"))
		if err != nil {
			return drawn{}, err
		}
		l.Breadcrumbs = []view.Link{v.homeCrumb(), {Text: v.t("categories.title")}}
		tiles := v.categoryTiles(tree, "")
		return drawn{page: view.Categories{Layout: l, Tiles: tiles}, tags: []string{"products"}}, v.lendPictures(ctx, tiles, tree)
	})
}

// allProducts draws /products.
func (v *visit) allProducts() error {
	q := v.listQuery(listSorts())
	return v.public(q.values(), nil, func(ctx context.Context) (drawn, error) {
		l, err := v.layout(ctx, v.t("products.title"))
		if err != nil {
			return drawn{}, err
		}
		l.NoIndex = len(q.values()) > 0
		l.Breadcrumbs = []view.Link{v.homeCrumb(), {Text: v.t("products.title")}}
		p := view.Products{Layout: l}
		d := drawn{tags: listTags()}
		p.Listing, d.until, err = v.products(ctx, listing.Filter{}, q)
		d.page = p
		return d, err
	})
}
