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

// Sales, and what of them is counted. Of the market the store is empty.
var (
	lockProgress  = db.SQL(`SELECT after_id, done FROM analytics_progress WHERE id = 1`).ForUpdate()
	saveProgress  = db.SQL(`UPDATE analytics_progress SET after_id = $1, done = $2 WHERE id = 1`)
	isDone        = db.SQL(`SELECT done FROM analytics_progress WHERE id = 1`)
	countedOf     = db.SQL(`SELECT order_id, store_id, total FROM analytics_counted WHERE order_id IN ($1...)`)
	saveCounted   = db.SQL(`INSERT INTO analytics_counted (order_id, store_id, total) VALUES ($1, $2, $3) ON CONFLICT (order_id, store_id) DO UPDATE SET total = excluded.total`)
	deleteOne     = db.SQL(`DELETE FROM analytics_counted WHERE order_id = $1 AND store_id = $2`)
	deleteCounted = db.SQL(`DELETE FROM analytics_counted`).Whole()
	deleteDays    = db.SQL(`DELETE FROM analytics_days`).Whole()
	deleteSales   = db.SQL(`DELETE FROM analytics_sales`).Whole()
	addSales      = db.SQL(`INSERT INTO analytics_sales (store_id, currency, slot, orders, total) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (store_id, currency, slot) DO UPDATE SET orders = analytics_sales.orders + excluded.orders, total = analytics_sales.total + excluded.total`)
	addDay = db.SQL(`INSERT INTO analytics_days (store_id, currency, day, orders, total) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (store_id, currency, day) DO UPDATE SET orders = analytics_days.orders + excluded.orders, total = analytics_days.total + excluded.total`)
	salesByDay = db.SQL(`SELECT (slot - $3) / $5 AS day, CAST(SUM(orders) AS BIGINT) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM analytics_sales
		WHERE store_id IN ($1...) AND currency = $2 AND slot >= $3 AND slot < $4 GROUP BY 1`)
	// Of a period from $2 to $5 the whole days of UTC, which are $3 to $4, and what is left of it at both ends.
	largestStores = db.SQL(`SELECT store_id, CAST(SUM(orders) AS BIGINT) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM (
		SELECT store_id, orders, total FROM analytics_sales WHERE currency = $1 AND slot >= $2 AND slot < $3 AND store_id <> ''
		UNION ALL SELECT store_id, orders, total FROM analytics_days WHERE currency = $1 AND day >= $3 AND day < $4
		UNION ALL SELECT store_id, orders, total FROM analytics_sales WHERE currency = $1 AND slot >= $4 AND slot < $5 AND store_id <> ''
		) AS parts GROUP BY store_id HAVING SUM(orders) > 0 ORDER BY 3 DESC, store_id LIMIT $6`)
	largestOf = db.SQL(`SELECT store_id, CAST(SUM(orders) AS BIGINT) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM analytics_sales
		WHERE store_id IN ($1...) AND currency = $2 AND slot >= $3 AND slot < $4 GROUP BY store_id HAVING SUM(orders) > 0 ORDER BY 3 DESC, store_id LIMIT $5`)
	salesSums   = db.SQL(`SELECT store_id, CAST(SUM(orders) AS BIGINT) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM analytics_sales GROUP BY store_id`).Whole()
	daySums     = db.SQL(`SELECT store_id, CAST(SUM(orders) AS BIGINT) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM analytics_days GROUP BY store_id`).Whole()
	countedSums = db.SQL(`SELECT store_id, COUNT(*) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM analytics_counted GROUP BY store_id
		UNION ALL SELECT '' AS store_id, COUNT(DISTINCT order_id) AS orders, CAST(COALESCE(SUM(total), 0) AS BIGINT) AS total FROM analytics_counted`).Whole()
)

type progress struct {
	AfterID string
	Done    bool
}

type countedRow struct {
	OrderID, StoreID string
	Total            int64
}

type dayRow struct{ Day, Orders, Total int64 }

type storeRow struct {
	StoreID       string
	Orders, Total int64
}

// lock makes this transaction the one that adds up sales.
func lock(ctx context.Context, tx db.Tx) (progress, error) {
	return db.Get[progress](ctx, tx, lockProgress)
}

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
