package payment

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/trace"
)

var errInTransaction = errors.New("payment: a provider was called inside a transaction")

// Begin tells the payment's provider and answers what the shopper does next; nothing for
// manual methods. It is called outside any transaction, as often as wanted: the same
// payment has the same answer. Returns ErrNotFound, ErrNotPayable, ErrUnavailable or
// ErrDeclined.
func (s *Service) Begin(ctx context.Context, paymentID, returnURL string) (NextAction, error) {
	if db.InTransaction(ctx) {
		return NextAction{}, errInTransaction
	}
	p, err := getPayment(ctx, s.d.DB, paymentID)
	if err != nil {
		return NextAction{}, err
	}
	if p.Status != Pending {
		return NextAction{}, ErrNotPayable.Becausef("payment %s is %s", p.ID, p.Status)
	}
	if Manual(p.Method) {
		return NextAction{}, nil
	}
	provider := s.providers[p.Method]
	if provider == nil || !s.enabled(provider) {
		return NextAction{}, ErrUnknownMethod.Becausef("payment %s by %s", p.ID, p.Method)
	}
	call, span := trace.Call(ctx, "payment.begin")
	span.Text("provider", provider.Code())
	begun, err := provider.Begin(call, BeginInput{PaymentID: p.ID, OrderNumber: p.OrderNumber, Amount: p.Expected(), ReturnURL: returnURL})
	span.End(err)
	if err != nil {
		return NextAction{}, err
	}
	return begun.Next, s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.begun(ctx, tx, p.ID, begun)
	})
}

// begun keeps the provider's reference and the attempt. The webhook may have been faster:
// then there is nothing left to note but the attempt.
func (s *Service) begun(ctx context.Context, tx db.Tx, paymentID string, b Begun) error {
	now := s.d.Clock.Now()
	if _, err := db.Exec(ctx, tx, setProviderRef, paymentID, b.ProviderRef, now); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, insertAttempt, s.d.IDs.New("pat_"), paymentID, b.Next.Type, b.Next.URL, now)
	return err
}
