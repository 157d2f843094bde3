package order

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

type listInput struct {
	httpx.PageParams
	Status           string    `query:"status" enum:"pending,confirmed,completed,cancelled"`
	PaymentStatus    string    `query:"payment_status" enum:"unpaid,authorized,partially_paid,paid,partially_refunded,refunded,voided,failed"`
	FulfilmentStatus string    `query:"fulfilment_status" enum:"unfulfilled,partially_fulfilled,fulfilled,delivered"`
	StoreID          string    `query:"store_id" maxLength:"40"`
	CustomerID       string    `query:"customer_id" maxLength:"40"`
	Query            string    `query:"q" maxLength:"200" doc:"A number, an e-mail address, or the beginning of the buyer's name."`
	Held             bool      `query:"held" doc:"Only what is on hold and not cancelled; false is as if it was left out."`
	ToShip           bool      `query:"to_ship" doc:"Only confirmed orders of which something has not left yet; false is as if it was left out."`
	From             time.Time `query:"placed_from"`
	Until            time.Time `query:"placed_until"`
	Sort             string    `query:"sort" enum:"-placed,placed,-total,total" default:"-placed"`
}

func (in listInput) filter() Filter {
	f := Filter{Status: Status(in.Status), PaymentStatus: PaymentStatus(in.PaymentStatus), FulfilmentStatus: FulfilmentStatus(in.FulfilmentStatus),
		StoreID: in.StoreID, CustomerID: in.CustomerID, Query: in.Query, Held: in.Held, ToShip: in.ToShip}
	if !in.From.IsZero() {
		f.PlacedFrom = &in.From
	}
	if !in.Until.IsZero() {
		f.PlacedUntil = &in.Until
	}
	return f
}

type orderInput struct {
	ID string `path:"id" maxLength:"40"`
}

type partsInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		StoreOrderIDs []string `json:"store_order_ids,omitempty" maxItems:"50" doc:"Only these parts; leave out for all you may act on."`
	}
}

type cancelInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		StoreOrderIDs []string `json:"store_order_ids,omitempty" maxItems:"50"`
		Reason        string   `json:"reason" maxLength:"500"`
		Restock       *bool    `json:"restock,omitempty" doc:"Put the goods back on sale; false writes them off. Leave out for true."`
	}
}

type noteInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"5000"`
	}
}

type holdInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Orders"}
	httpx.Register(api, httpx.Op{ID: "orders-list", Method: httpx.GET, Path: "/orders", Summary: "List orders", Tags: tags, Perm: actor.OrdersRead},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[Summary]], error) {
			l, err := s.List(ctx, s.db, in.filter(), in.Sort, in.Request())
			return httpx.Answer(page.Map(l, Order.summary), err)
		})
	httpx.Register(api, httpx.Op{ID: "orders-get", Method: httpx.GET, Path: "/orders/{id}", Summary: "Get an order", Tags: tags, Perm: actor.OrdersRead},
		func(ctx context.Context, in *orderInput) (*httpx.Body[StaffView], error) {
			o, err := s.Get(ctx, s.db, in.ID)
			return s.staff(ctx, o, err)
		})
	httpx.Register(api, httpx.Op{ID: "orders-confirm", Method: httpx.POST, Path: "/orders/{id}/confirm", Summary: "Take on an order", Tags: tags, Perm: actor.OrdersWrite},
		func(ctx context.Context, in *partsInput) (*httpx.Body[StaffView], error) {
			return s.acted(ctx)(s.Confirm(ctx, in.ID, in.Body.StoreOrderIDs))
		})
	httpx.Register(api, httpx.Op{ID: "orders-mark-paid", Method: httpx.POST, Path: "/orders/{id}/mark-paid", Summary: "Say that cash or a transfer has come", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *orderInput) (*httpx.Body[StaffView], error) {
			return s.acted(ctx)(s.MarkPaid(ctx, in.ID))
		})
	httpx.Register(api, httpx.Op{ID: "orders-cancel", Method: httpx.POST, Path: "/orders/{id}/cancel", Summary: "Cancel an order or parts of it", Tags: tags, Perm: actor.OrdersWrite},
		func(ctx context.Context, in *cancelInput) (*httpx.Body[StaffView], error) {
			return s.acted(ctx)(s.CancelParts(ctx, Cancel{OrderID: in.ID, StoreOrderIDs: in.Body.StoreOrderIDs, Reason: in.Body.Reason, Restock: in.Body.Restock == nil || *in.Body.Restock}))
		})
	httpx.Register(api, httpx.Op{ID: "orders-notes-create", Method: httpx.POST, Path: "/orders/{id}/notes", Summary: "Write a note staff see", Tags: tags, Perm: actor.OrdersWrite},
		func(ctx context.Context, in *noteInput) (*httpx.Body[StaffView], error) {
			return s.acted(ctx)(s.Note(ctx, in.ID, in.Body.Text))
		})
	httpx.Register(api, httpx.Op{ID: "orders-hold", Method: httpx.POST, Path: "/orders/{id}/hold", Summary: "Put an order on hold", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *holdInput) (*httpx.Body[StaffView], error) {
			return s.acted(ctx)(s.Hold(ctx, in.ID, in.Body.Reason))
		})
	httpx.Register(api, httpx.Op{ID: "orders-release", Method: httpx.POST, Path: "/orders/{id}/release", Summary: "End a hold", Tags: tags, Perm: actor.OrdersSettle},
		func(ctx context.Context, in *orderInput) (*httpx.Body[StaffView], error) {
			return s.acted(ctx)(s.Release(ctx, in.ID))
		})
	httpx.Register(api, httpx.Op{ID: "overview-get", Method: httpx.GET, Path: "/overview", Summary: "Numbers for the home page", Tags: []string{"Overview"}, Perm: actor.OrdersRead},
		func(ctx context.Context, in *overviewInput) (*httpx.Body[Overview], error) {
			return httpx.Answer(s.Overview(ctx, s.db, in.dayStart(s.clock.Now())))
		})
	httpx.Stream(api, httpx.Op{ID: "orders-events", Method: httpx.GET, Path: "/orders/events", Summary: "Hear live that orders changed", Tags: tags, Perm: actor.OrdersRead}, s.followAll)
}

type overviewInput struct {
	DayStart time.Time `query:"day_start" doc:"When today began for the reader; leave out for today in the shop's time zone."`
}

// dayStart is what the reader said, zero for what cannot be the beginning of today.
func (in overviewInput) dayStart(now time.Time) time.Time {
	if in.DayStart.After(now) || now.Sub(in.DayStart) > 48*time.Hour {
		return time.Time{}
	}
	return in.DayStart
}

// acted answers a verb with the order as its caller may see it.
func (s *Service) acted(ctx context.Context) func(Order, error) (*httpx.Body[StaffView], error) {
	return func(o Order, err error) (*httpx.Body[StaffView], error) {
		if err == nil {
			o, err = o.within(actor.From(ctx).Scope(actor.OrdersRead))
		}
		return s.staff(ctx, o, err)
	}
}

func (s *Service) staff(ctx context.Context, o Order, err error) (*httpx.Body[StaffView], error) {
	if err != nil {
		return nil, err
	}
	entries, err := s.Timeline(ctx, s.db, o)
	if err == nil {
		entries, err = s.named(ctx, s.db, entries)
	}
	if err != nil {
		return nil, err
	}
	can, err := s.actions(ctx, o)
	if err != nil {
		return nil, err
	}
	v := StaffView{View: o.Public(nil), CustomerID: o.CustomerID, HeldAt: o.HeldAt, HoldReasons: orEmpty(o.HoldReasons), Version: o.Version, Actions: can}
	v.Timeline = entries
	return &httpx.Body[StaffView]{Body: v}, nil
}

// actions lists what the caller can do with the order now; the verbs check
// again.
func (s *Service) actions(ctx context.Context, o Order) ([]string, error) {
	a := actor.From(ctx)
	out := []string{}
	add := func(ok bool, name string) {
		if ok {
			out = append(out, name)
		}
	}
	scope := a.Scope(actor.OrdersWrite)
	var pending, live, whole bool
	for _, p := range o.StoreOrders {
		if scope.Has(p.StoreID) && p.Status != Cancelled {
			pending = pending || p.Status == Pending
			live = live || p.FulfilmentStatus == Unfulfilled || p.FulfilmentStatus == PartiallyFulfilled
			whole = whole || p.FulfilmentStatus == Unfulfilled
		}
	}
	settle, held := a.Platform(actor.OrdersSettle), o.HeldAt != nil
	ready := !held && !o.Awaits()
	payable := settle && !held && o.Status != Cancelled && o.Captured < o.Due()
	if payable { // by hand, that is: money that a provider moves is not told about here
		open, err := s.openManual(ctx, s.db, o.ID)
		if err != nil {
			return nil, err
		}
		payable = open != nil
	}
	add(pending && ready, "confirm")
	add(live && ready, "ship")
	add(payable, "mark_paid")
	add(whole, "cancel")
	add(!scope.None(), "note")
	add(settle && !held && o.Status != Cancelled, "hold")
	add(settle && held, "release")
	return out, nil
}

// followAll says which topics moved; the reader fetches what it shows.
func (s *Service) followAll(ctx context.Context, _ *struct{}, send func(id, event string, data any) error) error {
	scope := actor.From(ctx).Scope(actor.OrdersRead)
	topics := []string{"orders"}
	if !scope.All {
		topics = nil
		for _, id := range scope.StoreIDs {
			topics = append(topics, "orders:"+id)
		}
	}
	sub := s.bus.Subscribe(topics...)
	defer sub.Close()
	for { // at once, too: something may have changed while nobody listened
		if err := send("", "orders", map[string]any{"changed": true}); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-sub.C():
		}
	}
}
