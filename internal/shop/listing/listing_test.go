package listing_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

func each(t *testing.T, fn func(t *testing.T, f *listingtest.Fixture)) {
	dbtest.Each(t, listingtest.Sets(), func(t *testing.T, d *db.DB) { fn(t, listingtest.New(t, d)) })
}

func titles(t *testing.T, f *listingtest.Fixture, filter listing.Filter, sort string) []string {
	t.Helper()
	l, err := f.Listing.List(context.Background(), f.DB, filter, listingtest.Shopper(), sort, page.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range l.Items {
		out = append(out, c.Title)
	}
	return out
}

func want[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// right fails when the read model is not what recomputing it gives (L2).
func right(t testing.TB, f *listingtest.Fixture) {
	t.Helper()
	for after := ""; ; {
		wrong, last, err := f.Listing.Repair(catalogtest.Owner(), after)
		if err != nil {
			t.Fatal(err)
		}
		if len(wrong) > 0 {
			t.Fatalf("the read model of %v was wrong", wrong)
		}
		if last == "" {
			return
		}
		after = last
	}
}

func i64(n int64) *int64 { return &n }

func TestAListShowsWhatIsPublicAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		mug := f.Sell(t, sto.ID, "Clay mug", 1800, 3)
		draft := listingtest.Goods(sto.ID, "Draft", 100, 1)
		draft.Status = opt.Some(catalog.Draft)
		if _, err := f.Listing.Save(catalogtest.Owner(), draft); err != nil {
			t.Fatal(err)
		}
		f.Product(t, sto.ID, "Without a price")
		want(t, titles(t, f, listing.Filter{}, ""), []string{"Clay mug"})
		l, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listing.Audience{Currency: "JPY"}, "", page.Request{})
		if err != nil || len(l.Items) != 0 {
			t.Error("shown in a currency it is not sold in:", l.Items, err)
		}
		if _, err := f.Seller.ChangeStatus(catalogtest.Owner(), sel.ID, seller.Suspended); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, listing.Filter{}, ""), []string{})
		if _, err := f.Listing.Product(context.Background(), f.DB, mug.ID, listingtest.Shopper()); !errors.Is(err, listing.ErrNotFound) {
			t.Error("a suspended seller's product has a page:", err)
		}
		if _, err := f.Seller.ChangeStatus(catalogtest.Owner(), sel.ID, seller.Approved); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, listing.Filter{}, ""), []string{"Clay mug"})
		if err := f.Listing.Delete(catalogtest.Owner(), mug.ID); err != nil {
			t.Fatal(err)
		}
		want(t, titles(t, f, listing.Filter{}, ""), []string{})
		if left, err := f.Pricing.Prices(context.Background(), f.DB, []string{mug.Variants[0].ID}); err != nil || len(left) != 0 {
			t.Error("a deleted product left prices:", left, err)
		}
		right(t, f)
	})
}

func TestFiltersNarrowAndSortsOrder(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, kiln := sellertest.Open(t, f.Seller, f.DB, "kiln")
		_, loom := sellertest.Open(t, f.Seller, f.DB, "loom")
		home, err := f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some("Home")})
		if err != nil {
			t.Fatal(err)
		}
		mugs, err := f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some("Mugs"), ParentID: opt.Some(home.ID)})
		if err != nil {
			t.Fatal(err)
		}
		gifts, err := f.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some("Gifts")})
		if err != nil {
			t.Fatal(err)
		}
		put := func(store, title string, cents, stock int64, category, collection string) {
			in := listingtest.Goods(store, title, cents, stock)
			if category != "" {
				in.CategoryIDs = opt.Some([]string{category})
			}
			if collection != "" {
				in.CollectionIDs = opt.Some([]string{collection})
			}
			f.Clock.Advance(time.Second)
			if _, err := f.Listing.Save(catalogtest.Owner(), in); err != nil {
				t.Fatal(err)
			}
		}
		put(kiln.ID, "Blue mug", 1800, 3, mugs.ID, gifts.ID)
		put(kiln.ID, "apron", 900, 0, home.ID, "")
		put(loom.ID, "Éclair mug", 2500, 1, mugs.ID, "")
		put(loom.ID, "Scarf", 900, 5, "", gifts.ID)

		yes, no := true, false
		for _, c := range []struct {
			name   string
			filter listing.Filter
			sort   string
			want   []string
		}{
			{"all, newest first", listing.Filter{}, "", []string{"Scarf", "Éclair mug", "apron", "Blue mug"}},
			{"by title as people sort", listing.Filter{}, "title", []string{"apron", "Blue mug", "Éclair mug", "Scarf"}},
			{"cheapest first", listing.Filter{}, "price", []string{"apron", "Scarf", "Blue mug", "Éclair mug"}},
			{"dearest first", listing.Filter{}, "-price", []string{"Éclair mug", "Blue mug", "Scarf", "apron"}},
			{"a category", listing.Filter{CategoryID: mugs.ID}, "title", []string{"Blue mug", "Éclair mug"}},
			{"a category with those below", listing.Filter{CategoryID: home.ID}, "title", []string{"apron", "Blue mug", "Éclair mug"}},
			{"a store", listing.Filter{StoreID: loom.ID}, "title", []string{"Éclair mug", "Scarf"}},
			{"a collection", listing.Filter{CollectionID: gifts.ID}, "title", []string{"Blue mug", "Scarf"}},
			{"category and store", listing.Filter{CategoryID: home.ID, StoreID: loom.ID}, "title", []string{"Éclair mug"}},
			{"category, store and collection", listing.Filter{CategoryID: home.ID, StoreID: kiln.ID, CollectionID: gifts.ID}, "title", []string{"Blue mug"}},
			{"in stock", listing.Filter{InStock: &yes}, "title", []string{"Blue mug", "Éclair mug", "Scarf"}},
			{"out of stock", listing.Filter{InStock: &no}, "title", []string{"apron"}},
			{"from a price on", listing.Filter{PriceMin: i64(1000)}, "title", []string{"Blue mug", "Éclair mug"}},
			{"up to a price", listing.Filter{PriceMax: i64(1800)}, "price", []string{"apron", "Scarf", "Blue mug"}},
			{"everything at once", listing.Filter{CategoryID: home.ID, PriceMin: i64(1), PriceMax: i64(2000), InStock: &yes}, "-price", []string{"Blue mug"}},
		} {
			t.Run(c.name, func(t *testing.T) { want(t, titles(t, f, c.filter, c.sort), c.want) })
		}
		if _, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listingtest.Shopper(), "rating", page.Request{}); !errors.Is(err, db.ErrSort) {
			t.Error("an unknown sort:", err)
		}

		// A branch that moves takes its products along, in jobs.
		f.Run(t)
		if _, err := f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{ID: mugs.ID, ParentID: opt.Some("")}); err != nil {
			t.Fatal(err)
		}
		f.Settle(t)
		want(t, titles(t, f, listing.Filter{CategoryID: home.ID}, "title"), []string{"apron"})
		want(t, titles(t, f, listing.Filter{CategoryID: mugs.ID}, "title"), []string{"Blue mug", "Éclair mug"})
		right(t, f)
	})
}

func TestPagesNeitherSkipNorRepeat(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		for i := range 13 {
			f.Sell(t, sto.ID, fmt.Sprintf("Mug %d", i%4), int64(100*(i%3)), 1)
		}
		for _, sort := range []string{"new", "price", "-price", "title"} {
			whole, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listingtest.Shopper(), sort, page.Request{Limit: 100})
			if err != nil || len(whole.Items) != 13 || whole.Next != "" {
				t.Fatal(len(whole.Items), err)
			}
			var paged []listing.Card
			for p := (page.Request{Limit: 5}); ; {
				l, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listingtest.Shopper(), sort, p)
				if err != nil {
					t.Fatal(err)
				}
				paged = append(paged, l.Items...)
				if p.Cursor = l.Next; p.Cursor == "" {
					break
				}
				other := listing.Audience{Currency: "JPY"}
				if _, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, other, sort, p); !errors.Is(err, page.ErrCursor) {
					t.Fatal("a cursor of another currency:", err)
				}
			}
			want(t, paged, whole.Items)
		}
	})
}

func TestStockChangesTheListOnlyWhenItRunsOutOrComesBack(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		p := f.Sell(t, sto.ID, "Mug", 1800, 3)
		before := len(changes(t, f))
		version := func() int64 {
			v, err := f.Listing.Versions(context.Background(), f.DB, []string{p.ID})
			if err != nil {
				t.Fatal(err)
			}
			return v[p.ID]
		}
		first := version()
		reserve := func(order string, n int64) {
			f.InTx(t, func(ctx context.Context, tx db.Tx) error {
				return f.Inventory.ReserveTx(actor.With(ctx, actor.Actor{}), tx, inventory.Reserve{OrderID: order, Lines: []inventory.LineNeed{{LineID: "line_" + order, VariantID: p.Variants[0].ID, Quantity: n}}})
			})
		}
		reserve("ord_1", 2)
		if version() != first || len(changes(t, f)) != before {
			t.Error("a sale that leaves some changed the list")
		}
		reserve("ord_2", 1)
		no := false
		want(t, titles(t, f, listing.Filter{InStock: &no}, ""), []string{"Mug"})
		if version() != first+1 || len(changes(t, f)) != before+1 {
			t.Errorf("the last sale: version %d after %d, %d events after %d", version(), first, len(changes(t, f)), before)
		}
		f.InTx(t, func(ctx context.Context, tx db.Tx) error { return f.Inventory.ReleaseTx(ctx, tx, "ord_2", nil) })
		yes := true
		want(t, titles(t, f, listing.Filter{InStock: &yes}, ""), []string{"Mug"})
		right(t, f)
	})
}

func TestWhatIsSoldBeforeItIsThereIsToldApartFromWhatIsThere(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		in := listingtest.Goods(sto.ID, "Mug", 1800, 2)
		yes, no := true, false
		in.Offers[0].AllowBackorder = &yes
		out, err := f.Listing.Save(catalogtest.Owner(), in)
		if err != nil {
			t.Fatal(err)
		}
		p := out.Product
		type shown struct{ list, page, variant, backorder, events bool }
		told := len(changes(t, f))
		is := func(when string, want shown) {
			t.Helper()
			v, err := f.Listing.Product(context.Background(), f.DB, p.ID, listingtest.Shopper())
			if err != nil {
				t.Fatal(err)
			}
			now := len(changes(t, f))
			l, err := f.Listing.List(context.Background(), f.DB, listing.Filter{InStock: &yes}, listingtest.Shopper(), "", page.Request{})
			if err != nil {
				t.Fatal(err)
			}
			got := shown{len(l.Items) == 1, v.InStock, v.Variants[0].InStock, v.Backorder, now > told}
			if v.Variants[0].Backorder != v.Backorder || len(l.Items) == 1 && l.Items[0].Backorder != v.Backorder || v.Public().Backorder != v.Backorder || got != want {
				t.Errorf("%s: %+v, want %+v; %+v", when, got, want, v)
			}
			told = now
			right(t, f)
		}
		orders := 0
		order := func() {
			orders++
			f.InTx(t, func(ctx context.Context, tx db.Tx) error {
				return f.Inventory.ReserveTx(actor.With(ctx, actor.Actor{}), tx, inventory.Reserve{OrderID: fmt.Sprint("ord_", orders), Lines: []inventory.LineNeed{{LineID: fmt.Sprint("line_", orders), VariantID: p.Variants[0].ID, Quantity: 1}}})
			})
		}
		set := func(s inventory.Set) {
			s.VariantID, s.StoreID, s.Reason = p.Variants[0].ID, sto.ID, "count"
			f.InTx(t, func(ctx context.Context, tx db.Tx) error {
				_, err := f.Inventory.SetTx(actor.With(ctx, sellertest.Owner()), tx, s)
				return err
			})
		}
		is("two there", shown{true, true, true, false, false})
		order()
		is("one there", shown{true, true, true, false, false})
		order()
		is("none there", shown{true, true, true, true, true})
		order()
		is("one more ordered ahead", shown{true, true, true, true, false})
		set(inventory.Set{OnHand: i64(9)})
		is("some came", shown{true, true, true, false, true})
		set(inventory.Set{OnHand: i64(0)})
		set(inventory.Set{AllowBackorder: &no})
		is("nothing ahead", shown{false, false, false, false, true})
		set(inventory.Set{Tracked: &no})
		is("not counted", shown{true, true, true, false, true})
	})
}

// What the migration leaves behind in a shop that sells ahead already.
var (
	notTold  = db.SQL(`UPDATE listing_variants SET backorder = FALSE`)
	lookedAt = db.SQL(`UPDATE listing_products SET backorder = FALSE, due_at = 1 WHERE in_stock = TRUE`)
)

func TestAShopThatSoldAheadBeforeItWasToldIsCaughtUp(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		f.Sell(t, sto.ID, "Lamp", 1800, 5)
		in, yes := listingtest.Goods(sto.ID, "Mug", 1800, 0), true
		in.Offers[0].AllowBackorder = &yes
		if _, err := f.Listing.Save(catalogtest.Owner(), in); err != nil {
			t.Fatal(err)
		}
		f.InTx(t, func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, notTold)
			if err == nil {
				_, err = db.Exec(ctx, tx, lookedAt)
			}
			return err
		})
		var r verify.Report
		if err := f.Listing.Sound(context.Background(), f.DB, &r); err != nil {
			t.Fatal(err)
		}
		if c := r.Checks[0]; c.Wrong != 0 || c.Odd != 1 {
			t.Errorf("before it is caught up: %+v", c)
		}
		f.Run(t)
		f.Clock.Advance(61 * time.Second)
		told := func() (out []string) {
			l, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listingtest.Shopper(), listing.SortTitle, page.Request{})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range l.Items {
				out = append(out, fmt.Sprint(c.Title, c.Backorder))
			}
			return out
		}
		due := []string{"Lampfalse", "Mugtrue"}
		dbtest.Wait(20*time.Second, func() bool { return slices.Equal(told(), due) })
		want(t, told(), due)
		right(t, f)
	})
}

func changes(t *testing.T, f *listingtest.Fixture) []string {
	t.Helper()
	return slices.DeleteFunc(f.EventNames(t), func(n string) bool { return n != "listing.changed" })
}

func TestTheLastPiecesOfTwoVariantsSoldAtOnceLeaveTheProductOutOfStock(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		for range 10 {
			in := listing.Save{
				SaveProduct: catalog.SaveProduct{StoreID: sto.ID, Title: opt.Some("Mug"), Status: opt.Some(catalog.Active),
					Options:  opt.Some([]catalog.Option{{Name: "Colour"}}),
					Variants: opt.Some([]catalog.SaveVariant{{OptionValues: opt.Some([]string{"Sand"})}, {OptionValues: opt.Some([]string{"Ink"})}})},
				Offers: []listing.Offer{{Stock: i64(1), Prices: opt.Some([]pricing.Price{listingtest.USD(1)})}, {Stock: i64(1)}},
			}
			out, err := f.Listing.Save(catalogtest.Owner(), in)
			if err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for _, v := range out.Product.Variants {
				wg.Go(func() {
					err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
						return f.Inventory.ReserveTx(ctx, tx, inventory.Reserve{OrderID: "ord_" + v.ID, Lines: []inventory.LineNeed{{LineID: "line_" + v.ID, VariantID: v.ID, Quantity: 1}}})
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
		}
		yes := true
		want(t, titles(t, f, listing.Filter{InStock: &yes}, ""), []string{})
		right(t, f)
	})
}

func TestPriceWindowsOpenAndCloseByThemselves(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		from, until := dbtest.Start.Add(time.Hour), dbtest.Start.Add(2*time.Hour)
		in := listingtest.Goods(sto.ID, "Mug", 2000, 1)
		in.Offers[0].Prices = opt.Some([]pricing.Price{listingtest.USD(2000), {Currency: "USD", Amount: 1500, MinQuantity: 1, From: &from, Until: &until}})
		if _, err := f.Listing.Save(catalogtest.Owner(), in); err != nil {
			t.Fatal(err)
		}
		f.Run(t)
		price := func() int64 {
			l, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listingtest.Shopper(), "price", page.Request{})
			if err != nil || len(l.Items) != 1 {
				t.Fatal(l, err)
			}
			return l.Items[0].PriceFrom.Minor
		}
		for _, c := range []struct {
			after time.Duration
			want  int64
		}{{0, 2000}, {61 * time.Minute, 1500}, {61 * time.Minute, 2000}} {
			f.Clock.Advance(c.after)
			dbtest.Wait(20*time.Second, func() bool { return price() == c.want })
			want(t, price(), c.want)
		}
		right(t, f)
	})
}

func TestAProductPageShowsWhatCanBeChosen(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		in := listing.Save{
			SaveProduct: catalog.SaveProduct{StoreID: sto.ID, Title: opt.Some("Clay mug"), Status: opt.Some(catalog.Active), Handle: opt.Some("clay-mug"),
				DescriptionHTML: opt.Some("<p>Round</p>"), Options: opt.Some([]catalog.Option{{Name: "Colour"}}),
				Translations: opt.Some(map[string]catalog.Text{"ar": {Title: "كوب"}}),
				Images:       opt.Some([]catalog.ImageRef{{URL: "/media/x.svg", Alt: "A mug", Width: 10, Height: 20}}),
				Variants: opt.Some([]catalog.SaveVariant{
					{SKU: opt.Some("MUG-SAND"), OptionValues: opt.Some([]string{"Sand"})},
					{SKU: opt.Some("MUG-INK"), OptionValues: opt.Some([]string{"Ink"})},
					{SKU: opt.Some("MUG-JPY"), OptionValues: opt.Some([]string{"Tokyo"})},
				})},
			Offers: []listing.Offer{
				{Prices: opt.Some([]pricing.Price{{Currency: "USD", Amount: 1800, CompareAt: i64(2400), MinQuantity: 1}, {Currency: "USD", Amount: 1600, MinQuantity: 1, Group: "trade"}}), Stock: i64(0)},
				{Prices: opt.Some([]pricing.Price{listingtest.USD(2400)}), Stock: i64(7)},
				{Prices: opt.Some([]pricing.Price{{Currency: "JPY", Amount: 300, MinQuantity: 1}}), Stock: i64(7)},
			},
		}
		if _, err := f.Listing.Save(catalogtest.Owner(), in); err != nil {
			t.Fatal(err)
		}
		v, err := f.Listing.Product(context.Background(), f.DB, "clay-mug", listing.Audience{Currency: "USD", Locale: "ar"})
		if err != nil {
			t.Fatal(err)
		}
		usd := func(n int64) money.Amount { return money.New(n, "USD") }
		was := usd(2400)
		want(t, v.Title, "كوب")
		want(t, v.DescriptionHTML, "<p>Round</p>")
		want(t, []money.Amount{v.PriceFrom, v.PriceTo, *v.CompareAt}, []money.Amount{usd(1800), usd(2400), was})
		want(t, v.InStock, true)
		for i := range v.Variants {
			v.Variants[i].ID = ""
		}
		want(t, v.Variants, []listing.VariantView{
			{SKU: "MUG-SAND", Options: map[string]string{"Colour": "Sand"}, Price: usd(1800), CompareAt: &was, Available: i64(0)},
			{SKU: "MUG-INK", Options: map[string]string{"Colour": "Ink"}, Price: usd(2400), InStock: true, Available: i64(7)},
		})
		trade := listing.Audience{Currency: "USD", Group: "trade"}
		l, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, trade, "", page.Request{})
		if err != nil || len(l.Items) != 1 || l.Items[0].PriceFrom != usd(1600) {
			t.Error("a group's price is not on the card:", l, err)
		}
		if _, err := f.Listing.Product(context.Background(), f.DB, "nothing", trade); !errors.Is(err, listing.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestSellablesSayWhatCanBeBoughtAndWhyNot(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		ok, none := f.Sell(t, sto.ID, "Mug", 1800, 2), f.Sell(t, sto.ID, "Cup", 900, 0)
		free := f.Product(t, sto.ID, "No price")
		draft := f.Sell(t, sto.ID, "Draft", 900, 9)
		if _, err := f.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{ID: draft.ID, Status: opt.Some(catalog.Draft)}); err != nil {
			t.Fatal(err)
		}
		ask := func(ids ...string) map[string]listing.Sellable {
			out, err := f.Listing.Sellables(context.Background(), f.DB, ids, listingtest.Shopper(), f.Clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		id := func(p catalog.Product) string { return p.Variants[0].ID }
		got := ask(id(ok), id(none), id(free), id(draft), "var_unknown")
		why := map[string]string{}
		for k, v := range got {
			why[k] = v.Why
			if v.Buyable != (v.Why == "") {
				t.Error(v)
			}
		}
		want(t, why, map[string]string{id(ok): "", id(none): listing.WhyOutOfStock, id(free): listing.WhyNoPrice, id(draft): listing.WhyUnavailable})
		s := got[id(ok)]
		want(t, []any{s.Title, s.UnitPrice, s.StoreID, s.SellerID, s.Available, s.PriceID != ""}, []any{"Mug", money.New(1800, "USD"), sto.ID, sel.ID, int64(2), true})
		if _, err := f.Pricing.Set(catalogtest.Owner(), pricing.Set{VariantID: id(ok), StoreID: sto.ID, Prices: []pricing.Price{listingtest.USD(1800), {Currency: "USD", Amount: 1500, MinQuantity: 10}}}); err != nil {
			t.Fatal(err)
		}
		if r, priced := ask(id(ok))[id(ok)].PriceFor(10); !priced || r.Price.Amount != 1500 {
			t.Error("the price of ten:", r)
		}
		if _, err := f.Seller.ChangeStatus(catalogtest.Owner(), sel.ID, seller.Suspended); err != nil {
			t.Fatal(err)
		}
		want(t, ask(id(ok))[id(ok)].Why, listing.WhyUnavailable)
	})
}

func TestACompositeSaveIsAllOrNothingAndSaysWhereItIsWrong(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
		bad := listingtest.Goods(sto.ID, "Mug", -5, 1)
		_, err := f.Listing.Save(catalogtest.Owner(), bad)
		var e *errs.Error
		if !errors.As(err, &e) || len(e.Fields) == 0 || e.Fields[0].Path != "variants[0].prices[0].amount" {
			t.Errorf("a negative price: %v", err)
		}
		lost := listingtest.Goods(sto.ID, "Mug", 5, 1)
		lost.Offers = append(lost.Offers, listing.Offer{})
		if _, err := f.Listing.Save(catalogtest.Owner(), lost); !errors.Is(err, listing.ErrOffers) {
			t.Error("an offer without a variant:", err)
		}
		rows, err := f.Listing.Rows(catalogtest.Owner(), f.DB, listing.Search{}, "", page.Request{})
		if err != nil || len(rows.Items) != 0 {
			t.Error("a refused save left a product:", rows, err)
		}
		before := len(f.EventNames(t))
		good := listingtest.Goods(sto.ID, "Mug", 5, 1)
		good.ExternalID = opt.Some("x-1")
		out, err := f.Listing.Save(catalogtest.Owner(), good)
		if err != nil || !out.Created || !out.Changed {
			t.Fatal(out, err)
		}
		if n := len(changes(t, f)); n != 1 {
			t.Errorf("one save said listing.changed %d times", n)
		}
		again := good
		again.ID = out.ProductID
		again.Variants = opt.Some([]catalog.SaveVariant{{ID: out.Product.Variants[0].ID}})
		after := len(f.EventNames(t))
		out, err = f.Listing.Save(catalogtest.Owner(), again)
		if err != nil || out.Created || out.Changed || len(f.EventNames(t)) != after || before == after {
			t.Error("saving the same again changed something:", out, err)
		}
		right(t, f)
	})
}

func TestSellersSeeTheirOwnProductsOnly(t *testing.T) {
	each(t, func(t *testing.T, f *listingtest.Fixture) {
		selA, a := sellertest.Open(t, f.Seller, f.DB, "kiln")
		_, b := sellertest.Open(t, f.Seller, f.DB, "loom")
		f.Sell(t, a.ID, "Clay MUG", 1800, 3)
		theirs := f.Sell(t, b.ID, "Scarf", 900, 3)
		as := actor.With(context.Background(), sellertest.MemberOf(selA.ID, a.ID))
		list := func(ctx context.Context, s listing.Search) []string {
			l, err := f.Listing.Rows(ctx, f.DB, s, "title", page.Request{})
			if err != nil {
				t.Fatal(err)
			}
			out := []string{}
			for _, r := range l.Items {
				out = append(out, r.Title)
			}
			return out
		}
		want(t, list(as, listing.Search{}), []string{"Clay MUG"})
		want(t, list(as, listing.Search{StoreID: b.ID}), []string{})
		want(t, list(catalogtest.Owner(), listing.Search{}), []string{"Clay MUG", "Scarf"})
		want(t, list(catalogtest.Owner(), listing.Search{Text: "mug"}), []string{"Clay MUG"})
		want(t, list(catalogtest.Owner(), listing.Search{Text: "%"}), []string{})
		want(t, list(catalogtest.Owner(), listing.Search{Status: catalog.Draft}), []string{})
		want(t, list(context.Background(), listing.Search{}), []string{})
		if _, err := f.Listing.Full(as, f.DB, theirs.ID); errs.KindOf(err) != errs.NotFound {
			t.Error("another seller's product can be opened:", err)
		}
		if _, err := f.Listing.Save(as, listing.Save{SaveProduct: catalog.SaveProduct{ID: theirs.ID, Title: opt.Some("Mine")}}); errs.KindOf(err) != errs.NotFound {
			t.Error("another seller's product can be edited:", err)
		}
		if _, err := f.Listing.Save(as, listingtest.Goods(b.ID, "Planted", 1, 1)); errs.KindOf(err) != errs.NotFound {
			t.Error("a product can be planted in another store:", err)
		}
	})
}
