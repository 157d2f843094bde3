package payment

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

type listPaymentsInput struct {
	OrderID string `query:"order_id" required:"true" maxLength:"40" doc:"Whose payments."`
}

type paymentInput struct {
	ID string `path:"id" maxLength:"40"`
}

// RegisterStore adds the dashboard's operations. Money is the platform's business.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Payments"}
	httpx.Register(api, httpx.Op{ID: "payments-list", Method: httpx.GET, Path: "/payments", Summary: "List an order's payments", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *listPaymentsInput) (*httpx.Body[page.List[Payment]], error) {
			all, err := s.OfOrder(ctx, s.d.DB, in.OrderID)
			return httpx.Answer(page.List[Payment]{Items: orEmpty(all)}, err)
		})
	httpx.Register(api, httpx.Op{ID: "payments-refunds", Method: httpx.GET, Path: "/payments/{id}/refunds", Summary: "List a payment's refunds", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *paymentInput) (*httpx.Body[page.List[Refund]], error) {
			all, err := db.All[Refund](ctx, s.d.DB, refundsOf, in.ID)
			return httpx.Answer(page.List[Refund]{Items: orEmpty(all)}, err)
		})
}

// orEmpty keeps lists lists in JSON.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
