package job

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// Prune registers the forgetting of what is old as a periodic job. fn forgets
// one bounded batch, small enough for one transaction (50 ms), and says
// whether there is more: then the next batch is a job of its own behind other
// work, so that a backlog of any size goes without anybody waiting for it.
func Prune(r *Runner, kind string, every time.Duration, fn func(ctx context.Context, tx db.Tx) (more bool, err error)) {
	InTx(r, kind, func(ctx context.Context, tx db.Tx, _ struct{}) error {
		more, err := fn(ctx, tx)
		if err != nil || !more {
			return err
		}
		return r.Enqueue(ctx, tx, kind, struct{}{}, Options{Unique: kind, Low: true})
	})
	r.Every(kind, every)
}

// Died returns how many jobs of each kind used up their tries after one moment
// and until another, and are still there.
func (q *Queue) Died(ctx context.Context, from db.Querier, after, until time.Time) ([]KindCount, error) {
	return db.All[KindCount](ctx, from, died, after, until)
}

// CountDead counts failed jobs, up to a limit.
func (q *Queue) CountDead(ctx context.Context, from db.Querier, limit int) (int64, error) {
	return db.Get[int64](ctx, from, countDead, limit)
}
