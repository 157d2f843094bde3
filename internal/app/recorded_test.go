package app_test

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// recorded is what the audit says that was done.
var recorded = db.SQL(`SELECT DISTINCT entity, action FROM audit_entries`)

// worded looks whether the dashboard has a word for everything the audit holds by now. It is asked where every
// route has been called: what a room records is known only when it does.
func worded(t *testing.T, s *apptest.Shop) {
	t.Helper()
	done, err := db.All[struct{ Entity, Action string }](context.Background(), s.DB, recorded)
	if err != nil || len(done) < 20 {
		t.Fatal(done, err)
	}
	for _, d := range done {
		if err := (journal.Entry{Entity: d.Entity, Action: d.Action}).Check(); err != nil {
			t.Error(err)
		}
	}
}
