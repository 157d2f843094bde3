package payment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func asked() Payment { return Payment{ID: "pay_1", Status: Pending, Amount: 1000, Currency: "USD"} }

func TestAFactMovesAPaymentUpOnly(t *testing.T) {
	for name, c := range map[string]struct {
		from     Payment
		fact     Fact
		want     Status
		captured int64
		outcome  string
	}{
		"authorized":               {asked(), Fact{Kind: SaysAuthorized}, Authorized, 0, outcomeApplied},
		"captured":                 {asked(), Fact{Kind: SaysCaptured, Total: 1000, Currency: "USD"}, Captured, 1000, outcomeApplied},
		"captured again":           {Payment{Status: Captured, Amount: 1000, Captured: 1000, Currency: "USD"}, Fact{Kind: SaysCaptured, Total: 1000, Currency: "USD"}, Captured, 1000, outcomeNothing},
		"failed":                   {asked(), Fact{Kind: SaysFailed, Reason: "no"}, Failed, 0, outcomeApplied},
		"failed after capture":     {Payment{Status: Captured, Captured: 5, Currency: "USD"}, Fact{Kind: SaysFailed}, Captured, 5, outcomeNothing},
		"captured after failure":   {Payment{Status: Failed, Failure: "no", Currency: "USD"}, Fact{Kind: SaysCaptured, Total: 7, Currency: "USD"}, Captured, 7, outcomeApplied},
		"captured after voiding":   {Payment{Status: Voided, Currency: "USD"}, Fact{Kind: SaysCaptured, Total: 7, Currency: "USD"}, Captured, 7, outcomeApplied},
		"failed after voiding":     {Payment{Status: Voided, Currency: "USD"}, Fact{Kind: SaysFailed}, Voided, 0, outcomeNothing},
		"another currency":         {asked(), Fact{Kind: SaysCaptured, Total: 1000, Currency: "EUR"}, Pending, 0, outcomeCurrency},
		"all refunded":             {asked(), Fact{Kind: SaysRefunded, Total: 1000, Currency: "USD"}, Refunded, 1000, outcomeApplied},
		"what means nothing to us": {asked(), Fact{Kind: SaysNothing}, Pending, 0, outcomeNothing},
	} {
		got, outcome := c.from.apply(c.fact)
		if got.Status != c.want || got.Captured != c.captured || outcome != c.outcome {
			t.Errorf("%s: %+v, %s", name, got, outcome)
		}
	}
}

func TestDuplicatesAndAnyOrderEndInTheSamePayment(t *testing.T) {
	fact := rapid.Custom(func(t *rapid.T) Fact {
		return Fact{
			Kind:     rapid.SampledFrom([]Kind{SaysAuthorized, SaysCaptured, SaysFailed, SaysRefunded, SaysNothing}).Draw(t, "kind"),
			Total:    rapid.Int64Range(0, 1000).Draw(t, "total"),
			Currency: "USD", Reason: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "reason"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		facts := rapid.SliceOfN(fact, 0, 6).Draw(t, "facts")
		start := asked()
		start.Status = rapid.SampledFrom([]Status{Pending, Voided}).Draw(t, "start")
		hear := func(all []Fact) Payment {
			p := start
			for _, f := range all {
				p, _ = p.apply(f)
			}
			return p
		}
		want := hear(facts)
		again := append(append([]Fact(nil), facts...), facts...)
		if diff := cmp.Diff(want, hear(rapid.Permutation(again).Draw(t, "again"))); diff != "" {
			t.Fatal(diff)
		}
		if want.Refunded > want.Captured || want.Refundable() < 0 {
			t.Fatalf("more refunded than captured: %+v", want)
		}
	})
}
