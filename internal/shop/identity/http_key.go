package identity

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

// KeySecret is a key with its secret, which is answered once and kept nowhere.
type KeySecret struct {
	Key    Key    `json:"key"`
	Secret string `json:"secret" doc:"Send as Authorization: Bearer. It is shown this once."`
}

type createKeyInput struct {
	Body struct {
		Name      string       `json:"name" minLength:"1" maxLength:"80" doc:"What the key is for."`
		SellerID  string       `json:"seller_id,omitempty" maxLength:"40" doc:"Only for this seller's stores; absent for the whole platform, or for the only seller the caller belongs to."`
		Perms     []actor.Perm `json:"permissions" minItems:"1" maxItems:"50" doc:"At most what the caller holds there."`
		ExpiresAt *time.Time   `json:"expires_at,omitempty" doc:"Absent for a key that does not expire."`
		Password  string       `json:"password,omitempty" maxLength:"1000" doc:"Of the person asking; a program with a key has none."`
	}
}

type rotateKeyInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Overlap   *int       `json:"overlap_hours,omitempty" minimum:"0" maximum:"168" doc:"How long the old secret still opens; 24 unless given."`
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Absent keeps it."`
		Password  string     `json:"password,omitempty" maxLength:"1000" doc:"Of the person asking; a program with a key has none."`
	}
}

type keyInput struct {
	ID string `path:"id" maxLength:"40"`
}

type accountInput struct {
	ID string `path:"id" maxLength:"40"`
}

type accountSessionInput struct {
	ID        string `path:"id" maxLength:"40"`
	SessionID string `path:"session_id" maxLength:"40"`
}

// OpenLogIns are the sessions of one account; there are few.
type OpenLogIns struct {
	Items []OpenLogIn `json:"items"`
}

// defaultOverlap is how long programs have to take up a new secret.
const defaultOverlap = 24 * time.Hour

func (s *Service) registerKeys(api huma.API) {
	tags := []string{"API keys"}
	httpx.Register(api, httpx.Op{ID: "keys-list", Method: httpx.GET, Path: "/keys", Summary: "List API keys, newest first", Tags: tags, Perm: actor.KeysManage},
		func(ctx context.Context, in *httpx.PageParams) (*httpx.Body[page.List[Key]], error) {
			return httpx.Answer(s.Keys(ctx, s.db, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "keys-create", Method: httpx.POST, Path: "/keys", Summary: "Make an API key", Tags: tags, Perm: actor.KeysManage, Status: http.StatusCreated, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *createKeyInput) (*httpx.Body[KeySecret], error) {
			b := in.Body
			k, secret, err := s.CreateKey(ctx, NewKey{Name: b.Name, SellerID: b.SellerID, Perms: b.Perms, ExpiresAt: b.ExpiresAt, Password: b.Password})
			return httpx.Answer(KeySecret{Key: k, Secret: secret}, err)
		})
	httpx.Register(api, httpx.Op{ID: "keys-rotate", Method: httpx.POST, Path: "/keys/{id}/rotate", Summary: "Give one of your API keys a new secret", Tags: tags, Perm: actor.KeysManage, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *rotateKeyInput) (*httpx.Body[KeySecret], error) {
			overlap := defaultOverlap
			if in.Body.Overlap != nil {
				overlap = time.Duration(*in.Body.Overlap) * time.Hour
			}
			k, secret, err := s.RotateKey(ctx, RotateKey{ID: in.ID, Overlap: overlap, ExpiresAt: in.Body.ExpiresAt, Password: in.Body.Password})
			return httpx.Answer(KeySecret{Key: k, Secret: secret}, err)
		})
	httpx.Register(api, httpx.Op{ID: "keys-revoke", Method: httpx.DELETE, Path: "/keys/{id}", Summary: "End an API key, and the keys it made, at once", Tags: tags, Perm: actor.KeysManage},
		func(ctx context.Context, in *keyInput) (*httpx.None, error) {
			return &httpx.None{}, s.RevokeKey(ctx, in.ID)
		})
}

// registerSessions adds what both audiences see of their own log-ins.
func (s *Service) registerSessions(api huma.API, audience string) {
	tags := []string{"Log-in"}
	httpx.Register(api, httpx.Op{ID: "auth-sessions-list", Method: httpx.GET, Path: "/auth/sessions", Summary: "Where you are logged in", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[OpenLogIns], error) {
			l, err := s.Sessions(ctx, s.db, actor.From(ctx).AccountID)
			return httpx.Answer(OpenLogIns{Items: l}, err)
		})
	httpx.Register(api, httpx.Op{ID: "auth-sessions-end", Method: httpx.DELETE, Path: "/auth/sessions/{id}", Summary: "Log out one of your log-ins", Tags: tags, Perm: actor.Self, Status: http.StatusNoContent},
		func(ctx context.Context, in *keyInput) (*loggedOut, error) {
			a := actor.From(ctx)
			if err := s.EndSession(ctx, a.AccountID, in.ID); err != nil {
				return nil, err
			}
			if in.ID == a.SessionID {
				return forgetCookie(ctx, audience), nil
			}
			return &loggedOut{}, nil
		})
	httpx.Register(api, httpx.Op{ID: "auth-logout-others", Method: httpx.POST, Path: "/auth/logout-others", Summary: "Log out everywhere but here", Tags: tags, Perm: actor.Self, Status: http.StatusNoContent},
		func(ctx context.Context, _ *struct{}) (*httpx.None, error) {
			a := actor.From(ctx)
			return &httpx.None{}, s.LogOutOthers(ctx, a.AccountID, a.SessionID)
		})
}

func (s *Service) registerAccounts(api huma.API) {
	tags := []string{"Accounts"}
	httpx.Register(api, httpx.Op{ID: "accounts-get", Method: httpx.GET, Path: "/accounts/{id}", Summary: "Whether an account may log in; for platform staff", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *accountInput) (*httpx.Body[AccountState], error) {
			return httpx.Answer(s.State(ctx, s.db, in.ID))
		})
	httpx.Register(api, httpx.Op{ID: "accounts-disable", Method: httpx.POST, Path: "/accounts/{id}/disable", Summary: "Keep everybody out of an account", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *accountInput) (*httpx.Body[AccountState], error) {
			if err := s.Disable(ctx, in.ID); err != nil {
				return nil, err
			}
			return httpx.Answer(s.State(ctx, s.db, in.ID))
		})
	httpx.Register(api, httpx.Op{ID: "accounts-enable", Method: httpx.POST, Path: "/accounts/{id}/enable", Summary: "Let a disabled account log in again", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *accountInput) (*httpx.Body[AccountState], error) {
			if err := s.Enable(ctx, in.ID); err != nil {
				return nil, err
			}
			return httpx.Answer(s.State(ctx, s.db, in.ID))
		})
	httpx.Register(api, httpx.Op{ID: "accounts-sessions-list", Method: httpx.GET, Path: "/accounts/{id}/sessions", Summary: "Where an account is logged in; for platform staff", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *accountInput) (*httpx.Body[OpenLogIns], error) {
			l, err := s.SessionsOf(ctx, s.db, in.ID)
			return httpx.Answer(OpenLogIns{Items: l}, err)
		})
	httpx.Register(api, httpx.Op{ID: "accounts-sessions-end-all", Method: httpx.DELETE, Path: "/accounts/{id}/sessions", Summary: "Log an account out everywhere", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *accountInput) (*httpx.None, error) {
			return &httpx.None{}, s.EndSessionsOf(ctx, in.ID, "")
		})
	httpx.Register(api, httpx.Op{ID: "accounts-sessions-end", Method: httpx.DELETE, Path: "/accounts/{id}/sessions/{session_id}", Summary: "Log out one of an account's log-ins", Tags: tags, Perm: actor.TeamManage},
		func(ctx context.Context, in *accountSessionInput) (*httpx.None, error) {
			return &httpx.None{}, s.EndSessionsOf(ctx, in.ID, in.SessionID)
		})
}
