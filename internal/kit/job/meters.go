package job

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/meter"
)

// Meters count what this node's runner did.
type Meters struct {
	// Runs are attempts by kind and outcome: done, retried, buried (no tries
	// left), fenced (another node took over), released (shutting down).
	Runs  meter.Pairs
	took  map[string]*meter.Histogram // by kind; complete before the runner starts
	round atomic.Int64                // when the loop last came by, in nanoseconds
}

func newMeters() *Meters { return &Meters{took: map[string]*meter.Histogram{}} }

func (m *Meters) count(j jobRow, err error, stopping bool, took time.Duration) {
	h := m.took[j.Kind]
	if h == nil { // a kind only newer nodes know; its name is not this program's
		m.Runs.Of("unknown", "retried").Inc()
		return
	}
	h.Took(took)
	outcome := "retried"
	switch {
	case err == nil:
		outcome = "done"
	case errors.Is(err, errFenced):
		outcome = "fenced"
	case stopping:
		outcome = "released"
	case j.Attempt >= j.MaxAttempts:
		outcome = "buried"
	}
	m.Runs.Of(j.Kind, outcome).Inc()
}

// Took returns how long attempts took, by kind.
func (m *Meters) Took() map[string]meter.Reading {
	out := make(map[string]meter.Reading, len(m.took))
	for kind, h := range m.took {
		out[kind] = h.Read()
	}
	return out
}

// Meters returns the runner's counters.
func (r *Runner) Meters() *Meters { return r.meters }

// Silent returns for how long the runner's loop has not come by; it does at
// least once per poll. A loop that hangs claims nothing.
func (r *Runner) Silent() time.Duration {
	at := r.meters.round.Load()
	if at == 0 {
		return 0
	}
	return time.Since(time.Unix(0, at))
}

// KindCount is how many jobs of one kind are in one state.
type KindCount struct {
	Kind  string
	State string // ready, running, dead
	N     int64
}

// CountKinds returns how many jobs of each kind are in each state. It reads
// the whole queue: for people and metrics, not for every request.
func (q *Queue) CountKinds(ctx context.Context, from db.Querier) ([]KindCount, error) {
	return db.All[KindCount](ctx, from, countKinds)
}

// OldestAge returns for how long the job that waits longest could have run;
// zero when none waits.
func (q *Queue) OldestAge(ctx context.Context, from db.Querier) (age time.Duration, err error) {
	now := q.clock.Now()
	for _, priority := range []int{normal, low} {
		at, err := db.All[time.Time](ctx, from, oldestReady, priority, now)
		if err != nil {
			return 0, err
		}
		if len(at) > 0 {
			age = max(age, now.Sub(at[0]))
		}
	}
	return age, nil
}
