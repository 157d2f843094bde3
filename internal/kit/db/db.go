// Package db is the database: one schema and one set of statements on two
// engines.
//
// SQLite is embedded: one writer with group commit and a pool of readers.
// PostgreSQL is a pool. Statements are package-level values made by SQL or
// NewList, so that a test can prepare every one of them on both engines before
// any of them runs.
//
// A Tx in a signature means "only inside a transaction". Writes exist only
// there: there is no way to write outside InTx. Inside a transaction no other
// connection may be used and nothing may touch the network; both are refused,
// because the first deadlocks or reads stale rows and the second holds locks
// for as long as a stranger likes.
package db

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/trace"
)

// Engine is one of the two databases.
type Engine int

// The engines.
const (
	SQLite Engine = iota
	Postgres
)

// String implements fmt.Stringer.
func (e Engine) String() string {
	if e == Postgres {
		return "postgres"
	}
	return "sqlite"
}

// Querier reads: a DB (its readers) or a Tx (its own uncommitted view).
type Querier interface {
	// Engine tells which database answers, for the rare rule that differs.
	Engine() Engine
	query(ctx context.Context, text string, args []any, each func(rows) error) error
}

// Tx is a running transaction. It is valid until the function it was handed
// to returns, in that goroutine only.
type Tx interface {
	Querier
	// Touch names what this transaction changes, for caches: after COMMIT and
	// before the writer is answered, everything cached under the tags is stale.
	Touch(tags ...string)
	// AfterCommit runs fn once the transaction is durable, before InTx
	// returns. It must not block and cannot fail; nothing depends on it alone
	// (a crash in between loses it).
	AfterCommit(fn func())
	exec(ctx context.Context, text string, args []any) (int64, error)
	write(ctx context.Context, at, text string, args []any, refusal error) error
	touched() []string
	touchHere(tags []string)
}

// rows is the part of *sql.Rows and pgx.Rows the scanner needs.
type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	columns() ([]string, error)
}

// Options say where the data is. Exactly one of URL and Path is set.
type Options struct {
	URL     string // postgres://… selects PostgreSQL
	Path    string // file of the SQLite database
	MaxConn int    // PostgreSQL connections, or SQLite readers; 0 means a good default
	// Logger hears of slow transactions. Nil means none.
	Logger *slog.Logger
	// NoSync trades durability for speed; for throw-away test data only.
	NoSync bool
	// Trace hears every statement of a transaction before it runs; for measuring what
	// a verb costs. It runs in the transaction's goroutine and must not block.
	Trace func(ctx context.Context, text string, args []any)
}

// DB is an open database. Safe for concurrent use.
type DB struct {
	opened       Options
	engine       Engine
	lite         *lite
	pg           *pg
	log          *slog.Logger
	meters       *Meters
	onTouch      []func(tags []string)
	beforeCommit []func(ctx context.Context, tx Tx) error
}

// Open connects and checks the connection. Close the DB when done.
func Open(ctx context.Context, o Options) (*DB, error) {
	d := &DB{opened: o, log: o.Logger, meters: newMeters()}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	var err error
	switch {
	case o.URL != "" && o.Path != "":
		return nil, errors.New("db: both a URL and a path are set")
	case strings.HasPrefix(o.URL, "postgres://"), strings.HasPrefix(o.URL, "postgresql://"):
		d.engine = Postgres
		d.pg, err = openPostgres(ctx, o)
	case o.URL != "":
		return nil, errors.New("db: the URL must begin with postgres://")
	case o.Path != "":
		d.lite, err = openLite(ctx, o, d.meters.Group)
	default:
		return nil, errors.New("db: neither a URL nor a path is set")
	}
	if err != nil {
		return nil, fmt.Errorf("db: open: %w", err)
	}
	return d, nil
}

// Opened returns how the database was opened, to open it once more.
func (d *DB) Opened() Options { return d.opened }

// Engine implements Querier.
func (d *DB) Engine() Engine { return d.engine }

// Close waits for running transactions and releases everything.
func (d *DB) Close() error {
	if d.engine == Postgres {
		d.pg.closed.Store(true)
		d.pg.pool.Close()
		return nil
	}
	return d.lite.close()
}

// Ping checks that the database answers.
func (d *DB) Ping(ctx context.Context) error {
	_, err := Get[int64](ctx, d, ping)
	return err
}

var ping = SQL(`SELECT CAST(1 AS BIGINT)`)

// OnTouch registers a cache: fn is told the tags of each committed
// transaction before its writer is answered. Register at start only.
func (d *DB) OnTouch(fn func(tags []string)) { d.onTouch = append(d.onTouch, fn) }

// BeforeCommit registers work at the end of every transaction, inside it; an
// error rolls back. Register at start only.
func (d *DB) BeforeCommit(fn func(ctx context.Context, tx Tx) error) {
	d.beforeCommit = append(d.beforeCommit, fn)
}

// Touched tells the local caches of tags that another node committed.
func (d *DB) Touched(tags []string) {
	if len(tags) == 0 {
		return
	}
	for _, fn := range d.onTouch {
		fn(tags)
	}
}

func (d *DB) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	if InTransaction(ctx) {
		return errOutside
	}
	if d.engine == Postgres {
		return d.pg.query(ctx, d.pg.pool, text, args, each)
	}
	return d.lite.read(ctx, text, args, each)
}

type txKey struct{}

// InTransaction reports whether ctx belongs to a running transaction.
// Clients of outside services refuse such a context.
func InTransaction(ctx context.Context) bool { return ctx.Value(txKey{}) != nil }

var (
	errNested  = errors.New("db: InTx inside a transaction: pass the Tx on instead")
	errOutside = errors.New("db: a read on the pool inside a transaction: read through the Tx")
)

// Limits of a transaction's retries.
const (
	maxTries  = 6
	slowAfter = 50 * time.Millisecond
	tooSlow   = 500 * time.Millisecond // worth a warning
	// lastRetry is when a caller would rather hear that it did not work: a
	// lock that took ten seconds to time out is not waited for again.
	lastRetry = 5 * time.Second
)

// InTx runs fn in one transaction: all of it is durable when InTx returns nil,
// none of it otherwise. Serialization failures and deadlocks are retried a
// bounded number of times, so fn may run more than once and must not leave
// traces outside the transaction. fn must use the ctx it is given.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	if InTransaction(ctx) {
		return errNested
	}
	start := time.Now()
	ctx, span := trace.Child(ctx, "transaction")
	span.Text("db.system.name", d.engine.String())
	err := d.tries(ctx, start, fn)
	span.End(err)
	d.meters.Took.Took(time.Since(start))
	if err == nil {
		d.meters.Committed.Inc()
	} else {
		d.meters.RolledBack.Inc()
	}
	return err
}

func (d *DB) tries(ctx context.Context, start time.Time, fn func(context.Context, Tx) error) error {
	for try := 1; ; try++ {
		err := d.once(ctx, fn)
		if err == nil || try == maxTries || !retryable(err) || time.Since(start) > lastRetry {
			return err
		}
		d.meters.Retried.Inc()
		// Spread the retries: contenders that failed together must not meet again.
		pause := time.Duration(1<<try)*time.Millisecond + time.Duration(time.Now().UnixNano()%int64(3*time.Millisecond))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (d *DB) once(ctx context.Context, fn func(context.Context, Tx) error) error {
	body := func(ctx context.Context, tx Tx) error {
		start := time.Now()
		err := fn(ctx, tx)
		for i := 0; err == nil && i < len(d.beforeCommit); i++ {
			err = d.beforeCommit[i](ctx, tx)
		}
		if took := time.Since(start); took > slowAfter {
			level := slog.LevelDebug
			if took > tooSlow {
				level = slog.LevelWarn
			}
			d.log.LogAttrs(ctx, level, "slow transaction", slog.Duration("took", took), slog.String("engine", d.engine.String()))
		}
		return err
	}
	if d.engine == Postgres {
		return d.pg.inTx(ctx, body, d.Touched)
	}
	return d.lite.inTx(ctx, body, d.Touched)
}

// effects is what a transaction leaves for after its COMMIT.
type effects struct {
	tags  []string
	here  []string
	after []func()
}

func (e *effects) Touch(tags ...string)  { e.tags = append(e.tags, tags...) }
func (e *effects) AfterCommit(fn func()) { e.after = append(e.after, fn) }
func (e *effects) touched() []string     { return e.tags }
func (e *effects) touchHere(t []string)  { e.here = append(e.here, t...) }
func (e *effects) all() []string         { return slices.Concat(e.tags, e.here) }

func (e *effects) run(touched func([]string)) {
	touched(e.all())
	for _, fn := range e.after {
		fn()
	}
}

// TouchHere is tx.Touch for tags of which the other nodes hear in another way: they
// follow an event that this transaction says anyway.
func TouchHere(tx Tx, tags ...string) { tx.touchHere(tags) }

// Touched returns the tags a transaction has named so far.
func Touched(tx Tx) []string { return tx.touched() }
