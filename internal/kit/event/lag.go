package event

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// Lag is how far one listener is behind.
type Lag struct {
	Listener string
	How      string // follow: this node's; project: the cluster's
	Events   int64
	// Age is how long the first event it has not read has been waiting; zero
	// when it has read all.
	Age time.Duration
}

var (
	cursorOf = db.SQL(`SELECT seq FROM kit_cursors WHERE name = $1`)
	ageOf    = db.SQL(`SELECT occurred_at FROM kit_events WHERE seq > $1 ORDER BY seq LIMIT 1`)
)

// Lags returns how far each listener of this program is behind the log.
func (l *Log) Lags(ctx context.Context) ([]Lag, error) {
	head, err := l.head(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Lag, 0, len(l.readers))
	for _, r := range l.readers {
		lag, err := l.lag(ctx, r, head)
		if err != nil {
			return nil, err
		}
		out = append(out, lag)
	}
	return out, nil
}

func (l *Log) lag(ctx context.Context, r *reader, head int64) (Lag, error) {
	lag, at := Lag{Listener: r.id, How: r.how}, r.at.Load()
	if r.project != nil { // any node may have moved it
		seq, err := db.All[int64](ctx, l.d.DB, cursorOf, r.id)
		if err != nil {
			return lag, err
		}
		if at = 0; len(seq) > 0 {
			at = seq[0]
		}
	}
	if lag.Events = max(0, head-at); lag.Events == 0 {
		return lag, nil
	}
	first, err := db.All[time.Time](ctx, l.d.DB, ageOf, at)
	if err == nil && len(first) > 0 {
		lag.Age = max(0, l.d.Clock.Now().Sub(first[0]))
	}
	return lag, err
}
