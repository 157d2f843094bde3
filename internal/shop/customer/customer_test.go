package customer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/customer/customertest"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

func each(t *testing.T, fn func(t *testing.T, f *customertest.Fixture)) {
	dbtest.Each(t, customertest.Sets(), func(t *testing.T, d *db.DB) { fn(t, customertest.New(t, d)) })
}

func as(a actor.Actor) context.Context { return actor.With(context.Background(), a) }

func home() address.Address {
	return address.Address{FirstName: "Maya", LastName: "Lindqvist", Line1: "24 Alder Street", City: "Portland", Region: "OR", Postcode: "97205", Country: "US", Phone: "+15035550142"}
}

func ensure(f *customertest.Fixture, email string, at *address.Address) (c customer.Customer, err error) {
	err = f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) (err error) {
		c, err = f.Customer.EnsureTx(ctx, tx, email, at)
		return err
	})
	return c, err
}

func count(names []string, name string) int {
	n := 0
	for _, v := range names {
		if v == name {
			n++
		}
	}
	return n
}

// said is an event as it was published.
type said struct {
	Name    string
	Payload db.JSON[json.RawMessage]
}

func (e said) Decode(into any) error { return json.Unmarshal(e.Payload.V, into) }

var selectSaid = db.SQL(`SELECT name, payload FROM kit_events ORDER BY id`)

func saids(t *testing.T, f *customertest.Fixture) []said {
	t.Helper()
	all, err := db.All[said](context.Background(), f.DB, selectSaid)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryStatementRunsOnBothEngines(t *testing.T) {
	sets := append(customertest.Sets(), seller.Migrations()) // sellertest is in this program too
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		if _, err := db.PrepareAll(context.Background(), d); err != nil {
			t.Error(err)
		}
	})
}

func TestThereIsOneGuestPerAddressHoweverItIsSpelled(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		at := home()
		one, err := ensure(f, " Maya@Mail.example ", &at)
		if err != nil || !one.Guest() || one.Name() != "Maya Lindqvist" || one.Email != "Maya@Mail.example" {
			t.Fatal(one, err)
		}
		two, err := ensure(f, "maya@mail.EXAMPLE", nil)
		if diff := cmp.Diff(one, two); diff != "" || err != nil {
			t.Error(diff, err)
		}
		nameless, err := ensure(f, "b@mail.example", nil)
		if err != nil {
			t.Fatal(err)
		}
		if named, err := ensure(f, "b@mail.example", &at); err != nil || named.ID != nameless.ID || named.Name() != "Maya Lindqvist" || named.Version != 2 {
			t.Error(named, err)
		}
		for _, bad := range []string{"", "x", "a@b@c", "a@b\r\nBcc: x@y", "a b@c.example", strings.Repeat("x", 260) + "@y.example"} {
			if _, err := ensure(f, bad, nil); !errors.Is(err, customer.ErrInvalid) {
				t.Errorf("%q: %v", bad, err)
			}
		}
	})
}

func TestParallelOrdersOfOneGuestMakeOneCustomer(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		ids := make([]string, 20)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Add(1)
			go func() {
				defer wg.Done()
				c, err := ensure(f, "same@mail.example", nil)
				if err != nil {
					t.Error(err)
				}
				ids[i] = c.ID
			}()
		}
		wg.Wait()
		slices.Sort(ids)
		if n := len(slices.Compact(ids)); n != 1 || count(f.EventNames(t), "customer.created") != 1 {
			t.Error(n, "customers")
		}
	})
}

func TestARegistrationMakesNothingUntilItsMailIsAnsweredWithThePassword(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		ctx := context.Background()
		var brought identity.LoggedIn
		f.Identity.AfterLogin.Add("test", func(_ context.Context, _ db.Tx, l *identity.LoggedIn) error { brought = *l; return nil })
		in := customer.Register{Email: "maya@mail.example", Password: "correct horse", FirstName: " Maya ", LastName: "Rai", Locale: "ne"}
		if err := f.Customer.Register(ctx, in); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Identity.ByEmail(ctx, f.DB, in.Email); !errors.Is(err, identity.ErrNotFound) {
			t.Error("there is an account already:", err)
		}
		token := identitytest.RegistrationToken(t, f.Identity, f.DB, in.Email)
		for _, bad := range []customer.Confirm{{Token: token, Password: "wrong horse"}, {Token: token}, {Token: "reg_00000000000000000000000000", Password: in.Password}} {
			if _, err := f.Customer.Confirm(ctx, bad); !errors.Is(err, identity.ErrWrongPassword) && !errors.Is(err, identity.ErrProof) {
				t.Error(bad, err)
			}
		}
		if count(f.EventNames(t), "customer.created") != 0 {
			t.Error("a customer was made")
		}
		s, err := f.Customer.Confirm(ctx, customer.Confirm{Token: token, Password: in.Password, CartID: "cart_x"})
		if err != nil || s.Secret == "" || s.CustomerID == "" || !s.Account.EmailVerified {
			t.Fatal(s, err)
		}
		if brought.CustomerID != s.CustomerID || brought.CartID != "cart_x" || brought.Audience != identity.Site {
			t.Error(brought)
		}
		a, err := f.Identity.ActorOfCookie(ctx, identity.Site, s.Secret)
		if err != nil || a.CustomerID != s.CustomerID {
			t.Error(a, err)
		}
		me, err := f.Customer.Mine(as(a), f.DB)
		if err != nil || me.Name() != "Maya Rai" || me.Guest() || me.Locale != "ne" {
			t.Error(me, err)
		}
		if _, err := f.Customer.Confirm(ctx, customer.Confirm{Token: token, Password: in.Password}); !errors.Is(err, identity.ErrProof) {
			t.Error("answered twice:", err)
		}
		if err := f.Customer.Register(ctx, customer.Register{Email: "b@mail.example", Password: "short"}); !errors.Is(err, identity.ErrWeakPassword) {
			t.Error(err)
		}
		if err := f.Customer.Register(ctx, customer.Register{Email: "b@mail.example", Password: "correct horse", FirstName: "a\x00"}); !errors.Is(err, customer.ErrInvalid) {
			t.Error(err)
		}
		if n := count(f.EventNames(t), "customer.created"); n != 1 {
			t.Error(n, "customers")
		}
	})
}

func TestOfTwoWhoRegisterWithOneAddressTheReaderOfTheMailGetsIt(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		ctx := context.Background()
		register := func(password string) string {
			if err := f.Customer.Register(ctx, customer.Register{Email: "maya@mail.example", Password: password}); err != nil {
				t.Fatal(err)
			}
			return identitytest.RegistrationToken(t, f.Identity, f.DB, "maya@mail.example")
		}
		hers := register("correct horse")
		squatters := register("squatter's own") // its mail, too, goes to her
		if _, err := f.Customer.Confirm(ctx, customer.Confirm{Token: squatters, Password: "correct horse"}); !errors.Is(err, identity.ErrWrongPassword) {
			t.Error("the squatter's link with her password:", err)
		}
		if _, err := f.Customer.Confirm(ctx, customer.Confirm{Token: hers, Password: "correct horse"}); err != nil {
			t.Error("a later registration took hers away:", err)
		}
		if _, err := f.Customer.Confirm(ctx, customer.Confirm{Token: squatters, Password: "squatter's own"}); !errors.Is(err, identity.ErrProof) {
			t.Error("a second account for the address:", err)
		}
		if _, err := f.Identity.LogIn(ctx, identity.LogIn{Email: "maya@mail.example", Password: "squatter's own", Audience: identity.Site}); !errors.Is(err, identity.ErrBadCredentials) {
			t.Error("the squatter is in:", err)
		}
	})
}

func TestAGuestIsClaimedOnlyOnceTheAddressIsProven(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		at := home()
		guest, err := ensure(f, "maya@mail.example", &at)
		if err != nil {
			t.Fatal(err)
		}
		in := customer.Register{Email: "maya@mail.example", Password: identitytest.Password}
		if err := f.Customer.Register(context.Background(), in); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Customer.Confirm(context.Background(), customer.Confirm{Token: "reg_00000000000000000000000000", Password: in.Password}); !errors.Is(err, identity.ErrProof) || count(f.EventNames(t), "customer.claimed") != 0 {
			t.Fatal("claimed without proof")
		}
		s := f.SignUp(t, in, "")
		var claims []customer.Claimed
		for _, e := range saids(t, f) {
			var c customer.Claimed
			if e.Name == c.EventName() && e.Decode(&c) == nil {
				claims = append(claims, c)
			}
		}
		if diff := cmp.Diff([]customer.Claimed{{CustomerID: s.CustomerID, GuestCustomerID: guest.ID}}, claims); diff != "" {
			t.Error(diff)
		}
		owner := as(sellertest.Owner())
		if d, err := f.Customer.Get(owner, f.DB, s.CustomerID); err != nil || d.Name() != "Maya Lindqvist" || d.Phone != "+15035550142" {
			t.Error(d, err)
		}
		if _, err := f.Customer.Get(owner, f.DB, guest.ID); !errors.Is(err, customer.ErrNotFound) {
			t.Error("the merged guest is still there:", err)
		}
		// Bought again without logging in: the next log-in takes it over.
		again, err := ensure(f, "maya@mail.example", nil)
		if err != nil || again.ID == guest.ID || again.ID == s.CustomerID {
			t.Fatal(again, err)
		}
		identitytest.LogIn(t, f.Identity, "maya@mail.example", identity.Site)
		if n := count(f.EventNames(t), "customer.claimed"); n != 2 {
			t.Error(n, "claims")
		}
	})
}

func TestAnOrderDuringAClaimIsNotLost(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		if _, err := ensure(f, "maya@mail.example", nil); err != nil {
			t.Fatal(err)
		}
		identitytest.Account(t, f.Identity, f.DB, "maya@mail.example")
		bought := make([]string, 12)
		var wg sync.WaitGroup
		for i := range bought {
			wg.Add(2)
			go func() {
				defer wg.Done()
				c, err := ensure(f, "maya@mail.example", nil)
				if err != nil {
					t.Error(err)
				}
				bought[i] = c.ID
			}()
			go func() {
				defer wg.Done()
				if _, err := f.Identity.LogIn(context.Background(), identity.LogIn{Email: "maya@mail.example", Password: identitytest.Password, Audience: identity.Site, Network: fmt.Sprint("n", i)}); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		identitytest.LogIn(t, f.Identity, "maya@mail.example", identity.Site)
		claimed := map[string]bool{}
		for _, e := range saids(t, f) {
			var c customer.Claimed
			if e.Name == c.EventName() && e.Decode(&c) == nil {
				claimed[c.GuestCustomerID] = true
			}
		}
		for _, id := range bought {
			if !claimed[id] {
				t.Error("what", id, "bought was never claimed")
			}
		}
	})
}

func TestStaffThatLogInToTheDashboardAreNoCustomers(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		identitytest.Member(t, f.Identity, f.DB, "staff@haat.example", "", identity.Owner)
		identitytest.LogIn(t, f.Identity, "staff@haat.example", identity.Store)
		if n := count(f.EventNames(t), "customer.created"); n != 0 {
			t.Error(n, "customers")
		}
		if s := identitytest.LogIn(t, f.Identity, "staff@haat.example", identity.Site); s.CustomerID == "" {
			t.Error("staff cannot buy")
		}
	})
}

func TestTheAddressBookKeepsOneDefaultOfEach(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		me := as(f.Register(t, "maya@mail.example"))
		first, err := f.Customer.SaveAddress(me, customer.SaveAddress{Address: home()})
		if err != nil || !first.DefaultShipping || !first.DefaultBilling {
			t.Fatal(first, err)
		}
		second, err := f.Customer.SaveAddress(me, customer.SaveAddress{Address: home(), DefaultShipping: true})
		if err != nil || !second.DefaultShipping || second.DefaultBilling {
			t.Fatal(second, err)
		}
		book, err := f.Customer.Addresses(me, f.DB)
		if err != nil || len(book) != 2 || book[0].DefaultShipping || !book[0].DefaultBilling {
			t.Error(book, err)
		}
		moved := home()
		moved.City = "  Salem "
		if got, err := f.Customer.SaveAddress(me, customer.SaveAddress{ID: first.ID, Address: moved}); err != nil || got.Address.City != "Salem" {
			t.Error(got, err)
		}
		_, err = f.Customer.SaveAddress(me, customer.SaveAddress{Address: address.Address{Country: "US"}})
		var e *errs.Error
		if !errors.As(err, &e) || !errors.Is(err, customer.ErrInvalid) || e.Fields[0].Path != "first_name" {
			t.Error(err)
		}
		other := as(f.Register(t, "other@mail.example"))
		if _, err := f.Customer.SaveAddress(other, customer.SaveAddress{ID: first.ID, Address: home()}); !errors.Is(err, customer.ErrAddressNotFound) {
			t.Error("edited a foreign address:", err)
		}
		if err := f.Customer.DeleteAddress(other, first.ID); !errors.Is(err, customer.ErrAddressNotFound) {
			t.Error("deleted a foreign address:", err)
		}
		for range customer.MaxAddresses - 2 {
			if _, err := f.Customer.SaveAddress(me, customer.SaveAddress{Address: home()}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.Customer.SaveAddress(me, customer.SaveAddress{Address: home()}); !errors.Is(err, customer.ErrTooManyAddresses) {
			t.Error(err)
		}
		if err := f.Customer.DeleteAddress(me, first.ID); err != nil {
			t.Error(err)
		}
	})
}

// sold says who bought where.
type sold map[string][]string

func (s sold) OrderedFrom(_ context.Context, _ db.Querier, customerID string, storeIDs []string) (bool, error) {
	return slices.ContainsFunc(storeIDs, func(id string) bool { return slices.Contains(s[customerID], id) }), nil
}

func (s sold) Buyers(ctx context.Context, q db.Querier, customerIDs, storeIDs []string) (out []string, err error) {
	for _, id := range customerIDs {
		if yes, _ := s.OrderedFrom(ctx, q, id, storeIDs); yes {
			out = append(out, id)
		}
	}
	return out, nil
}

// oneByOne is sold without the ability to answer for many.
type oneByOne struct{ sold sold }

func (o oneByOne) OrderedFrom(ctx context.Context, q db.Querier, customerID string, storeIDs []string) (bool, error) {
	return o.sold.OrderedFrom(ctx, q, customerID, storeIDs)
}

func TestASellerSeesOnlyWhoBoughtFromItsStores(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		orders := sold{}
		var mine []string
		for i := range 9 {
			c, err := ensure(f, fmt.Sprintf("g%d@mail.example", i), nil)
			if err != nil {
				t.Fatal(err)
			}
			orders[c.ID] = []string{"sto_b"}
			if i%3 == 0 {
				orders[c.ID] = []string{"sto_a", "sto_b"}
				mine = append([]string{c.ID}, mine...)
			}
			if _, err := f.Customer.Update(as(sellertest.Owner()), c.ID, customer.Patch{Note: opt.Some("secret")}); err != nil {
				t.Fatal(err)
			}
		}
		member := as(sellertest.MemberOf("sel_a", "sto_a"))
		if l, err := f.Customer.List(member, f.DB, "", page.Request{}); err != nil || len(l.Items) != 0 {
			t.Error("without orders:", l, err)
		}
		for _, plugged := range []customer.Orders{orders, oneByOne{orders}} {
			f.Customer.UseOrders(plugged)
			var got []string
			p := page.Request{Limit: 2}
			for {
				l, err := f.Customer.List(member, f.DB, "", p)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range l.Items {
					got = append(got, c.ID)
					if c.Note != "" {
						t.Error("a seller reads the platform's notes")
					}
				}
				if p.Cursor = l.Next; l.Next == "" {
					break
				}
			}
			if diff := cmp.Diff(mine, got); diff != "" {
				t.Error(diff)
			}
			if d, err := f.Customer.Get(member, f.DB, mine[0]); err != nil || d.Note != "" {
				t.Error(d, err)
			}
		}
		stranger := as(sellertest.MemberOf("sel_c", "sto_c"))
		if _, err := f.Customer.Get(stranger, f.DB, mine[0]); !errors.Is(err, customer.ErrNotFound) {
			t.Error(err)
		}
		if _, err := f.Customer.Update(member, mine[0], customer.Patch{Note: opt.Some("x")}); !errors.Is(err, customer.ErrNotFound) {
			t.Error(err)
		}
		if l, err := f.Customer.List(context.Background(), f.DB, "", page.Request{}); err != nil || len(l.Items) != 0 {
			t.Error("anybody lists customers:", l, err)
		}
	})
}

func TestThePlatformFindsCustomersByWhatTheyBeginWith(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		at := home()
		if _, err := ensure(f, "maya@mail.example", &at); err != nil {
			t.Fatal(err)
		}
		if _, err := ensure(f, "zoe@mail.example", nil); err != nil {
			t.Fatal(err)
		}
		owner := as(sellertest.Owner())
		for query, want := range map[string]int{"": 2, "MAYA@": 1, "lind": 1, "Maya L": 1, "qvist": 0, "z": 1, "%": 0} {
			l, err := f.Customer.List(owner, f.DB, query, page.Request{})
			if err != nil || len(l.Items) != want {
				t.Errorf("%q: %d of %d, %v", query, len(l.Items), want, err)
			}
		}
		l, err := f.Customer.List(owner, f.DB, "", page.Request{Limit: 1})
		if err != nil || len(l.Items) != 1 || l.Items[0].Email != "zoe@mail.example" || l.Next == "" {
			t.Error(l, err)
		}
	})
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, f *customertest.Fixture) {
		site := httpxtest.New(t, func(api huma.API) { f.Customer.RegisterSite(api) })
		store := httpxtest.New(t, func(api huma.API) { f.Customer.RegisterStore(api) })
		reg := map[string]any{"email": "maya@mail.example", "password": "correct horse", "first_name": "Maya"}
		var tokens identity.Tokens
		for range 2 { // the answer is the same, whatever there is
			asked := site.Do(httpxtest.Call{Method: "POST", Path: "/auth/register", Body: reg}).Want(http.StatusAccepted)
			if asked.Header.Get("Set-Cookie") != "" || len(asked.Raw) != 0 {
				t.Errorf("answered %v %s", asked.Header, asked.Raw)
			}
		}
		answer := map[string]any{"token": identitytest.RegistrationToken(t, f.Identity, f.DB, "maya@mail.example"), "password": "wrong horse"}
		if got := site.Do(httpxtest.Call{Method: "POST", Path: "/auth/register/confirm", Body: answer}).Want(http.StatusUnprocessableEntity).Code(); got != "identity.wrong_password" {
			t.Error(got)
		}
		answer["password"] = "correct horse"
		made := site.Do(httpxtest.Call{Method: "POST", Path: "/auth/register/confirm", Body: answer}).Want(http.StatusCreated).Into(&tokens)
		if made.Header.Get("Set-Cookie") == "" || tokens.CustomerID == "" || tokens.AccessToken == "" {
			t.Error(tokens)
		}
		me := actor.Actor{Kind: actor.Customer, AccountID: tokens.Account.ID, CustomerID: tokens.CustomerID}
		var v customer.Me
		site.Do(httpxtest.Call{As: me, Method: "PATCH", Path: "/me", Body: map[string]any{"last_name": "Rai", "phone": nil}}).Want(http.StatusOK)
		site.Do(httpxtest.Call{As: me, Method: "GET", Path: "/me"}).Want(http.StatusOK).Into(&v)
		if v.FirstName != "Maya" || v.LastName != "Rai" || v.Email != "maya@mail.example" || !v.EmailVerified {
			t.Error(v)
		}
		site.Do(httpxtest.Call{Method: "GET", Path: "/me"}).Want(http.StatusUnauthorized)
		body := map[string]any{"first_name": "Maya", "line1": "24 Alder Street", "city": "Portland", "region": "OR", "postcode": "97205", "country": "US"}
		var e customer.Entry
		for range 2 { // the same key twice adds one
			site.Do(httpxtest.Call{As: me, Method: "POST", Path: "/me/addresses", Key: "k", Body: body}).Want(http.StatusCreated).Into(&e)
		}
		body["postcode"] = "nonsense"
		site.Do(httpxtest.Call{As: me, Method: "PUT", Path: "/me/addresses/" + e.ID, Body: body}).Want(http.StatusUnprocessableEntity)
		var book customer.AddressBook
		site.Do(httpxtest.Call{As: me, Method: "GET", Path: "/me/addresses"}).Want(http.StatusOK).Into(&book)
		if len(book.Items) != 1 || book.Items[0].Address.Postcode != "97205" {
			t.Error(book)
		}
		site.Do(httpxtest.Call{As: me, Method: "DELETE", Path: "/me/addresses/" + e.ID}).Want(http.StatusNoContent)

		owner := sellertest.Owner()
		path := "/customers/" + tokens.CustomerID
		got := store.Do(httpxtest.Call{As: owner, Method: "GET", Path: path}).Want(http.StatusOK)
		etag := map[string]string{"If-Match": got.Header.Get("ETag")}
		store.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: path, Header: etag, Body: map[string]any{"note": "Likes blue.", "groups": []string{"VIP", "vip"}}}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: path, Header: etag, Body: map[string]any{"note": "x"}}).Want(http.StatusPreconditionFailed)
		store.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/customers?q=maya"}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: sellertest.MemberOf("sel_a", "sto_a"), Method: "GET", Path: path}).Want(http.StatusNotFound)
		store.Do(httpxtest.Call{As: me, Method: "GET", Path: "/customers"}).Want(http.StatusForbidden)
	})
}
