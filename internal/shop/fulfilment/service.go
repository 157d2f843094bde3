package fulfilment

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/shop/order"
)

// Service is the room.
type Service struct {
	db     *db.DB
	clock  clock.Clock
	ids    *id.Source
	events *event.Log
	order  *order.Service
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Order == nil {
		panic("fulfilment: a dependency is missing")
	}
	d.Events.Declare(ShippedEvent{}, DeliveredEvent{})
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, order: d.Order}
}

// Get returns a shipment in the caller's scope. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, shipmentID string) (Shipment, error) {
	v, err := getShipment(ctx, q, shipmentID)
	if err == nil && !actor.From(ctx).Scope(actor.OrdersRead).Has(v.StoreID) {
		return Shipment{}, ErrNotFound
	}
	return v, err
}

// OfOrder returns an order's shipments in the caller's scope, oldest first.
// Returns order.ErrNotFound for an order outside it (F4).
func (s *Service) OfOrder(ctx context.Context, q db.Querier, orderID string) ([]Shipment, error) {
	if _, err := s.order.Get(ctx, q, orderID); err != nil {
		return nil, err
	}
	all, err := shipmentsOf(ctx, q, orderID)
	scope := actor.From(ctx).Scope(actor.OrdersRead)
	out := make([]Shipment, 0, len(all))
	for _, v := range all {
		if scope.Has(v.StoreID) {
			out = append(out, v)
		}
	}
	return out, err
}

// ForBuyer returns all shipments of an order the caller has proved to own.
func (s *Service) ForBuyer(ctx context.Context, q db.Querier, orderID string, p order.Proof) ([]Shipment, error) {
	if _, err := s.order.ForShopper(ctx, q, orderID, p); err != nil {
		return nil, err
	}
	return shipmentsOf(ctx, q, orderID)
}
