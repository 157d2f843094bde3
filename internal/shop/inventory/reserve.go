package inventory

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
)

// ReserveTx promises an order what it needs, all or nothing (I4). Reserving
// the same line again changes nothing. Returns ErrOutOfStock with a []Short
// as detail.
func (s *Service) ReserveTx(ctx context.Context, tx db.Tx, in Reserve) error {
	return errors.ErrUnsupported
}
