//go:build unix

package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

// process is the real program on real data, as a child of the test.
type process struct {
	t    *testing.T
	bin  string
	cfg  app.Config
	cmd  *exec.Cmd
	done chan struct{}
}

func (p *process) url() string { return "http://" + p.cfg.Addr }

// start runs the program until it is killed, and waits until it is ready.
func (p *process) start() {
	p.t.Helper()
	cmd := exec.Command(p.bin, "serve")
	cmd.Env = append(os.Environ(), "HAAT_ADDR="+p.cfg.Addr, "HAAT_DATA="+p.cfg.Data, "HAAT_DATABASE_URL="+p.cfg.DatabaseURL, "HAAT_SECRET_KEY="+p.cfg.SecretKey,
		"HAAT_RATE_LIMIT=off", "HAAT_BCRYPT_COST=4", "HAAT_LOG_LEVEL=error")
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.cmd, p.done = cmd, make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed on purpose
		close(p.done)
	}()
	for range 1000 {
		res, err := http.Get(p.url() + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-p.done:
			p.t.Fatal("the program ended instead of starting")
		case <-time.After(20 * time.Millisecond):
		}
	}
	p.t.Fatal("the program is not ready after 20 s")
}

// stop sends a signal and waits for the end.
func (p *process) stop(sig os.Signal) {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Signal(sig) // it may have ended by itself
	select {
	case <-p.done:
	case <-time.After(40 * time.Second):
		p.t.Error("the program did not end")
		_ = p.cmd.Process.Kill()
	}
	p.cmd = nil
}

// build makes the program once.
func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "haat")
	cmd := exec.Command("go", "build", "-o", bin, "github.com/haatshop/haat/cmd/haat")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// freeAddr is a loopback address nobody listens on right now.
func freeAddr(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// purchase is one order a shopper was told of.
type purchase struct {
	order apptest.Order
	token string
}

// storm is shoppers who buy without pause and write down what they were told.
type storm struct {
	t     *testing.T
	url   string
	m     apptest.Market
	over  atomic.Bool
	mu    sync.Mutex
	acks  []purchase
	heard chan struct{} // one per acknowledged order
}

var errDown = errors.New("no answer")

// call is a request of a shopper: errDown when the shop is gone or cannot.
func (s *storm) call(c *apptest.Client, method, path string, body any, into any, headers ...string) error {
	a, err := c.Try(method, path, body, headers...)
	switch {
	case err != nil, a.Status >= 500, a.Status == http.StatusConflict && strings.HasPrefix(a.Code(), "idempotency."):
		return errDown
	case a.Status >= 400:
		return fmt.Errorf("%s %s: %d %.300s", method, path, a.Status, a.Body)
	}
	return json.Unmarshal(a.Body, into)
}

func (s *storm) buy(c *apptest.Client, n int) error {
	var cart apptest.Cart
	if err := s.call(c, "POST", site+"/carts", map[string]any{}, &cart); err != nil {
		return err
	}
	at := site + "/carts/" + cart.ID
	for i, v := range []string{s.m.VariantA, s.m.VariantB} {
		if err := s.call(c, "POST", at+"/lines", map[string]any{"variant_id": v, "quantity": 1 + (n+i)%3}, &cart); err != nil {
			return err
		}
	}
	if err := s.call(c, "PATCH", at, map[string]any{"email": fmt.Sprintf("s%d@storm.example", n), "shipping_address": apptest.Address()}, &cart); err != nil {
		return err
	}
	var offered struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct{ ID string }
		}
	}
	if err := s.call(c, "GET", at+"/shipping-options", nil, &offered); err != nil {
		return err
	}
	chosen := []map[string]string{}
	for _, o := range offered.Items {
		chosen = append(chosen, map[string]string{"store_id": o.StoreID, "option_id": o.Options[0].ID})
	}
	if err := s.call(c, "PUT", at+"/shipping", map[string]any{"selections": chosen}, &cart); err != nil {
		return err
	}
	// From here on the shopper wants to know: the same request until an answer.
	key := apptest.Key()
	for deadline := time.Now().Add(time.Minute); ; {
		var p apptest.Placed
		err := s.call(c, "POST", at+"/place", apptest.PlaceBody(cart, "cod"), &p, "Idempotency-Key", key)
		if err == nil {
			s.mu.Lock()
			s.acks = append(s.acks, purchase{p.Order, p.OrderToken})
			s.mu.Unlock()
			s.heard <- struct{}{}
			return nil
		}
		if !errors.Is(err, errDown) || time.Now().After(deadline) {
			return fmt.Errorf("placing: %w", err)
		}
		time.Sleep(20 * time.Millisecond) // the shop is being killed or starting
	}
}

// run lets shoppers buy until over.
func (s *storm) run(shoppers int) *sync.WaitGroup {
	var wg sync.WaitGroup
	for w := range shoppers {
		wg.Go(func() {
			c := apptest.NewClient(s.t, s.url)
			c.HTTP.Timeout = 15 * time.Second
			for n := w; !s.over.Load(); n += shoppers {
				if err := s.buy(c, n); errors.Is(err, errDown) && !strings.HasPrefix(err.Error(), "placing") {
					time.Sleep(20 * time.Millisecond) // as above
				} else if err != nil {
					s.t.Error(err)
					return
				}
			}
		})
	}
	return &wg
}

// after waits for n more acknowledged orders.
func (s *storm) after(n int) {
	s.t.Helper()
	late := time.After(60 * time.Second)
	for range n {
		select {
		case <-s.heard:
		case <-late:
			s.t.Fatal("the shop does not take orders")
		}
	}
}

const kills = 5

func TestKilledFiveTimesInACheckoutStormNothingAcknowledgedIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	t.Parallel() // most of it is waiting for disks
	bin := build(t)
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		survive(t, bin, app.Config{Data: t.TempDir()}, nil)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		c := newCluster(t)
		c.start()
		survive(t, bin, app.Config{Data: t.TempDir(), DatabaseURL: c.url()}, c)
	})
}

func survive(t *testing.T, bin string, cfg app.Config, c *cluster) {
	cfg.Addr, cfg.SecretKey, cfg.RateLimit, cfg.BcryptCost, cfg.MailFrom, cfg.Nodes, cfg.CacheMB = freeAddr(t), apptest.Secret, "off", 4, "shop@haat.example", 1, 16
	m := seed(t, cfg)
	p := &process{t: t, bin: bin, cfg: cfg}
	t.Cleanup(func() { p.stop(syscall.SIGKILL) })
	p.start()
	s := &storm{t: t, url: p.url(), m: m, heard: make(chan struct{}, 1<<16)}
	shoppers := s.run(8)
	for round := range kills {
		s.after(30 + rand.IntN(60))
		time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond) // anywhere inside a request
		p.stop(syscall.SIGKILL)
		if c != nil && round == kills/2 {
			c.kill() // the database dies as well, in the middle of things
			c.start()
		}
		p.start()
	}
	s.after(20)
	s.over.Store(true)
	shoppers.Wait()
	guest := apptest.NewClient(t, p.url())
	for _, a := range s.acks {
		guest.OrderToken = a.token
		if got := guest.Order(a.order.ID); got.Number != a.order.Number || got.Totals.Total != a.order.Totals.Total || len(got.Lines) != 2 || len(got.Stores) != 2 {
			t.Errorf("acknowledged %+v, kept %+v", a.order, got)
		}
	}
	p.stop(syscall.SIGTERM)
	audit(t, cfg, s)
}

// seed makes the market in the child's database before the child starts.
func seed(t *testing.T, cfg app.Config) apptest.Market {
	t.Helper()
	a, err := app.New(context.Background(), cfg, app.Parts{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	m := apptest.Fill(t, a, 1_000_000)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return m
}

// audit opens the data after the storm, lets what was left over run, and counts.
func audit(t *testing.T, cfg app.Config, s *storm) {
	t.Helper()
	a, err := app.New(context.Background(), cfg, app.Parts{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := a.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	// What the killed ones had claimed waits until their leases are over.
	if err := a.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	shop := &apptest.Shop{App: a}
	ids := map[string]bool{}
	for _, x := range s.acks {
		ids[x.order.ID] = true
	}
	if len(ids) != len(s.acks) {
		t.Errorf("%d acknowledgements of %d orders", len(s.acks), len(ids))
	}
	// Every placing was repeated until it was answered, so the shop has these and no others.
	if n := rows(t, shop, `SELECT COUNT(*) FROM order_orders`); n != int64(len(ids)) {
		t.Errorf("%d orders, %d acknowledged", n, len(ids))
	}
	if n := rows(t, shop, `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM notify_deliveries d WHERE d.subject_id = o.id AND d.kind = 'order_placed' AND d.status = 'sent') <> 1`); n != 0 {
		t.Errorf("%d orders without exactly one mail", n)
	}
	if n := rows(t, shop, `SELECT COUNT(*) FROM notify_deliveries WHERE status <> 'sent'`); n != 0 {
		t.Errorf("%d mails are not sent", n)
	}
	sound(t, a)
	if a.DB.Engine() == db.SQLite {
		if got, err := db.Get[string](ctx, a.DB, db.SQL(`SELECT integrity_check FROM pragma_integrity_check`)); err != nil || got != "ok" {
			t.Errorf("integrity: %q, %v", got, err)
		}
	}
	t.Logf("%d orders survived %d kills", len(ids), kills)
}

// cluster is a PostgreSQL server of this test only, with fsync on.
type cluster struct {
	t    *testing.T
	bin  string
	dir  string
	addr string
	as   *syscall.Credential
	cmd  *exec.Cmd
	done chan struct{}
}

// newCluster makes an empty server; as root it belongs to another user, because
// PostgreSQL refuses to run as root. It skips where PostgreSQL is not installed.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	initdb := findPostgres("initdb")
	if initdb == "" {
		t.Skip("PostgreSQL is not installed (no initdb in PATH or /usr/lib/postgresql): its half of this test did not run")
	}
	dir, err := os.MkdirTemp("", "haat-crash-pg-")
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{t: t, bin: filepath.Dir(initdb), dir: dir, addr: freeAddr(t)}
	t.Cleanup(func() {
		c.end(syscall.SIGQUIT) // its children end before it does
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if os.Getuid() == 0 {
		c.as = unprivileged(t)
		if err := os.Chown(dir, int(c.as.Uid), int(c.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	cmd := c.command("initdb", "-D", filepath.Join(dir, "data"), "-U", "haat", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	return c
}

func findPostgres(name string) string {
	if p, err := exec.LookPath(name); err == nil {
		return p
	}
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name) // the pattern is good
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

func (c *cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return cmd
}

func (c *cluster) url() string { return "postgres://haat@" + c.addr + "/postgres?sslmode=disable" }

// start runs the server and waits until it answers. After a kill its children
// need a moment to notice, so it is tried again.
func (c *cluster) start() {
	c.t.Helper()
	_, port, err := net.SplitHostPort(c.addr)
	if err != nil {
		c.t.Fatal(err)
	}
	for range 600 {
		if c.cmd == nil {
			cmd := c.command("postgres", "-D", filepath.Join(c.dir, "data"), "-p", port, "-k", c.dir, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on",
				"-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_connections=100", "-c", "shared_buffers=32MB")
			cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
			if err := cmd.Start(); err != nil {
				c.t.Fatal(err)
			}
			done := make(chan struct{})
			c.cmd, c.done = cmd, done
			go func() {
				_ = cmd.Wait() // killed on purpose
				close(done)
			}()
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		d, err := db.Open(ctx, db.Options{URL: c.url(), MaxConn: 1})
		cancel()
		if err == nil {
			_ = d.Close()
			return
		}
		select {
		case <-c.done:
			c.cmd = nil
		case <-time.After(50 * time.Millisecond):
		}
	}
	c.t.Fatal("PostgreSQL does not start")
}

// kill ends the server at once, without a word.
func (c *cluster) kill() { c.end(syscall.SIGKILL) }

func (c *cluster) end(sig os.Signal) {
	if c.cmd == nil {
		return
	}
	_ = c.cmd.Process.Signal(sig) // it may have ended by itself
	select {
	case <-c.done:
	case <-time.After(20 * time.Second):
		c.t.Error("PostgreSQL does not end")
		_ = c.cmd.Process.Kill()
	}
	c.cmd = nil
}

// unprivileged is a user of this machine who is not root.
func unprivileged(t *testing.T) *syscall.Credential {
	t.Helper()
	for _, name := range []string{"postgres", "nobody"} {
		if c := credential(name); c != nil {
			return c
		}
	}
	t.Skip("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
	return nil
}

func credential(name string) *syscall.Credential {
	u, err := user.Lookup(name)
	if err != nil {
		return nil
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err1 != nil || err2 != nil {
		return nil
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}
