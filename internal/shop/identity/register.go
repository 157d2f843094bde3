package identity

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
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

// RequestRegistration notes that somebody wants an account; profile is handed
// back when they have it. Nothing is made yet: an account comes to be when the
// mail is answered, by whoever reads it and knows the password chosen here. So
// nobody can take an address in advance, and the answer and the work are the
// same whether the address has an account or not; a job finds out later (I8).
// Returns ErrInvalid, ErrWeakPassword, or ErrTooManyTries for a network that
// asks too often; for one address asked too often nothing is said.
func (s *Service) RequestRegistration(ctx context.Context, in NewAccount, profile map[string]string) error {
	in, err := s.Prepare(ctx, in)
	if err != nil {
		return err
	}
	return s.ask(ctx, foldEmail(in.Email), func(ctx context.Context, tx db.Tx) error {
		req := s.ids.New("reg_")
		if _, err := db.Exec(ctx, tx, insertRegistration, req, in.Email, foldEmail(in.Email), in.Name, in.Locale, in.hash, db.JSONOf(profile), s.now()); err != nil {
			return err
		}
		return s.jobs.Enqueue(ctx, tx, "identity.welcome", findArgs{RequestID: req}, job.Options{})
	})
}

// ask runs fn, which asks for a mail to an address, unless that address or the
// caller's network asked too often.
func (s *Service) ask(ctx context.Context, email string, fn func(context.Context, db.Tx) error) error {
	wait := tried{}
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		quiet, err := s.take(ctx, tx, try{mailsKey(email), s.limits.Mails})
		if err != nil {
			return err
		}
		if wait, err = s.take(ctx, tx, try{proofsKey(actor.From(ctx).Network), s.limits.Proofs}); err != nil || wait.over() || quiet.over() {
			return err
		}
		return fn(ctx, tx)
	})
	if err == nil {
		err = wait.refusal()
	}
	return err
}

// welcome has the mail written that a registration asked for: to somebody new
// the way to finish, to the owner of an account that there is a warning.
func (s *Service) welcome(ctx context.Context, tx db.Tx, in findArgs) error {
	r, err := db.Get[registrationRow](ctx, tx, lockRegistration, in.RequestID)
	if err != nil {
		return orElse(err, nil) // pruned meanwhile
	}
	a, err := getByEmail(ctx, tx, r.EmailNorm)
	if errors.Is(err, ErrNotFound) {
		return s.events.Publish(ctx, tx, RegistrationRequested{RegistrationID: r.ID})
	}
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, deleteRegistration, r.ID); err != nil || a.DisabledAt != nil {
		return err
	}
	return s.events.Publish(ctx, tx, RegistrationOfKnown{AccountID: a.ID})
}

// IssueRegistration makes the token for the mail that finishes a registration,
// with whom it goes to; only its hash stays. Returns ErrProof: see IssueReset.
func (s *Service) IssueRegistration(ctx context.Context, registrationID string) (token string, to Account, err error) {
	token = s.ids.Secret("reg_")
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		r, err := db.Get[registrationRow](ctx, tx, lockRegistration, registrationID)
		if err != nil {
			return orElse(err, ErrProof)
		}
		if r.UsedAt != nil || s.now().Sub(r.CreatedAt) > requestAge {
			return ErrProof
		}
		to = Account{Email: r.Email, Name: r.Name, Locale: r.Locale}
		_, err = db.Exec(ctx, tx, issueRegistration, r.ID, id.Hash(token), s.now().Add(proofLife))
		return err
	})
	if err != nil {
		return "", Account{}, err
	}
	return token, to, nil
}

// Registrant returns who a registration is for, so that they can be greeted
// before they finish it. Returns ErrProof.
func (s *Service) Registrant(ctx context.Context, q db.Querier, registrationID string) (Account, error) {
	r, err := db.Get[registrationRow](ctx, q, selectRegistration, registrationID)
	return Account{Email: r.Email, Name: r.Name, Locale: r.Locale}, orElse(err, ErrProof)
}

// Registered is a registration whose mail was answered.
type Registered struct {
	id      string
	account NewAccount
	Profile map[string]string
}

// AnswerRegistration checks a mailed token with the password that was chosen.
// It takes a while, so it comes before the transaction that calls RegisterTx.
// Returns ErrProof, ErrWrongPassword or ErrTooManyTries.
func (s *Service) AnswerRegistration(ctx context.Context, token, password string) (Registered, error) {
	if err := s.guess(ctx, actor.From(ctx).Network); err != nil {
		return Registered{}, err
	}
	if !id.Valid("reg_", token) {
		return Registered{}, ErrProof
	}
	r, err := db.Get[registrationRow](ctx, s.db, registrationByHash, id.Hash(token))
	if err != nil {
		return Registered{}, orElse(err, ErrProof)
	}
	if r.UsedAt != nil || r.ExpiresAt == nil || !s.now().Before(*r.ExpiresAt) {
		return Registered{}, ErrProof
	}
	if len(password) > maxPassword {
		password = ""
	}
	// Whoever chose the password need not be who reads the mail: only who is
	// both gets the account.
	ok, err := s.hasher.matches(ctx, r.PasswordHash, password)
	if err != nil {
		return Registered{}, err
	}
	if !ok {
		return Registered{}, ErrWrongPassword.At("password", "wrong", "Type the password you chose when you registered.")
	}
	return Registered{id: r.ID, Profile: r.Profile.V, account: NewAccount{Email: r.Email, Name: r.Name, Locale: r.Locale, Verified: true, hash: r.PasswordHash}}, nil
}

// RegisterTx makes the account of a registration that was answered, once: of
// parallel answers one passes, and one for an address that got an account
// meanwhile is as good as too old. Returns ErrProof.
func (s *Service) RegisterTx(ctx context.Context, tx db.Tx, r Registered) (Account, error) {
	n, err := db.Exec(ctx, tx, useRegistration, r.id, s.now())
	if err != nil {
		return Account{}, err
	}
	if n == 0 {
		return Account{}, ErrProof
	}
	a, err := s.insert(ctx, tx, r.account)
	if errors.Is(err, ErrEmailTaken) {
		return Account{}, ErrProof.Because(err)
	}
	if err != nil {
		return Account{}, err
	}
	if err := s.guessed(ctx, tx, actor.From(ctx).Network); err != nil {
		return Account{}, err
	}
	if err := s.events.Publish(ctx, tx, EmailVerified{AccountID: a.ID}); err != nil {
		return Account{}, err
	}
	return a, s.AfterVerify.Run(ctx, tx, Verified{AccountID: a.ID, Email: a.Email})
}
