package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/verify"
)

// verified runs every check and fails the test on what it finds.
func verified(t *testing.T, a *app.App) verify.Report {
	t.Helper()
	r, err := a.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Checks {
		if c.Wrong+c.Odd > 0 {
			t.Errorf("%s: %d wrong, %d odd of %d: %+v", c.Name, c.Wrong, c.Odd, c.Looked, c.Offenders)
		}
	}
	return r
}

func TestTheDemoMarketplaceHoldsWhatVerifyChecks(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			a := demoShop(t, e)
			if err := a.SeedDemo(context.Background(), &strings.Builder{}); err != nil {
				t.Fatal(err)
			}
			r := verified(t, a)
			for _, c := range r.Checks {
				if c.Looked == 0 && c.Name != "job.leases" && c.Name != "payment.webhooks" && c.Name != "audit.chain" {
					t.Errorf("%s looked at nothing", c.Name)
				}
			}
			files, err := filepath.Glob(filepath.Join(a.Config.Data, "files", "media", "*"))
			if err != nil || len(files) == 0 {
				t.Fatal(files, err)
			}
			if err := os.Remove(files[0]); err != nil {
				t.Fatal(err)
			}
			if r, err := a.Verify(context.Background()); err != nil || r.Wrong() != 1 {
				t.Errorf("a missing picture: %d wrong, %v", r.Wrong(), err)
			}
		})
	}
}

// damage is what a fault could leave behind, and the check that must see it.
var damage = []struct{ check, sql string }{
	{"order.sums", `UPDATE order_lines SET tax = tax + 1 WHERE role = 'shipping'`},
	{"order.sums", `UPDATE order_store_orders SET total = total + 1`},
	{"order.sums", `UPDATE order_orders SET subtotal = subtotal + 1`},
	{"order.states", `UPDATE order_orders SET status = 'confirmed' WHERE status = 'pending'`},
	{"order.states", `UPDATE order_orders SET fulfilment_status = 'fulfilled'`},
	{"order.cancelled", `UPDATE order_orders SET cancelled = 1 WHERE cancelled = 0`},
	{"order.money", `UPDATE order_orders SET captured = captured + 1`},
	{"order.money", `DELETE FROM payment_payments WHERE status = 'pending'`},
	{"order.stock", `DELETE FROM inventory_reservations`},
	{"order.timeline", `DELETE FROM order_timeline WHERE kind = 'placed'`},
	{"order.events", `DELETE FROM kit_events WHERE name = 'order.placed'`},
	{"event.numbers", `DELETE FROM kit_events WHERE name = 'order.placed'`},
	{"event.numbers", `UPDATE kit_cursors SET seq = seq + 1 WHERE name = '#head'`},
	{"job.leases", `INSERT INTO kit_jobs (id, kind, args, state, priority, max_attempts, run_at, lease_until, created_at) VALUES ('job_x', 'x', '{}', 'running', 1, 1, 1, 1, 1)`},
	{"inventory.ledger", `UPDATE inventory_levels SET on_hand = on_hand - 1`},
	{"inventory.claims", `UPDATE inventory_levels SET reserved = reserved + 1`},
	{"inventory.stock", `UPDATE inventory_levels SET on_hand = reserved - 1`},
	{"payment.money", `UPDATE payment_payments SET status = 'captured'`},
	{"listing.products", `UPDATE listing_prices SET low = low + 1`},
	{"listing.products", `DELETE FROM listing_shelves`},
	{"listing.stores", `UPDATE listing_stores SET open = FALSE`},
	{"checkout.carts", `UPDATE cart_carts SET order_id = 'ord_other' WHERE status = 'ordered'`},
	{"checkout.carts", `UPDATE cart_carts SET status = 'open' WHERE status = 'ordered'`},
	{"fulfilment.lines", `UPDATE order_lines SET fulfilled = 1 WHERE role = 'goods'`},
	{"audit.chain", `UPDATE audit_head SET seq = seq + 1`},
}

func TestVerifyNamesEachDamage(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		guest := s.Client()
		guest.Place(guest.Basket("ada@verify.example", m.VariantA, m.VariantB), "cod")
		s.Settled()
		if err := s.Audit.Seal(context.Background()); err != nil {
			t.Fatal(err)
		}
		verified(t, s.App)
		undo := errors.New("undo")
		for _, d := range damage {
			var r verify.Report
			err := s.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error {
				if n, err := db.Exec(ctx, tx, db.SQL(d.sql)); err != nil || n == 0 {
					t.Fatalf("%d rows, %v: %s", n, err, d.sql)
				}
				if err := s.Sound(ctx, tx, &r); err != nil {
					return err
				}
				return undo
			})
			if !errors.Is(err, undo) {
				t.Fatal(err)
			}
			seen := false
			for _, c := range r.Checks {
				seen = seen || c.Name == d.check && c.Wrong+c.Odd > 0 && len(c.Offenders) > 0
			}
			if !seen {
				t.Errorf("%s does not see: %s", d.check, d.sql)
			}
		}
		verified(t, s.App)
	})
}
