package transfer

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/pricing"
)

func TestAVariantIsFoundBySKUThenByOptionsAndNeverTwice(t *testing.T) {
	before := &catalog.Product{Variants: []catalog.Variant{
		{ID: "var_1", SKU: "A", OptionValues: []string{"S"}}, {ID: "var_2", SKU: "B", OptionValues: []string{"M"}}, {ID: "var_3", OptionValues: []string{"L"}}}}
	size := func(sku, value string) VariantRecord {
		return VariantRecord{SKU: sku, Options: map[string]string{"Size": value}}
	}
	got := match([]VariantRecord{size("B", "S"), size("new", "M"), size("", "L"), size("A", "XL"), size("", "XXL")}, []string{"Size"}, before)
	if diff := cmp.Diff([]string{"var_2", "", "var_3", "var_1", ""}, got); diff != "" {
		t.Error(diff)
	}
	if got := match([]VariantRecord{{}}, nil, nil); got[0] != "" {
		t.Error("a variant of a new product was found:", got)
	}
}

func TestThePriceOfARecordReplacesOnlyItsOwnRow(t *testing.T) {
	ten := int64(1000)
	set := []pricing.Price{{ID: "e", Currency: "EUR", Amount: 900, MinQuantity: 1}, {ID: "u", Currency: "USD", Amount: 800, CompareAt: &ten, MinQuantity: 1},
		{ID: "t", Currency: "USD", Amount: 700, MinQuantity: 10}, {ID: "g", Currency: "USD", Amount: 600, MinQuantity: 1, Group: "vip"}}
	for name, c := range map[string]struct {
		v       VariantRecord
		amount  int64
		compare *int64
	}{
		"a lower price keeps the compare-at price":      {VariantRecord{Price: opt.Some(money.New(750, "USD"))}, 750, &ten},
		"a higher price overtakes the compare-at price": {VariantRecord{Price: opt.Some(money.New(1200, "USD"))}, 1200, nil},
		"null empties the compare-at price":             {VariantRecord{Price: opt.Some(money.New(800, "USD")), CompareAt: opt.Null[money.Amount]()}, 800, nil},
		"a compare-at price of its own":                 {VariantRecord{Price: opt.Some(money.New(800, "USD")), CompareAt: opt.Some(money.New(1000, "USD"))}, 800, &ten},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := offerOf(c.v, set)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := o.Prices.Get()
			want := append([]pricing.Price(nil), set...)
			want[1].Amount, want[1].CompareAt = c.amount, c.compare
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if set[1].Amount != 800 || set[1].CompareAt != &ten {
				t.Error("the set that was read has changed")
			}
		})
	}
	if o, err := offerOf(VariantRecord{}, set); err != nil || o.Prices.Given() || o.Stock != nil {
		t.Errorf("a record without prices and stock says %+v, %v", o, err)
	}
}

func TestAHandleThatGotASuffixIsLeftAlone(t *testing.T) {
	for have, kept := range map[string]bool{"mug-2": false, "mug-15": false, "mug": true, "mug-blue": true, "cup": true, "mug-": true} {
		if got := sameHandle(opt.Some("mug"), have).Given(); got != kept {
			t.Errorf("%s: %v", have, got)
		}
	}
}

// rejectAll reads a file, rejects all of it for a made-up reason, and answers the rejects.
func rejectAll(t *testing.T, in string) string {
	t.Helper()
	src, err := Open(strings.NewReader(in), Reading{Currency: "USD"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	r := newRejects(&b, src)
	for {
		item, err := src.Next()
		if err != nil {
			break
		}
		item.fail(item.Line, "title", "test", "not today")
		if err := r.add(item); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRejectsCanBeImportedAgainAsTheyAre(t *testing.T) {
	table := "handle,title,sku,price,option1_name,option1_value\nmug,Mug,M-S,5,Size,S\nmug,,M-L,6,Size,L\ncup,'=Cup,C,7,,\n"
	once := rejectAll(t, table)
	if !strings.Contains(once, "import_errors") || !strings.Contains(once, "line 2, title: not today") || !strings.Contains(once, "'=Cup") {
		t.Error(once)
	}
	_, items, err := readItems(t, once)
	if err != nil || len(items) != 2 {
		t.Fatal(len(items), err)
	}
	noErrors(t, items)
	if twice := rejectAll(t, once); twice != once {
		t.Errorf("rejected a second time:\n%s", twice)
	}

	lines := `{"handle":"mug","title":"Mug","vendor":null,"variants":[{"sku":"M","price":{"amount":5,"currency":"USD"}}]}` + "\n"
	once = rejectAll(t, lines)
	_, items, err = readItems(t, once)
	if err != nil || len(items) != 1 || !items[0].Record.Vendor.Cleared() || items[0].Record.Tags.Given() {
		t.Fatal(once, err)
	}
	noErrors(t, items)
	if twice := rejectAll(t, once); twice != once {
		t.Errorf("rejected a second time:\n%s", twice)
	}
}

func TestALineThatIsNoRecordGoesIntoTheRejectsAsText(t *testing.T) {
	out := rejectAll(t, `{"handle":`+"\n")
	var v struct {
		Errors struct{ Line string } `json:"import_errors"`
	}
	if err := json.Unmarshal([]byte(out), &v); err != nil || v.Errors.Line != `{"handle":` {
		t.Errorf("%s %v", out, err)
	}
}
