// Package catalogtest gives other rooms' tests products to work with.
package catalogtest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations {
	return dbtest.Sets(httpx.Migrations(), seller.Migrations(), catalog.Migrations())
}

// Fixture is the room with its lower rooms.
type Fixture struct {
	*dbtest.World
	Seller  *seller.Service
	Catalog *catalog.Service
}

// New returns the room on d, in a world of its own.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	w := dbtest.NewWorld(d)
	f := &Fixture{World: w, Seller: sellertest.New(w)}
	f.Catalog = catalog.New(catalog.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{}, Seller: f.Seller})
	return f
}

// Owner is a context in which the platform's owner acts.
func Owner() context.Context { return actor.With(context.Background(), sellertest.Owner()) }

// Product saves an active product with one variant per SKU (options "Kind"
// when there are several) in the store.
func (f *Fixture) Product(t testing.TB, storeID, title string, skus ...string) catalog.Product {
	t.Helper()
	in := catalog.SaveProduct{StoreID: storeID, Title: opt.Some(title), Status: opt.Some(catalog.Active)}
	if len(skus) > 0 {
		var vs []catalog.SaveVariant
		for _, sku := range skus {
			v := catalog.SaveVariant{SKU: opt.Some(sku)}
			if len(skus) > 1 {
				v.OptionValues = opt.Some([]string{sku})
			}
			vs = append(vs, v)
		}
		in.Variants = opt.Some(vs)
		if len(skus) > 1 {
			in.Options = opt.Some([]catalog.Option{{Name: "Kind"}})
		}
	}
	p, err := f.Catalog.Save(Owner(), in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
