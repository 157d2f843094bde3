package db

import (
	"context"
	"database/sql"
	"errors"
	"net/url"

	"github.com/jackc/pgx/v5"
)

// Snapshot runs fn with a reader that sees the database as it is at one
// moment, however long fn takes and whatever is written meanwhile. Writers go
// on; what they replace is kept until fn returns (the write-ahead file grows on
// SQLite, vacuum waits on PostgreSQL). fn must use the ctx it is given: reads
// on the pool would see another moment and are refused.
func (d *DB) Snapshot(ctx context.Context, fn func(ctx context.Context, q Querier) error) error {
	if InTransaction(ctx) {
		return errNested
	}
	if d.engine == Postgres {
		return d.pg.snapshot(ctx, fn)
	}
	return d.lite.snapshot(ctx, d.opened, fn)
}

// snapshot has a connection of its own: the readers stay for those who wait
// for an answer. What has to be sorted is sorted on the disk there.
func (l *lite) snapshot(ctx context.Context, o Options, fn func(context.Context, Querier) error) (err error) {
	h, err := sql.Open("sqlite", dsn(o, true)+"&"+url.Values{"_pragma": {"temp_store(FILE)"}}.Encode())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	h.SetMaxOpenConns(1)
	c, err := h.Conn(ctx)
	if err != nil {
		return err
	}
	conn := newLiteConn(c)
	defer func() { err = errors.Join(err, conn.close()) }()
	// The moment is that of the first read, not of BEGIN.
	for _, text := range []string{"BEGIN", "SELECT COUNT(*) FROM sqlite_master"} {
		if err := conn.command(ctx, text); err != nil {
			return err
		}
	}
	err = fn(context.WithValue(ctx, txKey{}, true), liteSnap{conn})
	return errors.Join(err, conn.command(context.WithoutCancel(ctx), "ROLLBACK"))
}

type liteSnap struct{ c *liteConn }

// Engine implements Querier.
func (liteSnap) Engine() Engine { return SQLite }

func (s liteSnap) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	return s.c.query(ctx, text, args, each)
}

func (p *pg) snapshot(ctx context.Context, fn func(context.Context, Querier) error) error {
	if p.closed.Load() {
		return errClosed
	}
	t, err := p.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return p.closing(err)
	}
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
		defer cancel()
		_ = t.Rollback(end) // nothing was written; a connection that cannot roll back is closed
	}()
	// It lasts as long as it takes, unlike everything a shopper waits for.
	for _, text := range []string{"SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0"} {
		if _, err := t.Exec(ctx, text); err != nil {
			return err
		}
	}
	return fn(context.WithValue(ctx, txKey{}, true), pgSnap{p, t})
}

type pgSnap struct {
	p *pg
	t pgx.Tx
}

// Engine implements Querier.
func (pgSnap) Engine() Engine { return Postgres }

func (s pgSnap) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	return s.p.query(ctx, s.t, text, args, each)
}

// These belong to one engine each, so no test prepares them on both.
var (
	liteIntegrity = &Stmt{text: `SELECT integrity_check FROM pragma_integrity_check() LIMIT 20`, at: "snapshot.go"}
	liteForeign   = &Stmt{text: `SELECT "table" || ' row ' || COALESCE(rowid, 0) || ' names a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check() LIMIT 20`, at: "snapshot.go"}
	pgInvalid     = &Stmt{text: `SELECT 'index ' || i.indexrelid::regclass::text || ' is not valid' FROM pg_index i WHERE NOT i.indisvalid
		UNION ALL SELECT 'constraint ' || conname || ' was never validated' FROM pg_constraint WHERE NOT convalidated LIMIT 20`, at: "snapshot.go"}
)

// Integrity asks the engine whether the database is whole: pages, indexes and
// keys. It returns what is not, at most some twenty sentences. On SQLite it
// reads everything; PostgreSQL only knows of indexes and constraints that
// were never finished, its pages are checked by its own checksums.
func Integrity(ctx context.Context, q Querier) ([]string, error) {
	if q.Engine() == Postgres {
		return All[string](ctx, q, pgInvalid)
	}
	broken, err := All[string](ctx, q, liteIntegrity)
	if err != nil {
		return nil, err
	}
	if len(broken) == 1 && broken[0] == "ok" {
		broken = nil
	}
	keys, err := All[string](ctx, q, liteForeign)
	return append(broken, keys...), err
}
