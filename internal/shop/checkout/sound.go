package checkout

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/order"
)

// Sound reports carts and orders that do not know each other (K3).
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("checkout.carts", "A cart that was ordered became exactly one order, and an order's cart is closed.")
	err := s.d.Order.Walk(ctx, q, func(all []order.Placement) error {
		refs := make([]string, len(all))
		for i, o := range all {
			refs[i] = o.CartRef
		}
		carts, err := s.d.Cart.Outcomes(ctx, q, refs)
		for _, o := range all {
			c.Look(1)
			if v, kept := carts[o.CartRef]; kept && (v.Status != cart.Ordered || v.OrderID != o.ID) {
				c.Fail(o.ID, "its cart is %s with the order %q", v.Status, v.OrderID)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return verify.Walk(func(after string) ([]cart.Outcome, string, error) {
		all, err := s.d.Cart.Ordered(ctx, q, after)
		if len(all) == 0 {
			return nil, "", err
		}
		return all, all[len(all)-1].Ref, err
	}, func(all []cart.Outcome) error {
		ids := make([]string, len(all))
		for i, v := range all {
			ids[i] = v.OrderID
		}
		have, err := s.d.Order.Receipts(ctx, q, ids)
		for _, v := range all {
			if c.Look(1); have[v.OrderID].Number == 0 {
				c.Fail(v.Ref, "was ordered as %q, which is no order", v.OrderID)
			}
		}
		return err
	})
}
