package tax

import (
	"fmt"
	"sort"
	"strings"

	"github.com/haatshop/haat/internal/kit/money"
)

// Where Quote rounds.
const (
	RoundPerLine  = "line"
	RoundPerTotal = "total"
)

// Item is one amount that may bear tax: a line or a shipping charge after its
// discounts. The amount is gross or net as Input.PricesIncludeTax says.
type Item struct {
	ID       string
	Category string // empty means Standard
	Shipping bool
	Amount   int64
}

// Input is all Quote looks at.
type Input struct {
	Rules            Rules
	PricesIncludeTax bool
	Rounding         string // RoundPerLine or RoundPerTotal
	Items            []Item
}

// Applied is one tax on one item. Amount is contained in the item's amount
// when Included, else comes on top.
type Applied struct {
	RateID       string
	Name         string
	Jurisdiction string
	Rate         money.Rate
	Amount       int64
	Included     bool
	Reason       string
}

// ItemTax is the tax of one item and what it is made of; the parts sum to Tax.
type ItemTax struct {
	ID    string
	Tax   int64
	Taxes []Applied
}

// Result has the items in the order they were given.
type Result struct {
	Items []ItemTax
}

// Quote reckons the tax of every item (rules T2–T6 of the package). It is pure,
// and no item's tax depends on the order of the items.
//
// It returns ErrBadInput with the location of what is wrong, or ErrTooLarge.
func Quote(in Input) (Result, error) {
	if err := in.check(); err != nil {
		return Result{}, err
	}
	groups := in.groups()
	out := Result{Items: make([]ItemTax, len(in.Items))}
	for _, g := range groups {
		taxes, err := g.taxes(in)
		if err != nil {
			return Result{}, err
		}
		g.write(in, taxes, out.Items)
	}
	return out, nil
}

func (in Input) check() error {
	if in.Rounding != RoundPerLine && in.Rounding != RoundPerTotal {
		return ErrBadInput.At("rounding", "unknown", fmt.Sprintf("Rounding is %q or %q.", RoundPerLine, RoundPerTotal))
	}
	rates := make(map[string]bool, len(in.Rules.Rates))
	for i, r := range in.Rules.Rates {
		if rates[r.ID] {
			return ErrBadInput.At(fmt.Sprintf("rules.rates[%d].id", i), "duplicate", "Two rates have the same id.")
		}
		rates[r.ID] = true
		if r.Rate < 0 || r.Rate > MaxRate {
			return ErrBadInput.At(fmt.Sprintf("rules.rates[%d].rate", i), "range", "A rate lies between 0 and "+MaxRate.Percent()+".")
		}
	}
	seen := make(map[string]bool, len(in.Items))
	for i, item := range in.Items {
		if item.Amount < 0 || item.Amount > money.MaxMinor {
			return ErrBadInput.At(fmt.Sprintf("items[%d].amount", i), "range", "The amount must not be negative or too large.")
		}
		if seen[item.ID] {
			return ErrBadInput.At(fmt.Sprintf("items[%d].id", i), "duplicate", "Two items have the same id.")
		}
		seen[item.ID] = true
	}
	return nil
}

// ratesFor are the rates an item bears, in order of application (T2, T3).
func (r Rules) ratesFor(item Item) []Rate {
	category := item.Category
	if category == "" || !r.knows(category) {
		category = Standard
	}
	var rates []Rate
	for _, rate := range r.Rates {
		if rate.Category == category && (rate.Shipping || !item.Shipping) {
			rates = append(rates, rate)
		}
	}
	sortRates(rates)
	return rates
}

func (r Rules) knows(category string) bool {
	for _, rate := range r.Rates {
		if rate.Category == category {
			return true
		}
	}
	return false
}

// group is the items that bear the same rates, by ascending id.
type group struct {
	rates []Rate
	items []int
}

func (in Input) groups() []group {
	byKey := map[string]*group{}
	var keys []string
	for i, item := range in.Items {
		rates := in.Rules.ratesFor(item)
		key := keyOf(rates)
		if byKey[key] == nil {
			byKey[key] = &group{rates: rates}
			keys = append(keys, key)
		}
		byKey[key].items = append(byKey[key].items, i)
	}
	sort.Strings(keys)
	groups := make([]group, len(keys))
	for i, key := range keys {
		g := byKey[key]
		sort.Slice(g.items, func(a, b int) bool { return in.Items[g.items[a]].ID < in.Items[g.items[b]].ID })
		groups[i] = *g
	}
	return groups
}

func keyOf(rates []Rate) string {
	var b strings.Builder
	for _, r := range rates {
		b.WriteString(r.ID)
		b.WriteByte(0)
	}
	return b.String()
}

// taxes is the tax of each item of the group, rounded once per item or once
// for the group (T5).
func (g group) taxes(in Input) ([]int64, error) {
	f, err := factorOf(g.rates)
	if err != nil {
		return nil, err
	}
	amounts := make([]int64, len(g.items))
	for i, at := range g.items {
		amounts[i] = in.Items[at].Amount
	}
	if in.Rounding == RoundPerLine {
		taxes := make([]int64, len(amounts))
		for i, amount := range amounts {
			if taxes[i], err = f.tax(amount, in.PricesIncludeTax); err != nil {
				return nil, err
			}
		}
		return taxes, nil
	}
	var whole int64
	for _, amount := range amounts {
		// Cannot wrap: each addend is at most MaxMinor and whole stays below it.
		if whole += amount; whole > money.MaxMinor {
			return nil, ErrTooLarge
		}
	}
	tax, err := f.tax(whole, in.PricesIncludeTax)
	if err != nil {
		return nil, err
	}
	return money.Allocate(tax, amounts), nil
}

// write splits each item's tax over the rates and puts it into its place.
// Rounded per total, what one item's split rounds away is carried to the next,
// so that the sum of a rate over the group stays within a few units of its own
// share of the group's tax.
func (g group) write(in Input, taxes []int64, out []ItemTax) {
	weights := weightsOf(g.rates)
	given := make([]int64, len(g.rates))
	var sum int64
	for i, at := range g.items {
		sum += taxes[i]
		parts := money.Allocate(taxes[i], weights)
		if in.Rounding == RoundPerTotal {
			parts = carry(money.Allocate(sum, weights), given, taxes[i])
		}
		for k, p := range parts {
			given[k] += p
		}
		out[at] = ItemTax{ID: in.Items[at].ID, Tax: taxes[i], Taxes: g.applied(in, parts)}
	}
}

// carry is what brings each of given up to its target, none of it negative,
// summing to exactly sum.
func carry(targets, given []int64, sum int64) []int64 {
	parts := make([]int64, len(targets))
	excess := -sum
	for k, target := range targets {
		parts[k] = max(target-given[k], 0)
		excess += parts[k]
	}
	for k := len(parts) - 1; excess > 0; k-- {
		cut := min(parts[k], excess)
		parts[k] -= cut
		excess -= cut
	}
	return parts
}

// applied are the group's rates with these amounts; an item without any rate
// still says why (T6).
func (g group) applied(in Input, parts []int64) []Applied {
	if len(g.rates) == 0 {
		reason := ReasonOutOfScope
		if len(in.Rules.Rates) > 0 {
			reason = ReasonExempt
		}
		return []Applied{{Jurisdiction: in.Rules.Jurisdiction, Included: in.PricesIncludeTax, Reason: reason}}
	}
	list := make([]Applied, len(g.rates))
	for k, r := range g.rates {
		list[k] = Applied{
			RateID: r.ID, Name: r.Name, Jurisdiction: in.Rules.Jurisdiction,
			Rate: r.Rate, Amount: parts[k], Included: in.PricesIncludeTax, Reason: r.Reason,
		}
	}
	return list
}
