package storefront_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
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

func TestTheWayToAProductIsThatOfItsCategory(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, store := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
		parent := ""
		for _, name := range []string{"Home", "Kitchen", "Mugs"} {
			c, err := s.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some(name), ParentID: opt.Some(parent),
				Translations: opt.Some(map[string]catalog.CategoryText{"ar": {Name: "ar " + name}})})
			if err != nil {
				t.Fatal(err)
			}
			parent = c.ID
		}
		p := s.Sell(s.t, store.ID, "Mug", 1800, 5)
		if _, err := s.Listing.Save(catalogtest.Owner(), listing.Save{SaveProduct: catalog.SaveProduct{ID: p.ID, CategoryIDs: opt.Some([]string{parent})}}); err != nil {
			t.Fatal(err)
		}
		way := func(path string) (shown, told []string) {
			a := s.shows(path)
			doc, err := html.Parse(strings.NewReader(a.body))
			if err != nil {
				t.Fatal(err)
			}
			each(find(doc, func(n *html.Node) bool { return attr(n, "class") == "crumbs" }), func(n *html.Node) {
				if n.Data == "li" {
					link := find(n, func(n *html.Node) bool {
						return n.FirstChild != nil && n.FirstChild.Type == html.TextNode && strings.TrimSpace(n.FirstChild.Data) != ""
					})
					shown = append(shown, strings.TrimSpace(link.FirstChild.Data)+" "+attr(link, "href"))
				}
			})
			for _, x := range a.says(t).Graph {
				for i, e := range x.Entries {
					if e.Position != i+1 {
						t.Errorf("%+v", x.Entries)
					}
					told = append(told, e.Name+" "+strings.TrimPrefix(e.Item, "http://shop.example"))
				}
			}
			return shown, told
		}
		for path, want := range map[string][]string{
			"/products/" + p.Handle:    {"Home /", "Home /categories/home", "Kitchen /categories/kitchen", "Mugs /categories/mugs", "Mug "},
			"/ar/products/" + p.Handle: {"الرئيسية /ar", "ar Home /ar/categories/home", "ar Kitchen /ar/categories/kitchen", "ar Mugs /ar/categories/mugs", "Mug "},
			"/categories/mugs":         {"Home /", "Home /categories/home", "Kitchen /categories/kitchen", "Mugs "},
		} {
			shown, told := way(path)
			if !slices.Equal(shown, want) || !slices.Equal(told, want) {
				t.Errorf("%s shows %q and says %q, want %q", path, shown, told, want)
			}
		}
		// The way changes with the tree.
		if _, err := s.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{ID: parent, ParentID: opt.Some("")}); err != nil {
			t.Fatal(err)
		}
		if shown, _ := way("/products/" + p.Handle); !slices.Equal(shown, []string{"Home /", "Mugs /categories/mugs", "Mug "}) {
			t.Errorf("after the category moved: %q", shown)
		}
	})
}

func TestWhatIsSoldBeforeItIsThereIsNowhereSaidToBeInStock(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, store := sellertest.Open(t, s.Seller, s.DB, "kiln")
		in := listingtest.Goods(store.ID, "Mug", 1800, 1)
		ahead := true
		in.Offers[0].AllowBackorder = &ahead
		out, err := s.Listing.Save(catalogtest.Owner(), in)
		if err != nil {
			t.Fatal(err)
		}
		p, lists := out.Product, []string{"/products", "/stores/kiln", "/search?in_stock=1"}
		s.indexed()
		stock := func(want, availability string) {
			t.Helper()
			for prefix, word := range map[string]string{"": want, "/ar": map[string]string{"In stock": "متوفر", "Available to order": "متاح للطلب المسبق"}[want]} {
				a := s.shows(prefix+"/products/"+p.Handle, ">"+word+"</span>")
				if got := a.says(t).Graph[0].Offers[0].Availability; got != "https://schema.org/"+availability {
					t.Errorf("%s is told as %s", word, got)
				}
			}
			for _, list := range lists {
				if a := s.shows(list, "/products/"+p.Handle); strings.Contains(a.body, `class="stock stock-backorder"`) != (availability == "BackOrder") {
					t.Errorf("%s with %s:\n%s", list, availability, main(a.body))
				}
			}
		}
		stock("In stock", "InStock")
		b := s.visitor().open("/products/"+p.Handle).send("/cart/add", "quantity", "3").is("/cart").sees(200, "1 in stock, the rest is sent later")
		s.InTx(t, func(ctx context.Context, tx db.Tx) error {
			return s.Inventory.ReserveTx(ctx, tx, inventory.Reserve{OrderID: "ord_1", Lines: []inventory.LineNeed{{LineID: "line_1", VariantID: p.Variants[0].ID, Quantity: 1}}})
		})
		s.indexed()
		stock("Available to order", "BackOrder")
		b.open("/cart").sees(200, "Available to order")
		came := int64(9)
		s.InTx(t, func(ctx context.Context, tx db.Tx) error {
			_, err := s.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: p.Variants[0].ID, StoreID: store.ID, OnHand: &came, Reason: "count"})
			return err
		})
		s.indexed()
		stock("In stock", "InStock")
		if b.open("/cart").sees(200); strings.Contains(b.body, "Available to order") || strings.Contains(b.body, "sent later") {
			t.Error("the cart says what is there is not")
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
