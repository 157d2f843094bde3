package order

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
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
	s.events.Project("order.claims", []string{claimed}, s.claim)
}

// claimed is the customer room's event: an account proved the mailbox a guest
// bought with.
const claimed = "customer.claimed"

// claim attaches the guest's orders to the account.
func (s *Service) claim(ctx context.Context, tx db.Tx, batch []event.Envelope) error {
	for _, e := range batch {
		var c struct {
			CustomerID      string `json:"customer_id"`
			GuestCustomerID string `json:"guest_customer_id"`
			EmailNorm       string `json:"email_norm"`
		}
		if err := e.Decode(&c); err != nil {
			return err
		}
		if c.GuestCustomerID != "" {
			if _, err := db.Exec(ctx, tx, moveOrders, c.GuestCustomerID, c.CustomerID); err != nil {
				return err
			}
		}
		if c.EmailNorm != "" {
			if _, err := db.Exec(ctx, tx, claimOrders, c.EmailNorm, c.CustomerID); err != nil {
				return err
			}
		}
	}
	return nil
}
