package event

import (
	"context"
	"embed"
	"encoding/json"
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
	numberNew  = db.SQL(`UPDATE kit_events SET seq = n.pos + $1
		FROM (SELECT id AS new_id, ROW_NUMBER() OVER (ORDER BY id) AS pos FROM
			(SELECT id FROM kit_events WHERE seq IS NULL ORDER BY id LIMIT 1000) u) n
		WHERE kit_events.id = n.new_id`)
	moveCursor = db.SQL(`UPDATE kit_cursors SET seq = $2 WHERE name = $1`)
	makeCursor = db.SQL(`INSERT INTO kit_cursors (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`)
	newestMark = db.SQL(`SELECT seq, id FROM kit_events WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1`)
	markAt     = db.SQL(`SELECT seq, id FROM kit_events WHERE seq = $1`)
	headSeq    = db.SQL(`SELECT seq FROM kit_cursors WHERE name = '#head'`)
	newWaiting = db.SQL(`SELECT COUNT(*) FROM (SELECT 1 AS one FROM kit_events WHERE seq IS NULL LIMIT 1) u`)
	readAfter  = db.SQL(`SELECT id, seq, name, payload, actor_kind, actor_id, trace, occurred_at FROM kit_events
		WHERE seq > $1 ORDER BY seq LIMIT $2`)
	pickOld   = db.SQL(`SELECT id FROM kit_events WHERE occurred_at < $1 AND seq < $2 ORDER BY occurred_at LIMIT $3`)
	deleteOld = db.SQL(`DELETE FROM kit_events WHERE id IN ($1...)`)
	// Events are only ever pruned by age, so a missing number between young ones is a lost event.
	numberGaps = db.SQL(`SELECT seq, prev, occurred_at FROM
		(SELECT seq, LAG(seq) OVER (ORDER BY seq) AS prev, occurred_at FROM kit_events WHERE seq IS NOT NULL) u
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

// number gives committed events their place; the count is how many.
func number(ctx context.Context, tx db.Tx) (int64, error) {
	heads, err := db.All[int64](ctx, tx, lockCursor, "#head")
	if err != nil || len(heads) == 0 { // another node is at it
		return 0, err
	}
	n, err := db.Exec(ctx, tx, numberNew, heads[0])
	if err != nil || n == 0 {
		return 0, err
	}
	_, err = db.Exec(ctx, tx, moveCursor, "#head", heads[0]+n)
	return n, err
}
