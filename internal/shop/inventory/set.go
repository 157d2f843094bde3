package inventory

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
)

// SetTx states a variant's stock as an editor or import gives it, making the
// level and the store's location when they are missing; changed is false when
// it already was so (I6). Returns ErrNotFound outside the caller's scope, or
// ErrInvalid.
func (s *Service) SetTx(ctx context.Context, tx db.Tx, in Set) (changed bool, err error) {
	return false, errors.ErrUnsupported
}

// AdjustTx moves what is on hand by a signed quantity. Returns ErrNotFound,
// ErrInvalid, or ErrNegative.
func (s *Service) AdjustTx(ctx context.Context, tx db.Tx, in Adjust) (Level, error) {
	return Level{}, errors.ErrUnsupported
}
