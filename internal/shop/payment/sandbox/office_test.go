package sandbox_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/paymenttest"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

const key = "a key both sides have"

// far starts an office, and the sandbox of a shop that asks it.
func far(t *testing.T) (*sandbox.Sandbox, *sandbox.Office, *shop, *clock.Manual) {
	t.Helper()
	at := clock.NewManual(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	log := slog.New(slog.DiscardHandler)
	var server *httptest.Server
	o := sandbox.NewOffice(sandbox.Config{Secret: []byte(key), Clock: at, Log: log}, func() string { return server.URL })
	server = httptest.NewServer(o)
	other := &shop{}
	hooks := httptest.NewServer(other)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("", key)
	s := sandbox.New(sandbox.Config{Secret: []byte("not used for this one"), WebhookURL: func() string { return hooks.URL }, Clock: at, Log: log, URL: u.String()})
	t.Cleanup(func() { s.Close(); o.Close(); server.Close(); hooks.Close() })
	return s, o, other, at
}

func TestAnOfficeFarAwayIsAProvider(t *testing.T) {
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness {
		s, _, other, at := far(t)
		do := func(choice string) func(*testing.T, payment.Begun) (http.Header, []byte) {
			return func(t *testing.T, b payment.Begun) (http.Header, []byte) {
				pressFar(t, b, choice)
				waitFor(t, other, 1)
				return other.got[0].header, other.got[0].raw
			}
		}
		return paymenttest.Harness{Provider: s, Pay: do("success"), Decline: do("decline"), Now: at.Now}
	})
}

func pressFar(t *testing.T, b payment.Begun, choice string) {
	t.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(b.Next.URL, url.Values{"choice": {choice}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("the page answers %d", res.StatusCode)
	}
}

func TestTheOfficesBooksHoldWhatWasPaidAndGivenBackOnce(t *testing.T) {
	s, o, other, _ := far(t)
	b := begun(t, s)
	pressFar(t, b, "success")
	pressFar(t, b, "success")
	pressFar(t, b, "decline") // too late
	waitFor(t, other, 2)
	for range 2 {
		paymenttest.Must(s.Refund(t.Context(), payment.RefundInput{ProviderRef: b.ProviderRef, RefundID: "ref_1", Amount: money.New(999, "USD")}))(t)
	}
	for id, amount := range map[string]int64{"ref_1": 1, "ref_2": 1001} {
		if _, err := s.Refund(t.Context(), payment.RefundInput{ProviderRef: b.ProviderRef, RefundID: id, Amount: money.New(amount, "USD")}); err == nil {
			t.Errorf("%s of %d was taken", id, amount)
		}
	}
	if got := o.Ledger()["pay_01"]; got != (sandbox.Entry{Captured: 1999, Refunded: 999}) {
		t.Errorf("the books: %+v", got)
	}
}

func TestAnOfficeTellsNothingWithoutItsKey(t *testing.T) {
	s, o, _, _ := far(t)
	ref := begun(t, s).ProviderRef
	for _, path := range []string{"/v1/payments/" + ref, "/v1/nothing"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.SetBasicAuth("", "another key of some length")
		w := httptest.NewRecorder()
		o.ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized || strings.Contains(w.Body.String(), "pay_01") {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	for _, address := range []string{"x", "http://host:1", "http://:short@host:1", "ftp://:long enough a key@host"} {
		if sandbox.CheckURL(address) == nil {
			t.Errorf("%q is taken for an address", address)
		}
	}
}
