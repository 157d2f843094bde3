package cart

import (
	"context"
	"fmt"
	"maps"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/totals"
)

// Priced is a cart with everything computed from current data (C1).
type Priced struct {
	Cart
	Region    settings.Region
	Items     []PricedLine
	Stores    []PricedStore
	Breakdown totals.Breakdown
	Notices   []Notice
}

// PricedLine is a line with what it is and costs.
type PricedLine struct {
	Line
	Sellable listing.Sellable
	Price    pricing.Resolved
	Totals   totals.LineTotal
	Problems []Problem
}

// PricedStore is a store's part: its lines, how it ships, and whether anything
// of it needs shipping.
type PricedStore struct {
	Store         seller.Store
	LineIDs       []string
	NeedsShipping bool
	Choice        *shipping.Option
	Totals        totals.StoreTotal
}

// Problems reports whether any line cannot be ordered.
func (p Priced) Problems() bool {
	for _, l := range p.Items {
		if len(l.Problems) > 0 {
			return true
		}
	}
	return false
}

// Total is what would be paid.
func (p Priced) Total() money.Amount { return money.New(p.Breakdown.AmountDue, p.Currency) }

// Priced computes a cart from current data. Inside a transaction it sees what
// the transaction sees; checkout calls it under the cart's lock. Returns
// ErrNotFound.
func (s *Service) Priced(ctx context.Context, q db.Querier, cartID string) (Priced, error) {
	c, err := s.Get(ctx, q, cartID)
	if err != nil {
		return Priced{}, err
	}
	return s.price(ctx, q, c)
}

func (s *Service) price(ctx context.Context, q db.Querier, c Cart) (Priced, error) {
	platform := s.d.Settings.Platform()
	p := Priced{Cart: c, Region: regionByID(platform, c.RegionID), Notices: []Notice{}}
	q, err := db.Ahead(ctx, q, c.reads()...)
	if err != nil {
		return p, err
	}
	items, err := s.sellables(ctx, q, c)
	if err != nil {
		return p, err
	}
	in := totals.Input{Currency: c.Currency, PricesIncludeTax: p.Region.PricesIncludeTax, TaxRounding: platform.TaxRounding}
	p.lines(items, &in)
	if err := s.stores(ctx, q, &p, items, &in); err != nil {
		return p, err
	}
	if c.ShippingAddress != nil {
		in.Destination = place(c.ShippingAddress)
		if in.Tax, err = s.d.Tax.RulesFor(ctx, q, in.Destination, s.d.Clock.Now()); err != nil {
			return p, err
		}
	}
	if p.Breakdown, err = totals.Compute(in); err != nil {
		return p, err
	}
	p.spread()
	return p, nil
}

// lines fills the items in and hands those that have a price to the totals; a
// line without one counts nothing and says why (C5).
func (p *Priced) lines(items map[string]listing.Sellable, in *totals.Input) {
	for _, l := range p.Cart.Lines {
		v, ok := items[l.VariantID]
		x := PricedLine{Line: l, Sellable: v, Problems: []Problem{}}
		if !ok {
			x.Problems = append(x.Problems, Problem{Code: "gone", Message: "This is not sold any more."})
			p.Items = append(p.Items, x)
			continue
		}
		if pr := problemOf(v, l.Quantity); pr != nil {
			x.Problems = append(x.Problems, *pr)
		}
		if r, ok := v.PriceFor(l.Quantity); ok {
			x.Price = r
			in.Lines = append(in.Lines, totals.Line{ID: l.ID, StoreID: l.StoreID, Quantity: l.Quantity, UnitPrice: r.Amount(), TaxCategory: v.TaxCategory})
		}
		p.Items = append(p.Items, x)
	}
}

// problemOf says why so many of a variant cannot be bought, nil if they can.
func problemOf(v listing.Sellable, quantity int64) *Problem {
	switch {
	case v.Why == listing.WhyUnavailable:
		return &Problem{Code: v.Why, Message: "This is not available right now."}
	case v.Why == listing.WhyNoPrice:
		return &Problem{Code: v.Why, Message: "This is not sold in this currency."}
	case v.Tracked && !v.Backorder && v.Available <= 0:
		return &Problem{Code: listing.WhyOutOfStock, Message: "This is sold out."}
	case v.Tracked && !v.Backorder && v.Available < quantity:
		return &Problem{Code: "too_few", Message: fmt.Sprintf("Only %d left.", v.Available)}
	case !v.Buyable:
		return &Problem{Code: "unavailable", Message: "This is not available right now."}
	}
	return nil
}

// stores groups the lines and adds the chosen shipping to the totals.
func (s *Service) stores(ctx context.Context, q db.Querier, p *Priced, items map[string]listing.Sellable, in *totals.Input) error {
	ids := p.Cart.StoreIDs()
	stores, err := s.storesOf(ctx, q, ids, items)
	if err != nil {
		return err
	}
	var offered []StoreOptions
	if p.ShippingAddress != nil {
		if offered, err = s.options(ctx, q, p.Cart, items); err != nil {
			return err
		}
	}
	for _, id := range ids {
		st := PricedStore{Store: stores[id]}
		for _, l := range p.Items {
			if l.StoreID == id {
				st.LineIDs = append(st.LineIDs, l.ID)
				st.NeedsShipping = st.NeedsShipping || l.Sellable.RequiresShipping
			}
		}
		if o, ok := find(offered, id, p.Shipping[id]); ok && st.NeedsShipping {
			st.Choice = &o
			in.Shipping = append(in.Shipping, totals.Shipping{StoreID: id, OptionID: o.ID, Label: o.Name, TaxCategory: o.TaxCategory, Price: o.Price})
		}
		if p.ShippingAddress != nil && st.NeedsShipping && none(offered, id) {
			p.Notices = append(p.Notices, Notice{Code: "no_shipping", StoreID: id, Message: st.Store.Name + " does not ship to this address."})
		}
		p.Stores = append(p.Stores, st)
	}
	return nil
}

// storesOf takes the stores from what they sell, and asks for those of which nothing is
// left.
func (s *Service) storesOf(ctx context.Context, q db.Querier, ids []string, items map[string]listing.Sellable) (map[string]seller.Store, error) {
	out := make(map[string]seller.Store, len(ids))
	for _, v := range items {
		out[v.StoreID] = v.Store
	}
	var missing []string
	for _, id := range ids {
		if _, ok := out[id]; !ok {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	more, err := s.d.Seller.ByIDs(ctx, q, missing)
	maps.Copy(out, more)
	return out, err
}

func none(offered []StoreOptions, storeID string) bool {
	for _, o := range offered {
		if o.StoreID == storeID {
			return len(o.Options) == 0
		}
	}
	return true
}

// spread puts the reckoned sums back on lines and stores.
func (p *Priced) spread() {
	lines := map[string]totals.LineTotal{}
	for _, t := range p.Breakdown.Lines {
		lines[t.ID] = t
	}
	for i := range p.Items {
		p.Items[i].Totals = lines[p.Items[i].ID]
	}
	stores := map[string]totals.StoreTotal{}
	for _, t := range p.Breakdown.Stores {
		stores[t.StoreID] = t
	}
	for i := range p.Stores {
		p.Stores[i].Totals = stores[p.Stores[i].Store.ID]
	}
}

// reads is what pricing a cart asks of other rooms, as far as that is known beforehand.
func (c Cart) reads() []db.Read {
	stores := c.StoreIDs()
	reads := listing.SellableReads(c.variantIDs(), stores)
	if a := c.ShippingAddress; a != nil && len(reads) > 0 {
		for _, id := range stores {
			reads = append(reads, shipping.ZoneReads(id)...)
		}
		reads = append(reads, tax.ZoneReads(place(a))...)
	}
	return reads
}

func place(a *address.Address) tax.Place {
	return tax.Place{Country: a.Country, Region: a.Region, Postcode: a.Postcode}
}

func (c Cart) variantIDs() []string {
	ids := make([]string, len(c.Lines))
	for i, l := range c.Lines {
		ids[i] = l.VariantID
	}
	return ids
}

func (s *Service) sellables(ctx context.Context, q db.Querier, c Cart) (map[string]listing.Sellable, error) {
	ids := c.variantIDs()
	if len(ids) == 0 {
		return nil, nil
	}
	return s.d.Listing.Sellables(ctx, q, ids, s.audience(ctx, q, c), s.d.Clock.Now())
}

// audience decides prices: the cart's currency and language. Price-affecting
// groups will be read here, at the moment of pricing, never from a session.
func (s *Service) audience(_ context.Context, _ db.Querier, c Cart) listing.Audience {
	return listing.Audience{Currency: c.Currency, Locale: c.Locale}
}

func regionByID(p settings.Platform, id string) settings.Region {
	for _, r := range p.Regions {
		if r.ID == id {
			return r
		}
	}
	return p.DefaultRegion()
}

func at(list string, i int, field string) string { return fmt.Sprintf("%s[%d].%s", list, i, field) }

// OfCaller reports whether the logged-in customer owns the cart, or nobody does.
func (c Cart) OfCaller(ctx context.Context) bool {
	return c.CustomerID == nil || *c.CustomerID == actor.From(ctx).CustomerID
}
