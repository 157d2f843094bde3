package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"sync/atomic"

	"modernc.org/sqlite"
)

// lite is the SQLite side: one writer connection owned by one goroutine, and
// a fixed set of reader connections.
type lite struct {
	wdb, rdb *sql.DB
	readers  chan *liteConn
	all      []*liteConn
	writes   chan *turn
	quit     chan struct{}
	stopped  chan struct{}
}

var errClosed = errors.New("db: closed")

const (
	queueLen = 256 // waiting transactions before callers block on the queue
	maxBatch = 128 // transactions in one COMMIT
)

func openLite(ctx context.Context, o Options) (*lite, error) {
	sqlite.StrictPragmas(true)
	n := o.MaxConn
	if n == 0 {
		n = max(4, runtime.NumCPU())
	}
	l := &lite{
		readers: make(chan *liteConn, n),
		writes:  make(chan *turn, queueLen),
		quit:    make(chan struct{}),
		stopped: make(chan struct{}),
	}
	var err error
	if l.wdb, err = sql.Open("sqlite", dsn(o, false)); err != nil {
		return nil, err
	}
	l.wdb.SetMaxOpenConns(1)
	w, err := l.wdb.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, l.wdb.Close())
	}
	if l.rdb, err = sql.Open("sqlite", dsn(o, true)); err != nil {
		return nil, errors.Join(err, l.wdb.Close())
	}
	l.rdb.SetMaxOpenConns(n)
	for range n {
		c, err := l.rdb.Conn(ctx)
		if err != nil {
			return nil, errors.Join(err, l.rdb.Close(), l.wdb.Close())
		}
		lc := newLiteConn(c)
		l.all = append(l.all, lc)
		l.readers <- lc
	}
	wc := newLiteConn(w)
	l.all = append(l.all, wc)
	go l.write(wc)
	return l, nil
}

// dsn follows what was measured: WAL with synchronous=FULL, so an
// acknowledged write survives a power cut; BEGIN IMMEDIATE, so a transaction
// that reads and then writes cannot lose (SQLITE_BUSY_SNAPSHOT).
func dsn(o Options, reader bool) string {
	v := url.Values{}
	v.Set("_busy_timeout", "10000")
	v.Set("_journal_mode", "WAL")
	v.Set("_synchronous", "FULL")
	if o.NoSync {
		v.Set("_synchronous", "OFF")
	}
	v.Set("_foreign_keys", "1")
	v.Set("_dqs", "0")
	v.Add("_pragma", "temp_store(MEMORY)")
	v.Add("_pragma", "mmap_size(67108864)")
	if reader {
		v.Set("_query_only", "1")
		v.Add("_pragma", "cache_size(-4096)")
	} else {
		v.Set("_txlock", "immediate")
		v.Add("_pragma", "cache_size(-16384)")
		v.Add("_pragma", "journal_size_limit(67108864)")
	}
	return "file:" + (&url.URL{Path: o.Path}).EscapedPath() + "?" + v.Encode()
}

func (l *lite) close() error {
	close(l.quit)
	<-l.stopped
	var errs []error
	for range cap(l.readers) {
		<-l.readers // waits for running reads
	}
	for _, c := range l.all {
		errs = append(errs, c.close())
	}
	return errors.Join(append(errs, l.rdb.Close(), l.wdb.Close())...)
}

func (l *lite) read(ctx context.Context, text string, args []any, each func(rows) error) error {
	var c *liteConn
	select {
	case c = <-l.readers:
	case <-ctx.Done():
		return ctx.Err()
	case <-l.stopped:
		return errClosed
	}
	defer func() { l.readers <- c }()
	return c.query(ctx, text, args, each)
}

// turn is one transaction waiting for the writer. The function runs in the
// goroutine of its caller, which holds the connection for as long as the
// writer lends it: a panic or a slow debugger stays where it belongs.
type turn struct {
	claimed atomic.Bool     // set by the writer, or by a caller that gave up
	start   chan loan       // the writer lends the connection
	ended   chan turnResult // the caller gives it back
	outcome chan error      // the writer reports the COMMIT
}

// loan is the connection, or why there is none.
type loan struct {
	c   *liteConn
	err error
}

type turnResult struct {
	err  error // nothing of this transaction may remain
	lost bool  // the connection's outer transaction is gone
}

func (l *lite) inTx(ctx context.Context, fn func(context.Context, Tx) error, touched func([]string)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &turn{start: make(chan loan, 1), ended: make(chan turnResult, 1), outcome: make(chan error, 1)}
	select {
	case l.writes <- t:
	case <-ctx.Done():
		return ctx.Err()
	case <-l.quit:
		return errClosed
	}
	var ln loan
	select {
	case ln = <-t.start:
	case <-ctx.Done():
		if t.claimed.CompareAndSwap(false, true) {
			return ctx.Err() // still waiting: the writer will pass over it
		}
		ln = <-t.start
	case <-l.stopped:
		if t.claimed.CompareAndSwap(false, true) {
			return errClosed
		}
		ln = <-t.start
	}
	if ln.err != nil {
		return ln.err
	}
	tx := &liteTx{c: ln.c}
	if err := t.run(ctx, tx, fn); err != nil {
		return err
	}
	if err := <-t.outcome; err != nil {
		return err
	}
	tx.run(touched)
	return nil
}

// run executes fn in its own savepoint. Statements do not follow the caller's
// cancellation: an interrupted write would roll back everyone in the group.
func (t *turn) run(ctx context.Context, tx *liteTx, fn func(context.Context, Tx) error) (err error) {
	bg := context.WithoutCancel(ctx)
	res := turnResult{err: errors.New("db: the transaction did not return")}
	defer func() { // also on panic and on runtime.Goexit
		if res.err != nil {
			res.lost = tx.c.command(bg, "ROLLBACK TO s") != nil || tx.c.command(bg, "RELEASE s") != nil
		}
		tx.c = nil
		t.ended <- res
	}()
	if err := tx.c.command(bg, "SAVEPOINT s"); err != nil {
		res = turnResult{err: err}
		return err
	}
	err = fn(context.WithValue(bg, txKey{}, true), tx)
	if err == nil {
		err = tx.c.command(bg, "RELEASE s")
	}
	res.err = err
	return err
}

// write is the writer: takes what is waiting without ever sleeping for more,
// commits once, and only then answers everyone.
func (l *lite) write(c *liteConn) {
	defer close(l.stopped)
	for {
		select {
		case t := <-l.writes:
			l.group(c, t)
		case <-l.quit:
			for { // callers already queued still get their turn
				select {
				case t := <-l.writes:
					l.group(c, t)
				default:
					return
				}
			}
		}
	}
}

func (l *lite) group(c *liteConn, first *turn) {
	bg := context.Background()
	if err := c.command(bg, "BEGIN IMMEDIATE"); err != nil {
		refuse(first, err)
		return
	}
	var done []*turn
	lost := false
	for t := first; t != nil && !lost; t = l.next(len(done)) {
		if !t.claimed.CompareAndSwap(false, true) {
			continue
		}
		t.start <- loan{c: c}
		res := <-t.ended
		lost = res.lost
		if res.err == nil {
			done = append(done, t)
		}
	}
	err := errLost
	if !lost {
		err = c.command(bg, "COMMIT")
	}
	if err != nil {
		// Nothing is durable. The rollback fails when SQLite already did it.
		_ = c.command(bg, "ROLLBACK")
	}
	for _, t := range done {
		t.outcome <- err
	}
}

func (l *lite) next(n int) *turn {
	if n >= maxBatch {
		return nil
	}
	select {
	case t := <-l.writes:
		return t
	default:
		return nil
	}
}

// refuse answers a turn that could not even begin.
func refuse(t *turn, err error) {
	if t.claimed.CompareAndSwap(false, true) {
		t.start <- loan{err: err}
	}
}

type liteTx struct {
	effects
	c *liteConn
}

var errEnded = errors.New("db: the transaction has ended")

func (t *liteTx) Engine() Engine { return SQLite }

func (t *liteTx) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	if t.c == nil {
		return errEnded
	}
	return t.c.query(ctx, text, args, each)
}

func (t *liteTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	if t.c == nil {
		return 0, errEnded
	}
	st, err := t.c.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// liteConn is one connection with its prepared statements. Used by one
// goroutine at a time.
type liteConn struct {
	conn  *sql.Conn
	cache *lru
}

// maxPrepared bounds the statements one connection keeps.
const maxPrepared = 512

func newLiteConn(c *sql.Conn) *liteConn {
	return &liteConn{conn: c, cache: newLRU(maxPrepared)}
}

func (c *liteConn) close() error {
	c.cache.clear()
	return c.conn.Close()
}

func (c *liteConn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if st, ok := c.cache.get(text); ok {
		return st, nil
	}
	st, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.cache.put(text, st)
	return st, nil
}

func (c *liteConn) command(ctx context.Context, text string) error {
	st, err := c.prepare(ctx, text)
	if err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	if _, err = st.ExecContext(ctx); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

func (c *liteConn) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	st, err := c.prepare(ctx, text)
	if err != nil {
		return err
	}
	rs, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rs.Close()
	if err := each(liteRows{rs}); err != nil {
		return err
	}
	if err := rs.Close(); err != nil {
		return err
	}
	return rs.Err()
}

type liteRows struct{ *sql.Rows }

func (r liteRows) columns() ([]string, error) { return r.Columns() }
