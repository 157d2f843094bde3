package pricing

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/money"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func at(d time.Duration) *time.Time { t := noon.Add(d); return &t }

func i64(n int64) *int64 { return &n }

// mug is sold at 20, in sale at 15 for two hours, from ten on at 18, to
// wholesalers at 12, in euro at 21.
func mug() []Price {
	return []Price{
		{ID: "base", Currency: "USD", Amount: 2000, MinQuantity: 1},
		{ID: "sale", Currency: "USD", Amount: 1500, MinQuantity: 1, From: at(-time.Hour), Until: at(time.Hour)},
		{ID: "tier", Currency: "USD", Amount: 1800, MinQuantity: 10},
		{ID: "wholesale", Currency: "USD", Amount: 1200, MinQuantity: 1, Group: "grp_w"},
		{ID: "wholesale_tier", Currency: "USD", Amount: 1100, MinQuantity: 10, Group: "grp_w"},
		{ID: "euro", Currency: "EUR", Amount: 2100, MinQuantity: 1, CompareAt: i64(2500)},
	}
}

func ask() Query { return Query{Currency: "USD", Quantity: 1, At: noon} }

func TestTheStrongestPriceThatFitsWins(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Query)
		want   string
		rule   Rule
	}{
		{"in the window the sale", func(a *Query) {}, "sale", RuleSale},
		{"before the window the base", func(a *Query) { a.At = noon.Add(-time.Hour - 1) }, "base", RuleBase},
		{"the window's first moment counts", func(a *Query) { a.At = noon.Add(-time.Hour) }, "sale", RuleSale},
		{"the window's end does not", func(a *Query) { a.At = noon.Add(time.Hour) }, "base", RuleBase},
		{"one short of the tier", func(a *Query) { a.Quantity = 9 }, "sale", RuleSale},
		{"the tier", func(a *Query) { a.Quantity = 10 }, "tier", RuleTier},
		{"the group", func(a *Query) { a.Group = "grp_w" }, "wholesale", RuleGroup},
		{"the group's tier", func(a *Query) { a.Group, a.Quantity = "grp_w", 99 }, "wholesale_tier", RuleGroup},
		{"another group", func(a *Query) { a.Group = "grp_x" }, "sale", RuleSale},
		{"another currency", func(a *Query) { a.Currency = "EUR" }, "euro", RuleBase},
		{"a manual price", func(a *Query) { a.Manual = i64(1) }, "", RuleManual},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := ask()
			c.change(&a)
			got, ok := Resolve(mug(), a)
			if !ok || got.Price.ID != c.want || got.Rule != c.rule {
				t.Errorf("got %s by %s, %v; want %s by %s", got.Price.ID, got.Rule, ok, c.want, c.rule)
			}
		})
	}
}

func TestAStruckThroughPriceIsMoreThanThePrice(t *testing.T) {
	cases := []struct {
		name string
		set  []Price
		want *int64
	}{
		{"a sale strikes the base price through", mug()[:2], i64(2000)},
		{"its own beats that", []Price{mug()[0], {ID: "s", Currency: "USD", Amount: 1500, MinQuantity: 1, From: at(0), CompareAt: i64(1900)}}, i64(1900)},
		{"not when it is no more", []Price{{ID: "b", Currency: "USD", Amount: 1500, MinQuantity: 1, CompareAt: i64(1500)}}, nil},
		{"a dearer window strikes nothing", []Price{mug()[0], {ID: "s", Currency: "USD", Amount: 2500, MinQuantity: 1, From: at(0)}}, nil},
		{"a tier strikes nothing", []Price{mug()[0], {ID: "t", Currency: "USD", Amount: 10, MinQuantity: 1, Group: "g"}}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := ask()
			a.Group = "g"
			got, ok := Resolve(c.set, a)
			if !ok {
				t.Fatal("no price")
			}
			if diff := cmp.Diff(c.want, got.CompareAt); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheAnswerSaysUntilWhenItHolds(t *testing.T) {
	for d, want := range map[time.Duration]*time.Time{-2 * time.Hour: at(-time.Hour), 0: at(time.Hour), time.Hour: nil} {
		a := ask()
		a.At = noon.Add(d)
		got, ok := Resolve(mug(), a)
		if !ok {
			t.Fatal("no price")
		}
		if diff := cmp.Diff(want, got.Until); diff != "" {
			t.Errorf("at %s: %s", d, diff)
		}
	}
}

func TestNothingFittingIsNoPriceNotFree(t *testing.T) {
	questions := []func(*Query){
		func(q *Query) { q.Currency = "JPY" },
		func(q *Query) { q.Currency = "usd" },
		func(q *Query) { q.Quantity = 0 },
		func(q *Query) { q.Quantity = -1 },
	}
	for _, change := range questions {
		q := ask()
		change(&q)
		for _, set := range [][]Price{nil, mug()} {
			if got, ok := Resolve(set, q); ok || got != (Resolved{}) {
				t.Errorf("%+v got %+v", q, got)
			}
		}
	}
}

func TestExplainTellsTheFateOfEveryRow(t *testing.T) {
	a := ask()
	a.Quantity = 10
	a.At = noon.Add(2 * time.Hour)
	verdicts := Explain(mug(), a)
	got := map[string]Why{}
	for _, v := range verdicts {
		got[v.Price.ID] = v.Why
	}
	want := map[string]Why{
		"tier": WhyChosen, "base": WhyOutranked, "sale": WhyOver,
		"wholesale": WhyGroup, "wholesale_tier": WhyGroup, "euro": WhyCurrency,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	a.Manual = i64(1)
	if verdicts = Explain(mug(), a); verdicts[0].Why != WhyManual {
		t.Errorf("beside a manual price: %+v", verdicts[0])
	}
}

// sets draws price sets full of ties.
func sets() *rapid.Generator[[]Price] {
	return rapid.Custom(func(t *rapid.T) []Price {
		var set []Price
		for i := range rapid.IntRange(0, 8).Draw(t, "rows") {
			p := Price{
				ID:          fmt.Sprintf("%d", i),
				Currency:    rapid.SampledFrom([]money.Currency{"USD", "JPY"}).Draw(t, "currency"),
				Amount:      rapid.Int64Range(0, 5).Draw(t, "amount"),
				MinQuantity: rapid.SampledFrom([]int64{1, 1, 5}).Draw(t, "minimum"),
				Group:       rapid.SampledFrom([]string{"", "", "g", "h"}).Draw(t, "group"),
			}
			if rapid.Bool().Draw(t, "windowed") {
				p.From = at(time.Duration(rapid.IntRange(-2, 2).Draw(t, "from")) * time.Hour)
				p.Until = at(time.Duration(rapid.IntRange(-2, 2).Draw(t, "until")) * time.Hour)
			}
			set = append(set, p)
		}
		return set
	})
}

func asks() *rapid.Generator[Query] {
	return rapid.Custom(func(t *rapid.T) Query {
		return Query{
			Currency: "USD",
			Group:    rapid.SampledFrom([]string{"", "g", "x"}).Draw(t, "group"),
			Quantity: rapid.Int64Range(1, 6).Draw(t, "quantity"),
			At:       *at(time.Duration(rapid.IntRange(-3, 3).Draw(t, "hour")) * time.Hour),
		}
	})
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, a := sets().Draw(t, "set"), asks().Draw(t, "ask")
		one, okOne := Resolve(set, a)
		two, okTwo := Resolve(rapid.Permutation(set).Draw(t, "mixed"), a)
		if okOne != okTwo {
			t.Fatalf("%v and %v", okOne, okTwo)
		}
		if diff := cmp.Diff(one, two); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheChosenRowFitsAndHoldsUntilItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, a := sets().Draw(t, "set"), asks().Draw(t, "ask")
		got, ok := Resolve(set, a)
		if first := Explain(set, a); ok != (len(first) > 0 && first[0].Why == WhyChosen) || ok && first[0].Price.ID != got.Price.ID {
			t.Fatalf("Explain says %+v, Resolve %+v", first, got)
		}
		if !ok {
			for _, p := range set {
				if p.fits(a) == WhyOutranked {
					t.Fatalf("%s fits and was not found", p.ID)
				}
			}
			return
		}
		if got.Price.fits(a) != WhyOutranked || got.Price.Rule() != got.Rule {
			t.Fatalf("chosen without fitting: %+v", got)
		}
		if got.CompareAt != nil && *got.CompareAt <= got.Price.Amount {
			t.Fatalf("%+v strikes through what is no more", got)
		}
		// One moment before the boundary the answer is still the same.
		if got.Until != nil {
			a.At = got.Until.Add(-time.Microsecond)
			again, ok := Resolve(set, a)
			if !ok || again.Price.ID != got.Price.ID {
				t.Fatalf("%s became %s before its time", got.Price.ID, again.Price.ID)
			}
		}
	})
}

func ExampleResolve() {
	weekend := noon.Add(48 * time.Hour)
	set := []Price{
		{ID: "prc_1", Currency: "USD", Amount: 2000, MinQuantity: 1},
		{ID: "prc_2", Currency: "USD", Amount: 1500, MinQuantity: 1, Until: &weekend},
	}
	r, ok := Resolve(set, Query{Currency: "USD", Quantity: 1, At: noon})
	fmt.Println(ok, r.Amount().Decimal(), "was", money.New(*r.CompareAt, "USD").Decimal(), "by", r.Rule, r.Price.ID)
	// Output: true 15.00 was 20.00 by sale prc_2
}
