package transfer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/tabular"
)

func readItems(t testing.TB, in string) (Format, []Item, error) {
	t.Helper()
	src, err := Open(strings.NewReader(in), Reading{Currency: "USD"})
	if err != nil {
		return "", nil, err
	}
	var items []Item
	for {
		item, err := src.Next()
		if errors.Is(err, io.EOF) {
			return src.Format(), items, nil
		}
		if err != nil {
			return src.Format(), items, err
		}
		items = append(items, item)
	}
}

// sharedFile answers a file of the shared test data; without it the test is skipped and says where it looked.
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

func mustRead(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func noErrors(t testing.TB, items []Item) {
	t.Helper()
	for _, i := range items {
		if len(i.Errors) > 0 {
			t.Errorf("%q: %v", i.Record.Key(), i.Errors)
		}
	}
}

func TestTheDemoCatalogueIsValidInOurFormat(t *testing.T) {
	format, items, err := readItems(t, mustRead(t, filepath.Join("..", "..", "..", "demo", "products.jsonl")))
	if err != nil || format != JSONLines || len(items) < 72 {
		t.Fatal(format, len(items), err)
	}
	noErrors(t, items)
}

func TestShopifysExportIsReadByHandle(t *testing.T) {
	format, items, err := readItems(t, mustRead(t, sharedFile(t, "shopify-product-csv/packt-product-data.csv")))
	if err != nil || format != Shopify || len(items) != 20 {
		t.Fatal(format, len(items), err)
	}
	noErrors(t, items)
	lamp := items[0].Record
	variants, _ := lamp.Variants.Get()
	images, _ := lamp.Images.Get()
	tags, _ := lamp.Tags.Get()
	if lamp.Handle != "floor-lamp" || len(lamp.Options) != 0 || len(variants) != 1 || len(images) != 1 || !remote(images[0].URL) {
		t.Errorf("%+v", lamp)
	}
	price, _ := variants[0].Price.Get()
	compare, _ := variants[0].CompareAt.Get()
	stock, _ := variants[0].Stock.Get()
	if price != money.New(6999, "USD") || compare != money.New(8500, "USD") || stock != 1 || !cmp.Equal(tags, []string{"Black", "Lamp"}) {
		t.Errorf("%v %v %d %v", price, compare, stock, tags)
	}
}

const shopifyHead = "Handle,Title,Body (HTML),Vendor,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Gift Card,Status\n"

func TestShopifyRowsOfOneHandleBecomeVariantsAndPictures(t *testing.T) {
	_, items, err := readItems(t, shopifyHead+
		"tee,Tee,<p>Soft</p>,Acme,\"a, b\",true,Size,S,Colour,Red,T-S,120.0,shopify,-3,continue,10.00,0.00,https://x.example/1.jpg,false,active\n"+
		"tee,,,,,,,M,,Red,T-M,130,shopify,4,deny,12.5,15,,,\n"+
		"tee,,,,,,,,,,,,,,,,,https://x.example/2.jpg,,\n"+
		"cap,Cap,,,,false,Title,Default Title,,,C,,,,,7,7,,,active\n")
	if err != nil || len(items) != 2 {
		t.Fatal(len(items), err)
	}
	noErrors(t, items)
	tee, _ := items[0].Record.Variants.Get()
	want := []VariantRecord{
		{SKU: "T-S", Barcode: opt.Some(""), Options: map[string]string{"Size": "S", "Colour": "Red"}, Price: opt.Some(money.New(1000, "USD")), CompareAt: opt.Null[money.Amount](),
			WeightGrams: opt.Some[int64](120), TrackStock: opt.Some(true), Stock: opt.Some[int64](0), AllowBackorder: opt.Some(true), line: 2},
		{SKU: "T-M", Barcode: opt.Some(""), Options: map[string]string{"Size": "M", "Colour": "Red"}, Price: opt.Some(money.New(1250, "USD")), CompareAt: opt.Some(money.New(1500, "USD")),
			WeightGrams: opt.Some[int64](130), TrackStock: opt.Some(true), Stock: opt.Some[int64](4), AllowBackorder: opt.Some(false), line: 3},
	}
	if diff := cmp.Diff(want, tee, everything()); diff != "" {
		t.Error(diff)
	}
	images, _ := items[0].Record.Images.Get()
	status, _ := items[1].Record.Status.Get()
	if len(images) != 2 || status != "draft" || items[1].Line != 5 {
		t.Errorf("%v %s %d", images, status, items[1].Line)
	}
}

func everything() cmp.Option {
	return cmp.Exporter(func(reflect.Type) bool { return true })
}

func TestBadRowsRejectTheirWholeProductAndNoOther(t *testing.T) {
	head := "handle,title,sku,price,stock,option1_name,option1_value\n"
	for name, c := range map[string]struct {
		rows string
		bad  map[string]string // handle or line → code
		good int
	}{
		"a price below zero":            {"a,A,A1,-5,1,,\nb,B,B1,5,1,,\n", map[string]string{"a": "range"}, 1},
		"a price of nothing":            {"a,A,A1,0,1,,\nb,B,B1,5,1,,\n", map[string]string{"a": "range"}, 1},
		"not a number":                  {"a,A,A1,NaN,1,,\nb,B,B1,1e9,1,,\nc,C,C1,5,1,,\n", map[string]string{"a": "amount", "b": "amount"}, 1},
		"too many decimals":             {"a,A,A1,5.123,1,,\n", map[string]string{"a": "amount"}, 0},
		"stock below zero":              {"a,A,A1,5,-1,,\n", map[string]string{"a": "range"}, 0},
		"one bad variant of two":        {"a,A,A1,5,1,Size,S\na,,A2,x,1,,M\nb,B,B1,5,1,,\n", map[string]string{"a": "amount"}, 1},
		"two variants alike":            {"a,A,A1,5,1,Size,S\na,,A2,5,1,,S\n", map[string]string{"a": "unique"}, 0},
		"a SKU twice in a product":      {"a,A,A1,5,1,Size,S\na,,A1,5,1,,M\n", map[string]string{"a": "unique"}, 0},
		"a missing option value":        {"a,A,A1,5,1,Size,\n", map[string]string{"a": "required"}, 0},
		"a handle that comes again":     {"a,A,A1,5,1,,\nb,B,B1,5,1,,\na,A,A2,5,1,,\n", map[string]string{"a": "twice"}, 2},
		"more cells than columns":       {"a,A,A1,5,1,,,,extra\nb,B,B1,5,1,,\n", map[string]string{"a": "columns"}, 1},
		"a NUL between two products":    {"a,A,A1,5,1,,\nb,B\x00,B1,5,1,,\nc,C,C1,5,1,,\nd,D,D1,5,1,,\n", map[string]string{"a": "nul", "c": "incomplete"}, 1},
		"a row without any key":         {",A,,5,1,,\n", map[string]string{"": "required"}, 0},
		"a quote that never ends":       {"a,A,A1,5,1,,\nb,\"B,B1,5,1,,\nc,C,C1,5,1,,\n", map[string]string{"a": "incomplete"}, 0},
		"a blank handle goes on with a": {"a,A,A1,5,1,Size,S\n,,A2,5,1,,M\n", nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			_, items, err := readItems(t, head+c.rows)
			if (err != nil) != strings.Contains(name, "never ends") {
				t.Fatal(err)
			}
			good, bad := 0, map[string]string{}
			for _, i := range items {
				if len(i.Errors) == 0 {
					good++
					continue
				}
				bad[i.Record.Handle] = i.Errors[0].Code
				if i.Errors[0].Line < 2 {
					t.Errorf("no line: %+v", i.Errors[0])
				}
			}
			if c.bad == nil {
				c.bad = map[string]string{}
			}
			if diff := cmp.Diff(c.bad, bad); diff != "" || good != c.good {
				t.Errorf("%d good, %s", good, diff)
			}
		})
	}
}

func TestAFileThatIsNotOneOfProductsIsRefusedWithItsReason(t *testing.T) {
	for name, in := range map[string]string{
		"empty": "", "a workbook": "PK\x03\x04", "UTF-16": "\xff\xfeh\x00", "customers": "first_name,last_name,email\nA,B,c@d.example\n",
		"a misspelt column": "handle,title,sku,prise\n", "a column twice": "handle,sku,price,price\n", "prose": "Dear shop,\nplease find attached",
	} {
		_, _, err := readItems(t, in)
		if !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPicturePathsNeverLeaveTheFolder(t *testing.T) {
	for url, ok := range map[string]bool{
		"pictures/mug.svg": true, "https://cdn.example/a.jpg?v=1": true, "/media/abc-640.jpg": true,
		"../../etc/passwd": false, "pictures/../../x.png": false, "/etc/passwd.png": false, "file:///etc/x.png": false, `..\x.png`: false,
		"javascript:alert(1)": false, "http://user:pw@host/x.png": false, "/media/../x.png": false, "a\x00.png": false, "notes.txt": false, "": false,
	} {
		if got := imageAllowed(url); got != ok {
			t.Errorf("%q: %v", url, got)
		}
	}
}

func TestDecimalCommasAreTakenWhereSemicolonsSeparate(t *testing.T) {
	_, items, err := readItems(t, "handle;title;sku;price\na;A;A1;1299,50\nb;B;B1;7\n")
	if err != nil || len(items) != 2 {
		t.Fatal(err)
	}
	variants, _ := items[0].Record.Variants.Get()
	if price, _ := variants[0].Price.Get(); price != money.New(129950, "USD") {
		t.Error(price, items[0].Errors)
	}
}

func TestMissingColumnsKeepAndBlankCellsEmpty(t *testing.T) {
	_, items, err := readItems(t, "handle,title,sku,vendor,compare_at,price\na,,A1,,,\n")
	if err != nil {
		t.Fatal(err)
	}
	r := items[0].Record
	variants, _ := r.Variants.Get()
	v := variants[0]
	if r.Title.Given() || r.DescriptionHTML.Given() || v.Price.Given() || v.Stock.Given() || v.Cost.Given() {
		t.Error("what is missing or cannot be blank was given")
	}
	if vendor, ok := r.Vendor.Get(); !ok || vendor != "" || !v.CompareAt.Cleared() {
		t.Error("blank cells did not empty")
	}
}

func TestWhatIsExportedIsReadBackTheSame(t *testing.T) {
	text := rapid.StringMatching(`[=+@a-z|]['=+@'a-zé|\\",;:\n-]{1,6}x`)
	rapid.Check(t, func(t *rapid.T) {
		var records []ProductRecord
		for n := range rapid.IntRange(1, 4).Draw(t, "records") {
			records = append(records, someRecord(t, text, n))
		}
		for _, format := range []Format{CSV, JSONLines} {
			var b bytes.Buffer
			sink := NewSink(&b, format, []string{"ar"})
			for _, r := range records {
				if err := sink.Write(r); err != nil {
					t.Fatal(err)
				}
			}
			if err := sink.Flush(); err != nil {
				t.Fatal(err)
			}
			src, err := Open(&b, Reading{Currency: "EUR"})
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range records {
				item, err := src.Next()
				if err != nil || len(item.Errors) > 0 {
					t.Fatal(format, err, item.Errors)
				}
				variants, _ := item.Record.Variants.Get()
				for n := range variants {
					variants[n].line = 0
				}
				if diff := cmp.Diff(want, item.Record, everything(), cmpopts.EquateEmpty()); diff != "" {
					t.Fatal(format, diff)
				}
			}
		}
	})
}

func someRecord(t *rapid.T, text *rapid.Generator[string], n int) ProductRecord {
	r := ProductRecord{Store: "kiln", ExternalID: fmt.Sprintf("x-%d", n), Handle: fmt.Sprintf("h-%d", n), Title: opt.Some(text.Draw(t, "title")),
		DescriptionHTML: opt.Some(text.Draw(t, "html")), Status: opt.Some("active"), Vendor: opt.Some(""), Origin: opt.Some(""), TaxCategory: opt.Some("standard"),
		Categories: opt.Some(rapid.SliceOfN(text, 0, 3).Draw(t, "categories")), Collections: opt.Some([]string{}), Tags: opt.Some(rapid.SliceOfN(text, 0, 2).Draw(t, "tags")),
		Attributes: opt.Some([]AttributeRecord{{Code: "material", Name: "Material", Value: text.Draw(t, "value")}}), Options: []string{"Size"},
		Images:       opt.Some([]ImageRecord{{URL: "a.png", Alt: ""}, {URL: "b.png", Alt: text.Draw(t, "alt")}}),
		SEO:          opt.Some(SEORecord{Title: text.Draw(t, "seo")}),
		Translations: opt.Some(map[string]TranslationText{"ar": {Title: text.Draw(t, "ar")}})}
	var variants []VariantRecord
	for i, size := range []string{"S", "M"} {
		price := rapid.Int64Range(1, 1e9).Draw(t, "price")
		v := VariantRecord{SKU: fmt.Sprintf("%d-%d", n, i), Barcode: opt.Some(""), Options: map[string]string{"Size": size}, Price: opt.Some(money.New(price, "USD")),
			CompareAt: opt.Null[money.Amount](), Cost: opt.Some(money.New(0, "USD")), WeightGrams: opt.Some(rapid.Int64Range(0, 1e6).Draw(t, "weight")),
			RequiresShipping: opt.Some(true), Stock: opt.Some[int64](3), TrackStock: opt.Some(true), AllowBackorder: opt.Some(false), Image: opt.Some("")}
		variants = append(variants, v)
	}
	r.Variants = opt.Some(variants)
	return r
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(shopifyHead + "a,A,,,,,Title,Default Title,,,S,1,,1,deny,5,,,,active\n"))
	f.Add([]byte("handle,sku,price\na,b,1\n\"\n"))
	f.Add([]byte(`{"handle":"a","title":"A","variants":[{"price":{"amount":1,"currency":"USD"}}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		src, err := Open(bytes.NewReader(in), Reading{Currency: "USD", Limits: tabular.Limits{Columns: 60, FieldBytes: 500, LineBytes: 2000}})
		if err != nil {
			if !errors.Is(err, ErrFile) {
				t.Fatal(err)
			}
			return
		}
		for range len(in) + 2 {
			item, err := src.Next()
			if errors.Is(err, io.EOF) || errors.Is(err, ErrFile) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(item.Errors) == 0 && item.Record.Key() == "" {
				t.Fatalf("a good record without a key: %+v", item)
			}
		}
		t.Fatal("the source never ends")
	})
}
