// Package transfertest gives other rooms' tests imports.
package transfertest

import (
	"context"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return append(listingtest.Sets(), transfer.Migrations()) }

// Fixture is the room with its lower rooms.
type Fixture struct {
	*listingtest.Fixture
	Transfer *transfer.Service
}

// New returns the room on d, in a world of its own.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: listingtest.New(t, d)}
	f.Transfer = transfer.New(transfer.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Log: f.Log, Seller: f.Seller, Catalog: f.Catalog, Pricing: f.Pricing, Listing: f.Listing})
	return f
}

// Import brings a small file in and fails the test if anything is rejected.
func (f *Fixture) Import(t testing.TB, ctx context.Context, storeID, file string) transfer.Report {
	t.Helper()
	r, err := f.Transfer.ImportProducts(ctx, strings.NewReader(file), transfer.Import{StoreID: storeID, Currency: "USD"})
	if err != nil || r.Rejected > 0 {
		t.Fatal(err, r.Errors)
	}
	return r
}
