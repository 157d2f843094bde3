package app_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	s := apptest.Start(t, db.SQLite, apptest.Options{})
	m := apptest.Fill(t, s.App, 10)
	c := s.Client()
	for _, r := range [][2]string{
		{"GET", "/"}, {"GET", "/products"}, {"GET", "/cart"}, {"GET", "/checkout"}, {"GET", "/no-such-page"}, {"GET", "/products/no-such"}, {"GET", "/orders/ord_x"},
		{"GET", "/dashboard/"}, {"GET", "/dashboard/orders"}, {"GET", "/dashboard"}, {"GET", "/api/docs"}, {"GET", "/api/site.json"}, {"GET", "/api/nothing"},
		{"GET", site + "/products"}, {"GET", site + "/products/" + m.ProductA}, {"GET", site + "/products/nothing"}, {"GET", site + "/carts/cart_x"},
		{"GET", store + "/orders"}, {"DELETE", site + "/products"}, {"POST", site + "/carts"}, {"POST", "/api/v1/hooks/sandbox"}, {"POST", "/cart/add"},
		{"GET", "/healthz"}, {"GET", "/readyz"}, {"GET", "/media/nothing.jpg"}, {"GET", "/media/demo/nothing.svg"}, {"GET", "/sandbox/pay/x"},
		{"OPTIONS", "/"}, {"TRACE", "/"}, {"GET", site + "/products?limit=0"}, {"GET", site + "/products?x=1"},
	} {
		a := c.Do(r[0], r[1], nil)
		h := a.Header
		csp := h.Get("Content-Security-Policy")
		if r[1] != "/healthz" && r[1] != "/readyz" && (h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || h.Get("X-Frame-Options") != "DENY" || csp == "" ||
			!strings.Contains(csp, "frame-ancestors 'none'") || h.Get("Permissions-Policy") == "" || h.Get("Cross-Origin-Opener-Policy") != "same-origin") {
			t.Errorf("%s %s (%d): headers %v", r[0], r[1], a.Status, h)
		}
		if strings.Contains(csp, "script-src") && (strings.Contains(csp, "script-src 'unsafe-inline'") || strings.Contains(csp, "unsafe-eval")) {
			t.Errorf("%s %s: %s", r[0], r[1], csp)
		}
		if h.Get("X-Request-Id") == "" || h.Get("Server") != "" || h.Get("X-Powered-By") != "" {
			t.Errorf("%s %s: request id %q, server %q", r[0], r[1], h.Get("X-Request-Id"), h.Get("Server"))
		}
		if a.Status >= 500 {
			t.Errorf("%s %s: %d", r[0], r[1], a.Status)
		}
	}
}

func TestAnotherHostIsMisdirectedWhenTheShopKnowsItsOwn(t *testing.T) {
	s := apptest.Start(t, db.SQLite, apptest.Options{Config: func(c *app.Config) { c.URL = "http://shop.example" }})
	get := func(host, path string) (int, string) {
		req, err := http.NewRequest("GET", s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		res, err := s.Client().HTTP.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(b)
	}
	for _, path := range []string{"/", site + "/products", store + "/me", "/dashboard/", "/cart", "/api/v1/hooks/sandbox"} {
		for _, host := range []string{"evil.example", "shop.example.evil.example", "evil.example:80", "127.0.0.1"} {
			if status, body := get(host, path); status != http.StatusMisdirectedRequest || strings.Contains(body, "evil") {
				t.Errorf("%s for %s: %d", path, host, status)
			}
		}
	}
	if status, _ := get("shop.example", "/"); status != 200 {
		t.Errorf("its own host: %d", status)
	}
	if status, _ := get("probe.internal", "/readyz"); status != 200 {
		t.Errorf("a probe: %d", status)
	}
}

func TestAnotherSitesFormCannotWriteHere(t *testing.T) {
	s := apptest.Start(t, db.SQLite, apptest.Options{})
	m := apptest.Fill(t, s.App, 10)
	form := "variant_id=" + m.VariantA + "&quantity=1"
	post := func(path, body, kind string, headers ...string) apptest.Answer {
		return s.Client().Do("POST", path, body, append([]string{"Content-Type", kind}, headers...)...)
	}
	const urlencoded = "application/x-www-form-urlencoded"
	for _, origin := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-site", "Origin", "http://sub.evil.example"}, {"Origin", "null"}} {
		if a := post("/cart/add", form, urlencoded, origin...); a.Status != http.StatusForbidden {
			t.Errorf("%v: %d", origin, a.Status)
		}
	}
	if n := rows(t, s, `SELECT COUNT(*) FROM cart_carts`); n != 0 {
		t.Errorf("%d carts were made", n)
	}
	if a := post("/cart/add", form, urlencoded, "Sec-Fetch-Site", "same-origin", "Origin", s.URL); a.Status >= 400 {
		t.Errorf("its own form: %d %.200s", a.Status, a.Body)
	}
	login := s.Client().Do("POST", store+"/auth/login", map[string]any{"email": apptest.Owner, "password": apptest.Password}).Want(200)
	cookie := strings.SplitN(login.Header.Get("Set-Cookie"), ";", 2)[0]
	if a := post(store+"/sellers", `{"name":"Evil","email":"e@evil.example"}`, "application/json", "Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"); a.Status != http.StatusForbidden {
		t.Errorf("with a staff cookie: %d", a.Status)
	}
}

func TestTextsThatAreNoTextAreRefused(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		c := s.Client()
		cart := c.NewCart()
		at := site + "/carts/" + cart.ID
		owner := s.LogIn(apptest.Owner, apptest.Password)
		for name, body := range map[string]string{
			"NUL":                  `{"note":"a\u0000b"}`,
			"raw NUL":              "{\"note\":\"a\x00b\"}",
			"invalid UTF-8":        "{\"note\":\"a\xffb\"}",
			"lone high surrogate":  `{"note":"a\ud800b"}`,
			"lone low surrogate":   `{"note":"\udc00"}`,
			"swapped surrogates":   `{"note":"\udc00\ud800"}`,
			"key with NUL":         `{"no\u0000te":"x"}`,
			"overlong":             "{\"note\":\"\xc0\xaf\"}",
			"encoded surrogate":    "{\"note\":\"\xed\xa0\x80\"}",
			"no JSON":              `{"note":`,
			"another document":     `{"note":"x"} {"note":"y"}`,
			"deep":                 strings.Repeat(`{"a":`, 20_000),
			"a list for an object": `["note"]`,
		} {
			for _, who := range []struct {
				c            *apptest.Client
				method, path string
			}{{c, "PATCH", at}, {owner, "PATCH", store + "/products/" + m.ProductA}} {
				if a := who.c.Do(who.method, who.path, body); a.Status != 400 && a.Status != 422 || strings.Contains(name, "NUL") && a.Status != 400 || strings.Contains(name, "surrogate") && a.Status != 400 {
					t.Errorf("%s at %s: %d %.200s", name, who.path, a.Status, a.Body)
				}
			}
		}
		for _, path := range []string{"/products?category=%00", "/search?q=%00", "/search?q=%ff", "/products/%00", "/products/%ff%fe", "/products?cursor=%00", "/products?limit=-1", "/products?limit=999999999999999999999"} {
			if a := c.Do("GET", site+path, nil); a.Status < 400 || a.Status >= 500 {
				t.Errorf("API %s: %d", path, a.Status)
			}
			if a := c.Do("GET", path, nil); a.Status >= 500 {
				t.Errorf("page %s: %d", path, a.Status)
			}
		}
		c.Do("POST", "/cart/add", "variant_id="+m.VariantA+"&quantity=1", "Content-Type", "application/x-www-form-urlencoded")
		for path, form := range map[string]string{"/cart/add": "variant_id=%00&quantity=%ff", "/checkout/address": "email=a@b.example&first_name=%00&last_name=%ff&line1=x&city=y&country=US",
			"/track": "number=1&email=%00@b.example", "/login": "email=%00&password=%ff", "/register": "email=%00@b.example&password=long%00enough&first_name=%ff", "/forgot": "email=%ff@b.example"} {
			if a := c.Do("POST", path, form, "Content-Type", "application/x-www-form-urlencoded"); a.Status >= 500 {
				t.Errorf("form %s: %d", path, a.Status)
			}
		}
	})
}

func TestQuantitiesAndMoneyThatCannotBeAreRefusedEverywhere(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		c := s.Client()
		cart := c.NewCart()
		cart = c.Add(cart.ID, m.VariantA, 2)
		at := site + "/carts/" + cart.ID
		for _, q := range []string{`-1`, `-0`, `0`, `"-1"`, `"1"`, `[-1]`, `[1]`, `null`, `1.5`, `0.001`, `1e3`, `1e308`, `10000`, `2147483647`, `2147483648`, `9223372036854775807`, `9223372036854775808`, `1000000000`, `NaN`, `Infinity`, `"0x10"`, `"１０"`, `true`, `{}`} {
			for _, r := range [][2]string{{"POST", at + "/lines"}, {"PATCH", at + "/lines/" + cart.Lines[0].ID}} {
				body := `{"variant_id":"` + m.VariantB + `","quantity":` + q + `}`
				if r[0] == "PATCH" {
					body = `{"quantity":` + q + `}`
				}
				if a := c.Do(r[0], r[1], body); a.Status < 400 || a.Status >= 500 {
					t.Errorf("%s %s: %d", r[0], q, a.Status)
				}
			}
		}
		for _, q := range []string{"-1", "0", "1.5", "1e3", "99999", "9223372036854775808", "x", "%31%30%30%30%30"} {
			c.Do("POST", "/cart/add", "variant_id="+m.VariantB+"&quantity="+q, "Content-Type", "application/x-www-form-urlencoded")
		}
		// Twice and in two spellings: names are matched exactly.
		c.Do("POST", at+"/lines", `{"variant_id":"`+m.VariantB+`","quantity":1,"QUANTITY":-5}`).Want(400, 422)
		for _, extra := range []string{`"unit_price":{"amount":1,"currency":"USD"}`, `"total":1`, `"discount":999999`, `"tax":0`, `"is_gift":true`, `"__proto__":{}`} {
			c.Do("POST", at+"/lines", `{"variant_id":"`+m.VariantB+`","quantity":1,`+extra+`}`).Want(422)
			c.Do("PATCH", at, `{"email":"a@b.example",`+extra+`}`).Want(422)
			c.Do("POST", at+"/place", `{"payment_method":"cod","expected_total":{"amount":1,"currency":"USD"},`+extra+`}`).Want(422)
		}
		c.Do("GET", at, nil).Into(&cart)
		if len(cart.Lines) != 1 || cart.Lines[0].Quantity != 2 {
			t.Errorf("lines %+v", cart.Lines)
		}
		if n := rows(t, s, `SELECT COUNT(*) FROM cart_lines WHERE quantity < 1 OR quantity > 9999`); n != 0 {
			t.Errorf("%d lines that cannot be", n)
		}
		owner := s.LogIn(apptest.Owner, apptest.Password)
		for _, price := range []string{`-5`, `1.5`, `9007199254740992`, `92233720368547758070`, `"1"`, `null`, `1e308`} {
			body := `{"variants":[{"prices":[{"currency":"USD","amount":` + price + `,"min_quantity":1}]}]}`
			if a := owner.Do("PATCH", store+"/products/"+m.ProductA, body); a.Status < 400 || a.Status >= 500 {
				t.Errorf("price %s: %d", price, a.Status)
			}
		}
		// A cart so dear that its total does not fit is refused, not wrapped.
		reprice(t, s.App, m.ProductA, m.VariantA, 1<<53-1)
		for _, r := range [][2]string{{"GET", at}, {"GET", at + "/payment-methods"}, {"GET", "/cart"}} {
			if a := c.Do(r[0], r[1], nil); a.Status >= 500 {
				t.Errorf("%s: %d %.200s", r[1], a.Status, a.Body)
			}
		}
		if a := c.Do("PATCH", at, map[string]any{"email": "a@b.example", "shipping_address": apptest.Address()}); a.Status >= 500 {
			t.Errorf("address: %d", a.Status)
		}
	})
}

// lockedBuffer is a log several goroutines write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestTheLogHoldsNoSecretAndNobodysData(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			var log lockedBuffer
			s := apptest.Start(t, e, apptest.Options{Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			m := apptest.Fill(t, s.App, 10)
			guest := s.Client()
			cart := guest.Basket("secret.person@guest.example", m.VariantA)
			placed := guest.Place(cart, "sandbox")
			guest.Choose(placed.NextAction.URL, "success")
			guest.Do("GET", "/o/"+placed.Order.ID+"/"+placed.OrderToken, nil)
			guest.Do("GET", "/orders/"+placed.Order.ID, nil)
			guest.Do("GET", site+"/search?q=secret.person@guest.example", nil)
			guest.Do("POST", site+"/orders/track", map[string]any{"number": placed.Order.Number, "email": "secret.person@guest.example"})
			guest.Do("POST", site+"/carts/"+cart.ID+"/lines", map[string]any{"variant_id": m.VariantB, "quantity": 1}).Want(409)
			guest.Do("PATCH", site+"/carts/"+cart.ID, `{"email":`)
			owner := s.LogIn(apptest.Owner, apptest.Password)
			s.Client().Do("POST", store+"/auth/login", map[string]any{"email": apptest.Owner, "password": "a wrong password"})
			s.Client().Do("POST", store+"/auth/password-reset", map[string]any{"email": apptest.Owner})
			s.Client().Do("POST", site+"/auth/register", map[string]any{"email": "secret.person@guest.example", "password": "a long secret password", "first_name": "Ada", "last_name": "Byron"})
			s.Settled()
			text := log.String()
			if !strings.Contains(text, `"path"`) {
				t.Fatal("nothing was logged")
			}
			for what, secret := range map[string]string{"the cart's id": cart.ID, "the order's token": placed.OrderToken, "an e-mail address": "secret.person", "a staff address": apptest.Owner,
				"a bearer": owner.Bearer, "a password": apptest.Password, "a wrong password": "a wrong password", "a provider's page": strings.TrimPrefix(placed.NextAction.URL, "/sandbox/pay/"),
				"a name": "Byron", "an address": "1 Main St", "the network": `127.0.0.1:`} {
				if i := strings.Index(text, secret); i >= 0 {
					t.Errorf("%s is in the log: …%s…", what, text[max(0, i-200):min(len(text), i+100)])
				}
			}
		})
	}
}

func TestShuttingDownFinishesWhatIsInFlightAndLosesNoJob(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			cfg := apptest.Fresh(t, e)
			s := apptest.StartOn(t, cfg, apptest.Options{})
			m := apptest.Fill(t, s.App, 100)
			guest := s.Client()
			cart := guest.Basket("ada@guest.example", m.VariantA)
			live := guest.Listen("/api/v1/site/orders/" + guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod").Order.ID + "/events")
			// A request whose body is still on its way when the node is told to stop.
			body := fmt.Sprintf(`{"payment_method":"cod","expected_total":{"amount":%d,"currency":"USD"}}`, cart.Totals.AmountDue.Amount)
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			fmt.Fprintf(conn, "POST %s/carts/%s/place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", site, cart.ID, len(body), body[:10])
			probe := s.Client()
			probe.Do("GET", "/readyz", nil).Want(200)
			stopped := make(chan struct{})
			go func() { s.Stop(); close(stopped) }()
			live.Ended(10 * time.Second)
			// Its connection was open before: it hears that the node drains, or is closed.
			if a, err := probe.Try("GET", "/readyz", nil); err == nil && a.Status != 503 {
				t.Errorf("while draining: %d", a.Status)
			}
			fmt.Fprint(conn, body[10:])
			answer := make([]byte, 64<<10)
			n, err := conn.Read(answer)
			if err != nil || !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 201") {
				t.Errorf("the request in flight: %v %.100s", err, answer[:n])
			}
			<-stopped
			again := apptest.StartOn(t, cfg, apptest.Options{})
			again.Settled()
			if n := rows(t, again, `SELECT COUNT(*) FROM order_orders`); n != 2 {
				t.Errorf("%d orders", n)
			}
			if n := rows(t, again, `SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'order_placed' AND status = 'sent'`); n != 2 {
				t.Errorf("%d mails of two orders", n)
			}
			sound(t, again.App)
		})
	}
}

// An object that a patch may set to null has members that may not be.
func TestARequiredMemberOfAnObjectInAPatchCannotBeNull(t *testing.T) {
	s := apptest.Start(t, db.SQLite, apptest.Options{})
	m := apptest.Fill(t, s.App, 10)
	c := s.Client()
	c.Do("POST", store+"/auth/login", map[string]any{"email": apptest.Owner, "password": apptest.Password}).Want(200)
	address := func(city any) map[string]any {
		return map[string]any{"address": map[string]any{"first_name": "Ada", "last_name": "Byron", "line1": "1 Main St", "city": city, "country": "US"}}
	}
	refused := c.Do("PATCH", store+"/stores/"+m.StoreA.ID, address(nil)).Want(422)
	if !strings.Contains(string(refused.Body), "address.city") {
		t.Errorf("it does not say what is wrong: %s", refused.Body)
	}
	c.Do("PATCH", store+"/stores/"+m.StoreA.ID, address("Springfield")).Want(200)
	c.Do("PATCH", store+"/stores/"+m.StoreA.ID, map[string]any{"address": nil}).Want(200)
}
