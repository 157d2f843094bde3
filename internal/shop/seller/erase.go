package seller

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// EraseStoreTx removes a store for good, which only the shop itself does: with the demo it came
// with. What other rooms keep of it is theirs to remove before, in the same transaction. A store
// that is gone already is no error. Returns actor.ErrForbidden.
func (s *Service) EraseStoreTx(ctx context.Context, tx db.Tx, storeID string) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	v, err := lockStore(ctx, tx, storeID)
	if errors.Is(err, ErrStoreNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, deleteStore, v.ID); err != nil {
		return err
	}
	if err := s.AfterChange.Run(ctx, tx, []string{v.ID}); err != nil {
		return err
	}
	touchStores(tx, []string{v.ID})
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "store", EntityID: v.ID, StoreID: v.ID, Action: "deleted", Before: v}); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, StoreErased{StoreID: v.ID, SellerID: v.SellerID})
}

// EraseSellerTx removes a seller without stores for good, as EraseStoreTx does a store. One that
// still has a store, the house, and one that is gone are left as they are; it reports whether the
// seller went. Returns actor.ErrForbidden.
func (s *Service) EraseSellerTx(ctx context.Context, tx db.Tx, sellerID string) (bool, error) {
	if actor.From(ctx).Kind != actor.System {
		return false, actor.ErrForbidden
	}
	v, err := lockSeller(ctx, tx, sellerID)
	if errors.Is(err, ErrNotFound) || err == nil && v.House {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if left, err := s.StoreIDs(ctx, tx, v.ID); err != nil || len(left) > 0 {
		return false, err
	}
	if _, err := db.Exec(ctx, tx, deleteSeller, v.ID); err != nil {
		return false, err
	}
	return true, s.journal.Record(ctx, tx, journal.Entry{Entity: "seller", EntityID: v.ID, Action: "deleted", Before: v})
}

// Count returns how many sellers there are beside the house, and how many stores.
func (s *Service) Count(ctx context.Context, q db.Querier) (sellers, stores int64, err error) {
	if sellers, err = db.Get[int64](ctx, q, countSellers); err != nil {
		return 0, 0, err
	}
	stores, err = db.Get[int64](ctx, q, countStores)
	return sellers, stores, err
}
