package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// Migrations is one room's schema: forward-only files NNNN_what.sql at the
// root of FS, in the portable subset, recorded in a version table of its own.
type Migrations struct {
	Room string
	FS   fs.FS
}

// migrationLock is the advisory lock (PostgreSQL) under which nodes that
// start together migrate one after the other.
const migrationLock = 0x4a41_4154

// Migrate brings the schema up to date, rooms in the order given. It is safe
// to run on every start and on several nodes at once; an interrupted run goes
// on where it stopped. Returns how many files were applied.
func Migrate(ctx context.Context, o Options, sets ...Migrations) (n int, err error) {
	h, dialect, err := migrationHandle(o)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if dialect == database.DialectPostgres {
		unlock, err := lockMigrations(ctx, h)
		if err != nil {
			return 0, err
		}
		defer unlock()
	}
	for _, s := range sets {
		k, err := migrateRoom(ctx, h, dialect, s)
		n += k
		if err != nil {
			return n, fmt.Errorf("db: migrate %s: %w", s.Room, err)
		}
	}
	return n, ensureSequences(ctx, h, dialect == database.DialectPostgres)
}

func migrateRoom(ctx context.Context, h *sql.DB, dialect database.Dialect, s Migrations) (int, error) {
	store, err := database.NewStore(dialect, "migrations_"+s.Room)
	if err != nil {
		return 0, err
	}
	p, err := goose.NewProvider("", h, s.FS, goose.WithStore(store), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, err
	}
	res, err := p.Up(ctx)
	n := applied(res, err)
	// SQLite has no advisory lock: a process that applied the same file a
	// moment earlier makes this one fail. Whatever failed was rolled back, so
	// as long as somebody got further, go on from there.
	late := time.Now().Add(migrationPatience)
	for at := int64(-1); err != nil && dialect == database.DialectSQLite3; n += applied(res, err) {
		now, verr := p.GetDBVersion(ctx)
		switch {
		case (retryable(err) || retryable(verr)) && time.Now().Before(late):
			time.Sleep(migrationPause)
		case verr != nil || now <= at:
			return n, explain(ctx, h, s.FS, err)
		default:
			at = now
		}
		res, err = p.Up(ctx)
	}
	return n, explain(ctx, h, s.FS, err)
}

// applied counts the files that went in, with those before one that failed.
func applied(res []*goose.MigrationResult, err error) int {
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		return len(partial.Applied)
	}
	return len(res)
}

// A file that another process just makes, or in which it undoes what a killed one left, is
// locked in a way that SQLite's busy timeout does not wait for.
const (
	migrationPatience = 10 * time.Second
	migrationPause    = 20 * time.Millisecond
)

// Pending reports whether any room has files that were not applied, without
// applying them; a node that is not migrated is not ready.
func Pending(ctx context.Context, o Options, sets ...Migrations) (pending bool, err error) {
	h, dialect, err := migrationHandle(o)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	for _, s := range sets {
		store, err := database.NewStore(dialect, "migrations_"+s.Room)
		if err != nil {
			return false, err
		}
		p, err := goose.NewProvider("", h, s.FS, goose.WithStore(store), goose.WithDisableGlobalRegistry(true))
		if err != nil {
			return false, err
		}
		if has, err := p.HasPending(ctx); err != nil || has {
			return has, err
		}
	}
	return false, nil
}

func migrationHandle(o Options) (*sql.DB, database.Dialect, error) {
	if o.URL != "" {
		// Read as the pool reads it, whose own settings (pool_max_conns) the server
		// would refuse.
		cfg, err := pgxpool.ParseConfig(o.URL)
		if err != nil {
			return nil, database.DialectPostgres, err
		}
		return stdlib.OpenDB(*cfg.ConnConfig), database.DialectPostgres, nil
	}
	h, err := sql.Open("sqlite", dsn(o, false))
	if err == nil {
		h.SetMaxOpenConns(1)
	}
	return h, database.DialectSQLite3, err
}

func lockMigrations(ctx context.Context, h *sql.DB) (func(), error) {
	c, err := h.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := c.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return func() {
		// Closing the session would free it too; the error changes nothing.
		_, _ = c.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		_ = c.Close()
	}, nil
}
