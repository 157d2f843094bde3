package db

import (
	"context"
	"os"
	"time"
)

// walLog is what the writer knows of the write-ahead log.
type walLog struct {
	file string
	next time.Time // when to look again
}

// SQLite copies the log into the database by itself, but can begin it anew only
// at a moment when nobody reads from it. Under steady reading that moment never
// comes, and the log takes the whole disk. So past a size the writer makes the
// moment: it takes the readers back as they become free and empties the log.
const (
	logLimit = 32 << 20
	logLook  = 100 * time.Millisecond
	// New reads wait for as long as it takes the running ones to end, but not
	// longer than this; the longer the log, the more patience.
	logPatience, logPatienceMost = 250 * time.Millisecond, time.Second
	// After a long read was in the way, writing goes on for some times as long.
	logRetry = 4
	// A reader of another process (a backup) is waited for even less.
	logForeign = "PRAGMA busy_timeout = 100"
	logUsual   = "PRAGMA busy_timeout = 10000"
)

// tend empties the log when it is too long. Called by the writer between two
// groups.
func (l *lite) tend(c *liteConn) {
	now := time.Now()
	if now.Before(l.log.next) {
		return
	}
	l.log.next = now.Add(logLook)
	i, err := os.Stat(l.log.file)
	if err != nil || i.Size() < logLimit {
		return
	}
	patience := min(logPatience*time.Duration(i.Size()/logLimit), logPatienceMost)
	if !l.begin(c, patience) {
		l.log.next = time.Now().Add(logRetry * patience)
	}
}

// begin begins the log anew; false when somebody reads for too long.
func (l *lite) begin(c *liteConn, patience time.Duration) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	idle := make([]*liteConn, 0, cap(l.readers))
	defer func() {
		for _, r := range idle {
			l.readers <- r
		}
	}()
	for len(idle) < cap(l.readers) {
		select {
		case r := <-l.readers:
			idle = append(idle, r)
		case <-late.C:
			return false
		}
	}
	// Not prepared and kept: these take effect when they are compiled.
	bg := context.Background()
	if _, err := c.conn.ExecContext(bg, logForeign); err != nil {
		return false
	}
	var busy, frames, copied int64
	err := c.conn.QueryRowContext(bg, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &copied)
	if _, back := c.conn.ExecContext(bg, logUsual); back != nil {
		return false // the next group finds out what is wrong with the connection
	}
	return err == nil && busy == 0
}
