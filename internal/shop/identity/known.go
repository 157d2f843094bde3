package identity

import (
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
)

// live is what a node remembers of a session or an API key it has seen.
type live struct {
	actor    actor.Actor
	account  string
	audience string
	version  int64
	created  time.Time
	expires  time.Time
	used     time.Time // as far as it was written down
	loaded   time.Time
	key      *keyRow // of an API key; nil for a session
}

// known caches live sessions and keys and the way from secrets to them,
// bounded: two generations, the older of which is dropped when the younger is
// full.
type known struct {
	mu      sync.Mutex
	changes uint64 // counts what was forgotten
	young   map[string]live
	old     map[string]live
	cookies map[string]string // hash of the secret -> session or key; never changes meaning
}

const (
	maxKnown = 10_000
	// knownFor bounds how long anything is believed without looking again, in
	// case an event should ever get lost.
	knownFor = time.Minute
)

func newKnown() *known {
	k := &known{}
	k.clear()
	return k
}

// get returns the session and a mark to hand to put.
func (k *known) get(sessionID string, now time.Time) (live, bool, uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := k.young[sessionID]
	if !ok {
		if v, ok = k.old[sessionID]; ok {
			k.keep(sessionID, v)
		}
	}
	return v, ok && now.Sub(v.loaded) < knownFor, k.changes
}

// put remembers what was loaded, unless anything was forgotten since: the
// load may have read what was true before.
func (k *known) put(sessionID string, v live, mark uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.changes == mark {
		k.keep(sessionID, v)
	}
}

// use notes that a session or key is being used and reports whether this
// caller is the one to write it down: once in a while, and one of many.
func (k *known) use(id string, now time.Time, every time.Duration) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := k.young[id]
	if !ok || now.Sub(v.used) < every {
		return false
	}
	v.used = now
	k.young[id] = v
	return true
}

// extend notes that a session lives longer.
func (k *known) extend(id string, until time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if v, ok := k.young[id]; ok {
		v.expires = until
		k.young[id] = v
	}
}

func (k *known) keep(sessionID string, v live) {
	if len(k.young) >= maxKnown {
		k.old, k.young = k.young, map[string]live{}
	}
	k.young[sessionID] = v
}

// forget drops one session or key, or with "" all of an account.
func (k *known) forget(sessionID, accountID string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.changes++
	if sessionID != "" {
		delete(k.young, sessionID)
		delete(k.old, sessionID)
		return
	}
	for _, gen := range []map[string]live{k.young, k.old} {
		for id, v := range gen {
			if v.account == accountID {
				delete(gen, id)
			}
		}
	}
}

func (k *known) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.changes++
	k.young, k.old, k.cookies = map[string]live{}, map[string]live{}, map[string]string{}
}

func (k *known) cookie(hash string) (string, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	id, ok := k.cookies[hash]
	return id, ok
}

func (k *known) putCookie(hash, sessionID string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.cookies) >= 2*maxKnown {
		k.cookies = map[string]string{}
	}
	k.cookies[hash] = sessionID
}
