package app

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/settings"
)

// demoPeople are the callers the past is played by.
type demoPeople struct {
	owner    actor.Actor
	seller   actor.Actor
	customer actor.Actor
	sellerID string // whose member seller is
}

// owner acts for the platform.
func (s *seeding) owner(ctx context.Context) context.Context { return actor.With(ctx, s.people.owner) }

// staff acts for a store: its own member where it has one, else the platform.
func (s *seeding) staff(ctx context.Context, storeID string) context.Context {
	if s.sellers[storeID] == s.people.sellerID {
		return actor.With(ctx, s.people.seller)
	}
	return s.owner(ctx)
}

// accounts makes the three log-ins: the platform's owner, a seller's, and a customer's with an address book.
func (s *seeding) accounts(ctx context.Context) error {
	owner, err := s.account(ctx, identity.NewAccount{Email: DemoOwner, Name: "Asha Shakya"}, &identity.Member{Role: identity.Owner})
	if err != nil {
		return err
	}
	s.people.owner = actor.Actor{Kind: actor.Member, AccountID: owner.ID, Email: owner.Email, Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}

	storeID := s.stores["potters-row"]
	s.people.sellerID = s.sellers[storeID]
	member, err := s.account(ctx, identity.NewAccount{Email: DemoSeller, Name: "Bina Prajapati"}, &identity.Member{SellerID: s.people.sellerID, Role: identity.Owner})
	if err != nil {
		return err
	}
	s.people.seller = actor.Actor{Kind: actor.Member, AccountID: member.ID, Email: member.Email,
		Grants: []actor.Grant{{SellerID: s.people.sellerID, StoreIDs: []string{storeID}, Perms: actor.SellerPerms()}}}
	return s.shopper(ctx)
}

// account makes one account; the password is hashed before the transaction begins.
func (s *seeding) account(ctx context.Context, in identity.NewAccount, m *identity.Member) (a identity.Account, err error) {
	in.Password, in.Locale, in.Verified = s.password, "en", true
	if in, err = s.Identity.Prepare(ctx, in); err != nil {
		return a, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if a, err = s.Identity.CreateTx(ctx, tx, in); err != nil {
			return err
		}
		s.note(settings.DemoAccounts, a.ID, 1)
		if m == nil {
			return nil
		}
		m.AccountID = a.ID
		return s.Identity.AddMemberTx(ctx, tx, *m)
	})
	return a, err
}

// shopper makes the demo customer: an account becomes a customer when it first logs in at the shop.
func (s *seeding) shopper(ctx context.Context) error {
	buyers, err := demoFile[[]demoBuyer]("people.json")
	if err != nil {
		return err
	}
	who := buyers[slices.IndexFunc(buyers, func(b demoBuyer) bool { return b.Account })]
	a, err := s.account(ctx, identity.NewAccount{Email: who.Email, Name: who.Address.FirstName + " " + who.Address.LastName}, nil)
	if err != nil {
		return err
	}
	session, err := s.Identity.LogIn(ctx, identity.LogIn{Email: who.Email, Password: s.password, Audience: identity.Site, Network: "127.0.0.1", UserAgent: "haat demo"})
	if err != nil {
		return err
	}
	s.people.customer = actor.Actor{Kind: actor.Customer, AccountID: a.ID, SessionID: session.ID, CustomerID: session.CustomerID, Email: a.Email, Network: "127.0.0.1"}
	s.note(settings.DemoCustomers, session.CustomerID, 1)
	mine := actor.With(ctx, s.people.customer)
	if _, err := s.Customer.UpdateMine(mine, customer.Profile{FirstName: opt.Some(who.Address.FirstName), LastName: opt.Some(who.Address.LastName)}); err != nil {
		return err
	}
	if _, err := s.Customer.SaveAddress(mine, customer.SaveAddress{Address: who.Address}); err != nil {
		return err
	}
	return s.Identity.LogOut(ctx, session.ID)
}
