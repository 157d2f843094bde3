package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// applyVariants edits options and variants, which are only right together.
func (in SaveProduct) applyVariants(f *errs.Fields, v *Product, newID func() string) {
	existing := v.Variants
	if in.Options.Given() {
		given, _ := in.Options.Get()
		options := tidyOptions(f, given)
		existing = carry(v.Options, options, existing)
		v.Options = options
	}
	if v.Options == nil {
		v.Options = []Option{}
	}
	wanted, given := in.Variants.Get()
	switch {
	case given && len(wanted) > MaxVariants:
		f.Add("variants", "too_many", "At most 100 variants.")
		return
	case given && len(wanted) > 0:
		v.Variants = matchVariants(f, *v, existing, wanted, newID)
	case len(existing) == 0 || in.Variants.Given():
		v.Variants = matchVariants(f, *v, existing, make([]SaveVariant, 1), newID)
	default:
		v.Variants = existing
	}
	v.deriveValues()
	v.checkVariants(f)
}

func tidyOptions(f *errs.Fields, all []Option) []Option {
	out := []Option{}
	f.Check(len(all) <= MaxOptions, "options", "too_many", "At most 3 options.")
	for i, o := range all[:min(len(all), MaxOptions)] {
		at := fmt.Sprintf("options[%d]", i)
		o = Option{Name: text.Line(o.Name), Values: slices.Clone(o.Values)}
		text.Required(f, at+".name", o.Name, maxCode)
		f.Check(!slices.ContainsFunc(out, func(p Option) bool { return text.Fold(p.Name) == text.Fold(o.Name) }), at+".name", "duplicate", "Two options have this name.")
		f.Check(len(o.Values) <= MaxValues, at+".values", "too_many", "At most 100 values.")
		for j := range o.Values {
			o.Values[j] = text.Line(o.Values[j])
			if text.Required(f, fmt.Sprintf("%s.values[%d]", at, j), o.Values[j], maxShort) {
				f.Check(!slices.Contains(o.Values[:j], o.Values[j]), fmt.Sprintf("%s.values[%d]", at, j), "duplicate", "This value is there twice.")
			}
		}
		if o.Values == nil {
			o.Values = []string{}
		}
		out = append(out, o)
	}
	return out
}

// carry takes variants along when options are put in another order, or their
// names or values are rewritten (C2).
func carry(from, to []Option, variants []Variant) []Variant {
	source := sources(from, to)
	if source == nil {
		return variants // another number of options: the save must say the values
	}
	renamed := make([]map[string]string, len(to))
	for i := range to {
		renamed[i] = renames(from[source[i]].Values, to[i].Values)
	}
	out := slices.Clone(variants)
	for k, v := range out {
		if len(v.OptionValues) != len(from) {
			continue
		}
		values := make([]string, len(to))
		for i := range to {
			values[i] = v.OptionValues[source[i]]
			if now, ok := renamed[i][values[i]]; ok {
				values[i] = now
			}
		}
		out[k].OptionValues = values
	}
	return out
}

// sources says which old option each new one was: the one of its name, else
// the one at its place. Nil when their number differs.
func sources(from, to []Option) []int {
	if len(from) != len(to) {
		return nil
	}
	out, used := make([]int, len(to)), make([]bool, len(from))
	for i := range to {
		out[i] = slices.IndexFunc(from, func(o Option) bool { return text.Fold(o.Name) == text.Fold(to[i].Name) })
		if out[i] >= 0 {
			used[out[i]] = true
		}
	}
	for i := range out {
		if out[i] >= 0 {
			continue
		}
		out[i] = i
		if used[i] { // its place went to another one by name: take any left
			out[i] = slices.Index(used, false)
		}
		used[out[i]] = true
	}
	return out
}

// renames pairs values that went with values that came, in order, when there
// are as many of each; anything else is not a renaming.
func renames(from, to []string) map[string]string {
	var gone, come []string
	for _, v := range from {
		if !slices.Contains(to, v) {
			gone = append(gone, v)
		}
	}
	for _, v := range to {
		if !slices.Contains(from, v) {
			come = append(come, v)
		}
	}
	if len(gone) != len(come) {
		return nil
	}
	out := map[string]string{}
	for i := range gone {
		out[gone[i]] = come[i]
	}
	return out
}

// matchVariants makes the new list of variants, recognising those there are.
func matchVariants(f *errs.Fields, p Product, existing []Variant, wanted []SaveVariant, newID func() string) []Variant {
	found := recognise(f, existing, wanted)
	out := make([]Variant, len(wanted))
	for i, w := range wanted {
		v := Variant{ProductID: p.ID, StoreID: p.StoreID, RequiresShipping: true, OptionValues: []string{}}
		if found[i] >= 0 {
			v = existing[found[i]]
		} else {
			v.ID = newID()
		}
		v.Position = i
		w.SKU.Apply(&v.SKU)
		w.Barcode.Apply(&v.Barcode)
		w.WeightGrams.Apply(&v.WeightGrams)
		w.RequiresShipping.Apply(&v.RequiresShipping)
		w.Cost.ApplyPtr(&v.Cost)
		w.ImageURL.Apply(&v.ImageURL)
		if values, ok := w.OptionValues.Get(); ok || w.OptionValues.Cleared() {
			v.OptionValues = lines(values)
		} else if len(p.Options) == 0 {
			v.OptionValues = []string{}
		}
		v.SKU, v.Barcode, v.ImageURL = text.Line(v.SKU), text.Line(v.Barcode), text.Line(v.ImageURL)
		out[i] = v
	}
	return out
}

func lines(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = text.Line(s)
	}
	return out
}

// recognise says for each wanted variant which existing one it is, -1 for none
// (C2): by id, else by SKU, else by option values; the only one of before is
// the only one of after whatever else changed.
func recognise(f *errs.Fields, existing []Variant, wanted []SaveVariant) []int {
	found, used := make([]int, len(wanted)), make([]bool, len(existing))
	match := func(i int, is func(Variant) bool) {
		for k, v := range existing {
			if found[i] < 0 && !used[k] && is(v) {
				found[i], used[k] = k, true
			}
		}
	}
	for i, w := range wanted {
		found[i] = -1
		if w.ID == "" {
			continue
		}
		match(i, func(v Variant) bool { return v.ID == w.ID })
		f.Check(found[i] >= 0, fmt.Sprintf("variants[%d].id", i), "unknown", "This product has no such variant, or it is there twice.")
	}
	for i, w := range wanted {
		if sku, ok := w.SKU.Get(); ok && w.ID == "" && text.Line(sku) != "" {
			match(i, func(v Variant) bool { return v.SKU == text.Line(sku) })
		}
	}
	for i, w := range wanted {
		if values, ok := w.OptionValues.Get(); ok && w.ID == "" {
			match(i, func(v Variant) bool { return slices.Equal(v.OptionValues, lines(values)) })
		}
	}
	if len(existing) == 1 && len(wanted) == 1 && wanted[0].ID == "" {
		match(0, func(Variant) bool { return true })
	}
	return found
}

// deriveValues fills options given without values with those in use, and
// checks nothing.
func (v *Product) deriveValues() {
	for i := range v.Options {
		if len(v.Options[i].Values) > 0 {
			continue
		}
		values := []string{}
		for _, variant := range v.Variants {
			if i < len(variant.OptionValues) && !slices.Contains(values, variant.OptionValues[i]) {
				values = append(values, variant.OptionValues[i])
			}
		}
		v.Options = slices.Clone(v.Options)
		v.Options[i].Values = values
	}
}

// checkVariants enforces C5 and that options and variants agree.
func (v *Product) checkVariants(f *errs.Fields) {
	skus, tuples := map[string]bool{}, map[string]bool{}
	for i, variant := range v.Variants {
		at := fmt.Sprintf("variants[%d]", i)
		text.Check(f, at+".sku", variant.SKU, maxCode)
		text.Check(f, at+".barcode", variant.Barcode, maxCode)
		checkURL(f, at+".image_url", variant.ImageURL, false)
		f.Check(variant.WeightGrams >= 0 && variant.WeightGrams <= maxWeight, at+".weight_grams", "range", "A weight is between 0 and 10,000 kg.")
		f.Check(variant.Cost == nil || *variant.Cost >= 0 && *variant.Cost <= maxCost, at+".cost", "range", "A cost is not negative.")
		f.Check(variant.SKU == "" || !skus[variant.SKU], at+".sku", "duplicate", "Another variant of this product has this SKU.")
		skus[variant.SKU] = true
		if !f.Check(len(variant.OptionValues) == len(v.Options), at+".option_values", "count", "Give one value for each option of the product.") {
			continue
		}
		for j, value := range variant.OptionValues {
			f.Check(value != "" && slices.Contains(v.Options[j].Values, value), fmt.Sprintf("%s.option_values[%d]", at, j), "unknown",
				"This is not a value of "+v.Options[j].Name+".")
		}
		tuple := strings.Join(variant.OptionValues, "\x00")
		f.Check(!tuples[tuple], at+".option_values", "duplicate", "Another variant has the same option values.")
		tuples[tuple] = true
	}
}
