package order

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/totals"
)

func TestAnOrderIsAsFarAsItsSlowestLivePart(t *testing.T) {
	cases := []struct {
		parts []Status
		want  Status
	}{
		{[]Status{Pending}, Pending},
		{[]Status{Confirmed}, Confirmed},
		{[]Status{Pending, Confirmed}, Pending},
		{[]Status{Confirmed, Completed}, Confirmed},
		{[]Status{Completed, Completed}, Completed},
		{[]Status{Cancelled, Pending}, Pending},
		{[]Status{Cancelled, Completed}, Completed},
		{[]Status{Cancelled, Cancelled}, Cancelled},
	}
	for _, c := range cases {
		var parts []StoreOrder
		for _, s := range c.parts {
			parts = append(parts, StoreOrder{Status: s})
		}
		if got := overall(parts); got != c.want {
			t.Errorf("%v: %s, want %s", c.parts, got, c.want)
		}
	}
}

func TestTheFulfilmentOfAnOrderFollowsItsLiveParts(t *testing.T) {
	cases := []struct {
		parts []FulfilmentStatus // "" is a cancelled part
		want  FulfilmentStatus
	}{
		{[]FulfilmentStatus{Unfulfilled, Unfulfilled}, Unfulfilled},
		{[]FulfilmentStatus{Unfulfilled, Fulfilled}, PartiallyFulfilled},
		{[]FulfilmentStatus{Unfulfilled, Delivered}, PartiallyFulfilled},
		{[]FulfilmentStatus{PartiallyFulfilled, PartiallyFulfilled}, PartiallyFulfilled},
		{[]FulfilmentStatus{Fulfilled, Delivered}, Fulfilled},
		{[]FulfilmentStatus{Delivered, Delivered}, Delivered},
		{[]FulfilmentStatus{"", Delivered}, Delivered},
		{[]FulfilmentStatus{"", ""}, Unfulfilled},
	}
	for _, c := range cases {
		var parts []StoreOrder
		for _, s := range c.parts {
			p := StoreOrder{Status: Confirmed, FulfilmentStatus: s}
			if s == "" {
				p = StoreOrder{Status: Cancelled, FulfilmentStatus: Unfulfilled}
			}
			parts = append(parts, p)
		}
		if got := overallFulfilment(parts); got != c.want {
			t.Errorf("%v: %s, want %s", c.parts, got, c.want)
		}
	}
}

func TestALineIsFulfilledWhenNothingOfItIsOpen(t *testing.T) {
	line := func(quantity, cancelled, fulfilled, delivered int64) Line {
		return Line{Role: Goods, Quantity: quantity, Cancelled: cancelled, Fulfilled: fulfilled, Delivered: delivered}
	}
	cases := []struct {
		lines []Line
		want  FulfilmentStatus
	}{
		{[]Line{line(3, 0, 0, 0)}, Unfulfilled},
		{[]Line{line(3, 0, 1, 0)}, PartiallyFulfilled},
		{[]Line{line(3, 0, 1, 1)}, PartiallyFulfilled},
		{[]Line{line(3, 0, 3, 0)}, Fulfilled},
		{[]Line{line(3, 0, 3, 2)}, Fulfilled},
		{[]Line{line(3, 0, 3, 3)}, Delivered},
		{[]Line{line(3, 2, 1, 1)}, Delivered},
		{[]Line{line(3, 0, 3, 3), line(1, 0, 0, 0)}, PartiallyFulfilled},
		{[]Line{line(3, 0, 3, 3), {Role: Shipping, Quantity: 1}}, Delivered},
	}
	for _, c := range cases {
		if got := fulfilmentOf(c.lines); got != c.want {
			t.Errorf("%+v: %s, want %s", c.lines, got, c.want)
		}
	}
}

func TestThePaymentStatusFollowsTheMoney(t *testing.T) {
	cases := []struct {
		name                                      string
		cancelled, authorized, captured, refunded int64
		whole                                     bool // every part is cancelled
		was                                       PaymentStatus
		want                                      PaymentStatus
	}{
		{name: "nothing came", want: Unpaid},
		{name: "declined", was: PaymentFailed, want: PaymentFailed},
		{name: "promised", authorized: 1000, want: Authorized},
		{name: "promised after a decline", authorized: 1000, was: PaymentFailed, want: Authorized},
		{name: "a part came", captured: 400, want: PartiallyPaid},
		{name: "all came", captured: 1000, want: Paid},
		{name: "all that is still due came", captured: 600, cancelled: 400, want: Paid},
		{name: "more came", captured: 1500, want: Paid},
		{name: "some went back", captured: 1000, refunded: 400, want: PartiallyRefunded},
		{name: "all went back", captured: 1000, refunded: 1000, want: Refunded},
		{name: "cancelled unpaid", cancelled: 1000, whole: true, want: Voided},
		{name: "cancelled after a decline", cancelled: 1000, whole: true, was: PaymentFailed, want: Voided},
		{name: "cancelled and given back", cancelled: 1000, captured: 1000, refunded: 1000, whole: true, want: Refunded},
	}
	for _, c := range cases {
		o := Order{Sums: Sums{Total: 1000}, Cancelled: c.cancelled, Authorized: c.authorized, Captured: c.captured, Refunded: c.refunded,
			PaymentStatus: c.was, StoreOrders: []StoreOrder{{Status: Confirmed}}}
		if c.whole {
			o.StoreOrders[0].Status = Cancelled
		}
		if got := o.paymentStatus(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	free := Order{StoreOrders: []StoreOrder{{Status: Pending}}}
	if got := free.paymentStatus(); got != Paid {
		t.Errorf("an order for nothing: %s, want %s", got, Paid)
	}
}

// fact is one thing that happens to an order, as a monotone step.
type fact struct {
	entity string // facts of one entity keep their order
	apply  func(o *Order)
}

// facts draws a history: per part either a cancellation or confirm, ship,
// deliver; and money that comes and goes.
func facts(t *rapid.T, parts int) (Order, []fact) {
	o := Order{}
	var all []fact
	for p := range parts {
		part := StoreOrder{ID: fmt.Sprint("so", p), Status: Pending, FulfilmentStatus: Unfulfilled, Sums: Sums{Total: rapid.Int64Range(0, 500).Draw(t, "total")}}
		o.StoreOrders = append(o.StoreOrders, part)
		o.Sums.Total += part.Sums.Total
		first := len(o.Lines)
		for range rapid.IntRange(1, 2).Draw(t, "lines") {
			o.Lines = append(o.Lines, Line{StoreOrderID: part.ID, Role: Goods, Quantity: rapid.Int64Range(1, 3).Draw(t, "quantity")})
		}
		if rapid.IntRange(0, 3).Draw(t, "cancelled") == 0 {
			all = append(all, fact{part.ID, func(o *Order) {
				o.StoreOrders[p].Status = Cancelled
				o.Cancelled += o.StoreOrders[p].Sums.Total
				for i := first; i < len(o.Lines) && o.Lines[i].StoreOrderID == part.ID; i++ {
					o.Lines[i].Cancelled = o.Lines[i].Quantity
				}
			}})
			continue
		}
		if rapid.Bool().Draw(t, "confirmed") {
			all = append(all, fact{part.ID, func(o *Order) { confirmPart(o, p) }})
		}
		for i := first; i < len(o.Lines); i++ {
			sent := rapid.Int64Range(0, o.Lines[i].Quantity).Draw(t, "sent")
			for n := range sent {
				all = append(all, fact{part.ID, func(o *Order) { confirmPart(o, p); o.Lines[i].Fulfilled++ }})
				if rapid.IntRange(0, 2).Draw(t, fmt.Sprint("arrived", n)) > 0 {
					all = append(all, fact{part.ID, func(o *Order) { o.Lines[i].Delivered++ }})
				}
			}
		}
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "payments") {
		amount := rapid.Int64Range(1, 800).Draw(t, "captured")
		if rapid.Bool().Draw(t, "all") {
			amount = o.Sums.Total
		}
		back := rapid.Int64Range(0, amount).Draw(t, "refunded")
		pay := fmt.Sprint("pay", i)
		all = append(all, fact{pay, func(o *Order) { o.Captured += amount }}, fact{pay, func(o *Order) { o.Refunded += back }})
	}
	return o, all
}

func confirmPart(o *Order, p int) {
	if o.StoreOrders[p].Status == Pending {
		o.StoreOrders[p].Status = Confirmed
	}
}

// play applies the facts in a drawn order that keeps each entity's own.
func play(t *rapid.T, label string, o Order, all []fact) Order {
	o.StoreOrders = append([]StoreOrder(nil), o.StoreOrders...)
	o.Lines = append([]Line(nil), o.Lines...)
	queues := map[string][]fact{}
	var names []string
	for _, f := range all {
		if len(queues[f.entity]) == 0 {
			names = append(names, f.entity)
		}
		queues[f.entity] = append(queues[f.entity], f)
	}
	o.derive()
	for len(names) > 0 {
		i := rapid.IntRange(0, len(names)-1).Draw(t, label)
		q := queues[names[i]]
		q[0].apply(&o)
		o.derive()
		if queues[names[i]] = q[1:]; len(q) == 1 {
			names = append(names[:i], names[i+1:]...)
		}
	}
	return o
}

func TestTheOrderOfEventsNeverMattersForTheDerivedStates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, all := facts(t, rapid.IntRange(1, 3).Draw(t, "parts"))
		one, two := play(t, "one", o, all), play(t, "two", o, all)
		if d := cmp.Diff(one, two); d != "" {
			t.Fatal(d)
		}
	})
}

func TestDerivedStatesAgreeWithWhatHappened(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, all := facts(t, rapid.IntRange(1, 3).Draw(t, "parts"))
		o = play(t, "play", o, all)
		arrived, live := true, false
		for i, p := range o.StoreOrders {
			if p.Status == Cancelled {
				continue
			}
			live = true
			for _, l := range o.Lines {
				arrived = arrived && (l.StoreOrderID != o.StoreOrders[i].ID || l.Delivered == l.Quantity)
			}
		}
		completed := live && arrived && o.Captured >= o.Due()
		if (o.Status == Completed) != completed {
			t.Fatalf("status %s; live %v, arrived %v, captured %d of %d", o.Status, live, arrived, o.Captured, o.Due())
		}
		if (o.Status == Cancelled) == live {
			t.Fatalf("status %s, live %v", o.Status, live)
		}
	})
}

// purchase draws a purchase of some stores with discounts and taxes left out:
// those belong to totals, which proves them.
func purchase(t *rapid.T) Purchase {
	in := totals.Input{Currency: "USD", TaxRounding: totals.RoundPerLine}
	p := Purchase{CartRef: "crt_1", Email: "a@b.example", Currency: "USD"}
	stores := rapid.IntRange(1, 4).Draw(t, "stores")
	for s := range stores {
		store := fmt.Sprint("sto_", s)
		p.Stores = append(p.Stores, NewStore{StoreID: store, Name: store})
		for l := range rapid.IntRange(1, 3).Draw(t, "lines") {
			id := fmt.Sprint(store, "-", l)
			q := rapid.Int64Range(1, 9).Draw(t, "quantity")
			in.Lines = append(in.Lines, totals.Line{ID: id, StoreID: store, Quantity: q, UnitPrice: money.New(rapid.Int64Range(0, 10_000).Draw(t, "price"), "USD")})
			p.Lines = append(p.Lines, NewLine{ID: id, StoreID: store, Quantity: q})
		}
		if rapid.Bool().Draw(t, "ships") {
			in.Shipping = append(in.Shipping, totals.Shipping{StoreID: store, OptionID: "o", Label: "Post", Price: money.New(rapid.Int64Range(0, 2_000).Draw(t, "shipping"), "USD")})
		}
	}
	in.OrderDiscounts = []totals.Adjustment{{Source: "manual", Amount: rapid.Int64Range(0, 3_000).Draw(t, "discount"), FundedBy: totals.FundedByPlatform}}
	var err error
	if p.Breakdown, err = totals.Compute(in); err != nil {
		t.Fatal(err)
	}
	return p
}

func plus(a, b Sums) Sums {
	return Sums{a.Subtotal + b.Subtotal, a.Discount + b.Discount, a.Shipping + b.Shipping, a.Tax + b.Tax, a.Total + b.Total}
}

func TestTheStoreOrdersAddUpToTheOrderAndTheLinesToTheStoreOrders(t *testing.T) {
	s := &Service{ids: id.New(clock.NewManual(dbtest.Start), nil), clock: clock.NewManual(dbtest.Start)}
	rapid.Check(t, func(t *rapid.T) {
		o := s.build(purchase(t))
		var parts Sums
		for _, p := range o.StoreOrders {
			parts = plus(parts, p.Sums)
			var lines int64
			for _, l := range o.Lines {
				if l.StoreOrderID == p.ID {
					lines += l.Total
				}
			}
			if lines != p.Sums.Total {
				t.Fatalf("lines of %s are %d, the part %d", p.StoreID, lines, p.Sums.Total)
			}
		}
		if d := cmp.Diff(o.Sums, parts); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWhatTheSellersSeeIsTheOrderCutInPieces(t *testing.T) {
	s := &Service{ids: id.New(clock.NewManual(dbtest.Start), nil), clock: clock.NewManual(dbtest.Start)}
	rapid.Check(t, func(t *rapid.T) {
		o := s.build(purchase(t))
		var sums Sums
		lines := 0
		for _, p := range o.StoreOrders {
			seen, err := o.within(actor.Scope{StoreIDs: []string{p.StoreID}})
			if err != nil {
				t.Fatal(err)
			}
			sums = plus(sums, seen.Sums)
			lines += len(seen.Lines)
			if seen.Partial != (len(o.StoreOrders) > 1) {
				t.Fatalf("partial %v of %d parts", seen.Partial, len(o.StoreOrders))
			}
			for _, l := range seen.Lines {
				if l.StoreID != p.StoreID {
					t.Fatalf("%s sees a line of %s", p.StoreID, l.StoreID)
				}
			}
		}
		if sums != o.Sums || lines != len(o.Lines) {
			t.Fatalf("pieces %+v with %d lines, whole %+v with %d", sums, lines, o.Sums, len(o.Lines))
		}
		if _, err := o.within(actor.Scope{StoreIDs: []string{"sto_other"}}); err != ErrNotFound {
			t.Fatalf("a stranger: %v", err)
		}
	})
}
