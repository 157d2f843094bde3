package identity_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *identity.Service)) {
	dbtest.Each(t, identitytest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, identitytest.New(w, identitytest.Stores{"sel_a": {"sto_a1", "sto_a2"}, "sel_b": {"sto_b"}}))
	})
}

var (
	ctx    = context.Background()
	system = actor.With(ctx, actor.TheSystem())
)

func from(network string) context.Context {
	return actor.With(ctx, actor.Actor{Kind: actor.Anonymous, Network: network})
}

func logIn(s *identity.Service, email, password, network string) (identity.Session, error) {
	return s.LogIn(ctx, identity.LogIn{Email: email, Password: password, Audience: identity.Site, Network: network})
}

// requests returns the ids of requests for mails, oldest first.
var requestRows = db.SQL(`SELECT id FROM identity_proofs WHERE purpose = $1 ORDER BY id`)

func requests(t *testing.T, w *dbtest.World, purpose string) []string {
	t.Helper()
	ids, err := db.All[string](ctx, w.DB, requestRows, purpose)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// reset asks for a reset and returns the mailed token.
func reset(t *testing.T, w *dbtest.World, s *identity.Service, email string) string {
	t.Helper()
	if err := s.RequestReset(from("192.0.2.9"), email, identity.Site); err != nil {
		t.Fatal(err)
	}
	w.Settle(t)
	all := requests(t, w, "reset")
	token, _, err := s.IssueReset(ctx, all[len(all)-1])
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestALogInIsWorthNothingToTheOtherAudience(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "o@haat.example", "", identity.Owner)
		for audience, other := range map[string]string{identity.Site: identity.Store, identity.Store: identity.Site} {
			v := identitytest.LogIn(t, s, "o@haat.example", audience)
			a, err := s.ActorOfBearer(ctx, audience, v.Access)
			if err != nil || a.AccountID != v.Account.ID || a.SessionID != v.ID {
				t.Fatal(audience, a, err)
			}
			if b, err := s.ActorOfCookie(ctx, audience, v.Secret); err != nil || cmp.Diff(a, b) != "" {
				t.Error("cookie and token are different callers:", cmp.Diff(a, b), err)
			}
			if audience == identity.Site && len(a.Grants) != 0 {
				t.Error("a shopper's session carries grants")
			}
			if audience == identity.Store && !a.Platform(actor.OrdersSettle) {
				t.Error("the owner may not settle orders")
			}
			if _, err := s.ActorOfBearer(ctx, other, v.Access); !errors.Is(err, identity.ErrSessionEnded) {
				t.Error(audience, "token passed at", other, err)
			}
			if _, err := s.ActorOfCookie(ctx, other, v.Secret); !errors.Is(err, identity.ErrSessionEnded) {
				t.Error(audience, "cookie passed at", other, err)
			}
			if _, err := s.Refresh(ctx, v.Refresh, other); !errors.Is(err, identity.ErrSessionEnded) {
				t.Error(audience, "refresh token passed at", other, err)
			}
		}
	})
}

func TestForgedTokensAndWeakKeysAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "a@haat.example")
		v := identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		var good jwt.MapClaims
		if _, _, err := jwt.NewParser().ParseUnverified(v.Access, &good); err != nil {
			t.Fatal(err)
		}
		try := func(name, token string) {
			if _, err := s.ActorOfBearer(ctx, identity.Site, token); !errors.Is(err, identity.ErrSessionEnded) {
				t.Errorf("%s passed: %v", name, err)
			}
		}
		for _, key := range []string{"secret", "changeme", "", identitytest.Key} { // the raw key is not the signing key
			forged, err := jwt.NewWithClaims(jwt.SigningMethodHS256, good).SignedString([]byte(key))
			if err != nil {
				t.Fatal(err)
			}
			try("signed with "+key, forged)
		}
		none, err := jwt.NewWithClaims(jwt.SigningMethodNone, good).SignedString(jwt.UnsafeAllowNoneSignatureType)
		if err != nil {
			t.Fatal(err)
		}
		try("alg none", none)
		parts := strings.Split(v.Access, ".")
		try("without a signature", parts[0]+"."+parts[1]+".")
		try("a long one", strings.Repeat("a", 1<<20))
		try("a refresh token", v.Refresh)
		for _, key := range []string{"", "secret", strings.Repeat("a", 64)} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("the room started with the key %q", key)
					}
				}()
				d := identitytest.Deps(w, identitytest.Stores{})
				d.SecretKey = []byte(key)
				identity.New(d)
			}()
		}
	})
}

func TestAnAccessTokenEndsWithItsTimeItsSessionAndItsPermissions(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		a := identitytest.Member(t, s, w.DB, "s@haat.example", "sel_a", identity.Owner)
		ended := func(v identity.Session, why string) {
			t.Helper()
			if _, err := s.ActorOfBearer(ctx, identity.Store, v.Access); !errors.Is(err, identity.ErrSessionEnded) {
				t.Error(why, err)
			}
		}
		v := identitytest.LogIn(t, s, a.Email, identity.Store)
		w.Clock.Advance(identity.AccessLife + time.Second)
		ended(v, "a token outlived its time")
		if _, err := s.ActorOfCookie(ctx, identity.Store, v.Secret); err != nil {
			t.Error("the cookie's session did not:", err)
		}
		w.Clock.Advance(8 * 24 * time.Hour)
		if _, err := s.ActorOfCookie(ctx, identity.Store, v.Secret); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("a dashboard session outlived a week:", err)
		}
		if _, err := s.Refresh(ctx, v.Refresh, identity.Store); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("a session was revived after its end:", err)
		}

		v = identitytest.LogIn(t, s, a.Email, identity.Store)
		who, err := s.ActorOfBearer(ctx, identity.Store, v.Access)
		if err != nil || cmp.Diff(actor.Scope{StoreIDs: []string{"sto_a1", "sto_a2"}}, who.Scope(actor.OrdersWrite)) != "" {
			t.Fatal(who, err)
		}
		err = w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
			return s.AddMemberTx(ctx, tx, identity.Member{AccountID: a.ID, SellerID: "sel_a", Role: identity.Staff, Perms: []actor.Perm{actor.OrdersRead}})
		})
		if err != nil {
			t.Fatal(err)
		}
		ended(v, "a token made before the role changed passed")
		if who, err = s.ActorOfCookie(ctx, identity.Store, v.Secret); err != nil || who.Can(actor.OrdersWrite) || !who.Can(actor.OrdersRead) {
			t.Error("after the change:", who, err)
		}
		if v, err = s.Refresh(ctx, v.Refresh, identity.Store); err != nil {
			t.Fatal(err)
		}
		if err := s.LogOut(ctx, v.ID); err != nil {
			t.Fatal(err)
		}
		ended(v, "a token outlived the log-out")
		if s.Alive(ctx, v.ID) {
			t.Error("the session is alive")
		}
	})
}

func TestARefreshTokenIsGoodOnceAndASecondUseEndsTheWholeSession(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "a@haat.example")
		first := identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		other := identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		second, err := s.Refresh(ctx, first.Refresh, identity.Site)
		if err != nil || second.ID != first.ID || second.Refresh == first.Refresh || second.Secret != "" {
			t.Fatal(second, err)
		}
		if _, err := s.ActorOfBearer(ctx, identity.Site, second.Access); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Refresh(ctx, first.Refresh, identity.Site); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("a used token passed:", err)
		}
		if _, err := s.Refresh(ctx, second.Refresh, identity.Site); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("the newer token of a stolen family passed:", err)
		}
		if _, err := s.ActorOfBearer(ctx, identity.Site, second.Access); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("its access token passed:", err)
		}
		if _, err := s.ActorOfCookie(ctx, identity.Site, other.Secret); err != nil {
			t.Error("another session ended too:", err)
		}
		if _, err := s.Refresh(ctx, "rft_00000000000000000000000000", identity.Site); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("a guessed token:", err)
		}
	})
}

func TestOfParallelRefreshesOnePassesAndTheFamilyEnds(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "a@haat.example")
		v := identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		var wg sync.WaitGroup
		got := make([]error, 8)
		for i := range got {
			wg.Go(func() { _, got[i] = s.Refresh(ctx, v.Refresh, identity.Site) })
		}
		wg.Wait()
		passed := 0
		for _, err := range got {
			if err == nil {
				passed++
			} else if !errors.Is(err, identity.ErrSessionEnded) {
				t.Error(err)
			}
		}
		if passed != 1 || s.Alive(ctx, v.ID) {
			t.Error(passed, "passed; alive:", s.Alive(ctx, v.ID))
		}
	})
}

func TestALogOutOnOneNodeEndsTheSessionOnTheOtherWithinASecond(t *testing.T) {
	dbtest.Each(t, identitytest.Sets(), func(t *testing.T, d *db.DB) {
		here := dbtest.NewWorld(d)
		a := identitytest.New(here, identitytest.Stores{})
		b := a
		here.Run(t)
		if d.Engine() == db.Postgres { // SQLite has one node
			there := dbtest.NewWorld(d)
			there.Clock.Advance(time.Minute) // two worlds of one seed would make the same ids
			b = identitytest.New(there, identitytest.Stores{})
			there.Run(t)
		}
		identitytest.Account(t, a, d, "a@haat.example")
		one, two := identitytest.LogIn(t, a, "a@haat.example", identity.Site), identitytest.LogIn(t, a, "a@haat.example", identity.Site)
		for _, v := range []identity.Session{one, two} {
			if _, err := b.ActorOfCookie(ctx, identity.Site, v.Secret); err != nil {
				t.Fatal(err)
			}
		}
		gone := func(v identity.Session) bool {
			return dbtest.Wait(time.Second, func() bool {
				_, err := b.ActorOfCookie(ctx, identity.Site, v.Secret)
				return errors.Is(err, identity.ErrSessionEnded)
			})
		}
		if err := a.LogOut(ctx, one.ID); err != nil {
			t.Fatal(err)
		}
		if !gone(one) {
			t.Error("a log-out takes more than a second")
		}
		if _, err := b.ActorOfCookie(ctx, identity.Site, two.Secret); err != nil {
			t.Error("the other session ended too:", err)
		}
		if err := a.LogOutAll(ctx, two.Account.ID); err != nil {
			t.Fatal(err)
		}
		if !gone(two) {
			t.Error("logging out everywhere takes more than a second")
		}
	})
}

func TestPasswordsAreCheckedHashedAndEveryCharacterCounts(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		for _, bad := range []string{"", "short77", strings.Repeat("x", 1001), "aaaaaaaaaaaa", "password", "nobody@haat.example", "NOBODY@haat.example"} {
			if _, err := s.Prepare(ctx, identity.NewAccount{Email: "nobody@haat.example", Password: bad}); !errors.Is(err, identity.ErrWeakPassword) {
				t.Errorf("%.20q passed: %v", bad, err)
			}
		}
		for _, bad := range []string{"", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", strings.Repeat("a", 250) + "@b.example"} {
			if _, err := s.Prepare(ctx, identity.NewAccount{Email: bad, Password: identitytest.Password}); !errors.Is(err, identity.ErrInvalid) {
				t.Errorf("address %.30q passed: %v", bad, err)
			}
		}
		long := strings.Repeat("long and longer ", 10)
		err := w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
			_, err := s.CreateTx(ctx, tx, identity.NewAccount{Email: "Long@Haat.example", Password: long + "1"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := logIn(s, "long@haat.EXAMPLE", long+"1", "n"); err != nil {
			t.Error("a long password does not log in:", err)
		}
		if _, err := logIn(s, "long@haat.example", long+"2", "n"); !errors.Is(err, identity.ErrBadCredentials) {
			t.Error("its last character does not count:", err)
		}
		err = w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
			_, err := s.CreateTx(ctx, tx, identity.NewAccount{Email: "lONG@haat.example", Password: long})
			return err
		})
		if !errors.Is(err, identity.ErrEmailTaken) {
			t.Error("the same address in other letters:", err)
		}
		hash, err := db.Get[string](ctx, w.DB, anyHash)
		if err != nil || !strings.HasPrefix(hash, "$2a$04$") {
			t.Error("stored as", hash, err)
		}
	})
}

var (
	anyHash   = db.SQL(`SELECT password_hash FROM identity_accounts LIMIT 1`)
	anyHashes = db.SQL(`SELECT secret_hash FROM identity_sessions UNION ALL SELECT hash FROM identity_refreshes UNION ALL SELECT COALESCE(hash, '') FROM identity_proofs
		UNION ALL SELECT key FROM identity_tries`)
	payloads = db.SQL(`SELECT CAST(payload AS TEXT) AS p FROM kit_events UNION ALL SELECT CAST(args AS TEXT) AS p FROM kit_jobs`)
)

func TestSecretsAreInNoTableNoEventAndNoJob(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		identitytest.Account(t, s, w.DB, "a@haat.example")
		v := identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		token := reset(t, w, s, "a@haat.example")
		rows, err := db.All[string](ctx, w.DB, anyHashes)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := db.All[string](ctx, w.DB, payloads)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) < 4 || len(texts) < 2 {
			t.Fatal("nothing to look at:", rows, texts)
		}
		all := strings.Join(append(rows, texts...), "\n")
		for name, secret := range map[string]string{"cookie": v.Secret, "refresh": v.Refresh, "access": v.Access, "reset": token, "password": identitytest.Password, "address": "a@haat"} {
			if strings.Contains(all, secret) {
				t.Error("the", name, "is stored readably")
			}
		}
	})
}

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, _ *identity.Service) {
		if n, err := db.PrepareAll(ctx, w.DB); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}
