package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/app/command"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// program makes an API key as a member and returns a client that uses it, and
// the key's id.
func program(s *apptest.Shop, by *apptest.Client, body map[string]any) (*apptest.Client, string) {
	body["name"], body["password"] = "program", apptest.Password
	var out struct {
		Key    struct{ ID string }
		Secret string
	}
	by.Do("POST", store+"/keys", body).Want(201).Into(&out)
	c := s.Client()
	c.Bearer, c.HTTP.Jar = out.Secret, nil
	return c, out.Key.ID
}

func TestAProgramWorksWithItsKeyWithinItsScopeAndIsAuditedAsItself(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner, boss := s.LogIn(apptest.Owner, apptest.Password), s.LogIn(apptest.MemberA, apptest.Password)
		p, id := program(s, boss, map[string]any{"permissions": []string{"products.read", "products.write"}})
		p.Do("PATCH", store+"/products/"+m.ProductA, map[string]any{"title": "By a program"}).Want(200)
		p.Do("GET", store+"/products/"+m.ProductB, nil).Want(404)
		p.Do("PATCH", store+"/products/"+m.ProductB, map[string]any{"title": "Mine now"}).Want(404)
		p.Do("GET", store+"/orders", nil).Want(403)
		p.Do("GET", store+"/me", nil).Want(403)
		p.Do("GET", store+"/keys", nil).Want(403)
		for _, path := range []string{site + "/products", site + "/me", store + "/products?api_key=" + p.Bearer} {
			if a := s.Client().Do("GET", path, nil, "Authorization", "Bearer "+p.Bearer); a.Status < 400 {
				t.Error(path, a.Status)
			}
		}
		if got := p.Do("GET", site+"/products", nil).Want(401).Code(); got != "identity.key_elsewhere" {
			t.Error(got)
		}
		// A key in the query opens nothing, nor does a made-up one.
		s.Client().Do("GET", store+"/products", nil).Want(401)
		if a := s.Client().Do("GET", store+"/products", nil, "Authorization", "Bearer haat_key_"+strings.Repeat("0", 32)); a.Want(401).Code() != "identity.key_refused" {
			t.Error(a.Text())
		}
		trail := owner.Do("GET", store+"/audit?actor_id="+id, nil).Want(200).Text()
		for _, want := range []string{`"actor_kind":"key"`, `"actor_id":"` + id + `"`, "refused"} {
			if !strings.Contains(trail, want) {
				t.Errorf("the audit of the key lacks %s: %.600s", want, trail)
			}
		}
		made := owner.Do("GET", store+"/audit?entity=key", nil).Want(200).Text()
		if !strings.Contains(made, id) || strings.Contains(made, p.Bearer) {
			t.Errorf("the audit of keys: %.600s", made)
		}
		boss.Do("DELETE", store+"/keys/"+id, nil).Want(204)
		p.Do("GET", store+"/products/"+m.ProductA, nil).Want(401)
	})
}

func TestWhatEndsElsewhereEndsOnEveryNodeWithinASecondStreamsToo(t *testing.T) {
	a, b, _ := twoNodes(t)
	owner := a.LogIn(apptest.Owner, apptest.Password)
	id := func(email string) string {
		v, err := a.Identity.ByEmail(context.Background(), a.DB, email)
		if err != nil {
			t.Fatal(err)
		}
		return v.ID
	}
	for name, end := range map[string]func(c *apptest.Client, keyID string){
		"the password changes": func(c *apptest.Client, _ string) {
			c.Do("POST", store+"/auth/password", map[string]any{"current_password": apptest.Password, "new_password": apptest.Password}).Want(200)
		},
		"the session is ended from the list": func(c *apptest.Client, _ string) {
			var l struct {
				Items []struct {
					ID      string
					Current bool
				}
			}
			c.Do("GET", store+"/auth/sessions", nil).Want(200).Into(&l)
			for _, v := range l.Items {
				if v.Current {
					c.Do("DELETE", store+"/auth/sessions/"+v.ID, nil).Want(204)
				}
			}
		},
		"staff logs the account out": func(*apptest.Client, string) {
			owner.Do("DELETE", store+"/accounts/"+id(apptest.MemberA)+"/sessions", nil).Want(204)
		},
		"the account is disabled": func(*apptest.Client, string) {
			owner.Do("POST", store+"/accounts/"+id(apptest.MemberA)+"/disable", nil).Want(200)
			owner.Do("POST", store+"/accounts/"+id(apptest.MemberA)+"/enable", nil).Want(200)
		},
		"the key is revoked": func(c *apptest.Client, keyID string) { c.Do("DELETE", store+"/keys/"+keyID, nil).Want(204) },
	} {
		t.Run(name, func(t *testing.T) {
			one := a.LogIn(apptest.MemberA, apptest.Password)
			elsewhere := apptest.NewClient(t, b.URL) // the same caller on the other node
			elsewhere.Bearer, elsewhere.HTTP.Jar = one.Bearer, nil
			keyID := ""
			if name == "the key is revoked" {
				var p *apptest.Client
				p, keyID = program(b, one, map[string]any{"permissions": []string{"orders.read"}})
				elsewhere.Bearer = p.Bearer
			}
			elsewhere.Do("GET", store+"/orders", nil).Want(200) // known to B now
			live := elsewhere.Listen(store + "/orders/events")
			end(one, keyID)
			live.Ended(soon)
			apptest.Eventually(t, soon, "B refuses it", func() bool { return elsewhere.Do("GET", store+"/orders", nil).Status == 401 })
		})
	}
}

// timings is how often each answer is timed: go test ./internal/app -run Attack48 -v -timings 200
var timings = flag.Int("timings", 25, "how often each answer is timed")

// outcome is all a stranger can compare.
type outcome struct {
	Status       int
	Body         string
	Cookies, Len int
}

func median(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/2]
}

func TestAttack48WhoHasAnAccountCannotBeTold(t *testing.T) {
	each(t, 1, func(t *testing.T, s *apptest.Shop, _ apptest.Market) {
		known, me := s.SignUp(s.Client(), "known@shop.example", "Known", ""), s.SignUp(s.Client(), "me@shop.example", "Me", "")
		_ = known
		requestID := func(a apptest.Answer) string { // the only thing that may differ
			var v struct {
				RequestID string `json:"request_id"`
			}
			_ = json.Unmarshal(a.Body, &v)
			return strings.ReplaceAll(a.Text(), v.RequestID, "")
		}
		rounds := *timings
		for name, ask := range map[string]func(email string) apptest.Answer{
			"log in": func(email string) apptest.Answer {
				return s.Client().Do("POST", site+"/auth/login", map[string]any{"email": email, "password": "wrong password"})
			},
			"forgot": func(email string) apptest.Answer {
				return s.Client().Do("POST", site+"/auth/password-reset", map[string]any{"email": email})
			},
			"register": func(email string) apptest.Answer {
				return s.Client().Do("POST", site+"/auth/register", map[string]any{"email": email, "password": apptest.Password, "first_name": "X"})
			},
			"another address": func(email string) apptest.Answer {
				return me.Do("POST", site+"/auth/email", map[string]any{"email": email, "password": apptest.Password})
			},
			"the register page": func(email string) apptest.Answer {
				return s.Client().Do("POST", "/register", "email="+email+"&password=correct+horse&first_name=X", "Content-Type", "application/x-www-form-urlencoded")
			},
		} {
			took := map[bool][]time.Duration{}
			var seen [2][]outcome
			measure := func() time.Duration {
				clear(took)
				for i := range 2 * rounds { // alternating, so that a busy machine slows both
					email, taken := fmt.Sprintf("nobody%d@shop.example", i%2), i%2 == 0
					if taken {
						email = "known@shop.example"
					}
					start := time.Now()
					a := ask(email)
					took[taken] = append(took[taken], time.Since(start))
					if len(seen[i%2]) < 3 {
						seen[i%2] = append(seen[i%2], outcome{a.Status, requestID(a), len(a.Header.Values("Set-Cookie")), len(requestID(a))})
					}
				}
				// The median, not the mean: it shows a smaller difference, and one answer that waited for
				// a busy machine does not look like one.
				with, without := median(took[true]), median(took[false])
				t.Logf("%-17s known %8v  unknown %8v  median of %d", name, with, without, rounds)
				return with - without
			}
			// What tells by its time does so each time; a machine that is busy with one half does not.
			told := 0
			for range 3 {
				gap := measure()
				if gap.Abs() <= 3*time.Millisecond {
					told = 0
					break
				}
				if gap > 0 {
					told++
				} else {
					told--
				}
			}
			if d := cmp.Diff(seen[0], seen[1]); d != "" {
				t.Errorf("%s tells: %s", name, d)
			}
			if told == 3 || told == -3 {
				t.Errorf("%s: known addresses differ by more than 3 ms in the median, three times", name)
			}
		}
		// Nor by trying to log in with what was registered.
		a := s.Client().Do("POST", site+"/auth/login", map[string]any{"email": "nobody1@shop.example", "password": apptest.Password})
		b := s.Client().Do("POST", site+"/auth/login", map[string]any{"email": "known@shop.example", "password": "another one"})
		if a.Status != b.Status || requestID(a) != requestID(b) {
			t.Error(a.Text(), b.Text())
		}
		s.Settled()
		mails := letters(t, s)
		if !strings.Contains(mails, "You have an account at") || !strings.Contains(mails, "/register/confirm?token=") {
			t.Error("the owner was not told, or the newcomer not invited")
		}
	})
}

func TestAttack49GuessersWaitPerAccountAndPerNetworkWhateverTheyClaim(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			s := apptest.Start(t, e, apptest.Options{Config: func(c *app.Config) { c.RateLimit, c.TrustedProxies = "on", []string{"127.0.0.1"} }})
			apptest.Fill(t, s.App, 1)
			guess := func(c *apptest.Client, email, password, network string) apptest.Answer {
				return c.Do("POST", store+"/auth/login", map[string]any{"email": email, "password": password}, "X-Forwarded-For", network)
			}
			home := s.Client()
			guess(home, apptest.Owner, apptest.Password, "192.0.2.200").Want(200)

			// 1,000 passwords for one account: from one network, then from a new one each time.
			c := s.Client()
			looked := map[string]int{}
			for i := range 1000 {
				network := "198.51.100.7"
				if i >= 300 {
					network = fmt.Sprintf("203.0.%d.%d", i/250, i%250)
				}
				a := guess(c, apptest.Owner, fmt.Sprint("guess number ", i), network)
				switch {
				case a.Status == http.StatusUnauthorized:
					looked[network[:4]]++
				case a.Status != http.StatusTooManyRequests:
					t.Fatal(a.Status, a.Text())
				case a.Header.Get("Retry-After") == "" || a.Header.Get("RateLimit") == "" || a.Header.Get("RateLimit-Policy") == "":
					t.Fatal("a refusal without its headers", a.Header)
				}
			}
			if looked["198."] != 10 || looked["203."] > 90 {
				t.Error("passwords looked at", looked)
			}
			// The owner gets in from where they were before.
			guess(home, apptest.Owner, apptest.Password, "192.0.2.200").Want(200)

			// A network has sixty tries, and one more with every second that passes.
			var began time.Time
			allowed := func() int { return 61 + int(time.Since(began)/time.Second) }
			// One password for 1,000 accounts, from one /64 of IPv6.
			began = time.Now()
			tried := 0
			for i := range 1000 {
				if guess(c, fmt.Sprintf("user%d@shop.example", i), "Summer2026", fmt.Sprintf("2001:db8:7:7:%x::1", i)).Status == http.StatusUnauthorized {
					tried++
				}
			}
			if tried > allowed() {
				t.Error(tried, "accounts tried from one /64 in", time.Since(began))
			}
			// What a caller claims before the proxy's own entry is worth nothing.
			began, tried = time.Now(), 0
			for i := range 200 {
				if guess(c, fmt.Sprintf("other%d@shop.example", i), "Summer2026", fmt.Sprintf("10.1.%d.1, 198.51.100.99", i)).Status == http.StatusUnauthorized {
					tried++
				}
			}
			if tried > allowed() {
				t.Error(tried, "tries with a made-up X-Forwarded-For in", time.Since(began))
			}
			// A burst at once.
			var wg sync.WaitGroup
			var mu sync.Mutex
			tried = 0
			for range 40 {
				wg.Go(func() {
					a := guess(s.Client(), apptest.MemberA, "wrong password", "198.51.100.150")
					mu.Lock()
					defer mu.Unlock()
					if a.Status == http.StatusUnauthorized {
						tried++
					}
				})
			}
			wg.Wait()
			if tried != 10 {
				t.Error(tried, "of a burst were looked at")
			}
		})
	}
}

func TestTheCommandLineLooksAfterAccountsBesideARunningServer(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			cfg := apptest.Fresh(t, e)
			s := apptest.StartOn(t, cfg, apptest.Options{})
			apptest.Fill(t, s.App, 1)
			type answer struct {
				ID, Email, Password string
				Owner               bool
				DisabledAt          *time.Time `json:"disabled_at"`
			}
			haat := func(args ...string) (answer, error) {
				t.Helper()
				var out bytes.Buffer
				all := append([]string{"--data", cfg.Data, "--secret-key", cfg.SecretKey, "--log-level", "error", "--bcrypt-cost", "4"}, args...)
				if cfg.DatabaseURL != "" {
					all = append(all, "--database-url", cfg.DatabaseURL)
				}
				err := command.Run(context.Background(), append(all, "--json"), &out)
				var a answer
				if err == nil {
					if err := json.Unmarshal(out.Bytes(), &a); err != nil {
						t.Fatal(err, out.String())
					}
				}
				return a, err
			}
			must := func(args ...string) answer {
				t.Helper()
				a, err := haat(args...)
				if err != nil {
					t.Fatal(args, err)
				}
				return a
			}
			made := must("user", "create", "new@haat.example", "--name", "New")
			if made.ID == "" || len(made.Password) < 26 || made.Owner {
				t.Fatal(made)
			}
			enter := func(password string) int {
				return s.Client().Do("POST", store+"/auth/login", map[string]any{"email": made.Email, "password": password}).Status
			}
			if got := enter(made.Password); got != 403 {
				t.Error("no member yet:", got)
			}
			if a := must("user", "make-owner", made.Email); !a.Owner {
				t.Error(a)
			}
			c := s.LogIn(made.Email, made.Password)
			c.Do("GET", store+"/me", nil).Want(200)
			if a := must("user", "disable", made.Email); a.DisabledAt == nil {
				t.Error(a)
			}
			// The server hears of it from another process.
			apptest.Eventually(t, 20*time.Second, "the running server refuses the session", func() bool { return c.Do("GET", store+"/me", nil).Status == 401 })
			if got := enter(made.Password); got != 401 {
				t.Error("disabled:", got)
			}
			if _, err := haat("user", "disable", apptest.Owner); err == nil || !strings.Contains(err.Error(), "last owner") {
				t.Error("the last owner who can log in was disabled:", err)
			}
			must("user", "enable", made.Email)
			again := must("user", "reset-password", made.Email)
			if enter(made.Password) != 401 || enter(again.Password) != 200 {
				t.Error("after the reset")
			}
			if _, err := haat("user", "enable", "nobody@haat.example"); err == nil {
				t.Error("an account that is not there was enabled")
			}
			var out bytes.Buffer
			list := []string{"--data", cfg.Data, "--secret-key", cfg.SecretKey, "--log-level", "error", "user", "list"}
			if cfg.DatabaseURL != "" {
				list = append(list, "--database-url", cfg.DatabaseURL)
			}
			if err := command.Run(context.Background(), list, &out); err != nil || !strings.Contains(out.String(), made.Email) || strings.Contains(out.String(), again.Password) {
				t.Error(out.String(), err)
			}
		})
	}
}
