package app_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// each runs fn against a whole shop with a small market, on every engine at the same time:
// most of it is waiting.
func each(t *testing.T, stock int64, fn func(t *testing.T, s *apptest.Shop, m apptest.Market)) {
	t.Helper()
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			t.Parallel()
			s := apptest.Start(t, e, apptest.Options{})
			fn(t, s, apptest.Fill(t, s.App, stock))
		})
	}
}

const (
	site  = apptest.Site
	store = apptest.Store
)

func wantStates(t *testing.T, o apptest.Order, states string) {
	t.Helper()
	if o.States() != states {
		t.Errorf("order is %s, want %s", o.States(), states)
	}
}

func TestAGuestBuysFromTwoStoresWithCashOnDeliveryAndFollowsLive(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.NewCart()
		guest.Add(cart.ID, m.VariantA, 1)
		guest.Add(cart.ID, m.VariantA, 1)
		guest.Add(cart.ID, m.VariantB, 1)
		if a := guest.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, "cod")).Want(409); a.Code() != "checkout.not_ready" {
			t.Errorf("an unprepared cart: %s", a.Code())
		}
		cart = guest.Prepare(cart.ID, "ada@guest.example")
		if got := cart.Totals; got.Subtotal.Amount != 2*1800+4900 || got.AmountDue.Amount != got.Subtotal.Amount+got.Shipping.Amount {
			t.Errorf("totals %+v", got)
		}
		var methods struct{ Items []struct{ Code string } }
		guest.Do("GET", site+"/carts/"+cart.ID+"/payment-methods", nil).Want(200).Into(&methods)
		if fmt.Sprint(methods.Items) != "[{cod} {bank_transfer} {sandbox}]" {
			t.Errorf("methods %v", methods.Items)
		}
		// What the owner enters in the dashboard is what the shopper is told.
		owner := s.LogIn(apptest.Owner, apptest.Password)
		owner.Do("PATCH", store+"/settings", map[string]any{"bank_details": "Kiln Bank\r\nIBAN NP00 1234 "}).Want(200)
		var told struct {
			Items []struct{ Code, Instructions string }
		}
		guest.Do("GET", site+"/carts/"+cart.ID+"/payment-methods", nil).Want(200).Into(&told)
		if told.Items[1].Instructions != "Kiln Bank\nIBAN NP00 1234" {
			t.Errorf("bank details %q", told.Items[1].Instructions)
		}
		placed := guest.Place(cart, "cod")
		o := placed.Order
		wantStates(t, o, "pending unpaid unfulfilled")
		if placed.NextAction != nil || placed.PaymentProblem || len(o.Lines) != 2 || len(o.Stores) != 2 {
			t.Errorf("placed %+v", placed)
		}
		if sum := o.Stores[0].Total.Amount + o.Stores[1].Total.Amount; sum != o.Totals.Total.Amount {
			t.Errorf("the parts are %d, the order %d", sum, o.Totals.Total.Amount)
		}
		live := guest.Listen(site + "/orders/" + o.ID + "/events")
		live.UntilOrder("pending unpaid unfulfilled")

		seller := s.LogIn(apptest.MemberA, apptest.Password)
		other := s.LogIn(apptest.MemberB, apptest.Password)
		board := seller.Listen(store + "/orders/events")
		seller.Do("POST", store+"/orders/"+o.ID+"/confirm", map[string]any{}).Want(200)
		board.Until("a change", func(e apptest.StreamEvent) bool { return e.Name == "orders" })
		other.Do("POST", store+"/orders/"+o.ID+"/confirm", map[string]any{}).Want(200)
		live.UntilOrder("confirmed unpaid unfulfilled")

		var one, two struct{ ID string }
		seller.Do("POST", store+"/orders/"+o.ID+"/shipments", map[string]any{"store_order_id": o.Part(t, m.StoreA.ID), "carrier": "Post", "tracking_number": "T1"}).Want(201).Into(&one)
		live.UntilOrder("confirmed unpaid partially_fulfilled")
		other.Do("POST", store+"/orders/"+o.ID+"/shipments", map[string]any{"store_order_id": o.Part(t, m.StoreB.ID)}).Want(201).Into(&two)
		live.UntilOrder("confirmed unpaid fulfilled")

		owner.Do("POST", store+"/shipments/"+one.ID+"/deliver", map[string]any{}).Want(200)
		owner.Do("POST", store+"/shipments/"+two.ID+"/deliver", map[string]any{}).Want(200)
		live.UntilOrder("completed paid delivered")
		if got := guest.Order(o.ID); got.Totals.Paid != got.Totals.Total || got.Totals.AmountDue.Amount != 0 {
			t.Errorf("paid %+v", got.Totals)
		}
		wantLevel(t, s.App, m.VariantA, 8, 0)
		wantLevel(t, s.App, m.VariantB, 9, 0)
	})
}

func wantLevel(t *testing.T, a *app.App, variantID string, onHand, reserved int64) {
	t.Helper()
	levels, err := a.Inventory.Levels(app.AsSystem(context.Background()), a.DB, []string{variantID})
	if err != nil {
		t.Fatal(err)
	}
	if l := levels[variantID]; l.OnHand != onHand || l.Reserved != reserved {
		t.Errorf("%s: on hand %d, reserved %d; want %d and %d", variantID, l.OnHand, l.Reserved, onHand, reserved)
	}
}

func TestACardIsPaidOnTheProvidersPage(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA, m.VariantB), "sandbox")
		wantStates(t, placed.Order, "pending unpaid unfulfilled")
		live := guest.Listen(site + "/orders/" + placed.Order.ID + "/events")
		back := guest.Choose(placed.NextAction.URL, "success")
		if want := s.URL + "/orders/" + placed.Order.ID; back != want {
			t.Errorf("sent back to %s, want %s", back, want)
		}
		live.UntilOrder("pending paid unfulfilled")
		// The provider's own duplicate, and another press of the button, change nothing.
		before := guest.Order(placed.Order.ID)
		guest.Choose(placed.NextAction.URL, "success")
		s.Settled()
		if after := guest.Order(placed.Order.ID); after.Totals != before.Totals || len(after.Timeline) != len(before.Timeline) {
			t.Errorf("paid again: %+v, before %+v", after.Totals, before.Totals)
		}
		guest.Do("POST", site+"/orders/"+placed.Order.ID+"/payments", map[string]any{"payment_method": "cod"}).Want(409)
	})
}

func TestADeclinedCardIsFollowedByAnotherMethod(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "sandbox")
		live := guest.Listen(site + "/orders/" + placed.Order.ID + "/events")
		guest.Choose(placed.NextAction.URL, "decline")
		live.UntilOrder("pending failed unfulfilled")
		wantLevel(t, s.App, m.VariantA, 10, 1)
		var again apptest.Placed
		guest.Do("POST", site+"/orders/"+placed.Order.ID+"/payments", map[string]any{"payment_method": "cod"}).Want(201).Into(&again)
		wantStates(t, again.Order, "pending unpaid unfulfilled")
		if again.Order.PaymentMethod != "cod" || again.Order.ID != placed.Order.ID {
			t.Errorf("paid again: %+v", again)
		}
		owner := s.LogIn(apptest.Owner, apptest.Password)
		var sent struct{ ID string }
		owner.Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", map[string]any{"store_order_id": placed.Order.Part(t, m.StoreA.ID)}).Want(201).Into(&sent)
		owner.Do("POST", store+"/shipments/"+sent.ID+"/deliver", map[string]any{}).Want(200)
		live.UntilOrder("completed paid delivered")
	})
}

func TestADeclinedCardIsFollowedByAnotherTryWithTheCard(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "sandbox")
		live := guest.Listen(site + "/orders/" + placed.Order.ID + "/events")
		guest.Choose(placed.NextAction.URL, "decline")
		live.UntilOrder("pending failed unfulfilled")
		var again apptest.Placed
		guest.Do("POST", site+"/orders/"+placed.Order.ID+"/payments", map[string]any{"payment_method": "sandbox"}).Want(201).Into(&again)
		if again.NextAction == nil || again.NextAction.URL == placed.NextAction.URL {
			t.Fatalf("next action %+v", again.NextAction)
		}
		guest.Choose(again.NextAction.URL, "success")
		live.UntilOrder("pending paid unfulfilled")
		// The page of the first try is still open in another tab: its money goes back.
		guest.Choose(placed.NextAction.URL, "success")
		s.Settled()
		o := guest.Order(placed.Order.ID)
		if o.Totals.Paid.Amount-o.Totals.Refunded.Amount != o.Totals.Total.Amount || o.Totals.Refunded.Amount != o.Totals.Total.Amount {
			t.Errorf("paid %d, refunded %d of %d", o.Totals.Paid.Amount, o.Totals.Refunded.Amount, o.Totals.Total.Amount)
		}
	})
}

func TestADelayedWebhookArrivesWhileTheShopperWaits(t *testing.T) {
	t.Parallel() // it waits five seconds, as the provider does
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "sandbox")
		live := guest.Listen(site + "/orders/" + placed.Order.ID + "/events")
		guest.Choose(placed.NextAction.URL, "delayed")
		wantStates(t, guest.Order(placed.Order.ID), "pending unpaid unfulfilled")
		live.UntilOrder("pending paid unfulfilled")
	})
}

func TestWhatIsSoldOutCannotBeAddedAndAnOrderTouchesItsOwnGoodsOnly(t *testing.T) {
	each(t, 2, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		cart := guest.NewCart()
		guest.Add(cart.ID, m.VariantB, 2)
		cart = guest.Prepare(cart.ID, "ada@guest.example")
		guest.Place(cart, "bank_transfer")
		wantLevel(t, s.App, m.VariantA, 2, 0)
		wantLevel(t, s.App, m.VariantB, 2, 2)
		if a := s.Client().Do("POST", site+"/carts/"+s.Client().NewCart().ID+"/lines", map[string]any{"variant_id": m.VariantB, "quantity": 1}).Want(409); a.Code() != "cart.not_buyable" {
			t.Errorf("sold out: %s", a.Code())
		}
	})
}
