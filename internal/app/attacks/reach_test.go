package attacks_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app/apptest"
)

// nobody is an order that does not exist.
const nobody = "ord_00000000000000000000000000"

// orderPaths are every address that could open an order for a shopper.
func orderPaths(id string) []string {
	return []string{site + "/orders/" + id, site + "/orders/" + id + "/shipments", site + "/orders/" + id + "/payment-methods", site + "/orders/" + id + "/events",
		"/orders/" + id, "/orders/" + id + "/events", "/o/" + id + "/wrong", "/orders/" + id + "/invoice", "/orders/" + id + "/print", "/orders/" + id + "?placed=1"}
}

// peek asks without waiting for the end of a stream.
func peek(c *apptest.Client, path string) apptest.Answer {
	if strings.HasSuffix(path, "/events") {
		return c.Peek(path)
	}
	return c.Do("GET", path, nil)
}

func TestAttack01GuestOrderOpenedByItsNumber(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, placed := h.guest(t, "cod")
		_, other := h.guest(t, "cod")
		id, number := placed.Order.ID, strings.TrimPrefix(placed.Order.Number, "#")
		for what, token := range map[string]string{"no token": "", "a wrong one": "x", "another order's": other.OrderToken, "the number": number} {
			c := h.client(t)
			c.OrderToken = token
			for i, path := range orderPaths(id) {
				if path == "/o/"+id+"/wrong" && token != "" {
					path = "/o/" + id + "/" + token
				}
				missing := peek(c, strings.Replace(orderPaths(nobody)[i], "wrong", "x", 1))
				if got := peek(c, path); got.Status != 404 || unlike(got, missing, id, nobody) != "" {
					t.Errorf("%s at %s: %d\n%s", what, path, got.Status, unlike(got, missing, id, nobody))
				}
			}
		}
		// Numbers in place of ids, and its neighbours.
		var n int
		_, _ = fmt.Sscan(number, &n)
		for i := n - 200; i <= n+200; i++ {
			c := h.client(t)
			for _, name := range []string{fmt.Sprint(i), fmt.Sprintf("%%23%d", i)} {
				c.Do("GET", site+"/orders/"+name, nil).Want(404)
			}
			if i%20 == 0 {
				c.Do("GET", "/orders/"+fmt.Sprint(i), nil).Want(404)
				c.Do("GET", "/account/orders/"+fmt.Sprint(i), nil).Want(303)
			}
		}
	})
}

func TestAttack01GuessingOrdersIsThrottled(t *testing.T) {
	alone(t, braked(), func(t *testing.T, h *house) {
		guest, placed := h.guest(t, "cod")
		guest.Do("GET", "/o/"+placed.Order.ID+"/"+placed.OrderToken, nil).Want(303)
		for _, path := range []string{site + "/orders/%d", "/orders/%d", "/o/%d/x"} {
			got := map[int]int{}
			for i := range 200 {
				got[h.client(t).Do("GET", fmt.Sprintf(path, 1000+i), nil).Status]++
			}
			if got[404]+got[429] != 200 || got[429] < 50 {
				t.Errorf("%s: %v", path, got)
			}
		}
		// Whoever may look is not kept out by a neighbour who guesses.
		guest.Do("GET", "/orders/"+placed.Order.ID, nil).Want(200)
	})
}

func TestAttack02OrderTrackedByEmailOrNumberOnly(t *testing.T) {
	alone(t, braked(), func(t *testing.T, h *house) {
		_, placed := h.guest(t, "cod")
		number, email := strings.TrimPrefix(placed.Order.Number, "#"), ""
		email = h.texts(t, `SELECT email FROM order_orders WHERE id = $1`, placed.Order.ID)[0]
		ask := func(number, email string) apptest.Answer {
			return h.client(t).Do("POST", site+"/orders/track", map[string]any{"number": number, "email": email})
		}
		right := ask(number, email).Want(200).Text()
		for _, private := range []string{"Springfield", "Main St", "Byron", "Ada", email, "62701"} {
			if strings.Contains(right, private) {
				t.Errorf("tracking shows %s: %s", private, right)
			}
		}
		page := form(h.client(t), "/track", url.Values{"number": {number}, "email": {email}}).Want(200).Text()
		for _, private := range []string{"Springfield", "Main St", "Byron"} {
			if strings.Contains(page, private) {
				t.Errorf("the tracking page shows %s", private)
			}
		}
		wrong := ask("99999", email).Want(404)
		for _, pair := range [][2]string{{number, "other@guest.example"}, {"0", email}, {"-" + number, email}, {number, "%@%"}, {number, "guest%@guest.example"}, {"99999", "nobody@guest.example"}} {
			if d := unlike(wrong, ask(pair[0], pair[1])); d != "" {
				t.Errorf("%v: %s", pair, d)
			}
		}
		for _, half := range []string{`{"number":"` + number + `"}`, `{"email":"` + email + `"}`, `{"number":"","email":"` + email + `"}`, `{"number":"` + number + `","email":""}`,
			`{"number":["` + number + `"],"email":"` + email + `"}`, `{"number":null,"email":"` + email + `"}`} {
			h.client(t).Do("POST", site+"/orders/track", half).Want(422)
		}
		form(h.client(t), "/track", url.Values{"email": {email}}).Want(422)
		form(h.client(t), "/track", url.Values{"number": {number}}).Want(422)
		for _, door := range []func(i int) apptest.Answer{
			func(i int) apptest.Answer { return ask(fmt.Sprint(i), email) },
			func(i int) apptest.Answer {
				return form(h.client(t), "/track", url.Values{"number": {fmt.Sprint(i)}, "email": {email}})
			},
		} {
			slow := 0
			for i := range 200 {
				if door(100_000+i).Status == 429 {
					slow++
				}
			}
			if slow < 50 {
				t.Errorf("only %d of 200 guesses had to wait", slow)
			}
		}
	})
}

func TestAttack03LoggedInCustomerReadsOthersOrders(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		a, emailA := h.customer(t, "anna")
		b, emailB := h.customer(t, "bert")
		mine := a.Place(a.Basket(emailA, h.m.VariantA), "cod")
		a.OrderToken = ""
		guest, guestOrder := h.guest(t, "cod")
		// A guest who typed the address of somebody without an account: typing it proves nothing.
		planted := guest.Place(guest.Basket(fmt.Sprintf("nobody%d@guest.example", next()), h.m.VariantA), "cod")
		browser := h.browser(t, emailB)
		for _, o := range []apptest.Order{mine.Order, guestOrder.Order, planted.Order} {
			for _, path := range append(orderPaths(o.ID), orderPaths(strings.TrimPrefix(o.Number, "#"))...) {
				peek(b, path).Want(404)
				peek(browser, path).Want(404)
			}
			browser.Do("GET", "/account/orders/"+o.ID, nil).Want(404)
			for _, extra := range []string{"?include=address", "?expand=customer", "?fields=*", "?customer_id=" + o.ID, "?email=" + emailA} {
				b.Do("GET", site+"/orders/"+o.ID+extra, nil).Want(404, 422)
				if x := b.Do("GET", site+"/me/orders"+extra, nil); strings.Contains(x.Text(), o.ID) {
					t.Errorf("%s lists another's order", extra)
				}
			}
			b.Do("GET", site+"/orders?customer_id=x", nil).Want(404, 405)
		}
		for _, text := range []string{b.Do("GET", site+"/me/orders", nil).Want(200).Text(), browser.Do("GET", "/account/orders", nil).Want(200).Text(), browser.Do("GET", "/account", nil).Want(200).Text()} {
			for _, o := range []apptest.Order{mine.Order, guestOrder.Order, planted.Order} {
				if strings.Contains(text, o.ID) {
					t.Error("B's list holds an order of somebody else")
				}
			}
		}
		a.Do("GET", site+"/orders/"+mine.Order.ID, nil).Want(200)
	})
}

func TestAttack04PayingOrRebuildingForAForeignOrder(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, placed := h.guest(t, "sandbox")
		b, emailB := h.customer(t, "bert")
		browser := h.browser(t, emailB)
		payments := func() int64 {
			return h.count(t, `SELECT COUNT(*) FROM payment_payments WHERE order_id = $1`, placed.Order.ID)
		}
		carts := h.count(t, `SELECT COUNT(*) FROM cart_carts WHERE order_id = $1`, placed.Order.ID)
		before := payments()
		for _, c := range []*apptest.Client{b, h.client(t)} {
			c.Do("POST", site+"/orders/"+placed.Order.ID+"/payments", map[string]any{"payment_method": "cod"}).Want(404)
			for _, verb := range []string{"reorder", "return", "returns", "refund", "cancel", "reviews", "invoice", "duplicate"} {
				c.Do("POST", site+"/orders/"+placed.Order.ID+"/"+verb, map[string]any{}).Want(404, 405)
			}
		}
		form(browser, "/orders/"+placed.Order.ID+"/pay", url.Values{"payment_method": {"cod"}}).Want(404)
		form(browser, "/orders/"+placed.Order.ID+"/reorder", nil).Want(404, 405)
		if payments() != before || carts != 1 {
			t.Error("a stranger's call changed the order's payments")
		}
	})
}

func TestAttack05CartTakenOverByItsId(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		victim := h.client(t)
		cart := victim.Basket(fmt.Sprintf("victim%d@guest.example", next()), h.m.VariantA)
		ref := h.texts(t, `SELECT ref FROM cart_carts WHERE id = $1`, cart.ID)
		thief, email := h.customer(t, "thief")
		// Nothing the shop shows of a cart, and nothing near its secret, opens it.
		near := cart.ID[:len(cart.ID)-1] + map[bool]string{true: "1", false: "0"}[strings.HasSuffix(cart.ID, "0")]
		for _, id := range append(ref, near, "1", "cart_1", "cart_", strings.ToUpper(cart.ID), cart.ID+"%00", "../carts/"+cart.ID+"x", cart.Lines[0].ID) {
			at := site + "/carts/" + url.PathEscape(id)
			for _, a := range []apptest.Answer{
				thief.Do("GET", at, nil), thief.Do("PATCH", at, map[string]any{"email": email}), thief.Do("POST", at+"/lines", map[string]any{"variant_id": h.m.VariantB, "quantity": 1}),
				thief.Do("DELETE", at+"/lines/"+cart.Lines[0].ID, nil), thief.Do("PATCH", at+"/lines/"+cart.Lines[0].ID, map[string]any{"quantity": 9}),
				thief.Do("PUT", at+"/shipping", map[string]any{"selections": []any{}}), thief.Do("POST", at+"/place", apptest.PlaceBody(cart, "cod")),
			} {
				if a.Status != 404 && a.Status != 400 && a.Status != 422 {
					t.Errorf("%s: %d %.200s", at, a.Status, a.Body)
				}
			}
			h.client(t).Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password, "cart_id": id}).Want(200, 422)
		}
		// A cart of an account, learned by another: the browser's door does not show
		// it, and logging in with it, by API and by a planted cookie, joins nothing.
		owner, ownerEmail := h.customer(t, "owner")
		owned := owner.Basket(ownerEmail, h.m.VariantA)
		for _, page := range []string{"/cart", "/checkout", "/checkout/address"} {
			if text := h.client(t).Do("GET", page, nil, "Cookie", "haat_cart="+owned.ID).Text(); strings.Contains(text, ownerEmail) || strings.Contains(text, "Springfield") {
				t.Errorf("%s shows another's cart", page)
			}
		}
		h.client(t).Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password, "cart_id": owned.ID}).Want(200)
		planted := h.client(t)
		form(planted, "/login", url.Values{"email": {email}, "password": {apptest.Password}}, "Cookie", "haat_cart="+owned.ID).Want(303)
		var after, mine apptest.Cart
		owner.Do("GET", site+"/carts/"+owned.ID, nil).Want(200).Into(&after)
		victim.Do("GET", site+"/carts/"+cart.ID, nil).Want(200).Into(&mine)
		if len(after.Lines) != 1 || after.Lines[0].VariantID != h.m.VariantA || len(mine.Lines) != 1 || mine.Lines[0].Quantity != 1 {
			t.Errorf("carts changed: %+v %+v", after.Lines, mine.Lines)
		}
		// The secret is long, random, and no count.
		seen := map[string]bool{}
		for range 50 {
			id := h.client(t).NewCart().ID
			if len(strings.TrimPrefix(id, "cart_")) != 26 || seen[id[:12]] {
				t.Errorf("cart id %s", id)
			}
			seen[id[:12]] = true
		}
	})
}

func TestAttack06SellerActsOnAnotherSellersOrder(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, placed := h.guest(t, "cod", h.m.VariantA)
		_, mixed := h.guest(t, "cod", h.m.VariantA, h.m.VariantB)
		b, owner := h.staff(t, apptest.MemberB), h.staff(t, apptest.Owner)
		var shipment struct{ ID string }
		owner.Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", map[string]any{"store_order_id": placed.Order.Stores[0].ID}).Want(201).Into(&shipment)
		h.Settled()
		mails := h.count(t, `SELECT COUNT(*) FROM notify_deliveries WHERE subject_id = $1`, placed.Order.ID)
		before := owner.StaffOrder(placed.Order.ID)
		for _, id := range []string{placed.Order.ID, placed.Order.Stores[0].ID, placed.Order.Number} {
			at := store + "/orders/" + url.PathEscape(id)
			for _, r := range []struct {
				method, path string
				body         any
			}{
				{"GET", "", nil}, {"GET", "/shipments", nil}, {"POST", "/confirm", map[string]any{}}, {"POST", "/cancel", map[string]any{"reason": "x"}},
				{"POST", "/notes", map[string]any{"text": "x"}}, {"POST", "/shipments", map[string]any{"store_order_id": placed.Order.Stores[0].ID}},
			} {
				if a := b.Do(r.method, at+r.path, r.body); a.Status != 404 {
					t.Errorf("%s %s: %d", r.method, at+r.path, a.Status)
				}
			}
			for _, verb := range []string{"/mark-paid", "/hold", "/release"} {
				b.Do("POST", at+verb, map[string]any{"reason": "x"}).Want(403, 404, 422)
			}
		}
		b.Do("POST", store+"/shipments/"+shipment.ID+"/deliver", map[string]any{}).Want(404)
		// Own and foreign parts in one call: all or nothing.
		partA, partB := mixed.Order.Part(t, h.m.StoreA.ID), mixed.Order.Part(t, h.m.StoreB.ID)
		for _, verb := range []string{"/confirm", "/cancel"} {
			b.Do("POST", store+"/orders/"+mixed.Order.ID+verb, map[string]any{"reason": "x", "store_order_ids": []string{partB, partA}}).Want(403, 404, 422)
		}
		b.Do("POST", store+"/orders/"+mixed.Order.ID+"/shipments", map[string]any{"store_order_id": partA}).Want(404)
		lineA := mixed.Order.Lines[slices.IndexFunc(mixed.Order.Lines, lineOf(h.m.StoreA.ID))].ID
		b.Do("POST", store+"/orders/"+mixed.Order.ID+"/shipments", map[string]any{"store_order_id": partB, "lines": []any{map[string]any{"line_id": lineA, "quantity": 1}}}).Want(404, 409, 422)
		h.Settled()
		after := owner.StaffOrder(placed.Order.ID)
		if after.States() != before.States() || len(after.Timeline) != len(before.Timeline) || owner.StaffOrder(mixed.Order.ID).States() != "pending unpaid unfulfilled" {
			t.Errorf("an order changed: %s, %d entries", after.States(), len(after.Timeline))
		}
		if n := h.count(t, `SELECT COUNT(*) FROM notify_deliveries WHERE subject_id = $1`, placed.Order.ID); n != mails {
			t.Errorf("%d mails, %d before", n, mails)
		}
		if h.refusals(t, apptest.MemberB) == 0 {
			t.Error("no try is in the audit")
		}
	})
}

func lineOf(storeID string) func(apptest.OrderLine) bool {
	return func(l apptest.OrderLine) bool { return l.StoreID == storeID }
}

func TestAttack07SellerSeesTheRestOfAMixedOrder(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		title := fmt.Sprint("Secret lantern ", next())
		_, variantB := apptest.Product(t, h.App, h.m.StoreB.ID, title, 7777, 10)
		_, variantA := h.goods(t, h.m.StoreA.ID, 1111, 10)
		_, placed := h.guest(t, "cod", variantA, variantB)
		a := h.staff(t, apptest.MemberA)
		h.Settled()
		id := placed.Order.ID
		seen := a.StaffOrder(id)
		if len(seen.Stores) != 1 || len(seen.Lines) != 1 || seen.Totals.Total != seen.Stores[0].Total || seen.Totals.Total.Amount >= placed.Order.Totals.Total.Amount {
			t.Errorf("A sees %+v", seen)
		}
		foreign := []string{title, h.m.StoreB.ID, variantB, placed.Order.Part(t, h.m.StoreB.ID), "7777", "Store ridge"}
		for _, path := range []string{"/orders/" + id, "/orders?q=" + strings.TrimPrefix(placed.Order.Number, "#"), "/orders", "/orders/" + id + "/shipments", "/overview", "/reports/sales", "/inventory",
			"/products?q=lantern", "/orders?store_id=" + h.m.StoreB.ID, "/inventory?store_id=" + h.m.StoreB.ID, "/customers",
			"/reports/sales?store_id=" + h.m.StoreB.ID} {
			text := a.Do("GET", store+path, nil).Want(200, 404).Text()
			for _, secret := range foreign {
				if strings.Contains(text, secret) {
					t.Errorf("%s tells %s", path, secret)
				}
			}
		}
		for _, path := range []string{"/inventory/" + variantB + "/movements", "/products/" + h.m.ProductB, "/stores/" + h.m.StoreB.ID} {
			a.Do("GET", store+path, nil).Want(404)
		}
		a.Do("GET", store+"/mail", nil).Want(403)
		a.Do("GET", store+"/audit", nil).Want(403)
		a.Do("GET", store+"/payments?order_id="+id, nil).Want(403)
		// What staff of the platform sees adds up.
		if whole := h.staff(t, apptest.Owner).StaffOrder(id); whole.Stores[0].Total.Amount+whole.Stores[1].Total.Amount != whole.Totals.Total.Amount {
			t.Errorf("the parts of %+v are not the whole", whole.Totals)
		}
	})
}

func TestAttack08RefundOrCancellationByAnybody(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		guest, placed := h.guest(t, "sandbox")
		guest.Choose(placed.NextAction.URL, "success")
		h.Settled()
		b, _ := h.customer(t, "bert")
		id := placed.Order.ID
		for _, c := range []*apptest.Client{h.client(t), b, guest} {
			c.Do("POST", store+"/orders/"+id+"/cancel", map[string]any{"reason": "I want my money"}).Want(401)
			c.Do("POST", store+"/orders/"+id+"/mark-paid", nil).Want(401)
			for _, verb := range []string{"refund", "refunds", "return", "returns", "cancel"} {
				c.Do("POST", site+"/orders/"+id+"/"+verb, map[string]any{"quantity": 99}).Want(404, 405)
			}
		}
		if o := guest.Order(id); o.States() != "pending paid unfulfilled" || o.Totals.Refunded.Amount != 0 {
			t.Errorf("%s, refunded %d", o.States(), o.Totals.Refunded.Amount)
		}
		// Cancelled twice by who may: the money goes back once.
		owner := h.staff(t, apptest.Owner)
		together(6, func(int) {
			owner.Do("POST", store+"/orders/"+id+"/cancel", map[string]any{"reason": "twice"}).Want(200, 409)
		})
		h.Settled()
		if o := guest.Order(id); o.States() != "cancelled refunded unfulfilled" || o.Totals.Refunded != o.Totals.Paid {
			t.Errorf("%s, refunded %d of %d", o.States(), o.Totals.Refunded.Amount, o.Totals.Paid.Amount)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM payment_refunds r JOIN payment_payments p ON p.id = r.payment_id WHERE p.order_id = $1`, id); n != 1 {
			t.Errorf("%d refunds", n)
		}
	})
}

func TestAttack09RouteThatForgotToAsk(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		open := 0
		customer, _ := h.customer(t, "low")
		for _, op := range operations(t, h) {
			if op.perm == "" {
				t.Errorf("%s %s declares no permission", op.method, op.path)
			}
			if op.perm == "public" {
				if !publicly[op.api+" "+op.id] {
					t.Errorf("%s %s is open and not on the list", op.api, op.id)
				}
				open++
				continue
			}
			path := "/api/v1/" + op.api + pathParam.ReplaceAllString(op.path, "x")
			if a := peek2(h.client(t), op.method, path); a.Status != 401 {
				t.Errorf("%s %s without log-in: %d", op.method, path, a.Status)
			}
			if op.api == "store" {
				if a := peek2(customer, op.method, path); a.Status != 401 {
					t.Errorf("%s %s as a customer: %d", op.method, path, a.Status)
				}
			}
		}
		if open != len(publicly) {
			t.Errorf("%d operations are open, %d on the list", open, len(publicly))
		}
	})
}

func TestAttack10UsersMadeOrDemotedThroughTheMarketplace(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		customer, _ := h.customer(t, "climber")
		email := fmt.Sprintf("staff%d@test.example", next())
		h.Member(email, "", "orders.read", "products.read")
		clerk, seller := h.staff(t, email), h.staff(t, apptest.MemberA)
		accounts := func() int64 { return h.count(t, `SELECT COUNT(*) FROM identity_members WHERE role = 'owner'`) }
		before := accounts()
		var team struct{ Items []struct{ ID, Email string } }
		h.staff(t, apptest.Owner).Do("GET", store+"/team", nil).Want(200).Into(&team)
		for name, c := range map[string]*apptest.Client{"nobody": h.client(t), "a customer": customer, "a clerk": clerk, "a seller": seller} {
			for what, a := range map[string]apptest.Answer{
				"make a seller":          c.Do("POST", store+"/sellers", map[string]any{"name": "Evil", "email": "evil@seller.example"}),
				"approve a seller":       c.Do("PUT", store+"/sellers/"+h.m.StoreB.SellerID+"/status", map[string]any{"status": "approved"}),
				"join the platform":      c.Do("POST", store+"/team", map[string]any{"email": "evil@seller.example", "role": "owner"}),
				"join another seller":    c.Do("POST", store+"/team", map[string]any{"email": "evil@seller.example", "role": "owner", "seller_id": h.m.StoreB.SellerID}),
				"throw the owner out":    c.Do("DELETE", store+"/team/"+team.Items[0].ID, nil),
				"set another's password": c.Do("POST", store+"/auth/password", map[string]any{"current_password": "x", "new_password": "a new password", "account_id": "acc_x"}),
				"change a customer":      c.Do("PATCH", store+"/customers/cus_x", map[string]any{"note": "x"}),
			} {
				if a.Status != 401 && a.Status != 403 && a.Status != 404 && a.Status != 422 || name == "nobody" && a.Status != 401 {
					t.Errorf("%s tries to %s: %d %.200s", name, what, a.Status, a.Body)
				}
			}
		}
		if accounts() != before {
			t.Error("somebody became an owner")
		}
		if h.refusals(t, email) < 3 || h.refusals(t, apptest.MemberA) < 2 {
			t.Error("refused tries are not in the audit")
		}
	})
}

func TestAttack13FilesByTheirPath(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		c := h.client(t)
		for _, path := range []string{"/media/", "/media", "/media/demo/", "/media/demo", "/uploads/", "/files/", "/files/media/", "/storage/", "/static/", "/assets/",
			"/media/../haat.db", "/media/%2e%2e/haat.db", "/media/..%2fhaat.db", "/media/....//haat.db", "/media/demo/..%2f..%2fgo.mod", "/media/demo/%2e%2e/demo.jsonl", "/secret.key", "/haat.db", "/mail/", "/files/../secret.key",
			"/assets/../../secret.key", "/assets/%2e%2e%2f%2e%2e%2fsecret.key", "/media/" + strings.Repeat("0", 64) + ".php"} {
			a := c.Do("GET", path, nil)
			if a.Status == 200 || a.Status >= 500 {
				t.Errorf("%s: %d %.100s", path, a.Status, a.Body)
			}
		}
	})
}
