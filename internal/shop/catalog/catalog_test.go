package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// world is the room with one store, "kiln".
type world struct {
	*catalogtest.Fixture
	store, seller string
}

func each(t *testing.T, fn func(t *testing.T, w world)) {
	dbtest.Each(t, catalogtest.Sets(), func(t *testing.T, d *db.DB) {
		f := catalogtest.New(t, d)
		sel, sto := sellertest.Open(t, f.Seller, d, "kiln")
		fn(t, world{f, sto.ID, sel.ID})
	})
}

func (w world) save(t *testing.T, in catalog.SaveProduct) catalog.Product {
	t.Helper()
	p, err := w.Catalog.Save(catalogtest.Owner(), in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w world) category(t *testing.T, in catalog.SaveCategory) catalog.Category {
	t.Helper()
	c, err := w.Catalog.SaveCategory(catalogtest.Owner(), in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// mug is a product with everything on it.
func (w world) mug(cat, col string) catalog.SaveProduct {
	return catalog.SaveProduct{
		StoreID: w.store, Title: opt.Some("Tidal  Mug"), ExternalID: opt.Some("demo-mug"), Vendor: opt.Some("Kiln"), Status: opt.Some(catalog.Active),
		DescriptionHTML: opt.Some(`<p>Thrown <b>by hand</b></p><script>x</script>`),
		Options:         opt.Some([]catalog.Option{{Name: "Colour"}, {Name: "Size", Values: []string{"S", "L", "XL"}}}),
		Images:          opt.Some([]catalog.ImageRef{{URL: "/media/a.jpg", Alt: "A mug"}}),
		CategoryIDs:     opt.Some([]string{cat}), CollectionIDs: opt.Some([]string{col}),
		Attributes:   opt.Some([]catalog.Attribute{{Code: "material", Name: "Material", Value: "Stoneware"}, {Code: "empty"}}),
		SEO:          opt.Some(catalog.SEO{Title: "Mug"}),
		Tags:         opt.Some([]string{"new", "New", ""}),
		Translations: opt.Some(map[string]catalog.Text{"ne": {Title: "मग"}, "ar": {}}),
		Variants: opt.Some([]catalog.SaveVariant{
			{SKU: opt.Some("M-SS"), OptionValues: opt.Some([]string{"Sand", "S"}), WeightGrams: opt.Some(int64(380)), Cost: opt.Some(int64(1100))},
			{SKU: opt.Some("M-SL"), OptionValues: opt.Some([]string{"Sand", "L"})},
			{SKU: opt.Some("M-IS"), OptionValues: opt.Some([]string{"Ink", "S"})},
		}),
	}
}

func (w world) places(t *testing.T) (string, string) {
	t.Helper()
	col, err := w.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some("New")})
	if err != nil {
		t.Fatal(err)
	}
	return w.category(t, catalog.SaveCategory{Name: opt.Some("Mugs")}).ID, col.ID
}

func field(err error) string {
	var e *errs.Error
	if errors.As(err, &e) && len(e.Fields) > 0 {
		return e.Code + " " + e.Fields[0].Path + " " + e.Fields[0].Code
	}
	return fmt.Sprint(err)
}

func TestWhatWasSavedIsReadBackInEveryWay(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		cat, col := w.places(t)
		saved := w.save(t, w.mug(cat, col))
		if !saved.Created || !saved.Changed || saved.Version != 1 || saved.Handle != "tidal-mug" || saved.DescriptionHTML != "<p>Thrown <b>by hand</b></p>" {
			t.Fatalf("%+v", saved)
		}
		want := saved
		want.Created, want.Changed = false, false
		ctx := context.Background()
		for name, read := range map[string]func() (catalog.Product, error){
			"Get":        func() (catalog.Product, error) { return w.Catalog.Get(ctx, w.DB, saved.ID) },
			"Managed":    func() (catalog.Product, error) { return w.Catalog.Managed(catalogtest.Owner(), w.DB, saved.ID) },
			"ByHandle":   func() (catalog.Product, error) { return w.Catalog.ByHandle(ctx, w.DB, "tidal-mug") },
			"ByExternal": func() (catalog.Product, error) { return w.Catalog.ByExternal(ctx, w.DB, w.store, "demo-mug") },
			"Products": func() (catalog.Product, error) {
				all, err := w.Catalog.Products(ctx, w.DB, []string{saved.ID, "prod_unknown"})
				return all[saved.ID], err
			},
			"Each": func() (catalog.Product, error) {
				all, err := w.Catalog.Each(ctx, w.DB, "", 10)
				if len(all) != 1 {
					t.Fatal(len(all))
				}
				return all[0], err
			},
		} {
			got, err := read()
			if err != nil {
				t.Fatal(name, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(name, diff)
			}
		}
		vs, err := w.Catalog.Variants(ctx, w.DB, []string{saved.Variants[1].ID, "var_unknown"})
		if err != nil || len(vs) != 1 {
			t.Fatal(vs, err)
		}
		got := vs[saved.Variants[1].ID]
		if diff := cmp.Diff(want.Variants[1], got.Variant); diff != "" || got.Product.Title != "Tidal Mug" || got.Variant.Title() != "Sand / L" {
			t.Error(diff, got.Product)
		}
		if diff := cmp.Diff([]string{"S", "L", "XL"}, got.Product.Options[1].Values); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"Sand", "Ink"}, got.Product.Options[0].Values); diff != "" {
			t.Error("derived values:", diff)
		}
		if ids, err := w.Catalog.ProductIDs(ctx, w.DB, cat, ""); err != nil || !slices.Equal(ids, []string{saved.ID}) {
			t.Error(ids, err)
		}
		if ids, err := w.Catalog.ProductIDs(ctx, w.DB, col, ""); err != nil || !slices.Equal(ids, []string{saved.ID}) {
			t.Error(ids, err)
		}
	})
}

func TestSavingTheSameAgainWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		cat, col := w.places(t)
		in := w.mug(cat, col)
		first := w.save(t, in)
		hooks := 0
		w.Catalog.AfterSave.Add("test", func(context.Context, db.Tx, *catalog.Saved) error { hooks++; return nil })
		events := len(w.EventNames(t))
		in.ID = first.ID
		for range 2 { // with what the first save was told, and with what it answered
			again := w.save(t, in)
			if again.Changed || again.Created || again.Version != 1 {
				t.Errorf("changed: %+v", again)
			}
			in = everything(first)
		}
		if hooks != 0 || len(w.EventNames(t)) != events {
			t.Error(hooks, "hooks,", w.EventNames(t)[events:])
		}
	})
}

// everything states a whole product, as an editor sends it back.
func everything(p catalog.Product) catalog.SaveProduct {
	in := catalog.SaveProduct{ID: p.ID, StoreID: p.StoreID, Handle: opt.Some(p.Handle), ExternalID: opt.Some(p.ExternalID), Title: opt.Some(p.Title),
		DescriptionHTML: opt.Some(p.DescriptionHTML), Vendor: opt.Some(p.Vendor), Status: opt.Some(p.Status), Moderation: opt.Some(p.Moderation),
		TaxCategory: opt.Some(p.TaxCategory), Options: opt.Some(p.Options), Images: opt.Some(p.Images), CategoryIDs: opt.Some(p.CategoryIDs),
		CollectionIDs: opt.Some(p.CollectionIDs), Attributes: opt.Some(p.Attributes), SEO: opt.Some(p.SEO), Tags: opt.Some(p.Tags),
		Translations: opt.Some(p.Translations), IfVersion: &p.Version}
	var vs []catalog.SaveVariant
	for _, v := range p.Variants {
		s := catalog.SaveVariant{ID: v.ID, SKU: opt.Some(v.SKU), Barcode: opt.Some(v.Barcode), OptionValues: opt.Some(v.OptionValues),
			WeightGrams: opt.Some(v.WeightGrams), RequiresShipping: opt.Some(v.RequiresShipping), ImageURL: opt.Some(v.ImageURL)}
		if v.Cost != nil {
			s.Cost = opt.Some(*v.Cost)
		}
		vs = append(vs, s)
	}
	in.Variants = opt.Some(vs)
	return in
}

func TestAnEditTellsBothStatesAndLeavesTheRest(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		cat, col := w.places(t)
		first := w.save(t, w.mug(cat, col))
		var heard *catalog.Saved
		w.Catalog.AfterSave.Add("test", func(_ context.Context, _ db.Tx, s *catalog.Saved) error { heard = s; return nil })
		got := w.save(t, catalog.SaveProduct{ID: first.ID, Title: opt.Some("Lunar Mug"), CategoryIDs: opt.Null[[]string](), Vendor: opt.Null[string]()})
		if got.Version != 2 || got.Title != "Lunar Mug" || got.Vendor != "" || len(got.CategoryIDs) != 0 || got.Handle != "tidal-mug" || !got.Changed || got.Created {
			t.Errorf("%+v", got)
		}
		if heard == nil || heard.Before == nil || heard.Before.Title != "Tidal Mug" || heard.After.Title != "Lunar Mug" {
			t.Errorf("the hook heard %+v", heard)
		}
		if diff := cmp.Diff(first.Variants, got.Variants); diff != "" {
			t.Error(diff)
		}
		read, err := w.Catalog.Get(context.Background(), w.DB, first.ID)
		if err != nil || len(read.CategoryIDs) != 0 || !slices.Equal(read.CollectionIDs, []string{col}) {
			t.Error(read.CategoryIDs, read.CollectionIDs, err)
		}
	})
}

func TestVariantsKeepTheirIdsWhenOptionsAreRewritten(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		cat, col := w.places(t)
		first := w.save(t, w.mug(cat, col))
		ids := func(p catalog.Product) (out []string) {
			for _, v := range p.Variants {
				out = append(out, v.ID)
			}
			return out
		}
		// Option and value renamed, options swapped, no variants mentioned.
		got := w.save(t, catalog.SaveProduct{ID: first.ID, Options: opt.Some([]catalog.Option{
			{Name: "Size", Values: []string{"Small", "L", "XL"}}, {Name: "Glaze", Values: []string{"Sand", "Midnight"}}})})
		if diff := cmp.Diff(ids(first), ids(got)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff([]string{"Small", "Midnight"}, got.Variants[2].OptionValues); diff != "" {
			t.Error(diff)
		}
		// Without ids: by SKU though the values changed, by values though the SKU did.
		got = w.save(t, catalog.SaveProduct{ID: first.ID, Options: opt.Some([]catalog.Option{{Name: "Size"}, {Name: "Glaze"}}),
			Variants: opt.Some([]catalog.SaveVariant{
				{SKU: opt.Some("M-IS"), OptionValues: opt.Some([]string{"Tiny", "Black"})},
				{SKU: opt.Some("NEW"), OptionValues: opt.Some([]string{"Small", "Sand"})},
				{SKU: opt.Some("M-X"), OptionValues: opt.Some([]string{"XXL", "Sand"})},
			})})
		now := ids(got)
		if now[0] != first.Variants[2].ID || now[1] != first.Variants[0].ID || slices.Contains(ids(first), now[2]) {
			t.Error(ids(first), now)
		}
		if *got.Variants[1].Cost != 1100 || got.Variants[1].WeightGrams != 380 {
			t.Error("unmentioned members were lost:", got.Variants[1])
		}
		read, err := w.Catalog.Get(context.Background(), w.DB, first.ID)
		if err != nil || !reflect.DeepEqual(read.Variants, got.Variants) {
			t.Error(cmp.Diff(got.Variants, read.Variants), err)
		}
	})
}

func TestTheOnlyVariantStaysTheSame(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		first := w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Kettle")})
		if len(first.Variants) != 1 || len(first.Variants[0].OptionValues) != 0 {
			t.Fatal(first.Variants)
		}
		got := w.save(t, catalog.SaveProduct{ID: first.ID, Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some("K1")}})})
		if got.Variants[0].ID != first.Variants[0].ID || got.Variants[0].SKU != "K1" {
			t.Error(got.Variants)
		}
	})
}

func TestVariantsMaySwapTheirSKUs(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		first := w.Product(t, w.store, "Pen", "A", "B")
		got := w.save(t, catalog.SaveProduct{ID: first.ID, Variants: opt.Some([]catalog.SaveVariant{
			{ID: first.Variants[0].ID, SKU: opt.Some("B")}, {ID: first.Variants[1].ID, SKU: opt.Some("A")}})})
		read, err := w.Catalog.Get(context.Background(), w.DB, first.ID)
		if err != nil || read.Variants[0].SKU != "B" || read.Variants[1].SKU != "A" || read.Variants[0].ID != first.Variants[0].ID {
			t.Error(got.Variants, read.Variants, err)
		}
	})
}

func TestRefusalsNameTheField(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.Product(t, w.store, "Taken", "TAKEN")
		w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Ext"), ExternalID: opt.Some("ext-1")})
		values := func(v ...string) opt.Field[[]string] { return opt.Some(v) }
		for want, in := range map[string]catalog.SaveProduct{
			"catalog.invalid title required":                       {},
			"catalog.invalid title character":                      {Title: opt.Some("a\x00b")},
			"catalog.invalid status enum":                          {Title: opt.Some("x"), Status: opt.Some(catalog.Status("live"))},
			"catalog.invalid images[0].url format":                 {Title: opt.Some("x"), Images: opt.Some([]catalog.ImageRef{{URL: "javascript:x"}})},
			"catalog.invalid translations.e!.title locale":         {},
			"catalog.invalid category_ids[0] unknown":              {Title: opt.Some("x"), CategoryIDs: opt.Some([]string{"cat_no"})},
			"catalog.invalid collection_ids[0] unknown":            {Title: opt.Some("x"), CollectionIDs: opt.Some([]string{"col_no"})},
			"catalog.invalid options too_many":                     {Title: opt.Some("x"), Options: opt.Some([]catalog.Option{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "d"}})},
			"catalog.invalid options[1].name duplicate":            {Title: opt.Some("x"), Options: opt.Some([]catalog.Option{{Name: "Size"}, {Name: "size"}}), Variants: opt.Some([]catalog.SaveVariant{{OptionValues: values("a", "b")}})},
			"catalog.invalid variants[0].option_values count":      {Title: opt.Some("x"), Options: opt.Some([]catalog.Option{{Name: "a"}})},
			"catalog.invalid variants[1].option_values duplicate":  {Title: opt.Some("x"), Options: opt.Some([]catalog.Option{{Name: "a"}}), Variants: opt.Some([]catalog.SaveVariant{{OptionValues: values("1")}, {OptionValues: values("1")}})},
			"catalog.invalid variants[0].option_values[0] unknown": {Title: opt.Some("x"), Options: opt.Some([]catalog.Option{{Name: "a", Values: []string{"1"}}}), Variants: opt.Some([]catalog.SaveVariant{{OptionValues: values("2")}})},
			"catalog.invalid variants[1].sku duplicate":            {Title: opt.Some("x"), Options: opt.Some([]catalog.Option{{Name: "a"}}), Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some("S"), OptionValues: values("1")}, {SKU: opt.Some("S"), OptionValues: values("2")}})},
			"catalog.invalid variants[0].id unknown":               {Title: opt.Some("x"), Variants: opt.Some([]catalog.SaveVariant{{ID: "var_no"}})},
			"catalog.invalid variants too_many":                    {Title: opt.Some("x"), Variants: opt.Some(make([]catalog.SaveVariant, 101))},
			"catalog.sku_taken variants[0].sku taken":              {Title: opt.Some("x"), Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some("TAKEN")}})},
			"catalog.external_id_taken external_id taken":          {Title: opt.Some("x"), ExternalID: opt.Some("ext-1")},
			"catalog.invalid variants[0].weight_grams range":       {Title: opt.Some("x"), Variants: opt.Some([]catalog.SaveVariant{{WeightGrams: opt.Some(int64(-1))}})},
		} {
			if want == "catalog.invalid translations.e!.title locale" {
				want, in = "catalog.invalid translations.e! locale", catalog.SaveProduct{Title: opt.Some("x"), Translations: opt.Some(map[string]catalog.Text{"e!": {Title: "x"}})}
			}
			in.StoreID = w.store
			if _, err := w.Catalog.Save(catalogtest.Owner(), in); field(err) != want {
				t.Errorf("%s, want %s", field(err), want)
			}
		}
		if all, err := w.Catalog.Each(context.Background(), w.DB, "", 10); err != nil || len(all) != 2 {
			t.Error("something was saved:", len(all), err)
		}
	})
}

func TestHandlesAreUniqueWithASuffixThatStays(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		one := w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Mug")})
		two := w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Mug!")})
		three := w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Mug 2")})
		if one.Handle != "mug" || two.Handle != "mug-2" || three.Handle != "mug-2-2" {
			t.Error(one.Handle, two.Handle, three.Handle)
		}
		again := w.save(t, catalog.SaveProduct{ID: two.ID, Handle: opt.Some("mug")})
		if again.Changed || again.Handle != "mug-2" {
			t.Error("the same wish again changed it:", again.Handle)
		}
		w.save(t, catalog.SaveProduct{ID: one.ID, Handle: opt.Some("old-mug")})
		if freed := w.save(t, catalog.SaveProduct{ID: two.ID, Handle: opt.Some("mug")}); freed.Handle != "mug" {
			t.Error(freed.Handle)
		}
		if h := w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("चिया")}).Handle; len(h) != len("product-12345678") {
			t.Error(h)
		}
		for i := range 40 {
			w.save(t, catalog.SaveProduct{StoreID: w.store, Title: opt.Some(fmt.Sprint("Cup", map[bool]string{true: "!"}[i%2 == 0]))})
		}
	})
}

func TestParallelSavesOfOneTitleAllGetTheirOwnHandle(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var wg sync.WaitGroup
		handles := make([]string, 16)
		for i := range handles {
			wg.Add(1)
			go func() {
				defer wg.Done()
				p, err := w.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{StoreID: w.store, Title: opt.Some("Same")})
				if err != nil {
					t.Error(err)
				}
				handles[i] = p.Handle
			}()
		}
		wg.Wait()
		slices.Sort(handles)
		if n := len(slices.Compact(handles)); n != 16 {
			t.Error(n, "different handles")
		}
	})
}

func TestParallelSavesOfOneSKUKeepItOnce(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var wg sync.WaitGroup
		failed := make([]error, 12)
		for i := range failed {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, failed[i] = w.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{StoreID: w.store, Title: opt.Some("x"),
					Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some("ONE")}})})
			}()
		}
		wg.Wait()
		won := 0
		for _, err := range failed {
			if err == nil {
				won++
			} else if !errors.Is(err, catalog.ErrSKUTaken) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Error(won, "products have the SKU")
		}
	})
}

func TestProductsOutsideTheScopeDoNotExist(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		cat, col := w.places(t)
		p := w.save(t, w.mug(cat, col))
		selB, stoB := sellertest.Open(t, w.Seller, w.DB, "other")
		foreign := actor.With(context.Background(), sellertest.MemberOf(selB.ID, stoB.ID))
		for name, err := range map[string]error{
			"edit":   second(w.Catalog.Save(foreign, catalog.SaveProduct{ID: p.ID, Title: opt.Some("mine")})),
			"create": second(w.Catalog.Save(foreign, catalog.SaveProduct{StoreID: w.store, Title: opt.Some("mine")})),
			"delete": w.Catalog.Delete(foreign, p.ID),
			"read":   second(w.Catalog.Managed(foreign, w.DB, p.ID)),
			"anyone": second(w.Catalog.Save(context.Background(), catalog.SaveProduct{ID: p.ID, Title: opt.Some("mine")})),
			"no id":  w.Catalog.Delete(catalogtest.Owner(), ""),
		} {
			if !errors.Is(err, catalog.ErrNotFound) {
				t.Error(name, err)
			}
		}
		own := actor.With(context.Background(), sellertest.MemberOf(w.seller, w.store))
		for name, in := range map[string]catalog.SaveProduct{
			"moderation": {ID: p.ID, Moderation: opt.Some(catalog.Rejected)}, "collections": {ID: p.ID, CollectionIDs: opt.Null[[]string]()},
		} {
			if _, err := w.Catalog.Save(own, in); !errors.Is(err, actor.ErrForbidden) {
				t.Error(name, err)
			}
		}
		if got, err := w.Catalog.Save(own, catalog.SaveProduct{ID: p.ID, Title: opt.Some("Ours"), CollectionIDs: opt.Some([]string{col})}); err != nil || got.Title != "Ours" {
			t.Error(got.Title, err)
		}
	})
}

func TestParallelEditsOfOneVersionChangeItOnce(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		p := w.Product(t, w.store, "Race")
		var wg sync.WaitGroup
		failed := make([]error, 12)
		for i := range failed {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, failed[i] = w.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{ID: p.ID, Title: opt.Some(fmt.Sprint("T", i)), IfVersion: &p.Version})
			}()
		}
		wg.Wait()
		won := 0
		for _, err := range failed {
			if err == nil {
				won++
			} else if !errors.Is(err, catalog.ErrStale) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Error(won, "edits of version 1 passed")
		}
	})
}

func TestADeletedProductIsGoneWithItsVariants(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		cat, col := w.places(t)
		p := w.save(t, w.mug(cat, col))
		var gone []string
		w.Catalog.AfterDelete.Add("test", func(_ context.Context, _ db.Tx, p catalog.Product) error { gone = append(gone, p.ID); return nil })
		if err := w.Catalog.Delete(catalogtest.Owner(), p.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Catalog.Get(context.Background(), w.DB, p.ID); !errors.Is(err, catalog.ErrNotFound) {
			t.Error(err)
		}
		if vs, err := w.Catalog.Variants(context.Background(), w.DB, []string{p.Variants[0].ID}); err != nil || len(vs) != 0 {
			t.Error(vs, err)
		}
		if diff := cmp.Diff([]string{p.ID}, gone); diff != "" {
			t.Error(diff)
		}
		names := w.EventNames(t)
		if diff := cmp.Diff([]string{"catalog.collection_changed", "catalog.category_changed", "catalog.product_saved", "catalog.product_deleted"}, names[len(names)-4:]); diff != "" {
			t.Error(diff)
		}
	})
}

func second[T any](_ T, err error) error { return err }
