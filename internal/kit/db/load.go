package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// Loader takes the rows of a dump.
type Loader struct {
	lite   *sql.Conn
	pg     pgx.Tx
	tables map[string]Table
	// insert is the prepared statement of the table rows came for last.
	insert *sql.Stmt
	into   string
}

// Load makes an empty database hold a dump: the migrations up to where the dump
// was run first, then fill hands over the rows, then keys are checked. On any
// error the database is as empty as before (a SQLite file is removed). Returns
// ErrNotEmpty and ErrNewer before anything is written.
//
// What was dumped from one engine loads into either.
func Load(ctx context.Context, o Options, sets []Migrations, s Schema, fill func(ctx context.Context, l *Loader) error) (err error) {
	if err := s.Fits(sets); err != nil {
		return err
	}
	if empty, err := Empty(ctx, o); err != nil {
		return err
	} else if !empty {
		return ErrNotEmpty
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, clearAway(context.WithoutCancel(ctx), o))
		}
	}()
	if err := migrateTo(ctx, o, sets, s.Versions); err != nil {
		return err
	}
	if o.URL != "" {
		return loadPostgres(ctx, o, s, fill)
	}
	return loadLite(ctx, o, s, fill)
}

// migrateTo makes the schema as the dump found it.
func migrateTo(ctx context.Context, o Options, sets []Migrations, versions map[string]int64) (err error) {
	o.NoSync = true
	h, dialect, err := migrationHandle(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	for _, m := range sets {
		if versions[m.Room] == 0 {
			continue
		}
		store, err := database.NewStore(dialect, versionPrefix+m.Room)
		if err != nil {
			return err
		}
		p, err := goose.NewProvider("", h, m.FS, goose.WithStore(store), goose.WithDisableGlobalRegistry(true))
		if err != nil {
			return err
		}
		if _, err := p.UpTo(ctx, versions[m.Room]); err != nil {
			return fmt.Errorf("db: migrate %s to %d: %w", m.Room, versions[m.Room], err)
		}
	}
	return ensureSequences(ctx, h, dialect == database.DialectPostgres)
}

// same refuses a dump whose tables are not those its migrations make: somebody
// changed the schema by hand, and rows would be lost.
func same(have, want Schema) error {
	columns := func(s Schema) map[string]map[string]Kind {
		out := map[string]map[string]Kind{}
		for _, t := range s.Tables {
			out[t.Name] = map[string]Kind{}
			for _, c := range t.Columns {
				out[t.Name][c.Name] = c.Kind
			}
		}
		return out
	}
	a, b := columns(have), columns(want)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if !reflect.DeepEqual(a[name], b[name]) {
			return fmt.Errorf("db: table %s of the dump is not the one its migrations make", name)
		}
	}
	return nil
}

func loadLite(ctx context.Context, o Options, s Schema, fill func(context.Context, *Loader) error) (err error) {
	o.NoSync = true // the file is forced to the disk once, at the end
	h, err := sql.Open("sqlite", strings.Replace(dsn(o, false), "_foreign_keys=1", "_foreign_keys=0", 1))
	if err != nil {
		return err
	}
	h.SetMaxOpenConns(1)
	open := true
	defer func() {
		if open {
			err = errors.Join(err, h.Close())
		}
	}()
	c, err := h.Conn(ctx)
	if err != nil {
		return err
	}
	conn := newLiteConn(c)
	have, err := Describe(ctx, liteSnap{conn})
	if err == nil {
		err = same(have, s)
	}
	l := &Loader{lite: c, tables: byName(s)}
	for _, t := range have.Tables {
		if err == nil {
			err = conn.command(ctx, "DELETE FROM "+t.Name)
		}
	}
	if err == nil {
		err = fill(ctx, l)
	}
	for name, last := range s.Sequences {
		if err == nil {
			_, err = c.ExecContext(ctx, `INSERT INTO kit_sequences (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, last)
		}
	}
	if err == nil {
		err = brokenKeys(ctx, liteSnap{conn})
	}
	l.forget()
	err = errors.Join(err, conn.close(), h.Close())
	open = false
	if err != nil {
		return err
	}
	return syncFile(o.Path)
}

func byName(s Schema) map[string]Table {
	out := map[string]Table{}
	for _, t := range s.Tables {
		out[t.Name] = t
	}
	return out
}

func brokenKeys(ctx context.Context, q Querier) error {
	broken, err := All[string](ctx, q, liteForeign)
	if err == nil && len(broken) > 0 {
		err = fmt.Errorf("db: the dump's keys do not hold: %s", strings.Join(broken, "; "))
	}
	return err
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// foreignKeys are dropped while rows come in any order, and made again, which
// checks all rows at once.
const foreignKeys = `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
	WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname`

type foreignKey struct{ table, name, def string }

func loadPostgres(ctx context.Context, o Options, s Schema, fill func(context.Context, *Loader) error) error {
	c, err := pgx.Connect(ctx, o.URL)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	return pgx.BeginFunc(ctx, c, func(tx pgx.Tx) error {
		have, err := Describe(ctx, pgSnap{&pg{}, tx})
		if err != nil {
			return err
		}
		if err := same(have, s); err != nil {
			return err
		}
		keys, err := dropKeys(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range have.Tables {
			if _, err := tx.Exec(ctx, "DELETE FROM "+t.Name); err != nil {
				return err
			}
		}
		if err := fill(ctx, &Loader{pg: tx, tables: byName(s)}); err != nil {
			return err
		}
		for _, k := range keys {
			if _, err := tx.Exec(ctx, "ALTER TABLE "+k.table+" ADD CONSTRAINT "+k.name+" "+k.def); err != nil {
				return fmt.Errorf("db: the dump's keys do not hold: %w", err)
			}
		}
		for name, last := range s.Sequences {
			if _, err := tx.Exec(ctx, "SELECT setval($1::text::regclass, $2, $3)", name, max(last, 1), last > 0); err != nil {
				return err
			}
		}
		return nil
	})
}

func dropKeys(ctx context.Context, tx pgx.Tx) ([]foreignKey, error) {
	rs, err := tx.Query(ctx, foreignKeys)
	if err != nil {
		return nil, err
	}
	keys, err := pgx.CollectRows(rs, func(r pgx.CollectableRow) (k foreignKey, err error) {
		return k, r.Scan(&k.table, &k.name, &k.def)
	})
	for _, k := range keys {
		if err == nil {
			_, err = tx.Exec(ctx, "ALTER TABLE "+k.table+" DROP CONSTRAINT "+k.name)
		}
	}
	return keys, err
}

// Rows takes rows of one table until next answers nil. The values are as Dump
// gave them.
func (l *Loader) Rows(ctx context.Context, table string, next func() ([]any, error)) error {
	t, ok := l.tables[table]
	if !ok {
		return fmt.Errorf("db: the dump has rows of an unknown table %.60q", table)
	}
	cols := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		cols[i] = c.Name
	}
	checked := func() ([]any, error) {
		row, err := next()
		if err != nil || row == nil {
			return nil, err
		}
		return row, t.check(row)
	}
	if l.pg != nil {
		_, err := l.pg.CopyFrom(ctx, pgx.Identifier{table}, cols, pgx.CopyFromFunc(checked))
		return err
	}
	return l.insertAll(ctx, table, cols, checked)
}

func (t Table) check(row []any) error {
	if len(row) != len(t.Columns) {
		return fmt.Errorf("db: a row of %s has %d values", t.Name, len(row))
	}
	for i, c := range t.Columns {
		if _, err := c.Kind.value(row[i]); err != nil {
			return fmt.Errorf("db: %s.%s: %w", t.Name, c.Name, err)
		}
	}
	return nil
}

func (l *Loader) insertAll(ctx context.Context, table string, cols []string, next func() ([]any, error)) (err error) {
	if l.into != table {
		l.forget()
		marks := make([]string, len(cols))
		for i := range marks {
			marks[i] = fmt.Sprint("$", i+1)
		}
		if l.insert, err = l.lite.PrepareContext(ctx, "INSERT INTO "+table+" ("+strings.Join(cols, ", ")+") VALUES ("+strings.Join(marks, ", ")+")"); err != nil {
			return err
		}
		l.into = table
	}
	if _, err := l.lite.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for {
		row, err := next()
		if err == nil && row == nil {
			_, err := l.lite.ExecContext(ctx, "COMMIT")
			return err
		}
		if err == nil {
			_, err = l.insert.ExecContext(ctx, row...)
		}
		if err != nil {
			_, undo := l.lite.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			return errors.Join(err, undo)
		}
	}
}

func (l *Loader) forget() {
	if l.insert != nil {
		_ = l.insert.Close() // it only frees memory
		l.insert, l.into = nil, ""
	}
}

// clearAway undoes what a failed Load made of an empty database.
func clearAway(ctx context.Context, o Options) error {
	if o.URL == "" {
		var errs []error
		for _, tail := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(o.Path + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
				errs = append(errs, err)
			}
		}
		return errors.Join(errs...)
	}
	c, err := pgx.Connect(ctx, o.URL)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	return pgx.BeginFunc(ctx, c, func(tx pgx.Tx) error {
		names, err := tableNames(ctx, pgSnap{&pg{}, tx})
		for _, n := range names {
			if err == nil {
				_, err = tx.Exec(ctx, "DROP TABLE "+n+" CASCADE")
			}
		}
		registry.Lock()
		sequences := slices.Clone(registry.sequences)
		registry.Unlock()
		for _, s := range sequences {
			if err == nil {
				_, err = tx.Exec(ctx, "DROP SEQUENCE IF EXISTS "+s.name)
			}
		}
		return err
	})
}
