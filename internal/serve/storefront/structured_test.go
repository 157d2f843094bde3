package storefront_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// said is what a page tells search engines.
type said struct {
	Context string `json:"@context"`
	Graph   []struct {
		Type    string `json:"@type"`
		Name    string
		URL     string
		SKU     string
		Image   []string
		Logo    string
		Offers  []struct{ URL, SKU, Price, PriceCurrency, Availability string }
		Entries []struct {
			Position   int
			Name, Item string
		} `json:"itemListElement"`
		Action struct {
			Target struct{ URLTemplate string }
		} `json:"potentialAction"`
	} `json:"@graph"`
}

func (a answer) says(t *testing.T) (out said) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	data := find(doc, func(n *html.Node) bool { return n.Data == "script" && attr(n, "type") == "application/ld+json" })
	if data == nil || data.FirstChild == nil {
		return said{}
	}
	if err := json.Unmarshal([]byte(data.FirstChild.Data), &out); err != nil {
		t.Fatalf("%v in %s", err, data.FirstChild.Data)
	}
	return out
}

// shown is the price a shopper reads, and the article number beside it.
func (a answer) shown(t *testing.T) (price, sku string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	facts := find(doc, func(n *html.Node) bool { return has(n, "data-buy-facts") })
	text := func(class string) (out string) {
		part := find(facts, func(n *html.Node) bool { return attr(n, "class") == class })
		if part == nil {
			return ""
		}
		bdi := find(part, func(n *html.Node) bool { return n.Data == "bdi" })
		return bdi.FirstChild.Data
	}
	return text("price-now"), text("sku")
}

func TestSearchEnginesAreToldThePriceThatIsShown(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		for i, path := range []string{"/products/" + p.Handle, "/products/" + p.Handle + "?variant=" + p.Variants[1].ID} {
			a := s.shows(path)
			price, sku := a.shown(t)
			told := a.says(t)
			if told.Context != "https://schema.org" || len(told.Graph) != 2 || told.Graph[0].Type != "Product" || told.Graph[1].Type != "BreadcrumbList" {
				t.Fatalf("%s says %+v", path, told)
			}
			product := told.Graph[0]
			if product.Name != "Clay mug <b>" || product.SKU != sku || len(product.Offers) != 2 {
				t.Errorf("%s: %+v", path, product)
			}
			first := product.Offers[0]
			if "$"+first.Price != price || first.PriceCurrency != "USD" || first.SKU != sku {
				t.Errorf("%s shows %s for %s, but says %+v", path, price, sku, first)
			}
			if want := []string{"InStock", "OutOfStock"}[i]; first.Availability != "https://schema.org/"+want {
				t.Errorf("%s: %s, want %s", path, first.Availability, want)
			}
			if !strings.HasPrefix(first.URL, "http://shop.example/products/") || !strings.Contains(first.URL, "variant=") {
				t.Errorf("%s: an offer at %q", path, first.URL)
			}
		}
	})
}

func TestAPriceThatChangedIsToldAnew(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, store := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
		p := s.Sell(s.t, store.ID, "Mug", 1800, 5)
		if price, _ := s.shows("/products/" + p.Handle).shown(t); price != "$18.00" {
			t.Fatal(price)
		}
		s.InTx(t, func(ctx context.Context, tx db.Tx) error {
			_, err := s.Pricing.SetTx(ctx, tx, pricing.Set{VariantID: p.Variants[0].ID, StoreID: p.StoreID, Prices: []pricing.Price{listingtest.USD(1550)}})
			return err
		})
		a := s.shows("/products/" + p.Handle)
		if price, _ := a.shown(t); price != "$15.50" || a.says(t).Graph[0].Offers[0].Price != "15.50" {
			t.Errorf("shows %s, says %+v", price, a.says(t).Graph[0].Offers)
		}
	})
}

func TestTheFrontPageSaysWhoseItIsAndHowToSearchIt(t *testing.T) {
	eachShop(t, func(s *shop) {
		told := s.shows("/ar").says(t)
		if len(told.Graph) != 2 || told.Graph[0].Type != "Organization" || told.Graph[1].Type != "WebSite" {
			t.Fatalf("%+v", told)
		}
		if got := told.Graph[1].Action.Target.URLTemplate; got != "http://shop.example/ar/search?q={search_term_string}" {
			t.Errorf("search at %q", got)
		}
		if logo := told.Graph[0].Logo; !strings.HasPrefix(logo, "http://shop.example/assets/icon-512") || s.get(strings.TrimPrefix(logo, "http://shop.example")).StatusCode != 200 {
			t.Errorf("logo at %q", logo)
		}
		for _, path := range []string{"/search?q=mug", "/cart", "/nowhere", "/products?sort=price"} {
			if told := s.get(path).says(t); told.Context != "" {
				t.Errorf("%s is not to be found, but says %+v", path, told)
			}
		}
	})
}
