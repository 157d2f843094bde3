package payment

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// OfOrders returns the payments of many orders, at most db.MaxIn, by order.
func (s *Service) OfOrders(ctx context.Context, q db.Querier, orderIDs []string) (map[string][]Payment, error) {
	rows, err := db.All[Payment](ctx, q, ofOrders, orderIDs)
	out := map[string][]Payment{}
	for _, p := range rows {
		out[p.OrderID] = append(out[p.OrderID], p)
	}
	return out, err
}

// RefundRefused returns those of many orders, at most db.MaxIn, for which a
// provider would not give money back.
func (s *Service) RefundRefused(ctx context.Context, q db.Querier, orderIDs []string) ([]string, error) {
	return db.All[string](ctx, q, refusedOf, orderIDs)
}

// Sound reports payments whose money or state cannot be (P3, P4), and what
// providers said that nobody has worked on.
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("payment.money", "What was refunded is at most what was captured, and the state of a payment follows from its money.")
	err := verify.Walk(func(after string) ([]Payment, string, error) {
		all, err := db.All[Payment](ctx, q, paymentsAfter, after)
		if len(all) == 0 {
			return nil, "", err
		}
		return all, all[len(all)-1].ID, err
	}, func(all []Payment) error { return checkPayments(ctx, q, c, all) })
	if err != nil {
		return err
	}
	w := r.Check("payment.webhooks", "What a provider told us has been worked on.")
	if err := w.Count(ctx, q, countWebhooks); err != nil {
		return err
	}
	return db.Each(ctx, q, lateWebhooks, func(e struct {
		ID, Provider string
		ReceivedAt   time.Time
	}) error {
		w.Note(e.ID, "from %s, waits since %s", e.Provider, e.ReceivedAt.Format(time.RFC3339))
		return nil
	}, s.d.Clock.Now().Add(-time.Hour))
}

func checkPayments(ctx context.Context, q db.Querier, c *verify.Check, all []Payment) error {
	c.Look(len(all))
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	sums, err := db.All[struct {
		PaymentID string
		Total     int64
	}](ctx, q, sumRefunds, ids)
	if err != nil {
		return err
	}
	given := map[string]int64{}
	for _, s := range sums {
		given[s.PaymentID] = s.Total
	}
	for _, p := range all {
		if p.Refunded < 0 || p.Refunded > p.Captured {
			c.Fail(p.ID, "refunded %d of %d captured", p.Refunded, p.Captured)
		}
		// A refund made at the provider is heard of, and has no row of ours.
		if given[p.ID] > p.Refunded {
			c.Fail(p.ID, "its refunds are %d, it counts %d", given[p.ID], p.Refunded)
		}
		settled := p
		settled.settle()
		if p.Captured > 0 && settled.Status != p.Status || p.Captured == 0 && p.Amount > 0 && rank[p.Status] >= rank[Captured] {
			c.Fail(p.ID, "is %s with %d captured and %d refunded", p.Status, p.Captured, p.Refunded)
		}
	}
	return nil
}
