package httpx_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
)

var (
	putEffect    = db.SQL(`INSERT INTO eff_effects (id) VALUES ($1)`)
	countEffects = db.SQL(`SELECT COUNT(*) FROM eff_effects`)
	countKeys    = db.SQL(`SELECT COUNT(*) FROM kit_idempotency`)
	oldKey       = db.SQL(`INSERT INTO kit_idempotency (scope, idem_key, request_hash, created_at) VALUES ('s', $1, 'h', $2)`)
)

func onceSets() []db.Migrations {
	return dbtest.Sets(httpx.Migrations(), db.Migrations{Room: "eff", FS: fstest.MapFS{"0001_eff.sql": {Data: []byte("-- +goose Up\nCREATE TABLE eff_effects (id TEXT PRIMARY KEY);\n")}}})
}

type answer struct {
	ID   string            `json:"id"`
	Note string            `json:"note,omitempty"`
	More map[string]string `json:"more,omitempty"`
}

func with(key, hash string) context.Context {
	return httpx.WithKey(context.Background(), httpx.Key{Scope: "a POST /x", Key: key, Hash: hash})
}

func rowCount(t *testing.T, d *db.DB, s *db.Stmt) int64 {
	t.Helper()
	n, err := db.Get[int64](context.Background(), d, s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestARepeatedRequestHappensOnceAndEveryoneGetsTheSameAnswer(t *testing.T) {
	dbtest.Each(t, onceSets(), func(t *testing.T, d *db.DB) {
		var ran atomic.Int64
		big := strings.Repeat("é", 200_000)
		do := func() (answer, error) {
			return httpx.Once(with("k", "h"), d, clock.Real{}, func(ctx context.Context, tx db.Tx) (answer, error) {
				n := ran.Add(1)
				_, err := db.Exec(ctx, tx, putEffect, fmt.Sprint("e", n))
				return answer{ID: fmt.Sprint("e", n), Note: big}, err
			})
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		seen := map[string]int{}
		for range 20 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				a, err := do()
				if err != nil || a.Note != big {
					t.Error(err, len(a.Note))
				}
				mu.Lock()
				seen[a.ID]++
				mu.Unlock()
			}()
		}
		wg.Wait()
		if n := rowCount(t, d, countEffects); n != 1 || len(seen) != 1 {
			t.Error(n, "effects, answers:", seen)
		}
		if _, err := httpx.Once(with("k", "other"), d, clock.Real{}, func(context.Context, db.Tx) (answer, error) { return answer{}, nil }); !errors.Is(err, httpx.ErrKeyReused) {
			t.Error("want key reused, got", err)
		}
	})
}

func TestWhatFailsStoresNothingAndMayBeTriedAgain(t *testing.T) {
	dbtest.Each(t, onceSets(), func(t *testing.T, d *db.DB) {
		boom := errors.New("boom")
		fail := func(f func() (answer, error)) error {
			_, err := httpx.Once(with("k", "h"), d, clock.Real{}, func(ctx context.Context, tx db.Tx) (answer, error) {
				if _, err := db.Exec(ctx, tx, putEffect, "half"); err != nil {
					return answer{}, err
				}
				return f()
			})
			return err
		}
		if err := fail(func() (answer, error) { return answer{}, boom }); !errors.Is(err, boom) {
			t.Error(err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = fail(func() (answer, error) { panic("a bug") })
		}()
		if e, k := rowCount(t, d, countEffects), rowCount(t, d, countKeys); e != 0 || k != 0 {
			t.Error(e, "effects", k, "keys")
		}
		if err := fail(func() (answer, error) { return answer{ID: "x"}, nil }); err != nil {
			t.Error(err)
		}
	})
}

// shut can be written as JSON but not read.
type shut struct{ C fmt.Stringer }

func TestAnAnswerThatCannotBeRepeatedIsRefusedBeforeAnythingHappens(t *testing.T) {
	dbtest.Each(t, onceSets(), func(t *testing.T, d *db.DB) {
		_, err := httpx.Once(with("k", "h"), d, clock.Real{}, func(ctx context.Context, tx db.Tx) (shut, error) {
			_, err := db.Exec(ctx, tx, putEffect, "x")
			return shut{C: time.Second}, err
		})
		if err == nil || rowCount(t, d, countEffects) != 0 {
			t.Error(err)
		}
	})
}

func TestOldKeysAreForgottenABoundedNumberAtATime(t *testing.T) {
	dbtest.Each(t, onceSets(), func(t *testing.T, d *db.DB) {
		in := func(fn func(context.Context, db.Tx) error) {
			if err := d.InTx(context.Background(), fn); err != nil {
				t.Fatal(err)
			}
		}
		in(func(ctx context.Context, tx db.Tx) error {
			for i := range 2500 {
				if _, err := db.Exec(ctx, tx, oldKey, fmt.Sprint(i), dbtest.Start.Add(-48*time.Hour+time.Duration(i)*time.Second)); err != nil {
					return err
				}
			}
			_, err := db.Exec(ctx, tx, oldKey, "young", dbtest.Start)
			return err
		})
		prune := func(ctx context.Context, tx db.Tx) error {
			_, err := httpx.PruneKeys(ctx, tx, dbtest.Start)
			return err
		}
		in(prune)
		if n := rowCount(t, d, countKeys); n < 400 || n > 600 {
			t.Error("left after one run:", n)
		}
		in(prune)
		in(prune)
		if n := rowCount(t, d, countKeys); n != 1 {
			t.Error("left:", n)
		}
	})
}
