package storefront_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func mustURL(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

// registered is a visitor with an account.
func (s *shop) registered(email string) *browser {
	s.t.Helper()
	b := s.visitor().open("/register").send("/register", "first_name", "Maya", "last_name", "Rai", "email", email, "password", identitytest.Password).sees(200, "We have sent you a mail")
	b.open("/register/confirm?token="+identitytest.RegistrationToken(s.t, s.identity, s.DB, email)).send("/register/confirm", "password", "wrong horse").sees(422, "not the password you chose")
	return b.send("/register/confirm", "password", identitytest.Password).is("/account").sees(200, "Hello, Maya")
}

func TestAnAccountIsMadeLeftAndEnteredAgain(t *testing.T) {
	eachShop(t, func(s *shop) {
		b := s.registered("maya@example.com")
		b.open("/fragments/me").sees(200, `"signed_in":true`, "Maya")
		s.Clock.Advance(20 * 24 * time.Hour) // weeks later
		b.open("/fragments/me").sees(200, `"signed_in":true`, "Maya")
		b.open("/account").send("/logout").is("/")
		b.open("/account/orders").is("/login").sees(200, "Welcome back", `name="return_to" value="/account/orders"`)
		b.send("/login", "email", "maya@example.com", "password", "wrong horse").sees(422, "E-mail address or password are wrong", `value="maya@example.com"`)
		if strings.Contains(b.body, "wrong horse") {
			t.Error("the password was sent back")
		}
		b.send("/login", "password", identitytest.Password).is("/account/orders").sees(200, "No orders yet")
		s.visitor().open("/register").send("/register", "first_name", "X", "email", "maya@example.com", "password", identitytest.Password).sees(200, "We have sent you a mail")
		s.visitor().open("/register/confirm?token=worn").send("/register/confirm", "password", identitytest.Password).sees(422, "used or is too old")
		s.visitor().open("/register/confirm").sees(200, "used or is too old")
		s.visitor().open("/register").send("/register", "first_name", "X", "email", "x@example.com", "password", "short").sees(422, "at least 8")
		s.visitor().open("/login?return_to=https://evil.example").sees(200, `name="return_to" value="/account"`)
	})
}

func TestTheAddressBookIsKeptAndOfferedInTheCheckout(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		b := s.registered("maya@example.com").open("/account/addresses").sees(200, "No addresses yet").open("/account/addresses/new")
		b.send("/account/addresses/new", "country", "US", "first_name", "Maya", "last_name", "Rai", "line1", "1 Hill", "city", "Springfield", "region", "IL", "postcode", "x", "intent", "save").sees(422, "not a postcode")
		b.send("/account/addresses/new", "postcode", "62701", "intent", "save").is("/account/addresses").sees(200, "1 Hill", "Default", "Saved.")
		b.put(mug).open("/checkout/address").sees(200, "Saved addresses", "1 Hill").send("/checkout/address", "intent", "continue").is("/checkout/shipping").sees(200, "1 Hill")
		b.send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").send("/checkout/review").sees(200, "Thank you!")
		b.open("/account/orders").sees(200, "Order #", "$", " · 1 item") // with what was bought
		order := find(b.doc, func(n *node) bool { return strings.HasPrefix(attr(n, "href"), "/account/orders/ord_") })
		b.open(attr(order, "href")).sees(200, "1 Hill", "Being prepared")
		other := s.registered("other@example.com")
		if other.open(attr(order, "href")); other.status != http.StatusNotFound {
			t.Errorf("another customer opens the order: %d", other.status)
		}
		b.open("/account/addresses")
		remove := find(b.doc, func(n *node) bool { return strings.HasSuffix(attr(n, "action"), "/delete") })
		b.send(attr(remove, "action")).is("/account/addresses").sees(200, "No addresses yet")
	})
}

func TestProfileAndPasswordAreChanged(t *testing.T) {
	eachShop(t, func(s *shop) {
		b := s.registered("maya@example.com").open("/account/profile").sees(200, `value="Maya"`)
		b.send("/account/profile", "first_name", "Mira").is("/account/profile").sees(200, `value="Mira"`, "Saved.")
		b.send("/account/password", "current_password", "not it", "password", "another horse 7").sees(422, "E-mail address or password are wrong")
		b.send("/account/password", "current_password", identitytest.Password, "password", "another horse 7").is("/account/profile").sees(200, "Saved.")
		s.visitor().open("/login").send("/login", "email", "maya@example.com", "password", "another horse 7").is("/account").sees(200)
	})
}

func TestAForgottenPasswordTellsNothingAndAWornLinkIsSaidSo(t *testing.T) {
	eachShop(t, func(s *shop) {
		s.visitor().open("/forgot").send("/forgot", "email", "nobody@example.com").sees(200, "If there is an account")
		s.visitor().open("/reset?token=worn").send("/reset", "password", "another horse 7").sees(422, "used or is too old")
		s.visitor().open("/reset").sees(200, "used or is too old")
	})
}

func TestEveryPrivatePageIsKeptByNobody(t *testing.T) {
	eachShop(t, func(s *shop) {
		for _, path := range []string{"/cart", "/login", "/register", "/forgot", "/track", "/fragments/me"} {
			if a := s.get(path); a.StatusCode != http.StatusOK || a.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %d %q", path, a.StatusCode, a.Header.Get("Cache-Control"))
			}
		}
		for _, path := range []string{"/account", "/account/orders", "/account/addresses", "/account/profile"} {
			if a := s.get(path); a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/login") {
				t.Errorf("%s: %d %q", path, a.StatusCode, a.Header.Get("Location"))
			}
		}
	})
}
