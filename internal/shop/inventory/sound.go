package inventory

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// OfOrders returns the claims of many orders, at most db.MaxIn, by order and
// line.
func (s *Service) OfOrders(ctx context.Context, q db.Querier, orderIDs []string) (map[string]map[string]Reservation, error) {
	rows, err := db.All[Reservation](ctx, q, reservationsOf, orderIDs)
	out := map[string]map[string]Reservation{}
	for _, r := range rows {
		if out[r.OrderID] == nil {
			out[r.OrderID] = map[string]Reservation{}
		}
		out[r.OrderID][r.LineID] = r
	}
	return out, err
}

// place is a level's key.
type place struct{ VariantID, LocationID string }

type sums struct {
	place
	OnHand, Reserved int64
}

// Sound reports levels that are not the sum of their ledger (I2) or of their
// open claims (I3).
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	ledger := r.Check("inventory.ledger", "What is on hand and what is reserved are the sums of the stock ledger.")
	claims := r.Check("inventory.claims", "What is reserved is the sum of what orders still claim.")
	stock := r.Check("inventory.stock", "Nothing is promised that is not there, unless it may be back-ordered.")
	err := verify.Walk(func(after string) ([]Level, string, error) {
		all, err := db.All[Level](ctx, q, levelsAfter, after)
		if len(all) == 0 {
			return nil, "", err
		}
		return all, all[len(all)-1].VariantID, err
	}, func(all []Level) error {
		for _, c := range []*verify.Check{ledger, claims, stock} {
			c.Look(len(all))
		}
		return checkLevels(ctx, q, all, ledger, claims, stock)
	})
	if err != nil {
		return err
	}
	c := r.Check("inventory.reservations", "No claim is shipped, released or put back more than once.")
	if err := c.Count(ctx, q, countReservations); err != nil {
		return err
	}
	return c.Rows(ctx, q, brokenReservations)
}

func checkLevels(ctx context.Context, q db.Querier, all []Level, ledger, claims, stock *verify.Check) error {
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = l.VariantID
	}
	moved, err := sumsOf(ctx, q, sumMoves, ids)
	if err != nil {
		return err
	}
	claimed, err := sumsOf(ctx, q, sumClaims, ids)
	if err != nil {
		return err
	}
	for _, l := range all {
		at := place{l.VariantID, l.LocationID}
		verify.Want(ledger, l.VariantID, "on hand", l.OnHand, moved[at].OnHand)
		verify.Want(ledger, l.VariantID, "reserved", l.Reserved, moved[at].Reserved)
		verify.Want(claims, l.VariantID, "reserved", l.Reserved, claimed[at].Reserved)
		switch {
		case l.Reserved < 0:
			stock.Fail(l.VariantID, "reserved is %d", l.Reserved)
		case l.Tracked && !l.AllowBackorder && l.OnHand < l.Reserved:
			// A count may find less than is promised already, and back-orders may
			// be ended while some wait: people must decide who gets it.
			stock.Note(l.VariantID, "%d on hand, %d promised", l.OnHand, l.Reserved)
		}
	}
	return nil
}

func sumsOf(ctx context.Context, q db.Querier, s *db.Stmt, ids []string) (map[place]sums, error) {
	rows, err := db.All[sums](ctx, q, s, ids)
	out := make(map[place]sums, len(rows))
	for _, r := range rows {
		out[r.place] = r
	}
	return out, err
}
