// Package searchtest gives tests a shop whose search is warm.
package searchtest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/search"
)

// Sets is the schema the room needs: it has none of its own.
func Sets() []db.Migrations { return listingtest.Sets() }

// Fixture is the room with its lower rooms.
type Fixture struct {
	*listingtest.Fixture
	Search *search.Service
}

// New returns the room on d, running and warm.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: listingtest.New(t, d)}
	f.Search = search.New(search.Deps{DB: f.DB, Events: f.Events, Log: f.Log, Listing: f.Listing, Catalog: f.Catalog, Seller: f.Seller})
	f.Run(t)
	if err := f.Search.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	return f
}
