package order

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// change is how every verb alters an order: lock (O4), let fn act on it,
// derive what follows (O1), save, and wake whoever is looking. The journal
// calls the verb action; with "" the caller records it, or nobody needs to.
func (s *Service) change(ctx context.Context, tx db.Tx, orderID, action string, fn func(ctx context.Context, o *Order) error) (Order, error) {
	o, err := lockOrder(ctx, tx, orderID)
	if err != nil {
		return Order{}, err
	}
	settled, was := o.settled(), o.stand()
	if err := fn(ctx, &o); err != nil {
		return Order{}, err
	}
	o.derive()
	if err := saveOrder(ctx, tx, &o); err != nil {
		return Order{}, err
	}
	if action != "" {
		if err := s.record(ctx, tx, o.ID, action, was, o.stand()); err != nil {
			return Order{}, err
		}
	}
	s.wake(tx, o)
	if settled || !o.settled() {
		return o, nil
	}
	return o, s.events.Publish(ctx, tx, PaidEvent{OrderID: o.ID, Amount: o.Captured})
}

// mine returns the indexes of the parts the caller may write to and that the
// request names (none named means all of these). Returns ErrNotFound when
// there is none, also when a named part is out of scope (O6).
func mine(ctx context.Context, o Order, storeOrderIDs []string) ([]int, error) {
	scope := actor.From(ctx).Scope(actor.OrdersWrite)
	var out []int
	for i, p := range o.StoreOrders {
		named := len(storeOrderIDs) == 0 || slices.Contains(storeOrderIDs, p.ID)
		if named && scope.Has(p.StoreID) {
			out = append(out, i)
		}
	}
	if len(out) == 0 || len(storeOrderIDs) > 0 && len(out) != len(storeOrderIDs) {
		return nil, ErrNotFound
	}
	return out, nil
}

// inTx runs a verb's transactional half on its own, once per idempotency key; a
// repetition answers the order as it is by then.
func (s *Service) inTx(ctx context.Context, fn func(ctx context.Context, tx db.Tx) (Order, error)) (Order, error) {
	orderID, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (string, error) {
		o, err := fn(ctx, tx)
		return o.ID, err
	})
	if err != nil {
		return Order{}, err
	}
	return getOrder(ctx, s.db, orderID)
}

// LockTx takes the order's lock for a room above that will read it and then
// call a verb (O4). Returns ErrNotFound.
func (s *Service) LockTx(ctx context.Context, tx db.Tx, orderID string) error {
	return s.lockFor(ctx, tx, orderID)
}
