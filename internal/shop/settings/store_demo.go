package settings

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

var (
	insertDemo = db.SQL(`INSERT INTO settings_demo (kind, id, version) VALUES ($1, $2, $3) ON CONFLICT (kind, id) DO NOTHING`)
	demoOf     = db.SQL(`SELECT kind, id, version FROM settings_demo WHERE kind = $1 ORDER BY id LIMIT 20000`)
	hasDemo    = db.SQL(`SELECT COUNT(*) FROM settings_demo WHERE kind = $1`)
	deleteDemo = db.SQL(`DELETE FROM settings_demo`).Whole()
	isLeaving  = db.SQL(`SELECT demo, demo_leaving AS leaving FROM settings_platform WHERE id = $1`)
	setLeaving = db.SQL(`UPDATE settings_platform SET demo_leaving = $2 WHERE id = $1`)
)

type leavingRow struct{ Demo, Leaving bool }

// demoRows are so many of the demo's things of one kind that there cannot be more: it ships with
// the program.
func demoRows(ctx context.Context, q db.Querier, kind DemoKind) ([]DemoItem, error) {
	return db.All[DemoItem](ctx, q, demoOf, kind)
}
