package order

import (
	"context"
	"strconv"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/payment"
)

func (o Order) number() string { return strconv.FormatInt(o.Number, 10) }

// MarkPaid says the money of a manual payment (cash, transfer) has come; a
// platform permission. Returns ErrNotFound, ErrHeld, ErrState, or ErrNotPaid
// when no such payment is open or nothing is due.
func (s *Service) MarkPaid(ctx context.Context, orderID string) (Order, error) {
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) { return s.MarkPaidTx(ctx, tx, orderID) })
}

// MarkPaidTx is MarkPaid inside a transaction.
func (s *Service) MarkPaidTx(ctx context.Context, tx db.Tx, orderID string) (Order, error) {
	if !actor.From(ctx).Platform(actor.OrdersSettle) {
		return Order{}, ErrNotFound
	}
	o, err := lockOrder(ctx, tx, orderID)
	switch {
	case err != nil:
		return Order{}, err
	case o.HeldAt != nil:
		return Order{}, ErrHeld
	case o.Status == Cancelled:
		return Order{}, ErrState
	case o.settled():
		return Order{}, ErrNotPaid
	}
	open, err := s.openManual(ctx, tx, orderID)
	if err != nil {
		return Order{}, err
	}
	if open == nil {
		return Order{}, ErrNotPaid
	}
	if err := s.payment.CaptureManualTx(ctx, tx, open.ID); err != nil { // tells paymentChanged
		return Order{}, err
	}
	return getOrder(ctx, tx, orderID)
}

// openManual returns the order's unfinished cash or transfer payment, if any.
func (s *Service) openManual(ctx context.Context, q db.Querier, orderID string) (*payment.Payment, error) {
	ps, err := s.payment.OfOrder(ctx, q, orderID)
	if err != nil {
		return nil, err
	}
	for i := len(ps) - 1; i >= 0; i-- {
		m := ps[i].Method
		if ps[i].Status == payment.Pending && (m == payment.CashOnDelivery || m == payment.BankTransfer) {
			return &ps[i], nil
		}
	}
	return nil, nil
}

// sumPayments re-reads what the payments say; the order's sums are theirs.
func (s *Service) sumPayments(ctx context.Context, tx db.Tx, o *Order) error {
	ps, err := s.payment.OfOrder(ctx, tx, o.ID)
	if err != nil {
		return err
	}
	o.Authorized, o.Captured, o.Refunded = 0, 0, 0
	failed := len(ps) > 0
	for _, p := range ps {
		if p.Status == payment.Authorized {
			o.Authorized += p.Amount
		}
		if p.Currency == o.Currency {
			o.Captured += p.Captured
			o.Refunded += p.Refunded
		}
		failed = failed && (p.Status == payment.Failed || p.Status == payment.Voided)
	}
	if failed && ps[len(ps)-1].Status == payment.Failed {
		o.PaymentStatus = PaymentFailed
	} else if o.PaymentStatus == PaymentFailed {
		o.PaymentStatus = Unpaid
	}
	return nil
}

// lockFor takes the order's lock before the payment room locks a payment (O4).
func (s *Service) lockFor(ctx context.Context, tx db.Tx, orderID string) error {
	_, err := db.Get[string](ctx, tx, lockOrderRow, orderID)
	return orNotFound(err)
}

// paymentChanged follows every change of a payment, in its transaction: by a
// webhook, a poll, or by hand. The same facts in any order end in the same
// state, because the sums are read anew each time. What was not asked for so is
// held for people to look at; what is more than is due goes back by itself (O10).
func (s *Service) paymentChanged(ctx context.Context, tx db.Tx, c payment.Changed) error {
	if err := s.lockFor(ctx, tx, c.OrderID); err != nil {
		return err
	}
	was, err := getOrder(ctx, tx, c.OrderID)
	if err != nil {
		return err
	}
	live := was.Status != Cancelled
	o, err := s.change(ctx, tx, c.OrderID, "", func(ctx context.Context, o *Order) error {
		if err := s.sumPayments(ctx, tx, o); err != nil {
			return err
		}
		if c.To == payment.Captured && live {
			o.PaymentMethod, o.ExpiresAt = c.Method, nil
		}
		// Giving back an amount that was wrong is not another wrong amount.
		if c.Mismatch && live && o.Refunded == was.Refunded {
			return s.hold(ctx, tx, o, "payment_mismatch")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.notePayment(ctx, tx, was, o, c); err != nil {
		return err
	}
	if o.Captured > was.Captured && (!live || !c.Mismatch) && o.excess() > 0 {
		return s.giveBack(ctx, tx, o.ID)
	}
	return nil
}

// excess is what the buyer paid beyond what is due.
func (o *Order) excess() int64 { return o.Captured - o.Refunded - o.Due() }

// notePayment writes the timeline and the journal, and says what listeners wait for.
func (s *Service) notePayment(ctx context.Context, tx db.Tx, was, o Order, c payment.Changed) error {
	kind := "payment_" + string(c.To)
	switch {
	case was.Status == Cancelled && o.Captured > was.Captured:
		kind = "paid_after_cancellation"
	case o.Captured > was.Captured:
		kind = "payment_captured"
	case o.Refunded > was.Refunded:
		kind = "payment_refunded"
	case c.From == c.To:
		return nil
	}
	data := map[string]any{"payment_id": c.PaymentID, "method": c.Method, "captured": c.Captured, "refunded": c.Refunded, "currency": c.Currency}
	if err := s.note(ctx, tx, o, "", kind, true, data); err != nil {
		return err
	}
	if err := s.record(ctx, tx, o.ID, kind, was.stand(), o.stand()); err != nil {
		return err
	}
	if c.To == payment.Failed {
		return s.events.Publish(ctx, tx, PaymentFailedEvent{OrderID: o.ID, PaymentID: c.PaymentID})
	}
	return nil
}

// giveBack refunds what is beyond the order's due: it was cancelled, or paid
// twice, before the money came.
func (s *Service) giveBack(ctx context.Context, tx db.Tx, orderID string) error {
	_, err := s.change(ctx, tx, orderID, "", func(ctx context.Context, o *Order) error {
		return s.refundExcess(ctx, tx, o, "more than was due")
	})
	return err
}

// AwaitTx notes that another attempt was started: by which method, and until
// when the order waits for it. The caller holds the order's lock.
func (s *Service) AwaitTx(ctx context.Context, tx db.Tx, orderID, method string, until *time.Time) error {
	_, err := s.change(ctx, tx, orderID, "", func(ctx context.Context, o *Order) error {
		o.PaymentMethod, o.ExpiresAt = method, until
		if err := s.sumPayments(ctx, tx, o); err != nil { // what failed before is over
			return err
		}
		return s.note(ctx, tx, *o, "", "payment_started", true, map[string]any{"method": method})
	})
	return err
}
