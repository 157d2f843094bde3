package search

import (
	"maps"
	"slices"
	"strings"
)

// The four text fields, in the order of Weights.
const (
	fieldTitle = iota
	fieldBrand
	fieldDescription
	fieldAttributes
	fieldCount
)

// fieldWords caps how much of each field is read: a pasted novel must not own the index.
func fieldWords(field int) int {
	switch field {
	case fieldTitle:
		return 200
	case fieldBrand:
		return 50
	default:
		return 2000
	}
}

// lengths counts the words of each field.
type lengths [fieldCount]uint16

// segment is an immutable set of documents with everything needed to find, filter, count and sort them.
// Documents are numbered; a posting list is the ascending numbers of the documents that have a term.
type segment struct {
	ids       []string
	versions  []int64
	published []int64
	lens      []lengths
	weighted  []float32 // lens under the configured weights

	terms  dict
	posts  csr      // documents per term
	freqs  []uint16 // beside posts.items: occurrences in each field, four bits each, saturating
	idents dict
	owners csr // documents per identifier

	values  dict // facet values as field + "\x00" + value
	facets  csr  // values per document
	fields  []string
	fieldOf []uint32 // per value: number of its field

	currencies []string
	prices     csr     // currency numbers per document
	amounts    []int64 // beside prices.items
}

// csr is a list of lists in two slices: list i is items[starts[i]:starts[i+1]].
type csr struct {
	starts []uint32
	items  []uint32
}

func newCSR(lists, items int) csr {
	return csr{starts: append(make([]uint32, 0, lists+1), 0), items: make([]uint32, 0, items)}
}

func (c *csr) list(i int) []uint32 { return c.items[c.starts[i]:c.starts[i+1]] }

func (c *csr) close() { c.starts = append(c.starts, uint32(len(c.items))) }

func (c *csr) clip() {
	c.starts, c.items = slices.Clip(c.starts), slices.Clip(c.items)
}

// valueKey is how a facet value stands in the dict of values.
func valueKey(field, value string) string { return field + "\x00" + value }

func splitValueKey(key string) (field, value string) {
	field, value, _ = strings.Cut(key, "\x00")
	return field, value
}

// posting is one document's entry while a segment is built.
type posting struct {
	doc  uint32
	freq uint16
}

// buildSegment indexes documents from scratch; changes all carry a Doc and distinct ids.
func buildSegment(cfg Config, changes []Change) *segment {
	s := &segment{}
	terms, idents := map[string][]posting{}, map[string][]uint32{}
	values, facets := map[string]uint32{}, make([][]string, len(changes))
	s.prices = newCSR(len(changes), len(changes))
	for i, c := range changes {
		s.ids = append(s.ids, c.ID)
		s.versions = append(s.versions, c.Version)
		s.published = append(s.published, c.Doc.PublishedAt)
		s.lens = append(s.lens, indexTexts(uint32(i), c.Doc, terms))
		indexIdentifiers(uint32(i), c.Doc.Identifiers, idents)
		facets[i] = facetKeys(c.Doc)
		for _, k := range facets[i] {
			values[k] = 0
		}
		s.addPrices(c.Doc.Prices)
	}
	s.setTerms(terms)
	s.setIdents(idents)
	s.setFacets(values, facets)
	s.derive(cfg.Weights)
	s.clip()
	return s
}

func (s *segment) clip() {
	s.prices.clip()
	s.amounts = slices.Clip(s.amounts)
	s.ids, s.versions, s.published, s.lens = slices.Clip(s.ids), slices.Clip(s.versions), slices.Clip(s.published), slices.Clip(s.lens)
}

// indexTexts adds one document's words to terms and returns the lengths of its fields.
func indexTexts(doc uint32, d *Doc, terms map[string][]posting) lengths {
	var n lengths
	for field, text := range [fieldCount]string{d.Title, d.Brand, d.Description, d.Attributes} {
		limit := fieldWords(field)
		eachWord(text, func(w string) bool {
			n[field]++
			t := stem(w)
			list := terms[t]
			if last := len(list) - 1; last >= 0 && list[last].doc == doc {
				list[last].freq = bump(list[last].freq, field)
			} else {
				terms[strings.Clone(t)] = append(list, posting{doc, bump(0, field)})
			}
			return int(n[field]) < limit
		})
	}
	return n
}

// bump counts one more occurrence in a field, up to fifteen.
func bump(freq uint16, field int) uint16 {
	shift := 4 * field
	if freq>>shift&15 == 15 {
		return freq
	}
	return freq + 1<<shift
}

func indexIdentifiers(doc uint32, ids []string, idents map[string][]uint32) {
	for _, raw := range ids {
		id := cut(identifier(raw))
		if list := idents[id]; id != "" && (len(list) == 0 || list[len(list)-1] != doc) {
			idents[id] = append(list, doc)
		}
	}
}

// facetKeys lists a document's facet values, each once, in_stock included.
func facetKeys(d *Doc) []string {
	keys := make([]string, 0, len(d.Facets)+1)
	for _, f := range d.Facets {
		if f.Field != FieldInStock && f.Value != "" && !strings.Contains(f.Field, "\x00") {
			keys = append(keys, valueKey(f.Field, f.Value))
		}
	}
	stock := "false"
	if d.InStock {
		stock = "true"
	}
	keys = append(keys, valueKey(FieldInStock, stock))
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (s *segment) addPrices(prices []Price) {
	for i, p := range prices {
		if slices.ContainsFunc(prices[:i], func(q Price) bool { return q.Currency == p.Currency }) {
			continue
		}
		s.prices.items = append(s.prices.items, s.currency(p.Currency))
		s.amounts = append(s.amounts, p.Amount)
	}
	s.prices.close()
}

// currency is the number of a currency, given on first sight. There are few, so a scan is quick.
func (s *segment) currency(code string) uint32 {
	if i := slices.Index(s.currencies, code); i >= 0 {
		return uint32(i)
	}
	s.currencies = append(s.currencies, strings.Clone(code))
	return uint32(len(s.currencies) - 1)
}

// price is the document's price in the currency with that number.
func (s *segment) price(doc uint32, currency int) (int64, bool) {
	from := s.prices.starts[doc]
	for i, c := range s.prices.list(int(doc)) {
		if int(c) == currency {
			return s.amounts[int(from)+i], true
		}
	}
	return 0, false
}

func (s *segment) setTerms(terms map[string][]posting) {
	var names dictBuilder
	items := 0
	for _, list := range terms {
		items += len(list)
	}
	s.posts, s.freqs = newCSR(len(terms), items), make([]uint16, 0, items)
	for _, t := range slices.Sorted(maps.Keys(terms)) {
		names.add(t)
		for _, p := range terms[t] {
			s.posts.items = append(s.posts.items, p.doc)
			s.freqs = append(s.freqs, p.freq)
		}
		s.posts.close()
	}
	s.terms = names.build()
}

func (s *segment) setIdents(idents map[string][]uint32) {
	var names dictBuilder
	s.owners = newCSR(len(idents), len(idents))
	for _, id := range slices.Sorted(maps.Keys(idents)) {
		names.add(id)
		s.owners.items = append(s.owners.items, idents[id]...)
		s.owners.close()
	}
	s.idents = names.build()
}

func (s *segment) setFacets(values map[string]uint32, facets [][]string) {
	var names dictBuilder
	for i, k := range slices.Sorted(maps.Keys(values)) {
		names.add(k)
		values[k] = uint32(i)
	}
	s.values = names.build()
	s.facets = newCSR(len(facets), len(facets)*4)
	for _, keys := range facets {
		for _, k := range keys {
			s.facets.items = append(s.facets.items, values[k])
		}
		s.facets.close()
	}
	s.facets.clip()
}

// derive computes what is not stored.
func (s *segment) derive(w Weights) {
	s.weigh(w)
	s.fields, s.fieldOf = nil, make([]uint32, s.values.len())
	for i := range s.fieldOf {
		field, _ := splitValueKey(s.values.at(i)) // sorted, so that a field's values are neighbours
		if n := len(s.fields); n == 0 || s.fields[n-1] != field {
			s.fields = append(s.fields, field)
		}
		s.fieldOf[i] = uint32(len(s.fields) - 1)
	}
}

// weigh precomputes what BM25 needs of every document's length.
func (s *segment) weigh(w Weights) {
	s.weighted = make([]float32, len(s.lens))
	for i, n := range s.lens {
		s.weighted[i] = w.Title*float32(n[fieldTitle]) + w.Brand*float32(n[fieldBrand]) +
			w.Description*float32(n[fieldDescription]) + w.Attributes*float32(n[fieldAttributes])
	}
}

// bytes estimates the memory of the segment.
func (s *segment) bytes() int {
	n := len(s.ids)*(8+8+8+4+16) + len(s.freqs)*2 + len(s.amounts)*8
	for _, id := range s.ids {
		n += len(id)
	}
	for _, d := range []*dict{&s.terms, &s.idents, &s.values} {
		n += len(d.text) + 4*len(d.ends)
	}
	for _, c := range []*csr{&s.posts, &s.owners, &s.facets, &s.prices} {
		n += 4 * (len(c.starts) + len(c.items))
	}
	return n
}
