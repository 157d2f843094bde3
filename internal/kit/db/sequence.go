package db

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Sequence hands out ascending numbers for people; it may leave gaps (a
// rolled-back transaction keeps its number) and is never used where gaps are
// forbidden. A SEQUENCE on PostgreSQL, where a counter row would serialise
// every order; a counter row on SQLite, whose writer is alone anyway.
type Sequence struct {
	name  string
	start int64
	next  *Stmt
}

var sequenceName = regexp.MustCompile(`^[a-z][a-z_]{2,40}$`)

// NewSequence declares a sequence; call it at package level only. Migrate
// creates it.
func NewSequence(name string, start int64) *Sequence {
	if !sequenceName.MatchString(name) {
		panic("db: sequence name " + name)
	}
	s := &Sequence{name: name, start: start, next: &Stmt{text: "SELECT nextval('" + name + "')", at: caller()}}
	registry.Lock()
	defer registry.Unlock()
	registry.sequences = append(registry.sequences, s)
	return s
}

// Next returns the next number.
func (s *Sequence) Next(ctx context.Context, tx Tx) (int64, error) {
	if tx.Engine() == Postgres {
		return Get[int64](ctx, tx, s.next)
	}
	return Get[int64](ctx, tx, nextCounter, s.name)
}

// Sequences describes every declared sequence: they are part of the schema.
func Sequences() []string {
	registry.Lock()
	defer registry.Unlock()
	var out []string
	for _, s := range registry.sequences {
		out = append(out, fmt.Sprint(s.name, " from ", s.start))
	}
	slices.Sort(out)
	return out
}

// nextCounter is not registered: its table exists on SQLite only.
var nextCounter = &Stmt{text: `UPDATE kit_sequences SET value = value + 1 WHERE name = $1 RETURNING value`, at: "sequence.go"}

// ensureSequences creates what was declared; existing ones keep their place.
func ensureSequences(ctx context.Context, h *sql.DB, postgres bool) error {
	registry.Lock()
	all := append([]*Sequence(nil), registry.sequences...)
	registry.Unlock()
	var cmds []string
	if !postgres && len(all) > 0 {
		cmds = append(cmds, `CREATE TABLE IF NOT EXISTS kit_sequences (name TEXT PRIMARY KEY, value BIGINT NOT NULL)`)
	}
	for _, s := range all {
		if postgres {
			cmds = append(cmds, fmt.Sprintf(`CREATE SEQUENCE IF NOT EXISTS %s START %d`, s.name, s.start))
		} else {
			cmds = append(cmds, fmt.Sprintf(`INSERT INTO kit_sequences (name, value) VALUES ('%s', %d) ON CONFLICT (name) DO NOTHING`, s.name, s.start-1))
		}
	}
	for _, c := range cmds {
		if _, err := h.ExecContext(ctx, c); err != nil {
			return fmt.Errorf("%s: %w", strings.Fields(c)[:3], err)
		}
	}
	return nil
}

// Last returns the number handed out last; the one before the first when none
// was.
func (s *Sequence) Last(ctx context.Context, q Querier) (int64, error) {
	if q.Engine() == Postgres {
		return Get[int64](ctx, q, &Stmt{text: "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM " + s.name, at: s.next.at})
	}
	return Get[int64](ctx, q, lastCounter, s.name)
}

var lastCounter = &Stmt{text: `SELECT value FROM kit_sequences WHERE name = $1`, at: "sequence.go"}
