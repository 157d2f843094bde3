package inventory

import (
	"context"
	"maps"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// EraseOrdersTx undoes what orders did to the stock and forgets their claims, at most db.MaxIn
// orders, as if they had never been: open claims are free again, and what was shipped and did not
// come back is on hand again. The ledger says so, so it still adds up (I2). Only the shop itself
// does it, with the orders. Returns actor.ErrForbidden.
func (s *Service) EraseOrdersTx(ctx context.Context, tx db.Tx, orderIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	claims, err := db.All[Reservation](ctx, tx, lockReservationsOf, orderIDs)
	if err != nil || len(claims) == 0 {
		return err
	}
	ids := map[string]bool{}
	for _, r := range claims {
		ids[r.VariantID] = true
	}
	levels, before := map[string]Level{}, map[string]Level{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(ids)), db.MaxIn) {
		locked, err := lockedLevels(ctx, tx, part)
		if err != nil {
			return err
		}
		maps.Copy(levels, locked)
	}
	for _, r := range claims {
		l, ok := levels[r.VariantID]
		m := Movement{VariantID: r.VariantID, LocationID: r.LocationID, OnHandDelta: r.Committed - r.Restocked, ReservedDelta: -r.Open(), Reason: "order_removed", OrderID: r.OrderID}
		if !ok || !r.Counted || m.OnHandDelta == 0 && m.ReservedDelta == 0 {
			continue // nothing is counted of it, or nothing is left to undo
		}
		if err := db.Write(ctx, tx, moveLevel, l.VariantID, l.LocationID, m.OnHandDelta, m.ReservedDelta); err != nil {
			return err
		}
		if err := s.record(ctx, tx, m); err != nil {
			return err
		}
		if _, seen := before[l.VariantID]; !seen {
			before[l.VariantID] = l
		}
		l.OnHand, l.Reserved = l.OnHand+m.OnHandDelta, l.Reserved+m.ReservedDelta
		levels[l.VariantID] = l
	}
	if _, err := db.Exec(ctx, tx, deleteReservations, orderIDs); err != nil {
		return err
	}
	var after []Level
	for _, id := range slices.Sorted(maps.Keys(before)) {
		after = append(after, levels[id])
	}
	return s.moved(ctx, tx, before, after)
}

// EraseVariantsTx forgets what is left of variants that are no more, at most db.MaxIn: levels
// that orders claimed of when the variants went, and the ledger. Only the shop itself does it.
// Returns actor.ErrForbidden.
func (s *Service) EraseVariantsTx(ctx context.Context, tx db.Tx, variantIDs []string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	if _, err := db.Exec(ctx, tx, deleteLevels, variantIDs); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, deleteLedger, variantIDs)
	return err
}

// EraseStoreTx forgets the location of a store that is being removed, with levels that still
// stand there. Only the shop itself does it. Returns actor.ErrForbidden.
func (s *Service) EraseStoreTx(ctx context.Context, tx db.Tx, storeID string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	if _, err := db.Exec(ctx, tx, deleteStoreLevels, storeID); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, deleteLocation, storeID)
	return err
}
