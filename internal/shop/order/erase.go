package order

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// maxTrial is how many orders OfGoods returns at a time.
const maxTrial = 200

// OfGoods lists orders of at least one of these goods in these stores, by id behind after ("" begins),
// at most 200. It knows no scope.
func (s *Service) OfGoods(ctx context.Context, q db.Querier, storeIDs, productIDs []string, after string) ([]string, error) {
	var out []string
	for part := range slices.Chunk(productIDs, db.MaxIn) {
		ids, err := db.All[string](ctx, q, ordersOfGoods, storeIDs, part, after, maxTrial)
		if err != nil {
			return nil, err
		}
		out = append(out, ids...)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), maxTrial)], nil
}

// GoodsSold returns the products a store ever sold, at most 5,000. It knows no scope.
func (s *Service) GoodsSold(ctx context.Context, q db.Querier, storeID string) ([]string, error) {
	return db.All[string](ctx, q, goodsSold, storeID)
}

// Bought says whether a customer has an order. It knows no scope.
func (s *Service) Bought(ctx context.Context, q db.Querier, customerID string) (bool, error) {
	rows, err := db.All[int64](ctx, q, anyOrderOf, customerID)
	return len(rows) > 0, err
}

// CartRefs returns the carts that orders came from, at most db.MaxIn.
func (s *Service) CartRefs(ctx context.Context, q db.Querier, orderIDs []string) ([]string, error) {
	return db.All[string](ctx, q, cartRefsOf, orderIDs)
}

// LockAllTx locks orders, at most db.MaxIn, in key order, and returns those that are there.
func (s *Service) LockAllTx(ctx context.Context, tx db.Tx, orderIDs []string) ([]string, error) {
	return db.All[string](ctx, tx, lockOrders, orderIDs)
}

// EraseTx removes orders for good, at most db.MaxIn, and keeps of each its number and when it was
// placed and removed: a gap in the numbers can be explained, and events that tell of the order
// still fit (O11). Only the shop itself does it, with the demo whose goods they are for. What other
// rooms keep of them is theirs to remove before, in the same transaction. Returns
// actor.ErrForbidden.
func (s *Service) EraseTx(ctx context.Context, tx db.Tx, orderIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	ids, err := s.LockAllTx(ctx, tx, orderIDs)
	if err != nil || len(ids) == 0 {
		return err
	}
	rows, err := db.All[Receipt](ctx, tx, placedOf, ids)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := db.Write(ctx, tx, insertErased, r.ID, r.Number, r.PlacedAt, s.clock.Now()); err != nil {
			return err
		}
		if err := s.events.Publish(ctx, tx, ErasedEvent{OrderID: r.ID, Number: r.Number}); err != nil {
			return err
		}
	}
	for _, st := range []*db.Stmt{deleteTimelines, deleteLines, deleteParts, deleteOrders} {
		if _, err := db.Exec(ctx, tx, st, ids); err != nil {
			return err
		}
	}
	return nil
}

// Erased returns what is still known of orders that were removed for good, at most db.MaxIn, by id.
func (s *Service) Erased(ctx context.Context, q db.Querier, ids []string) (map[string]Receipt, error) {
	rows, err := db.All[Receipt](ctx, q, erasedOf, ids)
	out := make(map[string]Receipt, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}
