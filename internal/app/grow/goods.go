package grow

import (
	"context"
	"encoding/json"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// good is a variant as an order line remembers it.
type good struct {
	store, storeName, seller      string
	product, variant, location    string
	sku, title, detail, handle    string
	options, priceID, taxCategory string
	price                         int64
}

// mostGoods is how many products are bought at all: the rest of a large catalogue waits, as it does in life.
const mostGoods = 20_000

// readGoods lists what can be bought, store by store in the order of their handles.
func readGoods(ctx context.Context, a *app.App) ([]good, error) {
	var all []good
	places := map[string]string{}
	for after := ""; len(all) < mostGoods*2; {
		list, err := a.Catalog.Each(ctx, a.DB, after, 100)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			break
		}
		found, err := goodsOf(ctx, a, list, places)
		if err != nil {
			return nil, err
		}
		all, after = append(all, found...), list[len(list)-1].ID
	}
	return all, nil
}

func goodsOf(ctx context.Context, a *app.App, list []catalog.Product, places map[string]string) ([]good, error) {
	var ids, storeIDs []string
	for _, p := range list {
		storeIDs = append(storeIDs, p.StoreID)
		for _, v := range p.Variants {
			ids = append(ids, v.ID)
		}
	}
	prices, err := a.Pricing.Prices(ctx, a.DB, ids)
	if err != nil {
		return nil, err
	}
	stores, err := a.Seller.ByIDs(ctx, a.DB, storeIDs)
	if err != nil {
		return nil, err
	}
	levels, err := a.Inventory.Levels(ctx, a.DB, ids)
	if err != nil {
		return nil, err
	}
	var out []good
	for _, p := range list {
		if p.Status != catalog.Active {
			continue
		}
		for _, v := range p.Variants {
			level, counted := levels[v.ID]
			if !counted || len(prices[v.ID]) == 0 {
				continue
			}
			out = append(out, good{store: p.StoreID, storeName: stores[p.StoreID].Name, seller: stores[p.StoreID].SellerID, product: p.ID, variant: v.ID,
				location: level.LocationID, sku: v.SKU, title: p.Title, detail: v.OptionValues[0], handle: p.Handle, options: optionsOf(p, v),
				priceID: prices[v.ID][0].ID, taxCategory: p.TaxCategory, price: prices[v.ID][0].Amount})
		}
	}
	return out, nil
}

func optionsOf(p catalog.Product, v catalog.Variant) string {
	m := map[string]string{}
	for i, o := range p.Options {
		m[o.Name] = v.OptionValues[i]
	}
	raw, err := json.Marshal(m)
	if err != nil {
		panic(err) // a map of strings
	}
	return string(raw)
}

// micros is a time as both engines keep it.
var micros = db.Micros
