package cart

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// EraseTx removes carts that became orders which are being removed, at most db.MaxIn refs. Only
// the shop itself does it. Returns actor.ErrForbidden.
func (s *Service) EraseTx(ctx context.Context, tx db.Tx, refs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	_, err := db.Exec(ctx, tx, deleteOrdered, refs)
	return err
}
