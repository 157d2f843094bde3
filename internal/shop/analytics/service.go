package analytics

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/order"
)

// Service is the room.
type Service struct {
	d      Deps
	buffer buffer
	stop   context.CancelFunc
	done   sync.WaitGroup
}

const (
	batchSize  = 500
	flushEvery = time.Second
	maxHits    = 50 // in one request
	jobPrune   = "analytics.prune"
	keep       = 396 * 24 * time.Hour
	pruneBatch = 1_000
)

// New returns the room; it panics when a dependency is missing. Nothing is written before
// Start.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Jobs == nil || d.Log == nil || d.Settings == nil || d.Seller == nil || d.Orders == nil {
		panic("analytics: a dependency is missing")
	}
	s := &Service{d: d, buffer: buffer{wake: make(chan struct{}, 1)}}
	if s.d.Keep == 0 {
		s.d.Keep = keep
	}
	job.Prune(d.Jobs, jobPrune, time.Hour, func(ctx context.Context, tx db.Tx) (more bool, err error) {
		n, err := db.Exec(ctx, tx, deleteOld, s.d.Clock.Now().Add(-s.d.Keep), pruneBatch)
		return n == pruneBatch, err
	})
	d.Events.Project("analytics.sales", []string{order.Placed{}.EventName(), order.CancelledEvent{}.EventName()}, s.hear)
	job.Prune(d.Jobs, jobFill, time.Hour, s.fill) // batch by batch behind other work, as what is old is forgotten
	return s
}

// Record takes hits; it never waits and answers how many fitted (A3). Returns ErrInvalid
// for too many at once.
func (s *Service) Record(hits []Hit) (int, error) {
	if len(hits) == 0 || len(hits) > maxHits {
		return 0, ErrInvalid.At("items", "count", fmt.Sprintf("Send 1 to %d hits.", maxHits))
	}
	var f errs.Fields
	all := make([]kept, len(hits))
	for i, h := range hits {
		switch h.Kind {
		case PageView, ProductView, Searched, CartAdd, CheckoutStarted:
		default:
			f.Add(fmt.Sprintf("items[%d].kind", i), "enum", "This kind of hit is not counted.")
		}
		all[i] = h.clean(s.d.Clock.Now())
	}
	if err := f.As(ErrInvalid); err != nil {
		return 0, err
	}
	return s.buffer.add(all), nil
}

// Stats answers the counters.
func (s *Service) Stats() Stats { return s.buffer.read() }

// Start begins writing.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.done.Go(func() { s.loop(ctx) })
}

// Stop writes what was taken and ends (A4).
func (s *Service) Stop() {
	if s.stop != nil {
		s.stop()
		s.done.Wait()
	}
}

func (s *Service) loop(ctx context.Context) {
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-s.buffer.wake:
		}
		s.flush(ctx)
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	s.flush(last)
}

// flush writes what waits, batch by batch. A batch that cannot be written is lost and
// counted: keeping it would only push out what comes after.
func (s *Service) flush(ctx context.Context) {
	for {
		batch := s.buffer.take()
		if len(batch) == 0 {
			return
		}
		// A batch taken is finished also when the shop is just stopping.
		if err := s.write(context.WithoutCancel(ctx), batch); err != nil {
			s.buffer.lost(len(batch))
			s.d.Log.ErrorContext(ctx, "analytics: hits were lost", "count", len(batch), "error", err)
			return
		}
		s.buffer.written(len(batch))
	}
}

func (s *Service) write(ctx context.Context, batch []kept) error {
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return insert(ctx, tx, batch, func() string { return s.d.IDs.New("hit_") })
	})
}
