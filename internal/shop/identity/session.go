package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
)

// OpenSession asks for a session without a password: right after registration.
type OpenSession struct {
	AccountID string
	Audience  string
	Network   string
	UserAgent string
}

// maxSessions of one account; the oldest goes.
const maxSessions = 50

// Life is how long a session lasts at most, and so its cookie.
func (s *Service) Life(audience string) time.Duration { return s.lives.of(audience).Total }

// Open opens a session for somebody the caller vouches for. Returns
// ErrNotFound.
func (s *Service) Open(ctx context.Context, tx db.Tx, in OpenSession) (Session, error) {
	a, err := accountForChange(ctx, tx, in.AccountID)
	if err != nil {
		return Session{}, err
	}
	customer, err := s.customerOf(ctx, tx, a.ID)
	if err != nil {
		return Session{}, err
	}
	return s.open(ctx, tx, a, in, customer)
}

// open expects the account's row locked: a password that changes meanwhile
// ends this session too.
func (s *Service) open(ctx context.Context, tx db.Tx, a accountRow, in OpenSession, customer string) (Session, error) {
	if a.DisabledAt != nil {
		return Session{}, ErrBadCredentials
	}
	now := s.now()
	if n, err := db.Get[int64](ctx, tx, countLiveOf, a.ID, now); err != nil {
		return Session{}, err
	} else if n >= maxSessions {
		oldest, err := db.Get[string](ctx, tx, oldestLiveOf, a.ID)
		if err != nil {
			return Session{}, err
		}
		if err := s.revoke(ctx, tx, oldest, a.ID); err != nil {
			return Session{}, err
		}
	}
	secret := s.ids.Secret("haat_")
	row := sessionRow{ID: s.ids.New("ses_"), AccountID: a.ID, Audience: in.Audience, SecretHash: id.Hash(secret), Version: 1, Network: clip(in.Network, 100),
		UserAgent: clip(in.UserAgent, maxAgent), CreatedAt: now, UsedAt: now, ExpiresAt: s.lives.of(in.Audience).end(now, now)}
	if err := putSession(ctx, tx, row); err != nil {
		return Session{}, err
	}
	out, err := s.issue(ctx, tx, row, a, customer)
	out.Secret = secret
	return out, err
}

// issue makes the tokens of a session.
func (s *Service) issue(ctx context.Context, tx db.Tx, row sessionRow, a accountRow, customer string) (Session, error) {
	refresh := s.ids.Secret("rft_")
	if _, err := db.Exec(ctx, tx, insertRefresh, id.Hash(refresh), row.ID, s.now()); err != nil {
		return Session{}, err
	}
	access, until, err := s.tokens.sign(row)
	return Session{ID: row.ID, Audience: row.Audience, Access: access, Refresh: refresh, ExpiresAt: until, Account: a.Account, CustomerID: customer}, err
}

// Refresh trades a refresh token for new ones. Returns ErrSessionEnded; when
// the token was used before, whoever has the newer one is out too (I4).
func (s *Service) Refresh(ctx context.Context, refresh, audience string) (out Session, err error) {
	stolen := "" // the session whose token was
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		stolen = ""
		hash := id.Hash(refresh)
		found, err := db.Get[struct {
			SessionID string
			UsedAt    *int64
		}](ctx, tx, lockRefresh, hash)
		if err != nil {
			return orElse(err, ErrSessionEnded)
		}
		row, err := sessionForChange(ctx, tx, found.SessionID)
		switch {
		case err != nil:
			return err
		case row.Audience != audience || !s.now().Before(row.ExpiresAt):
			return ErrSessionEnded
		case found.UsedAt != nil:
			stolen = row.ID // its end must commit, so no error here
			return s.revoke(ctx, tx, row.ID, row.AccountID)
		}
		out, err = s.rotate(ctx, tx, row, hash)
		return err
	})
	if stolen != "" && err == nil {
		s.log.Warn("a refresh token was used twice: its session is ended", "session", stolen)
		return Session{}, ErrSessionEnded
	}
	return out, err
}

func (s *Service) rotate(ctx context.Context, tx db.Tx, row sessionRow, hash string) (Session, error) {
	if _, err := db.Exec(ctx, tx, useRefresh, hash, s.now()); err != nil {
		return Session{}, err
	}
	row.UsedAt = s.now()
	row.ExpiresAt = s.lives.of(row.Audience).end(row.CreatedAt, row.UsedAt)
	if _, err := db.Exec(ctx, tx, touchSession, row.ID, row.UsedAt, row.ExpiresAt); err != nil {
		return Session{}, err
	}
	a, err := getAccount(ctx, tx, row.AccountID)
	if err != nil {
		return Session{}, err
	}
	customer, err := s.customerOf(ctx, tx, a.ID)
	if err != nil {
		return Session{}, err
	}
	tx.AfterCommit(func() { s.known.forget(row.ID, row.AccountID) }) // it lives longer now
	return s.issue(ctx, tx, row, a, customer)
}

// LogOut ends a session. Ending one that is over already is no error.
func (s *Service) LogOut(ctx context.Context, sessionID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		row, err := sessionForChange(ctx, tx, sessionID)
		if errors.Is(err, ErrSessionEnded) {
			return nil
		}
		if err != nil {
			return err
		}
		return s.revoke(ctx, tx, row.ID, row.AccountID)
	})
}

// LogOutAll ends every session of the account.
func (s *Service) LogOutAll(ctx context.Context, accountID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := s.recordLogOut(ctx, tx, accountID); err != nil {
			return err
		}
		return s.revokeAllOf(ctx, tx, accountID)
	})
}

func (s *Service) revoke(ctx context.Context, tx db.Tx, sessionID, accountID string) error {
	if n, err := db.Exec(ctx, tx, revokeOne, sessionID, s.now()); err != nil || n == 0 {
		return err
	}
	return s.ended(ctx, tx, SessionRevoked{SessionID: sessionID, AccountID: accountID}, "session:"+sessionID)
}

func (s *Service) revokeAllOf(ctx context.Context, tx db.Tx, accountID string) error {
	if n, err := db.Exec(ctx, tx, revokeAll, accountID, s.now()); err != nil || n == 0 {
		return err
	}
	return s.ended(ctx, tx, SessionRevoked{AccountID: accountID}, "account:"+accountID)
}

// ended makes this node forget at once, the others soon, and wakes streams
// that are open on what has ended.
func (s *Service) ended(ctx context.Context, tx db.Tx, e SessionRevoked, topic string) error {
	tx.AfterCommit(func() { s.known.forget(e.SessionID, e.AccountID) })
	s.bus.After(tx, topic)
	return s.events.Publish(ctx, tx, e)
}

func clip(s string, n int) string {
	for i := range s {
		if i > n {
			return s[:i]
		}
	}
	return s
}

// tokens signs and reads access tokens. They name a session and nothing that
// could change: what the session may do is looked up on every call.
type tokens struct {
	key    []byte
	clock  clock.Clock
	parser *jwt.Parser
}

const issuer = "haat"

// minKey is the shortest secret that is not worth guessing.
const minKey = 32

type claims struct {
	jwt.RegisteredClaims
	SessionID string `json:"sid"`
	Version   int64  `json:"ver"`
}

// newTokens derives its own key, so that the same secret can serve others.
func newTokens(secret []byte, c clock.Clock) *tokens {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("haat access token v1"))
	return &tokens{key: mac.Sum(nil), clock: c, parser: jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(issuer),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(c.Now), jwt.WithStrictDecoding())}
}

func (t *tokens) sign(s sessionRow) (string, time.Time, error) {
	now := t.clock.Now()
	until := now.Add(AccessLife)
	if s.ExpiresAt.Before(until) {
		until = s.ExpiresAt
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		RegisteredClaims: jwt.RegisteredClaims{Issuer: issuer, Subject: s.AccountID, Audience: jwt.ClaimStrings{s.Audience}, IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(until)},
		SessionID:        s.ID, Version: s.Version,
	}).SignedString(t.key)
	return token, until, err
}

// maxToken bounds what is parsed at all.
const maxToken = 2048

// read returns ErrSessionEnded for a token that is forged, too old or meant
// for another audience.
func (t *tokens) read(audience, token string) (claims, error) {
	var c claims
	if len(token) > maxToken {
		return c, ErrSessionEnded
	}
	_, err := t.parser.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return t.key, nil })
	if err != nil {
		return c, ErrSessionEnded.Because(err)
	}
	if len(c.Audience) != 1 || c.Audience[0] != audience {
		return c, ErrSessionEnded.Becausef("a token for %v at %s", c.Audience, audience)
	}
	return c, nil
}
