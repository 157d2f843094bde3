package identity

import (
	"context"
	"errors"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// Patch is what an account says of itself; what is not given stays.
type Patch struct {
	Name   opt.Field[string]
	Locale opt.Field[string]
}

// Update changes what an account is called and the language of its mail.
// Returns ErrNotFound or ErrInvalid.
func (s *Service) Update(ctx context.Context, accountID string, p Patch) (out Account, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := accountForChange(ctx, tx, accountID)
		if err != nil {
			return err
		}
		in := NewAccount{Email: a.Email, Name: a.Name, Locale: a.Locale}
		p.Name.Apply(&in.Name)
		p.Locale.Apply(&in.Locale)
		if in, err = in.tidy(); err != nil {
			return err
		}
		out = a.Account
		out.Name, out.Locale = in.Name, in.Locale
		if out == a.Account {
			return nil
		}
		if _, err := db.Exec(ctx, tx, setProfile, a.ID, out.Name, out.Locale); err != nil {
			return err
		}
		return s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "updated", Before: a.Account, After: out})
	})
	return out, err
}

// ChangePassword is somebody logged in choosing another password.
type ChangePassword struct {
	AccountID string
	Audience  string
	Current   string
	Next      string
	Network   string
	UserAgent string
}

// ChangePassword ends every session of the account and opens a new one (I7).
// Returns ErrBadCredentials when the current password is wrong,
// ErrTooManyTries or ErrWeakPassword.
func (s *Service) ChangePassword(ctx context.Context, in ChangePassword) (out Session, err error) {
	a, err := s.confirm(ctx, in.AccountID, in.Current, in.Network)
	if err != nil {
		return Session{}, err
	}
	if err := checkPassword(in.Next, a.Email); err != nil {
		return Session{}, err
	}
	hash, err := s.hasher.hash(ctx, in.Next)
	if err != nil {
		return Session{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		now, err := accountForChange(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if now.PasswordHash != a.PasswordHash {
			return ErrBadCredentials
		}
		if err := s.newPassword(ctx, tx, now, hash, in.Audience); err != nil {
			return err
		}
		if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "password_changed"}); err != nil {
			return err
		}
		customer, err := s.customerOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		out, err = s.open(ctx, tx, now, OpenSession{AccountID: a.ID, Audience: in.Audience, Network: in.Network, UserAgent: in.UserAgent}, customer)
		return err
	})
	return out, err
}

// confirm checks the password of somebody logged in, counted like a log-in.
func (s *Service) confirm(ctx context.Context, accountID, password, network string) (accountRow, error) {
	known, err := getAccount(ctx, s.db, accountID)
	if err != nil {
		return accountRow{}, err
	}
	a, err := s.admit(ctx, known.EmailNorm, network)
	if err != nil {
		return accountRow{}, err
	}
	ok, err := s.hasher.matches(ctx, a.PasswordHash, password)
	if err != nil {
		return accountRow{}, err
	}
	if !ok || a.ID != accountID {
		return accountRow{}, ErrBadCredentials
	}
	return a, s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.forgive(ctx, tx, a.EmailNorm, network) })
}

// ChangeEmail asks for another address. It becomes the account's only once a
// mail to it was answered (I8); whether somebody has it already is not told.
// Returns ErrBadCredentials, ErrTooManyTries or ErrInvalid.
func (s *Service) ChangeEmail(ctx context.Context, accountID, password, email, audience string) error {
	email = strings.TrimSpace(norm.NFC.String(email))
	if !text.Email(email) {
		return ErrInvalid.At("email", "format", "Give an e-mail address.")
	}
	a, err := s.confirm(ctx, accountID, password, actor.From(ctx).Network)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if wait, err := s.take(ctx, tx, try{mailsKey(foldEmail(email)), s.limits.Mails}); err != nil || wait.over() {
			return err // mailing one address too often: quietly not
		}
		req, err := s.noteVerify(ctx, tx, a.ID, email, audience)
		if err != nil {
			return err
		}
		return s.jobs.Enqueue(ctx, tx, "identity.find", findArgs{RequestID: req}, job.Options{}) // who has it is looked up later
	})
}

// findOther asks for the mail that proves a new address, unless somebody else
// has it.
func (s *Service) findOther(ctx context.Context, tx db.Tx, p proofRow) error {
	if p.UsedAt != nil { // overtaken by a newer request
		return nil
	}
	other, err := getByEmail(ctx, tx, p.EmailNorm)
	switch {
	case err == nil && other.ID != p.AccountID:
		_, err = db.Exec(ctx, tx, deleteProof, p.ID)
		return err
	case err != nil && !errors.Is(err, ErrNotFound):
		return err
	}
	return s.events.Publish(ctx, tx, VerificationRequested{AccountID: p.AccountID, RequestID: p.ID, Audience: p.Audience})
}
