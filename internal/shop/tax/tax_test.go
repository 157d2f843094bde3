package tax

import (
	"errors"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

const percent money.Rate = money.One / 100

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func zone(id string, areas ...Area) Zone {
	return Zone{ID: id, Name: "Zone " + id, Areas: areas, Rates: []Rate{{ID: "rate_" + id, Category: Standard, Rate: 20 * percent, Reason: ReasonStandard}}}
}

func TestTheClosestZoneCoversAPlace(t *testing.T) {
	zones := []Zone{
		zone("world", Area{}),
		zone("spain", Area{Country: "ES"}, Area{Country: "PT"}),
		zone("canaries", Area{Country: "ES", Postcode: "35"}, Area{Country: "ES", Postcode: "38"}),
		zone("corner", Area{Country: "ES", Postcode: "3500"}),
		zone("illinois", Area{Country: "US", Region: "IL"}),
		zone("usa", Area{Country: "US"}),
		zone("usa_again", Area{Country: "US"}),
		zone("nines", Area{Country: "US", Postcode: "9"}),
		zone("belfast", Area{Country: "GB", Postcode: "bt"}),
	}
	cases := []struct {
		place Place
		want  string
	}{
		{Place{Country: "FR"}, "world"},
		{Place{}, "world"},
		{Place{Country: "ES", Postcode: "28001"}, "spain"},
		{Place{Country: "pt"}, "spain"},
		{Place{Country: "ES", Postcode: "38 001"}, "canaries"},
		{Place{Country: "ES", Postcode: "35001"}, "corner"},
		{Place{Country: "ES", Postcode: "35"}, "canaries"},
		{Place{Country: "US", Region: "IL"}, "illinois"},
		{Place{Country: "US", Region: "us-il"}, "illinois"},
		{Place{Country: "US", Region: "ILX"}, "usa"},
		{Place{Country: "US"}, "usa"},
		{Place{Country: "US", Region: "IL", Postcode: "61000"}, "illinois"},
		{Place{Country: "US", Region: "IL", Postcode: "99501"}, "nines"},
		{Place{Country: "CA", Region: "IL"}, "world"},
		{Place{Country: "GB", Postcode: "BT1 1AA"}, "belfast"},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%+v", c.place), func(t *testing.T) {
			if got := Select(zones, c.place, noon).ZoneID; got != c.want {
				t.Errorf("covered by %q, want %q", got, c.want)
			}
		})
	}
	if got := Select(zones[1:], Place{Country: "FR"}, noon); got.ZoneID != "" || len(got.Rates) != 0 {
		t.Errorf("a place nobody covers is covered by %+v", got)
	}
}

func TestTheOrderOfZonesDoesNotMatter(t *testing.T) {
	zones := []Zone{zone("b", Area{Country: "US"}), zone("a", Area{Country: "US"}), zone("c", Area{})}
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Permutation(zones).Draw(t, "zones")
		if got := Select(mixed, Place{Country: "US"}, noon).ZoneID; got != "a" {
			t.Fatalf("covered by %q", got)
		}
	})
}

func TestRatesCountFromTheirFirstMomentUntilTheLastIsOver(t *testing.T) {
	second := time.Second
	until, from := noon, noon
	z := Zone{ID: "z", Areas: []Area{{}}, Rates: []Rate{
		{ID: "old", Category: Standard, Rate: 19 * percent, Until: &until},
		{ID: "new", Category: Standard, Rate: 21 * percent, From: &from},
	}}
	for at, want := range map[time.Time]string{noon.Add(-second): "old", noon: "new", noon.Add(second): "new"} {
		rules := Select([]Zone{z}, Place{}, at)
		if len(rules.Rates) != 1 || rules.Rates[0].ID != want {
			t.Errorf("at %s in force: %+v, want %s", at, rules.Rates, want)
		}
	}
}

// quebec had a compound rate: the provincial tax on price and federal tax.
func quebec() Rules {
	return Rules{Jurisdiction: "Québec", Rates: []Rate{
		{ID: "qst", Name: "QST", Category: Standard, Rate: 75_000_000, Position: 2, Compound: true, Shipping: true, Reason: ReasonStandard},
		{ID: "gst", Name: "GST", Category: Standard, Rate: 50_000_000, Position: 1, Shipping: true, Reason: ReasonStandard},
		{ID: "books", Name: "Books", Category: "books", Rate: 0, Position: 1, Reason: ReasonZero},
	}}
}

func quote(t *testing.T, in Input) []ItemTax {
	t.Helper()
	r, err := Quote(in)
	if err != nil {
		t.Fatal(err)
	}
	return r.Items
}

func TestACompoundRateTakesTheEarlierTaxesToo(t *testing.T) {
	items := []Item{{ID: "1", Amount: 10_000}}
	got := quote(t, Input{Rules: quebec(), Rounding: RoundPerLine, Items: items})[0]
	// 5 % of 100.00 is 5.00, 7.5 % of 105.00 is 7.875; together 12.875.
	if got.Tax != 1288 || got.Taxes[0].RateID != "gst" || got.Taxes[0].Amount != 500 || got.Taxes[1].Amount != 788 {
		t.Errorf("on top: %+v", got)
	}
	items[0].Amount = 11_288
	got = quote(t, Input{Rules: quebec(), PricesIncludeTax: true, Rounding: RoundPerLine, Items: items})[0]
	if got.Tax != 1288 || !got.Taxes[0].Included || got.Taxes[0].Amount+got.Taxes[1].Amount != 1288 {
		t.Errorf("included: %+v", got)
	}
}

func TestEveryItemSaysWhyItBearsWhatItBears(t *testing.T) {
	cases := []struct {
		name  string
		rules Rules
		item  Item
		want  string
	}{
		{"standard", quebec(), Item{}, ReasonStandard},
		{"zero", quebec(), Item{Category: "books"}, ReasonZero},
		{"an unknown category is taxed as standard", quebec(), Item{Category: "toys"}, ReasonStandard},
		{"shipping of a category not marked for it", quebec(), Item{Category: "books", Shipping: true}, ReasonExempt},
		{"no zone", Rules{}, Item{}, ReasonOutOfScope},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.item.ID, c.item.Amount = "1", 1000
			got := quote(t, Input{Rules: c.rules, Rounding: RoundPerLine, Items: []Item{c.item}})[0]
			if len(got.Taxes) == 0 || got.Taxes[0].Reason != c.want {
				t.Errorf("%+v, want %s", got, c.want)
			}
			if (got.Tax == 0) == (c.want == ReasonStandard) {
				t.Errorf("the tax is %d", got.Tax)
			}
		})
	}
}

func TestWhatCannotBeTaxedIsRefusedWithItsPlace(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Input)
		want   error
		at     string
	}{
		{"no rounding", func(in *Input) { in.Rounding = "" }, ErrBadInput, "rounding"},
		{"a negative amount", func(in *Input) { in.Items[0].Amount = -1 }, ErrBadInput, "items[0].amount"},
		{"an amount above the bound", func(in *Input) { in.Items[0].Amount = money.MaxMinor + 1 }, ErrBadInput, "items[0].amount"},
		{"two items of one id", func(in *Input) { in.Items = append(in.Items, in.Items[0]) }, ErrBadInput, "items[1].id"},
		{"a rate typed as 2000 %", func(in *Input) { in.Rules.Rates[1].Rate = 20 * money.One }, ErrBadInput, "rules.rates[1].rate"},
		{"a negative rate", func(in *Input) { in.Rules.Rates[0].Rate = -1 }, ErrBadInput, "rules.rates[0].rate"},
		{"two rates of one id", func(in *Input) { in.Rules.Rates[1].ID = "qst" }, ErrBadInput, "rules.rates[1].id"},
		{"nine rates on one item", func(in *Input) {
			in.Rules.Rates = nil
			for i := range maxRatesOfItem + 1 {
				in.Rules.Rates = append(in.Rules.Rates, Rate{ID: fmt.Sprint(i), Category: Standard, Rate: percent})
			}
		}, ErrBadInput, "rules.rates"},
		{"a tax that does not fit", func(in *Input) {
			in.Items[0].Amount, in.Rules.Rates[0].Rate = money.MaxMinor, 10*money.One
		}, ErrTooLarge, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := Input{Rules: quebec(), Rounding: RoundPerLine, Items: []Item{{ID: "1", Amount: 1000}}}
			c.change(&in)
			_, err := Quote(in)
			var e *errs.Error
			if !errors.Is(err, c.want) || !errors.As(err, &e) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if c.at != "" && (len(e.Fields) != 1 || e.Fields[0].Path != c.at) {
				t.Errorf("the place is %+v, want %s", e.Fields, c.at)
			}
		})
	}
}

func rates() *rapid.Generator[[]Rate] {
	return rapid.Custom(func(t *rapid.T) []Rate {
		var list []Rate
		for i := range rapid.IntRange(1, 4).Draw(t, "rates") {
			list = append(list, Rate{
				ID: fmt.Sprint(i), Category: Standard, Position: i, Reason: ReasonStandard,
				Rate:     money.Rate(rapid.Int64Range(0, 400_000_000).Draw(t, "rate")),
				Compound: rapid.Bool().Draw(t, "compound"),
			})
		}
		return list
	})
}

func items() *rapid.Generator[[]Item] {
	return rapid.Custom(func(t *rapid.T) []Item {
		var list []Item
		for i := range rapid.IntRange(1, 30).Draw(t, "items") {
			list = append(list, Item{ID: fmt.Sprintf("%02d", i), Amount: rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(0, 1_000_000)).Draw(t, "amount")})
		}
		return list
	})
}

func TestBothWaysToReckonAFactorAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rates().Draw(t, "rates")
		for i := range list {
			list[i].Compound = false
		}
		quick, err := factorOf(list)
		if err != nil {
			t.Fatal(err)
		}
		_, num, den := shares(list)
		slow := factor{num: num, den: den}
		amount, included := rapid.Int64Range(0, money.MaxMinor/4).Draw(t, "amount"), rapid.Bool().Draw(t, "included")
		a, errA := quick.tax(amount, included)
		b, errB := slow.tax(amount, included)
		if a != b || errA != nil || errB != nil {
			t.Fatalf("%d, %v and %d, %v", a, errA, b, errB)
		}
	})
}

func TestNetAndTaxOfAnInclusivePriceTaxedAgainGiveThePriceBack(t *testing.T) {
	// For one rate up to 100 %, extracting and adding are inverse up to the one
	// rounding: never more than one unit apart.
	rapid.Check(t, func(t *rapid.T) {
		r := Rules{Rates: []Rate{{ID: "r", Category: Standard, Rate: money.Rate(rapid.Int64Range(0, int64(money.One)).Draw(t, "rate"))}}}
		gross := rapid.Int64Range(0, 10_000_000).Draw(t, "gross")
		in := Input{Rules: r, PricesIncludeTax: true, Rounding: RoundPerLine, Items: []Item{{ID: "1", Amount: gross}}}
		included, err := Quote(in)
		if err != nil {
			t.Fatal(err)
		}
		net := gross - included.Items[0].Tax
		in.PricesIncludeTax, in.Items[0].Amount = false, net
		onTop, err := Quote(in)
		if err != nil {
			t.Fatal(err)
		}
		if off := net + onTop.Items[0].Tax - gross; off < -1 || off > 1 {
			t.Fatalf("gross %d became %d", gross, gross+off)
		}
	})
}

func TestRoundedPerTotalEachRateGetsItsShareOfTheGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Input{
			Rules: Rules{Rates: rates().Draw(t, "rates")}, Items: items().Draw(t, "items"),
			PricesIncludeTax: rapid.Bool().Draw(t, "included"), Rounding: RoundPerTotal,
		}
		out, err := Quote(in)
		if err != nil {
			t.Fatal(err)
		}
		var tax, sum int64
		perRate := make([]int64, len(in.Rules.Rates))
		for i, item := range out.Items {
			var own int64
			for k, a := range item.Taxes {
				if a.Amount < 0 {
					t.Fatalf("a part is negative: %+v", item)
				}
				own += a.Amount
				perRate[k] += a.Amount
			}
			if own != item.Tax || in.PricesIncludeTax && item.Tax > in.Items[i].Amount {
				t.Fatalf("item %+v of %d", item, in.Items[i].Amount)
			}
			tax += item.Tax
			sum += in.Items[i].Amount
		}
		f, err := factorOf(in.Rules.Rates)
		if err != nil {
			t.Fatal(err)
		}
		if want, err := f.tax(sum, in.PricesIncludeTax); err != nil || want != tax {
			t.Fatalf("the group bears %d, want %d, %v", tax, want, err)
		}
		for k, want := range money.Allocate(tax, weightsOf(in.Rules.Rates)) {
			if off := perRate[k] - want; off < -int64(len(perRate)) || off > int64(len(perRate)) {
				t.Fatalf("rate %d got %d, its share is %d", k, perRate[k], want)
			}
		}
	})
}

func TestARateNeverGivesBackWhatAnEarlierItemGaveIt(t *testing.T) {
	// Of 10 units the rates 6:6:2 get 4, 4 and 2, of 11 they get 5, 5 and 1: the
	// second item must not take one from the third rate.
	in := Input{Rounding: RoundPerTotal, Items: []Item{{ID: "1", Amount: 72}, {ID: "2", Amount: 7}}}
	for i, rate := range []money.Rate{6 * percent, 6 * percent, 2 * percent} {
		in.Rules.Rates = append(in.Rules.Rates, Rate{ID: fmt.Sprint(i), Category: Standard, Position: i, Rate: rate})
	}
	var got []int64
	for _, item := range quote(t, in) {
		got = append(got, item.Tax)
		for _, a := range item.Taxes {
			got = append(got, a.Amount)
		}
	}
	if diff := cmp.Diff([]int64{10, 4, 4, 2, 1, 1, 0, 0}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompoundSharesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rates().Draw(t, "rates")
		each, num, den := shares(list)
		total := new(big.Rat)
		for i, r := range list {
			on := big.NewRat(1, 1)
			if r.Compound {
				on.Add(on, total)
			}
			part := on.Mul(on, big.NewRat(int64(r.Rate), int64(money.One)))
			if part.Cmp(new(big.Rat).SetFrac(each[i], den)) != 0 {
				t.Fatalf("share %d is %v/%v, want %v", i, each[i], den, part)
			}
			total = new(big.Rat).Add(total, part)
		}
		if total.Cmp(new(big.Rat).SetFrac(num, den)) != 0 {
			t.Fatalf("together %v/%v, want %v", num, den, total)
		}
	})
}

func TestSelectLeavesZonesAlone(t *testing.T) {
	zones := []Zone{zone("a", Area{Country: "us", Postcode: "9 9"})}
	Select(zones, Place{Country: "US", Postcode: "99501"}, noon)
	if diff := cmp.Diff([]Zone{zone("a", Area{Country: "us", Postcode: "9 9"})}, zones); diff != "" {
		t.Error(diff)
	}
}
