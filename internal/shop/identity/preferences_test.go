package identity_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func prefers(t *testing.T, w *dbtest.World, s *identity.Service, ctx context.Context) identity.Preferences {
	t.Helper()
	v, err := s.Preferences(ctx, w.DB)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAnAccountFindsItsOwnPreferencesAndNobodyElses(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		for _, email := range []string{"a@a.example", "b@a.example"} {
			identitytest.Member(t, s, w.DB, email, "sel_a", identity.Owner)
		}
		a, b := as(t, s, "a@a.example"), as(t, s, "b@a.example")
		if got := prefers(t, w, s, a); got == nil || len(got) != 0 {
			t.Error("before anything was kept:", got)
		}
		view := identity.Preference{"views": []any{map[string]any{"name": "अग्रिम", "search": map[string]any{"status": "pending"}}}, "wide": true, "n": 3.5}
		for _, v := range []identity.Preference{{"views": nil}, view} {
			if err := s.Prefer(a, "list.orders", v); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Prefer(a, "list.products", identity.Preference{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(identity.Preferences{"list.orders": view, "list.products": {}}, prefers(t, w, s, as(t, s, "a@a.example"))); diff != "" {
			t.Error("another log-in of the account:", diff)
		}
		if err := s.ForgetPreference(b, "list.orders"); err != nil {
			t.Error("forgetting what is not there:", err)
		}
		if got := prefers(t, w, s, b); len(got) != 0 {
			t.Error("another account sees", got)
		}
		if err := s.ForgetPreference(a, "list.products"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(identity.Preferences{"list.orders": view}, prefers(t, w, s, a)); diff != "" {
			t.Error("after one was forgotten:", diff)
		}
	})
}

func TestPreferencesAreBoundedAndARefusedOneChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "a@a.example", "sel_a", identity.Owner)
		a := as(t, s, "a@a.example")
		half := identity.Preference{"text": strings.Repeat("x", 33<<10)}
		if err := s.Prefer(a, "first", half); err != nil {
			t.Fatal(err)
		}
		deep := identity.Preference{}
		for range 8 {
			deep = identity.Preference{"in": []any{deep}}
		}
		for name, c := range map[string]struct {
			name  string
			value identity.Preference
			want  error
		}{
			"more than 64 KiB in all":     {"second", half, identity.ErrPreferencesFull},
			"too deep":                    {"second", deep, identity.ErrPreference},
			"no object":                   {"second", nil, identity.ErrPreference},
			"no name":                     {"", identity.Preference{}, identity.ErrPreference},
			"a name that is none":         {"List/orders", identity.Preference{}, identity.ErrPreference},
			"a name longer than 64 bytes": {strings.Repeat("n", 65), identity.Preference{}, identity.ErrPreference},
		} {
			if err := s.Prefer(a, c.name, c.value); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if diff := cmp.Diff(identity.Preferences{"first": half}, prefers(t, w, s, a)); diff != "" {
			t.Error(diff)
		}
		if err := s.Prefer(a, "first", identity.Preference{"text": "short"}); err != nil {
			t.Error("in place of a long one:", err)
		}
	})
}

func TestWhatIsKeptAtTheSameTimeIsAllKept(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "a@a.example", "sel_a", identity.Owner)
		a := as(t, s, "a@a.example")
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if err := s.Prefer(a, fmt.Sprint("list.", i), identity.Preference{"n": float64(i)}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := prefers(t, w, s, a); len(got) != 8 {
			t.Error("kept", got)
		}
	})
}

func TestPreferencesOverHTTPAreForPeople(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		identitytest.Member(t, s, w.DB, "a@a.example", "sel_a", identity.Owner)
		who := actor.From(as(t, s, "a@a.example"))
		body := map[string]any{"value": map[string]any{"hidden": []string{"stock"}}}
		api.Do(httpxtest.Call{As: who, Method: "PUT", Path: "/me/preferences/list.products", Body: body}).Want(http.StatusNoContent)
		var got identity.Kept
		api.Do(httpxtest.Call{As: who, Method: "GET", Path: "/me/preferences"}).Want(http.StatusOK).Into(&got)
		if diff := cmp.Diff(identity.Preferences{"list.products": {"hidden": []any{"stock"}}}, got.Preferences); diff != "" {
			t.Error(diff)
		}
		for _, bad := range []any{map[string]any{"value": "text"}, map[string]any{"value": nil}, map[string]any{}, map[string]any{"value": map[string]any{}, "account_id": "acc_x"}} {
			api.Do(httpxtest.Call{As: who, Method: "PUT", Path: "/me/preferences/list.products", Body: bad}).Want(http.StatusUnprocessableEntity)
		}
		api.Do(httpxtest.Call{Method: "GET", Path: "/me/preferences"}).Want(http.StatusUnauthorized)
		program := actor.Actor{Kind: actor.Key, KeyID: "key_x", Grants: who.Grants}
		if code := api.Do(httpxtest.Call{As: program, Method: "PUT", Path: "/me/preferences/list.products", Body: body}).Status; code != http.StatusForbidden && code != http.StatusUnauthorized {
			t.Error("a program:", code)
		}
		api.Do(httpxtest.Call{As: who, Method: "DELETE", Path: "/me/preferences/list.products"}).Want(http.StatusNoContent)
		if left := prefers(t, w, s, actor.With(ctx, who)); len(left) != 0 {
			t.Error("left:", left)
		}
	})
}
