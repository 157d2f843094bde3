package catalog

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
)

// SaveCollection creates or edits a collection; absent members stay.
type SaveCollection struct {
	ID              string            // empty makes a new one
	Handle          opt.Field[string] // absent on a new one: made from the title
	Title           opt.Field[string]
	DescriptionHTML opt.Field[string]
	ImageURL        opt.Field[string]
	Position        opt.Field[int]
	Translations    opt.Field[map[string]Text]
	IfVersion       *int64
}

// SaveCollection is SaveCollectionTx in its own transaction.
func (s *Service) SaveCollection(ctx context.Context, in SaveCollection) (out Collection, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveCollectionTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveCollectionTx creates or edits a collection. Returns actor.ErrForbidden,
// ErrCollectionNotFound, ErrInvalid, or ErrStale with the current state.
func (s *Service) SaveCollectionTx(ctx context.Context, tx db.Tx, in SaveCollection) (Collection, error) {
	return Collection{}, errors.ErrUnsupported
}

// DeleteCollection is DeleteCollectionTx in its own transaction.
func (s *Service) DeleteCollection(ctx context.Context, collectionID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.DeleteCollectionTx(ctx, tx, collectionID)
	})
}

// DeleteCollectionTx removes a collection; its products stay. Returns
// actor.ErrForbidden or ErrCollectionNotFound.
func (s *Service) DeleteCollectionTx(ctx context.Context, tx db.Tx, collectionID string) error {
	return errors.ErrUnsupported
}
