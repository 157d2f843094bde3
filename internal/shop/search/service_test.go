package search_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/search/searchtest"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

func each(t *testing.T, fn func(t *testing.T, f *searchtest.Fixture)) {
	dbtest.Each(t, searchtest.Sets(), func(t *testing.T, d *db.DB) { fn(t, searchtest.New(t, d)) })
}

func titles(t *testing.T, f *searchtest.Fixture, r search.Request) []string {
	t.Helper()
	f.Settle(t)
	r.Audience = listingtest.Shopper()
	found, err := f.Search.Search(context.Background(), f.DB, r)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range found.Cards {
		out = append(out, c.Title)
	}
	if found.Total != len(out) {
		t.Errorf("%q: %d found, %d shown", r.Text, found.Total, len(out))
	}
	return out
}

func want[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheIndexFollowsWhatTheShopDoes(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		mug := f.Sell(t, sto.ID, "Clay mug", 1800, 1)
		f.Sell(t, sto.ID, "Linen apron", 900, 3)
		want(t, titles(t, f, search.Request{Text: "mugs"}), []string{"Clay mug"})

		if _, err := f.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{ID: mug.ID, DescriptionHTML: opt.Some("<p>For <b>espresso</b></p>")}); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, search.Request{Text: "espreso"}), []string{"Clay mug"})

		yes := true
		f.Stock(t, sto.ID, mug.Variants[0].ID, 0)
		want(t, titles(t, f, search.Request{Text: "mug", Filter: listing.Filter{InStock: &yes}}), []string{})

		if _, err := f.Seller.ChangeStatus(catalogtest.Owner(), sel.ID, seller.Suspended); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, search.Request{Text: "mug"}), []string{})
		if _, err := f.Seller.ChangeStatus(catalogtest.Owner(), sel.ID, seller.Approved); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, search.Request{Text: "mug"}), []string{"Clay mug"})

		if err := f.Listing.Delete(catalogtest.Owner(), mug.ID); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, search.Request{Text: "mug"}), []string{})
		want(t, titles(t, f, search.Request{}), []string{"Linen apron"})
	})
}

func TestCachedPagesAreToldWhenTheIndexHasCaughtUp(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		found := make(chan int, 100)
		f.DB.OnTouch(func(tags []string) {
			if slices.Contains(tags, "search") {
				r, err := f.Search.Search(context.Background(), f.DB, search.Request{Text: "mug", Audience: listingtest.Shopper()})
				if err == nil {
					found <- r.Total
				}
			}
		})
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		f.Settle(t)
		f.Sell(t, sto.ID, "Clay mug", 1800, 1)
		f.Settle(t)
		last := 0
		for len(found) > 0 {
			last = <-found
		}
		if last != 1 {
			t.Error("no page was told after the product was indexed")
		}
	})
}

func TestASavedIndexIsBroughtUpToDateByWarming(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		stays, goes := f.Sell(t, sto.ID, "Clay mug", 1800, 1), f.Sell(t, sto.ID, "Old mug", 900, 3)
		f.Settle(t)
		var saved bytes.Buffer
		if err := f.Search.Save(&saved); err != nil {
			t.Fatal(err)
		}
		if err := f.Listing.Delete(catalogtest.Owner(), goes.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{ID: stays.ID, Title: opt.Some("Clay cup")}); err != nil {
			t.Fatal(err)
		}
		f.Sell(t, sto.ID, "New mug", 700, 1)
		f.Settle(t)

		other := dbtest.NewWorld(f.DB)
		again := search.New(search.Deps{DB: f.DB, Events: other.Events, Log: f.Log, Listing: f.Listing, Catalog: f.Catalog, Seller: f.Seller})
		if _, err := again.Search(context.Background(), f.DB, search.Request{Text: "mug"}); !errors.Is(err, search.ErrNotReady) {
			t.Error("a cold index answers:", err)
		}
		if err := again.Load(&saved); err != nil {
			t.Fatal(err)
		}
		if err := again.Warm(context.Background()); err != nil || !again.Ready() {
			t.Fatal(err)
		}
		for text, wanted := range map[string]string{"mug": "New mug", "cup": "Clay cup"} {
			r, err := again.Search(context.Background(), f.DB, search.Request{Text: text, Audience: listingtest.Shopper()})
			if err != nil || r.Total != 1 || r.Cards[0].Title != wanted {
				t.Errorf("%s: %+v %v", text, r, err)
			}
		}
	})
}

func TestSearchOverHTTPNamesItsFacetsAndPages(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		_, kiln := sellertest.Open(t, f.Seller, f.DB, "kiln")
		_, loom := sellertest.Open(t, f.Seller, f.DB, "loom")
		cat, err := f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some("Mugs")})
		if err != nil {
			t.Fatal(err)
		}
		for i, store := range []string{kiln.ID, kiln.ID, loom.ID} {
			in := listingtest.Goods(store, []string{"Clay mug", "Steel mug", "Wool mug cosy"}[i], int64(1000*(i+1)), int64(i))
			in.Vendor = opt.Some([]string{"Acme", "Acme", "Loomers"}[i])
			in.Attributes = opt.Some([]catalog.Attribute{{Code: "material", Name: "Material", Value: []string{"Clay", "Steel", "Wool"}[i]}})
			if i < 2 {
				in.CategoryIDs = opt.Some([]string{cat.ID})
			}
			if _, err := f.Listing.Save(catalogtest.Owner(), in); err != nil {
				t.Fatal(err)
			}
		}
		f.Settle(t)
		api := httpxtest.New(t, f.Search.RegisterSite)
		get := func(path string) (search.PublicFound, httpxtest.Answer) {
			a := api.Do(httpxtest.Call{Method: http.MethodGet, Path: path})
			var v search.PublicFound
			if err := json.Unmarshal(a.Raw, &v); err != nil {
				t.Fatal(err)
			}
			return v, a
		}
		for query, n := range map[string]int{"q=mug": 3, "q=mugs&category=mugs": 2, "q=mug&store=loom": 1, "q=mug&brand=Acme&brand=Loomers": 3, "q=mug&attribute=material:Clay&attribute=material:Wool": 2,
			"q=mug&in_stock=true": 2, "q=mug&price_max=1000": 1, "q=mug&currency=JPY": 0, "q=mgu": 0, "q=stele": 1, "q=stele&exact=true": 0, "": 3} {
			if v, a := get("/search?" + query); a.Status != 200 || v.Total != n || len(v.Items) != n {
				t.Errorf("%s: %d %s", query, a.Status, a.Raw)
			}
		}
		v, _ := get("/search?q=mug&facets=true&store=kiln")
		facets := map[string][]search.PublicCount{}
		for _, x := range v.Facets {
			facets[x.Field] = x.Values
		}
		want(t, facets["store"], []search.PublicCount{{Value: kiln.ID, Name: "Store kiln", Count: 2, Selected: true}, {Value: loom.ID, Name: "Store loom", Count: 1}})
		want(t, facets["category"], []search.PublicCount{{Value: cat.ID, Name: "Mugs", Count: 2}})
		want(t, facets["attr.material"], []search.PublicCount{{Value: "Clay", Name: "Clay", Count: 1}, {Value: "Steel", Name: "Steel", Count: 1}})
		want(t, v.Facets[len(v.Facets)-1].Name, "Material")
		want(t, []int64{v.Price.From.Minor, v.Price.To.Minor}, []int64{1000, 2000})

		first, _ := get("/search?q=mug&limit=2&sort=-price")
		second, _ := get("/search?q=mug&limit=2&sort=-price&cursor=" + first.Next)
		want(t, []string{first.Items[0].Title, first.Items[1].Title, second.Items[0].Title, second.Next}, []string{"Wool mug cosy", "Steel mug", "Clay mug", ""})
		for _, bad := range []string{"sort=best", "attribute=x", "cursor=zzz", "category=none", "limit=1000", "currency=EUR"} {
			if a := api.Do(httpxtest.Call{Method: http.MethodGet, Path: "/search?q=mug&" + bad}); a.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d %s", bad, a.Status, a.Raw)
			}
		}
		a := api.Do(httpxtest.Call{Method: http.MethodGet, Path: "/search/suggest?q=woo"})
		var s search.PublicSuggested
		if err := json.Unmarshal(a.Raw, &s); err != nil || len(s.Products) != 1 || !slices.Contains(s.Words, "wool") {
			t.Errorf("%s %v", a.Raw, err)
		}
	})
}

func TestTheIndexConformsToWhatAnEngineMustDo(t *testing.T) {
	searchtest.Conformance(t, func(*testing.T) search.Engine { return search.NewIndex(search.DefaultConfig()) })
}
