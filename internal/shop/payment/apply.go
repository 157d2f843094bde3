package payment

import "github.com/haatshop/haat/internal/kit/money"

// Kind is what a provider event says.
type Kind string

// The kinds of event. Ignored ones are kept and change nothing.
const (
	SaysAuthorized Kind = "authorized"
	SaysCaptured   Kind = "captured"
	SaysFailed     Kind = "failed"
	SaysRefunded   Kind = "refunded"
	SaysNothing    Kind = "ignored"
)

// Fact is a provider event in our words.
type Fact struct {
	EventID     string `json:"event_id"`   // the provider's, unique there
	PaymentID   string `json:"payment_id"` // ours, as handed over at Begin; may be empty
	ProviderRef string `json:"provider_ref"`
	Kind        Kind   `json:"kind"`
	// Total is everything captured (or refunded) so far, not the last step: totals can be
	// heard twice and out of order.
	Total    int64          `json:"total"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason,omitempty"`
}

// rank orders the states (P3).
var rank = map[Status]int{Pending: 0, Failed: 1, Voided: 2, Authorized: 3, Captured: 4, Refunded: 5}

// Outcomes of applying a fact.
const (
	outcomeApplied  = "applied"
	outcomeNothing  = "nothing new"
	outcomeCurrency = "another currency"
)

// apply is the payment after hearing a fact. It is pure, and hearing the same facts in any
// order and any number of times ends in the same payment.
func (p Payment) apply(f Fact) (Payment, string) {
	before := p
	switch {
	case (f.Kind == SaysCaptured || f.Kind == SaysRefunded) && f.Currency != p.Currency:
		return p, outcomeCurrency
	case f.Kind == SaysAuthorized:
		p.raise(Authorized)
	case f.Kind == SaysCaptured:
		p.Captured = max(p.Captured, f.Total)
	case f.Kind == SaysRefunded:
		// A refund proves that at least as much was captured.
		p.Refunded = max(p.Refunded, f.Total)
		p.Captured = max(p.Captured, p.Refunded)
	case f.Kind == SaysFailed:
		p.raise(Failed)
		// Of several reasons the last in the alphabet stays, whichever came first.
		p.Failure = max(p.Failure, f.Reason)
	}
	p.settle()
	if p == before {
		return p, outcomeNothing
	}
	return p, outcomeApplied
}

// raise moves the status up, never down.
func (p *Payment) raise(to Status) bool {
	if rank[to] <= rank[p.Status] {
		return false
	}
	p.Status = to
	return true
}

// settle derives the status from the money. Giving everything back and then capturing
// more makes it captured again: the money decides.
func (p *Payment) settle() {
	switch {
	case p.Captured == 0:
	case p.Refunded == p.Captured:
		p.Status = Refunded
	default:
		p.Status = Captured
	}
	if p.Status != Failed {
		p.Failure = ""
	}
}
