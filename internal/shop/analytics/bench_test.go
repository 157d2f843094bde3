package analytics

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/settings"
)

// busy sells something in each quarter of an hour from $2 to $3, in micros, in one store.
var busy = db.SQL(`INSERT INTO analytics_sales (store_id, currency, slot, orders, total)
	WITH RECURSIVE n (slot) AS (SELECT CAST($2 AS BIGINT) UNION ALL SELECT slot + 900000000 FROM n WHERE slot + 900000000 < $3)
	SELECT $1, 'USD', slot, 3, 10000 FROM n`)

// daily adds up the days of what busy sold.
var daily = db.SQL(`INSERT INTO analytics_days (store_id, currency, day, orders, total)
	SELECT store_id, currency, slot - slot % 86400000000, SUM(orders), SUM(total) FROM analytics_sales WHERE store_id <> '' GROUP BY 1, 2, 3`)

// BenchmarkReport is the most a report can cost, whatever the number of orders: not one
// quarter of an hour went by in which not every one of twelve stores sold something.
func BenchmarkReport(b *testing.B) {
	for _, e := range dbtest.Engines() {
		d := dbtest.Open(b, e, append(ordertest.Sets(), settings.Migrations(), Migrations()))
		f := newFixture(b, d)
		now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
		f.Clock.Set(now)
		for i := range 13 {
			store := market
			if i > 0 {
				store = fmt.Sprintf("sto_%d", i)
			}
			if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				_, err := db.Exec(ctx, tx, busy, store, now.AddDate(0, 0, -200), now)
				return err
			}); err != nil {
				b.Fatal(err)
			}
		}
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, daily)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		for _, days := range []int{7, 30, 90} {
			b.Run(fmt.Sprintf("%s/%d days", e, days), func(b *testing.B) {
				for b.Loop() {
					if s, err := f.Analytics.Sales(ordertest.Owner(), d, Ask{Days: days}); err != nil || s.Sum.Orders == 0 || len(s.Stores) != mostStores {
						b.Fatal(s.Sum, err)
					}
				}
			})
		}
	}
}
