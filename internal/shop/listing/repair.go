package listing

import (
	"context"
	"reflect"
	"slices"

	"github.com/haatshop/haat/internal/kit/db"
)

// Repair recomputes some products from scratch and mends what differs, which by L2 is nothing; tests and doctors
// call it until last is empty. It returns the products that were wrong.
func (s *Service) Repair(ctx context.Context, after string) (wrong []string, last string, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		wrong, last = nil, ""
		ids, err := s.someProducts(ctx, tx, after)
		if err != nil {
			return err
		}
		for _, id := range ids {
			ok, err := s.repair(ctx, tx, id)
			if err != nil {
				return err
			}
			if !ok {
				wrong = append(wrong, id)
			}
			last = id
		}
		return nil
	})
	return wrong, last, err
}

// someProducts lists the next products the catalogue or the read model has.
func (s *Service) someProducts(ctx context.Context, q db.Querier, after string) ([]string, error) {
	ids, err := db.All[string](ctx, q, productIDs, after, chunk)
	if err != nil {
		return nil, err
	}
	products, err := s.catalog.Each(ctx, q, after, chunk)
	for _, p := range products {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return ids[:min(chunk, len(ids))], err
}

func (s *Service) repair(ctx context.Context, tx db.Tx, productID string) (right bool, err error) {
	before, _, err := load(ctx, tx, productID)
	if err != nil {
		return false, err
	}
	if err := s.refresh(ctx, tx, productID); err != nil {
		return false, err
	}
	after, _, err := load(ctx, tx, productID)
	return reflect.DeepEqual(before, after), err
}
