package notify

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
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

// outbox is a sender that keeps what it is given and fails on demand.
type outbox struct {
	mu    sync.Mutex
	fails []error
	sent  []mail.Message
	tries int

	refused refusals
}

func (o *outbox) Send(_ context.Context, m mail.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tries++
	if err := m.Check(); err != nil {
		return err
	}
	if len(o.fails) > 0 {
		err := o.fails[0]
		o.fails = o.fails[1:]
		if err != nil {
			return err
		}
	}
	o.sent = append(o.sent, m)
	return nil
}

// orders and accounts are one of each.
type orders struct{ order.Order }

func (o orders) Get(ctx context.Context, _ db.Querier, orderID string) (order.Order, error) {
	if orderID != o.ID || !actor.From(ctx).Platform(actor.OrdersRead) {
		return order.Order{}, order.ErrNotFound
	}
	return o.Order, nil
}
func (orders) Token(string) string { return "order-token" }

type accounts struct{}

func (accounts) Get(context.Context, db.Querier, string) (identity.Account, error) {
	return identity.Account{ID: "acc_1", Email: "ada@example.com", Name: "Ada", Locale: "ar"}, nil
}
func (accounts) IssueReset(_ context.Context, requestID string) (string, identity.Account, error) {
	return "reset-token", identity.Account{Email: "ada@example.com"}, nil
}
func (accounts) Registrant(context.Context, db.Querier, string) (identity.Account, error) {
	return identity.Account{Email: "newcomer@example.com", Name: "Win at casino.example", Locale: "ne"}, nil
}
func (accounts) IssueRegistration(_ context.Context, registrationID string) (string, identity.Account, error) {
	return "registration-token", identity.Account{Email: "newcomer@example.com"}, nil
}
func (accounts) IssueVerification(_ context.Context, requestID string) (string, identity.Account, error) {
	return "verify-token", identity.Account{Email: "new@example.com"}, nil
}

// kiln is a seller with two owners, one of them at the seller's own address.
func kiln(_ context.Context, _ db.Querier, sellerID string) (seller.Seller, []identity.Account, error) {
	v := seller.Seller{ID: "sel_1", Name: "Kiln Pottery", Email: "kiln@haat.example"}
	switch sellerID {
	case "sel_1":
		return v, []identity.Account{{Email: "Kiln@haat.example", Name: "Asha", Locale: "ne"}, {Email: "omar@haat.example", Name: "Omar", Locale: "ar"}}, nil
	case "sel_2":
		return v, []identity.Account{{Email: "omar@haat.example", Name: "Omar", Locale: "ar"}}, nil
	case "sel_3":
		return v, nil, nil
	}
	return seller.Seller{}, nil, seller.ErrNotFound
}

func bought() order.Order {
	return order.Order{
		ID: "ord_1", Number: 1001, Email: "ada@example.com", Currency: "USD", Locale: "ne", PaymentMethod: "cod",
		ShippingAddress: &address.Address{FirstName: "Ada", LastName: "Byron", Line1: "Oak 12", City: "Kathmandu", Country: "NP"},
		Sums:            order.Sums{Subtotal: 3600, Shipping: 500, Total: 4100},
		StoreOrders:     []order.StoreOrder{{ID: "so_1", StoreName: "Kiln"}, {ID: "so_2", StoreName: "Loom"}},
		Lines: []order.Line{
			{StoreOrderID: "so_1", Role: order.Goods, Title: "Mug", VariantTitle: "Ink", Quantity: 2, Subtotal: 3000},
			{StoreOrderID: "so_2", Role: order.Goods, Title: "Scarf", Quantity: 1, Subtotal: 600},
			{StoreOrderID: "so_1", Role: order.Shipping, Title: "Standard", Quantity: 1, Subtotal: 500},
		},
	}
}

// declare names the events of rooms this test does not build.
func declare(w *dbtest.World) {
	w.Events.Declare(order.Placed{}, order.PaidEvent{}, order.FulfilledEvent{}, order.DeliveredEvent{}, order.CancelledEvent{},
		identity.ResetRequested{}, identity.Invited{}, identity.VerificationRequested{},
		identity.RegistrationRequested{}, identity.RegistrationOfKnown{}, identity.EmailChanged{}, identity.PasswordChanged{}, seller.StatusChanged{})
}

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *Service, o *outbox)) {
	sets := append(settingstest.Sets(), Migrations())
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		w, box := dbtest.NewWorld(d), &outbox{}
		set := settingstest.New(t, w)
		declare(w)
		s := New(Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Jobs: w.Jobs, Log: w.Log, Journal: journal.Discard{}, Settings: set,
			Orders: orders{bought()}, Accounts: accounts{}, Staff: staff, Refused: box.refused.between, Sender: box, Transport: "test", From: "shop@haat.example",
			Tracking: func(context.Context, db.Querier, string) (Tracking, error) {
				return Tracking{Carrier: "Yeti Post", Number: "YP1", URL: "https://track.example/YP1"}, nil
			},
			Seller:  kiln,
			BaseURL: func() string { return "https://haat.example/" }})
		w.Run(t)
		fn(t, w, s, box)
	})
}

type anyEvent interface{ EventName() string }

func publish(t *testing.T, w *dbtest.World, events ...anyEvent) {
	t.Helper()
	err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		for _, e := range events {
			if err := w.Events.Publish(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Settle(t)
}

func log(t *testing.T, w *dbtest.World, s *Service) []Delivery {
	t.Helper()
	l, err := s.List(system(context.Background()), w.DB, Filter{}, page.Request{})
	if err != nil {
		t.Fatal(err)
	}
	return l.Items
}

func TestABuyerIsToldEachStepInTheOrdersLanguage(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		for _, c := range []struct {
			event anyEvent
			kind  Kind
			want  []string
			not   string
		}{
			{order.Placed{OrderID: "ord_1", Number: 1001}, OrderPlaced, []string{"#1001", "Mug – Ink", "Scarf", "US$\u00a041.00", "Kathmandu", "https://haat.example/o/ord_1/order-token", "भुक्तानी सामान पाएपछि"}, "Standard ("},
			{order.PaidEvent{OrderID: "ord_1"}, OrderPaid, []string{"#1001"}, ""},
			{order.FulfilledEvent{OrderID: "ord_1", StoreOrderID: "so_1", ShipmentID: "ful_1"}, OrderShipped, []string{"Kiln", "Yeti Post", "https://track.example/YP1", "Mug"}, "Scarf"},
			{order.DeliveredEvent{OrderID: "ord_1", StoreOrderID: "so_2"}, OrderDelivered, []string{"Loom", "Scarf"}, "Mug"},
			{order.CancelledEvent{OrderID: "ord_1", StoreOrderIDs: []string{"so_2"}}, OrderCancelled, []string{"Loom", "Scarf"}, "Mug"},
			{order.CancelledEvent{OrderID: "ord_1", StoreOrderIDs: []string{"so_1", "so_2"}, Whole: true}, OrderCancelled, []string{"Mug", "Scarf"}, ""},
		} {
			publish(t, w, c.event)
			m := box.sent[len(box.sent)-1]
			if m.To != (mail.Address{Name: "Ada Byron", Email: "ada@example.com"}) || m.Language != "ne" || !strings.Contains(m.Subject, "1001") {
				t.Errorf("%s: %+v", c.kind, m)
			}
			for _, want := range c.want {
				if !strings.Contains(m.Text, want) || !strings.Contains(m.HTML, want) {
					t.Errorf("%s: %q is missing in\n%s", c.kind, want, m.Text)
				}
			}
			if c.not != "" && strings.Contains(m.Text, c.not) {
				t.Errorf("%s: %q is no business of this message", c.kind, c.not)
			}
			if d := log(t, w, s)[0]; d.Kind != c.kind || d.Status != Sent || d.Attempts != 1 || d.SubjectID != "ord_1" || d.Subject != m.Subject || d.Transport != "test" {
				t.Errorf("%+v", d)
			}
		}
	})
}

func TestLinksThatOpenAnAccountAreMailedAndNotKept(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		publish(t, w, identity.ResetRequested{AccountID: "acc_1", RequestID: "r1", Audience: "store"}, identity.VerificationRequested{AccountID: "acc_1", RequestID: "r2", Audience: "site"})
		if len(box.sent) != 2 {
			t.Fatalf("%d mails", len(box.sent))
		}
		all := box.sent[0].Text + box.sent[1].Text
		for _, want := range []string{"https://haat.example/dashboard/reset?token=reset-token", "https://haat.example/verify?token=verify-token"} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is missing in %s", want, all)
			}
		}
		for _, d := range log(t, w, s) {
			_, c, err := s.Get(system(context.Background()), w.DB, d.ID)
			if err != nil || strings.Contains(c.Text+c.HTML, "-token") || c.Text == "" {
				t.Errorf("%v: %s", err, c.Text)
			}
			if d.Locale != "ar" || d.SubjectID != "acc_1" {
				t.Errorf("%+v", d)
			}
		}
	})
}

// Anybody can register anybody: what they typed must not become a message from the shop (N9).
func TestTheLetterOfARegistrationSaysNothingAStrangerTyped(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		publish(t, w, identity.RegistrationRequested{RegistrationID: "reg_1"})
		if len(box.sent) != 1 {
			t.Fatalf("%d mails", len(box.sent))
		}
		m := box.sent[0]
		if m.To != (mail.Address{Email: "newcomer@example.com"}) || strings.Contains(m.Subject+m.Text+m.HTML, "casino") {
			t.Errorf("%+v", m)
		}
		if !strings.Contains(m.Text, "/register/confirm?token=registration-token") || m.Language != "ne" {
			t.Errorf("it cannot be finished:\n%s", m.Text)
		}
		if d := log(t, w, s)[0]; d.Kind != Registration || d.RecipientName != "" || d.Status != Sent {
			t.Errorf("%+v", d)
		}
	})
}

// Whoever may invite can type any address: the letter to somebody new is the shop's alone (N9).
func TestWhoIsInvitedIsMailedTheWayInAndWhoIsKnownToLogIn(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		publish(t, w, identity.Invited{AccountID: "acc_1", RequestID: "r1", SellerID: "sel_1"})
		publish(t, w, identity.Invited{AccountID: "acc_1"})
		if len(box.sent) != 2 {
			t.Fatalf("%d mails", len(box.sent))
		}
		fresh, known := box.sent[0], box.sent[1]
		if !strings.Contains(fresh.Text, "https://haat.example/dashboard/join?token=reset-token") || strings.Contains(fresh.Text, "Ada") || fresh.To.Name != "" {
			t.Errorf("to somebody new: %+v", fresh)
		}
		if !strings.Contains(known.Text, "https://haat.example/dashboard/login") || strings.Contains(known.Text, "token") || !strings.Contains(known.Text, "Ada") {
			t.Errorf("to who has a password: %+v", known)
		}
		for _, d := range log(t, w, s) {
			if _, c, err := s.Get(system(context.Background()), w.DB, d.ID); err != nil || strings.Contains(c.Text+c.HTML, "-token") || d.Locale != "ar" || !strings.HasPrefix(string(d.Kind), "invitation") {
				t.Errorf("%+v %v", d, err)
			}
		}
	})
}

func TestAnEventHeardTwiceIsOneDelivery(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
					return s.queueTx(ctx, tx, Delivery{EventID: "evt_1", Kind: OrderPaid, Recipient: "ada@example.com", SubjectID: "ord_1"}, detail{})
				}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		w.Settle(t)
		if len(box.sent) != 1 || len(log(t, w, s)) != 1 {
			t.Errorf("%d mails, %d deliveries", len(box.sent), len(log(t, w, s)))
		}
	})
}

func TestAnOrderThatWasRemovedMeanwhileIsToldOfToNobody(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		publish(t, w, order.Placed{OrderID: "ord_gone", Number: 7}, order.PaidEvent{OrderID: "ord_gone"})
		if len(box.sent) != 0 || len(log(t, w, s)) != 0 {
			t.Errorf("%d mails, %d deliveries", len(box.sent), len(log(t, w, s)))
		}
		if n, err := w.Jobs.CountKinds(context.Background(), w.DB); err != nil || len(n) != 0 {
			t.Errorf("work is left: %+v %v", n, err)
		}
		publish(t, w, order.Placed{OrderID: bought().ID, Number: 1042})
		about := log(t, w, s)
		if len(about) == 0 {
			t.Fatal("the other order was not told of either")
		}
		err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return s.EraseTx(ctx, tx, []string{bought().ID}) })
		if !errors.Is(err, actor.ErrForbidden) {
			t.Error("anybody erases letters:", err)
		}
		err = w.DB.InTx(system(context.Background()), func(ctx context.Context, tx db.Tx) error { return s.EraseTx(ctx, tx, []string{bought().ID}) })
		if left := log(t, w, s); err != nil || len(left) != 0 {
			t.Errorf("%d letters are left, %v", len(left), err)
		}
	})
}

// A program that stops gives its job back uncounted, so a second run may call itself the first.
func TestAFirstAttemptThatIsRepeatedIsStillOneDelivery(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		box.fails = []error{mail.ErrUnavailable}
		env := event.Envelope{ID: "evt_1", OccurredAt: w.Clock.Now()}
		d := Delivery{Kind: OrderPaid, Recipient: "ada@example.com", SubjectID: "ord_1"}
		run := func() error {
			return s.announce(context.Background(), job.Info{ID: "job_1", Attempt: 1}, env, d, detail{}, nil)
		}
		if err := run(); !errors.Is(err, mail.ErrUnavailable) {
			t.Fatal(err)
		}
		if err := run(); err != nil {
			t.Fatal(err)
		}
		if all := log(t, w, s); len(all) != 1 || all[0].Status != Sent || all[0].Attempts != 2 || box.sent[0].ID != "mail_1" {
			t.Errorf("%+v", all)
		}
	})
}

func TestATemporaryFailureIsTriedAgainWithTheSameID(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		box.fails = []error{mail.ErrUnavailable, errors.New("broken pipe")}
		publish(t, w, order.PaidEvent{OrderID: "ord_1"})
		waitUntil(t, func() bool { d := log(t, w, s); return len(d) == 1 && d[0].Status == Sent })
		d := log(t, w, s)[0]
		if d.Attempts != 3 || d.LastError != "" || d.SentAt == nil || box.sent[0].ID != d.ID {
			t.Errorf("%+v", d)
		}
		// The same letter to the byte: a file of it is overwritten, and a server
		// that took it before its answer was lost sees the same one.
		if !box.sent[0].At.Equal(d.CreatedAt) {
			t.Errorf("written at %s, dated %s", d.CreatedAt, box.sent[0].At)
		}
	})
}

func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	if !dbtest.Wait(20*time.Second, done) {
		t.Fatal("it never happened")
	}
}

func TestAFinalRefusalIsNotTriedAgainUntilSomebodyAsks(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		box.fails = []error{mail.ErrRejected}
		publish(t, w, order.PaidEvent{OrderID: "ord_1"})
		d := log(t, w, s)[0]
		if d.Status != Failed || d.Attempts != 1 || box.tries != 1 || !strings.Contains(d.LastError, "mail.rejected") {
			t.Errorf("%d tries, %+v", box.tries, d)
		}
		if err := s.Retry(context.Background(), d.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("anybody may retry: %v", err)
		}
		if err := s.Retry(system(context.Background()), d.ID); err != nil {
			t.Fatal(err)
		}
		w.Settle(t)
		if d := log(t, w, s)[0]; d.Status != Sent || len(box.sent) != 1 {
			t.Errorf("%+v", d)
		}
		if err := s.Retry(system(context.Background()), d.ID); !errors.Is(err, ErrSent) {
			t.Errorf("a sent message can be sent again: %v", err)
		}
	})
}

func TestOldDeliveriesAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, _ *outbox) {
		publish(t, w, order.PaidEvent{OrderID: "ord_1"})
		prune := func() int {
			if err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				_, err := s.prune(ctx, tx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return len(log(t, w, s))
		}
		if n := prune(); n != 1 {
			t.Errorf("%d left of a fresh one", n)
		}
		w.Clock.Advance(keep + time.Hour)
		if n := prune(); n != 0 {
			t.Errorf("%d left after half a year", n)
		}
	})
}

func TestTheLogIsForThePlatformOnly(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, _ *outbox) {
		publish(t, w, order.PaidEvent{OrderID: "ord_1"}, order.Placed{OrderID: "ord_1"})
		api := httpxtest.New(t, func(a huma.API) { s.RegisterStore(a) })
		owner := actor.Actor{Kind: actor.Member, AccountID: "acc_o", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}
		member := actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_1", StoreIDs: []string{"sto_1"}, Perms: actor.SellerPerms()}}}
		var list page.List[Delivery]
		api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/mail?kind=order_placed&status=sent&subject_id=ord_1"}).Want(http.StatusOK).Into(&list)
		if len(list.Items) != 1 || list.Items[0].Kind != OrderPlaced {
			t.Errorf("%+v", list)
		}
		var got Message
		api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/mail/" + list.Items[0].ID}).Want(http.StatusOK).Into(&got)
		if got.ID != list.Items[0].ID || !strings.Contains(got.Content.Text, "Mug") {
			t.Errorf("%+v", got)
		}
		api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/mail/mail_none"}).Want(http.StatusNotFound)
		api.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/mail/" + got.ID + "/retry"}).Want(http.StatusConflict)
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/mail"}).Want(http.StatusForbidden)
		if l, err := s.List(actor.With(context.Background(), member), w.DB, Filter{}, page.Request{}); err != nil || len(l.Items) != 0 {
			t.Errorf("%v, %v", l, err)
		}
		// Paging shows every row once.
		var kinds []Kind
		for p := (page.Request{Limit: 1}); ; {
			l, err := s.List(system(context.Background()), w.DB, Filter{}, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range l.Items {
				kinds = append(kinds, d.Kind)
			}
			if p.Cursor = l.Next; p.Cursor == "" {
				break
			}
		}
		if len(kinds) != 2 || cmp.Equal(kinds[0], kinds[1]) {
			t.Error(kinds)
		}
	})
}
