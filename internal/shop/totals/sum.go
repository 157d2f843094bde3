package totals

import (
	"sort"

	"github.com/haatshop/haat/internal/kit/money"
)

// sum makes the stores' figures from lines and charges, and the order's from
// the stores' (T6 by construction).
func (b *Breakdown) sum() error {
	stores := map[string]*StoreTotal{}
	at := func(id string) *StoreTotal {
		if stores[id] == nil {
			stores[id] = &StoreTotal{StoreID: id}
		}
		return stores[id]
	}
	var a adder
	for _, l := range b.Lines {
		s := at(l.StoreID)
		a.add(&s.Subtotal, l.Subtotal)
		a.add(&s.Discount, l.Discount)
		a.add(&s.Tax, l.Tax)
		a.add(&s.Total, l.Total)
	}
	for _, c := range b.ShippingLines {
		s := at(c.StoreID)
		a.add(&s.Shipping, c.Price-c.Discount)
		a.add(&s.Tax, c.Tax)
		a.add(&s.Total, c.Total)
	}
	b.Stores = make([]StoreTotal, 0, len(stores))
	for _, s := range stores {
		b.Stores = append(b.Stores, *s)
		a.add(&b.Subtotal, s.Subtotal)
		a.add(&b.Discount, s.Discount)
		a.add(&b.Shipping, s.Shipping)
		a.add(&b.Tax, s.Tax)
		a.add(&b.Total, s.Total)
	}
	if a.tooLarge {
		return ErrTooLarge.At("total", "too_large", "The order costs more than can be reckoned with.")
	}
	sort.Slice(b.Stores, func(i, j int) bool { return b.Stores[i].StoreID < b.Stores[j].StoreID })
	b.TaxLines = b.sumTaxes()
	return nil
}

// adder remembers whether any sum of non-negative figures passed the largest
// one. It stops adding there, so that nothing wraps.
type adder struct{ tooLarge bool }

func (a *adder) add(to *int64, n int64) {
	// Both are at most MaxMinor, or a line's total with its tax, twice that.
	if *to += n; *to > money.MaxMinor {
		*to, a.tooLarge = money.MaxMinor, true
	}
}

// sumTaxes adds up the taxes of one rate, by name, then rate, then id.
func (b *Breakdown) sumTaxes() []TaxLine {
	byRate := map[string]int{}
	sums := []TaxLine{}
	each := func(taxes []TaxLine) {
		for _, t := range taxes {
			if t.RateID == "" {
				continue
			}
			i, ok := byRate[t.RateID]
			if !ok {
				i = len(sums)
				byRate[t.RateID] = i
				amount := t
				amount.Amount = 0
				sums = append(sums, amount)
			}
			sums[i].Amount += t.Amount
		}
	}
	for _, l := range b.Lines {
		each(l.Taxes)
	}
	for _, s := range b.ShippingLines {
		each(s.Taxes)
	}
	sort.Slice(sums, func(i, j int) bool { return before(sums[i], sums[j]) })
	return sums
}

func before(a, b TaxLine) bool {
	switch {
	case a.Name != b.Name:
		return a.Name < b.Name
	case a.Rate != b.Rate:
		return a.Rate < b.Rate
	default:
		return a.RateID < b.RateID
	}
}
