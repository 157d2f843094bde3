package transfer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
)

// shopifyLayout is the product CSV that Shopify's admin exports: rows of one handle stand together; the first has the
// product's texts, each row may carry a variant, a picture, or both. Columns we have no place for (Google Shopping,
// metafields, tax code) are passed over.
type shopifyLayout struct{}

func (shopifyLayout) format() Format           { return Shopify }
func (shopifyLayout) clean(cell string) string { return cell }
func (shopifyLayout) key(r *row) string        { return r.cell("handle") }

func (shopifyLayout) begin(r *row, i *Item) {
	p := &i.Record
	p.Handle = r.cell("handle")
	p.ExternalID = p.Handle
	p.Title = opt.Some(r.cell("title"))
	p.DescriptionHTML, p.Vendor = r.emptied("body (html)"), r.emptied("vendor")
	p.Status = shopifyStatus(r)
	if r.table.has("tags") {
		p.Tags = opt.Some(commaList(r.cell("tags")))
	}
	if kind := r.cell("type"); kind != "" {
		p.Attributes = opt.Some([]AttributeRecord{{Code: "type", Name: "Type", Value: kind}})
	}
	if r.table.has("seo title") || r.table.has("seo description") {
		p.SEO = opt.Some(SEORecord{Title: r.cell("seo title"), Description: r.cell("seo description")})
	}
	for _, n := range []string{"1", "2", "3"} {
		name, value := r.cell("option"+n+" name"), r.cell("option"+n+" value")
		if name == "Title" && value == "Default Title" {
			break // how Shopify says that a product has no options
		}
		if name != "" {
			p.Options = append(p.Options, name)
		}
	}
	if gift, _ := r.truth(i, "gift card"); gift {
		i.fail(r.line, "gift card", "unsupported", "gift cards are not products here; make them under Gift cards")
	}
}

// shopifyStatus is active only where Shopify would show the product in its online store.
func shopifyStatus(r *row) opt.Field[string] {
	status := strings.ToLower(r.cell("status"))
	hidden := strings.EqualFold(r.cell("published"), "false")
	switch {
	case status == "archived":
		return opt.Some(status)
	case status == "draft" || hidden:
		return opt.Some("draft")
	case status == "active" || r.cell("published") != "":
		return opt.Some("active")
	}
	return opt.Field[string]{}
}

func commaList(text string) []string {
	list := []string{}
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(list, part) {
			list = append(list, part)
		}
	}
	return list
}

func (l shopifyLayout) add(r *row, i *Item) {
	l.addImage(r, i)
	if r.cell("option1 value") == "" && r.cell("variant sku") == "" && r.cell("variant price") == "" {
		return // a row for one more picture
	}
	l.addVariant(r, i)
}

func (shopifyLayout) addImage(r *row, i *Item) {
	src := r.cell("image src")
	if src == "" {
		return
	}
	list, _ := i.Record.Images.Get()
	if !slices.ContainsFunc(list, func(img ImageRecord) bool { return img.URL == src }) {
		list = append(list, ImageRecord{URL: src, Alt: r.cell("image alt text")})
	}
	i.Record.Images = opt.Some(list)
}

func (l shopifyLayout) addVariant(r *row, i *Item) {
	v := VariantRecord{SKU: r.cell("variant sku"), line: r.line, Image: r.kept("variant image")}
	// Spreadsheets keep an apostrophe before long numbers so as not to round them.
	v.Barcode = opt.Some(strings.TrimPrefix(r.cell("variant barcode"), "'"))
	for n, name := range i.Record.Options {
		if v.Options == nil {
			v.Options = map[string]string{}
		}
		v.Options[name] = r.cell("option" + strconv.Itoa(n+1) + " value")
	}
	l.addAmounts(r, i, &v)
	v.WeightGrams = r.numberField(i, "variant grams")
	v.RequiresShipping = r.truthField(i, "variant requires shipping")
	l.addStock(r, i, &v)
	list, _ := i.Record.Variants.Get()
	i.Record.Variants = opt.Some(append(list, v))
}

// addAmounts leaves a compare-at price out that is not above the price: Shopify keeps such leftovers and shows nothing.
func (shopifyLayout) addAmounts(r *row, i *Item, v *VariantRecord) {
	c := r.table.in.Currency
	price, ok := r.amount(i, "variant price", c)
	if !ok && r.cell("variant price") == "" {
		i.fail(r.line, "variant price", "required", "the variant has no price")
	}
	if ok {
		v.Price = opt.Some(price)
	}
	if compare, given := r.amount(i, "variant compare at price", c); given && compare.Minor > price.Minor {
		v.CompareAt = opt.Some(compare)
	} else if r.table.has("variant compare at price") {
		v.CompareAt = opt.Null[money.Amount]()
	}
	v.Cost = r.amountField(i, "cost per item", c)
}

// addStock reads the three columns as Shopify means them: without a tracker stock is not counted; less than nothing is
// what back-orders leave behind and counts as nothing.
func (shopifyLayout) addStock(r *row, i *Item, v *VariantRecord) {
	if r.table.has("variant inventory tracker") {
		v.TrackStock = opt.Some(r.cell("variant inventory tracker") != "")
	}
	if n, ok := r.number(i, "variant inventory qty"); ok {
		v.Stock = opt.Some(max(n, 0))
	}
	if policy := strings.ToLower(r.cell("variant inventory policy")); policy != "" {
		v.AllowBackorder = opt.Some(policy == "continue")
	}
}
