package totals_test

import (
	"fmt"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/totals"
)

func ExampleCompute() {
	b, err := totals.Compute(totals.Input{
		Currency:         "EUR",
		PricesIncludeTax: true,
		TaxRounding:      totals.RoundPerLine,
		Lines: []totals.Line{
			{ID: "line_1", StoreID: "sto_1", Quantity: 2, UnitPrice: money.New(1800, "EUR")},
		},
		Shipping: []totals.Shipping{{StoreID: "sto_1", OptionID: "shp_1", Price: money.New(490, "EUR")}},
		OrderDiscounts: []totals.Adjustment{
			{Source: "promotion", Label: "Welcome", Amount: 600, FundedBy: totals.FundedByPlatform},
		},
		Tax: tax.Rules{Rates: []tax.Rate{
			{ID: "txr_1", Name: "VAT", Category: tax.Standard, Rate: 200_000_000, Shipping: true, Reason: tax.ReasonStandard},
		}},
		Reductions: []totals.Reduction{{Kind: "gift_card", ID: "gc_1", Amount: 1000}},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println("goods", b.Money(b.Subtotal).Decimal(), "less", b.Money(b.Discount).Decimal())
	fmt.Println("shipping", b.Money(b.Shipping).Decimal())
	fmt.Println("total", b.Money(b.Total).Decimal(), "with tax", b.Money(b.Tax).Decimal())
	fmt.Println("due", b.Money(b.AmountDue).Decimal())
	// Output:
	// goods 36.00 less 6.00
	// shipping 4.90
	// total 34.90 with tax 5.82
	// due 24.90
}
