package notify

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/seller"
)

func TestOfAnotherAddressTheOldOneIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		at := w.Clock.Now()
		publish(t, w, identity.EmailChanged{AccountID: "acc_1", OldEmail: "old@example.com", Audience: "site"}, identity.EmailChanged{AccountID: "acc_1", OldEmail: "older@example.com", Audience: "store"})
		slices.SortFunc(box.sent, func(a, b mail.Message) int { return strings.Compare(a.To.Email, b.To.Email) })
		for i, c := range []struct{ to, link string }{{"old@example.com", "https://haat.example/account"}, {"older@example.com", "https://haat.example/dashboard/account"}} {
			m := box.sent[i]
			if m.To != (mail.Address{Name: "Ada", Email: c.to}) || m.Language != "ar" || !strings.Contains(m.HTML, `href="`+c.link+`"`) || !strings.Contains(m.Text, c.link+"\n") {
				t.Errorf("%+v", m)
			}
			// When it was, what to do, and not where the account went.
			for _, want := range []string{s.texts.Locale("ar").DateTime(at), "UTC", "أخبر", "فورًا"} {
				if !strings.Contains(m.Text, want) || !strings.Contains(m.HTML, want) {
					t.Errorf("%q is missing in\n%s", want, m.Text)
				}
			}
			if strings.Contains(m.Text+m.HTML+m.Subject, "ada@example.com") {
				t.Error("the old address learns the new one")
			}
		}
		if all := log(t, w, s); len(box.sent) != 2 || len(all) != 2 || all[0].Kind != EmailChanged || all[0].Status != Sent || all[0].SubjectID != "acc_1" {
			t.Errorf("%d letters, %+v", len(box.sent), all)
		}
	})
}

func TestAPasswordThatReplacedOneIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		publish(t, w, identity.PasswordChanged{AccountID: "acc_1", Audience: "store"})
		if len(box.sent) != 0 || len(log(t, w, s)) != 0 {
			t.Fatalf("a first password was told: %+v", box.sent)
		}
		publish(t, w, identity.PasswordChanged{AccountID: "acc_1", Audience: "store", Replaced: true}, identity.PasswordChanged{AccountID: "acc_1", Replaced: true})
		if len(box.sent) != 2 {
			t.Fatalf("%d letters", len(box.sent))
		}
		var links []string
		for _, m := range box.sent {
			if m.To != (mail.Address{Name: "Ada", Email: "ada@example.com"}) || m.Language != "ar" || !strings.Contains(m.Text, s.texts.Locale("ar").DateTime(w.Clock.Now())) {
				t.Errorf("%+v", m)
			}
			_, link, _ := strings.Cut(m.Text, "https://haat.example")
			link, _, _ = strings.Cut(link, "\n")
			links = append(links, link)
		}
		slices.Sort(links)
		if diff := cmp.Diff([]string{"/dashboard/forgot", "/forgot"}, links); diff != "" {
			t.Error(diff)
		}
	})
}

func TestASellersStateIsToldToItsAddressAndItsOwnersOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		for _, c := range []struct {
			seller string
			want   []string // whom, and in which language
		}{
			{"sel_1", []string{"Kiln@haat.example ne", "omar@haat.example ar"}},
			{"sel_2", []string{"kiln@haat.example ar", "omar@haat.example ar"}},
			{"sel_3", []string{"kiln@haat.example en"}},
			{"sel_gone", nil},
		} {
			box.sent = nil
			publish(t, w, seller.StatusChanged{SellerID: c.seller, From: seller.Approved, To: seller.Suspended})
			var got []string
			for _, m := range box.sent {
				got = append(got, m.To.Email+" "+m.Language)
				if !strings.Contains(m.Subject, "Kiln Pottery") || !strings.Contains(m.Text, "https://haat.example/dashboard/orders\n") {
					t.Errorf("%+v", m)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", c.seller, diff)
			}
		}
		for _, d := range log(t, w, s) {
			if d.Kind != SellerStatus || d.Status != Sent || d.Attempts != 1 || d.SubjectID != "sel_1" || !d.CreatedAt.Equal(w.Clock.Now()) {
				t.Errorf("%+v", d)
			}
		}
	})
}

func TestOneAddresseeThatIsRefusedIsNoneOfTheOthersBusiness(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		box.fails = []error{mail.ErrRejected}
		publish(t, w, seller.StatusChanged{SellerID: "sel_1", From: seller.Applied, To: seller.Approved})
		states := map[Status]int{}
		for _, d := range log(t, w, s) {
			states[d.Status]++
		}
		if diff := cmp.Diff(map[Status]int{Sent: 1, Failed: 1}, states); diff != "" || len(box.sent) != 1 {
			t.Errorf("%d sent, %s", len(box.sent), diff)
		}
	})
}

// Every step a seller can take has words; the letters of testdata show them.
func TestEveryStepOfASellerHasItsWords(t *testing.T) {
	states, en := []seller.Status{seller.Applied, seller.Approved, seller.Rejected, seller.Suspended, seller.Banned}, loadTexts().Locale("en")
	seen := map[string]bool{}
	for _, from := range states {
		for _, to := range states {
			if !from.CanBecome(to) {
				continue
			}
			turn := turnOf(seller.StatusChanged{From: from, To: to})
			seen[turn] = true
			for _, part := range []string{"subject", "preheader", "intro"} {
				if key := "seller_status." + turn + "." + part; !en.Has(key) {
					t.Errorf("%s to %s: no text %s", from, to, key)
				}
			}
		}
	}
	for _, e := range exhibits() {
		delete(seen, e.detail.Turn)
	}
	if len(seen) > 0 {
		t.Errorf("no letter of these is looked at: %v", seen)
	}
}
