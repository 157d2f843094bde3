package customer

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/shop/identity"
)

// Register is somebody who wants an account.
type Register struct {
	Email     string
	Password  string
	FirstName string
	LastName  string
	Locale    string
	CartID    string // the guest cart to bring along
	Network   string
	UserAgent string
}

// Register makes an account with its customer and logs it in. What a guest
// with the same address bought follows once the address is proven (U2).
// Returns ErrInvalid, identity.ErrInvalid, identity.ErrWeakPassword or
// identity.ErrEmailTaken.
func (s *Service) Register(ctx context.Context, in Register) (out identity.Session, err error) {
	who := Customer{FirstName: in.FirstName, LastName: in.LastName, Locale: in.Locale}
	var f errs.Fields
	who.tidy(&f)
	if err := f.As(ErrInvalid); err != nil {
		return identity.Session{}, err
	}
	account, err := s.identity.Prepare(ctx, identity.NewAccount{Email: in.Email, Password: in.Password, Name: clip(who.Name()), Locale: who.Locale})
	if err != nil {
		return identity.Session{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.registerTx(ctx, tx, in, who, account)
		return err
	})
	return out, err
}

// maxAccountName is how much of a name the account keeps, for greetings.
const maxAccountName = 120

func clip(name string) string {
	rs := []rune(name)
	return string(rs[:min(len(rs), maxAccountName)])
}

func (s *Service) registerTx(ctx context.Context, tx db.Tx, in Register, who Customer, account identity.NewAccount) (identity.Session, error) {
	a, err := s.identity.CreateTx(ctx, tx, account)
	if err != nil {
		return identity.Session{}, err
	}
	c := s.blank(a.Email)
	c.AccountID, c.FirstName, c.LastName, c.Locale = &a.ID, who.FirstName, who.LastName, who.Locale
	if _, err := insert(ctx, tx, c); err != nil {
		return identity.Session{}, err
	}
	if err := s.events.Publish(ctx, tx, Created{CustomerID: c.ID}); err != nil {
		return identity.Session{}, err
	}
	arrived := identity.LoggedIn{Audience: identity.Site, AccountID: a.ID, CustomerID: c.ID, CartID: in.CartID}
	if err := s.identity.AfterLogin.Run(ctx, tx, &arrived); err != nil {
		return identity.Session{}, err
	}
	out, err := s.identity.Open(ctx, tx, identity.OpenSession{AccountID: a.ID, Audience: identity.Site, Network: in.Network, UserAgent: in.UserAgent})
	out.CustomerID = c.ID
	return out, err
}
