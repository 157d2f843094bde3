package app_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app/apptest"
)

// letters are the mails this node kept, decoded as far as links need it.
func letters(t *testing.T, s *apptest.Shop) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.Config.Data, "mail", "*.eml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no mail was written:", err)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return strings.NewReplacer("=\r\n", "", "=\n", "", "=3D", "=").Replace(all.String())
}

func TestAGuestWhoProvesTheMailboxGetsTheOrdersBoughtWithIt(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		const email = "ada@guest.example"
		placed := s.Client().Place(s.Client().Basket(email, m.VariantA), "cod")
		me := s.Client()
		me.Do("POST", site+"/auth/register", map[string]any{"email": email, "password": apptest.Password, "first_name": "Ada"}).Want(202)
		s.Settled()
		// Until the mail is answered there is no account to look with.
		me.Do("POST", site+"/auth/login", map[string]any{"email": email, "password": apptest.Password}).Want(401)
		me.Do("GET", site+"/orders/"+placed.Order.ID, nil).Want(404)
		token := regexp.MustCompile(`/register/confirm\?token=([0-9A-Za-z_.-]+)`).FindStringSubmatch(letters(t, s))
		if token == nil {
			t.Fatal("no link in the mail")
		}
		var in struct {
			AccessToken string `json:"access_token"`
		}
		me.Do("POST", site+"/auth/register/confirm", map[string]any{"token": token[1], "password": apptest.Password}).Want(201).Into(&in)
		me.Bearer, me.HTTP.Jar = in.AccessToken, nil
		s.Settled()
		if !strings.Contains(me.Do("GET", site+"/me/orders", nil).Want(200).Text(), placed.Order.ID) {
			t.Error("the order is not in the account")
		}
		me.Do("GET", site+"/orders/"+placed.Order.ID, nil).Want(200)
		// A stranger with the same name is none the wiser.
		other := s.SignUp(s.Client(), "other@guest.example", "Ada", "")
		other.Do("GET", site+"/orders/"+placed.Order.ID, nil).Want(404)
	})
}

func TestLoggingInBringsTheGuestsCartAlong(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		first := s.SignUp(s.Client(), "ada@shop.example", "Ada", "")
		old := first.NewCart()
		first.Add(old.ID, m.VariantB, 1)
		guest := s.Client()
		cart := guest.NewCart()
		guest.Add(cart.ID, m.VariantA, 2)
		guest.Do("POST", site+"/auth/login", map[string]any{"email": "ada@shop.example", "password": apptest.Password, "cart_id": cart.ID}).Want(200)
		guest.Do("GET", site+"/carts/"+cart.ID, nil).Want(200).Into(&cart)
		if len(cart.Lines) != 2 {
			t.Errorf("lines %+v", cart.Lines)
		}
		was, err := s.Cart.Get(context.Background(), s.DB, old.ID)
		if err != nil || was.Status != "merged" {
			t.Errorf("the old cart is %s: %v", was.Status, err)
		}
	})
}
