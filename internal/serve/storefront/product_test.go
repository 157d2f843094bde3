package storefront_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// bowl is sold in a colour with a picture of its own, one without, and one nobody knows.
func (s *shop) bowl() catalog.Product {
	s.t.Helper()
	_, store := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
	variants, offers := []catalog.SaveVariant{}, []listing.Offer{}
	stock := int64(5)
	for i, colour := range []string{"Rust", "SEA", "Grandmother"} {
		v := catalog.SaveVariant{SKU: opt.Some("B-" + colour), OptionValues: opt.Some([]string{colour})}
		if i == 1 {
			v.ImageURL = opt.Some("/media/sea.png")
		}
		variants = append(variants, v)
		offers = append(offers, listing.Offer{Prices: opt.Some([]pricing.Price{listingtest.USD(2000 + int64(i))}), Stock: &stock})
	}
	out, err := s.Listing.Save(catalogtest.Owner(), listing.Save{
		SaveProduct: catalog.SaveProduct{StoreID: store.ID, Title: opt.Some("Bowl"), Status: opt.Some(catalog.Active), Options: opt.Some([]catalog.Option{{Name: "Colour"}}), Variants: opt.Some(variants),
			Images: opt.Some([]catalog.ImageRef{{URL: "/media/rust.png", Alt: "In rust"}, {URL: "/media/sea.png", Alt: "In sea"}})},
		Offers: offers})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.Product
}

func TestColoursAreShownAsTheColoursTheyName(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.bowl()
		a := s.shows("/products/"+p.Handle, `fill="#b5573a"`, `fill="#4f8a94"`)
		if n := strings.Count(a.body, `class="swatch"`); n != 2 {
			t.Errorf("%d swatches: a name nobody knows is no colour", n)
		}
	})
}

func TestAPageAboutAVariantBeginsWithItsPicture(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.bowl()
		pictures := func(path string) (out []string) {
			doc, err := html.Parse(strings.NewReader(s.shows(path).body))
			if err != nil {
				t.Fatal(err)
			}
			each(find(doc, func(n *html.Node) bool { return has(n, "data-gallery") }), func(n *html.Node) {
				if n.Data == "img" {
					out = append(out, attr(n, "alt"))
				}
			})
			each(find(doc, func(n *html.Node) bool { return attr(n, "data-variant") == p.Variants[1].ID }), func(n *html.Node) {
				if at := attr(n, "data-image"); at != "" {
					out = append(out, at)
				}
			})
			return out
		}
		path := "/products/" + p.Handle
		for at, want := range map[string]string{path: "In rust,In sea,1", path + "?variant=" + p.Variants[1].ID: "In sea,In rust,0", path + "?variant=" + p.Variants[2].ID: "In rust,In sea,1"} {
			if got := strings.Join(pictures(at), ","); got != want {
				t.Errorf("%s: %s, want %s", at, got, want)
			}
		}
	})
}
