package identity

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
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
		if err := s.recordLogIn(ctx, tx, in, a.ID, "logged_in"); err != nil {
			return err
		}
		return s.forgive(ctx, tx, email, in.Network)
	})
	if errors.Is(err, ErrNoAccess) { // the password was right; the log-in's own transaction is gone
		if recordErr := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.recordLogIn(ctx, tx, in, a.ID, "no_access") }); recordErr != nil {
			return Session{}, recordErr
		}
	}
	return out, err
}

// recordLogIn notes a log-in at the dashboard as the account's own doing.
// Shoppers' are not noted: what they do in the shop is their business.
func (s *Service) recordLogIn(ctx context.Context, tx db.Tx, in LogIn, accountID, action string) error {
	if in.Audience != Store {
		return nil
	}
	a := actor.From(ctx)
	a.Kind, a.AccountID, a.Network = actor.Member, accountID, in.Network
	return s.journal.Record(actor.With(ctx, a), tx, journal.Entry{Entity: "account", EntityID: accountID, Action: action})
}

// noteGuessing tells the journal, through a job, that somebody guesses at an
// account: once in a window, whatever the guessers do, so that they cannot fill
// the audit. The job is there for an unknown account too, so that the answer
// takes as long (I1).
func (s *Service) noteGuessing(ctx context.Context, tx db.Tx, accountID string) error {
	return s.jobs.Enqueue(ctx, tx, "identity.guessed", guessedArgs{AccountID: accountID}, job.Options{})
}

type guessedArgs struct {
	AccountID string `json:"account_id"` // empty for one that does not exist
}

func (s *Service) recordGuessing(ctx context.Context, tx db.Tx, in guessedArgs) error {
	ms, err := memberships(ctx, tx, in.AccountID)
	if err != nil || len(ms) == 0 {
		return err
	}
	return s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: in.AccountID, Action: "log_ins_refused"})
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
