package db

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// Read is a statement with its arguments that will be asked; see Ahead.
type Read struct {
	s    *Stmt
	args []any
}

// Read says that the statement will be asked with these arguments.
func (s *Stmt) Read(args ...any) Read { return Read{s, args} }

// Ahead asks several reads in one round trip and returns a Querier that answers them from
// what came back, each once, and passes everything else on to q. They run one after the
// other, so a locking read may lead and the others see what it waited for. It does not
// change what is read, only how often the network is crossed: on SQLite, which has none,
// it returns q.
//
// What it returns is for the reads that follow at once. It does not see what q's
// transaction writes later.
func Ahead(ctx context.Context, q Querier, reads ...Read) (Querier, error) {
	b, ok := batcherOf(q)
	if !ok || len(reads) < 2 {
		return q, nil
	}
	asked := make([]question, len(reads))
	for i, r := range reads {
		text, args, err := r.s.bind(Postgres, r.args)
		if err != nil {
			return q, err
		}
		asked[i] = question{text, args}
	}
	answers, err := b.together(ctx, asked)
	if err != nil {
		return q, fmt.Errorf("db: reading ahead from %s: %w", reads[min(len(answers), len(reads)-1)].s.at, err)
	}
	out := &ahead{Querier: q, got: make(map[string]*answer, len(reads))}
	for i := range answers {
		out.got[asked[i].key()] = &answers[i]
	}
	return out, nil
}

// batcher asks several reads in one round trip. With an error it returns the answers
// before it.
type batcher interface {
	together(ctx context.Context, asked []question) ([]answer, error)
}

func batcherOf(q Querier) (batcher, bool) {
	switch q := q.(type) {
	case *ahead:
		return batcherOf(q.Querier)
	case *pgTx:
		return q, true
	case *DB:
		return q, q.pg != nil
	}
	return nil, false
}

// TxOf returns the transaction that q reads in, if it is one.
func TxOf(q Querier) (Tx, bool) {
	if a, ok := q.(*ahead); ok {
		return TxOf(a.Querier)
	}
	tx, ok := q.(Tx)
	return tx, ok
}

type question struct {
	text string
	args []any
}

func (q question) key() string {
	var b strings.Builder
	b.WriteString(q.text)
	for _, a := range q.args {
		fmt.Fprintf(&b, "\x00%T %v", a, a)
	}
	return b.String()
}

// answer is a result that was read to its end.
type answer struct {
	fields []pgconn.FieldDescription
	rows   [][][]byte
}

// keep copies what is left of a result: the connection's buffer is used again.
func keep(rs pgx.Rows) (answer, error) {
	defer rs.Close()
	var a answer
	for rs.Next() {
		raw := rs.RawValues()
		n := 0
		for _, v := range raw {
			n += len(v)
		}
		buf, row := make([]byte, 0, n), make([][]byte, len(raw))
		for i, v := range raw {
			if v != nil {
				buf = append(buf, v...)
				row[i] = buf[len(buf)-len(v) : len(buf) : len(buf)]
			}
		}
		a.rows = append(a.rows, row)
	}
	a.fields = append(a.fields, rs.FieldDescriptions()...)
	rs.Close()
	return a, rs.Err()
}

type ahead struct {
	Querier
	got map[string]*answer
}

func (a *ahead) query(ctx context.Context, text string, args []any, each func(rows) error) error {
	k := question{text, args}.key()
	found, ok := a.got[k]
	if !ok {
		return a.Querier.query(ctx, text, args, each)
	}
	delete(a.got, k)
	types := typeMaps.Get().(*pgtype.Map)
	defer typeMaps.Put(types)
	return each(&aheadRows{answer: found, types: types})
}

// typeMaps are pgx's tables of how to scan; each remembers what it has met, so two
// goroutines cannot share one.
var typeMaps = sync.Pool{New: func() any { return pgtype.NewMap() }}

type aheadRows struct {
	*answer
	types *pgtype.Map
	next  int
}

func (r *aheadRows) columns() ([]string, error) { return names(r.fields), nil }

func (r *aheadRows) Next() bool {
	r.next++
	return r.next <= len(r.rows)
}

func (r *aheadRows) Scan(dest ...any) error {
	return pgx.ScanRow(r.types, r.fields, r.rows[r.next-1], dest...)
}

func (r *aheadRows) Err() error { return nil }

func (d *DB) together(ctx context.Context, asked []question) ([]answer, error) {
	if InTransaction(ctx) {
		return nil, errOutside
	}
	if d.pg.closed.Load() {
		return nil, errClosed
	}
	b := &pgx.Batch{}
	for _, q := range asked {
		b.Queue(q.text, q.args...)
	}
	out, err := readAll(d.pg.pool.SendBatch(ctx, b), len(asked))
	if err != nil {
		err = d.pg.closing(err)
	}
	return out, err
}

func (t *pgTx) together(ctx context.Context, asked []question) ([]answer, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	for _, q := range asked {
		t.traced(ctx, q.text, q.args)
	}
	br, err := t.sendAll(ctx, asked)
	if err != nil {
		_ = br.Close() // says the same again
		return nil, err
	}
	return readAll(br, len(asked))
}

// readAll reads the answers and closes. With an error it returns those before it.
func readAll(br pgx.BatchResults, n int) (out []answer, err error) {
	defer func() {
		if e := br.Close(); err == nil {
			err = e
		}
	}()
	for range n {
		rs, err := br.Query()
		if err != nil {
			return out, err
		}
		a, err := keep(rs)
		if err != nil {
			return out, err
		}
		out = append(out, a)
	}
	return out, nil
}
