// Package attacks_test replays attacks that worked on other shops against a
// running one, over HTTP. docs/security.md lists them by number; each test is
// named after its case.
//
// One shop per engine serves the cases that need no setting of their own, many
// at a time. After each case the books are checked and the log is read.
package attacks_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

const (
	site       = apptest.Site
	store      = apptest.Store
	urlencoded = "application/x-www-form-urlencoded"
)

func TestMain(m *testing.M) {
	before := runtime.NumGoroutine()
	code := m.Run()
	if err := houses.close(before); err != nil {
		fmt.Fprintln(os.Stderr, "FAIL: after the last case:", err)
		code = 1
	}
	os.Exit(code)
}

// keeper is the testing.TB of a shop that outlives one test.
type keeper struct {
	testing.TB // nil: what a shop calls is below
	mu         sync.Mutex
	undo       []func()
	wrong      []string
}

func (k *keeper) Helper()                           {}
func (k *keeper) Name() string                      { return "attacks" }
func (k *keeper) Logf(string, ...any)               {}
func (k *keeper) Error(args ...any)                 { k.note(fmt.Sprint(args...)) }
func (k *keeper) Errorf(format string, args ...any) { k.note(fmt.Sprintf(format, args...)) }
func (k *keeper) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }
func (k *keeper) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func (k *keeper) note(s string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.wrong = append(k.wrong, s)
}

func (k *keeper) Cleanup(fn func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.undo = append(k.undo, fn)
}

func (k *keeper) TempDir() string {
	dir, err := os.MkdirTemp("", "haat-attacks-")
	if err != nil {
		panic(err)
	}
	k.Cleanup(func() { _ = os.RemoveAll(dir) }) // a leftover of a test is nobody's failure
	return dir
}

// street is the shops that run; one per engine, opened by the first case.
type street struct {
	k    keeper
	mu   sync.Mutex
	open map[db.Engine]*house
}

var houses = street{open: map[db.Engine]*house{}}

// close stops the shops and waits for every goroutine they began.
func (s *street) close(before int) error {
	for i := len(s.k.undo) - 1; i >= 0; i-- {
		s.k.undo[i]()
	}
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1) // stderr takes it or nobody does
		return fmt.Errorf("%d goroutines, %d before the first case", n, before)
	}
	if len(s.k.wrong) > 0 {
		return errors.New(strings.Join(s.k.wrong, "\n"))
	}
	return nil
}

// house is a running shop with two stores and a log that is read.
type house struct {
	*apptest.Shop
	m      apptest.Market
	log    *journal
	engine db.Engine
	shared bool
}

// numbers makes names and networks nobody had.
var numbers atomic.Int64

func next() int64 { return numbers.Add(1) }

// plenty is the stock of the market's two products.
const plenty = 100_000

// of returns the shop of an engine. It believes what the test's clients say of
// their network, so that no case uses up another's tries.
func (s *street) of(e db.Engine) *house {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.open[e]; h != nil {
		return h
	}
	h := raise(&s.k, e, apptest.Options{Config: func(c *app.Config) { c.TrustedProxies = []string{"127.0.0.1"} }})
	h.shared = true
	s.open[e] = h
	return h
}

func raise(t testing.TB, e db.Engine, o apptest.Options) *house {
	h := &house{engine: e, log: &journal{}}
	o.Log = slog.New(slog.NewJSONHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h.Shop = apptest.Start(t, e, o)
	h.m = apptest.Fill(t, h.App, plenty)
	return h
}

// attack runs a case against the shop of each engine, beside others.
func attack(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			t.Parallel()
			h := houses.of(e)
			from := h.log.mark()
			fn(t, h)
			h.sound(t, from)
		})
	}
}

// alone runs a case against a shop of its own, for what needs other settings,
// another clock, or uses up tries.
func alone(t *testing.T, o apptest.Options, fn func(t *testing.T, h *house)) {
	t.Helper()
	on(t, dbtest.Engines(), o, fn)
}

// light is alone for what no database has a part in.
func light(t *testing.T, o apptest.Options, fn func(t *testing.T, h *house)) {
	t.Helper()
	on(t, []db.Engine{db.SQLite}, o, fn)
}

func on(t *testing.T, engines []db.Engine, o apptest.Options, fn func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	for _, e := range engines {
		t.Run(e.String(), func(t *testing.T) {
			t.Parallel()
			h := raise(t, e, o)
			fn(t, h)
			h.sound(t, 0)
		})
	}
}

// braked are the settings of a shop that counts what it is asked.
func braked() apptest.Options {
	return apptest.Options{Config: func(c *app.Config) { c.RateLimit = "on" }}
}

// from gives every request of a client its network.
type from struct {
	network string
	next    http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (f from) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Forwarded-For") == "" {
		r.Header.Set("X-Forwarded-For", f.network)
	}
	return f.next.RoundTrip(r)
}

// client is a new visitor, from a network of its own at the shared shop.
func (h *house) client(t *testing.T) *apptest.Client {
	t.Helper()
	c := apptest.NewClient(t, h.URL)
	if h.shared {
		n := next()
		c.HTTP.Transport = from{fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255), c.HTTP.Transport}
	}
	return c
}

// staff logs in at the dashboard's door.
func (h *house) staff(t *testing.T, email string) *apptest.Client {
	t.Helper()
	c := h.client(t)
	c.Do("POST", store+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(bearer(c))
	return c
}

// bearer reads an answer to a log-in into the client, which keeps no cookie.
func bearer(c *apptest.Client) *tokens { c.HTTP.Jar = nil; return &tokens{client: c} }

type tokens struct {
	client  *apptest.Client
	Access  string
	Refresh string
}

// customer registers somebody; name@ is in the address.
func (h *house) customer(t *testing.T, name string) (*apptest.Client, string) {
	t.Helper()
	c, email := h.client(t), fmt.Sprintf("%s%d@shop.example", name, next())
	h.member(t, c, email, name, "Shopper")
	return c, email
}

// member gives somebody an account whose address is proven, and logs them in.
func (h *house) member(t *testing.T, c *apptest.Client, email, first, last string) {
	t.Helper()
	h.Account(email)
	c.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(200).Into(bearer(c))
	c.Do("PATCH", site+"/me", map[string]any{"first_name": first, "last_name": last}).Want(200)
}

// browser is a customer who logged in through the storefront: cookies only.
func (h *house) browser(t *testing.T, email string) *apptest.Client {
	t.Helper()
	c := h.client(t)
	form(c, "/login", url.Values{"email": {email}, "password": {apptest.Password}}).Want(303)
	return c
}

// guest has ordered one piece of a variant.
func (h *house) guest(t *testing.T, method string, variants ...string) (*apptest.Client, apptest.Placed) {
	t.Helper()
	c := h.client(t)
	if len(variants) == 0 {
		variants = []string{h.m.VariantA}
	}
	return c, c.Place(c.Basket(fmt.Sprintf("guest%d@guest.example", next()), variants...), method)
}

// goods makes a product of its own in a store.
func (h *house) goods(t *testing.T, storeID string, price, stock int64) (productID, variantID string) {
	t.Helper()
	return apptest.Product(t, h.App, storeID, fmt.Sprint("Thing ", next()), price, stock)
}

// form posts a storefront form.
func form(c *apptest.Client, path string, v url.Values, headers ...string) apptest.Answer {
	return c.Do("POST", path, v.Encode(), append([]string{"Content-Type", urlencoded}, headers...)...)
}
