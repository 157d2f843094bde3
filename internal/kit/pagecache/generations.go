package pagecache

import (
	"hash/maphash"
	"sync/atomic"
)

// buckets is how many tags are told apart. Two tags in one bucket only mean that a
// page is drawn once more than needed; in exchange the table never grows and is
// read without a lock.
const buckets = 1 << 16

// generations remembers for each tag when it was last touched, as a number that
// only grows.
type generations struct {
	seed  maphash.Seed
	clock atomic.Uint64
	last  [buckets]atomic.Uint64
}

// bucket is where a tag's last touch is kept.
func (g *generations) bucket(tag string) uint16 {
	return uint16(maphash.String(g.seed, tag) % buckets)
}

func (g *generations) bucketsOf(tags []string) []uint16 {
	out := make([]uint16, len(tags))
	for i, tag := range tags {
		out[i] = g.bucket(tag)
	}
	return out
}

// now is the moment a fill begins. It must be read before the fill reads any data.
func (g *generations) now() uint64 { return g.clock.Load() }

// touch makes everything filled until now stale for the tags. The clock goes first:
// a fill that begins after it began after the change was committed, too.
func (g *generations) touch(tags []string) {
	moment := g.clock.Add(1)
	for _, tag := range tags {
		last := &g.last[g.bucket(tag)]
		for {
			old := last.Load()
			if old >= moment || last.CompareAndSwap(old, moment) {
				break
			}
		}
	}
}

// fresh reports whether none of the tags was touched after the moment.
func (g *generations) fresh(since uint64, tags []uint16) bool {
	for _, b := range tags {
		if g.last[b].Load() > since {
			return false
		}
	}
	return true
}
