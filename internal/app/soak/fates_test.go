//go:build unix

package soak_test

import (
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

// fate is what becomes of an order. It knows how the order must end, so that
// afterwards every single one can be compared.
type fate struct {
	name   string
	method string
	lead   func(c *crew, o *told, page string) error
}

var allFates = []fate{
	{"cash, delivered by both", "cod", func(c *crew, o *told, _ string) error {
		return c.deliverAll(o)
	}},
	{"card, paid and sent", sandbox.Code, func(c *crew, o *told, page string) error {
		return c.inOrder(
			func() error { return c.press(o, page, "success") },
			func() error { return c.seePaid(o) },
			func() error { o.states = "pending paid partially_fulfilled"; return nil },
			func() error { return c.ship(o, c.ma, c.s.m.StoreA.ID, c.s.m.VariantA, false) },
			func() error { return c.ship(o, c.mb, c.s.m.StoreB.ID, c.s.m.VariantB, false) },
			func() error { o.states = "confirmed paid fulfilled"; return nil },
		)
	}},
	{"cash, one store cancels", "cod", func(c *crew, o *told, _ string) error {
		a, _ := o.part(c.s.m.StoreA.ID)
		_, b := o.part(c.s.m.StoreB.ID)
		return c.inOrder(
			func() error { return c.cancel(o, c.ma, a) },
			func() error { return c.ship(o, c.mb, c.s.m.StoreB.ID, c.s.m.VariantB, true) },
			func() error { o.states, o.paid = "completed paid delivered", b; return nil },
		)
	}},
	{"card, declined, then paid", sandbox.Code, func(c *crew, o *told, page string) error {
		return c.inOrder(
			func() error { return c.press(o, page, "decline") },
			func() error { return c.payAgain(o, sandbox.Code, &page) },
			func() error { return c.press(o, page, "success") },
			func() error { o.states = "pending paid unfulfilled"; return c.seePaid(o) },
		)
	}},
	{"cash, marked paid, cancelled", "cod", func(c *crew, o *told, _ string) error {
		return c.inOrder(
			func() error {
				return c.s.until(c.owner, "POST", apptest.Store+"/orders/"+o.order.ID+"/mark-paid", map[string]any{}, nil)
			},
			func() error { c.s.done(o, "marked paid"); o.paid = o.total; return nil },
			func() error { return c.cancel(o, c.owner) },
			func() error { o.states, o.back = "cancelled refunded unfulfilled", o.total; return nil },
		)
	}},
	{"card, told late", sandbox.Code, func(c *crew, o *told, page string) error {
		o.states, o.paid = "pending paid unfulfilled", o.total
		return c.press(o, page, "delayed")
	}},
	{"card, paid, cancelled", sandbox.Code, func(c *crew, o *told, page string) error {
		return c.inOrder(
			func() error { return c.press(o, page, "success") },
			func() error { return c.seePaid(o) },
			func() error { return c.cancel(o, c.owner) },
			func() error { o.states, o.back = "cancelled refunded unfulfilled", o.total; return nil },
		)
	}},
	{"card, never paid", sandbox.Code, func(c *crew, o *told, page string) error {
		return c.press(o, page, "leave")
	}},
	{"card, cancelled, paid all the same", sandbox.Code, func(c *crew, o *told, page string) error {
		return c.inOrder(
			func() error { return c.cancel(o, c.owner) },
			func() error { return c.press(o, page, "success") },
			func() error {
				o.states, o.paid, o.back = "cancelled refunded unfulfilled", o.total, o.total
				return nil
			},
		)
	}},
	{"card, declined, then cash", sandbox.Code, func(c *crew, o *told, page string) error {
		return c.inOrder(
			func() error { return c.press(o, page, "decline") },
			func() error { return c.payAgain(o, "cod", &page) },
			func() error { return c.deliverAll(o) },
		)
	}},
	{"card, paid on two pages", sandbox.Code, func(c *crew, o *told, page string) error {
		second := ""
		return c.inOrder(
			func() error { return c.payAgain(o, sandbox.Code, &second) },
			func() error { return c.press(o, page, "success") },
			func() error { return c.press(o, second, "success") },
			func() error {
				o.states, o.paid, o.back = "pending partially_refunded unfulfilled", 2*o.total, o.total
				return nil
			},
		)
	}},
}

func (c *crew) inOrder(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// deliverAll lets both sellers confirm, send and deliver; the cash comes with
// the last parcel.
func (c *crew) deliverAll(o *told) error {
	return c.inOrder(
		func() error {
			return c.s.until(c.ma, "POST", apptest.Store+"/orders/"+o.order.ID+"/confirm", map[string]any{}, nil)
		},
		func() error { c.s.done(o, "confirmations"); return nil },
		func() error {
			return c.s.until(c.mb, "POST", apptest.Store+"/orders/"+o.order.ID+"/confirm", map[string]any{}, nil)
		},
		func() error { c.s.done(o, "confirmations"); return nil },
		func() error { return c.ship(o, c.ma, c.s.m.StoreA.ID, c.s.m.VariantA, true) },
		func() error { return c.ship(o, c.mb, c.s.m.StoreB.ID, c.s.m.VariantB, true) },
		func() error { o.states, o.paid = "completed paid delivered", o.total; return nil },
	)
}
