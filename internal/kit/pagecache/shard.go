package pagecache

import (
	"sync"
	"sync/atomic"
)

// entry is one finished page. It never changes once stored.
type entry struct {
	key     Key
	status  int
	gzip    []byte
	plain   []byte // nil where it was not asked for
	expires int64  // Unix nanoseconds
	since   uint64
	tags    []uint16
	size    int64
	used    atomic.Bool // asked for since the hand last passed
	gone    bool        // replaced or dropped; guarded by the shard's lock

	// Header values, made once so that a hit allocates none.
	contentType, length, plainLength, etag, location []string
	etagText                                         string
}

// shard is a part of the cache with a lock of its own.
type shard struct {
	mu    sync.RWMutex
	pages map[Key]*entry
	ring  []*entry // in order of arrival; the hand goes round
	hand  int
	bytes int64
	limit int64
}

func (s *shard) get(key Key) *entry {
	s.mu.RLock()
	e := s.pages[key]
	s.mu.RUnlock()
	return e
}

// put stores an entry and makes room by second chance: whoever was asked for since
// the hand last passed stays one more round.
func (s *shard) put(e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.size > s.limit/4 {
		return // one page must not push out everything else
	}
	if old := s.pages[e.key]; old != nil {
		s.forget(old)
	}
	for s.bytes+e.size > s.limit && len(s.pages) > 0 {
		s.evictOne()
	}
	s.pages[e.key] = e
	s.bytes += e.size
	s.ring = append(s.ring, e)
	s.compact()
}

// drop removes an entry that turned out to be stale, unless it was replaced.
func (s *shard) drop(e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !e.gone {
		s.forget(e)
	}
}

// forget takes an entry out of the map; its place in the ring is swept later.
func (s *shard) forget(e *entry) {
	if s.pages[e.key] == e {
		delete(s.pages, e.key)
		s.bytes -= e.size
	}
	e.gone = true
}

func (s *shard) evictOne() {
	for {
		if s.hand >= len(s.ring) {
			s.hand = 0
		}
		e := s.ring[s.hand]
		s.hand++
		if !e.gone && !e.used.Swap(false) {
			s.forget(e)
			return
		}
	}
}

// compact sweeps the places of forgotten entries out of the ring once they are the
// majority, so that the ring is at most about twice as long as the map.
func (s *shard) compact() {
	if len(s.ring) < 64 || len(s.ring) < 2*len(s.pages) {
		return
	}
	kept, hand := s.ring[:0], 0
	for i, e := range s.ring {
		if i == s.hand {
			hand = len(kept)
		}
		if !e.gone {
			kept = append(kept, e)
		}
	}
	clear(s.ring[len(kept):])
	s.ring, s.hand = kept, hand
}
