package identity

import (
	"context"
	"time"

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
	if v.version != c.Version || v.account != c.Subject {
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
	if !ok || !s.now().Before(v.expires) { // another node may know that it was used since
		var err error
		if v, err = s.load(ctx, sessionID); err != nil {
			return live{}, err
		}
		s.known.put(sessionID, v, mark)
	}
	if v.audience != audience || !s.now().Before(v.expires) {
		return live{}, ErrSessionEnded
	}
	s.touch(ctx, sessionID, v)
	return v, nil
}

// touch writes down that a session or key is used: not with every request but
// once in a while, and what goes wrong with that stops nobody.
func (s *Service) touch(ctx context.Context, id string, v live) {
	now, every := s.now(), useEvery
	if v.key == nil {
		every = min(every, s.lives.of(v.audience).Idle/4)
	}
	if now.Sub(v.used) < every || !s.known.use(id, now, every) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), touchTime)
	defer cancel()
	until := s.lives.of(v.audience).end(v.created, now)
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		if v.key != nil {
			_, err = db.Exec(ctx, tx, touchKey, id, now)
			return err
		}
		_, err = db.Exec(ctx, tx, touchSession, id, now, until)
		return err
	})
	if err != nil {
		s.log.Warn("that a session is used could not be noted", "error", err)
	} else if v.key == nil {
		s.known.extend(id, until)
	}
}

const (
	useEvery  = 5 * time.Minute // how exactly "last used" is known
	touchTime = 2 * time.Second
)

func (s *Service) load(ctx context.Context, sessionID string) (live, error) {
	row, err := getSession(ctx, s.db, sessionID)
	if err != nil {
		return live{}, err
	}
	a, err := getAccount(ctx, s.db, row.AccountID)
	if err != nil {
		return live{}, err
	}
	if a.DisabledAt != nil {
		return live{}, ErrSessionEnded
	}
	v := live{account: a.ID, audience: row.Audience, version: row.Version, created: row.CreatedAt, expires: row.ExpiresAt, used: row.UsedAt, loaded: s.now(),
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
	return s.grantsIn(ctx, s.db, accountID)
}

func (s *Service) grantsIn(ctx context.Context, q db.Querier, accountID string) ([]actor.Grant, error) {
	ms, err := memberships(ctx, q, accountID)
	if err != nil {
		return nil, err
	}
	out := make([]actor.Grant, 0, len(ms))
	for _, m := range ms {
		g := actor.Grant{Platform: m.SellerID == "", SellerID: m.SellerID, Perms: m.perms()}
		if !g.Platform {
			if g.StoreIDs, err = s.stores.StoreIDs(ctx, q, m.SellerID); err != nil {
				return nil, err
			}
		}
		out = append(out, g)
	}
	return out, nil
}
