package transfer

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "transfer", FS: sub}
}

const runCols = `id, file, store_id, status, line, created, updated, unchanged, rejected, lease_until, started_at, finished_at`

var (
	insertRun = db.SQL(`INSERT INTO transfer_runs (id, file, store_id, status, line, created, updated, unchanged, rejected, lease_until, started_at)
		VALUES ($1, $2, $3, 'running', 0, 0, 0, 0, 0, $4, $5) ON CONFLICT (file, store_id) WHERE status = 'running' DO NOTHING`)
	lockRunning = db.SQL(`SELECT ` + runCols + ` FROM transfer_runs WHERE file = $1 AND store_id = $2 AND status = 'running'`).ForUpdate()
	takeRun     = db.SQL(`UPDATE transfer_runs SET lease_until = $2 WHERE id = $1 AND lease_until = $3`)
	updateRun   = db.SQL(`UPDATE transfer_runs SET line = $2, created = $3, updated = $4, unchanged = $5, rejected = $6, lease_until = $7
		WHERE id = $1 AND status = 'running' AND lease_until = $8`)
	finishRun = db.SQL(`UPDATE transfer_runs SET status = $2, finished_at = $3, rejected = $4 WHERE id = $1 AND lease_until = $5`)

	selectImages = db.SQL(`SELECT url, alt FROM transfer_images WHERE product_id = $1 ORDER BY position LIMIT 100`)
	deleteImages = db.SQL(`DELETE FROM transfer_images WHERE product_id = $1`)
	insertImage  = db.SQL(`INSERT INTO transfer_images (product_id, position, url, alt) VALUES ($1, $2, $3, $4)`)
)

type runRow struct {
	ID, File, StoreID, Status                   string
	Line, Created, Updated, Unchanged, Rejected int64
	LeaseUntil, StartedAt                       time.Time
	FinishedAt                                  *time.Time
}

// running answers the unfinished run of a file, locked, or nil.
func running(ctx context.Context, tx db.Tx, file, storeID string) (*runRow, error) {
	r, err := db.Get[runRow](ctx, tx, lockRunning, file, storeID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	return &r, err
}

// keepImages remembers the remote pictures of a product; it reports whether they were others before.
func keepImages(ctx context.Context, tx db.Tx, productID string, list []ImageRecord) (changed bool, err error) {
	before, err := db.All[ImageRecord](ctx, tx, selectImages, productID)
	if err != nil || slices.Equal(before, list) {
		return false, err
	}
	if _, err := db.Exec(ctx, tx, deleteImages, productID); err != nil {
		return false, err
	}
	for n, img := range list {
		if _, err := db.Exec(ctx, tx, insertImage, productID, n, img.URL, img.Alt); err != nil {
			return false, err
		}
	}
	return true, nil
}
