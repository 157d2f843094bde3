package shipping

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Service is the room.
type Service struct {
	d Deps
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil || d.Currencies == nil {
		panic("shipping: a dependency is missing")
	}
	d.Events.Declare(Changed{})
	s := &Service{d: d}
	d.Events.Project("shipping.opened", []string{seller.StoreSaved{}.EventName()}, s.opened)
	return s
}

// ZoneReads is what Options reads for a store, for db.Ahead.
func ZoneReads(storeID string) []db.Read { return []db.Read{selectZones.Read(storeID)} }

// Options answers how the goods of one store can be shipped, in the store's order; none
// means the store does not ship there. Shoppers ask this, so no scope applies.
func (s *Service) Options(ctx context.Context, q db.Querier, in Quote) ([]Option, error) {
	zones, err := zonesOf(ctx, q, in.StoreID)
	if err != nil {
		return nil, err
	}
	return Offer(zones, in), nil
}

// Zones answers the zones of a store in the caller's scope, in their order. Returns
// ErrNotFound for a store outside it.
func (s *Service) Zones(ctx context.Context, q db.Querier, storeID string) ([]Zone, error) {
	if !actor.From(ctx).Scope(actor.ShippingWrite).Has(storeID) {
		return nil, ErrNotFound
	}
	return zonesOf(ctx, q, storeID)
}

// Get answers a zone in the caller's scope. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, zoneID string) (Zone, error) {
	z, err := getZone(ctx, q, zoneID)
	if err == nil && !actor.From(ctx).Scope(actor.ShippingWrite).Has(z.StoreID) {
		return Zone{}, ErrNotFound
	}
	return z, err
}
