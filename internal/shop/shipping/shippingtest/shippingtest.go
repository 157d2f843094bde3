// Package shippingtest gives other rooms' tests stores that ship.
package shippingtest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/shipping"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations {
	return dbtest.Sets(httpx.Migrations(), seller.Migrations(), shipping.Migrations())
}

// New returns the room in a world that prices in US dollars and yen.
func New(w *dbtest.World) *shipping.Service {
	return shipping.New(shipping.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{},
		Currencies: func() []money.Currency { return []money.Currency{"USD", "JPY"} }})
}

// Defaults makes a store ship everywhere for 5.00 USD and answers that rate's id.
func Defaults(t testing.TB, s *shipping.Service, d *db.DB, storeID string) string {
	t.Helper()
	var zones []shipping.Zone
	err := d.InTx(actor.With(context.Background(), actor.TheSystem()), func(ctx context.Context, tx db.Tx) (err error) {
		if err := s.EnsureDefaultsTx(ctx, tx, storeID); err != nil {
			return err
		}
		zones, err = s.Zones(ctx, tx, storeID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return zones[0].Rates[0].ID
}
