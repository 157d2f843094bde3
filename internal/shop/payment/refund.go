package payment

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/trace"
)

const jobRefund = "payment.refund"

type refundArgs struct {
	RefundID string `json:"refund_id"`
}

// RefundStatus is how far a refund has come.
type RefundStatus string

// The states of a refund.
const (
	RefundPending RefundStatus = "pending"
	RefundDone    RefundStatus = "done"
	RefundFailed  RefundStatus = "failed"
)

// Refund is money given back of one payment.
type Refund struct {
	ID         string       `json:"id"`
	PaymentID  string       `json:"payment_id"`
	Amount     int64        `json:"amount"`
	Reason     string       `json:"reason"`
	Status     RefundStatus `json:"status"`
	Failure    string       `json:"failure,omitempty"`
	CreatedAt  time.Time    `json:"created_at"`
	FinishedAt *time.Time   `json:"finished_at,omitempty"`
}

// GiveBack asks for a refund.
type GiveBack struct {
	PaymentID string
	Amount    int64
	Reason    string
}

// RefundTx gives money back. It counts at once (P9); a provider is told by a job, a manual
// refund is done when it is noted. The caller has checked who may, and holds the order's
// lock. Returns ErrNotFound, ErrInvalid or ErrOverRefund.
func (s *Service) RefundTx(ctx context.Context, tx db.Tx, in GiveBack) (Refund, error) {
	if in.Amount <= 0 {
		return Refund{}, ErrInvalid.At("amount", "range", "Refund more than nothing.")
	}
	before, err := lockPayment(ctx, tx, in.PaymentID)
	if err != nil {
		return Refund{}, err
	}
	if n, err := db.Exec(ctx, tx, addRefunded, before.ID, in.Amount, s.d.Clock.Now()); err != nil || n == 0 {
		return Refund{}, orOverRefund(err)
	}
	after := before
	after.Refunded += in.Amount
	after.settle()
	if err := savePayment(ctx, tx, after, s.d.Clock.Now()); err != nil {
		return Refund{}, err
	}
	r, err := s.noteRefund(ctx, tx, before, in)
	if err != nil {
		return Refund{}, err
	}
	return r, s.changed(ctx, tx, before, after, false)
}

func orOverRefund(err error) error {
	if err != nil {
		return err
	}
	return ErrOverRefund
}

func (s *Service) noteRefund(ctx context.Context, tx db.Tx, p Payment, in GiveBack) (Refund, error) {
	now := s.d.Clock.Now()
	r := Refund{ID: s.d.IDs.New("ref_"), PaymentID: p.ID, Amount: in.Amount, Reason: in.Reason, Status: RefundPending, CreatedAt: now}
	if Manual(p.Method) {
		r.Status, r.FinishedAt = RefundDone, &now
	}
	if _, err := db.Exec(ctx, tx, insertRefund, r.ID, r.PaymentID, r.Amount, r.Reason, r.Status, r.CreatedAt, r.FinishedAt); err != nil {
		return Refund{}, err
	}
	if r.Status == RefundDone {
		return r, nil
	}
	return r, s.d.Jobs.Enqueue(ctx, tx, jobRefund, refundArgs{RefundID: r.ID}, job.Options{})
}

// sendRefund tells the provider, with the refund's id as idempotency key.
func (s *Service) sendRefund(ctx context.Context, _ job.Info, args refundArgs) error {
	r, err := getRefund(ctx, s.d.DB, args.RefundID)
	if err != nil || r.Status != RefundPending {
		return err
	}
	p, err := getPayment(ctx, s.d.DB, r.PaymentID)
	if err != nil {
		return err
	}
	provider := s.providers[p.Method]
	if provider == nil {
		return fmt.Errorf("refund %s: provider %s is not there", r.ID, p.Method)
	}
	call, span := trace.Call(ctx, "payment.refund")
	span.Text("provider", provider.Code())
	ref, err := provider.Refund(call, RefundInput{ProviderRef: p.ProviderRef, RefundID: r.ID, Amount: money.New(r.Amount, p.Currency), Reason: r.Reason})
	span.End(err)
	if err != nil && !errors.Is(err, ErrDeclined) {
		return err
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err != nil {
			return s.refused(ctx, tx, p.OrderID, r, err)
		}
		_, saveErr := db.Exec(ctx, tx, finishRefund, r.ID, RefundDone, ref, "", s.d.Clock.Now())
		return saveErr
	})
}

// refused takes a refund back that the provider will never make, and says so.
func (s *Service) refused(ctx context.Context, tx db.Tx, orderID string, r Refund, cause error) error {
	if err := s.BeforeChange.Run(ctx, tx, orderID); err != nil {
		return err
	}
	before, err := lockPayment(ctx, tx, r.PaymentID)
	if err != nil {
		return err
	}
	if n, err := db.Exec(ctx, tx, finishRefund, r.ID, RefundFailed, "", cause.Error(), s.d.Clock.Now()); err != nil || n == 0 {
		return err // another run was faster
	}
	after := before
	after.Refunded -= r.Amount
	after.settle()
	if err := savePayment(ctx, tx, after, s.d.Clock.Now()); err != nil {
		return err
	}
	sum := Summary{PaymentID: after.ID, OrderID: after.OrderID, Method: after.Method, Amount: r.Amount, Currency: after.Currency}
	if err := s.d.Events.Publish(ctx, tx, RefundRefused{Summary: sum, RefundID: r.ID}); err != nil {
		return err
	}
	return s.changed(ctx, tx, before, after, false)
}
