package order

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// hold blocks confirming, capture and shipping until somebody looks; several
// reasons may stand at once.
func (s *Service) hold(ctx context.Context, tx db.Tx, o *Order, reason string) error {
	if slices.Contains(o.HoldReasons, reason) {
		return nil
	}
	if o.HeldAt == nil {
		now := s.clock.Now()
		o.HeldAt = &now
	}
	o.HoldReasons = append(o.HoldReasons, reason)
	if err := s.note(ctx, tx, *o, "", "held", false, map[string]any{"reason": reason}); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, HeldEvent{OrderID: o.ID, Reason: reason})
}

const maxHoldReason = 200

// Hold puts an order on hold by hand; a platform permission. Returns
// ErrNotFound, or ErrInvalid.
func (s *Service) Hold(ctx context.Context, orderID, reason string) (Order, error) {
	if !actor.From(ctx).Platform(actor.OrdersSettle) {
		return Order{}, ErrNotFound
	}
	reason = text.Line(reason)
	var f errs.Fields
	text.Required(&f, "reason", reason, maxHoldReason)
	if err := f.As(ErrInvalid); err != nil {
		return Order{}, err
	}
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) {
		return s.change(ctx, tx, orderID, "held", func(ctx context.Context, o *Order) error { return s.hold(ctx, tx, o, reason) })
	})
}

// Release ends a hold; a platform permission. Returns ErrNotFound, ErrState
// when there is none.
func (s *Service) Release(ctx context.Context, orderID string) (Order, error) {
	if !actor.From(ctx).Platform(actor.OrdersSettle) {
		return Order{}, ErrNotFound
	}
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) {
		return s.change(ctx, tx, orderID, "released", func(ctx context.Context, o *Order) error {
			if o.HeldAt == nil {
				return ErrState
			}
			reasons := o.HoldReasons
			o.HeldAt, o.HoldReasons = nil, nil
			return s.note(ctx, tx, *o, "", "released", false, map[string]any{"reasons": reasons})
		})
	})
}
