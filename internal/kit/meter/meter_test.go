package meter_test

import (
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/meter"
)

func TestAHistogramIsCumulativeAndInSeconds(t *testing.T) {
	h := meter.Durations()
	for _, d := range []time.Duration{50 * time.Microsecond, time.Millisecond, 3 * time.Millisecond, time.Minute} {
		h.Took(d)
	}
	r := h.Read()
	if r.Count != 4 || r.Sum < 60.004 || r.Sum > 60.0041 {
		t.Errorf("count %d, sum %v", r.Count, r.Sum)
	}
	for bound, want := range map[float64]uint64{0.0001: 1, 0.001: 2, 0.0025: 2, 0.005: 3, 10: 3} {
		if got, ok := r.Buckets[bound]; got != want || !ok {
			t.Errorf("up to %v s: %d (%v), want %d", bound, got, ok, want)
		}
	}
}

func TestARouteIsTheSameForTheSameWordsAndCountsByClass(t *testing.T) {
	var rs meter.Routes
	a, b := rs.Route("storefront", "GET", "/products/{handle}"), rs.Route("storefront", "GET", "/products/{handle}")
	if a != b || len(rs.All()) != 1 {
		t.Fatal("two routes for the same words")
	}
	for _, status := range []int{200, 204, 404, 500, 0, 999} {
		a.Observe(status, time.Millisecond)
	}
	if n := a.Classes(); n[2] != 2 || n[4] != 1 || n[5] != 3 {
		t.Errorf("%v", n)
	}
	if n := testing.AllocsPerRun(100, func() { a.Observe(200, time.Millisecond) }); n > 0 {
		t.Errorf("%v allocations per request", n)
	}
}

func TestAnEndlessRouteIsCountedAndNotTimed(t *testing.T) {
	var rs meter.Routes
	r := rs.Route("site", "GET", "/orders/{id}/events")
	r.Endless()
	r.Observe(200, time.Hour)
	if r.Classes()[2] != 1 || r.Took().Count != 0 {
		t.Errorf("%v %+v", r.Classes(), r.Took())
	}
}

func TestPairsLoseNoCountUnderConcurrency(t *testing.T) {
	var p meter.Pairs
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				p.Of("order", "done").Inc()
			}
		})
	}
	wg.Wait()
	if all := p.All(); all[[2]string{"order", "done"}] != 8000 || len(all) != 1 {
		t.Errorf("%v", all)
	}
}
