package cart

import (
	"context"
	"strings"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// Patch changes what is known of the buyer; absent members stay.
type Patch struct {
	Email           opt.Field[string]
	ShippingAddress opt.Field[address.Address]
	BillingAddress  opt.Field[address.Address]
	Note            opt.Field[string]
}

// UpdateTx applies the patch. A new shipping address may change the region's
// tax mode, and drops shipping choices that no longer serve it (C6). Returns
// ErrNotFound, ErrClosed, ErrInvalid with each bad field.
func (s *Service) UpdateTx(ctx context.Context, tx db.Tx, cartID string, p Patch) (Cart, error) {
	return s.change(ctx, tx, cartID, func(ctx context.Context, c *Cart) error {
		before := c.ShippingAddress
		if err := p.apply(c); err != nil {
			return err
		}
		if c.ShippingAddress == nil || before != nil && *before == *c.ShippingAddress {
			return nil
		}
		if r, ok := s.d.Settings.RegionOf(c.ShippingAddress.Country); ok && r.Currency == c.Currency {
			c.RegionID = r.ID
		}
		return s.dropDead(ctx, tx, c)
	})
}

func (p Patch) apply(c *Cart) error {
	var f errs.Fields
	p.Email.ApplyPtr(&c.Email)
	if c.Email != nil {
		*c.Email = text.Line(*c.Email)
		f.Check(validEmail(*c.Email), "email", "format", "Enter an e-mail address.")
	}
	p.ShippingAddress.ApplyPtr(&c.ShippingAddress)
	p.BillingAddress.ApplyPtr(&c.BillingAddress)
	checkAddress(&f, "shipping_address", c.ShippingAddress, p.ShippingAddress.Given())
	checkAddress(&f, "billing_address", c.BillingAddress, p.BillingAddress.Given())
	p.Note.Apply(&c.Note)
	c.Note = text.MaskCards(text.Block(c.Note)) // shoppers type their card into it
	text.Check(&f, "note", c.Note, maxNote)
	return f.As(ErrInvalid)
}

func checkAddress(f *errs.Fields, at string, a *address.Address, given bool) {
	if a == nil || !given {
		return
	}
	*a = a.Normalise()
	for _, p := range a.Validate() {
		f.Add(at+"."+p.Field, p.Code, p.Message)
	}
}

// validEmail asks for a domain with a dot: an order's mail goes out into the world.
func validEmail(s string) bool {
	_, domain, _ := strings.Cut(s, "@")
	return text.Email(s) && strings.Contains(domain, ".")
}
