package customer

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// EraseTx removes a customer with the address book, unless bought says that an order is theirs:
// they stay as a guest then. It is asked under the customer's lock, which whoever orders in that
// name takes too. One that is gone is no error. Only the shop itself does it, with the demo the
// customer came with and after its log-in is gone. Returns actor.ErrForbidden.
func (s *Service) EraseTx(ctx context.Context, tx db.Tx, customerID string, bought func(context.Context, db.Querier, string) (bool, error)) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	c, err := get(ctx, tx, lockAnyCustomer, customerID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	stays, err := bought(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	if stays {
		_, err := db.Exec(ctx, tx, leaveAccount, c.ID)
		return err
	}
	for _, st := range []*db.Stmt{deleteEntries, deleteCustomer} {
		if _, err := db.Exec(ctx, tx, st, c.ID); err != nil {
			return err
		}
	}
	return s.journal.Record(ctx, tx, journal.Entry{Entity: "customer", EntityID: c.ID, Action: "deleted", Before: c})
}

// Count returns how many customers there are.
func (s *Service) Count(ctx context.Context, q db.Querier) (int64, error) {
	return db.Get[int64](ctx, q, countCustomers)
}
