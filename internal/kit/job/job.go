// Package job is durable background work on the shop's own database.
//
// A job exists if and only if the transaction that enqueued it commits. It
// runs at least once; a handler registered with InTx has its database effects
// exactly once, because they commit together with the job's completion.
// Completion is fenced by the attempt, so a runner that lost its lease cannot
// finish what another took over.
package job

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/page"
)

// ErrNotFound is returned for a dead job that does not exist (any more).
var ErrNotFound = errs.New(errs.NotFound, "job.not_found", "There is no such failed job.")

// Info is what a handler knows of its run. ID is the same on every attempt:
// use it as the idempotency key towards outside services.
type Info struct {
	ID      string
	Attempt int
	Trace   string
	done    *completion
}

// completion is how a handler finishes its job itself.
type completion struct {
	finish func(ctx context.Context, tx db.Tx) error
	made   bool
}

// DoneTx completes the job in the handler's own transaction: what it writes there and
// the job's end are one commit, which is cheaper than two and leaves no moment at which
// the work is done and the job is not. Call it once, last; the handler returns nil when
// that transaction has committed. The transaction fails when the lease was lost.
func (i Info) DoneTx(ctx context.Context, tx db.Tx) error {
	if i.done == nil {
		return nil // not called by a runner
	}
	tx.AfterCommit(func() { i.done.made = true })
	return i.done.finish(ctx, tx)
}

// Options of one job. The zero value runs now, with 12 attempts.
type Options struct {
	RunAt       time.Time // not before this moment; zero means now
	Unique      string    // at most one unfinished job with this key; empty means no limit
	MaxAttempts int
	Low         bool // behind everything that is not low
}

const (
	defaultAttempts = 12
	maxArgs         = 64 << 10
	normal, low     = 1, 2 // priorities
)

// Queue enqueues; it is what rooms hold. Runner does the work.
type Queue struct {
	clock clock.Clock
	ids   *id.Source
	wake  chan struct{}
}

// NewQueue returns a queue.
func NewQueue(c clock.Clock, ids *id.Source) *Queue {
	return &Queue{clock: c, ids: ids, wake: make(chan struct{}, 1)}
}

// Enqueue adds a job in the caller's transaction. Arguments are ids and facts,
// never secrets. A job whose Unique key is already waiting is left alone.
func (q *Queue) Enqueue(ctx context.Context, tx db.Tx, kind string, args any, o Options) error {
	body, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("job %s: %w", kind, err)
	}
	if len(body) > maxArgs {
		return fmt.Errorf("job %s: arguments of %d bytes", kind, len(body))
	}
	now := q.clock.Now()
	if o.RunAt.IsZero() {
		o.RunAt = now
	}
	if o.MaxAttempts == 0 {
		o.MaxAttempts = defaultAttempts
	}
	priority := normal
	if o.Low {
		priority = low
	}
	var unique *string
	if o.Unique != "" {
		unique = &o.Unique
	}
	err = db.Write(ctx, tx, insertJob, q.ids.New("job_"), kind, string(body), priority, o.MaxAttempts, o.RunAt, unique, Trace(ctx), now)
	if err == nil && !o.RunAt.After(now) {
		tx.AfterCommit(q.Wake)
	}
	return err
}

// Wake makes the local runner look for work now.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Dead is a job that used up its attempts.
type Dead struct {
	ID          string          `json:"id"`
	Kind        string          `json:"kind"`
	Args        json.RawMessage `json:"args"`
	State       string          `json:"state"`
	Attempt     int64           `json:"attempts"`
	MaxAttempts int64           `json:"max_attempts"`
	LastError   string          `json:"last_error"`
	CreatedAt   time.Time       `json:"created_at"`
	FinishedAt  *time.Time      `json:"finished_at"`
}

// ListDead returns failed jobs, newest first; kind is optional.
func (q *Queue) ListDead(ctx context.Context, from db.Querier, kind string, p page.Request) (page.List[Dead], error) {
	lq := deadJobs.Query("-id", 0)
	if kind != "" {
		lq.Where("kind", kind)
	}
	return db.Page(ctx, from, lq, p, func(d Dead) []any { return []any{d.ID} })
}

// Revive gives a failed job all its attempts again. When an unfinished job has
// its Unique key by now, that one does the work and the failed one is dropped,
// as Enqueue would have done. Returns ErrNotFound.
func (q *Queue) Revive(ctx context.Context, tx db.Tx, jobID string) error {
	n, err := db.Exec(ctx, tx, reviveJob, jobID, q.clock.Now())
	if err == nil && n == 0 {
		return q.Discard(ctx, tx, jobID)
	}
	tx.AfterCommit(q.Wake)
	return err
}

// Discard gives a failed job up for good. Returns ErrNotFound.
func (q *Queue) Discard(ctx context.Context, tx db.Tx, jobID string) error {
	n, err := db.Exec(ctx, tx, discardJob, jobID)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// Counts returns how many jobs are in each state.
func (q *Queue) Counts(ctx context.Context, from db.Querier) (map[string]int64, error) {
	rows, err := db.All[struct {
		State string
		N     int64
	}](ctx, from, countStates)
	out := map[string]int64{}
	for _, r := range rows {
		out[r.State] = r.N
	}
	return out, err
}

type traceKey struct{}

// WithTrace carries a trace id (W3C traceparent, or a request id) to the jobs
// and events that follow from ctx.
func WithTrace(ctx context.Context, trace string) context.Context {
	return context.WithValue(ctx, traceKey{}, trace)
}

// Trace returns what WithTrace put there, or "".
func Trace(ctx context.Context) string {
	t, _ := ctx.Value(traceKey{}).(string)
	return t
}
