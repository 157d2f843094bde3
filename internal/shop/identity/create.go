package identity

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// Prepare checks a new account and hashes its password, which takes longer
// than a transaction may last. Call it before the transaction that calls
// CreateTx. Returns ErrInvalid or ErrWeakPassword with the bad fields.
func (s *Service) Prepare(ctx context.Context, in NewAccount) (NewAccount, error) {
	in, err := in.tidy()
	if err != nil {
		return in, err
	}
	if err := checkPassword(in.Password, in.Email); err != nil {
		return in, err
	}
	in.hash, err = s.hasher.hash(ctx, in.Password)
	in.Password = ""
	return in, err
}

// CreateTx adds an account and asks for the mail that proves its address,
// unless it is known to be theirs. Returns ErrEmailTaken, ErrInvalid or
// ErrWeakPassword.
func (s *Service) CreateTx(ctx context.Context, tx db.Tx, in NewAccount) (Account, error) {
	if in.hash == "" {
		var err error
		if in, err = s.Prepare(ctx, in); err != nil {
			return Account{}, err
		}
	}
	return s.insert(ctx, tx, in)
}

// insert adds the prepared account; without a hash it is one that cannot log
// in until it has chosen a password.
func (s *Service) insert(ctx context.Context, tx db.Tx, in NewAccount) (Account, error) {
	a := Account{ID: s.ids.New("acc_"), Email: in.Email, Name: in.Name, Locale: in.Locale, EmailVerified: in.Verified, CreatedAt: s.now()}
	n, err := db.Exec(ctx, tx, insertAccount, a.ID, a.Email, foldEmail(a.Email), a.Name, a.Locale, in.hash, a.EmailVerified, a.CreatedAt)
	if err != nil {
		return Account{}, err
	}
	if n == 0 {
		return Account{}, ErrEmailTaken
	}
	if err := s.events.Publish(ctx, tx, AccountCreated{AccountID: a.ID}); err != nil {
		return Account{}, err
	}
	if !in.Verified && in.hash != "" {
		if err := s.askToVerify(ctx, tx, a, a.Email, Site); err != nil {
			return Account{}, err
		}
	}
	return a, s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "created", After: a})
}
