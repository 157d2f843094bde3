package tax_test

import (
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/shop/tax"
)

func ExampleQuote() {
	zones := []tax.Zone{{
		ID: "txz_1", Name: "Germany", Areas: []tax.Area{{Country: "DE"}},
		Rates: []tax.Rate{
			{ID: "txr_1", Name: "MwSt 19%", Category: tax.Standard, Rate: 190_000_000, Shipping: true, Reason: tax.ReasonStandard},
			{ID: "txr_2", Name: "MwSt 7%", Category: "books", Rate: 70_000_000, Reason: tax.ReasonReduced},
		},
	}}
	rules := tax.Select(zones, tax.Place{Country: "DE", Postcode: "10115"}, time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC))
	result, err := tax.Quote(tax.Input{
		Rules: rules, PricesIncludeTax: true, Rounding: tax.RoundPerLine,
		Items: []tax.Item{{ID: "mug", Amount: 1190}, {ID: "novel", Category: "books", Amount: 1070}},
	})
	if err != nil {
		panic(err)
	}
	for _, item := range result.Items {
		fmt.Println(item.ID, item.Tax, item.Taxes[0].Name, item.Taxes[0].Reason)
	}
	// Output:
	// mug 190 MwSt 19% standard
	// novel 70 MwSt 7% reduced
}
