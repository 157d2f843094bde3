package pricing

import (
	"context"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	events  *event.Log
	journal journal.Recorder

	// AfterChange: see the package documentation.
	AfterChange hook.Hook[[]string]
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil {
		panic("pricing: a dependency is missing")
	}
	d.Events.Declare(Changed{})
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal}
}

// PriceReads is what Prices reads, for db.Ahead; at most db.MaxIn.
func PriceReads(variantIDs []string) []db.Read { return []db.Read{selectPrices.Read(variantIDs)} }

// Prices returns the price sets of variants, whatever their store: what
// shoppers may see of them is for the room that shows products to say. Variants
// without a price are left out.
func (s *Service) Prices(ctx context.Context, q db.Querier, variantIDs []string) (map[string][]Price, error) {
	return getPrices(ctx, q, variantIDs)
}

// changed tells everyone concerned, inside the transaction.
func (s *Service) changed(ctx context.Context, tx db.Tx, variantIDs []string) error {
	if err := s.AfterChange.Run(ctx, tx, variantIDs); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, Changed{VariantIDs: variantIDs})
}
