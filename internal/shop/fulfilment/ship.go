package fulfilment

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/order"
)

// Ship sends quantities of a store order. No lines means everything open.
type Ship struct {
	OrderID        string
	StoreOrderID   string
	Lines          []order.LineQty
	Carrier        string
	TrackingNumber string
	TrackingURL    string
}

// Ship makes a shipment (F1), once per idempotency key. Returns
// order.ErrNotFound, order.ErrHeld, order.ErrState, order.ErrQuantity or
// ErrInvalid.
func (s *Service) Ship(ctx context.Context, in Ship) (Shipment, error) {
	return httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Shipment, error) { return s.ShipTx(ctx, tx, in) })
}

// ShipTx is Ship inside a transaction.
func (s *Service) ShipTx(ctx context.Context, tx db.Tx, in Ship) (Shipment, error) {
	if err := in.check(); err != nil {
		return Shipment{}, err
	}
	if err := s.order.LockTx(ctx, tx, in.OrderID); err != nil {
		return Shipment{}, err
	}
	o, err := s.order.Get(ctx, tx, in.OrderID)
	if err != nil {
		return Shipment{}, err
	}
	part, ok := o.StoreOrder(in.StoreOrderID)
	if !ok {
		return Shipment{}, order.ErrNotFound
	}
	if len(in.Lines) == 0 {
		in.Lines = open(o, part.ID)
	}
	v := Shipment{ID: s.ids.New("ful_"), OrderID: o.ID, StoreOrderID: part.ID, StoreID: part.StoreID, Status: Shipped, Carrier: in.Carrier,
		TrackingNumber: in.TrackingNumber, TrackingURL: in.TrackingURL, Lines: in.Lines, ShippedAt: s.clock.Now()}
	if _, err := s.order.FulfilledTx(ctx, tx, order.Shipped{OrderID: o.ID, StoreOrderID: part.ID, ShipmentID: v.ID, Lines: v.Lines, Carrier: v.Carrier, Tracking: v.TrackingNumber}); err != nil {
		return Shipment{}, err
	}
	if _, err := db.Exec(ctx, tx, insertShipment, v.ID, v.OrderID, v.StoreOrderID, v.StoreID, v.Status, v.Carrier, v.TrackingNumber, v.TrackingURL, db.JSONOf(v.Lines), v.ShippedAt); err != nil {
		return Shipment{}, err
	}
	return v, s.events.Publish(ctx, tx, ShippedEvent{ShipmentID: v.ID, OrderID: v.OrderID, StoreOrderID: v.StoreOrderID, StoreID: v.StoreID})
}

func open(o order.Order, storeOrderID string) []order.LineQty {
	var out []order.LineQty
	for _, l := range o.Lines {
		if l.Role == order.Goods && l.StoreOrderID == storeOrderID && l.Open() > 0 {
			out = append(out, order.LineQty{LineID: l.ID, Quantity: l.Open()})
		}
	}
	return out
}
