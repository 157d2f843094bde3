// Package meter counts what happens, cheaply enough for the hottest path: a
// count is one atomic addition, and nothing is looked up by a name while a
// request is served. Whoever exports the numbers reads them when asked.
//
// There are no labels here. What is counted apart (a route, a kind of job) is
// a value of its own, made once when the program starts.
package meter

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Counter only grows. The zero value is ready.
type Counter struct{ n atomic.Uint64 }

// Inc adds one.
func (c *Counter) Inc() { c.n.Add(1) }

// Load returns the count.
func (c *Counter) Load() uint64 { return c.n.Load() }

// Histogram counts values by size. Make it with Durations or Sizes.
type Histogram struct {
	bounds []int64 // inclusive upper ends, ascending; what is larger goes to the last bucket
	counts []atomic.Uint64
	sum    atomic.Int64
	unit   float64 // of a value, in what is exported
}

// Durations returns a histogram of how long things take, from a tenth of a
// millisecond to ten seconds.
func Durations() *Histogram {
	var b []int64
	for _, us := range []int64{100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000} {
		b = append(b, us*int64(time.Microsecond))
	}
	return &Histogram{bounds: b, counts: make([]atomic.Uint64, len(b)+1), unit: float64(time.Second)}
}

// Sizes returns a histogram of small whole numbers, up to 128.
func Sizes() *Histogram {
	b := []int64{1, 2, 4, 8, 16, 32, 64, 128}
	return &Histogram{bounds: b, counts: make([]atomic.Uint64, len(b)+1), unit: 1}
}

// Observe counts one value: nanoseconds for Durations.
func (h *Histogram) Observe(v int64) {
	i := 0
	for i < len(h.bounds) && v > h.bounds[i] {
		i++
	}
	h.counts[i].Add(1)
	h.sum.Add(v)
}

// Took counts one duration.
func (h *Histogram) Took(d time.Duration) { h.Observe(int64(d)) }

// Reading is a histogram at one moment, as Prometheus has it: cumulative, in
// seconds where it holds durations.
type Reading struct {
	Count   uint64
	Sum     float64
	Buckets map[float64]uint64
}

// Read returns the histogram. Values that come meanwhile may be missing from
// the sum or the buckets, never counted twice.
func (h *Histogram) Read() Reading {
	r := Reading{Buckets: make(map[float64]uint64, len(h.bounds)), Sum: float64(h.sum.Load()) / h.unit}
	for i, b := range h.bounds {
		r.Count += h.counts[i].Load()
		r.Buckets[float64(b)/h.unit] = r.Count
	}
	r.Count += h.counts[len(h.bounds)].Load()
	return r
}

// Route is one way through a door: a pattern, never an address.
type Route struct {
	Door, Method, Pattern string

	byClass [6]Counter // of the status: index 2 is 2xx
	took    *Histogram
	endless bool
}

// Observe counts one answered request.
func (r *Route) Observe(status int, took time.Duration) {
	class := status / 100
	if class < 1 || class > 5 {
		class = 5 // nothing that HTTP knows
	}
	r.byClass[class].Inc()
	if !r.endless {
		r.took.Took(took)
	}
}

// Endless says that answers on this route last as long as somebody listens:
// they are counted, and how long they took is not. Call it before requests.
func (r *Route) Endless() { r.endless = true }

// Classes returns how many answers each class of status had; index 2 is 2xx.
func (r *Route) Classes() (n [6]uint64) {
	for i := range r.byClass {
		n[i] = r.byClass[i].Load()
	}
	return n
}

// Took returns how long requests of this route took.
func (r *Route) Took() Reading { return r.took.Read() }

// Routes are all routes of all doors. The zero value is ready.
type Routes struct {
	mu  sync.Mutex
	all []*Route
}

// Route returns the route, the same for the same words. Call it when doors are
// built, not while requests are served.
func (rs *Routes) Route(door, method, pattern string) *Route {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for _, r := range rs.all {
		if r.Door == door && r.Method == method && r.Pattern == pattern {
			return r
		}
	}
	r := &Route{Door: door, Method: method, Pattern: pattern, took: Durations()}
	rs.all = append(rs.all, r)
	return r
}

// All returns the routes known so far.
func (rs *Routes) All() []*Route {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	return slices.Clone(rs.all)
}

// Pairs are counters apart by two words of the program's own: a kind and an
// outcome. Words from outside (addresses, names people chose) have no place
// here: each would stay for ever. The zero value is ready.
type Pairs struct {
	mu sync.RWMutex
	m  map[[2]string]*Counter
}

// Of returns the counter of the two words.
func (p *Pairs) Of(what, outcome string) *Counter {
	k := [2]string{what, outcome}
	p.mu.RLock()
	c := p.m[k]
	p.mu.RUnlock()
	if c != nil {
		return c
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.m == nil {
		p.m = map[[2]string]*Counter{}
	}
	if p.m[k] == nil {
		p.m[k] = &Counter{}
	}
	return p.m[k]
}

// All returns every count so far.
func (p *Pairs) All() map[[2]string]uint64 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	out := make(map[[2]string]uint64, len(p.m))
	for k, c := range p.m {
		out[k] = c.Load()
	}
	return out
}
