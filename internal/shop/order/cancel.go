package order

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Cancel calls off an order or some of its parts.
type Cancel struct {
	OrderID string
	// StoreOrderIDs names parts; none means all the caller may act on, which
	// for the whole order needs the permission to settle orders.
	StoreOrderIDs []string
	Reason        string
	// Restock says whether the goods can be sold again; false writes them off.
	Restock bool
}

// maxReason bounds what is written to the timeline.
const maxReason = 500

// CancelParts cancels in its own transaction; see CancelTx.
func (s *Service) CancelParts(ctx context.Context, in Cancel) (Order, error) {
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) { return s.CancelTx(ctx, tx, in) })
}

// CancelTx releases (or writes off) the stock, voids or refunds the money, and
// cancels. Returns ErrNotFound, ErrInvalid, ErrState when nothing is left to
// cancel, ErrShipped when part of it has left.
func (s *Service) CancelTx(ctx context.Context, tx db.Tx, in Cancel) (Order, error) {
	in.Reason = text.Line(in.Reason)
	var f errs.Fields
	text.Check(&f, "reason", in.Reason, maxReason)
	if err := f.As(ErrInvalid); err != nil {
		return Order{}, err
	}
	return s.change(ctx, tx, in.OrderID, "cancelled", func(ctx context.Context, o *Order) error {
		parts, err := mine(ctx, *o, in.StoreOrderIDs)
		if err != nil {
			return err
		}
		if len(o.StoreOrders) > 1 && len(parts) == len(o.StoreOrders) && len(in.StoreOrderIDs) == 0 && !actor.From(ctx).Platform(actor.OrdersSettle) {
			return ErrNotFound
		}
		return s.cancel(ctx, tx, o, parts, in)
	})
}

func (s *Service) cancel(ctx context.Context, tx db.Tx, o *Order, parts []int, in Cancel) error {
	now := s.clock.Now()
	ev := CancelledEvent{OrderID: o.ID, Reason: in.Reason}
	for _, i := range parts {
		p := &o.StoreOrders[i]
		if p.Status == Cancelled {
			continue
		}
		if p.Status == Completed || p.FulfilmentStatus != Unfulfilled {
			return ErrShipped
		}
		p.Status, p.CancelledAt = Cancelled, &now
		o.Cancelled += p.Sums.Total
		ev.StoreOrderIDs, ev.StoreIDs = append(ev.StoreOrderIDs, p.ID), append(ev.StoreIDs, p.StoreID)
		if err := s.cancelLines(ctx, tx, o, p.ID, in.Restock); err != nil {
			return err
		}
		if err := s.note(ctx, tx, *o, p.ID, "cancelled", true, map[string]any{"store": p.StoreName, "reason": in.Reason, "restock": in.Restock}); err != nil {
			return err
		}
	}
	if len(ev.StoreOrderIDs) == 0 {
		return ErrState
	}
	if overall(o.StoreOrders) == Cancelled {
		o.CancelledAt, o.ExpiresAt, ev.Whole = &now, nil, true
	}
	if err := s.settleCancelled(ctx, tx, o, ev); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, ev)
}

func (s *Service) cancelLines(ctx context.Context, tx db.Tx, o *Order, part string, restock bool) error {
	var goods []inventory.LineQty
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.StoreOrderID != part {
			continue
		}
		if n, err := db.Exec(ctx, tx, cancelLine, l.ID); err != nil {
			return err
		} else if n == 0 {
			return ErrShipped
		}
		if l.Role == Goods {
			goods = append(goods, inventory.LineQty{LineID: l.ID, Quantity: l.Open()})
		}
		l.Cancelled = l.Quantity
	}
	if len(goods) == 0 {
		return nil // not the same as nil lines, which would release the whole order
	}
	if restock {
		return s.inventory.ReleaseTx(ctx, tx, o.ID, goods)
	}
	return s.inventory.CommitTx(ctx, tx, o.ID, goods) // the goods are gone
}

// settleCancelled makes the money follow: what was captured beyond what is
// still due goes back; an open payment is voided, or asked for anew when less
// is due.
func (s *Service) settleCancelled(ctx context.Context, tx db.Tx, o *Order, ev CancelledEvent) error {
	if o.Captured > 0 {
		return s.refundExcess(ctx, tx, o, ev.Reason)
	}
	if ev.Whole {
		return s.payment.VoidTx(ctx, tx, o.ID)
	}
	open, err := s.openManual(ctx, tx, o.ID)
	if err != nil || open == nil {
		return err
	}
	_, err = s.payment.CreateTx(ctx, tx, payment.Create{OrderID: o.ID, OrderNumber: o.number(), Method: open.Method, Amount: o.Money(o.Due())})
	return err
}

// refundExcess gives back what was captured beyond what is due, newest payment
// first. Repeating it under the order's lock finds no excess left.
func (s *Service) refundExcess(ctx context.Context, tx db.Tx, o *Order, reason string) error {
	excess := o.excess()
	if excess <= 0 {
		return nil
	}
	ps, err := s.payment.OfOrder(ctx, tx, o.ID)
	if err != nil {
		return err
	}
	for i := len(ps) - 1; i >= 0 && excess > 0; i-- {
		part := min(excess, ps[i].Refundable())
		if part <= 0 {
			continue
		}
		if _, err := s.payment.RefundTx(ctx, tx, payment.GiveBack{PaymentID: ps[i].ID, Amount: part, Reason: reason}); err != nil {
			return err
		}
		excess -= part
	}
	if err := s.sumPayments(ctx, tx, o); err != nil {
		return err
	}
	if excess > 0 {
		return errs.New(errs.Internal, "order.refund", "refund").Becausef("order %s: %d left to refund", o.ID, excess)
	}
	return nil
}

// Expire cancels pending orders whose time to pay is over, a bounded number;
// more reports whether there may be others.
func (s *Service) Expire(ctx context.Context) (more bool, err error) {
	ids, err := db.All[string](ctx, s.db, expired, s.clock.Now())
	if err != nil {
		return false, err
	}
	var failed []error
	for _, orderID := range ids { // one that cannot be cancelled does not keep the others waiting
		failed = append(failed, s.expire(actor.With(ctx, actor.TheSystem()), orderID))
	}
	err = errors.Join(failed...)
	return len(ids) == 50 && err == nil, err
}

// expire looks again under the lock: the money may just have come.
func (s *Service) expire(ctx context.Context, orderID string) error {
	_, err := s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) {
		return s.change(ctx, tx, orderID, "", func(ctx context.Context, o *Order) error {
			if o.ExpiresAt == nil || o.ExpiresAt.After(s.clock.Now()) {
				return nil // another attempt was started meanwhile, and has its own time
			}
			if o.Captured > 0 || o.Authorized > 0 || o.Status != Pending || o.HeldAt != nil {
				o.ExpiresAt = nil
				return nil
			}
			all := make([]int, len(o.StoreOrders))
			for i := range all {
				all[i] = i
			}
			return s.cancel(ctx, tx, o, all, Cancel{OrderID: o.ID, Reason: "not paid in time", Restock: true})
		})
	})
	return err
}
