package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/identity"
)

var failMail = db.SQL(testsOnly + ` UPDATE notify_deliveries SET status = 'failed' WHERE id = $1`)

// trail is what the audit says, oldest first, narrowed by a query.
func trail(c *apptest.Client, query string) []audit.Entry {
	var l struct{ Items []audit.Entry }
	c.Do("GET", store+"/audit?limit=100&"+query, nil).Want(200).Into(&l)
	slices.Reverse(l.Items)
	return l.Items
}

// deeds are the actions of entries with the kind of who did them.
func deeds(entries []audit.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, e.ActorKind+" "+e.Action)
	}
	return strings.Join(out, ", ")
}

func changed(e audit.Entry) string {
	before, _ := json.Marshal(e.Changes.Before)
	after, _ := json.Marshal(e.Changes.After)
	return fmt.Sprintf("%s → %s", before, after)
}

func TestWhatStaffDoToAnOrderIsInTheAuditAndWhatShoppersDoIsNot(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner, seller := s.LogIn(apptest.Owner, apptest.Password), s.LogIn(apptest.MemberA, apptest.Password)
		guest := s.Client()
		placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "bank_transfer")
		o, at := placed.Order.ID, store+"/orders/"+placed.Order.ID
		if got := trail(owner, "entity=order"); len(got) != 0 {
			t.Fatalf("placing an order: %s", deeds(got))
		}
		owner.Do("POST", at+"/hold", map[string]any{"reason": "Ada Lovelace never pays"}).Want(200)
		owner.Do("POST", at+"/release", nil).Want(200)
		owner.Do("POST", at+"/notes", map[string]any{"text": "Ada Lovelace rang"}).Want(200, 201)
		owner.Do("POST", at+"/mark-paid", nil).Want(200)
		p, keyID := program(s, seller, map[string]any{"permissions": []string{"orders.read", "orders.write"}})
		p.Do("POST", at+"/confirm", map[string]any{}).Want(200)
		var sent struct{ ID string }
		seller.Do("POST", at+"/shipments", map[string]any{"store_order_id": placed.Order.Part(t, m.StoreA.ID), "tracking_number": "T1"}).Want(201).Into(&sent)
		seller.Do("POST", store+"/shipments/"+sent.ID+"/deliver", map[string]any{}).Want(200)
		s.Settled()
		got := trail(owner, "entity=order&entity_id="+o)
		if want := "member held, member released, member note, member payment_captured, key confirmed, member fulfilled, member delivered"; deeds(got) != want {
			t.Fatalf("%s\nwant %s", deeds(got), want)
		}
		total := placed.Order.Totals.Total
		for i, want := range map[int]string{
			0: `{"held":false} → {"held":true}`, 1: `{"held":true} → {"held":false}`, 2: `{} → {}`,
			3: fmt.Sprintf(`{"captured":{"amount":0,"currency":"USD"},"payment_status":"unpaid"} → {"captured":{"amount":%d,"currency":"USD"},"payment_status":"paid"}`, total.Amount),
			4: `{"status":"pending"} → {"status":"confirmed"}`,
			5: `{"fulfilment_status":"unfulfilled","shipped":0} → {"fulfilment_status":"fulfilled","shipped":1}`,
			6: `{"delivered":0,"fulfilment_status":"fulfilled","status":"confirmed"} → {"delivered":1,"fulfilment_status":"delivered","status":"completed"}`,
		} {
			if changed(got[i]) != want {
				t.Errorf("%s: %s\nwant %s", got[i].Action, changed(got[i]), want)
			}
			if got[i].StoreID != m.StoreA.ID && i != 2 || got[i].EntityName != fmt.Sprintf("#%s", placed.Order.Number) {
				t.Errorf("%s: of store %q, called %q", got[i].Action, got[i].StoreID, got[i].EntityName)
			}
		}
		if got[4].ActorID != keyID || got[4].ActorName != "program" || got[0].ActorName == "" {
			t.Errorf("who: %+v, %+v", got[4], got[0])
		}
		if text := owner.Do("GET", store+"/audit?entity=order", nil).Want(200).Text(); strings.Contains(text, "Lovelace") || strings.Contains(text, "guest.example") {
			t.Errorf("a person is in the audit: %s", text)
		}
		seller.Do("GET", store+"/audit?store_id="+m.StoreA.ID, nil).Want(403)
		chainHolds(t, s)
	})
}

// chainHolds seals what was recorded and walks the chain.
func chainHolds(t *testing.T, s *apptest.Shop) {
	t.Helper()
	if err := s.Audit.Seal(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Audit.Verify(context.Background()); err != nil || n == 0 {
		t.Errorf("the chain of %d: %v", n, err)
	}
}

func TestCancellingAPartIsRecordedForItsStoreAndTheMoneyForTheWhole(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner, seller := s.LogIn(apptest.Owner, apptest.Password), s.LogIn(apptest.MemberA, apptest.Password)
		guest := s.Client()
		placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA, m.VariantB), "cod")
		at := store + "/orders/" + placed.Order.ID
		seller.Do("POST", at+"/cancel", map[string]any{"store_order_ids": []string{placed.Order.Part(t, m.StoreA.ID)}, "reason": "gone", "restock": true}).Want(200)
		seller.Do("POST", at+"/notes", map[string]any{"text": "hm"}).Want(200, 201)
		seller.Do("POST", at+"/cancel", map[string]any{"reason": "again"}).Want(409)
		owner.Do("POST", at+"/cancel", map[string]any{"reason": "all"}).Want(200)
		got := trail(owner, "entity=order")
		var of []string
		for _, e := range got {
			of = append(of, e.Action+" "+map[string]string{m.StoreA.ID: "A", m.StoreB.ID: "B", "": "whole"}[e.StoreID])
		}
		if want := "[cancelled A note A cancelled B cancelled whole]"; fmt.Sprint(of) != want {
			t.Errorf("%v, want %s", of, want)
		}
		if c := changed(got[0]); !strings.Contains(c, `"status":"cancelled"`) || !strings.Contains(c, `"cancelled":{"amount":`) {
			t.Error(c)
		}
		if c := changed(got[len(got)-1]); c != `{"payment_status":"unpaid"} → {"payment_status":"voided"}` {
			t.Error(c)
		}
		if n := len(trail(owner, "store_id="+m.StoreB.ID+"&entity=order")); n != 1 {
			t.Errorf("%d entries are the other store's", n)
		}
	})
}

func TestPicturesAndMailsSentAgainAreInTheAudit(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		owner := s.LogIn(apptest.Owner, apptest.Password)
		file := upload(nil, nil, operation{})
		for range 2 { // the same picture again is not another one
			owner.Do("POST", store+"/media", file.body, file.header...).Want(201)
		}
		got := trail(owner, "entity=image")
		if deeds(got) != "member uploaded" || !strings.Contains(changed(got[0]), `"content_type":"image/png"`) || strings.Contains(changed(got[0]), "filename") {
			t.Errorf("%s: %+v", deeds(got), got)
		}
		guest := s.Client()
		guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod")
		s.Settled()
		var mails struct{ Items []struct{ ID string } }
		owner.Do("GET", store+"/mail", nil).Want(200).Into(&mails)
		id := mails.Items[0].ID
		if err := s.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, failMail, id); return err }); err != nil {
			t.Fatal(err)
		}
		owner.Do("POST", store+"/mail/"+id+"/retry", nil).Want(204)
		if got := trail(owner, "entity=mail"); deeds(got) != "member retried" || changed(got[0]) != `{"status":"failed"} → {"status":"queued"}` {
			t.Errorf("%s", deeds(got))
		}
	})
}

func TestLogInsAtTheDashboardAndWhatEndsThemAreInTheAudit(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, _ apptest.Market) {
		owner := s.LogIn(apptest.Owner, apptest.Password)
		account := func(email string) string {
			a, err := s.Identity.ByEmail(context.Background(), s.DB, email)
			if err != nil {
				t.Fatal(err)
			}
			return a.ID
		}
		id := account(apptest.MemberA)
		before := len(trail(owner, "entity=account&entity_id="+id))
		since := func() string { return deeds(trail(owner, "entity=account&entity_id="+id)[before:]) }
		one, two := s.LogIn(apptest.MemberA, apptest.Password), s.LogIn(apptest.MemberA, apptest.Password)
		one.Do("POST", store+"/auth/logout", nil).Want(204) // not worth an entry
		two.Do("POST", store+"/auth/password", map[string]any{"current_password": apptest.Password, "new_password": apptest.Password}).Want(200)
		s.LogIn(apptest.MemberA, apptest.Password).Do("POST", store+"/auth/logout-all", nil).Want(204) // the new password ended the others
		if want := "member logged_in, member logged_in, member password_changed, member logged_in, member logged_out"; since() != want {
			t.Errorf("%s\nwant %s", since(), want)
		}
		if e := trail(owner, "actor_id="+id)[0]; e.Network == "" || e.RequestID == "" || e.ActorName == "" {
			t.Errorf("%+v", e)
		}
		// A shopper has no business here, and logging in to the shop is nobody's.
		s.Account("ada@guest.example")
		shopper := account("ada@guest.example")
		in := map[string]any{"email": "ada@guest.example", "password": apptest.Password}
		s.Client().Do("POST", site+"/auth/login", in).Want(200)
		s.Client().Do("POST", store+"/auth/login", in).Want(403)
		if got := trail(owner, "actor_id="+shopper); deeds(got) != "member no_access" {
			t.Errorf("of a shopper: %s", deeds(got))
		}
		chainHolds(t, s)
	})
}

func TestGuessingAtAnAccountIsOneEntryHoweverOftenTheyGuess(t *testing.T) {
	each(t, 10, func(t *testing.T, s *apptest.Shop, _ apptest.Market) {
		owner := s.LogIn(apptest.Owner, apptest.Password)
		for i := range 25 {
			for _, email := range []string{apptest.MemberA, "nobody@haat.example"} {
				_, err := s.Identity.LogIn(context.Background(), identity.LogIn{Email: email, Password: "wrong", Audience: identity.Store, Network: fmt.Sprintf("192.0.2.%d", i)})
				if !errors.Is(err, identity.ErrBadCredentials) && !errors.Is(err, identity.ErrTooManyTries) {
					t.Fatal(err)
				}
			}
		}
		s.Settled()
		if got := deeds(trail(owner, "entity=account")); strings.Count(got, "system log_ins_refused") != 1 {
			t.Error(got)
		}
	})
}

// requestsOf are the lines of a log about requests for a path.
func requestsOf(log, path string) (out []string) {
	for line := range strings.Lines(log) {
		if strings.Contains(line, "msg=request") && strings.Contains(line, "path="+path+" ") {
			out = append(out, line)
		}
	}
	return out
}

func TestTheLogNamesTheAccountOfStaffAndNobodyElses(t *testing.T) {
	var log lockedBuffer
	s := apptest.Start(t, dbtest.Engines()[0], apptest.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	apptest.Fill(t, s.App, 5)
	owner := s.LogIn(apptest.Owner, apptest.Password)
	p, id := program(s, owner, map[string]any{"permissions": []string{"customers.read"}})
	shopper := s.SignUp(s.Client(), "ada@guest.example", "Ada", "Byron")
	for _, c := range []*apptest.Client{owner, p} {
		c.Do("GET", store+"/customers", nil).Want(200)
	}
	shopper.Do("GET", site+"/me", nil).Want(200)
	s.Client().Do("GET", site+"/products", nil).Want(200)
	for path, want := range map[string][]string{store + "/customers": {" account=acc_", " account=" + id}, site + "/me": {""}, site + "/products": {""}} {
		apptest.Eventually(t, 30*time.Second, "lines of "+path, func() bool { return len(requestsOf(log.String(), path)) == len(want) })
		for i, line := range requestsOf(log.String(), path) {
			if account := want[i]; account == "" && strings.Contains(line, "account=") || !strings.Contains(line, account) {
				t.Errorf("%q, want %q", line, account)
			}
		}
	}
}

// unaudited are the writes of the dashboard that concern nobody else, those that
// ask for something which is recorded once it happens, and those the test of all
// routes repeats, which change nothing the second time.
func unaudited(op operation) bool {
	return strings.HasPrefix(op.id, "me-preferences-") || slices.Contains([]string{
		"auth-refresh", "auth-logout", "home-preview",
		"auth-change-email", "auth-request-reset", "auth-request-verification",
		"accounts-enable", "auth-logout-others", "home-save", "media-upload", "settings-update", "stores-update"}, op.id)
}

// upload is a picture of one dot.
func upload(_ *world, _ *side, op operation) call {
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\b\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
	body := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dot.png\"\r\nContent-Type: image/png\r\n\r\n" + png + "\r\n--x--\r\n"
	return call{path: op.path, body: body, header: []string{"Content-Type", "multipart/form-data; boundary=x"}}
}
