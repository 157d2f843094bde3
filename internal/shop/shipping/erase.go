package shipping

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

// EraseStoreTx removes all zones of a store that is being removed. Returns ErrNotFound for one
// outside the caller's scope.
func (s *Service) EraseStoreTx(ctx context.Context, tx db.Tx, storeID string) error {
	zones, err := zonesOf(ctx, tx, storeID)
	if err != nil {
		return err
	}
	for _, z := range zones {
		if _, err := s.lock(ctx, tx, z.ID, nil); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, deleteZone, z.ID); err != nil {
			return err
		}
		if err := s.changed(ctx, tx, "deleted", z.StoreID, z.ID, &z, nil); err != nil {
			return err
		}
	}
	return nil
}
