package identity

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// Tokens is the answer to every log-in. A browser needs only the cookie that
// comes with it.
type Tokens struct {
	AccessToken  string  `json:"access_token" doc:"Send as Authorization: Bearer."`
	RefreshToken string  `json:"refresh_token" doc:"Good once, for new tokens."`
	ExpiresIn    int64   `json:"expires_in" doc:"Seconds the access token is good for."`
	Account      Account `json:"account"`
	CustomerID   string  `json:"customer_id,omitempty"`
}

// SignedIn is the output of every operation that logs in; registration in the
// customer room answers it too.
type SignedIn struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      Tokens
}

// Answer turns an opened session into the answer and its cookie.
func (s *Service) Answer(ctx context.Context, v Session, err error) (*SignedIn, error) {
	if err != nil {
		return nil, err
	}
	out := &SignedIn{Body: Tokens{AccessToken: v.Access, RefreshToken: v.Refresh, ExpiresIn: int64(v.ExpiresAt.Sub(s.now()) / time.Second), Account: v.Account, CustomerID: v.CustomerID}}
	if v.Secret != "" {
		door := httpx.DoorOf(ctx)
		out.SetCookie = []string{door.Cookie(door.CookieName(v.Audience), v.Secret, s.Life(v.Audience)).String()}
	}
	return out, nil
}

type loggedOut struct {
	SetCookie []string `header:"Set-Cookie"`
}

func forgetCookie(ctx context.Context, audience string) *loggedOut {
	door := httpx.DoorOf(ctx)
	return &loggedOut{SetCookie: []string{door.Cookie(door.CookieName(audience), "", 0).String()}}
}

type logInInput struct {
	Agent string `header:"User-Agent" hidden:"true"`
	Body  struct {
		Email    string `json:"email" minLength:"1" maxLength:"254"`
		Password string `json:"password" minLength:"1" maxLength:"1000"`
		CartID   string `json:"cart_id,omitempty" maxLength:"60" doc:"A guest cart to bring along."`
	}
}

type staffLogInInput struct {
	Agent string `header:"User-Agent" hidden:"true"`
	Body  struct {
		Email    string `json:"email" minLength:"1" maxLength:"254"`
		Password string `json:"password" minLength:"1" maxLength:"1000"`
	}
}

type refreshInput struct {
	Body struct {
		RefreshToken string `json:"refresh_token" minLength:"1" maxLength:"100"`
	}
}

type askInput struct {
	Body struct {
		Email string `json:"email" minLength:"1" maxLength:"254"`
	}
}

type resetInput struct {
	Body struct {
		Token    string `json:"token" minLength:"1" maxLength:"100"`
		Password string `json:"password" minLength:"1" maxLength:"1000"`
	}
}

type proofInput struct {
	Body struct {
		Token string `json:"token" minLength:"1" maxLength:"100"`
	}
}

type passwordInput struct {
	Agent string `header:"User-Agent" hidden:"true"`
	Body  struct {
		Current string `json:"current_password" minLength:"1" maxLength:"1000"`
		Next    string `json:"new_password" minLength:"1" maxLength:"1000"`
	}
}

type emailInput struct {
	Body struct {
		Email    string `json:"email" minLength:"1" maxLength:"254"`
		Password string `json:"password" minLength:"1" maxLength:"1000" doc:"The current password."`
	}
}

// logIn opens a session and ends the one the caller had: a planted one must
// not survive (I3).
func (s *Service) logIn(ctx context.Context, in LogIn) (*SignedIn, error) {
	a := actor.From(ctx)
	in.Network = a.Network
	v, err := s.LogIn(ctx, in)
	if err == nil && a.SessionID != "" {
		err = s.LogOut(ctx, a.SessionID)
	}
	return s.Answer(ctx, v, err)
}

// registerAuth adds what both audiences share.
func (s *Service) registerAuth(api huma.API, audience string) {
	tags := []string{"Log-in"}
	httpx.Register(api, httpx.Op{ID: "auth-refresh", Method: httpx.POST, Path: "/auth/refresh", Summary: "Trade a refresh token for new tokens", Tags: tags, Perm: actor.Public, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *refreshInput) (*SignedIn, error) {
			v, err := s.Refresh(ctx, in.Body.RefreshToken, audience)
			return s.Answer(ctx, v, err)
		})
	httpx.Register(api, httpx.Op{ID: "auth-logout", Method: httpx.POST, Path: "/auth/logout", Summary: "Log out", Tags: tags, Perm: actor.Public, Status: http.StatusNoContent},
		func(ctx context.Context, _ *struct{}) (*loggedOut, error) {
			if id := actor.From(ctx).SessionID; id != "" {
				if err := s.LogOut(ctx, id); err != nil {
					return nil, err
				}
			}
			return forgetCookie(ctx, audience), nil
		})
	httpx.Register(api, httpx.Op{ID: "auth-logout-all", Method: httpx.POST, Path: "/auth/logout-all", Summary: "Log out everywhere", Tags: tags, Perm: actor.Self, Status: http.StatusNoContent},
		func(ctx context.Context, _ *struct{}) (*loggedOut, error) {
			return forgetCookie(ctx, audience), s.LogOutAll(ctx, actor.From(ctx).AccountID)
		})
	httpx.Register(api, httpx.Op{ID: "auth-change-password", Method: httpx.POST, Path: "/auth/password", Summary: "Choose another password; every other session ends", Tags: tags, Perm: actor.Self, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *passwordInput) (*SignedIn, error) {
			a := actor.From(ctx)
			v, err := s.ChangePassword(ctx, ChangePassword{AccountID: a.AccountID, Audience: audience, Current: in.Body.Current, Next: in.Body.Next, Network: a.Network, UserAgent: in.Agent})
			return s.Answer(ctx, v, wrongPassword(err, "current_password"))
		})
	httpx.Register(api, httpx.Op{ID: "auth-change-email", Method: httpx.POST, Path: "/auth/email", Summary: "Ask for another e-mail address; it counts once a mail to it was answered", Tags: tags, Perm: actor.Self, Status: http.StatusAccepted, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *emailInput) (*httpx.None, error) {
			return &httpx.None{}, wrongPassword(s.ChangeEmail(ctx, actor.From(ctx).AccountID, in.Body.Password, in.Body.Email, audience), "password")
		})
	s.registerSessions(api, audience)
	s.registerProofs(api, audience)
}

func (s *Service) registerProofs(api huma.API, audience string) {
	tags := []string{"Log-in"}
	httpx.Register(api, httpx.Op{ID: "auth-request-reset", Method: httpx.POST, Path: "/auth/password-reset", Summary: "Ask for a mail to choose a new password with", Tags: tags, Perm: actor.Public, Status: http.StatusAccepted, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *askInput) (*httpx.None, error) {
			return &httpx.None{}, s.RequestReset(ctx, in.Body.Email, audience)
		})
	httpx.Register(api, httpx.Op{ID: "auth-reset", Method: httpx.POST, Path: "/auth/password-reset/confirm", Summary: "Choose a new password with the mailed token; every session ends", Tags: tags, Perm: actor.Public, Status: http.StatusNoContent, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *resetInput) (*loggedOut, error) {
			return forgetCookie(ctx, audience), s.ResetPassword(ctx, in.Body.Token, in.Body.Password)
		})
	httpx.Register(api, httpx.Op{ID: "auth-request-verification", Method: httpx.POST, Path: "/auth/verify-email/request", Summary: "Ask for another mail that proves your address", Tags: tags, Perm: actor.Self, Status: http.StatusAccepted, Limit: httpx.LimitLogin},
		func(ctx context.Context, _ *struct{}) (*httpx.None, error) {
			return &httpx.None{}, s.RequestVerification(ctx, actor.From(ctx).AccountID, audience)
		})
	httpx.Register(api, httpx.Op{ID: "auth-verify-email", Method: httpx.POST, Path: "/auth/verify-email", Summary: "Prove your e-mail address with the mailed token", Tags: tags, Perm: actor.Public, Status: http.StatusNoContent, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *proofInput) (*httpx.None, error) {
			return &httpx.None{}, s.VerifyEmail(ctx, in.Body.Token)
		})
}
