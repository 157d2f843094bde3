package storefront

import (
	"context"
	"net/url"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/listing"
)

// collection draws /collections/{handle}.
func (v *visit) collection() error {
	handle, q := v.r.PathValue("handle"), v.listQuery(listSorts())
	return v.public(q.values(), []string{"collections"}, func(ctx context.Context) (drawn, error) {
		c, err := v.s.catalog.Collection(ctx, v.s.db, handle)
		if err != nil {
			return drawn{}, err
		}
		tags := listTags("collection:" + c.ID)
		if c.Handle != handle {
			return drawn{moved: v.url("/collections/" + url.PathEscape(c.Handle)), tags: tags}, nil
		}
		words := c.Localised(v.code)
		l, err := v.layout(ctx, words.Title)
		if err != nil {
			return drawn{}, err
		}
		l.NoIndex = len(q.values()) > 0
		v.share(l, shared{name: c.ID, picture: c.ImageURL, alt: words.Title})
		l.Breadcrumbs = []view.Link{v.homeCrumb(), {Text: words.Title}}
		describe(l, words.DescriptionHTML)
		p := view.Collection{Layout: l, Name: words.Title, Description: v.html(words.DescriptionHTML), Image: plainImage(c.ImageURL, "")}
		d := drawn{tags: tags}
		p.Listing, d.until, err = v.products(ctx, listing.Filter{CollectionID: c.ID}, q)
		d.page = p
		return d, err
	})
}
