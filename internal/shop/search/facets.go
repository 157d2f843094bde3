package search

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// priceBit stands for the price bounds among the filters of a sieve.
const priceBit = 1 << 31

// sieve applies a query's filters and counts facets in the same pass (S4). A document that passes all filters
// counts everywhere; one that fails only the filter of a facet counts in that facet, for that is what the
// shopper would see after choosing another value there.
type sieve struct {
	q     Query
	views []sieveView
	need  uint32            // one bit per filter, and priceBit
	bits  map[string]uint32 // of the filter on a field
	facet map[string]bool   // the fields to count
	span  *PriceSpan
}

// sieveView is the sieve in the numbers of one segment.
type sieveView struct {
	seg      *segment
	wanted   map[uint32]uint32 // facet value → bit of the filter it satisfies
	counts   []uint32          // per facet value; nil when nothing is counted
	only     []uint32          // per facet value: bit of its field's filter, 0 without one; unwanted fields have noCount
	currency int               // number of the query's currency; -1 when the segment has no such price
}

const noCount = 1 << 30

func newSieve(s *snapshot, q Query, sc *scratch) *sieve {
	f := &sieve{q: q, bits: map[string]uint32{}, facet: map[string]bool{}}
	for _, flt := range q.Filters {
		if f.bits[flt.Field] == 0 {
			f.bits[flt.Field] = 1 << len(f.bits)
			f.need |= f.bits[flt.Field]
		}
	}
	if q.PriceMin != nil || q.PriceMax != nil {
		f.need |= priceBit
	}
	values := 0
	for _, name := range q.Facets {
		f.facet[name] = true
	}
	if len(f.facet) > 0 {
		for _, v := range s.views {
			values += v.seg.values.len()
		}
	}
	counts, only := sc.counters(values)
	for _, v := range s.views {
		f.views = append(f.views, f.view(v.seg))
		if n := v.seg.values.len(); values > 0 {
			f.views[len(f.views)-1].count(f, counts[:n], only[:n])
			counts, only = counts[n:], only[n:]
		}
	}
	return f
}

func (f *sieve) view(seg *segment) sieveView {
	v := sieveView{seg: seg, wanted: map[uint32]uint32{}, currency: slices.Index(seg.currencies, f.q.Currency)}
	for _, flt := range f.q.Filters {
		for _, value := range flt.Values {
			if n := seg.values.find(valueKey(flt.Field, value)); n >= 0 {
				v.wanted[uint32(n)] = f.bits[flt.Field]
			}
		}
	}
	return v
}

// count prepares counting in the slices given.
func (v *sieveView) count(f *sieve, counts, only []uint32) {
	v.counts, v.only = counts, only
	bits := make([]uint32, len(v.seg.fields))
	for i, field := range v.seg.fields {
		bits[i] = noCount
		if f.facet[field] || f.facet[FieldAttributes] && isAttribute(field) {
			bits[i] = f.bits[field]
		}
	}
	for i, field := range v.seg.fieldOf {
		only[i] = bits[field]
	}
}

func isAttribute(field string) bool { return strings.HasPrefix(field, attributePrefix) }

// pass says whether a document is a hit, and counts it where it counts.
func (f *sieve) pass(view int, doc uint32) bool {
	v := &f.views[view]
	values := v.seg.facets.list(int(doc))
	missing := f.need
	if len(v.wanted) > 0 {
		for _, val := range values {
			missing &^= v.wanted[val]
		}
	}
	price, priced := int64(0), false
	if v.currency >= 0 && f.q.Currency != "" {
		price, priced = v.seg.price(doc, v.currency)
	}
	if missing&priceBit != 0 && priced && f.withinPrice(price) {
		missing &^= priceBit
	}
	if priced && missing&^priceBit == 0 {
		f.widen(price)
	}
	if v.counts != nil && bits.OnesCount32(missing) <= 1 {
		for _, val := range values {
			if only := v.only[val]; only != noCount && missing&^only == 0 {
				v.counts[val]++
			}
		}
	}
	return missing == 0
}

func (f *sieve) withinPrice(p int64) bool {
	return (f.q.PriceMin == nil || p >= *f.q.PriceMin) && (f.q.PriceMax == nil || p <= *f.q.PriceMax)
}

func (f *sieve) widen(p int64) {
	if f.span == nil {
		f.span = &PriceSpan{p, p}
	}
	f.span.Min, f.span.Max = min(f.span.Min, p), max(f.span.Max, p)
}

// sortKey is larger for what comes first. Products without a price in the currency come last.
func (f *sieve) sortKey(view int, doc uint32, relevance float64) float64 {
	const last = -1 << 62
	v := &f.views[view]
	switch f.q.Sort {
	case SortNewest:
		return float64(v.seg.published[doc])
	case SortPriceUp, SortPriceDown:
		p, ok := int64(0), false
		if v.currency >= 0 {
			p, ok = v.seg.price(doc, v.currency)
		}
		if !ok {
			return last
		}
		if f.q.Sort == SortPriceUp {
			return -float64(p)
		}
		return float64(p)
	}
	return relevance
}

// facets adds the counts of all segments up, in the order the query named the facets.
func (f *sieve) facets() []Facet {
	out := make([]Facet, 0, len(f.q.Facets))
	done := map[string]bool{}
	for _, name := range f.q.Facets {
		switch {
		case name == FieldAttributes:
			for _, x := range f.attributes() {
				if !f.facet[x.Field] {
					out = append(out, x)
				}
			}
		case !done[name]:
			out = append(out, Facet{name, f.values(name)})
		}
		done[name] = true
	}
	return out
}

// attributes lists the attributes the documents have most often. One with a single value narrows nothing and is
// left out, unless it is chosen.
func (f *sieve) attributes() []Facet {
	totals := map[string]uint32{}
	for _, v := range f.views {
		for i, n := range v.counts {
			if field := v.seg.fields[v.seg.fieldOf[i]]; n > 0 && isAttribute(field) {
				totals[field] += n
			}
		}
	}
	fields := slices.Collect(maps.Keys(totals))
	slices.SortFunc(fields, func(a, b string) int { return cmp.Or(cmp.Compare(totals[b], totals[a]), cmp.Compare(a, b)) })
	var out []Facet
	for _, field := range fields {
		if values := f.values(field); len(out) < maxAttributes && (len(values) > 1 || f.bits[field] > 0) {
			out = append(out, Facet{field, values})
		}
	}
	return out
}

// values lists a facet's values: those that would find something, and the chosen ones even when they do not.
func (f *sieve) values(name string) []FacetCount {
	counts := map[string]int{}
	selected := map[string]bool{}
	for _, flt := range f.q.Filters {
		if flt.Field == name {
			for _, val := range flt.Values {
				counts[val], selected[val] = 0, true
			}
		}
	}
	prefix := valueKey(name, "")
	for _, v := range f.views {
		for i := v.seg.values.from(prefix); i < v.seg.values.len() && hasPrefix(v.seg.values.at(i), prefix); i++ {
			if n := v.counts[i]; n > 0 {
				counts[v.seg.values.at(i)[len(prefix):]] += int(n)
			}
		}
	}
	out := make([]FacetCount, 0, len(counts))
	for _, val := range slices.Collect(maps.Keys(counts)) {
		out = append(out, FacetCount{val, counts[val], selected[val]})
	}
	slices.SortFunc(out, compareCounts)
	return trimCounts(out)
}

func compareCounts(a, b FacetCount) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}

// trimCounts keeps the most frequent values, and all chosen ones.
func trimCounts(all []FacetCount) []FacetCount {
	out := all[:0]
	for i, c := range all {
		if i < maxFacetShown || c.Selected {
			out = append(out, c)
		}
	}
	return out
}
