package order

import (
	"context"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

// ShopperInput names an order and proves that it is the caller's.
type ShopperInput struct {
	ID    string `path:"id" maxLength:"40"`
	Token string `header:"Haat-Order-Token" maxLength:"80" doc:"The order_token of the placed order. Not needed for one's own orders when logged in."`
}

type trackInput struct {
	Body struct {
		Number string `json:"number" minLength:"1" maxLength:"20" doc:"The order's number, with or without #."`
		Email  string `json:"email" minLength:"3" maxLength:"254"`
	}
}

// Tracked is what a number and an e-mail address show: never an address.
type Tracked struct {
	Number           string           `json:"number"`
	Status           Status           `json:"status"`
	PaymentStatus    PaymentStatus    `json:"payment_status"`
	FulfilmentStatus FulfilmentStatus `json:"fulfilment_status"`
	Timeline         []Entry          `json:"timeline"`
}

// proof collects what the request shows.
func (in ShopperInput) proof(ctx context.Context) Proof {
	return Proof{Token: in.Token, CustomerID: actor.From(ctx).CustomerID}
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Orders"}
	httpx.Register(api, httpx.Op{ID: "orders-get", Method: httpx.GET, Path: "/orders/{id}", Summary: "Get an order", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *ShopperInput) (*httpx.Body[View], error) {
			return httpx.Answer(s.ShopperView(ctx, s.db, in.ID, in.proof(ctx)))
		})
	httpx.Register(api, httpx.Op{ID: "orders-track", Method: httpx.POST, Path: "/orders/track", Summary: "Follow an order by its number and e-mail address", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *trackInput) (*httpx.Body[Tracked], error) {
			return httpx.Answer(s.Track(ctx, s.db, in.Body.Number, in.Body.Email))
		})
	httpx.Register(api, httpx.Op{ID: "me-orders", Method: httpx.GET, Path: "/me/orders", Summary: "List my orders", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, in *httpx.PageParams) (*httpx.Body[page.List[Summary]], error) {
			l, err := s.Of(ctx, s.db, actor.From(ctx).CustomerID, in.Request())
			return httpx.Answer(page.Map(l, Order.summary), err)
		})
	httpx.Stream(api, httpx.Op{ID: "orders-events", Method: httpx.GET, Path: "/orders/{id}/events", Summary: "Follow an order live", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		s.follow)
}

// ShopperView is ForShopper with the public timeline.
func (s *Service) ShopperView(ctx context.Context, q db.Querier, orderID string, p Proof) (View, error) {
	o, err := s.ForShopper(ctx, q, orderID, p)
	if err != nil {
		return View{}, err
	}
	entries, err := s.Timeline(ctx, q, o)
	return o.Public(entries), err
}

// Track shows the state of an order to who knows its number and address.
// Returns ErrNotFound for any wrong pair.
func (s *Service) Track(ctx context.Context, q db.Querier, number, email string) (Tracked, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(number), "#"), 10, 64)
	if err != nil {
		return Tracked{}, ErrNotFound
	}
	o, err := s.ByNumber(ctx, q, n, email)
	if err != nil {
		return Tracked{}, err
	}
	entries, err := s.Timeline(ctx, q, o)
	v := o.Public(entries)
	return Tracked{Number: v.Number, Status: v.Status, PaymentStatus: v.PaymentStatus, FulfilmentStatus: v.FulfilmentStatus, Timeline: v.Timeline}, err
}

// follow sends the order now and whenever it changes. The event id is the
// version: who reconnects with the current one waits for the next.
func (s *Service) follow(ctx context.Context, in *ShopperInput, send func(id, event string, data any) error) error {
	sub := s.bus.Subscribe("order:" + in.ID)
	defer sub.Close()
	seen := httpx.LastEventID(ctx)
	for {
		o, err := s.ForShopper(ctx, s.db, in.ID, in.proof(ctx))
		if err != nil {
			return err
		}
		if v := strconv.FormatInt(o.Version, 10); v != seen {
			entries, err := s.Timeline(ctx, s.db, o)
			if err != nil {
				return err
			}
			if err := send(v, "order", o.Public(entries)); err != nil {
				return err
			}
			seen = v
		}
		select {
		case <-ctx.Done():
			return nil
		case <-sub.C():
		}
	}
}
