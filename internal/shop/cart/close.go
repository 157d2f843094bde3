package cart

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
)

// LockTx locks a cart and returns it whatever its state; checkout decides what
// a closed one means. Returns ErrNotFound.
func (s *Service) LockTx(ctx context.Context, tx db.Tx, cartID string) (Cart, error) {
	if !id.Valid("cart_", cartID) {
		return Cart{}, ErrNotFound
	}
	return lockCart(ctx, tx, cartID)
}

// PriceTx computes a cart already locked, from current data.
func (s *Service) PriceTx(ctx context.Context, tx db.Tx, c Cart) (Priced, error) {
	return s.price(ctx, tx, c)
}

// CloseTx marks a locked cart as ordered (C4).
func (s *Service) CloseTx(ctx context.Context, tx db.Tx, c Cart, orderID string) error {
	c.Status, c.OrderID = Ordered, &orderID
	return saveCart(ctx, tx, c, s.d.Clock.Now())
}
