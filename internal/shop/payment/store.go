package payment

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "payment", FS: sub}
}

const (
	paymentCols = `id, order_id, order_number, method, status, amount, currency, captured, refunded, reference, provider_ref, failure, expires_at, created_at`
	refundCols  = `id, payment_id, amount, reason, status, failure, created_at, finished_at`
)

var (
	insertPayment = db.SQL(`INSERT INTO payment_payments (id, order_id, order_number, method, status, amount, currency, reference, expires_at, checked_at, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $10)`)
	selectPayment   = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE id = $1`)
	selectToLock    = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE id = $1`).ForUpdate()
	selectByRef     = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE method = $1 AND provider_ref = $2 AND provider_ref <> ''`)
	selectOfOrder   = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE order_id = $1 ORDER BY id LIMIT 200`)
	selectAllToLock = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE order_id = $1 ORDER BY id`).ForUpdate()
	updatePayment   = db.SQL(`UPDATE payment_payments SET status = $2, captured = $3, refunded = $4, failure = $5, updated_at = $6 WHERE id = $1`)
	voidPayment     = db.SQL(`UPDATE payment_payments SET status = 'voided', updated_at = $2 WHERE id = $1 AND status = 'pending'`)
	setProviderRef  = db.SQL(`UPDATE payment_payments SET provider_ref = $2, checked_at = $3, updated_at = $3 WHERE id = $1 AND provider_ref = ''`)
	checkedPayment  = db.SQL(`UPDATE payment_payments SET checked_at = $2 WHERE id = $1`)
	addRefunded     = db.SQL(`UPDATE payment_payments SET refunded = refunded + $2, updated_at = $3 WHERE id = $1 AND captured - refunded >= $2`)
	selectOpen      = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments
		WHERE status = 'pending' AND provider_ref <> '' AND checked_at < $1 ORDER BY checked_at LIMIT $2`)

	insertAttempt = db.SQL(`INSERT INTO payment_attempts (id, payment_id, action, url, started_at) VALUES ($1, $2, $3, $4, $5)`)

	insertEvent = db.SQL(`INSERT INTO payment_events (id, provider, provider_event_id, fact, raw, received_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (provider, provider_event_id) DO NOTHING`)
	selectEvent  = db.SQL(`SELECT id, provider, fact, processed_at FROM payment_events WHERE id = $1`)
	processEvent = db.SQL(`UPDATE payment_events SET payment_id = $2, outcome = $3, processed_at = $4 WHERE id = $1`)

	// Emptied in place: the row still says that this message was heard before.
	emptyOld = db.SQL(`UPDATE payment_events SET raw = $2 WHERE id IN (SELECT id FROM payment_events
		WHERE LENGTH(raw) > 0 AND processed_at IS NOT NULL AND received_at < $1 ORDER BY received_at LIMIT $3)`)
	insertRefused = db.SQL(`INSERT INTO payment_refused (id, provider, n, at) VALUES ($1, $2, $3, $4)`)
	countRefused  = db.SQL(`SELECT provider, CAST(SUM(n) AS BIGINT) AS n FROM payment_refused WHERE at > $1 AND at <= $2 GROUP BY provider`)
	dropRefused   = db.SQL(`DELETE FROM payment_refused WHERE id IN (SELECT id FROM payment_refused WHERE at < $1 ORDER BY at LIMIT $2)`)

	insertRefund  = db.SQL(`INSERT INTO payment_refunds (id, payment_id, amount, reason, status, created_at, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	selectRefund  = db.SQL(`SELECT ` + refundCols + ` FROM payment_refunds WHERE id = $1`)
	finishRefund  = db.SQL(`UPDATE payment_refunds SET status = $2, provider_ref = $3, failure = $4, finished_at = $5 WHERE id = $1 AND status = 'pending'`)
	paymentsAfter = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE id > $1 ORDER BY id LIMIT 500`)
	ofOrders      = db.SQL(`SELECT ` + paymentCols + ` FROM payment_payments WHERE order_id IN ($1...) ORDER BY id`)
	refusedOf     = db.SQL(`SELECT DISTINCT p.order_id FROM payment_refunds r JOIN payment_payments p ON p.id = r.payment_id
		WHERE p.order_id IN ($1...) AND r.status = 'failed'`)
	sumRefunds = db.SQL(`SELECT payment_id, CAST(SUM(amount) AS BIGINT) AS total FROM payment_refunds
		WHERE payment_id IN ($1...) AND status <> 'failed' GROUP BY payment_id`)
	countWebhooks  = db.SQL(`SELECT COUNT(*) FROM payment_events`).Whole()
	lateWebhooks   = db.SQL(`SELECT id, provider, received_at FROM payment_events WHERE processed_at IS NULL AND received_at < $1 ORDER BY id`).Whole()
	deleteEvents   = db.SQL(`DELETE FROM payment_events WHERE payment_id IN ($1...)`)
	deleteRefunds  = db.SQL(`DELETE FROM payment_refunds WHERE payment_id IN ($1...)`)
	deleteAttempts = db.SQL(`DELETE FROM payment_attempts WHERE payment_id IN ($1...)`)
	deletePayments = db.SQL(`DELETE FROM payment_payments WHERE id IN ($1...)`)
	refundsOf      = db.SQL(`SELECT ` + refundCols + ` FROM payment_refunds WHERE payment_id = $1 ORDER BY id LIMIT 200`)
)

type eventRow struct {
	ID, Provider string
	Fact         db.JSON[Fact]
	ProcessedAt  *time.Time
}

func orNotFound(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

func getPayment(ctx context.Context, q db.Querier, paymentID string) (Payment, error) {
	p, err := db.Get[Payment](ctx, q, selectPayment, paymentID)
	return p, orNotFound(err)
}

func lockPayment(ctx context.Context, tx db.Tx, paymentID string) (Payment, error) {
	p, err := db.Get[Payment](ctx, tx, selectToLock, paymentID)
	return p, orNotFound(err)
}

func paymentsOf(ctx context.Context, q db.Querier, orderID string) ([]Payment, error) {
	return db.All[Payment](ctx, q, selectOfOrder, orderID)
}

// lockPaymentsOf locks all payments of an order in key order.
func lockPaymentsOf(ctx context.Context, tx db.Tx, orderID string) ([]Payment, error) {
	return db.All[Payment](ctx, tx, selectAllToLock, orderID)
}

// findPayment looks for the payment a fact is about: by our id, else by the provider's.
func findPayment(ctx context.Context, q db.Querier, provider string, f Fact) (Payment, error) {
	if f.PaymentID != "" {
		p, err := getPayment(ctx, q, f.PaymentID)
		if err == nil && p.Method != provider {
			return Payment{}, ErrNotFound // a provider speaks of its own payments only
		}
		return p, err
	}
	p, err := db.Get[Payment](ctx, q, selectByRef, provider, f.ProviderRef)
	return p, orNotFound(err)
}

func savePayment(ctx context.Context, tx db.Tx, p Payment, now time.Time) error {
	_, err := db.Exec(ctx, tx, updatePayment, p.ID, p.Status, p.Captured, p.Refunded, p.Failure, now)
	return err
}

func unfinished(ctx context.Context, q db.Querier, before time.Time, limit int64) ([]Payment, error) {
	return db.All[Payment](ctx, q, selectOpen, before, limit)
}

func getEvent(ctx context.Context, q db.Querier, id string) (eventRow, error) {
	return db.Get[eventRow](ctx, q, selectEvent, id)
}

func getRefund(ctx context.Context, q db.Querier, id string) (Refund, error) {
	r, err := db.Get[Refund](ctx, q, selectRefund, id)
	return r, orNotFound(err)
}
