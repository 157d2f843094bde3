package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/serve/api"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

const site, store = "/api/v1/site", "/api/v1/store"

func TestWhatIsNotDeclaredIsClosedAndUnknownAddressesAreProblems(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		v := s.shopper("a@haat.example")
		s.do(call{method: "GET", path: site + "/undeclared"}).want(403, "auth.forbidden")
		s.do(call{method: "GET", path: site + "/undeclared", as: v}).want(403, "auth.forbidden")
		if s.probe.reached != 0 {
			t.Error("it was reached")
		}
		for _, path := range []string{"/api/v1/site/nothing", "/api/v1/other", "/api/v2/site/stores", "/api/install", "/api/v1/store/debug/pprof"} {
			s.do(call{method: "GET", path: path}).want(404, "request.no_route")
		}
		got := s.do(call{method: "DELETE", path: site + "/stores"}).want(405, "request.method")
		if got.Header.Get("Allow") != "GET" {
			t.Error("Allow:", got.Header.Get("Allow"))
		}
		s.do(call{method: "POST", path: site + "/stores", header: map[string]string{"X-HTTP-Method-Override": "GET"}}).want(405, "request.method")
		s.do(call{method: "GET", path: store + "/stores"}).want(401, "auth.required")
		s.do(call{method: "GET", path: store + "/settings"}).want(401, "auth.required")
	})
}

func TestWhoIsCallingIsSaidByATokenOrACookieOfTheRightAudience(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		o, v := s.owner(), s.shopper("a@haat.example")
		for _, c := range []call{{as: o}, {cookie: o}} {
			c.method, c.path = "GET", store+"/me"
			got := s.do(c).want(200, "")
			if !strings.Contains(string(got.raw), "owner@haat.example") || got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s %v", got.raw, got.Header)
			}
		}
		s.do(call{method: "GET", path: store + "/me", as: v}).want(401, "identity.session_ended")
		s.do(call{method: "GET", path: store + "/me", cookie: v}).want(401, "auth.required")
		s.do(call{method: "GET", path: store + "/me", header: map[string]string{"Cookie": "__Host-haat_store=" + v.Secret}}).want(401, "auth.required")
		s.do(call{method: "GET", path: store + "/me", header: map[string]string{"Cookie": "haat_store=" + o.Secret}}).want(401, "auth.required") // what a subdomain could plant
		s.do(call{method: "GET", path: store + "/me?access_token=" + o.Access}).want(401, "auth.required")
		for _, forged := range []string{"Bearer " + o.Access + "x", "Bearer ", "Bearer null", "Basic " + o.Access, o.Access, "Bearer " + o.Refresh, "Bearer " + o.Secret} {
			s.do(call{method: "GET", path: store + "/me", header: map[string]string{"Authorization": forged}}).want(401, "identity.session_ended")
		}
		s.do(call{method: "GET", path: site + "/stores", header: map[string]string{"Authorization": "Bearer old"}}).want(401, "identity.session_ended")
		s.do(call{method: "GET", path: site + "/stores", header: map[string]string{"Cookie": "__Host-haat_site=haat_old"}}).want(200, "")

		// A new pair can be had with the old token still in the header.
		var fresh identity.Tokens
		s.w.Clock.Advance(16 * time.Minute)
		s.do(call{method: "GET", path: store + "/me", as: o}).want(401, "identity.session_ended")
		got := s.do(call{method: "POST", path: store + "/auth/refresh", as: o, body: map[string]any{"refresh_token": o.Refresh}}).want(200, "")
		if err := json.Unmarshal(got.raw, &fresh); err != nil {
			t.Fatal(err)
		}
		s.do(call{method: "GET", path: store + "/me", header: map[string]string{"Authorization": "Bearer " + fresh.AccessToken}}).want(200, "")
		s.do(call{method: "POST", path: store + "/auth/logout", cookie: o}).want(204, "")
		s.do(call{method: "GET", path: store + "/me", header: map[string]string{"Authorization": "Bearer " + fresh.AccessToken}}).want(401, "identity.session_ended")
	})
}

func TestLoggingInSetsACookieThatOnlyThisHostGets(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		identitytest.Account(t, s.identity, s.w.DB, "a@haat.example")
		body := map[string]any{"email": "a@haat.example", "password": identitytest.Password}
		got := s.do(call{method: "POST", path: site + "/auth/login", body: body}).want(200, "")
		c := got.Cookies()
		if len(c) != 1 || c[0].Name != "__Host-haat_site" || !c[0].Secure || !c[0].HttpOnly || c[0].SameSite != http.SameSiteLaxMode || c[0].Domain != "" || got.Header.Get("Cache-Control") != "no-store" {
			t.Error(c, got.Header)
		}
		body["password"] = "wrong password"
		s.do(call{method: "POST", path: site + "/auth/login", body: body}).want(401, "identity.bad_credentials")
		for range 9 {
			s.do(call{method: "POST", path: site + "/auth/login", body: body})
		}
		if got := s.do(call{method: "POST", path: site + "/auth/login", body: body}).want(429, "identity.too_many_tries"); got.Header.Get("Retry-After") == "" {
			t.Error("without Retry-After")
		}
	})
}

func TestPagesOfOtherSitesCannotWrite(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		s := open(t, d, func(d *api.Deps) { d.Origins = []string{"https://www.haat.example"} })
		v := s.shopper("a@haat.example")
		logIn := map[string]any{"email": "a@haat.example", "password": identitytest.Password}
		for name, header := range map[string]map[string]string{
			"a cross-site fetch":    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
			"a sibling subdomain":   {"Sec-Fetch-Site": "same-site", "Origin": "https://x.haat.example"},
			"an old browser":        {"Origin": "https://evil.example"},
			"an opaque origin":      {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
			"a look-alike":          {"Origin": "https://www.haat.example.evil.example"},
			"the insecure variant":  {"Origin": "http://www.haat.example"},
			"a prefix of the right": {"Origin": "https://evilwww.haat.example", "Sec-Fetch-Site": "cross-site"},
		} {
			s.do(call{method: "POST", path: site + "/auth/logout", cookie: v, header: header}).want(403, "request.cross_site")
			got := s.do(call{method: "POST", path: site + "/auth/login", body: logIn, header: header}).want(403, "request.cross_site")
			if got.Header.Get("Access-Control-Allow-Origin") != "" || len(got.Cookies()) != 0 {
				t.Error(name, got.Header)
			}
			got = s.do(call{method: "GET", path: site + "/stores", cookie: v, header: header}).want(200, "")
			if got.Header.Get("Access-Control-Allow-Origin") != "" || got.Header.Get("Vary") != "Origin" {
				t.Error(name, "may read:", got.Header)
			}
			got = s.do(call{method: "OPTIONS", path: site + "/auth/logout", header: header})
			if got.Header.Get("Access-Control-Allow-Origin") != "" || got.StatusCode < 400 {
				t.Error(name, "passed the preflight:", got.StatusCode, got.Header)
			}
		}
		if !s.identity.Alive(context.Background(), v.ID) {
			t.Fatal("another site logged the shopper out")
		}
		// A form cannot say application/json.
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			s.do(call{method: "POST", path: site + "/auth/login", body: logIn, header: map[string]string{"Content-Type": kind}}).want(415, "request.content_type")
		}
		friend := map[string]string{"Origin": "https://www.haat.example", "Sec-Fetch-Site": "cross-site"}
		if got := s.do(call{method: "OPTIONS", path: site + "/auth/logout", header: friend}); got.StatusCode != 204 || got.Header.Get("Access-Control-Allow-Credentials") != "true" {
			t.Error("the friend's preflight:", got.StatusCode, got.Header)
		}
		if got := s.do(call{method: "POST", path: site + "/auth/logout", cookie: v, header: friend}).want(204, ""); got.Header.Get("Access-Control-Allow-Origin") != "https://www.haat.example" {
			t.Error(got.Header)
		}
		own := map[string]string{"Origin": s.url, "Sec-Fetch-Site": "same-origin"}
		s.do(call{method: "POST", path: site + "/auth/login", body: logIn, header: own}).want(200, "")
	})
}

func TestInputThatNothingShouldReadIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		post := func(body string) reply { return s.do(call{method: "POST", path: site + "/echo", body: body}) }
		for _, body := range []string{"{\"quantity\":1,\"note\":\"\x00\"}", `{"quantity":1,"note":"\u0000"}`, "{\"quantity\":1,\"note\":\"\xff\"}", `{"quantity":1,"note":"\ud83d"}`,
			`{"quantity":-5,"quantity":1}`, `{"quantity":1`, `not json`, ``, `{"quantity":1}{}`, strings.Repeat(`{"more":`, 70) + `1` + strings.Repeat(`}`, 70)} {
			post(body).want(400, "request.unreadable")
		}
		for _, body := range []string{`{"quantity":1,"QUANTITY":-5}`, `{"Quantity":1}`, `{"quantity":1,"price":0}`, `{"quantity":0}`, `{"quantity":"1"}`, `{"quantity":1.5}`, `[]`, `null`, `{}`} {
			post(body).want(422, "request.invalid")
		}
		post(`{"quantity":1,"note":"`+strings.Repeat("x", 1<<20)+`"}`).want(413, "request.too_large")
		for _, query := range []string{"?limit=5&colour=red", "?limit=101", "?limit=x"} {
			s.do(call{method: "GET", path: site + "/stores" + query}).want(422, "request.invalid")
		}
		for _, path := range []string{"/stores/a%00b", "/stores/%ff%fe", "/stores?cursor=%00", "/stores?cursor=%ed%a0%80"} {
			s.do(call{method: "GET", path: site + path}).want(400, "request.unreadable")
		}
		for _, kind := range []string{"", "text/plain", "application/json; charset=utf-16", "application/xml", "application/merge-patch+json"} {
			s.do(call{method: "POST", path: site + "/echo", body: `{"quantity":1}`, header: map[string]string{"Content-Type": kind}}).want(415, "request.content_type")
		}
		s.do(call{method: "POST", path: site + "/echo", body: `{"quantity":1}`, header: map[string]string{"Content-Encoding": "gzip"}}).want(415, "request.content_type")
		if s.probe.reached != 0 {
			t.Error("something reached the room")
		}
		got := post(`{"quantity":9,"note":"\ud83d\ude00"}`).want(200, "")
		if string(got.raw) != "{\"note\":\"😀\",\"quantity\":9}\n" {
			t.Errorf("%s", got.raw)
		}
		s.do(call{method: "POST", path: site + "/upload", body: strings.Repeat("\x00", 900), header: map[string]string{"Content-Type": "image/png"}}).want(200, "")
		s.do(call{method: "POST", path: site + "/upload", body: strings.Repeat("x", 1001), header: map[string]string{"Content-Type": "image/png"}}).want(413, "request.invalid")
		s.do(call{method: "GET", path: site + "/stores", header: map[string]string{"User-Agent": "caf\xe9\x01"[:4]}}).want(200, "")
	})
}

func TestFailuresSayNothingFromInside(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		s := open(t, d, func(d *api.Deps) { d.Timeout = 50 * time.Millisecond })
		got := s.do(call{method: "GET", path: site + "/panic"}).want(500, "service.internal")
		if strings.Contains(string(got.raw), "SELECT") || strings.Contains(string(got.raw), "goroutine") {
			t.Errorf("%s", got.raw)
		}
		s.do(call{method: "GET", path: site + "/slow"}).want(503, "service.unavailable")
		s.do(call{method: "GET", path: site + "/stores"}).want(200, "")
	})
}

func TestCallersOverTheirLimitWaitAndOthersDoNot(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		s := open(t, d, func(d *api.Deps) {
			d.Limits = api.Limits{Write: httpx.Rate{N: 4, Per: time.Minute}, Guess: httpx.Rate{N: 3, Per: time.Minute}, Login: httpx.Rate{N: 2, Per: time.Minute}, Nodes: 1}
		})
		v := s.shopper("a@haat.example")
		for i := range 5 {
			got := s.do(call{method: "POST", path: site + "/echo", body: `{"quantity":1}`})
			if i < 4 {
				got.want(200, "")
				continue
			}
			got.want(429, "request.too_many")
			if got.Header.Get("Retry-After") != "15" || got.Header.Get("RateLimit") != `"write";r=0;t=60` || got.Header.Get("RateLimit-Policy") != `"write";q=4;w=60` {
				t.Error(got.Header)
			}
		}
		s.do(call{method: "POST", path: site + "/echo", body: `{"quantity":1}`, as: v}).want(200, "") // another caller
		s.do(call{method: "GET", path: site + "/stores"}).want(200, "")                               // another class
		for range 3 {
			s.do(call{method: "GET", path: site + "/guess"}).want(204, "")
		}
		spoofed := map[string]string{"X-Forwarded-For": "198.51.100.9", "Forwarded": "for=198.51.100.9", "X-Real-IP": "198.51.100.9"}
		s.do(call{method: "GET", path: site + "/guess", header: spoofed}).want(429, "request.too_many")
		for range 2 {
			s.do(call{method: "POST", path: site + "/auth/login", as: v, body: map[string]any{"email": "b@haat.example", "password": "x"}}).want(401, "identity.bad_credentials")
		}
		s.do(call{method: "POST", path: site + "/auth/login", body: map[string]any{"email": "c@haat.example", "password": "x"}}).want(429, "request.too_many")
		s.w.Clock.Advance(time.Minute)
		s.do(call{method: "POST", path: site + "/echo", body: `{"quantity":1}`}).want(200, "")
	})
}

func TestOneNetworkIsBoundedBeforeAnythingIsLookedUpAndLimitsCanBeLifted(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		tight := api.Limits{Network: httpx.Rate{N: 6, Per: time.Minute}, Nodes: 2}
		s := open(t, d, func(d *api.Deps) { d.Limits = tight })
		for range 3 {
			s.do(call{method: "GET", path: site + "/stores", header: map[string]string{"Authorization": "Bearer garbage"}}).want(401, "identity.session_ended")
		}
		s.do(call{method: "POST", path: "/api/v1/hooks/acme", body: "{}"}).want(429, "request.too_many")
		tight.Off = true
		s = open(t, d, func(d *api.Deps) { d.Limits = tight })
		for range 20 {
			if got := s.do(call{method: "GET", path: site + "/stores"}).want(200, ""); got.Header.Get("RateLimit") != "" {
				t.Fatal(got.Header)
			}
		}
	})
}

func TestAnIdempotencyKeyReplaysTheAnswerToTheSameCallerOnly(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		o := s.owner()
		body := `{"name":"Kiln","email":"hi@kiln.example"}`
		first := s.do(call{method: "POST", path: store + "/sellers", as: o, key: "k-1", body: body}).want(201, "")
		again := s.do(call{method: "POST", path: store + "/sellers", cookie: o, key: "k-1", body: body}).want(201, "")
		if !bytes.Equal(first.raw, again.raw) {
			t.Errorf("%s\n%s", first.raw, again.raw)
		}
		s.do(call{method: "POST", path: store + "/sellers", as: o, key: "k-1", body: body + " "}).want(422, "idempotency.reused")
		for _, bad := range []string{strings.Repeat("k", 201), "with space", "é"} {
			s.do(call{method: "POST", path: store + "/sellers", as: o, key: bad, body: body}).want(400, "idempotency.bad_key")
		}
		identitytest.Member(t, s.identity, s.w.DB, "second@haat.example", "", identity.Owner)
		other := identitytest.LogIn(t, s.identity, "second@haat.example", identity.Store)
		mine := s.do(call{method: "POST", path: store + "/sellers", as: &other, key: "k-1", body: body}).want(201, "")
		if bytes.Equal(first.raw, mine.raw) {
			t.Error("another caller got somebody else's answer")
		}
		logIn := map[string]any{"email": "owner@haat.example", "password": identitytest.Password}
		one := s.do(call{method: "POST", path: store + "/auth/login", key: "k-2", body: logIn}).want(200, "")
		two := s.do(call{method: "POST", path: store + "/auth/login", key: "k-2", body: logIn}).want(200, "")
		if bytes.Equal(one.raw, two.raw) {
			t.Error("a log-in was stored")
		}
	})
}

func TestAPrivilegedTryThatWasRefusedIsInTheAudit(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		o := s.owner()
		identitytest.Member(t, s.identity, s.w.DB, "m@kiln.example", "sel_x", identity.Owner)
		m := identitytest.LogIn(t, s.identity, "m@kiln.example", identity.Store)
		s.do(call{method: "PATCH", path: store + "/settings", as: &m, body: map[string]any{"name": "Mine"}}).want(403, "auth.forbidden")
		s.do(call{method: "GET", path: store + "/audit", as: &m}).want(403, "auth.forbidden")
		s.do(call{method: "PATCH", path: store + "/settings", body: map[string]any{"name": "Mine"}}).want(401, "auth.required")
		got := s.do(call{method: "GET", path: store + "/audit?entity=operation", as: o}).want(200, "")
		var l struct{ Items []audit.Entry }
		if err := json.Unmarshal(got.raw, &l); err != nil {
			t.Fatal(err)
		}
		if len(l.Items) != 2 || l.Items[1].EntityID != "settings-update" || l.Items[1].Action != "refused" || l.Items[1].ActorID != m.Account.ID ||
			l.Items[1].Network != "127.0.0.1" || !strings.HasPrefix(l.Items[1].RequestID, "req_") {
			t.Errorf("%s", got.raw)
		}
	})
}

func TestFailedJobsCanBeTriedAgainOrGivenUp(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		o := s.owner()
		broken := true
		job.Outside(s.w.Jobs, "test.fails", func(context.Context, job.Info, struct{}) error {
			if broken {
				return errors.New("no")
			}
			return nil
		})
		for range 2 {
			err := s.w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				return s.w.Queue.Enqueue(ctx, tx, "test.fails", struct{}{}, job.Options{MaxAttempts: 1})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		s.w.Run(t)
		s.w.Settle(t)
		var l struct{ Items []job.Dead }
		got := s.do(call{method: "GET", path: store + "/jobs/failed?kind=test.fails", as: o}).want(200, "")
		if err := json.Unmarshal(got.raw, &l); err != nil || len(l.Items) != 2 {
			t.Fatalf("%v %s", err, got.raw)
		}
		broken = false
		s.do(call{method: "POST", path: store + "/jobs/failed/" + l.Items[0].ID + "/retry", as: o}).want(204, "")
		s.do(call{method: "DELETE", path: store + "/jobs/failed/" + l.Items[1].ID, as: o}).want(204, "")
		s.do(call{method: "DELETE", path: store + "/jobs/failed/" + l.Items[1].ID, as: o}).want(404, "job.not_found")
		s.w.Settle(t)
		if got := s.do(call{method: "GET", path: store + "/jobs/failed", as: o}).want(200, ""); string(got.raw) != "{\"items\":[]}\n" {
			t.Errorf("%s", got.raw)
		}
	})
}

func TestProvidersReachTheirDoorWithExactlyWhatTheySent(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		raw := "{\"a\" : 1,\"a\":2, \"b\":\"\\u0000\xff\"}\n"
		s.do(call{method: "POST", path: "/api/v1/hooks/acme", body: raw, header: map[string]string{"Origin": "https://acme.example", "Sec-Fetch-Site": "cross-site", "Acme-Signature": "s", "Content-Type": "text/plain"}}).want(204, "")
		if string(s.probe.hook) != raw || s.probe.header.Get("Acme-Signature") != "s" {
			t.Errorf("%q %v", s.probe.hook, s.probe.header)
		}
		s.do(call{method: "POST", path: "/api/v1/hooks/nobody", body: raw}).want(404, "payment.unknown_provider")
		s.do(call{method: "POST", path: "/api/v1/hooks/..%2fx", body: raw}).want(404, "request.no_route")
		s.do(call{method: "POST", path: "/api/v1/hooks/acme", body: strings.Repeat("x", 256<<10+1)}).want(413, "request.too_large")
		s.do(call{method: "GET", path: "/api/v1/hooks/acme"}).want(405, "request.method")
	})
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.w.Run(t)
		for name, end := range map[string]func(v *identity.Session) error{
			"a log-out":            func(v *identity.Session) error { return s.identity.LogOut(context.Background(), v.ID) },
			"a log-out everywhere": func(v *identity.Session) error { return s.identity.LogOutAll(context.Background(), v.Account.ID) },
		} {
			v := s.shopper(strings.ReplaceAll(name, " ", "") + "@haat.example")
			req, err := http.NewRequest(http.MethodGet, s.url+site+"/ticks", nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+v.Access)
			res, err := http.DefaultTransport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			first := make([]byte, 64)
			if n, err := res.Body.Read(first); err != nil || !strings.Contains(string(first[:n]), "event: tick") {
				t.Fatal(string(first), err)
			}
			ended := make(chan struct{})
			go func() {
				_, _ = io.Copy(io.Discard, res.Body) // however it ends
				close(ended)
			}()
			if err := end(v); err != nil {
				t.Fatal(err)
			}
			select {
			case <-ended:
			case <-time.After(30 * time.Second):
				t.Error(name, "left the stream open")
			}
			_ = res.Body.Close()
		}
		s.do(call{method: "GET", path: site + "/ticks"}).want(401, "auth.required")
	})
}

func TestTheDocumentsAreTheSameEachTimeAndDeclareEveryOperation(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, sets())
	first, second := open(t, d, nil), open(t, d, nil)
	siteA, storeA, err := first.api.Documents()
	if err != nil {
		t.Fatal(err)
	}
	siteB, storeB, err := second.api.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(siteA, siteB) || !bytes.Equal(storeA, storeB) {
		t.Error("two builds differ")
	}
	if got := first.do(call{method: "GET", path: "/api/store.json"}).want(200, ""); !bytes.Equal(got.raw, storeA) {
		t.Error("another document is served")
	}
	ops := 0
	for _, raw := range [][]byte{siteA, storeA} {
		var doc struct {
			OpenAPI string
			Paths   map[string]map[string]struct {
				OperationID string         `json:"operationId"`
				Perm        string         `json:"x-haat-permission"`
				Body        map[string]any `json:"requestBody"`
				Security    []any
				Responses   map[string]struct{ Content map[string]any }
				Parameters  []struct{ Name string }
			}
		}
		if err := json.Unmarshal(raw, &doc); err != nil || !strings.HasPrefix(doc.OpenAPI, "3.1") {
			t.Fatal(err, doc.OpenAPI)
		}
		for path, item := range doc.Paths {
			for method, op := range item {
				ops++
				if op.Perm == "" && op.OperationID != "undeclared" {
					t.Error(op.OperationID, "declares no permission")
				}
				if method == "get" && op.Body != nil {
					t.Error("GET", path, "takes a body")
				}
				if op.Perm != "public" && op.Perm != "" && len(op.Security) == 0 {
					t.Error(op.OperationID, "does not say how to log in")
				}
				if op.OperationID == "ticks" && op.Responses["200"].Content["text/event-stream"] == nil {
					t.Error("the stream is no stream:", op.Responses)
				}
				if op.OperationID == "sellers-create" && (len(op.Parameters) == 0 || op.Parameters[0].Name != "Idempotency-Key") {
					t.Error("a create without a key:", op.Parameters)
				}
			}
		}
		if !bytes.Contains(raw, []byte(`"#/components/schemas/AuthRefreshBody"`)) {
			t.Error("a body is not named after its operation")
		}
		for _, word := range []string{"$schema", "password_hash", "\\u003c"} {
			if bytes.Contains(raw, []byte(word)) {
				t.Error("the document has", word)
			}
		}
	}
	if ops < 40 {
		t.Error("only", ops, "operations")
	}
}

func TestAHandlerMayWorkLongerThanItsBodyTookToRead(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the deadline that must not be there")
	}
	t.Parallel()
	s := open(t, dbtest.Open(t, db.SQLite, sets()), nil)
	s.do(call{method: "POST", path: site + "/long", body: `{"other":"x"}`}).want(204, "")
}

func TestTheReferencePageLoadsNothingFromElsewhere(t *testing.T) {
	s := open(t, dbtest.Open(t, db.SQLite, sets()), nil)
	for path, kind := range map[string]string{"/api/docs": "text/html; charset=utf-8", "/api/docs/view.js": "text/javascript; charset=utf-8", "/api/docs/view.css": "text/css; charset=utf-8"} {
		got := s.do(call{method: "GET", path: path}).want(200, "")
		if got.Header.Get("Content-Type") != kind || !strings.Contains(got.Header.Get("Content-Security-Policy"), "default-src 'none'; script-src 'self'") {
			t.Error(path, got.Header)
		}
		if bytes.Contains(got.raw, []byte("//cdn")) || bytes.Contains(got.raw, []byte("https://")) || bytes.Contains(got.raw, []byte("<script>")) {
			t.Error(path, "loads something from elsewhere")
		}
	}
	if got := s.do(call{method: "GET", path: "/api"}); got.StatusCode != 302 || got.Header.Get("Location") != "/api/docs" {
		t.Error(got.StatusCode, got.Header)
	}
}
