package analytics

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/order"
)

// EraseOrdersTx takes orders out of the sums, at most db.MaxIn, as if they had been cancelled.
// Call it in the transaction that removes them, before they are gone: only they say on which
// quarter of an hour they were counted. Events that still tell of them find nothing afterwards.
// Returns actor.ErrForbidden for anybody but the shop itself.
func (s *Service) EraseOrdersTx(ctx context.Context, tx db.Tx, orderIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	if _, err := lock(ctx, tx); err != nil {
		return err
	}
	return s.countAs(ctx, tx, orderIDs, func(all []order.Taking) {
		for i := range all {
			all[i].Status = order.Cancelled
		}
	})
}
