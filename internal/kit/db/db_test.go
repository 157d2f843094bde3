package db_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/page"
)

func schema() []db.Migrations {
	return dbtest.Sets(db.Migrations{Room: "thing", FS: fstest.MapFS{"0001_things.sql": {Data: []byte(`-- +goose Up
CREATE TABLE thing_items (id TEXT PRIMARY KEY, n BIGINT NOT NULL CHECK (n >= 0), made_at BIGINT NOT NULL, ended_at BIGINT, ok BOOLEAN NOT NULL, body JSONB NOT NULL);
CREATE INDEX thing_items_n ON thing_items (n, id);
`)}}}, db.Migrations{Room: "wal", FS: walSchema}, db.Migrations{Room: "pet", FS: petSchema})
}

var (
	insertItem = db.SQL(`INSERT INTO thing_items (id, n, made_at, ended_at, ok, body) VALUES ($1, $2, $3, $4, $5, $6)`)
	getItem    = db.SQL(`SELECT id, n, made_at, ended_at, ok, body FROM thing_items WHERE id = $1`)
	lockItem   = db.SQL(`SELECT n FROM thing_items WHERE id = $1`).ForUpdate()
	takeItem   = db.SQL(`UPDATE thing_items SET n = n - 1 WHERE id = $1 AND n >= 1`)
	setItem    = db.SQL(`UPDATE thing_items SET n = $2 WHERE id = $1`)
	itemsIn    = db.SQL(`SELECT id FROM thing_items WHERE id IN ($1...) AND n >= $2 ORDER BY id`)
	countItems = db.SQL(`SELECT COUNT(*) FROM thing_items`)
	items      = db.NewList(db.ListSpec{
		Select:  `SELECT id, n FROM thing_items`,
		Filters: map[string]string{"min": "n >= $?", "between": "n BETWEEN $? AND $?", "ids": "id IN ($?...)"},
		Sorts:   map[string][]string{"n": {"n", "id"}, "-n": {"n DESC", "id DESC"}},
	})
)

type item struct {
	ID      string
	N       int64
	MadeAt  time.Time
	EndedAt *time.Time
	OK      bool
	Body    db.JSON[map[string]int]
}

func add(t *testing.T, d *db.DB, it item) {
	t.Helper()
	if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, insertItem, it.ID, it.N, it.MadeAt, it.EndedAt, it.OK, it.Body)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 123000, time.UTC)

func one(id string, n int64) item {
	return item{ID: id, N: n, MadeAt: noon, Body: db.JSONOf(map[string]int{"a": 1})}
}

func TestEveryStatementOfThisTestPreparesOnBothEngines(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		n, err := db.PrepareAll(context.Background(), d)
		if err != nil || n < 20 {
			t.Fatalf("%d prepared: %v", n, err)
		}
	})
}

func TestWhatIsWrittenIsReadBackEqual(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		want := one("a", 7)
		ended := noon.Add(time.Hour)
		want.OK, want.EndedAt = true, &ended
		add(t, d, want)
		got, err := db.Get[item](context.Background(), d, getItem, "a")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		add(t, d, one("b", 1))
		if got, _ = db.Get[item](context.Background(), d, getItem, "b"); got.EndedAt != nil || got.OK {
			t.Error("null and false did not survive", got)
		}
		if _, err := db.Get[item](context.Background(), d, getItem, "zzz"); !errors.Is(err, db.ErrNoRows) {
			t.Error("want ErrNoRows, got", err)
		}
	})
}

func TestSliceParametersMatchExactlyTheirElements(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		for i := range 9 {
			add(t, d, one(fmt.Sprint("i", i), int64(i)))
		}
		for _, c := range []struct{ in, want []string }{
			{nil, nil}, {[]string{"i3"}, []string{"i3"}}, {[]string{"i1", "i5", "i7"}, []string{"i5", "i7"}},
			{[]string{"i2", "i3", "i4", "i5", "zz"}, []string{"i2", "i3", "i4", "i5"}},
		} {
			got, err := db.All[string](context.Background(), d, itemsIn, c.in, 2)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(c.in, diff)
			}
		}
	})
}

func TestAListPagesThroughEveryRowOnceInBothDirections(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		for i := range 25 {
			add(t, d, one(fmt.Sprintf("i%02d", i), int64(i/3)))
		}
		for _, sort := range []string{"n", "-n"} {
			seen := map[string]bool{}
			q := items.Query(sort, 4).Where("min", 1).Where("between", 0, 100)
			for {
				st, args, err := q.Build()
				if err != nil {
					t.Fatal(err)
				}
				rows, err := db.All[struct {
					ID string
					N  int64
				}](context.Background(), d, st, args...)
				if err != nil {
					t.Fatal(err)
				}
				if len(rows) == 0 {
					break
				}
				for _, r := range rows {
					if seen[r.ID] {
						t.Fatal("twice", r.ID)
					}
					seen[r.ID] = true
				}
				last := rows[len(rows)-1]
				q = items.Query(sort, 4).Where("min", 1).Where("between", 0, 100).After(last.N, last.ID)
			}
			if len(seen) != 22 {
				t.Error(sort, len(seen))
			}
		}
		if _, _, err := items.Query("id; DROP TABLE", 1).Build(); !errors.Is(err, db.ErrSort) {
			t.Error("an unknown sort passed:", err)
		}
	})
}

func TestAFailedTransactionLeavesNothingAndDoesNotHurtItsGroup(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		boom := errors.New("boom")
		var wg sync.WaitGroup
		var good, bad atomic.Int64
		for i := range 60 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				defer func() {
					if p := recover(); p != nil {
						bad.Add(1)
					}
				}()
				err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
					if _, err := db.Exec(ctx, tx, insertItem, fmt.Sprint("i", i), i, noon, nil, true, "{}"); err != nil {
						return err
					}
					switch i % 6 {
					case 0:
						return boom
					case 1:
						panic("a bug")
					case 2: // a violated constraint
						_, err := db.Exec(ctx, tx, insertItem, fmt.Sprint("i", i), i, noon, nil, true, "{}")
						return err
					}
					return nil
				})
				if err == nil {
					good.Add(1)
				} else {
					bad.Add(1)
				}
			}()
		}
		wg.Wait()
		n, err := db.Get[int64](context.Background(), d, countItems)
		if err != nil || n != 30 || good.Load() != 30 || bad.Load() != 30 {
			t.Errorf("%d rows, %d good, %d bad, %v", n, good.Load(), bad.Load(), err)
		}
	})
}

func TestAGoroutineThatExitsInsideATransactionDoesNotStopTheWriter(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				runtime.Goexit()
				return nil
			})
		}()
		<-done
		add(t, d, one("after", 1))
	})
}

func TestGuardedUpdatesNeverOversell(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		add(t, d, one("stock", 50))
		var sold atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for range 10 {
					err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
						n, err := db.Exec(ctx, tx, takeItem, "stock")
						if err == nil && n == 0 {
							return errors.New("sold out")
						}
						return err
					})
					if err == nil {
						sold.Add(1)
					}
				}
			}()
		}
		wg.Wait()
		left, err := db.Get[item](context.Background(), d, getItem, "stock")
		if err != nil || sold.Load() != 50 || left.N != 0 {
			t.Errorf("sold %d, left %d, %v", sold.Load(), left.N, err)
		}
	})
}

func TestLockedReadModifyWriteLosesNoUpdate(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		add(t, d, one("c", 0))
		var wg sync.WaitGroup
		for range 8 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for range 20 {
					if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
						n, err := db.Get[int64](ctx, tx, lockItem, "c")
						if err != nil {
							return err
						}
						_, err = db.Exec(ctx, tx, setItem, "c", n+1)
						return err
					}); err != nil {
						t.Error(err)
					}
				}
			}()
		}
		wg.Wait()
		if it, err := db.Get[item](context.Background(), d, getItem, "c"); err != nil || it.N != 160 {
			t.Error(it.N, err)
		}
	})
}

func TestInsideATransactionOnlyTheTransactionMayBeUsed(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		var kept db.Tx
		err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			kept = tx
			if !db.InTransaction(ctx) {
				t.Error("the context is not marked")
			}
			if _, err := db.Get[int64](ctx, d, countItems); err == nil {
				t.Error("a pool read inside a transaction passed")
			}
			if err := d.InTx(ctx, func(context.Context, db.Tx) error { return nil }); err == nil {
				t.Error("a nested transaction passed")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(context.Background(), kept, takeItem, "x"); err == nil {
			t.Error("a transaction was usable after its end")
		}
	})
}

func TestTouchesAndAfterCommitHappenOnlyOnCommitAndBeforeTheAnswer(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		var tags []string
		d.OnTouch(func(ts []string) { tags = append(tags, ts...) })
		ran := 0
		body := func(fail error) func(context.Context, db.Tx) error {
			return func(ctx context.Context, tx db.Tx) error {
				tx.Touch("a", "b")
				tx.AfterCommit(func() { ran++ })
				return fail
			}
		}
		if err := d.InTx(context.Background(), body(errors.New("no"))); err == nil || len(tags) != 0 || ran != 0 {
			t.Fatal("a rollback touched", tags, ran)
		}
		if err := d.InTx(context.Background(), body(nil)); err != nil || len(tags) != 2 || ran != 1 {
			t.Fatal(err, tags, ran)
		}
	})
}

func TestACallerThatGivesUpWhileWaitingChangesNothing(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		hold, held := make(chan struct{}), make(chan struct{})
		go func() {
			_ = d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				close(held)
				<-hold
				return nil
			})
		}()
		<-held
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, insertItem, "late", 1, noon, nil, true, "{}")
			return err
		})
		close(hold)
		if !errors.Is(err, context.Canceled) {
			t.Error("want canceled, got", err)
		}
		add(t, d, one("next", 1))
		if n, _ := db.Get[int64](context.Background(), d, countItems); n != 1 {
			t.Error("rows:", n)
		}
	})
}

func TestPagesGoThroughAListWithTheirOwnCursorsOnly(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		for i := range 11 {
			add(t, d, one(fmt.Sprintf("i%02d", i), int64(i/2)))
		}
		type row struct {
			ID string
			N  int64
		}
		key := func(r row) []any { return []any{r.N, r.ID} }
		ask := func(sort, cursor string) (page.List[row], error) {
			return db.Page(context.Background(), d, items.Query(sort, 0), page.Request{Limit: 4, Cursor: cursor}, key)
		}
		var got []string
		cursor := ""
		for {
			l, err := ask("-n", cursor)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range l.Items {
				got = append(got, r.ID)
			}
			if cursor = l.Next; cursor == "" {
				break
			}
		}
		if len(got) != 11 || got[0] != "i10" || got[10] != "i00" {
			t.Error(got)
		}
		first, err := ask("-n", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"garbage", page.Encode("-n", "text where a number belongs", "i01"), page.Encode("-n", int64(1)), page.Encode("-n", int64(1), "i01", "more")} {
			if _, err := ask("-n", bad); !errors.Is(err, page.ErrCursor) {
				t.Errorf("%q passed: %v", bad, err)
			}
		}
		if _, err := ask("n", first.Next); !errors.Is(err, page.ErrCursor) {
			t.Error("a cursor of another sort passed:", err)
		}
	})
}

// TestFindAnswersWhatItHasWhenAListIsLong: looking on is the next request's.
func TestFindAnswersWhatItHasWhenAListIsLong(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		const many = 20_500
		for part := 0; part < many; part += 500 {
			if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				for i := part; i < part+500; i++ {
					it := one(fmt.Sprintf("i%05d", i), int64(i))
					if _, err := db.Exec(ctx, tx, insertItem, it.ID, it.N, it.MadeAt, it.EndedAt, it.OK, it.Body); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		type row struct {
			ID string
			N  int64
		}
		find := func(cursor string) page.List[row] {
			l, err := db.Find(context.Background(), d, items.Query("n", 0), page.Request{Limit: 3, Cursor: cursor}, func(r row) []any { return []any{r.N, r.ID} },
				func(r row) bool { return r.ID == "i00007" || r.ID >= "i20498" })
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		one := find("")
		if len(one.Items) != 1 || one.Items[0].ID != "i00007" || one.Next == "" {
			t.Fatalf("%+v", one)
		}
		two := find(one.Next)
		if len(two.Items) != 2 || two.Items[0].ID != "i20498" || two.Next != "" {
			t.Errorf("%+v", two)
		}
	})
}

// TestFindReadsAListOnUntilAPageIsFull: what fits is rarer than the steps it is looked for in.
func TestFindReadsAListOnUntilAPageIsFull(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		const many = 1203
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			for i := range many {
				it := one(fmt.Sprintf("i%04d", i), int64(i/2))
				if _, err := db.Exec(ctx, tx, insertItem, it.ID, it.N, it.MadeAt, it.EndedAt, it.OK, it.Body); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		type row struct {
			ID string
			N  int64
		}
		key := func(r row) []any { return []any{r.N, r.ID} }
		find := func(limit int, cursor, end string) (page.List[row], error) {
			return db.Find(context.Background(), d, items.Query("n", 0), page.Request{Limit: limit, Cursor: cursor}, key, func(r row) bool { return strings.HasSuffix(r.ID, end) })
		}
		var got []string
		for cursor := ""; ; {
			l, err := find(2, cursor, "00")
			if err != nil || len(l.Items) > 2 {
				t.Fatal(l.Items, err)
			}
			for _, r := range l.Items {
				got = append(got, r.ID)
			}
			if cursor = l.Next; cursor == "" {
				break
			}
		}
		var want []string
		for i := 0; i < many; i += 100 {
			want = append(want, fmt.Sprintf("i%04d", i))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if l, err := find(13, "", "00"); err != nil || len(l.Items) != 13 || l.Next != "" {
			t.Error("a page that is just full has", len(l.Items), l.Next, err)
		}
		if l, err := find(2, "", "1202"); err != nil || len(l.Items) != 1 || l.Next != "" {
			t.Error("the last row is", l, err)
		}
		if l, err := find(4, "", "nothing"); err != nil || l.Items == nil || len(l.Items) != 0 || l.Next != "" {
			t.Error("nothing fits, and there is", l, err)
		}
		if _, err := find(4, "garbage", "00"); !errors.Is(err, page.ErrCursor) {
			t.Error(err)
		}
	})
}
