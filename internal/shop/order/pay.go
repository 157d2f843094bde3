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
// platform permission. Returns ErrNotFound, ErrHeld, or ErrNotPaid when no
// such payment is open.
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
func (s *Service) openManual(ctx context.Context, tx db.Tx, orderID string) (*payment.Payment, error) {
	ps, err := s.payment.OfOrder(ctx, tx, orderID)
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
// state, because the sums are read anew each time.
func (s *Service) paymentChanged(ctx context.Context, tx db.Tx, c payment.Changed) error {
	if err := s.lockFor(ctx, tx, c.OrderID); err != nil {
		return err
	}
	was, err := getOrder(ctx, tx, c.OrderID)
	if err != nil {
		return err
	}
	if was.Status == Cancelled && c.To == payment.Captured && c.From != payment.Captured {
		return s.paidTooLate(ctx, tx, c) // its refund tells us again
	}
	o, err := s.change(ctx, tx, c.OrderID, func(ctx context.Context, o *Order) error {
		if err := s.sumPayments(ctx, tx, o); err != nil {
			return err
		}
		if c.To == payment.Captured {
			o.PaymentMethod, o.ExpiresAt = c.Method, nil
		}
		if c.Mismatch {
			return s.hold(ctx, tx, o, "payment_mismatch")
		}
		return nil
	})
	if err != nil || c.From == c.To && was.PaymentStatus == o.PaymentStatus {
		return err
	}
	data := map[string]any{"payment_id": c.PaymentID, "method": c.Method, "captured": c.Captured, "refunded": c.Refunded, "currency": c.Currency}
	if err := s.note(ctx, tx, o, "", "payment_"+string(c.To), true, data); err != nil {
		return err
	}
	switch {
	case o.PaymentStatus == Paid && was.PaymentStatus != Paid:
		return s.events.Publish(ctx, tx, PaidEvent{OrderID: o.ID, Amount: o.Captured})
	case c.To == payment.Failed:
		return s.events.Publish(ctx, tx, PaymentFailedEvent{OrderID: o.ID, PaymentID: c.PaymentID})
	}
	return nil
}

// paidTooLate gives money back that came for a cancelled order (O9).
func (s *Service) paidTooLate(ctx context.Context, tx db.Tx, c payment.Changed) error {
	_, err := s.change(ctx, tx, c.OrderID, func(ctx context.Context, o *Order) error {
		if err := s.sumPayments(ctx, tx, o); err != nil {
			return err
		}
		if err := s.note(ctx, tx, *o, "", "paid_after_cancellation", true, map[string]any{"payment_id": c.PaymentID, "amount": c.Captured, "currency": c.Currency}); err != nil {
			return err
		}
		return s.refundExcess(ctx, tx, o, "paid after cancellation")
	})
	return err
}

// AwaitTx notes that another attempt was started: by which method, and until
// when the order waits for it. The caller holds the order's lock.
func (s *Service) AwaitTx(ctx context.Context, tx db.Tx, orderID, method string, until *time.Time) error {
	_, err := s.change(ctx, tx, orderID, func(ctx context.Context, o *Order) error {
		o.PaymentMethod, o.ExpiresAt = method, until
		return s.note(ctx, tx, *o, "", "payment_started", true, map[string]any{"method": method})
	})
	return err
}
