package identity

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// RequestVerification asks for another mail that proves the account's address.
// Returns ErrNotFound or ErrTooManyTries; for a proven address nothing happens.
func (s *Service) RequestVerification(ctx context.Context, accountID, audience string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := getAccount(ctx, tx, accountID)
		if err != nil || a.EmailVerified {
			return err
		}
		if wait, err := s.take(ctx, tx, try{mailsKey(a.EmailNorm), s.limits.Mails}); err != nil || wait.over() {
			if err == nil {
				err = wait.refusal()
			}
			return err
		}
		return s.askToVerify(ctx, tx, a.Account, a.Email, audience)
	})
}

// askToVerify asks for the mail that proves email is a's; older ones are worth
// nothing any more.
func (s *Service) askToVerify(ctx context.Context, tx db.Tx, a Account, email, audience string) error {
	req, err := s.noteVerify(ctx, tx, a.ID, email, audience)
	if err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, VerificationRequested{AccountID: a.ID, RequestID: req, Audience: audience})
}

func (s *Service) noteVerify(ctx context.Context, tx db.Tx, accountID, email, audience string) (string, error) {
	req := s.ids.New("prf_")
	if _, err := db.Exec(ctx, tx, useAll, accountID, forVerify, s.now(), ""); err != nil {
		return "", err
	}
	_, err := db.Exec(ctx, tx, insertProof, req, forVerify, accountID, email, foldEmail(email), audience, s.now())
	return req, err
}

// IssueVerification makes the token for the mail that proves an address; the
// account answered carries the address to prove, where the mail must go.
// Returns ErrProof: see IssueReset.
func (s *Service) IssueVerification(ctx context.Context, requestID string) (token string, a Account, err error) {
	token, p, a, err := s.issueProof(ctx, requestID, forVerify)
	if err != nil {
		return "", Account{}, err
	}
	if a.Email != p.Email {
		a.Email, a.EmailVerified = p.Email, false
	}
	return token, a, nil
}

// VerifyEmail proves an address with a mailed token; an address asked for by
// ChangeEmail becomes the account's now (I8). Returns ErrProof or
// ErrTooManyTries.
func (s *Service) VerifyEmail(ctx context.Context, token string) error {
	network := actor.From(ctx).Network
	if err := s.guess(ctx, network); err != nil {
		return err
	}
	p, err := s.proof(ctx, s.db, token, forVerify)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := accountForChange(ctx, tx, p.AccountID)
		if err != nil {
			return err
		}
		if a.DisabledAt != nil {
			return ErrProof
		}
		if err := s.spend(ctx, tx, token, forVerify, a.ID); err != nil {
			return err
		}
		if err := s.guessed(ctx, tx, network); err != nil {
			return err
		}
		return s.prove(ctx, tx, a, p)
	})
}

func (s *Service) prove(ctx context.Context, tx db.Tx, a accountRow, p proofRow) error {
	if p.EmailNorm == a.EmailNorm {
		if _, err := db.Exec(ctx, tx, setVerified, a.ID); err != nil {
			return err
		}
	} else if err := s.moveTo(ctx, tx, a, p); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.known.forget("", a.ID) })
	if err := s.events.Publish(ctx, tx, EmailVerified{AccountID: a.ID}); err != nil {
		return err
	}
	return s.AfterVerify.Run(ctx, tx, Verified{AccountID: a.ID, Email: p.Email})
}

// moveTo gives the account its new address. Somebody who took it meanwhile
// keeps it: the link is as good as too old.
func (s *Service) moveTo(ctx context.Context, tx db.Tx, a accountRow, p proofRow) error {
	if _, err := getByEmail(ctx, tx, p.EmailNorm); !errors.Is(err, ErrNotFound) {
		if err == nil {
			err = ErrProof
		}
		return err
	}
	if _, err := db.Exec(ctx, tx, setEmail, a.ID, p.Email, p.EmailNorm); err != nil {
		if db.IsUnique(err) {
			return ErrProof.Because(err)
		}
		return err
	}
	// A link to choose a new password went to the old address.
	if _, err := db.Exec(ctx, tx, useAll, a.ID, forReset, s.now(), ""); err != nil {
		return err
	}
	before, after := a.Account, a.Account
	after.Email, after.EmailVerified = p.Email, true
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "email_changed", Before: before, After: after}); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, EmailChanged{AccountID: a.ID, OldEmail: a.Email, Audience: p.Audience})
}
