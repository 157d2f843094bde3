package payment

import "github.com/haatshop/haat/internal/kit/money"

// Summary is what every event of this room carries.
type Summary struct {
	PaymentID string         `json:"payment_id"`
	OrderID   string         `json:"order_id"`
	Method    string         `json:"method"`
	Amount    int64          `json:"amount"`
	Currency  money.Currency `json:"currency"`
}

// Promised says a provider holds the money for us.
type Promised struct{ Summary }

// EventName implements event.Event.
func (Promised) EventName() string { return "payment.authorized" }

// Received says money came in; Amount is everything captured so far.
type Received struct{ Summary }

// EventName implements event.Event.
func (Received) EventName() string { return "payment.captured" }

// Declined says a payment failed; the order can be paid again.
type Declined struct{ Summary }

// EventName implements event.Event.
func (Declined) EventName() string { return "payment.failed" }

// GivenBack says money was refunded; Amount is everything refunded so far.
type GivenBack struct{ Summary }

// EventName implements event.Event.
func (GivenBack) EventName() string { return "payment.refunded" }

// RefundRefused says a provider would not give money back: people must.
type RefundRefused struct {
	Summary
	RefundID string `json:"refund_id"`
}

// EventName implements event.Event.
func (RefundRefused) EventName() string { return "payment.refund_failed" }
