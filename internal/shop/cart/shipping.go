package cart

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/shipping"
)

// StoreOptions are the ways one store ships its part of a cart.
type StoreOptions struct {
	StoreID string            `json:"store_id"`
	Options []shipping.Option `json:"options"`
}

// Selection chooses an option for a store's part.
type Selection struct {
	StoreID  string `json:"store_id" maxLength:"40"`
	OptionID string `json:"option_id" maxLength:"60"`
}

// ShippingOptions returns how each store can ship to the cart's address.
// Returns ErrNotFound, or ErrAddressMissing.
func (s *Service) ShippingOptions(ctx context.Context, q db.Querier, cartID string) ([]StoreOptions, error) {
	c, err := s.Get(ctx, q, cartID)
	if err != nil {
		return nil, err
	}
	if c.ShippingAddress == nil {
		return nil, ErrAddressMissing
	}
	return s.offered(ctx, q, c)
}

// offered reads what a cart holds and how each store can ship it.
func (s *Service) offered(ctx context.Context, q db.Querier, c Cart) ([]StoreOptions, error) {
	q, err := db.Ahead(ctx, q, c.reads()...)
	if err != nil {
		return nil, err
	}
	items, err := s.sellables(ctx, q, c)
	if err != nil {
		return nil, err
	}
	return s.options(ctx, q, c, items)
}

// options quotes each store once.
func (s *Service) options(ctx context.Context, q db.Querier, c Cart, items map[string]listing.Sellable) ([]StoreOptions, error) {
	out := []StoreOptions{}
	for _, storeID := range c.StoreIDs() {
		in := shipping.Quote{StoreID: storeID, Destination: shipping.To(*c.ShippingAddress), Currency: c.Currency}
		needs := false
		for _, l := range c.Lines {
			v, ok := items[l.VariantID]
			if !ok || l.StoreID != storeID || !v.RequiresShipping {
				continue
			}
			needs = true
			in.WeightGrams += v.WeightGrams * l.Quantity
			if r, ok := v.PriceFor(l.Quantity); ok {
				in.Subtotal = min(money.MaxMinor, in.Subtotal+min(r.Price.Amount, money.MaxMinor/l.Quantity)*l.Quantity) // never wraps
			}
		}
		if !needs {
			continue
		}
		opts, err := s.d.Shipping.Options(ctx, q, in)
		if err != nil {
			return nil, err
		}
		if opts == nil {
			opts = []shipping.Option{}
		}
		out = append(out, StoreOptions{StoreID: storeID, Options: opts})
	}
	return out, nil
}

// ChooseShippingTx chooses for the stores named; the others keep theirs.
// Returns ErrNotFound, ErrClosed, ErrAddressMissing, or ErrNoOption with the
// place.
func (s *Service) ChooseShippingTx(ctx context.Context, tx db.Tx, cartID string, chosen []Selection) (Cart, error) {
	return s.change(ctx, tx, cartID, func(ctx context.Context, c *Cart) error {
		if c.ShippingAddress == nil {
			return ErrAddressMissing
		}
		offered, err := s.offered(ctx, tx, *c)
		if err != nil {
			return err
		}
		for i, sel := range chosen {
			if _, ok := find(offered, sel.StoreID, sel.OptionID); !ok {
				return ErrNoOption.At(at("selections", i, "option_id"), "unknown", "Choose one of the offered ways to ship.")
			}
			c.Shipping[sel.StoreID] = sel.OptionID
		}
		return nil
	})
}

func find(all []StoreOptions, storeID, optionID string) (shipping.Option, bool) {
	for _, s := range all {
		for _, o := range s.Options {
			if s.StoreID == storeID && o.ID == optionID {
				return o, true
			}
		}
	}
	return shipping.Option{}, false
}

// dropDead forgets choices that the new address cannot have (C6).
func (s *Service) dropDead(ctx context.Context, tx db.Tx, c *Cart) error {
	if len(c.Shipping) == 0 {
		return nil
	}
	offered, err := s.offered(ctx, tx, *c)
	if err != nil {
		return err
	}
	for storeID, optionID := range c.Shipping {
		if _, ok := find(offered, storeID, optionID); !ok {
			delete(c.Shipping, storeID)
		}
	}
	return nil
}
