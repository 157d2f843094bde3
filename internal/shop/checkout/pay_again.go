package checkout

import (
	"context"
	"strconv"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// PayAgain starts another attempt for an order that waits for money, by the
// same or another method. Returns order.ErrNotFound for a wrong proof,
// ErrNotPayable, payment.ErrUnknownMethod.
func (s *Service) PayAgain(ctx context.Context, orderID string, proof order.Proof, code string) (Placed, error) {
	if _, err := s.d.Order.ForShopper(ctx, s.d.DB, orderID, proof); err != nil {
		return Placed{}, err
	}
	r, err := httpx.Once(ctx, s.d.DB, s.d.Clock, func(ctx context.Context, tx db.Tx) (ref, error) {
		if err := s.d.Order.LockTx(ctx, tx, orderID); err != nil {
			return ref{}, err
		}
		o, err := s.d.Order.ForShopper(ctx, tx, orderID, proof)
		if err != nil {
			return ref{}, err
		}
		if !payable(o) {
			return ref{}, ErrNotPayable
		}
		m, err := s.method(ctx, tx, code, offerOf(o))
		if err != nil {
			return ref{}, err
		}
		pay, err := s.d.Payment.CreateTx(ctx, tx, payment.Create{OrderID: o.ID, OrderNumber: strconv.FormatInt(o.Number, 10), Method: m.Code, Amount: o.Money(left(o))})
		if err != nil {
			return ref{}, err
		}
		return ref{OrderID: o.ID, PaymentID: pay.ID}, s.d.Order.AwaitTx(ctx, tx, o.ID, m.Code, s.deadline(m))
	})
	if err != nil {
		return Placed{}, err
	}
	return s.ask(ctx, r)
}
