package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/transfer"
	"github.com/haatshop/haat/internal/shop/transfer/transfertest"
)

func each(t *testing.T, fn func(t *testing.T, f *transfertest.Fixture, storeID string)) {
	dbtest.Each(t, transfertest.Sets(), func(t *testing.T, d *db.DB) {
		f := transfertest.New(t, d)
		_, store := sellertest.Open(t, f.Seller, d, "kiln")
		fn(t, f, store.ID)
	})
}

func sharedFile(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("HAAT_SHARED_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	file := filepath.Join(dir, name)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("no %s: set HAAT_SHARED_DATA to the folder of shared test data", file)
	}
	return file
}

// run imports text and answers the report whatever was rejected.
func run(t testing.TB, f *transfertest.Fixture, in transfer.Import, text string) transfer.Report {
	t.Helper()
	in.Currency = "USD"
	r, err := f.Transfer.ImportProducts(catalogtest.Owner(), strings.NewReader(text), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func counts(r transfer.Report) [4]int { return [4]int{r.Created, r.Updated, r.Unchanged, r.Rejected} }

// traces counts what saves leave behind: versions would move, events be told.
func traces(t testing.TB, f *transfertest.Fixture, storeID string) (products int, versions int64) {
	t.Helper()
	for after := ""; ; {
		list, err := f.Catalog.Each(context.Background(), f.DB, after, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			return products, versions
		}
		for _, p := range list {
			products, versions, after = products+1, versions+p.Version, p.ID
		}
	}
}

func TestImportingShopifysExportTwiceChangesNothingTheSecondTime(t *testing.T) {
	text, err := os.ReadFile(sharedFile(t, "shopify-product-csv/packt-product-data.csv"))
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		first := run(t, f, transfer.Import{StoreID: storeID}, string(text))
		if counts(first) != [4]int{20, 0, 0, 0} || first.Format != transfer.Shopify {
			t.Fatalf("%+v", first)
		}
		products, versions := traces(t, f, storeID)
		second := run(t, f, transfer.Import{StoreID: storeID}, string(text))
		p2, v2 := traces(t, f, storeID)
		if counts(second) != [4]int{0, 0, 20, 0} || p2 != products || v2 != versions || products != 20 {
			t.Errorf("%+v, %d products, versions %d → %d", second, p2, versions, v2)
		}
		view, err := f.Listing.Product(context.Background(), f.DB, "floor-lamp", listingtest.Shopper())
		if err != nil || view.PriceFrom.Minor != 6999 || view.CompareAt == nil || view.CompareAt.Minor != 8500 || !view.InStock {
			t.Errorf("%+v %v", view.Card, err)
		}
		lamp, err := f.Catalog.ByExternal(context.Background(), f.DB, storeID, "floor-lamp")
		if err != nil {
			t.Fatal(err)
		}
		remote, err := f.Transfer.RemoteImages(context.Background(), f.DB, lamp.ID)
		if err != nil || len(remote) != 1 || len(lamp.Images) != 0 {
			t.Errorf("remote %v, shown %v, %v", remote, lamp.Images, err)
		}
	})
}

const two = `{"handle":"mug","title":"Mug","status":"active","options":["Size"],"variants":[
{"sku":"M-S","options":{"Size":"S"},"price":{"amount":1000,"currency":"USD"},"stock":3},{"sku":"M-L","options":{"Size":"L"},"price":{"amount":1200,"currency":"USD"},"stock":0}]}
{"handle":"bowl","title":"Bowl","status":"active","variants":[{"sku":"B","price":{"amount":2000,"currency":"USD"},"stock":5}]}`

// lines puts each record on one line.
func lines(s string) string { return strings.ReplaceAll(s, ":[\n", ":[") }

func TestARecordSaysWhatChangesAndTheRestStays(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		if r := run(t, f, transfer.Import{StoreID: storeID}, lines(two)); counts(r) != [4]int{2, 0, 0, 0} {
			t.Fatalf("%+v", r)
		}
		ctx := context.Background()
		before, err := f.Catalog.ByExternal(ctx, f.DB, storeID, "mug")
		if err != nil {
			t.Fatal(err)
		}
		r := run(t, f, transfer.Import{StoreID: storeID}, `{"handle":"mug","vendor":"Kiln","origin":"NP"}`)
		after, err := f.Catalog.Get(ctx, f.DB, before.ID)
		if err != nil || counts(r) != [4]int{0, 1, 0, 0} {
			t.Fatalf("%+v %v", r, err)
		}
		if after.Vendor != "Kiln" || after.Origin != "NP" || after.Title != "Mug" || len(after.Variants) != 2 || after.Variants[0].ID != before.Variants[0].ID {
			t.Errorf("%+v", after)
		}

		// A price in another currency and a price for a group stay when the file speaks of dollars.
		v := after.Variants[0]
		extra := []pricing.Price{listingtest.USD(1000), {Currency: "JPY", Amount: 1500, MinQuantity: 1}, {Currency: "USD", Amount: 900, MinQuantity: 1, Group: "vip"}}
		if _, err := f.Pricing.Set(catalogtest.Owner(), pricing.Set{VariantID: v.ID, StoreID: storeID, Prices: extra}); err != nil {
			t.Fatal(err)
		}
		run(t, f, transfer.Import{StoreID: storeID}, strings.Replace(lines(two), `"amount":1000`, `"amount":1100`, 1))
		set, err := f.Pricing.Prices(ctx, f.DB, []string{v.ID})
		if err != nil || len(set[v.ID]) != 3 {
			t.Fatal(set, err)
		}
		for _, p := range set[v.ID] {
			if want := map[string]int64{"USD": 1100, "JPY": 1500, "USDvip": 900}[string(p.Currency)+p.Group]; p.Amount != want {
				t.Errorf("%+v, want %d", p, want)
			}
		}

		// A variant that is no longer listed is taken away.
		run(t, f, transfer.Import{StoreID: storeID}, `{"handle":"mug","options":["Size"],"variants":[{"sku":"M-L","options":{"Size":"L"},"price":{"amount":1200,"currency":"USD"}}]}`)
		after, err = f.Catalog.Get(ctx, f.DB, before.ID)
		if err != nil || len(after.Variants) != 1 || after.Variants[0].SKU != "M-L" {
			t.Errorf("%+v %v", after.Variants, err)
		}
	})
}

func TestABadRecordTakesNoOtherWithIt(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		run(t, f, transfer.Import{StoreID: storeID}, `{"handle":"old","title":"Old","variants":[{"sku":"TAKEN","price":{"amount":100,"currency":"USD"}}]}`)
		var text []string
		for n := range 30 {
			text = append(text, fmt.Sprintf(`{"handle":"p%d","title":"P %d","variants":[{"sku":"P-%d","price":{"amount":100,"currency":"USD"}}]}`, n, n, n))
		}
		text[3] = `{"handle":"p3","title":"P 3","variants":[{"sku":"TAKEN","price":{"amount":100,"currency":"USD"}}]}`
		text[9] = `{"handle":"p9","variants":[{"sku":"P-9","price":{"amount":100,"currency":"USD"}}]}`
		text[11] = `{"handle":"p11","title":"P 11","categories":["nowhere"],"variants":[{"sku":"P-11","price":{"amount":100,"currency":"USD"}}]}`
		text[12] = `{"handle":"p12","title":"P 12","store":"elsewhere","variants":[{"sku":"P-12","price":{"amount":100,"currency":"USD"}}]}`
		text[20] = `{"handle":"p20","title":"P 20","images":[{"url":"a.png"}],"variants":[{"sku":"P-20","price":{"amount":100,"currency":"USD"}}]}`
		text[25] = `{"handle":"p25"`
		var rejects bytes.Buffer
		r := run(t, f, transfer.Import{StoreID: storeID, Rejects: &rejects}, strings.Join(text, "\n"))
		if counts(r) != [4]int{24, 0, 0, 6} {
			t.Fatalf("%v", r.Errors)
		}
		var got []string
		for _, e := range r.Errors {
			got = append(got, fmt.Sprintf("%d %s", e.Line, e.Path))
		}
		want := []string{"4 variants[0].sku", "10 title", "12 categories", "13 store", "21 images", "26 "}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%v", diff, r.Errors)
		}
		if n := strings.Count(rejects.String(), "\n"); n != 6 {
			t.Errorf("%d rejects:\n%s", n, rejects.String())
		}
		if _, err := f.Catalog.ByExternal(context.Background(), f.DB, storeID, "p3"); !errors.Is(err, catalog.ErrNotFound) {
			t.Error("a rejected product is there:", err)
		}
	})
}

func TestADryRunFindsTheErrorsAndLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		r := run(t, f, transfer.Import{StoreID: storeID, File: "x", DryRun: true}, lines(two)+"\n"+`{"handle":"new"}`)
		if counts(r) != [4]int{2, 0, 0, 1} {
			t.Errorf("%+v", r)
		}
		if products, _ := traces(t, f, storeID); products != 0 {
			t.Errorf("%d products", products)
		}
		if r := run(t, f, transfer.Import{StoreID: storeID, File: "x"}, lines(two)); r.Resumed || r.Created != 2 {
			t.Errorf("the dry run left a run behind: %+v", r)
		}
	})
}

func TestAnInterruptedRunGoesOnBehindItsLastBatch(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		var b strings.Builder
		for n := range 200 {
			fmt.Fprintf(&b, `{"handle":"p%d","title":"P %d","variants":[{"sku":"P-%d","price":{"amount":100,"currency":"USD"}}]}`+"\n", n, n, n)
		}
		in := transfer.Import{StoreID: storeID, Currency: "USD", File: "digest"}
		ctx, stop := context.WithCancel(catalogtest.Owner())
		in.Progress = func(r transfer.Report) {
			if r.Line > 60 {
				stop()
			}
		}
		cut, err := f.Transfer.ImportProducts(ctx, strings.NewReader(b.String()), in)
		if !errors.Is(err, context.Canceled) || cut.Line < 60 || cut.Line == 200 {
			t.Fatal(cut, err)
		}
		in.Progress = nil
		if _, err := f.Transfer.ImportProducts(catalogtest.Owner(), strings.NewReader(b.String()), in); !errors.Is(err, transfer.ErrRunning) {
			t.Fatal("a second process ran beside a live one:", err)
		}
		f.Clock.Advance(time.Hour)
		r, err := f.Transfer.ImportProducts(catalogtest.Owner(), strings.NewReader(b.String()), in)
		if err != nil || !r.Resumed || r.RunID != cut.RunID || counts(r) != [4]int{200, 0, 0, 0} || r.Line != 200 {
			t.Errorf("%+v %v", r, err)
		}
		if r := run(t, f, transfer.Import{StoreID: storeID, File: "digest"}, b.String()); r.Resumed || counts(r) != [4]int{0, 0, 200, 0} {
			t.Errorf("a finished run was taken up: %+v", r)
		}
	})
}

func TestAMemberImportsIntoItsOwnStoresOnly(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		sel, mine := sellertest.Open(t, f.Seller, f.DB, "mine")
		member := actor.With(context.Background(), sellertest.MemberOf(sel.ID, mine.ID))
		r, err := f.Transfer.ImportProducts(member, strings.NewReader(lines(two)), transfer.Import{StoreID: storeID, Currency: "USD"})
		if err != nil || counts(r) != [4]int{0, 0, 0, 2} {
			t.Errorf("into another's store: %+v %v", r, err)
		}
		named := strings.ReplaceAll(lines(two), `{"handle"`, `{"store":"kiln","handle"`)
		r, err = f.Transfer.ImportProducts(member, strings.NewReader(named), transfer.Import{StoreID: mine.ID, Currency: "USD"})
		if err != nil || counts(r) != [4]int{0, 0, 0, 2} {
			t.Errorf("into another's store by name: %+v %v", r, err)
		}
		r, err = f.Transfer.ImportProducts(member, strings.NewReader(lines(two)), transfer.Import{StoreID: mine.ID, Currency: "USD"})
		if err != nil || counts(r) != [4]int{2, 0, 0, 0} {
			t.Errorf("into its own store: %+v %v", r, err)
		}
	})
}

func TestTheSameHandleInTwoStoresStaysTwoProducts(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		_, other := sellertest.Open(t, f.Seller, f.DB, "other")
		run(t, f, transfer.Import{StoreID: storeID}, lines(two))
		if r := run(t, f, transfer.Import{StoreID: other.ID}, lines(two)); counts(r) != [4]int{2, 0, 0, 0} {
			t.Fatalf("%+v", r)
		}
		for _, id := range []string{storeID, other.ID} {
			if r := run(t, f, transfer.Import{StoreID: id}, lines(two)); counts(r) != [4]int{0, 0, 2, 0} {
				t.Errorf("%+v", r)
			}
		}
	})
}

// folder lends pictures in tests.
type folder struct{ kept map[string]int }

func (f folder) Keep(_ context.Context, path string) (catalog.ImageRef, error) {
	if strings.Contains(path, "missing") {
		return catalog.ImageRef{}, os.ErrNotExist
	}
	f.kept[path]++
	return catalog.ImageRef{URL: "/media/" + strings.ReplaceAll(path, "/", "-"), Width: 1600, Height: 2000}, nil
}

func TestLocalPicturesAreKeptAndShownByTheirVariants(t *testing.T) {
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		text := `{"handle":"mug","title":"Mug","status":"active","images":[{"url":"p/a.svg","alt":"A"},{"url":"https://x.example/b.jpg"}],"variants":[{"sku":"M","price":{"amount":1000,"currency":"USD"},"image":"p/a.svg"}]}` + "\n" +
			`{"handle":"cup","title":"Cup","images":[{"url":"p/missing.svg"}],"variants":[{"sku":"C","price":{"amount":1000,"currency":"USD"}}]}`
		pictures := folder{map[string]int{}}
		r := run(t, f, transfer.Import{StoreID: storeID, Images: pictures}, text)
		if counts(r) != [4]int{1, 0, 0, 1} {
			t.Fatalf("%+v", r)
		}
		p, err := f.Catalog.ByExternal(context.Background(), f.DB, storeID, "mug")
		if err != nil || len(p.Images) != 1 || p.Images[0] != (catalog.ImageRef{URL: "/media/p-a.svg", Alt: "A", Width: 1600, Height: 2000}) || p.Variants[0].ImageURL != "/media/p-a.svg" {
			t.Errorf("%+v %v", p, err)
		}
		if r := run(t, f, transfer.Import{StoreID: storeID, Images: pictures}, strings.Split(text, "\n")[0]); counts(r) != [4]int{0, 0, 1, 0} {
			t.Errorf("%+v", r)
		}
		if err := f.Listing.Delete(catalogtest.Owner(), p.ID); err != nil {
			t.Fatal(err)
		}
		if left, err := f.Transfer.RemoteImages(context.Background(), f.DB, p.ID); err != nil || len(left) != 0 {
			t.Errorf("a deleted product left %v, %v", left, err)
		}
	})
}

func TestTheDemoCatalogueGoesInWhole(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "demo", "products.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Count(string(text), "\n")
	each(t, func(t *testing.T, f *transfertest.Fixture, _ string) {
		for _, handle := range []string{"potters-row", "far-ridge", "paper-lantern", "hill-station", "warp-weather", "small-parade"} {
			sellertest.Open(t, f.Seller, f.DB, handle)
		}
		places(t, f, string(text))
		in := transfer.Import{Images: folder{map[string]int{}}}
		if r := run(t, f, in, string(text)); counts(r) != [4]int{all, 0, 0, 0} {
			t.Fatalf("%v %v", counts(r), r.Errors)
		}
		if r := run(t, f, in, string(text)); counts(r) != [4]int{0, 0, all, 0} {
			t.Fatalf("%v %v", counts(r), r.Errors)
		}
		list, err := f.Listing.List(context.Background(), f.DB, listing.Filter{}, listingtest.Shopper(), "new", page.Request{Limit: 100})
		if err != nil || len(list.Items) != 100 || list.Next == "" {
			t.Errorf("%d cards, %v", len(list.Items), err)
		}
	})
}

// places makes the categories and collections a file names.
func places(t testing.TB, f *transfertest.Fixture, text string) {
	t.Helper()
	made := map[string]bool{}
	for _, kind := range []string{"categories", "collections"} {
		for line := range strings.SplitSeq(text, "\n") {
			_, rest, _ := strings.Cut(line, `"`+kind+`":[`)
			list, _, _ := strings.Cut(rest, "]")
			for handle := range strings.SplitSeq(strings.ReplaceAll(list, `"`, ""), ",") {
				if handle == "" || made[kind+handle] {
					continue
				}
				made[kind+handle] = true
				var err error
				if kind == "categories" {
					_, err = f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Handle: opt.Some(handle), Name: opt.Some(handle)})
				} else {
					_, err = f.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Handle: opt.Some(handle), Title: opt.Some(handle)})
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// The Icecat catalogue: real texts. Every tenth product, so that all kinds are among them; all 19,406 of them in
// `make soak`, which also says how long that takes.
func TestTheIcecatCatalogueGoesInAndASecondTimeChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute: left out with -short")
	}
	source := sharedFile(t, "icecat-electronics-search/products.jsonl.gz")
	convert := exec.Command("go", "run", "./scripts/icecat", must(filepath.Abs(source)))
	convert.Dir = filepath.Join("..", "..", "..")
	convert.Stderr = os.Stderr
	text, err := convert.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSpace(string(text))+"\n", "\n")
	lines = lines[:len(lines)-1]
	if len(lines) != 19406 {
		t.Fatalf("%d products", len(lines))
	}
	if os.Getenv("HAAT_SOAK") == "" {
		var some []string
		for i := 0; i < len(lines); i += 10 {
			some = append(some, lines[i])
		}
		lines = some
	}
	n, in := len(lines), strings.Join(lines, "")
	each(t, func(t *testing.T, f *transfertest.Fixture, storeID string) {
		for round, want := range [][4]int{{n, 0, 0, 0}, {0, 0, n, 0}} {
			start := time.Now()
			r := run(t, f, transfer.Import{StoreID: storeID, File: fmt.Sprint(round)}, in)
			took := time.Since(start)
			t.Logf("round %d: %v in %s, %.0f products/s", round+1, counts(r), took.Round(time.Millisecond), float64(r.Records())/took.Seconds())
			if counts(r) != want {
				t.Fatalf("%+v", r.Errors)
			}
		}
	})
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}
