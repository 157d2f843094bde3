package inventory

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	events  *event.Log
	journal journal.Recorder
	catalog *catalog.Service

	// AfterChange: see the package documentation.
	AfterChange hook.Hook[[]string]
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil || d.Catalog == nil {
		panic("inventory: a dependency is missing")
	}
	d.Events.Declare(Changed{}, Low{})
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal, catalog: d.Catalog}
}

// Available says what may be promised of each variant; every id asked for is
// in the answer (I5).
func (s *Service) Available(ctx context.Context, q db.Querier, variantIDs []string) (map[string]Availability, error) {
	return nil, errors.ErrUnsupported
}

// Levels returns the levels of variants in the caller's scope (I7); those
// without one are left out.
func (s *Service) Levels(ctx context.Context, q db.Querier, variantIDs []string) (map[string]Level, error) {
	return nil, errors.ErrUnsupported
}

// List returns the levels of the stores in the caller's scope, by variant.
func (s *Service) List(ctx context.Context, q db.Querier, storeID string, p page.Request) (page.List[Level], error) {
	return page.List[Level]{}, errors.ErrUnsupported
}

// Reservations returns an order's claims by line.
func (s *Service) Reservations(ctx context.Context, q db.Querier, orderID string) (map[string]Reservation, error) {
	return nil, errors.ErrUnsupported
}

// History returns the movements of a variant in the caller's scope, newest
// first.
func (s *Service) History(ctx context.Context, q db.Querier, variantID string, p page.Request) (page.List[Movement], error) {
	return page.List[Movement]{}, errors.ErrUnsupported
}
