// Package hook is how a room lets others refuse or adjust what it does, inside
// its transaction. Who only wants to know uses an event instead.
package hook

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/kit/db"
)

// Hook is one named point. Add at start only; Run is then safe for
// concurrent use. The zero value is ready.
type Hook[T any] struct {
	fns []entry[T]
}

type entry[T any] struct {
	id string
	fn func(context.Context, db.Tx, T) error
}

// Add registers fn under an id ("listing.refresh"). A second registration of
// the same id is a wiring mistake and panics at start. Functions run in the
// order they were added and must be quick: they hold the caller's locks.
func (h *Hook[T]) Add(id string, fn func(ctx context.Context, tx db.Tx, v T) error) {
	for _, e := range h.fns {
		if e.id == id {
			panic("hook: " + id + " added twice")
		}
	}
	h.fns = append(h.fns, entry[T]{id: id, fn: fn})
}

// Run calls every function in order; the first error stops and is returned,
// which rolls the caller's transaction back.
func (h *Hook[T]) Run(ctx context.Context, tx db.Tx, v T) error {
	for _, e := range h.fns {
		if err := e.fn(ctx, tx, v); err != nil {
			return fmt.Errorf("hook %s: %w", e.id, err)
		}
	}
	return nil
}
