package identity

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
)

// SetupToken makes the one-time token for the first owner, to be printed by
// the server; the one before is worth nothing any more. It reports false once
// the platform has had an owner (I10).
func (s *Service) SetupToken(ctx context.Context) (string, bool, error) {
	token, open := s.ids.Secret("set_"), false
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		n, err := db.Exec(ctx, tx, openSetup, id.Hash(token))
		open = n == 1
		return err
	})
	if err != nil || !open {
		return "", false, err
	}
	return token, true, nil
}

// FirstOwner makes the platform's first owner and logs them in at the
// dashboard; the door is closed for ever afterwards. Of parallel tries one
// passes. Returns ErrSetupClosed, ErrTooManyTries, ErrEmailTaken, ErrInvalid
// or ErrWeakPassword.
func (s *Service) FirstOwner(ctx context.Context, token string, in NewAccount) (out Session, err error) {
	network := actor.From(ctx).Network
	if err := s.guess(ctx, network); err != nil {
		return Session{}, err
	}
	if n, err := db.Get[int64](ctx, s.db, setupByHash, id.Hash(token)); err != nil || n == 0 || token == "" {
		if err == nil {
			err = ErrSetupClosed
		}
		return Session{}, err
	}
	in.Verified = true // whoever reads the server's output runs it
	if in, err = s.Prepare(ctx, in); err != nil {
		return Session{}, err
	}
	shop := actor.TheSystem()
	shop.Network, shop.RequestID = network, actor.From(ctx).RequestID
	err = s.db.InTx(actor.With(ctx, shop), func(ctx context.Context, tx db.Tx) error {
		if n, err := db.Exec(ctx, tx, useSetup, id.Hash(token)); err != nil || n == 0 {
			if err == nil {
				err = ErrSetupClosed
			}
			return err
		}
		a, err := s.CreateTx(ctx, tx, in)
		if err != nil {
			return err
		}
		if err := s.AddMemberTx(ctx, tx, Member{AccountID: a.ID, Role: Owner}); err != nil {
			return err
		}
		out, err = s.Open(ctx, tx, OpenSession{AccountID: a.ID, Audience: Store, Network: network})
		return err
	})
	return out, err
}
