package identity_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

var invitedRows = db.SQL(`SELECT CAST(payload AS TEXT) AS p FROM kit_events WHERE name = 'identity.invited' ORDER BY id`)

// invited are the invitations that a mail was asked for, oldest first.
func invited(t *testing.T, w *dbtest.World) []identity.Invited {
	t.Helper()
	rows, err := db.All[string](ctx, w.DB, invitedRows)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]identity.Invited, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r), &out[i]); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func invite(w *dbtest.World, s *identity.Service, in identity.Invite) (m identity.TeamMember, err error) {
	err = w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
		m, err = s.InviteTx(ctx, tx, in)
		return err
	})
	return m, err
}

func pending(t *testing.T, w *dbtest.World, s *identity.Service, sellerID string) map[string]bool {
	t.Helper()
	l, err := s.Members(system, w.DB, &sellerID, page.Request{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, m := range l.Items {
		out[m.Email] = m.Pending
	}
	return out
}

func TestWhoIsInvitedChoosesAPasswordWithinAWeekAndIsInNoOthersTeam(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		m, err := invite(w, s, identity.Invite{Email: "new@a.example", Name: "New", Locale: "ne", SellerID: "sel_a", Role: identity.Owner})
		if err != nil || !m.Pending {
			t.Fatal(m, err)
		}
		if got := pending(t, w, s, "sel_a"); len(got) != 1 || !got["new@a.example"] {
			t.Error("the list says", got)
		}
		asked := invited(t, w)
		if len(asked) != 1 || asked[0].AccountID != m.AccountID || asked[0].SellerID != "sel_a" || asked[0].RequestID == "" {
			t.Fatalf("mails asked for: %+v", asked)
		}
		token, a, err := s.IssueReset(ctx, asked[0].RequestID)
		if err != nil || a.Email != "new@a.example" || a.Locale != "ne" {
			t.Fatal(a, err)
		}
		w.Clock.Advance(7*24*time.Hour - time.Second)
		if err := s.ResetPassword(from("n"), token, identitytest.Password); err != nil {
			t.Fatal("on the last day:", err)
		}
		if err := s.ResetPassword(from("n"), token, "another horse 7"); !errors.Is(err, identity.ErrProof) {
			t.Error("the link is good twice:", err)
		}
		who, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, "new@a.example", identity.Store).Secret)
		if err != nil || who.Platform(actor.OrdersRead) || len(who.Grants) != 1 || who.Grants[0].SellerID != "sel_a" {
			t.Error("logged in as", who, err)
		}
		if got := pending(t, w, s, "sel_a"); got["new@a.example"] {
			t.Error("still said to be invited")
		}
		if a, err := s.ByEmail(ctx, w.DB, "new@a.example"); err != nil || !a.EmailVerified {
			t.Error("answering the mail did not prove the address:", err)
		}
	})
}

func TestAnInvitationEndsAfterAWeekWhenWithdrawnAndWhenThereIsANewerOne(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		w.Run(t)
		in := identity.Invite{Email: "new@a.example", SellerID: "sel_a", Role: identity.Staff, Perms: []actor.Perm{actor.OrdersRead}}
		newest := func() string {
			t.Helper()
			all := invited(t, w)
			token, _, err := s.IssueReset(ctx, all[len(all)-1].RequestID)
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		worthless := func(why, token string) {
			t.Helper()
			if err := s.ResetPassword(from("n"), token, identitytest.Password); !errors.Is(err, identity.ErrProof) {
				t.Errorf("%s: %v", why, err)
			}
		}
		m, err := invite(w, s, in)
		if err != nil {
			t.Fatal(err)
		}
		first := newest()
		w.Clock.Advance(7*24*time.Hour + time.Second)
		worthless("after a week", first)

		if _, err := invite(w, s, in); err != nil {
			t.Fatal(err)
		}
		second := newest()
		in.Role, in.Perms = identity.Owner, nil // changed before they came: the mail goes out once more
		if _, err := invite(w, s, in); err != nil || len(invited(t, w)) != 3 {
			t.Fatal(err, invited(t, w))
		}
		worthless("overtaken by a newer one", second)

		third := newest()
		if err := s.RemoveMember(system, m.ID); err != nil {
			t.Fatal(err)
		}
		worthless("withdrawn", third)
		if a, err := s.ByEmail(ctx, w.DB, in.Email); err != nil || a.EmailVerified {
			t.Error("a worthless link proved the address:", a, err)
		}
	})
}

func TestWhoHasAPasswordIsToldOnceAndKeepsIt(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		known := identitytest.Account(t, s, w.DB, "known@haat.example")
		in := identity.Invite{Email: known.Email, Name: "Somebody Else", SellerID: "sel_a", Role: identity.Staff, Perms: []actor.Perm{actor.OrdersRead}}
		m, err := invite(w, s, in)
		if err != nil || m.Pending || m.Name != known.Name {
			t.Fatal(m, err)
		}
		if got := invited(t, w); len(got) != 1 || got[0].RequestID != "" {
			t.Errorf("mails asked for: %+v", got)
		}
		in.Perms = append(in.Perms, actor.OrdersWrite)
		if _, err := invite(w, s, in); err != nil || len(invited(t, w)) != 1 {
			t.Error("told of every change:", invited(t, w), err)
		}
		if reset := requests(t, w, "reset"); len(reset) != 0 {
			t.Error("a way to another password was opened:", reset)
		}
		identitytest.LogIn(t, s, known.Email, identity.Store)
	})
}

func TestNobodyIsFloodedWithInvitations(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		in := identity.Invite{Email: "flooded@a.example", SellerID: "sel_a", Role: identity.Staff}
		var err error
		for range 6 {
			_, err = invite(w, s, in)
		}
		if !errors.Is(err, identity.ErrTooManyTries) || len(invited(t, w)) != 5 {
			t.Error(len(invited(t, w)), "mails,", err)
		}
		w.Clock.Advance(time.Hour)
		if _, err := invite(w, s, in); err != nil {
			t.Error("an hour later:", err)
		}
	})
}

func TestAMemberChangesTheirNameAndLanguageAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		who, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, boss.Email, identity.Store).Secret)
		if err != nil {
			t.Fatal(err)
		}
		patch := func(body any, want int) httpxtest.Answer {
			t.Helper()
			return api.Do(httpxtest.Call{As: who, Method: "PATCH", Path: "/me", Body: body}).Want(want)
		}
		var got identity.Account
		patch(map[string]any{"name": "  Asha  Gurung "}, http.StatusOK).Into(&got)
		if got.Name != "Asha Gurung" || got.Locale != "en" || got.Email != boss.Email {
			t.Error("answered", got)
		}
		patch(map[string]any{"locale": "ar"}, http.StatusOK)
		for _, bad := range []map[string]any{{"email": "x@a.example"}, {"email_verified": true}, {"locale": string(make([]byte, 36))}} {
			patch(bad, http.StatusUnprocessableEntity)
		}
		if a, err := s.Get(ctx, w.DB, boss.ID); err != nil || a.Name != "Asha Gurung" || a.Locale != "ar" || a.Email != boss.Email {
			t.Error("kept", a, err)
		}
		if _, err := s.Update(ctx, "acc_none", identity.Patch{Name: opt.Some("x")}); !errors.Is(err, identity.ErrNotFound) {
			t.Error("an account that is none:", err)
		}
	})
}

func TestThePlatformsOwnTeamIsListedWithoutTheSellers(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		owner := identitytest.Member(t, s, w.DB, "owner@haat.example", "", identity.Owner)
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		for _, c := range []struct{ who, query, want string }{
			{owner.Email, "?platform=true", owner.Email}, {owner.Email, "?seller_id=sel_a", boss.Email}, {boss.Email, "", boss.Email}, {boss.Email, "?platform=true", ""}, {boss.Email, "?seller_id=sel_b", ""},
		} {
			who, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, c.who, identity.Store).Secret)
			if err != nil {
				t.Fatal(err)
			}
			var l page.List[identity.TeamView]
			api.Do(httpxtest.Call{As: who, Method: "GET", Path: "/team" + c.query}).Want(http.StatusOK).Into(&l)
			seen := ""
			for _, m := range l.Items {
				seen += m.Email
			}
			if seen != c.want {
				t.Errorf("%s sees with %q: %q, want %q", c.who, c.query, seen, c.want)
			}
		}
	})
}

// A page that answers 401 is left for the log-in: a slip of the finger is no reason.
func TestAWrongPasswordOfSomebodyLoggedInIsAFieldToMend(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		boss := identitytest.Member(t, s, w.DB, "boss@a.example", "sel_a", identity.Owner)
		who, err := s.ActorOfCookie(ctx, identity.Store, identitytest.LogIn(t, s, boss.Email, identity.Store).Secret)
		if err != nil {
			t.Fatal(err)
		}
		for path, body := range map[string]map[string]any{
			"/auth/password": {"current_password": "wrong one", "new_password": "a new password"},
			"/auth/email":    {"email": "new@a.example", "password": "wrong one"},
		} {
			if got := api.Do(httpxtest.Call{As: who, Method: "POST", Path: path, Body: body}).Want(http.StatusUnprocessableEntity); got.Code() != "identity.wrong_password" {
				t.Errorf("%s: %s", path, got.Raw)
			}
		}
		api.Do(httpxtest.Call{As: who, Method: "POST", Path: "/auth/password", Body: map[string]any{"current_password": identitytest.Password, "new_password": "a new password"}}).Want(http.StatusOK)
	})
}

func TestAMemberIsFoundWithinTheTeamsOneLooksAfter(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *identity.Service) {
		add := func(email, name, sellerID string) {
			t.Helper()
			in, err := s.Prepare(system, identity.NewAccount{Email: email, Name: name, Password: identitytest.Password, Locale: "en", Verified: true})
			if err != nil {
				t.Fatal(err)
			}
			err = w.DB.InTx(system, func(ctx context.Context, tx db.Tx) error {
				a, err := s.CreateTx(ctx, tx, in)
				if err != nil {
					return err
				}
				return s.AddMemberTx(ctx, tx, identity.Member{AccountID: a.ID, SellerID: sellerID, Role: identity.Owner})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		add("asha@haat.example", "Asha Gurung", "")
		add("ashok@a.example", "ASHOK", "sel_a")
		add("ash_1@b.example", "آشا النور", "sel_b")
		add("other@b.example", "आशा तामाङ", "sel_b")
		boss, lead := as(t, s, "asha@haat.example"), as(t, s, "ashok@a.example")
		platform, sellerB := "", "sel_b"
		for _, c := range []struct {
			by    context.Context
			only  *string
			typed string
			want  []string
		}{
			{boss, nil, "ash", []string{"ash_1@b.example", "asha@haat.example", "ashok@a.example"}},
			{boss, nil, "GURUNG", []string{"asha@haat.example"}},
			{boss, nil, "النور", []string{"ash_1@b.example"}},
			{boss, nil, "तामाङ", []string{"other@b.example"}},
			{boss, nil, "ash_", []string{"ash_1@b.example"}},
			{boss, nil, "%", []string{}},
			{boss, nil, "haat", []string{}},
			{boss, &platform, "ash", []string{"asha@haat.example"}},
			{boss, &sellerB, "ash", []string{"ash_1@b.example"}},
			{lead, nil, "ash", []string{"ashok@a.example"}},
			{lead, &sellerB, "ash", []string{}},
			{lead, &platform, "ash", []string{}},
		} {
			got := []string{}
			for p := (page.Request{Limit: 1}); ; {
				l, err := s.FindMembers(c.by, w.DB, c.only, c.typed, p)
				if err != nil || len(l.Items) > 1 {
					t.Fatal(c, l.Items, err)
				}
				for _, m := range l.Items {
					got = append(got, m.Email)
				}
				if p.Cursor = l.Next; p.Cursor == "" {
					break
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q: %s", c.typed, diff)
			}
		}
	})
}
