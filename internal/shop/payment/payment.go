package payment

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Codes of the manual methods.
const (
	CashOnDelivery = "cod"
	BankTransfer   = "bank_transfer"
)

// Status of a payment.
type Status string

// The states of a payment, in the order they are passed (P3).
const (
	Pending    Status = "pending"
	Failed     Status = "failed"
	Voided     Status = "voided"
	Authorized Status = "authorized"
	Captured   Status = "captured"
	Refunded   Status = "refunded"
)

// Method is a way to pay as a shopper is offered it.
type Method struct {
	Code         string `json:"code"`
	Name         string `json:"name"`
	Instructions string `json:"instructions,omitempty"`
	// Expires is how long an order waits for this money; 0 means for ever.
	Expires time.Duration `json:"-"`
}

// Payment is money asked for by one method.
type Payment struct {
	ID          string         `json:"id"`
	OrderID     string         `json:"order_id"`
	OrderNumber string         `json:"order_number"`
	Method      string         `json:"method"`
	Status      Status         `json:"status"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	Captured    int64          `json:"captured"`
	Refunded    int64          `json:"refunded"`
	Reference   string         `json:"reference" doc:"What the shopper writes on a bank transfer."`
	ProviderRef string         `json:"provider_ref,omitempty"`
	Failure     string         `json:"failure,omitempty"`
	ExpiresAt   *time.Time     `json:"expires_at,omitempty"`
	CreatedAt   time.Time      `json:"created_at"`
}

// Expected is the amount asked for.
func (p Payment) Expected() money.Amount { return money.New(p.Amount, p.Currency) }

// Refundable is what can still be given back.
func (p Payment) Refundable() int64 { return p.Captured - p.Refunded }

// Mismatched reports whether money came that was not asked for so (P5).
func (p Payment) Mismatched() bool { return p.Captured != 0 && p.Captured != p.Amount }

// Changed is what AfterChange is told: a payment as it now is, and what it was.
type Changed struct {
	PaymentID string
	OrderID   string
	Method    string
	From, To  Status
	Captured  int64
	Refunded  int64
	Currency  money.Currency
	Expected  money.Amount
	// Mismatch: the amount or the currency is not what was asked for.
	Mismatch bool
	Reason   string // why it failed, in the provider's words
}

// Refusals.
var (
	ErrNotFound        = errs.New(errs.NotFound, "payment.not_found", "There is no such payment.")
	ErrUnknownMethod   = errs.New(errs.Invalid, "payment.unknown_method", "This way to pay is not available.")
	ErrAlreadyPaid     = errs.New(errs.Conflict, "payment.already_paid", "This order is paid already.")
	ErrTooManyTries    = errs.New(errs.TooMany, "payment.too_many_tries", "Paying for this order was tried too often. Ask the shop how to go on.")
	ErrNotPayable      = errs.New(errs.Conflict, "payment.not_payable", "This payment can no longer be completed.")
	ErrNotManual       = errs.New(errs.Conflict, "payment.not_manual", "This payment is confirmed by its provider, not by hand.")
	ErrOverRefund      = errs.New(errs.Conflict, "payment.over_refund", "More cannot be refunded than was paid and not refunded yet.")
	ErrInvalid         = errs.New(errs.Invalid, "payment.invalid", "This payment cannot be asked for.")
	ErrUnknownProvider = errs.New(errs.NotFound, "payment.unknown_provider", "There is no such payment provider.")
	ErrBadWebhook      = errs.New(errs.Malformed, "payment.bad_webhook", "This message is not from the provider, or not readable.")
	ErrUnavailable     = errs.New(errs.Unavailable, "payment.unavailable", "The payment provider cannot be reached. Try again, or pay another way.")
	ErrRealMoney       = errs.New(errs.Conflict, "payment.real_money", "A payment provider holds real money for this order. Give it back first.")
	ErrDeclined        = errs.New(errs.Conflict, "payment.declined", "The payment provider refused this.")
)

// manual reports whether people, not a provider, see the money come in.
func Manual(method string) bool { return method == CashOnDelivery || method == BankTransfer }
