package pagecache

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Key is everything an answer depends on. Query must hold only parameters the page
// knows, in one canonical order.
type Key struct {
	Host, Path, Query, Locale, Currency, Group, Theme string
}

// Page is a drawn answer.
type Page struct {
	Status   int    // 0 means 200
	Location string // for redirects
	Body     []byte
	// ContentType of the body; empty means HTML.
	ContentType string
	// Plain keeps the body uncompressed too, for answers that programs ask for: many
	// of them take no gzip, and unpacking for each costs more than the memory.
	Plain bool
	Tags  []string // what the page shows
	// Until is the next price or schedule boundary; zero means none is known.
	Until time.Time
}

// Missing is the error of a fill that found nothing at the address. The tags are
// those whose touch may make something appear there.
type Missing struct{ Tags []string }

// Error implements error.
func (*Missing) Error() string { return "pagecache: there is nothing at this address" }

// IsMissing reports whether an error says that there is nothing at the address.
func IsMissing(err error) bool {
	var m *Missing
	return errors.As(err, &m)
}

// Options bound a cache.
type Options struct {
	MaxBytes   int64         // of stored pages; 0 means 64 MiB
	MaxMissing int           // remembered missing addresses; 0 means 4096
	MaxAge     time.Duration // after which a page is drawn anew though nobody touched it; 0 means 10 minutes
	MissingAge time.Duration // how long a missing address is remembered; 0 means 30 seconds
	FillTime   time.Duration // how long drawing may take; 0 means 15 seconds
	Now        func() time.Time
}

// Stats are counted since the start.
type Stats struct {
	Hits, Misses, Stored, Refused uint64
	Pages                         int
	Bytes                         int64
}

const shards = 16

// Cache is safe for many goroutines. Make it with New.
type Cache struct {
	o       Options
	gens    generations
	shards  [shards]shard
	missing *missing
	seed    maphash.Seed

	flights sync.Mutex
	flying  map[Key]*flight

	hits, misses, stored, refused atomic.Uint64
}

// flight is one fill and whoever waits for it.
type flight struct {
	done  chan struct{}
	entry *entry
	err   error
}

// New makes a cache.
func New(o Options) *Cache {
	defaultTo(&o.MaxBytes, 64<<20)
	defaultTo(&o.MaxMissing, 4096)
	defaultTo(&o.MaxAge, 10*time.Minute)
	defaultTo(&o.MissingAge, 30*time.Second)
	defaultTo(&o.FillTime, 15*time.Second)
	if o.Now == nil {
		panic("pagecache: Now is missing")
	}
	c := &Cache{o: o, missing: newMissing(o.MaxMissing), seed: maphash.MakeSeed(), flying: map[Key]*flight{}}
	c.gens.seed = maphash.MakeSeed()
	for i := range c.shards {
		c.shards[i].pages, c.shards[i].limit = map[Key]*entry{}, o.MaxBytes/shards
	}
	return c
}

func defaultTo[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// Touch makes every page that shows one of the tags stale. It is to be called after
// the change is committed and before whoever made it is answered.
func (c *Cache) Touch(tags ...string) { c.gens.touch(tags) }

// Stats returns the counters.
func (c *Cache) Stats() Stats {
	s := Stats{Hits: c.hits.Load(), Misses: c.misses.Load(), Stored: c.stored.Load(), Refused: c.refused.Load()}
	for i := range c.shards {
		sh := &c.shards[i]
		sh.mu.RLock()
		s.Pages, s.Bytes = s.Pages+len(sh.pages), s.Bytes+sh.bytes
		sh.mu.RUnlock()
	}
	return s
}

// Serve answers with the page of the key, drawing it with fill when it is not here.
// It returns fill's error, or a *Missing for an address known to lead nowhere; then
// nothing has been written.
func (c *Cache) Serve(w http.ResponseWriter, r *http.Request, key Key, fill func(context.Context) (Page, error)) error {
	return c.ServeAs(w, r, key, 0, fill)
}

// ServeAs is Serve with another status than the page's own: the one "not found" page
// of a language is drawn once as a 200 and sent as a 404 wherever it is needed.
func (c *Cache) ServeAs(w http.ResponseWriter, r *http.Request, key Key, status int, fill func(context.Context) (Page, error)) error {
	now := c.o.Now().UnixNano()
	e := c.shardOf(key).get(key)
	if e != nil && now < e.expires && c.gens.fresh(e.since, e.tags) {
		if !e.used.Load() {
			e.used.Store(true)
		}
		c.hits.Add(1)
		send(w, r, e, status)
		return nil
	}
	if e != nil {
		c.shardOf(key).drop(e)
	}
	if a, ok := c.missing.get(key); ok && now < a.expires && c.gens.fresh(a.since, a.tags) {
		return &Missing{}
	}
	c.misses.Add(1)
	e, err := c.fetch(r.Context(), key, fill)
	if err != nil {
		return err
	}
	send(w, r, e, status)
	return nil
}

func (c *Cache) shardOf(key Key) *shard {
	return &c.shards[maphash.Comparable(c.seed, key)%shards]
}

// fetch fills, or waits for someone who is filling. A waiter looks at the result with
// its own eyes: what was touched meanwhile may be older than what it already knows.
func (c *Cache) fetch(ctx context.Context, key Key, fill func(context.Context) (Page, error)) (*entry, error) {
	for range 3 {
		c.flights.Lock()
		f, flying := c.flying[key]
		if !flying {
			f = &flight{done: make(chan struct{})}
			c.flying[key] = f
		}
		c.flights.Unlock()
		if !flying {
			return c.lead(ctx, key, f, fill)
		}
		select {
		case <-f.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if f.err == nil && c.gens.fresh(f.entry.since, f.entry.tags) {
			return f.entry, nil
		}
		if IsMissing(f.err) {
			if a, ok := c.missing.get(key); ok && c.gens.fresh(a.since, a.tags) {
				return nil, f.err
			}
		}
	}
	// Under a storm of changes everyone draws for themselves rather than wait for ever.
	e, _, err := c.draw(ctx, key, fill)
	return e, err
}

// errAborted is what waiters see when a fill panicked; they draw for themselves.
var errAborted = errors.New("pagecache: the fill was aborted")

func (c *Cache) lead(ctx context.Context, key Key, f *flight, fill func(context.Context) (Page, error)) (*entry, error) {
	f.err = errAborted
	defer func() {
		c.flights.Lock()
		delete(c.flying, key)
		c.flights.Unlock()
		close(f.done)
	}()
	// Others wait for this page: it is drawn to the end though its first visitor left.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.o.FillTime)
	defer cancel()
	e, storable, err := c.draw(ctx, key, fill)
	f.entry, f.err = e, err
	if err == nil && storable {
		c.keep(e)
	}
	return e, err
}

// draw fills and finishes a page; storable says whether its status may be kept.
func (c *Cache) draw(ctx context.Context, key Key, fill func(context.Context) (Page, error)) (e *entry, storable bool, err error) {
	since := c.gens.now()
	p, err := fill(ctx)
	if err != nil {
		var m *Missing
		if errors.As(err, &m) {
			c.remember(key, since, m.Tags)
		}
		return nil, false, err
	}
	e, err = finish(key, p)
	if err != nil {
		return nil, false, err
	}
	now := c.o.Now()
	e.since, e.tags = since, c.gens.bucketsOf(p.Tags)
	e.expires = now.Add(c.o.MaxAge).UnixNano()
	if !p.Until.IsZero() {
		e.expires = min(e.expires, p.Until.UnixNano())
	}
	switch e.status {
	case http.StatusOK, http.StatusMovedPermanently, http.StatusGone:
		storable = now.UnixNano() < e.expires
	}
	return e, storable, nil
}

// keep stores a page unless something it shows was touched while it was drawn.
func (c *Cache) keep(e *entry) {
	if !c.gens.fresh(e.since, e.tags) {
		c.refused.Add(1)
		return
	}
	c.shardOf(e.key).put(e)
	c.stored.Add(1)
}

func (c *Cache) remember(key Key, since uint64, tags []string) {
	a := absence{since: since, tags: c.gens.bucketsOf(tags), expires: c.o.Now().Add(c.o.MissingAge).UnixNano()}
	if c.gens.fresh(a.since, a.tags) {
		c.missing.put(key, a)
	}
}

// overhead is what an entry costs beside its bytes and strings.
const overhead = 512

func finish(key Key, p Page) (*entry, error) {
	body, err := compress(p.Body)
	if err != nil {
		return nil, err
	}
	e := &entry{key: key, status: p.Status, gzip: body}
	if e.status == 0 {
		e.status = http.StatusOK
	}
	e.etagText = etagOf(p.Body)
	e.etag = []string{e.etagText}
	e.contentType = htmlType
	if p.ContentType != "" {
		e.contentType = []string{p.ContentType}
	}
	if p.Plain {
		e.plain, e.plainLength = bytes.Clone(p.Body), []string{strconv.Itoa(len(p.Body))}
	}
	e.length = []string{strconv.Itoa(len(body))}
	if p.Location != "" {
		e.location = []string{p.Location}
	}
	e.size = int64(len(body)+len(e.plain)+len(key.Path)+len(key.Query)+len(key.Host)+len(p.Location)+2*len(p.Tags)) + overhead
	// A buffer with slack would make the byte limit a lie.
	e.gzip = bytes.Clone(e.gzip)
	return e, nil
}
