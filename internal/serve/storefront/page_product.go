package storefront

import (
	"context"
	"html/template"
	"net/url"
	"slices"
	"strconv"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
)

// product draws /products/{handle}, with the variant chosen by ?variant=.
func (v *visit) product() error {
	handle, variant := v.r.PathValue("handle"), v.r.URL.Query().Get("variant")
	known := url.Values{}
	if len(variant) <= 64 && variant != "" {
		known.Set("variant", variant)
	}
	return v.public(known, []string{"products"}, func(ctx context.Context) (drawn, error) {
		p, err := v.s.listing.Product(ctx, v.s.db, handle, v.audience())
		if err != nil {
			return drawn{}, err
		}
		tags := []string{"product:" + p.ID, "store:" + p.Store.ID}
		if p.Handle != handle {
			return drawn{moved: v.productURL(p.Handle), tags: tags}, nil // asked for by id
		}
		i := slices.IndexFunc(p.Variants, func(x listing.VariantView) bool { return x.ID == variant })
		if known.Has("variant") && i < 0 {
			return drawn{}, listing.ErrNotFound // strange variants are not stored one by one
		}
		if i >= 0 {
			p.Images = firstImage(p.Images, p.Variants[i].ImageURL)
		}
		vw, err := v.productView(ctx, p, i)
		d := drawn{page: vw, tags: append(tags, "products")}
		if p.Until != nil {
			d.until = *p.Until
		}
		return d, err
	})
}

func (v *visit) productView(ctx context.Context, p listing.View, chosen int) (view.Product, error) {
	title := p.Title
	if p.SEO.Title != "" && v.code == v.platform.Locales[0] {
		title = p.SEO.Title
	}
	l, err := v.layout(ctx, title)
	if err != nil {
		return view.Product{}, err
	}
	describe(l, p.DescriptionHTML)
	describe(l, template.HTMLEscapeString(p.SEO.Description))
	if l.Breadcrumbs, err = v.productCrumbs(ctx, p); err != nil {
		return view.Product{}, err
	}
	v.share(l, sharedProduct(p))
	l.Share.Type = shareProduct
	out := view.Product{Layout: l, ID: p.ID, Title: p.Title, Store: v.storeLink(p.Store), StoreNote: v.t("product.sold_by", "store", p.Store.Name),
		Description: v.html(p.DescriptionHTML), Form: view.Form{Action: v.url("/cart/add")}, MaxQuantity: maxQuantity}
	for _, i := range p.Images {
		out.Images = append(out.Images, *imageOf(i, p.Title))
	}
	for _, a := range p.Attributes {
		out.Attributes = append(out.Attributes, view.Attribute{Name: a.Name, Value: a.Value})
	}
	if p.Origin != "" {
		out.Attributes = append(out.Attributes, view.Attribute{Name: v.t("product.origin"), Value: address.CountryName(p.Origin, v.code)})
	}
	v.fillVariants(&out, p, chosen)
	out.Related, err = v.related(ctx, p)
	return out, err
}

// firstImage puts a picture before the others, so that a page about a variant begins
// with that variant, with a script or without.
func firstImage(all []catalog.ImageRef, address string) []catalog.ImageRef {
	i := slices.IndexFunc(all, func(im catalog.ImageRef) bool { return im.URL == address })
	if i <= 0 {
		return all
	}
	return append([]catalog.ImageRef{all[i]}, slices.Delete(slices.Clone(all), i, i+1)...)
}

// maxQuantity is the most a shopper is offered of one thing at once.
const maxQuantity = 99

// productCrumbs lead through the first category a product is in.
func (v *visit) productCrumbs(ctx context.Context, p listing.View) ([]view.Link, error) {
	crumbs := []view.Link{v.homeCrumb()}
	if len(p.Categories) > 0 {
		tree, err := v.s.catalog.Categories(ctx, v.s.db)
		if err != nil {
			return nil, err
		}
		crumbs = v.crumbsTo(tree, p.Categories[0].ID)
	}
	return append(crumbs, view.Link{Text: p.Title}), nil
}

// fillVariants writes variants, options and which values go together. Without a wish
// the first variant that can be bought is shown.
func (v *visit) fillVariants(out *view.Product, p listing.View, chosen int) {
	for _, x := range p.Variants {
		out.Variants = append(out.Variants, v.variant(p, x))
	}
	if chosen < 0 {
		chosen = max(0, slices.IndexFunc(p.Variants, func(x listing.VariantView) bool { return x.InStock }))
	}
	if len(p.Variants) == 0 {
		return
	}
	out.Chosen = &out.Variants[chosen]
	out.Structured = graph(v.productThing(p, chosen))
	for i, o := range p.Options {
		option := view.ProductOption{Name: o.Name, Field: "option_" + strconv.Itoa(i+1)}
		for _, value := range o.Values {
			ov := view.OptionValue{Value: value, Selected: out.Chosen.Options[i] == value}
			if isColour(o.Name) {
				ov.Swatch = swatch(value)
			}
			match := matching(out.Variants, out.Chosen.Options, i, value)
			ov.Missing = match == nil
			ov.SoldOut = match != nil && !match.Stock.Buyable()
			option.Values = append(option.Values, ov)
		}
		out.Options = append(out.Options, option)
	}
}

func (v *visit) variant(p listing.View, x listing.VariantView) view.Variant {
	out := view.Variant{ID: x.ID, SKU: x.SKU, Price: v.price(x.Price, x.CompareAt), Stock: stockOf(x.InStock, x.Backorder), Image: -1,
		Href: v.productURL(p.Handle) + "?variant=" + url.QueryEscape(x.ID)}
	for _, o := range p.Options {
		out.Options = append(out.Options, x.Options[o.Name])
	}
	for i, im := range p.Images {
		if im.URL == x.ImageURL {
			out.Image = i
		}
	}
	return out
}

// matching is the variant with the chosen options but for one.
func matching(all []view.Variant, chosen []string, at int, value string) *view.Variant {
	for i := range all {
		fits := true
		for j, have := range all[i].Options {
			want := chosen[j]
			if j == at {
				want = value
			}
			fits = fits && have == want
		}
		if fits {
			return &all[i]
		}
	}
	return nil
}

// related are other things of the product's first category, then of its store; nil when
// there are none.
func (v *visit) related(ctx context.Context, p listing.View) (*view.Carousel, error) {
	const shown = 8
	filters := []listing.Filter{{StoreID: p.Store.ID}}
	if len(p.Categories) > 0 {
		filters = append([]listing.Filter{{CategoryID: p.Categories[0].ID}}, filters...)
	}
	var cards []listing.Card
	for _, f := range filters {
		l, err := v.s.listing.List(ctx, v.s.db, f, v.audience(), listing.SortNew, page.Request{Limit: 2*shown + 1})
		if err != nil {
			return nil, err
		}
		for _, c := range l.Items {
			known := c.ID == p.ID || slices.ContainsFunc(cards, func(k listing.Card) bool { return k.ID == c.ID })
			if !known && len(cards) < shown {
				cards = append(cards, c)
			}
		}
	}
	return v.carousel("product.related", cards), nil
}
