package inventory

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// listen keeps levels for variants that exist: those of deleted ones go,
// unless orders still claim of them.
func (s *Service) listen() {
	s.catalog.AfterDelete.Add("inventory.forget", func(ctx context.Context, tx db.Tx, p catalog.Product) error {
		return s.forget(ctx, tx, p.Variants, nil)
	})
	s.catalog.AfterSave.Add("inventory.forget", func(ctx context.Context, tx db.Tx, e *catalog.Saved) error {
		if e.Before == nil {
			return nil
		}
		return s.forget(ctx, tx, e.Before.Variants, e.After.Variants)
	})
}

func (s *Service) forget(ctx context.Context, tx db.Tx, before, after []catalog.Variant) error {
	var gone []string
	for _, v := range before {
		if !slices.ContainsFunc(after, func(o catalog.Variant) bool { return o.ID == v.ID }) {
			gone = append(gone, v.ID)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	_, err := db.Exec(ctx, tx, deleteLevels, gone)
	return err
}
