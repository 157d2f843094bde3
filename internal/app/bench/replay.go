package bench

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "modernc.org/sqlite" // the driver the shop uses

	"github.com/haatshop/haat/internal/kit/db"
)

// replay writes recorded transactions with nothing around them: the driver, prepared
// statements, one transaction after the other on each connection.
type replay struct {
	lite     *sql.Conn
	own      *sql.DB
	one      sync.Mutex // SQLite has one writer
	prepared map[string]*sql.Stmt
	pool     *pgxpool.Pool
}

func newReplay(ctx context.Context, p *place) (*replay, error) {
	cfg, err := p.config(ctx, "raw", "seed")
	if err != nil {
		return nil, err
	}
	if p.engine == db.Postgres {
		pc, err := pgxpool.ParseConfig(cfg.DatabaseURL)
		if err != nil {
			return nil, err
		}
		pc.MaxConns = callers
		pool, err := pgxpool.NewWithConfig(ctx, pc)
		return &replay{pool: pool}, err
	}
	// The settings of the shop's own writer.
	v := url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"10000"}, "_foreign_keys": {"1"},
		"_pragma": {"temp_store(MEMORY)", "mmap_size(0)", "cache_size(-16384)"}}
	d, err := sql.Open("sqlite", "file:"+filepath.Join(cfg.Data, "haat.db")+"?"+v.Encode())
	if err != nil {
		return nil, err
	}
	c, err := d.Conn(ctx)
	return &replay{own: d, lite: c, prepared: map[string]*sql.Stmt{}}, err
}

func (r *replay) close() {
	if r.pool != nil {
		r.pool.Close()
		return
	}
	_ = errors.Join(r.lite.Close(), r.own.Close())
}

// run writes every transaction and returns how many a second.
func (r *replay) run(ctx context.Context, all [][]write) (float64, error) {
	start := time.Now()
	err := share(callers, len(all), func(i int) error {
		if r.pool != nil {
			return pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
				for _, w := range all[i] {
					if _, err := tx.Exec(ctx, w.text, w.args...); err != nil {
						return err
					}
				}
				return nil
			})
		}
		r.one.Lock()
		defer r.one.Unlock()
		return r.writeLite(ctx, all[i])
	})
	return float64(len(all)) / time.Since(start).Seconds(), err
}

func (r *replay) writeLite(ctx context.Context, ws []write) error {
	if err := r.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, w := range ws {
		if err := r.exec(ctx, w.text, w.args...); err != nil {
			return errors.Join(err, r.exec(ctx, "ROLLBACK"))
		}
	}
	return r.exec(ctx, "COMMIT")
}

func (r *replay) exec(ctx context.Context, text string, args ...any) error {
	st, ok := r.prepared[text]
	if !ok {
		var err error
		if st, err = r.lite.PrepareContext(ctx, text); err != nil {
			return err
		}
		r.prepared[text] = st
	}
	_, err := st.ExecContext(ctx, args...)
	return err
}
