package identity

import (
	"context"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// Keys lists the API keys in the scopes whose keys the caller manages, newest
// first, also those that are over.
func (s *Service) Keys(ctx context.Context, q db.Querier, p page.Request) (page.List[Key], error) {
	a := actor.From(ctx)
	if a.Platform(actor.KeysManage) {
		return listKeys(ctx, q, nil, p)
	}
	return listKeys(ctx, q, keyTeams(a), p)
}

// CreateKey makes an API key and returns its secret, once. A person gives
// their password again: a stolen session must not be able to leave something
// behind that outlives it. Returns ErrInvalid, ErrWrongPassword,
// ErrTooManyTries, ErrKeyNotFound for a scope outside the caller's, ErrBeyond
// (I9) or ErrTooManyKeys.
func (s *Service) CreateKey(ctx context.Context, in NewKey) (Key, string, error) {
	a := actor.From(ctx)
	var err error
	if in.SellerID, err = keyScope(a, in.SellerID); err != nil {
		return Key{}, "", err
	}
	if in, err = in.tidy(s.now()); err != nil {
		return Key{}, "", err
	}
	if !holdsAll(a, in.SellerID, in.Perms) {
		return Key{}, "", ErrBeyond
	}
	if err := s.confirmPerson(ctx, in.Password); err != nil {
		return Key{}, "", err
	}
	secret, hint := s.newKeySecret()
	row := keyRow{ID: s.ids.New("key_"), SellerID: in.SellerID, Name: in.Name, Perms: db.JSONOf(in.Perms), Hint: hint, Hash: id.Hash(secret), CreatedAt: s.now(), ExpiresAt: in.ExpiresAt}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := s.keyParent(ctx, tx, &row); err != nil {
			return err
		}
		if n, err := db.Get[int64](ctx, tx, countKeys, row.AccountID, s.now()); err != nil {
			return err
		} else if n >= maxKeys {
			return ErrTooManyKeys
		}
		if _, err := db.Exec(ctx, tx, insertKey, row.ID, row.AccountID, row.MadeBy, row.SellerID, row.Name, row.Perms, row.Hint, row.Hash, row.CreatedAt, row.ExpiresAt); err != nil {
			return err
		}
		return s.journal.Record(ctx, tx, journal.Entry{Entity: "key", EntityID: row.ID, Action: "created", After: row.Key()})
	})
	return row.Key(), secret, err
}

// keyScope is the scope a caller means: a member of one seller need not name
// it.
func keyScope(a actor.Actor, sellerID string) (string, error) {
	inPlatform := slices.ContainsFunc(a.Grants, func(g actor.Grant) bool { return g.Platform })
	own := keyTeams(a)
	switch {
	case inPlatform, slices.Contains(own, sellerID) && sellerID != "":
		return sellerID, nil
	case sellerID != "":
		return "", ErrKeyNotFound
	case len(own) != 1:
		return "", ErrInvalid.At("seller_id", "required", "Say for which seller.")
	}
	return own[0], nil
}

// keyParent fills in whose key it is and locks the account: it may be losing
// what the key is to have. A key's key lives no longer than the key, ends with
// it, and makes no keys itself, so that ending one ends all that came of it.
func (s *Service) keyParent(ctx context.Context, tx db.Tx, row *keyRow) error {
	a := actor.From(ctx)
	row.AccountID = a.AccountID
	if a.KeyID != "" {
		parent, err := getKey(ctx, tx, lockKey, a.KeyID)
		if err != nil {
			return err
		}
		if parent.over(s.now()) {
			return ErrKey
		}
		if parent.MadeBy != "" || slices.Contains(row.Perms.V, actor.KeysManage) {
			return ErrBeyond
		}
		if !within(row.ExpiresAt, parent.ExpiresAt) {
			return ErrInvalid.At("expires_at", "range", "Not later than the key that makes it.")
		}
		row.AccountID, row.MadeBy = parent.AccountID, parent.ID
	}
	account, err := accountForChange(ctx, tx, row.AccountID)
	if err != nil {
		return err
	}
	if account.DisabledAt != nil {
		return ErrSessionEnded
	}
	grants, err := s.grantsIn(ctx, tx, account.ID)
	if err != nil {
		return err
	}
	if !holdsAll(actor.Actor{Grants: grants}, row.SellerID, row.Perms.V) {
		return ErrBeyond
	}
	return nil
}

// within reports whether an end is no later than another; nil is never.
func within(end, limit *time.Time) bool {
	return limit == nil || end != nil && !end.After(*limit)
}

// confirmPerson asks a person for their password, counted like a log-in; a
// program is asked for nothing.
func (s *Service) confirmPerson(ctx context.Context, password string) error {
	a := actor.From(ctx)
	if a.Kind == actor.Key || a.Kind == actor.System {
		return nil
	}
	_, err := s.confirm(ctx, a.AccountID, password, a.Network)
	return wrongPassword(err, "password")
}

// wrongPassword is the refusal of a password that somebody logged in was asked
// for once more: a field to mend, and no reason to log them out.
func wrongPassword(err error, field string) error {
	if errs.KindOf(err) == errs.Unauthenticated {
		return ErrWrongPassword.At(field, "wrong", "The password is wrong.")
	}
	return err
}

// RotateKey gives one of the caller's own keys a new secret and returns it,
// once; the old one opens until the overlap is over. Returns ErrKeyNotFound,
// also for another account's, ErrKey for one that is over, ErrBeyond,
// ErrInvalid, ErrWrongPassword or ErrTooManyTries.
func (s *Service) RotateKey(ctx context.Context, in RotateKey) (Key, string, error) {
	var f errs.Fields
	f.Check(in.Overlap >= 0 && in.Overlap <= maxOverlap, "overlap_hours", "range", "At most a week.")
	checkExpiry(&f, in.ExpiresAt, s.now())
	if err := f.As(ErrInvalid); err != nil {
		return Key{}, "", err
	}
	if _, err := s.ownKey(ctx, s.db, selectKey, in.ID); err != nil { // before the costly hash
		return Key{}, "", err
	}
	if err := s.confirmPerson(ctx, in.Password); err != nil {
		return Key{}, "", err
	}
	secret, hint := s.newKeySecret()
	var after keyRow
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		row, err := s.ownKey(ctx, tx, lockKey, in.ID)
		if err != nil {
			return err
		}
		now := s.now()
		until := now.Add(in.Overlap)
		after = row
		after.OldHash, after.OldUntil, after.Hash, after.Hint, after.RotatedAt = &row.Hash, &until, id.Hash(secret), hint, &now
		if in.ExpiresAt != nil {
			after.ExpiresAt = in.ExpiresAt
		}
		if err := s.keepsWithin(ctx, tx, after); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, rotateKey, row.ID, after.OldHash, after.OldUntil, after.Hash, after.Hint, after.RotatedAt, after.ExpiresAt); err != nil {
			return err
		}
		if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "key", EntityID: row.ID, Action: "rotated", Before: row.Key(), After: after.Key()}); err != nil {
			return err
		}
		return s.keysChanged(ctx, tx, row.ID)
	})
	return after.Key(), secret, err
}

// keepsWithin refuses a key's key that would outlive its maker.
func (s *Service) keepsWithin(ctx context.Context, tx db.Tx, row keyRow) error {
	maker := row.MadeBy
	if a := actor.From(ctx); a.KeyID != "" && a.KeyID != row.ID {
		maker = a.KeyID
	}
	if maker == "" {
		return nil
	}
	parent, err := getKey(ctx, tx, selectKey, maker)
	if err == nil && !within(row.ExpiresAt, parent.ExpiresAt) {
		err = ErrInvalid.At("expires_at", "range", "Not later than the key that makes it.")
	}
	return err
}

// ownKey returns a key that is the caller's to use.
func (s *Service) ownKey(ctx context.Context, q db.Querier, st *db.Stmt, keyID string) (keyRow, error) {
	row, err := s.managedKey(ctx, q, st, keyID)
	if err != nil {
		return keyRow{}, err
	}
	owner := actor.From(ctx).AccountID
	if by := actor.From(ctx).KeyID; by != "" {
		self, err := getKey(ctx, q, selectKey, by)
		if err != nil {
			return keyRow{}, err
		}
		owner = self.AccountID
	}
	switch {
	case row.AccountID != owner:
		return keyRow{}, ErrKeyNotFound
	case row.over(s.now()):
		return keyRow{}, ErrKeyOver
	}
	return row, nil
}

// managedKey returns a key whose end the caller may bring about.
func (s *Service) managedKey(ctx context.Context, q db.Querier, st *db.Stmt, keyID string) (keyRow, error) {
	row, err := getKey(ctx, q, st, keyID)
	if err != nil {
		return keyRow{}, err
	}
	a := actor.From(ctx)
	switch {
	case !heldIn(a.Grants, row.SellerID, actor.KeysManage):
		return keyRow{}, ErrKeyNotFound
	case row.AccountID != a.AccountID && !holdsAll(a, row.SellerID, row.Perms.V):
		return keyRow{}, ErrBeyond
	}
	return row, nil
}

// RevokeKey ends a key and those it made, at once. Ending one that is over is
// no error. Returns ErrKeyNotFound, also for one outside the caller's scope,
// or ErrBeyond for one that may do more than the caller.
func (s *Service) RevokeKey(ctx context.Context, keyID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		row, err := s.managedKey(ctx, tx, lockKey, keyID)
		if err != nil {
			return err
		}
		ended, err := db.All[string](ctx, tx, revokeKeys, row.ID, s.now())
		if err != nil {
			return err
		}
		return s.keysEnded(ctx, tx, ended)
	})
}

// revokeKeysOf ends every key of an account.
func (s *Service) revokeKeysOf(ctx context.Context, tx db.Tx, accountID string) error {
	ended, err := db.All[string](ctx, tx, revokeOf, accountID, s.now())
	if err != nil {
		return err
	}
	return s.keysEnded(ctx, tx, ended)
}

func (s *Service) keysEnded(ctx context.Context, tx db.Tx, ids []string) error {
	for _, keyID := range ids {
		if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "key", EntityID: keyID, Action: "revoked"}); err != nil {
			return err
		}
	}
	return s.keysChanged(ctx, tx, ids...)
}

// keysChanged makes this node forget at once, the others soon, and wakes
// streams that are open on the keys.
func (s *Service) keysChanged(ctx context.Context, tx db.Tx, ids ...string) error {
	for _, keyID := range ids {
		tx.AfterCommit(func() { s.known.forget(keyID, "") })
		s.bus.After(tx, "key:"+keyID)
		if err := s.events.Publish(ctx, tx, KeyChanged{KeyID: keyID}); err != nil {
			return err
		}
	}
	return nil
}

// wakeKeysOf wakes streams open on an account's keys: what they may do changed.
func (s *Service) wakeKeysOf(ctx context.Context, tx db.Tx, accountID string) error {
	ids, err := db.All[string](ctx, tx, liveKeysOf, accountID, s.now())
	for _, keyID := range ids {
		s.bus.After(tx, "key:"+keyID)
	}
	return err
}
