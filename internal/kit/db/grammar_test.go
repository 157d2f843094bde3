package db_test

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

var (
	twoSlices = db.SQL(`SELECT id FROM thing_items WHERE n IN ($2...) AND id IN ($1...) AND n >= $3 ORDER BY id`)
	sameTwice = db.SQL(`SELECT id FROM thing_items WHERE id IN ($1...) AND (n > 100 OR id IN ($1...)) ORDER BY id`)
	orders    = db.NewSequence("thing_numbers", 1000)
)

func TestSliceParametersMayComeInAnyOrderAndMoreThanOnce(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		for i := range 9 {
			add(t, d, one(fmt.Sprint("i", i), int64(i)))
		}
		ids := []string{"i1", "i2", "i3", "i4", "i5"}
		for _, c := range []struct {
			ns   []int64
			want []string
		}{{[]int64{3}, []string{"i3"}}, {[]int64{2, 4, 8}, []string{"i2", "i4"}}, {nil, nil}} {
			got, err := db.All[string](context.Background(), d, twoSlices, ids, c.ns, 2)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(c.ns, diff)
			}
		}
		got, err := db.All[string](context.Background(), d, sameTwice, ids[:3])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ids[:3], got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestASliceIsBoundedAndOnlyASliceWillDo(t *testing.T) {
	d := sqlite(t)
	for name, arg := range map[string]any{"too many": make([]string, db.MaxIn+1), "a string": "i1", "nothing": nil} {
		if _, err := db.All[string](context.Background(), d, itemsIn, arg, 1); err == nil {
			t.Error(name, "passed")
		}
	}
	if _, err := db.All[string](context.Background(), d, itemsIn, make([]string, db.MaxIn), 1); err != nil {
		t.Error(err)
	}
}

func TestAFilterTakesExactlyItsValues(t *testing.T) {
	for name, q := range map[string]*db.ListQuery{
		"too few":                items.Query("n", 1).Where("between", 1),
		"too many":               items.Query("n", 1).Where("min", 1, 2),
		"none":                   items.Query("n", 1).Where("min"),
		"errors that cancel out": items.Query("n", 1).Where("min", 1, 2).Where("between", 3),
		"an unknown filter":      items.Query("n", 1).Where("nope", 1),
		"half a cursor":          items.Query("n", 1).After(1),
	} {
		if _, _, err := q.Build(); err == nil {
			t.Error(name, "passed")
		}
	}
	if _, _, err := items.Query("n", 1).Where("min", 1).Where("between", 1, 2).Where("ids", []string{"a"}).After(1, "a").Build(); err != nil {
		t.Error(err)
	}
}

func TestAWrongListFailsAtStart(t *testing.T) {
	for name, sorts := range map[string][]string{"mixed directions": {"n DESC", "id"}, "no columns": {}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error(name, "passed")
				}
			}()
			db.NewList(db.ListSpec{Select: "SELECT 1", Sorts: map[string][]string{"x": sorts}})
		}()
	}
}

func TestSequencesAscendOnEveryNodeAndKeepTheirPlace(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		next := func() (n int64) {
			if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) (err error) {
				n, err = orders.Next(ctx, tx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		first := next()
		if first < 1000 || next() != first+1 {
			t.Error("not ascending from", first)
		}
		if _, err := db.Migrate(context.Background(), d.Opened(), schema()...); err != nil {
			t.Fatal(err)
		}
		if n := next(); n != first+2 {
			t.Error("after migrating again:", n)
		}
	})
}

func TestNodesThatStartTogetherMigrateOnce(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			o := dbtest.Fresh(t, e, nil)
			sets := schema()
			var mu sync.Mutex
			applied := 0
			var wg sync.WaitGroup
			for range 6 {
				wg.Add(1)
				go func() {
					defer wg.Done()
					n, err := db.Migrate(context.Background(), o, sets...)
					if err != nil {
						t.Error(err)
					}
					mu.Lock()
					applied += n
					mu.Unlock()
				}()
			}
			wg.Wait()
			want := 0
			for _, s := range sets {
				files, err := fs.Glob(s.FS, "*.sql")
				if err != nil {
					t.Fatal(err)
				}
				want += len(files)
			}
			if applied != want {
				t.Errorf("%d files applied, want %d", applied, want)
			}
			if pending, err := db.Pending(context.Background(), o, sets...); err != nil || pending {
				t.Error(pending, err)
			}
		})
	}
}

func TestWhatARowCannotHoldIsAnErrorAndNeverAGuess(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		add(t, d, one("a", 1))
		ctx := context.Background()
		if _, err := db.Get[struct{ ID string }](ctx, d, getItem, "a"); err == nil || !strings.Contains(err.Error(), "no field") {
			t.Error("a column without a field:", err)
		}
		if _, err := db.Get[string](ctx, d, getItem, "a"); err == nil {
			t.Error("six columns into one string passed")
		}
		type strict struct {
			ID            string
			N             int64
			MadeAt, Ended time.Time `db:"-"`
		}
		if _, err := db.Get[struct {
			ID      string
			N       int64
			MadeAt  time.Time
			EndedAt time.Time
			OK      bool
			Body    db.JSON[map[string]int]
		}](ctx, d, getItem, "a"); err == nil {
			t.Error("NULL into a time that cannot be absent passed")
		}
		for name, arg := range map[string]any{"a zero time": time.Time{}, "a float": 1.5, "a struct": strict{}, "a map": map[string]int{}} {
			err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				_, err := db.Exec(ctx, tx, setItem, "a", arg)
				return err
			})
			if err == nil {
				t.Error(name, "was stored")
			}
		}
	})
}
