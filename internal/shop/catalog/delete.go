package catalog

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
)

// ArchiveTx takes a product off sale for good without deleting it. Returns
// ErrNotFound.
func (s *Service) ArchiveTx(ctx context.Context, tx db.Tx, productID string) (Product, error) {
	if productID == "" {
		return Product{}, ErrNotFound
	}
	return s.SaveTx(ctx, tx, SaveProduct{ID: productID, Status: opt.Some(Archived)})
}

// Delete is DeleteTx in its own transaction.
func (s *Service) Delete(ctx context.Context, productID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.DeleteTx(ctx, tx, productID, nil) })
}

// DeleteTx removes a product with its variants; orders keep their snapshots.
// Whoever decided it looked at the product in ifVersion; nil is any. Returns
// ErrNotFound, or ErrStale with the current product.
func (s *Service) DeleteTx(ctx context.Context, tx db.Tx, productID string, ifVersion *int64) error {
	if productID == "" {
		return ErrNotFound
	}
	p, err := s.base(ctx, tx, SaveProduct{ID: productID})
	if err != nil {
		return err
	}
	if ifVersion != nil && *ifVersion != p.Version {
		return ErrStale.With(p)
	}
	if _, err := db.Exec(ctx, tx, deleteProduct, p.ID); err != nil {
		return err
	}
	if err := s.AfterDelete.Run(ctx, tx, p); err != nil {
		return err
	}
	tx.Touch("product:"+p.ID, tagProducts, tagSearch)
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "product", EntityID: p.ID, StoreID: p.StoreID, Action: "deleted", Before: p}); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, ProductDeleted{ProductID: p.ID, StoreID: p.StoreID})
}

// InStore lists the products of a store by id, whatever their state, at most 500 after afterID.
// It knows no scope.
func (s *Service) InStore(ctx context.Context, q db.Querier, storeID, afterID string) ([]string, error) {
	return db.All[string](ctx, q, inStore, storeID, afterID)
}

// Count returns how many products, categories and collections there are.
func (s *Service) Count(ctx context.Context, q db.Querier) (products, categories, collections int64, err error) {
	for st, into := range map[*db.Stmt]*int64{countProducts: &products, countCategories: &categories, countCollections: &collections} {
		if *into, err = db.Get[int64](ctx, q, st); err != nil {
			return 0, 0, 0, err
		}
	}
	return products, categories, collections, nil
}
