package order

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/customer"
)

// expireEvery is how often unpaid orders are looked for.
const expireEvery = time.Minute

// listen registers the room's background work.
func (s *Service) listen() {
	job.Outside(s.jobs, "order.expire", func(ctx context.Context, _ job.Info, _ struct{}) error {
		for {
			more, err := s.Expire(ctx)
			if err != nil || !more {
				return err
			}
		}
	})
	s.jobs.Every("order.expire", expireEvery)
	s.events.Project("order.claims", []string{customer.Claimed{}.EventName()}, s.claim)
}

// claim attaches a guest's orders to the account that proved the mailbox the
// guest bought with.
func (s *Service) claim(ctx context.Context, tx db.Tx, batch []event.Envelope) error {
	for _, e := range batch {
		var c customer.Claimed
		if err := e.Decode(&c); err != nil {
			return err
		}
		for _, move := range []*db.Stmt{moveParts, moveOrders} { // parts are found by their orders
			if _, err := db.Exec(ctx, tx, move, c.GuestCustomerID, c.CustomerID); err != nil {
				return err
			}
		}
	}
	return nil
}
