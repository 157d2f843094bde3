package analytics

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

func (f *fixture) zone(t *testing.T, name string, currencies ...money.Currency) {
	t.Helper()
	p := settings.Patch{TimeZone: opt.Some(name)}
	if len(currencies) > 0 {
		p.Currencies = opt.Some(currencies)
	}
	settingstest.Change(t, f.Settings, p)
}

// at moves the clock to a time of RFC 3339.
func (f *fixture) at(t *testing.T, when string) {
	t.Helper()
	to, err := time.Parse(time.RFC3339, when)
	if err != nil {
		t.Fatal(err)
	}
	f.Clock.Set(to)
}

// placeAt places an order at a time.
func (f *fixture) placeAt(t *testing.T, when string, goods ...ordertest.Goods) order.Order {
	t.Helper()
	f.at(t, when)
	return f.Place(t, "cod", goods...)
}

// placeIn is placeAt in another currency.
func (f *fixture) placeIn(t *testing.T, c money.Currency, when string, goods ...ordertest.Goods) {
	t.Helper()
	f.at(t, when)
	in := f.Purchase(t, "cod", goods...)
	in.Currency = c
	f.PlaceThis(t, in)
}

func (f *fixture) cancel(t *testing.T, orderID string, parts ...string) {
	t.Helper()
	if _, err := f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: orderID, StoreOrderIDs: parts, Reason: "changed their mind", Restock: true}); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) sales(t *testing.T, ctx context.Context, ask Ask) Sales {
	t.Helper()
	out, err := f.Analytics.Sales(ctx, f.DB, ask)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sound fails when the sums are not those of what is counted.
func (f *fixture) sound(t *testing.T) {
	t.Helper()
	var r verify.Report
	if err := f.Analytics.Sound(context.Background(), f.DB, &r); err != nil || r.Wrong() > 0 {
		t.Errorf("%v %+v", err, r.Checks[0].Offenders)
	}
}

// sold are the days on which something was sold.
func sold(days []Day) map[string]int64 {
	out := map[string]int64{}
	for _, d := range days {
		if d.Orders > 0 {
			out[d.Date] = d.Total
		}
	}
	return out
}

// mug is what an order of one mug comes to, pack one of a pack: goods and shipping.
const (
	mug  = 1800 + ordertest.ShippingPrice
	pack = 4900 + ordertest.ShippingPrice
)

func TestADayOfSalesIsADayOfTheShopsZone(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.zone(t, "Asia/Kathmandu") // midnight is at 18:15 UTC
		f.Run(t)
		f.placeAt(t, "2026-02-27T18:14:59Z", f.A(1))
		f.placeAt(t, "2026-02-27T18:15:00Z", f.A(1), f.B(1))
		f.placeAt(t, "2026-02-28T18:14:59Z", f.A(1))
		f.placeAt(t, "2026-02-28T18:15:00Z", f.A(1))
		f.Settle(t)
		f.at(t, "2026-03-01T12:00:00Z")
		got := f.sales(t, ordertest.Owner(), Ask{Days: 7})
		if diff := cmp.Diff(map[string]int64{"2026-02-27": mug, "2026-02-28": mug + pack + mug, "2026-03-01": mug}, sold(got.Days)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(Sum{Orders: 4, Total: 4*mug + pack, Average: (4*mug + pack) / 4}, got.Sum); diff != "" {
			t.Error(diff)
		}
		if got.TimeZone != "Asia/Kathmandu" || got.Currency != "USD" || !got.Complete || got.Days[0].Date != "2026-02-23" || len(got.Days) != 7 || len(got.DaysBefore) != 7 || got.DaysBefore[6].Date != "2026-02-22" {
			t.Errorf("%+v", got)
		}
		f.sound(t)
	})
}

func TestDaysInWhichClocksAreMovedAreWholeDays(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.zone(t, "Europe/Berlin")
		f.Run(t)
		// The 29th of March has 23 hours, the 25th of October 25.
		for _, when := range []string{"2026-03-28T22:59:00Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:00Z", "2026-03-29T22:00:00Z",
			"2026-10-24T21:59:00Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:00Z", "2026-10-25T23:00:00Z"} {
			f.placeAt(t, when, f.A(1))
		}
		f.Settle(t)
		f.at(t, "2026-03-31T10:00:00Z")
		if diff := cmp.Diff(map[string]int64{"2026-03-28": mug, "2026-03-29": 2 * mug, "2026-03-30": mug}, sold(f.sales(t, ordertest.Owner(), Ask{Days: 30}).Days)); diff != "" {
			t.Error(diff)
		}
		f.at(t, "2026-10-27T10:00:00Z")
		if diff := cmp.Diff(map[string]int64{"2026-10-24": mug, "2026-10-25": 2 * mug, "2026-10-26": mug}, sold(f.sales(t, ordertest.Owner(), Ask{Days: 30}).Days)); diff != "" {
			t.Error(diff)
		}
		f.sound(t)
	})
}

func TestThePeriodBeforeEndsAtTheSameTimeOfDay(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.zone(t, "Asia/Kathmandu")
		f.Run(t)
		f.placeAt(t, "2026-02-22T05:10:00Z", f.A(1)) // 10:55 a week ago
		f.placeAt(t, "2026-02-22T09:00:00Z", f.B(1)) // 14:45 a week ago
		f.placeAt(t, "2026-03-01T05:00:00Z", f.A(1))
		f.Settle(t)
		f.at(t, "2026-03-01T06:20:00Z") // 12:05
		got := f.sales(t, ordertest.Owner(), Ask{Days: 7})
		if diff := cmp.Diff([]Sum{{1, mug, mug}, {1, mug, mug}}, []Sum{got.Sum, got.Before}); diff != "" {
			t.Error(diff)
		}
		f.at(t, "2026-03-01T09:20:00Z") // 15:05
		if got := f.sales(t, ordertest.Owner(), Ask{Days: 7}); got.Before.Orders != 2 || got.Before.Average != (mug+pack)/2 {
			t.Errorf("%+v", got.Before)
		}
	})
}

func TestWhatIsCancelledLeavesTheDayItWasPlacedOn(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.Run(t)
		both := f.placeAt(t, "2026-02-27T10:00:00Z", f.A(1), f.B(1))
		whole := f.placeAt(t, "2026-02-27T11:00:00Z", f.A(2))
		f.placeAt(t, "2026-02-27T11:01:00Z", f.A(1))
		f.Settle(t)
		f.at(t, "2026-03-01T12:00:00Z")
		f.cancel(t, whole.ID)
		f.cancel(t, both.ID, both.StoreOrders[slices.IndexFunc(both.StoreOrders, func(p order.StoreOrder) bool { return p.StoreID == f.StoreB.ID })].ID)
		f.Settle(t)
		got := f.sales(t, ordertest.Owner(), Ask{Days: 7})
		if diff := cmp.Diff(map[string]int64{"2026-02-27": 2 * mug}, sold(got.Days)); diff != "" || got.Sum.Orders != 2 {
			t.Error(got.Sum, diff)
		}
		if b := f.sales(t, f.AsB(), Ask{Days: 7}); b.Sum != (Sum{}) || len(b.Stores) != 0 {
			t.Errorf("the store whose part was cancelled sold %+v", b.Sum)
		}
		f.cancel(t, both.ID)
		f.Settle(t)
		if got := f.sales(t, ordertest.Owner(), Ask{Days: 7}); got.Sum != (Sum{1, mug, mug}) {
			t.Errorf("%+v", got.Sum)
		}
		f.sound(t)
	})
}

func TestCurrenciesAreNeverAdded(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.zone(t, "UTC", "USD", "NPR")
		f.Run(t)
		f.placeAt(t, "2026-03-01T10:00:00Z", f.A(1))
		f.placeIn(t, "NPR", "2026-03-01T10:01:00Z", f.A(1), f.B(1))
		f.Settle(t)
		f.at(t, "2026-03-01T12:00:00Z")
		usd, npr := f.sales(t, ordertest.Owner(), Ask{Days: 7}), f.sales(t, ordertest.Owner(), Ask{Days: 7, Currency: "NPR"})
		if usd.Currency != "USD" || usd.Sum != (Sum{1, mug, mug}) || npr.Currency != "NPR" || npr.Sum != (Sum{1, mug + pack, mug + pack}) || len(npr.Stores) != 2 {
			t.Errorf("%+v\n%+v", usd, npr)
		}
		if diff := cmp.Diff([]money.Currency{"USD", "NPR"}, usd.Currencies); diff != "" {
			t.Error(diff)
		}
		for _, wrong := range []Ask{{Days: 7, Currency: "EUR"}, {Days: 0}, {Days: 367}} {
			if _, err := f.Analytics.Sales(ordertest.Owner(), f.DB, wrong); !errors.Is(err, ErrReport) {
				t.Error(wrong, err)
			}
		}
	})
}

func TestASellersReportIsOfTheirOwnStoresOnly(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.Run(t)
		f.placeAt(t, "2026-03-01T10:00:00Z", f.A(1), f.B(1))
		f.placeAt(t, "2026-03-01T10:01:00Z", f.B(1))
		f.Settle(t)
		f.at(t, "2026-03-01T12:00:00Z")
		a := f.sales(t, f.AsA(), Ask{Days: 7})
		if a.Sum != (Sum{1, mug, mug}) || len(a.Stores) != 0 {
			t.Errorf("%+v", a)
		}
		if own := f.sales(t, f.AsA(), Ask{Days: 7, StoreID: f.StoreA.ID}); own.Sum != a.Sum {
			t.Errorf("%+v", own)
		}
		if _, err := f.Analytics.Sales(f.AsA(), f.DB, Ask{Days: 7, StoreID: f.StoreB.ID}); !errors.Is(err, ErrNotFound) {
			t.Error("another's store:", err)
		}
		both := actor.With(context.Background(), actor.Actor{Kind: actor.Member, Grants: []actor.Grant{{SellerID: "s", StoreIDs: []string{f.StoreB.ID, f.StoreA.ID, f.StoreB.ID}, Perms: actor.SellerPerms()}}})
		want := []StoreSales{{f.StoreB.ID, f.StoreB.Name, 2, 2 * pack}, {f.StoreA.ID, f.StoreA.Name, 1, mug}}
		if got := f.sales(t, both, Ask{Days: 7}); got.Sum.Total != mug+2*pack || !cmp.Equal(want, got.Stores) {
			t.Errorf("%+v", got)
		}
		if staff := f.sales(t, ordertest.Owner(), Ask{Days: 7}); staff.Sum.Orders != 2 || !cmp.Equal(want, staff.Stores) {
			t.Errorf("%+v", staff)
		}
		if one := f.sales(t, ordertest.Owner(), Ask{Days: 7, StoreID: f.StoreB.ID}); one.Sum.Orders != 2 || len(one.Stores) != 0 {
			t.Errorf("%+v", one)
		}
		for name, perms := range map[string][]actor.Perm{"who may read orders only": {actor.OrdersRead}, "who has no store": actor.SellerPerms()} {
			ctx := actor.With(context.Background(), actor.Actor{Kind: actor.Member, Grants: []actor.Grant{{SellerID: "s", Perms: perms}}})
			if got := f.sales(t, ctx, Ask{Days: 7}); got.Sum != (Sum{}) {
				t.Error(name, got.Sum)
			}
		}
	})
}

func TestStoresAreComparedOverThePeriodWhereverItsDaysBegin(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.Run(t)
		for _, when := range []string{"2026-02-20T18:14:00Z", "2026-02-20T18:15:00Z", "2026-02-20T23:59:00Z", "2026-02-21T00:00:00Z", "2026-02-26T23:59:00Z", "2026-02-27T00:00:00Z", "2026-02-27T09:59:00Z"} {
			f.placeAt(t, when, f.A(1))
		}
		f.Settle(t)
		f.at(t, "2026-02-27T10:00:00Z")
		for zone, want := range map[string]map[int]int64{"Asia/Kathmandu": {1: 3, 7: 6}, "UTC": {1: 2, 7: 4}} {
			f.zone(t, zone)
			for days, n := range want {
				got := f.sales(t, ordertest.Owner(), Ask{Days: days})
				if got.Sum.Orders != n || len(got.Stores) != 1 || got.Stores[0].Orders != n || got.Stores[0].Total != n*mug {
					t.Errorf("%s, %d days: %+v, of stores %+v, want %d", zone, days, got.Sum, got.Stores, n)
				}
			}
		}
		f.sound(t)
	})
}

func TestEventsHeardTwiceLateOrInAnyOrderChangeNothing(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		one := f.placeAt(t, "2026-03-01T10:00:00Z", f.A(1), f.B(1))
		gone := f.placeAt(t, "2026-03-01T10:05:00Z", f.A(1))
		f.at(t, "2026-03-01T12:00:00Z")
		f.cancel(t, gone.ID)
		tell := func(e event.Event) event.Envelope {
			raw, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			return event.Envelope{Name: e.EventName(), Payload: raw}
		}
		hear := func(batch ...event.Envelope) {
			t.Helper()
			if err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return f.Analytics.hear(ctx, tx, batch) }); err != nil {
				t.Fatal(err)
			}
		}
		want := Sum{1, mug + pack, mug + pack}
		check := func(when string) {
			t.Helper()
			if got := f.sales(t, ordertest.Owner(), Ask{Days: 7}); got.Sum != want {
				t.Errorf("%s: %+v", when, got.Sum)
			}
			f.sound(t)
		}
		hear(tell(order.CancelledEvent{OrderID: gone.ID, Whole: true}), tell(order.Placed{OrderID: one.ID}), tell(order.Placed{OrderID: gone.ID}))
		check("out of order")
		hear(tell(order.Placed{OrderID: one.ID}), tell(order.Placed{OrderID: one.ID}), tell(order.CancelledEvent{OrderID: gone.ID}))
		check("twice")
		f.Run(t) // the log tells all of it again, and the job adds up what there was
		f.Settle(t)
		check("from the log")
		if err := f.Analytics.Recount(context.Background()); err != nil {
			t.Fatal(err)
		}
		check("counted anew")
	})
}

func TestOrdersFromBeforeAreAddedUpInBatchesAndOnce(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		const n = fillBatch + 20
		f.Stock(t, f.StoreA.ID, f.VariantA, n)
		for i := range n {
			f.placeAt(t, time.Date(2026, 3, 1, 0, i, 0, 0, time.UTC).Format(time.RFC3339), f.A(1))
		}
		f.at(t, "2026-03-01T12:00:00Z")
		var more bool
		step := func() {
			t.Helper()
			if err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) (err error) {
				more, err = f.Analytics.fill(ctx, tx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		step()
		if got := f.sales(t, ordertest.Owner(), Ask{Days: 7}); !more || got.Complete || got.Sum.Orders != fillBatch {
			t.Errorf("after one batch: %v %+v", more, got.Sum)
		}
		f.Run(t)
		f.Settle(t)
		step()
		if got := f.sales(t, ordertest.Owner(), Ask{Days: 7}); more || !got.Complete || got.Sum.Orders != n {
			t.Errorf("at the end: %v %+v", more, got.Sum)
		}
		f.sound(t)
	})
}

func TestASumThatIsWrongIsFound(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.Run(t)
		f.placeAt(t, "2026-03-01T10:00:00Z", f.A(1))
		f.Settle(t)
		if err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			for _, add := range []*db.Stmt{addSales, addDay} {
				if _, err := db.Exec(ctx, tx, add, f.StoreA.ID, "USD", time.Unix(0, 0), 1, 5); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		var r verify.Report
		if err := f.Analytics.Sound(context.Background(), f.DB, &r); err != nil || r.Wrong() != 2 {
			t.Errorf("%v %+v", err, r.Checks[0])
		}
		if err := f.Analytics.Recount(context.Background()); err != nil {
			t.Fatal(err)
		}
		f.sound(t)
	})
}

func TestTheReportIsAnsweredOverHTTP(t *testing.T) {
	eachShop(t, func(t *testing.T, f *fixture) {
		f.Run(t)
		f.placeAt(t, "2026-03-01T10:00:00Z", f.A(1))
		f.Settle(t)
		f.at(t, "2026-03-01T12:00:00Z")
		api := httpxtest.New(t, func(a huma.API) { f.Analytics.RegisterStore(a) })
		owner := actor.From(ordertest.Owner())
		var got Sales
		if api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/reports/sales"}).Want(http.StatusOK).Into(&got); got.Sum.Orders != 1 || len(got.Days) != 30 {
			t.Errorf("%+v", got)
		}
		for _, query := range []string{"days=0", "days=400", "currency=XXX", "other=1"} {
			if status := api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/reports/sales?" + query}).Status; status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
				t.Error(query, status)
			}
		}
		api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/reports/sales?store_id=" + f.StoreA.ID}).Want(http.StatusOK)
	})
}

func TestEverySpanIsMadeOfDaysWithoutGapsInEveryZone(t *testing.T) {
	for _, name := range []string{"UTC", "Asia/Kathmandu", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, now := range []time.Time{time.Date(2026, 11, 30, 9, 7, 0, 0, time.UTC), time.Date(2012, 1, 3, 23, 59, 0, 0, time.UTC), time.Date(2026, 4, 24, 0, 0, 0, 0, zone)} {
			for _, days := range []int{1, 7, 90, 366} {
				at := fmt.Sprint(name, " ", now, " ", days)
				s := spanOf(now, days, zone)
				if len(s.starts) != 2*days || s.dates[2*days-1] != now.In(zone).Format(time.DateOnly) {
					t.Fatal(at, len(s.starts), s.dates[2*days-1])
				}
				for i, r := range s.runs {
					last := i == len(s.runs)-1
					n := int((r.until.Sub(r.from) + r.day - 1) / r.day)
					if r.until.Before(r.from) || !last && r.first+n > s.runs[i+1].first || last && (r.first+n > 2*days || !r.until.Equal(now)) || !r.from.Equal(s.starts[r.first]) {
						t.Errorf("%s: run %d: %+v", at, i, r)
					}
				}
			}
		}
	}
}
