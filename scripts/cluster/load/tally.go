package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// tally counts, from many goroutines.
type tally struct {
	mu      sync.Mutex
	times   []time.Duration
	failed  map[string]int
	orders  [][2]string // id and token
	streams int
	events  int
}

func (t *tally) locked(fn func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fn()
}

func (t *tally) took(d time.Duration) { t.locked(func() { t.times = append(t.times, d) }) }
func (t *tally) opened()              { t.locked(func() { t.streams++ }) }
func (t *tally) heard(n int)          { t.locked(func() { t.events += n }) }
func (t *tally) order(id, token string) {
	t.locked(func() { t.orders = append(t.orders, [2]string{id, token}) })
}

func (t *tally) visit(err error) {
	if err != nil {
		t.locked(func() { t.failed[err.Error()]++ })
	}
}

// report prints the tally and looks every acknowledged order up. Returns an
// error when a request failed or an order is not there.
func (t *tally) report(ctx context.Context, at string) error {
	slices.Sort(t.times)
	at99 := time.Duration(0)
	if n := len(t.times); n > 0 {
		at99 = t.times[n*99/100]
	}
	fmt.Printf("%d requests, 99 of 100 within %s; %d orders; the live stream opened %d times and told %d events\n",
		len(t.times), at99.Round(time.Millisecond), len(t.orders), t.streams, t.events)
	failed := 0
	for _, what := range slices.Sorted(maps.Keys(t.failed)) {
		failed += t.failed[what]
		fmt.Printf("  %d × %s\n", t.failed[what], what)
	}
	lost := 0
	for _, o := range t.orders {
		c := newClient(at)
		c.order = o[1]
		if err := c.ask(ctx, nil, "GET", site+"/orders/"+o[0], nil, nil); err != nil {
			lost++
			fmt.Println("  acknowledged and not there:", err)
		}
	}
	fmt.Printf("%d failed, %d orders lost\n", failed, lost)
	if failed > 0 || lost > 0 {
		return errors.New("something failed")
	}
	return nil
}
