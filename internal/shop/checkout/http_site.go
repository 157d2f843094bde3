package checkout

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// MethodView is a way to pay.
type MethodView struct {
	Code         string `json:"code"`
	Name         string `json:"name"`
	Instructions string `json:"instructions"`
}

// PlacedView is the answer to placing and to paying again.
type PlacedView struct {
	Order          order.View          `json:"order"`
	OrderToken     string              `json:"order_token" doc:"Opens the order: send it as Haat-Order-Token. A secret."`
	NextAction     *payment.NextAction `json:"next_action"`
	PaymentProblem bool                `json:"payment_problem" doc:"The provider could not be reached; the order stands and can be paid again."`
}

type placeInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		PaymentMethod string       `json:"payment_method" maxLength:"40"`
		ExpectedTotal money.Amount `json:"expected_total" doc:"The amount_due the shopper was shown; a difference is a 409 with the new totals."`
	}
}

type payInput struct {
	ID    string `path:"id" maxLength:"40"`
	Token string `header:"Haat-Order-Token" maxLength:"80"`
	Body  struct {
		PaymentMethod string `json:"payment_method" maxLength:"40"`
	}
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Checkout"}
	httpx.Register(api, httpx.Op{ID: "carts-payment-methods", Method: httpx.GET, Path: "/carts/{id}/payment-methods", Summary: "How a cart can be paid", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *cart.CartInput) (*httpx.Body[page.List[MethodView]], error) {
			all, err := s.Methods(ctx, s.d.DB, in.ID)
			return httpx.Answer(page.List[MethodView]{Items: methodViews(all)}, err)
		})
	httpx.Register(api, httpx.Op{ID: "carts-place", Method: httpx.POST, Path: "/carts/{id}/place", Summary: "Order what is in a cart", Tags: tags, Perm: actor.Public, Status: http.StatusCreated, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *placeInput) (*httpx.Body[PlacedView], error) {
			return s.placed(ctx)(s.Place(ctx, Place{CartID: in.ID, PaymentMethod: in.Body.PaymentMethod, ExpectedTotal: in.Body.ExpectedTotal}))
		})
	httpx.Register(api, httpx.Op{ID: "orders-payment-methods", Method: httpx.GET, Path: "/orders/{id}/payment-methods", Summary: "How an order that waits can be paid", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *order.ShopperInput) (*httpx.Body[page.List[MethodView]], error) {
			o, err := s.d.Order.ForShopper(ctx, s.d.DB, in.ID, order.Proof{Token: in.Token, CustomerID: actor.From(ctx).CustomerID})
			if err != nil {
				return nil, err
			}
			all, err := s.MethodsOf(ctx, s.d.DB, o)
			return httpx.Answer(page.List[MethodView]{Items: methodViews(all)}, err)
		})
	httpx.Register(api, httpx.Op{ID: "orders-pay", Method: httpx.POST, Path: "/orders/{id}/payments", Summary: "Pay an order again, by the same or another method", Tags: tags, Perm: actor.Public, Status: http.StatusCreated, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *payInput) (*httpx.Body[PlacedView], error) {
			return s.placed(ctx)(s.PayAgain(ctx, in.ID, order.Proof{Token: in.Token, CustomerID: actor.From(ctx).CustomerID}, in.Body.PaymentMethod))
		})
}

func methodViews(all []payment.Method) []MethodView {
	out := make([]MethodView, len(all))
	for i, m := range all {
		out[i] = MethodView{Code: m.Code, Name: m.Name, Instructions: m.Instructions}
	}
	return out
}

func (s *Service) placed(ctx context.Context) func(Placed, error) (*httpx.Body[PlacedView], error) {
	return func(p Placed, err error) (*httpx.Body[PlacedView], error) {
		if err != nil {
			return nil, err
		}
		entries, err := s.d.Order.Timeline(ctx, s.d.DB, p.Order)
		return httpx.Answer(PlacedView{Order: p.Order.Public(entries), OrderToken: p.Token, NextAction: p.Next, PaymentProblem: p.PaymentProblem}, err)
	}
}
