package seller

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// ChangeStatus approves, rejects, suspends or bans a seller (S2), which shows
// or hides all its stores at once. Returns ErrNotFound, ErrTransition, or
// ErrHouse (S4).
func (s *Service) ChangeStatus(ctx context.Context, sellerID string, to Status) (Seller, error) {
	if !actor.From(ctx).Platform(actor.SellersManage) {
		return Seller{}, ErrNotFound
	}
	var out Seller
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		v, err := lockSeller(ctx, tx, sellerID)
		switch {
		case err != nil:
			return err
		case v.House:
			return ErrHouse
		case !v.Status.CanBecome(to):
			return ErrTransition.Becausef("%s to %s", v.Status, to)
		}
		before := v
		v.Status, v.Version = to, v.Version+1
		if _, err := db.Exec(ctx, tx, updateStatus, v.ID, v.Status, v.Version); err != nil {
			return err
		}
		out = v
		return s.statusChanged(ctx, tx, before, v)
	})
	return out, err
}

func (s *Service) statusChanged(ctx context.Context, tx db.Tx, before, after Seller) error {
	ids, err := s.StoreIDs(ctx, tx, after.ID)
	if err != nil {
		return err
	}
	if err := s.AfterChange.Run(ctx, tx, ids); err != nil {
		return err
	}
	touchStores(tx, ids)
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "seller", EntityID: after.ID, Action: "status_changed", Before: before, After: after}); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, StatusChanged{SellerID: after.ID, From: before.Status, To: after.Status})
}

func touchStores(tx db.Tx, ids []string) {
	tx.Touch("stores")
	for _, id := range ids {
		tx.Touch("store:" + id)
	}
}
