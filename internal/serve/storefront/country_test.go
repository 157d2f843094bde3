package storefront_test

import (
	"context"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/shipping/shippingtest"
)

// abroad sells a product made in Germany in a store in Nepal.
func (s *shop) abroad() (catalog.Product, seller.Store) {
	s.t.Helper()
	_, store := sellertest.Open(s.t, s.Seller, s.DB, "kiln")
	shippingtest.Defaults(s.t, s.shipping, s.DB, store.ID)
	store, err := s.Seller.UpdateStore(actor.With(context.Background(), sellertest.Owner()), store.ID, seller.StorePatch{
		Address: opt.Some(address.Address{Company: "Kiln", Line1: "Durbar Square 1", City: "Patan", Country: "NP"})})
	if err != nil {
		s.t.Fatal(err)
	}
	p := s.Sell(s.t, store.ID, "Mug", 1800, 5)
	if _, err := s.Listing.Save(catalogtest.Owner(), listing.Save{SaveProduct: catalog.SaveProduct{ID: p.ID, Origin: opt.Some("DE")}}); err != nil {
		s.t.Fatal(err)
	}
	return p, store
}

func TestCountriesAreNamedInTheLanguageOfThePage(t *testing.T) {
	eachShop(t, func(s *shop) {
		p, store := s.abroad()
		for prefix, want := range map[string][3]string{
			"":    {"Germany", "Patan, Nepal", ">United States<"},
			"/ar": {"ألمانيا", "Patan، نيبال", ">الولايات المتحدة<"},
			"/ne": {"जर्मनी", "Patan, नेपाल", ">संयुक्त राज्य<"},
		} {
			pages := s.shows(prefix+"/products/"+p.Handle, want[0]).body + s.shows(prefix+"/stores/"+store.Handle, want[1]).body + s.shows(prefix+"/stores", want[1]).body
			b := s.visitor().open(prefix+"/products/"+p.Handle).send(prefix+"/cart/add").open(prefix+"/checkout/address").sees(200, want[2])
			form := b.body
			b.send(prefix+"/checkout/address", "email", "maya@example.com", "shipping_country", "US", "shipping_first_name", "Maya", "shipping_last_name", "Rai",
				"shipping_line1", "12 Lake Road", "shipping_city", "Springfield", "shipping_region", "IL", "shipping_postcode", "62701", "intent", "continue")
			b.is(prefix+"/checkout/shipping").send(prefix+"/checkout/shipping").send(prefix+"/checkout/payment", "payment_method", "cod")
			country := strings.Trim(want[2], "<>")
			pages += b.is(prefix+"/checkout/review").sees(200, country).body
			pages += b.send(prefix+"/checkout/review").sees(200, country).body
			if !strings.HasPrefix(b.at.Path, prefix+"/orders/") {
				t.Fatalf("at %s", b.at)
			}
			if prefix == "" {
				continue
			}
			for _, english := range []string{"Germany", "Nepal", "United States"} {
				if strings.Contains(pages, english) || strings.Contains(form, ">"+english+"<") {
					t.Errorf("%q stands in pages of %s", english, prefix)
				}
			}
		}
	})
}
