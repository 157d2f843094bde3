package app_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// together runs n functions that wait for each other at the start.
func together(n int, fn func(i int)) {
	var ready, done sync.WaitGroup
	gate := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-gate
			fn(i)
		})
	}
	ready.Wait()
	close(gate)
	done.Wait()
}

// tally counts answers by status and problem code.
type tally struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *tally) add(t *testing.T, a apptest.Answer) {
	t.Helper()
	if a.Status >= 500 {
		t.Errorf("status %d: %.300s", a.Status, a.Body)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[fmt.Sprint(a.Status, " ", a.Code())]++
}

// sound checks what must hold after every race.
func sound(t *testing.T, a *app.App) {
	t.Helper()
	apptest.Sound(t, a)
}

func TestTwoHundredGuestsRaceForTenPieces(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		const guests = 200
		clients := make([]*apptest.Client, guests)
		carts := make([]apptest.Cart, guests)
		together(20, func(worker int) {
			for i := worker; i < guests; i += 20 {
				clients[i] = s.Client()
				carts[i] = clients[i].Basket(fmt.Sprintf("guest%d@race.example", i), m.VariantA)
			}
		})
		var got tally
		together(guests, func(i int) {
			got.add(t, clients[i].Do("POST", site+"/carts/"+carts[i].ID+"/place", apptest.PlaceBody(carts[i], "cod"), "Idempotency-Key", apptest.Key()))
		})
		if got.n["201 "] != 10 {
			t.Errorf("answers %v", got.n)
		}
		if n := rows(t, s, `SELECT COUNT(*) FROM order_orders`); n != 10 {
			t.Errorf("%d orders", n)
		}
		wantLevel(t, s.App, m.VariantA, 10, 10)
		var p struct {
			InStock  bool `json:"in_stock"`
			Variants []struct{ Available *int64 }
		}
		s.Client().Do("GET", site+"/products/"+m.ProductA, nil).Want(200).Into(&p)
		if p.InStock || p.Variants[0].Available == nil || *p.Variants[0].Available != 0 {
			t.Errorf("the page says %+v", p)
		}
		s.Settled()
		sound(t, s.App)
	})
}

func TestOneCartPlacedTwentyTimesAtOnceIsOneOrder(t *testing.T) {
	each(t, 100, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		for _, method := range []string{"cod", "sandbox"} {
			guest := s.Client()
			cart := guest.Basket("ada@guest.example", m.VariantA, m.VariantB)
			answers := make([]apptest.Placed, 20)
			together(20, func(i int) {
				guest.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, method), "Idempotency-Key", apptest.Key()).Want(201).Into(&answers[i])
			})
			for i, p := range answers {
				if p.Order.ID != answers[0].Order.ID || p.OrderToken != answers[0].OrderToken || p.PaymentProblem ||
					(p.NextAction == nil) != (method == "cod") || p.NextAction != nil && p.NextAction.URL != answers[0].NextAction.URL {
					t.Errorf("answer %d: %+v, the first %+v", i, p, answers[0])
				}
			}
			// Once more, later, with the browser's back button and another total in mind.
			var late apptest.Placed
			guest.Do("POST", site+"/carts/"+cart.ID+"/place", map[string]any{"payment_method": method, "expected_total": apptest.Money{Amount: 1, Currency: "USD"}}).Want(201).Into(&late)
			if late.Order.ID != answers[0].Order.ID {
				t.Errorf("placed again as %s", late.Order.ID)
			}
		}
		if n := rows(t, s, `SELECT COUNT(*) FROM order_orders`); n != 2 {
			t.Errorf("%d orders", n)
		}
		s.Settled()
		if n := rows(t, s, `SELECT COUNT(*) FROM payment_payments`); n != 2 {
			t.Errorf("%d payments", n)
		}
		wantLevel(t, s.App, m.VariantA, 100, 2)
		sound(t, s.App)
	})
}

func TestAnIdempotencyKeyIsOneEffectAndOneRequest(t *testing.T) {
	each(t, 100, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.NewCart()
		key := apptest.Key()
		body := map[string]any{"variant_id": m.VariantA, "quantity": 1}
		var got tally
		together(20, func(int) {
			got.add(t, guest.Do("POST", site+"/carts/"+cart.ID+"/lines", body, "Idempotency-Key", key))
		})
		if got.n["201 "]+got.n["409 idempotency.in_flight"] != 20 || got.n["201 "] == 0 {
			t.Errorf("answers %v", got.n)
		}
		guest.Do("GET", site+"/carts/"+cart.ID, nil).Into(&cart)
		if len(cart.Lines) != 1 || cart.Lines[0].Quantity != 1 {
			t.Errorf("lines %+v", cart.Lines)
		}
		guest.Do("POST", site+"/carts/"+cart.ID+"/lines", map[string]any{"variant_id": m.VariantA, "quantity": 2}, "Idempotency-Key", key).Want(422)
		other := s.Client().NewCart()
		guest.Do("POST", site+"/carts/"+other.ID+"/lines", body, "Idempotency-Key", key).Want(201, 422) // another endpoint: never the other cart's answer
		guest.Do("POST", site+"/carts/"+cart.ID+"/lines", body, "Idempotency-Key", strings.Repeat("k", 10<<10)).Want(400, 422, 431)
		guest.Do("GET", site+"/carts/"+cart.ID, nil).Into(&cart)
		if cart.Lines[0].Quantity != 1 {
			t.Errorf("quantity %d", cart.Lines[0].Quantity)
		}
		// The verbs of staff, too: a shipment repeated by a nervous program is one.
		placed := guest.Place(guest.Prepare(cart.ID, "ada@guest.example"), "cod")
		seller := s.LogIn(apptest.MemberA, apptest.Password)
		line := placed.Order.Lines[0]
		ship := map[string]any{"store_order_id": line.StoreOrderID, "lines": []map[string]any{{"line_id": line.ID, "quantity": 1}}}
		key = apptest.Key()
		ids := make([]struct{ ID string }, 10)
		together(10, func(i int) {
			seller.Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", ship, "Idempotency-Key", key).Want(201).Into(&ids[i])
		})
		for _, x := range ids {
			if x.ID != ids[0].ID {
				t.Errorf("shipments %s and %s", x.ID, ids[0].ID)
			}
		}
		key = apptest.Key()
		for range 2 {
			seller.Do("POST", store+"/shipments/"+ids[0].ID+"/deliver", map[string]any{}, "Idempotency-Key", key).Want(200)
		}
	})
}

func TestParallelAddsOfOneVariantAllCount(t *testing.T) {
	each(t, 1000, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.NewCart()
		together(30, func(i int) {
			guest.Do("POST", site+"/carts/"+cart.ID+"/lines", map[string]any{"variant_id": m.VariantA, "quantity": 1 + i%2}).Want(201)
		})
		guest.Do("GET", site+"/carts/"+cart.ID, nil).Into(&cart)
		if len(cart.Lines) != 1 || cart.Lines[0].Quantity != 45 {
			t.Errorf("lines %+v", cart.Lines)
		}
	})
}

// reprice changes a product's price through the store API's own verb.
func reprice(t *testing.T, a *app.App, productID, variantID string, cents int64) {
	t.Helper()
	change(t, a, listing.Save{SaveProduct: catalog.SaveProduct{ID: productID, Variants: opt.Some([]catalog.SaveVariant{{ID: variantID}})},
		Offers: []listing.Offer{{Prices: opt.Some([]pricing.Price{{Currency: "USD", Amount: cents, MinQuantity: 1}})}}})
}

func change(t *testing.T, a *app.App, in listing.Save) {
	t.Helper()
	if _, err := a.Listing.Save(app.AsSystem(context.Background()), in); err != nil {
		t.Fatal(err)
	}
}

func TestAPriceChangedBetweenLookingAndPlacingIsShownFirst(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.Basket("ada@guest.example", m.VariantA)
		path := site + "/carts/" + cart.ID + "/place"
		for name, wrong := range map[string]apptest.Money{"less": {Amount: 1, Currency: "USD"}, "another currency": {Amount: cart.Totals.AmountDue.Amount, Currency: "JPY"}} {
			if a := guest.Do("POST", path, map[string]any{"payment_method": "cod", "expected_total": wrong}).Want(409); a.Code() != "checkout.totals_changed" {
				t.Errorf("%s: %s", name, a.Code())
			}
		}
		reprice(t, s.App, m.ProductA, m.VariantA, 2500)
		var refusal struct{ Data apptest.Cart }
		a := guest.Do("POST", path, apptest.PlaceBody(cart, "cod")).Want(409).Into(&refusal)
		if a.Code() != "checkout.totals_changed" || refusal.Data.Totals.AmountDue.Amount != cart.Totals.AmountDue.Amount+700 {
			t.Errorf("%s, new total %+v", a.Code(), refusal.Data.Totals.AmountDue)
		}
		if n := rows(t, s, `SELECT COUNT(*) FROM order_orders`); n != 0 {
			t.Errorf("%d orders", n)
		}
		wantLevel(t, s.App, m.VariantA, 10, 0)
		placed := guest.Place(refusal.Data, "cod")
		reprice(t, s.App, m.ProductA, m.VariantA, 9900)
		if o := guest.Order(placed.Order.ID); o.Totals.Total != refusal.Data.Totals.AmountDue {
			t.Errorf("the order moved to %+v", o.Totals.Total)
		}
	})
}

func TestGoodsTakenOffSaleAfterTheyWereAddedAreNotSold(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.Basket("ada@guest.example", m.VariantA, m.VariantB)
		change(t, s.App, listing.Save{SaveProduct: catalog.SaveProduct{ID: m.ProductA, Status: opt.Some(catalog.Archived)}})
		a := guest.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, "cod")).Want(409)
		if a.Code() != "checkout.not_ready" {
			t.Errorf("%s", a.Code())
		}
		guest.Do("GET", site+"/carts/"+cart.ID, nil).Want(200).Into(&cart)
		if p := cart.Lines[0].Problems; len(p) != 1 || p[0].Code != "unavailable" {
			t.Errorf("problems %+v", p)
		}
		guest.Do("DELETE", site+"/carts/"+cart.ID+"/lines/"+cart.Lines[0].ID, nil).Want(200).Into(&cart)
		guest.Place(cart, "cod")
		wantLevel(t, s.App, m.VariantA, 10, 0)
	})
}

func TestMoneyAndExpiryRaceAndNothingIsLost(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			at := clock.NewManual(time.Now())
			s := apptest.Start(t, e, apptest.Options{Clock: at})
			m := apptest.Fill(t, s.App, 100)
			const n = 8
			guests, orders, facts := make([]*apptest.Client, n), make([]string, n), make([]payment.Fact, n)
			for i := range n {
				var p apptest.Placed
				guests[i], p, facts[i] = unpaid(t, s, m)
				orders[i] = p.Order.ID
			}
			at.Advance(2 * time.Hour)
			ctx := app.AsSystem(context.Background())
			together(2*n, func(i int) {
				if i >= n {
					signed(t, s, facts[i-n]).Want(204)
				} else if _, err := s.App.Order.Expire(ctx); err != nil {
					t.Error(err)
				}
			})
			s.Settled()
			var live int64
			for i, id := range orders {
				switch o := guests[i].Order(id); o.States() {
				case "pending paid unfulfilled":
					live++
				case "cancelled refunded unfulfilled":
					if o.Totals.Refunded != o.Totals.Paid {
						t.Errorf("%+v", o.Totals)
					}
				default:
					t.Errorf("order is %s", o.States())
				}
			}
			wantLevel(t, s.App, m.VariantA, 100, live)
			sound(t, s.App)
		})
	}
}

func TestCancellingAndShippingRaceAndOneWins(t *testing.T) {
	each(t, 100, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		seller, owner := s.LogIn(apptest.MemberA, apptest.Password), s.LogIn(apptest.Owner, apptest.Password)
		shipped := int64(0)
		for range 8 {
			guest := s.Client()
			placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod")
			o := placed.Order
			var got tally
			together(2, func(i int) {
				if i == 0 {
					got.add(t, seller.Do("POST", store+"/orders/"+o.ID+"/shipments", map[string]any{"store_order_id": o.Part(t, m.StoreA.ID)}))
				} else {
					got.add(t, owner.Do("POST", store+"/orders/"+o.ID+"/cancel", map[string]any{"reason": "race"}))
				}
			})
			switch after := guest.Order(o.ID); {
			case got.n["201 "] == 1 && after.States() == "confirmed unpaid fulfilled":
				shipped++
			case got.n["200 "] == 1 && after.States() == "cancelled voided unfulfilled":
			default:
				t.Errorf("%v, order is %s", got.n, after.States())
			}
		}
		wantLevel(t, s.App, m.VariantA, 100-shipped, 0)
		sound(t, s.App)
	})
}

func TestParallelShipmentsNeverSendMoreThanWasBought(t *testing.T) {
	each(t, 100, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.NewCart()
		guest.Add(cart.ID, m.VariantA, 10)
		o := guest.Place(guest.Prepare(cart.ID, "ada@guest.example"), "cod").Order
		seller := s.LogIn(apptest.MemberA, apptest.Password)
		var got tally
		together(20, func(i int) {
			got.add(t, seller.Do("POST", store+"/orders/"+o.ID+"/shipments",
				map[string]any{"store_order_id": o.Lines[0].StoreOrderID, "lines": []map[string]any{{"line_id": o.Lines[0].ID, "quantity": 1 + i%3}}}))
		})
		after := guest.Order(o.ID)
		if f := after.Lines[0].Fulfilled; f > 10 || f < 8 {
			t.Errorf("fulfilled %d; %v", f, got.n)
		}
		var sent int64
		list, err := s.Fulfilment.OfOrder(app.AsSystem(context.Background()), s.DB, o.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			for _, l := range v.Lines {
				sent += l.Quantity
			}
		}
		if sent != after.Lines[0].Fulfilled {
			t.Errorf("the shipments hold %d, the order says %d", sent, after.Lines[0].Fulfilled)
		}
		wantLevel(t, s.App, m.VariantA, 100-sent, 10-sent)
		sound(t, s.App)
	})
}

func TestParallelCancellationsReleaseTheStockOnce(t *testing.T) {
	each(t, 100, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		o := guest.Place(guest.Basket("ada@guest.example", m.VariantA, m.VariantB), "cod").Order
		a, b, owner := s.LogIn(apptest.MemberA, apptest.Password), s.LogIn(apptest.MemberB, apptest.Password), s.LogIn(apptest.Owner, apptest.Password)
		var got tally
		together(15, func(i int) {
			who := []*apptest.Client{a, b, owner}[i%3]
			body := map[string]any{"reason": "race"}
			if i%3 < 2 {
				body["store_order_ids"] = []string{o.Part(t, []string{m.StoreA.ID, m.StoreB.ID}[i%3])}
			}
			got.add(t, who.Do("POST", store+"/orders/"+o.ID+"/cancel", body))
		})
		wantStates(t, guest.Order(o.ID), "cancelled voided unfulfilled")
		wantLevel(t, s.App, m.VariantA, 100, 0)
		wantLevel(t, s.App, m.VariantB, 100, 0)
		sound(t, s.App)
	})
}

func TestDeliveringTwiceCollectsTheCashOnce(t *testing.T) {
	each(t, 100, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		o := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod").Order
		owner := s.LogIn(apptest.Owner, apptest.Password)
		var sent struct{ ID string }
		owner.Do("POST", store+"/orders/"+o.ID+"/shipments", map[string]any{"store_order_id": o.Part(t, m.StoreA.ID)}).Want(201).Into(&sent)
		var got tally
		together(10, func(i int) {
			if i%2 == 0 {
				got.add(t, owner.Do("POST", store+"/shipments/"+sent.ID+"/deliver", map[string]any{}))
			} else {
				got.add(t, owner.Do("POST", store+"/orders/"+o.ID+"/mark-paid", map[string]any{}))
			}
		})
		after := guest.Order(o.ID)
		wantStates(t, after, "completed paid delivered")
		if after.Totals.Paid != after.Totals.Total {
			t.Errorf("%v: %+v", got.n, after.Totals)
		}
		sound(t, s.App)
	})
}
