package search

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
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
	facet map[string]uint32 // bit of the filter on a facet's field; 0 for a facet without one
	span  *PriceSpan
}

// sieveView is the sieve in the numbers of one segment.
type sieveView struct {
	seg      *segment
	wanted   map[uint32]uint32 // facet value → bit of the filter it satisfies
	counts   []uint32          // per facet value
	only     []uint32          // per facet value: bit of its field's filter; unwanted fields have noCount
	currency int               // number of the query's currency; -1 when the segment has no such price
}

const noCount = 1 << 30

func newSieve(s *snapshot, q Query) *sieve {
	f := &sieve{q: q, facet: map[string]uint32{}}
	bitOf := map[string]uint32{}
	for _, flt := range q.Filters {
		if bitOf[flt.Field] == 0 {
			bitOf[flt.Field] = 1 << len(bitOf)
			f.need |= bitOf[flt.Field]
		}
	}
	if q.PriceMin != nil || q.PriceMax != nil {
		f.need |= priceBit
	}
	for _, name := range q.Facets {
		f.facet[name] = bitOf[name]
	}
	for _, v := range s.views {
		f.views = append(f.views, f.view(v.seg, bitOf))
	}
	return f
}

func (f *sieve) view(seg *segment, bitOf map[string]uint32) sieveView {
	v := sieveView{seg: seg, wanted: map[uint32]uint32{}, currency: slices.Index(seg.currencies, f.q.Currency)}
	for _, flt := range f.q.Filters {
		for _, value := range flt.Values {
			if n := seg.values.find(valueKey(flt.Field, value)); n >= 0 {
				v.wanted[uint32(n)] = bitOf[flt.Field]
			}
		}
	}
	if len(f.facet) == 0 {
		return v
	}
	v.counts, v.only = make([]uint32, seg.values.len()), make([]uint32, seg.values.len())
	for i := range v.only {
		v.only[i] = noCount
	}
	for name, bit := range f.facet {
		for i := seg.values.from(valueKey(name, "")); i < seg.values.len() && hasPrefix(seg.values.at(i), valueKey(name, "")); i++ {
			v.only[i] = bit
		}
	}
	return v
}

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
	for i, name := range f.q.Facets {
		if slices.Contains(f.q.Facets[:i], name) {
			continue
		}
		out = append(out, Facet{name, f.values(name)})
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
