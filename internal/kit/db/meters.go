package db

import (
	"time"

	"github.com/haatshop/haat/internal/kit/meter"
)

// Meters count what the database did since it was opened.
type Meters struct {
	Committed, RolledBack meter.Counter
	Retried               meter.Counter    // attempts after the first
	Took                  *meter.Histogram // InTx from call to answer, retries and waiting included
	Group                 *meter.Histogram // transactions in one COMMIT; SQLite only
}

func newMeters() *Meters { return &Meters{Took: meter.Durations(), Group: meter.Sizes()} }

// Meters returns the counters, for whoever exports them.
func (d *DB) Meters() *Meters { return d.meters }

// Pool is how busy the connections are right now.
type Pool struct {
	Max, Used, Idle int
	// Waiting transactions of SQLite's writer.
	Waiting int
	// Waits are how often a connection was waited for since the start, and for
	// how long altogether; PostgreSQL only.
	Waits    uint64
	WaitTime time.Duration
}

// Pool returns the state of the connections: PostgreSQL's pool, or SQLite's
// readers and the queue before its writer.
func (d *DB) Pool() Pool {
	if d.engine == Postgres {
		s := d.pg.pool.Stat()
		return Pool{Max: int(s.MaxConns()), Used: int(s.AcquiredConns()), Idle: int(s.IdleConns()),
			Waits: uint64(s.EmptyAcquireCount()), WaitTime: s.EmptyAcquireWaitTime()}
	}
	idle := len(d.lite.readers)
	return Pool{Max: cap(d.lite.readers), Used: cap(d.lite.readers) - idle, Idle: idle, Waiting: len(d.lite.writes)}
}
