package pagecache

import "sync"

// missing is a bounded set of addresses that lead nowhere. The oldest goes first.
type missing struct {
	mu    sync.Mutex
	known map[Key]absence
	order []Key // a ring
	next  int
}

type absence struct {
	since   uint64
	tags    []uint16
	expires int64
	slot    int
}

func newMissing(limit int) *missing {
	return &missing{known: make(map[Key]absence, limit), order: make([]Key, limit)}
}

func (m *missing) put(key Key, a absence) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, ok := m.known[key]; ok {
		a.slot = old.slot
		m.known[key] = a
		return
	}
	if old, ok := m.known[m.order[m.next]]; ok && old.slot == m.next {
		delete(m.known, m.order[m.next])
	}
	a.slot = m.next
	m.order[m.next], m.known[key] = key, a
	m.next = (m.next + 1) % len(m.order)
}

func (m *missing) get(key Key) (absence, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.known[key]
	return a, ok
}
