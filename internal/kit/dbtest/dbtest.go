// Package dbtest gives tests real databases: SQLite always, PostgreSQL when
// HAAT_TEST_DATABASE_URL names a throw-away server ("make test" starts one).
//
// The schema is migrated once into a template; each test gets its own copy,
// so tests are independent and may run in parallel.
package dbtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
)

// EnvURL names the variable with the PostgreSQL server for tests.
const EnvURL = "HAAT_TEST_DATABASE_URL"

// Kit is the schema of the kit itself; every room's tests need it first.
func Kit() []db.Migrations { return []db.Migrations{job.Migrations(), event.Migrations()} }

// Sets joins the kit's schema and the rooms' in the order given.
func Sets(rooms ...db.Migrations) []db.Migrations { return append(Kit(), rooms...) }

// Each runs fn once per engine on a fresh database with the schema.
func Each(t *testing.T, sets []db.Migrations, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	for _, e := range Engines() {
		t.Run(e.String(), func(t *testing.T) {
			fn(t, Open(t, e, sets))
		})
	}
}

// Engines are those this run can test.
func Engines() []db.Engine {
	if os.Getenv(EnvURL) == "" {
		return []db.Engine{db.SQLite}
	}
	return []db.Engine{db.SQLite, db.Postgres}
}

// Open returns a fresh database, closed when the test ends.
func Open(t testing.TB, e db.Engine, sets []db.Migrations) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), Fresh(t, e, sets))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// Fresh makes a database and returns how to open it, for tests that open it
// more than once (two nodes) or kill what uses it.
func Fresh(t testing.TB, e db.Engine, sets []db.Migrations) db.Options {
	t.Helper()
	var o db.Options
	var err error
	if e == db.Postgres {
		o, err = freshPostgres(t, sets)
	} else {
		o, err = freshSQLite(t, sets)
	}
	if err != nil {
		t.Fatalf("dbtest: %v", err)
	}
	return o
}

var once sync.Mutex

func freshSQLite(t testing.TB, sets []db.Migrations) (db.Options, error) {
	once.Lock()
	defer once.Unlock()
	tpl := filepath.Join(os.TempDir(), "haat-dbtest-"+fingerprint(sets)+".db")
	if _, err := os.Stat(tpl); err != nil {
		tmp := tpl + "." + fmt.Sprint(os.Getpid())
		if _, err := db.Migrate(context.Background(), db.Options{Path: tmp, NoSync: true}, sets...); err != nil {
			return db.Options{}, err
		}
		if err := os.Rename(tmp, tpl); err != nil {
			return db.Options{}, err
		}
	}
	path := filepath.Join(t.TempDir(), "haat.db")
	return db.Options{Path: path, NoSync: true}, copyFile(tpl, path)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

func freshPostgres(t testing.TB, sets []db.Migrations) (db.Options, error) {
	ctx := context.Background()
	admin, err := sql.Open("pgx", os.Getenv(EnvURL))
	if err != nil {
		return db.Options{}, err
	}
	t.Cleanup(func() { _ = admin.Close() })
	admin.SetMaxOpenConns(2)
	tpl := "haat_tpl_" + fingerprint(sets)
	if err := template(ctx, admin, tpl, sets); err != nil {
		return db.Options{}, err
	}
	name := id.New(clock.Real{}, nil).Secret("haat_test_")
	if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+tpl+" STRATEGY FILE_COPY"); err != nil {
		return db.Options{}, err
	}
	t.Cleanup(func() { _, _ = admin.ExecContext(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return db.Options{URL: withDatabase(name), MaxConn: 16, Logger: slog.New(slog.DiscardHandler)}, nil
}

// template makes the template database once per server, whichever test
// process comes first.
func template(ctx context.Context, admin *sql.DB, tpl string, sets []db.Migrations) error {
	c, err := admin.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "SELECT pg_advisory_lock(815)"); err != nil {
		return err
	}
	defer func() { _, _ = c.ExecContext(ctx, "SELECT pg_advisory_unlock(815)") }()
	var n int
	if err := c.QueryRowContext(ctx, "SELECT COUNT(*) FROM pg_database WHERE datname = $1", tpl).Scan(&n); err != nil || n > 0 {
		return err
	}
	half := tpl + "_half"
	if _, err := c.ExecContext(ctx, "DROP DATABASE IF EXISTS "+half); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "CREATE DATABASE "+half); err != nil {
		return err
	}
	if _, err := db.Migrate(ctx, db.Options{URL: withDatabase(half)}, sets...); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, "ALTER DATABASE "+half+" RENAME TO "+tpl)
	return err
}

func withDatabase(name string) string {
	u, err := url.Parse(os.Getenv(EnvURL))
	if err != nil {
		return ""
	}
	u.Path = "/" + name
	return u.String()
}

// fingerprint names a schema by its content.
func fingerprint(sets []db.Migrations) string {
	h := sha256.New()
	fmt.Fprintln(h, db.Sequences()) // Migrate makes them too
	for _, s := range sets {
		fmt.Fprintln(h, s.Room)
		_ = fs.WalkDir(s.FS, ".", func(p string, e fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(p, ".sql") {
				b, _ := fs.ReadFile(s.FS, p)
				fmt.Fprintln(h, p, len(b))
				h.Write(b)
			}
			return nil
		})
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
