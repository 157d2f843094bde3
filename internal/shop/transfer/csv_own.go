package transfer

import (
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/tabular"
)

// Columns are those of our CSV, one row a variant, in the order they are exported. What belongs to the product is read
// from its first row. Lists are separated by "|" (a "|" inside is written "\|"); an attribute is code:Name=Value; a
// translation is a column like title:ar or description_html:ne.
func Columns() []string {
	return []string{"store", "external_id", "handle", "title", "description_html", "status", "vendor", "origin", "tax_category",
		"categories", "collections", "tags", "attributes", "images", "image_alts", "seo_title", "seo_description",
		"option1_name", "option1_value", "option2_name", "option2_value", "option3_name", "option3_value",
		"sku", "barcode", "currency", "price", "compare_at", "cost", "weight_grams", "requires_shipping",
		"stock", "track_stock", "allow_backorder", "variant_image"}
}

// errorsColumn is added to rejects and ignored when they come again.
const errorsColumn = "import_errors"

// ownLayout is our CSV.
type ownLayout struct{}

func (ownLayout) format() Format           { return CSV }
func (ownLayout) clean(cell string) string { return tabular.Restore(cell) }

// checkOwnColumns refuses unknown columns: a misspelt "prise" would otherwise silently keep every price.
func (t *table) checkOwnColumns() error {
	known := map[string]bool{errorsColumn: true, "": true}
	for _, name := range Columns() {
		known[name] = true
	}
	var bad errs.Fields
	for _, name := range t.header {
		folded := fold(name)
		_, translated := translation(folded)
		bad.Check(known[folded] || translated, "line 1", "columns", "Unknown column "+strconv.Quote(clip(name))+".")
	}
	return bad.As(ErrFile)
}

// translation takes apart "title:ar".
func translation(column string) (locale string, ok bool) {
	field, locale, found := strings.Cut(column, ":")
	return locale, found && locale != "" && (field == "title" || field == "description_html")
}

func (ownLayout) key(r *row) string {
	if id := r.cell("external_id"); id != "" {
		return id
	}
	if h := r.cell("handle"); h != "" || r.table.has("handle") || r.table.has("external_id") {
		return h
	}
	return r.cell("sku")
}

func (l ownLayout) begin(r *row, i *Item) {
	p := &i.Record
	p.Store, p.ExternalID, p.Handle = r.cell("store"), r.cell("external_id"), r.cell("handle")
	p.Title, p.Status, p.TaxCategory = r.kept("title"), r.kept("status"), r.kept("tax_category")
	p.DescriptionHTML, p.Vendor, p.Origin = r.emptied("description_html"), r.emptied("vendor"), r.emptied("origin")
	p.Categories, p.Collections, p.Tags = r.list("categories"), r.list("collections"), r.list("tags")
	p.Attributes, p.Images = r.attributes(i), r.images()
	if r.table.has("seo_title") || r.table.has("seo_description") {
		p.SEO = opt.Some(SEORecord{Title: r.cell("seo_title"), Description: r.cell("seo_description")})
	}
	p.Translations = r.translations()
	for _, n := range []string{"1", "2", "3"} {
		if name := r.cell("option" + n + "_name"); name != "" {
			p.Options = append(p.Options, name)
		}
	}
}

// kept is a column whose blank cell keeps what is there.
func (r *row) kept(column string) opt.Field[string] {
	if s := r.cell(column); s != "" {
		return opt.Some(s)
	}
	return opt.Field[string]{}
}

// emptied is a column whose blank cell empties.
func (r *row) emptied(column string) opt.Field[string] {
	if !r.table.has(column) {
		return opt.Field[string]{}
	}
	return opt.Some(r.cell(column))
}

func (r *row) list(column string) opt.Field[[]string] {
	if !r.table.has(column) {
		return opt.Field[[]string]{}
	}
	return opt.Some(splitList(r.cell(column)))
}

// splitList is splitParts without the empty ones.
func splitList(text string) []string {
	list := []string{}
	for _, part := range splitParts(text) {
		if part != "" {
			list = append(list, part)
		}
	}
	return list
}

// splitParts cuts at "|"; "\|" and "\\" stand for themselves.
func splitParts(text string) []string {
	var list []string
	var part strings.Builder
	for n := 0; n < len(text); n++ {
		switch {
		case text[n] == '\\' && n+1 < len(text) && (text[n+1] == '|' || text[n+1] == '\\'):
			n++
			part.WriteByte(text[n])
		case text[n] == '|':
			list = append(list, strings.TrimSpace(part.String()))
			part.Reset()
		default:
			part.WriteByte(text[n])
		}
	}
	return append(list, strings.TrimSpace(part.String()))
}

// joinList is what splitList takes apart.
func joinList(list []string) string {
	escaped := make([]string, len(list))
	for n, s := range list {
		escaped[n] = strings.NewReplacer(`\`, `\\`, `|`, `\|`).Replace(s)
	}
	return strings.Join(escaped, "|")
}

func (r *row) attributes(i *Item) opt.Field[[]AttributeRecord] {
	texts, ok := r.list("attributes").Get()
	if !ok {
		return opt.Field[[]AttributeRecord]{}
	}
	list := []AttributeRecord{}
	for _, text := range texts {
		left, value, found := strings.Cut(text, "=")
		if !found {
			i.fail(r.line, "attributes", "format", "%q is not written code:Name=Value", clip(text))
			continue
		}
		code, name, _ := strings.Cut(left, ":")
		list = append(list, AttributeRecord{Code: strings.TrimSpace(code), Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return opt.Some(list)
}

func (r *row) images() opt.Field[[]ImageRecord] {
	urls, ok := r.list("images").Get()
	if !ok {
		return opt.Field[[]ImageRecord]{}
	}
	alts := splitParts(r.cell("image_alts"))
	list := []ImageRecord{}
	for n, u := range urls {
		img := ImageRecord{URL: u}
		if n < len(alts) {
			img.Alt = alts[n]
		}
		list = append(list, img)
	}
	return opt.Some(list)
}

func (r *row) translations() opt.Field[map[string]TranslationText] {
	all := map[string]TranslationText{}
	given := false
	for column := range r.table.columns {
		locale, ok := translation(column)
		if !ok {
			continue
		}
		given = true
		text := all[locale]
		if strings.HasPrefix(column, "title:") {
			text.Title = r.cell(column)
		} else {
			text.DescriptionHTML = r.cell(column)
		}
		if all[locale] = text; text == (TranslationText{}) {
			delete(all, locale)
		}
	}
	if !given {
		return opt.Field[map[string]TranslationText]{}
	}
	return opt.Some(all)
}

func (l ownLayout) add(r *row, i *Item) {
	v := VariantRecord{SKU: r.cell("sku"), line: r.line, Barcode: r.emptied("barcode"), Image: r.emptied("variant_image")}
	for n, name := range i.Record.Options {
		if v.Options == nil {
			v.Options = map[string]string{}
		}
		v.Options[name] = r.cell("option" + strconv.Itoa(n+1) + "_value")
	}
	l.addAmounts(r, i, &v)
	v.WeightGrams, v.Stock = r.numberField(i, "weight_grams"), r.numberField(i, "stock")
	v.RequiresShipping, v.TrackStock, v.AllowBackorder = r.truthField(i, "requires_shipping"), r.truthField(i, "track_stock"), r.truthField(i, "allow_backorder")
	list, _ := i.Record.Variants.Get()
	i.Record.Variants = opt.Some(append(list, v))
}

func (ownLayout) addAmounts(r *row, i *Item, v *VariantRecord) {
	c := r.table.in.Currency
	if text := r.cell("currency"); text != "" {
		parsed, err := money.ParseCurrency(text)
		if err != nil {
			i.fail(r.line, "currency", "currency", "%q is not a currency", clip(text))
			return
		}
		c = parsed
	}
	if a, ok := r.amount(i, "price", c); ok {
		v.Price = opt.Some(a)
	}
	v.CompareAt, v.Cost = r.amountField(i, "compare_at", c), r.amountField(i, "cost", c)
}

// amountField is an amount whose blank cell empties.
func (r *row) amountField(i *Item, column string, c money.Currency) opt.Field[money.Amount] {
	if a, ok := r.amount(i, column, c); ok {
		return opt.Some(a)
	}
	if r.table.has(column) {
		return opt.Null[money.Amount]()
	}
	return opt.Field[money.Amount]{}
}

func (r *row) numberField(i *Item, column string) opt.Field[int64] {
	if n, ok := r.number(i, column); ok {
		return opt.Some(n)
	}
	return opt.Field[int64]{}
}

func (r *row) truthField(i *Item, column string) opt.Field[bool] {
	if v, ok := r.truth(i, column); ok {
		return opt.Some(v)
	}
	return opt.Field[bool]{}
}
