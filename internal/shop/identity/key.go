package identity

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/text"
)

// KeyPrefix begins every API key, so that people and scanners know one where
// it should not be.
const KeyPrefix = "haat_key_"

// Bounds of keys.
const (
	maxKeys     = 50 // alive, of one account
	maxKeyName  = 80
	keyTail     = 6 // characters beyond the 128 random bits, for the hint
	keyHint     = 4
	maxOverlap  = 7 * 24 * time.Hour
	deadKeys    = 90 * 24 * time.Hour // how long one that is over stays in the list
	maxKeyWrite = 365 * 10 * 24 * time.Hour
)

// Key is a program's way in: for the account that made it, in one scope, and
// never with more than the account holds there now.
type Key struct {
	ID        string       `json:"id"`
	AccountID string       `json:"account_id"`
	MadeBy    string       `json:"made_by,omitempty" doc:"The key that made this one; absent when a person did."`
	SellerID  string       `json:"seller_id" doc:"Empty for the platform."`
	Name      string       `json:"name"`
	Perms     []actor.Perm `json:"permissions"`
	Hint      string       `json:"hint" doc:"The secret's last characters."`
	CreatedAt time.Time    `json:"created_at"`
	RotatedAt *time.Time   `json:"rotated_at"`
	OldUntil  *time.Time   `json:"old_until" doc:"Until when the secret before the last rotation still opens."`
	ExpiresAt *time.Time   `json:"expires_at" doc:"Null for one that does not expire."`
	UsedAt    *time.Time   `json:"used_at" doc:"When it was last used, some minutes behind."`
	RevokedAt *time.Time   `json:"revoked_at"`
}

// Refusals.
var (
	ErrKey           = errs.New(errs.Unauthenticated, "identity.key_refused", "This API key is not valid.")
	ErrKeyElsewhere  = errs.New(errs.Unauthenticated, "identity.key_elsewhere", "API keys open the store API only.")
	ErrKeyNotFound   = errs.New(errs.NotFound, "identity.key_not_found", "There is no such API key.")
	ErrKeyOver       = errs.New(errs.Conflict, "identity.key_over", "This API key is revoked or has expired. Make another.")
	ErrTooManyKeys   = errs.New(errs.Conflict, "identity.too_many_keys", "An account has at most 50 API keys. Revoke some first.")
	ErrWrongPassword = errs.New(errs.Invalid, "identity.wrong_password", "The password is wrong.")
)

// over reports whether the key opens nothing any more.
func (k Key) over(now time.Time) bool {
	return k.RevokedAt != nil || k.ExpiresAt != nil && !now.Before(*k.ExpiresAt)
}

// NewKey is a key to be.
type NewKey struct {
	Name      string
	SellerID  string // empty: the platform, or the caller's only seller
	Perms     []actor.Perm
	ExpiresAt *time.Time
	Password  string // of the person asking; a key asking has none
}

// RotateKey gives a key a new secret.
type RotateKey struct {
	ID        string
	Overlap   time.Duration // how long the old secret still opens
	ExpiresAt *time.Time    // nil keeps the expiry
	Password  string
}

func (in NewKey) tidy(now time.Time) (NewKey, error) {
	in.Name = text.Line(in.Name)
	in.Perms = slices.Compact(slices.Sorted(slices.Values(in.Perms)))
	var f errs.Fields
	f.Check(in.Name != "", "name", "required", "Give the key a name.")
	text.Check(&f, "name", in.Name, maxKeyName)
	f.Check(len(in.Perms) > 0, "permissions", "required", "Choose what the key may do.")
	f.Check(contains(ceiling(in.SellerID), in.Perms), "permissions", "unknown", "Some of these do not exist here.")
	checkExpiry(&f, in.ExpiresAt, now)
	return in, f.As(ErrInvalid)
}

func checkExpiry(f *errs.Fields, at *time.Time, now time.Time) {
	f.Check(at == nil || at.After(now) && at.Before(now.Add(maxKeyWrite)), "expires_at", "range", "A time to come, within ten years.")
}

// validKey keeps garbage from the database.
func validKey(secret string) bool {
	return len(secret) > keyTail && id.Valid(KeyPrefix, secret[:len(secret)-keyTail])
}

// newKeySecret makes 128 random bits and some more, whose end may be shown.
func (s *Service) newKeySecret() (secret, hint string) {
	secret = s.ids.Secret(KeyPrefix) + s.ids.Secret("")[:keyTail]
	return secret, secret[len(secret)-keyHint:]
}

// narrow is what is left of grants in one scope when only perms count.
func (s *Service) narrow(ctx context.Context, q db.Querier, grants []actor.Grant, sellerID string, perms []actor.Perm) (actor.Grant, error) {
	out := actor.Grant{Platform: sellerID == "", SellerID: sellerID}
	for _, p := range perms {
		if heldIn(grants, sellerID, p) {
			out.Perms = append(out.Perms, p)
		}
	}
	if sellerID == "" || len(out.Perms) == 0 {
		return out, nil
	}
	var err error
	out.StoreIDs, err = s.stores.StoreIDs(ctx, q, sellerID)
	return out, err
}

// heldIn reports whether grants give a permission in a scope.
func heldIn(grants []actor.Grant, sellerID string, p actor.Perm) bool {
	for _, g := range grants {
		if (g.Platform || sellerID != "" && g.SellerID == sellerID) && slices.Contains(g.Perms, p) {
			return true
		}
	}
	return false
}

// holdsAll reports whether the caller may manage keys of a scope that do this
// (I9).
func holdsAll(a actor.Actor, sellerID string, perms []actor.Perm) bool {
	for _, p := range append([]actor.Perm{actor.KeysManage}, perms...) {
		if !heldIn(a.Grants, sellerID, p) {
			return false
		}
	}
	return true
}

// keyTeams are the sellers whose keys the caller manages.
func keyTeams(a actor.Actor) []string {
	out := []string{}
	for _, g := range a.Grants {
		if !g.Platform && slices.Contains(g.Perms, actor.KeysManage) {
			out = append(out, g.SellerID)
		}
	}
	return out
}

// ActorOfKey returns who an API key belongs to. Returns ErrKeyElsewhere at
// another API than the store's, and ErrKey for a key that is made up, revoked
// or too old, or whose account is disabled or lost what it could do.
func (s *Service) ActorOfKey(ctx context.Context, audience, secret string) (actor.Actor, error) {
	if audience != Store {
		return actor.Actor{}, ErrKeyElsewhere
	}
	if !validKey(secret) {
		return actor.Actor{}, ErrKey
	}
	hash := id.Hash(secret)
	keyID, ok := s.known.cookie(hash)
	if !ok {
		var err error
		if keyID, err = db.Get[string](ctx, s.db, keyByHash, hash); err != nil {
			return actor.Actor{}, orElse(err, ErrKey)
		}
		s.known.putCookie(hash, keyID)
	}
	v, ok, mark := s.known.get(keyID, s.now())
	if !ok {
		var err error
		if v, err = s.loadKey(ctx, keyID); err != nil {
			return actor.Actor{}, err
		}
		s.known.put(keyID, v, mark)
	}
	if now := s.now(); !v.key.opens(hash, now) || len(v.actor.Grants) == 0 {
		return actor.Actor{}, ErrKey
	}
	s.touch(ctx, keyID, v)
	return v.actor, nil
}

// KeyAlive reports whether the key still opens anything, without believing
// the cache: for streams, as Alive.
func (s *Service) KeyAlive(ctx context.Context, keyID string) bool {
	v, err := s.loadKey(ctx, keyID)
	return err == nil && !v.key.over(s.now()) && len(v.actor.Grants) > 0
}

func (s *Service) loadKey(ctx context.Context, keyID string) (live, error) {
	row, err := getKey(ctx, s.db, selectKey, keyID)
	if err != nil {
		return live{}, orElse(err, ErrKey)
	}
	a, err := getAccount(ctx, s.db, row.AccountID)
	if err != nil {
		return live{}, err
	}
	if row.RevokedAt != nil || a.DisabledAt != nil {
		return live{}, ErrKey
	}
	grants, err := s.grants(ctx, a.ID)
	if err != nil {
		return live{}, err
	}
	g, err := s.narrow(ctx, s.db, grants, row.SellerID, row.Perms.V)
	if err != nil {
		return live{}, err
	}
	v := live{account: a.ID, audience: Store, loaded: s.now(), key: &row, actor: actor.Actor{Kind: actor.Key, KeyID: row.ID}}
	if row.UsedAt != nil {
		v.used = *row.UsedAt
	}
	if len(g.Perms) > 0 {
		v.actor.Grants = []actor.Grant{g}
	}
	return v, nil
}

// opens reports whether a secret with this hash is good.
func (r *keyRow) opens(hash string, now time.Time) bool {
	switch {
	case r.over(now):
		return false
	case hash == r.Hash:
		return true
	}
	return r.OldHash != nil && hash == *r.OldHash && r.OldUntil != nil && now.Before(*r.OldUntil)
}

func (r *keyRow) over(now time.Time) bool { return r.Key().over(now) }

// IsKey reports whether a bearer token is meant to be an API key.
func IsKey(token string) bool { return strings.HasPrefix(token, KeyPrefix) }
