package db_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

var (
	nOfItem    = db.SQL(`SELECT n FROM thing_items WHERE id = $1`)
	idsIn      = db.SQL(`SELECT id FROM thing_items WHERE id IN ($1...) ORDER BY id`)
	idAsNumber = db.SQL(`SELECT CAST(id AS BIGINT) AS n FROM thing_items WHERE id = $1`)
)

func TestReadingAheadAnswersWhatWasAskedAndAsksTheRest(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		if err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			for _, id := range []string{"a", "b", "c"} {
				if err := put(ctx, tx, id); err != nil {
					return err
				}
			}
			// What is on its way is seen by what is read ahead.
			if err := db.Write(ctx, tx, setItem, "a", 2); err != nil {
				return err
			}
			q, err := db.Ahead(ctx, tx, lockItem.Read("a"), idsIn.Read([]string{"b", "c"}), idsIn.Read([]string{"nothing"}))
			if err != nil {
				return err
			}
			if _, ok := db.TxOf(q); !ok {
				t.Error("it is not known as the transaction's")
			}
			check(t, q)
			if _, err := db.Exec(ctx, tx, setItem, "a", 3); err != nil {
				return err
			}
			if n, err := db.Get[int64](ctx, q, lockItem, "a"); err != nil || n != 3 {
				t.Error("asked again after it was answered:", n, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		q, err := db.Ahead(ctx, d, nOfItem.Read("a"), idsIn.Read([]string{"b", "c"}))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := db.Get[int64](ctx, q, nOfItem, "a"); err != nil || n != 3 {
			t.Error(n, err)
		}
		if _, ok := db.TxOf(q); ok {
			t.Error("outside any transaction it is known as one")
		}
	})
}

func check(t *testing.T, q db.Querier) {
	t.Helper()
	ctx := context.Background()
	if n, err := db.Get[int64](ctx, q, lockItem, "a"); err != nil || n != 2 {
		t.Error("a:", n, err)
	}
	all, err := db.All[string](ctx, q, idsIn, []string{"b", "c"})
	if err != nil || strings.Join(all, " ") != "b c" {
		t.Error(all, err)
	}
	if none, err := db.All[string](ctx, q, idsIn, []string{"nothing"}); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	if _, err := db.Get[int64](ctx, q, nOfItem, "x"); !errors.Is(err, db.ErrNoRows) {
		t.Error("what was not asked ahead:", err)
	}
}

func TestReadingAheadOutsideATransactionThatRunsIsRefused(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		err := d.InTx(context.Background(), func(ctx context.Context, _ db.Tx) error {
			q, err := db.Ahead(ctx, d, nOfItem.Read("a"), idsIn.Read([]string{"b"}))
			if err != nil {
				return err
			}
			_, err = db.All[string](ctx, q, idsIn, []string{"b"})
			return err
		})
		if err == nil {
			t.Error("it read past its own transaction")
		}
	})
}

func TestAReadAheadThatFailsSaysWhichOne(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		if d.Engine() != db.Postgres {
			return // it asks when it is asked
		}
		ctx := context.Background()
		if err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return put(ctx, tx, "a") }); err != nil {
			t.Fatal(err)
		}
		_, err := db.Ahead(ctx, d, nOfItem.Read("a"), idAsNumber.Read("a"))
		if err == nil || !strings.Contains(err.Error(), "ahead_test.go") {
			t.Error(err)
		}
	})
}
