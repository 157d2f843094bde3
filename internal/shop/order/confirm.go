package order

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

// Confirm takes on parts of an order: those named, or all the caller may act
// on. Returns ErrNotFound, ErrState when nothing of it is pending, ErrHeld,
// ErrAwaited.
func (s *Service) Confirm(ctx context.Context, orderID string, storeOrderIDs []string) (Order, error) {
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) {
		return s.ConfirmTx(ctx, tx, orderID, storeOrderIDs)
	})
}

// ConfirmTx is Confirm inside a transaction.
func (s *Service) ConfirmTx(ctx context.Context, tx db.Tx, orderID string, storeOrderIDs []string) (Order, error) {
	return s.change(ctx, tx, orderID, "confirmed", func(ctx context.Context, o *Order) error {
		parts, err := mine(ctx, *o, storeOrderIDs)
		switch {
		case err != nil:
			return err
		case o.HeldAt != nil:
			return ErrHeld
		case o.Awaits():
			return ErrAwaited
		}
		done := 0
		now := s.clock.Now()
		for _, i := range parts {
			p := &o.StoreOrders[i]
			if p.Status != Pending {
				continue
			}
			p.Status, p.ConfirmedAt = Confirmed, &now
			done++
			if err := s.note(ctx, tx, *o, p.ID, "confirmed", true, map[string]any{"store": p.StoreName}); err != nil {
				return err
			}
			if err := s.events.Publish(ctx, tx, ConfirmedEvent{OrderID: o.ID, StoreOrderID: p.ID, StoreID: p.StoreID}); err != nil {
				return err
			}
		}
		if done == 0 {
			return ErrState
		}
		return nil
	})
}
