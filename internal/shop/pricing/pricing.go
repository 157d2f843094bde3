package pricing

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Bounds of a price set.
const (
	MaxPrices         = 500
	MaxQuantity int64 = 1_000_000
	maxGroup          = 64
)

// Refusals.
var (
	ErrNotFound = errs.New(errs.NotFound, "pricing.not_found", "There is no such variant.")
	ErrBadPrice = errs.New(errs.Invalid, "pricing.bad_price", "These prices cannot be saved.")
)

// Price is one row of a price set: what one unit of a variant costs one
// audience, from one quantity on, for one window of time.
type Price struct {
	ID        string         `json:"id"`
	VariantID string         `json:"variant_id"`
	Currency  money.Currency `json:"currency"`
	Amount    int64          `json:"amount"`
	// CompareAt is the price struck through beside it; nil is none.
	CompareAt *int64 `json:"compare_at"`
	// Group keeps the price to one customer group; empty is everyone.
	Group string `json:"group"`
	// MinQuantity is the quantity of the line from which the price holds; 1 is
	// every quantity.
	MinQuantity int64 `json:"min_quantity"`
	// From (inclusive) and Until (exclusive) bound the window; nil is unbounded.
	From  *time.Time `json:"from"`
	Until *time.Time `json:"until"`
}

// Rule is why a price was chosen.
type Rule string

// The rules, strongest first.
const (
	RuleManual Rule = "manual" // staff wrote it on the line
	RuleGroup  Rule = "group"  // of the customer's group
	RuleTier   Rule = "tier"   // for so many
	RuleSale   Rule = "sale"   // for a window of time
	RuleBase   Rule = "base"   // the ordinary price
)

// Rule of a row: the strongest that made it special.
func (p Price) Rule() Rule {
	switch {
	case p.Group != "":
		return RuleGroup
	case p.MinQuantity > 1:
		return RuleTier
	case p.windowed():
		return RuleSale
	default:
		return RuleBase
	}
}

// Query is the question Resolve answers. Group is empty for guests and for
// customers without one.
type Query struct {
	Currency money.Currency
	Group    string
	Quantity int64
	At       time.Time
	// Manual is a unit price staff wrote on the line; it beats every row.
	Manual *int64
}

// Resolved is the answer: a price and how it came about.
type Resolved struct {
	// Price is the row that won; a manual price has no id.
	Price Price
	// CompareAt is what to strike through; nil when nothing was reduced. It is
	// always more than Price.Amount.
	CompareAt *int64
	// List is the base price, nil when there is only a special one.
	List *int64
	Rule Rule
	// Until is the next moment at which the answer may change; nil is never.
	Until *time.Time
}

// Amount is the unit price.
func (r Resolved) Amount() money.Amount { return money.New(r.Price.Amount, r.Price.Currency) }

func (p Price) early(at time.Time) bool { return p.From != nil && at.Before(*p.From) }
func (p Price) late(at time.Time) bool  { return p.Until != nil && !at.Before(*p.Until) }
func (p Price) windowed() bool          { return p.From != nil || p.Until != nil }
