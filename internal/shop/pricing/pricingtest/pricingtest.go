// Package pricingtest gives other rooms' tests price sets.
package pricingtest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(pricing.Migrations()) }

// New returns the room in a world.
func New(w *dbtest.World) *pricing.Service {
	return pricing.New(pricing.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{}})
}

// Put gives a variant one base price.
func Put(t testing.TB, s *pricing.Service, storeID, variantID string, price money.Amount) {
	t.Helper()
	ctx := actor.With(context.Background(), actor.TheSystem())
	set := pricing.Set{StoreID: storeID, VariantID: variantID, Prices: []pricing.Price{{Currency: price.Currency, Amount: price.Minor, MinQuantity: 1}}}
	if _, err := s.Set(ctx, set); err != nil {
		t.Fatal(err)
	}
}
