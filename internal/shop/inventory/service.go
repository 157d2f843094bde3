package inventory

import (
	"context"
	"maps"

	"github.com/haatshop/haat/internal/kit/actor"
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
	AfterChange hook.Hook[[]Moved]
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil || d.Catalog == nil {
		panic("inventory: a dependency is missing")
	}
	d.Events.Declare(Changed{}, Low{})
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal, catalog: d.Catalog}
	s.listen()
	return s
}

// LevelReads is what Available reads, for db.Ahead; at most db.MaxIn.
func LevelReads(variantIDs []string) []db.Read { return []db.Read{selectLevels.Read(variantIDs)} }

// Available says what may be promised of each variant; every id asked for is
// in the answer (I5).
func (s *Service) Available(ctx context.Context, q db.Querier, variantIDs []string) (map[string]Availability, error) {
	levels, err := getLevels(ctx, q, variantIDs)
	out := make(map[string]Availability, len(variantIDs))
	for _, id := range variantIDs {
		l, ok := levels[id]
		if !ok {
			l.Tracked = true
		}
		out[id] = l.Availability()
	}
	return out, err
}

// Levels returns the levels of variants in the caller's scope (I8); those
// without one are left out.
func (s *Service) Levels(ctx context.Context, q db.Querier, variantIDs []string) (map[string]Level, error) {
	scope := actor.From(ctx).Scope(actor.ProductsRead)
	levels, err := getLevels(ctx, q, variantIDs)
	maps.DeleteFunc(levels, func(_ string, l Level) bool { return !scope.Has(l.StoreID) })
	return levels, err
}

// Filter narrows the list of levels; empty members do not filter.
type Filter struct {
	StoreID   string
	VariantID string
}

// List returns the levels of the stores in the caller's scope, by variant.
func (s *Service) List(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Level], error) {
	return listLevels(ctx, q, levelFilter{scope: actor.From(ctx).Scope(actor.ProductsRead), storeID: f.StoreID, variant: f.VariantID}, p)
}

// Reservations returns an order's claims by line.
func (s *Service) Reservations(ctx context.Context, q db.Querier, orderID string) (map[string]Reservation, error) {
	rows, err := db.All[Reservation](ctx, q, selectReservations, orderID)
	return byLine(rows), err
}

func byLine(rows []Reservation) map[string]Reservation {
	out := make(map[string]Reservation, len(rows))
	for _, r := range rows {
		out[r.LineID] = r
	}
	return out
}

// History returns the movements of a variant in the caller's scope, newest
// first. Returns ErrNotFound.
func (s *Service) History(ctx context.Context, q db.Querier, variantID string, p page.Request) (page.List[Movement], error) {
	levels, err := s.Levels(ctx, q, []string{variantID})
	if err != nil {
		return page.List[Movement]{}, err
	}
	if _, ok := levels[variantID]; !ok {
		return page.List[Movement]{}, ErrNotFound
	}
	return listMovements(ctx, q, variantID, p)
}

// moved tells everyone concerned, inside the transaction: what is available
// of these variants is another number now. Before and after are levels.
func (s *Service) moved(ctx context.Context, tx db.Tx, before map[string]Level, after []Level) error {
	if len(after) == 0 {
		return nil
	}
	ids, moves := make([]string, len(after)), make([]Moved, len(after))
	for i, l := range after {
		ids[i] = l.VariantID
		moves[i] = Moved{VariantID: l.VariantID, Was: before[l.VariantID].Availability().Supply(), Is: l.Availability().Supply()}
	}
	if err := s.AfterChange.Run(ctx, tx, moves); err != nil {
		return err
	}
	for _, l := range after {
		if now := l.Available(); l.Tracked && now <= LowMark && before[l.VariantID].Available() > LowMark {
			if err := s.events.Publish(ctx, tx, Low{VariantID: l.VariantID, StoreID: l.StoreID, Available: now}); err != nil {
				return err
			}
		}
	}
	return s.events.Publish(ctx, tx, Changed{VariantIDs: ids})
}
