package app_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

var toldOf = db.SQL(testsOnly + ` SELECT recipient || ': ' || subject FROM notify_deliveries WHERE kind = $1 AND status = 'sent' ORDER BY created_at, id`)

// told lists the letters of a kind, oldest first: to whom, and of what.
func told(t *testing.T, s *apptest.Shop, kind string) []string {
	t.Helper()
	s.Settled()
	out, err := db.All[string](context.Background(), s.DB, toldOf, kind)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestASellerIsToldWhatBecameOfIt(t *testing.T) {
	each(t, 1, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner := s.LogIn(apptest.Owner, apptest.Password)
		turn := func(sellerID, status string, want int) {
			owner.Do("PUT", store+"/sellers/"+sellerID+"/status", map[string]any{"status": status}).Want(want)
			s.Settled() // the letters come in the order of what happened
		}
		turn(m.StoreA.SellerID, "suspended", 200)
		turn(m.StoreA.SellerID, "suspended", 409)
		turn(m.StoreA.SellerID, "approved", 200)
		turn(m.StoreA.SellerID, "suspended", 200)
		turn(m.StoreA.SellerID, "banned", 200)
		// The seller's address is its owner's, so each letter comes once.
		want := []string{"Seller of kiln is suspended at Haat", "Seller of kiln is back at Haat", "Seller of kiln is suspended at Haat", "Seller of kiln is shut out of Haat for good"}
		for i := range want {
			want[i] = apptest.MemberA + ": " + want[i]
		}
		if diff := cmp.Diff(want, told(t, s, "seller_status")); diff != "" {
			t.Error(diff)
		}
	})
}

var mailedLink = regexp.MustCompile(`/dashboard/(?:reset|join)\?token=([0-9A-Za-z_.-]+)`)

func TestAFirstPasswordIsNoNewsAndTheNextOneIs(t *testing.T) {
	each(t, 1, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		boss := s.LogIn(apptest.MemberA, apptest.Password)
		boss.Do("POST", store+"/team", map[string]any{"email": "new@shop.example", "name": "New", "seller_id": m.StoreA.SellerID, "role": "staff", "permissions": []string{"orders.read"}}).Want(201)
		choose := func(password string) {
			t.Helper()
			s.Settled()
			links := mailedLink.FindAllStringSubmatch(letters(t, s), -1)
			if len(links) == 0 {
				t.Fatal("no link was mailed")
			}
			s.Client().Do("POST", store+"/auth/password-reset/confirm", map[string]any{"token": links[len(links)-1][1], "password": password}).Want(204)
		}
		choose("a first password")
		if all := told(t, s, "password_changed"); len(all) != 0 {
			t.Errorf("a first password was told: %v", all)
		}
		c := s.LogIn("new@shop.example", "a first password")
		c.Do("POST", store+"/auth/password", map[string]any{"current_password": "a first password", "new_password": "a second password"}).Want(200)
		if diff := cmp.Diff([]string{"new@shop.example: Your password at Haat was changed"}, told(t, s, "password_changed")); diff != "" {
			t.Error(diff)
		}
		s.Client().Do("POST", store+"/auth/password-reset", map[string]any{"email": "new@shop.example"}).Want(202)
		choose("a third password")
		if all := told(t, s, "password_changed"); len(all) != 2 {
			t.Error(all)
		}
	})
}
