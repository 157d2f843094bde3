package fuzzapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/haatshop/haat/internal/app/apptest"
)

// problemCode finds what a refusal says, and where.
var problemCode = regexp.MustCompile(`"(code|location)":"[^"]*"`)

// step sends an unbroken request and reads the answer; false when it was
// refused.
func (w *worker) step(who, op string, fill func(d *draft), into any) bool {
	o := w.byName[op]
	if o == nil {
		w.t.Fatalf("there is no operation %s", op)
	}
	d := &draft{op: o, method: o.method, path: map[string]string{}, header: map[string]string{}}
	fill(d)
	a := w.send(w.caller(who), d)
	if a != nil && a.status == http.StatusUnauthorized && d.header["Authorization"] == "" { // somebody ended the log-in meanwhile
		a = w.send(w.caller(who), d)
	}
	if a == nil || a.status > 299 {
		if a != nil {
			w.tally.walkFailed(fmt.Sprint(op, " ", a.status, " ", strings.Join(problemCode.FindAllString(string(a.body), -1), " ")))
		}
		return false
	}
	return into == nil || json.Unmarshal(a.body, into) == nil
}

// buy walks from an empty cart to an order, so that there is always something
// to pay, send, hold and cancel.
func (w *worker) buy() {
	who := one(w.g, "guest", "shopper")
	var cart apptest.Cart
	var placed apptest.Placed
	ok := w.step(who, "site.carts-create", func(d *draft) { d.body = object{} }, &cart)
	in := func(d *draft) { d.path["id"] = cart.ID }
	for _, v := range w.variants()[:1+w.g.r.IntN(2)] {
		ok = ok && w.step(who, "site.carts-lines-add", func(d *draft) { in(d); d.body = object{"variant_id": v, "quantity": 1 + w.g.r.IntN(2)} }, &cart)
	}
	if ok && len(cart.Lines) > 1 { // it can spare one
		at := func(d *draft) { in(d); d.path["line_id"] = cart.Lines[0].ID }
		w.step(who, "site.carts-lines-update", func(d *draft) { at(d); d.body = object{"quantity": 3} }, nil)
		w.step(who, "site.carts-lines-remove", at, nil)
	}
	email := "g" + w.g.next() + "@fuzz.example"
	ok = ok && w.step(who, "site.carts-update", func(d *draft) {
		in(d)
		d.body = object{"email": email, "shipping_address": apptest.Address()}
	}, nil)
	var offered struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct{ ID string }
		}
	}
	ok = ok && w.step(who, "site.carts-shipping-options", in, &offered)
	chosen := list{}
	for _, s := range offered.Items {
		if len(s.Options) > 0 {
			chosen = append(chosen, object{"store_id": s.StoreID, "option_id": s.Options[0].ID})
		}
	}
	ok = ok && w.step(who, "site.carts-shipping", func(d *draft) { in(d); d.body = object{"selections": chosen} }, &cart)
	method := one(w.g, "cod", "cod", "sandbox")
	ok = ok && w.step(who, "site.carts-place", func(d *draft) {
		in(d)
		d.body = object{"payment_method": method, "expected_total": cart.Totals.AmountDue}
		d.header["Idempotency-Key"] = "buy-" + w.g.next()
	}, &placed)
	if !ok {
		w.repair()
	} else if method == "cod" && w.g.chance(60) { // the others wait for a provider
		w.deliver(who, email, placed.Order)
	}
}

// deliver sees an order through; the others are left to the attack.
func (w *worker) deliver(who, email string, o apptest.Order) {
	w.step(who, "site.orders-track", func(d *draft) { d.body = object{"number": o.Number, "email": email} }, nil)
	in := func(d *draft) { d.path["id"] = o.ID }
	if w.g.chance(30) {
		w.step("keeper", "store.orders-hold", func(d *draft) { in(d); d.body = object{"reason": "look at it"} }, nil)
		w.step("keeper", "store.orders-release", in, nil)
	}
	w.step("keeper", "store.orders-confirm", func(d *draft) { in(d); d.body = object{} }, nil)
	if w.g.chance(50) { // else a delivery says so
		w.step("keeper", "store.orders-mark-paid", in, nil)
	}
	for _, part := range o.Stores {
		var sent struct{ ID string }
		if w.step("keeper", "store.orders-shipments-create", func(d *draft) { in(d); d.body = object{"store_order_id": part.ID} }, &sent) {
			w.step("keeper", "store.shipments-deliver", func(d *draft) { d.path["id"] = sent.ID }, nil)
		}
	}
}

// variants are what the two stores have on sale.
func (w *world) variants() []string {
	w.wares.Lock()
	defer w.wares.Unlock()
	return []string{w.market.VariantA, w.market.VariantB}
}

// repair undoes what keeps people from buying: a shop whose currency was
// switched off is correct, and of no use here.
func (w *worker) repair() {
	keeper := "keeper"
	w.step(keeper, "store.settings-update", func(d *draft) {
		d.body = object{"name": "Haat", "currencies": list{"USD", "EUR", "NPR"}, "locales": list{"en", "ar", "ne"}, "tax_rounding": "line", "time_zone": "UTC", "base_url": "",
			"regions": list{object{"id": "world", "name": "World", "countries": list{}, "currency": "USD", "prices_include_tax": false, "locales": list{}}}}
	}, nil)
	for i, id := range []string{w.market.StoreA.ID, w.market.StoreB.ID} {
		variant, product := w.variants()[i], w.products()[i]
		w.step(keeper, "store.stores-update", func(d *draft) { d.path["id"] = id; d.body = object{"status": "active"} }, nil)
		w.step(keeper, "store.shipping-zones-create", func(d *draft) {
			d.body = zone(w.g)
			d.body.(object)["store_id"], d.body.(object)["places"] = id, list{object{"country": "US", "region": "IL"}}
		}, nil)
		w.step(keeper, "store.products-update", func(d *draft) {
			d.path["id"] = product
			d.body = object{"status": "active", "moderation": "approved", "variants": list{object{"id": variant, "stock": 1_000_000, "requires_shipping": true,
				"prices": list{object{"currency": "USD", "amount": 1800}}}}}
		}, nil)
		if !w.onSale(product) {
			w.restock(i, id)
		}
	}
}

func (w *world) products() []string {
	w.wares.Lock()
	defer w.wares.Unlock()
	return []string{w.market.ProductA, w.market.ProductB}
}

func (w *worker) onSale(product string) bool {
	res, err := http.Get(w.shop.URL + apptest.Site + "/products/" + product)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	var p struct {
		InStock bool `json:"in_stock"`
	}
	return res.StatusCode == http.StatusOK && json.NewDecoder(res.Body).Decode(&p) == nil && p.InStock
}

// restock opens a new product where the old one is gone.
func (w *worker) restock(i int, store string) {
	var made struct {
		ID       string
		Variants []struct{ ID string }
	}
	if !w.step("keeper", "store.products-create", func(d *draft) {
		d.body = object{"store_id": store, "title": "Ware " + w.g.next(), "status": "active", "moderation": "approved",
			"variants": list{object{"stock": 1_000_000, "prices": list{object{"currency": "USD", "amount": 1800}}}}}
	}, &made) || len(made.Variants) == 0 {
		return
	}
	w.wares.Lock()
	defer w.wares.Unlock()
	if i == 0 {
		w.market.ProductA, w.market.VariantA = made.ID, made.Variants[0].ID
	} else {
		w.market.ProductB, w.market.VariantB = made.ID, made.Variants[0].ID
	}
}
