package attacks_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// refused fails unless an answer is a clear no.
func refused(t *testing.T, what string, a apptest.Answer) {
	t.Helper()
	if a.Status < 400 || a.Status >= 500 {
		t.Errorf("%s: %d %.200s", what, a.Status, a.Body)
	}
}

// basket is a guest's cart at both doors: the storefront's cookie holds it.
func (h *house) basket(t *testing.T, variantID string) (*apptest.Client, apptest.Cart) {
	t.Helper()
	c := h.client(t)
	a := form(c, "/cart/add", url.Values{"variant_id": {variantID}, "quantity": {"1"}}).Want(303)
	cookie, _, _ := strings.Cut(strings.TrimPrefix(a.Header.Get("Set-Cookie"), "haat_cart="), ";")
	var cart apptest.Cart
	c.Do("GET", site+"/carts/"+cookie, nil).Want(200).Into(&cart)
	return c, cart
}

func TestAttack14NegativeQuantity(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		c, cart := h.basket(t, h.m.VariantA)
		at, line := site+"/carts/"+cart.ID, cart.Lines[0].ID
		for _, q := range []string{`-1`, `-0`, `"-1"`, `[-1]`, `0`, `-9223372036854775808`, `{"$gt":-1}`, `null`} {
			refused(t, "add "+q, c.Do("POST", at+"/lines", `{"variant_id":"`+h.m.VariantB+`","quantity":`+q+`}`))
			refused(t, "set "+q, c.Do("PATCH", at+"/lines/"+line, `{"quantity":`+q+`}`))
		}
		for _, body := range []string{`[{"variant_id":"` + h.m.VariantB + `","quantity":-1}]`, `{"lines":[{"variant_id":"` + h.m.VariantB + `","quantity":-1}]}`, `{"variant_id":"` + h.m.VariantB + `"}`} {
			refused(t, "bulk", c.Do("POST", at+"/lines", body))
			refused(t, "bulk", c.Do("POST", site+"/carts", body))
		}
		for _, q := range []string{"-1", "-0.5", "0", "--1", "−1", "-9223372036854775809"} {
			refused(t, "form adds "+q, form(c, "/cart/add", url.Values{"variant_id": {h.m.VariantB}, "quantity": {q}}))
			if q != "0" { // none of it is taking it out
				refused(t, "form sets "+q, form(c, "/cart/update", url.Values{"line_id": {line}, "quantity": {q}}))
			}
		}
		// Beside a positive line of the same, which would hide it.
		c.Add(cart.ID, h.m.VariantB, 5)
		refused(t, "less of it", c.Do("POST", at+"/lines", map[string]any{"variant_id": h.m.VariantB, "quantity": -4}))
		// Brought along at log-in and at registration.
		_, email := h.customer(t, "merge")
		c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password, "cart_id": cart.ID}).Want(200)
		if n := h.count(t, `SELECT COUNT(*) FROM cart_lines WHERE quantity < 1`); n != 0 {
			t.Errorf("%d lines below one", n)
		}
	})
}

func TestAttack15QuantityOrPriceOverflow(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		product, variant := h.goods(t, h.m.StoreA.ID, 1800, plenty)
		c, cart := h.basket(t, variant)
		at, line := site+"/carts/"+cart.ID, cart.Lines[0].ID
		for _, q := range []string{`10000`, `2147483647`, `2147483648`, `4294967297`, `9223372036854775807`, `9223372036854775808`, `18446744073709551617`, `1000000000`, `1e308`, `1e3`, `"1e3"`, `"0x10"`, `0x10`, `"１０"`, `1e400`} {
			refused(t, "add "+q, c.Do("POST", at+"/lines", `{"variant_id":"`+variant+`","quantity":`+q+`}`))
			refused(t, "set "+q, c.Do("PATCH", at+"/lines/"+line, `{"quantity":`+q+`}`))
			refused(t, "form "+q, form(c, "/cart/add", url.Values{"variant_id": {variant}, "quantity": {strings.Trim(q, `"`)}}))
		}
		c.Do("PATCH", at+"/lines/"+line, map[string]any{"quantity": 9999}).Want(200)
		refused(t, "once more until it wraps", c.Do("POST", at+"/lines", map[string]any{"variant_id": variant, "quantity": 9999}))
		owner := h.staff(t, apptest.Owner)
		for _, price := range []string{`92233720368547758.07`, `9223372036854775807`, `9007199254740993`, `1e308`, `-1`, `"9"`} {
			refused(t, "price "+price, owner.Do("PATCH", store+"/products/"+product, `{"variants":[{"id":"`+variant+`","prices":[{"currency":"USD","amount":`+price+`,"min_quantity":1}]}]}`))
		}
		// The dearest price there is, nine thousand times: refused, never wrapped.
		owner.Do("PATCH", store+"/products/"+product, `{"variants":[{"id":"`+variant+`","prices":[{"currency":"USD","amount":9007199254740991,"min_quantity":1}]}]}`).Want(200, 422)
		for _, path := range []string{at, at + "/payment-methods", at + "/shipping-options", "/cart", "/checkout/address"} {
			if a := c.Do("GET", path, nil); a.Status >= 500 || strings.Contains(a.Text(), "-$") || strings.Contains(a.Text(), `"amount":-`) {
				t.Errorf("%s: %d %.300s", path, a.Status, a.Body)
			}
		}
		refused(t, "placing it", c.Do("POST", at+"/place", map[string]any{"payment_method": "cod", "expected_total": map[string]any{"amount": 1, "currency": "USD"}}))
	})
}

func TestAttack16FractionalQuantityAndRoundingFarm(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, variant := h.goods(t, h.m.StoreA.ID, 333, 1000)
		c, cart := h.basket(t, variant)
		for _, q := range []string{`0.001`, `0.5`, `1.5`, `0.004`, `1.0000000001`, `0.9999999999999999999`} {
			refused(t, q, c.Do("POST", site+"/carts/"+cart.ID+"/lines", `{"variant_id":"`+variant+`","quantity":`+q+`}`))
			refused(t, "form "+q, form(c, "/cart/add", url.Values{"variant_id": {variant}, "quantity": {q}}))
		}
		// Ten pieces in one order and in ten cost the same.
		c.Do("PATCH", site+"/carts/"+cart.ID+"/lines/"+cart.Lines[0].ID, map[string]any{"quantity": 10}).Want(200).Into(&cart)
		var single int64
		for range 10 {
			_, one := h.basket(t, variant)
			single += one.Totals.Subtotal.Amount
		}
		if cart.Totals.Subtotal.Amount != 3330 || single != 3330 {
			t.Errorf("ten cost %d, ten times one %d", cart.Totals.Subtotal.Amount, single)
		}
		// A tax that does not divide: parts, lines and whole agree to the cent.
		owner := h.staff(t, apptest.Owner)
		country := []string{"FR", "IT"}[h.engine]
		var zone struct{ ID string }
		owner.Do("POST", store+"/tax/zones", map[string]any{"name": fmt.Sprint("Odd ", next()), "areas": []any{map[string]any{"country": country}}, "rates": []any{map[string]any{"name": "VAT", "rate": "0.333333"}}}).Want(201).Into(&zone)
		defer owner.Do("DELETE", store+"/tax/zones/"+zone.ID, nil)
		var variants []string
		for i := range 12 {
			_, v := h.goods(t, []string{h.m.StoreA.ID, h.m.StoreB.ID}[i%2], int64(1+i*7), 10)
			variants = append(variants, v)
		}
		guest := h.client(t)
		taxed := guest.NewCart()
		for _, v := range variants {
			guest.Add(taxed.ID, v, 3)
		}
		to := apptest.Address()
		to["country"], to["postcode"], to["region"] = country, map[string]string{"FR": "75001", "IT": "00184"}[country], map[string]string{"IT": "RM"}[country]
		guest.Do("PATCH", site+"/carts/"+taxed.ID, map[string]any{"email": "odd@guest.example", "shipping_address": to}).Want(200).Into(&taxed)
		var sum int64
		for _, l := range taxed.Lines {
			sum += l.Total.Amount
		}
		if got := taxed.Totals; got.Subtotal.Amount != sum && got.Total.Amount != sum+got.Shipping.Amount+got.Tax.Amount && got.Total.Amount != sum+got.Shipping.Amount {
			t.Errorf("lines make %d of %+v", sum, got)
		}
	})
}

func TestAttack17AbsurdPriceFromASeller(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		product, variant := h.goods(t, h.m.StoreA.ID, 1800, 10)
		seller := h.staff(t, apptest.MemberA)
		at := store + "/products/" + product
		// Nothing is a price: a gift. A file, where an empty cell is easily one, may not say it.
		for _, rule := range []string{
			`"amount":-5`, `"amount":NaN`, `"amount":Infinity`, `"amount":"5"`, `"amount":1.5`, `"amount":500,"compare_at":400`, `"amount":500,"compare_at":-1`,
			`"amount":500,"min_quantity":-2`, `"amount":500,"currency":"XXX"`, `"amount":500,"currency":"usd"`, `"amount":500,"currency":""`, `"amount":500,"currency":"XAU"`,
		} {
			if !strings.Contains(rule, "currency") {
				rule += `,"currency":"USD"`
			}
			if !strings.Contains(rule, "min_quantity") {
				rule += `,"min_quantity":1`
			}
			a := seller.Do("PATCH", at, `{"variants":[{"id":"`+variant+`","prices":[{`+rule+`}]}]}`)
			refused(t, rule, a)
			if a.Status == 422 && !strings.Contains(a.Text(), "prices") {
				t.Errorf("%s: the refusal does not say where: %s", rule, a.Body)
			}
		}
		for _, stock := range []string{`-1`, `1.5`, `9223372036854775808`, `"many"`} {
			refused(t, "stock "+stock, seller.Do("PATCH", at, `{"variants":[{"id":"`+variant+`","stock":`+stock+`}]}`))
		}
		refused(t, "stock below zero", seller.Do("POST", store+"/inventory/adjust", map[string]any{"variant_id": variant, "delta": -11}))
		var p struct {
			Variants []struct{ Price apptest.Money }
		}
		h.client(t).Do("GET", site+"/products/"+product, nil).Want(200).Into(&p)
		if p.Variants[0].Price.Amount != 1800 {
			t.Errorf("price %+v", p.Variants)
		}
		// The same in a file: the row is refused and named, the others go on.
		report := h.bring(t, h.m.StoreA.ID, "handle,title,sku,price,currency\n"+
			"neg,Neg,neg-1,-5,USD\nnought,Nought,nought-1,0,USD\nnan,Nan,nan-1,NaN,USD\ninf,Inf,inf-1,Infinity,USD\nsci,Sci,sci-1,1e3,USD\nodd,Odd,odd-1,1.999,USD\nxxx,Xxx,xxx-1,5,XXX\n"+
			fmt.Sprintf("fine%d,Fine,fine-%d,5.00,USD\n", next(), next()))
		if report.Rejected != 7 || report.Created != 1 || len(report.Errors) < 7 || report.Errors[0].Line != 2 {
			t.Errorf("import: %+v", report)
		}
	})
}

func TestAttack18PriceAndTotalsSentByTheClient(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		c, cart := h.basket(t, h.m.VariantA)
		cart = c.Prepare(cart.ID, "cheap@guest.example")
		at, due := site+"/carts/"+cart.ID, cart.Totals.AmountDue
		for _, extra := range []string{`"price":1`, `"unit_price":{"amount":1,"currency":"USD"}`, `"total":1`, `"totals":{}`, `"discount":9999`, `"shipping_price":0`, `"tax":0`, `"currency":"JPY"`, `"is_gift":true`, `"Quantity":-1`,
			`"customer_id":"cus_x"`, `"status":"ordered"`, `"__proto__":{"price":1}`, `"constructor":{}`, `"metadata":{"price":1}`} {
			for path, body := range map[string]string{"POST " + at + "/lines": `{"variant_id":"` + h.m.VariantB + `","quantity":1,` + extra + `}`, "PATCH " + at + "/lines/" + cart.Lines[0].ID: `{"quantity":1,` + extra + `}`,
				"PATCH " + at: `{"note":"x",` + extra + `}`, "PUT " + at + "/shipping": `{"selections":[],` + extra + `}`, "POST " + at + "/place": `{"payment_method":"cod","expected_total":{"amount":1,"currency":"USD"},` + extra + `}`} {
				method, path, _ := strings.Cut(path, " ")
				refused(t, path+" with "+extra, c.Do(method, path, body))
			}
		}
		for _, total := range []string{`{"amount":1,"currency":"USD"}`, `{"amount":0,"currency":"USD"}`, `{"amount":-1,"currency":"USD"}`, fmt.Sprintf(`{"amount":%d,"currency":"JPY"}`, due.Amount), fmt.Sprintf(`{"amount":%d.0,"currency":"USD"}`, due.Amount+1)} {
			refused(t, "expected "+total, c.Do("POST", at+"/place", `{"payment_method":"cod","expected_total":`+total+`}`))
		}
		// The form: everything the page does not ask for is nothing to it.
		cheap := url.Values{"payment_method": {"sandbox"}, "expected_total": {"1"}, "currency": {"JPY"}, "total": {"1"}, "price": {"1"}, "discount": {"99"}, "unit_price": {"1"}}
		if a := form(c, "/checkout/review", cheap); a.Status != 409 {
			t.Errorf("a form with its own total: %d", a.Status)
		}
		cheap.Set("expected_total", fmt.Sprint(due.Amount))
		next := form(c, "/checkout/review", cheap).Want(303).Header.Get("Location")
		// The provider is asked for the order's total, to the cent.
		page := c.Do("GET", strings.TrimPrefix(next, h.URL), nil).Want(200).Text()
		if want := fmt.Sprintf("%d.%02d USD", due.Amount/100, due.Amount%100); !strings.Contains(page, want) {
			t.Errorf("the provider asks for other than %s: %.600s", want, page)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM order_orders o JOIN payment_payments p ON p.order_id = o.id WHERE p.amount <> o.total`); n != 0 {
			t.Errorf("%d payments ask for other than their order's total", n)
		}
	})
}

func TestAttack25QuantityAndSaleRulesBypassed(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		product, variant := h.goods(t, h.m.StoreA.ID, 900, 2)
		soldOut, gone := h.goods(t, h.m.StoreA.ID, 900, 0)
		_ = soldOut
		seller := h.staff(t, apptest.MemberA)
		c, cart := h.basket(t, variant)
		at := site + "/carts/" + cart.ID
		for what, v := range map[string]string{"sold out": gone, "a product for a variant": product, "nothing": "var_00000000000000000000000000", "a store": h.m.StoreA.ID, "empty": ""} {
			refused(t, what, c.Do("POST", at+"/lines", map[string]any{"variant_id": v, "quantity": 1}))
			if v != "" {
				refused(t, what+" by form", form(c, "/cart/add", url.Values{"variant_id": {v}, "quantity": {"1"}}))
			}
		}
		refused(t, "more than there is", c.Do("POST", at+"/lines", map[string]any{"variant_id": variant, "quantity": 2}))
		// Two carts hold the last pieces; one gets them.
		other := h.client(t)
		second := other.NewCart()
		other.Add(second.ID, variant, 2)
		second, cart = other.Prepare(second.ID, "second@guest.example"), c.Prepare(cart.ID, "first@guest.example")
		other.Place(second, "cod")
		if a := c.Do("POST", at+"/place", apptest.PlaceBody(cart, "cod")).Want(409); a.Code() != "checkout.not_ready" {
			t.Errorf("what is sold: %s", a.Code())
		}
		// Taken off sale while it lies in the cart, both doors.
		product, variant = h.goods(t, h.m.StoreA.ID, 900, 5)
		c, cart = h.basket(t, variant)
		cart = c.Prepare(cart.ID, "third@guest.example")
		seller.Do("PATCH", store+"/products/"+product, map[string]any{"status": "draft"}).Want(200)
		refused(t, "what is no longer sold", c.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, "cod")))
		if a := form(c, "/checkout/review", url.Values{"payment_method": {"cod"}, "expected_total": {fmt.Sprint(cart.Totals.AmountDue.Amount)}}); a.Status != 303 || a.Header.Get("Location") != "/cart" {
			t.Errorf("the form: %d to %s", a.Status, a.Header.Get("Location"))
		}
		refused(t, "adding it", h.client(t).Do("POST", site+"/carts/"+h.client(t).NewCart().ID+"/lines", map[string]any{"variant_id": variant, "quantity": 1}))
		if n := h.count(t, `SELECT COUNT(*) FROM order_lines WHERE variant_id = $1`, variant); n != 0 {
			t.Error("it was sold")
		}
	})
}

// nodes are two nodes on one PostgreSQL, or one on SQLite, which has one.
func nodes(t *testing.T, e db.Engine, o apptest.Options) [2]*house {
	t.Helper()
	cfg := apptest.Fresh(t, e)
	o.Config = func(c *app.Config) { *c = cfg }
	one := raise(t, e, o)
	if e == db.SQLite {
		return [2]*house{one, one}
	}
	cfg.Data = t.TempDir()
	two := &house{Shop: apptest.StartOn(t, cfg, apptest.Options{Clock: o.Clock}), m: one.m, log: &journal{}, engine: e}
	return [2]*house{one, two}
}

func TestAttack26OversellRace(t *testing.T) {
	t.Parallel()
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			at := clock.NewManual(time.Now())
			h := nodes(t, e, apptest.Options{Clock: at})
			const buyers, pieces = 200, 10
			_, variant := h[0].goods(t, h[0].m.StoreA.ID, 500, pieces)
			clients, carts := make([]*apptest.Client, buyers), make([]apptest.Cart, buyers)
			together(16, func(worker int) {
				for i := worker; i < buyers; i += 16 {
					clients[i] = h[i%2].client(t)
					carts[i] = clients[i].Basket(fmt.Sprintf("race%d@guest.example", i), variant)
				}
			})
			placed := make([]*apptest.Placed, buyers)
			together(buyers, func(i int) {
				a := clients[i].Do("POST", site+"/carts/"+carts[i].ID+"/place", apptest.PlaceBody(carts[i], "sandbox"), "Idempotency-Key", apptest.Key()).Want(201, 409)
				if a.Status == 201 {
					placed[i] = &apptest.Placed{}
					a.Into(placed[i])
				}
			})
			var paid, sold int
			for i, p := range placed {
				if p == nil {
					continue
				}
				choice := "decline"
				if sold%2 == 0 {
					choice = "success"
					paid++
				}
				sold++
				clients[i].Choose(strings.TrimPrefix(p.NextAction.URL, h[0].URL), choice)
			}
			h[0].Settled()
			at.Advance(48 * time.Hour)
			for range 2 {
				if _, err := h[1].Order.Expire(app.AsSystem(context.Background())); err != nil {
					t.Fatal(err)
				}
			}
			h[0].Settled()
			if sold != pieces || paid != pieces/2 {
				t.Errorf("%d of %d were sold, %d paid", sold, pieces, paid)
			}
			if n := h[0].count(t, `SELECT on_hand - reserved FROM inventory_levels WHERE variant_id = $1`, variant); n != int64(pieces-paid) {
				t.Errorf("%d are left, want %d", n, pieces-paid)
			}
			h[0].sound(t, 0)
		})
	}
}

func TestAttack27AddressChangedAfterShippingAndTaxWereChosen(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		country := []string{"PT", "GR"}[h.engine]
		owner := h.staff(t, apptest.Owner)
		zone := map[string]any{"store_id": h.m.StoreA.ID, "name": fmt.Sprint("Far ", next()), "places": []any{map[string]any{"country": country}},
			"rates": []any{map[string]any{"name": "Plane", "active": true, "days_min": 1, "days_max": 2, "tariffs": []any{map[string]any{"currency": "USD", "bands": []any{map[string]any{"amount": 9900}}}}}}}
		owner.Do("POST", store+"/shipping/zones", zone).Want(201)
		c, cart := h.basket(t, h.m.VariantA)
		cart = c.Prepare(cart.ID, "mover@guest.example")
		at := site + "/carts/" + cart.ID
		to := apptest.Address()
		to["country"], to["postcode"], to["region"], to["city"] = country, map[string]string{"PT": "1000-001", "GR": "104 31"}[country], "", "Town"
		var moved apptest.Cart
		c.Do("PATCH", at, map[string]any{"shipping_address": to}).Want(200).Into(&moved)
		// The cheap choice is gone with its zone: nothing can be placed until one of
		// the new place is taken and its price was seen.
		for _, total := range []apptest.Money{cart.Totals.AmountDue, moved.Totals.AmountDue} {
			x := c.Do("POST", at+"/place", map[string]any{"payment_method": "cod", "expected_total": total})
			if x.Status != 409 {
				t.Errorf("placed with the old rate: %d %.200s", x.Status, x.Body)
			}
		}
		if x := form(c, "/checkout/review", url.Values{"payment_method": {"cod"}, "expected_total": {fmt.Sprint(cart.Totals.AmountDue.Amount)}}); x.Status != 303 || !strings.HasPrefix(x.Header.Get("Location"), "/checkout/shipping") {
			t.Errorf("the form steps to %s (%d)", x.Header.Get("Location"), x.Status)
		}
		// After placing, the address is fixed.
		guest, placed := h.guest(t, "cod")
		var closed apptest.Cart
		if ids := h.texts(t, `SELECT id FROM cart_carts WHERE order_id = $1`, placed.Order.ID); len(ids) == 1 {
			closed.ID = ids[0]
		}
		for _, body := range []any{map[string]any{"shipping_address": to}, map[string]any{"email": "other@guest.example"}} {
			refused(t, "the ordered cart", guest.Do("PATCH", site+"/carts/"+closed.ID, body))
			refused(t, "the order", guest.Do("PATCH", site+"/orders/"+placed.Order.ID, body))
			refused(t, "the order", guest.Do("PUT", site+"/orders/"+placed.Order.ID+"/address", body))
		}
		if o := guest.Do("GET", site+"/orders/"+placed.Order.ID, nil).Want(200).Text(); !strings.Contains(o, "Springfield") {
			t.Error("the order's address changed")
		}
	})
}
