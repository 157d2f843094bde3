// Package inventorytest gives other rooms' tests stock to work with.
package inventorytest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return append(catalogtest.Sets(), inventory.Migrations()) }

// Fixture is the room with its lower rooms.
type Fixture struct {
	*catalogtest.Fixture
	Inventory *inventory.Service
}

// New returns the room on d, in a world of its own.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: catalogtest.New(t, d)}
	f.Inventory = inventory.New(inventory.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Journal: journal.Discard{}, Catalog: f.Catalog})
	return f
}

// Stock puts n pieces of a variant on hand.
func (f *Fixture) Stock(t testing.TB, storeID, variantID string, n int64) {
	t.Helper()
	err := f.DB.InTx(catalogtest.Owner(), func(ctx context.Context, tx db.Tx) error {
		_, err := f.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: variantID, StoreID: storeID, OnHand: &n, Reason: "test"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
