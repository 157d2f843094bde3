package job_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/page"
)

// brittle makes every COMMIT fail while the flag is up.
func brittle(d *db.DB) *atomic.Bool {
	var down atomic.Bool
	d.BeforeCommit(func(context.Context, db.Tx) error {
		if down.Load() {
			return errors.New("no commits today")
		}
		return nil
	})
	return &down
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	if !dbtest.Wait(10*time.Second, ok) {
		t.Fatal("never:", what)
	}
}

func TestAJobWhoseClaimDidNotCommitIsNotRun(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		down := brittle(d)
		n := newNode(d, clock.Real{}, job.RunnerOptions{})
		var ran atomic.Int64
		job.Outside(n.Runner, "mail", func(context.Context, job.Info, args) error { ran.Add(1); return nil })
		enqueue(t, d, n.Queue, "mail", 1, job.Options{})
		down.Store(true)
		n.Start(context.Background())
		time.Sleep(100 * time.Millisecond)
		if ran.Load() != 0 {
			t.Error("sent", ran.Load(), "times without a claim")
		}
		down.Store(false)
		idle(t, n)
		n.Stop()
		if ran.Load() != 1 {
			t.Error("sent", ran.Load(), "times")
		}
	})
}

func TestASlotThatCouldNotBeTakenIsTriedAgain(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		down := brittle(d)
		c := clock.NewManual(dbtest.Start)
		n := newNode(d, c, job.RunnerOptions{})
		var ran atomic.Int64
		job.InTx(n.Runner, "daily", func(context.Context, db.Tx, struct{}) error { ran.Add(1); return nil })
		n.Every("daily", 24*time.Hour)
		down.Store(true)
		n.Start(context.Background())
		time.Sleep(50 * time.Millisecond)
		down.Store(false)
		until(t, "the daily job", func() bool { return ran.Load() == 1 })
		n.Stop()
	})
}

func TestAClockThatStepsBackRunsNothingTwiceAndAWrongOneStopsNothing(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		c := clock.NewManual(dbtest.Start)
		var ran atomic.Int64
		n := newNode(d, c, job.RunnerOptions{})
		job.InTx(n.Runner, "tick", func(context.Context, db.Tx, struct{}) error { ran.Add(1); return nil })
		n.Every("tick", time.Hour)
		n.Start(context.Background())
		defer n.Stop()
		until(t, "the first slot", func() bool { return ran.Load() == 1 })
		c.Advance(-time.Minute) // into the slot before
		time.Sleep(60 * time.Millisecond)
		c.Advance(time.Minute)
		time.Sleep(60 * time.Millisecond)
		if ran.Load() != 1 {
			t.Error("a step back ran it again:", ran.Load())
		}
		c.Set(dbtest.Start.AddDate(10, 0, 0))
		until(t, "a slot in ten years", func() bool { return ran.Load() == 2 })
		c.Set(dbtest.Start.Add(time.Hour))
		until(t, "a slot after the clock was put right", func() bool { return ran.Load() == 3 })
	})
}

var putRetry = db.SQL(`INSERT INTO kit_jobs (id, kind, args, state, priority, attempt, max_attempts, run_at, created_at) VALUES ($1, 'mail', '{"n":3}', 'ready', 1, 1, 12, $2, $3)`)

func TestWorkOfAClockThatWasADayAheadDoesNotWaitForADay(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		at := clock.NewManual(time.Now())
		n := newNode(d, at, job.RunnerOptions{Lease: 300 * time.Millisecond})
		var ran, later atomic.Int64
		job.Outside(n.Runner, "mail", func(context.Context, job.Info, args) error { ran.Add(1); return nil })
		job.Outside(n.Runner, "later", func(context.Context, job.Info, args) error { later.Add(1); return nil })
		at.Advance(24 * time.Hour)
		enqueue(t, d, n.Queue, "mail", 1, job.Options{}) // claimed below by a worker that dies
		enqueue(t, d, n.Queue, "mail", 2, job.Options{}) // waits
		third := n.ids.New("job_")                       // failed once, to be tried again tomorrow
		if err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, putRetry, third, at.Now(), at.Now().Add(-24*time.Hour))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := job.ClaimForTest(t.Context(), d, at.Now(), 30*time.Second); err != nil {
			t.Fatal(err)
		}
		enqueue(t, d, n.Queue, "later", 1, job.Options{RunAt: at.Now().Add(time.Hour)})
		at.Advance(-24 * time.Hour)
		n.Start(context.Background())
		defer n.Stop()
		until(t, "all three ran", func() bool { return ran.Load() == 3 })
		if later.Load() != 0 {
			t.Error("what was to wait for an hour ran at once")
		}
		at.Advance(time.Hour)
		until(t, "the third ran an hour later", func() bool { return later.Load() == 1 })
	})
}

// Five minutes are within what the clocks of nodes may differ by; what was to happen at
// once must not wait for them all the same.
func TestWorkOfAClockThatWasMinutesAheadDoesNotWaitForMinutes(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		at := clock.NewManual(time.Now())
		n := newNode(d, at, job.RunnerOptions{Lease: 300 * time.Millisecond})
		var ran, late atomic.Int64
		job.InTx(n.Runner, "now", func(context.Context, db.Tx, args) error { ran.Add(1); return nil })
		job.InTx(n.Runner, "later", func(context.Context, db.Tx, args) error { late.Add(1); return nil })
		at.Advance(5 * time.Minute)
		enqueue(t, d, n.Queue, "now", 1, job.Options{})
		enqueue(t, d, n.Queue, "later", 1, job.Options{RunAt: at.Now().Add(time.Second)})
		at.Advance(-5 * time.Minute)
		n.Start(context.Background())
		defer n.Stop()
		until(t, "what was to happen at once", func() bool { return ran.Load() == 1 })
		if late.Load() != 0 {
			t.Error("a job ran before its time")
		}
	})
}

func TestAHandlerMayCompleteItsJobWithItsOwnTransaction(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		n := newNode(d, clock.Real{}, job.RunnerOptions{})
		var ran atomic.Int64
		job.Outside(n.Runner, "own", func(ctx context.Context, info job.Info, a args) error {
			first := ran.Add(1) == 1
			return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				if err := info.DoneTx(ctx, tx); err != nil {
					return err
				}
				if first {
					return errors.New("nothing of this was")
				}
				return nil
			})
		})
		enqueue(t, d, n.Queue, "own", 1, job.Options{})
		n.Start(context.Background())
		defer n.Stop()
		until(t, "the second try", func() bool { return ran.Load() == 2 })
		until(t, "an empty queue", func() bool {
			c, err := n.Counts(context.Background(), d)
			return err == nil && len(c) == 0
		})
		if ran.Load() != 2 {
			t.Error("ran", ran.Load())
		}
	})
}

func TestAJobOnlyNewNodesKnowSurvivesAnOldOne(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		slow := job.RunnerOptions{Backoff: func(int) time.Duration { return 30 * time.Millisecond }}
		older := newNode(d, clock.Real{}, slow)
		enqueue(t, d, older.Queue, "new", 1, job.Options{})
		older.Start(context.Background())
		defer older.Stop()
		time.Sleep(50 * time.Millisecond)
		newer := newNode(d, clock.Real{}, slow)
		var ran atomic.Int64
		job.InTx(newer.Runner, "new", func(context.Context, db.Tx, args) error { ran.Add(1); return nil })
		newer.Start(context.Background())
		defer newer.Stop()
		until(t, "the new job", func() bool { return ran.Load() == 1 })
	})
}

func TestRevivingAJobWhoseWorkWaitsAgainLeavesOne(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		n := newNode(d, clock.Real{}, job.RunnerOptions{})
		job.InTx(n.Runner, "u", func(context.Context, db.Tx, args) error { return errors.New("no") })
		enqueue(t, d, n.Queue, "u", 1, job.Options{Unique: "one", MaxAttempts: 1})
		n.Start(context.Background())
		idle(t, n)
		n.Stop()
		enqueue(t, d, n.Queue, "u", 2, job.Options{Unique: "one"})
		l, err := n.ListDead(context.Background(), d, "u", page.Request{})
		if err != nil || len(l.Items) != 1 {
			t.Fatal(l, err)
		}
		revive := func() error {
			return d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return n.Revive(ctx, tx, l.Items[0].ID) })
		}
		if err := revive(); err != nil {
			t.Error(err)
		}
		if err := revive(); !errors.Is(err, job.ErrNotFound) {
			t.Error("want not found, got", err)
		}
		if c, err := n.Counts(context.Background(), d); err != nil || c["ready"] != 1 || c["dead"] != 0 {
			t.Error(c, err)
		}
	})
}

func TestNormalWorkGoesFirstAndNothingBeforeItsTime(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		c := clock.NewManual(dbtest.Start)
		n := newNode(d, c, job.RunnerOptions{Workers: 1})
		var mu sync.Mutex
		var order []int
		job.InTx(n.Runner, "w", func(_ context.Context, _ db.Tx, a args) error {
			mu.Lock()
			defer mu.Unlock()
			order = append(order, a.N)
			return nil
		})
		enqueue(t, d, n.Queue, "w", 3, job.Options{Low: true})
		enqueue(t, d, n.Queue, "w", 9, job.Options{RunAt: c.Now().Add(time.Hour)})
		enqueue(t, d, n.Queue, "w", 1, job.Options{})
		enqueue(t, d, n.Queue, "w", 2, job.Options{})
		n.Start(context.Background())
		defer n.Stop()
		ran := func() int { mu.Lock(); defer mu.Unlock(); return len(order) }
		until(t, "three jobs", func() bool { return ran() == 3 })
		time.Sleep(40 * time.Millisecond)
		if ran() != 3 {
			t.Error("a job ran before its time")
		}
		c.Advance(2 * time.Hour)
		until(t, "the fourth", func() bool { return ran() == 4 })
		mu.Lock()
		defer mu.Unlock()
		if !slices.Equal(order, []int{1, 2, 3, 9}) {
			t.Error(order)
		}
	})
}

var leaseUntil = db.SQL(`SELECT lease_until FROM kit_jobs WHERE state = 'running'`)

func TestALongJobKeepsItsLease(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		const lease = 300 * time.Millisecond
		c := clock.NewManual(dbtest.Start) // the machine may stall for longer than the lease
		var ran, kept atomic.Int64
		end := make(chan struct{})
		mk := func() node {
			n := newNode(d, c, job.RunnerOptions{Lease: lease})
			job.Outside(n.Runner, "long", func(ctx context.Context, _ job.Info, _ args) error {
				ran.Add(1)
				select {
				case <-ctx.Done():
				case <-end:
					kept.Add(1)
				}
				return nil
			})
			return n
		}
		a, b := mk(), mk()
		enqueue(t, d, a.Queue, "long", 1, job.Options{})
		a.Start(context.Background())
		b.Start(context.Background())
		for range 9 { // three leases
			until(t, "the lease is as long as can be", func() bool {
				till, err := db.Get[time.Time](t.Context(), d, leaseUntil)
				return err == nil && till.Equal(c.Now().Add(lease))
			})
			c.Advance(lease / 3)
		}
		close(end)
		idle(t, a)
		a.Stop()
		b.Stop()
		if ran.Load() != 1 || kept.Load() != 1 {
			t.Error("ran", ran.Load(), "to the end", kept.Load())
		}
	})
}

func TestAHandlerThatEndsItsGoroutineGivesItsWorkerBack(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		c := clock.NewManual(dbtest.Start)
		n := newNode(d, c, job.RunnerOptions{Workers: 1, Lease: 200 * time.Millisecond})
		var ran atomic.Int64
		job.Outside(n.Runner, "exit", func(context.Context, job.Info, args) error { runtime.Goexit(); return nil })
		job.Outside(n.Runner, "good", func(ctx context.Context, _ job.Info, _ args) error {
			if actor.From(ctx).Kind != actor.System {
				return errors.New("a job is not the shop itself")
			}
			ran.Add(1)
			return nil
		})
		enqueue(t, d, n.Queue, "exit", 1, job.Options{MaxAttempts: 1})
		n.Start(context.Background())
		enqueue(t, d, n.Queue, "good", 1, job.Options{MaxAttempts: 1})
		until(t, "the good one", func() bool {
			waiting, err := n.Counts(context.Background(), d)
			return err == nil && ran.Load() == 1 && waiting["ready"] == 0 && waiting["running"] == 1
		})
		c.Advance(time.Second)
		idle(t, n) // the other one is buried when its lease ends
		n.Stop()
		if c, err := n.Counts(context.Background(), d); err != nil || c["dead"] != 1 {
			t.Error(c, err)
		}
	})
}

var insertDead = db.SQL(`INSERT INTO kit_jobs (id, kind, args, state, priority, max_attempts, run_at, created_at, finished_at) VALUES ($1, 'x', '{}', 'dead', 1, 1, $2, $2, $2)`)

func TestOldFailedJobsAreForgottenHoweverManyThereAre(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		c := clock.NewManual(dbtest.Start)
		n := newNode(d, c, job.RunnerOptions{})
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			for i := range 450 {
				if _, err := db.Exec(ctx, tx, insertDead, fmt.Sprint("old", i), c.Now().AddDate(0, -2, 0)); err != nil {
					return err
				}
			}
			_, err := db.Exec(ctx, tx, insertDead, "fresh", c.Now())
			return err
		}); err != nil {
			t.Fatal(err)
		}
		n.Start(context.Background())
		defer n.Stop()
		until(t, "a clean table", func() bool {
			c, err := n.Counts(context.Background(), d)
			return err == nil && c["dead"] == 1 && c["ready"]+c["running"] == 0
		})
	})
}
