package identity_test

import (
	"context"
	"errors"
	"fmt"
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
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func TestASessionEndsUnusedAndInTheEndHoweverMuchItIsUsed(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Member(t, s, w.DB, "o@haat.example", "", identity.Owner)
		alive := func(v identity.Session) error { _, err := s.ActorOfCookie(ctx, v.Audience, v.Secret); return err }
		idle := identitytest.LogIn(t, s, "o@haat.example", identity.Store)
		w.Clock.Advance(48*time.Hour - time.Second)
		if err := alive(idle); err != nil {
			t.Error("within two days:", err)
		}
		w.Clock.Advance(47 * time.Hour)
		if err := alive(idle); err != nil {
			t.Error("use did not keep it:", err)
		}
		w.Clock.Advance(48*time.Hour + time.Second)
		if err := alive(idle); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("unused for two days:", err)
		}
		if _, err := s.Refresh(ctx, idle.Refresh, identity.Store); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("and revived:", err)
		}
		busy := identitytest.LogIn(t, s, "o@haat.example", identity.Store)
		for hours := 0; hours < 7*24; hours += 8 {
			if err := alive(busy); err != nil {
				t.Fatal("after", hours, "hours:", err)
			}
			if hours%24 == 0 {
				var err error
				secret := busy.Secret
				if busy, err = s.Refresh(ctx, busy.Refresh, identity.Store); err != nil {
					t.Fatal(err)
				}
				busy.Secret = secret
			}
			w.Clock.Advance(8 * time.Hour)
		}
		if err := alive(busy); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("after a week of use:", err)
		}
	})
}

var sessionUses = db.SQL(`SELECT used_at FROM identity_sessions WHERE id = $1`)

func TestUsingASessionIsWrittenDownOnceInAWhile(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "a@haat.example")
		v := identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		seen := map[int64]bool{}
		for range 120 { // twenty minutes, every ten seconds
			w.Clock.Advance(10 * time.Second)
			if _, err := s.ActorOfCookie(ctx, identity.Site, v.Secret); err != nil {
				t.Fatal(err)
			}
			at, err := db.Get[int64](ctx, w.DB, sessionUses, v.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen[at] = true
		}
		if len(seen) != 5 { // at the log-in and every five minutes
			t.Error(len(seen), "states in twenty minutes")
		}
	})
}

func TestPeopleSeeWhereTheyAreLoggedInAndEndIt(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		site := httpxtest.New(t, func(api huma.API) { s.RegisterSite(api) })
		identitytest.Account(t, s, w.DB, "a@haat.example")
		identitytest.Account(t, s, w.DB, "b@haat.example")
		open := func(email, agent, network string) identity.Session {
			w.Clock.Advance(time.Second)
			v, err := s.LogIn(ctx, identity.LogIn{Email: email, Password: identitytest.Password, Audience: identity.Site, Network: network, UserAgent: agent})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		phone := open("a@haat.example", "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "203.0.113.77")
		program := open("a@haat.example", "curl/8.5.0", "2001:db8:1:2::/64")
		here := open("a@haat.example", "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "198.51.100.4")
		foreign := open("b@haat.example", "<script>alert(1)</script>", "unknown")
		who, err := s.ActorOfCookie(ctx, identity.Site, here.Secret)
		if err != nil {
			t.Fatal(err)
		}
		var l identity.OpenLogIns
		raw := site.Do(httpxtest.Call{As: who, Method: "GET", Path: "/auth/sessions"}).Want(http.StatusOK).Into(&l)
		var got []string
		for _, v := range l.Items {
			got = append(got, fmt.Sprint(v.ID, " ", v.Browser, "|", v.System, "|", v.Network, " ", v.Current))
		}
		want := []string{here.ID + " Firefox|Linux|198.51.100.0/24 true", program.ID + " curl||2001:db8:1::/48 false", phone.ID + " Chrome|Android|203.0.113.0/24 false"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, secret := range []string{here.Secret, "203.0.113.77", "Pixel"} {
			if strings.Contains(string(raw.Raw), secret) {
				t.Error("the list tells", secret)
			}
		}
		end := func(id string, status int) {
			t.Helper()
			site.Do(httpxtest.Call{As: who, Method: "DELETE", Path: "/auth/sessions/" + id}).Want(status)
		}
		end(foreign.ID, http.StatusNotFound)
		end("ses_x", http.StatusNotFound)
		end(phone.ID, http.StatusNoContent)
		end(phone.ID, http.StatusNotFound)
		if s.Alive(ctx, phone.ID) || !s.Alive(ctx, foreign.ID) || !s.Alive(ctx, here.ID) {
			t.Error("the wrong one ended")
		}
		site.Do(httpxtest.Call{As: who, Method: "POST", Path: "/auth/logout-others"}).Want(http.StatusNoContent)
		if s.Alive(ctx, program.ID) || !s.Alive(ctx, here.ID) || !s.Alive(ctx, foreign.ID) {
			t.Error("logging the others out")
		}
	})
}

func TestADisabledAccountIsShutInTheWordsOfAWrongPassword(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		identitytest.Member(t, s, w.DB, "o@haat.example", "", identity.Owner)
		clerk := identitytest.Member(t, s, w.DB, "clerk@haat.example", "", identity.Staff, actor.OrdersRead)
		token := reset(t, w, s, clerk.Email)
		open := []identity.Session{identitytest.LogIn(t, s, clerk.Email, identity.Site), identitytest.LogIn(t, s, clerk.Email, identity.Store)}
		sub := w.Bus.Subscribe("account:" + clerk.ID)
		defer sub.Close()
		if err := s.Disable(as(t, s, "o@haat.example"), clerk.ID); err != nil {
			t.Fatal(err)
		}
		for _, v := range open {
			_, cookie := s.ActorOfCookie(ctx, v.Audience, v.Secret)
			_, bearer := s.ActorOfBearer(ctx, v.Audience, v.Access)
			_, refresh := s.Refresh(ctx, v.Refresh, v.Audience)
			for how, err := range map[string]error{"cookie": cookie, "token": bearer, "refresh": refresh} {
				if !errors.Is(err, identity.ErrSessionEnded) {
					t.Error(v.Audience, how, err)
				}
			}
		}
		if !dbtest.Wait(time.Second, func() bool { return len(sub.C()) > 0 }) {
			t.Error("open streams were not woken")
		}
		_, wrong := logIn(s, clerk.Email, "wrong horse", "n")
		_, right := logIn(s, clerk.Email, identitytest.Password, "n")
		if right == nil || right.Error() != wrong.Error() {
			t.Errorf("the right password answers %v, a wrong one %v", right, wrong)
		}
		if err := s.ResetPassword(from("n"), token, "a new password"); !errors.Is(err, identity.ErrProof) {
			t.Error("a mail from before opens it:", err)
		}
		before := len(requests(t, w, "reset"))
		if err := s.RequestReset(from("m"), clerk.Email, identity.Store); err != nil {
			t.Error(err)
		}
		w.Settle(t)
		if len(requests(t, w, "reset")) != before {
			t.Error("a disabled account is mailed a way in")
		}
		if err := s.Enable(as(t, s, "o@haat.example"), clerk.ID); err != nil {
			t.Fatal(err)
		}
		identitytest.LogIn(t, s, clerk.Email, identity.Store)
		if _, err := s.ActorOfCookie(ctx, identity.Store, open[1].Secret); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("an old session came back:", err)
		}
	})
}

func TestAccountsAreLookedAfterByThoseWhoStandNoLower(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		owner := identitytest.Member(t, s, w.DB, "o@haat.example", "", identity.Owner)
		clerk := identitytest.Member(t, s, w.DB, "clerk@haat.example", "", identity.Staff, actor.OrdersRead)
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		identitytest.Member(t, s, w.DB, "lead@haat.example", "", identity.Staff, actor.TeamManage, actor.OrdersRead)
		shopper := identitytest.Account(t, s, w.DB, "shopper@haat.example")
		lead, seller := as(t, s, "lead@haat.example"), as(t, s, boss.Email)
		v := identitytest.LogIn(t, s, owner.Email, identity.Store)
		for _, c := range []struct {
			name string
			err  error
			want error
		}{
			{"staff disables the owner", s.Disable(lead, owner.ID), identity.ErrBeyond},
			{"staff logs the owner out", s.EndSessionsOf(lead, owner.ID, ""), identity.ErrBeyond},
			{"staff ends the owner's session", s.EndSessionsOf(lead, owner.ID, v.ID), identity.ErrBeyond},
			{"a seller disables platform staff", s.Disable(seller, clerk.ID), identity.ErrNotFound},
			{"a seller logs a shopper out", s.EndSessionsOf(seller, shopper.ID, ""), identity.ErrNotFound},
			{"the owner disables themselves", s.Disable(as(t, s, owner.Email), owner.ID), identity.ErrNotYourself},
			{"the last owner is disabled by the command line", s.Disable(system, owner.ID), identity.ErrLastOwner},
			{"nobody there", s.Disable(lead, "acc_x"), identity.ErrNotFound},
			{"another's session", s.EndSessionsOf(lead, clerk.ID, v.ID), identity.ErrSessionUnknown},
			{"staff disables staff that may do less", s.Disable(lead, clerk.ID), nil},
			{"staff disables a shopper", s.Disable(lead, shopper.ID), nil},
			{"twice", s.Disable(lead, shopper.ID), nil},
		} {
			if !errors.Is(c.err, c.want) {
				t.Errorf("%s: %v", c.name, c.err)
			}
		}
		if !s.Alive(ctx, v.ID) {
			t.Error("the owner is logged out")
		}
		if _, err := s.SessionsOf(seller, w.DB, owner.ID); !errors.Is(err, identity.ErrNotFound) {
			t.Error("a seller sees the owner's sessions:", err)
		}
		l, err := s.Members(lead, w.DB, nil, page.Request{})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range l.Items {
			if m.Disabled != (m.AccountID == clerk.ID) {
				t.Error(m.Email, m.Disabled)
			}
		}
	})
}

func TestOfTwoOwnersWhoThrowEachOtherOutOneStays(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		var ids [2]identity.Account
		for i := range ids {
			ids[i] = identitytest.Member(t, s, w.DB, fmt.Sprintf("o%d@haat.example", i), "", identity.Owner)
		}
		memberOf := func(i int) string {
			l, err := s.Members(system, w.DB, nil, page.Request{})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range l.Items {
				if m.AccountID == ids[i].ID {
					return m.ID
				}
			}
			return ""
		}
		demote := func(by context.Context, i int) error {
			return w.DB.InTx(by, func(ctx context.Context, tx db.Tx) error {
				return s.AddMemberTx(ctx, tx, identity.Member{AccountID: ids[i].ID, Role: identity.Staff, Perms: []actor.Perm{actor.OrdersRead}})
			})
		}
		ways := []func(by context.Context, i int) error{
			func(by context.Context, i int) error { return s.Disable(by, ids[i].ID) },
			demote,
			func(by context.Context, i int) error { return s.RemoveMember(by, memberOf(i)) },
		}
		for round := range 9 {
			by := [2]context.Context{as(t, s, ids[0].Email), as(t, s, ids[1].Email)}
			var wg sync.WaitGroup
			var got [2]error
			for i := range 2 { // each against the other, in every pair of ways
				wg.Go(func() { got[i] = ways[(round/(1+2*i))%3](by[i], 1-i) })
			}
			wg.Wait()
			passed := 0
			for _, err := range got {
				if err == nil {
					passed++
				} else if !errors.Is(err, identity.ErrLastOwner) && !errors.Is(err, identity.ErrMemberNotFound) && !errors.Is(err, identity.ErrBeyond) {
					t.Error(round, err)
				}
			}
			if n, err := db.Get[int64](ctx, w.DB, ableOwners); err != nil || n != 1 || passed != 1 {
				t.Fatalf("round %d: %d passed, %d owners can log in: %v", round, passed, n, err)
			}
			for i := range ids { // as before
				if err := s.Enable(system, ids[i].ID); err != nil {
					t.Fatal(err)
				}
				if err := w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
					return s.AddMemberTx(ctx, tx, identity.Member{AccountID: ids[i].ID, Role: identity.Owner})
				}); err != nil {
					t.Fatal(err)
				}
			}
			w.Clock.Advance(time.Hour)
		}
	})
}

var ableOwners = db.SQL(`SELECT COUNT(*) FROM identity_members m JOIN identity_accounts a ON a.id = m.account_id
	WHERE m.seller_id = '' AND m.role = 'owner' AND a.disabled_at IS NULL`)

func TestWhoDoesNotStopTryingWaitsLongerButNotTheVictim(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "victim@haat.example")
		wait := func(network string) int64 {
			var e *errs.Error
			if _, err := logIn(s, "victim@haat.example", "wrong", network); errors.As(err, &e) {
				if v, ok := e.Detail.(identity.Wait); ok {
					return v.Seconds
				}
			}
			return 0
		}
		longest := int64(0)
		for range 1000 {
			longest = max(longest, wait("bot"))
		}
		if longest != 3600 {
			t.Error("a bot that never stops waits", longest, "seconds at most")
		}
		for i := range 1000 {
			longest = wait(fmt.Sprint("net ", i))
		}
		if longest > 900 {
			t.Error("the account waits", longest)
		}
		w.Clock.Advance(15*time.Minute + time.Second)
		if _, err := logIn(s, "victim@haat.example", identitytest.Password, "a hotel"); err != nil {
			t.Error("the victim is still out:", err)
		}
	})
}

func TestGuessersOfManyNetworksAreBrakedTogetherAndNobodyIsShutOut(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		identitytest.Account(t, s, w.DB, "a@haat.example")
		good := reset(t, w, s, "a@haat.example")
		looked := 0
		for i := range 1600 { // ten tries from each of 160 networks
			err := s.ResetPassword(from(fmt.Sprint("bot ", i/10)), fmt.Sprintf("prf_%026d", i), "a new password")
			if errors.Is(err, identity.ErrProof) {
				looked++
			} else if !errors.Is(err, identity.ErrTooManyTries) {
				t.Fatal(err)
			}
		}
		if looked > 1000+60*3 {
			t.Error(looked, "of 1600 guesses were looked at")
		}
		if err := s.ResetPassword(from("home"), good, "a new password"); err != nil {
			t.Error("the owner's link is refused meanwhile:", err)
		}
	})
}
