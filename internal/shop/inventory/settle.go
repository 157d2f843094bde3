package inventory

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
)

// CommitTx takes what was shipped out of the stock: on_hand and reserved go
// down together. It also writes off what an order claims and nobody gets back.
// Returns ErrNotReserved when a line has less open.
func (s *Service) CommitTx(ctx context.Context, tx db.Tx, orderID string, lines []LineQty) error {
	return errors.ErrUnsupported
}

// ReleaseTx gives open claims back to the shop; nil lines means all of the
// order. It never releases more than is open, so doing it again is harmless.
func (s *Service) ReleaseTx(ctx context.Context, tx db.Tx, orderID string, lines []LineQty) error {
	return errors.ErrUnsupported
}

// RestockTx puts shipped goods that came back on hand again. Returns
// ErrNotReserved for more than was shipped and not yet put back.
func (s *Service) RestockTx(ctx context.Context, tx db.Tx, orderID string, lines []LineQty) error {
	return errors.ErrUnsupported
}
