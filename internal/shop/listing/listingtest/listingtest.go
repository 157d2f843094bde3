// Package listingtest gives other rooms' tests products that can be bought.
package listingtest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory/inventorytest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations {
	return append(inventorytest.Sets(), settings.Migrations(), pricing.Migrations(), listing.Migrations())
}

// Fixture is the room with its lower rooms.
type Fixture struct {
	*inventorytest.Fixture
	Settings *settings.Service
	Pricing  *pricing.Service
	Listing  *listing.Service
}

// New returns the room on d, in a world of its own; nothing runs yet. The platform trades in USD and JPY.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: inventorytest.New(t, d)}
	f.Settings = settingstest.New(t, f.World)
	f.Pricing = pricing.New(pricing.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Journal: journal.Discard{}})
	f.Listing = listing.New(listing.Deps{DB: f.DB, Clock: f.Clock, Events: f.Events, Queue: f.Queue, Jobs: f.Jobs, Settings: f.Settings,
		Seller: f.Seller, Catalog: f.Catalog, Pricing: f.Pricing, Inventory: f.Inventory})
	settingstest.Change(t, f.Settings, settings.Patch{Currencies: opt.Some([]money.Currency{"USD", "JPY"})})
	return f
}

// Sell puts an active product with one variant on sale: title, price in US cents, pieces on hand.
func (f *Fixture) Sell(t testing.TB, storeID, title string, cents, stock int64) catalog.Product {
	t.Helper()
	out, err := f.Listing.Save(catalogtest.Owner(), Goods(storeID, title, cents, stock))
	if err != nil {
		t.Fatal(err)
	}
	return out.Product
}

// Goods is what Sell saves.
func Goods(storeID, title string, cents, stock int64) listing.Save {
	return listing.Save{
		SaveProduct: catalog.SaveProduct{
			StoreID: storeID, Title: opt.Some(title), Status: opt.Some(catalog.Active),
			Variants: opt.Some([]catalog.SaveVariant{{}}),
		},
		Offers: []listing.Offer{{Prices: opt.Some([]pricing.Price{USD(cents)}), Stock: &stock}},
	}
}

// USD is a price for everyone, always.
func USD(cents int64) pricing.Price {
	return pricing.Price{Currency: "USD", Amount: cents, MinQuantity: 1}
}

// Shopper is who looks at the shop in US dollars.
func Shopper() listing.Audience { return listing.Audience{Currency: "USD"} }

// InTx runs fn in a transaction as the platform's owner.
func (f *Fixture) InTx(t testing.TB, fn func(ctx context.Context, tx db.Tx) error) {
	t.Helper()
	if err := f.DB.InTx(catalogtest.Owner(), fn); err != nil {
		t.Fatal(err)
	}
}
