package app_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// small are tables that do not grow with products, orders, people or time: they may be read whole.
var small = regexp.MustCompile(`^(settings_|tax_|shipping_|seller_|content_|catalog_(categories|collections|tree)|listing_(stores|categories)|inventory_locations|kit_(cursors|periodic|sequences|certs|cert_locks)|notify_(alerts|watch)|audit_head|identity_(setup|members|keys)|transfer_)`)

// allowed are statements that read more than they answer, and why that is right; the key is a part of their text.
var allowed = map[string]string{
	"SELECT state, COUNT(*) AS n FROM kit_jobs GROUP BY state":  "only what is left to do and what nobody could do is in the table; the dashboard asks now and then",
	"(SELECT id FROM kit_events WHERE seq IS NULL ORDER BY id":  "the index has only what has no number yet",
	"FROM kit_events WHERE seq IS NULL LIMIT 1":                 "the index has only what has no number yet; one is enough",
	"FROM kit_events WHERE name <> 'cache.touched' ORDER BY id": "tests only",
	"SELECT kind, state, COUNT(*) AS n FROM kit_jobs GROUP BY":  "the same, by kind, for whoever collects metrics",
	"FROM kit_jobs WHERE kind = $1 AND state <> 'dead'":         "the same, of one kind, for whoever waits for it",
	"WHERE state = 'running' AND (lease_until < $1 OR":          "the index has only what is running",
	"attempt = attempt - 1, lease_until = NULL WHERE state =":   "of a copy that was just restored; the index has only what was running",
	"FROM order_orders WHERE held_at IS NOT NULL AND status":    "the index has only what is on hold",
	"FROM identity_members m JOIN identity_accounts a":          "a team is small; its accounts are found by key",
}

func TestNoStatementReadsAGrowingTableWhole(t *testing.T) {
	dbtest.Each(t, app.Migrations(), func(t *testing.T, d *db.DB) {
		plans, err := db.Plans(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		if len(plans) < 500 {
			t.Errorf("only %d plans", len(plans))
		}
		seen := map[string]bool{}
		for _, p := range plans {
			wrong := fault(p, d.Engine())
			if wrong == "" || p.Whole || forTests(p) || excused(p) {
				continue
			}
			if key := p.At + wrong; !seen[key] { // one shape of a list tells enough
				seen[key] = true
				t.Errorf("%s: %s\n\t%s", p.At, wrong, p.Text)
			}
		}
	})
}

// leadsByHeld finds the shapes of order lists in which what is on hold leads; as a hint it has a plus.
var leadsByHeld = regexp.MustCompile(`\([os]\.held_at IS NOT NULL.* LIMIT \$1`)

// TestWhatIsOnHoldIsFoundByItsOwnIndex: beside these small indexes there are large ones in the same order, and SQLite has
// no statistics to tell them apart.
func TestWhatIsOnHoldIsFoundByItsOwnIndex(t *testing.T) {
	dbtest.Each(t, app.Migrations(), func(t *testing.T, d *db.DB) {
		plans, err := db.Plans(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range plans {
			if !leadsByHeld.MatchString(p.Text) {
				continue
			}
			n++
			if d.Engine() == db.SQLite && !strings.Contains(p.Steps[0].Detail, "orders_held") {
				t.Errorf("%s\n\t%s", p.Steps[0].Detail, p.Text)
			}
		}
		if n < 50 {
			t.Errorf("only %d plans", n)
		}
	})
}

// fault says what is wrong with a plan: a growing table is read whole, or a list sorts what it has read. Shapes named
// few: are for when little is found, and sort that. Which of several indexes it takes, PostgreSQL decides by what is in the
// tables, and here nothing is: of its plans only what no index helps counts. SQLite decides by the statement alone, and has
// the same indexes.
func fault(p db.Plan, e db.Engine) string {
	limited := strings.Contains(p.Text, "LIMIT $")
	sorted := ""
	for _, s := range p.Steps {
		if s.Kind == db.Sort {
			sorted = s.Detail
		}
	}
	for _, s := range p.Steps {
		if s.Table == "" || small.MatchString(s.Table) {
			continue
		}
		switch {
		case s.Kind == db.Scan:
			return "reads " + s.Table + " whole: " + s.Detail
		case e == db.Postgres:
		case s.Kind == db.Walk && (!limited || sorted != ""):
			return "walks through all of " + s.Table + ": " + s.Detail
		case p.Sort != "" && sorted != "" && !strings.HasPrefix(p.Sort, "few:"):
			return "sorts what it has read of " + s.Table + ": " + s.Detail + "; " + sorted
		}
	}
	return ""
}

// forTests are statements that only tests know.
func forTests(p db.Plan) bool {
	return strings.Contains(p.At, "_test.go:") || strings.Contains(p.At, "test/") // apptest, identitytest …
}

func excused(p db.Plan) bool {
	for part := range allowed {
		if strings.Contains(p.Text, part) {
			return true
		}
	}
	return false
}
