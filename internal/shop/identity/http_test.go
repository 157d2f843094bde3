package identity_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func TestLogInRefreshAndLogOutOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterSite(api) })
		identitytest.Account(t, s, w.DB, "a@haat.example")
		body := map[string]any{"email": "A@haat.example", "password": identitytest.Password}
		var first, second identity.Tokens
		got := api.Do(httpxtest.Call{Method: "POST", Path: "/auth/login", Body: body}).Want(http.StatusOK).Into(&first)
		if first.ExpiresIn != 900 || first.Account.Email != "a@haat.example" || first.RefreshToken == "" {
			t.Error("answered", first)
		}
		cookie := got.Header.Get("Set-Cookie")
		if !strings.HasPrefix(cookie, "haat_site=haat_") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
			t.Error("cookie", cookie)
		}
		if strings.Contains(string(got.Raw), "password") || strings.Contains(string(got.Raw), "haat_0") {
			t.Errorf("the answer holds too much: %s", got.Raw)
		}

		// A session planted before the log-in does not survive it.
		planted, err := s.ActorOfBearer(ctx, identity.Site, first.AccessToken)
		if err != nil {
			t.Fatal(err)
		}
		api.Do(httpxtest.Call{As: planted, Method: "POST", Path: "/auth/login", Body: body}).Want(http.StatusOK).Into(&second)
		if s.Alive(ctx, planted.SessionID) {
			t.Error("the session from before is alive")
		}
		api.Do(httpxtest.Call{Method: "POST", Path: "/auth/refresh", Body: map[string]any{"refresh_token": second.RefreshToken}}).Want(http.StatusOK).Into(&first)
		api.Do(httpxtest.Call{Method: "POST", Path: "/auth/refresh", Body: map[string]any{"refresh_token": second.RefreshToken}}).Want(http.StatusUnauthorized)

		who, err := s.ActorOfBearer(ctx, identity.Site, identitytest.LogIn(t, s, "a@haat.example", identity.Site).Access)
		if err != nil {
			t.Fatal(err)
		}
		out := api.Do(httpxtest.Call{As: who, Method: "POST", Path: "/auth/logout"}).Want(http.StatusNoContent)
		if c := out.Header.Get("Set-Cookie"); !strings.Contains(c, "haat_site=;") || !strings.Contains(c, "Max-Age=0") || s.Alive(ctx, who.SessionID) {
			t.Error("after the log-out:", c)
		}
		api.Do(httpxtest.Call{Method: "POST", Path: "/auth/logout"}).Want(http.StatusNoContent)
		api.Do(httpxtest.Call{Method: "POST", Path: "/auth/logout-all"}).Want(http.StatusUnauthorized)
	})
}

func TestMembersThatNobodyMayGiveThemselvesAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		who, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, boss.Email, identity.Store).Secret)
		if err != nil {
			t.Fatal(err)
		}
		for name, extra := range map[string]any{"account_id": "acc_x", "platform": true, "verified": true, "created_at": "2020-01-01T00:00:00Z", "id": "mem_x"} {
			body := map[string]any{"email": "new@a.example", "seller_id": "sel_a", "role": "staff", name: extra}
			api.Do(httpxtest.Call{As: who, Method: "POST", Path: "/team", Body: body}).Want(http.StatusUnprocessableEntity)
		}
		api.Do(httpxtest.Call{As: who, Method: "POST", Path: "/team", Body: map[string]any{"email": "new@a.example", "role": "owner"}}).Want(http.StatusNotFound)
		var made identity.TeamView
		api.Do(httpxtest.Call{As: who, Method: "POST", Path: "/team", Body: map[string]any{"email": "new@a.example", "seller_id": "sel_a", "role": "staff", "permissions": []string{"orders.read"}}}).Want(http.StatusCreated).Into(&made)
		api.Do(httpxtest.Call{As: who, Method: "DELETE", Path: "/team/" + made.ID}).Want(http.StatusNoContent)
		api.Do(httpxtest.Call{As: who, Method: "DELETE", Path: "/team/" + made.ID}).Want(http.StatusNotFound)

		var me identity.Me
		api.Do(httpxtest.Call{As: who, Method: "GET", Path: "/me"}).Want(http.StatusOK).Into(&me)
		if me.Platform || len(me.StoreIDs) != 2 || len(me.Permissions) != len(actor.SellerPerms()) || me.Account.ID != boss.ID {
			t.Error("me:", me)
		}
	})
}

func TestTheFirstOwnerIsMadeOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		token, _, err := s.SetupToken(ctx)
		if err != nil {
			t.Fatal(err)
		}
		body := map[string]any{"token": "wrong", "email": "o@haat.example", "password": identitytest.Password, "name": "Owner"}
		api.Do(httpxtest.Call{Method: "POST", Path: "/setup", Body: body}).Want(http.StatusNotFound)
		body["token"] = token
		var got identity.Tokens
		api.Do(httpxtest.Call{Method: "POST", Path: "/setup", Body: body}).Want(http.StatusCreated).Into(&got)
		if a, err := s.ActorOfBearer(ctx, identity.Store, got.AccessToken); err != nil || !a.Platform(actor.SettingsWrite) {
			t.Error(a, err)
		}
		api.Do(httpxtest.Call{Method: "POST", Path: "/setup", Body: body}).Want(http.StatusNotFound)
	})
}

func TestAskingForAResetAnswersTheSameAndNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterSite(api) })
		identitytest.Account(t, s, w.DB, "real@haat.example")
		for _, email := range []string{"real@haat.example", "none@haat.example", "no address at all"} {
			got := api.Do(httpxtest.Call{Method: "POST", Path: "/auth/password-reset", Body: map[string]any{"email": email}}).Want(http.StatusAccepted)
			if len(got.Raw) != 0 {
				t.Errorf("%s: %s", email, got.Raw)
			}
		}
	})
}
