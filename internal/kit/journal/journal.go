// Package journal is the shape in which rooms record what they changed: a row
// in the same transaction with what was before and after. The audit room keeps
// it; rooms below it know only this.
package journal

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

// Entry is one change. Before and After are values that marshal to JSON
// objects; nil Before means created, nil After means deleted. Secrets are
// masked by whoever records: they must not be in Before or After at all.
type Entry struct {
	Entity   string // "product"; see Words
	EntityID string
	Action   string // "updated"
	StoreID  string // whose it is; empty for the platform's own
	Before   any
	After    any
}

// Recorder keeps entries; an error rolls the change back, so nothing changes
// unrecorded.
type Recorder interface {
	Record(ctx context.Context, tx db.Tx, e Entry) error
}

// Discard keeps nothing, but refuses what nobody has a word for; for tests of rooms.
type Discard struct{}

// Record implements Recorder.
func (Discard) Record(_ context.Context, _ db.Tx, e Entry) error { return e.Check() }
