package db

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Stmt is a named statement. Make them package-level values in store.go.
//
// Parameters are $1, $2 …; `IN ($3...)` takes a slice, padded to a power of
// two so that the number of distinct texts stays small (an empty slice
// matches nothing; at most MaxIn elements).
type Stmt struct {
	text  string
	lock  string // appended on PostgreSQL only
	lists []int  // parameters that take a slice, ascending
	hints bool   // the text has hints
	at    string // file:line of the declaration
	whole bool   // it is meant to read everything
	mu    sync.Mutex
	grown map[string]string
}

// hint stands before a column in a condition or an order: SQLite, which knows
// nothing of how often a value occurs, then does not search by that column's
// index (its unary plus), and PostgreSQL, which knows, reads a comment. The
// statement says which index it wants by hinting at all others.
const hint = "/*+*/"

// hinted is a text as the engine takes it.
func (s *Stmt) hinted(text string, e Engine) string {
	if !s.hints || e == Postgres {
		return text
	}
	return strings.ReplaceAll(text, hint, "+")
}

// MaxIn bounds a slice parameter; callers work longer lists in chunks.
const MaxIn = 512

// registry holds every statement made at package level, for the test that
// prepares them all; nothing is added once the program runs.
var registry struct {
	sync.Mutex
	stmts     []*Stmt
	lists     []*List
	sequences []*Sequence
}

// SQL declares a statement. Call it at package level only.
func SQL(text string) *Stmt {
	s := &Stmt{text: strings.TrimSpace(text), lists: slicesIn(text), hints: strings.Contains(text, hint), at: caller()}
	register(s)
	return s
}

// Whole says that the statement is meant to read a table from end to end, however large
// it grows: it checks everything there is, and nobody waits for it.
func (s *Stmt) Whole() *Stmt {
	s.whole = true
	return s
}

func register(s *Stmt) {
	registry.Lock()
	defer registry.Unlock()
	registry.stmts = append(registry.stmts, s)
}

func caller() string {
	_, file, line, _ := runtime.Caller(2)
	return file + ":" + strconv.Itoa(line)
}

// ForUpdate declares the same statement locking its rows; SQLite needs no
// lock, its writer is alone.
func (s *Stmt) ForUpdate() *Stmt { return s.locking(" FOR UPDATE") }

// SkipLocked declares the same statement locking its rows and passing over
// those that others hold, for work queues.
func (s *Stmt) SkipLocked() *Stmt { return s.locking(" FOR UPDATE SKIP LOCKED") }

func (s *Stmt) locking(suffix string) *Stmt {
	l := &Stmt{text: s.text, lists: s.lists, hints: s.hints, lock: suffix, at: s.at}
	register(l)
	return l
}

// slicesIn finds the "$N..." parameters: each once, ascending.
func slicesIn(text string) []int {
	var out []int
	for rest := text; ; {
		i := strings.Index(rest, "...")
		if i < 0 {
			slices.Sort(out)
			return slices.Compact(out)
		}
		j := i
		for j > 0 && rest[j-1] >= '0' && rest[j-1] <= '9' {
			j--
		}
		if j > 0 && rest[j-1] == '$' && j < i {
			n, _ := strconv.Atoi(rest[j:i])
			out = append(out, n)
		}
		rest = rest[i+3:]
	}
}

// bind returns the text for the engine and the arguments as both drivers take
// them.
func (s *Stmt) bind(e Engine, args []any) (string, []any, error) {
	text := s.text
	out := make([]any, len(args), len(args)+4)
	var sizes []int
	for i, a := range args {
		if !isList(s.lists, i+1) {
			v, err := plain(a)
			if err != nil {
				return "", nil, fmt.Errorf("db: %s: argument %d: %w", s.at, i+1, err)
			}
			out[i] = v
			continue
		}
		elems, err := spread(a)
		if err != nil {
			return "", nil, fmt.Errorf("db: %s: argument %d: %w", s.at, i+1, err)
		}
		out[i] = elems[0]
		out = append(out, elems[1:]...)
		sizes = append(sizes, len(elems))
	}
	if len(s.lists) > 0 {
		text = s.grow(len(args), sizes)
	}
	if e == Postgres {
		text += s.lock
	}
	return s.hinted(text, e), out, nil
}

func isList(lists []int, n int) bool {
	for _, l := range lists {
		if l == n {
			return true
		}
	}
	return false
}

// grow writes the text for slices of these sizes: the slice's own parameter
// takes its first element, the others follow after the last parameter.
func (s *Stmt) grow(params int, sizes []int) string {
	key := fmt.Sprint(sizes)
	s.mu.Lock()
	defer s.mu.Unlock()
	if t, ok := s.grown[key]; ok {
		return t
	}
	text, next := s.text, params
	for i, p := range s.lists {
		var b strings.Builder
		own := "$" + strconv.Itoa(p)
		b.WriteString(own)
		for k := 1; k < sizes[i]; k++ {
			next++
			b.WriteString(",$" + strconv.Itoa(next))
		}
		text = strings.ReplaceAll(text, own+"...", b.String())
	}
	if s.grown == nil {
		s.grown = map[string]string{}
	}
	s.grown[key] = text
	return text
}

// spread turns a slice into a power of two of plain values.
func spread(a any) ([]any, error) {
	v := reflect.ValueOf(a)
	if v.Kind() != reflect.Slice {
		return nil, fmt.Errorf("want a slice, got %T", a)
	}
	n := v.Len()
	if n > MaxIn {
		return nil, fmt.Errorf("%d elements, more than %d: work in chunks", n, MaxIn)
	}
	if n == 0 {
		return []any{nil}, nil
	}
	size := 1
	for size < n {
		size *= 2
	}
	out := make([]any, size)
	for i := range out {
		p, err := plain(v.Index(min(i, n-1)).Interface())
		if err != nil {
			return nil, err
		}
		out[i] = p
	}
	return out, nil
}

// Exec runs a write and returns how many rows it touched. A guarded update
// that returns 0 was refused by its guard.
func Exec(ctx context.Context, tx Tx, s *Stmt, args ...any) (int64, error) {
	text, vals, err := s.bind(tx.Engine(), args)
	if err != nil {
		return 0, err
	}
	n, err := tx.exec(ctx, text, vals)
	if err != nil {
		return n, fmt.Errorf("db: %s: %w", s.at, err)
	}
	return n, nil
}

// Write is Exec for a write whose outcome nobody looks at before the transaction goes
// on: on PostgreSQL it travels with the next statement that is waited for, or with
// COMMIT. Its error ends the transaction as any other does, but may be returned by
// whatever it travels with, InTx included; so it is not for writes that are expected to
// fail. What follows in the transaction sees what was written.
func Write(ctx context.Context, tx Tx, s *Stmt, args ...any) error {
	return WriteOne(ctx, tx, nil, s, args...)
}

// WriteOne is Write that must touch exactly one row; refusal is the error of the
// transaction when it does not. As with Write it may come later.
func WriteOne(ctx context.Context, tx Tx, refusal error, s *Stmt, args ...any) error {
	text, vals, err := s.bind(tx.Engine(), args)
	if err != nil {
		return err
	}
	return tx.write(ctx, s.at, text, vals, refusal)
}

// Get returns the first row, or ErrNoRows. T is a struct scanned by column
// name (tag `db`, else the snake_case of the field), or a single value.
func Get[T any](ctx context.Context, q Querier, s *Stmt, args ...any) (T, error) {
	var out T
	found := false
	err := run(ctx, q, s, args, func(r rows) error {
		if !r.Next() {
			return r.Err()
		}
		found = true
		return scanOne(r, &out)
	})
	if err == nil && !found {
		err = ErrNoRows
	}
	return out, err
}

// All returns every row; bound it with LIMIT or by its key.
func All[T any](ctx context.Context, q Querier, s *Stmt, args ...any) ([]T, error) {
	var out []T
	err := run(ctx, q, s, args, func(r rows) error {
		sc, err := newScan[T](r)
		if err != nil {
			return err
		}
		for r.Next() {
			out = append(out, *new(T))
			if err := sc.into(r, &out[len(out)-1]); err != nil {
				return err
			}
		}
		return r.Err()
	})
	return out, err
}

// Each streams rows to fn without holding them all. fn must not query: it
// holds the connection the rows come from.
func Each[T any](ctx context.Context, q Querier, s *Stmt, fn func(T) error, args ...any) error {
	return run(ctx, q, s, args, func(r rows) error {
		sc, err := newScan[T](r)
		if err != nil {
			return err
		}
		for r.Next() {
			var v T
			if err := sc.into(r, &v); err != nil {
				return err
			}
			if err := fn(v); err != nil {
				return err
			}
		}
		return r.Err()
	})
}

func run(ctx context.Context, q Querier, s *Stmt, args []any, each func(rows) error) error {
	text, vals, err := s.bind(q.Engine(), args)
	if err != nil {
		return err
	}
	if err := q.query(ctx, text, vals, each); err != nil {
		return fmt.Errorf("db: %s: %w", s.at, err)
	}
	return nil
}
