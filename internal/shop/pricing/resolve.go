package pricing

import (
	"sort"
	"time"

	"github.com/haatshop/haat/internal/kit/money"
)

// Resolve picks the price of a variant from its price set. It is pure, and the
// order of the rows does not matter. The strongest row that fits wins (P2, P3);
// Explain tells why the others did not.
//
// It returns ErrBadInput, or ErrNoPrice when no row fits and none was written
// by hand.
func Resolve(set []Price, ask Ask) (Resolved, error) {
	if err := ask.check(); err != nil {
		return Resolved{}, err
	}
	r := Resolved{List: listPrice(set, ask), Until: boundary(set, ask.Currency, ask.At)}
	if ask.Manual != nil {
		r.Amount, r.Rule = *ask.Manual, RuleManual
		return r, nil
	}
	verdicts := judge(set, ask)
	if len(verdicts) == 0 || verdicts[0].Why != WhyChosen {
		return Resolved{}, ErrNoPrice
	}
	p := verdicts[0].Price
	r.Amount, r.PriceID, r.Rule = p.Amount, p.ID, p.Rule()
	r.CompareAt = p.struckThrough(r.List)
	return r, nil
}

// Why is the fate of one row.
type Why string

// The fates of a row.
const (
	WhyChosen    Why = "chosen"
	WhyOutranked Why = "outranked"      // it fits, a stronger one does too
	WhyCurrency  Why = "other_currency" // never converted
	WhyGroup     Why = "other_group"
	WhyQuantity  Why = "too_few"
	WhyNotYet    Why = "not_yet"
	WhyOver      Why = "over"
	WhyManual    Why = "manual_price" // it would be chosen, but for a manual price
)

// Verdict is one row and its fate.
type Verdict struct {
	Price Price
	Why   Why
}

// Explain answers the same question as Resolve with the fate of every row:
// those that fit by strength, then the others by id. It returns ErrBadInput.
func Explain(set []Price, ask Ask) ([]Verdict, error) {
	if err := ask.check(); err != nil {
		return nil, err
	}
	verdicts := judge(set, ask)
	if ask.Manual != nil && len(verdicts) > 0 && verdicts[0].Why == WhyChosen {
		verdicts[0].Why = WhyManual
	}
	return verdicts, nil
}

func judge(set []Price, ask Ask) []Verdict {
	verdicts := make([]Verdict, len(set))
	for i, p := range set {
		verdicts[i] = Verdict{Price: p, Why: p.fits(ask)}
	}
	sort.Slice(verdicts, func(i, j int) bool {
		a, b := verdicts[i], verdicts[j]
		if (a.Why == WhyOutranked) != (b.Why == WhyOutranked) {
			return a.Why == WhyOutranked
		}
		if a.Why != WhyOutranked {
			return a.Price.ID < b.Price.ID
		}
		return a.Price.stronger(b.Price)
	})
	if len(verdicts) > 0 && verdicts[0].Why == WhyOutranked {
		verdicts[0].Why = WhyChosen
	}
	return verdicts
}

// fits says why a row does not fit, or WhyOutranked until one is chosen.
func (p Price) fits(ask Ask) Why {
	switch {
	case p.Amount.Currency != ask.Currency:
		return WhyCurrency
	case !p.forOneOf(ask.Groups):
		return WhyGroup
	case p.MinQuantity > ask.Quantity:
		return WhyQuantity
	case p.early(ask.At):
		return WhyNotYet
	case p.late(ask.At):
		return WhyOver
	default:
		return WhyOutranked
	}
}

// stronger orders rows that fit: a group's price beats everyone's, then the
// tier of more units, then a window beats none, then the lower amount; at last
// the lower id, so that the answer is the same every time.
func (p Price) stronger(q Price) bool {
	if a, b := p.GroupID != nil, q.GroupID != nil; a != b {
		return a
	}
	if p.MinQuantity != q.MinQuantity {
		return p.MinQuantity > q.MinQuantity
	}
	if a, b := p.windowed(), q.windowed(); a != b {
		return a
	}
	if p.Amount.Minor != q.Amount.Minor {
		return p.Amount.Minor < q.Amount.Minor
	}
	return p.ID < q.ID
}

func (p Price) windowed() bool { return p.From != nil || p.Until != nil }

// struckThrough is the row's own compare-at price, or for a sale the ordinary
// price; nil unless it is more than the row asks.
func (p Price) struckThrough(list *money.Amount) *money.Amount {
	was := p.CompareAt
	if was == nil && p.Rule() == RuleSale {
		was = list
	}
	if was == nil || was.Currency != p.Amount.Currency || was.Minor <= p.Amount.Minor {
		return nil
	}
	copied := *was
	return &copied
}

// listPrice is the ordinary price in the currency: the base row.
func listPrice(set []Price, ask Ask) *money.Amount {
	var list *money.Amount
	for i := range set {
		p := &set[i]
		if p.isBase() && p.Amount.Currency == ask.Currency && (list == nil || p.Amount.Minor < list.Minor) {
			list = &p.Amount
		}
	}
	if list == nil {
		return nil
	}
	copied := *list
	return &copied
}

// boundary is the next moment after at when a window of the currency opens or
// closes: a cache may keep the answer until then.
func boundary(set []Price, c money.Currency, at time.Time) *time.Time {
	var next *time.Time
	for _, p := range set {
		if p.Amount.Currency != c {
			continue
		}
		for _, t := range []*time.Time{p.From, p.Until} {
			if t != nil && t.After(at) && (next == nil || t.Before(*next)) {
				next = t
			}
		}
	}
	if next == nil {
		return nil
	}
	copied := *next
	return &copied
}
