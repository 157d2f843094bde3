package totals

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/tax"
)

// carts draws whole orders: three stores, currencies of 0, 2 and 3 digits,
// prices with and without tax, tax rounded per line and per total, none to
// three rates per category, compound or not.
func carts() *rapid.Generator[Input] {
	return rapid.Custom(func(t *rapid.T) Input {
		in := Input{
			Currency:         rapid.SampledFrom([]money.Currency{"JPY", "USD", "KWD"}).Draw(t, "currency"),
			PricesIncludeTax: rapid.Bool().Draw(t, "inclusive"),
			TaxRounding:      rapid.SampledFrom([]string{RoundPerLine, RoundPerTotal}).Draw(t, "rounding"),
			Tax:              taxRules().Draw(t, "tax"),
			Destination:      tax.Place{Country: "US"},
		}
		// Equal prices make the ties that decide who bears the odd cent.
		prices := rapid.OneOf(rapid.SampledFrom([]int64{0, 1, 1000}), rapid.Int64Range(0, 20), rapid.Int64Range(0, 100_000), rapid.Int64Range(0, 50_000_000))
		for i := range rapid.IntRange(0, 7).Draw(t, "lines") {
			in.Lines = append(in.Lines, Line{
				ID:          fmt.Sprintf("line_%d", i),
				StoreID:     store().Draw(t, "store"),
				Quantity:    rapid.Int64Range(1, 40).Draw(t, "quantity"),
				UnitPrice:   money.New(prices.Draw(t, "price"), in.Currency),
				TaxCategory: category().Draw(t, "category"),
				Discounts:   adjustments(2).Draw(t, "discounts"),
			})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "charges") {
			in.Shipping = append(in.Shipping, Shipping{
				StoreID: store().Draw(t, "store"), OptionID: fmt.Sprintf("shp_%d", i),
				TaxCategory: category().Draw(t, "category"),
				Price:       money.New(prices.Draw(t, "price"), in.Currency),
				Discounts:   adjustments(2).Draw(t, "discounts"),
			})
		}
		in.OrderDiscounts = adjustments(3).Draw(t, "order discounts")
		for i := range in.OrderDiscounts {
			in.OrderDiscounts[i].StoreID = rapid.SampledFrom([]string{"", "sto_a", "sto_b"}).Draw(t, "only store")
			in.OrderDiscounts[i].SourceID = fmt.Sprintf("promo_%d", i)
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "reductions") {
			in.Reductions = append(in.Reductions, Reduction{Kind: "gift_card", ID: fmt.Sprint(i), Amount: prices.Draw(t, "reduction")})
		}
		return in
	})
}

func store() *rapid.Generator[string] { return rapid.SampledFrom([]string{"sto_a", "sto_b", "sto_c"}) }

func category() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"", tax.Standard, "food", "unheard_of"})
}

func adjustments(most int) *rapid.Generator[[]Adjustment] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Adjustment {
		return Adjustment{
			Source:   "promotion",
			Amount:   rapid.OneOf(rapid.Int64Range(0, 500), rapid.Int64Range(0, 10_000_000)).Draw(t, "amount"),
			FundedBy: rapid.SampledFrom([]string{FundedByStore, FundedByPlatform}).Draw(t, "funded by"),
		}
	}), 0, most)
}

func taxRules() *rapid.Generator[tax.Rules] {
	return rapid.Custom(func(t *rapid.T) tax.Rules {
		rules := tax.Rules{ZoneID: "zone", Jurisdiction: "Zone"}
		for _, c := range []string{tax.Standard, "food"} {
			for i := range rapid.IntRange(0, 3).Draw(t, "rates") {
				id := fmt.Sprintf("%s_%d", c, i)
				rules.Rates = append(rules.Rates, tax.Rate{
					ID: id, Name: id, Category: c, Position: i, Reason: tax.ReasonStandard,
					Rate:     money.Rate(rapid.OneOf(rapid.Int64Range(0, 300_000_000), rapid.SampledFrom([]int64{0, 200_000_000, 82_500_000, 55_000_000})).Draw(t, "rate")),
					Compound: rapid.Bool().Draw(t, "compound"),
					Shipping: rapid.Bool().Draw(t, "on shipping"),
				})
			}
		}
		return rules
	})
}

// forEveryCart checks a property of the breakdown of random carts.
func forEveryCart(t *testing.T, property func(t *rapid.T, in Input, b Breakdown)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		in := carts().Draw(t, "cart")
		property(t, in, compute(t, in))
	})
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func compute(t failer, in Input) Breakdown {
	t.Helper()
	b, err := Compute(in)
	if err != nil {
		t.Fatalf("compute: %v", err)
	}
	return b
}

func TestNoFigureIsBelowZero(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		figures := []int64{b.Subtotal, b.Discount, b.Shipping, b.Tax, b.Total, b.Reduced, b.AmountDue}
		for _, l := range b.Lines {
			figures = append(figures, l.Subtotal, l.Discount, l.Tax, l.Total)
			for _, x := range l.Taxes {
				figures = append(figures, x.Amount)
			}
		}
		for _, s := range b.ShippingLines {
			figures = append(figures, s.Price, s.Discount, s.Tax, s.Total)
			for _, x := range s.Taxes {
				figures = append(figures, x.Amount)
			}
		}
		for _, s := range b.Stores {
			figures = append(figures, s.Subtotal, s.Discount, s.Shipping, s.Tax, s.Total)
		}
		for _, r := range b.Reductions {
			figures = append(figures, r.Amount)
		}
		for _, f := range figures {
			if f < 0 {
				t.Fatalf("a figure is %d in %+v", f, b)
			}
		}
	})
}

func TestLinesShippingAndTaxOnTopMakeTheTotal(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		var parts, onTopOfIt int64
		for _, l := range b.Lines {
			parts += l.Total
		}
		for _, s := range b.ShippingLines {
			parts += s.Total
		}
		if !in.PricesIncludeTax {
			onTopOfIt = b.Tax
		}
		if parts != b.Total {
			t.Fatalf("lines and charges make %d, the total is %d", parts, b.Total)
		}
		if sum := b.Subtotal - b.Discount + b.Shipping + onTopOfIt; sum != b.Total {
			t.Fatalf("the figures make %d, the total is %d", sum, b.Total)
		}
		if b.Total-b.Reduced != b.AmountDue {
			t.Fatalf("%d − %d is not %d", b.Total, b.Reduced, b.AmountDue)
		}
	})
}

func TestADiscountNeverExceedsWhatItAppliesTo(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		taken := map[string]int64{}
		for i, l := range b.Lines {
			var own int64
			for k, a := range l.Adjustments {
				own += a.Amount
				taken[a.SourceID] += a.Amount
				if k < len(in.Lines[i].Discounts) && a.Amount > in.Lines[i].Discounts[k].Amount {
					t.Fatalf("line %s lost %d to a discount of %d", l.ID, a.Amount, in.Lines[i].Discounts[k].Amount)
				}
				if a.StoreID != "" && a.StoreID != l.StoreID {
					t.Fatalf("a discount of %s lowered a line of %s", a.StoreID, l.StoreID)
				}
			}
			if own != l.Discount || l.Discount > l.Subtotal {
				t.Fatalf("line %s: adjustments %d, discount %d, subtotal %d", l.ID, own, l.Discount, l.Subtotal)
			}
		}
		for _, s := range b.ShippingLines {
			if s.Discount > s.Price {
				t.Fatalf("a charge of %d lost %d", s.Price, s.Discount)
			}
		}
		for _, d := range in.OrderDiscounts {
			if taken[d.SourceID] > d.Amount {
				t.Fatalf("%s of %d took %d", d.SourceID, d.Amount, taken[d.SourceID])
			}
		}
	})
}

func TestAnOrderDiscountIsTakenInFullAndSharedByWhatIsLeftOfTheLines(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, _ Breakdown) {
		in.OrderDiscounts = nil
		before := compute(t, in)
		d := Adjustment{SourceID: "all", Amount: rapid.Int64Range(0, 1_000_000).Draw(t, "discount"), FundedBy: FundedByStore}
		in.OrderDiscounts = []Adjustment{d}
		after := compute(t, in)
		left := before.Subtotal - before.Discount
		whole := min(d.Amount, left)
		if after.Discount-before.Discount != whole {
			t.Fatalf("%d of %d was taken from %d", after.Discount-before.Discount, d.Amount, left)
		}
		for i, l := range after.Lines {
			// |part × left − whole × base| < left: less than a unit off the exact share.
			part := big.NewInt(l.Discount - before.Lines[i].Discount)
			share := new(big.Int).Mul(big.NewInt(whole), big.NewInt(before.Lines[i].base()))
			off := new(big.Int).Sub(part.Mul(part, big.NewInt(left)), share)
			if left > 0 && off.CmpAbs(big.NewInt(left)) >= 0 {
				t.Fatalf("line %s bears a unit more or less than its share", l.ID)
			}
		}
	})
}

func TestTheOrderInWhichThingsWereAddedDoesNotMatter(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		mixed := in
		mixed.Lines = append([]Line(nil), in.Lines...)
		mixed.Shipping = append([]Shipping(nil), in.Shipping...)
		r := rand.New(rand.NewSource(rapid.Int64().Draw(t, "shuffle")))
		r.Shuffle(len(mixed.Lines), func(i, j int) { mixed.Lines[i], mixed.Lines[j] = mixed.Lines[j], mixed.Lines[i] })
		r.Shuffle(len(mixed.Shipping), func(i, j int) { mixed.Shipping[i], mixed.Shipping[j] = mixed.Shipping[j], mixed.Shipping[i] })
		got := compute(t, mixed)
		for i, l := range mixed.Lines {
			if got.Lines[i].ID != l.ID {
				t.Fatalf("line %d is %s, not %s", i, got.Lines[i].ID, l.ID)
			}
		}
		if diff := cmp.Diff(byID(b), byID(got)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// byID is the breakdown with its lines and charges in one order.
func byID(b Breakdown) map[string]any {
	all := map[string]any{}
	for _, l := range b.Lines {
		all[l.ID] = l
	}
	for _, s := range b.ShippingLines {
		all[s.StoreID+s.OptionID] = s
	}
	b.Lines, b.ShippingLines = nil, nil
	all["order"] = b
	return all
}

func TestTheStoresSumToTheOrder(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		sum, seen := StoreTotal{}, ""
		for _, s := range b.Stores {
			if s.StoreID <= seen {
				t.Fatalf("store %s stands behind %s", s.StoreID, seen)
			}
			seen = s.StoreID
			sum.Subtotal += s.Subtotal
			sum.Discount += s.Discount
			sum.Shipping += s.Shipping
			sum.Tax += s.Tax
			sum.Total += s.Total
			onTopOfIt := s.Tax
			if in.PricesIncludeTax {
				onTopOfIt = 0
			}
			if s.Subtotal-s.Discount+s.Shipping+onTopOfIt != s.Total {
				t.Fatalf("store %+v does not add up", s)
			}
		}
		want := StoreTotal{Subtotal: b.Subtotal, Discount: b.Discount, Shipping: b.Shipping, Tax: b.Tax, Total: b.Total}
		if sum != want {
			t.Fatalf("the stores make %+v, the order is %+v", sum, want)
		}
	})
}

func TestAStoreAloneCostsWhatItCostsInTheOrder(t *testing.T) {
	// With tax per line and no discount over several stores, splitting an order
	// by store changes nothing for any of them.
	forEveryCart(t, func(t *rapid.T, in Input, _ Breakdown) {
		in.OrderDiscounts, in.Reductions, in.TaxRounding = nil, nil, RoundPerLine
		for _, s := range compute(t, in).Stores {
			alone := in
			alone.Lines, alone.Shipping = nil, nil
			for _, l := range in.Lines {
				if l.StoreID == s.StoreID {
					alone.Lines = append(alone.Lines, l)
				}
			}
			for _, c := range in.Shipping {
				if c.StoreID == s.StoreID {
					alone.Shipping = append(alone.Shipping, c)
				}
			}
			if diff := cmp.Diff([]StoreTotal{s}, compute(t, alone).Stores); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func TestAnInclusivePriceShowsTheSameGrossWhateverTheTax(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, _ Breakdown) {
		in.PricesIncludeTax = true
		b := compute(t, in)
		untaxed := in
		untaxed.Tax = tax.Rules{}
		if gross := compute(t, untaxed).Total; gross != b.Total {
			t.Fatalf("the gross is %d with tax and %d without", b.Total, gross)
		}
		for _, l := range b.Lines {
			if l.Tax > l.Total || l.Total != l.Subtotal-l.Discount {
				t.Fatalf("line %+v does not contain its tax", l)
			}
		}
	})
}

func TestTaxLinesSumToTheTaxEverywhere(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		var all int64
		check := func(what string, want int64, taxes []TaxLine) {
			var sum int64
			for _, x := range taxes {
				sum += x.Amount
				if x.Reason == "" || x.Included != in.PricesIncludeTax {
					t.Fatalf("%s has an unexplained tax: %+v", what, x)
				}
			}
			if sum != want {
				t.Fatalf("%s: tax lines make %d, the tax is %d", what, sum, want)
			}
		}
		for _, l := range b.Lines {
			check(l.ID, l.Tax, l.Taxes)
			all += l.Tax
		}
		for _, s := range b.ShippingLines {
			check(s.OptionID, s.Tax, s.Taxes)
			all += s.Tax
		}
		check("the order", all, b.TaxLines)
		if all != b.Tax {
			t.Fatalf("lines and charges bear %d, the order %d", all, b.Tax)
		}
	})
}

// exactTax is the tax of a base by fractions, rounded half-up once.
func exactTax(in Input, base *big.Int, category string, shipping bool) *big.Int {
	known := false
	for _, r := range in.Tax.Rates {
		known = known || r.Category == category
	}
	if !known {
		category = tax.Standard
	}
	f := new(big.Rat)
	for _, r := range in.Tax.Rates { // drawn in order of position
		if r.Category != category || shipping && !r.Shipping {
			continue
		}
		on := big.NewRat(1, 1)
		if r.Compound {
			on.Add(on, f)
		}
		f = new(big.Rat).Add(f, on.Mul(on, big.NewRat(int64(r.Rate), int64(money.One))))
	}
	amount := new(big.Rat).SetInt(base)
	if !in.PricesIncludeTax {
		return halfUp(amount.Mul(amount, f))
	}
	net := halfUp(amount.Quo(amount, f.Add(f, big.NewRat(1, 1))))
	return net.Sub(base, net)
}

func halfUp(r *big.Rat) *big.Int {
	r = new(big.Rat).Add(r, big.NewRat(1, 2))
	return new(big.Int).Div(r.Num(), r.Denom())
}

func TestTaxPerLineIsTheExactTaxRoundedOnce(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, _ Breakdown) {
		in.TaxRounding = RoundPerLine
		b := compute(t, in)
		for i, l := range b.Lines {
			if want := exactTax(in, big.NewInt(l.base()), in.Lines[i].TaxCategory, false); want.Int64() != l.Tax {
				t.Fatalf("line %s bears %d, exactly %v", l.ID, l.Tax, want)
			}
		}
		for i, s := range b.ShippingLines {
			if want := exactTax(in, big.NewInt(s.Price-s.Discount), in.Shipping[i].TaxCategory, true); want.Int64() != s.Tax {
				t.Fatalf("charge %s bears %d, exactly %v", s.OptionID, s.Tax, want)
			}
		}
	})
}

func TestTaxPerTotalIsRoundedOnceForGoodsOfOneCategory(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, _ Breakdown) {
		in.TaxRounding, in.Shipping = RoundPerTotal, nil
		for i := range in.Lines {
			in.Lines[i].TaxCategory = tax.Standard
		}
		b := compute(t, in)
		base := big.NewInt(b.Subtotal - b.Discount)
		if want := exactTax(in, base, tax.Standard, false); want.Int64() != b.Tax {
			t.Fatalf("the order bears %d, exactly %v", b.Tax, want)
		}
	})
}

func TestReductionsChangeOnlyWhatIsDue(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		var wished int64
		for _, r := range in.Reductions {
			wished += r.Amount
		}
		if b.Reduced != min(wished, b.Total) {
			t.Fatalf("%d of %d was taken from %d", b.Reduced, wished, b.Total)
		}
		in.Reductions = nil
		without := compute(t, in)
		without.Reduced, without.AmountDue, without.Reductions = b.Reduced, b.AmountDue, b.Reductions
		if diff := cmp.Diff(without, b); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestComputeLeavesItsInputAloneAndRepeatsItself(t *testing.T) {
	forEveryCart(t, func(t *rapid.T, in Input, b Breakdown) {
		before := fmt.Sprintf("%+v", in)
		if diff := cmp.Diff(b, compute(t, in)); diff != "" {
			t.Fatal(diff)
		}
		if after := fmt.Sprintf("%+v", in); after != before {
			t.Fatalf("the input changed from %s to %s", before, after)
		}
	})
}

func TestHugeFiguresAreRefusedOrAddUp(t *testing.T) {
	huge := rapid.OneOf(rapid.Int64Range(money.MaxMinor-2, money.MaxMinor+2), rapid.Int64Range(0, math.MaxInt64), rapid.Int64Range(0, 3))
	rapid.Check(t, func(t *rapid.T) {
		in := carts().Draw(t, "cart")
		for i := range in.Lines {
			in.Lines[i].UnitPrice.Minor = huge.Draw(t, "price")
			in.Lines[i].Quantity = rapid.SampledFrom([]int64{1, 2, MaxQuantity}).Draw(t, "quantity")
		}
		for i := range in.OrderDiscounts {
			in.OrderDiscounts[i].Amount = huge.Draw(t, "discount")
		}
		b, err := Compute(in)
		if err != nil {
			return
		}
		var parts int64
		for _, l := range b.Lines {
			if l.Total < 0 || l.Total > money.MaxMinor {
				t.Fatalf("line %+v passed", l)
			}
			parts += l.Total
		}
		for _, s := range b.ShippingLines {
			parts += s.Total
		}
		if parts != b.Total || b.Total > money.MaxMinor {
			t.Fatalf("lines make %d, the total is %d", parts, b.Total)
		}
	})
}
