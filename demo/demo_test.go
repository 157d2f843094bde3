package demo

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

type product struct {
	Store       string
	Handle      string
	Title       string
	Categories  []string
	Collections []string
	Images      []struct{ URL, Alt string }
	Options     []string
	Variants    []struct {
		SKU, Barcode, Image string
		Options             map[string]string
		Stock               int64
		Price               *amount
		CompareAt           *amount `json:"compare_at"`
	}
	Translations map[string]struct {
		Title           string
		DescriptionHTML string `json:"description_html"`
	}
}

type amount struct {
	Amount   int64
	Currency string
}

func products(t *testing.T) []product {
	t.Helper()
	raw, err := files.ReadFile("products.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var list []product
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p product
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatalf("line %d: %v", len(list)+1, err)
		}
		list = append(list, p)
	}
	return list
}

func handles(t *testing.T, file string) map[string]bool {
	t.Helper()
	raw, err := files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []struct{ Handle, Parent string }
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	set := map[string]bool{}
	for _, h := range list {
		if h.Parent != "" && !set[h.Parent] {
			t.Errorf("%s: %s comes before its parent %s", file, h.Handle, h.Parent)
		}
		set[h.Handle] = true
	}
	return set
}

func TestTheMarketIsLargeEnoughToBrowse(t *testing.T) {
	stores, all, variants, translated := map[string]int{}, 0, 0, 0
	for _, p := range products(t) {
		all++
		stores[p.Store]++
		variants += len(p.Variants)
		if p.translated("ar") && p.translated("ne") {
			translated++
		}
	}
	if len(stores) != 6 || all < 150 || variants < 400 || translated < 52 {
		t.Errorf("stores %v, %d products, %d variants, %d translated", stores, all, variants, translated)
	}
	for store, n := range stores {
		if n < 18 {
			t.Errorf("%s has only %d products", store, n)
		}
	}
}

func (p product) translated(locale string) bool {
	return p.Translations[locale].Title != "" && strings.Contains(p.Translations[locale].DescriptionHTML, "<p>")
}

func TestEveryStateOfAShelfCanBeSeen(t *testing.T) {
	seen := map[string]int{}
	for _, p := range products(t) {
		gone := 0
		for _, v := range p.Variants {
			switch {
			case v.Stock == 0:
				gone++
				seen["a variant that is sold out"]++
			case v.Stock <= 3:
				seen["a variant of which few are left"]++
			}
			if v.CompareAt != nil {
				seen["a variant that was dearer"]++
			}
		}
		if gone == len(p.Variants) {
			seen["a product that is sold out"]++
		}
	}
	for _, what := range []string{"a variant that is sold out", "a variant of which few are left", "a variant that was dearer", "a product that is sold out"} {
		if seen[what] == 0 {
			t.Errorf("there is not %s", what)
		}
	}
}

func TestEveryColourHasItsOwnPicture(t *testing.T) {
	for _, p := range products(t) {
		if !slices.Contains(p.Options, "Colour") {
			continue
		}
		shown := map[string]string{} // colour by picture
		for _, v := range p.Variants {
			colour := v.Options["Colour"]
			if other, ok := shown[v.Image]; v.Image == "" || (ok && other != colour) {
				t.Errorf("%s: the picture of %s is that of %q: %q", p.Handle, colour, other, v.Image)
			}
			shown[v.Image] = colour
		}
	}
}

// A hero is shown from more sides than it has colours.
func TestEveryStoreShowsItsHeroesFromMoreThanOneSide(t *testing.T) {
	heroes := map[string]int{}
	for _, p := range products(t) {
		own := map[string]bool{}
		for _, v := range p.Variants {
			own[v.Image] = true
		}
		if len(p.Images) > len(own) {
			heroes[p.Store]++
		}
	}
	for store := range handlesOfStores(t) {
		if heroes[store] < 3 {
			t.Errorf("%s: %d products with another view", store, heroes[store])
		}
	}
}

func handlesOfStores(t *testing.T) map[string]bool {
	t.Helper()
	raw, err := files.ReadFile("stores.json")
	if err != nil {
		t.Fatal(err)
	}
	var sellers []struct {
		Stores []struct{ Handle, Logo string }
	}
	if err := json.Unmarshal(raw, &sellers); err != nil {
		t.Fatal(err)
	}
	set := map[string]bool{}
	for _, s := range sellers {
		for _, store := range s.Stores {
			set[store.Handle] = true
			if _, err := fs.Stat(files, store.Logo); err != nil {
				t.Error(err)
			}
		}
	}
	return set
}

func TestEveryStoreSellsAndShips(t *testing.T) {
	raw, err := files.ReadFile("shipping.json")
	if err != nil {
		t.Fatal(err)
	}
	var zones map[string]json.RawMessage
	if err := json.Unmarshal(raw, &zones); err != nil {
		t.Fatal(err)
	}
	sells := map[string]bool{}
	for _, p := range products(t) {
		sells[p.Store] = true
	}
	stores := handlesOfStores(t)
	for store := range stores {
		if !sells[store] || len(zones[store]) == 0 {
			t.Errorf("%s: sells %v, ships %d bytes", store, sells[store], len(zones[store]))
		}
	}
	for store := range sells {
		if !stores[store] {
			t.Errorf("no store %s", store)
		}
	}
}

func TestCategoriesAreThreeLevelsDeep(t *testing.T) {
	raw, err := files.ReadFile("categories.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []struct{ Handle, Parent string }
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	depth := map[string]int{}
	for _, c := range list {
		depth[c.Handle] = depth[c.Parent] + 1
	}
	for _, p := range products(t) {
		for _, c := range p.Categories {
			if depth[c] != 3 {
				t.Errorf("%s lies %d levels deep, in %s", p.Handle, depth[c], c)
			}
		}
	}
}

func TestEveryProductPointsAtThingsThatExist(t *testing.T) {
	categories, collections := handles(t, "categories.json"), handles(t, "collections.json")
	seen := map[string]bool{}
	for _, p := range products(t) {
		for _, c := range p.Categories {
			if !categories[c] {
				t.Errorf("%s: no category %s", p.Handle, c)
			}
		}
		for _, c := range p.Collections {
			if !collections[c] {
				t.Errorf("%s: no collection %s", p.Handle, c)
			}
		}
		for _, img := range p.Images {
			if _, err := fs.Stat(files, img.URL); err != nil || img.Alt == "" {
				t.Errorf("%s: picture %q, alt %q: %v", p.Handle, img.URL, img.Alt, err)
			}
		}
		for _, v := range p.Variants {
			if seen[v.SKU] || v.SKU == "" {
				t.Errorf("%s: SKU %q twice or empty", p.Handle, v.SKU)
			}
			seen[v.SKU] = true
			if v.Price == nil || v.Price.Amount <= 0 || v.Price.Currency != "USD" {
				t.Errorf("%s: price %+v", v.SKU, v.Price)
			}
			if v.CompareAt != nil && (v.CompareAt.Amount <= v.Price.Amount || v.CompareAt.Currency != v.Price.Currency) {
				t.Errorf("%s: was %+v", v.SKU, v.CompareAt)
			}
			if v.Barcode != "" && !validGTIN(v.Barcode) {
				t.Errorf("%s: barcode %s has a wrong check digit", v.SKU, v.Barcode)
			}
		}
	}
}

// validGTIN checks thirteen digits whose last one makes the weighted sum (1, 3, 1, …) a multiple of ten.
func validGTIN(code string) bool {
	sum := 0
	for i, c := range code {
		if c < '0' || c > '9' {
			return false
		}
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	return len(code) == 13 && sum%10 == 0
}

func TestPicturesAreSmallAndHarmless(t *testing.T) {
	all, err := fs.Glob(files, "pictures/*.svg")
	if err != nil || len(all) < 300 {
		t.Fatalf("%d pictures, %v", len(all), err)
	}
	for _, name := range all {
		raw, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if limit := 4096; len(raw) > limit && name != "pictures/hero.svg" {
			t.Errorf("%s: %d bytes", name, len(raw))
		}
		checkSVG(t, name, raw)
	}
}

func checkSVG(t *testing.T, name string, raw []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(raw))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "script", "foreignObject", "image", "style", "animate", "a":
			t.Errorf("%s: element %s", name, start.Name.Local)
		}
		for _, a := range start.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || (a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#")) {
				t.Errorf("%s: attribute %s=%q", name, a.Name.Local, a.Value)
			}
		}
	}
}
