package fulfilment

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/order"
)

type listInput struct {
	ID string `path:"id" maxLength:"40"`
}

type shipInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		StoreOrderID   string          `json:"store_order_id" maxLength:"40"`
		Lines          []order.LineQty `json:"lines,omitempty" maxItems:"100" doc:"Leave out for everything that is open."`
		Carrier        string          `json:"carrier,omitempty" maxLength:"80"`
		TrackingNumber string          `json:"tracking_number,omitempty" maxLength:"120"`
		TrackingURL    string          `json:"tracking_url,omitempty" maxLength:"500"`
	}
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Shipments"}
	httpx.Register(api, httpx.Op{ID: "orders-shipments-list", Method: httpx.GET, Path: "/orders/{id}/shipments", Summary: "List an order's shipments", Tags: tags, Perm: actor.OrdersRead},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[Shipment]], error) {
			list, err := s.OfOrder(ctx, s.db, in.ID)
			return httpx.Answer(page.List[Shipment]{Items: list}, err)
		})
	httpx.Register(api, httpx.Op{ID: "orders-shipments-create", Method: httpx.POST, Path: "/orders/{id}/shipments", Summary: "Ship part or all of a store order", Tags: tags, Perm: actor.OrdersWrite, Status: http.StatusCreated},
		func(ctx context.Context, in *shipInput) (*httpx.Body[Shipment], error) {
			b := in.Body
			return httpx.Answer(s.Ship(ctx, Ship{OrderID: in.ID, StoreOrderID: b.StoreOrderID, Lines: b.Lines, Carrier: b.Carrier, TrackingNumber: b.TrackingNumber, TrackingURL: b.TrackingURL}))
		})
	httpx.Register(api, httpx.Op{ID: "shipments-deliver", Method: httpx.POST, Path: "/shipments/{id}/deliver", Summary: "Say that a shipment arrived", Tags: tags, Perm: actor.OrdersWrite},
		func(ctx context.Context, in *listInput) (*httpx.Body[Shipment], error) {
			return httpx.Answer(s.Deliver(ctx, in.ID))
		})
}
