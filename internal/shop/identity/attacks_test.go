package identity_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func TestAGuesserWaitsAndTheOwnerGetsIn(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "victim@haat.example")
		if _, err := logIn(s, "victim@haat.example", identitytest.Password, "home"); err != nil {
			t.Fatal(err)
		}
		passed, waited := 0, 0
		for i := range 1000 { // every guess from another address
			_, err := logIn(s, "victim@haat.example", "guess "+fmt.Sprint(i), fmt.Sprint("bot ", i))
			switch {
			case errors.Is(err, identity.ErrBadCredentials):
				passed++
			case errors.Is(err, identity.ErrTooManyTries):
				waited++
			default:
				t.Fatal(err)
			}
		}
		if passed > 100 || waited < 900 {
			t.Error(passed, "of 1000 guesses were looked at")
		}
		var e *errs.Error
		_, err := logIn(s, "victim@haat.example", identitytest.Password, "bot 1")
		if !errors.As(err, &e) || e.Detail.(identity.Wait).Seconds < 1 || e.Detail.(identity.Wait).Seconds > 900 {
			t.Error("the right password from a bot's address:", err)
		}
		if _, err := logIn(s, "victim@haat.example", identitytest.Password, "home"); err != nil {
			t.Error("the owner is locked out at home:", err)
		}
		w.Clock.Advance(16 * time.Minute)
		if _, err := logIn(s, "victim@haat.example", identitytest.Password, "a hotel"); err != nil {
			t.Error("the owner is locked out for good:", err)
		}
	})
}

func TestOnePasswordForManyAccountsFromOneNetworkIsBraked(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		looked := 0
		for i := range 300 {
			if _, err := logIn(s, fmt.Sprintf("user%d@haat.example", i), "Summer2026", "2001:db8::/64"); errors.Is(err, identity.ErrBadCredentials) {
				looked++
			}
		}
		if looked != 100 {
			t.Error(looked, "guesses were looked at")
		}
	})
}

func TestABurstCannotSlipThroughBeforeTheCounter(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "victim@haat.example")
		var wg sync.WaitGroup
		var mu sync.Mutex
		looked := 0
		for range 60 {
			wg.Go(func() {
				_, err := logIn(s, "victim@haat.example", "wrong password", "one")
				mu.Lock()
				defer mu.Unlock()
				if errors.Is(err, identity.ErrBadCredentials) {
					looked++
				} else if !errors.Is(err, identity.ErrTooManyTries) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if looked != 10 {
			t.Error(looked, "of 60 parallel guesses were looked at")
		}
	})
}

func TestWhoExistsIsNotTold(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "real@haat.example")
		answers := map[string][]string{}
		for _, email := range []string{"real@haat.example", "none@haat.example"} {
			for range 12 {
				_, err := logIn(s, email, "wrong password", "net of "+email)
				answers[email] = append(answers[email], err.Error())
			}
			for range 8 {
				answers[email] = append(answers[email], fmt.Sprint(s.RequestReset(from("asker of "+email), email, identity.Site)))
			}
		}
		if diff := cmp.Diff(answers["real@haat.example"], answers["none@haat.example"]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestRefusingAnUnknownAccountTakesAsLong(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, identitytest.Sets())
	w := dbtest.NewWorld(d)
	deps := identitytest.Deps(w, identitytest.Stores{})
	deps.BcryptCost = 8
	deps.Limits = identity.Limits{Pair: -1, Account: -1, Network: -1}
	s := identity.New(deps)
	identitytest.Account(t, s, d, "real@haat.example")
	const rounds = 40
	took := map[string]time.Duration{}
	for range rounds { // alternating, so that a busy machine slows both
		for _, email := range []string{"real@haat.example", "none@haat.example"} {
			start := time.Now()
			if _, err := logIn(s, email, "wrong password", "n"); !errors.Is(err, identity.ErrBadCredentials) {
				t.Fatal(err)
			}
			took[email] += time.Since(start)
		}
	}
	diff := (took["real@haat.example"] - took["none@haat.example"]).Abs() / rounds
	if mean := took["real@haat.example"] / rounds; diff > max(5*time.Millisecond, mean/4) {
		t.Errorf("mean %v, differing by %v", mean, diff)
	}
}

func TestAResetTokenIsGoodOnceForItsAccountAndOnlyTheNewest(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		identitytest.Account(t, s, w.DB, "a@haat.example")
		identitytest.Account(t, s, w.DB, "b@haat.example")
		old := reset(t, w, s, "a@haat.example")
		newest := reset(t, w, s, "a@haat.example")
		other := reset(t, w, s, "b@haat.example")
		try := func(token, password string) error { return s.ResetPassword(from("192.0.2.7"), token, password) }
		if err := try(old, "a new password"); !errors.Is(err, identity.ErrProof) {
			t.Error("an overtaken token passed:", err)
		}
		if err := try(newest, "short"); !errors.Is(err, identity.ErrWeakPassword) {
			t.Error(err)
		}
		if err := s.VerifyEmail(from("192.0.2.7"), newest); !errors.Is(err, identity.ErrProof) {
			t.Error("a token for a password proved an address:", err)
		}
		var wg sync.WaitGroup
		got := make([]error, 10)
		for i := range got {
			wg.Go(func() { got[i] = try(newest, fmt.Sprint("a new password ", i)) })
		}
		wg.Wait()
		passed := 0
		for _, err := range got {
			if err == nil {
				passed++
			} else if !errors.Is(err, identity.ErrProof) {
				t.Error(err)
			}
		}
		if passed != 1 {
			t.Error(passed, "parallel uses passed")
		}
		if _, err := logIn(s, "b@haat.example", identitytest.Password, "n"); err != nil {
			t.Error("another account lost its password:", err)
		}
		w.Clock.Advance(time.Hour + time.Second)
		if err := try(other, "a new password"); !errors.Is(err, identity.ErrProof) {
			t.Error("a token passed after its hour:", err)
		}
	})
}

func TestResetTokensCannotBeGuessedFast(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		looked := 0
		for i := range 200 {
			err := s.ResetPassword(from("192.0.2.7"), fmt.Sprintf("prf_%026d", i), "a new password")
			if errors.Is(err, identity.ErrProof) {
				looked++
			} else if !errors.Is(err, identity.ErrTooManyTries) {
				t.Fatal(err)
			}
		}
		if looked > 30 {
			t.Error(looked, "guesses were looked at")
		}
	})
}

func TestNothingSurvivesANewPassword(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		a := identitytest.Member(t, s, w.DB, "a@haat.example", "", identity.Owner)
		for _, how := range []string{"reset", "change", "log out everywhere"} {
			password := identitytest.Password
			open := []identity.Session{identitytest.LogIn(t, s, a.Email, identity.Site), identitytest.LogIn(t, s, a.Email, identity.Store)}
			token := reset(t, w, s, a.Email)
			sub := w.Bus.Subscribe("account:" + a.ID)
			var err error
			switch how {
			case "reset":
				err = s.ResetPassword(from("192.0.2.7"), token, password)
			case "change":
				var v identity.Session
				v, err = s.ChangePassword(ctx, identity.ChangePassword{AccountID: a.ID, Audience: identity.Site, Current: password, Next: password, Network: "n"})
				if _, e := s.ActorOfBearer(ctx, identity.Site, v.Access); e != nil {
					t.Error("the fresh session does not work:", e)
				}
			default:
				err = s.LogOutAll(ctx, a.ID)
			}
			if err != nil {
				t.Fatal(how, err)
			}
			for _, v := range open {
				if _, err := s.ActorOfCookie(ctx, v.Audience, v.Secret); !errors.Is(err, identity.ErrSessionEnded) {
					t.Error(how, v.Audience, "cookie:", err)
				}
				if _, err := s.ActorOfBearer(ctx, v.Audience, v.Access); !errors.Is(err, identity.ErrSessionEnded) {
					t.Error(how, v.Audience, "token:", err)
				}
				if _, err := s.Refresh(ctx, v.Refresh, v.Audience); !errors.Is(err, identity.ErrSessionEnded) {
					t.Error(how, v.Audience, "refresh:", err)
				}
			}
			if !dbtest.Wait(time.Second, func() bool { return len(sub.C()) > 0 }) {
				t.Error(how, "did not wake open streams")
			}
			sub.Close()
			if how != "log out everywhere" {
				if err := s.ResetPassword(from("192.0.2.7"), token, "yet another one"); !errors.Is(err, identity.ErrProof) {
					t.Error(how, "left a reset token good:", err)
				}
			}
			w.Clock.Advance(time.Hour)
		}
	})
}

func TestChangingThePasswordNeedsTheOldOne(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		a := identitytest.Account(t, s, w.DB, "a@haat.example")
		if _, err := s.ChangePassword(ctx, identity.ChangePassword{AccountID: a.ID, Audience: identity.Site, Current: "wrong one", Next: "a new password", Network: "n"}); !errors.Is(err, identity.ErrBadCredentials) {
			t.Error(err)
		}
		if _, err := logIn(s, a.Email, identitytest.Password, "n"); err != nil {
			t.Error("the password changed:", err)
		}
	})
}

func TestAnotherAddressCountsOnlyOnceProvenAndTheOldOneIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		a := identitytest.Account(t, s, w.DB, "a@haat.example")
		identitytest.Account(t, s, w.DB, "victim@haat.example")
		var verified []identity.Verified
		s.AfterVerify.Add("test", func(_ context.Context, _ db.Tx, v identity.Verified) error {
			verified = append(verified, v)
			return nil
		})
		for _, email := range []string{"victim@haat.example", "new@haat.example"} { // the answer is the same
			if err := s.ChangeEmail(from("n"), a.ID, identitytest.Password, email, identity.Site); err != nil {
				t.Fatal(email, err)
			}
			w.Settle(t) // a job finds out whose it is
		}
		if now, _ := s.Get(ctx, w.DB, a.ID); now.Email != "a@haat.example" || !now.EmailVerified {
			t.Error("the address changed unproven:", now)
		}
		reqs := requests(t, w, "verify")
		if len(reqs) != 1 {
			t.Fatal("mails asked for:", reqs)
		}
		token, to, err := s.IssueVerification(ctx, reqs[0])
		if err != nil || to.Email != "new@haat.example" || to.EmailVerified {
			t.Fatal(to, err)
		}
		if err := s.VerifyEmail(from("n"), token); err != nil {
			t.Fatal(err)
		}
		if err := s.VerifyEmail(from("n"), token); !errors.Is(err, identity.ErrProof) {
			t.Error("used twice:", err)
		}
		if now, _ := s.Get(ctx, w.DB, a.ID); now.Email != "new@haat.example" || !now.EmailVerified {
			t.Error("the address is", now)
		}
		if diff := cmp.Diff([]identity.Verified{{AccountID: a.ID, Email: "new@haat.example"}}, verified); diff != "" {
			t.Error(diff)
		}
		names := w.EventNames(t)
		if diff := cmp.Diff([]string{"identity.verification_requested", "identity.email_changed", "identity.email_verified"}, names[len(names)-3:]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnAddressTakenMeanwhileStaysWithItsOwner(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		a := identitytest.Account(t, s, w.DB, "a@haat.example")
		if err := s.ChangeEmail(from("n"), a.ID, identitytest.Password, "new@haat.example", identity.Site); err != nil {
			t.Fatal(err)
		}
		token, _, err := s.IssueVerification(ctx, requests(t, w, "verify")[0])
		if err != nil {
			t.Fatal(err)
		}
		b := identitytest.Account(t, s, w.DB, "NEW@haat.example")
		if err := s.VerifyEmail(from("n"), token); !errors.Is(err, identity.ErrProof) {
			t.Error(err)
		}
		if owner, err := s.ByEmail(ctx, w.DB, "new@haat.example"); err != nil || owner.ID != b.ID {
			t.Error("it belongs to", owner, err)
		}
	})
}

func TestARegistrationAsksToProveItsAddressOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		var a identity.Account
		err := w.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
			a, err = s.CreateTx(ctx, tx, identity.NewAccount{Email: "a@haat.example", Password: identitytest.Password})
			return err
		})
		if err != nil || a.EmailVerified {
			t.Fatal(a, err)
		}
		if err := s.RequestVerification(ctx, a.ID, identity.Site); err != nil {
			t.Fatal(err)
		}
		reqs := requests(t, w, "verify")
		if _, _, err := s.IssueVerification(ctx, reqs[0]); !errors.Is(err, identity.ErrProof) {
			t.Error("an overtaken request made a token:", err)
		}
		first, _, err := s.IssueVerification(ctx, reqs[1])
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := s.IssueVerification(ctx, reqs[1]) // the mail job ran twice
		if err != nil {
			t.Fatal(err)
		}
		if err := s.VerifyEmail(from("n"), first); !errors.Is(err, identity.ErrProof) {
			t.Error("the token of the mail before passed:", err)
		}
		if err := s.VerifyEmail(from("n"), again); err != nil {
			t.Error(err)
		}
		if now, _ := s.Get(ctx, w.DB, a.ID); !now.EmailVerified {
			t.Error("not proven")
		}
	})
}

func TestTheFirstOwnersDoorOpensOnceAndNeverAgain(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		old, open, err := s.SetupToken(ctx)
		if err != nil || !open {
			t.Fatal(open, err)
		}
		token, _, err := s.SetupToken(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"", old, "set_guess"} {
			if _, err := s.FirstOwner(from("n"), bad, identity.NewAccount{Email: "x@haat.example", Password: identitytest.Password}); !errors.Is(err, identity.ErrSetupClosed) {
				t.Errorf("%q: %v", bad, err)
			}
		}
		var wg sync.WaitGroup
		got := make([]error, 6)
		for i := range got {
			wg.Go(func() {
				_, got[i] = s.FirstOwner(from("n"), token, identity.NewAccount{Email: fmt.Sprintf("o%d@haat.example", i), Password: identitytest.Password})
			})
		}
		wg.Wait()
		passed := 0
		for _, err := range got {
			if err == nil {
				passed++
			} else if !errors.Is(err, identity.ErrSetupClosed) {
				t.Error(err)
			}
		}
		l, err := s.Members(system, w.DB, nil, page.Request{})
		if err != nil || passed != 1 || len(l.Items) != 1 || l.Items[0].Role != identity.Owner {
			t.Fatal(passed, "owners:", l.Items, err)
		}
		if _, open, err := s.SetupToken(ctx); open || err != nil {
			t.Error("the door is open again:", open, err)
		}
		if err := s.RemoveMember(system, l.Items[0].ID); !errors.Is(err, identity.ErrLastOwner) {
			t.Error("the last owner went:", err)
		}
	})
}

func TestNobodyGivesMoreThanTheyHold(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		owner := identitytest.Member(t, s, w.DB, "owner@haat.example", "", identity.Owner)
		lead := identitytest.Member(t, s, w.DB, "lead@a.example", "sel_a", identity.Staff, actor.TeamManage, actor.OrdersRead)
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		as := func(email string) context.Context {
			a, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, email, identity.Store).Secret)
			if err != nil {
				t.Fatal(err)
			}
			return actor.With(ctx, a)
		}
		invite := func(ctx context.Context, in identity.Invite) error {
			return w.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { _, err := s.InviteTx(ctx, tx, in); return err })
		}
		staff := func(seller string, perms ...actor.Perm) identity.Invite {
			return identity.Invite{Email: "new@a.example", SellerID: seller, Role: identity.Staff, Perms: perms}
		}
		leader := as(lead.Email)
		for name, c := range map[string]struct {
			in   identity.Invite
			want error
		}{
			"a permission they lack":      {staff("sel_a", actor.OrdersWrite), identity.ErrBeyond},
			"one the scope does not have": {staff("sel_a", actor.SettingsWrite), identity.ErrInvalid},
			"an owner":                    {identity.Invite{Email: "new@a.example", SellerID: "sel_a", Role: identity.Owner}, identity.ErrBeyond},
			"demoting the owner":          {identity.Invite{Email: boss.Email, SellerID: "sel_a", Role: identity.Staff}, identity.ErrBeyond},
			"another seller's team":       {staff("sel_b", actor.OrdersRead), identity.ErrMemberNotFound},
			"the platform":                {staff("", actor.OrdersRead), identity.ErrMemberNotFound},
			"an unknown role":             {identity.Invite{Email: "new@a.example", SellerID: "sel_a", Role: "root"}, identity.ErrInvalid},
		} {
			if err := invite(leader, c.in); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.ByEmail(ctx, w.DB, "new@a.example"); !errors.Is(err, identity.ErrNotFound) {
			t.Error("a refused invitation left an account")
		}
		if err := invite(leader, staff("sel_a", actor.OrdersRead)); err != nil {
			t.Error(err)
		}
		l, err := s.Members(leader, w.DB, nil, page.Request{})
		if err != nil || len(l.Items) != 3 {
			t.Error("the leader sees", l.Items, err)
		}
		for _, m := range l.Items {
			want := map[string]error{boss.Email: identity.ErrBeyond}[m.Email]
			if m.Email == lead.Email {
				continue
			}
			if err := s.RemoveMember(leader, m.ID); !errors.Is(err, want) {
				t.Errorf("removing %s: %v", m.Email, err)
			}
		}
		platform := ""
		if l, err := s.Members(leader, w.DB, &platform, page.Request{}); err != nil || len(l.Items) != 0 {
			t.Error("the leader sees the platform's team:", l.Items, err)
		}
		all, err := s.Members(as(owner.Email), w.DB, nil, page.Request{})
		if err != nil || len(all.Items) != 3 {
			t.Error("the owner sees", all.Items, err)
		}
		if _, err := s.LogIn(ctx, identity.LogIn{Email: identitytest.Account(t, s, w.DB, "shopper@haat.example").Email, Password: identitytest.Password, Audience: identity.Store, Network: "n"}); !errors.Is(err, identity.ErrNoAccess) {
			t.Error("a shopper entered the dashboard:", err)
		}
	})
}

func TestInvitingAnUnprovenAccountThrowsOutWhoeverMadeIt(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		err := w.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := s.CreateTx(ctx, tx, identity.NewAccount{Email: "hired@haat.example", Password: "squatter's own"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		v, err := logIn(s, "hired@haat.example", "squatter's own", "n")
		if err != nil {
			t.Fatal(err)
		}
		err = w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
			_, err := s.InviteTx(ctx, tx, identity.Invite{Email: "hired@haat.example", Role: identity.Staff, Perms: []actor.Perm{actor.OrdersRead}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.ActorOfCookie(ctx, identity.Site, v.Secret); !errors.Is(err, identity.ErrSessionEnded) {
			t.Error("the squatter is still in:", err)
		}
		if _, err := s.LogIn(ctx, identity.LogIn{Email: "hired@haat.example", Password: "squatter's own", Audience: identity.Store, Network: "n"}); !errors.Is(err, identity.ErrBadCredentials) {
			t.Error("the squatter's password opens the dashboard:", err)
		}
		w.Settle(t)
		all := requests(t, w, "reset")
		token, _, err := s.IssueReset(ctx, all[len(all)-1])
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ResetPassword(from("n"), token, identitytest.Password); err != nil {
			t.Fatal(err)
		}
		identitytest.LogIn(t, s, "hired@haat.example", identity.Store)
		if now, _ := s.ByEmail(ctx, w.DB, "hired@haat.example"); !now.EmailVerified {
			t.Error("answering the mail did not prove the address")
		}
	})
}

func TestTheHookAtLogInCanNameTheCustomerAndRefuse(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		identitytest.Account(t, s, w.DB, "a@haat.example")
		refuse := errors.New("no")
		var seen identity.LoggedIn
		s.AfterLogin.Add("test", func(_ context.Context, _ db.Tx, v *identity.LoggedIn) error {
			v.CustomerID, seen = "cus_1", *v
			return refuse
		})
		in := identity.LogIn{Email: "a@haat.example", Password: identitytest.Password, Audience: identity.Site, CartID: "cart_1", Network: "n"}
		if _, err := s.LogIn(ctx, in); !errors.Is(err, refuse) {
			t.Error(err)
		}
		refuse = nil
		v, err := s.LogIn(ctx, in)
		if err != nil || v.CustomerID != "cus_1" || seen.CartID != "cart_1" || seen.AccountID != v.Account.ID {
			t.Error(v.CustomerID, seen, err)
		}
	})
}

func TestWhatIsOverIsPruned(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		identitytest.Account(t, s, w.DB, "a@haat.example")
		identitytest.LogIn(t, s, "a@haat.example", identity.Site)
		reset(t, w, s, "a@haat.example")
		if err := s.RequestRegistration(from("n"), identity.NewAccount{Email: "new@haat.example", Password: identitytest.Password}, nil); err != nil {
			t.Fatal(err)
		}
		boss := as(t, s, identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner).Email)
		revoked, _ := makeKey(t, s, boss, newKey("", actor.OrdersRead))
		if err := s.RevokeKey(boss, revoked.ID); err != nil {
			t.Fatal(err)
		}
		lapsing, end := newKey("", actor.OrdersRead), w.Clock.Now().Add(time.Hour)
		lapsing.ExpiresAt = &end
		makeKey(t, s, boss, lapsing)
		w.Clock.Advance(130 * 24 * time.Hour)
		dbtest.Periodic(t, w.Jobs)
		w.Settle(t)
		for name, count := range counts {
			if n, err := db.Get[int64](ctx, w.DB, count); err != nil || n != 0 {
				t.Error(name, n, err)
			}
		}
	})
}

var counts = map[string]*db.Stmt{
	"sessions": db.SQL(`SELECT COUNT(*) FROM identity_sessions`), "refreshes": db.SQL(`SELECT COUNT(*) FROM identity_refreshes`),
	"keys": db.SQL(`SELECT COUNT(*) FROM identity_keys`), "registrations": db.SQL(`SELECT COUNT(*) FROM identity_registrations`),
	"proofs": db.SQL(`SELECT COUNT(*) FROM identity_proofs`), "tries": db.SQL(`SELECT COUNT(*) FROM identity_tries`),
}
