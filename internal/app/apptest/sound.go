package apptest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
)

// lies are statements that count what must not be: sums of orders, stock and
// its ledger, and money.
var lies = map[string]string{
	"orders whose parts are not their sum": `SELECT COUNT(*) FROM order_orders o WHERE o.total <> (SELECT CAST(COALESCE(SUM(p.total), 0) AS BIGINT) FROM order_store_orders p WHERE p.order_id = o.id)`,
	"parts whose lines are not their sum":  `SELECT COUNT(*) FROM order_store_orders p WHERE p.total <> (SELECT CAST(COALESCE(SUM(l.total), 0) AS BIGINT) FROM order_lines l WHERE l.store_order_id = p.id)`,
	"orders without a payment":             `SELECT COUNT(*) FROM order_orders o WHERE o.total > 0 AND NOT EXISTS (SELECT 1 FROM payment_payments p WHERE p.order_id = o.id)`,
	"orders without a timeline":            `SELECT COUNT(*) FROM order_orders o WHERE NOT EXISTS (SELECT 1 FROM order_timeline e WHERE e.order_id = o.id AND e.kind = 'placed')`,
	"orders whose event is missing":        `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM kit_events e WHERE e.name = 'order.placed' AND e.payload ->> 'order_id' = o.id) <> 1`,
	"orders whose cart is not closed":      `SELECT COUNT(*) FROM order_orders o WHERE NOT EXISTS (SELECT 1 FROM cart_carts c WHERE c.ref = o.cart_ref AND c.status = 'ordered' AND c.order_id = o.id)`,
	"orders of several payments that hold more than was paid": `SELECT COUNT(*) FROM order_orders o WHERE o.captured <> (SELECT CAST(COALESCE(SUM(p.captured), 0) AS BIGINT) FROM payment_payments p
			WHERE p.order_id = o.id AND p.currency = o.currency)`,
	"levels below zero": `SELECT COUNT(*) FROM inventory_levels WHERE on_hand < 0 OR reserved < 0 OR on_hand - reserved < 0`,
	"levels unlike their ledger": `SELECT COUNT(*) FROM inventory_levels v WHERE v.on_hand <> (SELECT CAST(COALESCE(SUM(m.on_hand_delta), 0) AS BIGINT) FROM inventory_ledger m WHERE m.variant_id = v.variant_id)
			OR v.reserved <> (SELECT CAST(COALESCE(SUM(m.reserved_delta), 0) AS BIGINT) FROM inventory_ledger m WHERE m.variant_id = v.variant_id)`,
	"levels unlike their open reservations": `SELECT COUNT(*) FROM inventory_levels v WHERE v.reserved <> (SELECT CAST(COALESCE(SUM(r.quantity - r.committed - r.released), 0) AS BIGINT) FROM inventory_reservations r
			WHERE r.variant_id = v.variant_id AND r.counted)`,
	"reservations unlike their lines": `SELECT COUNT(*) FROM order_lines l WHERE l.role = 'goods' AND NOT EXISTS (SELECT 1 FROM inventory_reservations r WHERE r.order_id = l.order_id AND r.line_id = l.id
			AND r.quantity = l.quantity)`,
	"refunds beyond what was paid": `SELECT COUNT(*) FROM payment_payments WHERE refunded > captured OR refunded < 0`,
	"carts ordered without order":  `SELECT COUNT(*) FROM cart_carts c WHERE c.status = 'ordered' AND NOT EXISTS (SELECT 1 FROM order_orders o WHERE o.id = c.order_id)`,
}

// Sound checks what must hold whatever happened.
func Sound(t testing.TB, a *app.App) {
	t.Helper()
	for what, text := range lies {
		if n := Count(t, a, text); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
}

// Count answers a statement of a test's own; SQL of tests is written where it
// is used.
func Count(t testing.TB, a *app.App, text string, args ...any) int64 {
	t.Helper()
	n, err := db.Get[int64](context.Background(), a.DB, db.SQL(text), args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
