//go:build unix

package soak_test

import (
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
)

// recovery is how long the shop may be away when its database is.
const recovery = 30 * time.Second

// resume answers how long after a moment the next step was acknowledged that
// began after it.
func (s *storm) resume(t *testing.T, since time.Time) time.Duration {
	t.Helper()
	for len(s.heard) > 0 {
		<-s.heard
	}
	select {
	case <-s.heard:
	case <-time.After(2 * time.Minute):
		t.Fatal("the shop did not come back")
	}
	took := time.Since(since)
	if took > recovery {
		t.Errorf("the shop was away for %s", took)
	}
	return took
}

// R10: the primary dies under load, the synchronous standby takes over. What
// was acknowledged was on both.
func TestR10AFailOverToASynchronousStandbyLosesNoAcknowledgedOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("runs two PostgreSQL servers")
	}
	t.Parallel()
	primary := newServer(t)
	primary.start()
	standby := primary.standby()
	cfg := config(t)
	cfg.DatabaseURL = both(primary, standby)
	office := openOffice(t)
	cfg.SandboxURL = office.url()
	m := seed(t, cfg, plenty)
	first := newProcess(t, cfg)
	second := cfg
	second.Addr, second.Data = apptest.FreeAddr(t), cfg.Data
	other := newProcess(t, second)
	first.start()
	other.start()
	s := newStorm(t, m, first.url(), other.url())
	crews := s.run(12)
	s.after(pick(80, 1500))

	died := time.Now()
	before := s.numbers() // told to their buyers before
	primary.kill()
	if a, err := apptest.NewClient(t, first.url()).Try("GET", "/healthz", nil); err != nil || a.Status != 200 {
		t.Errorf("without its database the program is not alive: %d, %v", a.Status, err)
	}
	time.Sleep(pick(300*time.Millisecond, 3*time.Second)) // somebody has to notice
	s.refused(t, first.url())
	standby.promote()
	lost := int64(len(before)) - standby.ask("SELECT COUNT(*) FROM order_orders WHERE id IN ('"+strings.Join(before, "', '")+"')")
	if lost != 0 {
		t.Errorf("%d orders were lost with the primary", lost)
	}
	count(t, "away from the primary's death to the next acknowledged step", s.resume(t, died))
	s.after(pick(80, 1500))
	s.end(crews)
	count(t, "orders acknowledged before the primary died", len(before))
	count(t, "of these lost with it", lost)
	first.stop(syscall.SIGTERM)
	s.audit(t, cfg, office) // beside the other node, which hears of its own card payments
	other.stop(syscall.SIGTERM)
	if n := standby.ask("SELECT COUNT(*) FROM order_orders"); n != int64(s.orders()) {
		t.Errorf("the new primary has %d orders, %d acknowledged", n, s.orders())
	}
}

func (s *storm) orders() (n int) {
	s.note(func() { n = len(s.book) })
	return n
}

// refused looks at what a shopper sees while there is no database: a clean
// 503 that says when to come back, no stack and no SQL.
func (s *storm) refused(t *testing.T, url string) {
	t.Helper()
	c := apptest.NewClient(t, url)
	for method, path := range map[string]string{"POST": apptest.Site + "/carts", "GET": apptest.Site + "/products/" + s.m.ProductA} {
		var body any
		if method == "POST" {
			body = map[string]any{}
		}
		a, err := c.Try(method, path, body)
		if err != nil {
			t.Errorf("%s %s: %v", method, path, err)
			continue
		}
		if a.Status == 200 { // from a cache
			continue
		}
		if a.Status != 503 || a.Code() != "service.unavailable" || a.Header.Get("Retry-After") == "" || strings.Contains(a.Text(), "127.0.0.1") {
			t.Errorf("%s %s without a database: %d %v %.300s", method, path, a.Status, a.Header, a.Body)
		}
	}
	if a, err := c.Try("GET", "/readyz", nil); err != nil || a.Status != 503 {
		t.Errorf("without a database it says it is ready: %d, %v", a.Status, err)
	}
}

// R10: PostgreSQL is restarted under load, as for an update, and as after a
// power cut.
func TestR10PostgreSQLRestartedUnderLoadLosesNothing(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	pg := newServer(t)
	pg.start()
	cfg := config(t)
	cfg.DatabaseURL = pg.url()
	office := openOffice(t)
	cfg.SandboxURL = office.url()
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	crews := s.run(8)
	restarts := 0
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL, syscall.SIGINT, syscall.SIGKILL} {
		s.after(300)
		died := time.Now()
		pg.end(sig)
		pg.start()
		count(t, "away during restart by "+sig.String(), s.resume(t, died))
		restarts++
	}
	s.after(300)
	s.end(crews)
	count(t, "restarts", restarts)
	p.stop(syscall.SIGTERM)
	s.audit(t, cfg, office)
}

// R11: everything the shop has waits for one lock that somebody else holds.
// Callers are told so in bounded time, and afterwards all goes on.
func TestR11ALockedTableIsBoundedWaitingAndCleanRefusals(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	pg := newServer(t)
	pg.start()
	cfg := config(t)
	cfg.DatabaseURL = pg.url() + "&pool_max_conns=5"
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	s.fates = allFates[:1] // cash: no provider in this one
	crews := s.run(200)
	s.after(100)
	const lockFor = 30 * time.Second
	var held atomic.Bool
	held.Store(true)
	locked := make(chan struct{})
	free := make(chan struct{})
	go func() {
		defer close(free)
		pg.holdLock("inventory_levels", lockFor, locked)
		held.Store(false)
	}()
	<-locked
	// A page that needs nothing of the locked table answers quickly or is refused cleanly.
	worst := time.Duration(0)
	c := apptest.NewClient(t, p.url())
	for held.Load() {
		began := time.Now()
		a, err := c.Try("GET", "/healthz", nil)
		if err != nil || a.Status != 200 {
			t.Errorf("alive: %d, %v", a.Status, err)
		}
		worst = max(worst, time.Since(began))
		time.Sleep(50 * time.Millisecond)
	}
	<-free
	count(t, "table locked for", lockFor)
	count(t, "slowest sign of life meanwhile", worst)
	count(t, "away after the lock", s.resume(t, time.Now()))
	s.after(100)
	s.end(crews)
	p.stop(syscall.SIGTERM)
	s.audit(t, cfg, nil)
}
