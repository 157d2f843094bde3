package customer

import (
	"context"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/identity"
)

// Orders tells who bought where (U4); the order room, which is built later,
// is plugged with UseOrders.
type Orders interface {
	// OrderedFrom reports whether a customer ever bought from one of the stores.
	OrderedFrom(ctx context.Context, q db.Querier, customerID string, storeIDs []string) (bool, error)
}

// Buyers is an ability Orders may have: the same for many customers at once.
type Buyers interface {
	// Buyers returns those of the customers who ever bought from one of the stores.
	Buyers(ctx context.Context, q db.Querier, customerIDs, storeIDs []string) ([]string, error)
}

// Clientele is an ability Orders may have: walking a store's customers, however many there are of other stores'.
type Clientele interface {
	// Clientele lists who ever bought from a store, by descending id behind after ("" begins).
	Clientele(ctx context.Context, q db.Querier, storeID, after string, limit int) ([]string, error)
}

// Deps is what the room needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	IDs      *id.Source
	Events   *event.Log
	Journal  journal.Recorder
	Identity *identity.Service
}
