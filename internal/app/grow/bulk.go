package grow

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	// The driver the shop uses itself.
	_ "modernc.org/sqlite"
)

// bulk writes many rows at once, past everything that makes a shop safe.
type bulk interface {
	count(ctx context.Context, table string) (int64, error)
	// putAside drops the indexes of tables that are not keys, and returns how to make them again.
	putAside(ctx context.Context, tables []string) ([]string, error)
	putBack(ctx context.Context, indexes []string) error
	write(ctx context.Context, t *tables) error
	// settle moves what adds up elsewhere: stock, counters, the planner's statistics.
	settle(ctx context.Context, s *past) error
	close(ctx context.Context) error
}

func openBulk(ctx context.Context, w Where) (bulk, error) {
	if w.URL != "" {
		c, err := pgx.Connect(ctx, w.URL)
		return &bulkPostgres{c}, err
	}
	// Neither a journal nor a sync: a crash ruins the file, and it is filled anew.
	name := "file:" + filepath.Join(w.Data, "haat.db") + "?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)&_pragma=cache_size(-400000)&_pragma=temp_store(MEMORY)"
	h, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	h.SetMaxOpenConns(1)
	return &bulkSQLite{h, map[string]*sql.Stmt{}}, nil
}

// stockMoves are what every variant's level changes by.
func (s *past) stockMoves(each func(variant, location string, open int64) error) error {
	for _, variant := range sortedKeys(s.place) {
		if n := s.open[variant]; n > 0 {
			if err := each(variant, s.place[variant], n); err != nil {
				return err
			}
		}
	}
	return nil
}

// addStock keeps what is available: as many more are there as are promised.
const addStock = `UPDATE inventory_levels SET on_hand = on_hand + $1, reserved = reserved + $1 WHERE variant_id = $2 AND location_id = $3`

type bulkSQLite struct {
	h    *sql.DB
	made map[string]*sql.Stmt
}

func (b *bulkSQLite) count(ctx context.Context, table string) (n int64, err error) {
	err = b.h.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+table).Scan(&n)
	return n, err
}

func (b *bulkSQLite) putAside(ctx context.Context, names []string) ([]string, error) {
	var drop, again []string
	for _, name := range names {
		rows, err := b.h.QueryContext(ctx, `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = $1`, name)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var index, text string
			if err := rows.Scan(&index, &text); err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			drop, again = append(drop, "DROP INDEX "+index), append(again, text)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return again, b.putBack(ctx, drop)
}

func (b *bulkSQLite) putBack(ctx context.Context, commands []string) error {
	for _, c := range commands {
		if _, err := b.h.ExecContext(ctx, c); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
	}
	return nil
}

// together is how many rows one INSERT takes: the call costs more than the row.
const together = 40

func (b *bulkSQLite) write(ctx context.Context, t *tables) error {
	if err := b.putBack(ctx, []string{"BEGIN"}); err != nil {
		return err
	}
	for _, one := range t.list {
		for at := 0; at < len(one.rows); {
			n := min(together, len(one.rows)-at)
			if n < together {
				n = 1
			}
			st, err := b.insert(ctx, one, n)
			if err != nil {
				return err
			}
			args := make([]any, 0, n*len(one.cols))
			for _, r := range one.rows[at : at+n] {
				args = append(args, r...)
			}
			if _, err := st.ExecContext(ctx, args...); err != nil {
				return fmt.Errorf("%s: %w", one.name, err)
			}
			at += n
		}
	}
	t.empty()
	return b.putBack(ctx, []string{"COMMIT"})
}

func (b *bulkSQLite) insert(ctx context.Context, t *table, n int) (*sql.Stmt, error) {
	key := t.name + strconv.Itoa(n)
	if st, ok := b.made[key]; ok {
		return st, nil
	}
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(t.cols)), ", ") + ")"
	text := "INSERT INTO " + t.name + " (" + strings.Join(t.cols, ", ") + ") VALUES " + strings.TrimSuffix(strings.Repeat(row+", ", n), ", ")
	st, err := b.h.PrepareContext(ctx, text)
	if err == nil {
		b.made[key] = st
	}
	return st, err
}

func (b *bulkSQLite) settle(ctx context.Context, s *past) error {
	if err := b.putBack(ctx, []string{"BEGIN", "UPDATE kit_sequences SET value = " + strconv.FormatInt(s.next-1, 10) + " WHERE name = 'order_numbers'"}); err != nil {
		return err
	}
	err := s.stockMoves(func(variant, location string, open int64) error {
		_, err := b.h.ExecContext(ctx, addStock, open, variant, location)
		return err
	})
	if err != nil {
		return err
	}
	// No ANALYZE: the shop's statements must find their way without it.
	return b.putBack(ctx, []string{"COMMIT", "PRAGMA journal_mode = WAL"})
}

func (b *bulkSQLite) close(context.Context) error { return b.h.Close() }

type bulkPostgres struct{ c *pgx.Conn }

func (b *bulkPostgres) count(ctx context.Context, table string) (n int64, err error) {
	err = b.c.QueryRow(ctx, "SELECT COUNT(*) FROM "+table).Scan(&n)
	return n, err
}

func (b *bulkPostgres) putAside(ctx context.Context, names []string) ([]string, error) {
	rows, err := b.c.Query(ctx, `SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public' AND i.tablename = ANY($1)
		AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`, names)
	if err != nil {
		return nil, err
	}
	type index struct{ Indexname, Indexdef string }
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[index])
	if err != nil {
		return nil, err
	}
	var drop, again []string
	for _, i := range list {
		drop, again = append(drop, "DROP INDEX "+i.Indexname), append(again, i.Indexdef)
	}
	// References are not checked row by row; only a superuser may ask for that, anybody else waits longer.
	_, _ = b.c.Exec(ctx, "SET session_replication_role = 'replica'")
	return again, b.putBack(ctx, append(drop, "SET synchronous_commit = off", "SET maintenance_work_mem = '256MB'"))
}

func (b *bulkPostgres) putBack(ctx context.Context, commands []string) error {
	for _, c := range commands {
		if _, err := b.c.Exec(ctx, c); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
	}
	return nil
}

func (b *bulkPostgres) write(ctx context.Context, t *tables) error {
	err := pgx.BeginFunc(ctx, b.c, func(tx pgx.Tx) error {
		for _, one := range t.list {
			if len(one.rows) == 0 {
				continue
			}
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{one.name}, one.cols, pgx.CopyFromRows(one.rows)); err != nil {
				return fmt.Errorf("%s: %w", one.name, err)
			}
		}
		return nil
	})
	t.empty()
	return err
}

func (b *bulkPostgres) settle(ctx context.Context, s *past) error {
	if err := s.stockMoves(func(variant, location string, open int64) error {
		_, err := b.c.Exec(ctx, addStock, open, variant, location)
		return err
	}); err != nil {
		return err
	}
	// autovacuum would do this within minutes.
	return b.putBack(ctx, []string{"SELECT setval('order_numbers', " + strconv.FormatInt(s.next, 10) + ", false)", "VACUUM ANALYZE"})
}

func (b *bulkPostgres) close(ctx context.Context) error { return b.c.Close(ctx) }
