package customer

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/identity"
)

// arrive runs when somebody logs in to the shop: their customer exists from
// then on, and what they bought as a guest since is theirs if their address is
// proven (U2).
func (s *Service) arrive(ctx context.Context, tx db.Tx, in *identity.LoggedIn) error {
	if in.Audience != identity.Site {
		return nil
	}
	a, err := s.identity.Get(ctx, tx, in.AccountID)
	if err != nil {
		return err
	}
	c, err := s.ofAccount(ctx, tx, a)
	if err != nil {
		return err
	}
	in.CustomerID = c.ID
	if !a.EmailVerified {
		return nil
	}
	return s.claim(ctx, tx, c, a.Email)
}

// verified runs when an account proved its address, which may be a new one.
func (s *Service) verified(ctx context.Context, tx db.Tx, v identity.Verified) error {
	id, err := s.CustomerID(ctx, tx, v.AccountID)
	if err != nil || id == "" { // staff that never bought; arrive sees to them
		return err
	}
	c, err := get(ctx, tx, lockByAccount, v.AccountID)
	if err != nil {
		return err
	}
	if c.Email != v.Email {
		c.Email, c.EmailNorm = v.Email, text.Fold(v.Email)
		if c, err = s.write(ctx, tx, c); err != nil {
			return err
		}
	}
	return s.claim(ctx, tx, c, v.Email)
}

// claim merges the guest with this proven address into the customer. The guest
// is locked, so an order being placed in its name comes before or finds it
// gone. Locks go account's customer first, guest second, always.
func (s *Service) claim(ctx context.Context, tx db.Tx, c Customer, email string) error {
	rows, err := db.All[row](ctx, tx, lockGuest, text.Fold(email))
	if err != nil || len(rows) == 0 {
		return err
	}
	guest := rows[0].customer()
	if _, err := db.Exec(ctx, tx, mergeGuest, guest.ID, c.ID, s.clock.Now()); err != nil {
		return err
	}
	learned := false
	if c.Name() == "" && guest.Name() != "" {
		c.FirstName, c.LastName, learned = guest.FirstName, guest.LastName, true
	}
	if c.Phone == "" && guest.Phone != "" {
		c.Phone, learned = guest.Phone, true
	}
	if learned {
		if _, err := s.write(ctx, tx, c); err != nil {
			return err
		}
	}
	return s.events.Publish(ctx, tx, Claimed{CustomerID: c.ID, GuestCustomerID: guest.ID})
}
