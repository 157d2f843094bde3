// Package sandbox is a card provider for demonstrations. It behaves like a real one: the
// shopper is sent to its page, and what happened there arrives as signed webhooks, twice,
// sometimes late. It takes no card data and moves no money.
package sandbox

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Code is the method's code.
const Code = "sandbox"

// Config of the sandbox.
type Config struct {
	Secret     []byte        // signs webhooks and page addresses
	WebhookURL func() string // where webhooks go: …/api/v1/hooks/sandbox; asked when needed
	PagePath   string        // where Handler is mounted, "/sandbox/pay/" by default
	Clock      clock.Clock
	Log        *slog.Logger
	Client     *http.Client  // nil for one of its own
	Delay      time.Duration // of a late webhook; 5 s by default
	// URL is where an Office answers, with the key both sides share as its password:
	// http://:key@host:port. Empty keeps the sandbox in this program.
	URL string
}

// Sandbox is the provider and the page it sends shoppers to.
type Sandbox struct {
	c    Config
	ctx  context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup
	far  *office // nil: the sandbox is here

	mu      sync.Mutex
	known   map[string]payment.Fact // what this node saw happen, by reference
	refunds map[string]bool
}

var (
	_ payment.Provider = (*Sandbox)(nil)
	_ payment.DemoOnly = (*Sandbox)(nil)
	_ payment.Offered  = (*Sandbox)(nil)
)

// Limits of what a node remembers; a demonstration never gets there.
const maxKnown = 10_000

// New returns the sandbox; Close it when the shop stops. It panics without a secret,
// clock or logger, and on a URL that CheckURL refuses.
func New(c Config) *Sandbox {
	far, err := officeAt(c.URL)
	if err != nil {
		panic(err)
	}
	if far != nil {
		c.Secret = far.key
	}
	if len(c.Secret) < 16 || c.WebhookURL == nil || c.Clock == nil || c.Log == nil {
		panic("sandbox: a dependency is missing")
	}
	if c.PagePath == "" {
		c.PagePath = "/sandbox/pay/"
	}
	if c.Client == nil {
		c.Client = &http.Client{Timeout: 10 * time.Second}
	}
	if c.Delay == 0 {
		c.Delay = 5 * time.Second
	}
	s := &Sandbox{c: c, far: far, known: map[string]payment.Fact{}, refunds: map[string]bool{}}
	if far != nil {
		far.client = c.Client
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	return s
}

// Close stops what is still to be delivered and waits for it.
func (s *Sandbox) Close() {
	s.stop()
	s.wg.Wait()
}

// Code implements payment.Provider.
func (*Sandbox) Code() string { return Code }

// DemoOnly implements payment.DemoOnly.
func (*Sandbox) DemoOnly() {}

// Offer implements payment.Offered.
func (*Sandbox) Offer(payment.Offer) (payment.Method, bool) {
	return payment.Method{Code: Code, Name: "Card (sandbox)", Expires: time.Hour}, true
}

// session is what the page needs to know. It travels in the page's address, signed, so
// that any node can show it.
type session struct {
	PaymentID   string         `json:"p"`
	OrderNumber string         `json:"n"`
	Amount      int64          `json:"a"`
	Currency    money.Currency `json:"c"`
	ReturnURL   string         `json:"r"`
	Webhook     string         `json:"w,omitempty"` // where an office tells of it
}

var errInTransaction = errors.New("sandbox: called inside a transaction")

// Begin implements payment.Provider.
func (s *Sandbox) Begin(ctx context.Context, in payment.BeginInput) (payment.Begun, error) {
	if db.InTransaction(ctx) {
		return payment.Begun{}, errInTransaction
	}
	if err := ctx.Err(); err != nil {
		return payment.Begun{}, payment.ErrUnavailable.Because(err)
	}
	if s.far != nil {
		return s.far.begin(ctx, in, s.c.WebhookURL())
	}
	ref := s.seal(session{PaymentID: in.PaymentID, OrderNumber: in.OrderNumber, Amount: in.Amount.Minor, Currency: in.Amount.Currency, ReturnURL: in.ReturnURL})
	return payment.Begun{ProviderRef: ref, Next: payment.NextAction{Type: payment.Redirect, URL: s.c.PagePath + ref}}, nil
}

// Refund implements payment.Provider: it always works, once per refund id.
func (s *Sandbox) Refund(ctx context.Context, in payment.RefundInput) (string, error) {
	if db.InTransaction(ctx) {
		return "", errInTransaction
	}
	if s.far != nil {
		return s.far.refund(ctx, in)
	}
	if _, err := s.open(in.ProviderRef); err != nil {
		return "", payment.ErrDeclined.Because(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refunds[in.RefundID] = true
	return "sbxr_" + in.RefundID, nil
}

// Lookup implements payment.Provider with what this node saw: a restart forgets, which
// leaves the payment open, as a provider's outage does.
func (s *Sandbox) Lookup(ctx context.Context, providerRef string) (payment.Fact, error) {
	if db.InTransaction(ctx) {
		return payment.Fact{}, errInTransaction
	}
	if s.far != nil {
		return s.far.lookup(ctx, providerRef)
	}
	opened, err := s.open(providerRef)
	if err != nil {
		return payment.Fact{}, payment.ErrNotFound.Because(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.known[providerRef]; ok {
		return f, nil
	}
	return payment.Fact{PaymentID: opened.PaymentID, ProviderRef: providerRef, Kind: payment.SaysNothing, Currency: opened.Currency}, nil
}

func (s *Sandbox) remember(f payment.Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[f.ProviderRef].Kind == payment.SaysCaptured {
		return // money that came does not go by another press of a button
	}
	if len(s.known) >= maxKnown {
		clear(s.known)
	}
	s.known[f.ProviderRef] = f
}

// SignatureHeader carries "t=<unix seconds>,v1=<hex of HMAC-SHA256 over t.body>".
const SignatureHeader = "Sandbox-Signature"

// tolerance is how old, or how early, a webhook may be: longer would let a recorded one be
// played again after its event id was pruned.
const tolerance = 5 * time.Minute

// Sign answers the header for a body sent at a moment.
func (s *Sandbox) Sign(raw []byte, at time.Time) string {
	t := strconv.FormatInt(at.Unix(), 10)
	return "t=" + t + ",v1=" + hex.EncodeToString(s.mac("webhook", t+"."+string(raw)))
}

// ParseWebhook implements payment.Provider.
func (s *Sandbox) ParseWebhook(header map[string][]string, raw []byte, now time.Time) (payment.Fact, error) {
	if err := s.verify(http.Header(header).Get(SignatureHeader), raw, now); err != nil {
		return payment.Fact{}, payment.ErrBadWebhook.Because(err)
	}
	var f payment.Fact
	if err := json.Unmarshal(raw, &f); err != nil {
		return payment.Fact{}, payment.ErrBadWebhook.Because(err)
	}
	if f.EventID == "" || len(f.EventID) > 100 || f.Total < 0 {
		return payment.Fact{}, payment.ErrBadWebhook.Becausef("event %.100q of %d", f.EventID, f.Total)
	}
	return f, nil
}

func (s *Sandbox) verify(signature string, raw []byte, now time.Time) error {
	t, v1, ok := strings.Cut(signature, ",v1=")
	t, isTime := strings.CutPrefix(t, "t=")
	seconds, err := strconv.ParseInt(t, 10, 64)
	if !ok || !isTime || err != nil {
		return fmt.Errorf("signature %.80q", signature)
	}
	given, err := hex.DecodeString(v1)
	if err != nil || !hmac.Equal(given, s.mac("webhook", t+"."+string(raw))) {
		return errors.New("signature does not match")
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > tolerance || age < -tolerance {
		return fmt.Errorf("signed %s ago", age)
	}
	return nil
}

// mac keeps what is signed for one purpose from counting for another.
func (s *Sandbox) mac(purpose, text string) []byte {
	h := hmac.New(sha256.New, s.c.Secret)
	h.Write([]byte("sandbox " + purpose + "\x00" + text))
	return h.Sum(nil)
}
