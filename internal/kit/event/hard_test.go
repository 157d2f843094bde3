package event_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/verify"
)

var (
	countEvents = db.SQL(`SELECT COUNT(*) FROM kit_events`)
	goneCursor  = db.SQL(`INSERT INTO kit_cursors (name, seq) VALUES ('gone.listener', 0)`)
)

func count(t *testing.T, d *db.DB, s *db.Stmt) int64 {
	t.Helper()
	n, err := db.Get[int64](context.Background(), d, s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	if !dbtest.Wait(10*time.Second, ok) {
		t.Fatal("never:", what)
	}
}

func publishMany(t *testing.T, w *dbtest.World, n int) {
	t.Helper()
	if err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		for i := range n {
			if err := w.Events.Publish(ctx, tx, happened{N: i}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestOldEventsAreForgottenAlthoughAListenerOfThePastNeverReadThem(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{})
		w.Events.Project("p", nil, func(context.Context, db.Tx, []event.Envelope) error { return nil })
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, goneCursor)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		publishMany(t, w, 1200) // more than two batches
		w.Run(t)
		w.Settle(t)
		if n := count(t, d, countEvents); n != 1200 {
			t.Fatal("young events are gone:", n)
		}
		w.Clock.Advance(31 * 24 * time.Hour)
		until(t, "a short log", func() bool { return count(t, d, countEvents) <= 1 })
	})
}

// A demo that is played beside a running shop, a clock that was set back, a clock that was years ahead: the log has no
// holes, keeps what is young, and is not kept for ever.
func TestTheLogIsForgottenFromItsBeginningWhateverItsTimes(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{})
		day := 24 * time.Hour
		for _, step := range []time.Duration{0, 10 * day, -10 * day, 3650 * day, -3650 * day, 5 * day, -5 * day} {
			w.Clock.Advance(step)
			publish(t, w, happened{N: 1})
		}
		w.Run(t)
		w.Settle(t)
		whole := func() {
			t.Helper()
			var r verify.Report
			if err := w.Events.Sound(context.Background(), d, &r); err != nil || r.Wrong() != 0 {
				t.Errorf("%d wrong, %v", r.Wrong(), err)
			}
		}
		w.Clock.Advance(31 * day) // the first is old, the second is not, and the third stands behind it
		until(t, "six events", func() bool { return count(t, d, countEvents) == 6 })
		whole()
		w.Clock.Advance(10 * day) // what lies ten years ahead goes with its neighbours
		until(t, "one event", func() bool { return count(t, d, countEvents) == 1 })
		whole()
	})
}

func TestAnEventIsKeptUntilEveryListenerHasReadIt(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{})
		var stuck atomic.Bool
		stuck.Store(true)
		var seen atomic.Int64
		w.Events.Project("slow", nil, func(_ context.Context, _ db.Tx, batch []event.Envelope) error {
			if stuck.Load() {
				return errors.New("not today")
			}
			seen.Add(int64(len(batch)))
			return nil
		})
		publishMany(t, w, 10)
		w.Run(t)
		w.Clock.Advance(31 * 24 * time.Hour)
		time.Sleep(200 * time.Millisecond)
		if n := count(t, d, countEvents); n != 10 {
			t.Fatal("forgotten before they were read:", n)
		}
		stuck.Store(false)
		until(t, "ten events", func() bool { return seen.Load() == 10 })
	})
}

func TestWhatHappensBetweenNewAndStartIsFollowed(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		first := dbtest.NewWorld(d)
		first.Events.Declare(happened{})
		publishMany(t, first, 3)
		first.Run(t)
		first.Settle(t)
		w := dbtest.NewNode(d, 2)
		w.Events.Declare(happened{})
		var heard atomic.Int64
		w.Events.Follow("f", nil, func(_ context.Context, batch []event.Envelope) error { heard.Add(int64(len(batch))); return nil })
		publish(t, first, happened{N: 4}) // another node, after this one read its state
		w.Run(t)
		w.Settle(t)
		if heard.Load() != 1 {
			t.Error("heard", heard.Load())
		}
	})
}

func TestAProjectionOfTwoNodesHearsEachEventOnce(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		mk := func(seed int64) *dbtest.World {
			w := dbtest.NewNode(d, seed)
			w.Events.Declare(happened{})
			w.Events.Project("p", nil, func(ctx context.Context, tx db.Tx, batch []event.Envelope) error {
				for _, e := range batch {
					if e.Name != "test.happened" {
						continue
					}
					if _, err := db.Exec(ctx, tx, addSeen, e.ID); err != nil { // a second time violates its key
						return err
					}
				}
				return nil
			})
			return w
		}
		a, b := mk(1), mk(2)
		a.Run(t)
		b.Run(t)
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				w := a
				if i%2 == 0 {
					w = b
				}
				publish(t, w, happened{N: i})
			}()
		}
		wg.Wait()
		a.Settle(t)
		b.Settle(t)
		if n := count(t, d, countSeen); n != 60 {
			t.Error("projected", n)
		}
	})
}

func TestAListenerThatPanicsHearsTheSameAgainAndHoldsUpNobody(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{})
		var tries, good atomic.Int64
		w.Events.Follow("bad", nil, func(_ context.Context, batch []event.Envelope) error {
			if tries.Add(1) < 3 {
				panic("a bug")
			}
			return nil
		})
		w.Events.Follow("good", nil, func(_ context.Context, batch []event.Envelope) error { good.Add(int64(len(batch))); return nil })
		w.Run(t)
		publishMany(t, w, 5)
		until(t, "the good one", func() bool { return good.Load() == 5 })
		until(t, "the third try", func() bool { return tries.Load() == 3 })
	})
}

// Listeners share what one of them has read. None may be left behind by a wake that was
// for more than that: it would hear the rest a second later, at its slow poll.
func TestNoListenerWaitsForItsSlowPollAmongOthers(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		w.Events.Declare(happened{}, other{})
		var heard [6]atomic.Int64
		for i := range heard {
			w.Events.Follow("f"+string(rune('0'+i)), nil, func(_ context.Context, batch []event.Envelope) error {
				time.Sleep(time.Duration(i) * time.Millisecond) // they do not go in step
				heard[i].Add(int64(len(batch)))
				return nil
			})
		}
		w.Run(t)
		late, sent := 0, int64(0)
		for range 40 {
			for range 4 {
				publish(t, w, happened{N: 1})
				time.Sleep(3 * time.Millisecond)
			}
			sent += 4
			everybody := func() bool {
				for i := range heard {
					if heard[i].Load() < sent {
						return false
					}
				}
				return true
			}
			if !dbtest.Wait(700*time.Millisecond, everybody) {
				late++
				until(t, "everybody heard", everybody)
			}
		}
		if late > 1 { // a busy machine may be late once
			t.Errorf("%d of 40 times somebody heard of it late", late)
		}
	})
}
