package httpx

import (
	"strconv"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/errs"
)

// ErrTooMany is returned when a caller is over a rate limit.
var ErrTooMany = errs.New(errs.TooMany, "request.too_many", "Too many requests. Wait a little and try again.")

// Rate is how many requests a caller may make per period; all of them may come
// at once, after that they come back evenly. The zero Rate has no limit.
type Rate struct {
	N   int
	Per time.Duration
}

// Verdict is what a limiter says of one request.
type Verdict struct {
	OK        bool
	Rate      Rate
	Remaining int           // requests left at once
	Reset     time.Duration // until all of them are back
	Wait      time.Duration // until the next one passes, when refused
}

// maxCallers bounds a generation of remembered callers; there are two.
const maxCallers = 50_000

// Limiter counts callers on this node (several nodes each get a share). Safe
// for concurrent use.
type Limiter struct {
	clock clock.Clock
	mu    sync.Mutex
	young map[string]time.Time // when the caller's bucket is full again
	old   map[string]time.Time
}

// NewLimiter returns a limiter that remembers nobody.
func NewLimiter(c clock.Clock) *Limiter {
	return &Limiter{clock: c, young: map[string]time.Time{}}
}

// Take counts one request of a caller.
func (l *Limiter) Take(caller string, r Rate) Verdict {
	if r.N <= 0 || r.Per <= 0 {
		return Verdict{OK: true}
	}
	now, each := l.clock.Now(), r.Per/time.Duration(r.N)
	l.mu.Lock()
	defer l.mu.Unlock()
	full := l.full(caller)
	if full.Before(now) {
		full = now
	}
	if latest := now.Add(r.Per); full.After(latest) { // the clock stepped back
		full = latest
	}
	next := full.Add(each)
	v := Verdict{Rate: r}
	if over := next.Sub(now) - r.Per; over > 0 {
		v.Wait, v.Reset = over, full.Sub(now)
		return v
	}
	l.keep(caller, next)
	v.OK, v.Reset = true, next.Sub(now)
	v.Remaining = int((r.Per - v.Reset) / each)
	return v
}

func (l *Limiter) full(caller string) time.Time {
	if t, ok := l.young[caller]; ok {
		return t
	}
	return l.old[caller]
}

func (l *Limiter) keep(caller string, t time.Time) {
	if len(l.young) >= maxCallers {
		l.old, l.young = l.young, map[string]time.Time{}
	}
	l.young[caller] = t
}

// Headers are what the caller is told about the limit called name.
func (v Verdict) Headers(name string) map[string]string {
	if v.Rate.N == 0 {
		return nil
	}
	h := map[string]string{
		"RateLimit-Policy": `"` + name + `";q=` + strconv.Itoa(v.Rate.N) + `;w=` + seconds(v.Rate.Per),
		"RateLimit":        `"` + name + `";r=` + strconv.Itoa(v.Remaining) + `;t=` + seconds(v.Reset),
	}
	if !v.OK {
		h["Retry-After"] = seconds(v.Wait)
	}
	return h
}

// seconds rounds up: who comes back when told must pass.
func seconds(d time.Duration) string {
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}
