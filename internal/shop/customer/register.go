package customer

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
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
}

// Register asks for the mail with which the account is made: see Confirm. What
// happens and what is answered do not depend on whether the address has an
// account (U5). Returns ErrInvalid, identity.ErrInvalid,
// identity.ErrWeakPassword or identity.ErrTooManyTries.
func (s *Service) Register(ctx context.Context, in Register) error {
	who := Customer{FirstName: in.FirstName, LastName: in.LastName, Locale: in.Locale}
	var f errs.Fields
	who.tidy(&f)
	if err := f.As(ErrInvalid); err != nil {
		return err
	}
	return s.identity.RequestRegistration(ctx, identity.NewAccount{Email: in.Email, Password: in.Password, Name: clip(who.Name()), Locale: who.Locale},
		map[string]string{"first_name": who.FirstName, "last_name": who.LastName})
}

// maxAccountName is how much of a name the account keeps, for greetings.
const maxAccountName = 120

func clip(name string) string {
	rs := []rune(name)
	return string(rs[:min(len(rs), maxAccountName)])
}

// Confirm finishes a registration: by its mail and its password.
type Confirm struct {
	Token     string
	Password  string
	CartID    string // the guest cart to bring along
	UserAgent string
}

// Confirm makes the account and its customer and logs in. What a guest with
// the address bought is theirs from then on (U2): the mail was answered.
// Returns identity.ErrProof, identity.ErrWrongPassword or
// identity.ErrTooManyTries.
func (s *Service) Confirm(ctx context.Context, in Confirm) (out identity.Session, err error) {
	r, err := s.identity.AnswerRegistration(ctx, in.Token, in.Password)
	if err != nil {
		return identity.Session{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.confirmTx(ctx, tx, in, r)
		return err
	})
	return out, err
}

func (s *Service) confirmTx(ctx context.Context, tx db.Tx, in Confirm, r identity.Registered) (identity.Session, error) {
	a, err := s.identity.RegisterTx(ctx, tx, r)
	if err != nil {
		return identity.Session{}, err
	}
	c := s.blank(a.Email)
	c.AccountID, c.FirstName, c.LastName, c.Locale = &a.ID, r.Profile["first_name"], r.Profile["last_name"], a.Locale
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
	out, err := s.identity.Open(ctx, tx, identity.OpenSession{AccountID: a.ID, Audience: identity.Site, Network: actor.From(ctx).Network, UserAgent: in.UserAgent})
	out.CustomerID = c.ID
	return out, err
}
