package transfer

import (
	"io"
	"slices"
	"strconv"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/tabular"
)

// Sink takes records one by one and writes them in our formats.
type Sink interface {
	Write(r ProductRecord) error
	Flush() error
}

// NewSink answers a sink for JSONLines or CSV; locales become the translation columns of a CSV.
func NewSink(w io.Writer, f Format, locales []string) Sink {
	if f == JSONLines {
		return lineSink{tabular.NewLineWriter(w)}
	}
	return &csvSink{w: tabular.NewCSVWriter(w), locales: locales}
}

type lineSink struct{ w *tabular.LineWriter }

func (s lineSink) Write(r ProductRecord) error { return s.w.Write(r) }
func (s lineSink) Flush() error                { return s.w.Flush() }

type csvSink struct {
	w       *tabular.CSVWriter
	locales []string
	header  []string
}

// Write adds one row for each variant; the product's own cells stand in the first.
func (s *csvSink) Write(r ProductRecord) error {
	if s.header == nil {
		s.header = Columns()
		for _, locale := range s.locales {
			s.header = append(s.header, "title:"+locale, "description_html:"+locale)
		}
		if err := s.w.Write(s.header...); err != nil {
			return err
		}
	}
	variants, _ := r.Variants.Get()
	if len(variants) == 0 {
		variants = []VariantRecord{{}}
	}
	for n, v := range variants {
		cells := map[string]string{"external_id": r.ExternalID, "handle": r.Handle}
		if n == 0 {
			s.product(r, cells)
		}
		s.variant(r, v, cells)
		line := make([]string, len(s.header))
		for c, name := range s.header {
			line[c] = cells[name]
		}
		if err := s.w.Write(line...); err != nil {
			return err
		}
	}
	return nil
}

// Flush implements Sink.
func (s *csvSink) Flush() error { return s.w.Flush() }

func (s *csvSink) product(r ProductRecord, cells map[string]string) {
	cells["store"] = r.Store
	for name, f := range map[string]opt.Field[string]{"title": r.Title, "description_html": r.DescriptionHTML, "status": r.Status, "vendor": r.Vendor, "origin": r.Origin, "tax_category": r.TaxCategory} {
		cells[name], _ = f.Get()
	}
	for name, f := range map[string]opt.Field[[]string]{"categories": r.Categories, "collections": r.Collections, "tags": r.Tags} {
		list, _ := f.Get()
		cells[name] = joinList(list)
	}
	attributes, _ := r.Attributes.Get()
	var texts, urls, alts []string
	for _, a := range attributes {
		texts = append(texts, a.Code+":"+a.Name+"="+a.Value)
	}
	images, _ := r.Images.Get()
	for _, img := range images {
		urls, alts = append(urls, img.URL), append(alts, img.Alt)
	}
	seo, _ := r.SEO.Get()
	cells["attributes"], cells["images"], cells["image_alts"] = joinList(texts), joinList(urls), joinAlts(alts)
	cells["seo_title"], cells["seo_description"] = seo.Title, seo.Description
	translations, _ := r.Translations.Get()
	for _, locale := range s.locales {
		cells["title:"+locale], cells["description_html:"+locale] = translations[locale].Title, translations[locale].DescriptionHTML
	}
	for n, name := range r.Options {
		cells["option"+strconv.Itoa(n+1)+"_name"] = name
	}
}

// joinAlts keeps empty texts in their places, so that they stay with their pictures.
func joinAlts(alts []string) string {
	if !slices.ContainsFunc(alts, func(s string) bool { return s != "" }) {
		return ""
	}
	return joinList(alts)
}

func (s *csvSink) variant(r ProductRecord, v VariantRecord, cells map[string]string) {
	for n, name := range r.Options {
		cells["option"+strconv.Itoa(n+1)+"_value"] = v.Options[name]
	}
	cells["sku"] = v.SKU
	cells["barcode"], _ = v.Barcode.Get()
	cells["variant_image"], _ = v.Image.Get()
	for name, f := range map[string]opt.Field[money.Amount]{"price": v.Price, "compare_at": v.CompareAt, "cost": v.Cost} {
		if a, ok := f.Get(); ok {
			cells[name], cells["currency"] = a.Decimal(), string(a.Currency)
		}
	}
	for name, f := range map[string]opt.Field[int64]{"weight_grams": v.WeightGrams, "stock": v.Stock} {
		if n, ok := f.Get(); ok {
			cells[name] = strconv.FormatInt(n, 10)
		}
	}
	for name, f := range map[string]opt.Field[bool]{"requires_shipping": v.RequiresShipping, "track_stock": v.TrackStock, "allow_backorder": v.AllowBackorder} {
		if b, ok := f.Get(); ok {
			cells[name] = strconv.FormatBool(b)
		}
	}
}
