package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/kit/trace"
)

// RunnerOptions have working defaults for every zero value.
type RunnerOptions struct {
	Workers int           // jobs at once; 8
	Lease   time.Duration // how long a silent worker keeps a job; 30 s, renewed while it runs
	Poll    time.Duration // how often to look without being woken; 1 s
	Timeout time.Duration // one attempt; 2 min
	Grace   time.Duration // how long Stop lets handlers finish; 20 s
	Keep    time.Duration // how long dead jobs are kept; 30 days
	Backoff func(attempt int) time.Duration
	Tracer  *trace.Tracer // nil traces nothing
}

// Runner does the work of one node.
type Runner struct {
	*Queue
	db       *db.DB
	log      *slog.Logger
	o        RunnerOptions
	handlers map[string]handler
	periodic []periodic
	mu       sync.Mutex
	running  map[string]int       // by kind
	slot     map[string]time.Time // the last slot of each periodic kind this node has seen to; the loop's own
	free     int
	freed    chan struct{}
	wg       sync.WaitGroup
	cancel   context.CancelFunc
	work     context.Context
	stopWork context.CancelFunc
	done     chan struct{}
	meters   *Meters
}

type handler func(ctx context.Context, r *Runner, j jobRow) error

type periodic struct {
	kind  string
	every time.Duration
}

// errFenced means another runner owns the job now; its outcome counts.
var errFenced = errors.New("job: the lease was lost")

// NewRunner returns a runner; register handlers, then Start.
func NewRunner(d *db.DB, q *Queue, log *slog.Logger, o RunnerOptions) *Runner {
	def := func(v *time.Duration, d time.Duration) {
		if *v == 0 {
			*v = d
		}
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	def(&o.Lease, 30*time.Second)
	def(&o.Poll, time.Second)
	def(&o.Timeout, 2*time.Minute)
	def(&o.Grace, 20*time.Second)
	def(&o.Keep, 30*24*time.Hour)
	r := &Runner{Queue: q, db: d, log: log, o: o, handlers: map[string]handler{}, running: map[string]int{}, slot: map[string]time.Time{}, free: o.Workers, freed: make(chan struct{}, 1), meters: newMeters()}
	if o.Backoff == nil {
		r.o.Backoff = r.backoff
	}
	Prune(r, "job.prune", time.Hour, r.prune)
	return r
}

// backoff doubles from 2 s to 1 h, with up to a quarter of jitter.
func (r *Runner) backoff(attempt int) time.Duration {
	d := min(time.Second<<min(attempt, 12), maxPause*4/5)
	return d + time.Duration(r.ids.Int63()%int64(d/4))
}

func (r *Runner) add(kind string, h handler) {
	if r.handlers[kind] != nil {
		panic("job: two handlers for " + kind)
	}
	r.handlers[kind] = h
	r.meters.took[kind] = meter.Durations()
}

// InTx registers a handler whose effects are all in the database: it runs in
// the transaction that completes the job, so they happen exactly once. It must
// be quick (50 ms): split long work over several jobs.
func InTx[A any](r *Runner, kind string, fn func(ctx context.Context, tx db.Tx, args A) error) {
	r.add(kind, func(ctx context.Context, r *Runner, j jobRow) error {
		var args A
		if err := json.Unmarshal(j.Args, &args); err != nil {
			return fmt.Errorf("arguments: %w", err)
		}
		return r.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			if err := r.finish(ctx, tx, j); err != nil {
				return err
			}
			return fn(ctx, tx, args)
		})
	})
}

// Outside registers a handler that talks to the outside world or works long:
// it runs without a transaction, at least once. Its lease is renewed while it
// runs; its ctx ends when the lease is lost or the attempt takes too long.
func Outside[A any](r *Runner, kind string, fn func(ctx context.Context, info Info, args A) error) {
	r.add(kind, func(ctx context.Context, r *Runner, j jobRow) error {
		var args A
		if err := json.Unmarshal(j.Args, &args); err != nil {
			return fmt.Errorf("arguments: %w", err)
		}
		ctx, stop := r.renewing(ctx, j)
		defer stop()
		done := &completion{finish: func(ctx context.Context, tx db.Tx) error { return r.finish(ctx, tx, j) }}
		if err := fn(ctx, Info{ID: j.ID, Attempt: int(j.Attempt), Trace: j.Trace, done: done}, args); err != nil || done.made {
			return err
		}
		return r.db.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx db.Tx) error { return r.finish(ctx, tx, j) })
	})
}

// Every enqueues a job of the kind once per period over all nodes; its
// arguments are an empty object. Register the handler too.
func (r *Runner) Every(kind string, every time.Duration) {
	r.periodic = append(r.periodic, periodic{kind, every})
}

func (r *Runner) finish(ctx context.Context, tx db.Tx, j jobRow) error {
	return db.WriteOne(ctx, tx, errFenced, finishJob, j.ID, j.Attempt)
}

// Start begins working. It panics when a periodic job has no handler.
func (r *Runner) Start(ctx context.Context) {
	for _, p := range r.periodic {
		if r.handlers[p.kind] == nil {
			panic("job: no handler for periodic " + p.kind)
		}
	}
	base := actor.With(context.WithoutCancel(ctx), actor.TheSystem())
	var loop context.Context
	loop, r.cancel = context.WithCancel(base)
	r.work, r.stopWork = context.WithCancel(base)
	r.done = make(chan struct{})
	go r.loop(loop)
}

// Stop claims nothing more, lets running handlers finish for a while, then
// cancels them; what did not finish goes back to the queue untouched.
func (r *Runner) Stop() {
	if r.cancel == nil {
		return
	}
	r.cancel()
	<-r.done
	idle := make(chan struct{})
	go func() { r.wg.Wait(); close(idle) }()
	select {
	case <-idle:
	case <-time.After(r.o.Grace):
		r.stopWork()
		<-idle
	}
	r.stopWork()
}

func (r *Runner) loop(ctx context.Context) {
	defer close(r.done)
	tick := time.NewTicker(r.o.Poll)
	defer tick.Stop()
	var lastRescue time.Time
	pace := gather
	for {
		now := r.clock.Now()
		r.meters.round.Store(time.Now().UnixNano())
		r.slots(ctx, now)
		if real := time.Now(); real.Sub(lastRescue) > r.o.Lease/3 {
			lastRescue = real
			r.try(ctx, "rescue", func(ctx context.Context, tx db.Tx) error {
				if err := rescue(ctx, tx, now, now.Add(r.o.Lease+clockSkew)); err != nil {
					return err
				}
				return pullForward(ctx, tx, now, now.Add(clockSkew), now.Add(maxPause+clockSkew))
			})
		}
		looked := time.Now()
		more, vain := r.round(ctx)
		if more {
			pace = gather
			continue
		}
		if vain {
			pace = min(2*pace, mostGather)
		} else {
			pace = gather
		}
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		case <-r.freed:
		case <-tick.C:
		}
		// Under load every commit and every finished job wakes: one look for all of them
		// costs what one look for each would.
		if rest := pace - time.Since(looked); rest > 0 {
			select {
			case <-ctx.Done():
				return
			case <-time.After(rest):
			}
		}
	}
}

// gather is the shortest time between two looks for work that found all there was. A
// job that comes after a quiet moment starts at once; when looks find nothing, though they
// were asked for, the pause grows to mostGather.
const (
	gather     = 10 * time.Millisecond
	mostGather = 4 * gather
)

func (r *Runner) try(ctx context.Context, what string, fn func(context.Context, db.Tx) error) bool {
	err := r.db.InTx(ctx, fn)
	if err != nil && ctx.Err() == nil {
		r.log.Error("jobs: "+what, "error", err)
	}
	return err == nil
}

// round claims what there is room for and starts it. It returns whether there may be more,
// and whether it looked in vain: nothing was ready, of any kind.
func (r *Runner) round(ctx context.Context) (more, vain bool) {
	n, busy := r.room()
	if n == 0 || ctx.Err() != nil {
		return false, false
	}
	var js []jobRow
	if !r.try(ctx, "claim", func(ctx context.Context, tx db.Tx) (err error) {
		js, err = claim(ctx, tx, r.clock.Now(), r.o.Lease, n, busy)
		return err
	}) {
		return false, false // what was read is not this node's: it was never committed
	}
	for _, j := range js {
		r.begin(j)
	}
	return len(js) == n, len(js)+len(busy) == 0
}

// room returns how many more jobs fit, and the kinds that already hold half
// the workers: a flood of one kind (or one that hangs) never takes them all.
func (r *Runner) room() (int, []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	half := max(1, r.o.Workers/2)
	room := r.free
	var busy []string
	for k, n := range r.running {
		if n >= half {
			busy = append(busy, k)
		}
	}
	return min(room, half), busy
}

func (r *Runner) begin(j jobRow) {
	r.mu.Lock()
	r.free--
	r.running[j.Kind]++
	r.mu.Unlock()
	r.wg.Add(1)
	go func() {
		defer r.wg.Done()
		defer r.end(j) // also when the handler ends the goroutine
		r.run(j)
	}()
}

func (r *Runner) end(j jobRow) {
	r.mu.Lock()
	r.free++
	if r.running[j.Kind]--; r.running[j.Kind] == 0 {
		delete(r.running, j.Kind)
	}
	r.mu.Unlock()
	select {
	case r.freed <- struct{}{}:
	default:
	}
}

func (r *Runner) run(j jobRow) {
	ctx, span := r.o.Tracer.Job(r.work, j.Kind, j.Trace)
	if span.On() {
		span.Text("job.id", j.ID)
		span.Number("job.attempt", j.Attempt)
	}
	ctx, cancel := context.WithTimeout(WithTrace(ctx, trace.Carry(ctx, j.Trace)), r.o.Timeout)
	start := time.Now()
	err := r.call(ctx, j)
	cancel()
	span.End(err)
	r.meters.count(j, err, r.work.Err() != nil, time.Since(start))
	if err == nil || errors.Is(err, errFenced) {
		return
	}
	r.log.Warn("job failed", "job", j.ID, "kind", j.Kind, "attempt", j.Attempt, "error", err)
	now := r.clock.Now()
	r.try(context.WithoutCancel(ctx), "outcome", func(ctx context.Context, tx db.Tx) error {
		var e error
		switch {
		case r.work.Err() != nil:
			_, e = db.Exec(ctx, tx, releaseJob, j.ID, j.Attempt)
		case j.Attempt >= j.MaxAttempts:
			_, e = db.Exec(ctx, tx, buryJob, j.ID, j.Attempt, now, clip(err.Error()))
		default:
			_, e = db.Exec(ctx, tx, retryJob, j.ID, j.Attempt, now.Add(r.o.Backoff(int(j.Attempt))), clip(err.Error()))
		}
		return e
	})
}

// errUnknown is an ordinary failure: while nodes are upgraded one by one, an
// old one meets jobs that only the new ones know, and tries must go on.
var errUnknown = errors.New("no handler for this kind of job")

func (r *Runner) call(ctx context.Context, j jobRow) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	h := r.handlers[j.Kind]
	if h == nil {
		return errUnknown
	}
	return h(ctx, r, j)
}

// renewing keeps the lease while a long handler runs; its ctx ends when the
// lease is lost.
func (r *Runner) renewing(ctx context.Context, j jobRow) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		t := time.NewTicker(r.o.Lease / 3)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
			}
			r.try(ctx, "renew", func(ctx context.Context, tx db.Tx) error {
				n, err := db.Exec(ctx, tx, renewJob, j.ID, j.Attempt, r.clock.Now().Add(r.o.Lease))
				if err == nil && n == 0 {
					cancel()
				}
				return err
			})
		}
	}()
	return ctx, func() { cancel(); wg.Wait() }
}

// slots enqueues the periodic jobs whose time has come. The row per kind makes
// a slot single over all nodes, also for a node that comes late.
func (r *Runner) slots(ctx context.Context, now time.Time) {
	for i := range r.periodic {
		p := &r.periodic[i]
		slot := now.Truncate(p.every)
		if r.slot[p.kind].Equal(slot) {
			continue
		}
		seen := r.try(ctx, "periodic", func(ctx context.Context, tx db.Tx) error {
			n, err := db.Exec(ctx, tx, takeSlot, p.kind, slot, slot.Add(max(p.every, wrongClock)))
			if err != nil || n == 0 {
				return err
			}
			return r.Enqueue(ctx, tx, p.kind, struct{}{}, Options{Unique: p.kind, MaxAttempts: 3})
		})
		if seen { // else the slot is tried again: the next one may be a day away
			r.slot[p.kind] = slot
		}
	}
}

// maxPause is the longest pause between two tries, jitter included.
const maxPause = 75 * time.Minute

// clockSkew is how far the clocks of nodes may be apart. What lies further in
// the future was written by a clock that was wrong and has been set right.
const clockSkew = 10 * time.Minute

// wrongClock is how far in the future a slot may be and still count as taken.
const wrongClock = time.Hour

const pruneBatch = 200

// prune forgets jobs that failed long ago.
func (r *Runner) prune(ctx context.Context, tx db.Tx) (more bool, err error) {
	ids, err := db.All[string](ctx, tx, pickOldDead, r.clock.Now().Add(-r.o.Keep), pruneBatch)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	_, err = db.Exec(ctx, tx, deleteJobs, ids)
	return len(ids) == pruneBatch, err
}

// Unclaim gives back every job that is being worked on, uncounted. Call it only
// where no runner can be at work, as in data that was just restored: whoever
// held these jobs is not there, and their leases would be waited for in vain.
func (r *Runner) Unclaim(ctx context.Context) error {
	return r.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, unclaimJobs)
		return err
	})
}

// Idle waits until no job is ready or running, for tests and for draining.
func (r *Runner) Idle(ctx context.Context) error {
	for {
		c, err := r.Counts(ctx, r.db)
		if err != nil {
			return err
		}
		if c["ready"] == 0 && c["running"] == 0 {
			return nil
		}
		r.Wake()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func clip(s string) string { return s[:min(len(s), 4000)] }
