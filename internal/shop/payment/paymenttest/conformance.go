package paymenttest

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Harness drives one provider against its loopback counterpart.
type Harness struct {
	Provider payment.Provider
	// Pay and Decline do what the shopper does at the provider and answer the webhook that
	// follows, as it came over the wire.
	Pay     func(t *testing.T, b payment.Begun) (http.Header, []byte)
	Decline func(t *testing.T, b payment.Begun) (http.Header, []byte)
	// Now is the time the provider signs at.
	Now func() time.Time
}

// Run proves a provider; fresh answers a new harness.
func Run(t *testing.T, fresh func(t *testing.T) Harness) {
	for name, prove := range map[string]func(*testing.T, Harness){
		"beginning twice is one payment":                   beginsOnce,
		"a payment is heard with its amount and our id":    hearsPayment,
		"a declined payment is heard as failed":            hearsDecline,
		"a webhook nobody signed is refused":               refusesForged,
		"a webhook played again later is refused":          refusesOld,
		"a refund is made once per id":                     refundsOnce,
		"an open payment is looked up as open, then known": looksUp,
		"nothing is asked inside a transaction":            refusesTransaction,
	} {
		t.Run(name, func(t *testing.T) { prove(t, fresh(t)) })
	}
}

func input() payment.BeginInput {
	return payment.BeginInput{PaymentID: "pay_01", OrderNumber: "1001", Amount: money.New(1999, "USD"), ReturnURL: "/orders/ord_1"}
}

func begin(t *testing.T, h Harness) payment.Begun {
	t.Helper()
	return Must(h.Provider.Begin(t.Context(), input()))(t)
}

func beginsOnce(t *testing.T, h Harness) {
	first := begin(t, h)
	if first.ProviderRef == "" || first.Next.Type != payment.Redirect || first.Next.URL == "" {
		t.Errorf("%+v", first)
	}
	if diff := cmp.Diff(first, begin(t, h)); diff != "" {
		t.Error(diff)
	}
}

func hearsPayment(t *testing.T, h Harness) {
	b := begin(t, h)
	header, raw := h.Pay(t, b)
	got := Must(h.Provider.ParseWebhook(header, raw, h.Now()))(t)
	want := payment.Fact{EventID: got.EventID, PaymentID: "pay_01", ProviderRef: b.ProviderRef, Kind: payment.SaysCaptured, Total: 1999, Currency: "USD"}
	if diff := cmp.Diff(want, got); diff != "" || got.EventID == "" {
		t.Error(diff)
	}
	if again := Must(h.Provider.ParseWebhook(header, raw, h.Now()))(t); again != got {
		t.Errorf("read again it is %+v", again)
	}
}

func hearsDecline(t *testing.T, h Harness) {
	b := begin(t, h)
	header, raw := h.Decline(t, b)
	got := Must(h.Provider.ParseWebhook(header, raw, h.Now()))(t)
	if got.Kind != payment.SaysFailed || got.PaymentID != "pay_01" || got.Reason == "" || got.EventID == "" {
		t.Errorf("%+v", got)
	}
}

func refusesForged(t *testing.T, h Harness) {
	header, raw := h.Pay(t, begin(t, h))
	altered := []byte(string(raw))
	altered[len(altered)/2] ^= 1
	for name, c := range map[string]struct {
		header http.Header
		raw    []byte
	}{
		"one bit of the body": {header, altered}, "no signature": {http.Header{}, raw},
		"no body": {header, nil}, "more body": {header, append([]byte(string(raw)), ' ')},
	} {
		if f, err := h.Provider.ParseWebhook(c.header, c.raw, h.Now()); !errors.Is(err, payment.ErrBadWebhook) || f != (payment.Fact{}) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func refusesOld(t *testing.T, h Harness) {
	header, raw := h.Pay(t, begin(t, h))
	for _, later := range []time.Duration{time.Hour, -time.Hour} {
		if _, err := h.Provider.ParseWebhook(header, raw, h.Now().Add(later)); !errors.Is(err, payment.ErrBadWebhook) {
			t.Errorf("%v later: %v", later, err)
		}
	}
}

func refundsOnce(t *testing.T, h Harness) {
	b := begin(t, h)
	h.Pay(t, b)
	in := payment.RefundInput{ProviderRef: b.ProviderRef, RefundID: "ref_01", Amount: money.New(500, "USD")}
	first := Must(h.Provider.Refund(t.Context(), in))(t)
	if second := Must(h.Provider.Refund(t.Context(), in))(t); first == "" || first != second {
		t.Errorf("%q, then %q", first, second)
	}
	in.ProviderRef = "unknown"
	if _, err := h.Provider.Refund(t.Context(), in); !errors.Is(err, payment.ErrDeclined) {
		t.Errorf("a refund of an unknown payment: %v", err)
	}
}

func looksUp(t *testing.T, h Harness) {
	b := begin(t, h)
	if f := Must(h.Provider.Lookup(t.Context(), b.ProviderRef))(t); f.Kind != payment.SaysNothing {
		t.Errorf("open: %+v", f)
	}
	header, raw := h.Pay(t, b)
	heard := Must(h.Provider.ParseWebhook(header, raw, h.Now()))(t)
	f := Must(h.Provider.Lookup(t.Context(), b.ProviderRef))(t)
	if f.Kind != heard.Kind || f.Total != heard.Total || f.Currency != heard.Currency || f.EventID == "" {
		t.Errorf("paid: %+v", f)
	}
}

func refusesTransaction(t *testing.T, h Harness) {
	d := dbtest.Open(t, db.SQLite, dbtest.Kit())
	b := begin(t, h)
	err := d.InTx(t.Context(), func(ctx context.Context, _ db.Tx) error {
		_, beginErr := h.Provider.Begin(ctx, input())
		_, refundErr := h.Provider.Refund(ctx, payment.RefundInput{ProviderRef: b.ProviderRef, RefundID: "ref_02", Amount: money.New(1, "USD")})
		_, lookupErr := h.Provider.Lookup(ctx, b.ProviderRef)
		for name, err := range map[string]error{"begin": beginErr, "refund": refundErr, "look up": lookupErr} {
			if err == nil {
				t.Errorf("%s was done", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
