package order_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

func wantState(t *testing.T, o order.Order, status order.Status, pay order.PaymentStatus, sent order.FulfilmentStatus) {
	t.Helper()
	got := []string{string(o.Status), string(o.PaymentStatus), string(o.FulfilmentStatus)}
	if d := cmp.Diff([]string{string(status), string(pay), string(sent)}, got); d != "" {
		t.Error(d)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

func TestAnOrderGoesFromPlacedToCompletedWithCashOnDelivery(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(2), f.B(1))
		wantState(t, o, order.Pending, order.Unpaid, order.Unfulfilled)
		f.Levels(t, f.VariantA, 100, 2)
		a, b := ordertest.Part(t, o, f.StoreA.ID), ordertest.Part(t, o, f.StoreB.ID)

		o, err := f.Order.Confirm(f.AsA(), o.ID, nil)
		must(t, err)
		wantState(t, o, order.Pending, order.Unpaid, order.Unfulfilled)
		must(t, f.Ship(f.AsA(), o.ID, a.ID, ordertest.LinesOf(o, a.ID)))
		must(t, f.Ship(f.AsB(), o.ID, b.ID, ordertest.LinesOf(o, b.ID)))
		f.Levels(t, f.VariantA, 98, 0)
		wantState(t, f.Get(t, o.ID), order.Confirmed, order.Unpaid, order.Fulfilled)

		must(t, f.Deliver(f.AsA(), o.ID, a.ID, ordertest.LinesOf(o, a.ID)))
		wantState(t, f.Get(t, o.ID), order.Confirmed, order.Unpaid, order.Fulfilled)
		must(t, f.Deliver(f.AsB(), o.ID, b.ID, ordertest.LinesOf(o, b.ID)))
		wantState(t, f.Get(t, o.ID), order.Completed, order.Paid, order.Delivered)

		entries, err := f.Order.Timeline(ordertest.Owner(), f.DB, f.Get(t, o.ID))
		must(t, err)
		var kinds []string
		for _, e := range entries {
			kinds = append(kinds, e.Kind)
		}
		if d := cmp.Diff([]string{"placed", "confirmed", "fulfilled", "confirmed", "fulfilled", "delivered", "delivered", "payment_captured"}, kinds); d != "" {
			t.Error(d)
		}
		names := slices.DeleteFunc(f.EventNames(t), func(n string) bool { return len(n) < 6 || n[:6] != "order." })
		want := []string{"order.placed", "order.confirmed", "order.fulfilled", "order.confirmed", "order.fulfilled", "order.delivered", "order.delivered", "order.paid"}
		if d := cmp.Diff(want, names); d != "" {
			t.Error(d)
		}
	})
}

func TestCashIsCollectedAlsoAfterADeclinedCard(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		o := f.Place(t, ordertest.CardCode, f.A(1))
		f.Hear(t, payment.Fact{EventID: "e1", PaymentID: f.PaymentOf(t, o.ID).ID, Kind: payment.SaysFailed, Reason: "declined"})
		f.Settle(t)
		wantState(t, f.Get(t, o.ID), order.Pending, order.PaymentFailed, order.Unfulfilled)
		f.Levels(t, f.VariantA, 100, 1)

		must(t, f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			if err := f.Order.LockTx(ctx, tx, o.ID); err != nil {
				return err
			}
			if _, err := f.Payment.CreateTx(ctx, tx, payment.Create{OrderID: o.ID, OrderNumber: "1", Method: payment.CashOnDelivery, Amount: o.Money(o.Due())}); err != nil {
				return err
			}
			return f.Order.AwaitTx(ctx, tx, o.ID, payment.CashOnDelivery, nil)
		}))
		wantState(t, f.Get(t, o.ID), order.Pending, order.Unpaid, order.Unfulfilled)
		p := o.StoreOrders[0]
		must(t, f.Ship(f.AsA(), o.ID, p.ID, ordertest.LinesOf(o, p.ID)))
		must(t, f.Deliver(f.AsA(), o.ID, p.ID, ordertest.LinesOf(o, p.ID)))
		wantState(t, f.Get(t, o.ID), order.Completed, order.Paid, order.Delivered)
	})
}

func TestACartBecomesOneOrderAndNothingIsReservedTwice(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		in := f.Purchase(t, payment.CashOnDelivery, f.A(3))
		f.PlaceThis(t, in)
		err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := f.Order.CreateTx(ctx, tx, in)
			return err
		})
		wantErr(t, err, order.ErrDuplicate)
		f.Levels(t, f.VariantA, 100, 3)
	})
}

func TestAnOrderOfWhatIsNotThereLeavesNothingBehind(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		in := f.Purchase(t, payment.CashOnDelivery, f.B(1), f.A(ordertest.Stock+1))
		err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := f.Order.CreateTx(ctx, tx, in)
			return err
		})
		wantErr(t, err, inventory.ErrOutOfStock)
		f.Levels(t, f.VariantA, 100, 0)
		f.Levels(t, f.VariantB, 100, 0)
		if _, err := f.Order.OfCart(context.Background(), f.DB, in.CartRef); !errors.Is(err, order.ErrNotFound) {
			t.Error("an order stayed behind:", err)
		}
		if n := len(f.EventNames(t)); n > 0 && slices.Contains(f.EventNames(t), "order.placed") {
			t.Error("an event stayed behind")
		}
	})
}

func TestASellerActsOnTheirPartOnlyAndTheRestDoesNotExist(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(1), f.B(1))
		a, b := ordertest.Part(t, o, f.StoreA.ID), ordertest.Part(t, o, f.StoreB.ID)
		_, err := f.Order.Confirm(f.AsB(), o.ID, []string{a.ID})
		wantErr(t, err, order.ErrNotFound)
		_, err = f.Order.Confirm(f.AsB(), o.ID, []string{b.ID, a.ID}) // mixed: all or nothing
		wantErr(t, err, order.ErrNotFound)
		_, err = f.Order.CancelParts(f.AsB(), order.Cancel{OrderID: o.ID, StoreOrderIDs: []string{a.ID}})
		wantErr(t, err, order.ErrNotFound)
		wantErr(t, f.Ship(f.AsB(), o.ID, a.ID, ordertest.LinesOf(o, a.ID)), order.ErrNotFound)
		_, err = f.Order.MarkPaid(f.AsB(), o.ID)
		wantErr(t, err, order.ErrNotFound)
		_, err = f.Order.Hold(f.AsB(), o.ID, "no")
		wantErr(t, err, order.ErrNotFound)
		if d := cmp.Diff(o, f.Get(t, o.ID)); d != "" {
			t.Error("something changed:", d)
		}
		only := f.Place(t, payment.CashOnDelivery, f.A(1))
		_, err = f.Order.Get(f.AsB(), f.DB, only.ID)
		wantErr(t, err, order.ErrNotFound)
	})
}

func TestASellerSeesOnlyTheirShareAlsoInTheTimeline(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(1), f.B(1))
		_, err := f.Order.Confirm(f.AsA(), o.ID, nil)
		must(t, err)
		seen, err := f.Order.Get(f.AsB(), f.DB, o.ID)
		must(t, err)
		if got, want := seen.Sums.Total, int64(4900+ordertest.ShippingPrice); got != want {
			t.Errorf("total %d, want %d", got, want)
		}
		entries, err := f.Order.Timeline(f.AsB(), f.DB, seen)
		must(t, err)
		for _, e := range entries {
			if e.Kind != "placed" || e.Data["total"] != nil {
				t.Errorf("B sees %s with %v", e.Kind, e.Data)
			}
		}
		if len(entries) != 1 {
			t.Errorf("%d entries", len(entries))
		}
	})
}

func TestCancellingReleasesTheStockOnceAndVoidsThePayment(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(2), f.B(1))
		o, err := f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: o.ID, Reason: "changed my mind", Restock: true})
		must(t, err)
		wantState(t, o, order.Cancelled, order.Voided, order.Unfulfilled)
		f.Levels(t, f.VariantA, 100, 0)
		if p := f.PaymentOf(t, o.ID); p.Status != payment.Voided {
			t.Errorf("payment is %s", p.Status)
		}
		_, err = f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: o.ID, Restock: true})
		wantErr(t, err, order.ErrState)
		f.Levels(t, f.VariantA, 100, 0)
	})
}

func TestCancellingWithoutRestockWritesTheGoodsOff(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(2))
		_, err := f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: o.ID, Restock: false})
		must(t, err)
		f.Levels(t, f.VariantA, 98, 0)
	})
}

func TestCancellingAPartLowersWhatIsDueAndGivesBackWhatWasPaid(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		o := f.Place(t, ordertest.CardCode, f.A(1), f.B(1))
		pay := f.PaymentOf(t, o.ID)
		f.Hear(t, payment.Fact{EventID: "e1", PaymentID: pay.ID, Kind: payment.SaysCaptured, Total: o.Due(), Currency: "USD"})
		f.Settle(t)
		wantState(t, f.Get(t, o.ID), order.Pending, order.Paid, order.Unfulfilled)
		a, b := ordertest.Part(t, o, f.StoreA.ID), ordertest.Part(t, o, f.StoreB.ID)
		o, err := f.Order.CancelParts(f.AsB(), order.Cancel{OrderID: o.ID, StoreOrderIDs: []string{b.ID}, Restock: true})
		must(t, err)
		f.Settle(t)
		wantState(t, f.Get(t, o.ID), order.Pending, order.PartiallyRefunded, order.Unfulfilled)
		if got := f.Card.Refunded.Load(); got != b.Sums.Total {
			t.Errorf("the provider gave back %d, want %d", got, b.Sums.Total)
		}
		if o.Version != f.Get(t, o.ID).Version {
			t.Errorf("answered version %d, stored %d", o.Version, f.Get(t, o.ID).Version)
		}
		// What is left is delivered: the order is done, although money went back.
		must(t, f.Ship(f.AsA(), o.ID, a.ID, ordertest.LinesOf(o, a.ID)))
		must(t, f.Deliver(f.AsA(), o.ID, a.ID, ordertest.LinesOf(o, a.ID)))
		wantState(t, f.Get(t, o.ID), order.Completed, order.PartiallyRefunded, order.Delivered)
	})
}

func TestMoneyForAPartCancelledMeanwhileGoesBack(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		o := f.Place(t, ordertest.CardCode, f.A(1), f.B(1))
		b := ordertest.Part(t, o, f.StoreB.ID)
		_, err := f.Order.CancelParts(f.AsB(), order.Cancel{OrderID: o.ID, StoreOrderIDs: []string{b.ID}, Restock: true})
		must(t, err)
		f.Hear(t, payment.Fact{EventID: "late", PaymentID: f.PaymentOf(t, o.ID).ID, Kind: payment.SaysCaptured, Total: o.Sums.Total, Currency: "USD"})
		f.Settle(t)
		o = f.Get(t, o.ID)
		if o.Captured-o.Refunded != o.Due() || f.Card.Refunded.Load() != b.Sums.Total || o.HeldAt != nil {
			t.Errorf("captured %d, refunded %d, due %d, held %v", o.Captured, o.Refunded, o.Due(), o.HoldReasons)
		}
		if n := count(f.EventNames(t), "order.paid"); n != 1 {
			t.Errorf("said order.paid %d times", n)
		}
	})
}

func count(all []string, name string) (n int) {
	for _, s := range all {
		if s == name {
			n++
		}
	}
	return n
}

func TestMoneyForACancelledOrderGoesBackOnce(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		o := f.Place(t, ordertest.CardCode, f.A(1))
		pay := f.PaymentOf(t, o.ID)
		_, err := f.Order.CancelParts(ordertest.Owner(), order.Cancel{OrderID: o.ID, Restock: true})
		must(t, err)
		for _, id := range []string{"e1", "e1", "e2"} {
			f.Hear(t, payment.Fact{EventID: id, PaymentID: pay.ID, Kind: payment.SaysCaptured, Total: o.Sums.Total, Currency: "USD"})
		}
		f.Settle(t)
		wantState(t, f.Get(t, o.ID), order.Cancelled, order.Refunded, order.Unfulfilled)
		if got := f.Card.Refunded.Load(); got != o.Sums.Total {
			t.Errorf("gave back %d, want %d", got, o.Sums.Total)
		}
		f.Levels(t, f.VariantA, 100, 0)
	})
}

func TestPayingTwiceGivesTheSecondPaymentBack(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		o := f.Place(t, ordertest.CardCode, f.A(1))
		first := f.PaymentOf(t, o.ID)
		must(t, f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := f.Payment.CreateTx(ctx, tx, payment.Create{OrderID: o.ID, OrderNumber: "1", Method: ordertest.CardCode, Amount: o.Money(o.Due())})
			return err
		}))
		second := f.PaymentOf(t, o.ID)
		for i, p := range []string{second.ID, first.ID} {
			f.Hear(t, payment.Fact{EventID: string(rune('a' + i)), PaymentID: p, Kind: payment.SaysCaptured, Total: o.Due(), Currency: "USD"})
		}
		f.Settle(t)
		o = f.Get(t, o.ID)
		if o.Captured-o.Refunded != o.Due() || f.Card.Refunded.Load() != o.Due() {
			t.Errorf("captured %d, refunded %d, due %d; provider gave back %d", o.Captured, o.Refunded, o.Due(), f.Card.Refunded.Load())
		}
	})
}

func TestAnotherAmountOrCurrencyHoldsTheOrderForPeople(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		f.Run(t)
		for i, fact := range []payment.Fact{{Total: 100, Currency: "USD"}, {Total: 999_999, Currency: "USD"}, {Total: 2300, Currency: "JPY"}} {
			o := f.Place(t, ordertest.CardCode, f.A(1))
			fact.EventID, fact.PaymentID, fact.Kind = string(rune('a'+i)), f.PaymentOf(t, o.ID).ID, payment.SaysCaptured
			f.Hear(t, fact)
			f.Settle(t)
			o = f.Get(t, o.ID)
			if !slices.Equal(o.HoldReasons, []string{"payment_mismatch"}) || o.HeldAt == nil {
				t.Errorf("%+v: held %v for %v", fact, o.HeldAt, o.HoldReasons)
			}
			wantErr(t, f.Ship(f.AsA(), o.ID, o.StoreOrders[0].ID, ordertest.LinesOf(o, o.StoreOrders[0].ID)), order.ErrHeld)
			_, err := f.Order.Confirm(f.AsA(), o.ID, nil)
			wantErr(t, err, order.ErrHeld)
		}
	})
}

func TestAnUnpaidOrderExpiresAndAnotherAttemptMovesItsDeadline(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		ctx := context.Background()
		at := f.Clock.Now().Add(time.Hour)
		place := func() order.Order {
			in := f.Purchase(t, ordertest.CardCode, f.A(1))
			in.ExpiresAt = &at
			return f.PlaceThis(t, in)
		}
		left, again := place(), place()
		later := at.Add(time.Hour)
		must(t, f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			return f.Order.AwaitTx(ctx, tx, again.ID, ordertest.CardCode, &later)
		}))
		expire := func() {
			t.Helper()
			_, err := f.Order.Expire(ctx)
			must(t, err)
		}
		expire()
		f.Levels(t, f.VariantA, 100, 2)
		f.Clock.Advance(time.Hour + time.Second)
		expire()
		wantState(t, f.Get(t, left.ID), order.Cancelled, order.Voided, order.Unfulfilled)
		wantState(t, f.Get(t, again.ID), order.Pending, order.Unpaid, order.Unfulfilled)
		f.Levels(t, f.VariantA, 100, 1)
		f.Clock.Advance(time.Hour)
		expire()
		wantState(t, f.Get(t, again.ID), order.Cancelled, order.Voided, order.Unfulfilled)
		f.Levels(t, f.VariantA, 100, 0)
	})
}

func TestMarkingPaidTwiceTakesTheMoneyOnce(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.BankTransfer, f.A(1))
		o, err := f.Order.MarkPaid(ordertest.Owner(), o.ID)
		must(t, err)
		wantState(t, o, order.Pending, order.Paid, order.Unfulfilled)
		_, err = f.Order.MarkPaid(ordertest.Owner(), o.ID)
		wantErr(t, err, order.ErrNotPaid)
		if got := f.Get(t, o.ID).Captured; got != o.Due() {
			t.Errorf("captured %d of %d", got, o.Due())
		}
	})
}

func TestShippingMoreThanIsLeftOrNothingIsRefused(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(2), f.B(1))
		a, b := ordertest.Part(t, o, f.StoreA.ID), ordertest.Part(t, o, f.StoreB.ID)
		line := ordertest.LinesOf(o, a.ID)[0]
		qty := func(n int64) []order.LineQty { return []order.LineQty{{LineID: line.LineID, Quantity: n}} }
		wantErr(t, f.Ship(f.AsA(), o.ID, a.ID, nil), order.ErrEmpty)
		for _, n := range []int64{3, 0, -1, 1 << 62} {
			wantErr(t, f.Ship(f.AsA(), o.ID, a.ID, qty(n)), order.ErrQuantity)
		}
		wantErr(t, f.Ship(f.AsA(), o.ID, a.ID, append(qty(2), qty(1)...)), order.ErrQuantity)
		wantErr(t, f.Ship(f.AsA(), o.ID, a.ID, ordertest.LinesOf(o, b.ID)), order.ErrQuantity)
		must(t, f.Ship(f.AsA(), o.ID, a.ID, qty(1)))
		wantErr(t, f.Deliver(f.AsA(), o.ID, a.ID, qty(2)), order.ErrQuantity)
		_, err := f.Order.CancelParts(f.AsA(), order.Cancel{OrderID: o.ID, StoreOrderIDs: []string{a.ID}, Restock: true})
		wantErr(t, err, order.ErrShipped)
		f.Levels(t, f.VariantA, 99, 1)
	})
}

func TestAGuestOpensAnOrderWithItsTokenOrNumberAndAddressOnly(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		ctx := context.Background()
		o, other := f.Place(t, payment.CashOnDelivery, f.A(1)), f.Place(t, payment.CashOnDelivery, f.A(1))
		for _, p := range []order.Proof{{}, {Token: "x"}, {Token: f.Order.Token(other.ID)}, {CustomerID: "cus_x"}, {Token: f.Order.Token(o.ID) + "0"}} {
			_, err := f.Order.ForShopper(ctx, f.DB, o.ID, p)
			wantErr(t, err, order.ErrNotFound)
		}
		_, err := f.Order.ForShopper(ctx, f.DB, o.ID, order.Proof{Token: f.Order.Token(o.ID)})
		must(t, err)
		_, err = f.Order.ByNumber(ctx, f.DB, o.Number, " guest@SHOP.example ")
		must(t, err)
		_, err = f.Order.ByNumber(ctx, f.DB, o.Number, "other@shop.example")
		wantErr(t, err, order.ErrNotFound)
		_, err = f.Order.ByNumber(ctx, f.DB, o.Number+99, "guest@shop.example")
		wantErr(t, err, order.ErrNotFound)
	})
}

func TestSellersFindTheirOrdersByTheStateOfTheirOwnPart(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		o := f.Place(t, payment.CashOnDelivery, f.A(1), f.B(1))
		_, err := f.Order.Confirm(f.AsA(), o.ID, nil)
		must(t, err)
		n := func(ctx context.Context, s order.Status) int {
			l, err := f.Order.List(ctx, f.DB, order.Filter{Status: s}, "-placed", page.Request{})
			must(t, err)
			return len(l.Items)
		}
		if a, b, all := n(f.AsA(), order.Confirmed), n(f.AsB(), order.Pending), n(ordertest.Owner(), order.Pending); a != 1 || b != 1 || all != 1 {
			t.Errorf("A finds %d confirmed, B %d pending, the platform %d pending; want 1 each", a, b, all)
		}
		if a, b := n(f.AsA(), order.Pending), n(f.AsB(), order.Confirmed); a != 0 || b != 0 {
			t.Errorf("A finds %d pending, B %d confirmed; want none", a, b)
		}
	})
}

func TestPagesOfASellerWithSeveralStoresMissNothing(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		goods, stores := []ordertest.Goods{f.A(1), f.B(1)}, []string{f.StoreA.ID, f.StoreB.ID}
		for _, h := range []string{"three", "four", "five"} {
			_, st := sellertest.Open(t, f.Seller, f.DB, h)
			v := f.Product(t, st.ID, "Goods of "+h, h).Variants[0].ID
			f.Stock(t, st.ID, v, 100)
			goods, stores = append(goods, ordertest.Goods{StoreID: st.ID, VariantID: v, Quantity: 1, Cents: 100}), append(stores, st.ID)
		}
		want := map[string]bool{}
		for range 7 {
			want[f.Place(t, payment.CashOnDelivery, goods...).ID] = true
			f.Clock.Advance(time.Second)
		}
		ctx := actor.With(context.Background(), sellertest.MemberOf("sel_all", stores...))
		p := page.Request{Limit: 3}
		seen := 0
		for {
			l, err := f.Order.List(ctx, f.DB, order.Filter{}, "-placed", p)
			must(t, err)
			for _, o := range l.Items {
				if !want[o.ID] {
					t.Errorf("%s comes twice", o.ID)
				}
				delete(want, o.ID)
				seen++
			}
			if l.Next == "" {
				break
			}
			p.Cursor = l.Next
		}
		if seen != 7 || len(want) != 0 {
			t.Errorf("saw %d of 7", seen)
		}
	})
}

func TestGoodsPaidBeforehandAreNotWorkedOnUntilTheMoneyHasCome(t *testing.T) {
	ordertest.Each(t, func(t *testing.T, f *ordertest.Fixture) {
		in := f.Purchase(t, payment.BankTransfer, f.A(1))
		until := f.Clock.Now().Add(72 * time.Hour)
		in.ExpiresAt = &until
		o := f.PlaceThis(t, in)
		part := ordertest.Part(t, o, f.StoreA.ID)

		_, err := f.Order.Confirm(f.AsA(), o.ID, nil)
		wantErr(t, err, order.ErrAwaited)
		wantErr(t, f.Ship(f.AsA(), o.ID, part.ID, ordertest.LinesOf(o, part.ID)), order.ErrAwaited)
		wantState(t, f.Get(t, o.ID), order.Pending, order.Unpaid, order.Unfulfilled)
		f.Levels(t, f.VariantA, 100, 1)

		_, err = f.Order.MarkPaid(ordertest.Owner(), o.ID)
		must(t, err)
		must(t, f.Ship(f.AsA(), o.ID, part.ID, ordertest.LinesOf(o, part.ID)))
		wantState(t, f.Get(t, o.ID), order.Confirmed, order.Paid, order.Fulfilled)
	})
}
