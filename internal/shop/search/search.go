package search

import (
	"cmp"
	"context"
	"slices"
)

// Search implements Engine.
func (x *Index) Search(ctx context.Context, q Query) (Result, error) {
	q = q.bounded()
	after, err := readCursor(q)
	if err != nil {
		return Result{}, err
	}
	s := x.snap.Load()
	p := x.prepare(s, q, false)
	sc := x.scratch(s.slots)
	defer x.release(sc)
	if err := x.find(ctx, s, p, sc); err != nil {
		return Result{}, err
	}
	res := x.collect(s, q, p, sc, after)
	res.Corrected = p.corrected
	return res, nil
}

// Suggest implements Engine.
func (x *Index) Suggest(ctx context.Context, q Query) (Suggestions, error) {
	q = q.bounded()
	q.Facets, q.Sort, q.Cursor = nil, SortRelevance, ""
	s := x.snap.Load()
	p := x.prepare(s, q, true)
	if len(p.words) == 0 && len(p.idents) == 0 {
		return Suggestions{Words: []string{}, Hits: []Hit{}}, nil
	}
	sc := x.scratch(s.slots)
	defer x.release(sc)
	if err := x.find(ctx, s, p, sc); err != nil {
		return Suggestions{}, err
	}
	res := x.collect(s, q, p, sc, nil)
	return Suggestions{Words: p.completed(q), Hits: res.Hits}, nil
}

// find fills the scratch with what the plan touches.
func (x *Index) find(ctx context.Context, s *snapshot, p plan, sc *scratch) error {
	if len(p.words) == 0 && len(p.idents) == 0 {
		s.everything(sc)
		return ctx.Err()
	}
	return x.score(ctx, s, p, sc)
}

// bounded brings a query within the engine's limits.
func (q Query) bounded() Query {
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	q.Limit = min(q.Limit, MaxLimit)
	q.Facets = q.Facets[:min(len(q.Facets), MaxFacets)]
	if q.Sort == "" {
		q.Sort = SortRelevance
	}
	filters := make([]Filter, 0, len(q.Filters))
	for _, f := range q.Filters[:min(len(q.Filters), maxFilters)] {
		if len(f.Values) > 0 {
			f.Values = f.Values[:min(len(f.Values), maxValues)]
			filters = append(filters, f)
		}
	}
	q.Filters = filters
	return q
}

// completed rebuilds the text with each completion of its last word.
func (p plan) completed(q Query) []string {
	const shown = 8
	surface, _ := queryWords(q.Text)
	out := []string{}
	if len(p.words) == 0 {
		return out
	}
	head := ""
	for _, w := range surface[:len(surface)-1] {
		head += w + " "
	}
	for _, t := range p.words[len(p.words)-1].terms {
		if len(out) < shown {
			out = append(out, head+t.term)
		}
	}
	return out
}

// keyed is a hit with what orders it: larger keys first, then smaller ids.
type keyed struct {
	key   float64
	id    string
	score float64
}

func compareKeyed(a, b keyed) int {
	return cmp.Or(cmp.Compare(b.key, a.key), cmp.Compare(a.id, b.id))
}

// top keeps the best n hits seen.
type top struct {
	n     int
	after *keyed // only hits behind this one
	hits  []keyed
}

func (t *top) add(k keyed) {
	if len(t.hits) == t.n && compareKeyed(k, t.hits[t.n-1]) >= 0 {
		return
	}
	if t.after != nil && compareKeyed(k, *t.after) <= 0 {
		return
	}
	i, _ := slices.BinarySearchFunc(t.hits, k, compareKeyed)
	if len(t.hits) == t.n {
		t.hits = t.hits[:t.n-1]
	}
	t.hits = slices.Insert(t.hits, i, k)
}

// collect filters, counts, sorts and pages what the scratch holds.
func (x *Index) collect(s *snapshot, q Query, p plan, sc *scratch, after *cursor) Result {
	var (
		res   Result
		cover = x.coverage(len(p.words), sc)
		best  = top{n: q.Limit + 1}
		sift  = newSieve(s, q, sc)
	)
	if after != nil {
		best.after = &after.last
	}
	slices.Sort(sc.touched) // views in turn, memory in order
	vi := 0
	for _, slot := range sc.touched {
		for vi+1 < len(s.views) && slot >= s.views[vi+1].base {
			vi++
		}
		mask := sc.masks[slot]
		if len(p.words) > 0 && !cover.hit(mask) {
			continue
		}
		doc := slot - s.views[vi].base
		if !sift.pass(vi, doc) {
			continue
		}
		res.Total++
		res.Relaxed = res.Relaxed || len(p.words) > 0 && !cover.complete(mask)
		rel := cover.relevance(sc.scores[slot], mask)
		best.add(keyed{sift.sortKey(vi, doc, rel), s.views[vi].seg.ids[doc], rel})
	}
	res.Facets, res.Price = sift.facets(), sift.span
	res.page(q, best.hits, after)
	return res
}

// page cuts the extra hit off and makes the cursor.
func (r *Result) page(q Query, hits []keyed, after *cursor) {
	depth := 0
	if after != nil {
		depth = after.depth
	}
	if len(hits) > q.Limit {
		hits = hits[:q.Limit]
		r.Next = writeCursor(q, cursor{depth + len(hits), hits[len(hits)-1]})
	}
	r.Hits = make([]Hit, len(hits))
	for i, h := range hits {
		r.Hits[i] = Hit{h.id, h.score}
	}
}
