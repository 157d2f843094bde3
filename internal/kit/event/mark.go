package event

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
)

// Mark is a place in the log that says whose log it is: ids are never used
// twice, so no other database has the same event there, nor has this one after
// it was put back to an earlier state and went another way.
type Mark struct {
	Seq int64  `json:"seq"`
	ID  string `json:"id"`
}

// Mark returns the newest place; false while the log is empty.
func (l *Log) Mark(ctx context.Context) (Mark, bool, error) {
	m, err := db.Get[Mark](ctx, l.d.DB, newestMark)
	if errors.Is(err, db.ErrNoRows) {
		return Mark{}, false, nil
	}
	return m, err == nil, err
}

// Knows says whether the log has that event at that place still. What was
// pruned is not known any more.
func (l *Log) Knows(ctx context.Context, m Mark) (bool, error) {
	at, err := db.Get[Mark](ctx, l.d.DB, markAt, m.Seq)
	if errors.Is(err, db.ErrNoRows) {
		return false, nil
	}
	return err == nil && at == m, err
}
