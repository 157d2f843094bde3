package event

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the schema of the event log.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "kit_event", FS: sub}
}

var (
	insertEvent = db.SQL(`INSERT INTO kit_events (id, seq, name, payload, actor_kind, actor_id, trace, occurred_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	// nextSeq numbers at once on SQLite, whose writer is alone and therefore
	// commits in order.
	nextSeq = db.SQL(`UPDATE kit_cursors SET seq = seq + 1 WHERE name = '#head' RETURNING seq`)
	// The sequencer numbers what is committed, under a lock on the head: a
	// transaction that commits late gets a number behind what readers have
	// already passed.
	lockCursor = db.SQL(`SELECT seq FROM kit_cursors WHERE name = $1`).SkipLocked()
	newEvents  = db.SQL(`SELECT id FROM kit_events WHERE seq IS NULL ORDER BY id LIMIT $1`)
	setSeq     = db.SQL(`UPDATE kit_events SET seq = $2 WHERE id = $1 AND seq IS NULL`)
	moveCursor = db.SQL(`UPDATE kit_cursors SET seq = $2 WHERE name = $1`)
	makeCursor = db.SQL(`INSERT INTO kit_cursors (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`)
	newestMark = db.SQL(`SELECT seq, id FROM kit_events WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1`)
	markAt     = db.SQL(`SELECT seq, id FROM kit_events WHERE seq = $1`)
	headSeq    = db.SQL(`SELECT seq FROM kit_cursors WHERE name = '#head'`)
	readAfter  = db.SQL(`SELECT id, seq, name, payload, actor_kind, actor_id, trace, occurred_at FROM kit_events
		WHERE seq > $1 ORDER BY seq LIMIT $2`)
	oldest    = db.SQL(`SELECT id, occurred_at FROM kit_events WHERE seq < $1 ORDER BY seq LIMIT $2`)
	deleteOld = db.SQL(`DELETE FROM kit_events WHERE id IN ($1...)`)
	// The log is only ever pruned from its beginning, so a missing number is a lost event.
	numberGaps = db.SQL(`SELECT seq, prev FROM (SELECT seq, LAG(seq) OVER (ORDER BY seq) AS prev FROM kit_events WHERE seq IS NOT NULL) u
		WHERE seq - prev <> 1`)
	countEvents = db.SQL(`SELECT COUNT(*) FROM kit_events`).Whole()
	lastSeq     = db.SQL(`SELECT COALESCE(MAX(seq), 0) FROM kit_events`)
	aheadOfHead = db.SQL(`SELECT name AS id, 'has read beyond the end of the log' AS problem FROM kit_cursors WHERE seq > $1`)
	namedAfter  = db.SQL(`SELECT id, COALESCE(seq, 0) AS seq, name, payload, actor_kind, actor_id, trace, occurred_at FROM kit_events
		WHERE name = $1 AND id > $2 ORDER BY id LIMIT $3`)
	lowestRead = db.SQL(`SELECT COALESCE(MIN(seq), 0) FROM kit_cursors WHERE name IN ($1...)`)
)

type eventRow struct {
	ID         string
	Seq        int64
	Name       string
	Payload    []byte
	ActorKind  string
	ActorID    string
	Trace      string
	OccurredAt time.Time
}

func (r eventRow) envelope() Envelope {
	return Envelope{ID: r.ID, Seq: r.Seq, Name: r.Name, Payload: json.RawMessage(r.Payload), ActorKind: r.ActorKind, ActorID: r.ActorID, Trace: r.Trace, OccurredAt: r.OccurredAt}
}

func readBatch(ctx context.Context, q db.Querier, after int64, limit int) ([]Envelope, error) {
	rows, err := db.All[eventRow](ctx, q, readAfter, after, limit)
	out := make([]Envelope, len(rows))
	for i, r := range rows {
		out[i] = r.envelope()
	}
	return out, err
}

// numberAtOnce is how many events are numbered in one transaction.
const numberAtOnce = 500

// errNumbered cannot happen while the head is locked: only its holder numbers.
var errNumbered = errors.New("event: numbered by somebody else")

// number gives committed events their place; the count is how many. Each has a statement of
// its own, sent together: as one, joined with what is new, PostgreSQL reads the whole log
// for it whenever its statistics are a moment old.
func number(ctx context.Context, tx db.Tx) (int64, error) {
	heads, err := db.All[int64](ctx, tx, lockCursor, "#head")
	if err != nil || len(heads) == 0 { // another node is at it
		return 0, err
	}
	ids, err := db.All[string](ctx, tx, newEvents, numberAtOnce)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	for i, id := range ids {
		if err := db.WriteOne(ctx, tx, errNumbered, setSeq, id, heads[0]+int64(i)+1); err != nil {
			return 0, err
		}
	}
	n := int64(len(ids))
	return n, db.Write(ctx, tx, moveCursor, "#head", heads[0]+n)
}

// waiting tells whether events are committed that have no place yet.
func waiting(ctx context.Context, q db.Querier) (bool, error) {
	ids, err := db.All[string](ctx, q, newEvents, 1)
	return len(ids) > 0, err
}
