package payment_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/paymenttest"
)

// acme is a provider in this process, whose webhooks the tests write.
type acme struct {
	begun     atomic.Int64
	refunded  atomic.Int64
	refuse    atomic.Bool
	knows     atomic.Pointer[payment.Fact]
	lookedFor atomic.Int64
}

func (*acme) Code() string { return "acme" }
func (a *acme) Begin(_ context.Context, in payment.BeginInput) (payment.Begun, error) {
	a.begun.Add(1)
	return payment.Begun{ProviderRef: "ref-" + in.PaymentID, Next: payment.NextAction{Type: payment.Redirect, URL: "https://acme.example/" + in.PaymentID}}, nil
}
func (*acme) ParseWebhook(header map[string][]string, raw []byte, _ time.Time) (payment.Fact, error) {
	var f payment.Fact
	if http.Header(header).Get("Acme") != "signed" {
		return f, payment.ErrBadWebhook
	}
	return f, json.Unmarshal(raw, &f)
}
func (a *acme) Refund(_ context.Context, in payment.RefundInput) (string, error) {
	if a.refuse.Load() {
		return "", payment.ErrDeclined
	}
	a.refunded.Add(in.Amount.Minor)
	return "r-" + in.RefundID, nil
}
func (a *acme) Lookup(context.Context, string) (payment.Fact, error) {
	a.lookedFor.Add(1)
	if f := a.knows.Load(); f != nil {
		return *f, nil
	}
	return payment.Fact{Kind: payment.SaysNothing}, nil
}

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *payment.Service, p *acme)) {
	dbtest.Each(t, paymenttest.Sets(), func(t *testing.T, d *db.DB) {
		w, p := dbtest.NewWorld(d), &acme{}
		fn(t, w, paymenttest.New(w, p), p)
	})
}

func create(t *testing.T, w *dbtest.World, s *payment.Service, method string) payment.Payment {
	t.Helper()
	var p payment.Payment
	inTx(t, w, func(ctx context.Context, tx db.Tx) (err error) {
		p, err = s.CreateTx(ctx, tx, payment.Create{OrderID: "ord_1", OrderNumber: "1001", Method: method, Amount: money.New(1000, "USD")})
		return err
	})
	return p
}

func inTx(t *testing.T, w *dbtest.World, fn func(ctx context.Context, tx db.Tx) error) {
	t.Helper()
	if err := w.DB.InTx(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, w *dbtest.World, s *payment.Service, id string) payment.Payment {
	t.Helper()
	return paymenttest.Must(s.Get(context.Background(), w.DB, id))(t)
}

func send(s *payment.Service, f payment.Fact) error {
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return s.HandleWebhook(context.Background(), "acme", http.Header{"Acme": {"signed"}}, raw)
}

func paid(p payment.Payment, event string, total int64) payment.Fact {
	return payment.Fact{EventID: event, PaymentID: p.ID, Kind: payment.SaysCaptured, Total: total, Currency: "USD"}
}

func TestMethodsAreOfferedWhenTheyCanBeUsed(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		codes := func(total int64) (codes []string) {
			for _, m := range paymenttest.Must(s.Methods(context.Background(), w.DB, payment.Offer{Currency: "USD", Total: total}))(t) {
				codes = append(codes, m.Code)
			}
			return codes
		}
		if diff := cmp.Diff([]string{"cod", "bank_transfer", "acme"}, codes(1)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"cod", "bank_transfer"}, codes(0)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestManualMethodsAreCapturedByHandOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		p := create(t, w, s, payment.BankTransfer)
		if p.Reference == "" || p.ExpiresAt == nil || !p.ExpiresAt.Equal(dbtest.Start.Add(7*24*time.Hour)) {
			t.Errorf("%+v", p)
		}
		if next := paymenttest.Must(s.Begin(context.Background(), p.ID, "/back"))(t); next != (payment.NextAction{}) {
			t.Errorf("a bank transfer redirects: %+v", next)
		}
		for range 2 {
			inTx(t, w, func(ctx context.Context, tx db.Tx) error { return s.CaptureManualTx(ctx, tx, p.ID) })
		}
		if got := get(t, w, s, p.ID); got.Status != payment.Captured || got.Captured != 1000 {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]string{"payment.captured"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
		card := payment.Create{OrderID: "ord_2", OrderNumber: "1002", Method: "acme", Amount: money.New(1, "USD")}
		err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			p, err := s.CreateTx(ctx, tx, card)
			if err != nil {
				return err
			}
			return s.CaptureManualTx(ctx, tx, p.ID)
		})
		if !errors.Is(err, payment.ErrNotManual) {
			t.Errorf("a card payment was captured by hand: %v", err)
		}
	})
}

func TestAskingAgainVoidsWhatIsUnfinishedAndRefusesWhatIsPaid(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		first := create(t, w, s, "acme")
		second := create(t, w, s, payment.CashOnDelivery)
		if got := get(t, w, s, first.ID); got.Status != payment.Voided {
			t.Errorf("the first is %s", got.Status)
		}
		inTx(t, w, func(ctx context.Context, tx db.Tx) error { return s.CaptureManualTx(ctx, tx, second.ID) })
		err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := s.CreateTx(ctx, tx, payment.Create{OrderID: "ord_1", Method: "acme", Amount: money.New(1, "USD")})
			return err
		})
		if !errors.Is(err, payment.ErrAlreadyPaid) {
			t.Error(err)
		}
		if all := paymenttest.Must(s.OfOrder(context.Background(), w.DB, "ord_1"))(t); len(all) != 2 || all[0].ID != first.ID {
			t.Errorf("%+v", all)
		}
	})
}

func TestAWebhookIsWorkedOnceWhateverItIsSent(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, p *acme) {
		var mu sync.Mutex
		var heard []string
		s.BeforeChange.Add("test", func(_ context.Context, _ db.Tx, orderID string) error {
			mu.Lock()
			defer mu.Unlock()
			heard = append(heard, "before "+orderID)
			return nil
		})
		s.AfterChange.Add("test", func(_ context.Context, _ db.Tx, c payment.Changed) error {
			mu.Lock()
			defer mu.Unlock()
			heard = append(heard, fmt.Sprintf("%s → %s %d %v", c.From, c.To, c.Captured, c.Mismatch))
			return nil
		})
		made := create(t, w, s, "acme")
		for range 2 { // begun twice is one payment with one answer
			if next := paymenttest.Must(s.Begin(context.Background(), made.ID, "/back"))(t); next.URL != "https://acme.example/"+made.ID {
				t.Errorf("%+v", next)
			}
		}
		w.Run(t)
		for range 3 {
			if err := send(s, paid(made, "evt_1", 1000)); err != nil {
				t.Fatal(err)
			}
		}
		w.Settle(t)
		if err := send(s, payment.Fact{EventID: "evt_0", PaymentID: made.ID, Kind: payment.SaysFailed, Reason: "earlier"}); err != nil {
			t.Fatal(err)
		}
		w.Settle(t)
		if got := get(t, w, s, made.ID); got.Status != payment.Captured || got.Captured != 1000 || got.Failure != "" {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]string{"before ord_1", "pending → captured 1000 false", "before ord_1"}, heard); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"payment.captured"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAWebhookNobodySignedIsNotKept(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		made := create(t, w, s, "acme")
		raw, _ := json.Marshal(paid(made, "evt_1", 1000))
		if err := s.HandleWebhook(context.Background(), "acme", http.Header{}, raw); !errors.Is(err, payment.ErrBadWebhook) {
			t.Error(err)
		}
		if err := s.HandleWebhook(context.Background(), "nobody", http.Header{}, raw); !errors.Is(err, payment.ErrUnknownProvider) {
			t.Error(err)
		}
		w.Run(t)
		w.Settle(t)
		if got := get(t, w, s, made.ID); got.Status != payment.Pending {
			t.Errorf("%+v", got)
		}
	})
}

func TestMoneyThatIsNotWhatWasAskedForIsAMismatch(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		var mismatches atomic.Int64
		s.AfterChange.Add("test", func(_ context.Context, _ db.Tx, c payment.Changed) error {
			if c.Mismatch {
				mismatches.Add(1)
			}
			return nil
		})
		made := create(t, w, s, "acme")
		w.Run(t)
		other := paid(made, "evt_1", 1000)
		other.Currency = "EUR"
		for _, f := range []payment.Fact{other, paid(made, "evt_2", 999)} {
			if err := send(s, f); err != nil {
				t.Fatal(err)
			}
			w.Settle(t)
		}
		if got := get(t, w, s, made.ID); got.Captured != 999 || mismatches.Load() != 2 {
			t.Errorf("%d mismatches, %+v", mismatches.Load(), got)
		}
	})
}

func TestMoneyForAVoidedPaymentIsReportedNotLost(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		made := create(t, w, s, "acme")
		inTx(t, w, func(ctx context.Context, tx db.Tx) error { return s.VoidTx(ctx, tx, "ord_1") })
		var from payment.Status
		s.AfterChange.Add("test", func(ctx context.Context, tx db.Tx, c payment.Changed) error {
			from = c.From
			_, err := s.RefundTx(ctx, tx, payment.GiveBack{PaymentID: c.PaymentID, Amount: c.Captured - c.Refunded, Reason: "late"})
			if errors.Is(err, payment.ErrInvalid) {
				return nil // our own refund was reported: nothing is left to give back
			}
			return err
		})
		w.Run(t)
		if err := send(s, paid(made, "evt_1", 1000)); err != nil {
			t.Fatal(err)
		}
		w.Settle(t)
		if got := get(t, w, s, made.ID); got.Status != payment.Refunded || got.Refunded != 1000 {
			t.Errorf("%+v (from %s)", got, from)
		}
	})
}

func TestParallelRefundsNeverGiveBackMoreThanCame(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, p *acme) {
		made := create(t, w, s, "acme")
		w.Run(t)
		if err := send(s, paid(made, "evt_1", 1000)); err != nil {
			t.Fatal(err)
		}
		w.Settle(t)
		var wg sync.WaitGroup
		var done atomic.Int64
		for range 12 {
			wg.Go(func() {
				err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
					_, err := s.RefundTx(ctx, tx, payment.GiveBack{PaymentID: made.ID, Amount: 300, Reason: "race"})
					return err
				})
				if err == nil {
					done.Add(1)
				} else if !errors.Is(err, payment.ErrOverRefund) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		w.Settle(t)
		if got := get(t, w, s, made.ID); done.Load() != 3 || got.Refunded != 900 || p.refunded.Load() != 900 || got.Status != payment.Captured {
			t.Errorf("%d refunds, provider gave %d, %+v", done.Load(), p.refunded.Load(), got)
		}
	})
}

func TestARefundTheProviderRefusesIsTakenBackAndSaid(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, p *acme) {
		made := create(t, w, s, "acme")
		w.Run(t)
		if err := send(s, paid(made, "evt_1", 1000)); err != nil {
			t.Fatal(err)
		}
		w.Settle(t)
		p.refuse.Store(true)
		inTx(t, w, func(ctx context.Context, tx db.Tx) error {
			_, err := s.RefundTx(ctx, tx, payment.GiveBack{PaymentID: made.ID, Amount: 1000, Reason: "returned"})
			return err
		})
		w.Settle(t)
		if got := get(t, w, s, made.ID); got.Refunded != 0 || got.Status != payment.Captured {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]string{"payment.captured", "payment.refunded", "payment.refund_failed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAWebhookThatNeverCameIsAskedFor(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, p *acme) {
		made := create(t, w, s, "acme")
		paymenttest.Must(s.Begin(context.Background(), made.ID, "/back"))(t)
		fact := paid(made, "looked up", 1000)
		p.knows.Store(&fact)
		w.Clock.Advance(10 * time.Minute)
		w.Run(t)
		if dbtest.Wait(20*time.Second, func() bool { return get(t, w, s, made.ID).Status == payment.Captured }) {
			return
		}
		t.Errorf("looked up %d times: %+v", p.lookedFor.Load(), get(t, w, s, made.ID))
	})
}

func TestPaymentsOfAnOrderAreForThePlatformOnly(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *payment.Service, _ *acme) {
		made := create(t, w, s, "acme")
		api := httpxtest.New(t, func(a huma.API) { s.RegisterStore(a) })
		var list struct{ Items []payment.Record }
		call := httpxtest.Call{As: actor.Actor{Kind: actor.Member, AccountID: "acc_1", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}, Method: "GET", Path: "/payments?order_id=ord_1"}
		api.Do(call).Want(http.StatusOK).Into(&list)
		if len(list.Items) != 1 || list.Items[0].ID != made.ID || list.Items[0].Amount != money.New(1000, "USD") {
			t.Errorf("%+v", list)
		}
		call.Path = "/payments/" + made.ID + "/refunds"
		api.Do(call).Want(http.StatusOK)
		call.As.Grants = []actor.Grant{{SellerID: "sel_1", StoreIDs: []string{"sto_1"}, Perms: actor.SellerPerms()}}
		api.Do(call).Want(http.StatusForbidden)
	})
}

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	dbtest.Each(t, paymenttest.Sets(), func(t *testing.T, d *db.DB) {
		if n, err := db.PrepareAll(context.Background(), d); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}

// demo is a provider for demonstrations.
type demo struct{ acme }

func (*demo) DemoOnly() {}

func TestADemonstrationProviderIsGoneOnARealPlatform(t *testing.T) {
	dbtest.Each(t, paymenttest.Sets(), func(t *testing.T, d *db.DB) {
		w, isDemo := dbtest.NewWorld(d), true
		s := payment.New(payment.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Jobs: w.Jobs, Log: w.Log,
			Providers: []payment.Provider{&demo{}}, Demo: func() bool { return isDemo }, BankDetails: func() string { return "" }})
		made := create(t, w, s, "acme")
		isDemo = false
		if all := paymenttest.Must(s.Methods(context.Background(), w.DB, payment.Offer{Currency: "USD", Total: 1}))(t); len(all) != 1 {
			t.Errorf("offered: %+v", all)
		}
		if err := send(s, paid(made, "evt_1", 1000)); !errors.Is(err, payment.ErrUnknownProvider) {
			t.Errorf("its webhook: %v", err)
		}
		if _, err := s.Begin(context.Background(), made.ID, "/back"); !errors.Is(err, payment.ErrUnknownMethod) {
			t.Errorf("begun: %v", err)
		}
	})
}
