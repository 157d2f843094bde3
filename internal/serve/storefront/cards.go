package storefront

import (
	"net/url"
	"strconv"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
)

func (v *visit) productURL(handle string) string { return v.url("/products/" + url.PathEscape(handle)) }

func (v *visit) storeLink(s listing.StoreRef) view.Link {
	return view.Link{Text: s.Name, Href: v.url("/stores/" + url.PathEscape(s.Handle))}
}

func (v *visit) cards(cs []listing.Card) []view.ProductCard {
	out := make([]view.ProductCard, len(cs))
	for i, c := range cs {
		store := v.storeLink(c.Store)
		out[i] = view.ProductCard{Href: v.productURL(c.Handle), Title: c.Title, Store: store.Text, StoreURL: store.Href,
			Price: v.priceRange(c), Stock: stockOf(c.InStock, c.Backorder)}
		if c.Image != nil {
			out[i].Image = imageOf(*c.Image, c.Title)
		}
	}
	return out
}

// carousel is a row of cards under words of the theme; nil when there are none.
func (v *visit) carousel(title string, cs []listing.Card) *view.Carousel {
	if len(cs) == 0 {
		return nil
	}
	return &view.Carousel{Title: v.t(title), Cards: v.cards(cs)}
}

func (v *visit) priceRange(c listing.Card) view.Price {
	p := v.price(c.PriceFrom, c.CompareAt)
	p.From = c.PriceFrom.Minor != c.PriceTo.Minor
	return p
}

func (v *visit) price(now money.Amount, before *money.Amount) view.Price {
	p := view.Price{Text: v.money(now)}
	if before == nil || before.Minor <= now.Minor {
		return p
	}
	p.CompareAt = v.money(*before)
	// Rounded down: a shop never promises more than it gives.
	if percent := (before.Minor - now.Minor) * 100 / before.Minor; percent > 0 {
		p.Saving = "−" + strconv.FormatInt(percent, 10) + "%"
	}
	return p
}

// stockOf says whether something can be had. How many are left is not said on public
// pages: they change when the answer changes, not with every piece sold.
func stockOf(in, backorder bool) view.Stock {
	switch {
	case in && backorder:
		return view.Stock{State: "backorder"}
	case in:
		return view.Stock{State: "in"}
	}
	return view.Stock{State: "out"}
}

func imageOf(i catalog.ImageRef, title string) *view.Image {
	alt := i.Alt
	if alt == "" {
		alt = title
	}
	return &view.Image{Src: i.URL, Width: i.Width, Height: i.Height, Alt: alt}
}

// plainImage is a picture of which only the address is known.
func plainImage(address, alt string) *view.Image {
	if address == "" {
		return nil
	}
	return &view.Image{Src: address, Alt: alt}
}
