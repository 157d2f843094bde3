package fulfilment

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// EraseOrdersTx removes the shipments of orders, at most db.MaxIn. Only the shop itself does it,
// with the orders. Returns actor.ErrForbidden.
func (s *Service) EraseOrdersTx(ctx context.Context, tx db.Tx, orderIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	_, err := db.Exec(ctx, tx, deleteOfOrders, orderIDs)
	return err
}
