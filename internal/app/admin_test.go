package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/serve/admin"
)

func withAdmin(c *app.Config) { c.AdminAddr = "127.0.0.1:0" }

// scrape reads /metrics into name{labels} → value.
func scrape(t *testing.T, base string) map[string]string {
	t.Helper()
	res, err := http.Get(base + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(res.Body)
		t.Fatalf("%d: %s", res.StatusCode, b)
	}
	out := map[string]string{}
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if name, value, ok := cutLast(lines.Text(), ' '); ok && !strings.HasPrefix(name, "#") {
			out[name] = value
		}
	}
	return out
}

func cutLast(s string, by byte) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, by)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func TestWhoeverRunsTheShopSeesItsNumbersAndThePublicDoesNot(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) { numbers(t, e) })
	}
}

func numbers(t *testing.T, e db.Engine) {
	s := apptest.Start(t, e, apptest.Options{Config: withAdmin})
	apptest.Fill(t, s.App, 10)
	s.Settled()
	c := s.Client()
	const handle = "clay-mug"
	path := "/products/" + handle
	for range 3 {
		c.Do("GET", path, nil).Want(200)
	}
	c.Do("GET", "/products/nothing-like-this", nil).Want(404)
	c.Do("GET", "/api/v1/site/products?limit=1", nil).Want(200)
	c.Do("POST", "/api/v1/hooks/sandbox", `{"forged":true}`).Want(400)
	c.Do("POST", "/api/v1/hooks/some-word-of-a-stranger", `{}`).Want(404)
	c.Do("POST", "/api/v1/store/auth/login", map[string]string{"email": "nobody@shop.example", "password": "wrong password"}).Want(401)
	s.Settled()

	got := scrape(t, s.AdminURL())
	engine := e.String()
	for name, want := range map[string]string{
		`haat_http_requests_total{door="storefront",method="GET",route="/products/{handle}",status="2xx"}`:   "3",
		`haat_http_requests_total{door="storefront",method="GET",route="/products/{handle}",status="4xx"}`:   "1",
		`haat_http_request_seconds_count{door="storefront",method="GET",route="/products/{handle}"}`:         "4",
		`haat_http_requests_total{door="site",method="GET",route="/api/v1/site/products",status="2xx"}`:      "1",
		`haat_http_requests_total{door="hooks",method="POST",route="/api/v1/hooks/{provider}",status="4xx"}`: "2",
		`haat_page_cache_requests_total{result="hit"}`:                                                       "2",
		`haat_webhooks_total{outcome="refused",provider="sandbox"}`:                                          "1",
		`haat_webhooks_total{outcome="refused",provider="unknown"}`:                                          "1",
		`haat_logins_total{audience="store",outcome="refused"}`:                                              "1",
		`haat_event_lag{how="follow",listener="search.index"}`:                                               "0",
		`haat_search_age_seconds`:        "0",
		`haat_jobs_oldest_ready_seconds`: "0",
		`haat_scrape_failed`:             "0",
		`haat_build_info{go="` + runtime.Version() + `",revision="",version="test"}`: "1",
		`haat_db_transactions_total{engine="` + engine + `",outcome="committed"}`:    "",
		`haat_db_transaction_seconds_bucket{engine="` + engine + `",le="+Inf"}`:      "",
		`haat_db_connections{engine="` + engine + `",state="max"}`:                   "",
		`haat_search_documents`: "",
		`go_goroutines`:         "",
	} {
		if v, ok := got[name]; !ok || want != "" && v != want {
			t.Errorf("%s = %q, want %q", name, v, want)
		}
	}
	if v := got["haat_search_documents"]; v == "0" {
		t.Error("the index is said to be empty")
	}
	for name := range got {
		if strings.Contains(name, handle) || strings.Contains(name, "stranger") || strings.Contains(name, "cart_") {
			t.Errorf("a metric names what a visitor asked for: %s", name)
		}
	}
	for _, path := range []string{"/metrics", "/debug/pprof", "/debug/pprof/heap", "/debug/pprof/cmdline", "/version"} {
		if a := c.Do("GET", path, nil); a.Status != http.StatusNotFound || strings.Contains(a.Text(), "haat_") {
			t.Errorf("%s on the public door: %d", path, a.Status)
		}
		if res, err := http.Get(s.AdminURL() + path); err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("%s on the admin door: %v %v", path, res, err)
		}
	}
}

func TestReadinessSaysWhichPartIsNotAndADrainCanBeWatched(t *testing.T) {
	s := apptest.Start(t, db.SQLite, apptest.Options{Config: withAdmin})
	look := func() (int, admin.Readiness) {
		res, err := http.Get(s.AdminURL() + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var r admin.Readiness
		if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, r
	}
	status, r := look()
	if status != 200 || !r.Ready || len(r.Checks) != 6 {
		t.Fatalf("%d %+v", status, r)
	}
	// A request that is still being answered holds the drain open.
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "POST /api/v1/site/carts HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{"); err != nil {
		t.Fatal(err)
	}
	s.Client().Do("GET", "/healthz", nil).Want(200) // came later: the request before it has been taken
	at, stopped := s.AdminURL(), make(chan struct{})
	go func() { defer close(stopped); s.Stop() }()
	apptest.Eventually(t, 20*time.Second, "readiness that says the node is going", func() bool {
		status, r = look()
		return status == 503 && !r.Checks[0].OK && r.Checks[0].Note == "shutting down"
	})
	if _, err := http.Get(at + "/metrics"); err != nil {
		t.Error("a drain cannot be watched:", err)
	}
	if _, err := io.WriteString(conn, "}"); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, " 201 ") {
		t.Errorf("the request that was under way: %q %v", line, err)
	}
	<-stopped
	if _, err := http.Get(at + "/healthz"); err == nil {
		t.Error("the admin door is open after the end")
	}
}

func TestANodeWhoseAdminAddressIsTakenDoesNotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := apptest.Fresh(t, db.SQLite)
	c.AdminAddr = taken.Addr().String()
	a, err := app.New(context.Background(), c, app.Parts{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if err := a.Serve(context.Background(), io.Discard); err == nil || !strings.Contains(err.Error(), "HAAT_ADMIN_ADDR") {
		t.Errorf("%v", err)
	}
}
