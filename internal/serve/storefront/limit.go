package storefront

import (
	"sync"
	"time"
)

// limiter counts tries per network in fixed windows. It forgets everything when a
// window ends, and when too many networks are counted, so it never grows.
type limiter struct {
	mu     sync.Mutex
	most   int
	window time.Duration
	ends   time.Time
	tries  map[string]int
}

// maxNetworks bounds what one window remembers.
const maxNetworks = 50_000

func newLimiter(most int, window time.Duration) *limiter {
	return &limiter{most: most, window: window, tries: map[string]int{}}
}

// allow counts a try and reports whether it may go on.
func (l *limiter) allow(network string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.ends) || len(l.tries) >= maxNetworks {
		clear(l.tries)
		l.ends = now.Add(l.window)
	}
	l.tries[network]++
	return l.tries[network] <= l.most
}
