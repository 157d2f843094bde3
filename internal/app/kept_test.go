package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/app/apptest"
)

// seen is the part of a product's answer that these tests look at.
type seen struct {
	Title    string `json:"title"`
	Variants []struct {
		ID        string        `json:"id"`
		Available *int64        `json:"available"`
		Price     apptest.Money `json:"price"`
	} `json:"variants"`
}

func TestAKeptAnswerIsRightTheMomentAChangeIsAnswered(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		shopper, owner := s.Client(), s.LogIn(apptest.Owner, apptest.Password)
		read := func() (v seen) {
			shopper.Do("GET", site+"/products/"+m.ProductA, nil).Want(200).Into(&v)
			return v
		}
		if err := s.Settle(t.Context()); err != nil { // what filling the shop set off
			t.Fatal(err)
		}
		read()
		before := s.Pages.Stats().Hits
		read()
		if got := s.Pages.Stats().Hits; got != before+1 {
			t.Fatalf("%d hits for a product nobody touched, want 1", got-before)
		}

		owner.Do("PATCH", store+"/products/"+m.ProductA, map[string]any{"title": "Tall mug"}).Want(200)
		if v := read(); v.Title != "Tall mug" {
			t.Errorf("after the edit was answered the title is %q", v.Title)
		}
		listed := func() int64 {
			var l struct {
				Items []struct {
					ID string `json:"id"`
					seen
				} `json:"items"`
			}
			shopper.Do("GET", site+"/products?include=variants", nil).Want(200).Into(&l)
			for _, p := range l.Items {
				if p.ID == m.ProductA && len(p.Variants) == 1 {
					return *p.Variants[0].Available
				}
			}
			return -1
		}
		if n := listed(); n != 10 {
			t.Errorf("the list says that %d are left, want 10", n)
		}
		for want := int64(9); want >= 7; want-- { // each order takes one
			c := s.Client()
			c.Place(c.Basket("g@test.example", m.VariantA), "cod")
			if v := read(); v.Variants[0].Available == nil || *v.Variants[0].Available != want {
				t.Errorf("after an order %v are left, want %d", v.Variants[0].Available, want)
			}
			if n := listed(); n != want {
				t.Errorf("after an order the list says that %d are left, want %d", n, want)
			}
		}
		list := func() string { return shopper.Do("GET", site+"/products?sort=title", nil).Want(200).Text() }
		list()
		owner.Do("PATCH", store+"/products/"+m.ProductA, map[string]any{"status": "archived"}).Want(200)
		if strings.Contains(list(), m.ProductA) {
			t.Error("an archived product is still on a kept list")
		}
		shopper.Do("GET", site+"/products/"+m.ProductA, nil).Want(404)
	})
}

func TestAKeptAnswerMakesNoExceptionOfLimitsTokensAndParameters(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		c := s.Client()
		path := site + "/products/" + m.ProductA
		first := c.Do("GET", path, nil).Want(200)
		kept := c.Do("GET", path, nil).Want(200)
		if first.Text() != kept.Text() || kept.Header.Get("Content-Type") != first.Header.Get("Content-Type") {
			t.Errorf("the kept answer differs:\n%s\n%s", first.Text(), kept.Text())
		}
		if first.Header.Get("X-Request-Id") == kept.Header.Get("X-Request-Id") {
			t.Error("two requests have one id")
		}
		if vary := strings.Join(kept.Header.Values("Vary"), ", "); !strings.Contains(vary, "Origin") || !strings.Contains(vary, "Accept-Encoding") {
			t.Errorf("Vary is %q", vary)
		}
		c.Do("GET", path, nil, "If-None-Match", kept.Header.Get("ETag")).Want(http.StatusNotModified)
		c.Do("GET", path, nil, "Authorization", "Bearer nonsense").Want(401)
		c.Do("GET", path+"?unknown=1", nil).Want(422)
		c.Do("GET", path+"?currency=XXX", nil).Want(422)
		c.Do("GET", path+"?locale=ar", nil).Want(200)
		c.Do("POST", path, map[string]any{}).Want(405)
	})
}

func TestReadersNeverSeeOlderThanAnEditThatWasAnswered(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner := s.LogIn(apptest.Owner, apptest.Password)
		var wg sync.WaitGroup
		stop := make(chan struct{})
		for range 4 { // they keep the cache filling while the owner writes
			c := s.Client()
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
						c.Do("GET", site+"/products/"+m.ProductA, nil).Want(200)
					}
				}
			})
		}
		c := s.Client()
		for i := range 40 {
			title := fmt.Sprintf("Mug no %d", i)
			owner.Do("PATCH", store+"/products/"+m.ProductA, map[string]any{"title": title}).Want(200)
			var v seen
			if c.Do("GET", site+"/products/"+m.ProductA, nil).Want(200).Into(&v); v.Title != title {
				t.Errorf("edit %d was answered, and %q is shown", i, v.Title)
			}
		}
		close(stop)
		wg.Wait()
	})
}

func TestTheAnswerToPlacingIsTheOrderAsItIsReadLater(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		for _, method := range []string{"cod", "bank_transfer", "sandbox"} {
			c := s.Client()
			cart := c.Basket("g@test.example", m.VariantA, m.VariantB)
			var placed struct {
				Order      json.RawMessage `json:"order"`
				OrderToken string          `json:"order_token"`
			}
			a := c.Do("POST", site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, method), "Idempotency-Key", apptest.Key())
			if a.Status == 422 {
				continue // not offered in this market
			}
			a.Want(201).Into(&placed)
			var o apptest.Order
			if err := json.Unmarshal(placed.Order, &o); err != nil {
				t.Fatal(err)
			}
			c.OrderToken = placed.OrderToken
			read := c.Do("GET", site+"/orders/"+o.ID, nil).Want(200)
			var a1, b1 any
			if json.Unmarshal(placed.Order, &a1) != nil || json.Unmarshal(read.Body, &b1) != nil {
				t.Fatal("not JSON")
			}
			if diff := cmp.Diff(a1, b1); diff != "" {
				t.Errorf("%s: placed (-) and read (+) differ:\n%s", method, diff)
			}
		}
	})
}
