package sandbox

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Office is the provider as a service of its own, as real ones are: the shop asks it over
// HTTP (Config.URL) and hears from it by webhook. It outlives the shop, so it knows what
// was paid while the shop was away, and a network with all its faults lies between them.
//
//	POST /v1/payments        begin; the same payment again answers the same
//	GET  /v1/payments/{ref}  what became of it
//	POST /v1/refunds         give money back, once per refund id
//	     /pay/{ref}          the hosted page
type Office struct {
	s    *Sandbox
	mux  *http.ServeMux
	base func() string

	mu       sync.Mutex
	refunded map[string]refundAsked // by refund id
}

// NewOffice returns the service; base is where it is reached. The secret is the key both
// sides share. Close it.
func NewOffice(c Config, base func() string) *Office {
	c.PagePath, c.URL = "/pay/", ""
	if c.WebhookURL == nil {
		c.WebhookURL = func() string { return "" } // each payment says where
	}
	o := &Office{s: New(c), mux: http.NewServeMux(), base: base, refunded: map[string]refundAsked{}}
	o.mux.Handle("/pay/", o.s.Handler())
	o.mux.HandleFunc("POST /v1/payments", o.begin)
	o.mux.HandleFunc("GET /v1/payments/{ref}", o.lookup)
	o.mux.HandleFunc("POST /v1/refunds", o.refund)
	return o
}

// Close stops what is still to be announced.
func (o *Office) Close() { o.s.Close() }

// ServeHTTP implements http.Handler.
func (o *Office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/v1/") {
		_, key, _ := r.BasicAuth()
		if subtle.ConstantTimeCompare([]byte(key), o.s.c.Secret) != 1 {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	}
	o.mux.ServeHTTP(w, r)
}

// beginAsked and the other documents are what travels between shop and office.
type beginAsked struct {
	PaymentID   string         `json:"payment_id"`
	OrderNumber string         `json:"order_number"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	ReturnURL   string         `json:"return_url"`
	WebhookURL  string         `json:"webhook_url"`
}

type beginAnswer struct {
	Ref string `json:"ref"`
	URL string `json:"url"`
}

type refundAsked struct {
	Ref      string         `json:"ref"`
	RefundID string         `json:"refund_id"`
	Amount   int64          `json:"amount"`
	Currency money.Currency `json:"currency"`
}

type refundAnswer struct {
	ID string `json:"id"`
}

func (o *Office) begin(w http.ResponseWriter, r *http.Request) {
	var in beginAsked
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.PaymentID == "" || in.Amount <= 0 || !in.Currency.Valid() {
		http.Error(w, "not a payment", http.StatusBadRequest)
		return
	}
	// The reference is made of what was asked, so asking again is the same payment.
	ref := o.s.seal(session{PaymentID: in.PaymentID, OrderNumber: in.OrderNumber, Amount: in.Amount, Currency: in.Currency, ReturnURL: in.ReturnURL, Webhook: in.WebhookURL})
	reply(w, beginAnswer{Ref: ref, URL: o.base() + "/pay/" + ref})
}

func (o *Office) lookup(w http.ResponseWriter, r *http.Request) {
	f, err := o.s.Lookup(r.Context(), r.PathValue("ref"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	reply(w, f)
}

func (o *Office) refund(w http.ResponseWriter, r *http.Request) {
	var in refundAsked
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.RefundID == "" || in.Amount <= 0 {
		http.Error(w, "not a refund", http.StatusBadRequest)
		return
	}
	if err := o.give(in); err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	reply(w, refundAnswer{ID: "sbxr_" + in.RefundID})
}

// give notes a refund once, and never more than was paid.
func (o *Office) give(in refundAsked) error {
	v, err := o.s.open(in.Ref)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if before, again := o.refunded[in.RefundID]; again {
		if before != in {
			return fmt.Errorf("refund %s was another one", in.RefundID)
		}
		return nil
	}
	left := o.paid(in.Ref)
	for _, r := range o.refunded {
		if r.Ref == in.Ref {
			left -= r.Amount
		}
	}
	if in.Currency != v.Currency || in.Amount > left {
		return fmt.Errorf("%d %s cannot be given back of %d %s", in.Amount, in.Currency, left, v.Currency)
	}
	o.refunded[in.RefundID] = in
	return nil
}

func (o *Office) paid(ref string) int64 {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	if f := o.s.known[ref]; f.Kind == payment.SaysCaptured {
		return f.Total
	}
	return 0
}

// Entry is what the office's books say of one payment.
type Entry struct{ Captured, Refunded int64 }

// Ledger answers the books by the shop's payment id: the other side of every
// reconciliation.
func (o *Office) Ledger() map[string]Entry {
	books := map[string]Entry{}
	o.s.mu.Lock()
	for _, f := range o.s.known {
		if f.Kind == payment.SaysCaptured {
			e := books[f.PaymentID]
			e.Captured += f.Total
			books[f.PaymentID] = e
		}
	}
	o.s.mu.Unlock()
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, r := range o.refunded {
		if v, err := o.s.open(r.Ref); err == nil {
			e := books[v.PaymentID]
			e.Refunded += r.Amount
			books[v.PaymentID] = e
		}
	}
	return books
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a shop that went away asks again
}
