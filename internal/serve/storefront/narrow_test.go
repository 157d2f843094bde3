package storefront_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// tableware is a category with a cup of clay and one of glass in one store, and a plate of clay in another.
func (s *shop) tableware() (category catalog.Category, kiln string) {
	s.t.Helper()
	_, one := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
	_, two := sellertest.Open(s.t, s.Seller, s.DB, "lumen")
	category = s.category("Tableware", "")
	for _, p := range []struct {
		store, title, brand, material string
		price                         int64
	}{{one.ID, "Clay cup", "Terra", "Clay", 1800}, {one.ID, "Glass cup", "Vitrum", "Glass", 900}, {two.ID, "Clay plate", "Terra", "Clay", 2500}} {
		stock := int64(5)
		_, err := s.Listing.Save(catalogtest.Owner(), listing.Save{
			SaveProduct: catalog.SaveProduct{StoreID: p.store, Title: opt.Some(p.title), Vendor: opt.Some(p.brand), Status: opt.Some(catalog.Active),
				CategoryIDs: opt.Some([]string{category.ID}), Attributes: opt.Some([]catalog.Attribute{{Code: "material", Name: "Material", Value: p.material}}),
				Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some(p.title)}})},
			Offers: []listing.Offer{{Prices: opt.Some([]pricing.Price{listingtest.USD(p.price)}), Stock: &stock}},
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
	return category, one.ID
}

// facet is the part of a page in which a field is chosen from.
func facet(body, field string) string {
	var out []string
	for line := range strings.SplitSeq(body, "\n") {
		if strings.Contains(line, `name="`+field+`"`) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestAnyListIsNarrowedByWhatItsProductsAre(t *testing.T) {
	eachShop(t, func(s *shop) {
		category, kiln := s.tableware()
		path := "/categories/" + category.Handle
		s.until(func() bool { return strings.Contains(s.get(path).body, "3 products") }) // the index follows what is saved

		all := s.shows(path, "3 products").body
		for field, want := range map[string][]string{"attr.material": {`value="Clay"`, ">2<", `value="Glass"`, ">1<"}, "brand": {`value="Terra"`, `value="Vitrum"`}, "store": {`value="` + kiln + `"`}} {
			for _, w := range want {
				if !strings.Contains(facet(all, field), w) {
					s.t.Errorf("%s does not offer %s:\n%s", field, w, facet(all, field))
				}
			}
		}
		if facet(all, "category") != "" {
			s.t.Error("a category offers itself")
		}
		clay := s.shows(path+"?attr.material=Clay&sort=price", "2 products", "Clay cup", "Clay plate", `value="Clay" checked`, `value="price" selected`).body
		if strings.Contains(clay, "Glass cup") || !strings.Contains(facet(clay, "attr.material"), `value="Glass"`) {
			s.t.Error("clay shows glass, or does not let one choose it as well")
		}
		if strings.Index(clay, "Clay cup") > strings.Index(clay, "Clay plate") {
			s.t.Error("not sorted by price")
		}
		if strings.Contains(clay, `value="title"`) || !strings.Contains(all, `value="title"`) {
			s.t.Error("sorting by title is offered where it cannot be done, or not where it can")
		}
		s.shows(path+"?attr.material=Clay&store="+kiln, "1 product", "Clay cup")
		s.shows(path+"?attr.material=Clay&price_min=20", "1 product", "Clay plate")
		s.shows(path+"?attr.material=Clay&brand=Vitrum", `href="`+path+`?attr.material=Clay"`, `href="`+path+`?brand=Vitrum"`)
		s.shows(path+"?category=cat_other", "3 products")

		store := s.shows("/stores/kiln?brand=Terra", "1 product", "Clay cup").body
		if strings.Contains(store, "Clay plate") || facet(store, "store") != "" {
			s.t.Error("a store shows another's goods, or offers itself")
		}
		s.shows("/products?"+url.Values{"category": {category.ID}, "attr.material": {"Glass"}}.Encode(), "1 product", "Glass cup", "Tableware")
	})
}

func TestAListIsDrawnBeforeTheIndexIsThereAndNotKeptWithoutItsChoices(t *testing.T) {
	theme, err := theTheme()
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		s := coldShop(t, d, theme)
		category, _ := s.tableware()
		path := "/categories/" + category.Handle
		if early := s.shows(path, "Clay cup", "Glass cup", "Clay plate"); facet(early.body, "attr.material") != "" {
			t.Error("choices without an index")
		}
		if a := s.get(path + "?attr.material=Clay"); a.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("narrowed without an index: %d", a.StatusCode)
		}
		if err := s.search.Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.Clock.Advance(2 * time.Second)
		if facet(s.shows(path).body, "attr.material") == "" {
			t.Error("the page without choices was kept")
		}
	})
}
