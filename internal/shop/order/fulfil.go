package order

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Shipped tells an order that goods left, for FulfilledTx.
type Shipped struct {
	OrderID      string
	StoreOrderID string
	ShipmentID   string
	Lines        []LineQty
	Carrier      string
	Tracking     string
}

// OrderOf returns the order a part belongs to. Returns ErrNotFound.
func (s *Service) OrderOf(ctx context.Context, q db.Querier, storeOrderID string) (string, error) {
	orderID, err := db.Get[string](ctx, q, orderOfStoreOrder, storeOrderID)
	return orderID, orNotFound(err)
}

// FulfilledTx records that quantities of a part left: the stock goes down and
// the states follow. Shipping an unconfirmed part confirms it. The fulfilment
// room calls it when it makes a shipment. Returns ErrNotFound, ErrHeld,
// ErrAwaited, ErrState, ErrQuantity with the line.
func (s *Service) FulfilledTx(ctx context.Context, tx db.Tx, in Shipped) (Order, error) {
	return s.change(ctx, tx, in.OrderID, "fulfilled", func(ctx context.Context, o *Order) error {
		parts, err := mine(ctx, *o, []string{in.StoreOrderID})
		if err != nil {
			return err
		}
		p := &o.StoreOrders[parts[0]]
		switch {
		case o.HeldAt != nil:
			return ErrHeld
		case o.Awaits():
			return ErrAwaited
		case p.Status == Cancelled:
			return ErrState
		case p.Status == Pending:
			now := s.clock.Now()
			p.Status, p.ConfirmedAt = Confirmed, &now
			if err := s.note(ctx, tx, *o, p.ID, "confirmed", true, map[string]any{"store": p.StoreName}); err != nil {
				return err
			}
			if err := s.events.Publish(ctx, tx, ConfirmedEvent{OrderID: o.ID, StoreOrderID: p.ID, StoreID: p.StoreID}); err != nil {
				return err
			}
		}
		if err := move(ctx, tx, o, p.ID, in.Lines, fulfilLine, func(l *Line, n int64) { l.Fulfilled += n }); err != nil {
			return err
		}
		if err := s.inventory.CommitTx(ctx, tx, o.ID, asStock(in.Lines)); err != nil {
			return err
		}
		data := map[string]any{"store": p.StoreName, "shipment_id": in.ShipmentID, "carrier": in.Carrier, "tracking": in.Tracking, "lines": in.Lines}
		if err := s.note(ctx, tx, *o, p.ID, "fulfilled", true, data); err != nil {
			return err
		}
		return s.events.Publish(ctx, tx, FulfilledEvent{OrderID: o.ID, StoreOrderID: p.ID, StoreID: p.StoreID, ShipmentID: in.ShipmentID})
	})
}

// DeliveredTx records that shipped quantities arrived. Returns ErrNotFound or
// ErrQuantity.
func (s *Service) DeliveredTx(ctx context.Context, tx db.Tx, in Shipped) (Order, error) {
	return s.change(ctx, tx, in.OrderID, "delivered", func(ctx context.Context, o *Order) error {
		parts, err := mine(ctx, *o, []string{in.StoreOrderID})
		if err != nil {
			return err
		}
		p := o.StoreOrders[parts[0]]
		if err := move(ctx, tx, o, p.ID, in.Lines, deliverLine, func(l *Line, n int64) { l.Delivered += n }); err != nil {
			return err
		}
		if err := s.note(ctx, tx, *o, p.ID, "delivered", true, map[string]any{"store": p.StoreName, "shipment_id": in.ShipmentID}); err != nil {
			return err
		}
		return s.events.Publish(ctx, tx, DeliveredEvent{OrderID: o.ID, StoreOrderID: p.ID, StoreID: p.StoreID, ShipmentID: in.ShipmentID})
	})
}

// CollectedTx captures cash on delivery once everything has arrived: the
// courier brings the money (domain: COD is paid when delivery is confirmed).
func (s *Service) CollectedTx(ctx context.Context, tx db.Tx, o Order) error {
	if o.FulfilmentStatus != Delivered || o.HeldAt != nil || o.settled() {
		return nil
	}
	open, err := s.openManual(ctx, tx, o.ID)
	if err != nil || open == nil || open.Method != payment.CashOnDelivery {
		return err
	}
	return s.payment.CaptureManualTx(ctx, tx, open.ID)
}

// move shifts a counter of each line under its guard (O3).
func move(ctx context.Context, tx db.Tx, o *Order, part string, lines []LineQty, guarded *db.Stmt, apply func(*Line, int64)) error {
	if len(lines) == 0 {
		return ErrEmpty
	}
	at := map[string]*Line{}
	for i := range o.Lines {
		at[o.Lines[i].ID] = &o.Lines[i]
	}
	for i, q := range lines {
		l, ok := at[q.LineID]
		if !ok || l.StoreOrderID != part || q.Quantity <= 0 {
			return ErrQuantity.At(fmt.Sprintf("lines[%d].line_id", i), "unknown", "This line is not part of it.")
		}
		n, err := db.Exec(ctx, tx, guarded, q.Quantity, q.LineID, part)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrQuantity.At(fmt.Sprintf("lines[%d].quantity", i), "too_many", "More than is left.")
		}
		apply(l, q.Quantity)
	}
	return nil
}

func asStock(lines []LineQty) []inventory.LineQty {
	out := make([]inventory.LineQty, len(lines))
	for i, l := range lines {
		out[i] = inventory.LineQty{LineID: l.LineID, Quantity: l.Quantity}
	}
	return out
}

// Readable reports whether the caller may read the part's store.
func (p StoreOrder) Readable(ctx context.Context) bool {
	return actor.From(ctx).Scope(actor.OrdersRead).Has(p.StoreID)
}
