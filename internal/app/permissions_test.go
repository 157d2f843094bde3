package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/actor"
)

// update writes docs/permissions.md anew instead of comparing it:
// go test ./internal/app -run TestEveryRoute -update
var update = flag.Bool("update", false, "write docs/permissions.md anew")

const permissionsPage = "../../docs/permissions.md"

// operation is a route as its document declares it.
type operation struct {
	id, method, path, perm string
}

// operations reads the routes of an API from its OpenAPI document.
func operations(t *testing.T, document []byte) []operation {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(document, &doc); err != nil {
		t.Fatal(err)
	}
	var out []operation
	for path, item := range doc.Paths {
		for method, raw := range item {
			var op struct {
				ID   string `json:"operationId"`
				Perm string `json:"x-haat-permission"`
			}
			if json.Unmarshal(raw, &op) != nil || op.ID == "" {
				continue
			}
			out = append(out, operation{op.ID, strings.ToUpper(method), path, op.Perm})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if a, b := strings.HasPrefix(out[i].id, "auth-"), strings.HasPrefix(out[j].id, "auth-"); a != b {
			return b // what ends sessions comes last
		}
		return out[i].path+" "+out[i].method < out[j].path+" "+out[j].method
	})
	return out
}

// call is a request of a route with everything it needs to be answered.
type call struct {
	path   string
	body   any
	header []string
}

// side is one seller with what belongs to it, and one customer.
type side struct {
	name     string
	seller   string
	store    string
	product  string
	variant  string
	customer string // e-mail of the shopper's account
	address  string // id in the shopper's address book
	order    string // of the shopper, from the store
	token    string
	secrets  []string // what the other side must never read
}

// world is a marketplace in which every route can be called by everyone.
type world struct {
	t       *testing.T
	s       *apptest.Shop
	a, b    *side
	owner   *apptest.Client
	clients map[string]*apptest.Client
	n       int
}

func newWorld(t *testing.T, s *apptest.Shop, m apptest.Market) *world {
	w := &world{t: t, s: s, clients: map[string]*apptest.Client{}}
	w.owner = s.LogIn(apptest.Owner, apptest.Password)
	w.a = &side{name: "A", seller: m.StoreA.SellerID, store: m.StoreA.ID, product: m.ProductA, variant: m.VariantA, customer: "ca@shop.example"}
	w.b = &side{name: "B", seller: m.StoreB.SellerID, store: m.StoreB.ID, product: m.ProductB, variant: m.VariantB, customer: "cb@shop.example"}
	for _, x := range []*side{w.a, w.b} {
		c := s.SignUp(s.Client(), x.customer, "Shopper", x.name)
		w.clients["customer "+x.name] = c
		x.address = w.made(c, site+"/me/addresses", apptest.Address())
		placed := c.Place(c.Basket(x.customer, x.variant), "cod")
		x.order, x.token, c.OrderToken = placed.Order.ID, placed.OrderToken, ""
		x.secrets = []string{x.product, x.variant, x.order, x.customer}
	}
	w.a.secrets, w.b.secrets = append(w.a.secrets, apptest.MemberA), append(w.b.secrets, apptest.MemberB)
	w.clients["seller A"], w.clients["seller B"] = s.LogIn(apptest.MemberA, apptest.Password), s.LogIn(apptest.MemberB, apptest.Password)
	w.clients["owner"], w.clients["anonymous"] = w.owner, s.Client()
	return w
}

// next is a number nobody had.
func (w *world) next() int { w.n++; return w.n }

// made creates something through the API and returns its id.
func (w *world) made(c *apptest.Client, path string, body any) string {
	w.t.Helper()
	var out struct{ ID string }
	c.Do("POST", path, body).Want(200, 201).Into(&out)
	return out.ID
}

// buy makes a fresh order of a side's goods by a guest.
func (w *world) buy(x *side) apptest.Placed {
	w.t.Helper()
	c := w.s.Client()
	return c.Place(c.Basket(fmt.Sprintf("guest%d@%s.example", w.next(), x.name), x.variant), "cod")
}

// without is a member of the staff who may do everything but this, or these: "products.write or content.write".
func (w *world) without(perm string) *apptest.Client {
	w.t.Helper()
	name := "staff without " + perm
	if c := w.clients[name]; c != nil {
		return c
	}
	email := strings.ReplaceAll(name, " ", ".") + "@test.example"
	perms := []string{}
	for _, p := range actor.PlatformPerms() {
		if !slices.Contains(strings.Split(perm, " or "), string(p)) {
			perms = append(perms, string(p))
		}
	}
	w.s.Member(email, "", perms...)
	w.clients[name] = w.s.LogIn(email, apptest.Password)
	return w.clients[name]
}

var pathParam = regexp.MustCompile(`\{[a-z_]+\}`)

// fill puts ids into a path, in order.
func fill(path string, ids ...string) string {
	for _, id := range ids {
		if at := pathParam.FindStringIndex(path); at != nil {
			path = path[:at[0]] + id + path[at[1]:]
		}
	}
	return path
}

type maker func(w *world, x *side, op operation) call

func plain(body any) maker {
	return func(_ *world, _ *side, op operation) call { return call{path: op.path, body: body} }
}

// with makes a route's call from an id and a body.
func with(id func(w *world, x *side) string, body any) maker {
	return func(w *world, x *side, op operation) call { return call{path: fill(op.path, id(w, x)), body: body} }
}

func zone(storeID string) map[string]any {
	z := map[string]any{"name": "Zone", "places": []any{map[string]any{"country": "NP"}}, "rates": []any{}}
	if storeID != "" {
		z["store_id"] = storeID
	}
	return z
}

func taxZone(w *world) map[string]any {
	return map[string]any{"name": fmt.Sprint("Tax ", w.next()), "areas": []any{map[string]any{"country": "NP", "postcode": fmt.Sprint(w.next())}}, "rates": []any{map[string]any{"name": "VAT", "rate": "0.13"}}}
}

// storeCalls are the routes of the store API that need more than their path.
func storeCalls() map[string]maker {
	order := func(w *world, x *side) string { return w.buy(x).Order.ID }
	product := func(w *world, x *side) string {
		id, _ := apptest.Product(w.t, w.s.App, x.store, fmt.Sprint("Thing ", w.next()), 500, 5)
		return id
	}
	category := func(w *world, _ *side) string {
		return w.made(w.owner, store+"/categories", map[string]any{"name": fmt.Sprint("Category ", w.next())})
	}
	collection := func(w *world, _ *side) string {
		return w.made(w.owner, store+"/collections", map[string]any{"title": fmt.Sprint("Collection ", w.next())})
	}
	page := func(w *world, _ *side) string {
		return w.made(w.owner, store+"/pages", map[string]any{"title": fmt.Sprint("Page ", w.next()), "body_html": "<p>x</p>"})
	}
	taxes := func(w *world, _ *side) string { return w.made(w.owner, store+"/tax/zones", taxZone(w)) }
	taxCategory := func(w *world, _ *side) string {
		code := fmt.Sprint("c", w.next())
		w.owner.Do("PUT", store+"/tax/categories/"+code, map[string]any{"name": code}).Want(200, 201)
		return code
	}
	shippingZone := func(w *world, x *side) string {
		z := zone(x.store)
		z["places"] = []any{map[string]any{"country": "NP", "postcode_prefix": fmt.Sprint(w.next())}}
		return w.made(w.owner, store+"/shipping/zones", z)
	}
	buyer := func(w *world, x *side) string {
		var o struct {
			CustomerID string `json:"customer_id"`
		}
		w.owner.Do("GET", store+"/orders/"+x.order, nil).Want(200).Into(&o)
		return o.CustomerID
	}
	mail := func(w *world, _ *side) string {
		w.s.Settled()
		var l struct{ Items []struct{ ID string } }
		w.owner.Do("GET", store+"/mail?limit=1", nil).Want(200).Into(&l)
		return l.Items[0].ID
	}
	payments := func(w *world, x *side) string {
		ps, err := w.s.Payment.OfOrder(context.Background(), w.s.DB, x.order)
		if err != nil {
			w.t.Fatal(err)
		}
		return ps[0].ID
	}
	newSeller := func(w *world, _ *side) string {
		return w.made(w.owner, store+"/sellers", map[string]any{"name": fmt.Sprint("Seller ", w.next()), "email": "s@seller.example"})
	}
	reason := map[string]any{"reason": "because"}
	return map[string]maker{
		"categories-create": func(w *world, _ *side, op operation) call {
			return call{path: op.path, body: map[string]any{"name": fmt.Sprint("New ", w.next())}}
		},
		"categories-get": with(category, nil), "categories-update": with(category, map[string]any{"name": "Other"}), "categories-delete": with(category, nil),
		"collections-create": plain(map[string]any{"title": "New"}),
		"collections-get":    with(collection, nil), "collections-update": with(collection, map[string]any{"title": "Other"}), "collections-delete": with(collection, nil), "collections-products": with(collection, nil),
		"customers-get": with(buyer, nil), "customers-update": with(buyer, map[string]any{"note": "kind"}),
		"home-save": plain(map[string]any{"sections": []any{}}), "home-preview": plain(map[string]any{"sections": []any{}}),
		"inventory-adjust": func(_ *world, x *side, op operation) call {
			return call{path: op.path, body: map[string]any{"variant_id": x.variant, "delta": 1}}
		},
		"inventory-movements": with(func(_ *world, x *side) string { return x.variant }, nil),
		"jobs-failed-retry":   with(func(*world, *side) string { return "job_x" }, nil),
		"jobs-failed-delete":  with(func(*world, *side) string { return "job_x" }, nil),
		"mail-get":            with(mail, nil), "mail-retry": with(mail, nil),
		"media-upload": upload,
		"orders-get":   with(order, nil), "orders-confirm": with(order, map[string]any{}), "orders-cancel": with(order, reason),
		"orders-hold": with(order, reason), "orders-mark-paid": with(order, nil), "orders-notes-create": with(order, map[string]any{"text": "hm"}),
		"orders-shipments-list": with(order, nil),
		"orders-release": with(func(w *world, x *side) string {
			id := order(w, x)
			w.owner.Do("POST", store+"/orders/"+id+"/hold", reason).Want(200)
			return id
		}, nil),
		"orders-shipments-create": func(w *world, x *side, op operation) call {
			o := w.buy(x).Order
			return call{path: fill(op.path, o.ID), body: map[string]any{"store_order_id": o.Stores[0].ID}}
		},
		"shipments-deliver": with(func(w *world, x *side) string {
			o := w.buy(x).Order
			return w.made(w.owner, store+"/orders/"+o.ID+"/shipments", map[string]any{"store_order_id": o.Stores[0].ID})
		}, nil),
		"pages-create": plain(map[string]any{"title": "New", "body_html": "<p>x</p>"}),
		"pages-get":    with(page, nil), "pages-update": with(page, map[string]any{"title": "Other"}), "pages-delete": with(page, nil),
		"payments-list":    func(_ *world, x *side, op operation) call { return call{path: op.path + "?order_id=" + x.order} },
		"payments-refunds": with(payments, nil),
		"products-create": func(_ *world, x *side, op operation) call {
			return call{path: op.path, body: map[string]any{"store_id": x.store, "title": "New", "variants": []any{map[string]any{}}}}
		},
		"products-get": with(product, nil), "products-update": with(product, map[string]any{"title": "Other"}), "products-delete": with(product, nil),
		"sellers-create":  plain(map[string]any{"name": "New", "email": "n@seller.example"}),
		"sellers-get":     with(func(_ *world, x *side) string { return x.seller }, nil),
		"sellers-status":  with(newSeller, map[string]any{"status": "approved"}),
		"settings-update": plain(map[string]any{"name": "Haat"}),
		"setup":           plain(map[string]any{"token": "x", "email": "x@x.example", "password": "long enough", "name": "x"}),
		"shipping-zones-list": func(_ *world, x *side, op operation) call {
			return call{path: op.path + "?store_id=" + x.store}
		},
		"shipping-zones-create": func(w *world, x *side, op operation) call {
			z := zone(x.store)
			z["places"] = []any{map[string]any{"country": "NP", "postcode_prefix": fmt.Sprint(w.next())}}
			return call{path: op.path, body: z}
		},
		"shipping-zones-get": with(shippingZone, nil), "shipping-zones-save": with(shippingZone, zone("")), "shipping-zones-delete": with(shippingZone, nil),
		"stores-create": func(w *world, x *side, op operation) call {
			return call{path: op.path, body: map[string]any{"seller_id": x.seller, "handle": fmt.Sprint("shop", w.next()), "name": "New"}}
		},
		"stores-get":          with(func(_ *world, x *side) string { return x.store }, nil),
		"stores-update":       with(func(_ *world, x *side) string { return x.store }, map[string]any{"description": "Good things"}),
		"tax-categories-save": with(taxCategory, map[string]any{"name": "Other"}), "tax-categories-delete": with(taxCategory, nil),
		"tax-zones-create": func(w *world, _ *side, op operation) call { return call{path: op.path, body: taxZone(w)} },
		"tax-zones-get":    with(taxes, nil), "tax-zones-update": with(taxes, map[string]any{"name": "Other"}), "tax-zones-delete": with(taxes, nil),
		"team-add": func(w *world, x *side, op operation) call {
			return call{path: op.path, body: map[string]any{"email": fmt.Sprintf("new%d@team.example", w.next()), "seller_id": x.seller, "role": "staff", "permissions": []string{"orders.read"}}}
		},
		"team-remove": with(func(w *world, x *side) string {
			return w.made(w.owner, store+"/team", map[string]any{"email": fmt.Sprintf("gone%d@team.example", w.next()), "seller_id": x.seller, "role": "staff", "permissions": []string{"orders.read"}})
		}, nil),
		"keys-create": func(_ *world, x *side, op operation) call {
			return call{path: op.path, body: map[string]any{"name": "till", "seller_id": x.seller, "permissions": []string{"orders.read"}, "password": apptest.Password}}
		},
		"me-update": plain(map[string]any{"name": "Ada"}), "me-preferences-save": with(func(*world, *side) string { return "list.orders" }, map[string]any{"value": map[string]any{}}), "me-preferences-delete": with(func(*world, *side) string { return "list.orders" }, nil),
		"keys-rotate": with(apiKey, map[string]any{"password": apptest.Password}), "keys-revoke": with(apiKey, nil),
		"accounts-get": with(memberOf, nil), "accounts-disable": with(memberOf, nil), "accounts-enable": with(memberOf, nil),
		"accounts-sessions-list": with(memberOf, nil), "accounts-sessions-end-all": with(memberOf, nil),
		"accounts-sessions-end": func(w *world, x *side, op operation) call {
			id := memberOf(w, x)
			a, err := w.s.Identity.Get(context.Background(), w.s.DB, id)
			if err != nil {
				w.t.Fatal(err)
			}
			return call{path: fill(op.path, id, newestSession(w, a.Email))}
		},
		"auth-sessions-end": with(func(w *world, _ *side) string {
			w.s.LogIn(apptest.Owner, apptest.Password)
			return newestSession(w, apptest.Owner)
		}, nil),
		"auth-login":           plain(map[string]any{"email": "nobody@x.example", "password": "wrong password"}),
		"auth-refresh":         plain(map[string]any{"refresh_token": "x"}),
		"auth-request-reset":   plain(map[string]any{"email": "nobody@x.example"}),
		"auth-reset":           plain(map[string]any{"token": "x", "password": "long enough"}),
		"auth-verify-email":    plain(map[string]any{"token": "x"}),
		"auth-change-password": plain(map[string]any{"current_password": "wrong password", "new_password": "long enough"}),
		"auth-change-email":    plain(map[string]any{"email": "new@x.example", "password": "wrong password"}),
	}
}

// apiKey makes a key of the owner for a side's stores, or of the side itself.
func apiKey(w *world, x *side) string {
	var out struct{ Key struct{ ID string } }
	w.owner.Do("POST", store+"/keys", map[string]any{"name": "till", "seller_id": x.seller, "permissions": []string{"orders.read"}, "password": apptest.Password}).Want(201).Into(&out)
	return out.Key.ID
}

// memberOf makes a member of a side who is logged in, and returns the account.
func memberOf(w *world, x *side) string {
	email := fmt.Sprintf("member%d@team.example", w.next())
	w.s.Member(email, x.seller, "orders.read")
	w.s.LogIn(email, apptest.Password)
	a, err := w.s.Identity.ByEmail(context.Background(), w.s.DB, email)
	if err != nil {
		w.t.Fatal(err)
	}
	return a.ID
}

// newestSession is where an account logged in last.
func newestSession(w *world, email string) string {
	a, err := w.s.Identity.ByEmail(context.Background(), w.s.DB, email)
	if err != nil {
		w.t.Fatal(err)
	}
	list, err := w.s.Identity.Sessions(context.Background(), w.s.DB, a.ID)
	if err != nil || len(list) == 0 {
		w.t.Fatal(list, err)
	}
	return list[0].ID
}

// tenant are the store routes on something that belongs to one seller.
func tenant(op operation) bool {
	for _, p := range []string{"customers-get", "customers-update", "inventory-adjust", "inventory-movements", "orders-", "shipments-", "products-", "sellers-get", "shipping-", "stores-", "team-", "payments-", "keys-"} {
		if strings.HasPrefix(op.id, p) && (strings.Contains(op.path, "{") || op.method != "GET" || op.id == "shipping-zones-list") {
			return true
		}
	}
	return false
}

// foreignFilters ask lists for what is a side's.
func foreignFilters() map[string]func(x *side) string {
	byStore := func(name string) func(*side) string {
		return func(x *side) string { return "?" + name + "=" + x.store }
	}
	return map[string]func(x *side) string{"orders-list": byStore("store_id"), "products-list": byStore("store"), "inventory-list": byStore("store_id"),
		"team-list": func(x *side) string { return "?seller_id=" + x.seller }, "customers-list": func(x *side) string { return "?q=" + x.customer }}
}

// verdict is what a caller learns from an answer. A wrong password, or a public
// name that nothing has, is an answer to somebody who was let in.
func verdict(op operation, a apptest.Answer) string {
	named := op.perm == "public" && !strings.Contains(op.path, "{id}") && op.id != "setup" || strings.HasPrefix(op.id, "jobs-failed-")
	switch {
	case a.Status == http.StatusUnauthorized && (a.Code() == "auth.required" || a.Code() == "identity.session_ended"):
		return "log in"
	case a.Status == http.StatusForbidden:
		return "forbidden"
	case a.Status == http.StatusNotFound && !named:
		return "not found"
	}
	return "yes"
}

// state counts what every change leaves behind: events and journal rows.
func (w *world) state() int64 {
	return rows(w.t, w.s, `SELECT COUNT(*) FROM kit_events WHERE name <> 'cache.touched'`) + rows(w.t, w.s, `SELECT COUNT(*) FROM audit_entries WHERE action <> 'refused'`)
}

// try makes a call as someone and checks what must hold of any answer: a
// refusal changed nothing, and one by permission left a row in the audit.
func (w *world) try(op operation, base, who string, c *apptest.Client, r call) string {
	w.t.Helper()
	w.s.Settled() // what the last call caused is not this one's doing
	audited := rows(w.t, w.s, `SELECT COUNT(*) FROM audit_entries`)
	before, refused := w.state(), rows(w.t, w.s, `SELECT COUNT(*) FROM audit_entries WHERE action = 'refused'`)
	a := w.send(c, op.method, base+r.path, r)
	if a.Status >= 500 {
		w.t.Errorf("%s %s as %s: %d %.300s", op.method, r.path, who, a.Status, a.Body)
	}
	v := verdict(op, a)
	if who == "owner" && op.method != "GET" && a.Status < 300 && !unaudited(op) && rows(w.t, w.s, `SELECT COUNT(*) FROM audit_entries`) == audited {
		w.t.Errorf("%s by the owner is not in the audit", op.id)
	}
	if v != "yes" && op.perm != "public" && w.state() != before {
		w.t.Errorf("%s as %s: %s, and still something changed", op.id, who, v)
	}
	if n := rows(w.t, w.s, `SELECT COUNT(*) FROM audit_entries WHERE action = 'refused'`) - refused; v == "forbidden" && a.Code() == "auth.forbidden" && n != 1 {
		w.t.Errorf("%s as %s: %d audit rows of a refused try", op.id, who, n)
	}
	if v == "yes" && a.Status == http.StatusUnprocessableEntity && op.perm != "public" && !strings.HasPrefix(op.id, "auth-") {
		w.t.Errorf("%s as %s: the test's body is wrong: %.300s", op.id, who, a.Body)
	}
	if strings.HasPrefix(who, "seller A") && op.method == "GET" {
		for _, secret := range w.b.secrets {
			if bytes.Contains(a.Body, []byte(secret)) {
				w.t.Errorf("%s: seller A reads %s of B", op.id, secret)
			}
		}
	}
	return v
}

// send is Do that does not wait for the end of a stream.
func (w *world) send(c *apptest.Client, method, path string, r call) apptest.Answer {
	w.t.Helper()
	if strings.HasSuffix(path, "/events") {
		return c.Peek(path)
	}
	return c.Do(method, path, r.body, r.header...)
}

// storeRow walks one route of the store API through every kind of caller.
func (w *world) storeRow(op operation) []string {
	make := storeCalls()[op.id]
	if make == nil {
		make = plain(nil)
	}
	ask := func(who string, c *apptest.Client, x *side) string { return w.try(op, store, who, c, make(w, x, op)) }
	foreign := "–"
	if filter := foreignFilters()[op.id]; filter != nil { // a list of what is another's is empty
		w.try(op, store, "seller A with B's filter", w.clients["seller A"], call{path: op.path + filter(w.b)})
	}
	if tenant(op) {
		foreign = ask("seller A at B's", w.as("seller A", op), w.b)
		if foreign == "yes" {
			w.t.Errorf("%s: seller A reaches what is B's", op.id)
		}
	}
	lacking := "–"
	if !slices.Contains([]string{"public", "self"}, op.perm) {
		lacking = ask("staff without", w.without(op.perm), w.a)
		if lacking != "forbidden" {
			w.t.Errorf("%s: staff without %s: %s", op.id, op.perm, lacking)
		}
	}
	out := []string{ask("anonymous", w.as("anonymous", op), w.a), ask("customer", w.as("customer A", op), w.a),
		ask("seller A", w.as("seller A", op), w.a), foreign, lacking, ask("owner", w.as("owner", op), w.a)}
	if op.perm != "public" && (out[0] != "log in" || out[1] != "log in") {
		w.t.Errorf("%s: anonymous %s, customer %s", op.id, out[0], out[1])
	}
	if op.perm != "public" && out[5] != "yes" {
		w.t.Errorf("%s: the owner: %s", op.id, out[5])
	}
	return out
}

// as is a caller's client; routes that end sessions get one of their own.
func (w *world) as(who string, op operation) *apptest.Client {
	if !strings.HasPrefix(op.id, "auth-") || who == "anonymous" {
		return w.clients[who]
	}
	switch who {
	case "owner":
		return w.s.LogIn(apptest.Owner, apptest.Password)
	case "seller A":
		return w.s.LogIn(apptest.MemberA, apptest.Password)
	}
	c := w.s.Client()
	var in struct {
		AccessToken string `json:"access_token"`
	}
	email := map[string]string{"customer A": w.a.customer, "customer B": w.b.customer}[who]
	c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(&in)
	c.Bearer, c.HTTP.Jar = in.AccessToken, nil
	return c
}

// siteRow walks one route of the site API through shoppers.
func (w *world) siteRow(op operation) []string {
	own := func() call { return w.siteCall(op, w.a) } // fresh: some take away what they are about
	foreign := "–"
	if strings.Contains(op.path, "/orders/{id}") || strings.Contains(op.path, "/me/addresses/{id}") {
		foreign = w.try(op, site, "customer A at B's", w.as("customer A", op), w.siteCall(op, w.b))
		if foreign != "not found" {
			w.t.Errorf("%s: customer A at B's: %s", op.id, foreign)
		}
	}
	if strings.Contains(op.path, "/carts/{id}") {
		stranger := own()
		stranger.path = regexp.MustCompile(`cart_[0-9a-z]+`).ReplaceAllString(stranger.path, "cart_00000000000000000000000000")
		if foreign = w.try(op, site, "a guessed cart", w.as("customer A", op), stranger); foreign != "not found" {
			w.t.Errorf("%s: a guessed cart: %s", op.id, foreign)
		}
	}
	staff := w.try(op, site, "staff", w.owner, own())
	if op.perm != "public" && staff == "yes" {
		w.t.Errorf("%s: a token of the dashboard opens it", op.id)
	}
	return []string{w.try(op, site, "anonymous", w.as("anonymous", op), own()), w.try(op, site, "customer A", w.as("customer A", op), own()), foreign, staff}
}

func (w *world) siteCall(op operation, x *side) call {
	c := w.clients["customer "+x.name]
	switch {
	case op.id == "auth-sessions-end":
		w.as("customer "+x.name, op)
		return call{path: fill(op.path, newestSession(w, x.customer))}
	case strings.HasPrefix(op.id, "carts-") && strings.Contains(op.path, "{id}"):
		cart := c.Basket(x.customer, x.variant)
		body := map[string]any{"carts-update": map[string]any{"note": "hm"}, "carts-lines-add": map[string]any{"variant_id": x.variant, "quantity": 1}, "carts-lines-update": map[string]any{"quantity": 2},
			"carts-place": apptest.PlaceBody(cart, "cod"), "carts-shipping": map[string]any{"selections": []any{map[string]any{"store_id": x.store, "option_id": "none"}}}}[op.id]
		return call{path: fill(op.path, cart.ID, cart.Lines[0].ID), body: body}
	case strings.Contains(op.path, "/me/addresses"):
		id := x.address
		if op.method == "DELETE" {
			id = w.made(c, site+"/me/addresses", apptest.Address())
		}
		return call{path: fill(op.path, id), body: map[string]any{"POST": apptest.Address(), "PUT": apptest.Address()}[op.method]}
	}
	body := map[string]any{"orders-pay": map[string]any{"payment_method": "cod"}, "orders-track": map[string]any{"number": "1", "email": "x@x.example"}, "me-update": map[string]any{"first_name": "Ada"},
		"carts-create": map[string]any{}, "hits-record": map[string]any{"items": []any{map[string]any{"kind": "page_view", "path": "/"}}}, "auth-register": map[string]any{"email": "x", "password": "x"},
		"auth-confirm-registration": map[string]any{"token": "x", "password": "x"}}[op.id]
	id := map[string]string{"/orders/{id}": x.order, "/products/{id}": x.product, "/stores/{handle}": "kiln"}
	for prefix, v := range id {
		if strings.HasPrefix(op.path, prefix) {
			return call{path: fill(op.path, v), body: body}
		}
	}
	if m := storeCalls()[op.id]; m != nil && strings.HasPrefix(op.id, "auth-") {
		return m(w, x, op)
	}
	path := op.path
	if op.id == "search" || op.id == "search-suggest" {
		path += "?q=mug"
	}
	return call{path: fill(path, "nothing"), body: body}
}

func TestEveryRouteLetsInWhomThePermissionsPageSays(t *testing.T) {
	each(t, 1000, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		docs, err := s.OpenAPI()
		if err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, s, m)
		var page strings.Builder
		page.WriteString("# Permissions\n\n<!-- Generated by `make generate`. Do not edit. -->\n\nWho is let in by each route, as a test finds it by asking every route as everyone. `yes`: the permission lets in (the request itself may still be refused). `log in` is 401, `forbidden` 403, `not found` 404.\n")
		page.WriteString("\n## Store API\n\nA seller's member holds the seller's permissions within their stores; `another seller's` is the same member asking for what belongs to somebody else. `staff without it` holds every permission of the platform but the one of the route. A shopper's token is worth nothing here.\n\n| route | operation | permission | nobody | a shopper | a seller | another seller's | staff without it | the owner |\n|---|---|---|---|---|---|---|---|---|\n")
		for _, op := range operations(t, docs["store.json"]) {
			fmt.Fprintf(&page, "| `%s %s` | %s | %s | %s |\n", op.method, op.path, op.id, op.perm, strings.Join(w.storeRow(op), " | "))
		}
		page.WriteString("\n## Site API\n\nA cart's id is its secret: who knows it owns the cart, so `somebody else's` is a guessed one. Orders open with their token or for the customer they belong to. A token of the dashboard is worth nothing here.\n\n| route | operation | permission | nobody | their customer | somebody else's | staff |\n|---|---|---|---|---|---|---|\n")
		for _, op := range operations(t, docs["site.json"]) {
			fmt.Fprintf(&page, "| `%s %s` | %s | %s | %s |\n", op.method, op.path, op.id, op.perm, strings.Join(w.siteRow(op), " | "))
		}
		worded(t, s)
		if *update {
			if err := os.WriteFile(permissionsPage, []byte(page.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(permissionsPage)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(page.String(), "\n")); d != "" {
			t.Errorf("docs/permissions.md says otherwise (-page +found); if that is meant, run: go test ./internal/app -run TestEveryRoute -update\n%s", d)
		}
	})
}
