package catalog_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

func TestEveryStatementRunsOnBothEngines(t *testing.T) {
	dbtest.Each(t, catalogtest.Sets(), func(t *testing.T, d *db.DB) {
		if _, err := db.PrepareAll(context.Background(), d); err != nil {
			t.Error(err)
		}
	})
}

func TestMovingACategoryMovesWhatIsBelowIt(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		home := w.category(t, catalog.SaveCategory{Name: opt.Some("Home")})
		table := w.category(t, catalog.SaveCategory{Name: opt.Some("Tableware"), ParentID: opt.Some(home.ID)})
		mugs := w.category(t, catalog.SaveCategory{Name: opt.Some("Mugs"), ParentID: opt.Some(table.ID)})
		garden := w.category(t, catalog.SaveCategory{Name: opt.Some("Garden")})
		if garden.Position != 1 || !slices.Equal(mugs.Path, []string{home.ID, table.ID, mugs.ID}) {
			t.Error(garden.Position, mugs.Path)
		}
		var heard []string
		w.Catalog.AfterCategory.Add("test", func(ctx context.Context, tx db.Tx, id string) error {
			tree, err := w.Catalog.Categories(ctx, tx)
			if err != nil || !slices.Equal(tree.Path(mugs.ID), []string{garden.ID, table.ID, mugs.ID}) {
				t.Error("the transaction does not see its own move:", tree.Path(mugs.ID), err)
			}
			heard = append(heard, id)
			return nil
		})
		before, _ := w.Catalog.Categories(context.Background(), w.DB)
		moved := w.category(t, catalog.SaveCategory{ID: table.ID, ParentID: opt.Some(garden.ID)})
		tree, err := w.Catalog.Categories(context.Background(), w.DB)
		if err != nil || !slices.Equal(tree.Path(mugs.ID), []string{garden.ID, table.ID, mugs.ID}) || moved.Version != 2 {
			t.Error(tree.Path(mugs.ID), moved.Version, err)
		}
		if !slices.Equal(before.Path(mugs.ID), []string{home.ID, table.ID, mugs.ID}) {
			t.Error("a tree somebody holds changed")
		}
		if diff := cmp.Diff([]string{table.ID}, heard); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{garden.ID, table.ID, mugs.ID}, tree.Below(garden.ID)); diff != "" {
			t.Error(diff)
		}
		again := w.category(t, catalog.SaveCategory{ID: table.ID, ParentID: opt.Some(garden.ID), Name: opt.Some("Tableware "), Handle: opt.Some("tableware")})
		if again.Version != 2 || len(heard) != 1 {
			t.Error("saving the same wrote something:", again.Version)
		}
	})
}

func TestATreeReadInATransactionIsKeptOnlyWhenItIsTrue(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.category(t, catalog.SaveCategory{Name: opt.Some("One")})
		undo := errors.New("undo")
		err := w.DB.InTx(catalogtest.Owner(), func(ctx context.Context, tx db.Tx) error {
			if _, err := w.Catalog.SaveCategoryTx(ctx, tx, catalog.SaveCategory{Name: opt.Some("Two")}); err != nil {
				return err
			}
			if tree, err := w.Catalog.Categories(ctx, tx); err != nil || len(tree.All) != 2 {
				t.Error("the transaction does not see its own category", err)
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
		for _, want := range []int{1, 1, 2, 2} { // read in a transaction, then outside
			if want == 2 {
				if tree, _ := w.Catalog.Categories(context.Background(), w.DB); len(tree.All) == 1 {
					w.category(t, catalog.SaveCategory{Name: opt.Some("Two")})
				}
			}
			err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
				tree, err := w.Catalog.Categories(ctx, tx)
				if err == nil && len(tree.All) != want {
					t.Error(len(tree.All), "categories in a transaction, want", want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if tree, err := w.Catalog.Categories(context.Background(), w.DB); err != nil || len(tree.All) != want {
				t.Error(len(tree.All), "categories, want", want, err)
			}
		}
	})
}

func TestTheTreeStaysATree(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		owner := catalogtest.Owner()
		ids := []string{""}
		for range catalog.MaxDepth {
			ids = append(ids, w.category(t, catalog.SaveCategory{Name: opt.Some("Level"), ParentID: opt.Some(ids[len(ids)-1])}).ID)
		}
		_, err := w.Catalog.SaveCategory(owner, catalog.SaveCategory{Name: opt.Some("Deep"), ParentID: opt.Some(ids[catalog.MaxDepth])})
		if field(err) != "catalog.invalid parent_id depth" {
			t.Error(field(err))
		}
		other := w.category(t, catalog.SaveCategory{Name: opt.Some("Other")})
		if _, err := w.Catalog.SaveCategory(owner, catalog.SaveCategory{ID: ids[1], ParentID: opt.Some(other.ID)}); field(err) != "catalog.invalid parent_id depth" {
			t.Error("a subtree was moved too deep:", field(err))
		}
		for _, parent := range []string{ids[1], ids[5]} {
			if _, err := w.Catalog.SaveCategory(owner, catalog.SaveCategory{ID: ids[1], ParentID: opt.Some(parent)}); !errors.Is(err, catalog.ErrCycle) {
				t.Error(err)
			}
		}
		if err := w.Catalog.DeleteCategory(owner, ids[1]); !errors.Is(err, catalog.ErrHasChildren) {
			t.Error(err)
		}
		member := actor.With(context.Background(), sellertest.MemberOf(w.seller, w.store))
		if err := w.Catalog.DeleteCategory(member, other.ID); !errors.Is(err, actor.ErrForbidden) {
			t.Error("a seller deleted a category:", err)
		}
		p := w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("x"), CategoryIDs: opt.Some([]string{other.ID, other.ID})})
		if err := w.Catalog.DeleteCategory(owner, other.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := w.Catalog.Get(context.Background(), w.DB, p.ID); err != nil || len(got.CategoryIDs) != 0 {
			t.Error(got.CategoryIDs, err)
		}
		tree, _ := w.Catalog.Categories(context.Background(), w.DB)
		if _, ok := tree.Get(other.ID); ok || len(tree.All) != catalog.MaxDepth {
			t.Error("the deleted category is still there")
		}
	})
}

func TestParallelMovesMakeNoCycle(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var ids []string
		for range 6 {
			ids = append(ids, w.category(t, catalog.SaveCategory{Name: opt.Some("C")}).ID)
		}
		var wg sync.WaitGroup
		for i := range 24 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, err := w.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{ID: ids[i%6], ParentID: opt.Some(ids[(i*5+1)%6])})
				if err != nil && !errors.Is(err, catalog.ErrCycle) {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		tree, err := w.Catalog.Categories(context.Background(), w.DB)
		if err != nil || len(tree.All) != 6 {
			t.Error(len(tree.All), "of 6 categories hang on a root", err)
		}
	})
}

func TestCollectionsComeInTheirOrder(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var made []string
		for i, title := range []string{"Third", "First", "Second"} {
			c, err := w.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some(title), Position: opt.Some([]int{3, 1, 2}[i]),
				Translations: opt.Some(map[string]catalog.Text{"ne": {Title: "नयाँ"}})})
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, c.ID)
		}
		var got []string
		p := page.Request{Limit: 2}
		for {
			l, err := w.Catalog.Collections(context.Background(), w.DB, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range l.Items {
				got = append(got, c.Handle)
			}
			if p.Cursor = l.Next; l.Next == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"first", "second", "third"}, got); diff != "" {
			t.Error(diff)
		}
		for _, key := range []string{made[0], "third"} {
			if c, err := w.Catalog.Collection(context.Background(), w.DB, key); err != nil || c.Localised("ne").Title != "नयाँ" || c.Localised("ar").Title != "Third" {
				t.Error(c, err)
			}
		}
		if err := w.Catalog.DeleteCollection(catalogtest.Owner(), made[0]); err != nil {
			t.Error(err)
		}
		if err := w.Catalog.DeleteCollection(catalogtest.Owner(), made[0]); !errors.Is(err, catalog.ErrCollectionNotFound) {
			t.Error(err)
		}
	})
}

// Any sequence of edits of options and variants leaves a product that is valid,
// reads back as it was answered, and saves again without a change.
func TestAnyEditOfVariantsReadsBackAndIsIdempotent(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rapid.Check(t, func(rt *rapid.T) {
			in := catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Random")}
			var last catalog.Product
			for range rapid.IntRange(1, 4).Draw(rt, "edits") {
				drawVariants(rt, &in, last)
				got, err := w.Catalog.Save(catalogtest.Owner(), in)
				if err != nil {
					if !errors.Is(err, catalog.ErrInvalid) && !errors.Is(err, catalog.ErrSKUTaken) {
						rt.Fatal(err)
					}
					continue
				}
				read, err := w.Catalog.Get(context.Background(), w.DB, got.ID)
				if err != nil {
					rt.Fatal(err)
				}
				got.Created, got.Changed = false, false
				if diff := cmp.Diff(got, read); diff != "" {
					rt.Fatal(diff)
				}
				if again, err := w.Catalog.Save(catalogtest.Owner(), everything(read)); err != nil || again.Changed {
					rt.Fatal("again:", again.Changed, err)
				}
				last, in.ID = read, read.ID
			}
			if last.ID != "" {
				if err := w.Catalog.Delete(catalogtest.Owner(), last.ID); err != nil {
					rt.Fatal(err)
				}
			}
		})
	})
}

func drawVariants(rt *rapid.T, in *catalog.SaveProduct, last catalog.Product) {
	word := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	n := rapid.IntRange(0, 2).Draw(rt, "options")
	var options []catalog.Option
	for i := range n {
		o := catalog.Option{Name: []string{"X", "Y"}[i] + word.Draw(rt, "name")}
		if rapid.Bool().Draw(rt, "listed") {
			o.Values = rapid.SliceOfNDistinct(word, 2, 4, rapid.ID).Draw(rt, "values")
		}
		options = append(options, o)
	}
	in.Options = opt.Some(options)
	in.Variants = opt.Field[[]catalog.SaveVariant]{}
	if rapid.Bool().Draw(rt, "options only") {
		return
	}
	var vs []catalog.SaveVariant
	for range rapid.IntRange(1, 4).Draw(rt, "variants") {
		v := catalog.SaveVariant{OptionValues: opt.Some(rapid.SliceOfN(word, n, n).Draw(rt, "tuple"))}
		if rapid.Bool().Draw(rt, "with sku") {
			v.SKU = opt.Some(rapid.SampledFrom([]string{"s1", "s2", "s3"}).Draw(rt, "sku"))
		}
		if len(last.Variants) > 0 && rapid.Bool().Draw(rt, "with id") {
			v.ID = rapid.SampledFrom(last.Variants).Draw(rt, "id").ID
		}
		vs = append(vs, v)
	}
	in.Variants = opt.Some(vs)
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		store := httpxtest.New(t, func(api huma.API) { w.Catalog.RegisterStore(api) })
		site := httpxtest.New(t, func(api huma.API) { w.Catalog.RegisterSite(api) })
		owner := sellertest.Owner()
		var home, mugs catalog.Category
		for range 2 { // the same key twice is one category
			store.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/categories", Key: "k", Body: map[string]any{"name": "Home", "translations": map[string]any{"ne": map[string]any{"name": "घर", "description": ""}}}}).Want(http.StatusCreated).Into(&home)
		}
		made := store.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/categories", Body: map[string]any{"name": "Mugs", "parent_id": home.ID}}).Want(http.StatusCreated).Into(&mugs)
		etag := map[string]string{"If-Match": made.Header.Get("ETag")}
		store.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/categories/" + mugs.ID, Header: etag, Body: map[string]any{"parent_id": nil}}).Want(http.StatusOK).Into(&mugs)
		if mugs.ParentID != "" || len(mugs.Path) != 1 {
			t.Error(mugs)
		}
		store.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/categories/" + mugs.ID, Header: etag, Body: map[string]any{"name": "Cups"}}).Want(http.StatusPreconditionFailed)
		store.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/categories/" + mugs.ID, Body: map[string]any{"colour": 1}}).Want(http.StatusUnprocessableEntity)
		store.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/categories/" + mugs.ID}).Want(http.StatusOK)
		member := sellertest.MemberOf(w.seller, w.store)
		store.Do(httpxtest.Call{As: member, Method: "GET", Path: "/categories"}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: member, Method: "POST", Path: "/categories", Body: map[string]any{"name": "Mine"}}).Want(http.StatusForbidden)

		var tree catalog.CategoryTree
		site.Do(httpxtest.Call{Method: "GET", Path: "/categories?locale=ne"}).Want(http.StatusOK).Into(&tree)
		if len(tree.Items) != 2 || tree.Items[0].Name != "घर" || tree.Items[1].Name != "Mugs" {
			t.Error(tree)
		}
		remove := func(path, match string) httpxtest.Answer {
			return store.Do(httpxtest.Call{As: owner, Method: "DELETE", Path: path, Header: map[string]string{"If-Match": match}})
		}
		if late := remove("/categories/"+mugs.ID, etag["If-Match"]).Want(http.StatusPreconditionFailed); late.Code() != "catalog.stale" || !strings.Contains(string(late.Raw), "Mugs") {
			t.Errorf("refused with %s", late.Raw)
		}
		last := store.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/categories/" + mugs.ID}).Want(http.StatusOK)
		remove("/categories/"+mugs.ID, last.Header.Get("ETag")).Want(http.StatusNoContent)
		store.Do(httpxtest.Call{As: owner, Method: "DELETE", Path: "/categories/" + home.ID}).Want(http.StatusNoContent) // whatever it is

		var col catalog.Collection
		store.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/collections", Body: map[string]any{"title": "New", "description_html": "<p>x<script>y</script></p>"}}).Want(http.StatusCreated).Into(&col)
		if col.DescriptionHTML != "<p>x</p>" {
			t.Error(col.DescriptionHTML)
		}
		fresh := store.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/collections/" + col.ID, Body: map[string]any{"handle": "fresh"}}).Want(http.StatusOK)
		site.Do(httpxtest.Call{Method: "GET", Path: "/collections/fresh"}).Want(http.StatusOK)
		site.Do(httpxtest.Call{Method: "GET", Path: "/collections"}).Want(http.StatusOK)
		if got := site.Do(httpxtest.Call{Method: "GET", Path: "/collections/none"}).Want(http.StatusNotFound).Code(); got != "catalog.collection_not_found" {
			t.Error(got)
		}
		remove("/collections/"+col.ID, `"1"`).Want(http.StatusPreconditionFailed)
		site.Do(httpxtest.Call{Method: "GET", Path: "/collections/fresh"}).Want(http.StatusOK)
		remove("/collections/"+col.ID, fresh.Header.Get("ETag")).Want(http.StatusNoContent)
	})
}

func TestACollectionIsFoundByTheBeginningOfWhatItIsCalled(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		for i, title := range []string{"Winter gifts", "GIFTS for him", "هدايا الشتاء", "जाडो", "50% off", "50 things"} {
			if _, err := w.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some(title), Position: opt.Some(10 - i), DescriptionHTML: opt.Some("<p>Kept in full.</p>")}); err != nil {
				t.Fatal(err)
			}
		}
		find := func(typed string) []string {
			got := []string{}
			for p := (page.Request{Limit: 1}); ; {
				l, err := w.Catalog.FindCollections(context.Background(), w.DB, typed, p)
				if err != nil || len(l.Items) > 1 {
					t.Fatal(typed, l.Items, err)
				}
				for _, c := range l.Items {
					got = append(got, c.Title)
					if c.DescriptionHTML != "<p>Kept in full.</p>" {
						t.Errorf("%q finds half a collection: %+v", typed, c)
					}
				}
				if p.Cursor = l.Next; p.Cursor == "" {
					return got
				}
			}
		}
		for typed, want := range map[string][]string{
			"gifts": {"GIFTS for him", "Winter gifts"}, "WIN": {"Winter gifts"}, "winter-g": {"Winter gifts"}, "هدايا": {"هدايا الشتاء"}, "الشتاء": {"هدايا الشتاء"}, "जा": {"जाडो"},
			"50%": {"50% off"}, "50": {"50 things", "50% off"}, "%": {}, "g_fts": {}, "ifts": {},
		} {
			if diff := cmp.Diff(want, find(typed)); diff != "" {
				t.Errorf("%q: %s", typed, diff)
			}
		}
	})
}
