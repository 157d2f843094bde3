package db

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pgTx is a transaction that says as much as it can in one breath: BEGIN travels with
// the first statement, writes nobody waits for (Write) with the next one that is waited
// for, and COMMIT with the last of them. Each breath is a round trip, and round trips
// are most of what a transaction costs.
type pgTx struct {
	effects
	p    *pg
	c    *pgxpool.Conn
	said bool // something was sent: BEGIN, at least
	held []heldWrite
}

// heldWrite is a write on its way; its error belongs to whatever sends it.
type heldWrite struct {
	text    string
	args    []any
	at      string
	refusal error // of a write that must touch exactly one row
}

// check turns the outcome of a held write into the transaction's error.
func (h heldWrite) check(tag pgconn.CommandTag, err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("db: %s: %w", h.at, err)
	case h.refusal != nil && tag.RowsAffected() != 1:
		return h.refusal
	}
	return nil
}

const begin = "begin isolation level read committed"

var errNotCommitted = errors.New("db: the transaction was rolled back although it ended with COMMIT")

func (p *pg) inTx(ctx context.Context, fn func(context.Context, Tx) error, touched func([]string)) error {
	if p.closed.Load() {
		return errClosed
	}
	c, err := p.pool.Acquire(ctx)
	if err != nil {
		return p.closing(err)
	}
	tx := &pgTx{p: p, c: c}
	done := false
	defer func() { // also on panic and on runtime.Goexit
		if !done {
			tx.rollback(ctx)
		}
		tx.c = nil
		c.Release() // a connection that is still in a transaction is closed
	}()
	if err := fn(context.WithValue(ctx, txKey{}, true), tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// A caller that hangs up now would leave it open whether this is durable.
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer cancel()
	if err := tx.commit(end); err != nil {
		if cut(err) || errors.Is(err, context.DeadlineExceeded) {
			touched(tx.all()) // it may be durable: caches must not show what was before
		}
		return err
	}
	done = true
	tx.run(touched)
	return nil
}

func (t *pgTx) rollback(ctx context.Context) {
	if !t.said {
		return
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer cancel()
	_, _ = t.c.Exec(end, "rollback") // a connection that cannot roll back is closed, which does
}

func (t *pgTx) commit(ctx context.Context) error {
	if !t.said && len(t.held) == 0 {
		return nil
	}
	if err := t.settle(ctx); err != nil {
		return err
	}
	tag, err := t.say(ctx, "commit", nil)
	if err == nil && tag.String() == "ROLLBACK" {
		err = errNotCommitted
	}
	return err
}

// settle sends what is held and looks at it, if any of it may be refused for the rows it
// did not touch: to the server that is no error, and a COMMIT sent along would be done.
func (t *pgTx) settle(ctx context.Context) error {
	n := len(t.held)
	if n == 0 || !slices.ContainsFunc(t.held, func(h heldWrite) bool { return h.refusal != nil }) {
		return nil
	}
	last := t.held[n-1]
	t.held = t.held[:n-1]
	return last.check(t.say(ctx, last.text, last.args))
}

func (t *pgTx) Engine() Engine { return Postgres }

func (t *pgTx) traced(ctx context.Context, text string, args []any) {
	if t.p.trace != nil {
		t.p.trace(ctx, text, args)
	}
}

func (t *pgTx) usable() error {
	if t.c == nil {
		return errEnded
	}
	return nil
}

func (t *pgTx) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	if err := t.usable(); err != nil {
		return err
	}
	t.traced(ctx, text, args)
	if t.said && len(t.held) == 0 {
		return t.p.query(ctx, t.c, text, args, each)
	}
	br, err := t.send(ctx, text, args)
	if err != nil {
		_ = br.Close() // says the same again
		return err
	}
	rs, err := br.Query()
	if err == nil {
		err = each(pgRows{rs})
		rs.Close()
	}
	if err == nil {
		err = rs.Err()
	}
	if e := br.Close(); err == nil {
		err = e
	}
	return err
}

func (t *pgTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	if err := t.usable(); err != nil {
		return 0, err
	}
	t.traced(ctx, text, args)
	tag, err := t.say(ctx, text, args)
	return tag.RowsAffected(), err
}

// say sends a statement with everything before it that was held, and waits.
func (t *pgTx) say(ctx context.Context, text string, args []any) (pgconn.CommandTag, error) {
	if t.said && len(t.held) == 0 {
		return t.c.Exec(ctx, text, args...)
	}
	br, err := t.send(ctx, text, args)
	if err != nil {
		_ = br.Close() // says the same again
		return pgconn.CommandTag{}, err
	}
	tag, err := br.Exec()
	if e := br.Close(); err == nil {
		err = e
	}
	return tag, err
}

func (t *pgTx) send(ctx context.Context, text string, args []any) (pgx.BatchResults, error) {
	return t.sendAll(ctx, []question{{text, args}})
}

// sendAll puts BEGIN, if it was not said yet, what was held, and more statements into one
// message, and reads the outcomes of all but these. The caller closes.
func (t *pgTx) sendAll(ctx context.Context, asked []question) (pgx.BatchResults, error) {
	b := &pgx.Batch{}
	first := !t.said
	if first {
		b.Queue(begin)
	}
	held := t.held
	for _, h := range held {
		b.Queue(h.text, h.args...)
	}
	for _, q := range asked {
		b.Queue(q.text, q.args...)
	}
	t.said, t.held = true, nil
	br := t.c.SendBatch(ctx, b)
	if first {
		if _, err := br.Exec(); err != nil {
			return br, err
		}
	}
	for _, h := range held {
		if err := h.check(br.Exec()); err != nil {
			return br, err
		}
	}
	return br, nil
}

// maxHeld bounds what waits to be sent: the server must not have to answer more than
// fits the buffers of a connection while we still send.
const maxHeld = 64

func (t *pgTx) write(ctx context.Context, at, text string, args []any, refusal error) error {
	if err := t.usable(); err != nil {
		return err
	}
	t.traced(ctx, text, args)
	if len(t.held) >= maxHeld {
		h := heldWrite{at: at, refusal: refusal}
		return h.check(t.say(ctx, text, args))
	}
	t.held = append(t.held, heldWrite{text, args, at, refusal})
	return nil
}
