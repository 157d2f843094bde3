package listing

import (
	"context"
	"errors"
	"fmt"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// ErrOffers refuses prices and stock that belong to no variant of the save.
var ErrOffers = errs.New(errs.Invalid, "listing.offers", "Give prices and stock together with the variants they belong to.")

// Save is a product with everything that makes it sellable. What it does not mention stays.
type Save struct {
	catalog.SaveProduct
	// Offers stand beside SaveProduct.Variants in the same order; there may be fewer of them.
	Offers []Offer
	Reason string // why stock changes, for its ledger; empty is "editor"
}

// Offer is what a variant costs and how many there are.
type Offer struct {
	Prices         opt.Field[[]pricing.Price] // the whole price set; null or empty takes the variant off sale
	Stock          *int64                     // pieces on hand
	StockWas       *int64                     // what Stock was decided on; it is refused when stock has moved since
	Safety         *int64                     // pieces kept back
	AllowBackorder *bool
	Tracked        *bool
}

// Saved is what a save did.
type Saved struct {
	ProductID        string
	Created, Changed bool
	Product          catalog.Product
}

// Save is SaveTx in its own transaction.
func (s *Service) Save(ctx context.Context, in Save) (out Saved, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveTx creates or edits a product, its variants, their prices and their stock together (L6). Saving what is
// already so changes nothing. Returns the errors of catalog.SaveTx, pricing.SetTx and inventory.SetTx with the
// places of bad fields below "variants[i]", or ErrOffers. The product's version stands for its prices too, so that
// whoever edits an older one is refused; stock moves by itself and is guarded by Offer.StockWas.
func (s *Service) SaveTx(ctx context.Context, tx db.Tx, in Save) (Saved, error) {
	given, _ := in.Variants.Get()
	if len(in.Offers) > len(given) {
		return Saved{}, ErrOffers
	}
	quiet := hold(ctx) // one refresh at the end instead of one per part
	p, err := s.catalog.SaveTx(quiet, tx, in.SaveProduct)
	if err != nil {
		return Saved{}, err
	}
	out := Saved{ProductID: p.ID, Created: p.Created, Changed: p.Created || p.Changed, Product: p}
	terms := false
	for i, o := range in.Offers {
		did, err := s.offer(quiet, tx, p.Variants[i], o, in.Reason)
		if err != nil {
			return Saved{}, below(err, fmt.Sprintf("variants[%d].", i))
		}
		out.Changed, terms = out.Changed || did.terms || did.count, terms || did.terms
	}
	if !out.Changed {
		return out, nil
	}
	if terms && !p.Changed {
		if out.Product.Version, err = s.catalog.NewVersionTx(ctx, tx, p.ID); err != nil {
			return Saved{}, err
		}
	}
	return out, s.refresh(ctx, tx, p.ID)
}

// offered is what an offer changed: the terms of sale, which people decide, and the count, which moves by itself.
type offered struct{ terms, count bool }

// offer sets one variant's prices and stock.
func (s *Service) offer(ctx context.Context, tx db.Tx, v catalog.Variant, o Offer, reason string) (did offered, err error) {
	if o.Prices.Given() {
		prices, _ := o.Prices.Get()
		if did.terms, err = s.pricing.SetTx(ctx, tx, pricing.Set{VariantID: v.ID, StoreID: v.StoreID, Prices: prices}); err != nil {
			return did, err
		}
	}
	if o.Stock == nil && o.Safety == nil && o.AllowBackorder == nil && o.Tracked == nil {
		return did, nil
	}
	if reason == "" {
		reason = "editor"
	}
	did.count, err = s.inventory.SetTx(ctx, tx, inventory.Set{VariantID: v.ID, StoreID: v.StoreID, OnHand: o.Stock, OnHandWas: o.StockWas, Safety: o.Safety,
		AllowBackorder: o.AllowBackorder, Tracked: o.Tracked, Reason: reason})
	return did, err
}

// below moves the places of bad fields under a prefix, and stock's own words to those of a save: the caller knows
// them from its own input.
func below(err error, prefix string) error {
	var e *errs.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return err
	}
	moved := *e
	moved.Fields = make([]errs.Field, len(e.Fields))
	for i, f := range e.Fields {
		if f.Path == "on_hand" {
			f.Path = "stock"
		}
		f.Path = prefix + f.Path
		moved.Fields[i] = f
	}
	return &moved
}

// Delete is DeleteIf of any version.
func (s *Service) Delete(ctx context.Context, productID string) error {
	return s.DeleteIf(ctx, productID, nil)
}

// DeleteIf removes a product with its prices if it is still in that version; nil is any. Orders keep their snapshots.
// Returns catalog.ErrNotFound, or catalog.ErrStale with the current product.
func (s *Service) DeleteIf(ctx context.Context, productID string, version *int64) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.catalog.DeleteTx(ctx, tx, productID, version)
	})
}

// saved hears of every save of the catalogue, whoever made it.
func (s *Service) saved(ctx context.Context, tx db.Tx, v *catalog.Saved) error {
	if v.Before != nil {
		var gone []string
		for _, old := range v.Before.Variants {
			if _, ok := v.After.Variant(old.ID); !ok {
				gone = append(gone, old.ID)
			}
		}
		if err := s.dropPrices(ctx, tx, gone); err != nil {
			return err
		}
	}
	return s.refresh(ctx, tx, v.After.ID)
}

func (s *Service) deleted(ctx context.Context, tx db.Tx, p catalog.Product) error {
	if err := s.dropPrices(ctx, tx, variantIDs(p)); err != nil {
		return err
	}
	return s.refresh(ctx, tx, p.ID)
}

// dropPrices forgets the prices of variants that are gone; pricing does not know the catalogue.
func (s *Service) dropPrices(ctx context.Context, tx db.Tx, variantIDs []string) error {
	if len(variantIDs) == 0 {
		return nil
	}
	return s.pricing.RemoveTx(hold(ctx), tx, variantIDs)
}
