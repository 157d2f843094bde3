package totals

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/tax"
)

func vat(percent string, shipping bool) tax.Rules {
	rate, err := money.ParseRate(percent)
	if err != nil {
		panic(err)
	}
	return tax.Rules{Jurisdiction: "Home", Rates: []tax.Rate{
		{ID: "txr_vat", Name: "VAT " + percent, Category: tax.Standard, Rate: rate, Shipping: shipping, Reason: tax.ReasonStandard},
	}}
}

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func twoStores() Input {
	return Input{
		Currency: "USD", TaxRounding: RoundPerLine, Tax: vat("8.25%", false),
		Lines: []Line{
			{ID: "line_1", StoreID: "sto_a", Quantity: 2, UnitPrice: usd(1999)},
			{ID: "line_2", StoreID: "sto_b", Quantity: 1, UnitPrice: usd(500)},
		},
		Shipping: []Shipping{
			{StoreID: "sto_a", OptionID: "shp_1", Price: usd(700)},
			{StoreID: "sto_b", OptionID: "shp_1", Price: usd(300), Discounts: []Adjustment{{Source: "promotion", Amount: 1000, FundedBy: FundedByPlatform}}},
		},
		OrderDiscounts: []Adjustment{{Source: "promotion", SourceID: "prm_1", Label: "Ten off", Amount: 1000, FundedBy: FundedByPlatform}},
		Reductions:     []Reduction{{Kind: "gift_card", ID: "gc_1", Amount: 500}},
	}
}

func TestAnOrderOfTwoStoresReadsAsOnPaper(t *testing.T) {
	b, err := Compute(twoStores())
	if err != nil {
		t.Fatal(err)
	}
	// 1000 over 3998 and 500: 888.8… and 111.1…, the larger remainder rounds up.
	want := []StoreTotal{
		{StoreID: "sto_a", Subtotal: 3998, Discount: 889, Shipping: 700, Tax: 256, Total: 3998 - 889 + 700 + 256},
		{StoreID: "sto_b", Subtotal: 500, Discount: 111, Shipping: 0, Tax: 32, Total: 500 - 111 + 32},
	}
	if diff := cmp.Diff(want, b.Stores); diff != "" {
		t.Error(diff)
	}
	got := []int64{b.Subtotal, b.Discount, b.Shipping, b.Tax, b.Total, b.Reduced, b.AmountDue}
	if diff := cmp.Diff([]int64{4498, 1000, 700, 288, 4486, 500, 3986}, got); diff != "" {
		t.Error(diff)
	}
	lines := []TaxLine{{RateID: "txr_vat", Name: "VAT 8.25%", Jurisdiction: "Home", Rate: 82_500_000, Amount: 288, Reason: "standard"}}
	if diff := cmp.Diff(lines, b.TaxLines); diff != "" {
		t.Error(diff)
	}
	if taxes := b.ShippingLines[0].Taxes; len(taxes) != 1 || taxes[0].Reason != tax.ReasonExempt {
		t.Errorf("untaxed shipping is explained by %+v", taxes)
	}
}

func TestRoundingPerLineAndPerTotalDiffer(t *testing.T) {
	in := Input{Currency: "USD", TaxRounding: RoundPerLine, Tax: vat("5%", false)}
	for i := range 3 {
		in.Lines = append(in.Lines, Line{ID: fmt.Sprint(i), StoreID: "sto_a", Quantity: 1, UnitPrice: usd(10)})
	}
	perLine, err := Compute(in)
	if err != nil || perLine.Tax != 3 {
		t.Errorf("per line: three times 0.5 is %d, %v; want 3", perLine.Tax, err)
	}
	in.TaxRounding = RoundPerTotal
	perTotal, err := Compute(in)
	if err != nil || perTotal.Tax != 2 {
		t.Errorf("per total: 1.5 is %d, %v; want 2", perTotal.Tax, err)
	}
}

func TestAnEmptyInputCostsNothing(t *testing.T) {
	b, err := Compute(Input{Currency: "USD", TaxRounding: RoundPerLine})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"currency":"USD","lines":[],"shipping_lines":[],"stores":[],"tax_lines":[],"reductions":[],` +
		`"subtotal":0,"discount":0,"shipping":0,"tax":0,"total":0,"reduced":0,"amount_due":0}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
}

func TestADiscountLargerThanEverythingMakesTheOrderFreeNotNegative(t *testing.T) {
	in := twoStores()
	in.OrderDiscounts[0].Amount = math.MaxInt64
	b, err := Compute(in)
	if err != nil {
		t.Fatal(err)
	}
	if b.Total != b.Shipping || b.Discount != b.Subtotal {
		t.Errorf("total %d, shipping %d, discount %d of %d", b.Total, b.Shipping, b.Discount, b.Subtotal)
	}
}

func TestTheCentNobodyCanSplitFallsOnTheLineOfTheLowestID(t *testing.T) {
	for _, order := range [][]string{{"a", "b", "c"}, {"c", "b", "a"}, {"b", "c", "a"}} {
		in := Input{Currency: "USD", TaxRounding: RoundPerTotal, Tax: vat("10%", false),
			OrderDiscounts: []Adjustment{{Amount: 100, FundedBy: FundedByStore}}}
		for _, id := range order {
			in.Lines = append(in.Lines, Line{ID: id, StoreID: "sto_a", Quantity: 1, UnitPrice: usd(1000)})
		}
		b, err := Compute(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range b.Lines {
			if want := map[string]int64{"a": 34, "b": 33, "c": 33}[l.ID]; l.Discount != want {
				t.Errorf("added as %v: line %s bears %d, want %d", order, l.ID, l.Discount, want)
			}
		}
	}
}

func TestADiscountOfOneStoreLeavesTheOtherAlone(t *testing.T) {
	in := twoStores()
	in.OrderDiscounts[0].StoreID = "sto_b"
	b, err := Compute(in)
	if err != nil {
		t.Fatal(err)
	}
	if b.Stores[0].Discount != 0 || b.Stores[1].Discount != 500 {
		t.Errorf("discounts are %d and %d, want 0 and 500", b.Stores[0].Discount, b.Stores[1].Discount)
	}
}

func TestWhatCannotBeReckonedIsRefusedWithItsPlace(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Input)
		want   error
		at     string
	}{
		{"an unknown currency", func(in *Input) { in.Currency = "usd" }, ErrBadInput, "currency"},
		{"an unknown rounding", func(in *Input) { in.TaxRounding = "" }, ErrBadInput, "tax_rounding"},
		{"quantity zero", func(in *Input) { in.Lines[1].Quantity = 0 }, ErrBadInput, "lines[1].quantity"},
		{"a negative quantity", func(in *Input) { in.Lines[0].Quantity = -5 }, ErrBadInput, "lines[0].quantity"},
		{"a quantity above the bound", func(in *Input) { in.Lines[0].Quantity = MaxQuantity + 1 }, ErrBadInput, "lines[0].quantity"},
		{"a price in another currency", func(in *Input) { in.Lines[0].UnitPrice.Currency = "EUR" }, ErrBadInput, "lines[0].unit_price.currency"},
		{"a negative price", func(in *Input) { in.Lines[0].UnitPrice.Minor = -1 }, ErrBadInput, "lines[0].unit_price.amount"},
		{"a price above the bound", func(in *Input) { in.Lines[0].UnitPrice.Minor = money.MaxMinor + 1 }, ErrBadInput, "lines[0].unit_price.amount"},
		{"two lines of one id", func(in *Input) { in.Lines[1].ID = in.Lines[0].ID }, ErrBadInput, "lines[1].id"},
		{"a line without a store", func(in *Input) { in.Lines[0].StoreID = "" }, ErrBadInput, "lines[0].store_id"},
		{"the same charge twice", func(in *Input) { in.Shipping[1].StoreID = "sto_a" }, ErrBadInput, "shipping[1].option_id"},
		{"a negative charge", func(in *Input) { in.Shipping[0].Price.Minor = -1 }, ErrBadInput, "shipping[0].price.amount"},
		{"a negative discount", func(in *Input) { in.OrderDiscounts[0].Amount = -1 }, ErrBadInput, "order_discounts[0].amount"},
		{"a discount nobody funds", func(in *Input) { in.OrderDiscounts[0].FundedBy = "" }, ErrBadInput, "order_discounts[0].funded_by"},
		{"a negative reduction", func(in *Input) { in.Reductions[0].Amount = -1 }, ErrBadInput, "reductions[0].amount"},
		{"a line that costs too much", func(in *Input) {
			in.Lines[1].UnitPrice.Minor, in.Lines[1].Quantity = money.MaxMinor/2, 3
		}, ErrTooLarge, "lines[1].quantity"},
		{"an order that costs too much", func(in *Input) {
			in.Lines[0].UnitPrice.Minor, in.Lines[0].Quantity = money.MaxMinor, 1
		}, ErrTooLarge, "total"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := twoStores()
			c.change(&in)
			b, err := Compute(in)
			var e *errs.Error
			if !errors.Is(err, c.want) || !errors.As(err, &e) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if len(e.Fields) != 1 || e.Fields[0].Path != c.at {
				t.Errorf("the place is %+v, want %s", e.Fields, c.at)
			}
			if diff := cmp.Diff(Breakdown{}, b); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEverythingWrongIsNamedAtOnce(t *testing.T) {
	in := twoStores()
	in.Lines[0].Quantity, in.Lines[1].Quantity = 0, 0
	_, err := Compute(in)
	var e *errs.Error
	if !errors.As(err, &e) || len(e.Fields) != 2 {
		t.Errorf("got %v", err)
	}
}

func TestBadTaxRulesAreAnError(t *testing.T) {
	in := twoStores()
	in.Tax.Rates[0].Rate = -1
	if _, err := Compute(in); !errors.Is(err, tax.ErrBadInput) {
		t.Errorf("a negative rate: %v", err)
	}
}

func BenchmarkCompute(b *testing.B) {
	in := twoStores()
	for i := range 48 {
		in.Lines = append(in.Lines, Line{ID: fmt.Sprintf("line_x%d", i), StoreID: "sto_a", Quantity: 3, UnitPrice: usd(1299)})
	}
	for b.Loop() {
		if _, err := Compute(in); err != nil {
			b.Fatal(err)
		}
	}
}
