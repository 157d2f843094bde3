package fuzzapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// eachShop runs a test on a small marketplace on both engines.
func eachShop(t *testing.T, fn func(t *testing.T, shop *apptest.Shop, m apptest.Market)) {
	t.Helper()
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			shop := apptest.Start(t, e, apptest.Options{})
			fn(t, shop, apptest.Fill(t, shop.App, 100))
		})
	}
}

// What follows was found by the attack above, and is kept out by name.

func TestWhatASecretOpensIsStoredNowhereOnTheWay(t *testing.T) {
	eachShop(t, func(t *testing.T, shop *apptest.Shop, m apptest.Market) {
		guest := shop.Client()
		cart := guest.Basket("ada@guest.example", m.VariantA)
		placed := guest.Place(cart, "cod")
		for _, path := range []string{"/carts/" + cart.ID, "/carts/" + cart.ID + "/shipping-options", "/orders/" + placed.Order.ID, "/orders/" + placed.Order.ID + "/shipments", "/me"} {
			if got := guest.Do("GET", apptest.Site+path, nil).Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("%s: Cache-Control %q", path, got)
			}
		}
		if got := guest.Do("GET", apptest.Site+"/products", nil).Want(200).Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("what everybody may see: Cache-Control %q", got)
		}
	})
}

func TestAnAnswerWithoutAnAddressIsWhatItsDocumentSays(t *testing.T) {
	eachShop(t, func(t *testing.T, shop *apptest.Shop, _ apptest.Market) {
		a := shop.Client().Do("POST", apptest.Site+"/carts", object{}).Want(201)
		if !strings.Contains(a.Text(), `"shipping_address":null`) {
			t.Fatalf("this test needs a member that is null: %s", a.Text())
		}
		w := &worker{}
		for _, op := range read(t, shop, "site").ops {
			if op.ID == "carts-create" {
				if err := w.valid(op, "201 application/json", a.Body); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

func TestNamesAreMeasuredInCharactersAndHoldNoneThatCannotBeShown(t *testing.T) {
	eachShop(t, func(t *testing.T, shop *apptest.Shop, m apptest.Market) {
		owner := shop.LogIn(apptest.Owner, apptest.Password)
		n := 0
		area := func(b object) object {
			n++
			b["areas"], b["rates"] = list{object{"country": "NP", "postcode": fmt.Sprint(n)}}, list{}
			return b
		}
		zone := func(b object) object {
			b["store_id"], b["places"], b["rates"] = m.StoreA.ID, list{object{"country": "NP", "postcode_prefix": fmt.Sprint(n)}}, list{}
			n++
			return b
		}
		for _, c := range []struct {
			method, path string
			member       string
			rest         func(object) object
		}{
			{"POST", "/sellers", "name", func(b object) object { b["email"] = "s@shop.example"; return b }},
			{"PATCH", "/stores/" + m.StoreA.ID, "name", nil},
			{"PUT", "/tax/categories/long", "name", nil},
			{"POST", "/tax/zones", "name", area},
			{"POST", "/shipping/zones", "name", zone},
		} {
			write := func(name string) apptest.Answer {
				b := object{c.member: name}
				if c.rest != nil {
					b = c.rest(b)
				}
				return owner.Do(c.method, apptest.Store+c.path, b)
			}
			write("a\u0001b").Want(422)
			write("a\u202eb").Want(422)
			if a := write("a\u0085b"); a.Status < 300 && strings.Contains(a.Text(), "\u0085") {
				t.Errorf("%s keeps a line end in a name", c.path)
			}
			write(strings.Repeat("क", 121)).Want(422)
			write(strings.Repeat("क", 120)).Want(200, 201)
		}
	})
}

func TestANumberThatDoesNotFitIsRefusedAtItsPlaceWithoutAWordAboutGo(t *testing.T) {
	eachShop(t, func(t *testing.T, shop *apptest.Shop, m apptest.Market) {
		guest := shop.Client()
		cart := guest.NewCart()
		for _, number := range []string{"1e2", "99999999999999999999999999999999", "1E400"} {
			a := guest.Do("POST", apptest.Site+"/carts/"+cart.ID+"/lines", `{"variant_id":"`+m.VariantA+`","quantity":`+number+`}`).Want(400, 422)
			if strings.Contains(a.Text(), "Go ") || strings.Contains(a.Text(), "json:") {
				t.Errorf("%s: %s", number, a.Text())
			}
			if number != "1E400" && !locates(a, "quantity") {
				t.Errorf("%s is not located: %s", number, a.Text())
			}
		}
	})
}
