package payment

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// RealMoney returns those of the orders, at most db.MaxIn, for which a provider that is no
// demonstration's holds money or may still take some. A provider that is not plugged in any more
// counts as real: nobody can tell.
func (s *Service) RealMoney(ctx context.Context, q db.Querier, orderIDs []string) ([]string, error) {
	all, err := s.OfOrders(ctx, q, orderIDs)
	var out []string
	for _, id := range orderIDs {
		if slices.ContainsFunc(all[id], s.isReal) {
			out = append(out, id)
		}
	}
	return out, err
}

func (s *Service) isReal(p Payment) bool {
	if Manual(p.Method) {
		return false
	}
	if _, demo := s.providers[p.Method].(DemoOnly); demo {
		return false
	}
	return p.Refundable() > 0 || p.Status == Authorized || p.Status == Pending && p.ProviderRef != ""
}

// EraseOrdersTx removes the payments of orders, at most db.MaxIn, with everything that was said of
// them. Only the shop itself does it, with the orders, and holds their locks. Returns
// actor.ErrForbidden, or ErrRealMoney when one of them is real.
func (s *Service) EraseOrdersTx(ctx context.Context, tx db.Tx, orderIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	held, err := s.RealMoney(ctx, tx, orderIDs)
	if err != nil {
		return err
	}
	if len(held) > 0 {
		return ErrRealMoney.Becausef("orders %v", held)
	}
	all, err := s.OfOrders(ctx, tx, orderIDs)
	if err != nil {
		return err
	}
	var ids []string
	for _, ps := range all {
		for _, p := range ps {
			ids = append(ids, p.ID)
		}
	}
	slices.Sort(ids)
	for part := range slices.Chunk(ids, db.MaxIn) {
		for _, st := range []*db.Stmt{deleteEvents, deleteRefunds, deleteAttempts, deletePayments} {
			if _, err := db.Exec(ctx, tx, st, part); err != nil {
				return err
			}
		}
	}
	return nil
}
