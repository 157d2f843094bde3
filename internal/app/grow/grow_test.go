package grow

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/order"
)

// TestAFilledShopIsOneTheRoomsWouldHaveMade fills a small shop and asks the rooms: they derive the same states from what
// was written past them, and every sum is the sum of its parts.
func TestAFilledShopIsOneTheRoomsWouldHaveMade(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			c := apptest.Fresh(t, e)
			w := Where{Data: c.Data, URL: c.DatabaseURL}
			ctx := app.AsSystem(context.Background())
			if err := Fill(ctx, w, Plan{Seed: 3, Products: 60, Orders: 400, Now: time.Now().UTC().Truncate(time.Second)}); err != nil {
				t.Fatal(err)
			}
			a, err := w.open(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			listsTellTheTruth(t, ctx, a)
			states := deriveAnew(t, ctx, a)
			for _, s := range []string{"completed delivered paid", "cancelled unfulfilled refunded", "completed delivered partially_refunded"} {
				if states[s] == 0 {
					t.Errorf("no order is %s: %v", s, states)
				}
			}
			for _, q := range sums {
				if n, err := db.Get[int64](ctx, a.DB, q); err != nil || n != 0 {
					t.Errorf("%v: %d rows do not add up, %v", q, n, err)
				}
			}
		})
	}
}

// listsTellTheTruth turns all pages of every list of orders that is measured, and compares them with what looking at
// every order finds: whichever way a list is read, by its rarest filter or along its order, it shows the same.
func listsTellTheTruth(t *testing.T, ctx context.Context, a *app.App) {
	t.Helper()
	who, storeIDs, err := callers(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	all := pages(t, func(p page.Request) (page.List[order.Order], error) {
		return a.Order.List(ctx, a.DB, order.Filter{}, "placed", p)
	})
	if len(all) != 400 {
		t.Fatalf("%d orders", len(all))
	}
	for as, ctx := range who {
		scope := actor.From(ctx).Scope(actor.OrdersRead)
		for name, f := range orderFilters(all[300]) {
			for _, f.StoreID = range []string{"", storeIDs[0]} {
				for _, sort := range []string{"-placed", "placed", "-total", "total"} {
					if strings.HasSuffix(sort, "total") && (!scope.All || f.StoreID != "") {
						continue
					}
					got := pages(t, func(p page.Request) (page.List[order.Order], error) { return a.Order.List(ctx, a.DB, f, sort, p) })
					if diff := cmp.Diff(numbers(expected(all, scope, f, sort)), numbers(got)); diff != "" {
						t.Errorf("%s, %s in %s, store %q: %s", as, name, sort, f.StoreID, diff)
					}
				}
			}
		}
	}
}

func pages(t *testing.T, get func(page.Request) (page.List[order.Order], error)) (all []order.Order) {
	t.Helper()
	for p := (page.Request{Limit: 70}); ; {
		l, err := get(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l.Items...)
		if p.Cursor = l.Next; p.Cursor == "" {
			return all
		}
	}
}

func numbers(all []order.Order) []int64 {
	out := []int64{}
	for _, o := range all {
		out = append(out, o.Number)
	}
	return out
}

// expected looks at every order.
func expected(all []order.Order, scope actor.Scope, f order.Filter, sort string) (out []order.Order) {
	if f.StoreID != "" {
		if !scope.Has(f.StoreID) {
			return nil
		}
		scope = actor.Scope{StoreIDs: []string{f.StoreID}}
	}
	for _, o := range all {
		if fits(o, f) && partFits(o, scope, f) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b order.Order) int {
		c := a.PlacedAt.Compare(b.PlacedAt)
		if strings.HasSuffix(sort, "total") {
			c = int(a.Sums.Total - b.Sums.Total)
		}
		if c == 0 {
			c = strings.Compare(a.ID, b.ID)
		}
		if sort[0] == '-' {
			return -c
		}
		return c
	})
	return out
}

func fits(o order.Order, f order.Filter) bool {
	text := strings.ToLower(f.Query)
	name := strings.ToLower(o.ShippingAddress.FirstName + " " + o.ShippingAddress.LastName)
	found := strconv.FormatInt(o.Number, 10) == text || strings.ToLower(o.Email) == text || strings.HasPrefix(name, text)
	return found && (f.PaymentStatus == "" || o.PaymentStatus == f.PaymentStatus) && (f.CustomerID == "" || *o.CustomerID == f.CustomerID) &&
		(f.PlacedFrom == nil || !o.PlacedAt.Before(*f.PlacedFrom)) && (f.PlacedUntil == nil || o.PlacedAt.Before(*f.PlacedUntil))
}

// partFits looks at the order's own states for the platform, and at those of the part for its store.
func partFits(o order.Order, scope actor.Scope, f order.Filter) bool {
	states := func(s order.Status, d order.FulfilmentStatus) bool {
		open := d == order.Unfulfilled || d == order.PartiallyFulfilled
		return (!f.Held || o.HeldAt != nil && s != order.Cancelled) && (!f.ToShip || s == order.Confirmed && open) && (f.Status == "" || s == f.Status) && (f.FulfilmentStatus == "" || d == f.FulfilmentStatus)
	}
	if scope.All {
		return states(o.Status, o.FulfilmentStatus)
	}
	for _, p := range o.StoreOrders {
		if scope.Has(p.StoreID) && states(p.Status, p.FulfilmentStatus) {
			return true
		}
	}
	return false
}

// deriveAnew lets the order room derive the states of each order again, which a note does.
func deriveAnew(t *testing.T, ctx context.Context, a *app.App) map[string]int {
	t.Helper()
	states := map[string]int{}
	for p := (page.Request{Limit: 100}); ; {
		l, err := a.Order.List(ctx, a.DB, order.Filter{}, "-placed", p)
		if err != nil {
			t.Fatal(err)
		}
		for _, was := range l.Items {
			now, err := a.Order.Note(ctx, was.ID, "Looked at.")
			if err != nil {
				t.Fatal(err)
			}
			if now.Status != was.Status || now.PaymentStatus != was.PaymentStatus || now.FulfilmentStatus != was.FulfilmentStatus {
				t.Errorf("order %d was written as %s %s %s, and is %s %s %s", was.Number, was.Status, was.FulfilmentStatus, was.PaymentStatus, now.Status, now.FulfilmentStatus, now.PaymentStatus)
			}
			for i, part := range now.StoreOrders {
				if part.Status != was.StoreOrders[i].Status || part.FulfilmentStatus != was.StoreOrders[i].FulfilmentStatus {
					t.Errorf("part %s of order %d was %s, and is %s", part.ID, was.Number, was.StoreOrders[i].Status, part.Status)
				}
			}
			states[string(was.Status)+" "+string(was.FulfilmentStatus)+" "+string(was.PaymentStatus)]++
		}
		if p.Cursor = l.Next; p.Cursor == "" {
			return states
		}
	}
}

// sums count what does not add up.
var sums = []*db.Stmt{
	db.SQL(`SELECT COUNT(*) FROM inventory_levels v WHERE on_hand <> (SELECT CAST(COALESCE(SUM(on_hand_delta), 0) AS BIGINT) FROM inventory_ledger l WHERE l.variant_id = v.variant_id)
		OR reserved <> (SELECT CAST(COALESCE(SUM(reserved_delta), 0) AS BIGINT) FROM inventory_ledger l WHERE l.variant_id = v.variant_id) OR on_hand < reserved`),
	db.SQL(`SELECT COUNT(*) FROM inventory_levels v WHERE reserved <> (SELECT CAST(COALESCE(SUM(quantity - committed - released), 0) AS BIGINT) FROM inventory_reservations r WHERE r.variant_id = v.variant_id)`),
	db.SQL(`SELECT COUNT(*) FROM order_orders o WHERE total <> (SELECT CAST(SUM(total) AS BIGINT) FROM order_lines l WHERE l.order_id = o.id)
		OR total <> (SELECT CAST(SUM(total) AS BIGINT) FROM order_store_orders s WHERE s.order_id = o.id) OR total <> subtotal - discount + shipping + tax`),
	db.SQL(`SELECT COUNT(*) FROM order_orders o WHERE captured <> (SELECT CAST(SUM(captured) AS BIGINT) FROM payment_payments p WHERE p.order_id = o.id)
		OR refunded <> (SELECT CAST(SUM(refunded) AS BIGINT) FROM payment_payments p WHERE p.order_id = o.id) OR captured > total OR refunded > captured`),
	db.SQL(`SELECT COUNT(*) FROM order_store_orders s JOIN order_orders o ON o.id = s.order_id WHERE s.payment_status <> o.payment_status OR s.customer_id <> o.customer_id OR s.name_search <> o.name_search
		OR COALESCE(s.held_at, 0) <> COALESCE(o.held_at, 0)`),
	db.SQL(`SELECT COUNT(*) FROM order_lines l JOIN order_store_orders s ON s.id = l.store_order_id WHERE l.store_id <> s.store_id`),
}
