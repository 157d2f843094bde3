package content

import (
	"context"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// EraseImage removes a picture of the media library nobody shows any more, which the caller has
// seen to. The row goes first and the file then: a crash in between leaves a file nobody names,
// never a row without its file, and doing it again removes that too. Only the shop itself does it.
// Call it outside transactions. Returns actor.ErrForbidden.
func (s *Service) EraseImage(ctx context.Context, url string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	if !strings.HasPrefix(url, "/media/") {
		return nil // not ours
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, deleteImage, url)
		return err
	})
	if err != nil {
		return err
	}
	return s.blob.Delete(ctx, strings.TrimPrefix(url, "/"))
}
