package identity

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "auth-login", Method: httpx.POST, Path: "/auth/login", Summary: "Log in", Tags: []string{"Log-in"}, Perm: actor.Public, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *logInInput) (*SignedIn, error) {
			return s.logIn(ctx, LogIn{Email: in.Body.Email, Password: in.Body.Password, Audience: Site, UserAgent: in.Agent, CartID: in.Body.CartID})
		})
	s.registerAuth(api, Site)
}
