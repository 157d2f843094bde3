package totals

import (
	"fmt"
	"sort"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/tax"
)

// Compute reckons an order as the rules of the package say.
//
// It returns ErrBadInput with the place of everything that is wrong, or
// ErrTooLarge with the place of the figure that does not fit.
func Compute(in Input) (Breakdown, error) {
	if err := in.check(); err != nil {
		return Breakdown{}, err
	}
	b := Breakdown{Currency: in.Currency}
	if err := b.addLines(in); err != nil {
		return Breakdown{}, err
	}
	b.spread(in.OrderDiscounts)
	b.addShipping(in)
	if err := b.addTax(in); err != nil {
		return Breakdown{}, err
	}
	if err := b.sum(); err != nil {
		return Breakdown{}, err
	}
	b.reduce(in.Reductions)
	return b, nil
}

func (b *Breakdown) addLines(in Input) error {
	b.Lines = make([]LineTotal, len(in.Lines))
	for i, l := range in.Lines {
		subtotal, err := l.UnitPrice.Times(l.Quantity)
		if err != nil || subtotal.Minor > money.MaxMinor {
			return ErrTooLarge.At(fmt.Sprintf("lines[%d].quantity", i), "too_large", "So much of it costs more than can be reckoned with.")
		}
		line := LineTotal{
			ID: l.ID, StoreID: l.StoreID, Quantity: l.Quantity,
			UnitPrice: l.UnitPrice.Minor, Subtotal: subtotal.Minor,
		}
		line.Adjustments, line.Discount = take(l.Discounts, line.Subtotal)
		b.Lines[i] = line
	}
	return nil
}

func (b *Breakdown) addShipping(in Input) {
	b.ShippingLines = make([]ShippingTotal, len(in.Shipping))
	for i, s := range in.Shipping {
		line := ShippingTotal{StoreID: s.StoreID, OptionID: s.OptionID, Label: s.Label, Price: s.Price.Minor}
		line.Adjustments, line.Discount = take(s.Discounts, line.Price)
		b.ShippingLines[i] = line
	}
}

// take applies adjustments to a value in their order; each gets at most what
// the earlier ones left.
func take(list []Adjustment, value int64) (taken []Adjustment, discount int64) {
	taken = make([]Adjustment, 0, len(list))
	for _, a := range list {
		a.Amount = min(a.Amount, value-discount)
		discount += a.Amount
		taken = append(taken, a)
	}
	return taken, discount
}

// spread lays each order discount over what is left of the lines it applies
// to. Lines take part by ascending id, so that the cent nobody can split falls
// on the same line however the cart was filled.
func (b *Breakdown) spread(discounts []Adjustment) {
	order := make([]int, len(b.Lines))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return b.Lines[order[i]].ID < b.Lines[order[j]].ID })
	for _, d := range discounts {
		left := make([]int64, len(order))
		// More than the largest figure is never taken: lines worth that much
		// are refused in the end. It keeps the sum below from wrapping.
		want, total := min(d.Amount, money.MaxMinor), int64(0)
		for k, i := range order {
			if d.StoreID == "" || d.StoreID == b.Lines[i].StoreID {
				left[k] = b.Lines[i].base()
			}
			total = min(total+left[k], want)
		}
		for k, part := range money.Allocate(total, left) {
			b.Lines[order[k]].lower(d, part)
		}
	}
}

func (l *LineTotal) base() int64 { return l.Subtotal - l.Discount }

func (l *LineTotal) lower(d Adjustment, part int64) {
	if part == 0 {
		return
	}
	d.Amount = part
	l.Discount += part
	l.Adjustments = append(l.Adjustments, d)
}

// taxID names the charge among the items that bear tax; lines have "l" in
// front, so that no id of one can be that of the other.
func (s Shipping) taxID() string { return "s" + s.StoreID + "\x00" + s.OptionID }

func (b *Breakdown) addTax(in Input) error {
	items := make([]tax.Item, 0, len(b.Lines)+len(b.ShippingLines))
	for i, l := range b.Lines {
		items = append(items, tax.Item{ID: "l" + l.ID, Category: in.Lines[i].TaxCategory, Amount: l.base()})
	}
	for i, s := range b.ShippingLines {
		items = append(items, tax.Item{ID: in.Shipping[i].taxID(), Category: in.Shipping[i].TaxCategory, Shipping: true, Amount: s.Price - s.Discount})
	}
	quote, err := tax.Quote(tax.Input{Rules: in.Tax, PricesIncludeTax: in.PricesIncludeTax, Rounding: in.TaxRounding, Items: items})
	if err != nil {
		return fmt.Errorf("totals: tax of %s %s: %w", in.Destination.Country, in.Destination.Region, err)
	}
	for i := range b.Lines {
		l := &b.Lines[i]
		l.Tax, l.Taxes = quote.Items[i].Tax, taxLines(quote.Items[i].Taxes)
		l.Total = l.base() + onTop(l.Tax, in.PricesIncludeTax)
	}
	for i := range b.ShippingLines {
		s, q := &b.ShippingLines[i], quote.Items[len(b.Lines)+i]
		s.Tax, s.Taxes = q.Tax, taxLines(q.Taxes)
		s.Total = s.Price - s.Discount + onTop(s.Tax, in.PricesIncludeTax)
	}
	return nil
}

func onTop(tax int64, included bool) int64 {
	if included {
		return 0
	}
	return tax
}

func taxLines(applied []tax.Applied) []TaxLine {
	lines := make([]TaxLine, len(applied))
	for i, a := range applied {
		lines[i] = TaxLine(a)
	}
	return lines
}

// reduce pays with what is not money, in order, at most the total (T8).
func (b *Breakdown) reduce(reductions []Reduction) {
	b.Reductions = make([]Reduction, 0, len(reductions))
	for _, r := range reductions {
		r.Amount = min(r.Amount, b.Total-b.Reduced)
		b.Reduced += r.Amount
		b.Reductions = append(b.Reductions, r)
	}
	b.AmountDue = b.Total - b.Reduced
}
