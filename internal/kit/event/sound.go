package event

import (
	"context"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// Sound reports whether the log is whole: numbers without holes up to the head.
func (l *Log) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("event.numbers", "Committed events are numbered without holes up to the head, and nobody has read beyond it.")
	if err := c.Count(ctx, q, countEvents); err != nil {
		return err
	}
	head, err := db.Get[int64](ctx, q, headSeq)
	if err != nil {
		return err
	}
	last, err := db.Get[int64](ctx, q, lastSeq)
	if err != nil {
		return err
	}
	// The newest numbered event is never pruned.
	if last != head {
		c.Fail("#head", "the log says %d, its last event is %d", head, last)
	}
	err = db.Each(ctx, q, numberGaps, func(g struct{ Seq, Prev int64 }) error {
		c.Fail(fmt.Sprint(g.Seq), "the number before is %d", g.Prev)
		return nil
	})
	if err != nil {
		return err
	}
	return c.Rows(ctx, q, aheadOfHead, head)
}

// Named walks over the kept events of one name by id, up to 500 at a time:
// pass the last id of one call to the next, until none come. There is no index
// for it: it is for checks, not for readers.
func (l *Log) Named(ctx context.Context, q db.Querier, name, afterID string) ([]Envelope, error) {
	rows, err := db.All[eventRow](ctx, q, namedAfter, name, afterID, 500)
	out := make([]Envelope, len(rows))
	for i, r := range rows {
		out[i] = r.envelope()
	}
	return out, err
}

// KeptSince is the moment since which every event is still there; older ones
// may have been pruned.
func (l *Log) KeptSince() time.Time { return l.d.Clock.Now().Add(-l.d.Keep + time.Hour) }
