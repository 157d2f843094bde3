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
// It is false when no row fits and none was written by hand: the variant is not
// sold in that currency at that moment.
func Resolve(set []Price, q Query) (Resolved, bool) {
	r := Resolved{List: listPrice(set, q.Currency), Until: boundary(set, q.Currency, q.At)}
	if q.Manual != nil {
		r.Price, r.Rule = Price{Currency: q.Currency, Amount: *q.Manual, MinQuantity: 1}, RuleManual
		return r, true
	}
	best := -1
	for i, p := range set {
		if p.fits(q) == WhyOutranked && (best < 0 || p.stronger(set[best])) {
			best = i
		}
	}
	if best < 0 {
		return Resolved{}, false
	}
	r.Price, r.Rule = set[best], set[best].Rule()
	r.CompareAt = r.Price.struckThrough(r.List)
	return r, true
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
// those that fit by strength, then the others by id.
func Explain(set []Price, q Query) []Verdict {
	verdicts := make([]Verdict, len(set))
	for i, p := range set {
		verdicts[i] = Verdict{Price: p, Why: p.fits(q)}
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
		if q.Manual != nil {
			verdicts[0].Why = WhyManual
		}
	}
	return verdicts
}

// fits says why a row does not fit, or WhyOutranked until one is chosen.
func (p Price) fits(q Query) Why {
	switch {
	case p.Currency != q.Currency:
		return WhyCurrency
	case p.Group != "" && p.Group != q.Group:
		return WhyGroup
	case p.MinQuantity > q.Quantity:
		return WhyQuantity
	case p.early(q.At):
		return WhyNotYet
	case p.late(q.At):
		return WhyOver
	default:
		return WhyOutranked
	}
}

// stronger orders rows that fit: a group's price beats everyone's, then the
// tier of more units, then a window beats none, then the lower amount; at last
// the lower id, so that the answer is the same every time.
func (p Price) stronger(q Price) bool {
	if a, b := p.Group != "", q.Group != ""; a != b {
		return a
	}
	if p.MinQuantity != q.MinQuantity {
		return p.MinQuantity > q.MinQuantity
	}
	if a, b := p.windowed(), q.windowed(); a != b {
		return a
	}
	if p.Amount != q.Amount {
		return p.Amount < q.Amount
	}
	return p.ID < q.ID
}

// struckThrough is the row's own compare-at price, or for a sale the ordinary
// price; nil unless it is more than the row asks.
func (p Price) struckThrough(list *int64) *int64 {
	was := p.CompareAt
	if was == nil && p.Rule() == RuleSale {
		was = list
	}
	if was == nil || *was <= p.Amount {
		return nil
	}
	copied := *was
	return &copied
}

// listPrice is the ordinary price in the currency: the base row.
func listPrice(set []Price, c money.Currency) *int64 {
	var list *int64
	for _, p := range set {
		if p.Rule() == RuleBase && p.Currency == c && (list == nil || p.Amount < *list) {
			list = &p.Amount
		}
	}
	return list
}

// boundary is the next moment after at when a window of the currency opens or
// closes: a cache may keep the answer until then.
func boundary(set []Price, c money.Currency, at time.Time) *time.Time {
	var next *time.Time
	for _, p := range set {
		if p.Currency != c {
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
