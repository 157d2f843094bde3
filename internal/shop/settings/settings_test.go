package settings_test

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
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *settings.Service)) {
	dbtest.Each(t, settingstest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, settingstest.New(t, w))
	})
}

var system = actor.With(context.Background(), actor.TheSystem())

func owner() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_o", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}
}

func member() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_a", Perms: actor.SellerPerms()}}}
}

func TestTheFirstStartWritesTheDefaultsOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		want := settings.Defaults()
		want.Version = 1
		for range 2 {
			if err := s.Load(context.Background()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, s.Platform()); diff != "" {
				t.Error(diff)
			}
		}
		r, ok := s.RegionOf("NP")
		if !ok || r.ID != "world" || r.Currency != "USD" || r.PricesIncludeTax || s.DefaultRegion().ID != "world" {
			t.Error("Nepal is in", r)
		}
		if _, ok := s.RegionOf("XX"); ok {
			t.Error("an unknown country has a region")
		}
		if names := w.EventNames(t); len(names) != 0 {
			t.Error("said", names)
		}
	})
}

func TestAnEditIsSeenAtOnceHereAndSoonOnOtherNodes(t *testing.T) {
	dbtest.Each(t, settingstest.Sets(), func(t *testing.T, d *db.DB) {
		here, there := dbtest.NewWorld(d), dbtest.NewWorld(d)
		there.Clock.Advance(time.Hour) // two worlds of one seed would make the same ids
		a, b := settingstest.New(t, here), settingstest.New(t, there)
		there.Run(t)
		settingstest.Change(t, a, settings.Patch{Name: opt.Some("  Kathmandu   Haat "), BaseURL: opt.Some("https://haat.example/")})
		if p := a.Platform(); p.Name != "Kathmandu Haat" || p.BaseURL != "https://haat.example" || p.Version != 2 {
			t.Error("the node that wrote shows", p.Name, p.BaseURL, p.Version)
		}
		there.Settle(t)
		if diff := cmp.Diff(a.Platform(), b.Platform()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatCannotWorkIsRefusedWithItsPlaceAndChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		region := func(edit func(*settings.Region)) settings.Patch {
			r := settings.Region{ID: "eu", Name: "Europe", Countries: []string{"DE"}, Currency: "USD", Locales: []string{"en"}}
			edit(&r)
			return settings.Patch{Regions: opt.Some([]settings.Region{r, {ID: "np", Name: "Nepal", Countries: []string{"NP"}, Currency: "USD"}})}
		}
		for place, p := range map[string]settings.Patch{
			"name":                    {Name: opt.Some(" ")},
			"base_url":                {BaseURL: opt.Some("https://u:p@haat.example")},
			"support_email":           {SupportEmail: opt.Some("nobody")},
			"time_zone":               {TimeZone: opt.Some("Mars/Olympus")},
			"bank_details":            {BankDetails: opt.Some("IBAN \u202e0000")},
			"tax_rounding":            {TaxRounding: opt.Some("up")},
			"currencies[1]":           {Currencies: opt.Some([]money.Currency{"USD", "usd"})},
			"currencies":              {Currencies: opt.Some([]money.Currency{"USD", "USD"})},
			"locales[0]":              {Locales: opt.Some([]string{"EN", "en", "ar", "ne"})},
			"locales":                 {Locales: opt.Some([]string{"en", "ar", "ne", "en"})},
			"regions":                 {Regions: opt.Some([]settings.Region{})},
			"regions[0].id":           region(func(r *settings.Region) { r.ID = "E U" }),
			"regions[1].id":           region(func(r *settings.Region) { r.ID = "np" }),
			"regions[0].currency":     region(func(r *settings.Region) { r.Currency = "EUR" }),
			"regions[0].locales[0]":   region(func(r *settings.Region) { r.Locales = []string{"de"} }),
			"regions[0].countries[0]": region(func(r *settings.Region) { r.Countries = []string{"Germany"} }),
			"regions[1].countries[0]": region(func(r *settings.Region) { r.Countries = []string{"NP"} }),
		} {
			_, err := s.Update(system, p)
			var e *errs.Error
			if !errors.As(err, &e) || !errors.Is(err, settings.ErrInvalid) || len(e.Fields) != 1 || e.Fields[0].Path != place {
				t.Errorf("%s: %v", place, err)
			}
		}
		if s.Platform().Version != 1 || len(w.EventNames(t)) != 0 {
			t.Error("something changed")
		}
	})
}

func TestOnlyThePlatformEditsAndOnlyTheShopItselfSetsTheDemoFlag(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		if _, err := s.Update(actor.With(context.Background(), member()), settings.Patch{Name: opt.Some("Mine")}); !errors.Is(err, actor.ErrForbidden) {
			t.Error("a seller's member edited:", err)
		}
		demo := func(ctx context.Context) error {
			return w.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.SetDemoTx(ctx, tx, true) })
		}
		if err := demo(actor.With(context.Background(), owner())); !errors.Is(err, actor.ErrForbidden) {
			t.Error("an owner set the demo flag:", err)
		}
		if s.Platform().Demo {
			t.Error("the flag is on")
		}
		if err := demo(system); err != nil || !s.Platform().Demo {
			t.Error("the shop could not set it:", err)
		}
	})
}

func TestParallelEditsOfOneVersionChangeItOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		var wg sync.WaitGroup
		v := s.Platform().Version
		got := make([]error, 8)
		for i := range got {
			wg.Go(func() {
				_, got[i] = s.Update(system, settings.Patch{Name: opt.Some(string(rune('A' + i))), IfVersion: &v})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range got {
			if err == nil {
				won++
			} else if !errors.Is(err, settings.ErrStale) {
				t.Error(err)
			}
		}
		if won != 1 || s.Platform().Version != 2 {
			t.Error(won, "edits passed, version", s.Platform().Version)
		}
	})
}

type recorder struct{ entries []journal.Entry }

func (r *recorder) Record(_ context.Context, _ db.Tx, e journal.Entry) error {
	r.entries = append(r.entries, e)
	return nil
}

func TestAnEditIsRecordedAndOneThatChangesNothingIsNot(t *testing.T) {
	dbtest.Each(t, settingstest.Sets(), func(t *testing.T, d *db.DB) {
		w, rec := dbtest.NewWorld(d), &recorder{}
		s := settings.New(settings.Deps{DB: w.DB, Clock: w.Clock, Events: w.Events, Journal: rec})
		for range 2 {
			settingstest.Change(t, s, settings.Patch{TimeZone: opt.Some("Asia/Kathmandu")})
		}
		if len(rec.entries) != 1 || rec.entries[0].Before.(settings.Platform).TimeZone != "UTC" {
			t.Error("recorded", rec.entries)
		}
		if diff := cmp.Diff([]string{"settings.changed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		site := httpxtest.New(t, func(api huma.API) { s.RegisterSite(api) })
		store := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		var pub map[string]any
		site.Do(httpxtest.Call{Method: "GET", Path: "/settings"}).Want(http.StatusOK).Into(&pub)
		if pub["name"] != "Haat" || pub["default_locale"] != "en" || pub["base_url"] != nil || pub["version"] != nil {
			t.Error("shoppers see", pub)
		}
		got := store.Do(httpxtest.Call{As: member(), Method: "GET", Path: "/settings"}).Want(http.StatusOK)
		patch := map[string]any{"name": "Kiln"}
		store.Do(httpxtest.Call{As: member(), Method: "PATCH", Path: "/settings", Body: patch}).Want(http.StatusForbidden)
		store.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/settings", Body: patch, Header: map[string]string{"If-Match": got.Header.Get("ETag")}}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/settings", Body: patch, Header: map[string]string{"If-Match": `"1"`}}).Want(http.StatusPreconditionFailed)
		store.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/settings", Body: map[string]any{"demo": true}}).Want(http.StatusUnprocessableEntity)
		if s.Platform().Name != "Kiln" || s.Platform().Demo {
			t.Error("now", s.Platform())
		}
	})
}

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, _ *settings.Service) {
		if n, err := db.PrepareAll(context.Background(), w.DB); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}
