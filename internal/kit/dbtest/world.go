package dbtest

import (
	"context"
	"log/slog"
	"math/rand"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
)

// World is what every room's Deps take, deterministic: a manual clock that
// stands at Start and ids from one seed.
type World struct {
	DB     *db.DB
	Clock  *clock.Manual
	IDs    *id.Source
	Queue  *job.Queue
	Jobs   *job.Runner
	Bus    *bus.Bus
	Events *event.Log
	Log    *slog.Logger
}

// Start is the moment a World's clock stands at.
var Start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// NewWorld returns a world on d. Nothing runs until Run is called.
func NewWorld(d *db.DB) *World { return NewNode(d, 1) }

// NewNode returns the world of another node on the same database: the seed
// keeps its ids apart.
func NewNode(d *db.DB, seed int64) *World {
	w := &World{DB: d, Clock: clock.NewManual(Start), Log: slog.New(slog.DiscardHandler)}
	w.IDs = id.New(w.Clock, rand.New(rand.NewSource(seed)))
	w.Queue = job.NewQueue(w.Clock, w.IDs)
	w.Jobs = job.NewRunner(d, w.Queue, w.Log, job.RunnerOptions{Poll: 20 * time.Millisecond, Backoff: func(int) time.Duration { return 0 }})
	w.Bus = bus.New(d, w.Log)
	w.Events = event.New(event.Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Queue: w.Queue, Runner: w.Jobs, Bus: w.Bus, Log: w.Log})
	return w
}

// Run starts bus, listeners and jobs, and stops them when the test ends.
func (w *World) Run(t testing.TB) {
	t.Helper()
	w.Bus.Start(context.Background())
	if err := w.Events.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.Jobs.Start(context.Background())
	t.Cleanup(func() { w.Jobs.Stop(); w.Events.Stop(); w.Bus.Stop() })
}

// Settle waits until every listener has heard everything and no job waits.
func (w *World) Settle(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for range 3 { // jobs publish events, events enqueue jobs
		if err := w.Events.Settled(ctx); err != nil {
			t.Fatal("events:", err)
		}
		if err := w.Jobs.Idle(ctx); err != nil {
			t.Fatal("jobs:", err)
		}
	}
}

var eventNames = db.SQL(`SELECT name FROM kit_events WHERE name <> 'cache.touched' ORDER BY id`)

// EventNames returns the names of what rooms published, in order.
func (w *World) EventNames(t testing.TB) []string {
	t.Helper()
	names, err := db.All[string](context.Background(), w.DB, eventNames)
	if err != nil {
		t.Fatal(err)
	}
	return names
}
