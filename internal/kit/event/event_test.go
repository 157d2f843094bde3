package event_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
)

type happened struct {
	N int `json:"n"`
}

func (happened) EventName() string { return "test.happened" }

type other struct{}

func (other) EventName() string { return "test.other" }

var addSeen = db.SQL(`INSERT INTO seen_seen (event_id) VALUES ($1)`)
var countSeen = db.SQL(`SELECT COUNT(*) FROM seen_seen`)

func sets() []db.Migrations {
	return dbtest.Sets(db.Migrations{Room: "seen", FS: fstest.MapFS{"0001_seen.sql": {Data: []byte("-- +goose Up\nCREATE TABLE seen_seen (event_id TEXT PRIMARY KEY);\n")}}})
}

func publish(t *testing.T, w *dbtest.World, e event.Event) {
	t.Helper()
	if err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return w.Events.Publish(ctx, tx, e) }); err != nil {
		t.Fatal(err)
	}
}

func TestEveryListenerHearsEachCommittedEventAndNoOther(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{}, other{})
		var mu sync.Mutex
		var followed []int
		w.Events.Follow("f", []string{"test.happened"}, func(_ context.Context, batch []event.Envelope) error {
			mu.Lock()
			defer mu.Unlock()
			for _, e := range batch {
				var h happened
				if err := e.Decode(&h); err != nil {
					return err
				}
				followed = append(followed, h.N)
			}
			return nil
		})
		fails := 3
		w.Events.Project("p", nil, func(ctx context.Context, tx db.Tx, batch []event.Envelope) error {
			for _, e := range batch {
				if _, err := db.Exec(ctx, tx, addSeen, e.ID); err != nil {
					return err
				}
			}
			if fails > 0 { // what was written is rolled back with the cursor
				fails--
				return errors.New("not yet")
			}
			return nil
		})
		var done atomic.Int64
		event.Do(w.Events, "d", func(_ context.Context, info job.Info, env event.Envelope, h happened) error {
			if info.ID == "" || env.ID == "" {
				return errors.New("no idempotency key")
			}
			done.Add(1)
			return nil
		})
		w.Run(t)
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				publish(t, w, happened{N: i})
			}()
		}
		wg.Wait()
		_ = d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_ = w.Events.Publish(ctx, tx, happened{N: 999})
			return errors.New("rolled back")
		})
		publish(t, w, other{})
		w.Settle(t)
		mu.Lock()
		defer mu.Unlock()
		seen := map[int]int{}
		for _, n := range followed {
			seen[n]++
		}
		if len(seen) != 40 || len(followed) != 40 || seen[999] != 0 {
			t.Errorf("followed %d, distinct %d", len(followed), len(seen))
		}
		if n, err := db.Get[int64](context.Background(), d, countSeen); err != nil || n < 41 {
			t.Error("projected", n, err)
		}
		if done.Load() != 40 {
			t.Error("done", done.Load())
		}
	})
}

func TestALateCommitIsNotSkipped(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		if d.Engine() == db.SQLite {
			t.Skip("one writer: commits are in order")
		}
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{})
		var mu sync.Mutex
		var got []int
		w.Events.Follow("f", nil, func(_ context.Context, batch []event.Envelope) error {
			mu.Lock()
			defer mu.Unlock()
			for _, e := range batch {
				var h happened
				_ = e.Decode(&h)
				got = append(got, h.N)
			}
			return nil
		})
		w.Run(t)
		wrote, commit := make(chan struct{}), make(chan struct{})
		ended := make(chan error, 1)
		go func() {
			ended <- d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				err := w.Events.Publish(ctx, tx, happened{N: 1})
				close(wrote)
				<-commit
				return err
			})
		}()
		<-wrote
		publish(t, w, happened{N: 2})
		until(t, "the second", func() bool {
			mu.Lock()
			defer mu.Unlock()
			return len(got) == 1
		})
		close(commit)
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		w.Settle(t)
		mu.Lock()
		defer mu.Unlock()
		if diff := cmp.Diff([]int{2, 1}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTouchesReachTheCachesOfOtherNodes(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		if d.Engine() == db.SQLite {
			t.Skip("one process: the local cache is the only one")
		}
		w := dbtest.NewWorld(d)
		w.Run(t)
		o, err := db.Open(context.Background(), d.Opened())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = o.Close() })
		w2 := dbtest.NewNode(o, 2)
		heard := make(chan string, 10)
		o.OnTouch(func(tags []string) {
			for _, tag := range tags {
				heard <- tag
			}
		})
		w2.Run(t)
		if err := d.InTx(context.Background(), func(_ context.Context, tx db.Tx) error { tx.Touch("product:1"); return nil }); err != nil {
			t.Fatal(err)
		}
		if !dbtest.Wait(time.Second, func() bool { return len(heard) > 0 }) {
			t.Fatal("not heard within a second")
		}
		if tag := <-heard; tag != "product:1" {
			t.Error(tag)
		}
	})
}

func TestWiringMistakesAreFoundAtStart(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Follow("f", []string{"no.such"}, func(context.Context, []event.Envelope) error { return nil })
		if err := w.Events.Start(context.Background()); err == nil {
			t.Error("an unknown event name passed")
		}
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return w.Events.Publish(ctx, tx, happened{}) }); err == nil {
			t.Error("an undeclared event was published")
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a double id passed")
				}
			}()
			w.Events.Follow("f", nil, nil)
		}()
	})
}
