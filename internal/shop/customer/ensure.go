package customer

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/identity"
)

// EnsureTx returns the guest with the e-mail address, making it when it is
// new; the address (may be nil) says a name that is not known yet. It never
// returns a customer with an account: an address nobody proved opens nothing
// (U2). Returns ErrInvalid for what is no e-mail address.
func (s *Service) EnsureTx(ctx context.Context, tx db.Tx, email string, at *address.Address) (Customer, error) {
	email = text.Line(email)
	if !text.Email(email) {
		return Customer{}, ErrInvalid.At("email", "format", "Give an e-mail address.")
	}
	for range 3 { // again when another order made the guest meanwhile
		rows, err := db.All[row](ctx, tx, lockGuest, text.Fold(email))
		if err != nil {
			return Customer{}, err
		}
		if len(rows) > 0 {
			return s.fill(ctx, tx, rows[0].customer(), at)
		}
		c := s.blank(email)
		c.learn(at)
		made, err := insert(ctx, tx, c)
		if err != nil {
			return Customer{}, err
		}
		if made {
			return c, s.events.Publish(ctx, tx, Created{CustomerID: c.ID})
		}
	}
	return Customer{}, errors.New("customer: a guest came and went while an order was placed")
}

// blank is a new customer.
func (s *Service) blank(email string) Customer {
	now := s.clock.Now()
	return Customer{ID: s.ids.New("cus_"), Email: email, EmailNorm: text.Fold(email), Groups: []string{}, Version: 1, CreatedAt: now, UpdatedAt: now}
}

// learn takes over what is not known yet; true when something was.
func (c *Customer) learn(at *address.Address) bool {
	before := *c
	if at == nil {
		return false
	}
	a := at.Normalise()
	if c.Name() == "" {
		c.FirstName, c.LastName = a.FirstName, a.LastName
	}
	if c.Phone == "" {
		c.Phone = a.Phone
	}
	return c.FirstName != before.FirstName || c.LastName != before.LastName || c.Phone != before.Phone
}

func (s *Service) fill(ctx context.Context, tx db.Tx, c Customer, at *address.Address) (Customer, error) {
	if !c.learn(at) {
		return c, nil
	}
	return s.write(ctx, tx, c)
}

// write stores an edited customer and says so.
func (s *Service) write(ctx context.Context, tx db.Tx, c Customer) (Customer, error) {
	c.Version, c.UpdatedAt = c.Version+1, s.clock.Now()
	if err := update(ctx, tx, c); err != nil {
		return Customer{}, err
	}
	return c, s.events.Publish(ctx, tx, Updated{CustomerID: c.ID})
}

// ofAccount returns the customer of an account locked, making it when it is
// missing (U1).
func (s *Service) ofAccount(ctx context.Context, tx db.Tx, a identity.Account) (Customer, error) {
	rows, err := db.All[row](ctx, tx, lockByAccount, a.ID)
	if err != nil {
		return Customer{}, err
	}
	if len(rows) > 0 {
		return rows[0].customer(), nil
	}
	c := s.blank(a.Email)
	c.AccountID, c.Locale, c.FirstName = &a.ID, a.Locale, a.Name
	made, err := insert(ctx, tx, c)
	if err != nil {
		return Customer{}, err
	}
	if made {
		return c, s.events.Publish(ctx, tx, Created{CustomerID: c.ID})
	}
	return get(ctx, tx, lockByAccount, a.ID) // another log-in made it meanwhile
}
