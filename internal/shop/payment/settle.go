package payment

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

// CaptureManualTx notes that people saw the money of a manual payment: the driver brought
// it, or it stands on the bank statement. Doing it twice changes nothing. The caller has
// checked who may say so and holds the order's lock. Returns ErrNotFound, ErrNotManual or
// ErrNotPayable.
func (s *Service) CaptureManualTx(ctx context.Context, tx db.Tx, paymentID string) error {
	before, err := lockPayment(ctx, tx, paymentID)
	if err != nil {
		return err
	}
	switch {
	case !Manual(before.Method):
		return ErrNotManual.Becausef("payment %s by %s", before.ID, before.Method)
	case before.Status == Captured || before.Status == Refunded:
		return nil
	case before.Status != Pending:
		return ErrNotPayable.Becausef("payment %s is %s", before.ID, before.Status)
	}
	after := before
	after.Status, after.Captured = Captured, before.Amount
	if err := savePayment(ctx, tx, after, s.d.Clock.Now()); err != nil {
		return err
	}
	return s.changed(ctx, tx, before, after, false)
}
