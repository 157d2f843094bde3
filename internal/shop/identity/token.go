package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/haatshop/haat/internal/kit/clock"
)

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
