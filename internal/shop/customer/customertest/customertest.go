// Package customertest gives other rooms' tests customers.
package customertest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return append(identitytest.Sets(), customer.Migrations()) }

// Fixture is the room with its lower rooms.
type Fixture struct {
	*dbtest.World
	Identity *identity.Service
	Customer *customer.Service
}

// New returns the room on d, in a world of its own.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	w := dbtest.NewWorld(d)
	f := &Fixture{World: w, Identity: identitytest.New(w, identitytest.Stores{})}
	f.Customer = customer.New(customer.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{}, Identity: f.Identity})
	f.Identity.UseCustomers(f.Customer)
	return f
}

// Register makes a customer with an account and returns it as a caller.
func (f *Fixture) Register(t testing.TB, email string) actor.Actor {
	t.Helper()
	s := f.SignUp(t, customer.Register{Email: email, Password: identitytest.Password, FirstName: "Maya", LastName: "Rai", Locale: "en"}, "")
	return actor.Actor{Kind: actor.Customer, AccountID: s.Account.ID, SessionID: s.ID, CustomerID: s.CustomerID, Email: email}
}

// SignUp registers, answers the mail and logs in.
func (f *Fixture) SignUp(t testing.TB, in customer.Register, cartID string) identity.Session {
	t.Helper()
	ctx := context.Background()
	if err := f.Customer.Register(ctx, in); err != nil {
		t.Fatal(err)
	}
	s, err := f.Customer.Confirm(ctx, customer.Confirm{Token: identitytest.RegistrationToken(t, f.Identity, f.DB, in.Email), Password: in.Password, CartID: cartID})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
