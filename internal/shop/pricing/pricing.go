package pricing

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// MaxQuantity bounds quantities asked for and minimum quantities of tiers.
const MaxQuantity int64 = 1_000_000

// ErrBadPrice says which rows of a price set are wrong.
var ErrBadPrice = errs.New(errs.Invalid, "pricing.bad_price", "These prices cannot be saved.")

// Price is one row of a price set: what one unit of a variant costs one
// audience, from one quantity on, for one window of time.
type Price struct {
	ID        string
	VariantID string
	Currency  money.Currency
	Amount    int64
	// CompareAt is the price struck through beside it; nil is none.
	CompareAt *int64
	// Group keeps the price to one customer group; empty is everyone.
	Group string
	// MinQuantity is the quantity of the line from which the price holds; 1 is
	// every quantity.
	MinQuantity int64
	// From (inclusive) and Until (exclusive) bound the window; nil is unbounded.
	From, Until *time.Time
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
