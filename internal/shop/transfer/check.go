package transfer

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
)

// Limits of a record; they match what the catalogue takes, so that a bad record is refused with its line.
const (
	maxErrors   = 20
	maxTitle    = 255
	maxText     = 200_000
	maxOptions  = 3
	maxVariants = 100
	maxImages   = 30
	maxShort    = 255
	maxWeight   = 10_000_000 // ten tonnes
	maxStock    = 1_000_000_000
	maxMinor    = 1_000_000_000_000
)

// check finds everything wrong with a record that can be seen without the database.
func (i *Item) check() {
	r := &i.Record
	if r.Key() == "" {
		i.fail(i.Line, "handle", "required", "give an external_id, a handle or a SKU")
	}
	i.checkShort("external_id", r.ExternalID)
	i.checkShort("handle", r.Handle)
	if title, given := r.Title.Get(); r.Title.Given() {
		if !given || strings.TrimSpace(title) == "" {
			i.fail(i.Line, "title", "required", "the title is empty")
		}
		i.checkLength("title", title, maxTitle)
	}
	i.checkTexts()
	i.checkImages()
	i.checkOptions()
	if list, ok := r.Variants.Get(); ok {
		i.checkVariants(list)
	} else if r.Variants.Cleared() {
		i.fail(i.Line, "variants", "required", "a product has at least one variant")
	}
}

func (i *Item) checkLength(path, s string, most int) {
	if len(s) > most {
		i.fail(i.Line, path, "length", "longer than %d bytes", most)
	}
}

func (i *Item) checkShort(path, s string) { i.checkLength(path, s, maxShort) }

func (i *Item) checkTexts() {
	r := &i.Record
	html, _ := r.DescriptionHTML.Get()
	i.checkLength("description_html", html, maxText)
	if status, ok := r.Status.Get(); ok && !slices.Contains([]string{"draft", "active", "archived"}, status) {
		i.fail(i.Line, "status", "enum", "%q is not draft, active or archived", status)
	}
	for _, f := range []struct {
		path  string
		value opt.Field[string]
	}{{"vendor", r.Vendor}, {"origin", r.Origin}, {"tax_category", r.TaxCategory}} {
		s, _ := f.value.Get()
		i.checkShort(f.path, s)
	}
	list, _ := r.Attributes.Get()
	for n, a := range list {
		if a.Code == "" || a.Value == "" {
			i.fail(i.Line, fmt.Sprintf("attributes[%d]", n), "required", "an attribute has a code and a value")
		}
	}
}

func (i *Item) checkImages() {
	list, _ := i.Record.Images.Get()
	if len(list) > maxImages {
		i.fail(i.Line, "images", "length", "more than %d pictures", maxImages)
	}
	for n, img := range list {
		if !imageAllowed(img.URL) {
			i.fail(i.Line, fmt.Sprintf("images[%d]", n), "image", "%q is neither an http(s) address nor a path inside the import's folder", clip(img.URL))
		}
	}
}

// remote tells an address on another machine.
func remote(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// imageAllowed takes remote addresses, our own /media/ and clean relative paths to pictures, nothing else (X9).
func imageAllowed(s string) bool {
	if len(s) > 2000 || strings.ContainsAny(s, "\x00\n\r\t\\") {
		return false
	}
	if remote(s) {
		u, err := url.Parse(s)
		return err == nil && u.Host != "" && u.User == nil
	}
	if rest, ours := strings.CutPrefix(s, "/media/"); ours {
		return fs.ValidPath(rest) && !strings.Contains(rest, "/")
	}
	switch strings.ToLower(path.Ext(s)) {
	case ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp":
		return fs.ValidPath(s)
	}
	return false
}

func clip(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}

func (i *Item) checkOptions() {
	names := i.Record.Options
	if len(names) > maxOptions {
		i.fail(i.Line, "options", "length", "more than %d options", maxOptions)
	}
	for n, name := range names {
		if strings.TrimSpace(name) == "" || slices.Contains(names[:n], name) {
			i.fail(i.Line, fmt.Sprintf("options[%d]", n), "unique", "option names are not empty and differ")
		}
	}
}

func (i *Item) checkVariants(list []VariantRecord) {
	if len(list) == 0 || len(list) > maxVariants {
		i.fail(i.Line, "variants", "length", "a product has 1 to %d variants", maxVariants)
		return
	}
	skus, combos := map[string]bool{}, map[string]bool{}
	for n := range list {
		v := &list[n]
		at := variantPlace{item: i, line: max(v.line, i.Line), path: fmt.Sprintf("variants[%d].", n)}
		if v.SKU != "" && skus[v.SKU] {
			at.fail("sku", "unique", "the SKU %q comes twice in this product", clip(v.SKU))
		}
		skus[v.SKU] = true
		combo := at.combination(v.Options)
		if combos[combo] {
			at.fail("options", "unique", "two variants have the same options")
		}
		combos[combo] = true
		at.checkAmounts(v)
		at.checkNumbers(v)
	}
}

// variantPlace locates errors of one variant.
type variantPlace struct {
	item *Item
	line int
	path string
}

func (p variantPlace) fail(path, code, format string, args ...any) {
	p.item.fail(p.line, p.path+path, code, format, args...)
}

// combination checks the option values against the product's options and answers them as one key.
func (p variantPlace) combination(values map[string]string) string {
	names := p.item.Record.Options
	key := ""
	for _, name := range names {
		if strings.TrimSpace(values[name]) == "" {
			p.fail("options", "required", "no value for the option %q", clip(name))
		}
		key += values[name] + "\x00"
	}
	for name := range values {
		if !slices.Contains(names, name) {
			p.fail("options", "unknown", "the product has no option %q", clip(name))
		}
	}
	return key
}

func (p variantPlace) checkAmounts(v *VariantRecord) {
	price, priced := v.Price.Get()
	if priced {
		p.checkAmount("price", price, 1)
	}
	if compare, ok := v.CompareAt.Get(); ok {
		p.checkAmount("compare_at", compare, 1)
		if priced && (compare.Currency != price.Currency || compare.Minor <= price.Minor) {
			p.fail("compare_at", "range", "the compare-at price is in the price's currency and above it")
		}
	}
	if cost, ok := v.Cost.Get(); ok {
		p.checkAmount("cost", cost, 0)
	}
}

func (p variantPlace) checkAmount(path string, a money.Amount, least int64) {
	switch {
	case !a.Currency.Valid():
		p.fail(path, "currency", "%q is not a currency", clip(string(a.Currency)))
	case a.Minor < least || a.Minor > maxMinor:
		p.fail(path, "range", "%s is not an amount between %s and %s", a.Decimal(), money.New(least, a.Currency).Decimal(), money.New(maxMinor, a.Currency).Decimal())
	}
}

func (p variantPlace) checkNumbers(v *VariantRecord) {
	p.item.checkShort(p.path+"sku", v.SKU)
	barcode, _ := v.Barcode.Get()
	p.item.checkShort(p.path+"barcode", barcode)
	if w, ok := v.WeightGrams.Get(); ok && (w < 0 || w > maxWeight) {
		p.fail("weight_grams", "range", "between 0 and %d", maxWeight)
	}
	if s, ok := v.Stock.Get(); ok && (s < 0 || s > maxStock) {
		p.fail("stock", "range", "between 0 and %d", maxStock)
	}
	if img, ok := v.Image.Get(); ok && img != "" && !imageAllowed(img) {
		p.fail("image", "image", "%q is neither an http(s) address nor a path inside the import's folder", clip(img))
	}
}
