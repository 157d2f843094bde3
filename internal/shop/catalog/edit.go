package catalog

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// apply returns the product as edited, tidied and checked by itself; what
// needs the database is checked later. newID makes ids of new variants.
// Returns ErrInvalid with the bad fields.
func (in SaveProduct) apply(v Product, newID func() string) (Product, error) {
	var f errs.Fields
	in.Title.Apply(&v.Title)
	in.Vendor.Apply(&v.Vendor)
	in.Origin.Apply(&v.Origin)
	in.ExternalID.Apply(&v.ExternalID)
	in.TaxCategory.Apply(&v.TaxCategory)
	in.Status.Apply(&v.Status)
	in.Moderation.Apply(&v.Moderation)
	in.SEO.Apply(&v.SEO)
	if d, ok := in.DescriptionHTML.Get(); ok || in.DescriptionHTML.Cleared() {
		f.Check(len(d) <= maxHTML, "description_html", "too_long", "This is too long.")
		v.DescriptionHTML = text.HTML(d[:min(len(d), maxHTML)])
	}
	v.checkWords(&f)
	v.Images = list(in.Images, v.Images, func(all []ImageRef) []ImageRef { return tidyImages(&f, all) })
	v.Attributes = list(in.Attributes, v.Attributes, func(all []Attribute) []Attribute { return tidyAttributes(&f, all) })
	v.Tags = list(in.Tags, v.Tags, func(all []string) []string { return tidyTags(&f, all) })
	v.CategoryIDs = list(in.CategoryIDs, v.CategoryIDs, distinct)
	v.CollectionIDs = list(in.CollectionIDs, v.CollectionIDs, distinct)
	f.Check(len(v.CategoryIDs) <= MaxCategories, "category_ids", "too_many", "At most 20 categories.")
	f.Check(len(v.CollectionIDs) <= MaxCategories, "collection_ids", "too_many", "At most 20 collections.")
	if in.Translations.Given() {
		t, _ := in.Translations.Get()
		v.Translations = tidyTranslations(&f, t)
	}
	in.applyVariants(&f, &v, newID)
	return v, f.As(ErrInvalid)
}

// checkWords tidies and checks the one-line members.
func (v *Product) checkWords(f *errs.Fields) {
	for _, s := range []*string{&v.Title, &v.Vendor, &v.ExternalID, &v.TaxCategory, &v.SEO.Title, &v.SEO.Description} {
		*s = text.Line(*s)
	}
	v.Origin = strings.ToUpper(text.Line(v.Origin))
	f.Check(v.Origin == "" || address.Known(v.Origin), "origin", "unknown_country", "Give a country by its two-letter code.")
	text.Required(f, "title", v.Title, maxTitle)
	text.Check(f, "description_html", v.DescriptionHTML, maxHTML)
	text.Check(f, "vendor", v.Vendor, maxTitle)
	text.Check(f, "external_id", v.ExternalID, maxExternalID)
	text.Check(f, "tax_category", v.TaxCategory, maxCode)
	text.Check(f, "seo.title", v.SEO.Title, maxTitle)
	text.Check(f, "seo.description", v.SEO.Description, maxSEO)
	if v.TaxCategory == "" {
		v.TaxCategory = DefaultTaxCategory
	}
	f.Check(v.Status == Draft || v.Status == Active || v.Status == Archived, "status", "enum", "draft, active or archived.")
	f.Check(v.Moderation == Pending || v.Moderation == Approved || v.Moderation == Rejected, "moderation", "enum", "pending, approved or rejected.")
}

// list edits a list; null clears. A list is never nil, so that an edit that
// changes nothing compares equal.
func list[T any](in opt.Field[[]T], now []T, tidy func([]T) []T) []T {
	if in.Given() {
		all, _ := in.Get()
		now = tidy(all)
	}
	if now == nil {
		return []T{}
	}
	return now
}

func distinct(ids []string) []string {
	out := []string{}
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func tidyImages(f *errs.Fields, all []ImageRef) []ImageRef {
	if !f.Check(len(all) <= MaxImages, "images", "too_many", "At most 30 pictures.") {
		return nil
	}
	out := slices.Clone(all)
	for i := range out {
		at := fmt.Sprintf("images[%d]", i)
		out[i].URL, out[i].Alt = text.Line(out[i].URL), text.Line(out[i].Alt)
		checkURL(f, at+".url", out[i].URL, true)
		text.Check(f, at+".alt", out[i].Alt, maxSEO)
		f.Check(out[i].Width >= 0 && out[i].Height >= 0, at, "range", "Sizes are not negative.")
	}
	return out
}

// checkURL takes our own media and pictures elsewhere, and nothing a browser
// would run.
func checkURL(f *errs.Fields, path, url string, required bool) {
	ok := !required && url == ""
	for _, scheme := range []string{"/media/", "https://", "http://"} {
		ok = ok || strings.HasPrefix(url, scheme) && len(url) > len(scheme)
	}
	if f.Check(ok, path, "format", "Give an address that begins with /media/ or https://.") {
		text.Check(f, path, url, maxURL)
	}
}

func tidyAttributes(f *errs.Fields, all []Attribute) []Attribute {
	if !f.Check(len(all) <= MaxAttributes, "attributes", "too_many", "At most 100 attributes.") {
		return nil
	}
	out := []Attribute{}
	for i, a := range all {
		at := fmt.Sprintf("attributes[%d]", i)
		a = Attribute{Code: text.Line(a.Code), Name: text.Line(a.Name), Value: text.Line(a.Value)}
		if a.Name == "" {
			a.Name = a.Code
		}
		text.Required(f, at+".code", a.Code, maxCode)
		text.Check(f, at+".name", a.Name, maxShort)
		text.Check(f, at+".value", a.Value, maxSEO)
		if a.Value != "" && !slices.Contains(out, a) { // an empty value says nothing
			out = append(out, a)
		}
	}
	return out
}

func tidyTags(f *errs.Fields, all []string) []string {
	out := []string{}
	for i, t := range all {
		t = text.Line(t)
		text.Check(f, fmt.Sprintf("tags[%d]", i), t, maxCode)
		if t != "" && !slices.ContainsFunc(out, func(o string) bool { return text.Fold(o) == text.Fold(t) }) {
			out = append(out, t)
		}
	}
	f.Check(len(out) <= maxTags, "tags", "too_many", "At most 50 tags.")
	return out
}

// tidyTranslations drops languages in which nothing is said.
func tidyTranslations(f *errs.Fields, all map[string]Text) map[string]Text {
	out := map[string]Text{}
	for _, locale := range slices.Sorted(maps.Keys(all)) {
		t := all[locale]
		at := "translations." + locale
		checkLocale(f, at, locale)
		t = Text{Title: text.Line(t.Title), DescriptionHTML: text.HTML(t.DescriptionHTML[:min(len(t.DescriptionHTML), maxHTML)])}
		text.Check(f, at+".title", t.Title, maxTitle)
		text.Check(f, at+".description_html", t.DescriptionHTML, maxHTML)
		if t != (Text{}) {
			out[locale] = t
		}
	}
	f.Check(len(out) <= maxLocales, "translations", "too_many", "At most 40 languages.")
	return out
}

func checkLocale(f *errs.Fields, path, locale string) {
	ok := len(locale) >= 2 && len(locale) <= 35
	for _, r := range locale {
		ok = ok && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	}
	f.Check(ok, path, "locale", "Name languages as en, pt-BR or zh-Hant.")
}

// same reports whether two states of a product say the same (C1).
func same(a, b Product) bool {
	a.Version, b.Version = 0, 0
	a.UpdatedAt, b.UpdatedAt = b.CreatedAt, b.CreatedAt
	a.CreatedAt = b.CreatedAt
	return reflect.DeepEqual(a, b)
}

func sameVariant(a, b Variant) bool { return reflect.DeepEqual(a, b) }
