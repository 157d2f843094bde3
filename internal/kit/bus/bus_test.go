package bus_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

func start(t *testing.T, d *db.DB) *bus.Bus {
	t.Helper()
	b := bus.New(d, slog.New(slog.DiscardHandler))
	b.Start(context.Background())
	t.Cleanup(b.Stop)
	return b
}

// startHearing subscribes first: once the node listens it says All to whom it
// knows, and a subscriber who comes later has missed nothing and is told
// nothing.
func startHearing(t *testing.T, d *db.DB, topic string) *bus.Sub {
	t.Helper()
	b := bus.New(d, slog.New(slog.DiscardHandler))
	s := b.Subscribe(topic)
	b.Start(context.Background())
	t.Cleanup(b.Stop)
	hears(t, s, bus.All)
	return s
}

func hears(t *testing.T, s *bus.Sub, want string) {
	t.Helper()
	for deadline := time.After(30 * time.Second); ; {
		select {
		case got := <-s.C():
			if got == want {
				return
			}
		case <-deadline:
			t.Fatal("not heard:", want)
		}
	}
}

func silent(t *testing.T, s *bus.Sub) {
	t.Helper()
	select {
	case got := <-s.C():
		t.Error("heard", got)
	case <-time.After(30 * time.Millisecond):
	}
}

func TestASubscriberHearsItsTopicsAfterCommitAndNoOthers(t *testing.T) {
	dbtest.Each(t, dbtest.Kit(), func(t *testing.T, d *db.DB) {
		b := bus.New(d, slog.New(slog.DiscardHandler)) // not connected: this node only
		mine, other := b.Subscribe("a", "b"), b.Subscribe("c")
		_ = d.InTx(context.Background(), func(_ context.Context, tx db.Tx) error {
			b.After(tx, "a")
			return fmt.Errorf("rolled back")
		})
		silent(t, mine)
		if err := d.InTx(context.Background(), func(_ context.Context, tx db.Tx) error { b.After(tx, "b"); return nil }); err != nil {
			t.Fatal(err)
		}
		hears(t, mine, "b")
		silent(t, other)
		mine.Close()
		mine.Close()
		b.Publish("a")
		silent(t, mine)
	})
}

func TestASubscriberThatLagsHearsAllAndHoldsUpNobody(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, dbtest.Kit())
	b := start(t, d)
	var topics []string
	for i := range 1000 {
		topics = append(topics, fmt.Sprint("t", i))
	}
	lazy, quick := b.Subscribe(topics...), b.Subscribe("t999")
	for _, topic := range topics {
		b.Publish(topic)
	}
	hears(t, quick, "t999")
	hears(t, lazy, bus.All)
	silent(t, lazy) // All was the last word
	b.Publish("t1")
	hears(t, lazy, "t1")
}

func TestSubscribingAndPublishingFromEverywhereIsSafe(t *testing.T) {
	dbtest.Each(t, dbtest.Kit(), func(t *testing.T, d *db.DB) {
		b := start(t, d)
		var wg sync.WaitGroup
		for w := range 8 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := range 50 {
					s := b.Subscribe(fmt.Sprint(w), "all")
					b.Publish(fmt.Sprint(i%8), "all")
					hears(t, s, "all")
					s.Close()
				}
			}()
		}
		wg.Wait()
	})
}

func TestOtherNodesHearSoonHoweverMuchThereIs(t *testing.T) {
	dbtest.Each(t, dbtest.Kit(), func(t *testing.T, d *db.DB) {
		if d.Engine() == db.SQLite {
			t.Skip("one node")
		}
		o := d.Opened()
		o.MaxConn = 1 // a listener must leave even the smallest pool usable
		second, err := db.Open(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = second.Close() })
		a, s := start(t, d), startHearing(t, second, "last")
		long := strings.Repeat("x", 200)
		var many []string
		for i := range 300 { // more than one payload
			many = append(many, fmt.Sprint(long, i))
		}
		a.Publish(append(many, "last")...)
		hears(t, s, "last")
		if err := second.Ping(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func TestABusWhoseConnectionBreaksListensAgain(t *testing.T) {
	dbtest.Each(t, dbtest.Kit(), func(t *testing.T, d *db.DB) {
		if d.Engine() == db.SQLite {
			t.Skip("no connection")
		}
		s := startHearing(t, d, "x")
		if _, err := db.All[bool](context.Background(), d, killListeners); err != nil {
			t.Fatal(err)
		}
		hears(t, s, bus.All)
	})
}

// killListeners is not declared with the shop's statements: PostgreSQL only.
var killListeners = db.SQL(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`)
