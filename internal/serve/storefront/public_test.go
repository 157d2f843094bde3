package storefront_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

type answer struct {
	*http.Response
	body string
}

func (s *shop) get(path string, header ...string) answer {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://shop.example"+path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.front.ServeHTTP(w, r)
	res := w.Result()
	var body io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" {
		zr, err := gzip.NewReader(res.Body)
		if err != nil {
			s.t.Fatal(err)
		}
		body = zr
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{res, string(raw)}
}

// shows asks for a page that must be there and contain all the texts.
func (s *shop) shows(path string, texts ...string) answer {
	s.t.Helper()
	a := s.get(path)
	if a.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %d\n%s", path, a.StatusCode, a.body)
	}
	for _, x := range texts {
		if !strings.Contains(a.body, x) {
			s.t.Errorf("%s does not show %q", path, x)
		}
	}
	return a
}

// mug sells a product with options in two colours, one of them sold out.
func (s *shop) mug() catalog.Product {
	s.t.Helper()
	_, store := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
	some, none := int64(5), int64(0)
	was := int64(2400)
	out, err := s.Listing.Save(catalogtest.Owner(), listing.Save{
		SaveProduct: catalog.SaveProduct{StoreID: store.ID, Title: opt.Some("Clay mug <b>"), Status: opt.Some(catalog.Active), DescriptionHTML: opt.Some("<p>Warm in the hand.</p>"),
			Options:  opt.Some([]catalog.Option{{Name: "Colour"}}),
			Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some("M-INK"), OptionValues: opt.Some([]string{"Ink"})}, {SKU: opt.Some("M-SAND"), OptionValues: opt.Some([]string{"Sand"})}})},
		Offers: []listing.Offer{
			{Prices: opt.Some([]pricing.Price{{Currency: "USD", Amount: 1800, CompareAt: &was, MinQuantity: 1}}), Stock: &some},
			{Prices: opt.Some([]pricing.Price{listingtest.USD(2000)}), Stock: &none}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.Product
}

func TestAProductIsShownWithPriceStockAndChoices(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		page := s.shows("/products/"+p.Handle, "Clay mug &lt;b&gt;", "$18.00", "$24.00", "−25%", "In stock", "Warm in the hand.", "M-INK", `value="Sand"`)
		if got := page.Header.Get("Content-Security-Policy"); !strings.Contains(got, "script-src 'self'") {
			s.t.Errorf("policy %q", got)
		}
		s.shows("/products/"+p.Handle+"?variant="+p.Variants[1].ID, "$20.00", "Sold out", "M-SAND")
		s.shows("/ar/products/"+p.Handle, `dir="rtl"`, "متوفر")
		if a := s.get("/products/" + p.ID); a.StatusCode != http.StatusMovedPermanently || a.Header.Get("Location") != "/products/"+p.Handle {
			s.t.Errorf("by id: %d %q", a.StatusCode, a.Header.Get("Location"))
		}
		if a := s.get("/products/" + p.Handle + "?variant=var_strange"); a.StatusCode != http.StatusNotFound {
			s.t.Errorf("a strange variant: %d", a.StatusCode)
		}
	})
}

func TestAPageIsKeptUntilWhatItShowsChanges(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		path := "/products/" + p.Handle
		s.shows(path, "$18.00")
		hits := s.front.Cache().Stats().Hits
		s.shows(path+"?utm_source=mail", "$18.00")
		if got := s.front.Cache().Stats().Hits; got != hits+1 {
			s.t.Errorf("an unknown parameter made another page: %d hits, had %d", got, hits)
		}
		s.InTx(s.t, func(ctx context.Context, tx db.Tx) error {
			_, err := s.Pricing.SetTx(ctx, tx, pricing.Set{VariantID: p.Variants[0].ID, StoreID: p.StoreID, Prices: []pricing.Price{listingtest.USD(1500)}})
			return err
		})
		s.shows(path, "$15.00")
		s.shows("/products", "$15.00")
	})
}

func TestAnAddressThatLeadsNowhereIs404UntilSomethingAppearsThere(t *testing.T) {
	eachShop(t, func(s *shop) {
		for range 2 {
			if a := s.get("/products/clay-mug-b"); a.StatusCode != http.StatusNotFound || !strings.Contains(a.body, "We could not find this page") {
				s.t.Fatalf("%d", a.StatusCode)
			}
		}
		p := s.mug()
		s.shows("/products/"+p.Handle, "$18.00")
		for _, path := range []string{"/nowhere", "/products/a/b", "/ar/nowhere", "/categories/x", "/stores/x", "/collections/x"} {
			if a := s.get(path); a.StatusCode != http.StatusNotFound {
				s.t.Errorf("%s: %d", path, a.StatusCode)
			}
		}
	})
}

func TestEveryPageHasOneAddress(t *testing.T) {
	eachShop(t, func(s *shop) {
		for from, to := range map[string]string{"/en/products": "/products", "/en": "/", "/products/": "/products", "/ar/products/?sort=price": "/ar/products?sort=price"} {
			if a := s.get(from); a.StatusCode != http.StatusMovedPermanently || a.Header.Get("Location") != to {
				s.t.Errorf("%s leads to %d %q", from, a.StatusCode, a.Header.Get("Location"))
			}
		}
		if a := s.get("/en//evil.example/"); strings.HasPrefix(a.Header.Get("Location"), "//") {
			s.t.Errorf("an open redirect to %q", a.Header.Get("Location"))
		}
	})
}

func TestAListIsFilteredSortedAndPagedByItsAddress(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, store := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
		s.Sell(s.t, store.ID, "Cheap thing", 500, 1)
		s.Sell(s.t, store.ID, "Dear thing", 9000, 0)
		both := s.shows("/products?sort=-price", "Cheap thing", "Dear thing")
		if strings.Index(both.body, "Dear thing") > strings.Index(both.body, "Cheap thing") {
			s.t.Error("not sorted")
		}
		one := s.shows("/products?"+url.Values{"price_max": {"50"}}.Encode(), "Cheap thing", "Up to $50.00")
		if strings.Contains(one.body, "Dear thing") {
			s.t.Error("not filtered by price")
		}
		if a := s.shows("/stores/"+store.Handle+"?in_stock=1", "Cheap thing"); strings.Contains(a.body, "Dear thing") {
			s.t.Error("not filtered by stock")
		}
		s.shows("/products?sort=nonsense&price_min=abc&cursor=", "Cheap thing")
		s.shows("/stores", "Store kiln")
		s.shows("/", "New in", "Cheap thing", "Store kiln")
		s.shows("/ne", "नयाँ आएका", `href="/ne/products"`)
		s.shows("/products?price_min=1000000", "Nothing found", "Clear all")
	})
}

func TestTheMerchantsPagesAndFrontPageAreShown(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		_, err := s.content.SavePage(catalogtest.Owner(), content.SavePage{Title: opt.Some("About us"), BodyHTML: opt.Some("<h1>We</h1><p>Pots.</p>"),
			SEO: opt.Some(content.SEO{Title: "Who makes our pots"}), Translations: opt.Some(map[string]content.PageText{"ne": {Title: "हाम्रो बारे"}})})
		if err != nil {
			s.t.Fatal(err)
		}
		page := s.shows("/pages/about-us", "<title>Who makes our pots", "<h1>About us</h1>", "<h2>We</h2>", "Pots.")
		if strings.Count(page.body, "<h1") != 1 {
			s.t.Error("more than one h1")
		}
		s.shows("/ne/pages/about-us", "<title>हाम्रो बारे", "<h1>हाम्रो बारे</h1>")
		s.shows("/products/"+p.Handle, `href="/pages/about-us"`)
		s.shows("/", "New in", "Clay mug")
		_, err = s.content.SaveHome(catalogtest.Owner(), content.SaveHome{Sections: []content.Section{
			{Kind: "hero", Title: "A market under one roof", LinkURL: "/products"}, {Kind: "collection", Ref: "gone"}, {Kind: "stores", Title: "Meet them"}}})
		if err != nil {
			s.t.Fatal(err)
		}
		home := s.shows("/ne", "A market under one roof", `href="/ne/products"`, "Meet them", "Store kiln")
		if strings.Contains(home.body, "नयाँ आएका") {
			s.t.Error("the usual front page is still there")
		}
	})
}

func TestChosenStoresAreShownInTheOrderOfTheChoiceHoweverManyThereAre(t *testing.T) {
	eachShop(t, func(s *shop) {
		for i := range 15 {
			sellertest.Open(s.t, s.Seller, s.DB, fmt.Sprintf("store-%02d", i))
		}
		_, err := s.content.SaveHome(catalogtest.Owner(), content.SaveHome{Sections: []content.Section{{Kind: "stores", Title: "Ours", Ref: "store-14, gone,store-02,store-14,store-13"}}})
		if err != nil {
			s.t.Fatal(err)
		}
		main := strings.SplitN(s.shows("/", "Ours").body, "<main", 2)[1]
		main = strings.SplitN(main, "</main>", 2)[0]
		var got []string
		for part := range strings.SplitSeq(main, `href="/stores/`) {
			if handle, _, _ := strings.Cut(part, `"`); strings.HasPrefix(handle, "store-") {
				got = append(got, handle)
			}
		}
		if diff := cmp.Diff([]string{"store-14", "store-02", "store-13"}, got); diff != "" {
			s.t.Error(diff)
		}
	})
}

func TestSearchFindsFiltersAndForgives(t *testing.T) {
	eachShop(t, func(s *shop) {
		s.mug()
		if err := s.search.Warm(context.Background()); err != nil {
			s.t.Fatal(err)
		}
		s.shows("/search?q=mug", "Results for “mug”", "Clay mug", "1 product")
		s.shows("/search?q=zzzzqqq", "Nothing found", `value="zzzzqqq"`)
		s.shows("/search", "Clay mug")
		s.shows("/search?q=mug&brand=Nobody&attr.x=y&store=sto_nobody", "Nothing found")
		s.shows("/search?q="+url.QueryEscape("<script>alert(1)</script>"), "&lt;script&gt;")
	})
}

func TestAFailureIsAPageThatNeedsNoDatabaseAndSaysNothing(t *testing.T) {
	eachShop(t, func(s *shop) {
		if err := s.DB.Close(); err != nil {
			s.t.Fatal(err)
		}
		a := s.get("/products/clay-mug")
		if a.StatusCode != http.StatusInternalServerError && a.StatusCode != http.StatusServiceUnavailable {
			s.t.Fatalf("%d", a.StatusCode)
		}
		if !strings.Contains(a.body, "That is our mistake") || strings.Contains(a.body, "sql") || strings.Contains(a.body, "closed") || a.Header.Get("Cache-Control") != "no-store" {
			s.t.Errorf("%v\n%s", a.Header, a.body)
		}
	})
}
