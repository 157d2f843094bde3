package notify

import (
	"context"
	"embed"
	"errors"
	"io/fs"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "notify", FS: sub}
}

const deliveryCols = `id, event_id, kind, channel, recipient, recipient_name, locale, subject_id, status, attempts, last_error, subject, transport, created_at, sent_at`

var (
	insertDelivery = db.SQL(`INSERT INTO notify_deliveries (id, event_id, kind, channel, recipient, recipient_name, locale, subject_id, detail, status, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10) ON CONFLICT (event_id, channel, recipient) DO NOTHING`)
	// noteAttempt writes what became of an attempt, and the delivery with it when the log
	// does not know it yet. Where one job's two runs met, the one that sent counts. A
	// message that keeps failing keeps the body of its last attempt that had one.
	noteAttempt = db.SQL(`INSERT INTO notify_deliveries (id, event_id, kind, channel, recipient, recipient_name, locale, subject_id, detail, created_at,
			status, attempts, last_error, subject, body_text, body_html, transport, sent_at, failed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13, $14, $15, $16, $17, $18)
		ON CONFLICT (event_id, channel, recipient) DO UPDATE SET status = excluded.status, attempts = notify_deliveries.attempts + 1,
			last_error = excluded.last_error, subject = excluded.subject, body_text = excluded.body_text, body_html = excluded.body_html,
			transport = excluded.transport, sent_at = excluded.sent_at, failed_at = excluded.failed_at
		WHERE notify_deliveries.status <> 'sent'`)
	selectDelivery   = db.SQL(`SELECT ` + deliveryCols + `, detail, body_text, body_html FROM notify_deliveries WHERE id = $1`)
	selectToLock     = db.SQL(`SELECT ` + deliveryCols + `, detail, body_text, body_html FROM notify_deliveries WHERE id = $1`).ForUpdate()
	selectDeliveries = db.NewList(db.ListSpec{
		Select:  `SELECT ` + deliveryCols + ` FROM notify_deliveries`,
		Filters: map[string]string{"status": "status = $?", "kind": "kind = $?", "subject": "subject_id = $?", "+status": "/*+*/status = $?", "+kind": "/*+*/kind = $?"},
		Sets: func(string) [][]string {
			return [][]string{nil, {"status"}, {"kind"}, {"+kind", "status"}, {"+status", "kind"}, {"subject"}, {"+status", "subject"}, {"+kind", "subject"}, {"+kind", "+status", "subject"}}
		},
		Sorts: map[string][]string{"-id": {"id DESC"}},
	})
	requeue     = db.SQL(`UPDATE notify_deliveries SET status = 'queued', last_error = '', failed_at = NULL WHERE id = $1 AND status <> 'sent'`)
	deleteAbout = db.SQL(`DELETE FROM notify_deliveries WHERE subject_id IN ($1...)`)
	deleteOld   = db.SQL(`DELETE FROM notify_deliveries WHERE id IN (SELECT id FROM notify_deliveries WHERE created_at < $1 ORDER BY created_at LIMIT $2)`)
)

type deliveryRow struct {
	Delivery
	Detail   db.JSON[detail]
	BodyText string
	BodyHTML string
}

func orNotFound(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

func getDelivery(ctx context.Context, q db.Querier, id string) (deliveryRow, error) {
	r, err := db.Get[deliveryRow](ctx, q, selectDelivery, id)
	return r, orNotFound(err)
}

func lockDelivery(ctx context.Context, tx db.Tx, id string) (deliveryRow, error) {
	r, err := db.Get[deliveryRow](ctx, tx, selectToLock, id)
	return r, orNotFound(err)
}

func listDeliveries(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Delivery], error) {
	lq := selectDeliveries.Query("-id", 0)
	// One filter leads: what is about one thing is little, what is not sent is less than what is of a kind.
	status, kind := "status", "kind"
	switch {
	case f.SubjectID != "":
		lq.Where("subject", f.SubjectID)
		status, kind = "+status", "+kind"
	case f.Kind != "" && f.Status == Sent:
		status = "+status"
	case f.Status != "":
		kind = "+kind"
	}
	if f.Status != "" {
		lq.Where(status, f.Status)
	}
	if f.Kind != "" {
		lq.Where(kind, f.Kind)
	}
	return db.Page(ctx, q, lq, p, func(d Delivery) []any { return []any{d.ID} })
}
