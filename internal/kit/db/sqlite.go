package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"

	"github.com/haatshop/haat/internal/kit/meter"
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
	closing  sync.Once
	trace    func(ctx context.Context, text string, args []any)
	sizes    *meter.Histogram // of groups
	log      walLog
}

var errClosed = errors.New("db: closed")

const (
	queueLen = 256 // waiting transactions before callers block on the queue
	maxBatch = 128 // transactions in one COMMIT
	// maxGroup is when a group takes nobody else: where transactions are slow,
	// the first ones do not wait for the last.
	maxGroup = 20 * time.Millisecond
)

func openLite(ctx context.Context, o Options, sizes *meter.Histogram) (*lite, error) {
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
		trace:   o.Trace,
		sizes:   sizes,
		log:     walLog{file: o.Path + "-wal"},
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
	wc := newLiteConn(w)
	l.all = append(l.all, wc)
	if l.rdb, err = sql.Open("sqlite", dsn(o, true)); err != nil {
		return nil, errors.Join(err, l.release())
	}
	l.rdb.SetMaxOpenConns(n)
	for range n {
		c, err := l.rdb.Conn(ctx)
		if err != nil {
			return nil, errors.Join(err, l.release())
		}
		lc := newLiteConn(c)
		l.all = append(l.all, lc)
		l.readers <- lc
	}
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
	// The file is read, not mapped: each connection would map it for itself and have it
	// counted as its memory, it was not measurably quicker, and a file that shrinks or a
	// disk that fails under a mapping ends the program instead of a query.
	v.Add("_pragma", "mmap_size(0)")
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

func (l *lite) close() (err error) {
	l.closing.Do(func() {
		close(l.quit)
		<-l.stopped
		for range cap(l.readers) {
			<-l.readers // waits for running reads
		}
		err = l.release()
	})
	return err
}

// release closes the connections first: closing a pool leaves those open that
// are in use.
func (l *lite) release() error {
	var errs []error
	for _, c := range l.all {
		errs = append(errs, c.close())
	}
	for _, p := range []*sql.DB{l.rdb, l.wdb} {
		if p != nil {
			errs = append(errs, p.Close())
		}
	}
	return errors.Join(errs...)
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
	err := c.query(ctx, text, args, each)
	if gone := ctx.Err(); err != nil && gone != nil && !errors.Is(err, gone) {
		err = fmt.Errorf("%w: %w", gone, err) // "interrupted" is not the reason
	}
	return err
}

// turn is one transaction waiting for the writer. The function runs in the
// goroutine of its caller, which holds the connection for as long as the
// writer lends it: a panic or a slow debugger stays where it belongs.
type turn struct {
	claimed atomic.Bool // set by the writer, or by a caller that gave up
	start   chan loan   // the writer lends the connection
	ended   chan bool   // the caller gives it back; true: the outer transaction is gone
	outcome chan error  // the writer reports the COMMIT
}

// loan is the connection, or why there is none.
type loan struct {
	c   *liteConn
	err error
}

func (l *lite) inTx(ctx context.Context, fn func(context.Context, Tx) error, touched func([]string)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &turn{start: make(chan loan, 1), ended: make(chan bool, 1), outcome: make(chan error, 1)}
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
	tx := &liteTx{c: ln.c, trace: l.trace}
	lost, err := t.run(ctx, tx, fn)
	// A refusal waits for the COMMIT too: it may rest on what others of the
	// group wrote, which nobody else can see yet, and which a failed COMMIT
	// makes never have been.
	if group := <-t.outcome; group != nil && !lost {
		return group
	}
	if err != nil {
		return err
	}
	tx.run(touched)
	return nil
}

// run executes fn in its own savepoint. Statements do not follow the caller's
// cancellation: an interrupted write would roll back everyone in the group.
func (t *turn) run(ctx context.Context, tx *liteTx, fn func(context.Context, Tx) error) (lost bool, err error) {
	bg := context.WithoutCancel(ctx)
	kept := false
	defer func() { // also on panic and on runtime.Goexit
		if !kept {
			lost = tx.c.command(bg, "ROLLBACK TO s") != nil || tx.c.command(bg, "RELEASE s") != nil
		}
		tx.c = nil
		t.ended <- lost
	}()
	if err := tx.c.command(bg, "SAVEPOINT s"); err != nil {
		return false, err
	}
	err = fn(context.WithValue(bg, txKey{}, true), tx)
	if err == nil && tx.failed != nil {
		err = tx.aborted()
	}
	if err == nil {
		err = tx.c.command(bg, "RELEASE s")
	}
	kept = err == nil
	return false, err
}

// write is the writer: takes what is waiting without ever sleeping for more,
// commits once, and only then answers everyone.
func (l *lite) write(c *liteConn) {
	defer close(l.stopped)
	for {
		select {
		case t := <-l.writes:
			l.group(c, t)
			l.tend(c)
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
	bg, began := context.Background(), time.Now()
	err := c.command(bg, "BEGIN IMMEDIATE")
	if err != nil && c.command(bg, "ROLLBACK") == nil { // a transaction was still open
		err = c.command(bg, "BEGIN IMMEDIATE")
	}
	if err != nil {
		refuse(first, err)
		return
	}
	// Everyone who ran counts, also who was refused: callers that fail over
	// and over must not keep a group open for ever.
	var ran []*turn
	for t := first; t != nil; t = l.next(len(ran), began) {
		if !t.claimed.CompareAndSwap(false, true) {
			continue
		}
		t.start <- loan{c: c}
		ran = append(ran, t)
		if lost := <-t.ended; lost {
			err = errLost
			break // and take nobody from the queue who would not be answered
		}
	}
	if err == nil {
		err = c.command(bg, "COMMIT")
	}
	if err != nil {
		// Nothing is durable. The rollback fails when SQLite already did it.
		_ = c.command(bg, "ROLLBACK")
	}
	if len(ran) > 0 {
		l.sizes.Observe(int64(len(ran)))
	}
	for _, t := range ran {
		t.outcome <- err
	}
}

func (l *lite) next(n int, began time.Time) *turn {
	if n >= maxBatch || time.Since(began) > maxGroup {
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

// liteTx behaves as PostgreSQL does after a failed statement: everything else
// is refused and nothing is kept. SQLite would go on, and after errors like a
// full disk it would go on outside any transaction.
type liteTx struct {
	effects
	c      *liteConn
	failed error // of the first statement that failed
	trace  func(ctx context.Context, text string, args []any)
}

var (
	errEnded   = errors.New("db: the transaction has ended")
	errAborted = errors.New("db: an earlier statement of this transaction failed")
)

func (t *liteTx) usable() error {
	switch {
	case t.c == nil:
		return errEnded
	case t.failed != nil:
		return t.aborted()
	}
	return nil
}

func (t *liteTx) aborted() error { return fmt.Errorf("%w: %w", errAborted, t.failed) }

// note remembers what the engine refused; mistakes that never reached it do
// not count.
func (t *liteTx) note(err error) error {
	var se *sqlite.Error
	if errors.As(err, &se) {
		t.failed = err
	}
	return err
}

func (t *liteTx) Engine() Engine { return SQLite }

func (t *liteTx) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	if err := t.usable(); err != nil {
		return err
	}
	if t.trace != nil {
		t.trace(ctx, text, args)
	}
	return t.note(t.c.query(context.WithoutCancel(ctx), text, args, each))
}

func (t *liteTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	if err := t.usable(); err != nil {
		return 0, err
	}
	if t.trace != nil {
		t.trace(ctx, text, args)
	}
	ctx = context.WithoutCancel(ctx)
	st, err := t.c.prepare(ctx, text)
	if err != nil {
		return 0, t.note(err)
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, t.note(err)
	}
	return res.RowsAffected()
}

// write does it at once: nothing is gained by waiting for a database in the same
// process.
func (t *liteTx) write(ctx context.Context, at, text string, args []any, refusal error) error {
	n, err := t.exec(ctx, text, args)
	switch {
	case err != nil:
		return fmt.Errorf("db: %s: %w", at, err)
	case refusal != nil && n != 1:
		return refusal
	}
	return nil
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
