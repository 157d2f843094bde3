package search

// dropped stands for a dead document in a renumbering.
const dropped = ^uint32(0)

// mergeViews makes one segment of the living documents of several views.
func mergeViews(cfg Config, views []view) *segment {
	m := merger{out: &segment{}, views: views}
	m.documents()
	m.terms()
	m.identifiers()
	m.facets()
	m.out.derive(cfg.Weights)
	m.out.clip()
	return m.out
}

type merger struct {
	out   *segment
	views []view
	to    [][]uint32 // per view: the new number of each document, or dropped
}

func (m *merger) documents() {
	m.out.prices = newCSR(0, 0)
	for _, v := range m.views {
		to := make([]uint32, len(v.seg.ids))
		for doc := range to {
			to[doc] = dropped
			if !v.dead.has(uint32(doc)) {
				to[doc] = uint32(len(m.out.ids))
				m.document(v.seg, doc)
			}
		}
		m.to = append(m.to, to)
	}
}

func (m *merger) document(s *segment, doc int) {
	m.out.ids = append(m.out.ids, s.ids[doc])
	m.out.versions = append(m.out.versions, s.versions[doc])
	m.out.published = append(m.out.published, s.published[doc])
	m.out.lens = append(m.out.lens, s.lens[doc])
	from := s.prices.starts[doc]
	for i, c := range s.prices.list(doc) {
		m.out.prices.items = append(m.out.prices.items, m.out.currency(s.currencies[c]))
		m.out.amounts = append(m.out.amounts, s.amounts[int(from)+i])
	}
	m.out.prices.close()
}

// dicts collects one dict of every view's segment.
func (m *merger) dicts(of func(*segment) *dict) []*dict {
	ds := make([]*dict, len(m.views))
	for i, v := range m.views {
		ds[i] = of(v.seg)
	}
	return ds
}

func (m *merger) terms() {
	var names dictBuilder
	items := 0
	for _, v := range m.views {
		items += len(v.seg.freqs)
	}
	out := m.out
	out.posts, out.freqs = newCSR(0, items), make([]uint16, 0, items)
	mergeDicts(m.dicts(func(s *segment) *dict { return &s.terms }), func(term string, at []int) {
		before := len(out.freqs)
		for i, t := range at {
			if t >= 0 {
				m.appendPosts(i, t)
			}
		}
		if len(out.freqs) > before {
			names.add(term)
			out.posts.close()
		}
	})
	out.terms = names.build()
	out.posts.clip()
	out.freqs = append([]uint16(nil), out.freqs...)
}

// appendPosts copies one view's living postings. Views come in order and renumbering keeps it, so lists stay ascending.
func (m *merger) appendPosts(view, term int) {
	s, to := m.views[view].seg, m.to[view]
	from := s.posts.starts[term]
	for i, doc := range s.posts.list(term) {
		if to[doc] != dropped {
			m.out.posts.items = append(m.out.posts.items, to[doc])
			m.out.freqs = append(m.out.freqs, s.freqs[int(from)+i])
		}
	}
}

func (m *merger) identifiers() {
	var names dictBuilder
	out := m.out
	out.owners = newCSR(0, 0)
	mergeDicts(m.dicts(func(s *segment) *dict { return &s.idents }), func(id string, at []int) {
		before := len(out.owners.items)
		for i, n := range at {
			if n < 0 {
				continue
			}
			for _, doc := range m.views[i].seg.owners.list(n) {
				if m.to[i][doc] != dropped {
					out.owners.items = append(out.owners.items, m.to[i][doc])
				}
			}
		}
		if len(out.owners.items) > before {
			names.add(id)
			out.owners.close()
		}
	})
	out.idents = names.build()
	out.owners.clip()
}

func (m *merger) facets() {
	used := make([][]bool, len(m.views))
	numbers := make([][]uint32, len(m.views)) // per view: new number of each value
	for i, v := range m.views {
		used[i], numbers[i] = make([]bool, v.seg.values.len()), make([]uint32, v.seg.values.len())
		m.eachLiving(i, func(doc int) {
			for _, val := range v.seg.facets.list(doc) {
				used[i][val] = true
			}
		})
	}
	var names dictBuilder
	mergeDicts(m.dicts(func(s *segment) *dict { return &s.values }), func(key string, at []int) {
		add := false
		for i, n := range at {
			if n >= 0 && used[i][n] {
				add, numbers[i][n] = true, uint32(len(names.ends))
			}
		}
		if add {
			names.add(key)
		}
	})
	m.out.values = names.build()
	m.out.facets = newCSR(len(m.out.ids), 0)
	for i, v := range m.views {
		m.eachLiving(i, func(doc int) {
			for _, val := range v.seg.facets.list(doc) {
				m.out.facets.items = append(m.out.facets.items, numbers[i][val])
			}
			m.out.facets.close()
		})
	}
	m.out.facets.clip()
}

func (m *merger) eachLiving(view int, each func(doc int)) {
	for doc, to := range m.to[view] {
		if to != dropped {
			each(doc)
		}
	}
}
