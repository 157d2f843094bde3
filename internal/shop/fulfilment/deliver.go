package fulfilment

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/order"
)

// Deliver says a shipment arrived, once (F2), and collects cash on delivery
// when it was the last (F3); once per idempotency key. Returns ErrNotFound or ErrDelivered.
func (s *Service) Deliver(ctx context.Context, shipmentID string) (Shipment, error) {
	return httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Shipment, error) { return s.DeliverTx(ctx, tx, shipmentID) })
}

// DeliverTx is Deliver inside a transaction.
func (s *Service) DeliverTx(ctx context.Context, tx db.Tx, shipmentID string) (Shipment, error) {
	v, err := getShipment(ctx, tx, shipmentID)
	if err != nil {
		return Shipment{}, err
	}
	if !actor.From(ctx).Scope(actor.OrdersWrite).Has(v.StoreID) {
		return Shipment{}, ErrNotFound
	}
	if err := s.order.LockTx(ctx, tx, v.OrderID); err != nil {
		return Shipment{}, err
	}
	now := s.clock.Now()
	if n, err := db.Exec(ctx, tx, deliverShipment, v.ID, now); err != nil || n == 0 {
		if err == nil {
			err = ErrDelivered
		}
		return Shipment{}, err
	}
	v.Status, v.DeliveredAt = Delivered, &now
	o, err := s.order.DeliveredTx(ctx, tx, order.Shipped{OrderID: v.OrderID, StoreOrderID: v.StoreOrderID, ShipmentID: v.ID, Lines: v.Lines})
	if err != nil {
		return Shipment{}, err
	}
	if err := s.order.CollectedTx(ctx, tx, o); err != nil {
		return Shipment{}, err
	}
	return v, s.events.Publish(ctx, tx, DeliveredEvent{ShipmentID: v.ID, OrderID: v.OrderID, StoreOrderID: v.StoreOrderID, StoreID: v.StoreID})
}
