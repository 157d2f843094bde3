package order

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/totals"
)

// Walk hands every order, whole and in batches by id, to fn: for checks and
// for what is rebuilt from orders. It knows no scope.
func (s *Service) Walk(ctx context.Context, q db.Querier, fn func([]Placement) error) error {
	return verify.Walk(func(after string) ([]Placement, string, error) {
		all, err := placementsAfter(ctx, q, after)
		if len(all) == 0 {
			return nil, "", err
		}
		return all, all[len(all)-1].ID, err
	}, fn)
}

// Receipt is what an order is known by, and since when.
type Receipt struct {
	ID       string
	Number   int64
	PlacedAt time.Time
}

// Receipts returns those of many orders, at most db.MaxIn, by id; orders that
// do not exist are left out.
func (s *Service) Receipts(ctx context.Context, q db.Querier, ids []string) (map[string]Receipt, error) {
	rows, err := db.All[Receipt](ctx, q, placedOf, ids)
	out := make(map[string]Receipt, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

// Taking is what one store takes with an order: its part of the whole, for whoever adds
// up what is sold. It counts unless it is Cancelled.
type Taking struct {
	OrderID  string
	StoreID  string
	Currency money.Currency
	PlacedAt time.Time
	Total    int64
	Status   Status
}

// Takings returns those of many orders, at most db.MaxIn, as they are now. It knows no
// scope.
func (s *Service) Takings(ctx context.Context, q db.Querier, orderIDs []string) ([]Taking, error) {
	return db.All[Taking](ctx, q, takingsOf, orderIDs)
}

// IDsAfter lists orders by id behind after ("" begins): for what is rebuilt from all of
// them in batches. It knows no scope.
func (s *Service) IDsAfter(ctx context.Context, q db.Querier, after string, limit int) ([]string, error) {
	return db.All[string](ctx, q, idsAfter, after, limit)
}

// CountSince is how many orders were placed from a moment on.
func (s *Service) CountSince(ctx context.Context, q db.Querier, since time.Time) (int64, error) {
	return db.Get[int64](ctx, q, countSince, since)
}

// soundness is the checks of one run.
type soundness struct {
	sums, states, cancelled, money, stock, timeline *verify.Check
}

// Sound reports orders whose sums, states, money, stock or timeline cannot be.
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := soundness{
		sums:      r.Check("order.sums", "An order is the sum of its store orders, and these of their lines, to the unit: goods, discounts, shipping, tax and total."),
		states:    r.Check("order.states", "The states of an order are those its store orders, lines and payments give it."),
		cancelled: r.Check("order.cancelled", "What an order counts as cancelled is what its cancelled store orders are worth."),
		money:     r.Check("order.money", "The money of an order is that of its payments, and none beyond what is due is kept without a reason."),
		stock:     r.Check("order.stock", "Each line of goods has claimed its quantity, and claims as much as is still open."),
		timeline:  r.Check("order.timeline", "Every order has exactly one beginning in its timeline."),
	}
	err := s.Walk(ctx, q, func(all []Placement) error { return s.checkOrders(ctx, q, c, all) })
	if err != nil {
		return err
	}
	n := r.Check("order.numbers", "The next order gets a number that no order has.")
	high, err := db.Get[int64](ctx, q, highestNumber)
	if err != nil {
		return err
	}
	last, err := numbers.Last(ctx, q)
	if n.Look(1); last < high {
		n.Fail(fmt.Sprint(high), "the last number handed out is %d", last)
	}
	return err
}

func (s *Service) checkOrders(ctx context.Context, q db.Querier, c soundness, all []Placement) error {
	ids := make([]string, len(all))
	for i, o := range all {
		ids[i] = o.ID
	}
	payments, err := s.payment.OfOrders(ctx, q, ids)
	if err != nil {
		return err
	}
	refused, err := s.payment.RefundRefused(ctx, q, ids)
	if err != nil {
		return err
	}
	claims, err := s.inventory.OfOrders(ctx, q, ids)
	if err != nil {
		return err
	}
	entries, err := db.All[struct {
		OrderID string
		N       int64
	}](ctx, q, placedEntries, ids)
	if err != nil {
		return err
	}
	begun := map[string]int64{}
	for _, e := range entries {
		begun[e.OrderID] = e.N
	}
	for i := range all {
		o := &all[i].Order
		for _, x := range []*verify.Check{c.sums, c.states, c.cancelled, c.money, c.timeline} {
			x.Look(1)
		}
		verify.Want(c.timeline, o.ID, "entries of placing", begun[o.ID], 1)
		o.checkSums(c.sums)
		o.checkCancelled(c.cancelled)
		o.checkStates(c.states)
		o.checkMoney(c.money, payments[o.ID], slices.Contains(refused, o.ID))
		o.checkClaims(c.stock, claims[o.ID])
	}
	return nil
}

// plus adds what a part or line adds.
func (s *Sums) plus(o Sums) {
	s.Subtotal, s.Discount, s.Shipping = s.Subtotal+o.Subtotal, s.Discount+o.Discount, s.Shipping+o.Shipping
	s.Tax, s.Total = s.Tax+o.Tax, s.Total+o.Total
}

// sums is what a line adds to its order. Of a charge only what it costs after
// its discount counts, as shipping.
func (l Line) sums() Sums {
	if l.Role == Shipping {
		return Sums{Shipping: l.Subtotal - l.Discount, Tax: l.Tax, Total: l.Total}
	}
	return Sums{Subtotal: l.Subtotal, Discount: l.Discount, Tax: l.Tax, Total: l.Total}
}

func (o *Order) checkSums(c *verify.Check) {
	parts, total := map[string]Sums{}, Sums{}
	var onTop, taxed, byRate int64
	for _, l := range o.Lines {
		sum := parts[l.StoreOrderID]
		sum.plus(l.sums())
		parts[l.StoreOrderID] = sum
		top := l.Tax
		if o.PricesIncludeTax {
			top = 0
		}
		onTop, taxed = onTop+top, taxed+taxes(l.Taxes)
		at := o.ID + " " + l.ID
		verify.Want(c, at, "subtotal", l.Subtotal, l.UnitPrice*l.Quantity)
		verify.Want(c, at, "total", l.Total, l.Subtotal-l.Discount+top)
		verify.Want(c, at, "tax", l.Tax, taxes(l.Taxes))
		var off int64
		for _, a := range l.Adjustments {
			off += a.Amount
		}
		verify.Want(c, at, "discount", l.Discount, off)
	}
	for _, p := range o.StoreOrders {
		verify.Want(c, o.ID+" "+p.ID, "store order", p.Sums, parts[p.ID])
		total.plus(p.Sums)
		delete(parts, p.ID)
	}
	for id := range parts {
		c.Fail(o.ID+" "+id, "has lines and is no store order of it")
	}
	for _, t := range o.TaxLines {
		byRate += t.Amount
	}
	verify.Want(c, o.ID, "order", o.Sums, total)
	verify.Want(c, o.ID, "total", o.Sums.Total, o.Sums.Subtotal-o.Sums.Discount+o.Sums.Shipping+onTop)
	verify.Want(c, o.ID, "tax by rate", byRate, taxed)
}

func taxes(all []totals.TaxLine) (sum int64) {
	for _, t := range all {
		sum += t.Amount
	}
	return sum
}

func (o *Order) checkCancelled(c *verify.Check) {
	var worth int64
	gone := map[string]bool{}
	for _, p := range o.StoreOrders {
		if p.Status == Cancelled {
			worth, gone[p.ID] = worth+p.Sums.Total, true
		}
	}
	verify.Want(c, o.ID, "cancelled", o.Cancelled, worth)
	for _, l := range o.Lines {
		if gone[l.StoreOrderID] && l.Cancelled != l.Quantity {
			c.Fail(o.ID+" "+l.ID, "%d of %d cancelled with its store order", l.Cancelled, l.Quantity)
		}
		if l.Cancelled < 0 || l.Fulfilled < 0 || l.Open() < 0 || l.Delivered < 0 || l.Delivered > l.Fulfilled {
			c.Fail(o.ID+" "+l.ID, "of %d: %d cancelled, %d fulfilled, %d delivered", l.Quantity, l.Cancelled, l.Fulfilled, l.Delivered)
		}
	}
}

// checkStates derives the order again (O1); nothing may change.
func (o *Order) checkStates(c *verify.Check) {
	again := *o
	again.StoreOrders = append([]StoreOrder(nil), o.StoreOrders...)
	again.derive()
	verify.Want(c, o.ID, "status", o.Status, again.Status)
	verify.Want(c, o.ID, "payment status", o.PaymentStatus, again.PaymentStatus)
	verify.Want(c, o.ID, "fulfilment status", o.FulfilmentStatus, again.FulfilmentStatus)
	for i, p := range o.StoreOrders {
		verify.Want(c, o.ID+" "+p.ID, "status", p.Status, again.StoreOrders[i].Status)
		verify.Want(c, o.ID+" "+p.ID, "fulfilment status", p.FulfilmentStatus, again.StoreOrders[i].FulfilmentStatus)
	}
}

// checkMoney compares with the payments (O10). Money beyond what is due is
// kept only where people have to decide: an amount that was not asked for, or
// a refund the provider would not make.
func (o *Order) checkMoney(c *verify.Check, ps []payment.Payment, refused bool) {
	var authorized, captured, refunded int64
	asked := !refused
	for _, p := range ps {
		asked = asked && !p.Mismatched()
		if p.Status == payment.Authorized {
			authorized += p.Amount
		}
		if p.Currency == o.Currency {
			captured, refunded = captured+p.Captured, refunded+p.Refunded
		}
	}
	verify.Want(c, o.ID, "authorized", o.Authorized, authorized)
	verify.Want(c, o.ID, "captured", o.Captured, captured)
	verify.Want(c, o.ID, "refunded", o.Refunded, refunded)
	switch extra := o.excess(); {
	case o.Refunded > o.Captured:
		c.Fail(o.ID, "refunded %d of %d", o.Refunded, o.Captured)
	case extra > 0 && o.HeldAt == nil && asked:
		c.Fail(o.ID, "%d beyond what is due was neither paid back nor held", extra)
	case extra > 0:
		c.Note(o.ID, "%d beyond what is due waits for a decision", extra)
	}
	if len(ps) == 0 && o.Due() > 0 {
		c.Fail(o.ID, "no money was ever asked for")
	}
}

func (o *Order) checkClaims(c *verify.Check, claims map[string]inventory.Reservation) {
	for _, l := range o.Lines {
		if l.Role != Goods {
			continue
		}
		c.Look(1)
		r, ok := claims[l.ID]
		switch {
		case !ok:
			c.Fail(o.ID+" "+l.ID, "claims nothing")
		case r.Quantity != l.Quantity || r.VariantID != l.VariantID:
			c.Fail(o.ID+" "+l.ID, "claims %d of %s, must be %d of %s", r.Quantity, r.VariantID, l.Quantity, l.VariantID)
		case r.Open() != l.Open():
			c.Fail(o.ID+" "+l.ID, "still claims %d, %d are open", r.Open(), l.Open())
		}
	}
}
