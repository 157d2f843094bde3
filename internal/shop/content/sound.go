package content

import (
	"context"
	"errors"
	"strings"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// SoundFiles reports pictures of the media library whose file is missing or
// cut short. It asks the store of files, which may be far away, so it does not
// run inside a snapshot.
func (s *Service) SoundFiles(ctx context.Context, r *verify.Report) error {
	c := r.Check("content.files", "Every picture of the media library has its file, whole.")
	return verify.Walk(func(after string) ([]Image, string, error) {
		all, err := db.All[Image](ctx, s.db, imagesAfter, after)
		if len(all) == 0 {
			return nil, "", err
		}
		return all, all[len(all)-1].ID, err
	}, func(all []Image) error {
		for _, v := range all {
			c.Look(1)
			info, err := s.blob.Stat(ctx, strings.TrimPrefix(v.URL, "/"))
			switch {
			case errors.Is(err, blob.ErrNotFound):
				c.Fail(v.ID, "%s is missing", v.URL)
			case err != nil:
				return err
			default:
				verify.Want(c, v.ID, "size of "+v.URL, info.Size, v.Size)
			}
		}
		return nil
	})
}
