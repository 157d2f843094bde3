package attacks_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/shop/transfer"
)

func TestAttack69SQLInjectionInSortFilterAndSlug(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		c, owner := h.client(t), h.staff(t, apptest.Owner)
		before := h.count(t, `SELECT COUNT(*) FROM identity_accounts WHERE email = $1`, apptest.Owner)
		words := []string{`'`, `"`, `\`, `';--`, `' OR '1'='1`, `" OR ""="`, `1) OR 1=1--`, `'; DROP TABLE order_orders;--`, `' UNION SELECT password_hash FROM identity_accounts--`, `pg_sleep(5)`, `(CASE WHEN 1=1 THEN id ELSE title END)`, `id; SELECT 1`, `%`, `_`, `%%`, `\_`, `* NEAR`, `"\"`, `MATCH`,
			`"a" NEAR/0 "b"`, `a AND OR NOT b`, `^x`, `{x}`, `$1`, `?`, `:name`, `@@version`, `/*x*/`, `0x41`, `x' AND randomblob(100000000)--`, `{"$ne":1}`, `attrs ->> 'k'`, `É'ß`, `-1`, `NaN`, `1e999`, `()`, `((((((((((`, `"""""`}
		for _, w := range words {
			q := url.QueryEscape(w)
			for _, path := range []string{"/products?sort=" + q, "/products?category=" + q, "/products?collection=" + q, "/products?store=" + q, "/products?price_min=" + q, "/products?cursor=" + q, "/products?in_stock=" + q, "/products?sort[]=" + q, "/products/" + url.PathEscape(w), "/categories?locale=" + q, "/collections/" + url.PathEscape(w),
				"/stores/" + url.PathEscape(w), "/pages/" + url.PathEscape(w), "/search?q=" + q, "/search?q=x&sort=" + q, "/search?q=x&brand=" + q, "/search?q=x&attribute=" + q, "/search?q=x&facets=" + q, "/search?q=x&category=" + q, "/search/suggest?q=" + q, "/orders/" + url.PathEscape(w), "/carts/" + url.PathEscape(w)} {
				if a := c.Do("GET", site+path, nil); a.Status >= 500 || leaks(a.Text()) {
					t.Errorf("%s: %d %.200s", path, a.Status, a.Body)
				}
			}
			for _, path := range []string{"/products?sort=" + q, "/products?category=" + q + "&page=" + q, "/search?q=" + q, "/categories/" + url.PathEscape(w), "/stores/" + url.PathEscape(w), "/products/" + url.PathEscape(w)} {
				if a := c.Do("GET", path, nil); a.Status >= 500 || leaks(a.Text()) {
					t.Errorf("page %s: %d", path, a.Status)
				}
			}
			for _, path := range []string{"/orders?q=" + q, "/orders?sort=" + q, "/orders?status=" + q, "/orders?placed_from=" + q, "/orders?customer_id=" + q, "/products?q=" + q, "/products?sort=" + q, "/customers?q=" + q, "/audit?entity=" + q + "&entity_id=" + q, "/mail?kind=" + q, "/mail?subject_id=" + q, "/team?seller_id=" + q,
				"/inventory?store_id=" + q, "/jobs/failed?kind=" + q, "/shipping/zones?store_id=" + q, "/overview?day_start=" + q, "/reports/sales?store_id=" + q, "/reports/sales?currency=" + q, "/payments?order_id=" + q} {
				if a := owner.Do("GET", store+path, nil); a.Status >= 500 || leaks(a.Text()) {
					t.Errorf("staff %s: %d %.200s", path, a.Status, a.Body)
				}
			}
		}
		// Second order: the word is stored as a name and used later by others.
		for _, w := range words[:12] {
			product, variant := apptest.Product(t, h.App, h.m.StoreA.ID, fmt.Sprint(w, " ", next()), 500, 5)
			var p struct{ Handle string }
			c.Do("GET", site+"/products/"+product, nil).Want(200).Into(&p)
			c.Do("GET", "/products/"+url.PathEscape(p.Handle), nil).Want(200)
			guest := h.client(t)
			cart := guest.NewCart()
			guest.Add(cart.ID, variant, 1)
			guest.Place(guest.Prepare(cart.ID, "obrien@guest.example"), "cod")
			owner.Do("GET", store+"/orders?q="+url.QueryEscape(w), nil).Want(200)
		}
		for _, file := range []string{"handle,title,sku,price,currency\nsql-" + fmt.Sprint(next()) + ",\"'; DELETE FROM cart_carts;--\",\"' OR 1=1--" + fmt.Sprint(next()) + "\",5.00,USD\n", "handle,title,\"x'); DROP TABLE order_orders;--\"\na,b,c\n"} {
			_, err := h.Transfer.ImportProducts(app.AsSystem(context.Background()), strings.NewReader(file), transfer.Import{StoreID: h.m.StoreA.ID, Currency: "USD"})
			if err != nil && leaks(err.Error()) {
				t.Error(err)
			}
		}
		if h.count(t, `SELECT COUNT(*) FROM identity_accounts WHERE email = $1`, apptest.Owner) != before || h.count(t, `SELECT COUNT(*) FROM order_orders`) == 0 {
			t.Error("something is gone")
		}
	})
}

// leaks reports words a database's error would bring.
func leaks(s string) bool {
	return regexp.MustCompile(`(?i)SQLSTATE|syntax error|\bsqlite\b|\bpgx\b|no such (table|column)|\$2[aby]\$`).MatchString(s)
}

func TestAttack71OpenRedirect(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, email := h.customer(t, "goes")
		evil := []string{"//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, `\/evil.example`, "https:evil.example", "https:/evil.example", "https://evil.example", "http:evil.example", "//evil.example/%2f..", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "@evil.example", "/@evil.example", "127.0.0.1.evil.example",
			"//127.0.0.1@evil.example", "/\tevil.example", "/\t/evil.example", "/\r\nLocation: https://evil.example", "\x00//evil.example", " //evil.example", "//evil%00.example", ".evil.example", "?//evil.example", "%2f%2fevil.example", "/%09/evil.example", "/%5cevil.example", "/%2fevil.example", "mailto:x@evil.example", "ftp://evil.example", "//[::1]", "/../..//evil.example"}
		browser := h.browser(t, email)
		for i, to := range evil {
			q := url.QueryEscape(to)
			if i < 8 {
				away(t, "log-out to "+to, h, form(h.browser(t, email), "/logout", url.Values{"return_to": {to}, "next": {to}}))
			}
			for what, a := range map[string]apptest.Answer{
				"log-in":      form(h.client(t), "/login", url.Values{"email": {email}, "password": {apptest.Password}, "return_to": {to}, "next": {to}, "redirect": {to}}),
				"log-in page": browser.Do("GET", "/login?return_to="+q+"&next="+q, nil),
				"register":    form(h.client(t), "/register", url.Values{"email": {fmt.Sprintf("goes%d@shop.example", next())}, "password": {apptest.Password}, "first_name": {"G"}, "last_name": {"O"}, "return_to": {to}}),
				"cart":        form(h.client(t), "/cart/add", url.Values{"variant_id": {h.m.VariantA}, "quantity": {"1"}, "return_to": {to}}),
			} {
				away(t, what+" to "+to, h, a)
			}
		}
		// The address itself: language prefixes, slashes, and what a router tidies.
		for _, path := range []string{"//evil.example/", "///evil.example/", "/ar//evil.example/", "/en//evil.example/", "/en/\\evil.example/", "/\\evil.example/", "/%5cevil.example/", "//evil.example/..", "//evil.example/%2e%2e", "/en//evil.example", "/ar/..//evil.example", "/en/%2f%2fevil.example/", "/en/%09/evil.example/", "/%0d%0aLocation:%20https://evil.example/x/", "/products//evil.example/", "/dashboard//evil.example/", "//dashboard/", "/en/https://evil.example/"} {
			away(t, path, h, rawGet(t, h, path))
		}
		// Back from the provider: the address was signed by the shop.
		guest, placed := h.guest(t, "sandbox")
		if back := guest.Choose(placed.NextAction.URL+"?return_url=//evil.example", "leave"); strings.Contains(back, "evil") {
			t.Errorf("the payment page leads to %s", back)
		}
		guest.Do("GET", placed.NextAction.URL+"x", nil).Want(404)
	})
}

// rawGet sends an address as it is written, which a client would tidy.
func rawGet(t *testing.T, h *house, path string) apptest.Answer {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, strings.TrimPrefix(h.URL, "http://"))
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(path, err)
	}
	defer res.Body.Close()
	return apptest.Answer{Status: res.StatusCode, Header: res.Header}
}

// away fails when an answer leads a browser out of the shop.
func away(t *testing.T, what string, h *house, a apptest.Answer) {
	t.Helper()
	to := a.Header.Get("Location")
	if a.Status >= 500 {
		t.Errorf("%s: %d", what, a.Status)
	}
	if to == "" {
		return
	}
	base, err := url.Parse(h.URL + "/x")
	if err != nil {
		t.Fatal(err)
	}
	// As a browser reads it: tabs and line ends are nothing, backslashes slashes.
	seen := strings.NewReplacer("\t", "", "\r", "", "\n", "", `\`, "/").Replace(strings.TrimSpace(to))
	u, err := base.Parse(seen)
	if err != nil || u.Host != base.Host || u.Scheme != "http" || len(a.Header.Values("Location")) != 1 {
		t.Errorf("%s leads to %q", what, to)
	}
}

func TestAttack72PersonalPageFromASharedCache(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		const people = 200
		// Everybody has a name of their own in what is theirs, and asks for what is everybody's.
		marks, clients := make([]string, people), make([]*apptest.Client, people)
		together(8, func(worker int) {
			for i := worker; i < people; i += 8 {
				marks[i] = fmt.Sprintf("Zq%dq%dz", i, next())
				c := h.client(t)
				clients[i] = c
				if i%4 == 0 {
					email := fmt.Sprintf("%s@shop.example", strings.ToLower(marks[i]))
					h.Account(email)
					form(c, "/login", url.Values{"email": {email}, "password": {apptest.Password}}).Want(303)
					form(c, "/account/profile", url.Values{"first_name": {marks[i]}, "last_name": {"X"}}).Want(303)
				}
				form(c, "/cart/add", url.Values{"variant_id": {[]string{h.m.VariantA, h.m.VariantB}[i%2]}, "quantity": {fmt.Sprint(1 + i%7)}}).Want(303)
			}
		})
		public := []string{"/", "/products", "/products/clay-mug", "/categories", "/stores", "/stores/kiln", "/search?q=mug", "/no-such-page", "/ar", "/ne/products", "/ar/products/clay-mug",
			site + "/products", site + "/products/" + h.m.ProductA, site + "/home", site + "/categories", site + "/stores", site + "/settings", site + "/search?q=mug", site + "/search/suggest?q=mu", site + "/products?locale=ar", site + "/products?currency=JPY", site + "/collections"}
		private := []string{"/fragments/me", "/account", "/account/profile", "/cart", "/checkout/address", site + "/me"}
		foreign := regexp.MustCompile(`Zq\d+q\d+z`)
		together(people, func(i int) {
			c := clients[i]
			for n, path := range public {
				if n%4 != i/4%4 {
					continue // fifty ask for each
				}
				a := c.Do("GET", path, nil, "Accept-Language", []string{"en", "ar", "ne"}[i%3])
				if len(a.Header.Values("Set-Cookie")) > 0 {
					t.Errorf("%s, which everybody gets, sets a cookie", path)
				}
				if m := foreign.FindString(a.Text()); m != "" && m != marks[i] {
					t.Errorf("%s shows %s to %s", path, m, marks[i])
				} else if m != "" && !strings.Contains(a.Header.Get("Cache-Control"), "no-store") && !strings.Contains(a.Header.Get("Cache-Control"), "private") {
					t.Errorf("%s names its reader and may be kept: %s", path, a.Header.Get("Cache-Control"))
				}
			}
			for _, path := range private {
				a := c.Do("GET", path, nil)
				if m := foreign.FindString(a.Text()); m != "" && m != marks[i] {
					t.Errorf("%s shows %s to %s", path, m, marks[i])
				}
				if cc := a.Header.Get("Cache-Control"); a.Status == 200 && !strings.Contains(cc, "no-store") && !strings.Contains(cc, "private") {
					t.Errorf("%s may be kept: %q", path, cc)
				}
				if path == "/account/profile" && i%4 == 0 && !strings.Contains(a.Text(), marks[i]) {
					t.Errorf("%s does not know %s (%d)", path, marks[i], a.Status)
				}
			}
		})
		// Language and currency are part of what is kept.
		c := h.client(t)
		for range 2 {
			if en, ar := c.Do("GET", "/products/clay-mug", nil).Text(), c.Do("GET", "/ar/products/clay-mug", nil).Text(); !strings.Contains(en, `lang="en"`) || !strings.Contains(ar, `lang="ar"`) {
				t.Error("a page came in another language")
			}
			for _, currency := range []string{"USD", "JPY", "EUR"} {
				text := c.Do("GET", site+"/products?currency="+currency, nil).Text()
				for _, other := range []string{"USD", "JPY", "EUR"} {
					if other != currency && strings.Contains(text, `"currency":"`+other+`"`) {
						t.Errorf("asked in %s, answered in %s", currency, other)
					}
				}
			}
		}
	})
}

func TestAttack72PricesOfACustomerGroupStayInIt(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		product, variant := h.goods(t, h.m.StoreA.ID, 500_000, 50)
		owner := h.staff(t, apptest.Owner)
		// A sum that no name, id or picture beside it has by chance.
		owner.Do("PATCH", store+"/products/"+product, `{"variants":[{"id":"`+variant+`","prices":[{"currency":"USD","amount":500000,"min_quantity":1},{"currency":"USD","amount":483921,"min_quantity":1,"group":"trade"}]}]}`).Want(200)
		trader, email := h.customer(t, "trader")
		id := h.texts(t, `SELECT c.id FROM customer_customers c JOIN identity_accounts a ON a.id = c.account_id WHERE a.email = $1`, email)[0]
		owner.Do("PATCH", store+"/customers/"+id, map[string]any{"groups": []string{"trade"}}).Want(200)
		browser, stranger := h.browser(t, email), h.client(t)
		var p struct{ Handle string }
		stranger.Do("GET", site+"/products/"+product, nil).Want(200).Into(&p)
		for range 3 {
			for _, path := range []string{site + "/products/" + product, site + "/products?sort=new", "/products/" + p.Handle, site + "/search?q=thing"} {
				trader.Do("GET", path, nil)
				browser.Do("GET", path, nil)
				if text := stranger.Do("GET", path, nil).Text(); strings.Contains(text, "483921") || strings.Contains(text, "4,839.21") || strings.Contains(text, "4839.21") {
					t.Errorf("%s shows a stranger the price of a group", path)
				}
			}
		}
		if cart := stranger.Add(stranger.NewCart().ID, variant, 1); cart.Lines[0].UnitPrice.Amount != 500_000 {
			t.Errorf("a stranger pays %d", cart.Lines[0].UnitPrice.Amount)
		}
	})
}

func TestAttack73CachePoisoningAndFlooding(t *testing.T) {
	alone(t, apptest.Options{Config: func(c *app.Config) { c.CacheMB = 4 }}, func(t *testing.T, h *house) {
		c := h.client(t)
		paths := []string{"/", "/products", "/products/clay-mug", "/no-such-page", site + "/products", site + "/home", site + "/products/" + h.m.ProductA, site + "/settings"}
		clean := map[string]string{}
		poison := []string{"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-Scheme", "https", "X-Forwarded-Prefix", "/evil", "X-Forwarded-Port", "1", "X-Original-URL", "/account", "X-Rewrite-URL", "/account", "X-Host", "evil.example", "Forwarded", "host=evil.example", "X-HTTP-Method-Override", "POST",
			"X-Forwarded-For", "evil.example", "Accept-Language", "evil", "User-Agent", "evil", "Referer", "https://evil.example/", "Origin", "https://evil.example", "Accept", "evil/evil", "Accept-Encoding", "evil", "Cookie", "haat_cart=evil; lang=evil; currency=evil"}
		for _, path := range paths { // the poisoner comes first
			a := c.Do("GET", path+"?cb=1", nil, poison...)
			b := c.Do("GET", path, nil, poison...)
			if strings.Contains(a.Text()+b.Text()+fmt.Sprint(b.Header), "evil") {
				t.Errorf("%s repeats a header", path)
			}
			clean[path] = h.client(t).Do("GET", path, nil).Text()
			if strings.Contains(clean[path], "evil") {
				t.Errorf("%s is poisoned", path)
			}
		}
		// A body on a GET, parameters in two spellings, parameters nobody knows.
		for _, path := range paths {
			c.Do("GET", path, `q=evil&sort=evil&locale=ar`, "Content-Type", urlencoded)
			for _, q := range []string{"?utm_source=evil", "?x=evil", "?q=a;sort=evil", "?sort=evil&sort=new", "?%73ort=evil", "?_=1", "?callback=evil", "#evil"} {
				c.Do("GET", path+q, nil)
			}
			if again := h.client(t).Do("GET", path, nil).Text(); strip(again) != strip(clean[path]) {
				t.Errorf("%s is another page now", path)
			}
		}
		// A flood of addresses stays within its bound.
		together(8, func(worker int) {
			for i := range 80 {
				w := h.client(t)
				if i > 0 {
					w = c
				}
				n := worker*1000 + i
				w.Do("GET", fmt.Sprintf("/products?x=%d", n), nil)
				w.Do("GET", fmt.Sprintf("/search?q=flood%d", n), nil)
				w.Do("GET", fmt.Sprintf("/no-%d", n), nil)
				w.Do("GET", fmt.Sprintf("%s/products/no-%d", site, n), nil)
				w.Do("GET", fmt.Sprintf("%s/search?q=flood%d", site, n), nil)
			}
		})
		if kept := h.Pages.Stats(); kept.Bytes > 4<<20 || kept.Pages == 0 {
			t.Errorf("the cache keeps %d bytes of %d answers", kept.Bytes, kept.Pages)
		}
		if a := h.client(t).Do("GET", "/products/clay-mug", nil).Want(200).Text(); strip(a) != strip(clean["/products/clay-mug"]) {
			t.Error("the flood changed a page")
		}
		// A private page under a name that looks like a file.
		_, email := h.customer(t, "deceived")
		browser := h.browser(t, email)
		for _, path := range []string{"/account/x.css", "/account.css", "/account/profile/x.css", "/account/profile.js", "/account/orders/x.png", "/account%2fx.css", "/account;x.css", "/account/..%2fx.css", "/fragments/me.css", "/fragments/me/x.js", "/cart/x.css", "/account/profile%00.css", "/account/profile%23.css", "/account/profile%3f.css"} {
			a := browser.Do("GET", path, nil)
			if a.Status == 200 || strings.Contains(a.Text(), email) {
				t.Errorf("%s: %d", path, a.Status)
			}
		}
	})
}

// strip takes what differs between two drawings of one page.
func strip(s string) string { return regexp.MustCompile(`req_[0-9a-z]+`).ReplaceAllString(s, "") }

func TestAttack74LogForging(t *testing.T) {
	light(t, apptest.Options{}, func(t *testing.T, h *house) {
		c, mark := h.client(t), h.log.mark()
		for _, path := range []string{"/x%0a%7b%22level%22:%22ERROR%22%7d", "/x%0d%0afake%20line", "/%1b%5b2J%1b%5b31m", "/%c2%9b31m", "/%e2%80%ae%e2%80%a8", "/x%22,%22status%22:200,%22y%22:%22", "/" + strings.Repeat("a", 20_000), "/%00", "/%ff%fe", "/a%09b", "/%7f", "/{}[]\"'"} {
			rawGet(t, h, strings.ReplaceAll(path, `"`, "%22"))
		}
		for _, agent := range []string{strings.Repeat("A", 20_000), `{"level":"ERROR"}`, "x\ty", "\u009b31m", "evil\u2028line"} {
			c.Do("GET", "/", nil, "User-Agent", agent, "X-Request-Id", "forged", "Referer", agent)
			c.Do("POST", site+"/auth/login", map[string]any{"email": "x\u001b[31m@shop.example", "password": agent}, "User-Agent", agent)
		}
		for _, method := range []string{"GET\u009b", strings.Repeat("M", 9000), "X{}"} {
			conn, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(conn, "%s / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", method)
			_, _ = bufio.NewReader(conn).ReadString('\n') // whatever it answers
			_ = conn.Close()
		}
		log := h.log.since(mark)
		for line := range strings.Lines(log) {
			var e map[string]any
			if err := json.Unmarshal([]byte(line), &e); err != nil || len(line) > 2000 {
				t.Errorf("a line of %d bytes: %v %.200q", len(line), err, line)
			}
			if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool {
				return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\u202e' || r == '\u2028'
			}) {
				t.Errorf("a control character in %q", line)
			}
			if e["level"] == "ERROR" || e["request_id"] == "forged" {
				t.Errorf("forged: %s", line)
			}
		}
		if strings.Contains(log, "AAAAAAAA") {
			t.Error("a caller's name for itself is in the log")
		}
	})
}

func TestAttack75WeakHeaders(t *testing.T) {
	for name, base := range map[string]string{"plain": "", "secure": "https://shop.example"} {
		t.Run(name, func(t *testing.T) {
			light(t, apptest.Options{Config: func(c *app.Config) { c.URL = base }}, func(t *testing.T, h *house) {
				seller := h.client(t)
				var in struct {
					Access string `json:"access_token"`
				}
				host := strings.TrimPrefix(base, "https://")
				do := func(c *apptest.Client, method, path, body string, headers ...string) apptest.Answer {
					req, err := http.NewRequest(method, h.URL+path, strings.NewReader(body))
					if err != nil {
						t.Fatal(err)
					}
					if host != "" {
						req.Host = host
					}
					req.Header.Set("Content-Type", "application/json")
					for i := 0; i < len(headers); i += 2 {
						req.Header.Set(headers[i], headers[i+1])
					}
					res, err := c.HTTP.Do(req)
					if err != nil {
						t.Fatal(err)
					}
					defer res.Body.Close()
					a := apptest.Answer{Status: res.StatusCode, Header: res.Header}
					if in.Access == "" || strings.Contains(path, "media") {
						buf := new(strings.Builder)
						_, _ = bufio.NewReader(res.Body).WriteTo(buf) // what is missing fails below
						a.Body = []byte(buf.String())
					}
					return a
				}
				if a := do(seller, "POST", store+"/auth/login", `{"email":"`+apptest.MemberA+`","password":"`+apptest.Password+`"}`); json.Unmarshal(a.Body, &in) != nil || in.Access == "" {
					t.Fatal(a.Status)
				}
				var img struct{ URL string }
				up := do(h.client(t), "POST", store+"/media", upload("x.png", "image/png", picture(1)), "Authorization", "Bearer "+in.Access, "Content-Type", "multipart/form-data; boundary=x")
				if json.Unmarshal(up.Body, &img) != nil || img.URL == "" {
					t.Fatal(up.Status, string(up.Body))
				}
				evil := []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}
				for _, r := range []struct {
					method, path string
					headers      []string
				}{
					{"GET", "/", nil}, {"HEAD", "/", nil}, {"GET", "/products/clay-mug", nil}, {"GET", "/cart", nil}, {"GET", "/checkout", nil}, {"GET", "/login", nil}, {"GET", "/account", nil}, {"GET", "/reset?token=x", nil}, {"GET", "/no-such-page", nil}, {"GET", "/en/products", nil}, {"GET", "/products/", nil}, {"POST", "/cart/add", evil}, {"DELETE", "/", nil}, {"GET", "/%ff", nil},
					{"GET", "/dashboard", nil}, {"GET", "/dashboard/", nil}, {"GET", "/dashboard/orders", nil}, {"GET", "/dashboard/assets/no.js", nil}, {"POST", "/dashboard/", nil}, {"GET", img.URL, nil}, {"HEAD", img.URL, nil}, {"GET", "/media/no", nil}, {"GET", "/media/demo/no.svg", nil}, {"GET", "/assets/no.css", nil},
					{"GET", site + "/products", nil}, {"GET", site + "/products/no", nil}, {"GET", site + "/products?x=1", nil}, {"GET", site + "/me", nil}, {"POST", site + "/carts", evil}, {"POST", site + "/carts", []string{"Content-Type", "text/plain"}}, {"GET", store + "/orders", nil}, {"PUT", site + "/products", nil}, {"GET", "/api/docs", nil}, {"GET", "/api/site.json", nil}, {"GET", "/api/nothing", nil}, {"POST", hook, nil}, {"GET", "/sandbox/pay/x", nil}, {"OPTIONS", site + "/products", evil},
					{"GET", "/healthz", nil}, {"GET", "/readyz", nil}, {"TRACE", "/", nil},
				} {
					a := do(h.client(t), r.method, r.path, "", r.headers...)
					for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "", "Permissions-Policy": "camera=()", "Content-Security-Policy": "frame-ancestors 'none'"} {
						if got := a.Header.Get(header); got == "" || !strings.Contains(got, want) {
							t.Errorf("%s %s (%d): %s is %q", r.method, r.path, a.Status, header, got)
						}
					}
					if csp := a.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe-eval") || strings.Contains(csp, "script-src 'self' 'unsafe-inline'") || !strings.Contains(csp, "default-src 'none'") || strings.Count(csp, "default-src") != 1 {
						t.Errorf("%s %s: %s", r.method, r.path, csp)
					}
					if hsts := a.Header.Get("Strict-Transport-Security"); (hsts != "") != (base != "") {
						t.Errorf("%s %s: HSTS %q", r.method, r.path, hsts)
					}
					for _, tells := range []string{"Server", "X-Powered-By", "X-AspNet-Version", "Via"} {
						if a.Header.Get(tells) != "" {
							t.Errorf("%s %s tells its %s", r.method, r.path, tells)
						}
					}
					if a.Status >= 500 {
						t.Errorf("%s %s: %d", r.method, r.path, a.Status)
					}
				}
			})
		})
	}
}
