package inventory_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/inventory/inventorytest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// world is the room with one store and three variants.
type world struct {
	*inventorytest.Fixture
	store, seller string
	variants      []string
}

func each(t *testing.T, fn func(t *testing.T, w world)) {
	dbtest.Each(t, inventorytest.Sets(), func(t *testing.T, d *db.DB) {
		f := inventorytest.New(t, d)
		sel, sto := sellertest.Open(t, f.Seller, d, "kiln")
		w := world{Fixture: f, store: sto.ID, seller: sel.ID}
		for _, v := range f.Product(t, sto.ID, "Mug", "A", "B", "C").Variants {
			w.variants = append(w.variants, v.ID)
		}
		fn(t, w)
	})
}

// tx runs verbs as the platform's owner.
func (w world) tx(fn func(ctx context.Context, tx db.Tx) error) error {
	return w.DB.InTx(catalogtest.Owner(), fn)
}

func (w world) reserve(order string, lines ...inventory.LineNeed) error {
	return w.tx(func(ctx context.Context, tx db.Tx) error {
		return w.Inventory.ReserveTx(ctx, tx, inventory.Reserve{OrderID: order, Lines: lines})
	})
}

type settleVerb func(context.Context, db.Tx, string, []inventory.LineQty) error

func (w world) do(verb settleVerb, order string, lines ...inventory.LineQty) error {
	return w.tx(func(ctx context.Context, tx db.Tx) error { return verb(ctx, tx, order, lines) })
}

func (w world) set(t *testing.T, in inventory.Set) bool {
	t.Helper()
	var changed bool
	if err := w.tx(func(ctx context.Context, tx db.Tx) (err error) {
		changed, err = w.Inventory.SetTx(ctx, tx, in)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return changed
}

// failer is a test or a run of a property.
type failer interface{ Fatalf(string, ...any) }

func (w world) level(t failer, variantID string) inventory.Level {
	l, err := w.Inventory.Levels(catalogtest.Owner(), w.DB, []string{variantID})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return l[variantID]
}

func need(line, variant string, n int64) inventory.LineNeed {
	return inventory.LineNeed{LineID: line, VariantID: variant, Quantity: n}
}

func qty(line string, n int64) inventory.LineQty {
	return inventory.LineQty{LineID: line, Quantity: n}
}

func ptr[T any](v T) *T { return &v }

func TestEveryStatementRunsOnBothEngines(t *testing.T) {
	dbtest.Each(t, inventorytest.Sets(), func(t *testing.T, d *db.DB) {
		if _, err := db.PrepareAll(context.Background(), d); err != nil {
			t.Error(err)
		}
	})
}

func TestAnOrdersStockGoesFromReservedToShippedAndBack(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, 10)
		// Two lines of one variant are counted together.
		if err := w.reserve("ord_1", need("l1", a, 3), need("l2", a, 4)); err != nil {
			t.Fatal(err)
		}
		if err := w.reserve("ord_1", need("l1", a, 3), need("l2", a, 4)); err != nil {
			t.Fatal("reserving again:", err)
		}
		if l := w.level(t, a); l.OnHand != 10 || l.Reserved != 7 {
			t.Error(l)
		}
		if err := w.do(w.Inventory.CommitTx, "ord_1", qty("l1", 2)); err != nil {
			t.Fatal(err)
		}
		if l := w.level(t, a); l.OnHand != 8 || l.Reserved != 5 {
			t.Error(l)
		}
		if err := w.do(w.Inventory.CommitTx, "ord_1", qty("l1", 2)); !errors.Is(err, inventory.ErrNotReserved) {
			t.Error("shipped more than was reserved:", err)
		}
		for range 2 { // releasing everything open, twice
			if err := w.do(w.Inventory.ReleaseTx, "ord_1"); err != nil {
				t.Fatal(err)
			}
		}
		if l := w.level(t, a); l.OnHand != 8 || l.Reserved != 0 {
			t.Error(l)
		}
		if err := w.do(w.Inventory.RestockTx, "ord_1", qty("l1", 2)); err != nil {
			t.Fatal(err)
		}
		if err := w.do(w.Inventory.RestockTx, "ord_1", qty("l1", 1)); !errors.Is(err, inventory.ErrNotReserved) {
			t.Error("restocked twice:", err)
		}
		if l := w.level(t, a); l.OnHand != 10 || l.Reserved != 0 {
			t.Error(l)
		}
		rs, err := w.Inventory.Reservations(context.Background(), w.DB, "ord_1")
		if err != nil || rs["l1"].Committed != 2 || rs["l1"].Released != 1 || rs["l1"].Restocked != 2 || rs["l2"].Released != 4 || rs["l2"].Open() != 0 {
			t.Error(rs, err)
		}
		h, err := w.Inventory.History(catalogtest.Owner(), w.DB, a, page.Request{Limit: 3})
		if err != nil || len(h.Items) != 3 || h.Next == "" || h.Items[0].Reason != "restocked" || h.Items[0].OnHandDelta != 2 {
			t.Error(h, err)
		}
	})
}

func TestAnOrderReservesAllItNeedsOrNothing(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.Stock(t, w.store, w.variants[0], 10)
		w.Stock(t, w.store, w.variants[1], 1)
		events := len(w.EventNames(t))
		err := w.reserve("ord_1", need("l1", w.variants[0], 2), need("l2", w.variants[1], 2), need("l3", w.variants[2], 1))
		var e *errs.Error
		if !errors.As(err, &e) || !errors.Is(err, inventory.ErrOutOfStock) {
			t.Fatal(err)
		}
		want := []inventory.Short{{VariantID: w.variants[1], Available: 1}, {VariantID: w.variants[2], Available: 0}}
		slices.SortFunc(want, func(a, b inventory.Short) int { return cmpStrings(a.VariantID, b.VariantID) })
		if diff := cmp.Diff(want, e.Detail); diff != "" {
			t.Error(diff)
		}
		if l := w.level(t, w.variants[0]); l.Reserved != 0 {
			t.Error("half an order is reserved:", l)
		}
		if rs, err := w.Inventory.Reservations(context.Background(), w.DB, "ord_1"); err != nil || len(rs) != 0 || len(w.EventNames(t)) != events {
			t.Error(rs, err)
		}
	})
}

func cmpStrings(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

func TestBackordersAndUntrackedVariantsDoNotRunOut(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		back, free, none := w.variants[0], w.variants[1], w.variants[2]
		w.set(t, inventory.Set{VariantID: back, StoreID: w.store, OnHand: ptr(int64(1)), AllowBackorder: ptr(true)})
		w.set(t, inventory.Set{VariantID: free, StoreID: w.store, Tracked: ptr(false)})
		if err := w.reserve("ord_1", need("l1", back, 5), need("l2", free, 99)); err != nil {
			t.Fatal(err)
		}
		av, err := w.Inventory.Available(context.Background(), w.DB, []string{back, free, none, "var_unknown"})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]inventory.Availability{back: {Available: -4, Tracked: true, Backorder: true}, free: {}, none: {Tracked: true}, "var_unknown": {Tracked: true}}
		if diff := cmp.Diff(want, av); diff != "" {
			t.Error(diff)
		}
		if !av[back].Has(7) || !av[free].Has(7) || av[none].Has(1) {
			t.Error(av)
		}
		if err := w.do(w.Inventory.CommitTx, "ord_1", qty("l1", 5), qty("l2", 99)); err != nil {
			t.Fatal(err)
		}
		if l := w.level(t, back); l.OnHand != -4 || l.Reserved != 0 {
			t.Error(l)
		}
		if l := w.level(t, free); l.OnHand != 0 || l.Reserved != 0 {
			t.Error("an untracked variant was counted:", l)
		}
	})
}

func TestShippingMoreThanWasCountedLeavesNothingNotLess(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, 5)
		if err := w.reserve("ord_1", need("l1", a, 5)); err != nil {
			t.Fatal(err)
		}
		w.set(t, inventory.Set{VariantID: a, StoreID: w.store, OnHand: ptr(int64(2))})
		if err := w.do(w.Inventory.CommitTx, "ord_1", qty("l1", 5)); err != nil {
			t.Fatal(err)
		}
		if l := w.level(t, a); l.OnHand != 0 || l.Reserved != 0 {
			t.Error(l)
		}
	})
}

func TestSettingWhatIsSoWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		heard := 0
		w.Inventory.AfterChange.Add("test", func(context.Context, db.Tx, []inventory.Moved) error { heard++; return nil })
		in := inventory.Set{VariantID: a, StoreID: w.store, OnHand: ptr(int64(7)), Safety: ptr(int64(2)), Reason: "import"}
		if !w.set(t, in) || w.set(t, in) || heard != 1 {
			t.Error("heard", heard)
		}
		if l := w.level(t, a); l.Available() != 5 {
			t.Error(l)
		}
		if err := w.reserve("ord_1", need("l1", a, 6)); !errors.Is(err, inventory.ErrOutOfStock) {
			t.Error("safety stock was sold:", err)
		}
		if diff := cmp.Diff([]string{"inventory.changed"}, w.EventNames(t)[3:]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestLevelsOfDeletedVariantsGoUnlessClaimed(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a, b := w.variants[0], w.variants[1]
		w.Stock(t, w.store, a, 5)
		w.Stock(t, w.store, b, 5)
		if err := w.reserve("ord_1", need("l1", a, 2)); err != nil {
			t.Fatal(err)
		}
		vs, err := w.Catalog.Variants(context.Background(), w.DB, []string{a})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Catalog.Delete(catalogtest.Owner(), vs[a].Product.ID); err != nil {
			t.Fatal(err)
		}
		if la, lb := w.level(t, a), w.level(t, b); la.Reserved != 2 || lb != (inventory.Level{}) {
			t.Error(la, lb)
		}
		if err := w.do(w.Inventory.CommitTx, "ord_1", qty("l1", 2)); err != nil {
			t.Error("an order of a deleted product cannot be shipped:", err)
		}
	})
}

func TestRunningShortIsSaidOnce(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, inventory.LowMark+2)
		for i := range 3 {
			if err := w.reserve(fmt.Sprint("ord_", i), need("l", a, 1)); err != nil {
				t.Fatal(err)
			}
		}
		n := 0
		for _, name := range w.EventNames(t) {
			if name == "inventory.low" {
				n++
			}
		}
		if n != 1 {
			t.Error(n, "times")
		}
	})
}

func TestStockOutsideTheScopeDoesNotExist(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, 5)
		selB, stoB := sellertest.Open(t, w.Seller, w.DB, "other")
		foreign := actor.With(context.Background(), sellertest.MemberOf(selB.ID, stoB.ID))
		if _, err := w.Inventory.Adjust(foreign, inventory.Adjust{VariantID: a, Delta: 1}); !errors.Is(err, inventory.ErrNotFound) {
			t.Error(err)
		}
		if _, err := w.Inventory.Adjust(foreign, inventory.Adjust{VariantID: w.variants[1], Delta: 1}); !errors.Is(err, inventory.ErrNotFound) {
			t.Error(err)
		}
		for _, v := range []string{a, w.variants[1]} { // with and without a level
			err := w.DB.InTx(foreign, func(ctx context.Context, tx db.Tx) error {
				_, err := w.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: v, StoreID: stoB.ID, OnHand: ptr(int64(1))})
				return err
			})
			if !errors.Is(err, inventory.ErrNotFound) {
				t.Error(err)
			}
		}
		if l, err := w.Inventory.Levels(foreign, w.DB, []string{a}); err != nil || len(l) != 0 {
			t.Error(l, err)
		}
		if l, err := w.Inventory.List(foreign, w.DB, inventory.Filter{VariantID: a}, page.Request{}); err != nil || len(l.Items) != 0 {
			t.Error(l, err)
		}
		if _, err := w.Inventory.History(foreign, w.DB, a, page.Request{}); !errors.Is(err, inventory.ErrNotFound) {
			t.Error(err)
		}
		if w.level(t, a).OnHand != 5 {
			t.Error("something changed")
		}
	})
}

func TestBadInputIsRefusedWithItsPlace(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, 5)
		for name, err := range map[string]error{
			"no quantity":   w.reserve("ord_1", need("l1", a, 0)),
			"a line twice":  w.reserve("ord_1", need("l1", a, 1), need("l1", a, 1)),
			"no order":      w.reserve("", need("l1", a, 1)),
			"negative ship": w.do(w.Inventory.CommitTx, "ord_1", qty("l1", -1)),
			"negative set": w.tx(func(ctx context.Context, tx db.Tx) error {
				_, err := w.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: a, StoreID: w.store, OnHand: ptr(int64(-1))})
				return err
			}),
			"no delta": second(w.Inventory.Adjust(catalogtest.Owner(), inventory.Adjust{VariantID: a})),
		} {
			var e *errs.Error
			if !errors.Is(err, inventory.ErrInvalid) || !errors.As(err, &e) || len(e.Fields) == 0 {
				t.Error(name, err)
			}
		}
		if _, err := w.Inventory.Adjust(catalogtest.Owner(), inventory.Adjust{VariantID: a, Delta: -6}); !errors.Is(err, inventory.ErrNegative) {
			t.Error(err)
		}
	})
}

func TestTwoHundredRacingForTenGetTen(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, 10)
		var wg sync.WaitGroup
		var won atomic.Int64
		for i := range 200 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := w.reserve(fmt.Sprint("ord_", i), need("l1", a, 1))
				if err == nil {
					won.Add(1)
				} else if !errors.Is(err, inventory.ErrOutOfStock) {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if l := w.level(t, a); won.Load() != 10 || l.Available() != 0 || l.Reserved != 10 {
			t.Error(won.Load(), "won;", l)
		}
	})
}

func TestOrdersOfSeveralVariantsRaceWithoutDeadlockOrOversale(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		for _, v := range w.variants {
			w.Stock(t, w.store, v, 30)
		}
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				order := fmt.Sprint("ord_", i)
				x, y := w.variants[i%3], w.variants[(i+1+i/3%2)%3]
				err := w.reserve(order, need("l1", x, 1), need("l2", y, 1))
				if errors.Is(err, inventory.ErrOutOfStock) {
					return
				}
				if err == nil && i%2 == 0 {
					err = w.do(w.Inventory.ReleaseTx, order)
				} else if err == nil {
					err = w.do(w.Inventory.CommitTx, order, qty("l2", 1), qty("l1", 1))
				}
				if err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		w.checkLedger(t)
	})
}

func TestReleasingAndShippingOneLineInParallelNeverDoesBoth(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.variants[0]
		w.Stock(t, w.store, a, 100)
		for i := range 10 {
			order := fmt.Sprint("ord_", i)
			if err := w.reserve(order, need("l1", a, 3)); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for _, verb := range []settleVerb{w.Inventory.ReleaseTx, w.Inventory.CommitTx, w.Inventory.ReleaseTx, w.Inventory.CommitTx} {
				wg.Add(1)
				go func() {
					defer wg.Done()
					if err := w.do(verb, order, qty("l1", 2)); err != nil && !errors.Is(err, inventory.ErrNotReserved) {
						t.Error(err)
					}
				}()
			}
			wg.Wait()
			rs, err := w.Inventory.Reservations(context.Background(), w.DB, order)
			if err != nil || rs["l1"].Open() < 0 {
				t.Error(rs, err)
			}
		}
		w.checkLedger(t)
	})
}

// checkLedger holds I1 and I2 for every variant.
func (w world) checkLedger(t failer) {
	for _, v := range w.variants {
		all, err := w.Inventory.Levels(catalogtest.Owner(), w.DB, []string{v})
		if err != nil {
			t.Fatalf("%v", err)
		}
		l, ok := all[v]
		if !ok {
			continue
		}
		var onHand, reserved int64
		p := page.Request{Limit: 100}
		for {
			h, err := w.Inventory.History(catalogtest.Owner(), w.DB, v, p)
			if err != nil {
				t.Fatalf("%v", err)
			}
			for _, m := range h.Items {
				onHand, reserved = onHand+m.OnHandDelta, reserved+m.ReservedDelta
			}
			if p.Cursor = h.Next; h.Next == "" {
				break
			}
		}
		if onHand != l.OnHand || reserved != l.Reserved || l.Reserved < 0 {
			t.Fatalf("%+v, but the ledger says on hand %d, reserved %d", l, onHand, reserved)
		}
	}
}

// Whatever is done in whatever order, the ledger adds up, claims never go
// below zero and nothing is promised that is not there.
func TestAnyHistoryAddsUp(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		round := 0
		rapid.Check(t, func(rt *rapid.T) {
			round++
			var lines []inventory.LineQty
			var orders []string
			for step := range rapid.IntRange(1, 12).Draw(rt, "steps") {
				v := rapid.SampledFrom(w.variants).Draw(rt, "variant")
				n := rapid.Int64Range(1, 6).Draw(rt, "n")
				before := w.level(rt, v)
				var err error
				switch rapid.SampledFrom([]string{"set", "adjust", "reserve", "reserve", "commit", "release", "restock", "all"}).Draw(rt, "verb") {
				case "set":
					in := inventory.Set{VariantID: v, StoreID: w.store, OnHand: &n, AllowBackorder: ptr(rapid.Bool().Draw(rt, "back"))}
					if rapid.Bool().Draw(rt, "safe") {
						in.Safety = ptr(n / 2)
					}
					err = w.tx(func(ctx context.Context, tx db.Tx) error { _, err := w.Inventory.SetTx(ctx, tx, in); return err })
				case "adjust":
					_, err = w.Inventory.Adjust(catalogtest.Owner(), inventory.Adjust{VariantID: v, Delta: n - 3})
				case "reserve":
					order := fmt.Sprintf("ord_%d_%d", round, step)
					if err = w.reserve(order, need("l", v, n)); err == nil {
						if before.Available() < n && !before.AllowBackorder && before.Tracked {
							rt.Fatalf("%d promised of %+v", n, before)
						}
						orders, lines = append(orders, order), append(lines, qty("l", n))
					}
				default:
					if len(orders) == 0 {
						continue
					}
					i := rapid.IntRange(0, len(orders)-1).Draw(rt, "order")
					verb := rapid.SampledFrom([]settleVerb{w.Inventory.CommitTx, w.Inventory.ReleaseTx, w.Inventory.RestockTx}).Draw(rt, "settle")
					err = w.do(verb, orders[i], qty("l", min(n, lines[i].Quantity)))
				}
				for _, fine := range []error{inventory.ErrOutOfStock, inventory.ErrNotReserved, inventory.ErrNegative, inventory.ErrInvalid} {
					if errors.Is(err, fine) {
						err = nil
					}
				}
				if err != nil {
					rt.Fatal(err)
				}
			}
			w.checkLedger(rt)
		})
	})
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		api := httpxtest.New(t, func(api huma.API) { w.Inventory.RegisterStore(api) })
		member := sellertest.MemberOf(w.seller, w.store)
		var l inventory.Level
		for range 2 { // the same key twice moves it once
			api.Do(httpxtest.Call{As: member, Method: "POST", Path: "/inventory/adjust", Key: "k", Body: map[string]any{"variant_id": w.variants[0], "delta": 8, "reason": "received"}}).Want(http.StatusOK).Into(&l)
		}
		if l.OnHand != 8 {
			t.Error(l)
		}
		var list page.List[inventory.Level]
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/inventory?variant_id=" + w.variants[0]}).Want(http.StatusOK).Into(&list)
		if len(list.Items) != 1 || list.Items[0].OnHand != 8 {
			t.Error(list)
		}
		var h page.List[inventory.Movement]
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/inventory/" + w.variants[0] + "/movements"}).Want(http.StatusOK).Into(&h)
		if len(h.Items) != 1 || h.Items[0].ActorID != member.AccountID || h.Items[0].Reason != "received" {
			t.Error(h)
		}
		api.Do(httpxtest.Call{Method: "GET", Path: "/inventory"}).Want(http.StatusUnauthorized)
		if got := api.Do(httpxtest.Call{As: member, Method: "POST", Path: "/inventory/adjust", Body: map[string]any{"variant_id": "var_none", "delta": 1}}).Want(http.StatusNotFound).Code(); got != "inventory.not_found" {
			t.Error(got)
		}
	})
}

func second[T any](_ T, err error) error { return err }
