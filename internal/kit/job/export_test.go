package job

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// ClaimForTest claims one job as a runner does that then dies.
func ClaimForTest(ctx context.Context, d *db.DB, now time.Time, lease time.Duration) (id string, err error) {
	err = d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		js, err := claim(ctx, tx, now, lease, 1, nil)
		if len(js) == 1 {
			id = js[0].ID
		}
		return err
	})
	return id, err
}

// FinishForTest tries to complete an attempt.
func FinishForTest(ctx context.Context, d *db.DB, id string, attempt int64) (n int64, err error) {
	err = d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		n, err = db.Exec(ctx, tx, finishJob, id, attempt)
		return err
	})
	return n, err
}
