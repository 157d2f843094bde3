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

// What a proof is for.
const (
	forReset  = "reset"
	forVerify = "verify"
)

// RequestReset asks for a mail to choose a new password with. It does the same
// work whether the address has an account or not, a job finds out later (I8).
// Returns ErrTooManyTries for a network that asks too often; for one address
// asked too often nothing happens and nothing is said.
func (s *Service) RequestReset(ctx context.Context, email, audience string) error {
	if len(email) > maxEmail {
		return nil
	}
	norm := foldEmail(email)
	return s.ask(ctx, norm, func(ctx context.Context, tx db.Tx) error { return s.askToReset(ctx, tx, norm, audience) })
}

type findArgs struct {
	RequestID string `json:"request_id"`
}

// askToReset notes the request and has a job look for the account.
func (s *Service) askToReset(ctx context.Context, tx db.Tx, email, audience string) error {
	req := s.ids.New("prf_")
	if _, err := db.Exec(ctx, tx, insertProof, req, forReset, "", "", email, audience, s.now()); err != nil {
		return err
	}
	return s.jobs.Enqueue(ctx, tx, "identity.find", findArgs{RequestID: req}, job.Options{})
}

// find ties a request for a new password to its account, or drops it.
func (s *Service) find(ctx context.Context, tx db.Tx, in findArgs) error {
	p, err := db.Get[proofRow](ctx, tx, lockProof, in.RequestID)
	if err != nil {
		return orElse(err, nil) // pruned meanwhile
	}
	if p.Purpose == forVerify {
		return s.findOther(ctx, tx, p)
	}
	a, err := getByEmail(ctx, tx, p.EmailNorm)
	if errors.Is(err, ErrNotFound) || err == nil && a.DisabledAt != nil {
		_, err = db.Exec(ctx, tx, deleteProof, p.ID)
		return err
	}
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, ownProof, p.ID, a.ID); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, useAll, a.ID, forReset, s.now(), p.ID); err != nil { // the newest only (I6)
		return err
	}
	return s.events.Publish(ctx, tx, ResetRequested{AccountID: a.ID, RequestID: p.ID, Audience: p.Audience})
}

// IssueReset makes the token for the mail a request asked for; only its hash
// stays. Asking again makes a new one and the older is worth nothing. For an
// invitation it is good for longer (I6). Returns ErrProof when the request was used, overtaken by a newer one, or is old.
func (s *Service) IssueReset(ctx context.Context, requestID string) (token string, a Account, err error) {
	token, _, a, err = s.issueProof(ctx, requestID, forReset)
	return token, a, err
}

func (s *Service) issueProof(ctx context.Context, requestID, purpose string) (token string, p proofRow, a Account, err error) {
	token = s.ids.Secret("prf_")
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if p, err = db.Get[proofRow](ctx, tx, lockProof, requestID); err != nil {
			return orElse(err, ErrProof)
		}
		if p.Purpose != purpose || p.AccountID == "" || s.now().Sub(p.CreatedAt) > requestAge {
			return ErrProof
		}
		n, err := db.Exec(ctx, tx, issueProof, p.ID, id.Hash(token), s.now().Add(p.life()))
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrProof
		}
		a, err = s.Get(ctx, tx, p.AccountID)
		return err
	})
	if err != nil {
		return "", p, Account{}, err
	}
	return token, p, a, nil
}

// ResetPassword sets a new password with a mailed token and ends every session
// and API key (I7). Returns ErrProof, ErrWeakPassword or ErrTooManyTries.
func (s *Service) ResetPassword(ctx context.Context, token, password string) error {
	if err := s.guess(ctx, actor.From(ctx).Network); err != nil {
		return err
	}
	p, err := s.proof(ctx, s.db, token, forReset) // before the costly hash; looked at again below
	if err != nil {
		return err
	}
	if err := checkPassword(password, p.EmailNorm); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, password)
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
		if err := s.spend(ctx, tx, token, forReset, a.ID); err != nil {
			return err
		}
		if err := s.guessed(ctx, tx, actor.From(ctx).Network); err != nil {
			return err
		}
		for _, key := range []string{accountKey(a.EmailNorm), proofsKey(actor.From(ctx).Network)} {
			if _, err := db.Exec(ctx, tx, clearTry, key); err != nil {
				return err
			}
		}
		if err := s.newPassword(ctx, tx, a, hash, p.Audience); err != nil {
			return err
		}
		// Whoever had the old password may have made keys with it.
		if err := s.revokeKeysOf(ctx, tx, a.ID); err != nil {
			return err
		}
		if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "password_reset"}); err != nil {
			return err
		}
		if a.EmailVerified || a.EmailNorm != p.EmailNorm {
			return nil
		}
		p.Email = a.Email
		return s.prove(ctx, tx, a, p) // whoever has the mail reads the address
	})
}

// proof returns the good proof a token stands for. Returns ErrProof.
func (s *Service) proof(ctx context.Context, q db.Querier, token, purpose string) (proofRow, error) {
	if !id.Valid("prf_", token) {
		return proofRow{}, ErrProof
	}
	p, err := db.Get[proofRow](ctx, q, proofByHash, id.Hash(token), purpose)
	if err != nil {
		return proofRow{}, orElse(err, ErrProof)
	}
	if !p.good(s.now()) {
		return proofRow{}, ErrProof
	}
	return p, nil
}

// spend uses a token up, once: of parallel tries one passes. It expects the
// account's row locked.
func (s *Service) spend(ctx context.Context, tx db.Tx, token, purpose, accountID string) error {
	p, err := s.proof(ctx, tx, token, purpose)
	if err != nil {
		return err
	}
	n, err := db.Exec(ctx, tx, useProof, p.ID, s.now())
	if err != nil {
		return err
	}
	if n == 0 || p.AccountID != accountID {
		return ErrProof
	}
	_, err = db.Exec(ctx, tx, useAll, accountID, purpose, s.now(), p.ID)
	return err
}

// newPassword replaces the password and ends every session; mailed tokens for
// another one are worth nothing any more.
func (s *Service) newPassword(ctx context.Context, tx db.Tx, a accountRow, hash, audience string) error {
	if _, err := db.Exec(ctx, tx, setPassword, a.ID, hash); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, useAll, a.ID, forReset, s.now(), ""); err != nil {
		return err
	}
	if err := s.revokeAllOf(ctx, tx, a.ID); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, PasswordChanged{AccountID: a.ID, Audience: audience, Replaced: a.PasswordHash != "" && hash != ""})
}
