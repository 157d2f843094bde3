package notify

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// EraseTx removes the messages about orders or accounts that are being removed, at most db.MaxIn.
// Only the shop itself does it. Returns actor.ErrForbidden.
func (s *Service) EraseTx(ctx context.Context, tx db.Tx, subjectIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	_, err := db.Exec(ctx, tx, deleteAbout, subjectIDs)
	return err
}
