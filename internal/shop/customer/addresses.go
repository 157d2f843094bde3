package customer

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
)

// SaveAddress adds or replaces an address of the caller's own book.
type SaveAddress struct {
	ID              string // empty adds one
	Address         address.Address
	DefaultShipping bool
	DefaultBilling  bool
}

// Addresses returns the caller's own address book. Returns ErrNotFound.
func (s *Service) Addresses(ctx context.Context, q db.Querier) ([]Entry, error) {
	c, err := s.Mine(ctx, q)
	if err != nil {
		return nil, err
	}
	return getEntries(ctx, q, c.ID)
}

// SaveAddress is SaveAddressTx in its own transaction.
func (s *Service) SaveAddress(ctx context.Context, in SaveAddress) (out Entry, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveAddressTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveAddressTx adds or replaces an address; the first one is the default for
// everything (U3). Returns ErrNotFound, ErrAddressNotFound,
// ErrTooManyAddresses, or ErrInvalid with the bad fields.
func (s *Service) SaveAddressTx(ctx context.Context, tx db.Tx, in SaveAddress) (Entry, error) {
	c, all, err := s.book(ctx, tx)
	if err != nil {
		return Entry{}, err
	}
	var f errs.Fields
	e := Entry{ID: in.ID, Address: checkAddress(&f, "", in.Address), CreatedAt: s.clock.Now(),
		DefaultShipping: in.DefaultShipping || len(all) == 0, DefaultBilling: in.DefaultBilling || len(all) == 0}
	if err := f.As(ErrInvalid); err != nil {
		return Entry{}, err
	}
	if err := s.onlyDefault(ctx, tx, c.ID, all, e); err != nil {
		return Entry{}, err
	}
	if in.ID != "" {
		i := slices.IndexFunc(all, func(o Entry) bool { return o.ID == in.ID })
		if i < 0 {
			return Entry{}, ErrAddressNotFound
		}
		e.CreatedAt = all[i].CreatedAt
		_, err := db.Exec(ctx, tx, updateEntry, e.ID, c.ID, db.JSONOf(e.Address), e.DefaultShipping, e.DefaultBilling)
		return e, err
	}
	if len(all) >= MaxAddresses {
		return Entry{}, ErrTooManyAddresses
	}
	e.ID = s.ids.New("adr_")
	_, err = db.Exec(ctx, tx, insertEntry, e.ID, db.JSONOf(e.Address), e.DefaultShipping, e.DefaultBilling, e.CreatedAt, c.ID)
	return e, err
}

// book locks the caller's customer, which guards the whole address book.
func (s *Service) book(ctx context.Context, tx db.Tx) (Customer, []Entry, error) {
	c, err := get(ctx, tx, lockByAccount, actor.From(ctx).AccountID)
	if err != nil {
		return Customer{}, nil, err
	}
	all, err := getEntries(ctx, tx, c.ID)
	return c, all, err
}

// onlyDefault takes the defaults that e claims from the others (U3).
func (s *Service) onlyDefault(ctx context.Context, tx db.Tx, customerID string, all []Entry, e Entry) error {
	for _, o := range all {
		ships, bills := o.DefaultShipping && !e.DefaultShipping, o.DefaultBilling && !e.DefaultBilling
		if o.ID == e.ID || ships == o.DefaultShipping && bills == o.DefaultBilling {
			continue
		}
		if _, err := db.Exec(ctx, tx, updateEntry, o.ID, customerID, db.JSONOf(o.Address), ships, bills); err != nil {
			return err
		}
	}
	return nil
}

// DeleteAddress removes an address of the caller's own book. Returns
// ErrNotFound or ErrAddressNotFound.
func (s *Service) DeleteAddress(ctx context.Context, entryID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		c, _, err := s.book(ctx, tx)
		if err != nil {
			return err
		}
		n, err := db.Exec(ctx, tx, deleteEntry, entryID, c.ID)
		if err == nil && n == 0 {
			return ErrAddressNotFound
		}
		return err
	})
}
