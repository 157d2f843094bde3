package attacks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

// UnmarshalJSON implements json.Unmarshaler.
func (k *tokens) UnmarshalJSON(b []byte) error {
	var in struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	k.Access, k.Refresh, k.client.Bearer = in.Access, in.Refresh, in.Access
	return nil
}

// journal is the shop's log, kept.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) mark() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Len()
}

func (j *journal) since(mark int) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return string(j.b.Bytes()[mark:])
}

// private is what no line of a log may hold: addresses of people, carts and
// order tokens, access tokens, passwords, callers' sockets, card numbers.
var private = map[string]*regexp.Regexp{
	"an e-mail address": regexp.MustCompile(`[\w.+-]+@[\w-]+\.example`),
	"a cart":            regexp.MustCompile(`cart_[0-9a-z]{20}`),
	"an access token":   regexp.MustCompile(`eyJ[\w-]{10}`),
	"a password":        regexp.MustCompile(regexp.QuoteMeta(apptest.Password)),
	"a caller's socket": regexp.MustCompile(`127\.0\.0\.1:\d+`),
	"a payment page":    regexp.MustCompile(`/sandbox/pay/[\w-]{8}`),
	"an order's link":   regexp.MustCompile(`/o/[^/"]+/[\w-]{8}`),
	"a card number":     regexp.MustCompile(`4242 ?4242 ?4242 ?4242`),
	"a name":            regexp.MustCompile(`Byron`),
}

// wrongs are broken invariants: each counts rows that must not be.
var wrongs = map[string]string{
	"orders whose parts are not their sum": `SELECT COUNT(*) FROM order_orders o WHERE o.total <> (SELECT CAST(COALESCE(SUM(p.total), 0) AS BIGINT) FROM order_store_orders p WHERE p.order_id = o.id)`,
	"parts whose lines are not their sum":  `SELECT COUNT(*) FROM order_store_orders p WHERE p.total <> (SELECT CAST(COALESCE(SUM(l.total), 0) AS BIGINT) FROM order_lines l WHERE l.store_order_id = p.id)`,
	"lines that cannot be":                 `SELECT COUNT(*) FROM order_lines WHERE quantity < 1 OR total < 0 OR unit_price < 0`,
	"cart lines that cannot be":            `SELECT COUNT(*) FROM cart_lines WHERE quantity < 1 OR quantity > 9999`,
	"orders that hold other money than their payments": `SELECT COUNT(*) FROM order_orders o WHERE o.captured <> (SELECT CAST(COALESCE(SUM(p.captured), 0) AS BIGINT) FROM payment_payments p
		WHERE p.order_id = o.id AND p.currency = o.currency)`,
	"payments refunded beyond what came": `SELECT COUNT(*) FROM payment_payments WHERE refunded > captured OR refunded < 0 OR captured < 0`,
	"orders placed twice or by no cart":  `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM cart_carts c WHERE c.ref = o.cart_ref AND c.order_id = o.id AND c.status = 'ordered') <> 1`,
	"orders said other than once":        `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM kit_events e WHERE e.name = 'order.placed' AND e.payload ->> 'order_id' = o.id) <> 1`,
	"stock below zero":                   `SELECT COUNT(*) FROM inventory_levels WHERE on_hand < 0 OR reserved < 0 OR on_hand - reserved < 0`,
	"stock that is not its movements' sum": `SELECT COUNT(*) FROM inventory_levels v WHERE v.on_hand <> (SELECT CAST(COALESCE(SUM(m.on_hand_delta), 0) AS BIGINT) FROM inventory_ledger m WHERE m.variant_id = v.variant_id)
		OR v.reserved <> (SELECT CAST(COALESCE(SUM(m.reserved_delta), 0) AS BIGINT) FROM inventory_ledger m WHERE m.variant_id = v.variant_id)`,
	"reservations that are nobody's": `SELECT COUNT(*) FROM inventory_levels v WHERE v.reserved <> (SELECT CAST(COALESCE(SUM(r.quantity - r.committed - r.released), 0) AS BIGINT) FROM inventory_reservations r
		WHERE r.variant_id = v.variant_id AND r.counted)`,
}

// sound checks what must hold after any case. What is still on its way, here
// or in a case beside this one, has a moment to arrive.
func (h *house) sound(t *testing.T, mark int) {
	t.Helper()
	for what, text := range wrongs {
		n := h.count(t, text)
		for deadline := time.Now().Add(30 * time.Second); n != 0 && time.Now().Before(deadline); n = h.count(t, text) {
			time.Sleep(50 * time.Millisecond)
		}
		if n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	log := h.log.since(mark)
	for what, pattern := range private {
		if at := pattern.FindStringIndex(log); at != nil {
			t.Errorf("%s is in the log: …%s…", what, log[max(0, at[0]-200):min(len(log), at[1]+100)])
		}
	}
	for line := range strings.Lines(log) {
		var e struct {
			Msg    string
			Level  string
			Status int
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Errorf("a line of the log is no event: %.200q", line)
		}
		if e.Msg == "request" && e.Level != "DEBUG" && e.Status >= 500 || strings.Contains(e.Msg, "panic") || e.Level == "ERROR" && e.Msg != "payment: not what was asked for" {
			t.Errorf("in the log: %.800s", line)
		}
	}
}

// count runs a statement of a test's own.
func (h *house) count(t testing.TB, text string, args ...any) int64 {
	t.Helper()
	n, err := db.Get[int64](context.Background(), h.DB, db.SQL(text), args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// texts runs a statement that answers strings.
func (h *house) texts(t testing.TB, text string, args ...any) []string {
	t.Helper()
	out, err := db.All[string](context.Background(), h.DB, db.SQL(text), args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// refusals are the audit's rows of tries this account was not allowed.
func (h *house) refusals(t testing.TB, email string) int64 {
	t.Helper()
	return h.count(t, `SELECT COUNT(*) FROM audit_entries WHERE action = 'refused' AND actor_id = (SELECT id FROM identity_accounts WHERE email = $1)`, email)
}

// together runs n functions that wait for each other at the start.
func together(n int, fn func(i int)) {
	var ready, done sync.WaitGroup
	gate := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-gate
			fn(i)
		})
	}
	ready.Wait()
	close(gate)
	done.Wait()
}

// unlike compares two refusals: what may differ are request ids and the names
// the caller sent.
func unlike(a, b apptest.Answer, names ...string) string {
	clean := func(x apptest.Answer) string {
		s := regexp.MustCompile(`req_[0-9a-z]+`).ReplaceAllString(x.Text(), "req")
		for _, n := range names {
			s = strings.ReplaceAll(s, n, "NAME")
		}
		return s
	}
	if x, y := clean(a), clean(b); a.Status != b.Status || a.Code() != b.Code() || x != y {
		return "one says " + a.Code() + " " + cutTo(x) + "\nthe other " + b.Code() + " " + cutTo(y)
	}
	return ""
}

func cutTo(s string) string { return s[:min(len(s), 400)] }
