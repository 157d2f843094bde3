package cart

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

// Outcome is what became of a cart.
type Outcome struct {
	Ref     string
	Status  Status
	OrderID string
}

// Outcomes returns what became of carts, at most db.MaxIn, by ref; those that
// are not kept any more are left out.
func (s *Service) Outcomes(ctx context.Context, q db.Querier, refs []string) (map[string]Outcome, error) {
	rows, err := db.All[Outcome](ctx, q, byRefs, refs)
	out := make(map[string]Outcome, len(rows))
	for _, r := range rows {
		out[r.Ref] = r
	}
	return out, err
}

// Ordered walks over the carts that became orders, by ref, up to 500 at a
// time: pass the last ref of one call to the next, until none come.
func (s *Service) Ordered(ctx context.Context, q db.Querier, afterRef string) ([]Outcome, error) {
	return db.All[Outcome](ctx, q, orderedAfter, afterRef)
}
