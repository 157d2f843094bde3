// Package identitytest gives other rooms' tests accounts, sessions and members.
package identitytest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/identity"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), identity.Migrations()) }

// Key signs access tokens in tests.
const Key = "a key for tests only, 0123456789 abcdef"

// Password is what every account of Account has.
const Password = "correct horse"

// Stores are the stores of sellers, by seller.
type Stores map[string][]string

// StoreIDs implements identity.Stores.
func (s Stores) StoreIDs(_ context.Context, _ db.Querier, sellerID string) ([]string, error) {
	return s[sellerID], nil
}

// Deps is what New builds the room with, to be varied.
func Deps(w *dbtest.World, stores identity.Stores) identity.Deps {
	return identity.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Jobs: w.Jobs, Bus: w.Bus, Log: w.Log, Journal: journal.Discard{},
		Stores: stores, SecretKey: []byte(Key), BcryptCost: 4}
}

// New returns the room in a world, hashing cheaply.
func New(w *dbtest.World, stores identity.Stores) *identity.Service {
	return identity.New(Deps(w, stores))
}

// Account adds an account with a proven address and Password.
func Account(t testing.TB, s *identity.Service, d *db.DB, email string) identity.Account {
	t.Helper()
	ctx := actor.With(context.Background(), actor.TheSystem())
	in, err := s.Prepare(ctx, identity.NewAccount{Email: email, Password: Password, Name: "Name of " + email, Locale: "en", Verified: true})
	if err != nil {
		t.Fatal(err)
	}
	var a identity.Account
	err = d.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		a, err = s.CreateTx(ctx, tx, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Member adds an account that is a member: "" for the platform.
func Member(t testing.TB, s *identity.Service, d *db.DB, email, sellerID, role string, perms ...actor.Perm) identity.Account {
	t.Helper()
	a := Account(t, s, d, email)
	err := d.InTx(actor.With(context.Background(), actor.TheSystem()), func(ctx context.Context, tx db.Tx) error {
		return s.AddMemberTx(ctx, tx, identity.Member{AccountID: a.ID, SellerID: sellerID, Role: role, Perms: perms})
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// LogIn opens a session with Password.
func LogIn(t testing.TB, s *identity.Service, email, audience string) identity.Session {
	t.Helper()
	v, err := s.LogIn(context.Background(), identity.LogIn{Email: email, Password: Password, Audience: audience, Network: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var newestRegistration = db.SQL(`SELECT id FROM identity_registrations WHERE email = $1 ORDER BY id DESC LIMIT 1`)

// RegistrationToken is the token of the newest mail with which an address
// finishes registering.
func RegistrationToken(t testing.TB, s *identity.Service, d *db.DB, email string) string {
	t.Helper()
	ctx := context.Background()
	id, err := db.Get[string](ctx, d, newestRegistration, email)
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := s.IssueRegistration(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return token
}
