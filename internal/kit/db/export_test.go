package db

import (
	"context"
	"fmt"
	"time"
)

// LimitPages makes the disk of a SQLite database full at n pages.
func LimitPages(d *DB, n int) error {
	return d.InTx(context.Background(), func(ctx context.Context, tx Tx) error {
		return tx.(*liteTx).c.command(ctx, fmt.Sprint("PRAGMA max_page_count = ", n))
	})
}

// ListenCheck sets how long a listening connection may be silent.
func ListenCheck(d *DB, every time.Duration) { d.pg.listenCheck = every }

// Queued counts the transactions that wait for the writer of a SQLite database.
func Queued(d *DB) int { return len(d.lite.writes) }
