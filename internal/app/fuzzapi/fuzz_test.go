package fuzzapi

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

const (
	workers  = 4
	everyBuy = 60 // requests between two walks to an order
)

// number reads a setting of the run.
func number(t *testing.T, name string, or int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return or
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s=%q is no number", name, text)
	}
	return n
}

func TestNoRequestBreaksTheAPIsOrTheirDocuments(t *testing.T) {
	requests, seed := number(t, "HAAT_FUZZ_REQUESTS", 3000), number(t, "HAAT_FUZZ_SEED", 1)
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			before := runtime.NumGoroutine()
			shop := apptest.Start(t, e, apptest.Options{})
			w := newWorld(t, shop)
			start := time.Now()
			w.attack(requests, uint64(seed))
			took := time.Since(start)
			settle(t, shop)
			apptest.Sound(t, shop.App)
			w.report(took, requests >= 20_000)
			shop.Stop()
			apptest.Eventually(t, 10*time.Second, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= before+20 })
		})
	}
}

// attack sends n requests from several workers, or as many as the test's time
// allows.
func (w *world) attack(n int, seed uint64) {
	var left atomic.Int64
	left.Store(int64(n))
	enough := func() bool {
		end, limited := w.t.Deadline()
		return left.Load() <= 0 || limited && time.Until(end) < 45*time.Second
	}
	var done sync.WaitGroup
	for i := range workers {
		k := w.worker(seed, i)
		done.Go(func() {
			for !enough() {
				sent := k.sent
				k.round()
				left.Add(int64(sent - k.sent))
			}
		})
	}
	done.Wait()
}

// round calls every operation once, in another order each time, and buys
// something in between.
func (w *worker) round() {
	if w.g.chance(30) {
		w.repair()
	}
	w.mails()
	w.accounts()
	w.shelves()
	for i, n := range w.g.r.Perm(len(w.ops)) {
		if i%everyBuy == 0 {
			w.buy()
		}
		d := w.g.draft(w.ops[n])
		if w.g.chance(65) {
			for range 1 + w.g.r.IntN(2) {
				w.g.spoil(d)
			}
		}
		w.send(w.who(d.op), d)
	}
	w.hook()
}

// settle waits longer than tests otherwise do: the attack leaves much to do.
func settle(t *testing.T, shop *apptest.Shop) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if err := shop.Settle(ctx); err != nil {
		t.Fatal("settle:", err)
	}
}

// report says what was sent. After a long run every operation has to have
// succeeded at least once, but for those that cannot.
func (w *world) report(took time.Duration, long bool) {
	t := w.tally
	var statuses []string
	for s, n := range t.statuses {
		statuses = append(statuses, fmt.Sprintf("%d: %d", s, n))
	}
	sort.Strings(statuses)
	never := []string{}
	for _, op := range w.ops {
		if t.perOp[op.name()][2] == 0 && !unreachable[op.name()] {
			never = append(never, fmt.Sprint(op.name(), " ", t.perOp[op.name()], " ", t.why[op.name()]))
		}
	}
	w.t.Logf("%d requests in %s, p99 %s, slowest %s; %d operations; by status %s; %d codes", t.total, took.Round(time.Millisecond), t.p99(), t.took[len(t.took)-1],
		len(w.ops), strings.Join(statuses, ", "), len(t.codes))
	for why, n := range t.walks {
		w.t.Logf("%d × a walk stopped at %s", n, why)
	}
	for kind, n := range t.failed {
		w.t.Logf("%d × %s", n, kind)
	}
	if len(never) > 0 {
		w.t.Logf("never succeeded: %s", strings.Join(never, ", "))
		if long {
			w.t.Error("operations that never succeeded are not tested")
		}
	}
}

// unreachable are operations that cannot succeed here, each for a reason.
var unreachable = map[string]bool{
	"store.setup":              true, // the shop is set up
	"store.jobs-failed-retry":  true, // no job fails
	"store.jobs-failed-delete": true,
	"store.mail-retry":         true, // no message fails
}
