package db

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pg is the PostgreSQL side: pgx natively, which caches prepared statements
// per connection itself (512 at most).
type pg struct {
	pool        *pgxpool.Pool
	closed      atomic.Bool
	listenCheck time.Duration
	trace       func(ctx context.Context, text string, args []any)
}

// Server-side limits: a forgotten transaction or a lock queue must end by
// itself, and callers see a clean 503.
const (
	statementTimeout = "30000"
	lockTimeout      = "10000"
	idleTxTimeout    = "60000"
	// endTimeout bounds COMMIT and ROLLBACK, which do not end with the caller.
	endTimeout = 10 * time.Second
	// A listening connection says nothing for hours; whether the other side is
	// still there has to be asked.
	listenCheck   = 30 * time.Second
	listenTimeout = 5 * time.Second
)

func openPostgres(ctx context.Context, o Options) (*pg, error) {
	cfg, err := pgxpool.ParseConfig(o.URL)
	if err != nil {
		return nil, err
	}
	cfg.MaxConns = int32(o.MaxConn)
	if o.MaxConn == 0 {
		cfg.MaxConns = int32(max(16, 4*runtime.NumCPU()))
	}
	cfg.MaxConnLifetimeJitter = time.Minute
	p := cfg.ConnConfig.RuntimeParams
	p["statement_timeout"], p["lock_timeout"], p["idle_in_transaction_session_timeout"] = statementTimeout, lockTimeout, idleTxTimeout
	p["timezone"] = "UTC"
	p["jit"] = "off"            // compiling a statement that takes a millisecond takes hundreds; PostgreSQL guesses wrong about recursion
	p["enable_seqscan"] = "off" // docs/adr/0013
	if p["application_name"] == "" {
		p["application_name"] = "haat"
	}
	cfg.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, quickCompression)
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return &pg{pool: pool, listenCheck: listenCheck, trace: o.Trace}, nil
}

// closing gives the reason of what fails while the pool closes: it cancels
// connections that are being made, which looks as if the caller had gone.
func (p *pg) closing(err error) error {
	if p.closed.Load() {
		return fmt.Errorf("%w: %w", errClosed, err)
	}
	return err
}

// quickCompression has long values, above all the bodies of letters, compressed by lz4 where the
// server was built with it: pglz, the default, takes longer for a letter than all else of its row.
const quickCompression = `SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings
	WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)`

type pgQuerier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

func (p *pg) query(ctx context.Context, q pgQuerier, text string, args []any, each func(rows) error) error {
	if p.closed.Load() {
		return errClosed
	}
	rs, err := q.Query(ctx, text, args...)
	if err != nil {
		return p.closing(err)
	}
	defer rs.Close()
	if err := each(pgRows{rs}); err != nil {
		return err
	}
	rs.Close()
	return rs.Err()
}

type pgRows struct{ pgx.Rows }

func (r pgRows) columns() ([]string, error) {
	fs := r.FieldDescriptions()
	if len(fs) == 0 {
		// An error of the statement shows only when the first row is asked for.
		if err := r.Err(); err != nil {
			return nil, err
		}
	}
	return names(fs), nil
}

func names(fs []pgconn.FieldDescription) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.Name
	}
	return out
}

// Notify tells every node listening on the channel; PostgreSQL only. It is a
// hint that may get lost, and must never be sent inside a transaction, where
// it would serialise all commits.
func (d *DB) Notify(ctx context.Context, channel, payload string) error {
	if InTransaction(ctx) {
		return errOutside
	}
	_, err := d.pg.pool.Exec(ctx, "SELECT pg_notify($1, $2)", channel, payload)
	return err
}

// Listen calls fn for each notification until ctx ends or the connection
// breaks; listening is called each time the channel is (again) listened on,
// so that the caller can catch up on what it missed. PostgreSQL only.
func (d *DB) Listen(ctx context.Context, channel string, listening func(), fn func(payload string)) error {
	c, err := d.pg.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	// A listening connection must not go back to the pool.
	conn := c.Hijack()
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return err
	}
	listening()
	for {
		n, err := d.pg.hear(ctx, conn)
		if err != nil {
			return err
		}
		if n != nil {
			fn(n.Payload)
		}
	}
}

// hear waits for a notification; nil after a silence in which the other side
// was asked whether it is there.
func (p *pg) hear(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	silence, cancel := context.WithTimeout(ctx, p.listenCheck)
	defer cancel()
	n, err := conn.WaitForNotification(silence)
	if n != nil || silence.Err() == nil || ctx.Err() != nil {
		return n, err
	}
	ping, cancel := context.WithTimeout(ctx, listenTimeout)
	defer cancel()
	return nil, conn.Ping(ping)
}
