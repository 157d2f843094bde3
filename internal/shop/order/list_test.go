package order_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// bothStores is a context in which a seller acts who has both stores.
func bothStores(f *ordertest.Fixture) context.Context {
	return actor.With(context.Background(), sellertest.MemberOf("sel_both", f.StoreA.ID, f.StoreB.ID))
}

// everyCase places orders in every state that is counted on the home page and in those beside them, by name.
func everyCase(t *testing.T, f *ordertest.Fixture) map[string]string {
	t.Helper()
	ids := map[string]string{}
	place := func(name string, goods ...ordertest.Goods) order.Order {
		o := f.Place(t, payment.CashOnDelivery, goods...)
		f.Clock.Advance(time.Minute)
		ids[name] = o.ID
		return o
	}
	both := bothStores(f)
	send := func(o order.Order, storeID string, share func(order.LineQty) order.LineQty) {
		part := ordertest.Part(t, o, storeID)
		lines := ordertest.LinesOf(o, part.ID)
		for i := range lines {
			lines[i] = share(lines[i])
		}
		must(t, f.Ship(both, o.ID, part.ID, lines))
	}
	whole := func(l order.LineQty) order.LineQty { return l }
	half := func(l order.LineQty) order.LineQty { l.Quantity /= 2; return l }
	confirm := func(o order.Order) order.Order {
		_, err := f.Order.Confirm(both, o.ID, nil)
		must(t, err)
		return o
	}
	hold := func(o order.Order) order.Order {
		_, err := f.Order.Hold(ordertest.Owner(), o.ID, "looks odd")
		must(t, err)
		return o
	}
	cancel := func(o order.Order, storeIDs ...string) {
		c := order.Cancel{OrderID: o.ID, Reason: "it was odd"}
		for _, s := range storeIDs {
			c.StoreOrderIDs = append(c.StoreOrderIDs, ordertest.Part(t, o, s).ID)
		}
		_, err := f.Order.CancelParts(ordertest.Owner(), c)
		must(t, err)
	}

	place("pending", f.A(1))
	confirm(place("confirmed", f.A(2)))
	send(place("half sent", f.A(2)), f.StoreA.ID, half)
	send(place("sent", f.A(2)), f.StoreA.ID, whole)
	done := place("delivered", f.A(1))
	send(done, f.StoreA.ID, whole)
	part := ordertest.Part(t, done, f.StoreA.ID)
	must(t, f.Deliver(f.AsA(), done.ID, part.ID, ordertest.LinesOf(done, part.ID)))
	cancel(place("cancelled", f.A(1)))
	_, err := f.Order.Confirm(f.AsA(), place("half confirmed", f.A(1), f.B(1)).ID, nil)
	must(t, err)
	send(confirm(place("one of two sent", f.A(1), f.B(1))), f.StoreA.ID, whole)
	confirm(place("two confirmed", f.A(1), f.B(1)))
	hold(place("held", f.A(1)))
	hold(confirm(place("held confirmed", f.B(1))))
	hold(place("held of two", f.A(1), f.B(1)))
	cancel(hold(place("held and gone", f.A(1))))
	cancel(hold(place("held, one gone", f.A(1), f.B(1))), f.StoreA.ID)
	_, err = f.Order.Release(ordertest.Owner(), hold(place("released", f.A(1))).ID)
	must(t, err)
	return ids
}

func TestWhatIsCountedOnTheHomePageIsWhatTheListItLeadsToShows(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		ids := everyCase(t, f)
		names := map[string]string{}
		for name, id := range ids {
			names[id] = name
		}
		listed := func(ctx context.Context, by order.Filter, sort string) []string {
			var out []string
			for p := (page.Request{Limit: 2}); ; {
				l, err := f.Order.List(ctx, f.DB, by, sort, p)
				must(t, err)
				for _, o := range l.Items {
					out = append(out, names[o.ID])
				}
				if p.Cursor = l.Next; p.Cursor == "" {
					return out
				}
			}
		}
		held, toShip := order.Filter{Held: true}, order.Filter{ToShip: true}
		for name, c := range map[string]struct {
			ctx          context.Context
			held, toShip []string
		}{
			"the platform": {ordertest.Owner(), []string{"held", "held confirmed", "held of two", "held, one gone"}, []string{"confirmed", "half sent", "one of two sent", "two confirmed", "held confirmed"}},
			"seller A":     {f.AsA(), []string{"held", "held of two"}, []string{"confirmed", "half sent", "half confirmed", "two confirmed"}},
			"seller B":     {f.AsB(), []string{"held confirmed", "held of two", "held, one gone"}, []string{"one of two sent", "two confirmed", "held confirmed"}},
			"one seller of both": {bothStores(f), []string{"held", "held confirmed", "held of two", "held, one gone"},
				[]string{"confirmed", "half sent", "half confirmed", "one of two sent", "two confirmed", "held confirmed"}},
		} {
			n := overview(t, f, c.ctx)
			for _, sort := range []string{"placed", "-placed", "total", "-total"} {
				if strings.HasSuffix(sort, "total") && name != "the platform" {
					continue
				}
				for what, of := range map[string]struct {
					by    order.Filter
					want  []string
					count int64
				}{"held": {held, c.held, n.Held}, "to ship": {toShip, c.toShip, n.ToShip}, "pending": {order.Filter{Status: order.Pending}, nil, n.Pending}} {
					got := listed(c.ctx, of.by, sort)
					if int64(len(got)) != of.count {
						t.Errorf("%s, %s by %s: %d are counted, %d listed: %q", name, what, sort, of.count, len(got), got)
					}
					if of.want == nil {
						continue
					}
					slices.Sort(got)
					slices.Sort(of.want)
					if diff := cmp.Diff(of.want, got); diff != "" {
						t.Errorf("%s, %s by %s: %s", name, what, sort, diff)
					}
				}
			}
		}
	})
}

func TestWhatIsOnHoldIsFoundTogetherWithEveryOtherFilter(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		ids := everyCase(t, f)
		number := f.Get(t, ids["held confirmed"]).Number
		placed := f.Get(t, ids["held of two"]).PlacedAt
		for name, c := range map[string]struct {
			by   order.Filter
			want int
		}{
			"a state":            {order.Filter{Held: true, Status: order.Confirmed}, 1},
			"a state of nothing": {order.Filter{Held: true, Status: order.Cancelled}, 0},
			"to ship":            {order.Filter{Held: true, ToShip: true}, 1},
			"its number":         {order.Filter{Held: true, Query: "#" + order.Order{Number: number}.Public(nil).Number}, 1},
			"another's number":   {order.Filter{Held: true, Query: f.Get(t, ids["pending"]).Public(nil).Number}, 0},
			"an address":         {order.Filter{Held: true, Query: "guest@shop.example"}, 4},
			"a name":             {order.Filter{Held: true, Query: "ada b"}, 4},
			"since":              {order.Filter{Held: true, PlacedFrom: &placed}, 2},
			"before":             {order.Filter{Held: true, PlacedUntil: &placed}, 2},
			"a store":            {order.Filter{Held: true, StoreID: f.StoreB.ID}, 3},
		} {
			for _, sort := range []string{"-placed", "total"} {
				if sort == "total" && c.by.StoreID != "" {
					continue
				}
				l, err := f.Order.List(ordertest.Owner(), f.DB, c.by, sort, page.Request{})
				must(t, err)
				if len(l.Items) != c.want {
					t.Errorf("%s by %s: %d orders, want %d", name, sort, len(l.Items), c.want)
				}
			}
		}
	})
}

func TestMarkAsPaidIsOfferedWhereItWorks(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		api := httpxtest.New(t, func(a huma.API) { f.Order.RegisterStore(a) })
		offered := func(as actor.Actor, id string) bool {
			var o struct{ Actions []string }
			api.Do(httpxtest.Call{As: as, Method: http.MethodGet, Path: "/orders/" + id}).Want(200).Into(&o)
			return slices.Contains(o.Actions, "mark_paid")
		}
		card := func(kind payment.Kind) order.Order {
			o := f.Place(t, ordertest.CardCode, f.A(1))
			f.Hear(t, payment.Fact{EventID: "of " + o.ID, PaymentID: f.PaymentOf(t, o.ID).ID, Kind: kind, Total: o.Due(), Currency: o.Currency})
			f.Settle(t)
			return f.Get(t, o.ID)
		}
		held := f.Place(t, payment.CashOnDelivery, f.A(1))
		_, err := f.Order.Hold(ordertest.Owner(), held.ID, "looks odd")
		must(t, err)
		gone := f.Place(t, payment.BankTransfer, f.A(1))
		_, err = f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: gone.ID, Reason: "it was odd"})
		must(t, err)
		come := f.Place(t, payment.BankTransfer, f.A(1))
		_, err = f.Order.MarkPaid(ordertest.Owner(), come.ID)
		must(t, err)
		again := card(payment.SaysFailed)
		must(t, f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			if err := f.Order.LockTx(ctx, tx, again.ID); err != nil {
				return err
			}
			if _, err := f.Payment.CreateTx(ctx, tx, payment.Create{OrderID: again.ID, OrderNumber: "1", Method: payment.CashOnDelivery, Amount: again.Money(again.Due())}); err != nil {
				return err
			}
			return f.Order.AwaitTx(ctx, tx, again.ID, payment.CashOnDelivery, nil)
		}))
		for name, c := range map[string]struct {
			id   string
			want bool
		}{
			"cash":                        {f.Place(t, payment.CashOnDelivery, f.A(1)).ID, true},
			"a transfer":                  {f.Place(t, payment.BankTransfer, f.A(1)).ID, true},
			"a transfer that has come":    {come.ID, false},
			"cash of an order on hold":    {held.ID, false},
			"a cancelled order":           {gone.ID, false},
			"a card not paid by yet":      {f.Place(t, ordertest.CardCode, f.A(1)).ID, false},
			"a card's promise":            {card(payment.SaysAuthorized).ID, false},
			"a declined card":             {card(payment.SaysFailed).ID, false},
			"a card that paid":            {card(payment.SaysCaptured).ID, false},
			"cash after a declined card":  {again.ID, true},
			"cash for goods of two shops": {f.Place(t, payment.CashOnDelivery, f.A(1), f.B(1)).ID, true},
		} {
			if got := offered(sellertest.Owner(), c.id); got != c.want {
				t.Errorf("%s: offered %v, want %v", name, got, c.want)
			}
			if offered(sellertest.MemberOf(f.SellerA.ID, f.StoreA.ID), c.id) {
				t.Errorf("%s: offered to a seller", name)
			}
			if _, err := f.Order.MarkPaid(ordertest.Owner(), c.id); (err == nil) != c.want {
				t.Errorf("%s: marking it as paid: %v", name, err)
			}
		}
	})
}
