package cart

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/identity"
)

// loggedIn joins the guest's cart with the customer's (C7), inside the log-in's
// transaction. The guest's cart is the one that goes on: its secret is in the
// browser. A cart that is not there, or is another customer's, is left alone;
// nobody is refused a log-in because of a cart.
func (s *Service) loggedIn(ctx context.Context, tx db.Tx, in *identity.LoggedIn) error {
	if in.Audience != "site" || in.CustomerID == "" || in.CartID == "" {
		return nil
	}
	c, err := s.LockTx(ctx, tx, in.CartID)
	if errors.Is(err, ErrNotFound) || err == nil && (c.Status != Open || c.CustomerID != nil) {
		return nil
	}
	if err != nil {
		return err
	}
	old, err := s.OpenOf(ctx, tx, in.CustomerID)
	if err != nil {
		return err
	}
	if old != "" {
		if err := s.absorb(ctx, tx, &c, old); err != nil {
			return err
		}
	}
	c.CustomerID = &in.CustomerID
	return saveCart(ctx, tx, c, s.d.Clock.Now())
}

// absorb moves the lines of the customer's earlier cart over; of a variant in
// both the larger quantity stays, so that logging in twice adds nothing.
func (s *Service) absorb(ctx context.Context, tx db.Tx, c *Cart, oldID string) error {
	old, err := s.LockTx(ctx, tx, oldID)
	if err != nil || old.Status != Open || old.Currency != c.Currency {
		return err
	}
	have := map[string]Line{}
	for _, l := range c.Lines {
		have[l.VariantID] = l
	}
	for _, l := range old.Lines {
		mine, both := have[l.VariantID]
		switch {
		case both && mine.Quantity >= l.Quantity, !both && len(have) >= MaxLines:
			continue
		case both:
			_, err = db.Exec(ctx, tx, setQuantity, c.Ref, mine.ID, l.Quantity)
		default:
			_, err = db.Exec(ctx, tx, addLine, s.d.IDs.New("line_"), c.Ref, l.VariantID, l.StoreID, l.Quantity)
			have[l.VariantID] = l
		}
		if err != nil {
			return err
		}
	}
	if c.Email == nil {
		c.Email = old.Email
	}
	if c.ShippingAddress == nil {
		c.ShippingAddress, c.BillingAddress = old.ShippingAddress, old.BillingAddress
	}
	old.Status = Merged
	return saveCart(ctx, tx, old, s.d.Clock.Now())
}
