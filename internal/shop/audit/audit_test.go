package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/audit/audittest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *audit.Service)) {
	dbtest.Each(t, audittest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, audittest.New(w))
	})
}

var owner = actor.Actor{Kind: actor.Member, AccountID: "acc_o", Network: "192.0.2.1", RequestID: "req_1", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}

var asOwner = actor.With(context.Background(), owner)

type thing struct {
	Name     string         `json:"name"`
	Amount   int64          `json:"amount"`
	Password string         `json:"password"`
	More     map[string]any `json:"more"`
}

func record(t *testing.T, w *dbtest.World, s *audit.Service, e journal.Entry) {
	t.Helper()
	if err := w.DB.InTx(asOwner, func(ctx context.Context, tx db.Tx) error { return s.Record(ctx, tx, e) }); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, w *dbtest.World, s *audit.Service, f audit.Filter) []audit.Entry {
	t.Helper()
	l, err := s.List(asOwner, w.DB, f, page.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return l.Items
}

func TestAnEntryKeepsWhatChangedWithoutSecrets(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *audit.Service) {
		before := thing{Name: "Mug", Amount: 9007199254740993, Password: "hunter2", More: map[string]any{"api_key": "k1", "same": true}}
		after := before
		after.Amount, after.Password, after.More = 9007199254740995, "hunter3", map[string]any{"api_key": "k2", "same": true}
		record(t, w, s, journal.Entry{Entity: "product", EntityID: "prod_1", Action: "updated", StoreID: "sto_1", Before: before, After: &after})
		record(t, w, s, journal.Entry{Entity: "product", EntityID: "prod_2", Action: "created", After: thing{Name: "Bowl"}})
		got := list(t, w, s, audit.Filter{Entity: "product", EntityID: "prod_1"})
		if len(got) != 1 {
			t.Fatal(got)
		}
		e := got[0]
		want := audit.Changes{
			Before: map[string]any{"amount": json.Number("9007199254740993"), "password": "•••", "more": map[string]any{"api_key": "•••", "same": true}},
			After:  map[string]any{"amount": json.Number("9007199254740995"), "password": "•••", "more": map[string]any{"api_key": "•••", "same": true}},
		}
		if diff := cmp.Diff(want, e.Changes); diff != "" {
			t.Error(diff)
		}
		if e.ActorKind != "member" || e.ActorID != "acc_o" || e.Network != "192.0.2.1" || e.RequestID != "req_1" || e.StoreID != "sto_1" || !e.At.Equal(dbtest.Start) {
			t.Error("entry", e)
		}
		if n := len(list(t, w, s, audit.Filter{})); n != 2 {
			t.Error(n, "entries in all")
		}
		for f, n := range map[audit.Filter]int{{Entity: "product"}: 2, {StoreID: "sto_1"}: 1, {ActorID: "acc_o"}: 2, {ActorID: "acc_x"}: 0} {
			if got := len(list(t, w, s, f)); got != n {
				t.Error(f, got)
			}
		}
	})
}

func TestAnEntryOfAChangeThatFailedIsGoneWithIt(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *audit.Service) {
		no := errors.New("no")
		err := w.DB.InTx(asOwner, func(ctx context.Context, tx db.Tx) error {
			if err := s.Record(ctx, tx, journal.Entry{Entity: "page", EntityID: "1", Action: "updated"}); err != nil {
				return err
			}
			return no
		})
		if !errors.Is(err, no) || len(list(t, w, s, audit.Filter{})) != 0 {
			t.Error(err, list(t, w, s, audit.Filter{}))
		}
	})
}

func TestWhoMayNotReadTheAuditSeesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *audit.Service) {
		record(t, w, s, journal.Entry{Entity: "page", EntityID: "1", Action: "updated"})
		member := actor.With(context.Background(), actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_a", Perms: append(actor.SellerPerms(), actor.AuditRead)}}})
		if l, err := s.List(member, w.DB, audit.Filter{}, page.Request{}); err != nil || len(l.Items) != 0 {
			t.Error(l, err)
		}
	})
}

var (
	tamper  = db.SQL(`UPDATE audit_entries SET actor_id = 'acc_innocent' WHERE seq = 250`)
	untamp  = db.SQL(`UPDATE audit_entries SET actor_id = 'acc_o' WHERE seq = 250`)
	cut     = db.SQL(`DELETE FROM audit_entries WHERE seq = 301`)
	cutMid  = db.SQL(`DELETE FROM audit_entries WHERE seq = 100`)
	noHash  = db.SQL(`UPDATE audit_entries SET hash = 'x' WHERE seq = 1`)
	reHash  = db.SQL(`SELECT hash FROM audit_entries WHERE seq = 1`)
	putHash = db.SQL(`UPDATE audit_entries SET hash = $1 WHERE seq = 1`)
)

func TestTheChainHoldsAndShowsWhatWasChangedFromOutside(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *audit.Service) {
		for i := range 300 {
			record(t, w, s, journal.Entry{Entity: "page", EntityID: fmt.Sprint(i), Action: "updated", After: map[string]any{"z": 1, "a": "é<&>", "nested": map[string]any{"y": 2, "b": []int{1, 2}}}})
		}
		var wg sync.WaitGroup
		for range 4 { // several nodes seal at once
			wg.Go(func() {
				if err := s.Seal(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		record(t, w, s, journal.Entry{Entity: "page", EntityID: "last", Action: "updated"})
		if err := s.Seal(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Verify(context.Background()); n != 301 || err != nil {
			t.Fatal(n, err)
		}
		do := func(st *db.Stmt, args ...any) {
			t.Helper()
			if err := w.DB.InTx(asOwner, func(ctx context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, st, args...); return err }); err != nil {
				t.Fatal(err)
			}
		}
		broken := func(what string) {
			t.Helper()
			if _, err := s.Verify(context.Background()); !errors.Is(err, audit.ErrBroken) {
				t.Error(what, "does not show:", err)
			}
		}
		do(tamper)
		broken("an edited row")
		do(untamp)
		hash, err := db.Get[string](context.Background(), w.DB, reHash)
		if err != nil {
			t.Fatal(err)
		}
		do(noHash)
		broken("an edited hash")
		do(putHash, hash)
		if _, err := s.Verify(context.Background()); err != nil {
			t.Fatal("undone, it must hold:", err)
		}
		do(cut)
		broken("a row cut off the end")
		do(cutMid)
		broken("a row cut out")
	})
}

func TestTheSealerRunsByItselfAndOverHTTPOnlyThePlatformReads(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *audit.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		if err := s.RecordRefusal(asOwner, "sellers-status"); err != nil {
			t.Fatal(err)
		}
		w.Run(t)
		for end := time.Now().Add(20 * time.Second); list(t, w, s, audit.Filter{})[0].Seq == nil && time.Now().Before(end); {
			w.Settle(t) // the runner's first look at the clock may come after ours
		}
		got := api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/audit?entity=operation"}).Want(http.StatusOK)
		if !strings.Contains(string(got.Raw), `"action":"refused"`) || !strings.Contains(string(got.Raw), `"seq":1`) {
			t.Errorf("%s", got.Raw)
		}
		member := actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_a", Perms: actor.SellerPerms()}}}
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/audit"}).Want(http.StatusForbidden)
		api.Do(httpxtest.Call{Method: "GET", Path: "/audit"}).Want(http.StatusUnauthorized)
	})
}

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, _ *audit.Service) {
		if n, err := db.PrepareAll(context.Background(), w.DB); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}
