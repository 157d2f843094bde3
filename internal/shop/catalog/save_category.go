package catalog

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
)

// SaveCategory creates or edits a category; absent members stay.
type SaveCategory struct {
	ID           string            // empty makes a new one
	ParentID     opt.Field[string] // null or empty: the root
	Handle       opt.Field[string] // absent on a new one: made from the name
	Name         opt.Field[string]
	Description  opt.Field[string]
	ImageURL     opt.Field[string]
	Position     opt.Field[int] // among its siblings
	Translations opt.Field[map[string]CategoryText]
	IfVersion    *int64
}

// SaveCategory is SaveCategoryTx in its own transaction.
func (s *Service) SaveCategory(ctx context.Context, in SaveCategory) (out Category, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveCategoryTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveCategoryTx creates, edits or moves a category with everything below it.
// Returns actor.ErrForbidden, ErrCategoryNotFound, ErrInvalid, ErrCycle, or
// ErrStale with the current state.
func (s *Service) SaveCategoryTx(ctx context.Context, tx db.Tx, in SaveCategory) (Category, error) {
	return Category{}, errors.ErrUnsupported
}

// DeleteCategory is DeleteCategoryTx in its own transaction.
func (s *Service) DeleteCategory(ctx context.Context, categoryID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.DeleteCategoryTx(ctx, tx, categoryID)
	})
}

// DeleteCategoryTx removes a category; its products stay. Returns
// actor.ErrForbidden, ErrCategoryNotFound or ErrHasChildren.
func (s *Service) DeleteCategoryTx(ctx context.Context, tx db.Tx, categoryID string) error {
	return errors.ErrUnsupported
}
