package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// testsOnly marks statements of these tests, for those who look at what all
// statements of the program read.
const testsOnly = "/* tests only */"

// oldRows make 500 rows of what is forgotten, all from one moment.
var oldRows = map[string]*db.Stmt{
	"dead jobs": db.SQL(numbers500 + `INSERT INTO kit_jobs (id, kind, args, state, priority, attempt, max_attempts, run_at, created_at, finished_at)
		SELECT 'job_old' || $1 || n, 'gone', '{}', 'dead', 1, 1, 1, $2, $2, $2 FROM numbers`),
	"events": db.SQL(numbers500 + `INSERT INTO kit_events (id, seq, name, payload, actor_kind, actor_id, occurred_at)
		SELECT 'evt_old' || $1 || n, -(CAST($3 AS BIGINT) + n), 'gone', '{}', 'system', '', $2 FROM numbers`),
	"idempotency keys": db.SQL(numbers500 + `INSERT INTO kit_idempotency (scope, idem_key, request_hash, answer, created_at)
		SELECT 'old', $1 || n, '', '', $2 FROM numbers`),
	"messages": db.SQL(numbers500 + `INSERT INTO notify_deliveries (id, event_id, kind, channel, recipient, recipient_name, locale, subject_id, detail, status, created_at)
		SELECT 'mail_old' || $1 || n, $1 || n, 'order_paid', 'email', 'x@example.com', '', 'en', '', '{}', 'sent', $2 FROM numbers`),
	"hits": db.SQL(numbers500 + `INSERT INTO analytics_hits (id, at, kind, path, subject_id, query, locale, source)
		SELECT 'hit_old' || $1 || n, $2, 'page_view', '/', '', '', 'en', '' FROM numbers`),
	"tries":            db.SQL(numbers500 + `INSERT INTO identity_tries (key, n, reset_at) SELECT 'old' || $1 || n, 1, $2 FROM numbers`),
	"refused webhooks": db.SQL(numbers500 + `INSERT INTO payment_refused (id, provider, n, at) SELECT 'old' || $1 || n, 'sandbox', 1, $2 FROM numbers`),
	"words of webhooks": db.SQL(numbers500 + `INSERT INTO payment_events (id, provider, provider_event_id, fact, raw, received_at, processed_at)
		SELECT 'pev_old' || $1 || n, 'sandbox', $1 || n, '{}', $3, $2, $2 FROM numbers`),
}

const numbers500 = testsOnly + ` WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 500) `

var leftRows = map[string]*db.Stmt{
	"dead jobs":         db.SQL(testsOnly + ` SELECT COUNT(*) FROM kit_jobs WHERE id LIKE 'job_old%'`),
	"events":            db.SQL(testsOnly + ` SELECT COUNT(*) FROM kit_events WHERE id LIKE 'evt_old%'`),
	"idempotency keys":  db.SQL(testsOnly + ` SELECT COUNT(*) FROM kit_idempotency WHERE scope = 'old'`),
	"messages":          db.SQL(testsOnly + ` SELECT COUNT(*) FROM notify_deliveries WHERE id LIKE 'mail_old%'`),
	"hits":              db.SQL(testsOnly + ` SELECT COUNT(*) FROM analytics_hits WHERE id LIKE 'hit_old%'`),
	"tries":             db.SQL(testsOnly + ` SELECT COUNT(*) FROM identity_tries WHERE key LIKE 'old%'`),
	"refused webhooks":  db.SQL(testsOnly + ` SELECT COUNT(*) FROM payment_refused WHERE id LIKE 'old%'`),
	"words of webhooks": db.SQL(testsOnly + ` SELECT COUNT(*) FROM payment_events WHERE id LIKE 'pev_old%' AND LENGTH(raw) > 0`),
	"carts":             db.SQL(testsOnly + ` SELECT COUNT(*) FROM cart_carts WHERE status = 'open'`),
	"sessions":          db.SQL(testsOnly + ` SELECT COUNT(*) FROM identity_sessions`),
}

var heardBefore = db.SQL(testsOnly + ` SELECT COUNT(*) FROM payment_events WHERE id LIKE 'pev_old%'`)

func TestWhatIsOldIsForgottenInTimeWhateverHasPiledUp(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) { forget(t, e) })
	}
}

func forget(t *testing.T, e db.Engine) {
	// The clock stands where the rows are made, and then moves in steps.
	c := clock.NewManual(dbtest.Start)
	slow := &slowOnes{}
	s := apptest.Start(t, e, apptest.Options{Clock: c, Log: slog.New(slow), Config: func(cfg *app.Config) { cfg.KeepCarts, cfg.KeepMails = 10, 20 }})
	apptest.Fill(t, s.App, 5)
	slow.reset()
	guest := s.Client()
	guest.Do("POST", site+"/carts", map[string]any{}).Want(http.StatusCreated)
	s.LogIn(apptest.Owner, apptest.Password)
	s.Settled()
	const packs = 5 // of 500 rows: several batches of each kind
	ctx := context.Background()
	for kind, make := range oldRows {
		for pack := range packs {
			args := []any{fmt.Sprint("p", pack, "-"), c.Now()}
			switch kind {
			case "words of webhooks":
				args = append(args, []byte(`{"card":"…1234"}`))
			case "events":
				args = append(args, pack*500) // numbered below all that are read
			}
			if err := s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, make, args...); return err }); err != nil {
				t.Fatal(kind, err)
			}
		}
	}
	left := func(kind string) int64 {
		n, err := db.Get[int64](ctx, s.DB, leftRows[kind])
		if err != nil {
			t.Fatal(kind, err)
		}
		return n
	}
	day := 24 * time.Hour
	at := time.Duration(0)
	for _, step := range []struct {
		after time.Duration
		gone  []string
	}{
		{25 * time.Hour, []string{"idempotency keys", "tries"}},
		{10*day + 2*time.Hour, []string{"carts"}},
		{20*day + 2*time.Hour, []string{"messages"}},
		{30*day + 2*time.Hour, []string{"dead jobs", "events", "refused webhooks"}},
		{396*day + 2*time.Hour, []string{"hits", "sessions"}},
		{540*day + 2*time.Hour, []string{"words of webhooks"}},
	} {
		// An hour before, all of it is still there.
		c.Advance(step.after - 3*time.Hour - at)
		s.Periodic() // the jobs of that hour
		for _, kind := range step.gone {
			if kind != "tries" && kind != "sessions" && left(kind) == 0 {
				t.Errorf("%s are gone %s early", kind, 3*time.Hour)
			}
		}
		c.Advance(3 * time.Hour)
		at = step.after
		apptest.Eventually(t, 10*time.Second, fmt.Sprint(step.gone, " forgotten after ", step.after), func() bool {
			for _, kind := range step.gone {
				if left(kind) > 0 {
					return false
				}
			}
			return true
		})
	}
	if n, err := db.Get[int64](ctx, s.DB, heardBefore); err != nil || n != packs*500 {
		t.Errorf("%d of %d webhooks are still known as heard (%v)", n, packs*500, err)
	}
	over, longest := slow.reset()
	t.Logf("%d transactions took longer than 50 ms, the longest %s", over, longest)
	if longest > time.Second { // the limit is 50 ms; a busy machine is forgiven a lot, a batch without bounds is not
		t.Errorf("a transaction took %s", longest)
	}
}

// slowOnes hears of transactions that take longer than 50 ms.
type slowOnes struct {
	mu      sync.Mutex
	n       int
	longest time.Duration
}

func (*slowOnes) Enabled(context.Context, slog.Level) bool { return true }
func (s *slowOnes) WithAttrs([]slog.Attr) slog.Handler     { return s }
func (s *slowOnes) WithGroup(string) slog.Handler          { return s }

func (s *slowOnes) Handle(_ context.Context, r slog.Record) error {
	if r.Message != "slow transaction" {
		return nil
	}
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "took" {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.n++
			s.longest = max(s.longest, a.Value.Duration())
		}
		return true
	})
	return nil
}

func (s *slowOnes) reset() (n int, longest time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, longest = s.n, s.longest
	s.n, s.longest = 0, 0
	return n, longest
}
