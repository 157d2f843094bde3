package order_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
)

func overview(t *testing.T, f *ordertest.Fixture, ctx context.Context) order.Overview {
	t.Helper()
	out, err := f.Order.Overview(ctx, f.DB, time.Time{})
	must(t, err)
	return out
}

func TestTodayBeginsWhereTheShopIsAndIsComparedWithTheSameHoursLastWeek(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		place := func(when string) order.Order {
			t.Helper()
			at, err := time.Parse(time.RFC3339, when)
			must(t, err)
			f.Clock.Set(at)
			return f.Place(t, payment.CashOnDelivery, f.A(1))
		}
		one := []order.Sales{{Currency: "USD", Orders: 1, Total: 1800 + ordertest.ShippingPrice}}
		var err error
		// In Kathmandu the day begins at 18:15 UTC.
		f.Zone, err = time.LoadLocation("Asia/Kathmandu")
		must(t, err)
		for _, when := range []string{"2026-03-02T18:14:00Z", "2026-03-02T18:15:00Z", "2026-03-03T10:01:00Z", "2026-03-09T18:14:00Z", "2026-03-09T18:15:00Z"} {
			place(when)
		}
		f.Clock.Set(time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC))
		got := overview(t, f, ordertest.Owner())
		if diff := cmp.Diff([][]order.Sales{one, one}, [][]order.Sales{got.Today, got.LastWeek}); diff != "" {
			t.Error(diff)
		}
		// In Berlin clocks went forward on the 29th: noon is an hour earlier than it was.
		f.Zone, err = time.LoadLocation("Europe/Berlin")
		must(t, err)
		for _, when := range []string{"2026-03-23T22:59:00Z", "2026-03-24T10:59:00Z", "2026-03-24T11:00:00Z", "2026-03-30T21:59:00Z", "2026-03-31T09:59:00Z"} {
			place(when)
		}
		f.Clock.Set(time.Date(2026, 3, 31, 10, 0, 0, 0, time.UTC))
		got = overview(t, f, ordertest.Owner())
		if diff := cmp.Diff([][]order.Sales{one, one}, [][]order.Sales{got.Today, got.LastWeek}); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatNeedsAHandIsCountedForWhoMayDoSomethingAboutIt(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		f.Place(t, payment.CashOnDelivery, f.B(1))
		confirmed := f.Place(t, payment.CashOnDelivery, f.A(2))
		_, err := f.Order.Confirm(f.AsA(), confirmed.ID, nil)
		must(t, err)
		held := f.Place(t, payment.CashOnDelivery, f.A(1), f.B(1))
		_, err = f.Order.Hold(ordertest.Owner(), held.ID, "looks odd")
		must(t, err)
		gone := f.Place(t, payment.CashOnDelivery, f.A(1))
		_, err = f.Order.Hold(ordertest.Owner(), gone.ID, "looks odd")
		must(t, err)
		_, err = f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: gone.ID, Reason: "it was odd"})
		must(t, err)
		failed := f.Place(t, ordertest.CardCode, f.B(1))
		f.Hear(t, payment.Fact{EventID: "e1", PaymentID: f.PaymentOf(t, failed.ID).ID, Kind: payment.SaysFailed, Reason: "declined"})
		f.Settle(t)

		type counts struct{ Pending, ToShip, Held, PaymentFailed int64 }
		of := func(ctx context.Context) counts {
			o := overview(t, f, ctx)
			return counts{o.Pending, o.ToShip, o.Held, o.PaymentFailed}
		}
		want := map[string]counts{"the platform": {3, 1, 1, 1}, "seller A": {1, 1, 1, 0}, "seller B": {3, 0, 1, 1}, "a stranger": {}}
		got := map[string]counts{"the platform": of(ordertest.Owner()), "seller A": of(f.AsA()), "seller B": of(f.AsB()), "a stranger": of(context.Background())}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
