package app_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

const hook = "/api/v1/hooks/sandbox"

// webhook is a provider's message as the test sends it.
func webhook(t *testing.T, f payment.Fact) string {
	t.Helper()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func send(s *apptest.Shop, body, signature string) apptest.Answer {
	return s.Client().Do("POST", hook, body, sandbox.SignatureHeader, signature)
}

// unpaid is an order that waits for a card, with the fact that would pay it.
func unpaid(t *testing.T, s *apptest.Shop, m apptest.Market) (*apptest.Client, apptest.Placed, payment.Fact) {
	t.Helper()
	guest := s.Client()
	placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "sandbox")
	ps, err := s.Payment.OfOrder(context.Background(), s.DB, placed.Order.ID)
	if err != nil || len(ps) != 1 {
		t.Fatal(len(ps), err)
	}
	return guest, placed, payment.Fact{EventID: "evt_" + ps[0].ID, PaymentID: ps[0].ID, Kind: payment.SaysCaptured, Total: ps[0].Amount, Currency: ps[0].Currency}
}

func TestForgedAndOldWebhooksChangeNothing(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest, placed, fact := unpaid(t, s, m)
		body := webhook(t, fact)
		now := s.Clock.Now()
		good := s.Sandbox.Sign([]byte(body), now)
		stamp := strconv.FormatInt(now.Unix(), 10)
		mac := hmac.New(sha256.New, []byte("another secret"))
		mac.Write([]byte(stamp + "." + body))
		for name, a := range map[string]apptest.Answer{
			"no signature":        s.Client().Do("POST", hook, body),
			"another secret":      send(s, body, "t="+stamp+",v1="+hex.EncodeToString(mac.Sum(nil))),
			"of another body":     send(s, strings.Replace(body, fact.EventID, "evt_else", 1), good),
			"of another moment":   send(s, body, strings.Replace(good, stamp, strconv.FormatInt(now.Unix()+1, 10), 1)),
			"ten minutes old":     send(s, body, s.Sandbox.Sign([]byte(body), now.Add(-10*time.Minute))),
			"three days old":      send(s, body, s.Sandbox.Sign([]byte(body), now.Add(-72*time.Hour))),
			"from the future":     send(s, body, s.Sandbox.Sign([]byte(body), now.Add(time.Hour))),
			"no JSON":             send(s, "x", s.Sandbox.Sign([]byte("x"), now)),
			"a page's address":    send(s, body, strings.TrimPrefix(placed.NextAction.URL, "/sandbox/pay/")),
			"too large":           send(s, strings.Repeat(" ", 300<<10), good),
			"to a strange door":   s.Client().Do("POST", "/api/v1/hooks/stripe", body, sandbox.SignatureHeader, good),
			"by GET":              s.Client().Do("GET", hook, nil),
			"a negative amount":   signed(t, s, payment.Fact{EventID: "n", PaymentID: fact.PaymentID, Kind: payment.SaysCaptured, Total: -1, Currency: "USD"}),
			"with a nameless one": signed(t, s, payment.Fact{PaymentID: fact.PaymentID, Kind: payment.SaysCaptured, Total: fact.Total, Currency: "USD"}),
		} {
			if a.Status < 400 || a.Status >= 500 {
				t.Errorf("%s: %d", name, a.Status)
			}
		}
		s.Settled()
		wantStates(t, guest.Order(placed.Order.ID), "pending unpaid unfulfilled")
		// The return address proves nothing.
		guest.Do("GET", "/orders/"+placed.Order.ID+"?status=paid&choice=success", nil)
		wantStates(t, guest.Order(placed.Order.ID), "pending unpaid unfulfilled")
		if n := rows(t, s, `SELECT COUNT(*) FROM payment_events`); n != 0 {
			t.Errorf("%d forged events were kept", n)
		}
	})
}

func signed(t *testing.T, s *apptest.Shop, f payment.Fact) apptest.Answer {
	t.Helper()
	body := webhook(t, f)
	return send(s, body, s.Sandbox.Sign([]byte(body), s.Clock.Now()))
}

func rows(t *testing.T, s *apptest.Shop, text string, args ...any) int64 {
	t.Helper()
	return apptest.Count(t, s.App, text, args...)
}

func TestAGenuineWebhookWithAnotherAmountOrCurrencyHoldsTheOrder(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner := s.LogIn(apptest.Owner, apptest.Password)
		for name, change := range map[string]func(*payment.Fact){
			"one cent":         func(f *payment.Fact) { f.Total = 1 },
			"too much":         func(f *payment.Fact) { f.Total *= 3 },
			"another currency": func(f *payment.Fact) { f.Currency = "JPY" },
		} {
			guest, placed, fact := unpaid(t, s, m)
			change(&fact)
			signed(t, s, fact).Want(204)
			s.Settled()
			var seen struct {
				PaymentStatus string   `json:"payment_status"`
				HoldReasons   []string `json:"hold_reasons"`
				Actions       []string `json:"actions"`
			}
			owner.Do("GET", store+"/orders/"+placed.Order.ID, nil).Want(200).Into(&seen)
			if len(seen.HoldReasons) != 1 || seen.HoldReasons[0] != "payment_mismatch" {
				t.Errorf("%s: held for %v", name, seen.HoldReasons)
			}
			a := owner.Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", map[string]any{"store_order_id": placed.Order.Part(t, m.StoreA.ID)}).Want(409)
			if a.Code() != "order.held" {
				t.Errorf("%s: shipping: %s", name, a.Code())
			}
			if name != "too much" && guest.Order(placed.Order.ID).PaymentStatus == "paid" {
				t.Errorf("%s: the order is paid", name)
			}
		}
	})
}

func TestDuplicatedAndReorderedWebhooksEndInTheSameState(t *testing.T) {
	each(t, 50, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		histories := [][]payment.Kind{
			{payment.SaysFailed, payment.SaysCaptured},
			{payment.SaysCaptured, payment.SaysFailed},
			{payment.SaysAuthorized, payment.SaysFailed, payment.SaysCaptured, payment.SaysCaptured},
			{payment.SaysCaptured, payment.SaysAuthorized, payment.SaysCaptured, payment.SaysFailed, payment.SaysAuthorized},
		}
		for _, h := range histories {
			guest, placed, fact := unpaid(t, s, m)
			for _, kind := range h {
				f := fact
				if f.EventID, f.Kind = fact.EventID+string(kind), kind; kind == payment.SaysFailed {
					f.Total = 0
				}
				signed(t, s, f).Want(204)
				s.Settled()
			}
			o := guest.Order(placed.Order.ID)
			wantStates(t, o, "pending paid unfulfilled")
			if o.Totals.Paid != o.Totals.Total || o.Totals.Refunded.Amount != 0 {
				t.Errorf("%v: %+v", h, o.Totals)
			}
		}
	})
}

func TestARefundHeardBeforeItsPaymentIsNotForgotten(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest, placed, fact := unpaid(t, s, m)
		back := fact
		back.EventID, back.Kind = "evt_back", payment.SaysRefunded
		signed(t, s, back).Want(204)
		signed(t, s, fact).Want(204)
		s.Settled()
		wantStates(t, guest.Order(placed.Order.ID), "pending refunded unfulfilled")
	})
}

func TestTheSameWebhookAHundredTimesAtOncePaysOnce(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest, placed, fact := unpaid(t, s, m)
		var wg sync.WaitGroup
		for i := range 100 {
			f := fact
			if i%2 == 1 {
				f.EventID = "evt_twin" // the provider says the same twice, under two names
			}
			wg.Go(func() {
				if a := signed(t, s, f); a.Status != 204 {
					t.Errorf("status %d: %s", a.Status, a.Body)
				}
			})
		}
		wg.Wait()
		s.Settled()
		o := guest.Order(placed.Order.ID)
		wantStates(t, o, "pending paid unfulfilled")
		captured := 0
		for _, e := range o.Timeline {
			if e.Kind == "payment_captured" {
				captured++
			}
		}
		if captured != 1 || o.Totals.Paid != o.Totals.Total {
			t.Errorf("captured %d times, %+v", captured, o.Totals)
		}
		if n := rows(t, s, `SELECT COUNT(*) FROM kit_events WHERE name = 'order.paid'`); n != 1 {
			t.Errorf("order.paid was said %d times", n)
		}
	})
}

func TestMoneyForACancelledOrderGoesBackByItself(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest, placed, fact := unpaid(t, s, m)
		owner := s.LogIn(apptest.Owner, apptest.Password)
		owner.Do("POST", store+"/orders/"+placed.Order.ID+"/cancel", map[string]any{"reason": "out of clay"}).Want(200)
		wantLevel(t, s.App, m.VariantA, 10, 0)
		signed(t, s, fact).Want(204)
		s.Settled()
		wantStates(t, guest.Order(placed.Order.ID), "cancelled refunded unfulfilled")
		if n := rows(t, s, `SELECT COUNT(*) FROM payment_refunds WHERE status = 'done'`); n != 1 {
			t.Errorf("%d refunds", n)
		}
	})
}
