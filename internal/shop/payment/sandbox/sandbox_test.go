package sandbox_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/paymenttest"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

// shop is the other end: it keeps the webhooks it gets and can refuse some.
type shop struct {
	mu     sync.Mutex
	refuse int
	got    []webhook
}

type webhook struct {
	header http.Header
	raw    []byte
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse > 0 {
		s.refuse--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	s.got = append(s.got, webhook{r.Header, raw})
}

func (s *shop) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.got)
}

func start(t *testing.T) (*sandbox.Sandbox, *shop, *clock.Manual) {
	t.Helper()
	other := &shop{}
	server := httptest.NewServer(other)
	at := clock.NewManual(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	s := sandbox.New(sandbox.Config{Secret: []byte("a secret of 16 bytes"), WebhookURL: func() string { return server.URL }, Clock: at, Log: slog.New(slog.DiscardHandler), Delay: 300 * time.Millisecond})
	t.Cleanup(func() { s.Close(); server.Close() })
	return s, other, at
}

func press(t *testing.T, s *sandbox.Sandbox, b payment.Begun, choice string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, b.Next.URL, strings.NewReader(url.Values{"choice": {choice}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func waitFor(t *testing.T, s *shop, n int) {
	t.Helper()
	for range 3000 {
		if s.count() >= n {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%d webhooks, want %d", s.count(), n)
}

func begun(t *testing.T, s *sandbox.Sandbox) payment.Begun {
	t.Helper()
	return paymenttest.Must(s.Begin(t.Context(), payment.BeginInput{PaymentID: "pay_01", OrderNumber: "1001", Amount: money.New(1999, "USD"), ReturnURL: "/orders/ord_1"}))(t)
}

func TestTheSandboxIsAProvider(t *testing.T) {
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness {
		s, other, at := start(t)
		do := func(choice string) func(*testing.T, payment.Begun) (http.Header, []byte) {
			return func(t *testing.T, b payment.Begun) (http.Header, []byte) {
				press(t, s, b, choice)
				waitFor(t, other, 1)
				return other.got[0].header, other.got[0].raw
			}
		}
		return paymenttest.Harness{Provider: s, Pay: do("success"), Decline: do("decline"), Now: at.Now}
	})
}

func TestThePageShowsTheAmountAndRunsNoScript(t *testing.T) {
	s, _, _ := start(t)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, begun(t, s).Next.URL, nil))
	page := w.Body.String()
	if w.Code != http.StatusOK || !strings.Contains(page, "19.99 USD") || !strings.Contains(page, "1001") || strings.Contains(page, "<script") {
		t.Errorf("%d: %s", w.Code, page)
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") {
		t.Error(csp)
	}
}

func TestAShopperComesBackAndTheWebhookComesTwice(t *testing.T) {
	s, other, _ := start(t)
	w := press(t, s, begun(t, s), "success")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/orders/ord_1" {
		t.Errorf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	if other.count() == 0 {
		t.Error("the shopper came back before the webhook")
	}
	waitFor(t, other, 2)
	if !bytes.Equal(other.got[0].raw, other.got[1].raw) {
		t.Error("the duplicate differs")
	}
}

func TestALateWebhookComesAfterTheShopper(t *testing.T) {
	s, other, _ := start(t)
	if w := press(t, s, begun(t, s), "delayed"); w.Code != http.StatusSeeOther || other.count() != 0 {
		t.Errorf("%d with %d webhooks", w.Code, other.count())
	}
	waitFor(t, other, 1)
}

func TestAShopThatIsAwayGetsTheWebhookLater(t *testing.T) {
	s, other, _ := start(t)
	other.refuse = 2
	press(t, s, begun(t, s), "decline")
	waitFor(t, other, 1)
}

func TestLeavingSaysNothing(t *testing.T) {
	s, other, _ := start(t)
	if w := press(t, s, begun(t, s), "leave"); w.Code != http.StatusSeeOther {
		t.Error(w.Code)
	}
	s.Close()
	if other.count() != 0 {
		t.Error("a webhook came")
	}
}

func TestAForgedPageAddressIsNotFound(t *testing.T) {
	s, other, _ := start(t)
	b := begun(t, s)
	for _, path := range []string{"/sandbox/pay/", "/sandbox/pay/abc.def", strings.Replace(b.Next.URL, "pay/e", "pay/f", 1)} {
		b.Next.URL = path
		if w := press(t, s, b, "success"); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := press(t, s, begun(t, s), "steal"); w.Code != http.StatusBadRequest || other.count() != 0 {
		t.Error(w.Code, other.count())
	}
}
