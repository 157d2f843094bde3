package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pressly/goose/v3/database"
)

// Kind is what a column holds, the same on both engines.
type Kind string

// The kinds of the portable subset.
const (
	KindText  Kind = "text"
	KindInt   Kind = "int"
	KindBool  Kind = "bool"
	KindJSON  Kind = "json"
	KindBytes Kind = "bytes"
)

// Column of a table.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// Table as a dump knows it.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
}

// Schema is what a database is made of at one moment.
type Schema struct {
	// Versions is the last applied migration of each room.
	Versions map[string]int64 `json:"versions"`
	Tables   []Table          `json:"tables"`
	// Sequences is the number each handed out last.
	Sequences map[string]int64 `json:"sequences"`
}

// versionPrefix begins the names of goose's tables: they say which migrations
// ran, and are made again by running them.
const versionPrefix = "migrations_"

// sequenceTable exists on SQLite only.
const sequenceTable = "kit_sequences"

// Statements of one engine each; no test prepares them on both.
var (
	liteTables = &Stmt{text: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`, at: "dump.go"}
	pgTables   = &Stmt{text: `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name`, at: "dump.go"}
	liteCols   = &Stmt{text: `SELECT name, LOWER(type) AS type FROM pragma_table_info($1) ORDER BY cid`, at: "dump.go"}
	pgCols     = &Stmt{text: `SELECT column_name AS name, data_type AS type FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`, at: "dump.go"}
)

// kinds maps the engines' words.
func kindOf(word string) (Kind, error) {
	switch word {
	case "text":
		return KindText, nil
	case "bigint":
		return KindInt, nil
	case "boolean":
		return KindBool, nil
	case "jsonb":
		return KindJSON, nil
	case "bytea":
		return KindBytes, nil
	}
	return "", fmt.Errorf("db: a column of type %q is not in the portable subset", word)
}

// tableNames lists the tables of the database.
func tableNames(ctx context.Context, q Querier) ([]string, error) {
	if q.Engine() == Postgres {
		return All[string](ctx, q, pgTables)
	}
	return All[string](ctx, q, liteTables)
}

// Describe reads the schema. Sequences move outside transactions: the numbers
// may be later than the rest of a snapshot, never earlier.
func Describe(ctx context.Context, q Querier) (Schema, error) {
	out := Schema{Versions: map[string]int64{}, Sequences: map[string]int64{}}
	names, err := tableNames(ctx, q)
	if err != nil {
		return out, err
	}
	for _, name := range names {
		if room, ok := strings.CutPrefix(name, versionPrefix); ok {
			if out.Versions[room], err = Get[int64](ctx, q, &Stmt{text: `SELECT COALESCE(MAX(version_id), 0) FROM ` + name + ` WHERE is_applied`, at: "dump.go"}); err != nil {
				return out, err
			}
			continue
		}
		if name == sequenceTable {
			continue
		}
		t, err := describe(ctx, q, name)
		if err != nil {
			return out, err
		}
		out.Tables = append(out.Tables, t)
	}
	registry.Lock()
	sequences := slices.Clone(registry.sequences)
	registry.Unlock()
	for _, s := range sequences {
		if out.Sequences[s.name], err = s.Last(ctx, q); err != nil {
			return out, err
		}
	}
	return out, nil
}

func describe(ctx context.Context, q Querier, name string) (Table, error) {
	st := liteCols
	if q.Engine() == Postgres {
		st = pgCols
	}
	cols, err := All[struct{ Name, Type string }](ctx, q, st, name)
	if err != nil {
		return Table{}, err
	}
	t := Table{Name: name}
	for _, c := range cols {
		k, err := kindOf(c.Type)
		if err != nil {
			return Table{}, fmt.Errorf("%s.%s: %w", name, c.Name, err)
		}
		t.Columns = append(t.Columns, Column{c.Name, k})
	}
	return t, nil
}

// Dump hands every row of a table to fn, in the order the engine likes. A value
// is nil, string (text and JSON), int64, bool or []byte. fn must not query, and
// must not keep the row.
func Dump(ctx context.Context, q Querier, t Table, fn func(row []any) error) error {
	cols := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		cols[i] = c.Name
		if c.Kind == KindJSON {
			cols[i] = "CAST(" + c.Name + " AS TEXT)"
		}
	}
	text := "SELECT " + strings.Join(cols, ", ") + " FROM " + t.Name
	raw, row, dest := make([]any, len(cols)), make([]any, len(cols)), make([]any, len(cols))
	for i := range raw {
		dest[i] = &raw[i]
	}
	return q.query(ctx, text, nil, func(r rows) error {
		for r.Next() {
			clear(raw)
			if err := r.Scan(dest...); err != nil {
				return err
			}
			for i, c := range t.Columns {
				v, err := c.Kind.value(raw[i])
				if err != nil {
					return fmt.Errorf("db: %s.%s: %w", t.Name, c.Name, err)
				}
				row[i] = v
			}
			if err := fn(row); err != nil {
				return err
			}
		}
		return r.Err()
	})
}

// value checks that what the driver gave is of the kind: SQLite takes anything
// in any column.
func (k Kind) value(v any) (any, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case string:
		if (k == KindText || k == KindJSON) && utf8.ValidString(x) {
			return x, nil
		}
	case []byte:
		if k == KindBytes {
			return x, nil
		}
		if (k == KindText || k == KindJSON) && utf8.Valid(x) {
			return string(x), nil
		}
	case int64:
		if k == KindInt {
			return x, nil
		}
		if k == KindBool && (x == 0 || x == 1) {
			return x == 1, nil
		}
	case bool:
		if k == KindBool {
			return x, nil
		}
	case time.Time:
		return nil, errors.New("a time where a number belongs")
	}
	return nil, fmt.Errorf("%T is not %s", v, k)
}

// ErrNotEmpty says that there is data where a dump was to be loaded.
var ErrNotEmpty = errors.New("the database is not empty")

// ErrNewer says that a dump was made by a later version of the program.
var ErrNewer = errors.New("the backup was made by a newer version of the program")

// Fits reports whether this program knows the schema: every room, and each at
// least as far. Returns ErrNewer.
func (s Schema) Fits(sets []Migrations) error {
	known := map[string]int64{}
	for _, m := range sets {
		files, err := fs.Glob(m.FS, "*.sql")
		if err != nil {
			return err
		}
		known[m.Room] = 0
		for _, f := range files {
			n, _, _ := strings.Cut(f, "_")
			v, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				return err
			}
			known[m.Room] = max(known[m.Room], v)
		}
	}
	for room, v := range s.Versions {
		if have, ok := known[room]; !ok || have < v {
			return fmt.Errorf("%w: %s is at %d there", ErrNewer, room, v)
		}
	}
	return nil
}

// Empty reports whether the database has no table at all.
func Empty(ctx context.Context, o Options) (empty bool, err error) {
	h, dialect, err := migrationHandle(o)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	text := liteTables.text
	if dialect == database.DialectPostgres {
		text = pgTables.text
	}
	var name string
	err = h.QueryRowContext(ctx, text).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return false, err
}
