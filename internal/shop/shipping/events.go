package shipping

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Changed says a store's zones or rates are not what they were.
type Changed struct {
	StoreID string `json:"store_id"`
	ZoneID  string `json:"zone_id"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "shipping.changed" }

// opened gives each new store a way to ship, so that it can sell at once.
func (s *Service) opened(ctx context.Context, tx db.Tx, batch []event.Envelope) error {
	for _, e := range batch {
		var v seller.StoreSaved
		if err := e.Decode(&v); err != nil {
			return err
		}
		if !v.Created {
			continue
		}
		if err := s.EnsureDefaultsTx(ctx, tx, v.StoreID); err != nil {
			return err
		}
	}
	return nil
}
