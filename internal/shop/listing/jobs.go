package listing

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
)

const (
	kindReshelve = "listing.reshelve"
	kindDue      = "listing.due"
	// chunk is how many products one transaction of a job refreshes: well within its 50 ms.
	chunk = 50
)

// reshelve says which shelf's products to refresh, and how far that has come.
type reshelve struct {
	Shelf string `json:"shelf"`
	After string `json:"after"`
}

func noOptions() job.Options { return job.Options{} }

func (s *Service) work(r *job.Runner) {
	job.InTx(r, kindReshelve, s.reshelve)
	job.InTx(r, kindDue, func(ctx context.Context, tx db.Tx, _ struct{}) error { return s.catchUp(ctx, tx) })
	r.Every(kindDue, time.Minute)
}

// reshelve refreshes one chunk of a shelf's products and enqueues the next.
func (s *Service) reshelve(ctx context.Context, tx db.Tx, in reshelve) error {
	ids, err := db.All[string](ctx, tx, shelfMembers, in.Shelf, in.After, chunk)
	if err != nil || len(ids) == 0 {
		return err
	}
	if err := s.refreshAll(ctx, tx, ids); err != nil {
		return err
	}
	in.After = ids[len(ids)-1]
	return s.queue.Enqueue(ctx, tx, kindReshelve, in, noOptions())
}

// catchUp refreshes products whose price window opened or closed (L2).
func (s *Service) catchUp(ctx context.Context, tx db.Tx) error {
	ids, err := due(ctx, tx, s.clock.Now(), chunk)
	if err != nil || len(ids) == 0 {
		return err
	}
	if err := s.refreshAll(ctx, tx, ids); err != nil {
		return err
	}
	if len(ids) < chunk {
		return nil
	}
	return s.queue.Enqueue(ctx, tx, kindDue, struct{}{}, noOptions())
}

func (s *Service) refreshAll(ctx context.Context, tx db.Tx, ids []string) error {
	for _, id := range ids {
		if err := s.refresh(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}
