package attacks_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

const hook = "/api/v1/hooks/sandbox"

// said is a provider's message as it is sent.
func said(t *testing.T, f payment.Fact) string {
	t.Helper()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// tell sends a provider's message with a good signature of that moment.
func (h *house) tell(t *testing.T, f payment.Fact, at time.Time) apptest.Answer {
	t.Helper()
	body := said(t, f)
	return h.client(t).Do("POST", hook, body, sandbox.SignatureHeader, h.Sandbox.Sign([]byte(body), at))
}

// unpaid is an order that waits for a card, and the fact that would pay it.
func (h *house) unpaid(t *testing.T) (*apptest.Client, apptest.Placed, payment.Fact) {
	t.Helper()
	guest, placed := h.guest(t, "sandbox")
	ps, err := h.Payment.OfOrder(context.Background(), h.DB, placed.Order.ID)
	if err != nil || len(ps) != 1 {
		t.Fatal(len(ps), err)
	}
	return guest, placed, payment.Fact{EventID: "evt_" + ps[0].ID, PaymentID: ps[0].ID, Kind: payment.SaysCaptured, Total: ps[0].Amount, Currency: ps[0].Currency}
}

func states(t *testing.T, c *apptest.Client, orderID, want string) {
	t.Helper()
	if got := c.Order(orderID).States(); got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
}

func TestAttack28DoubleSubmittedCheckout(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		c, cart := h.basket(t, h.m.VariantA)
		cart = c.Prepare(cart.ID, fmt.Sprintf("twice%d@guest.example", next()))
		key := apptest.Key()
		var mu sync.Mutex
		orders := map[string]int{}
		count := func(id string) { mu.Lock(); defer mu.Unlock(); orders[id]++ }
		button := url.Values{"payment_method": {"sandbox"}, "expected_total": {fmt.Sprint(cart.Totals.AmountDue.Amount)}}
		cookie := "haat_cart=" + cart.ID
		together(30, func(i int) {
			switch i % 3 {
			case 0: // the same key
				a := c.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, "sandbox"), "Idempotency-Key", key).Want(201, 409)
				if a.Status == 409 && a.Code() != "idempotency.in_flight" {
					t.Errorf("the same key: %s", a.Code())
				} else if a.Status == 201 {
					var p apptest.Placed
					a.Into(&p)
					count(p.Order.ID)
				}
			case 1: // two tabs
				var p apptest.Placed
				c.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, "sandbox"), "Idempotency-Key", apptest.Key()).Want(201).Into(&p)
				count(p.Order.ID)
			case 2: // a double click
				fresh := h.client(t)
				form(fresh, "/checkout/review", button, "Cookie", cookie).Want(303)
			}
		})
		// The back button, and the form once more.
		late := form(h.client(t), "/checkout/review", button, "Cookie", cookie).Want(303)
		h.Settled()
		ids := h.texts(t, `SELECT o.id FROM order_orders o JOIN cart_carts c ON c.ref = o.cart_ref WHERE c.id = $1`, cart.ID)
		if len(ids) != 1 || len(orders) != 1 || orders[ids[0]] == 0 || late.Header.Get("Location") != "/orders/"+ids[0] {
			t.Fatalf("orders %v, answers %v, the form leads to %s", ids, orders, late.Header.Get("Location"))
		}
		for what, text := range map[string]string{"payments": `SELECT COUNT(*) FROM payment_payments WHERE order_id = $1`, "events": `SELECT COUNT(*) FROM kit_events WHERE name = 'order.placed' AND payload ->> 'order_id' = $1`,
			"mails": `SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'order_placed' AND subject_id = $1`, "reservations": `SELECT COUNT(*) FROM inventory_reservations WHERE order_id = $1`} {
			if n := h.count(t, text, ids[0]); n != 1 {
				t.Errorf("%d %s", n, what)
			}
		}
	})
}

func TestAttack29IdempotencyKeyMisused(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		a, emailA := h.customer(t, "anna")
		b, emailB := h.customer(t, "bert")
		key := apptest.Key()
		address := apptest.Address()
		var first, other struct{ ID string }
		a.Do("POST", site+"/me/addresses", address, "Idempotency-Key", key).Want(201).Into(&first)
		a.Do("POST", site+"/me/addresses", address, "Idempotency-Key", key).Want(201).Into(&other)
		if first != other {
			t.Error("the same key made two")
		}
		// Another body, another person, another door.
		address["city"] = "Elsewhere"
		a.Do("POST", site+"/me/addresses", address, "Idempotency-Key", key).Want(422)
		b.Do("POST", site+"/me/addresses", apptest.Address(), "Idempotency-Key", key).Want(201).Into(&other)
		if first == other {
			t.Error("B got A's answer")
		}
		for _, bad := range []string{strings.Repeat("k", 10<<10), strings.Repeat("k", 201), "a b", "ключ", "a\tb"} {
			refused(t, fmt.Sprintf("key %.20q", bad), a.Do("POST", site+"/me/addresses", apptest.Address(), "Idempotency-Key", bad))
		}
		cartA, cartB := a.Basket(emailA, h.m.VariantA), b.Basket(emailB, h.m.VariantA)
		var mine, theirs apptest.Placed
		a.Do("POST", site+"/carts/"+cartA.ID+"/place", apptest.PlaceBody(cartA, "cod"), "Idempotency-Key", key).Want(201).Into(&mine)
		b.Do("POST", site+"/carts/"+cartB.ID+"/place", apptest.PlaceBody(cartB, "cod"), "Idempotency-Key", key).Want(201).Into(&theirs)
		if mine.Order.ID == theirs.Order.ID {
			t.Error("one key, two people, one order")
		}
		// Twenty first uses at once; one effect.
		key = apptest.Key()
		together(20, func(int) {
			x := a.Do("POST", site+"/me/addresses", map[string]any{"first_name": "Once", "line1": "1 Main St", "city": "Springfield", "region": "IL", "postcode": "62701", "country": "US"}, "Idempotency-Key", key).Want(201, 409)
			if x.Status == 409 && x.Code() != "idempotency.in_flight" {
				t.Error(x.Code())
			}
		})
		var book struct{ Items []struct{ ID string } }
		a.Do("GET", site+"/me/addresses", nil).Want(200).Into(&book)
		if len(book.Items) != 2 {
			t.Errorf("%d addresses, want 2", len(book.Items))
		}
		// A refusal is not remembered for ever: the same key, once it can be done.
		refused(t, "too early", a.Do("POST", site+"/carts/"+a.NewCart().ID+"/place", apptest.PlaceBody(cartA, "cod"), "Idempotency-Key", apptest.Key()))
	})
}

func TestAttack30ConfirmCallRacesTheWebhook(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		for range 12 {
			guest, placed, fact := h.unpaid(t)
			twin := fact
			twin.EventID += "_again"
			together(5, func(i int) {
				switch i {
				case 0:
					guest.Choose(placed.NextAction.URL, "success")
				case 1, 2:
					h.tell(t, fact, time.Now()).Want(204)
				case 3:
					h.tell(t, twin, time.Now()).Want(204)
				case 4:
					guest.Do("GET", "/orders/"+placed.Order.ID+"?placed=1", nil)
					guest.Do("POST", site+"/orders/"+placed.Order.ID+"/payments", map[string]any{"payment_method": "sandbox"}).Want(200, 201, 409)
				}
			})
			h.Settled()
			o := guest.Order(placed.Order.ID)
			captured := 0
			for _, e := range o.Timeline {
				if e.Kind == "payment_captured" {
					captured++
				}
			}
			if captured != 1 || o.PaymentStatus != "paid" || o.Totals.Paid != o.Totals.Total {
				t.Errorf("captured %d times, %s, %+v", captured, o.States(), o.Totals)
			}
		}
	})
}

func TestAttack31ForgedWebhook(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		guest, placed, fact := h.unpaid(t)
		body, now := said(t, fact), time.Now()
		good := h.Sandbox.Sign([]byte(body), now)
		stamp := strconv.FormatInt(now.Unix(), 10)
		by := func(secret string) string {
			mac := hmac.New(sha256.New, []byte(secret))
			mac.Write([]byte(stamp + "." + body))
			return "t=" + stamp + ",v1=" + hex.EncodeToString(mac.Sum(nil))
		}
		post := func(body, signature string) apptest.Answer {
			return h.client(t).Do("POST", hook, body, sandbox.SignatureHeader, signature)
		}
		for what, a := range map[string]apptest.Answer{
			"no signature": h.client(t).Do("POST", hook, body), "an empty one": post(body, ""), "a wrong secret": post(body, by("whsec_test")), "no secret": post(body, by("")), "the word secret": post(body, by("secret")),
			"of another body": post(strings.Replace(body, fact.EventID, "evt_x", 1), good), "body changed by a blank": post(body+" ", good), "only a stamp": post(body, "t="+stamp), "only a version": post(body, strings.SplitN(good, ",", 2)[1]),
			"an older scheme": post(body, strings.Replace(good, "v1=", "v0=", 1)), "upper-case digits": post(body, "t="+stamp+",v1="+strings.ToUpper(strings.SplitN(good, "v1=", 2)[1])+"00"), "another provider": h.client(t).Do("POST", "/api/v1/hooks/stripe", body, sandbox.SignatureHeader, good),
			"by GET": h.client(t).Do("GET", hook+"?paid=1", nil, sandbox.SignatureHeader, good), "by PUT": h.client(t).Do("PUT", hook, body, sandbox.SignatureHeader, good), "in the query": h.client(t).Do("POST", hook+"?signature="+url.QueryEscape(good), body),
		} {
			refused(t, what, a)
		}
		h.Settled()
		states(t, guest, placed.Order.ID, "pending unpaid unfulfilled")
		if !strings.Contains(h.log.since(0), "payment: a webhook was refused") {
			t.Error("nobody hears of it")
		}
		// The same message with its own signature, whatever the header's letters, is taken.
		h.client(t).Do("POST", hook, body, strings.ToUpper(sandbox.SignatureHeader), good).Want(204)
		h.Settled()
		states(t, guest, placed.Order.ID, "pending paid unfulfilled")
	})
}

func TestAttack31DemonstrationMoneyInALiveShop(t *testing.T) {
	alone(t, apptest.Options{}, func(t *testing.T, h *house) {
		guest, placed, fact := h.unpaid(t)
		err := h.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error { return h.Settings.SetDemoTx(ctx, tx, false) })
		if err != nil {
			t.Fatal(err)
		}
		apptest.Eventually(t, 20*time.Second, "the shop is live", func() bool { return h.tell(t, fact, time.Now()).Status != http.StatusNoContent })
		refused(t, "a sandbox message", h.tell(t, fact, time.Now()))
		h.Settled()
		states(t, guest, placed.Order.ID, "pending unpaid unfulfilled")
	})
}

func TestAttack32GenuineWebhookWithWrongAmountOrCurrency(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		for what, change := range map[string]func(*payment.Fact){
			"one cent": func(f *payment.Fact) { f.Total = 1 }, "nothing": func(f *payment.Fact) { f.Total = 0 }, "yen": func(f *payment.Fact) { f.Currency = "JPY" }, "too much": func(f *payment.Fact) { f.Total += 500 },
		} {
			guest, placed, fact := h.unpaid(t)
			change(&fact)
			h.tell(t, fact, time.Now()).Want(204, 400)
			h.Settled()
			o := h.staff(t, apptest.Owner).Do("GET", store+"/orders/"+placed.Order.ID, nil).Want(200).Text()
			if what != "nothing" && !strings.Contains(o, "payment_mismatch") {
				t.Errorf("%s: nobody is told", what)
			}
			if got := guest.Order(placed.Order.ID); what != "too much" && got.PaymentStatus == "paid" || what == "too much" && got.Totals.Paid.Amount != fact.Total {
				t.Errorf("%s: %s, paid %d", what, got.States(), got.Totals.Paid.Amount)
			}
		}
	})
}

func TestAttack33WebhookReplay(t *testing.T) {
	alone(t, apptest.Options{}, func(t *testing.T, h *house) {
		guest, placed, fact := h.unpaid(t)
		body, signedAt := said(t, fact), time.Now()
		signature := h.Sandbox.Sign([]byte(body), signedAt)
		again := func() apptest.Answer { return h.client(t).Do("POST", hook, body, sandbox.SignatureHeader, signature) }
		again().Want(204)
		h.Settled()
		again().Want(204) // within the tolerance: acknowledged, nothing happens
		for _, age := range []time.Duration{10 * time.Minute, 72 * time.Hour, -time.Hour} {
			refused(t, "signed "+age.String()+" ago", h.tell(t, fact, time.Now().Add(-age)))
		}
		// Another event of the same payment, and one that would go back.
		for i, kind := range []payment.Kind{payment.SaysCaptured, payment.SaysFailed, payment.SaysAuthorized} {
			f := fact
			f.EventID, f.Kind = fmt.Sprint(fact.EventID, "_", i), kind
			h.tell(t, f, time.Now()).Want(204)
		}
		h.Settled()
		states(t, guest, placed.Order.ID, "pending paid unfulfilled")
		h.staff(t, apptest.Owner).Do("POST", store+"/orders/"+placed.Order.ID+"/cancel", map[string]any{"reason": "x"}).Want(200)
		h.Settled()
		again().Want(204)
		f := fact
		f.EventID += "_after"
		h.tell(t, f, time.Now()).Want(204)
		h.Settled()
		o := guest.Order(placed.Order.ID)
		if o.States() != "cancelled refunded unfulfilled" || o.Totals.Paid.Amount != fact.Total || o.Totals.Refunded.Amount != fact.Total {
			t.Errorf("%s %+v", o.States(), o.Totals)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM payment_events WHERE provider_event_id = $1`, fact.EventID); n != 1 {
			t.Errorf("kept %d times", n)
		}
	})
}

func TestAttack34ReturnURLTrusted(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		guest, placed, _ := h.unpaid(t)
		_, other, _ := h.unpaid(t)
		id := placed.Order.ID
		guest.Do("GET", "/o/"+id+"/"+placed.OrderToken, nil).Want(303)
		for _, q := range []string{"?status=paid", "?placed=1&status=success&redirect_status=succeeded", "?payment_intent=pi_1&paid=true", "?order=" + other.Order.ID, "?choice=success"} {
			guest.Do("GET", "/orders/"+id+q, nil).Want(200)
			guest.Do("GET", site+"/orders/"+id+q, nil).Want(200, 422)
			guest.Do("GET", placed.NextAction.URL+q, nil)
		}
		guest.Do("GET", "/orders/"+other.Order.ID+"?placed=1", nil).Want(404)
		back := guest.Choose(placed.NextAction.URL, "leave")
		guest.Do("GET", strings.TrimPrefix(back, h.URL)+"&status=paid", nil)
		guest.Choose(placed.NextAction.URL, "decline")
		guest.Do("GET", strings.TrimPrefix(back, h.URL)+"?status=paid", nil)
		h.Settled()
		states(t, guest, id, "pending failed unfulfilled")
		// Pressing the button of a page that was paid beforehand, for another order.
		form(guest, "/sandbox/pay/x", url.Values{"choice": {"success"}}).Want(404)
	})
}

func TestAttack35DoubleOrExcessRefund(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, variant := h.goods(t, h.m.StoreA.ID, 1000, 10)
		guest := h.client(t)
		placed := guest.Place(guest.Basket(fmt.Sprintf("back%d@guest.example", next()), variant, h.m.VariantB), "sandbox")
		guest.Choose(placed.NextAction.URL, "success")
		h.Settled()
		id := placed.Order.ID
		a, b, owner := h.staff(t, apptest.MemberA), h.staff(t, apptest.MemberB), h.staff(t, apptest.Owner)
		together(20, func(i int) {
			body := map[string]any{"reason": "race"}
			who := []*apptest.Client{owner, a, b, owner}[i%4]
			if i%4 == 1 {
				body["store_order_ids"] = []string{placed.Order.Part(t, h.m.StoreA.ID)}
			} else if i%4 == 2 {
				body["store_order_ids"] = []string{placed.Order.Part(t, h.m.StoreB.ID)}
			}
			if i%4 == 3 {
				who.Do("POST", store+"/orders/"+id+"/shipments", map[string]any{"store_order_id": placed.Order.Part(t, h.m.StoreB.ID)}).Want(201, 409)
				return
			}
			who.Do("POST", store+"/orders/"+id+"/cancel", body).Want(200, 409)
		})
		h.Settled()
		o := guest.Order(id)
		if o.Totals.Refunded.Amount > o.Totals.Paid.Amount || o.Totals.Paid != placed.Order.Totals.Total {
			t.Errorf("%+v", o.Totals)
		}
		if sum := h.count(t, `SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM payment_refunds r JOIN payment_payments p ON p.id = r.payment_id WHERE p.order_id = $1 AND r.status = 'done'`, id); sum != o.Totals.Refunded.Amount {
			t.Errorf("refunds make %d, the order says %d", sum, o.Totals.Refunded.Amount)
		}
		if n := h.count(t, `SELECT reserved FROM inventory_levels WHERE variant_id = $1`, variant); n != 0 {
			t.Errorf("%d still reserved", n)
		}
	})
}

func TestAttack38CardTesting(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		guest, placed, _ := h.unpaid(t)
		page := placed.NextAction.URL
		asked, slow := 1, 0
		for range 30 { // each time another card
			guest.Choose(page, "decline")
			h.Settled()
			a := guest.Do("POST", site+"/orders/"+placed.Order.ID+"/payments", map[string]any{"payment_method": "sandbox"}).Want(200, 201, 429)
			if a.Status == 429 {
				slow++
				continue
			}
			var p apptest.Placed
			a.Into(&p)
			asked, page = asked+1, p.NextAction.URL
		}
		if asked != 10 || slow != 21 {
			t.Errorf("the provider was asked %d times", asked)
		}
		guest.Do("GET", "/o/"+placed.Order.ID+"/"+placed.OrderToken, nil).Want(303)
		if x := form(guest, "/orders/"+placed.Order.ID+"/pay", url.Values{"payment_method": {"sandbox"}}).Want(422).Text(); !strings.Contains(x, "too often") {
			t.Error("the page does not say why")
		}
	})
}

func TestAttack38OrdersWithManyCards(t *testing.T) {
	alone(t, braked(), func(t *testing.T, h *house) {
		guest, _ := h.guest(t, "sandbox")
		got := map[int]int{}
		for range 500 {
			got[guest.Do("POST", site+"/carts", map[string]any{}).Status]++
		}
		if got[429] < 150 {
			t.Errorf("one network begins as many checkouts as it likes: %v", got)
		}
	})
}
