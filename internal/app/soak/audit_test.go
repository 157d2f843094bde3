//go:build unix

package soak_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

// verdict is what an audit found wrong, by kind; all zero is a shop that kept
// its word.
type verdict struct{ lost, undone, doubled, stuck, mails int }

// audit opens the data after the storm, lets what was left over run, and
// compares the shop with the journals, with the provider's books, and with
// itself.
func (s *storm) audit(t *testing.T, cfg app.Config, office *card) {
	t.Helper()
	a := inside(t, cfg)
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	// The provider's webhooks find the shop where they were told to.
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, &strings.Builder{}) }()
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	apptest.Eventually(t, 20*time.Second, "the shop is ready", func() bool { return a.Ready(context.Background()) == nil })
	began := time.Now()
	s.settle(t, a, office)
	count(t, "left over was done after", time.Since(began))

	var v verdict
	s.compare(t, a, &v)
	s.once(t, a, &v)
	s.flowing(t, a, &v)
	s.booked(t, a, office, &v)
	v.mails = s.mailed(t, a)
	apptest.Sound(t, a)
	if a.DB.Engine() == db.SQLite {
		if got, err := db.Get[string](ctx, a.DB, db.SQL(`SELECT integrity_check FROM pragma_integrity_check`)); err != nil || got != "ok" {
			t.Errorf("integrity: %q, %v", got, err)
		}
	}
	for _, step := range slices.Sorted(keys(s.counts)) {
		count(t, "acknowledged "+step, s.counts[step])
	}
	count(t, "requests cut off", s.cut)
	count(t, "requests refused cleanly (503)", s.busy)
	count(t, "answers that must not be (other 5xx)", len(s.wrong))
	count(t, "lost", v.lost)
	count(t, "undone", v.undone)
	count(t, "doubled", v.doubled)
	count(t, "stuck", v.stuck)
	count(t, "mails doubled or missing", v.mails)
	for i, w := range s.wrong {
		if i < 5 {
			t.Errorf("an answer that must not be: %s", w)
		}
	}
}

func keys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// settle waits until every job is done and the last webhook was heard. What
// killed ones had claimed waits until their leases are over.
func (s *storm) settle(t *testing.T, a *app.App, office *card) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	for range 2 {
		if err := a.Settle(ctx); err != nil {
			t.Error("what was left over is not done:", err)
			return
		}
		if office == nil {
			return
		}
		apptest.Eventually(t, time.Minute, "the shop heard of every card payment", func() bool {
			var sum int64
			for _, e := range office.Ledger() {
				sum += e.Captured
			}
			return sum == apptest.Count(t, a, `SELECT CAST(COALESCE(SUM(captured), 0) AS BIGINT) FROM payment_payments WHERE method = $1`, sandbox.Code)
		})
	}
}

// compare looks each order of the journal up: it is there, as it was told, and
// where its story must end.
func (s *storm) compare(t *testing.T, a *app.App, v *verdict) {
	t.Helper()
	ctx := app.AsSystem(context.Background())
	for _, o := range s.book {
		got, err := a.Order.Get(ctx, a.DB, o.order.ID)
		if err != nil {
			v.lost++
			t.Errorf("%s: order %s was acknowledged and is not there: %v", o.fate, o.order.Number, err)
			continue
		}
		states := string(got.Status) + " " + string(got.PaymentStatus) + " " + string(got.FulfilmentStatus)
		if states != o.states || got.Captured != o.paid || got.Refunded != o.back || got.Sums.Total != o.total {
			v.undone++
			t.Errorf("%s: order %s is %q, paid %d, given back %d, total %d; told %q, %d, %d, %d after %v", o.fate, o.order.Number,
				states, got.Captured, got.Refunded, got.Sums.Total, o.states, o.paid, o.back, o.total, o.notes)
		}
		sent, err := a.Fulfilment.OfOrder(ctx, a.DB, o.order.ID)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, f := range sent {
			ids = append(ids, f.ID)
		}
		slices.Sort(ids)
		if want := slices.Sorted(slices.Values(o.shipments)); !slices.Equal(ids, want) {
			if len(ids) < len(want) {
				v.lost++
			} else {
				v.doubled++
			}
			t.Errorf("%s: order %s has shipments %v, told %v", o.fate, o.order.Number, ids, want)
		}
	}
}

// once looks for what is there more than once, or without having been told:
// every request was repeated until it was answered, so there is no other.
func (s *storm) once(t *testing.T, a *app.App, v *verdict) {
	t.Helper()
	ids, moved := map[string]bool{}, map[string]int64{}
	for _, o := range s.book {
		ids[o.order.ID] = true
		for variant, n := range o.shipped {
			moved[variant] += n
		}
	}
	if len(ids) != len(s.book) {
		v.doubled++
		t.Errorf("%d acknowledgements of %d orders", len(s.book), len(ids))
	}
	if n := apptest.Count(t, a, `SELECT COUNT(*) FROM order_orders`); n != int64(len(ids)) {
		v.doubled++
		t.Errorf("%d orders, %d acknowledged", n, len(ids))
	}
	for variant, n := range moved {
		if got := apptest.Count(t, a, `SELECT on_hand FROM inventory_levels WHERE variant_id = $1`, variant); got != plenty-n {
			v.doubled++
			t.Errorf("%d pieces on hand of %s, want %d", got, variant, plenty-n)
		}
	}
	for what, text := range map[string]string{
		"payments captured twice by one story":    `SELECT COUNT(*) FROM payment_payments WHERE captured > amount`,
		"events heard and not worked":             `SELECT COUNT(*) FROM payment_events WHERE processed_at IS NULL`,
		"orders paid for twice on their timeline": `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM order_timeline e WHERE e.order_id = o.id AND e.kind IN ('payment_captured', 'paid_after_cancellation')) > (SELECT COUNT(*) FROM payment_payments p WHERE p.order_id = o.id AND p.captured > 0)`,
		"orders on hold":                          `SELECT COUNT(*) FROM order_orders WHERE held_at IS NOT NULL`,
	} {
		if n := apptest.Count(t, a, text); n != 0 {
			v.doubled += int(n)
			t.Errorf("%d %s", n, what)
		}
	}
}

// flowing looks for what does not move any more.
func (s *storm) flowing(t *testing.T, a *app.App, v *verdict) {
	t.Helper()
	for what, text := range map[string]string{
		"jobs are dead":                      `SELECT COUNT(*) FROM kit_jobs WHERE state = 'dead'`,
		"jobs run without a lease":           `SELECT COUNT(*) FROM kit_jobs WHERE state = 'running' AND lease_until IS NULL`,
		"refunds are not done":               `SELECT COUNT(*) FROM payment_refunds WHERE status <> 'done'`,
		"events have no number":              `SELECT COUNT(*) FROM kit_events WHERE seq IS NULL`,
		"reservations of ended orders":       `SELECT COUNT(*) FROM inventory_reservations r JOIN order_orders o ON o.id = r.order_id WHERE o.status IN ('cancelled', 'completed') AND r.quantity > r.committed + r.released`,
		"payments of cancelled orders wait":  `SELECT COUNT(*) FROM payment_payments p JOIN order_orders o ON o.id = p.order_id WHERE o.status = 'cancelled' AND p.status = 'pending'`,
		"idempotency keys without an answer": `SELECT COUNT(*) FROM kit_idempotency WHERE answer IS NULL OR answer = ''`,
	} {
		if n := apptest.Count(t, a, text); n != 0 {
			v.stuck += int(n)
			t.Errorf("%d %s", n, what)
		}
	}
}

// booked compares the provider's books with ours.
func (s *storm) booked(t *testing.T, a *app.App, office *card, v *verdict) {
	t.Helper()
	if office == nil {
		return
	}
	type ours struct {
		ID                 string
		Captured, Refunded int64
	}
	rows, err := db.All[ours](context.Background(), a.DB, db.SQL(`SELECT id, captured, refunded FROM payment_payments WHERE method = 'sandbox' ORDER BY id LIMIT 100000`))
	if err != nil {
		t.Fatal(err)
	}
	books := office.Ledger()
	for _, p := range rows {
		if theirs := books[p.ID]; theirs.Captured != p.Captured || theirs.Refunded != p.Refunded {
			v.lost++
			t.Errorf("payment %s: we say %d and %d back, the provider %+v", p.ID, p.Captured, p.Refunded, theirs)
		}
		delete(books, p.ID)
	}
	for id, e := range books {
		v.lost++
		t.Errorf("the provider knows payment %s of %+v, we do not", id, e)
	}
	count(t, "payments equal in both books", len(rows))
}

var mailID = regexp.MustCompile(`mail_[0-9a-z]+`)

// mailed looks for events nobody was written about, or twice.
func (s *storm) mailed(t *testing.T, a *app.App) (wrong int) {
	t.Helper()
	for what, text := range map[string]string{
		"orders without exactly one mail of having been placed": `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM notify_deliveries d WHERE d.subject_id = o.id AND d.kind = 'order_placed' AND d.status = 'sent') <> 1`,
		"mails that were not sent":                              `SELECT COUNT(*) FROM notify_deliveries WHERE status <> 'sent'`,
		"shipments without exactly one mail": `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM notify_deliveries d WHERE d.subject_id = o.id AND d.kind = 'order_shipped')
			<> (SELECT COUNT(*) FROM fulfilment_shipments f WHERE f.order_id = o.id)`,
		"cancellations without exactly one mail": `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM notify_deliveries d WHERE d.subject_id = o.id AND d.kind = 'order_cancelled')
			<> (SELECT COUNT(*) FROM kit_events e WHERE e.name = 'order.cancelled' AND e.payload ->> 'order_id' = o.id)`,
	} {
		if n := apptest.Count(t, a, text); n != 0 {
			wrong += int(n)
			t.Errorf("%d %s", n, what)
		}
	}
	// On the disk: one file per letter, also when it was written by two lives.
	files, err := os.ReadDir(filepath.Join(a.Config.Data, "mail"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".eml") {
			seen[mailID.FindString(f.Name())]++
		}
	}
	for id, n := range seen {
		if n != 1 {
			wrong++
			t.Errorf("letter %s was sent %d times", id, n)
		}
	}
	if n := apptest.Count(t, a, `SELECT COUNT(*) FROM notify_deliveries`); n != int64(len(seen)) {
		wrong++
		t.Errorf("%d letters, %d files", n, len(seen))
	}
	count(t, "mails", len(seen))
	return wrong
}
