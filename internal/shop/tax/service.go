package tax

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	events  *event.Log
	journal journal.Recorder
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil {
		panic("tax: a dependency is missing")
	}
	d.Events.Declare(ZoneChanged{}, CategoryChanged{})
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal}
}

// ZoneReads is what RulesFor reads first, for db.Ahead.
func ZoneReads(to Place) []db.Read {
	to = to.Normal()
	return []db.Read{areasAround.Read([]string{to.Country, ""}, []string{to.Region, ""}, prefixes(to.Postcode))}
}

// RulesFor returns what is in force for a destination at a tax point (T1, T7);
// empty rules where no zone covers it. Two indexed reads, whatever the number
// of zones; nothing is cached, so that an order is taxed by what its own
// transaction sees.
func (s *Service) RulesFor(ctx context.Context, q db.Querier, to Place, at time.Time) (Rules, error) {
	to = to.Normal()
	zones, err := zonesCovering(ctx, q, to)
	if err != nil || len(zones) == 0 {
		return Rules{}, err
	}
	best := Select(zones, to, at)
	rates, err := getRates(ctx, q, []string{best.ZoneID})
	if err != nil {
		return Rules{}, err
	}
	for i := range zones {
		zones[i].Rates = rates[zones[i].ID]
	}
	return Select(zones, to, at), nil
}

// Zone returns a zone. Returns ErrNotFound, also to those who may not see it.
func (s *Service) Zone(ctx context.Context, q db.Querier, zoneID string) (Zone, error) {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return Zone{}, ErrNotFound
	}
	return getZone(ctx, q, zoneID)
}

// Zones returns all zones by name; only the platform's tax staff see them.
func (s *Service) Zones(ctx context.Context, q db.Querier, p page.Request) (page.List[Zone], error) {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return page.List[Zone]{Items: []Zone{}}, nil
	}
	return listZones(ctx, q, p)
}

// Categories returns the tax categories by code; who edits products chooses
// among them.
func (s *Service) Categories(ctx context.Context, q db.Querier, p page.Request) (page.List[Category], error) {
	return listCategories(ctx, q, p)
}
