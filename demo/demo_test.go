package demo

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
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
	Variants    []struct {
		SKU, Barcode, Image string
		Price, CompareAt    *struct {
			Amount   int64
			Currency string
		}
	}
	Translations map[string]struct{ Title string }
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
	stores, variants, translated := map[string]int{}, 0, 0
	for _, p := range products(t) {
		stores[p.Store]++
		variants += len(p.Variants)
		if p.Translations["ar"].Title != "" && p.Translations["ne"].Title != "" {
			translated++
		}
	}
	if len(stores) != 4 || variants < 180 || translated < 24 {
		t.Errorf("stores %v, %d variants, %d translated", stores, variants, translated)
	}
	for store, n := range stores {
		if n < 18 {
			t.Errorf("%s has only %d products", store, n)
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
	if err != nil || len(all) < 100 {
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
