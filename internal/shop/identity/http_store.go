package identity

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

// Access is what one membership of the caller allows.
type Access struct {
	Platform    bool         `json:"platform"`
	SellerID    string       `json:"seller_id,omitempty"`
	StoreIDs    []string     `json:"store_ids" doc:"Empty for the platform, which sees all."`
	Permissions []actor.Perm `json:"permissions"`
}

// Me is who is logged in at the dashboard, and what they may do.
type Me struct {
	Account     Account      `json:"account"`
	Platform    bool         `json:"platform" doc:"Holds a role over the whole platform."`
	Permissions []actor.Perm `json:"permissions" doc:"Held anywhere: for what to show. Where each holds is in access."`
	StoreIDs    []string     `json:"store_ids"`
	Access      []Access     `json:"access"`
}

// TeamView is a member as the dashboard sees it.
type TeamView struct {
	ID          string       `json:"id"`
	AccountID   string       `json:"account_id"`
	SellerID    string       `json:"seller_id" doc:"Empty for the platform."`
	Email       string       `json:"email"`
	Name        string       `json:"name"`
	Role        string       `json:"role" enum:"owner,staff"`
	Permissions []actor.Perm `json:"permissions"`
	Pending     bool         `json:"pending" doc:"Was asked, and has not chosen a password yet."`
	Disabled    bool         `json:"disabled" doc:"The account may not log in at all."`
	CreatedAt   time.Time    `json:"created_at"`
}

func (m TeamMember) view() TeamView {
	return TeamView{ID: m.ID, AccountID: m.AccountID, SellerID: m.SellerID, Email: m.Email, Name: m.Name, Role: m.Role, Permissions: m.perms(), Pending: m.Pending, Disabled: m.Disabled, CreatedAt: m.CreatedAt}
}

type setupInput struct {
	Body struct {
		Token    string `json:"token" minLength:"1" maxLength:"100" doc:"From the link the server printed."`
		Email    string `json:"email" minLength:"1" maxLength:"254"`
		Password string `json:"password" minLength:"1" maxLength:"1000"`
		Name     string `json:"name" maxLength:"120"`
	}
}

type teamInput struct {
	httpx.PageParams
	SellerID string `query:"seller_id" maxLength:"40" doc:"Only the team of this seller."`
	Platform bool   `query:"platform" doc:"Only the platform's own team, whatever the seller."`
	Query    string `query:"q" maxLength:"254" doc:"Beginning of the name, of a word in it, or of the e-mail address."`
}

type inviteInput struct {
	Body struct {
		Email       string       `json:"email" minLength:"1" maxLength:"254"`
		Name        string       `json:"name,omitempty" maxLength:"120" doc:"For somebody new; who has an account keeps their own."`
		Locale      string       `json:"locale,omitempty" maxLength:"35" doc:"Of the mail to somebody new."`
		SellerID    string       `json:"seller_id,omitempty" maxLength:"40" doc:"Absent for the platform."`
		Role        string       `json:"role" enum:"owner,staff"`
		Permissions []actor.Perm `json:"permissions,omitempty" maxItems:"50" doc:"Of staff; an owner holds all."`
	}
}

type memberInput struct {
	ID string `path:"id" maxLength:"40"`
}

type profileInput struct {
	Body struct {
		Name   opt.Field[string] `json:"name,omitzero" maxLength:"120"`
		Locale opt.Field[string] `json:"locale,omitzero" maxLength:"35" doc:"A language tag like en."`
	}
}

type preferenceInput struct {
	Name string `path:"name" maxLength:"64" pattern:"^[a-z][a-z0-9_.-]*$" doc:"Such as list.orders."`
}

type preferInput struct {
	Name string `path:"name" maxLength:"64" pattern:"^[a-z][a-z0-9_.-]*$" doc:"Such as list.orders."`
	Body struct {
		Value Preference `json:"value" doc:"Any object; the API does not look into it."`
	}
}

// Kept is all that an account prefers.
type Kept struct {
	Preferences Preferences `json:"preferences" doc:"By name."`
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Log-in"}
	httpx.Register(api, httpx.Op{ID: "auth-login", Method: httpx.POST, Path: "/auth/login", Summary: "Log in", Tags: tags, Perm: actor.Public, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *staffLogInInput) (*SignedIn, error) {
			return s.logIn(ctx, LogIn{Email: in.Body.Email, Password: in.Body.Password, Audience: Store, UserAgent: in.Agent})
		})
	s.registerAuth(api, Store)
	httpx.Register(api, httpx.Op{ID: "setup", Method: httpx.POST, Path: "/setup", Summary: "Make the first owner, once", Tags: tags, Perm: actor.Public, Status: http.StatusCreated, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *setupInput) (*SignedIn, error) {
			v, err := s.FirstOwner(ctx, in.Body.Token, NewAccount{Email: in.Body.Email, Password: in.Body.Password, Name: in.Body.Name})
			return s.Answer(ctx, v, err)
		})
	httpx.Register(api, httpx.Op{ID: "me-get", Method: httpx.GET, Path: "/me", Summary: "Who you are and what you may do", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[Me], error) {
			a := actor.From(ctx)
			account, err := s.Get(ctx, s.db, a.AccountID)
			return httpx.Answer(me(a, account), err)
		})
	httpx.Register(api, httpx.Op{ID: "me-update", Method: httpx.PATCH, Path: "/me", Summary: "Change what you are called, and the language of your mail", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, in *profileInput) (*httpx.Body[Account], error) {
			return httpx.Answer(s.Update(ctx, actor.From(ctx).AccountID, Patch{Name: in.Body.Name, Locale: in.Body.Locale}))
		})
	s.registerPreferences(api)
	s.registerTeam(api)
	s.registerAccounts(api)
	s.registerKeys(api)
}

// registerPreferences adds what people keep for themselves: views and columns
// of their lists, to find them in another browser too.
func (s *Service) registerPreferences(api huma.API) {
	tags := []string{"Preferences"}
	httpx.Register(api, httpx.Op{ID: "me-preferences-get", Method: httpx.GET, Path: "/me/preferences", Summary: "What you chose for your own eyes", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[Kept], error) {
			v, err := s.Preferences(ctx, s.db)
			return httpx.Answer(Kept{Preferences: v}, err)
		})
	httpx.Register(api, httpx.Op{ID: "me-preferences-save", Method: httpx.PUT, Path: "/me/preferences/{name}", Summary: "Keep a preference", Tags: tags, Perm: actor.Self, Status: http.StatusNoContent, MaxBody: maxPreferences + 4<<10},
		func(ctx context.Context, in *preferInput) (*httpx.None, error) {
			return &httpx.None{}, s.Prefer(ctx, in.Name, in.Body.Value)
		})
	httpx.Register(api, httpx.Op{ID: "me-preferences-delete", Method: httpx.DELETE, Path: "/me/preferences/{name}", Summary: "Forget a preference", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, in *preferenceInput) (*httpx.None, error) {
			return &httpx.None{}, s.ForgetPreference(ctx, in.Name)
		})
}

func (s *Service) registerTeam(api huma.API) {
	tags := []string{"Team"}
	httpx.Register(api, httpx.Op{ID: "team-list", Method: httpx.GET, Path: "/team", Summary: "List the team", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *teamInput) (*httpx.Body[page.List[TeamView]], error) {
			var only *string
			switch {
			case in.Platform:
				only = new(string)
			case in.SellerID != "":
				only = &in.SellerID
			}
			l, err := s.FindMembers(ctx, s.db, only, in.Query, in.Request())
			return httpx.Answer(page.Map(l, TeamMember.view), err)
		})
	httpx.Register(api, httpx.Op{ID: "team-add", Method: httpx.POST, Path: "/team", Summary: "Ask somebody into the team by mail, or change what they may do", Tags: tags, Perm: actor.TeamManage, Status: http.StatusCreated},
		func(ctx context.Context, in *inviteInput) (*httpx.Body[TeamView], error) {
			b := in.Body
			return httpx.Answer(httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (TeamView, error) {
				m, err := s.InviteTx(ctx, tx, Invite{Email: b.Email, Name: b.Name, Locale: b.Locale, SellerID: b.SellerID, Role: b.Role, Perms: b.Permissions})
				return m.view(), err
			}))
		})
	httpx.Register(api, httpx.Op{ID: "team-remove", Method: httpx.DELETE, Path: "/team/{id}", Summary: "Remove somebody from the team", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *memberInput) (*httpx.None, error) {
			return &httpx.None{}, s.RemoveMember(ctx, in.ID)
		})
}

func me(a actor.Actor, account Account) Me {
	out := Me{Account: account, Permissions: []actor.Perm{}, StoreIDs: []string{}, Access: []Access{}}
	for _, g := range a.Grants {
		acc := Access{Platform: g.Platform, SellerID: g.SellerID, StoreIDs: append([]string{}, g.StoreIDs...), Permissions: g.Perms}
		out.Platform = out.Platform || g.Platform
		out.StoreIDs = append(out.StoreIDs, g.StoreIDs...)
		for _, p := range g.Perms {
			if !slices.Contains(out.Permissions, p) {
				out.Permissions = append(out.Permissions, p)
			}
		}
		out.Access = append(out.Access, acc)
	}
	return out
}
