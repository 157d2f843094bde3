package pricing

import (
	"fmt"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// MaxQuantity bounds quantities asked for and minimum quantities of tiers.
const MaxQuantity int64 = 1_000_000

var (
	// ErrNoPrice says that a variant is not sold in a currency at this moment.
	ErrNoPrice = errs.New(errs.Conflict, "pricing.no_price", "This is not sold in the chosen currency at the moment.")
	// ErrBadInput says which part of a question or a price set is wrong.
	ErrBadInput = errs.New(errs.Invalid, "pricing.bad_input", "The price cannot be used.")
)

// Price is one row of a price set: what one unit of a variant costs one
// audience, from one quantity on, for one window of time.
type Price struct {
	ID        string
	VariantID string
	Amount    money.Amount
	// CompareAt is the struck-through price; nil is none. Same currency.
	CompareAt *money.Amount
	// GroupID keeps the price to one customer group; nil is everyone.
	GroupID *string
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
	case p.GroupID != nil:
		return RuleGroup
	case p.MinQuantity > 1:
		return RuleTier
	case p.From != nil || p.Until != nil:
		return RuleSale
	default:
		return RuleBase
	}
}

// Ask is the question Resolve answers.
type Ask struct {
	Currency money.Currency
	// Groups are the customer's groups; of a guest none.
	Groups   []string
	Quantity int64
	At       time.Time
	// Manual is a price staff wrote on the line; it beats every row.
	Manual *money.Amount
}

// Resolved is the answer: a unit price and how it came about.
type Resolved struct {
	Amount money.Amount
	// CompareAt is what to strike through; nil when nothing was reduced. It is
	// always more than Amount.
	CompareAt *money.Amount
	// List is the ordinary price at the moment, nil when there is only a
	// special one.
	List *money.Amount
	// PriceID names the row; empty for a manual price.
	PriceID string
	Rule    Rule
	// Until is the next moment at which the answer may change; nil is never.
	Until *time.Time
}

// check returns ErrBadInput with every place that is wrong.
func (a Ask) check() error {
	var bad errs.Fields
	bad.Check(a.Currency.Valid(), "currency", "unknown", "This is not a currency.")
	bad.Check(a.Quantity >= 1 && a.Quantity <= MaxQuantity, "quantity", "range", fmt.Sprintf("The quantity lies between 1 and %d.", MaxQuantity))
	if a.Manual != nil {
		bad.Check(a.Manual.Currency == a.Currency, "manual.currency", "mismatch", "The price is in another currency.")
		bad.Check(a.Manual.Minor >= 0 && a.Manual.Minor <= money.MaxMinor, "manual.amount", "range", "The price must not be negative or too large.")
	}
	return bad.As(ErrBadInput)
}

// open tells whether the window is open at a moment.
func (p Price) open(at time.Time) bool { return !p.early(at) && !p.late(at) }

func (p Price) early(at time.Time) bool { return p.From != nil && at.Before(*p.From) }
func (p Price) late(at time.Time) bool  { return p.Until != nil && !at.Before(*p.Until) }

// forOneOf tells whether the price is for everyone or for one of the groups.
func (p Price) forOneOf(groups []string) bool {
	return p.GroupID == nil || slices.Contains(groups, *p.GroupID)
}

// isBase tells whether the row is the ordinary price of its currency.
func (p Price) isBase() bool { return p.Rule() == RuleBase }
