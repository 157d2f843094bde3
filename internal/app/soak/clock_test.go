//go:build unix

package soak_test

import (
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
)

// R14: the clock jumps an hour and a day, ahead and back, while carts, log-ins,
// reservations and jobs live. Nobody panics, nobody is logged out by a clock
// that was set right, nothing waits for the day that was not.
func TestR14AClockThatJumpsLosesNobodysCartLogInOrMail(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		start := time.Now()
		at := clock.NewManual(start)
		s := apptest.Start(t, e, apptest.Options{Clock: at})
		m := apptest.Fill(t, s.App, plenty)
		guest := s.Client()
		cart := guest.Basket("ada@guest.example", m.VariantA)
		jumps := []time.Duration{time.Hour, -2 * time.Hour, time.Hour, 24 * time.Hour, -48 * time.Hour, 24 * time.Hour, 5 * time.Minute, -10 * time.Minute, 5 * time.Minute}
		orders := 0
		for _, jump := range jumps {
			login := s.Client()
			login.Do("POST", apptest.Store+"/auth/login", map[string]any{"email": apptest.Owner, "password": apptest.Password}).Want(200)
			buyer := s.Client()
			placed := buyer.Place(buyer.Basket("ada@guest.example", m.VariantB), "cod")
			orders++
			at.Advance(jump)
			if a := login.Do("GET", apptest.Store+"/me", nil); a.Status != 200 {
				t.Errorf("after a jump of %s the log-in answers %d %.200s", jump, a.Status, a.Body)
			}
			guest.Do("GET", apptest.Site+"/carts/"+cart.ID, nil).Want(200)
			if o := buyer.Order(placed.Order.ID); o.Status != "pending" {
				t.Errorf("after a jump of %s an order to be paid in cash is %s", jump, o.States())
			}
			for _, path := range []string{"/", "/products", apptest.Site + "/products", "/cart"} {
				guest.Do("GET", path, nil).Want(200)
			}
		}
		at.Set(start.Add(time.Minute))
		guest.Do("GET", apptest.Site+"/carts/"+cart.ID, nil).Want(200).Into(&cart)
		guest.Place(cart, "cod")
		orders++
		apptest.Eventually(t, 60*time.Second, "every order's mail was sent, whatever the clock said when it was placed", func() bool {
			return apptest.Count(t, s.App, `SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'order_placed' AND status = 'sent'`) == int64(orders)
		})
		if n := apptest.Count(t, s.App, `SELECT COUNT(*) FROM kit_jobs WHERE state = 'dead'`); n != 0 {
			t.Errorf("%d jobs are dead", n)
		}
		// A card that was never paid is given up after its hour, not at once and not never.
		card := s.Client()
		unpaid := card.Place(card.Basket("ada@guest.example", m.VariantA), "sandbox")
		at.Advance(50 * time.Minute)
		time.Sleep(200 * time.Millisecond)
		if o := card.Order(unpaid.Order.ID); o.Status != "pending" {
			t.Errorf("after 50 minutes it is %s", o.States())
		}
		at.Advance(15 * time.Minute)
		apptest.Eventually(t, 10*time.Second, "the unpaid order is given up", func() bool { return card.Order(unpaid.Order.ID).Status == "cancelled" })
		count(t, "jumps", len(jumps))
		apptest.Sound(t, s.App)
	})
}
