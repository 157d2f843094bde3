package analytics

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

// fixture is the room beside a shop with two stores.
type fixture struct {
	*ordertest.Fixture
	Settings  *settings.Service
	Analytics *Service
}

func newFixture(t testing.TB, d *db.DB) *fixture {
	f := &fixture{Fixture: ordertest.New(t, d)}
	f.Settings = settingstest.New(t, f.World)
	f.Analytics = New(Deps{DB: d, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Log: f.Log, Settings: f.Settings, Seller: f.Seller, Orders: f.Order})
	return f
}

func eachShop(t *testing.T, fn func(t *testing.T, f *fixture)) {
	dbtest.Each(t, append(ordertest.Sets(), settings.Migrations(), Migrations()), func(t *testing.T, d *db.DB) { fn(t, newFixture(t, d)) })
}

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *Service)) {
	eachShop(t, func(t *testing.T, f *fixture) { fn(t, f.World, f.Analytics) })
}

var countHits = db.SQL(`SELECT COUNT(*) FROM analytics_hits`)

func stored(t *testing.T, w *dbtest.World) int64 {
	t.Helper()
	n, err := db.Get[int64](context.Background(), w.DB, countHits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func hits(n int) []Hit {
	all := make([]Hit, n)
	for i := range all {
		all[i] = Hit{Kind: PageView, Path: "/products/mug"}
	}
	return all
}

func TestStoppingWritesEverythingThatWasTaken(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service) {
		s.Start(context.Background())
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 16 {
					if n, err := s.Record(hits(9)); err != nil || n != 9 {
						t.Error(n, err)
					}
				}
			})
		}
		wg.Wait()
		s.Stop()
		const all = 8 * 16 * 9
		if diff := cmp.Diff(Stats{Taken: all, Written: all}, s.Stats()); diff != "" || stored(t, w) != all {
			t.Error(stored(t, w), diff)
		}
	})
}

func TestAFullBufferDropsAndCountsInsteadOfWaiting(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service) {
		for range capacity/50 + 2 {
			if _, err := s.Record(hits(50)); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(Stats{Taken: capacity, Dropped: 100, Waiting: capacity}, s.Stats()); diff != "" {
			t.Error(diff)
		}
		s.Start(context.Background())
		s.Stop()
		if n := stored(t, w); n != capacity {
			t.Errorf("%d hits were written", n)
		}
	})
}

func TestHitsThatCannotBeWrittenAreCountedAsLost(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, append(ordertest.Sets(), settings.Migrations())) // without the room's table
	s := newFixture(t, d).Analytics
	if _, err := s.Record(hits(3)); err != nil {
		t.Fatal(err)
	}
	s.Start(context.Background())
	s.Stop()
	if diff := cmp.Diff(Stats{Taken: 3, Lost: 3}, s.Stats()); diff != "" {
		t.Error(diff)
	}
}

func TestHitsComeOverHTTPAndWhoDoesNotWantToBeCountedIsNot(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service) {
		api := httpxtest.New(t, func(a huma.API) { s.RegisterSite(a) })
		body := map[string]any{"items": []any{map[string]any{"kind": "search", "path": "/search?q=mug", "query": "Mug", "locale": "ne"}}}
		call := httpxtest.Call{Method: "POST", Path: "/hits", Body: body}
		var got Recorded
		if api.Do(call).Want(http.StatusAccepted).Into(&got); got.Taken != 1 {
			t.Error(got)
		}
		for _, header := range []string{"Sec-GPC", "DNT"} {
			call.Header = map[string]string{header: "1"}
			if api.Do(call).Want(http.StatusAccepted).Into(&got); got.Taken != 0 {
				t.Error(header, got)
			}
		}
		body["items"] = []any{map[string]any{"kind": "spy", "path": "/"}}
		api.Do(httpxtest.Call{Method: "POST", Path: "/hits", Body: body}).Want(http.StatusUnprocessableEntity)
		if n := s.Stats().Taken; n != 1 {
			t.Errorf("%d taken", n)
		}
	})
}

func TestAPlayedPastIsWrittenByTheShopAloneAndForgottenUpToAMoment(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service) {
		now := w.Clock.Now()
		past := []PastHit{{Hit{Kind: ProductView, Path: "/products/mug?email=a@b.example"}, now.Add(-48 * time.Hour)}, {Hit{Kind: PageView, Path: "/"}, now}}
		record := func(ctx context.Context, hits []PastHit) error {
			return w.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.RecordPastTx(ctx, tx, hits) })
		}
		erase := func(ctx context.Context, before time.Time) (more bool, err error) {
			err = w.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
				more, err = s.EraseHitsTx(ctx, tx, before)
				return err
			})
			return more, err
		}
		member := actor.With(context.Background(), actor.Actor{Kind: actor.Member, AccountID: "acc_1"})
		if _, err := erase(member, now); !errors.Is(err, actor.ErrForbidden) {
			t.Error(err)
		}
		if err := record(member, past); !errors.Is(err, actor.ErrForbidden) {
			t.Error(err)
		}
		system := actor.With(context.Background(), actor.Actor{Kind: actor.System})
		if err := record(system, make([]PastHit, MostPast+1)); !errors.Is(err, ErrInvalid) {
			t.Error(err)
		}
		if err := record(system, past); err != nil || stored(t, w) != 2 {
			t.Fatal(err, stored(t, w))
		}
		if n, err := db.Get[int64](system, w.DB, cleanOld, now.Add(-48*time.Hour)); err != nil || n != 1 {
			t.Errorf("%d hits of then without their query, %v", n, err)
		}
		if more, err := erase(system, now); err != nil || more || stored(t, w) != 1 {
			t.Error(more, err, stored(t, w))
		}
	})
}

var cleanOld = db.SQL(`SELECT COUNT(*) FROM analytics_hits WHERE at = $1 AND path = '/products/mug'`)
