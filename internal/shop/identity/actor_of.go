package identity

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
)

// ActorOfCookie returns who a log-in cookie belongs to. Returns
// ErrSessionEnded.
func (s *Service) ActorOfCookie(ctx context.Context, audience, secret string) (actor.Actor, error) {
	if !id.Valid("haat_", secret) {
		return actor.Actor{}, ErrSessionEnded
	}
	hash := id.Hash(secret)
	sessionID, ok := s.known.cookie(hash)
	if !ok {
		var err error
		if sessionID, err = db.Get[string](ctx, s.db, sessionByHash, hash); err != nil {
			return actor.Actor{}, orElse(err, ErrSessionEnded)
		}
		s.known.putCookie(hash, sessionID)
	}
	v, err := s.live(ctx, sessionID, audience)
	return v.actor, err
}

// ActorOfBearer returns who an access token belongs to. Returns
// ErrSessionEnded, also for one that is forged, too old, or made before the
// session's permissions changed.
func (s *Service) ActorOfBearer(ctx context.Context, audience, token string) (actor.Actor, error) {
	c, err := s.tokens.read(audience, token)
	if err != nil {
		return actor.Actor{}, err
	}
	v, err := s.live(ctx, c.SessionID, audience)
	if err != nil {
		return actor.Actor{}, err
	}
	if v.version != c.Version || v.actor.AccountID != c.Subject {
		return actor.Actor{}, ErrSessionEnded
	}
	return v.actor, nil
}

// Alive reports whether the session still is, without believing the cache:
// for streams, which are woken when a session ends and ask once.
func (s *Service) Alive(ctx context.Context, sessionID string) bool {
	row, err := getSession(ctx, s.db, sessionID)
	return err == nil && s.now().Before(row.ExpiresAt)
}

// live returns the session as last seen by this node, at most a second behind
// what others did to it.
func (s *Service) live(ctx context.Context, sessionID, audience string) (live, error) {
	v, ok, mark := s.known.get(sessionID, s.now())
	if !ok {
		var err error
		if v, err = s.load(ctx, sessionID); err != nil {
			return live{}, err
		}
		s.known.put(sessionID, v, mark)
	}
	if v.audience != audience || !s.now().Before(v.expires) {
		return live{}, ErrSessionEnded
	}
	return v, nil
}

func (s *Service) load(ctx context.Context, sessionID string) (live, error) {
	row, err := getSession(ctx, s.db, sessionID)
	if err != nil {
		return live{}, err
	}
	a, err := getAccount(ctx, s.db, row.AccountID)
	if err != nil {
		return live{}, err
	}
	v := live{audience: row.Audience, version: row.Version, expires: row.ExpiresAt, loaded: s.now(),
		actor: actor.Actor{Kind: actor.Customer, AccountID: a.ID, SessionID: row.ID, Email: a.Email}}
	if row.Audience == Store {
		v.actor.Kind = actor.Member
		v.actor.Grants, err = s.grants(ctx, a.ID)
		return v, err
	}
	v.actor.CustomerID, err = s.customerOf(ctx, s.db, a.ID)
	return v, err
}

// grants turns memberships into what they allow.
func (s *Service) grants(ctx context.Context, accountID string) ([]actor.Grant, error) {
	ms, err := memberships(ctx, s.db, accountID)
	if err != nil {
		return nil, err
	}
	out := make([]actor.Grant, 0, len(ms))
	for _, m := range ms {
		g := actor.Grant{Platform: m.SellerID == "", SellerID: m.SellerID, Perms: m.perms()}
		if !g.Platform {
			if g.StoreIDs, err = s.stores.StoreIDs(ctx, s.db, m.SellerID); err != nil {
				return nil, err
			}
		}
		out = append(out, g)
	}
	return out, nil
}
