package search

import (
	"context"
	"math/bits"
)

// identMask marks a document owning an identifier that was typed; the lower bits mark the words it has.
const identMask = 1 << 15

// tier lifts whole classes of hits above any BM25 score (S3).
const tier = 1000

// scratch is the working memory of one query: a score and a mask per document slot of the snapshot.
// Only touched slots are ever non-zero, so a query costs what it touches, not what the catalogue holds.
type scratch struct {
	scores  []float32
	masks   []uint16
	touched []uint32
	counts  []uint32 // per facet value of all segments, see sieve
	only    []uint32
}

// counters returns zeroed counters and uninitialised bits for n facet values.
func (sc *scratch) counters(n int) (counts, only []uint32) {
	if cap(sc.counts) < n {
		sc.counts, sc.only = make([]uint32, n+n/8), make([]uint32, n+n/8)
	}
	counts, only = sc.counts[:n], sc.only[:n]
	clear(counts)
	return counts, only
}

func (x *Index) scratch(slots int) *scratch {
	sc, _ := x.pool.Get().(*scratch)
	if sc == nil {
		sc = &scratch{}
	}
	if len(sc.scores) < slots {
		sc.scores, sc.masks = make([]float32, slots+slots/8), make([]uint16, slots+slots/8)
	}
	return sc
}

func (x *Index) release(sc *scratch) {
	for _, slot := range sc.touched {
		sc.scores[slot], sc.masks[slot] = 0, 0
	}
	sc.touched = sc.touched[:0]
	x.pool.Put(sc)
}

func (sc *scratch) touch(slot uint32, mask uint16) {
	if sc.masks[slot] == 0 {
		sc.touched = append(sc.touched, slot)
	}
	sc.masks[slot] |= mask
}

// score fills the scratch with every document the plan finds.
func (x *Index) score(ctx context.Context, s *snapshot, p plan, sc *scratch) error {
	r := ranker{cfg: x.cfg, snap: s, scratch: sc, average: s.average(x.cfg.Weights)}
	r.fillTables()
	for i, w := range p.words {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.word(w, 1<<i)
	}
	for _, id := range p.idents {
		r.identifier(id)
	}
	return nil
}

// everything touches all living documents: a query without words.
func (s *snapshot) everything(sc *scratch) {
	for _, v := range s.views {
		for doc := range v.seg.ids {
			if !v.dead.has(uint32(doc)) {
				sc.touch(v.base+uint32(doc), 1)
			}
		}
	}
}

// ranker adds up BM25F scores of one query.
type ranker struct {
	cfg     Config
	snap    *snapshot
	scratch *scratch
	average float32
	low     [256]float32 // weighted occurrences for the lower byte of a posting's frequencies
	high    [256]float32
}

func (r *ranker) fillTables() {
	w := r.cfg.Weights
	for i := range 256 {
		a, b := float32(i&15), float32(i>>4)
		r.low[i] = a*w.Title + b*w.Brand
		r.high[i] = a*w.Description + b*w.Attributes
	}
}

// word scores every reading of one query word. A word read as a prefix or as synonyms is one word: all its
// terms share the rarity of their union, lest a rare completion outweigh what was typed.
func (r *ranker) word(w planWord, mask uint16) {
	if len(w.terms) <= maxFixes {
		for _, t := range w.terms {
			if n := r.snap.frequency(t.term); n > 0 {
				r.term(t.term, t.weight*r.snap.idf(n), mask)
			}
		}
		return
	}
	n := 0
	for _, t := range w.terms {
		n += r.snap.frequency(t.term)
	}
	idf := r.snap.idf(min(n, r.snap.live))
	for _, t := range w.terms {
		r.term(t.term, t.weight*idf, mask)
	}
}

func (r *ranker) term(term string, idf float32, mask uint16) {
	k1, b := r.cfg.K1, r.cfg.B
	for i := range r.snap.views {
		v := &r.snap.views[i]
		t := v.seg.terms.find(term)
		if t < 0 {
			continue
		}
		freqs := v.seg.freqs[v.seg.posts.starts[t]:]
		for j, doc := range v.seg.posts.list(t) {
			if v.dead.has(doc) {
				continue
			}
			tf := r.low[freqs[j]&255] + r.high[freqs[j]>>8]
			long := k1 * (1 - b + b*v.seg.weighted[doc]/r.average)
			r.scratch.touch(v.base+doc, mask)
			r.scratch.scores[v.base+doc] += idf * tf * (k1 + 1) / (tf + long)
		}
	}
}

func (r *ranker) identifier(id string) {
	for _, v := range r.snap.views {
		n := v.seg.idents.find(id)
		if n < 0 {
			continue
		}
		for _, doc := range v.seg.owners.list(n) {
			if !v.dead.has(doc) {
				r.scratch.touch(v.base+doc, identMask)
			}
		}
	}
}

// coverage decides which touched documents are hits: those with all the words (or an identifier), and, when
// these are few, those with at least half of the words.
type coverage struct {
	all  uint16
	need int
}

func (x *Index) coverage(words int, sc *scratch) coverage {
	c := coverage{all: 1<<words - 1, need: words}
	if words < 2 {
		return c
	}
	full := 0
	for _, slot := range sc.touched {
		if c.complete(sc.masks[slot]) {
			full++
		}
	}
	if full < x.cfg.Enough {
		c.need = (words + 1) / 2
	}
	return c
}

func (c coverage) complete(mask uint16) bool { return mask&identMask != 0 || mask&c.all == c.all }

func (c coverage) hit(mask uint16) bool {
	return c.complete(mask) || c.need > 0 && bits.OnesCount16(mask&c.all) >= c.need
}

// relevance is the sort key of a hit.
func (c coverage) relevance(score float32, mask uint16) float64 {
	key := float64(score)
	if mask&c.all == c.all {
		key += tier
	}
	if mask&identMask != 0 {
		key += 2 * tier
	}
	return key
}
