package fulfilment

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/order"
)

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "orders-shipments", Method: httpx.GET, Path: "/orders/{id}/shipments", Summary: "List an order's shipments", Tags: []string{"Orders"}, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *order.ShopperInput) (*httpx.Body[page.List[Shipment]], error) {
			list, err := s.ForBuyer(ctx, s.db, in.ID, order.Proof{Token: in.Token, CustomerID: actor.From(ctx).CustomerID})
			return httpx.Answer(page.List[Shipment]{Items: list}, err)
		})
}
