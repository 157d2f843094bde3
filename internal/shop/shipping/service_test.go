package shipping_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/shipping/shippingtest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *shipping.Service)) {
	dbtest.Each(t, shippingtest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, shippingtest.New(w))
	})
}

func member(storeIDs ...string) actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_m", StoreIDs: storeIDs, Perms: actor.SellerPerms()}}}
}

func as(a actor.Actor) context.Context { return actor.With(context.Background(), a) }

func usa(storeID string) shipping.Save {
	return shipping.Save{StoreID: storeID, Name: "USA", Places: []shipping.Place{{Country: "US"}},
		Rates: []shipping.Rate{{Name: "Ground", Active: true, DaysMin: 2, DaysMax: 4, Tariffs: []shipping.Tariff{shipping.Flat("USD", 700)}}}}
}

func TestANewStoreShipsEverywhereAtOnceAndOnlyOnceSetUp(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *shipping.Service) {
		rate := shippingtest.Defaults(t, s, w.DB, "sto_1")
		if again := shippingtest.Defaults(t, s, w.DB, "sto_1"); again != rate {
			t.Error("a second set-up changed the rates")
		}
		for currency, want := range map[money.Currency]int64{"USD": 500, "JPY": 500} {
			got, err := s.Options(context.Background(), w.DB, shipping.Quote{StoreID: "sto_1", Currency: currency, Destination: shipping.Destination{Country: "NP"}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]shipping.Option{{ID: rate, Name: "Standard", Price: money.New(want, currency), DaysMin: 2, DaysMax: 5}}, got); diff != "" {
				t.Error(diff)
			}
		}
		if got, err := s.Options(context.Background(), w.DB, shipping.Quote{StoreID: "sto_2", Currency: "USD"}); err != nil || len(got) != 0 {
			t.Errorf("another store ships too: %v, %v", got, err)
		}
		if diff := cmp.Diff([]string{"shipping.changed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestARateKeepsItsIDWhileItsZoneIsEdited(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *shipping.Service) {
		made, err := s.Save(as(member("sto_1")), usa("sto_1"))
		if err != nil {
			t.Fatal(err)
		}
		edit := usa("")
		edit.ID, edit.IfVersion = made.ID, &made.Version
		edit.Rates = append(made.Rates, shipping.Rate{ID: "shp_of_somebody_else", Name: "Air", Active: true, Tariffs: []shipping.Tariff{shipping.Flat("USD", 2000)}})
		saved, err := s.Save(as(member("sto_1")), edit)
		if err != nil {
			t.Fatal(err)
		}
		if saved.Version != 2 || saved.Rates[0].ID != made.Rates[0].ID || saved.Rates[1].ID == "shp_of_somebody_else" || saved.Rates[1].ID == "" {
			t.Errorf("%+v", saved)
		}
		if _, err := s.Save(as(member("sto_1")), edit); !errors.Is(err, shipping.ErrStale) {
			t.Errorf("an edit of version 1 after it: %v", err)
		}
		edit.IfVersion, edit.Rates = nil, saved.Rates
		if same, err := s.Save(as(member("sto_1")), edit); err != nil || same.Version != 2 {
			t.Errorf("an edit that changes nothing: version %d, %v", same.Version, err)
		}
		if diff := cmp.Diff([]string{"shipping.changed", "shipping.changed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestZonesOutsideTheScopeDoNotExist(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *shipping.Service) {
		made, err := s.Save(as(member("sto_1")), usa("sto_1"))
		if err != nil {
			t.Fatal(err)
		}
		other := as(member("sto_2"))
		_, errGet := s.Get(other, w.DB, made.ID)
		_, errList := s.Zones(other, w.DB, "sto_1")
		_, errCreate := s.Save(other, usa("sto_1"))
		edit := usa("")
		edit.ID = made.ID
		_, errEdit := s.Save(other, edit)
		for name, err := range map[string]error{"get": errGet, "list": errList, "create": errCreate, "edit": errEdit, "delete": s.Delete(other, made.ID, nil)} {
			if !errors.Is(err, shipping.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if z, err := s.Zones(as(actor.TheSystem()), w.DB, "sto_1"); err != nil || len(z) != 1 || z[0].Version != 1 {
			t.Errorf("something changed: %v, %v", z, err)
		}
	})
}

func TestAStoreHasABoundedNumberOfZones(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *shipping.Service) {
		for range 50 {
			if _, err := s.Save(as(member("sto_1")), usa("sto_1")); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Save(as(member("sto_1")), usa("sto_1")); !errors.Is(err, shipping.ErrTooMany) {
			t.Error(err)
		}
	})
}

func TestZonesAreManagedOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *shipping.Service) {
		api := httpxtest.New(t, func(a huma.API) { s.RegisterStore(a) })
		body := map[string]any{"store_id": "sto_1", "name": "USA", "places": []any{map[string]any{"country": "US"}},
			"rates": []any{map[string]any{"name": "Ground", "active": true, "days_min": 2, "days_max": 4,
				"tariffs": []any{map[string]any{"currency": "USD", "bands": []any{map[string]any{"amount": 700}}, "free_from": 10000}}}}}
		var made, again shipping.Zone
		create := httpxtest.Call{As: member("sto_1"), Method: "POST", Path: "/shipping/zones", Body: body, Key: "k1"}
		created := api.Do(create).Want(http.StatusCreated).Into(&made)
		api.Do(create).Want(http.StatusCreated).Into(&again)
		if diff := cmp.Diff(made, again); diff != "" || created.Header.Get("ETag") == "" {
			t.Error("a repeated create is the first one:", diff)
		}
		var list struct{ Items []shipping.Zone }
		api.Do(httpxtest.Call{As: member("sto_1"), Method: "GET", Path: "/shipping/zones?store_id=sto_1"}).Want(http.StatusOK).Into(&list)
		if len(list.Items) != 1 {
			t.Errorf("%d zones", len(list.Items))
		}
		delete(body, "store_id")
		body["name"] = "United States"
		edit := httpxtest.Call{As: member("sto_1"), Method: "PUT", Path: "/shipping/zones/" + made.ID, Body: body, Header: map[string]string{"If-Match": created.Header.Get("ETag")}}
		api.Do(edit).Want(http.StatusOK)
		if code := api.Do(edit).Want(http.StatusPreconditionFailed).Code(); code != "shipping.stale" {
			t.Error(code)
		}
		body["places"] = []any{map[string]any{"country": "ZZ"}}
		edit.Header = nil
		if code := api.Do(edit).Want(http.StatusUnprocessableEntity).Code(); code != "shipping.invalid" {
			t.Error(code)
		}
		api.Do(httpxtest.Call{As: member("sto_2"), Method: "GET", Path: "/shipping/zones/" + made.ID}).Want(http.StatusNotFound)
		api.Do(httpxtest.Call{Method: "GET", Path: "/shipping/zones/" + made.ID}).Want(http.StatusUnauthorized)
		api.Do(httpxtest.Call{As: member("sto_1"), Method: "DELETE", Path: "/shipping/zones/" + made.ID}).Want(http.StatusNoContent)
		api.Do(httpxtest.Call{As: member("sto_1"), Method: "DELETE", Path: "/shipping/zones/" + made.ID}).Want(http.StatusNotFound)
	})
}

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	dbtest.Each(t, shippingtest.Sets(), func(t *testing.T, d *db.DB) {
		if n, err := db.PrepareAll(context.Background(), d); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}

func TestAStoreThatOpensCanShipWithoutAnybodysHelp(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *shipping.Service) {
		stores := sellertest.New(w)
		w.Run(t)
		_, sto := sellertest.Open(t, stores, w.DB, "kiln")
		w.Settle(t)
		zones, err := s.Zones(as(sellertest.Owner()), w.DB, sto.ID)
		if err != nil || len(zones) != 1 {
			t.Fatal(zones, err)
		}
	})
}
