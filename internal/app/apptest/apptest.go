// Package apptest starts the whole product for tests: real database, real
// HTTP on a loopback port, jobs and listeners running.
package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
)

// Secret is the key of every shop under test.
const Secret = "a secret for tests only, 32 chars or more"

// Shop is a running node.
type Shop struct {
	*app.App
	URL  string
	t    testing.TB
	stop context.CancelFunc
	done chan struct{}
}

// Options change what Start makes.
type Options struct {
	Clock  clock.Clock
	Config func(*app.Config)
	// Log hears the node; nil discards.
	Log *slog.Logger
}

// Fresh makes an empty, migrated database and says how a node opens it.
func Fresh(t testing.TB, e db.Engine) app.Config {
	t.Helper()
	o := dbtest.Fresh(t, e, app.Migrations())
	c := app.Config{Addr: "127.0.0.1:0", SecretKey: Secret, RateLimit: "off", BcryptCost: 4, CacheMB: 16, Nodes: 1, MailFrom: "shop@haat.example",
		LogFormat: "text", LogLevel: "error", Demo: true}
	if o.URL != "" {
		c.DatabaseURL, c.Data = o.URL, t.TempDir()
	} else {
		c.Data = filepath.Dir(o.Path)
	}
	return c
}

// Start runs a node on a fresh database; it stops when the test ends.
func Start(t testing.TB, e db.Engine, o Options) *Shop {
	t.Helper()
	return StartOn(t, Fresh(t, e), o)
}

// StartOn runs a node on a database that may serve others too.
func StartOn(t testing.TB, c app.Config, o Options) *Shop {
	t.Helper()
	if o.Config != nil {
		o.Config(&c)
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	a, err := app.New(context.Background(), c, app.Parts{Clock: o.Clock, Log: log, NoSync: true, Version: "test", Jobs: job.RunnerOptions{Poll: 50 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Shop{App: a, URL: "http://" + ln.Addr().String(), t: t, stop: stop, done: make(chan struct{})}
	go func() {
		defer close(s.done)
		if err := a.ServeOn(ctx, ln, io.Discard); err != nil {
			t.Errorf("serve: %v", err)
		}
	}()
	t.Cleanup(s.Stop)
	s.ready()
	return s
}

// Stop shuts the node down as SIGTERM does. It may be called twice.
func (s *Shop) Stop() {
	s.stop()
	select {
	case <-s.done:
	case <-time.After(60 * time.Second):
		s.t.Error("the node did not stop")
		return
	}
	if s.App != nil {
		if err := s.App.Close(); err != nil {
			s.t.Errorf("close: %v", err)
		}
		s.App = nil
	}
}

func (s *Shop) ready() {
	s.t.Helper()
	for range 3000 {
		res, err := http.Get(s.URL + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-s.done:
			s.t.Fatal("the node stopped before it was ready")
		case <-time.After(20 * time.Millisecond):
		}
	}
	s.t.Fatal("the node is not ready after a minute")
}

// Settled waits until listeners and jobs are done.
func (s *Shop) Settled() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := s.Settle(ctx); err != nil {
		s.t.Fatal("settle:", err)
	}
}

// Client is one browser or program: with a cookie jar, bearer token and order
// token of its own.
type Client struct {
	t          testing.TB
	base       string
	HTTP       *http.Client
	Bearer     string
	OrderToken string
}

// Client returns a new visitor of this node. Redirects are not followed.
func (s *Shop) Client() *Client { return NewClient(s.t, s.URL) }

// NewClient returns a visitor of a base URL.
func NewClient(t testing.TB, base string) *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	// Connections of its own, closed with the test: a server that shuts down
	// waits for those that were opened and not used.
	own := &http.Transport{MaxIdleConnsPerHost: 100}
	t.Cleanup(own.CloseIdleConnections)
	return &Client{t: t, base: base, HTTP: &http.Client{Transport: own, Jar: jar, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Answer is what came back.
type Answer struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   []byte
}

// Do sends JSON (body may be nil, a string, or anything that marshals) with
// headers as pairs.
func (c *Client) Do(method, path string, body any, headers ...string) Answer {
	c.t.Helper()
	a, err := c.Try(method, path, body, headers...)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// Try is Do that reports a broken connection instead of failing the test.
func (c *Client) Try(method, path string, body any, headers ...string) (Answer, error) {
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = bytes.NewBufferString(b)
	default:
		j, err := json.Marshal(b)
		if err != nil {
			return Answer{}, err
		}
		r = bytes.NewReader(j)
	}
	req, err := http.NewRequest(method, c.base+path, r)
	if err != nil {
		return Answer{}, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.Bearer != "" {
		req.Header.Set("Authorization", "Bearer "+c.Bearer)
	}
	if c.OrderToken != "" {
		req.Header.Set("Haat-Order-Token", c.OrderToken)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return Answer{t: c.t, Status: res.StatusCode, Header: res.Header, Body: b}, err
}

// Want fails the test unless the status is one of these.
func (a Answer) Want(status ...int) Answer {
	a.t.Helper()
	for _, s := range status {
		if a.Status == s {
			return a
		}
	}
	a.t.Fatalf("status %d, want %v: %.600s", a.Status, status, a.Body)
	return a
}

// Into reads the JSON body.
func (a Answer) Into(v any) Answer {
	a.t.Helper()
	if err := json.Unmarshal(a.Body, v); err != nil {
		a.t.Fatalf("%v: %.600s", err, a.Body)
	}
	return a
}

// Code is the problem's code.
func (a Answer) Code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(a.Body, &p)
	return p.Code
}

// Text is the body.
func (a Answer) Text() string { return string(a.Body) }

// Key makes an idempotency key.
func Key() string { return id.New(clock.Real{}, nil).Secret("key-") }

// FreeAddr is a loopback address nobody listens on right now.
func FreeAddr(t testing.TB) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// Eventually tries until ok or the time is over; where the machine stalls, it stands.
func Eventually(t testing.TB, within time.Duration, what string, ok func() bool) {
	t.Helper()
	if !dbtest.Wait(within, ok) {
		t.Fatalf("after %s still not: %s", within, what)
	}
}

// Periodic waits until the node has seen to every slot of its periodic jobs that
// has come, after a manual clock was moved, and their jobs are done.
func (s *Shop) Periodic() {
	s.t.Helper()
	dbtest.Periodic(s.t, s.Jobs)
	s.Settled()
}
