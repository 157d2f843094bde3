package db_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

func put(ctx context.Context, tx db.Tx, id string) error {
	it := one(id, 1)
	return db.Write(ctx, tx, insertItem, it.ID, it.N, it.MadeAt, it.EndedAt, it.OK, it.Body)
}

func count(t *testing.T, d *db.DB) int64 {
	t.Helper()
	n, err := db.Get[int64](context.Background(), d, countItems)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAWriteNobodyWaitsForIsSeenByWhatFollowsAndGoesWithTheRest(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			for i := range 200 { // more than are held back
				if err := put(ctx, tx, fmt.Sprint(i)); err != nil {
					return err
				}
			}
			n, err := db.Get[int64](ctx, tx, countItems)
			if err == nil && n != 200 {
				t.Errorf("the transaction sees %d of its 200 rows", n)
			}
			return errors.Join(err, put(ctx, tx, "last"))
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := count(t, d); n != 201 {
			t.Errorf("%d rows are there, want 201", n)
		}
	})
}

func TestAWriteThatFailsLaterRollsEverythingBack(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		refusal := errors.New("already there")
		for name, last := range map[string]func(ctx context.Context, tx db.Tx) error{
			"with COMMIT": func(context.Context, db.Tx) error { return nil },
			"with a read": func(ctx context.Context, tx db.Tx) error { _, err := db.Get[int64](ctx, tx, countItems); return err },
			"with a statement": func(ctx context.Context, tx db.Tx) error {
				_, err := db.Exec(ctx, tx, setItem, "nobody", 1)
				return err
			},
		} {
			touched := false
			err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				tx.AfterCommit(func() { touched = true })
				if err := put(ctx, tx, "one"); err != nil {
					return err
				}
				if err := db.WriteOne(ctx, tx, refusal, setItem, "nobody", 1); err != nil {
					return err
				}
				return last(ctx, tx)
			})
			if !errors.Is(err, refusal) {
				t.Errorf("%s: %v, want the refusal", name, err)
			}
			if n := count(t, d); n != 0 || touched {
				t.Errorf("%s: %d rows stayed, told of a commit: %t", name, n, touched)
			}
			err = d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				if err := put(ctx, tx, "one"); err != nil {
					return err
				}
				if err := put(ctx, tx, "one"); err != nil {
					return err
				}
				return last(ctx, tx)
			})
			if !db.IsUnique(err) {
				t.Errorf("%s: %v, want a violated key", name, err)
			}
			if n := count(t, d); n != 0 {
				t.Errorf("%s: %d rows stayed", name, n)
			}
		}
	})
}
