package job_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/page"
)

var addEffect = db.SQL(`INSERT INTO eff_effects (id, job) VALUES ($1, $2)`)
var countEffects = db.SQL(`SELECT COUNT(*) FROM eff_effects`)

func sets() []db.Migrations {
	return dbtest.Sets(db.Migrations{Room: "eff", FS: fstest.MapFS{"0001_eff.sql": {Data: []byte("-- +goose Up\nCREATE TABLE eff_effects (id TEXT PRIMARY KEY, job TEXT NOT NULL);\n")}}})
}

type args struct {
	N int `json:"n"`
}

type node struct {
	*job.Runner
	ids *id.Source
}

func newNode(d *db.DB, c clock.Clock, o job.RunnerOptions) node {
	ids := id.New(c, nil)
	if o.Poll == 0 {
		o.Poll = 10 * time.Millisecond
	}
	if o.Backoff == nil {
		o.Backoff = func(int) time.Duration { return 0 }
	}
	return node{job.NewRunner(d, job.NewQueue(c, ids), slog.New(slog.DiscardHandler), o), ids}
}

func enqueue(t *testing.T, d *db.DB, q *job.Queue, kind string, n int, o job.Options) {
	t.Helper()
	if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		return q.Enqueue(ctx, tx, kind, args{n}, o)
	}); err != nil {
		t.Fatal(err)
	}
}

func idle(t *testing.T, n node) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := n.Idle(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestARolledBackTransactionLeavesNoJob(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		n := newNode(d, clock.Real{}, job.RunnerOptions{})
		boom := errors.New("boom")
		err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			if err := n.Enqueue(ctx, tx, "x", args{1}, job.Options{}); err != nil {
				return err
			}
			return boom
		})
		c, cerr := n.Counts(context.Background(), d)
		if !errors.Is(err, boom) || cerr != nil || len(c) != 0 {
			t.Fatal(err, cerr, c)
		}
	})
}

func TestTwoNodesWorkEachJobOnceAndItsEffectsCommitWithIt(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		var runs sync.Map
		mk := func() node {
			n := newNode(d, clock.Real{}, job.RunnerOptions{})
			job.InTx(n.Runner, "work", func(ctx context.Context, tx db.Tx, a args) error {
				v, _ := runs.LoadOrStore(a.N, new(atomic.Int64))
				if v.(*atomic.Int64).Add(1) == 1 && a.N%7 == 0 { // the first try of some fails after writing
					if _, err := db.Exec(ctx, tx, addEffect, fmt.Sprint("lost ", a.N), "x"); err != nil {
						return err
					}
					return errors.New("not yet")
				}
				_, err := db.Exec(ctx, tx, addEffect, fmt.Sprint(a.N), "x")
				return err
			})
			return n
		}
		a, b := mk(), mk()
		for i := range 100 {
			enqueue(t, d, a.Queue, "work", i, job.Options{})
		}
		a.Start(context.Background())
		b.Start(context.Background())
		idle(t, a)
		a.Stop()
		b.Stop()
		if n, err := db.Get[int64](context.Background(), d, countEffects); err != nil || n != 100 {
			t.Fatal(n, err)
		}
	})
}

func TestALostLeaseCannotFinishWhatAnotherTookOver(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		c := clock.NewManual(dbtest.Start)
		fast := newNode(d, c, job.RunnerOptions{Lease: 500 * time.Millisecond})
		job.InTx(fast.Runner, "work", func(ctx context.Context, tx db.Tx, a args) error {
			_, err := db.Exec(ctx, tx, addEffect, "once", "x")
			return err
		})
		enqueue(t, d, fast.Queue, "work", 1, job.Options{})
		// Another runner claims, and is then gone without an answer: its lease runs out.
		claimed, err := job.ClaimForTest(context.Background(), d, c.Now(), 500*time.Millisecond)
		if err != nil || claimed == "" {
			t.Fatal(claimed, err)
		}
		c.Advance(time.Minute)
		fast.Start(context.Background())
		idle(t, fast)
		fast.Stop()
		if n, _ := db.Get[int64](context.Background(), d, countEffects); n != 1 {
			t.Fatal("effects:", n)
		}
		// The first attempt comes back and tries to finish: refused.
		if n, err := job.FinishForTest(context.Background(), d, claimed, 1); err != nil || n != 0 {
			t.Fatal("a fenced completion passed:", n, err)
		}
	})
}

func TestAPoisonJobIsBuriedAndOthersKeepFlowing(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		n := newNode(d, clock.Real{}, job.RunnerOptions{Workers: 4})
		hang := make(chan struct{})
		job.Outside(n.Runner, "hang", func(ctx context.Context, _ job.Info, _ args) error {
			select {
			case <-hang:
			case <-ctx.Done():
			}
			return nil
		})
		job.Outside(n.Runner, "panic", func(context.Context, job.Info, args) error { panic("poison") })
		var good atomic.Int64
		job.Outside(n.Runner, "good", func(context.Context, job.Info, args) error { good.Add(1); return nil })
		for i := range 6 {
			enqueue(t, d, n.Queue, "hang", i, job.Options{})
		}
		enqueue(t, d, n.Queue, "panic", 1, job.Options{MaxAttempts: 2})
		enqueue(t, d, n.Queue, "nobody knows", 1, job.Options{})
		for i := range 20 {
			enqueue(t, d, n.Queue, "good", i, job.Options{})
		}
		n.Start(context.Background())
		until(t, "twenty good ones, and two dead", func() bool {
			c, err := n.Counts(context.Background(), d)
			if err != nil {
				t.Fatal(err)
			}
			return good.Load() == 20 && c["dead"] == 2
		})
		close(hang)
		idle(t, n)
		n.Stop()
		l, err := n.ListDead(context.Background(), d, "", page.Request{})
		if err != nil || len(l.Items) != 2 {
			t.Fatal(l, err)
		}
		for _, dead := range l.Items {
			if dead.LastError == "" {
				t.Error("no reason given:", dead)
			}
			if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return n.Revive(ctx, tx, dead.ID) }); err != nil {
				t.Error(err)
			}
		}
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return n.Discard(ctx, tx, "job_none") }); !errors.Is(err, job.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestAPeriodicJobRunsOncePerSlotOverAllNodes(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		c := clock.NewManual(dbtest.Start)
		var ran atomic.Int64
		mk := func() node {
			n := newNode(d, c, job.RunnerOptions{})
			job.InTx(n.Runner, "tick", func(context.Context, db.Tx, struct{}) error { ran.Add(1); return nil })
			n.Every("tick", time.Hour)
			return n
		}
		a, b := mk(), mk()
		a.Start(context.Background())
		b.Start(context.Background())
		for i := range 3 {
			until(t, "the slot", func() bool { return ran.Load() > int64(i) })
			time.Sleep(60 * time.Millisecond) // time for a second run that must not come
			if ran.Load() != int64(i+1) {
				t.Fatalf("slot %d ran %d times", i, ran.Load())
			}
			c.Advance(time.Hour)
		}
		a.Stop()
		b.Stop()
	})
}

func TestAUniqueKeyHoldsOnlyWhileUnfinished(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		n := newNode(d, clock.Real{}, job.RunnerOptions{})
		var ran atomic.Int64
		job.InTx(n.Runner, "u", func(context.Context, db.Tx, args) error { ran.Add(1); return nil })
		for range 5 {
			enqueue(t, d, n.Queue, "u", 1, job.Options{Unique: "one"})
		}
		n.Start(context.Background())
		idle(t, n)
		enqueue(t, d, n.Queue, "u", 1, job.Options{Unique: "one"})
		idle(t, n)
		n.Stop()
		if ran.Load() != 2 {
			t.Error("ran", ran.Load())
		}
	})
}

func TestStoppingGivesUnfinishedWorkBackUncounted(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		n := newNode(d, clock.Real{}, job.RunnerOptions{Grace: 30 * time.Millisecond})
		began := make(chan struct{}, 1)
		job.Outside(n.Runner, "long", func(ctx context.Context, _ job.Info, _ args) error {
			began <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		})
		enqueue(t, d, n.Queue, "long", 1, job.Options{MaxAttempts: 1})
		n.Start(context.Background())
		<-began
		n.Stop()
		c, err := n.CountKinds(context.Background(), d)
		found := map[string]int64{} // beside the job that prunes, which may be given back too
		for _, k := range c {
			found[k.Kind+" "+k.State] = k.N
		}
		if err != nil || found["long ready"] != 1 || found["long running"] != 0 || found["long dead"] != 0 {
			t.Error(c, err)
		}
	})
}

func TestUnclaimedWorkIsDoneWithoutWaitingForLeases(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		c := clock.NewManual(dbtest.Start) // stands still: no lease ends
		n := newNode(d, c, job.RunnerOptions{})
		attempts := make(chan args, 2)
		job.InTx(n.Runner, "work", func(_ context.Context, _ db.Tx, a args) error {
			attempts <- a
			return nil
		})
		enqueue(t, d, n.Queue, "work", 7, job.Options{})
		claimed, err := job.ClaimForTest(ctx, d, c.Now(), time.Hour)
		if err != nil || claimed == "" {
			t.Fatal(claimed, err)
		}
		if err := n.Unclaim(ctx); err != nil {
			t.Fatal(err)
		}
		n.Start(ctx)
		idle(t, n)
		n.Stop()
		if len(attempts) != 1 {
			t.Errorf("done %d times", len(attempts))
		}
	})
}
