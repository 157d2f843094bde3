package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// leavingFor is how long a node under test serves on after it was told to stop:
// longer than a busy machine keeps anybody waiting.
const leavingFor = 2 * time.Second

func leaves(c *app.Config) { c.DrainDelay = leavingFor }

func TestANodeSaysThatItLeavesBeforeItRefusesAnything(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			t.Parallel()
			s := apptest.Start(t, e, apptest.Options{Config: leaves})
			c := s.Client()
			if a := c.Do("GET", site+"/settings", nil).Want(200); a.Header.Get("Connection") != "" {
				t.Error("a node that stays closes connections")
			}
			stopped := make(chan struct{})
			go func() { defer close(stopped); s.Stop() }()
			apptest.Eventually(t, leavingFor/2, "it is not ready", func() bool { return c.Do("GET", "/readyz", nil).Status == http.StatusServiceUnavailable })
			c.Do("GET", "/healthz", nil).Want(200) // alive: nobody should kill it
			for range 3 {                          // each on a connection of its own
				c.Do("POST", site+"/carts", map[string]any{}).Want(201)
			}
			res, err := c.HTTP.Get(s.URL + site + "/settings")
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if !res.Close {
				t.Error("the connection stays open, and is closed under a later request")
			}
			<-stopped
			if _, err := c.Try("GET", "/readyz", nil); !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("after it left: %v", err)
			}
		})
	}
}

// balancer spreads requests over the nodes that say they are ready, as any
// proxy does: what could not be sent is sent to another, and what was sent
// only when it reads.
type balancer struct {
	mu    sync.Mutex
	nodes map[string]bool // address → ready
	turn  int
	stop  chan struct{}
}

func (b *balancer) add(u string) { b.set(strings.TrimPrefix(u, "http://"), false) }

func (b *balancer) remove(u string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.nodes, strings.TrimPrefix(u, "http://"))
}

func (b *balancer) set(node string, ready bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.nodes[node] = ready
}

// order lists the ready nodes, another one first each time.
func (b *balancer) order() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for n, ready := range b.nodes {
		if ready {
			out = append(out, n)
		}
	}
	b.turn++
	if len(out) > 1 && b.turn%2 == 0 {
		out[0], out[1] = out[1], out[0]
	}
	return out
}

// probe asks every node whether it is ready, until the test ends.
func (b *balancer) probe() {
	for {
		b.mu.Lock()
		var all []string
		for n := range b.nodes {
			all = append(all, n)
		}
		b.mu.Unlock()
		for _, n := range all {
			res, err := http.Get("http://" + n + "/readyz")
			ready := err == nil && res.StatusCode == http.StatusOK
			if err == nil {
				_ = res.Body.Close()
			}
			b.mu.Lock()
			if _, known := b.nodes[n]; known {
				b.nodes[n] = ready
			}
			b.mu.Unlock()
		}
		select {
		case <-b.stop:
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// RoundTrip implements http.RoundTripper.
func (b *balancer) RoundTrip(r *http.Request) (*http.Response, error) {
	err := errors.New("no node is ready")
	for _, n := range b.order() {
		r.URL.Host = n
		var res *http.Response
		if res, err = http.DefaultTransport.RoundTrip(r); err == nil {
			return res, nil
		}
		var dial *net.OpError
		if refused := errors.As(err, &dial) && dial.Op == "dial"; !refused && r.Method != http.MethodGet {
			break
		}
	}
	return nil, err
}

// balance starts a proxy before nodes.
func balance(t *testing.T, nodes ...string) (*balancer, string) {
	t.Helper()
	b := &balancer{nodes: map[string]bool{}, stop: make(chan struct{})}
	for _, n := range nodes {
		b.add(n)
	}
	go b.probe()
	p := &httputil.ReverseProxy{Transport: b, FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: "http", Host: "haat"}) }}
	srv := httptest.NewServer(p)
	t.Cleanup(func() { srv.CloseClientConnections(); srv.Close(); close(b.stop) })
	apptest.Eventually(t, 20*time.Second, "the proxy knows the nodes", func() bool { return len(b.order()) == len(nodes) })
	return b, srv.URL
}

func TestTwoNodesRestartedInTurnFailNoRequestAndLoseNoOrder(t *testing.T) {
	if os.Getenv(dbtest.EnvURL) == "" {
		t.Skip(dbtest.EnvURL + " is not set: two nodes need PostgreSQL")
	}
	cfg := apptest.Fresh(t, db.Postgres)
	start := func() *apptest.Shop {
		c := cfg
		c.Data = t.TempDir()
		return apptest.StartOn(t, c, apptest.Options{Config: leaves})
	}
	a, b := start(), start()
	m := apptest.Fill(t, a.App, 100_000)
	staff := a.LogIn(apptest.Owner, apptest.Password)
	proxy, at := balance(t, a.URL, b.URL)

	load := newLoad(t, at)
	load.repeat(2, func(c *apptest.Client) error { return reads(c, m) })
	load.repeat(3, func(c *apptest.Client) error { return buys(c, m, load) })
	live := load.listen(staff.Bearer)
	apptest.Eventually(t, 10*time.Second, "orders come", func() bool { return load.orders() > 3 && live.heard.Load() > 0 })
	for _, old := range []*apptest.Shop{a, b} {
		before, gone := load.orders(), old.URL
		old.Stop()
		proxy.remove(gone)
		fresh := start()
		proxy.add(fresh.URL)
		apptest.Eventually(t, 10*time.Second, "the proxy knows the new node", func() bool { return len(proxy.order()) == 2 })
		if load.orders() == before {
			t.Error("nobody could order while a node restarted")
		}
		a = fresh
	}
	opened, heard := live.opened.Load(), live.heard.Load()
	apptest.Eventually(t, 10*time.Second, "orders are heard again", func() bool { return live.heard.Load() > heard })
	placed := load.end()
	if opened < 2 {
		t.Error("the live stream never had to open again: it was not tested")
	}
	a.Settled()
	var known []string
	for _, id := range placed {
		if n := rows(t, a, `SELECT COUNT(*) FROM order_orders WHERE id = '`+id+`'`); n != 1 {
			t.Errorf("order %s was acknowledged and is there %d times", id, n)
		}
		known = append(known, id)
	}
	if n := rows(t, a, `SELECT COUNT(*) FROM order_orders`); n != int64(len(known)) {
		t.Errorf("%d orders for %d acknowledged", n, len(known))
	}
	if n := rows(t, a, `SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'order_placed' AND status = 'sent'`); n != int64(len(known)) {
		t.Errorf("%d mails for %d orders", n, len(known))
	}
	t.Logf("%d requests, %d orders, the stream opened %d times", load.requests.Load(), len(known), opened)
}

// load is shoppers who never stop; one failed request fails the test.
type load struct {
	t        *testing.T
	at       string
	wg       sync.WaitGroup
	stop     chan struct{}
	requests atomic.Int64
	mu       sync.Mutex
	placed   []string
}

func newLoad(t *testing.T, at string) *load { return &load{t: t, at: at, stop: make(chan struct{})} }

func (l *load) orders() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.placed)
}

// end stops the shoppers and returns the orders that were acknowledged.
func (l *load) end() []string {
	close(l.stop)
	l.wg.Wait()
	return l.placed
}

func (l *load) ended() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}

func (l *load) repeat(users int, visit func(*apptest.Client) error) {
	for range users {
		l.wg.Go(func() {
			for !l.ended() {
				c := apptest.NewClient(l.t, l.at)
				if err := visit(c); err != nil {
					l.t.Error(err)
					return
				}
				l.requests.Add(1)
				c.HTTP.CloseIdleConnections()
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
}

// ask sends one request and wants a status.
func ask(c *apptest.Client, method, path string, body any, status int, into any, headers ...string) error {
	a, err := c.Try(method, path, body, headers...)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if a.Status != status {
		return fmt.Errorf("%s %s: %d %.300s", method, path, a.Status, a.Body)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(a.Body, into)
}

func reads(c *apptest.Client, m apptest.Market) error {
	var all []error
	for _, path := range []string{"/", site + "/products/" + m.ProductA, site + "/search?q=mug", site + "/products?include=variants"} {
		all = append(all, ask(c, "GET", path, nil, http.StatusOK, nil))
	}
	return errors.Join(all...)
}

func buys(c *apptest.Client, m apptest.Market, l *load) error {
	var cart apptest.Cart
	if err := ask(c, "POST", site+"/carts", map[string]any{}, http.StatusCreated, &cart); err != nil {
		return err
	}
	at := site + "/carts/" + cart.ID
	var offered struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct{ ID string }
		}
	}
	err := errors.Join(
		ask(c, "POST", at+"/lines", map[string]any{"variant_id": m.VariantA, "quantity": 1}, http.StatusCreated, nil),
		ask(c, "PATCH", at, map[string]any{"email": "ada@guest.example", "shipping_address": apptest.Address()}, http.StatusOK, nil),
		ask(c, "GET", at+"/shipping-options", nil, http.StatusOK, &offered))
	if err != nil || len(offered.Items) != 1 {
		return errors.Join(err, fmt.Errorf("%d stores ship", len(offered.Items)))
	}
	chosen := []map[string]string{{"store_id": offered.Items[0].StoreID, "option_id": offered.Items[0].Options[0].ID}}
	if err := ask(c, "PUT", at+"/shipping", map[string]any{"selections": chosen}, http.StatusOK, &cart); err != nil {
		return err
	}
	var p apptest.Placed
	if err := ask(c, "POST", at+"/place", apptest.PlaceBody(cart, "cod"), http.StatusCreated, &p, "Idempotency-Key", apptest.Key()); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.placed = append(l.placed, p.Order.ID)
	return nil
}

// liveStream counts what a stream that opens again and again heard.
type liveStream struct{ opened, heard atomic.Int64 }

// listen follows the orders as the dashboard does: a stream that ends is opened again.
func (l *load) listen(bearer string) *liveStream {
	var s liveStream
	ctx, cancel := context.WithCancel(context.Background())
	l.t.Cleanup(cancel)
	l.wg.Go(func() { <-l.stop; cancel() })
	l.wg.Go(func() {
		for !l.ended() {
			if err := s.once(ctx, l.at, bearer); err != nil && ctx.Err() == nil {
				l.t.Error("the live stream:", err)
				return
			}
		}
	})
	return &s
}

// once opens the stream and reads until it ends; a refusal is an error, an end is none.
func (s *liveStream) once(ctx context.Context, at, bearer string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at+store+"/orders/events", nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+bearer)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return errors.New(res.Status)
	}
	s.opened.Add(1)
	buf := make([]byte, 4096)
	for {
		n, err := res.Body.Read(buf)
		s.heard.Add(int64(strings.Count(string(buf[:n]), "event: ")))
		if err != nil {
			return nil
		}
	}
}
