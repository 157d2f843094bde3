package listing

import (
	"context"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Why a sellable cannot be bought.
const (
	WhyUnavailable = "unavailable"  // the product is not public or its store not open
	WhyNoPrice     = "no_price"     // not sold in this currency (at this moment)
	WhyOutOfStock  = "out_of_stock" // none left
)

// Sellable is a variant as a cart line and an order's snapshot need it.
type Sellable struct {
	VariantID, ProductID, StoreID, SellerID string
	ProductHandle, Title, VariantTitle, SKU string
	TaxCategory, ImageURL                   string
	Options                                 map[string]string
	CategoryIDs                             []string
	UnitPrice                               money.Amount // of one piece; see PriceFor
	CompareAt                               *money.Amount
	PriceID                                 string
	Cost                                    *int64
	WeightGrams                             int64
	RequiresShipping                        bool
	Available                               int64
	Tracked, Backorder, Buyable             bool
	Why                                     string // empty when buyable
	Store                                   seller.Store

	set      []pricing.Price
	audience Audience
	at       time.Time
}

// PriceFor is the unit price when that many are bought at once: prices may depend on the quantity.
func (s Sellable) PriceFor(quantity int64) (pricing.Resolved, bool) {
	return pricing.Resolve(s.set, pricing.Query{Currency: s.audience.Currency, Group: s.audience.Group, Quantity: quantity, At: s.at})
}

// SellableReads is what Sellables reads first of variants sold by these stores, for
// db.Ahead; nil for more variants than one statement takes.
func SellableReads(variantIDs, storeIDs []string) []db.Read {
	if len(variantIDs) == 0 || len(variantIDs) > db.MaxIn {
		return nil
	}
	return slices.Concat(catalog.VariantReads(variantIDs), pricing.PriceReads(variantIDs), inventory.LevelReads(variantIDs), seller.StoreReads(slices.Sorted(slices.Values(storeIDs))))
}

// Sellables returns variants as they can be bought at a moment, whether or not they can; variants that do not
// exist (any more) are left out. Inside a transaction it sees what the transaction sees.
func (s *Service) Sellables(ctx context.Context, q db.Querier, variantIDs []string, a Audience, at time.Time) (map[string]Sellable, error) {
	out := make(map[string]Sellable, len(variantIDs))
	err := eachChunk(variantIDs, func(chunk []string) error {
		return s.sellables(ctx, q, chunk, a, at, out)
	})
	return out, err
}

func (s *Service) sellables(ctx context.Context, q db.Querier, ids []string, a Audience, at time.Time, out map[string]Sellable) error {
	variants, err := s.catalog.Variants(ctx, q, ids)
	if err != nil {
		return err
	}
	sets, err := s.pricing.Prices(ctx, q, ids)
	if err != nil {
		return err
	}
	stock, err := s.inventory.Available(ctx, q, ids)
	if err != nil {
		return err
	}
	var storeIDs []string
	for _, v := range variants {
		storeIDs = append(storeIDs, v.Product.StoreID)
	}
	slices.Sort(storeIDs)
	stores, err := s.seller.ByIDs(ctx, q, slices.Compact(storeIDs))
	if err != nil {
		return err
	}
	for id, v := range variants {
		x := sellable(v, stores[v.Product.StoreID], stock[id], a)
		x.set, x.audience, x.at = sets[id], a, at
		out[id] = x.judge(v.Product, stores[v.Product.StoreID])
	}
	return nil
}

func sellable(vp catalog.VariantWithProduct, store seller.Store, stock inventory.Availability, a Audience) Sellable {
	p, v := vp.Product, vp.Variant
	x := Sellable{
		VariantID: v.ID, ProductID: p.ID, StoreID: p.StoreID, SellerID: store.SellerID, ProductHandle: p.Handle, Title: p.Localised(a.Locale).Title,
		VariantTitle: v.Title(), SKU: v.SKU, TaxCategory: p.TaxCategory, ImageURL: v.ImageURL,
		Options: optionsOf(p, v), CategoryIDs: p.CategoryIDs, Cost: v.Cost, WeightGrams: v.WeightGrams,
		RequiresShipping: v.RequiresShipping, Store: store, Available: stock.Available, Tracked: stock.Tracked, Backorder: stock.Backorder,
	}
	if x.ImageURL == "" && len(p.Images) > 0 {
		x.ImageURL = p.Images[0].URL
	}
	return x
}

// judge fills the price in and says whether it can be bought, and if not, why.
func (s Sellable) judge(p catalog.Product, store seller.Store) Sellable {
	r, priced := s.PriceFor(1)
	if priced {
		s.UnitPrice, s.CompareAt, s.PriceID = r.Amount(), amount(r.CompareAt, s.audience.Currency), r.Price.ID
	}
	switch {
	case !public(p) || !store.Visible():
		s.Why = WhyUnavailable
	case !priced:
		s.Why = WhyNoPrice
	case s.Tracked && !s.Backorder && s.Available <= 0:
		s.Why = WhyOutOfStock
	}
	s.Buyable = s.Why == ""
	return s
}
