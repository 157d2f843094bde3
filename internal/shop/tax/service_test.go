package tax_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/tax/taxtest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *tax.Service)) {
	dbtest.Each(t, taxtest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, taxtest.New(w))
	})
}

func owner() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_owner", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}
}

func member() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_1", Grants: []actor.Grant{{SellerID: "sel_1", StoreIDs: []string{"sto_1"}, Perms: actor.SellerPerms()}}}
}

func as(a actor.Actor) context.Context { return actor.With(context.Background(), a) }

const fifth money.Rate = money.One / 5

// spain has a zone for the mainland and one, by postcode, for the islands.
func spain(t *testing.T, s *tax.Service) (mainland, islands tax.Zone) {
	t.Helper()
	mainland = taxtest.Put(t, s, "ES", 210_000_000)
	islands, err := s.CreateZone(as(owner()), tax.NewZone{
		Name: "Canary Islands", Areas: []tax.Area{{Country: "es", Postcode: "35"}, {Country: "ES", Postcode: "38 "}},
		Rates: []tax.Rate{{Name: "Outside the VAT area", Category: tax.Standard, Reason: tax.ReasonExempt, Shipping: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return mainland, islands
}

func TestTheRulesForAPlaceAreThoseOfItsClosestZone(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		mainland, islands := spain(t, s)
		for place, want := range map[tax.Place]string{
			{Country: "ES", Postcode: "28001"}:  mainland.ID,
			{Country: "es"}:                     mainland.ID,
			{Country: "ES", Postcode: "35 001"}: islands.ID,
			{Country: "ES", Postcode: "3"}:      mainland.ID,
			{Country: "FR", Postcode: "35001"}:  "",
			{}:                                  "",
			{Country: "ES", Region: "\u00e9", Postcode: "35\xff\u0663"}: islands.ID,
		} {
			rules, err := s.RulesFor(context.Background(), w.DB, place, dbtest.Start)
			if err != nil || rules.ZoneID != want {
				t.Errorf("%+v: zone %q, %v; want %q", place, rules.ZoneID, err, want)
			}
			if want != "" && len(rules.Rates) != 1 {
				t.Errorf("%+v: rates %+v", place, rules.Rates)
			}
		}
	})
}

func TestTheRulesReadAreThoseSelectedFromAllZones(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		countries, regions, codes := []string{"", "US", "CA"}, []string{"", "IL", "ON"}, []string{"", "1", "12", "123"}
		for _, c := range countries {
			for _, r := range regions {
				for _, p := range codes {
					if c == "" && r+p != "" || (len(c)+len(r)+len(p))%3 == 1 {
						continue // leave gaps
					}
					if _, err := s.CreateZone(as(owner()), tax.NewZone{Name: c + r + p + ".", Areas: []tax.Area{{Country: c, Region: r, Postcode: p}}}); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		all, err := s.Zones(as(owner()), w.DB, page.Request{Limit: 100})
		if err != nil || len(all.Items) < 10 {
			t.Fatal(len(all.Items), err)
		}
		rapid.Check(t, func(t *rapid.T) {
			to := tax.Place{
				Country:  rapid.SampledFrom([]string{"", "US", "ca", "FR"}).Draw(t, "country"),
				Region:   rapid.SampledFrom([]string{"", "IL", "US-IL", "on", "XX"}).Draw(t, "region"),
				Postcode: rapid.SampledFrom([]string{"", "1", "12", "1-2 3", "1234", "9"}).Draw(t, "postcode"),
			}
			got, err := s.RulesFor(context.Background(), w.DB, to, dbtest.Start)
			if err != nil {
				t.Fatal(err)
			}
			if want := tax.Select(all.Items, to, dbtest.Start); got.ZoneID != want.ZoneID || got.Jurisdiction != want.Jurisdiction {
				t.Fatalf("%+v: read %q, selected %q", to, got.Jurisdiction, want.Jurisdiction)
			}
		})
	})
}

func TestARateEndsAndTheNextBegins(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		turn := dbtest.Start.Add(time.Hour)
		_, err := s.CreateZone(as(owner()), tax.NewZone{Name: "DE", Areas: []tax.Area{{Country: "DE"}}, Rates: []tax.Rate{
			{Name: "16%", Category: tax.Standard, Rate: 160_000_000, Reason: tax.ReasonStandard, Until: &turn},
			{Name: "19%", Category: tax.Standard, Rate: 190_000_000, Reason: tax.ReasonStandard, From: &turn},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range map[time.Time]string{turn.Add(-time.Microsecond): "16%", turn: "19%"} {
			rules, err := s.RulesFor(context.Background(), w.DB, tax.Place{Country: "DE"}, at)
			if err != nil || len(rules.Rates) != 1 || rules.Rates[0].Name != want {
				t.Errorf("at %s: %+v, %v", at, rules.Rates, err)
			}
		}
	})
}

func TestAnEditKeepsTheIDsOfRatesAndCountsUp(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		z := taxtest.Put(t, s, "FR", fifth)
		w.Clock.Advance(time.Hour)
		if _, err := s.SaveCategory(as(owner()), tax.Category{Code: "books", Name: "Books"}); err != nil {
			t.Fatal(err)
		}
		rates := append([]tax.Rate{{ID: "txr_foreign", Name: "Books", Category: "books", Rate: 55_000_000, Reason: tax.ReasonReduced}}, z.Rates...)
		got, err := s.UpdateZone(as(owner()), z.ID, tax.ZonePatch{Name: opt.Some(" France "), Rates: opt.Some(rates), IfVersion: &z.Version})
		if err != nil {
			t.Fatal(err)
		}
		if got.Version != 2 || got.Name != "France" || len(got.Rates) != 2 || !got.UpdatedAt.After(z.UpdatedAt) {
			t.Errorf("%+v", got)
		}
		ids := map[string]bool{got.Rates[0].ID: true, got.Rates[1].ID: true}
		if !ids[z.Rates[0].ID] || ids["txr_foreign"] || len(ids) != 2 {
			t.Errorf("rates %+v, before %+v", got.Rates, z.Rates)
		}
		back, err := s.Zone(as(owner()), w.DB, z.ID)
		if diff := cmp.Diff(got, back); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestAnEditThatChangesNothingWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		z := taxtest.Put(t, s, "FR", fifth)
		w.Clock.Advance(time.Hour)
		got, err := s.UpdateZone(as(owner()), z.ID, tax.ZonePatch{Name: opt.Some("FR"), Areas: opt.Some(z.Areas), Rates: opt.Some(z.Rates)})
		if diff := cmp.Diff(z, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if diff := cmp.Diff([]string{"tax.zone_changed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAStaleEditChangesNothingAndShowsTheCurrentZone(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		z := taxtest.Put(t, s, "FR", fifth)
		var wg sync.WaitGroup
		results := make([]error, 10)
		for i := range results {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, results[i] = s.UpdateZone(as(owner()), z.ID, tax.ZonePatch{Name: opt.Some(fmt.Sprint("Name ", i)), IfVersion: &z.Version})
			}()
		}
		wg.Wait()
		won := 0
		for _, err := range results {
			var e *errs.Error
			switch {
			case err == nil:
				won++
			case !errors.As(err, &e) || e.Code != tax.ErrStale.Code:
				t.Error(err)
			default:
				if current, ok := e.Detail.(tax.Zone); !ok || current.Version != 2 {
					t.Errorf("shows %+v", e.Detail)
				}
			}
		}
		if won != 1 {
			t.Errorf("%d edits of version 1 passed", won)
		}
	})
}

func TestAnAreaBelongsToOneZone(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		first := taxtest.Put(t, s, "FR", fifth)
		_, err := s.CreateZone(as(owner()), tax.NewZone{Name: "Again", Areas: []tax.Area{{Country: "MC"}, {Country: "fr"}}})
		var e *errs.Error
		if !errors.Is(err, tax.ErrAreaTaken) || !errors.As(err, &e) || e.Fields[0].Path != "areas[1]" {
			t.Error(err)
		}
		if err := s.DeleteZone(as(owner()), first.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.CreateZone(as(owner()), tax.NewZone{Name: "Again", Areas: []tax.Area{{Country: "FR"}}}); err != nil {
			t.Error("the area of a removed zone is still taken:", err)
		}
		l, err := s.Zones(as(owner()), w.DB, page.Request{})
		if err != nil || len(l.Items) != 1 || l.Items[0].Name != "Again" {
			t.Error(l.Items, err)
		}
	})
}

func TestABadZoneIsRefusedWithEveryPlace(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		at := dbtest.Start
		_, err := s.CreateZone(as(owner()), tax.NewZone{
			Name:  "a bell\a",
			Areas: []tax.Area{{Country: "FRA"}, {Region: "IL"}, {Country: "ES", Postcode: "35%"}, {Country: "PT"}, {Country: "pt "}},
			Rates: []tax.Rate{
				{Name: "", Category: "unheard_of", Rate: -1, Reason: tax.ReasonStandard},
				{Name: "a", Category: tax.Standard, Rate: 20 * money.One, Reason: tax.ReasonStandard, From: &at, Until: &at},
				{Name: "b", Category: tax.Standard, Rate: fifth, Reason: tax.ReasonZero, Position: -1},
				{Name: "c", Category: tax.Standard, Reason: tax.ReasonOutOfScope},
			},
		})
		var e *errs.Error
		if !errors.Is(err, tax.ErrInvalid) || !errors.As(err, &e) {
			t.Fatal(err)
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Path+" "+f.Code)
		}
		want := []string{
			"name length", "areas[0].country format", "areas[1].country required", "areas[2].postcode format", "areas[4] duplicate",
			"rates[0].name length", "rates[0].rate range", "rates[1].rate range", "rates[1].until order",
			"rates[2].position range", "rates[2].reason mismatch", "rates[3].reason enum", "rates[0].category unknown",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if names := w.EventNames(t); len(names) != 0 {
			t.Error("said", names)
		}
	})
}

func TestWhoDoesNotRunThePlatformsTaxesSeesAndChangesNone(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		z := taxtest.Put(t, s, "FR", fifth)
		for name, ctx := range map[string]context.Context{"a seller's member": as(member()), "anonymous": context.Background()} {
			if _, err := s.Zone(ctx, w.DB, z.ID); !errors.Is(err, tax.ErrNotFound) {
				t.Error(name, "read:", err)
			}
			if l, err := s.Zones(ctx, w.DB, page.Request{}); err != nil || len(l.Items) != 0 {
				t.Error(name, "listed:", l.Items, err)
			}
			if _, err := s.CreateZone(ctx, tax.NewZone{Name: "x", Areas: []tax.Area{{Country: "XX"}}}); !errors.Is(err, tax.ErrNotFound) {
				t.Error(name, "created:", err)
			}
			if _, err := s.UpdateZone(ctx, z.ID, tax.ZonePatch{Name: opt.Some("mine")}); !errors.Is(err, tax.ErrNotFound) {
				t.Error(name, "edited:", err)
			}
			if err := s.DeleteZone(ctx, z.ID); !errors.Is(err, tax.ErrNotFound) {
				t.Error(name, "removed:", err)
			}
			if _, err := s.SaveCategory(ctx, tax.Category{Code: "x", Name: "X"}); !errors.Is(err, tax.ErrCategoryNotFound) {
				t.Error(name, "saved a category:", err)
			}
			if err := s.DeleteCategory(ctx, tax.Standard); !errors.Is(err, tax.ErrCategoryNotFound) {
				t.Error(name, "removed a category:", err)
			}
		}
		if diff := cmp.Diff([]string{"tax.zone_changed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestCategoriesStayWhileRatesUseThem(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		for _, name := range []string{"Book", "Books", "Books"} {
			if _, err := s.SaveCategory(as(owner()), tax.Category{Code: "books", Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		z, err := s.CreateZone(as(owner()), tax.NewZone{Name: "DE", Areas: []tax.Area{{Country: "DE"}}, Rates: []tax.Rate{
			{Name: "7%", Category: "books", Rate: 70_000_000, Reason: tax.ReasonReduced},
		}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteCategory(as(owner()), "books"); !errors.Is(err, tax.ErrCategoryInUse) {
			t.Error(err)
		}
		if err := s.DeleteCategory(as(owner()), tax.Standard); !errors.Is(err, tax.ErrStandard) {
			t.Error(err)
		}
		if err := s.DeleteCategory(as(owner()), "toys"); !errors.Is(err, tax.ErrCategoryNotFound) {
			t.Error(err)
		}
		if _, err := s.UpdateZone(as(owner()), z.ID, tax.ZonePatch{Rates: opt.Null[[]tax.Rate]()}); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteCategory(as(owner()), "books"); err != nil {
			t.Error(err)
		}
		l, err := s.Categories(as(member()), w.DB, page.Request{})
		if diff := cmp.Diff([]tax.Category{{Code: "standard", Name: "Standard"}}, l.Items); err != nil || diff != "" {
			t.Error(err, diff)
		}
		want := []string{"tax.category_changed", "tax.category_changed", "tax.zone_changed", "tax.zone_changed", "tax.category_changed"}
		if diff := cmp.Diff(want, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
		for _, bad := range []tax.Category{{Code: "Books", Name: "x"}, {Code: "", Name: "x"}, {Code: "x", Name: " "}} {
			if _, err := s.SaveCategory(as(owner()), bad); !errors.Is(err, tax.ErrInvalid) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
	})
}

func TestZonesPageByNameWithoutSkipping(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		for _, c := range []string{"PT", "AT", "BE", "FR", "DE"} {
			taxtest.Put(t, s, c, fifth)
		}
		var got []string
		p := page.Request{Limit: 2}
		for {
			l, err := s.Zones(as(owner()), w.DB, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, z := range l.Items {
				got = append(got, z.Name+z.Areas[0].Country+z.Rates[0].Name)
			}
			if l.Next == "" {
				break
			}
			p.Cursor = l.Next
		}
		want := []string{"ATATVAT 20%", "BEBEVAT 20%", "DEDEVAT 20%", "FRFRVAT 20%", "PTPTVAT 20%"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if _, err := s.Zones(as(owner()), w.DB, page.Request{Cursor: "garbage"}); !errors.Is(err, page.ErrCursor) {
			t.Error("a foreign cursor passed:", err)
		}
	})
}

// notes keeps what was journalled.
type notes struct{ list []string }

func (n *notes) Record(_ context.Context, _ db.Tx, e journal.Entry) error {
	n.list = append(n.list, fmt.Sprint(e.Entity, " ", e.Action, " ", e.Before != nil, " ", e.After != nil))
	return nil
}

func TestEveryChangeIsJournalled(t *testing.T) {
	dbtest.Each(t, taxtest.Sets(), func(t *testing.T, d *db.DB) {
		w, n := dbtest.NewWorld(d), &notes{}
		s := tax.New(tax.Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: n})
		z := taxtest.Put(t, s, "FR", fifth)
		if _, err := s.UpdateZone(as(owner()), z.ID, tax.ZonePatch{Name: opt.Some("France")}); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteZone(as(owner()), z.ID); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Book", "Books"} {
			if _, err := s.SaveCategory(as(owner()), tax.Category{Code: "books", Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.DeleteCategory(as(owner()), "books"); err != nil {
			t.Fatal(err)
		}
		want := []string{
			"tax_zone created false true", "tax_zone updated true true", "tax_zone deleted true false",
			"tax_category created false true", "tax_category updated true true", "tax_category deleted true false",
		}
		if diff := cmp.Diff(want, n.list); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *tax.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		body := map[string]any{"name": "Illinois", "areas": []any{map[string]any{"country": "US", "region": "IL"}},
			"rates": []any{map[string]any{"name": "Sales tax", "rate": "0.0825", "shipping": false}}}
		var z tax.Zone
		var made httpxtest.Answer
		for range 2 { // the same key twice is one zone
			made = api.Do(httpxtest.Call{As: owner(), Method: "POST", Path: "/tax/zones", Key: "k1", Body: body}).Want(http.StatusCreated).Into(&z)
		}
		if z.Rates[0].Rate != 82_500_000 || z.Rates[0].Category != "standard" || z.Rates[0].Reason != "standard" {
			t.Errorf("made %+v", z)
		}
		api.Do(httpxtest.Call{As: owner(), Method: "POST", Path: "/tax/zones", Body: body}).Want(http.StatusConflict)
		body["rates"] = []any{map[string]any{"name": "x", "rate": "1e-2"}}
		api.Do(httpxtest.Call{As: owner(), Method: "POST", Path: "/tax/zones", Body: body}).Want(http.StatusUnprocessableEntity)

		patch := map[string]any{"name": "IL"}
		match := map[string]string{"If-Match": made.Header.Get("ETag")}
		api.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/tax/zones/" + z.ID, Body: patch, Header: match}).Want(http.StatusOK).Into(&z)
		if z.Name != "IL" || len(z.Rates) != 1 || z.Version != 2 {
			t.Errorf("edited to %+v", z)
		}
		api.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/tax/zones/" + z.ID, Body: patch, Header: match}).Want(http.StatusPreconditionFailed)
		api.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/tax/zones/" + z.ID, Body: map[string]any{"rates": nil}}).Want(http.StatusOK).Into(&z)
		if len(z.Rates) != 0 {
			t.Errorf("null left rates: %+v", z.Rates)
		}
		api.Do(httpxtest.Call{As: owner(), Method: "GET", Path: "/tax/zones/" + z.ID}).Want(http.StatusOK)
		api.Do(httpxtest.Call{As: owner(), Method: "PUT", Path: "/tax/categories/books", Body: map[string]any{"name": "Books"}}).Want(http.StatusOK)
		api.Do(httpxtest.Call{As: owner(), Method: "DELETE", Path: "/tax/categories/books"}).Want(http.StatusNoContent)
		api.Do(httpxtest.Call{As: owner(), Method: "DELETE", Path: "/tax/zones/" + z.ID}).Want(http.StatusNoContent)
		api.Do(httpxtest.Call{As: owner(), Method: "DELETE", Path: "/tax/zones/" + z.ID}).Want(http.StatusNotFound)

		api.Do(httpxtest.Call{As: member(), Method: "GET", Path: "/tax/categories"}).Want(http.StatusOK)
		api.Do(httpxtest.Call{As: member(), Method: "GET", Path: "/tax/zones"}).Want(http.StatusForbidden)
		api.Do(httpxtest.Call{Method: "GET", Path: "/tax/zones"}).Want(http.StatusUnauthorized)
	})
}

func TestEveryStatementIsGoodSQLOnBothEngines(t *testing.T) {
	dbtest.Each(t, taxtest.Sets(), func(t *testing.T, d *db.DB) {
		if n, err := db.PrepareAll(context.Background(), d); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}
