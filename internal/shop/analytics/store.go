package analytics

import (
	"context"
	"embed"
	"io/fs"
	"strconv"
	"strings"

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
	return db.Migrations{Room: "analytics", FS: sub}
}

const (
	insertHits = `INSERT INTO analytics_hits (id, at, kind, path, subject_id, query, locale, source) VALUES `
	hitCols    = 8
	manyRows   = 50
)

// Two sizes of the same statement: full rounds of fifty rows, then one by one. More sizes
// would only fill the statement cache.
var (
	insertMany = db.SQL(insertHits + values(manyRows))
	insertOne  = db.SQL(insertHits + values(1))
	deleteOld  = db.SQL(`DELETE FROM analytics_hits WHERE id IN (SELECT id FROM analytics_hits WHERE at < $1 ORDER BY at LIMIT $2)`)
)

// values writes ($1, … $8), ($9, …) for so many rows.
func values(rows int) string {
	list := make([]string, rows)
	for r := range list {
		marks := make([]string, hitCols)
		for c := range marks {
			marks[c] = "$" + strconv.Itoa(r*hitCols+c+1)
		}
		list[r] = "(" + strings.Join(marks, ", ") + ")"
	}
	return strings.Join(list, ", ")
}

func insert(ctx context.Context, tx db.Tx, batch []kept, newID func() string) error {
	for len(batch) > 0 {
		n, statement := 1, insertOne
		if len(batch) >= manyRows {
			n, statement = manyRows, insertMany
		}
		args := make([]any, 0, n*hitCols)
		for _, h := range batch[:n] {
			args = append(args, newID(), h.At, h.Kind, h.Path, h.SubjectID, h.Query, h.Locale, h.Source)
		}
		if _, err := db.Exec(ctx, tx, statement, args...); err != nil {
			return err
		}
		batch = batch[n:]
	}
	return nil
}
