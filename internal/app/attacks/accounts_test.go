package attacks_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func TestAttack39ResetTokenShown(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, email := h.customer(t, "forgetful")
		c, mark := h.client(t), h.log.mark()
		answers := []apptest.Answer{
			c.Do("POST", site+"/auth/password-reset", map[string]any{"email": email}).Want(202),
			form(c, "/forgot", url.Values{"email": {email}}).Want(200),
			c.Do("POST", site+"/auth/password-reset", map[string]any{"email": email, "debug": true}).Want(422),
		}
		_, token := h.proof(t, email, "reset")
		answers = append(answers, c.Do("GET", "/reset?token="+token, nil).Want(200))
		if p := answers[3].Header.Get("Referrer-Policy"); p != "no-referrer" {
			t.Errorf("the reset page tells where it was: %q", p)
		}
		answers[3].Body = nil // the form itself carries it on
		answers = append(answers, c.Do("POST", site+"/auth/password-reset/confirm", map[string]any{"token": token + "x", "password": "a brand new password"}))
		for i, a := range answers {
			if strings.Contains(a.Text(), token) || strings.Contains(fmt.Sprint(a.Header), token) {
				t.Errorf("answer %d tells the token", i)
			}
		}
		if strings.Contains(h.log.since(mark), token) {
			t.Error("the log tells the token")
		}
		if at := h.everywhere(t, token); len(at) > 0 {
			t.Errorf("the token is kept in %v", at)
		}
		var sent struct{ Items []struct{ ID string } }
		owner := h.staff(t, apptest.Owner)
		owner.Do("GET", store+"/mail?kind=password_reset", nil).Want(200).Into(&sent)
		for _, m := range sent.Items {
			if strings.Contains(owner.Do("GET", store+"/mail/"+m.ID, nil).Want(200).Text(), token) {
				t.Error("staff read the token")
			}
		}
	})
}

func TestAttack40ResetLinkToTheAttackersHost(t *testing.T) {
	for name, base := range map[string]string{"named": "http://shop.example", "unnamed": ""} {
		t.Run(name, func(t *testing.T) {
			alone(t, apptest.Options{Config: func(c *app.Config) { c.URL = base }}, func(t *testing.T, h *house) {
				host := "shop.example"
				if base == "" {
					host = strings.TrimPrefix(h.URL, "http://")
				}
				send := func(host, path, body string, headers ...string) int {
					req, err := http.NewRequest("POST", h.URL+path, strings.NewReader(body))
					if err != nil {
						t.Fatal(err)
					}
					req.Host = host
					req.Header.Set("Content-Type", "application/json")
					for i := 0; i < len(headers); i += 2 {
						req.Header.Set(headers[i], headers[i+1])
					}
					res, err := h.client(t).HTTP.Do(req)
					if err != nil {
						t.Fatal(err)
					}
					_ = res.Body.Close()
					return res.StatusCode
				}
				const email = "victim@shop.example"
				h.Account(email)
				ask := site + "/auth/password-reset"
				body := `{"email":"` + email + `"}`
				for _, headers := range [][]string{{"X-Forwarded-Host", "evil.example"}, {"Forwarded", "host=evil.example;proto=https"}, {"X-Original-Host", "evil.example"}, {"X-Host", "evil.example"}, {"X-Forwarded-Prefix", "//evil.example"}, {"Origin", h.URL, "Referer", "http://evil.example/"}} {
					send(host, ask, body, headers...)
				}
				send(host, ask+"?redirect_url=//evil.example", body)
				send(host, ask, `{"email":"`+email+`","redirect_url":"//evil.example"}`)
				for _, evil := range []string{"evil.example", host + ":80@evil.example", "evil.example:8080", host + ".evil.example"} {
					if code := send(evil, ask, body); base != "" && code != http.StatusMisdirectedRequest && code != 400 {
						t.Errorf("host %s: %d", evil, code)
					}
				}
				form(h.client(t), "/forgot", url.Values{"email": {email}, "redirect_url": {"//evil.example"}})
				all := h.letters(t, email)
				want := base
				if base == "" {
					want = h.URL
				}
				if len(all) == 0 { // one mail may answer several requests
					t.Fatal("no mail came")
				}
				for _, l := range all {
					if strings.Contains(l.Text+l.HTML+l.Subject, "evil") || !strings.Contains(l.Text, want+"/") {
						t.Errorf("a mail leads elsewhere: %.500s", l.Text)
					}
				}
			})
		})
	}
}

func TestAttack41ResetTokenReuseGuessAndCrossUse(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		_, email := h.customer(t, "twice")
		use := func(token, password string) apptest.Answer {
			return h.client(t).Do("POST", site+"/auth/password-reset/confirm", map[string]any{"token": token, "password": password})
		}
		ask := func() string {
			h.client(t).Do("POST", site+"/auth/password-reset", map[string]any{"email": email}).Want(202)
			_, token := h.proof(t, email, "reset")
			return token
		}
		first := ask()
		second := ask()
		if first == second || len(second) < 26 {
			t.Errorf("tokens %d and %d characters long, the same: %v", len(first), len(second), first == second)
		}
		refused(t, "an older one", use(first, "a new password 1"))
		refused(t, "with an account named beside it", h.client(t).Do("POST", site+"/auth/password-reset/confirm", map[string]any{"token": second, "password": "a new password 2", "email": "other@shop.example", "account_id": "acc_x"}))
		refused(t, "as a proof of the address", h.client(t).Do("POST", site+"/auth/verify-email", map[string]any{"token": second}))
		refused(t, "as an access token", h.client(t).Do("GET", site+"/me", nil, "Authorization", "Bearer "+second))
		refused(t, "as a refresh token", h.client(t).Do("POST", site+"/auth/refresh", map[string]any{"refresh_token": second}))
		won := make([]int, 10)
		together(10, func(i int) { won[i] = use(second, fmt.Sprint("a new password by ", i)).Status })
		if n := len(slices.DeleteFunc(slices.Clone(won), func(s int) bool { return s != 204 })); n != 1 {
			t.Errorf("used %d times: %v", n, won)
		}
		refused(t, "once more", use(second, "a new password 3"))
		// One door's token at the other's.
		_, token := h.proof(t, email, "reset")
		refused(t, "at the dashboard's door", h.client(t).Do("POST", store+"/auth/password-reset/confirm", map[string]any{"token": token, "password": "a new password 4"}))
	})
}

func TestAttack41GuessingResetTokens(t *testing.T) {
	alone(t, braked(), func(t *testing.T, h *house) {
		c, got := h.client(t), map[int]int{}
		for i := range 200 {
			path, name := site+"/auth/password-reset/confirm", "token"
			body := map[string]any{name: fmt.Sprintf("guess%020d", i), "password": "a new password"}
			if i%2 == 1 {
				got[form(c, "/reset", url.Values{"token": {fmt.Sprintf("guess%020d", i)}, "password": {"a new password"}}).Status]++
				continue
			}
			got[c.Do("POST", path, body, "X-Forwarded-For", fmt.Sprintf("10.9.8.%d", i)).Status]++
		}
		if got[204] > 0 || got[303] > 0 || got[429] < 70 {
			t.Errorf("answers %v", got)
		}
	})
}

func TestAttack41AnOldResetToken(t *testing.T) {
	at := clock.NewManual(time.Now())
	alone(t, apptest.Options{Clock: at}, func(t *testing.T, h *house) {
		_, email := h.customer(t, "late")
		h.client(t).Do("POST", site+"/auth/password-reset", map[string]any{"email": email}).Want(202)
		_, token := h.proof(t, email, "reset")
		at.Advance(61 * time.Minute)
		refused(t, "an hour later", h.client(t).Do("POST", site+"/auth/password-reset/confirm", map[string]any{"token": token, "password": "a new password"}))
	})
}

func TestAttack42SessionsSurviveTheReset(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		for what, end := range map[string]func(c *apptest.Client, email string){
			"a reset": func(_ *apptest.Client, email string) {
				h.client(t).Do("POST", site+"/auth/password-reset", map[string]any{"email": email}).Want(202)
				_, token := h.proof(t, email, "reset")
				h.client(t).Do("POST", site+"/auth/password-reset/confirm", map[string]any{"token": token, "password": "another password"}).Want(204)
			},
			"another password": func(c *apptest.Client, _ string) {
				c.Do("POST", site+"/auth/password", map[string]any{"current_password": apptest.Password, "new_password": "another password"}).Want(200)
			},
			"logging out everywhere": func(c *apptest.Client, _ string) { c.Do("POST", site+"/auth/logout-all", nil).Want(204) },
		} {
			_, email := h.customer(t, "kept")
			api, browser, actor := h.client(t), h.browser(t, email), h.client(t)
			in := bearer(api)
			api.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(in)
			actor.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(bearer(actor))
			placed := api.Place(api.Basket(email, h.m.VariantA), "cod")
			api.OrderToken = ""
			live := api.Listen(site + "/orders/" + placed.Order.ID + "/events")
			live.UntilOrder("pending unpaid unfulfilled")
			end(actor, email)
			live.Ended(10 * time.Second)
			if a := api.Do("GET", site+"/me", nil); a.Status != 401 {
				t.Errorf("after %s the token is worth %d", what, a.Status)
			}
			if a := h.client(t).Do("POST", site+"/auth/refresh", map[string]any{"refresh_token": in.Refresh}); a.Status != 401 {
				t.Errorf("after %s the refresh token is worth %d", what, a.Status)
			}
			if a := browser.Do("GET", "/account", nil); a.Status != 303 {
				t.Errorf("after %s the browser is still in: %d", what, a.Status)
			}
			told := slices.DeleteFunc(h.letters(t, email), func(l letter) bool { return !strings.HasPrefix(l.Subject, "Your password at ") })
			if want := what != "logging out everywhere"; want != (len(told) == 1) || len(told) > 1 {
				t.Errorf("after %s the account was told %d times of another password", what, len(told))
			}
		}
		// Somebody who is sent away is out at once.
		email := fmt.Sprintf("fired%d@test.example", next())
		h.Member(email, "", "orders.read")
		clerk, owner := h.staff(t, email), h.staff(t, apptest.Owner)
		live := clerk.Listen(store + "/orders/events")
		ids := h.texts(t, `SELECT m.id FROM identity_members m JOIN identity_accounts a ON a.id = m.account_id WHERE a.email = $1`, email)
		owner.Do("DELETE", store+"/team/"+ids[0], nil).Want(200, 204)
		live.Ended(10 * time.Second)
		if a := clerk.Do("GET", store+"/orders", nil); a.Status != 401 && a.Status != 403 {
			t.Errorf("sent away and still reading: %d", a.Status)
		}
	})
}

func TestAttack43VerifiedFlagKeptAfterEmailChange(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		thief, mine := h.client(t), fmt.Sprintf("thief%d@shop.example", next())
		thief.Do("POST", site+"/auth/register", map[string]any{"email": mine, "password": apptest.Password, "first_name": "T", "last_name": "H"}).Want(202)
		h.Settled()
		proof := map[string]any{"token": identitytest.RegistrationToken(t, h.Identity, h.DB, mine), "password": apptest.Password}
		thief.Do("POST", site+"/auth/register/confirm", proof).Want(201).Into(bearer(thief))
		victim := fmt.Sprintf("victim%d@guest.example", next())
		guest := h.client(t)
		placed := guest.Place(guest.Basket(victim, h.m.VariantA), "cod")
		refused(t, "without the password", thief.Do("POST", site+"/auth/email", map[string]any{"email": victim, "password": "wrong"}))
		thief.Do("POST", site+"/auth/email", map[string]any{"email": victim, "password": apptest.Password}).Want(202)
		h.Settled()
		var me struct {
			Email    string
			Verified bool `json:"email_verified"`
		}
		thief.Do("GET", site+"/me", nil).Want(200).Into(&me)
		if me.Email == victim || !me.Verified {
			t.Errorf("an address nobody proved counts: %+v", me)
		}
		refused(t, "the old proof again", h.client(t).Do("POST", site+"/auth/register/confirm", proof))
		if thief.Do("GET", site+"/me/orders", nil).Want(200); strings.Contains(thief.Do("GET", site+"/me/orders", nil).Text(), placed.Order.ID) {
			t.Error("a guest's order went to who claimed the address")
		}
		thief.Do("GET", site+"/orders/"+placed.Order.ID, nil).Want(404)
		refused(t, "claiming by hand", thief.Do("PATCH", site+"/me", map[string]any{"email": victim, "email_verified": true}))
		if len(h.letters(t, victim)) < 2 {
			t.Error("nobody asked the new address")
		}
		if told := h.moved(t, mine); len(told) != 0 {
			t.Errorf("told of an address nobody proved: %v", told)
		}
		// An address that is proven counts, and the one before hears of it: once, and not which it is.
		moved := fmt.Sprintf("moved%d@shop.example", next())
		thief.Do("POST", site+"/auth/email", map[string]any{"email": moved, "password": apptest.Password}).Want(202)
		_, token := h.proof(t, moved, "verify")
		h.client(t).Do("POST", site+"/auth/verify-email", map[string]any{"token": token}).Want(204)
		told := h.moved(t, mine)
		if thief.Do("GET", site+"/me", nil).Want(200).Into(&me); me.Email != moved || len(told) != 1 || len(h.moved(t, moved)) != 0 {
			t.Fatalf("%+v, the old address was told %d times", me, len(told))
		}
		if l := told[0]; strings.Contains(l.Raw+l.Text+l.HTML, moved) || !strings.Contains(l.Text, h.URL+"/account") || !strings.Contains(l.Text, "If it was not you") {
			t.Errorf("the old address reads %s", l.Text)
		}
	})
}

// moved are the letters to an address that say its account has another one.
func (h *house) moved(t *testing.T, to string) []letter {
	return slices.DeleteFunc(h.letters(t, to), func(l letter) bool { return !strings.HasPrefix(l.Subject, "Your e-mail address at ") })
}

func TestAttack46DefaultOrWeakSigningSecret(t *testing.T) {
	good := app.Config{Addr: "127.0.0.1:0", BcryptCost: 4}
	for _, weak := range []string{"secret", "changeme", "password", "0123456789", strings.Repeat("x", 31)} {
		c := good
		c.SecretKey = weak
		if c.Check() == nil {
			t.Errorf("%q is taken for a key", weak)
		}
	}
	shared := good
	shared.DatabaseURL = "postgres://somewhere/haat"
	if shared.Check() == nil {
		t.Error("nodes of one database would each make a key")
	}
	attack(t, func(t *testing.T, h *house) {
		customer, email := h.customer(t, "forged")
		parts := strings.Split(customer.Bearer, ".")
		raw, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		var claims jwt.MapClaims
		if _, _, err := jwt.NewParser().ParseUnverified(customer.Bearer, &claims); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), email) || strings.Contains(string(raw), "perm") {
			t.Errorf("a token tells more than its session: %s", raw)
		}
		var forged []string
		for _, secret := range []string{"", "secret", "changeme", "haat", "your-256-bit-secret", "jwt_secret", apptest.Secret, parts[2]} {
			for _, method := range []jwt.SigningMethod{jwt.SigningMethodHS256, jwt.SigningMethodHS384, jwt.SigningMethodHS512} {
				s, err := jwt.NewWithClaims(method, claims).SignedString([]byte(secret))
				if err != nil {
					t.Fatal(err)
				}
				forged = append(forged, s)
			}
		}
		none, err := jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
		if err != nil {
			t.Fatal(err)
		}
		noneHead := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"NonE","typ":"JWT"}`))
		other, _ := h.customer(t, "other")
		forged = append(forged, none, noneHead+"."+parts[1]+".", noneHead+"."+parts[1]+"."+parts[2], parts[0]+"."+parts[1]+".", parts[0]+"."+strings.Split(other.Bearer, ".")[1]+"."+parts[2], customer.Bearer+"x", strings.Repeat("a.", 3000))
		for i, token := range forged {
			for _, path := range []string{site + "/me", store + "/me", store + "/orders"} {
				if a := h.client(t).Do("GET", path, nil, "Authorization", "Bearer "+token); a.Status != 401 {
					t.Errorf("forged token %d at %s: %d", i, path, a.Status)
				}
			}
		}
		for _, cookie := range []string{"", "secret", "1", strings.Repeat("0", 26), parts[2]} {
			if a := h.client(t).Do("GET", "/account", nil, "Cookie", "__Host-haat_site="+cookie+"; haat_site="+cookie); a.Status != 303 {
				t.Errorf("a made-up cookie: %d", a.Status)
			}
		}
	})
}

func TestAttack47ExpiredOrRevokedTokenStillWorks(t *testing.T) {
	at := clock.NewManual(time.Now())
	alone(t, apptest.Options{Clock: at}, func(t *testing.T, h *house) {
		c, email := h.customer(t, "token")
		in := bearer(c)
		c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(in)
		at.Advance(16 * time.Minute)
		c.Do("GET", site+"/me", nil).Want(401)
		stolen := in.Refresh
		c.Do("POST", site+"/auth/refresh", map[string]any{"refresh_token": stolen}).Want(200).Into(in)
		c.Do("GET", site+"/me", nil).Want(200)
		at.Advance(5 * time.Minute) // longer than two tabs at once take
		h.client(t).Do("POST", site+"/auth/refresh", map[string]any{"refresh_token": stolen}).Want(401)
		c.Do("GET", site+"/me", nil).Want(401) // the theft ends the whole family
		h.client(t).Do("POST", site+"/auth/refresh", map[string]any{"refresh_token": in.Refresh}).Want(401)
		c.Bearer = ""
		c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(in)
		c.Do("GET", store+"/me", nil).Want(401) // one door's token at the other
		c.Do("POST", site+"/auth/logout", nil).Want(204)
		c.Do("GET", site+"/me", nil).Want(401)
		h.client(t).Do("POST", site+"/auth/refresh", map[string]any{"refresh_token": in.Refresh}).Want(401)
		for _, q := range []string{"?access_token=", "?token=", "?api_key="} {
			h.client(t).Do("GET", site+"/me"+q+in.Access, nil).Want(401, 422)
		}
	})
}

func TestAttack48WhoExists(t *testing.T) {
	alone(t, apptest.Options{}, func(t *testing.T, h *house) {
		_, real := h.customer(t, "real")
		thief, _ := h.customer(t, "asker")
		none := strings.Replace(real, "real", "none", 1)
		for what, ask := range map[string]func(email string) apptest.Answer{
			"log-in": func(e string) apptest.Answer {
				return h.client(t).Do("POST", site+"/auth/login", map[string]any{"email": e, "password": "a wrong password"})
			},
			"log-in form": func(e string) apptest.Answer {
				return form(h.client(t), "/login", url.Values{"email": {e}, "password": {"a wrong password"}})
			},
			"staff's log-in": func(e string) apptest.Answer {
				return h.client(t).Do("POST", store+"/auth/login", map[string]any{"email": e, "password": "a wrong password"})
			},
			"reset": func(e string) apptest.Answer {
				return h.client(t).Do("POST", site+"/auth/password-reset", map[string]any{"email": e})
			},
			"reset form": func(e string) apptest.Answer { return form(h.client(t), "/forgot", url.Values{"email": {e}}) },
			"staff's reset": func(e string) apptest.Answer {
				return h.client(t).Do("POST", store+"/auth/password-reset", map[string]any{"email": e})
			},
			"another address": func(e string) apptest.Answer {
				return thief.Do("POST", site+"/auth/email", map[string]any{"email": e, "password": apptest.Password})
			},
			"checkout": func(e string) apptest.Answer {
				cart := thief.NewCart()
				a := thief.Do("PATCH", site+"/carts/"+cart.ID, map[string]any{"email": e})
				a.Body = []byte(strings.ReplaceAll(a.Text(), cart.ID, "CART"))
				return a
			},
			"tracking": func(e string) apptest.Answer {
				return h.client(t).Do("POST", site+"/orders/track", map[string]any{"number": "1", "email": e})
			},
		} {
			a, b := ask(real), ask(none)
			if d := unlike(a, b, real, none); d != "" {
				t.Errorf("%s: %s", what, d)
			}
			if len(a.Header.Values("Set-Cookie")) != len(b.Header.Values("Set-Cookie")) {
				t.Errorf("%s: cookies differ", what)
			}
		}
	})
}

func TestAttack49NoBrakeOnLogInAndCodes(t *testing.T) {
	alone(t, braked(), func(t *testing.T, h *house) {
		owner, email := h.customer(t, "owner")
		_ = owner
		c := h.client(t)
		try := func(c *apptest.Client, email, password string, headers ...string) int {
			return c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": password}, headers...).Status
		}
		var mu sync.Mutex
		got := map[int]int{}
		together(60, func(i int) { // a burst, before a counter could be read
			s := try(c, email, fmt.Sprint("guess ", i), "X-Forwarded-For", fmt.Sprintf("10.1.2.%d", i), "X-Real-IP", fmt.Sprintf("10.3.2.%d", i), "Forwarded", fmt.Sprintf("for=10.4.2.%d", i), "CF-Connecting-IP", "10.9.9.9")
			mu.Lock()
			defer mu.Unlock()
			got[s]++
		})
		if got[401] != 10 || got[429] != 50 {
			t.Errorf("a burst with made-up addresses: %v", got)
		}
		a := c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(429)
		if !strings.Contains(a.Text(), "seconds") && a.Header.Get("Retry-After") == "" {
			t.Errorf("how long to wait is not said: %s", a.Body)
		}
		if s := form(c, "/login", url.Values{"email": {email}, "password": {apptest.Password}}).Status; s < 400 {
			t.Errorf("the form lets in past the brake: %d", s)
		}
		clear(got)
		for i := range 150 { // one password, many people
			got[try(c, fmt.Sprintf("user%d@shop.example", i), "Summer2026")]++
		}
		if got[401] > 100 || got[429] < 50 {
			t.Errorf("one password for many: %v", got)
		}
	})
}

func TestAttack49AddressesBehindATrustedProxy(t *testing.T) {
	alone(t, apptest.Options{Config: func(c *app.Config) { c.RateLimit, c.TrustedProxies = "on", []string{"127.0.0.1"} }}, func(t *testing.T, h *house) {
		_, email := h.customer(t, "sixer")
		got := map[int]int{}
		for i := range 40 { // one subscriber has a whole /64
			got[h.client(t).Do("POST", site+"/auth/login", map[string]any{"email": email, "password": fmt.Sprint("guess ", i)}, "X-Forwarded-For", fmt.Sprintf("2001:db8:1:2:%x::%x", i, i*7)).Status]++
		}
		if got[401] != 10 || got[429] != 30 {
			t.Errorf("from one /64: %v", got)
		}
		// What stands left of the proxy's own word is made up.
		clear(got)
		for i := range 40 {
			got[h.client(t).Do("POST", site+"/auth/login", map[string]any{"email": email, "password": fmt.Sprint("guess ", i)}, "X-Forwarded-For", fmt.Sprintf("198.51.100.%d, 203.0.113.9", i)).Status]++
		}
		if got[401] != 10 || got[429] != 30 {
			t.Errorf("with a forged chain: %v", got)
		}
		// The victim gets in from home.
		h.client(t).Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}, "X-Forwarded-For", "192.0.2.77").Want(200)
	})
}
