package storefront

import (
	"context"
	"html/template"
	"net/url"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/seller"
)

// store draws /stores/{handle}.
func (v *visit) store() error {
	handle, q := v.r.PathValue("handle"), v.listQuery(listSorts()).within(search.FieldStore)
	return v.public(q.values(), []string{"stores"}, func(ctx context.Context) (drawn, error) {
		s, err := v.s.seller.Public(ctx, v.s.db, handle)
		if err != nil {
			return drawn{}, err
		}
		tags := listTags("store:" + s.ID)
		if s.Handle != handle {
			return drawn{moved: v.url("/stores/" + url.PathEscape(s.Handle)), tags: tags}, nil
		}
		l, err := v.layout(ctx, s.Name)
		if err != nil {
			return drawn{}, err
		}
		describe(l, template.HTMLEscapeString(s.Description))
		l.NoIndex = len(q.values()) > 0
		v.share(l, sharedStore(s))
		l.Breadcrumbs = []view.Link{v.homeCrumb(), {Text: v.t("stores.title"), Href: v.url("/stores")}, {Text: s.Name}}
		p := view.Store{Layout: l, Name: s.Name, Description: paragraphs(s.Description), Logo: plainImage(s.LogoURL, ""), Location: v.whereabouts(s.Address)}
		p.Policies = v.policies(s.Policies)
		d := drawn{tags: tags}
		p.Listing, d.until, err = v.products(ctx, listing.Filter{StoreID: s.ID}, q)
		d.page = p
		return d, err
	})
}

func (v *visit) policies(of seller.Policies) (out []view.Policy) {
	if of.Shipping != "" {
		out = append(out, view.Policy{Title: v.t("store.policy_shipping"), Body: paragraphs(of.Shipping)})
	}
	if of.Returns != "" {
		out = append(out, view.Policy{Title: v.t("store.policy_returns"), Body: paragraphs(of.Returns)})
	}
	return out
}

// whereabouts is where a store is, for people: its city and country.
func (v *visit) whereabouts(a address.Address) string {
	country := address.CountryName(a.Country, v.code)
	switch {
	case a.Country == "":
		return a.City
	case a.City == "":
		return country
	}
	return v.t("store.place", "city", a.City, "country", country)
}

// stores draws /stores.
func (v *visit) stores() error {
	known := url.Values{}
	if c := v.r.URL.Query().Get("cursor"); c != "" && len(c) <= maxCursor {
		known.Set("cursor", c)
	}
	return v.public(known, nil, func(ctx context.Context) (drawn, error) {
		list, err := v.s.seller.PublicStores(ctx, v.s.db, page.Request{Limit: pageSize, Cursor: known.Get("cursor")})
		if err != nil {
			return drawn{}, err
		}
		l, err := v.layout(ctx, v.t("stores.title"))
		if err != nil {
			return drawn{}, err
		}
		l.Breadcrumbs = []view.Link{v.homeCrumb(), {Text: v.t("stores.title")}}
		p := view.Stores{Layout: l, Tiles: v.storeTiles(list.Items)}
		if list.Next != "" {
			p.Pagination.NextHref = v.urlQuery("/stores", "cursor", list.Next)
		}
		if known.Has("cursor") {
			p.Pagination.FirstHref = v.url("/stores")
		}
		return drawn{page: p, tags: []string{"stores"}}, nil
	})
}

func (v *visit) storeTiles(stores []seller.Store) []view.Tile {
	out := make([]view.Tile, len(stores))
	for i, s := range stores {
		out[i] = view.Tile{Href: v.url("/stores/" + url.PathEscape(s.Handle)), Title: s.Name, Text: v.whereabouts(s.Address), Image: plainImage(s.LogoURL, "")}
	}
	return out
}
