package transfer

import (
	"context"
	"log/slog"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	log     *slog.Logger
	seller  *seller.Service
	catalog *catalog.Service
	pricing *pricing.Service
	listing *listing.Service
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Log == nil || d.Seller == nil || d.Catalog == nil || d.Pricing == nil || d.Listing == nil {
		panic("transfer: a dependency is missing")
	}
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs, log: d.Log, seller: d.Seller, catalog: d.Catalog, pricing: d.Pricing, listing: d.Listing}
	d.Catalog.AfterDelete.Add("transfer", func(ctx context.Context, tx db.Tx, p catalog.Product) error {
		_, err := db.Exec(ctx, tx, deleteImages, p.ID)
		return err
	})
	return s
}

// RemoteImages answers the pictures of a product that an import named and nobody has fetched yet (X9).
func (s *Service) RemoteImages(ctx context.Context, q db.Querier, productID string) ([]ImageRecord, error) {
	return db.All[ImageRecord](ctx, q, selectImages, productID)
}
