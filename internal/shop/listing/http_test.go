package listing_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"

	"github.com/haatshop/haat/internal/kit/opt"
)

func decode[T any](t *testing.T, a httpxtest.Answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(a.Raw, &v); err != nil {
		t.Fatalf("%s: %v", a.Raw, err)
	}
	return v
}

func TestShoppersListAndOpenProductsOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		cat, err := f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some("Mugs")})
		if err != nil {
			t.Fatal(err)
		}
		in := listingtest.Goods(sto.ID, "Clay mug", 1800, 3)
		in.CategoryIDs = opt.Some([]string{cat.ID})
		out, err := f.Listing.Save(catalogtest.Owner(), in)
		if err != nil {
			t.Fatal(err)
		}
		f.Sell(t, sto.ID, "Apron", 900, 0)
		api := httpxtest.New(t, f.Listing.RegisterSite)
		get := func(path string) httpxtest.Answer {
			return api.Do(httpxtest.Call{Method: http.MethodGet, Path: path})
		}
		type list struct {
			Items []listing.PublicCard `json:"items"`
			Next  string               `json:"next_cursor"`
		}
		for query, n := range map[string]int{"": 2, "?category=mugs": 1, "?category=" + cat.ID: 1, "?store=kiln&price_max=1000": 1, "?in_stock=true": 1, "?in_stock=false": 1, "?in_stock=1&price_min=0": 1, "?limit=1&sort=price": 1, "?currency=JPY": 0} {
			a := get("/products" + query)
			if got := decode[list](t, a); a.Status != 200 || len(got.Items) != n {
				t.Errorf("%s: %d %s", query, a.Status, a.Raw)
			}
		}
		first := decode[list](t, get("/products?limit=1&sort=price"))
		second := decode[list](t, get("/products?limit=1&sort=price&cursor="+url.QueryEscape(first.Next)))
		if len(second.Items) != 1 || second.Items[0].Title != "Clay mug" || second.Next != "" {
			t.Errorf("the second page: %+v", second)
		}
		for _, bad := range []string{"?category=nowhere", "?collection=none", "?store=none", "?currency=EUR", "?sort=rating", "?price_min=-1", "?price_min=x", "?cursor=x", "?limit=0", "?colour=red", "?include=reviews", "?include=variants,variants"} {
			if a := get("/products" + bad); a.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d %s", bad, a.Status, a.Raw)
			}
		}
		v := decode[listing.PublicView](t, get("/products/clay-mug"))
		want(t, []any{v.ID, v.Price.From, v.InStock, len(v.Variants), v.Categories[0].Handle, v.Store.Handle},
			[]any{out.ProductID, money.New(1800, "USD"), true, 1, "mugs", "kiln"})
		if a := get("/products/none"); a.Status != http.StatusNotFound {
			t.Errorf("%d %s", a.Status, a.Raw)
		}
	})
}

func TestAListAddsVariantsOnlyWhenAsked(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		mug := f.Sell(t, sto.ID, "Clay mug", 1800, 3)
		f.Sell(t, sto.ID, "Apron", 900, 0)
		api := httpxtest.New(t, f.Listing.RegisterSite)
		get := func(path string) httpxtest.Answer {
			return api.Do(httpxtest.Call{Method: http.MethodGet, Path: path}).Want(200)
		}
		if plain := string(get("/products").Raw); strings.Contains(plain, `"variants"`) {
			t.Errorf("nobody asked for variants: %s", plain)
		}
		type list struct {
			Items []listing.PublicCard `json:"items"`
		}
		l := decode[list](t, get("/products?sort=title&include=variants"))
		if len(l.Items) != 2 {
			t.Fatalf("%+v", l)
		}
		for _, c := range l.Items {
			page := decode[listing.PublicView](t, get("/products/"+c.ID))
			want(t, c.Variants, page.Variants) // a list and a product's page say the same
		}
		want(t, []any{l.Items[0].Variants[0].InStock, l.Items[1].Handle, l.Items[1].Variants[0].Price, *l.Items[1].Variants[0].Available},
			[]any{false, mug.Handle, money.New(1800, "USD"), int64(3)})
	})
}

// An editor that was opened before somebody else's change or before a delivery undoes neither of them.
func TestASaveOfWhatIsOldUndoesNeitherPricesNorSales(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		me := sellertest.MemberOf(sel.ID, sto.ID)
		p := f.Sell(t, sto.ID, "Mug", 1800, 5)
		variant := p.Variants[0].ID
		api := httpxtest.New(t, f.Listing.RegisterStore)
		path := "/products/" + p.ID
		patch := func(match string, variant map[string]any, more ...any) httpxtest.Answer {
			body := map[string]any{"variants": []any{variant}}
			for i := 0; i+1 < len(more); i += 2 {
				body[more[i].(string)] = more[i+1]
			}
			return api.Do(httpxtest.Call{As: me, Method: http.MethodPatch, Path: path, Body: body, Header: map[string]string{"If-Match": match}})
		}
		opened := api.Do(httpxtest.Call{As: me, Method: http.MethodGet, Path: path}).Want(200).Header.Get("ETag")
		cheap, dear := []any{map[string]any{"currency": "USD", "amount": 1800}}, []any{map[string]any{"currency": "USD", "amount": 2000}}

		other := patch(opened, map[string]any{"id": variant, "prices": dear}).Want(200)
		if tag := other.Header.Get("ETag"); tag == opened {
			t.Error("another price left the version", tag)
		}
		if a := patch(opened, map[string]any{"id": variant, "prices": cheap}, "title", "Clay mug"); a.Status != http.StatusPreconditionFailed {
			t.Errorf("a price of before was put back: %d %s", a.Status, a.Raw)
		}
		now := other.Header.Get("ETag")
		if tag := patch(now, map[string]any{"id": variant, "prices": dear}).Want(200).Header.Get("ETag"); tag != now {
			t.Errorf("the same price again made version %s of %s", tag, now)
		}

		f.InTx(t, func(ctx context.Context, tx db.Tx) error { // two are delivered
			_, err := f.Inventory.AdjustTx(ctx, tx, inventory.Adjust{VariantID: variant, Delta: -2, Reason: "test"})
			return err
		})
		a := patch(now, map[string]any{"id": variant, "stock": 8, "stock_was": 5})
		if a.Status != http.StatusConflict || !strings.Contains(string(a.Raw), `"variants[0].stock"`) || !strings.Contains(string(a.Raw), "There are 3 on hand now.") {
			t.Errorf("a count of before: %d %s", a.Status, a.Raw)
		}
		onHand := func() int64 {
			return decode[listing.Full](t, api.Do(httpxtest.Call{As: me, Method: http.MethodGet, Path: path}).Want(200)).Variants[0].Stock.OnHand
		}
		want(t, onHand(), int64(3))
		patch(now, map[string]any{"id": variant}, "title", "Clay mug").Want(200)
		want(t, onHand(), int64(3)) // what is not said stays
		patch("", map[string]any{"id": variant, "stock": 3, "stock_was": 5}).Want(200)
		patch("", map[string]any{"id": variant, "stock": 8, "stock_was": 3}).Want(200)
		want(t, onHand(), int64(8))
		right(t, f)
	})
}

func TestStaffCreateEditAndDeleteProductsOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		_, other := sellertest.Open(t, f.Seller, f.DB, "loom")
		me := sellertest.MemberOf(sel.ID, sto.ID)
		api := httpxtest.New(t, f.Listing.RegisterStore)
		body := map[string]any{
			"store_id": sto.ID, "title": "Clay mug", "status": "active", "options": []any{map[string]any{"name": "Colour", "values": []string{"Sand", "Ink"}}},
			"variants": []any{
				map[string]any{"sku": "MUG-SAND", "option_values": []string{"Sand"}, "prices": []any{map[string]any{"currency": "USD", "amount": 1800}}, "stock": 3},
				map[string]any{"sku": "MUG-INK", "option_values": []string{"Ink"}, "prices": []any{map[string]any{"currency": "USD", "amount": 2400, "compare_at": 3000}}, "stock": 0, "allow_backorder": true},
			},
		}
		create := httpxtest.Call{As: me, Method: http.MethodPost, Path: "/products", Body: body, Key: "k1"}
		a := api.Do(create)
		if a.Status != http.StatusCreated {
			t.Fatalf("%d %s", a.Status, a.Raw)
		}
		made := decode[listing.Full](t, a)
		want(t, []any{len(made.Variants), made.Variants[0].Prices[0].Amount, made.Variants[0].Stock.OnHand, made.Variants[1].Stock.AllowBackorder, made.Store.Handle},
			[]any{2, int64(1800), int64(3), true, "kiln"})
		if again := decode[listing.Full](t, api.Do(create)); again.ID != made.ID {
			t.Error("the same key made a second product")
		}
		patch := func(as actor.Actor, match string, body any) httpxtest.Answer {
			return api.Do(httpxtest.Call{As: as, Method: http.MethodPatch, Path: "/products/" + made.ID, Body: body, Header: map[string]string{"If-Match": match}})
		}
		a = patch(me, a.Header.Get("ETag"), map[string]any{"title": "Clay cup"})
		if v := decode[listing.Full](t, a); a.Status != 200 || v.Title != "Clay cup" || len(v.Variants) != 2 || len(v.Variants[0].Prices) != 1 {
			t.Errorf("%d %s", a.Status, a.Raw)
		}
		if a := patch(me, `"1"`, map[string]any{"title": "Late"}); a.Status != http.StatusPreconditionFailed {
			t.Errorf("a stale edit: %d %s", a.Status, a.Raw)
		}
		if a := patch(sellertest.MemberOf("sel_x", other.ID), "", map[string]any{"title": "Mine"}); a.Status != http.StatusNotFound {
			t.Errorf("a stranger's edit: %d %s", a.Status, a.Raw)
		}
		if v := decode[listing.Full](t, patch(me, "", map[string]any{"origin": "np"})); v.Origin != "NP" {
			t.Errorf("the country of origin became %q", v.Origin)
		}
		if a := patch(me, "", map[string]any{"origin": "XX"}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(string(a.Raw), `"origin"`) {
			t.Errorf("a country that is none: %d %s", a.Status, a.Raw)
		}
		site := httpxtest.New(t, f.Listing.RegisterSite).Do(httpxtest.Call{Method: http.MethodGet, Path: "/products/" + made.ID}).Want(200)
		if v := decode[listing.PublicView](t, site); v.Origin != "NP" {
			t.Errorf("shoppers see the origin %q", v.Origin)
		}
		if a := patch(me, "", map[string]any{"titel": "x"}); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("an unknown member: %d %s", a.Status, a.Raw)
		}
		if a := patch(me, "", map[string]any{"variants": []any{map[string]any{"id": made.Variants[0].ID, "prices": []any{map[string]any{"currency": "XXX", "amount": 1}}}}}); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("an unknown currency: %d %s", a.Status, a.Raw)
		}
		rows := decode[struct {
			Items []listing.Row `json:"items"`
		}](t, api.Do(httpxtest.Call{As: me, Method: http.MethodGet, Path: "/products?q=mug-ink&status=active"}))
		if len(rows.Items) != 1 || rows.Items[0].Available != 3 || rows.Items[0].Prices[0].To.Minor != 2400 {
			t.Errorf("%+v", rows.Items)
		}
		if a := api.Do(httpxtest.Call{Method: http.MethodGet, Path: "/products"}); a.Status != http.StatusUnauthorized {
			t.Errorf("a stranger lists: %d", a.Status)
		}
		remove := httpxtest.Call{As: me, Method: http.MethodDelete, Path: "/products/" + made.ID, Header: map[string]string{"If-Match": `"1"`}}
		if a := api.Do(remove); a.Status != http.StatusPreconditionFailed || !strings.Contains(string(a.Raw), "Clay cup") {
			t.Errorf("what is not what it was is deleted: %d %s", a.Status, a.Raw)
		}
		remove.Header["If-Match"] = api.Do(httpxtest.Call{As: me, Method: http.MethodGet, Path: "/products/" + made.ID}).Header.Get("ETag")
		if a := api.Do(remove); a.Status != http.StatusNoContent {
			t.Errorf("%d %s", a.Status, a.Raw)
		}
		if a := api.Do(httpxtest.Call{As: me, Method: http.MethodGet, Path: "/products/" + made.ID}); a.Status != http.StatusNotFound {
			t.Errorf("%d %s", a.Status, a.Raw)
		}
		right(t, f)
	})
}

func TestTheProductsOfACollectionAreListedForThePlatform(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		col, err := f.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some("New")})
		if err != nil {
			t.Fatal(err)
		}
		made := map[string]bool{}
		for _, title := range []string{"Mug", "Bowl", "Jug"} {
			in := listingtest.Goods(sto.ID, title, 1800, 3)
			in.CollectionIDs = opt.Some([]string{col.ID})
			if title == "Jug" { // what nobody sees in the shop stands in the collection all the same
				in.Status = opt.Some(catalog.Draft)
			}
			if _, err := f.Listing.Save(catalogtest.Owner(), in); err != nil {
				t.Fatal(err)
			}
			made[title] = true
		}
		f.Sell(t, sto.ID, "Apron", 900, 0)
		api := httpxtest.New(t, f.Listing.RegisterStore)
		get := func(as actor.Actor, path string) httpxtest.Answer {
			return api.Do(httpxtest.Call{As: as, Method: http.MethodGet, Path: path})
		}
		type list struct {
			Items []listing.Row `json:"items"`
			Next  string        `json:"next_cursor"`
		}
		owner, path, seen := sellertest.Owner(), "/collections/"+col.ID+"/products", map[string]bool{}
		first := decode[list](t, get(owner, path+"?limit=2").Want(200))
		second := decode[list](t, get(owner, path+"?limit=2&cursor="+url.QueryEscape(first.Next)).Want(200))
		for _, r := range append(first.Items, second.Items...) {
			seen[r.Title] = true
		}
		want(t, []any{len(first.Items), len(second.Items), second.Next, seen}, []any{2, 1, "", made})
		if a := get(sellertest.MemberOf(sel.ID, sto.ID), path); a.Status != http.StatusForbidden {
			t.Errorf("a seller: %d %s", a.Status, a.Raw)
		}
		if a := get(owner, "/collections/none/products"); a.Status != http.StatusNotFound {
			t.Errorf("no such collection: %d %s", a.Status, a.Raw)
		}
		if a := get(owner, path+"?cursor=x"); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("another list's cursor: %d %s", a.Status, a.Raw)
		}
		empty, err := f.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some("Empty")})
		if err != nil {
			t.Fatal(err)
		}
		if raw := string(get(owner, "/collections/"+empty.ID+"/products").Want(200).Raw); !strings.Contains(raw, `"items":[]`) {
			t.Error(raw)
		}
	})
}
