package search

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Index is the in-memory Engine: immutable segments of growing size and a tombstone bitmap for each, published
// together as one snapshot. Writers take turns; readers load the snapshot and never wait (S7).
type Index struct {
	cfg  Config
	snap atomic.Pointer[snapshot]
	pool sync.Pool // *scratch

	write sync.Mutex   // one writer at a time; it builds before it takes mu
	mu    sync.RWMutex // guards what only writers and Held need
	where map[string]place
	gone  map[string]int64 // versions of deleted products (S6)
}

// place is where a product's living document is.
type place struct {
	view int
	doc  uint32
}

// view is a segment as one snapshot sees it.
type view struct {
	seg  *segment
	dead bitset
	live int
	base uint32 // number of the segment's first document among all of the snapshot
	// words sums the field lengths of the living documents. Sums are of integers, so that they do not
	// depend on the order in which documents came (S5).
	words [fieldCount]int64
}

func newView(seg *segment) view {
	v := view{seg: seg, live: len(seg.ids)}
	for _, n := range seg.lens {
		v.addWords(n, 1)
	}
	return v
}

func (v *view) addWords(n lengths, sign int64) {
	for f := range n {
		v.words[f] += sign * int64(n[f])
	}
}

// snapshot is what one query sees.
type snapshot struct {
	views []view
	slots int // documents, dead ones too
	live  int
	words [fieldCount]int64 // of all living documents
}

// NewIndex returns an empty index.
func NewIndex(cfg Config) *Index {
	if cfg.Weights == (Weights{}) || cfg.K1 <= 0 {
		panic("search: NewIndex needs a Config made from DefaultConfig")
	}
	x := &Index{cfg: cfg, where: map[string]place{}, gone: map[string]int64{}}
	x.snap.Store(&snapshot{})
	return x
}

// Apply implements Engine. The changes of one call become visible together.
func (x *Index) Apply(ctx context.Context, changes []Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	x.write.Lock()
	defer x.write.Unlock()
	news := x.newest(changes)
	if len(news) == 0 {
		return nil
	}
	e := edit{views: slices.Clone(x.snap.Load().views), copied: map[int]bool{}}
	settled := len(e.views)
	var puts []Change
	for _, c := range news {
		if p, ok := x.where[c.ID]; ok {
			e.kill(p)
		}
		if c.Doc != nil {
			puts = append(puts, c)
		}
	}
	if len(puts) > 0 { // takes most of the time, and whoever asks what is held need not wait for it
		e.views = append(e.views, newView(buildSegment(x.cfg, puts)))
	}
	settled = min(settled, e.compact(x.cfg))
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, c := range news {
		delete(x.where, c.ID)
		delete(x.gone, c.ID)
		if c.Doc == nil {
			x.gone[c.ID] = c.Version
		}
	}
	for i := settled; i < len(e.views); i++ {
		for doc, id := range e.views[i].seg.ids {
			x.where[id] = place{i, uint32(doc)}
		}
	}
	x.snap.Store(newSnapshot(e.views))
	return nil
}

// newest keeps of each product its newest change, unless the index already holds that or a later one.
func (x *Index) newest(changes []Change) []Change {
	best := make(map[string]Change, len(changes))
	for _, c := range changes {
		if old, ok := best[c.ID]; ok && !newer(c, old.Version, old.Doc != nil) {
			continue
		}
		if v, live, known := x.held(c.ID); known && !newer(c, v, live) {
			continue
		}
		best[c.ID] = c
	}
	ids := slices.Sorted(maps.Keys(best))
	out := make([]Change, len(ids))
	for i, id := range ids {
		out[i] = best[id]
	}
	return out
}

// newer says whether c comes after a version held; at the same version a deletion comes after a put.
func newer(c Change, held int64, live bool) bool {
	return c.Version > held || c.Version == held && live && c.Doc == nil
}

func (x *Index) held(id string) (version int64, live, known bool) {
	if p, ok := x.where[id]; ok {
		return x.snap.Load().views[p.view].seg.versions[p.doc], true, true
	}
	v, ok := x.gone[id]
	return v, false, ok
}

// Held implements Engine.
func (x *Index) Held(id string) (int64, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	v, live, _ := x.held(id)
	if !live {
		return 0, false
	}
	return v, true
}

// edit is a snapshot in the making.
type edit struct {
	views  []view
	copied map[int]bool // views whose bitmap is ours to write
}

// kill marks a document dead, on a copy of the bitmap that readers of the old snapshot do not see.
func (e *edit) kill(p place) {
	v := &e.views[p.view]
	if v.dead == nil {
		v.dead = newBitset(len(v.seg.ids))
	} else if !e.copied[p.view] {
		v.dead = slices.Clone(v.dead)
	}
	e.copied[p.view] = true
	v.dead.set(p.doc)
	v.live--
	v.addWords(v.seg.lens[p.doc], -1)
}

// growth is how many times larger a view is than all the views after it together. A document is copied
// about growth times per step of size, so a million single changes cost a few dozen copies each.
const growth = 4

// compact merges the last views until each outgrows what follows it and none is mostly dead.
// It returns the number of the first view that changed.
func (e *edit) compact(cfg Config) int {
	from, after := len(e.views), 0
	for i := len(e.views) - 1; i >= 0; i-- {
		v := e.views[i]
		wasted := v.live*2 < len(v.seg.ids)
		crowded := i < len(e.views)-1 && v.live < growth*after
		if wasted || crowded {
			from = i
		}
		after += v.live
	}
	if from == len(e.views) {
		return from
	}
	merged := mergeViews(cfg, e.views[from:])
	e.views = e.views[:from:from]
	if len(merged.ids) > 0 {
		e.views = append(e.views, newView(merged))
	}
	return from
}

// newSnapshot sums up what ranking needs of all views.
func newSnapshot(views []view) *snapshot {
	s := &snapshot{views: views}
	for i := range views {
		v := &views[i]
		v.base = uint32(s.slots)
		s.slots += len(v.seg.ids)
		s.live += v.live
		for f, n := range v.words {
			s.words[f] += n
		}
	}
	return s
}

// average is the mean weighted length of a document.
func (s *snapshot) average(w Weights) float32 {
	if s.live == 0 {
		return 1
	}
	sum := float64(w.Title)*float64(s.words[fieldTitle]) + float64(w.Brand)*float64(s.words[fieldBrand]) +
		float64(w.Description)*float64(s.words[fieldDescription]) + float64(w.Attributes)*float64(s.words[fieldAttributes])
	return max(float32(sum/float64(s.live)), 1)
}

// Stats implements Engine.
func (x *Index) Stats() Stats {
	s := x.snap.Load()
	st := Stats{Documents: s.live, Segments: len(s.views)}
	for _, v := range s.views {
		st.Terms = max(st.Terms, v.seg.terms.len())
		st.Bytes += v.seg.bytes() + 8*len(v.dead)
	}
	return st
}

// IDs lists the products the index holds, in order.
func (x *Index) IDs() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Sorted(maps.Keys(x.where))
}
