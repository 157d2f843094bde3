package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/checkout"
)

// callers place orders at the same time.
const callers = 8

// orders measures placing an order in process, with the workers running, beside the
// transactions that write the same rows with the same settings: the statements that
// really wrote were recorded on a copy of the same data and are replayed on another.
func orders(ctx context.Context, p *place, o Options) ([]Figure, error) {
	carts, err := prepared(ctx, p, o)
	if err != nil {
		return nil, err
	}
	writes, statements, err := recorded(ctx, p, carts)
	if err != nil {
		return nil, err
	}
	cfg, err := p.config(ctx, "ours", "seed")
	if err != nil {
		return nil, err
	}
	a, err := open(ctx, cfg, app.Parts{}, true)
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.Close() }()
	raw, err := newReplay(ctx, p)
	if err != nil {
		return nil, err
	}
	defer raw.close()

	var ours, limits, ratios, drained []float64
	for i := range o.Rounds {
		from, to := i*o.Orders, (i+1)*o.Orders
		stop, err := profiled(p.engine, o.Profile, i == o.Rounds-1)
		if err != nil {
			return nil, err
		}
		rate, all, err := placeAll(ctx, a, carts[from:to])
		if err = errors.Join(err, stop()); err != nil {
			return nil, err
		}
		limit, err := raw.run(ctx, writes[from:to])
		if err != nil {
			return nil, err
		}
		ours, limits, ratios, drained = append(ours, rate), append(limits, limit), append(ratios, rate/limit), append(drained, all)
	}
	rows := 0
	for _, w := range writes {
		rows += len(w)
	}
	return []Figure{{Name: "order verb", Rate: median(ours), Limit: median(limits), Ratio: median(ratios), Want: 0.4,
		Note: fmt.Sprintf("%d callers; %.1f statements an order, %.1f of them writes, which the limit repeats; %.0f/s until every job of it is done",
			callers, float64(statements)/float64(len(writes)), float64(rows)/float64(len(writes)), median(drained))}}, nil
}

// profiled writes a CPU profile to a folder until the function it returns is called.
func profiled(e db.Engine, folder string, on bool) (stop func() error, err error) {
	if folder == "" || !on {
		return func() error { return nil }, nil
	}
	f, err := os.Create(filepath.Join(folder, "orders-"+e.String()+".pprof"))
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error { pprof.StopCPUProfile(); return f.Close() }, nil
}

// prepared seeds a shop with carts and closes it, to be copied.
func prepared(ctx context.Context, p *place, o Options) ([]checkout.Place, error) {
	cfg, err := p.config(ctx, "seed", "")
	if err != nil {
		return nil, err
	}
	a, err := open(ctx, cfg, app.Parts{NoSync: true}, true)
	if err != nil {
		return nil, err
	}
	g, err := seed(ctx, a, o.Products)
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	carts, err := prepare(ctx, a, g, o.Rounds*o.Orders)
	if err == nil {
		err = a.Settle(ctx) // what the seeding left to do is not an order's
	}
	return carts, errors.Join(err, a.Close())
}

// write is one statement that changes rows.
type write struct {
	text string
	args []any
}

type recording struct {
	writes []write
	all    int
}

type recordingKey struct{}

// recorded places every order once and returns what each wrote, and how many
// statements that took in all.
func recorded(ctx context.Context, p *place, carts []checkout.Place) ([][]write, int, error) {
	cfg, err := p.config(ctx, "recorded", "seed")
	if err != nil {
		return nil, 0, err
	}
	trace := func(ctx context.Context, text string, args []any) {
		r, ok := ctx.Value(recordingKey{}).(*recording)
		if !ok {
			return
		}
		r.all++
		for _, verb := range []string{"INSERT", "UPDATE", "DELETE"} {
			if strings.HasPrefix(text, verb) {
				r.writes = append(r.writes, write{text, append([]any(nil), args...)})
			}
		}
	}
	a, err := open(ctx, cfg, app.Parts{NoSync: true, Trace: trace}, false)
	if err != nil {
		return nil, 0, err
	}
	out, all := make([][]write, len(carts)), 0
	for i, in := range carts {
		r := &recording{}
		if _, err := a.Checkout.Place(context.WithValue(app.AsSystem(ctx), recordingKey{}, r), in); err != nil {
			return nil, 0, errors.Join(err, a.Close())
		}
		out[i], all = r.writes, all+r.all
	}
	return out, all, a.Close()
}

// placeAll places the carts with some callers and returns orders a second: until the
// last is answered, and until all that follows from them is done, too.
func placeAll(ctx context.Context, a *app.App, carts []checkout.Place) (rate, drained float64, err error) {
	start := time.Now()
	err = share(callers, len(carts), func(i int) error {
		_, err := a.Checkout.Place(app.AsSystem(ctx), carts[i])
		return err
	})
	took := time.Since(start)
	if err == nil {
		err = a.Settle(ctx)
	}
	n := float64(len(carts))
	return n / took.Seconds(), n / time.Since(start).Seconds(), err
}

// share has n pieces of work done by some workers; the first error ends it.
func share(workers, n int, fn func(i int) error) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && errs[w] == nil; i = int(next.Add(1)) - 1 {
				errs[w] = fn(i)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
