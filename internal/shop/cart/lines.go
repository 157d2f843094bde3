package cart

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/listing"
)

// Add puts a quantity of a variant into a cart.
type Add struct {
	CartID    string
	VariantID string
	Quantity  int64
}

// AddTx adds (C3). Returns ErrNotFound, ErrClosed, ErrInvalid, ErrTooManyLines,
// or ErrNotBuyable when the variant cannot be bought at all or not so many.
func (s *Service) AddTx(ctx context.Context, tx db.Tx, in Add) (Cart, error) {
	if err := checkQuantity(in.Quantity, "quantity"); err != nil {
		return Cart{}, err
	}
	return s.change(ctx, tx, in.CartID, func(ctx context.Context, c *Cart) error {
		had := int64(0)
		for _, l := range c.Lines {
			if l.VariantID == in.VariantID {
				had = l.Quantity
			}
		}
		switch {
		case had == 0 && len(c.Lines) >= MaxLines:
			return ErrTooManyLines
		case had+in.Quantity > MaxQuantity:
			return ErrInvalid.At("quantity", "range", "At most 9,999 of one thing.")
		}
		v, err := s.sellable(ctx, tx, *c, in.VariantID, had+in.Quantity)
		if err != nil {
			return err
		}
		if err := s.BeforeAdd.Run(ctx, tx, Adding{Cart: *c, VariantID: in.VariantID, Quantity: in.Quantity}); err != nil {
			return err
		}
		return db.Write(ctx, tx, addLine, s.d.IDs.New("line_"), c.Ref, v.VariantID, v.StoreID, in.Quantity)
	})
}

// sellable returns the variant if so many of it can be bought now.
func (s *Service) sellable(ctx context.Context, tx db.Tx, c Cart, variantID string, quantity int64) (listing.Sellable, error) {
	all, err := s.d.Listing.Sellables(ctx, tx, []string{variantID}, s.audience(ctx, tx, c), s.d.Clock.Now())
	if err != nil {
		return listing.Sellable{}, err
	}
	v, ok := all[variantID]
	if !ok {
		return v, ErrInvalid.At("variant_id", "unknown", "There is no such variant.")
	}
	if p := problemOf(v, quantity); p != nil {
		return v, ErrNotBuyable.At("variant_id", p.Code, p.Message).With(map[string]any{"variant_id": variantID, "available": available(v)})
	}
	return v, nil
}

// available is what a shopper may know of the stock; untracked and
// back-ordered goods have no number.
func available(v listing.Sellable) *int64 {
	if !v.Tracked || v.Backorder {
		return nil
	}
	n := max(0, v.Available)
	return &n
}

// SetQuantityTx changes a line. Returns ErrNotFound, ErrLineNotFound,
// ErrClosed, ErrInvalid or ErrNotBuyable.
func (s *Service) SetQuantityTx(ctx context.Context, tx db.Tx, cartID, lineID string, quantity int64) (Cart, error) {
	if err := checkQuantity(quantity, "quantity"); err != nil {
		return Cart{}, err
	}
	return s.change(ctx, tx, cartID, func(ctx context.Context, c *Cart) error {
		l, ok := c.Line(lineID)
		if !ok {
			return ErrLineNotFound
		}
		if quantity > l.Quantity { // fewer is always possible
			if _, err := s.sellable(ctx, tx, *c, l.VariantID, quantity); err != nil {
				return err
			}
		}
		return db.Write(ctx, tx, setQuantity, c.Ref, l.ID, quantity)
	})
}

// RemoveTx takes a line out. Returns ErrNotFound, ErrLineNotFound, ErrClosed.
func (s *Service) RemoveTx(ctx context.Context, tx db.Tx, cartID, lineID string) (Cart, error) {
	return s.change(ctx, tx, cartID, func(ctx context.Context, c *Cart) error {
		l, ok := c.Line(lineID)
		if !ok {
			return ErrLineNotFound
		}
		left := false
		for _, o := range c.Lines {
			left = left || o.ID != l.ID && o.StoreID == l.StoreID
		}
		if !left {
			delete(c.Shipping, l.StoreID)
		}
		return db.Write(ctx, tx, removeLine, c.Ref, l.ID)
	})
}
