package payment

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/money"
)

// Provider is an outside service that collects money. Every implementation passes
// paymenttest.Run. Calls carry an idempotency key and may be repeated with it; none is
// made inside a transaction, and a provider refuses one that is (db.InTransaction).
type Provider interface {
	// Code is the method's code and the name of the webhook door.
	Code() string
	// Begin asks for money and says where the shopper goes. The same payment begun twice
	// answers the same. Returns ErrUnavailable or ErrDeclined.
	Begin(ctx context.Context, in BeginInput) (Begun, error)
	// ParseWebhook verifies signature and timestamp over the raw body and reads it. header
	// is the request's http.Header. Returns ErrBadWebhook.
	ParseWebhook(header map[string][]string, raw []byte, now time.Time) (Fact, error)
	// Refund gives money back. Returns ErrUnavailable (try again) or ErrDeclined (never).
	Refund(ctx context.Context, in RefundInput) (providerRef string, err error)
	// Lookup asks what became of a payment, for webhooks that never came. A fact of kind
	// SaysNothing means it is still open.
	Lookup(ctx context.Context, providerRef string) (Fact, error)
}

// DemoOnly marks a provider that exists on demonstration platforms only (P8).
type DemoOnly interface{ DemoOnly() }

// Offered lets a provider say how it is shown and when it can be used.
type Offered interface {
	Offer(o Offer) (Method, bool)
}

// BeginInput is one request for money.
type BeginInput struct {
	PaymentID   string // also the idempotency key
	OrderNumber string
	Amount      money.Amount
	ReturnURL   string // where the shopper comes back to, whatever happened
}

// Begun is a provider's answer to Begin.
type Begun struct {
	ProviderRef string
	Next        NextAction
}

// NextAction is what the shopper does next; the zero value is nothing.
type NextAction struct {
	Type string `json:"type" enum:"redirect" doc:"redirect: send the shopper to url."`
	URL  string `json:"url"`
}

// Redirect is the only action so far.
const Redirect = "redirect"

// RefundInput is one request to give money back.
type RefundInput struct {
	ProviderRef string
	RefundID    string // the idempotency key
	Amount      money.Amount
	Reason      string
}

// Offer is what is known when methods are offered.
type Offer struct {
	Currency money.Currency
	Total    int64
	Country  string
}
