package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// counts is what drained asks for, in the order it prints.
var counts = []struct {
	name  string
	query *db.Stmt
	at    bool // takes the time
}{
	{"orders", db.SQL(`SELECT COUNT(*) FROM order_orders`), false},
	{"events not numbered", db.SQL(`SELECT COUNT(*) FROM kit_events WHERE seq IS NULL`), false},
	{"events behind", db.SQL(`SELECT COALESCE((SELECT MAX(seq) FROM kit_events) - (SELECT MIN(seq) FROM kit_cursors WHERE name <> '#head'), 0)`), false},
	{"jobs waiting", db.SQL(`SELECT COUNT(*) FROM kit_jobs WHERE state IN ('ready', 'running') AND run_at <= $1`), true},
	{"jobs dead", db.SQL(`SELECT COUNT(*) FROM kit_jobs WHERE state = 'dead'`), false},
	{"mails of orders", db.SQL(`SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'order_placed'`), false},
	{"mails not sent", db.SQL(`SELECT COUNT(*) FROM notify_deliveries WHERE status <> 'sent'`), false},
}

// idle names the counts that are zero when nothing waits.
var idle = map[string]bool{"events not numbered": true, "events behind": true, "jobs waiting": true, "jobs dead": true, "mails not sent": true}

// patience is how long drained waits.
const patience = time.Minute

// drained waits until nothing waits in a shop's database and every order has
// its mail, and prints how long that took and what was done by then. Returns
// an error when it takes longer than patience.
func drained(ctx context.Context, database string) error {
	o := db.Options{Path: database, MaxConn: 2}
	if strings.HasPrefix(database, "postgres") {
		o = db.Options{URL: database, MaxConn: 2}
	}
	d, err := db.Open(ctx, o)
	if err != nil {
		return err
	}
	defer d.Close()
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		n, err := count(ctx, d)
		if err != nil {
			return err
		}
		took := time.Since(start).Round(10 * time.Millisecond)
		if n.quiet() {
			fmt.Printf("drained after %s: %s\n", took, n)
			return nil
		}
		if took > patience {
			return fmt.Errorf("after %s not drained: %s", took, n)
		}
	}
}

type numbers map[string]int64

func count(ctx context.Context, d *db.DB) (numbers, error) {
	out := numbers{}
	for _, c := range counts {
		var args []any
		if c.at {
			args = append(args, time.Now().UnixMicro())
		}
		n, err := db.Get[int64](ctx, d, c.query, args...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		out[c.name] = n
	}
	return out, nil
}

func (n numbers) quiet() bool {
	for name := range idle {
		if n[name] != 0 {
			return false
		}
	}
	return n["mails of orders"] == n["orders"]
}

// String lists the counts in their order.
func (n numbers) String() string {
	out := make([]string, len(counts))
	for i, c := range counts {
		out[i] = fmt.Sprintf("%s %d", c.name, n[c.name])
	}
	return strings.Join(out, ", ")
}
