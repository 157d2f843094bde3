package identity_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

// as logs a member in at the dashboard and returns them as a caller.
func as(t *testing.T, s *identity.Service, email string) context.Context {
	t.Helper()
	a, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, email, identity.Store).Secret)
	if err != nil {
		t.Fatal(err)
	}
	return actor.With(ctx, a)
}

func newKey(sellerID string, perms ...actor.Perm) identity.NewKey {
	return identity.NewKey{Name: "till", SellerID: sellerID, Perms: perms, Password: identitytest.Password}
}

func makeKey(t *testing.T, s *identity.Service, ctx context.Context, in identity.NewKey) (identity.Key, string) {
	t.Helper()
	k, secret, err := s.CreateKey(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	return k, secret
}

func opens(s *identity.Service, secret string) error {
	_, err := s.ActorOfKey(ctx, identity.Store, secret)
	return err
}

func TestAKeyDoesWhatItWasGivenWhereItWasGivenItAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "o@haat.example", "", identity.Owner)
		boss := as(t, s, identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner).Email)
		k, secret := makeKey(t, s, boss, newKey("", actor.OrdersRead, actor.ProductsWrite, actor.OrdersRead))
		if k.SellerID != "sel_a" || !strings.HasPrefix(secret, "haat_key_") || !strings.HasSuffix(secret, k.Hint) || len(k.Hint) != 4 || len(k.Perms) != 2 {
			t.Error(k, len(secret))
		}
		who, err := s.ActorOfKey(ctx, identity.Store, secret)
		want := actor.Actor{Kind: actor.Key, KeyID: k.ID, Grants: []actor.Grant{{SellerID: "sel_a", StoreIDs: []string{"sto_a1", "sto_a2"}, Perms: []actor.Perm{actor.OrdersRead, actor.ProductsWrite}}}}
		if diff := cmp.Diff(want, who); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if who.ID() != k.ID {
			t.Error("its traces name", who.ID())
		}
		if _, err := s.ActorOfKey(ctx, identity.Site, secret); !errors.Is(err, identity.ErrKeyElsewhere) {
			t.Error("at the site API:", err)
		}
		_, narrow := makeKey(t, s, as(t, s, "o@haat.example"), newKey("sel_b", actor.OrdersRead))
		if who, err := s.ActorOfKey(ctx, identity.Store, narrow); err != nil || who.Scope(actor.OrdersRead).All || !who.Scope(actor.OrdersRead).Has("sto_b") || who.Scope(actor.OrdersRead).Has("sto_a1") {
			t.Error("the platform's key for one seller:", who, err)
		}
		for _, bad := range []string{"haat_key_", "haat_key_" + strings.Repeat("0", 32), secret[:len(secret)-1] + "!", secret + "0", strings.ToUpper(secret)} {
			if err := opens(s, bad); !errors.Is(err, identity.ErrKey) {
				t.Errorf("%q: %v", bad, err)
			}
		}
		if n, err := db.Get[int64](ctx, w.DB, secretsKept, secret); err != nil || n != 0 {
			t.Error("the secret itself is kept:", n, err)
		}
	})
}

var secretsKept = db.SQL(`SELECT COUNT(*) FROM identity_keys WHERE hash = $1 OR name = $1`)

func TestNobodyGivesAKeyMoreThanTheyHold(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "lead@a.example", "sel_a", identity.Staff, actor.KeysManage, actor.OrdersRead)
		identitytest.Member(t, s, w.DB, "clerk@a.example", "sel_a", identity.Staff, actor.OrdersRead)
		identitytest.Member(t, s, w.DB, "platform@haat.example", "", identity.Staff, actor.KeysManage, actor.OrdersRead)
		lead := as(t, s, "lead@a.example")
		past := w.Clock.Now().Add(-time.Second)
		expired := newKey("", actor.OrdersRead)
		expired.ExpiresAt = &past
		wrong := newKey("", actor.OrdersRead)
		wrong.Password = "wrong horse"
		for name, c := range map[string]struct {
			by   context.Context
			in   identity.NewKey
			want error
		}{
			"a permission they lack":                 {lead, newKey("", actor.OrdersWrite), identity.ErrBeyond},
			"one the scope does not have":            {lead, newKey("sel_a", actor.SettingsWrite), identity.ErrInvalid},
			"none at all":                            {lead, newKey(""), identity.ErrInvalid},
			"another seller":                         {lead, newKey("sel_b", actor.OrdersRead), identity.ErrKeyNotFound},
			"no key permission":                      {as(t, s, "clerk@a.example"), newKey("sel_a", actor.OrdersRead), identity.ErrKeyNotFound},
			"the platform staff's lack":              {as(t, s, "platform@haat.example"), newKey("", actor.SettingsWrite), identity.ErrBeyond},
			"and within a seller":                    {as(t, s, "platform@haat.example"), newKey("sel_a", actor.ProductsWrite), identity.ErrBeyond},
			"an end that is past":                    {lead, expired, identity.ErrInvalid},
			"a stolen session, without the password": {lead, wrong, identity.ErrWrongPassword},
		} {
			if _, secret, err := s.CreateKey(c.by, c.in); !errors.Is(err, c.want) || secret != "" && err == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if l, err := s.Keys(system, w.DB, page.Request{}); err != nil || len(l.Items) != 0 {
			t.Error("a refused try left a key:", l.Items, err)
		}
	})
}

func TestAKeyLosesWithItsMakerAndEndsWithThem(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		_, secret := makeKey(t, s, as(t, s, boss.Email), newKey("", actor.OrdersRead, actor.OrdersWrite))
		change := func(m identity.Member) {
			t.Helper()
			if err := w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error { return s.AddMemberTx(ctx, tx, m) }); err != nil {
				t.Fatal(err)
			}
		}
		can := func(p actor.Perm) bool { a, _ := s.ActorOfKey(ctx, identity.Store, secret); return a.Can(p) }
		if !can(actor.OrdersWrite) {
			t.Fatal("it cannot do what it was given")
		}
		change(identity.Member{AccountID: boss.ID, SellerID: "sel_a", Role: identity.Staff, Perms: []actor.Perm{actor.OrdersRead}})
		if can(actor.OrdersWrite) || !can(actor.OrdersRead) {
			t.Error("it holds what its maker lost")
		}
		change(identity.Member{AccountID: boss.ID, SellerID: "sel_a", Role: identity.Staff, Perms: []actor.Perm{actor.ProductsRead}})
		if err := opens(s, secret); !errors.Is(err, identity.ErrKey) {
			t.Error("with nothing left:", err)
		}
		change(identity.Member{AccountID: boss.ID, SellerID: "sel_a", Role: identity.Owner})
		if !can(actor.OrdersWrite) {
			t.Error("it does not get back what its maker got back")
		}
		if err := s.Disable(system, boss.ID); err != nil {
			t.Fatal(err)
		}
		if err := opens(s, secret); !errors.Is(err, identity.ErrKey) {
			t.Error("its maker is disabled:", err)
		}
		if err := s.Enable(system, boss.ID); err != nil {
			t.Fatal(err)
		}
		if err := opens(s, secret); !errors.Is(err, identity.ErrKey) {
			t.Error("it came back to life:", err)
		}
	})
}

func TestARotatedKeyOpensWithBothSecretsForAWhile(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		boss := as(t, s, identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner).Email)
		k, first := makeKey(t, s, boss, newKey("", actor.OrdersRead))
		opens(s, first) //nolint:errcheck // so that the node remembers it
		rotate := identity.RotateKey{ID: k.ID, Overlap: time.Hour, Password: identitytest.Password}
		after, second, err := s.RotateKey(boss, rotate)
		if err != nil || after.ID != k.ID || second == first || after.Hint == k.Hint {
			t.Fatal(after, err)
		}
		if err := errors.Join(opens(s, first), opens(s, second)); err != nil {
			t.Error("within the overlap:", err)
		}
		w.Clock.Advance(time.Hour)
		if err := opens(s, first); !errors.Is(err, identity.ErrKey) || opens(s, second) != nil {
			t.Error("after it:", err, opens(s, second))
		}
		rotate.Overlap = 0
		_, third, err := s.RotateKey(boss, rotate)
		if err != nil || opens(s, second) == nil || opens(s, third) != nil {
			t.Error("without one:", err)
		}
		if err := s.RevokeKey(boss, k.ID); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.RotateKey(boss, rotate); !errors.Is(err, identity.ErrKeyOver) || opens(s, third) == nil {
			t.Error("after it was revoked:", err)
		}
		if err := s.RevokeKey(boss, k.ID); err != nil {
			t.Error("revoking twice:", err)
		}
	})
}

func TestAKeyExpiresAndItsUseIsNotedCoarsely(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		boss := as(t, s, identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner).Email)
		in := newKey("", actor.OrdersRead)
		end := w.Clock.Now().Add(time.Hour)
		in.ExpiresAt = &end
		_, secret := makeKey(t, s, boss, in)
		used := func() *time.Time {
			l, err := s.Keys(boss, w.DB, page.Request{})
			if err != nil || len(l.Items) != 1 {
				t.Fatal(l, err)
			}
			return l.Items[0].UsedAt
		}
		if used() != nil {
			t.Error("used before it was")
		}
		start := w.Clock.Now()
		for range 60 { // one write, not sixty
			if err := opens(s, secret); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Second)
		}
		if at := used(); at == nil || !at.Equal(start) {
			t.Error("last used", at)
		}
		w.Clock.Advance(10 * time.Minute)
		if err := opens(s, secret); err != nil || !used().Equal(w.Clock.Now()) {
			t.Error("later", used(), err)
		}
		w.Clock.Advance(time.Hour)
		if err := opens(s, secret); !errors.Is(err, identity.ErrKey) {
			t.Error("after its end:", err)
		}
	})
}

func TestAKeyManagesKeysOnlyIfGivenToAndNeverBeyondItself(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		boss := as(t, s, identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner).Email)
		other := as(t, s, identitytest.Member(t, s, w.DB, "other@a.example", "sel_a", identity.Owner).Email)
		by := func(secret string) context.Context {
			a, err := s.ActorOfKey(ctx, identity.Store, secret)
			if err != nil {
				t.Fatal(err)
			}
			return actor.With(ctx, a)
		}
		end := w.Clock.Now().Add(24 * time.Hour)
		managing := newKey("", actor.KeysManage, actor.OrdersRead)
		managing.ExpiresAt = &end
		parent, parentSecret := makeKey(t, s, boss, managing)
		_, plain := makeKey(t, s, boss, newKey("", actor.OrdersRead))
		strong, _ := makeKey(t, s, other, newKey("", actor.OrdersWrite))
		child := identity.NewKey{Name: "child", Perms: []actor.Perm{actor.OrdersRead}, ExpiresAt: &end}
		if _, _, err := s.CreateKey(by(plain), child); err == nil {
			t.Error("a key without the permission made one")
		}
		late := end.Add(time.Second)
		for name, c := range map[string]struct {
			change func(*identity.NewKey)
			want   error
		}{
			"more than it holds":    {func(k *identity.NewKey) { k.Perms = []actor.Perm{actor.OrdersWrite} }, identity.ErrBeyond},
			"one that makes keys":   {func(k *identity.NewKey) { k.Perms = []actor.Perm{actor.KeysManage} }, identity.ErrBeyond},
			"one that outlives it":  {func(k *identity.NewKey) { k.ExpiresAt = &late }, identity.ErrInvalid},
			"one that never ends":   {func(k *identity.NewKey) { k.ExpiresAt = nil }, identity.ErrInvalid},
			"one of another seller": {func(k *identity.NewKey) { k.SellerID = "sel_b" }, identity.ErrKeyNotFound},
		} {
			in := child
			c.change(&in)
			if _, _, err := s.CreateKey(by(parentSecret), in); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.RevokeKey(by(parentSecret), strong.ID); !errors.Is(err, identity.ErrBeyond) {
			t.Error("it ended a key that may do more:", err)
		}
		if _, _, err := s.RotateKey(by(parentSecret), identity.RotateKey{ID: strong.ID}); err == nil {
			t.Error("it took over another account's key")
		}
		if _, _, err := s.RotateKey(other, identity.RotateKey{ID: parent.ID, Password: identitytest.Password}); !errors.Is(err, identity.ErrKeyNotFound) {
			t.Error("somebody else took over the key:", err)
		}
		made, childSecret := makeKey(t, s, by(parentSecret), child)
		if made.MadeBy != parent.ID || opens(s, childSecret) != nil {
			t.Error(made)
		}
		if err := s.RevokeKey(other, parent.ID); err != nil { // an owner may end anybody's
			t.Fatal(err)
		}
		for _, secret := range []string{parentSecret, childSecret} {
			if err := opens(s, secret); !errors.Is(err, identity.ErrKey) {
				t.Error("after the parent's end:", err)
			}
		}
	})
}

func TestKeysAreManagedOverHTTPAndOpenNothingPersonal(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		boss := actor.From(as(t, s, "boss@a.example"))
		body := map[string]any{"name": " till ", "permissions": []string{"orders.read", "keys.manage", "team.manage"}, "password": identitytest.Password}
		var made identity.KeySecret
		got := api.Do(httpxtest.Call{As: boss, Method: "POST", Path: "/keys", Body: body}).Want(http.StatusCreated).Into(&made)
		if made.Key.Name != "till" || strings.Contains(string(got.Raw), "hash") {
			t.Errorf("%s", got.Raw)
		}
		list := api.Do(httpxtest.Call{As: boss, Method: "GET", Path: "/keys"}).Want(http.StatusOK)
		if !strings.Contains(string(list.Raw), made.Key.ID) || strings.Contains(string(list.Raw), made.Secret) {
			t.Errorf("the list: %s", list.Raw)
		}
		program, err := s.ActorOfKey(ctx, identity.Store, made.Secret)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []httpxtest.Call{
			{Method: "GET", Path: "/me"}, {Method: "GET", Path: "/auth/sessions"}, {Method: "POST", Path: "/auth/logout-all"},
			{Method: "POST", Path: "/auth/password", Body: map[string]any{"current_password": identitytest.Password, "new_password": "long enough"}},
			{Method: "POST", Path: "/auth/email", Body: map[string]any{"email": "x@x.example", "password": identitytest.Password}},
		} {
			c.As = program
			api.Do(c).Want(http.StatusForbidden)
		}
		api.Do(httpxtest.Call{As: program, Method: "GET", Path: "/team"}).Want(http.StatusOK) // held and given
		api.Do(httpxtest.Call{As: program, Method: "POST", Path: "/team", Body: map[string]any{"email": "n@a.example", "seller_id": "sel_a", "role": "staff", "permissions": []string{"orders.write"}}}).Want(http.StatusForbidden)
		for _, bad := range []map[string]any{
			{"name": "x", "permissions": []string{"orders.read"}, "password": identitytest.Password, "account_id": "acc_x"},
			{"name": "x", "permissions": []string{}, "password": identitytest.Password},
			{"name": "", "permissions": []string{"orders.read"}, "password": identitytest.Password},
			{"name": "x", "permissions": []string{"root"}, "password": identitytest.Password},
			{"name": "x", "permissions": []string{"orders.read"}, "password": "wrong horse"},
		} {
			api.Do(httpxtest.Call{As: boss, Method: "POST", Path: "/keys", Body: bad}).Want(http.StatusUnprocessableEntity)
		}
		api.Do(httpxtest.Call{As: boss, Method: "POST", Path: "/keys/" + made.Key.ID + "/rotate", Body: map[string]any{"overlap_hours": 200, "password": identitytest.Password}}).Want(http.StatusUnprocessableEntity)
		api.Do(httpxtest.Call{As: boss, Method: "DELETE", Path: "/keys/" + made.Key.ID}).Want(http.StatusNoContent)
		api.Do(httpxtest.Call{As: boss, Method: "DELETE", Path: "/keys/key_x"}).Want(http.StatusNotFound)
		if err := opens(s, made.Secret); !errors.Is(err, identity.ErrKey) {
			t.Error("after it was revoked:", err)
		}
	})
}

func TestAnAccountHasABoundedNumberOfKeys(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		_, secret := makeKey(t, s, as(t, s, "boss@a.example"), newKey("", actor.KeysManage, actor.OrdersRead))
		program, err := s.ActorOfKey(ctx, identity.Store, secret)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		made := 0
		for range 60 {
			wg.Go(func() {
				_, _, err := s.CreateKey(actor.With(ctx, program), identity.NewKey{Name: "k", Perms: []actor.Perm{actor.OrdersRead}})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					made++
				} else if !errors.Is(err, identity.ErrTooManyKeys) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if made != 49 {
			t.Error(made, "made beside the first")
		}
	})
}
