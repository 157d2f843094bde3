package apptest

import (
	"context"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

// SignUp registers at the site, answers the mail, and goes on with the token
// of the log-in alone.
func (s *Shop) SignUp(c *Client, email, firstName, lastName string) *Client {
	s.t.Helper()
	c.Do("POST", "/api/v1/site/auth/register", map[string]any{"email": email, "password": Password, "first_name": firstName, "last_name": lastName}).Want(202)
	s.Settled() // the mail's own token is worth nothing once there is a newer one
	var in struct {
		AccessToken string `json:"access_token"`
	}
	c.Do("POST", "/api/v1/site/auth/register/confirm", map[string]any{"token": identitytest.RegistrationToken(s.t, s.Identity, s.DB, email), "password": Password}).Want(201).Into(&in)
	c.Bearer, c.HTTP.Jar = in.AccessToken, nil
	return c
}

// Account makes somebody who can log in at the site; their customer comes to
// be when they do.
func (s *Shop) Account(email string) {
	s.t.Helper()
	err := s.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error {
		_, err := s.Identity.CreateTx(ctx, tx, identity.NewAccount{Email: email, Password: Password, Name: email, Locale: "en", Verified: true})
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}
