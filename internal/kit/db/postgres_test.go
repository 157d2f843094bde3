package db_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// wire is a line to PostgreSQL that can be cut, or go dead without a word.
type wire struct {
	ln    net.Listener
	mu    sync.Mutex
	conns []net.Conn
	dead  chan struct{}
}

// throughWire returns how to reach a fresh database over a wire.
func throughWire(t *testing.T) (*wire, db.Options) {
	t.Helper()
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		t.Skip("no PostgreSQL")
	}
	o := dbtest.Fresh(t, db.Postgres, schema())
	u, err := url.Parse(o.URL)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{ln: ln, dead: make(chan struct{})}
	to := u.Host
	u.Host = ln.Addr().String()
	q := u.Query()
	q.Set("sslmode", "disable")
	u.RawQuery = q.Encode()
	o.URL = u.String()
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			s, err := net.Dial("tcp", to)
			if err != nil {
				_ = c.Close()
				return
			}
			w.mu.Lock()
			w.conns = append(w.conns, c, s)
			w.mu.Unlock()
			go w.carry(c, s)
			go w.carry(s, c)
		}
	}()
	t.Cleanup(func() { _ = ln.Close(); w.cut() })
	return w, o
}

func (w *wire) carry(to io.WriteCloser, from io.Reader) {
	defer to.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		select {
		case <-w.dead: // swallow
		default:
			if _, werr := to.Write(buf[:n]); werr != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		_ = c.Close()
	}
	w.conns = nil
}

func TestALostConnectionIsUnavailableAndTheNextOneWorks(t *testing.T) {
	w, o := throughWire(t)
	o.MaxConn = 1
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		w.cut()
		_, err := db.Exec(ctx, tx, insertItem, "a", 1, noon, nil, true, "{}")
		return err
	})
	if !db.IsUnavailable(err) {
		t.Error("want unavailable, got", err)
	}
	add(t, d, one("b", 1))
}

func TestACommitThatNobodyHeardOfTouchesCachesAnyway(t *testing.T) {
	w, o := throughWire(t)
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var tags []string
	d.OnTouch(func(ts []string) { tags = append(tags, ts...) })
	err = d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		tx.Touch("a")
		_, err := db.Get[int64](ctx, tx, countItems)
		w.cut()
		return errors.Join(err, put(ctx, tx, "x"))
	})
	if !db.IsUnavailable(err) || !slices.Equal(tags, []string{"a"}) {
		t.Error(err, tags)
	}
}

func TestAnEndedCallerRollsBackAndTheConnectionGoesOn(t *testing.T) {
	_, o := throughWire(t)
	o.MaxConn = 1
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for range 3 {
		ctx, cancel := context.WithCancel(context.Background())
		err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, insertItem, "a", 1, noon, nil, true, "{}")
			cancel()
			return err
		})
		if err == nil {
			t.Error("a transaction of nobody committed")
		}
	}
	if n, err := db.Get[int64](context.Background(), d, countItems); err != nil || n != 0 {
		t.Error(n, err)
	}
}

func TestAListenerTakesNothingFromASmallPoolAndNoticesADeadLine(t *testing.T) {
	t.Parallel() // it waits for seconds
	w, o := throughWire(t)
	o.MaxConn = 1
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	db.ListenCheck(d, 100*time.Millisecond)
	listening, heard, ended := make(chan struct{}), make(chan string, 10), make(chan error, 1)
	go func() {
		ended <- d.Listen(context.Background(), "things", func() { close(listening) }, func(p string) { heard <- p })
	}()
	<-listening
	time.Sleep(350 * time.Millisecond) // asked several times whether it is there, it stays
	if err := d.Notify(context.Background(), "things", "one"); err != nil {
		t.Fatal(err)
	}
	select {
	case p := <-heard:
		if p != "one" {
			t.Error(p)
		}
	case err := <-ended:
		t.Fatal("ended:", err)
	case <-time.After(30 * time.Second):
		t.Fatal("not heard")
	}
	close(w.dead)
	select {
	case err := <-ended:
		if err == nil {
			t.Error("ended without a reason")
		}
	case <-time.After(60 * time.Second):
		t.Error("a dead line went unnoticed")
	}
	w.cut() // lets the pool close
}

func TestSettingsOfThePoolInTheAddressWorkForMigratingToo(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		t.Skip("no PostgreSQL")
	}
	o := dbtest.Fresh(t, db.Postgres, schema())
	u, err := url.Parse(o.URL)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("pool_max_conns", "3")
	u.RawQuery = q.Encode()
	o.URL = u.String()
	if _, err := db.Migrate(t.Context(), o, schema()...); err != nil {
		t.Error(err)
	}
}
