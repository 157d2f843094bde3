package storefront_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/shipping/shippingtest"
)

// goods are two products of two stores that both ship everywhere.
func (s *shop) goods() (mug, lamp catalog.Product) {
	s.t.Helper()
	_, kiln := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
	_, lumen := sellertest.Open(s.t, s.Seller, s.DB, "lumen")
	shippingtest.Defaults(s.t, s.shipping, s.DB, kiln.ID)
	shippingtest.Defaults(s.t, s.shipping, s.DB, lumen.ID)
	return s.Sell(s.t, kiln.ID, "Mug", 1800, 5), s.Sell(s.t, lumen.ID, "Lamp", 4000, 5)
}

// put lays a product into the visitor's cart.
func (b *browser) put(p catalog.Product) *browser {
	b.t.Helper()
	return b.open("/products/"+p.Handle).sees(200).send("/cart/add").is("/cart").sees(200, p.Title)
}

// addressed goes through the first step as a guest.
func (b *browser) addressed() *browser {
	b.t.Helper()
	return b.open("/checkout").is("/checkout/address").sees(200).send("/checkout/address", "email", "maya@example.com",
		"shipping_country", "US", "shipping_first_name", "Maya", "shipping_last_name", "Rai", "shipping_line1", "12 Lake Road",
		"shipping_city", "Springfield", "shipping_region", "IL", "shipping_postcode", "62701", "intent", "continue").is("/checkout/shipping")
}

func TestAGuestBuysFromTwoStoresWithoutAScript(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, lamp := s.goods()
		b := s.visitor().put(mug).put(lamp)
		b.sees(200, "Store kiln", "Store lumen", "$58.00", "It is in your cart.")
		b.addressed().sees(200, "Store kiln", "Store lumen", "Standard", "2–5 days")
		b.send("/checkout/shipping").is("/checkout/payment").sees(200, "Cash on delivery", "Bank transfer")
		b.send("/checkout/payment", "payment_method", "cod").is("/checkout/review").sees(200, "Maya", "12 Lake Road", "Cash on delivery", "maya@example.com")
		b.send("/checkout/review").sees(200, "Thank you!", "Not paid yet", "Store kiln", "Store lumen", "Ordered", "Order placed")
		if !regexp.MustCompile(`^/orders/ord_`).MatchString(b.at.Path) {
			t.Fatalf("at %s", b.at)
		}
		if b.cookie("haat_cart") != "" {
			t.Error("the cart is still open")
		}
		order := b.at.Path
		if stranger := s.visitor().open(order); stranger.status != http.StatusNotFound {
			t.Errorf("a stranger opens the order: %d", stranger.status)
		}
		stock, err := s.Inventory.Available(t.Context(), s.DB, []string{mug.Variants[0].ID})
		if err != nil || stock[mug.Variants[0].ID].Available != 4 {
			t.Errorf("stock %+v %v", stock, err)
		}
	})
}

func TestTheFirstStepSaysWhatIsWrongAndKeepsWhatWasTyped(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.visitor().put(mug).open("/checkout/address")
		b.send("/checkout/address", "email", "nonsense", "shipping_country", "US", "shipping_first_name", "Maya", "shipping_line1", "12 <b>Lake</b> Road",
			"shipping_city", "Springfield", "shipping_region", "IL", "shipping_postcode", "ABC", "intent", "continue")
		b.sees(422, "Please enter an e-mail address", "not a postcode", `value="12 &lt;b&gt;Lake&lt;/b&gt; Road"`, `value="nonsense"`, `aria-invalid="true"`)
		b.send("/checkout/address", "shipping_country", "NP", "intent", "country").sees(200, `<option value="NP" selected`, `value="nonsense"`)
		b.open("/checkout/shipping").is("/checkout/address")
		b.open("/checkout/review").is("/checkout/address")
	})
}

func TestAChangedPriceIsShownBeforeAnythingIsBought(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.visitor().put(mug).addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").is("/checkout/review")
		s.InTx(t, func(ctx context.Context, tx db.Tx) error {
			_, err := s.Pricing.SetTx(ctx, tx, pricing.Set{VariantID: mug.Variants[0].ID, StoreID: mug.StoreID, Prices: []pricing.Price{listingtest.USD(1900)}})
			return err
		})
		b.send("/checkout/review").sees(409, "Prices or shipping changed", "$19.00")
		b.send("/checkout/review").sees(200, "Thank you!", "$19.00")
	})
}

func TestASecondPressOfTheButtonLeadsToTheSameOrder(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.visitor().put(mug).addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").is("/checkout/review")
		secret, review := b.cookie("haat_cart"), *b
		b.send("/checkout/review").sees(200, "Thank you!")
		first := b.at.Path
		// The browser of the second press still has the cart's cookie.
		again := s.visitor()
		again.client.Jar.SetCookies(mustURL(again.server.URL), []*http.Cookie{{Name: "haat_cart", Value: secret}})
		again.doc, again.at = review.doc, review.at
		again.send("/checkout/review").sees(200, "Order #")
		if again.at.Path != first {
			t.Errorf("%s, then %s", first, again.at.Path)
		}
	})
}

func TestALineIsChangedAndRemovedAndASoldOutOneBlocksTheCheckout(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, lamp := s.goods()
		b := s.visitor().put(mug)
		b.send("/cart/update", "quantity", "3").is("/cart").sees(200, "$54.00")
		b.send("/cart/update", "quantity", "99").sees(409, "not so many of it", "$54.00")
		s.InTx(t, func(ctx context.Context, tx db.Tx) error {
			two := int64(2)
			_, err := s.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: mug.Variants[0].ID, StoreID: mug.StoreID, OnHand: &two, Reason: "count"})
			return err
		})
		b.open("/cart").sees(200, "Only 2 left", "Please mend the marked lines")
		b.open("/checkout").is("/cart")
		b.send("/cart/update", "intent", "remove").is("/cart").sees(200, "Your cart is empty")
		b.put(lamp).open("/fragments/me").sees(200, `"cart_count":1`, `"signed_in":false`)
	})
}

func TestOptionsChooseTheVariantWithoutAScript(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		b := s.visitor().open("/products/"+p.Handle).send("/cart/add", "option_1", "Sand", "show", "1")
		b.is("/products/"+p.Handle).sees(200, "$20.00", "M-SAND")
		b.send("/cart/add", "option_1", "Sand").sees(409, "cannot be bought right now")
		b.open("/products/"+p.Handle).send("/cart/add", "option_1", "Ink", "quantity", "2").is("/cart").sees(200, "$36.00", "Ink")
	})
}

func TestACardPaymentGoesToTheProviderAndADeclinedOneIsPaidAnotherWay(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.visitor().put(mug).addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "card").is("/checkout/review")
		b.send("/checkout/review")
		if b.status != http.StatusSeeOther || !strings.HasPrefix(b.at.String(), "https://card.example/pay_") {
			t.Fatalf("%d to %s\n%s", b.status, b.at, b.body)
		}
		paymentID := strings.TrimPrefix(b.at.Path, "/")
		id, _, _ := strings.Cut(b.cookie("haat_orders"), "~")
		b.open("/orders/"+id).sees(200, "still to pay", "Pay now")
		raw, _ := json.Marshal(payment.Fact{EventID: "evt_1", PaymentID: paymentID, ProviderRef: "ref-" + paymentID, Kind: payment.SaysFailed, Reason: "declined"})
		if err := s.payment.HandleWebhook(t.Context(), "card", nil, raw); err != nil {
			t.Fatal(err)
		}
		s.until(func() bool { return strings.Contains(b.open("/orders/"+id).body, "did not go through") })
		b.send("/orders/"+id+"/pay", "payment_method", "bank_transfer").is("/orders/"+id).sees(200, "Please transfer", "Himal Bank", "Bank transfer")
	})
}

// until waits for something that jobs do.
func (s *shop) until(done func() bool) {
	s.t.Helper()
	if !dbtest.Wait(20*time.Second, done) {
		s.t.Fatal("it never happened")
	}
}

func TestTheOrdersPageFollowsLive(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.visitor().put(mug).addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").send("/checkout/review").sees(200, "Being prepared")
		order := strings.TrimPrefix(b.at.Path, "/orders/")
		res, err := b.client.Get(b.server.URL + "/orders/" + order + "/events")
		if err != nil || res.Header.Get("Content-Type") != "text/event-stream" {
			t.Fatal(err, res.Header)
		}
		defer func() { _ = res.Body.Close() }()
		heard := make(chan string, 1)
		go func() {
			buf := make([]byte, 4096)
			all := ""
			for !strings.Contains(all, "event: changed") {
				n, err := res.Body.Read(buf)
				all += string(buf[:n])
				if err == io.EOF || err != nil {
					break
				}
			}
			heard <- all
		}()
		if _, err := s.order.Confirm(actor.With(context.Background(), sellertest.Owner()), order, nil); err != nil {
			t.Fatal(err)
		}
		select {
		case all := <-heard:
			if !strings.Contains(all, "event: changed") {
				t.Errorf("heard %q", all)
			}
		case <-time.After(30 * time.Second):
			t.Error("nothing was heard")
		}
		b.open("/orders/"+order).sees(200, "Store kiln confirmed its part")
		if stranger := s.visitor().open("/orders/" + order + "/events"); stranger.status != http.StatusNotFound {
			t.Errorf("a stranger follows the order: %d", stranger.status)
		}
	})
}

func TestTheOrdersPageFollowsNobodyWhoWasLoggedOut(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.registered("maya@example.com").put(mug).addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").send("/checkout/review").sees(200)
		res, err := b.client.Get(b.server.URL + b.at.Path + "/events")
		if err != nil || res.Header.Get("Content-Type") != "text/event-stream" {
			t.Fatal(err, res.Header)
		}
		defer func() { _ = res.Body.Close() }()
		ended := make(chan error, 1)
		go func() { _, err := io.Copy(io.Discard, res.Body); ended <- err }()
		account, err := s.identity.ByEmail(context.Background(), s.DB, "maya@example.com")
		if err != nil {
			t.Fatal(err)
		}
		select {
		case <-ended:
			t.Error("it ended before")
		case <-time.After(100 * time.Millisecond):
		}
		if err := s.identity.LogOutAll(context.Background(), account.ID); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(30 * time.Second):
			t.Error("it goes on")
		}
	})
}

func TestAnOrderIsTrackedByItsLinkAndByNumberAndAddress(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.visitor().put(mug).addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").send("/checkout/review").sees(200)
		order := strings.TrimPrefix(b.at.Path, "/orders/")
		s.visitor().open("/o/"+order+"/"+s.order.Token(order)).is("/orders/"+order).sees(200, "12 Lake Road")
		if wrong := s.visitor().open("/o/" + order + "/nonsense"); wrong.status != http.StatusNotFound {
			t.Errorf("a wrong token: %d", wrong.status)
		}
		number := regexp.MustCompile(`order #(\d+)`).FindStringSubmatch(b.body)[1]
		tracker := s.visitor().open("/track")
		tracker.send("/track", "number", number, "email", "other@example.com").sees(422, "We found no order")
		tracker.send("/track", "number", "#"+number, "email", "MAYA@example.com").sees(200, "Order #"+number, "Order placed")
		if strings.Contains(tracker.body, "Lake Road") || strings.Contains(tracker.body, "$18.00") {
			t.Error("number and address show more than the state")
		}
		for range 30 {
			tracker.open("/track").send("/track", "number", "1", "email", "x@example.com")
		}
		tracker.sees(429)
	})
}
