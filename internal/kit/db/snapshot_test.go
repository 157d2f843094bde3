package db_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

func TestASnapshotSeesOneMomentWhileWritersGoOn(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		for i := range 10 {
			add(t, d, one(fmt.Sprint("a", i), 1))
		}
		err := d.Snapshot(context.Background(), func(ctx context.Context, q db.Querier) error {
			if n, err := db.Get[int64](ctx, q, countItems); err != nil || n != 10 {
				t.Error(n, err)
			}
			for i := range 10 {
				add(t, d, one(fmt.Sprint("b", i), 1))
			}
			if n, err := db.Get[int64](ctx, q, countItems); err != nil || n != 10 {
				t.Errorf("later rows show: %d, %v", n, err)
			}
			if _, err := db.Get[int64](ctx, d, countItems); err == nil {
				t.Error("a read of another moment passed")
			}
			if bad, err := db.Integrity(ctx, q); err != nil || len(bad) != 0 {
				t.Error(bad, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := db.Get[int64](context.Background(), d, countItems); err != nil || n != 20 {
			t.Error(n, err)
		}
	})
}
