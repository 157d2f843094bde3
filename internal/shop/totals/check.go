package totals

import (
	"fmt"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// check refuses what Compute cannot reckon with, all of it at once.
func (in Input) check() error {
	var bad errs.Fields
	bad.Check(in.Currency.Valid(), "currency", "unknown", "This is not a currency.")
	bad.Check(in.TaxRounding == RoundPerLine || in.TaxRounding == RoundPerTotal,
		"tax_rounding", "unknown", fmt.Sprintf("Tax is rounded per %q or %q.", RoundPerLine, RoundPerTotal))
	in.checkLines(&bad)
	in.checkShipping(&bad)
	checkAdjustments(&bad, "order_discounts", in.OrderDiscounts)
	for i, r := range in.Reductions {
		bad.Check(r.Amount >= 0, fmt.Sprintf("reductions[%d].amount", i), "negative", "A reduction is not negative.")
	}
	return bad.As(ErrBadInput)
}

func (in Input) checkLines(bad *errs.Fields) {
	seen := make(map[string]bool, len(in.Lines))
	for i, l := range in.Lines {
		at := fmt.Sprintf("lines[%d]", i)
		bad.Check(l.ID != "" && !seen[l.ID], at+".id", "unique", "Each line has an id of its own.")
		seen[l.ID] = true
		bad.Check(l.StoreID != "", at+".store_id", "required", "Each line belongs to a store.")
		bad.Check(l.Quantity >= 1 && l.Quantity <= MaxQuantity, at+".quantity", "range", "The quantity lies between 1 and 1,000,000.")
		in.checkPrice(bad, at+".unit_price", l.UnitPrice)
		checkAdjustments(bad, at+".discounts", l.Discounts)
	}
}

func (in Input) checkShipping(bad *errs.Fields) {
	seen := make(map[string]bool, len(in.Shipping))
	for i, s := range in.Shipping {
		at := fmt.Sprintf("shipping[%d]", i)
		bad.Check(s.StoreID != "", at+".store_id", "required", "Each charge belongs to a store.")
		bad.Check(!seen[s.taxID()], at+".option_id", "unique", "The same charge of a store stands twice.")
		seen[s.taxID()] = true
		in.checkPrice(bad, at+".price", s.Price)
		checkAdjustments(bad, at+".discounts", s.Discounts)
	}
}

func (in Input) checkPrice(bad *errs.Fields, at string, p money.Amount) {
	// An unknown currency is named once, not again at every price.
	bad.Check(p.Currency == in.Currency || !in.Currency.Valid(), at+".currency", "mismatch", "The price is in another currency than the order.")
	bad.Check(p.Minor >= 0, at+".amount", "negative", "A price is not negative.")
	bad.Check(p.Minor <= money.MaxMinor, at+".amount", "too_large", "The price is too large.")
}

func checkAdjustments(bad *errs.Fields, at string, list []Adjustment) {
	for i, a := range list {
		bad.Check(a.Amount >= 0, fmt.Sprintf("%s[%d].amount", at, i), "negative", "A discount is not negative.")
		bad.Check(a.FundedBy == FundedByStore || a.FundedBy == FundedByPlatform,
			fmt.Sprintf("%s[%d].funded_by", at, i), "unknown", "A discount is funded by the store or the platform.")
	}
}
