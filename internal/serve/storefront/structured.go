package storefront

import (
	"net/url"
	"strings"

	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/listing"
)

// thing is something search engines know the words for: schema.org's.
type thing = map[string]any

// Bounds of what a page says to search engines.
const (
	maxOffers      = 100
	maxDescription = 500 // characters
)

func graph(things ...thing) *view.Graph {
	return &view.Graph{Context: "https://schema.org", Things: things}
}

// describe adds to a public page's frame where the page stands in the shop. A page
// that is not to be found says nothing.
func (v *visit) describe(l *view.Layout) {
	if l.NoIndex {
		l.Structured = nil
		return
	}
	if len(l.Breadcrumbs) == 0 {
		return
	}
	if l.Structured == nil {
		l.Structured = graph()
	}
	l.Structured.Things = append(l.Structured.Things, v.trail(l.Breadcrumbs))
}

func (v *visit) trail(crumbs []view.Link) thing {
	items := make([]thing, len(crumbs))
	for i, c := range crumbs {
		items[i] = thing{"@type": "ListItem", "position": i + 1, "name": c.Text}
		if c.Href != "" {
			items[i]["item"] = v.outside(c.Href)
		}
	}
	return thing{"@type": "BreadcrumbList", "itemListElement": items}
}

// outside is an address of the shop as the world knows it; others stay as they are.
func (v *visit) outside(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return v.base() + address
	}
	return address
}

func (v *visit) organization() thing {
	logo := v.look.logo
	if logo == "" {
		logo = v.s.theme.AssetURL(bigIcon)
	}
	return thing{"@type": "Organization", "@id": v.base() + "/#organization", "name": v.platform.Name, "url": v.base() + "/", "logo": v.outside(logo)}
}

func (v *visit) website() thing {
	return thing{"@type": "WebSite", "name": v.platform.Name, "url": v.absolute("/"), "inLanguage": v.code,
		"publisher": thing{"@id": v.base() + "/#organization"},
		"potentialAction": thing{"@type": "SearchAction", "query-input": "required name=search_term_string",
			"target": thing{"@type": "EntryPoint", "urlTemplate": v.absolute("/search") + "?q={search_term_string}"}}}
}

// productThing is a product with an offer for each variant, the one the page shows
// before the others. Prices are those of the page, from the same variants.
func (v *visit) productThing(p listing.View, chosen int) thing {
	out := thing{"@type": "Product", "name": p.Title, "url": v.absolute("/products/" + url.PathEscape(p.Handle))}
	if sku := p.Variants[chosen].SKU; sku != "" {
		out["sku"] = sku
	}
	var pictures []string
	for _, im := range p.Images {
		pictures = append(pictures, v.outside(im.URL))
	}
	if len(pictures) > 0 {
		out["image"] = pictures
	}
	if words := clip(text.Plain(p.DescriptionHTML), maxDescription); words != "" {
		out["description"] = words
	}
	if p.Vendor != "" {
		out["brand"] = thing{"@type": "Brand", "name": p.Vendor}
	}
	offers := []thing{v.offer(p, p.Variants[chosen])}
	for i, x := range p.Variants {
		if i != chosen && len(offers) < maxOffers {
			offers = append(offers, v.offer(p, x))
		}
	}
	out["offers"] = offers
	return out
}

// availability is what search engines call what shoppers are told.
var availability = map[string]string{"in": "https://schema.org/InStock", "backorder": "https://schema.org/BackOrder", "out": "https://schema.org/OutOfStock"}

func (v *visit) offer(p listing.View, x listing.VariantView) thing {
	shown := v.variant(p, x)
	o := thing{"@type": "Offer", "url": v.outside(shown.Href), "price": x.Price.Decimal(), "priceCurrency": string(x.Price.Currency),
		"availability": availability[shown.Stock.State], "seller": thing{"@type": "Organization", "name": p.Store.Name}}
	if x.SKU != "" {
		o["sku"] = x.SKU
	}
	return o
}
