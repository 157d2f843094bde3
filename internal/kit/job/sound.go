package job

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// stuckAfter is how long after the end of its lease a job may wait while
// runners are seen alive.
const stuckAfter = 5 * time.Minute

// Sound reports jobs that nobody will ever finish. Jobs that wait because no
// server runs are in order: the next one takes them.
func (q *Queue) Sound(ctx context.Context, reader db.Querier, r *verify.Report) error {
	c := r.Check("job.leases", "A job that is being worked on has a lease, and one whose worker died is taken up by another.")
	if err := c.Count(ctx, reader, countJobs); err != nil {
		return err
	}
	// Runners leave a slot every minute; a slot taken by a wrong clock says nothing.
	seen, err := db.Get[int64](ctx, reader, lastSlot)
	if err != nil {
		return err
	}
	if alive := time.UnixMicro(seen); !alive.After(q.clock.Now()) {
		if err := c.Rows(ctx, reader, stuckJobs, alive.Add(-stuckAfter)); err != nil {
			return err
		}
	}
	if err := c.Rows(ctx, reader, brokenJobs); err != nil {
		return err
	}
	return db.Each(ctx, reader, buriedJobs, func(j struct{ ID, Kind, LastError string }) error {
		c.Note(j.ID, "%s has failed for good: %.200s", j.Kind, j.LastError)
		return nil
	})
}

// Waiting is how many jobs of a kind are still to be done.
func (q *Queue) Waiting(ctx context.Context, reader db.Querier, kind string) (int64, error) {
	return db.Get[int64](ctx, reader, countKind, kind)
}
