package db_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

var walSchema = fstest.MapFS{"0001_wal.sql": {Data: []byte("-- +goose Up\nCREATE TABLE wal_pages (id BIGINT PRIMARY KEY, body TEXT NOT NULL);\n")}}

var (
	putPage  = db.SQL(`INSERT INTO wal_pages (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body`)
	sumPages = db.SQL(`SELECT CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) FROM wal_pages WHERE body LIKE $1`)
)

// The log can begin anew only when nobody reads from it. Among readers of whom
// one is always at it that moment never comes by itself.
func TestTheLogStaysBoundedAmongReadersWhoNeverPause(t *testing.T) {
	o := dbtest.Fresh(t, db.SQLite, []db.Migrations{{Room: "wal", FS: walSchema}})
	d, err := db.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	put := func(n int) {
		body := strings.Repeat(fmt.Sprintf("%08d", n), 32<<10) // 256 KiB, none of it as before: what is equal is not written
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, putPage, n%8, body)
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	for n := range 8 {
		put(n)
	}
	var over atomic.Bool
	var wg sync.WaitGroup
	for r := range 3 {
		wg.Go(func() {
			time.Sleep(time.Duration(r) * 3 * time.Millisecond) // out of step: one is always reading
			for !over.Load() {
				if _, err := db.Get[int64](context.Background(), d, sumPages, "%y%z%"); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var worst int64
	for n := range 1000 { // 256 MiB through a log of at most 64
		put(n)
		if n%25 == 0 {
			if i, err := os.Stat(filepath.Join(filepath.Dir(o.Path), "haat.db-wal")); err == nil {
				worst = max(worst, i.Size())
			}
		}
	}
	over.Store(true)
	wg.Wait()
	t.Logf("the log was at most %d MiB", worst>>20)
	if worst > 160<<20 { // far more than the limit, far less than was written: the machine may be busy
		t.Errorf("the log grew to %d MiB", worst>>20)
	}
}
