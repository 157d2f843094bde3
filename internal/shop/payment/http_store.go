package payment

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
)

type listPaymentsInput struct {
	OrderID string `query:"order_id" required:"true" maxLength:"40" doc:"Whose payments."`
}

type paymentInput struct {
	ID string `path:"id" maxLength:"40"`
}

// Record is a payment as the dashboard sees it.
type Record struct {
	ID          string       `json:"id"`
	OrderID     string       `json:"order_id"`
	Method      string       `json:"method"`
	Status      Status       `json:"status" enum:"pending,failed,voided,authorized,captured,refunded"`
	Amount      money.Amount `json:"amount"`
	Captured    money.Amount `json:"captured"`
	Refunded    money.Amount `json:"refunded"`
	Reference   string       `json:"reference" doc:"What the shopper writes on a bank transfer."`
	ProviderRef string       `json:"provider_ref" doc:"How the provider calls it."`
	Failure     string       `json:"failure"`
	ExpiresAt   *time.Time   `json:"expires_at,omitempty"`
	CreatedAt   time.Time    `json:"created_at"`
}

// RefundRecord is a refund as the dashboard sees it.
type RefundRecord struct {
	ID         string       `json:"id"`
	PaymentID  string       `json:"payment_id"`
	Amount     money.Amount `json:"amount"`
	Reason     string       `json:"reason"`
	Status     RefundStatus `json:"status" enum:"pending,done,failed"`
	Failure    string       `json:"failure"`
	CreatedAt  time.Time    `json:"created_at"`
	FinishedAt *time.Time   `json:"finished_at,omitempty"`
}

func (p Payment) record() Record {
	return Record{ID: p.ID, OrderID: p.OrderID, Method: p.Method, Status: p.Status, Amount: p.Expected(),
		Captured: money.New(p.Captured, p.Currency), Refunded: money.New(p.Refunded, p.Currency), Reference: p.Reference,
		ProviderRef: p.ProviderRef, Failure: p.Failure, ExpiresAt: p.ExpiresAt, CreatedAt: p.CreatedAt}
}

func (r Refund) record(c money.Currency) RefundRecord {
	return RefundRecord{ID: r.ID, PaymentID: r.PaymentID, Amount: money.New(r.Amount, c), Reason: r.Reason, Status: r.Status,
		Failure: r.Failure, CreatedAt: r.CreatedAt, FinishedAt: r.FinishedAt}
}

// RegisterStore adds the dashboard's operations. Money is the platform's business. An
// order has few payments, and a payment few refunds: they are one page.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Payments"}
	httpx.Register(api, httpx.Op{ID: "payments-list", Method: httpx.GET, Path: "/payments", Summary: "List an order's payments", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *listPaymentsInput) (*httpx.Body[page.List[Record]], error) {
			all, err := s.OfOrder(ctx, s.d.DB, in.OrderID)
			return httpx.Answer(page.Map(page.List[Payment]{Items: all}, Payment.record), err)
		})
	httpx.Register(api, httpx.Op{ID: "payments-refunds", Method: httpx.GET, Path: "/payments/{id}/refunds", Summary: "List a payment's refunds", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *paymentInput) (*httpx.Body[page.List[RefundRecord]], error) {
			p, err := s.Get(ctx, s.d.DB, in.ID)
			if err != nil {
				return nil, err
			}
			all, err := s.Refunds(ctx, s.d.DB, p.ID)
			return httpx.Answer(page.Map(page.List[Refund]{Items: all}, func(r Refund) RefundRecord { return r.record(p.Currency) }), err)
		})
}
