package pricing

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func at(d time.Duration) *time.Time { t := noon.Add(d); return &t }

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func ref[T any](v T) *T { return &v }

// mug is sold at 20, in sale at 15 for two hours, from ten on at 18, to
// wholesalers at 12, in euro at 21.
func mug() []Price {
	return []Price{
		{ID: "base", Amount: usd(2000), MinQuantity: 1},
		{ID: "sale", Amount: usd(1500), MinQuantity: 1, From: at(-time.Hour), Until: at(time.Hour)},
		{ID: "tier", Amount: usd(1800), MinQuantity: 10},
		{ID: "wholesale", Amount: usd(1200), MinQuantity: 1, GroupID: ref("grp_w")},
		{ID: "wholesale_tier", Amount: usd(1100), MinQuantity: 10, GroupID: ref("grp_w")},
		{ID: "euro", Amount: money.New(2100, "EUR"), MinQuantity: 1, CompareAt: ref(money.New(2500, "EUR"))},
	}
}

func ask() Ask { return Ask{Currency: "USD", Quantity: 1, At: noon} }

func TestTheStrongestPriceThatFitsWins(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Ask)
		want   string
		rule   Rule
	}{
		{"in the window the sale", func(a *Ask) {}, "sale", RuleSale},
		{"before the window the base", func(a *Ask) { a.At = noon.Add(-time.Hour - 1) }, "base", RuleBase},
		{"the window's first moment counts", func(a *Ask) { a.At = noon.Add(-time.Hour) }, "sale", RuleSale},
		{"the window's end does not", func(a *Ask) { a.At = noon.Add(time.Hour) }, "base", RuleBase},
		{"one short of the tier", func(a *Ask) { a.Quantity = 9 }, "sale", RuleSale},
		{"the tier", func(a *Ask) { a.Quantity = 10 }, "tier", RuleTier},
		{"the group", func(a *Ask) { a.Groups = []string{"grp_x", "grp_w"} }, "wholesale", RuleGroup},
		{"the group's tier", func(a *Ask) { a.Groups, a.Quantity = []string{"grp_w"}, 99 }, "wholesale_tier", RuleGroup},
		{"another group", func(a *Ask) { a.Groups = []string{"grp_x"} }, "sale", RuleSale},
		{"another currency", func(a *Ask) { a.Currency = "EUR" }, "euro", RuleBase},
		{"a manual price", func(a *Ask) { a.Manual = ref(usd(1)) }, "", RuleManual},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := ask()
			c.change(&a)
			got, err := Resolve(mug(), a)
			if err != nil || got.PriceID != c.want || got.Rule != c.rule {
				t.Errorf("got %s by %s, %v; want %s by %s", got.PriceID, got.Rule, err, c.want, c.rule)
			}
		})
	}
}

func TestAStruckThroughPriceIsMoreThanThePrice(t *testing.T) {
	cases := []struct {
		name string
		set  []Price
		want *money.Amount
	}{
		{"a sale strikes the base price through", mug()[:2], ref(usd(2000))},
		{"its own beats that", []Price{mug()[0], {ID: "s", Amount: usd(1500), MinQuantity: 1, From: at(0), CompareAt: ref(usd(1900))}}, ref(usd(1900))},
		{"not when it is no more", []Price{{ID: "b", Amount: usd(1500), MinQuantity: 1, CompareAt: ref(usd(1500))}}, nil},
		{"a dearer window strikes nothing", []Price{mug()[0], {ID: "s", Amount: usd(2500), MinQuantity: 1, From: at(0)}}, nil},
		{"a tier strikes nothing", []Price{mug()[0], {ID: "t", Amount: usd(10), MinQuantity: 1, GroupID: ref("g")}}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := ask()
			a.Groups = []string{"g"}
			got, err := Resolve(c.set, a)
			if err != nil {
				t.Fatal(err)
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
		got, err := Resolve(mug(), a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Until); diff != "" {
			t.Errorf("at %s: %s", d, diff)
		}
	}
}

func TestNothingFittingIsAnErrorNotFree(t *testing.T) {
	a := ask()
	a.Currency = "JPY"
	for _, set := range [][]Price{nil, mug()} {
		got, err := Resolve(set, a)
		if !errors.Is(err, ErrNoPrice) || got != (Resolved{}) {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

func TestABadQuestionIsRefusedWithItsPlace(t *testing.T) {
	cases := map[string]func(*Ask){
		"currency":        func(a *Ask) { a.Currency = "usd" },
		"quantity":        func(a *Ask) { a.Quantity = 0 },
		"manual.currency": func(a *Ask) { a.Manual = ref(money.New(1, "EUR")) },
		"manual.amount":   func(a *Ask) { a.Manual = ref(usd(-1)) },
	}
	for place, change := range cases {
		a := ask()
		change(&a)
		_, errResolve := Resolve(mug(), a)
		_, errExplain := Explain(mug(), a)
		for _, err := range []error{errResolve, errExplain} {
			var e *errs.Error
			if !errors.Is(err, ErrBadInput) || !errors.As(err, &e) || e.Fields[0].Path != place {
				t.Errorf("%s: %v", place, err)
			}
		}
	}
}

func TestExplainTellsTheFateOfEveryRow(t *testing.T) {
	a := ask()
	a.Quantity = 10
	a.At = noon.Add(2 * time.Hour)
	verdicts, err := Explain(mug(), a)
	if err != nil {
		t.Fatal(err)
	}
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
	a.Manual = ref(usd(1))
	if verdicts, err = Explain(mug(), a); err != nil || verdicts[0].Why != WhyManual {
		t.Errorf("beside a manual price: %+v, %v", verdicts[0], err)
	}
}

// sets draws price sets full of ties.
func sets() *rapid.Generator[[]Price] {
	return rapid.Custom(func(t *rapid.T) []Price {
		var set []Price
		for i := range rapid.IntRange(0, 8).Draw(t, "rows") {
			p := Price{
				ID:          fmt.Sprintf("%d", i),
				Amount:      money.New(rapid.Int64Range(0, 5).Draw(t, "amount"), rapid.SampledFrom([]money.Currency{"USD", "JPY"}).Draw(t, "currency")),
				MinQuantity: rapid.SampledFrom([]int64{1, 1, 5}).Draw(t, "minimum"),
				GroupID:     rapid.SampledFrom([]*string{nil, nil, ref("g"), ref("h")}).Draw(t, "group"),
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

func asks() *rapid.Generator[Ask] {
	return rapid.Custom(func(t *rapid.T) Ask {
		return Ask{
			Currency: "USD",
			Groups:   rapid.SampledFrom([][]string{nil, {"g"}, {"g", "h"}}).Draw(t, "groups"),
			Quantity: rapid.Int64Range(1, 6).Draw(t, "quantity"),
			At:       *at(time.Duration(rapid.IntRange(-3, 3).Draw(t, "hour")) * time.Hour),
		}
	})
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, a := sets().Draw(t, "set"), asks().Draw(t, "ask")
		one, errOne := Resolve(set, a)
		two, errTwo := Resolve(rapid.Permutation(set).Draw(t, "mixed"), a)
		if !errors.Is(errOne, errTwo) {
			t.Fatalf("%v and %v", errOne, errTwo)
		}
		if diff := cmp.Diff(one, two); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheChosenRowFitsAndHoldsUntilItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, a := sets().Draw(t, "set"), asks().Draw(t, "ask")
		got, err := Resolve(set, a)
		if errors.Is(err, ErrNoPrice) {
			for _, p := range set {
				if p.fits(a) == WhyOutranked {
					t.Fatalf("%s fits and was not found", p.ID)
				}
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range set {
			if p.ID == got.PriceID && (p.fits(a) != WhyOutranked || p.Amount != got.Amount || p.Rule() != got.Rule) {
				t.Fatalf("%+v was chosen as %+v", p, got)
			}
		}
		if got.CompareAt != nil && got.CompareAt.Minor <= got.Amount.Minor {
			t.Fatalf("%+v strikes through what is no more", got)
		}
		// One moment before the boundary the answer is still the same.
		if got.Until != nil {
			a.At = got.Until.Add(-time.Microsecond)
			again, err := Resolve(set, a)
			if err != nil || again.PriceID != got.PriceID {
				t.Fatalf("%s became %s before its time, %v", got.PriceID, again.PriceID, err)
			}
		}
	})
}

func ExampleResolve() {
	weekend := noon.Add(48 * time.Hour)
	set := []Price{
		{ID: "prc_1", Amount: money.New(2000, "USD"), MinQuantity: 1},
		{ID: "prc_2", Amount: money.New(1500, "USD"), MinQuantity: 1, Until: &weekend},
	}
	r, err := Resolve(set, Ask{Currency: "USD", Quantity: 1, At: noon})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Amount.Decimal(), "was", r.CompareAt.Decimal(), "by", r.Rule, r.PriceID)
	// Output: 15.00 was 20.00 by sale prc_2
}
