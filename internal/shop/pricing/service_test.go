package pricing_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/pricing/pricingtest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *pricing.Service)) {
	dbtest.Each(t, pricingtest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, pricingtest.New(w))
	})
}

// member sells in the stores named.
func member(storeIDs ...string) context.Context {
	return actor.With(context.Background(), actor.Actor{Kind: actor.Member, AccountID: "acc_1", Grants: []actor.Grant{{SellerID: "sel_1", StoreIDs: storeIDs, Perms: actor.SellerPerms()}}})
}

func i64(n int64) *int64 { return &n }

func hours(n int) *time.Time { t := dbtest.Start.Add(time.Duration(n) * time.Hour); return &t }

// mug is a set with a row of every sort.
func mug() pricing.Set {
	return pricing.Set{StoreID: "sto_a", VariantID: "var_mug", Prices: []pricing.Price{
		{Currency: "USD", Amount: 2000, CompareAt: i64(2500), MinQuantity: 1},
		{Currency: "USD", Amount: 1800, MinQuantity: 10},
		{Currency: "USD", Amount: 1500, MinQuantity: 1, Group: "grp_w"},
		{Currency: "USD", Amount: 1700, MinQuantity: 1, From: hours(1), Until: hours(2)},
		{Currency: "JPY", Amount: 3000, MinQuantity: 1},
	}}
}

func read(t *testing.T, w *dbtest.World, s *pricing.Service, variantID string) []pricing.Price {
	t.Helper()
	sets, err := s.Prices(context.Background(), w.DB, []string{variantID})
	if err != nil {
		t.Fatal(err)
	}
	return sets[variantID]
}

func TestASetReadsBackAsItWasWritten(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		if changed, err := s.Set(member("sto_a"), mug()); err != nil || !changed {
			t.Fatal(changed, err)
		}
		got := read(t, w, s, "var_mug")
		want := mug().Prices
		for i := range want {
			want[i].ID, want[i].VariantID = got[i].ID, "var_mug"
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if r, ok := pricing.Resolve(got, pricing.Query{Currency: "USD", Quantity: 10, At: dbtest.Start}); !ok || r.Price.ID != got[1].ID {
			t.Errorf("resolved %+v", r)
		}
	})
}

func TestARowThatStaysKeepsItsIDAndTheRestGoes(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		if _, err := s.Set(member("sto_a"), mug()); err != nil {
			t.Fatal(err)
		}
		before := read(t, w, s, "var_mug")
		next := mug()
		next.Prices = []pricing.Price{
			{Currency: "EUR", Amount: 1900, MinQuantity: 1},
			{Currency: "USD", Amount: 2100, MinQuantity: 1},                                       // dearer, no compare-at
			{Currency: "USD", Amount: 1700, MinQuantity: 1, From: hours(1), Until: hours(3)},      // an hour longer
			{Currency: "USD", Amount: 1600, MinQuantity: 1, From: hours(4), CompareAt: i64(2100)}, // another window
			{Currency: "USD", Amount: 1500, MinQuantity: 1, Group: "grp_w"},                       // as it was
		}
		if changed, err := s.Set(member("sto_a"), next); err != nil || !changed {
			t.Fatal(changed, err)
		}
		byAmount := map[int64]string{}
		for _, p := range read(t, w, s, "var_mug") {
			byAmount[p.Amount] = p.ID
		}
		if byAmount[2100] != before[0].ID || byAmount[1700] != before[3].ID || byAmount[1500] != before[2].ID {
			t.Errorf("ids changed: %+v, before %+v", byAmount, before)
		}
		if len(byAmount) != 5 || byAmount[1800] != "" || byAmount[3000] != "" {
			t.Errorf("the set is %+v", byAmount)
		}
	})
}

func TestSavingWhatIsThereWritesAndSaysNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		heard := 0
		s.AfterChange.Add("test", func(context.Context, db.Tx, []string) error { heard++; return nil })
		for i, want := range []bool{true, false, false} {
			w.Clock.Advance(time.Minute)
			if changed, err := s.Set(member("sto_a"), mug()); err != nil || changed != want {
				t.Errorf("save %d: %v, %v", i, changed, err)
			}
		}
		if diff := cmp.Diff([]string{"pricing.changed"}, w.EventNames(t)); diff != "" || heard != 1 {
			t.Error(heard, diff)
		}
	})
}

func TestAnEmptySetTakesAVariantOffSale(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		pricingtest.Put(t, s, "sto_a", "var_1", money.New(100, "USD"))
		if changed, err := s.Set(member("sto_a"), pricing.Set{StoreID: "sto_a", VariantID: "var_1"}); err != nil || !changed {
			t.Fatal(changed, err)
		}
		if got := read(t, w, s, "var_1"); len(got) != 0 {
			t.Errorf("left: %+v", got)
		}
	})
}

func TestPricesOfOtherStoresCannotBeSet(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		pricingtest.Put(t, s, "sto_b", "var_b", money.New(100, "USD"))
		foreign := pricing.Set{StoreID: "sto_b", VariantID: "var_b", Prices: []pricing.Price{{Currency: "USD", Amount: 1, MinQuantity: 1}}}
		disguised := foreign
		disguised.StoreID = "sto_a"
		for name, set := range map[string]pricing.Set{"foreign": foreign, "disguised": disguised} {
			if _, err := s.Set(member("sto_a"), set); !errors.Is(err, pricing.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.Set(context.Background(), foreign); !errors.Is(err, pricing.ErrNotFound) {
			t.Errorf("anonymous: %v", err)
		}
		if got := read(t, w, s, "var_b"); len(got) != 1 || got[0].Amount != 100 {
			t.Errorf("the price became %+v", got)
		}
		if names := w.EventNames(t); len(names) != 1 {
			t.Errorf("said %v", names)
		}
	})
}

func TestABadSetIsRefusedWithEveryPlace(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		set := pricing.Set{StoreID: "sto_a", VariantID: "var_1", Prices: []pricing.Price{
			{Currency: "usd", Amount: -5, MinQuantity: 1},
			{Currency: "USD", Amount: money.MaxMinor + 1, MinQuantity: 0},
			{Currency: "USD", Amount: 10, CompareAt: i64(9), MinQuantity: 1},
			{Currency: "USD", Amount: 11, MinQuantity: 1},
			{Currency: "USD", Amount: 10, MinQuantity: 2, From: hours(1), Until: hours(1), Group: "a b"},
			{Currency: "USD", Amount: 10, MinQuantity: 3, From: &time.Time{}, CompareAt: i64(math.MaxInt64)},
		}}
		_, err := s.Set(member("sto_a"), set)
		var e *errs.Error
		if !errors.Is(err, pricing.ErrBadPrice) || !errors.As(err, &e) {
			t.Fatal(err)
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Path+" "+f.Code)
		}
		want := []string{
			"prices[0].currency unknown", "prices[0].amount negative",
			"prices[1].amount too_large", "prices[1].min_quantity range",
			"prices[2].compare_at too_low", "prices[3] duplicate",
			"prices[4].group format", "prices[4].until order",
			"prices[5].compare_at too_large", "prices[5].from range",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if got := read(t, w, s, "var_1"); len(got) != 0 {
			t.Errorf("stored %+v", got)
		}
	})
}

func TestAnErrorOfAHookChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		refusal := errors.New("no")
		s.AfterChange.Add("test", func(context.Context, db.Tx, []string) error { return refusal })
		if _, err := s.Set(member("sto_a"), mug()); !errors.Is(err, refusal) {
			t.Error(err)
		}
		if got := read(t, w, s, "var_mug"); len(got) != 0 {
			t.Errorf("stored %+v", got)
		}
	})
}

// notes keeps what was journalled.
type notes struct{ entries []journal.Entry }

func (n *notes) Record(_ context.Context, _ db.Tx, e journal.Entry) error {
	n.entries = append(n.entries, e)
	return nil
}

func TestEveryChangeLeavesTheSetBeforeAndAfter(t *testing.T) {
	dbtest.Each(t, pricingtest.Sets(), func(t *testing.T, d *db.DB) {
		w, n := dbtest.NewWorld(d), &notes{}
		s := pricing.New(pricing.Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: n})
		pricingtest.Put(t, s, "sto_a", "var_1", money.New(100, "USD"))
		pricingtest.Put(t, s, "sto_a", "var_1", money.New(90, "USD"))
		var heard []string
		s.AfterChange.Add("test", func(_ context.Context, _ db.Tx, ids []string) error { heard = append(heard, ids...); return nil })
		err := d.InTx(member(), func(ctx context.Context, tx db.Tx) error { return s.RemoveTx(ctx, tx, []string{"var_2", "var_1"}) })
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, w, s, "var_1"); len(got) != 0 {
			t.Errorf("left: %+v", got)
		}
		var got []string
		for _, e := range n.entries {
			got = append(got, fmt.Sprintf("%s %s %s %s→%s", e.Action, e.EntityID, e.StoreID, amounts(t, e.Before), amounts(t, e.After)))
		}
		want := []string{"updated var_1 sto_a []→[100]", "updated var_1 sto_a [100]→[90]", "deleted var_1 sto_a [90]→[]"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"var_1"}, heard); diff != "" {
			t.Error(diff)
		}
	})
}

// amounts reads a journalled set as the audit log would.
func amounts(t *testing.T, snapshot any) string {
	t.Helper()
	text, err := json.Marshal(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Prices []struct {
			Amount int64 `json:"amount"`
		} `json:"prices"`
	}
	if err := json.Unmarshal(text, &set); err != nil {
		t.Fatal(err)
	}
	list := []int64{}
	for _, p := range set.Prices {
		list = append(list, p.Amount)
	}
	return fmt.Sprint(list)
}

func TestManyVariantsAreReadAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		var ids []string
		err := w.DB.InTx(member("sto_a"), func(ctx context.Context, tx db.Tx) error {
			for i := range db.MaxIn + 10 {
				set := mug()
				set.VariantID = fmt.Sprintf("var_%04d", i)
				ids = append(ids, set.VariantID)
				if _, err := s.SetTx(ctx, tx, set); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		sets, err := s.Prices(context.Background(), w.DB, append(ids, "var_unknown"))
		if err != nil || len(sets) != len(ids) {
			t.Fatal(len(sets), err)
		}
		for id, set := range sets {
			if len(set) != len(mug().Prices) {
				t.Errorf("%s has %d prices", id, len(set))
			}
		}
	})
}

func TestParallelSavesOfOneSetLeaveOneOfThem(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *pricing.Service) {
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				set := pricing.Set{StoreID: "sto_a", VariantID: "var_1", Prices: []pricing.Price{
					{Currency: money.Currencies()[i], Amount: int64(100 + i), MinQuantity: 1},
					{Currency: "USD", Amount: int64(100 + i), MinQuantity: 1},
				}}
				if _, err := s.Set(member("sto_a"), set); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		got := read(t, w, s, "var_1")
		if len(got) != 2 || got[0].Amount != got[1].Amount {
			t.Errorf("a mixture is left: %+v", got)
		}
	})
}

func TestEveryStatementIsGoodSQLOnBothEngines(t *testing.T) {
	dbtest.Each(t, pricingtest.Sets(), func(t *testing.T, d *db.DB) {
		if n, err := db.PrepareAll(context.Background(), d); err != nil || n == 0 {
			t.Error(n, err)
		}
	})
}
