package notify

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

var (
	seenUntil = db.SQL(`SELECT seen_until FROM notify_watch WHERE name = 'alerts'`)
	seeUntil  = db.SQL(`INSERT INTO notify_watch (name, seen_until) VALUES ('alerts', $1) ON CONFLICT (name) DO UPDATE SET seen_until = excluded.seen_until`)
	// What came before $5 and was too little to tell of is forgotten.
	addAlert = db.SQL(`INSERT INTO notify_alerts (topic, what, waiting, last_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (topic, what) DO UPDATE SET last_at = excluded.last_at,
			waiting = CASE WHEN notify_alerts.last_at < $5 THEN excluded.waiting ELSE notify_alerts.waiting + excluded.waiting END`)
	// Of webhooks a few are noise: anybody may send one.
	dueAlerts = db.SQL(`SELECT topic, what, waiting FROM notify_alerts WHERE waiting > 0 AND (told_at IS NULL OR told_at <= $1)
		AND (topic <> 'webhook' OR waiting >= $2) ORDER BY topic, what LIMIT $3`)
	toldAlert   = db.SQL(`UPDATE notify_alerts SET waiting = 0, told_at = $3 WHERE topic = $1 AND what = $2`)
	failedMails = db.SQL(`SELECT COUNT(*) FROM notify_deliveries WHERE status = 'failed' AND failed_at > $1 AND failed_at <= $2 AND kind <> 'alert'`)
	countFailed = db.SQL(`SELECT COUNT(*) FROM (SELECT id FROM notify_deliveries WHERE status = 'failed' LIMIT $1) f`)
)

type alertRow struct {
	Topic   string
	What    string
	Waiting int64
}

// lastSeen is until when failures were looked at; the zero time before the first look.
func lastSeen(ctx context.Context, tx db.Tx) (time.Time, error) {
	at, err := db.All[time.Time](ctx, tx, seenUntil)
	if err != nil || len(at) == 0 {
		return time.Time{}, err
	}
	return at[0], nil
}
