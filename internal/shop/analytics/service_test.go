package analytics

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *Service)) {
	dbtest.Each(t, dbtest.Sets(httpx.Migrations(), Migrations()), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, New(Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Jobs: w.Jobs, Log: w.Log}))
	})
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
	d := dbtest.Open(t, db.SQLite, dbtest.Kit()) // without the room's table
	w := dbtest.NewWorld(d)
	s := New(Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Jobs: w.Jobs, Log: w.Log})
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

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, _ *Service) {
		if n, err := db.PrepareAll(context.Background(), w.DB); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}
