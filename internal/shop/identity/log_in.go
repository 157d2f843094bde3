package identity

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/meter"
)

// LogIn is somebody at the door.
type LogIn struct {
	Email     string
	Password  string
	Audience  string // Site or Store
	Network   string
	UserAgent string
	CartID    string // a guest cart to bring along
}

// LogIn opens a session by password. Returns ErrBadCredentials, in the same
// time and words for an unknown account (I1), ErrTooManyTries with how long to
// wait (I2), or ErrNoAccess when the account is no member and asks for the
// dashboard.
func (s *Service) LogIn(ctx context.Context, in LogIn) (out Session, err error) {
	defer func() { s.countLogIn(in.Audience, err) }()
	if len(in.Email) > maxEmail || len(in.Password) > maxPassword {
		return Session{}, ErrBadCredentials
	}
	email := foldEmail(in.Email)
	a, err := s.admit(ctx, email, in.Network)
	if err != nil {
		return Session{}, err
	}
	ok, err := s.hasher.matches(ctx, a.PasswordHash, in.Password)
	if err != nil {
		return Session{}, err
	}
	if !ok || a.DisabledAt != nil {
		return Session{}, ErrBadCredentials
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		out, err = s.enter(ctx, tx, in, a)
		if err != nil {
			return err
		}
		return s.forgive(ctx, tx, email, in.Network)
	})
	return out, err
}

// enter opens the session if the password that matched is still the account's.
func (s *Service) enter(ctx context.Context, tx db.Tx, in LogIn, matched accountRow) (Session, error) {
	a, err := accountForChange(ctx, tx, matched.ID)
	if err != nil {
		return Session{}, err
	}
	if a.PasswordHash != matched.PasswordHash || a.DisabledAt != nil {
		return Session{}, ErrBadCredentials
	}
	if in.Audience == Store {
		ms, err := memberships(ctx, tx, a.ID)
		if err != nil {
			return Session{}, err
		}
		if len(ms) == 0 {
			return Session{}, ErrNoAccess
		}
	}
	who := LoggedIn{Audience: in.Audience, AccountID: a.ID, CartID: in.CartID}
	if who.CustomerID, err = s.customerOf(ctx, tx, a.ID); err != nil {
		return Session{}, err
	}
	if err := s.AfterLogin.Run(ctx, tx, &who); err != nil {
		return Session{}, err
	}
	return s.open(ctx, tx, a, OpenSession{AccountID: a.ID, Audience: in.Audience, Network: in.Network, UserAgent: in.UserAgent}, who.CustomerID)
}

// LogIns counts log-ins by audience and outcome: opened, refused (a wrong
// password or an unknown account), throttled, no_access, failed.
func (s *Service) LogIns() *meter.Pairs { return &s.logIns }

func (s *Service) countLogIn(audience string, err error) {
	if audience != Store {
		audience = Site
	}
	outcome := "failed"
	switch {
	case err == nil:
		outcome = "opened"
	case errors.Is(err, ErrBadCredentials):
		outcome = "refused"
	case errors.Is(err, ErrTooManyTries):
		outcome = "throttled"
	case errors.Is(err, ErrNoAccess):
		outcome = "no_access"
	}
	s.logIns.Of(audience, outcome).Inc()
}
