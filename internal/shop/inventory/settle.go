package inventory

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/haatshop/haat/internal/kit/db"
)

// settlement is what happens to quantities of an order's lines: exactly one
// of the three grows.
type settlement struct {
	reason                         string
	commit, release, restock       int64 // 0 or 1
	onHandPerPiece, reservePerItem int64 // what one piece does to its level
}

func shipping() settlement {
	return settlement{reason: "shipped", commit: 1, onHandPerPiece: -1, reservePerItem: -1}
}

func releasing() settlement {
	return settlement{reason: "released", release: 1, reservePerItem: -1}
}

func restocking() settlement {
	return settlement{reason: "restocked", restock: 1, onHandPerPiece: 1}
}

// CommitTx takes what was shipped out of the stock: on_hand and reserved go
// down together. It also writes off what an order claims and nobody gets back.
// Returns ErrNotReserved when a line has less open, or ErrInvalid.
func (s *Service) CommitTx(ctx context.Context, tx db.Tx, orderID string, lines []LineQty) error {
	return s.settle(ctx, tx, orderID, lines, shipping())
}

// ReleaseTx gives open claims back to the shop; nil lines means all of the
// order. It never releases more than is open, so doing it again is harmless.
func (s *Service) ReleaseTx(ctx context.Context, tx db.Tx, orderID string, lines []LineQty) error {
	have, err := lockOrder(ctx, tx, orderID)
	if err != nil {
		return err
	}
	if lines == nil {
		for _, id := range slices.Sorted(maps.Keys(have)) {
			lines = append(lines, LineQty{LineID: id, Quantity: have[id].Open()})
		}
	}
	var open []LineQty
	for _, l := range lines {
		r := have[l.LineID]
		l.Quantity = min(l.Quantity, r.Open())
		r.Released += max(0, l.Quantity)
		have[l.LineID] = r
		if l.Quantity > 0 {
			open = append(open, l)
		}
	}
	return s.settle(ctx, tx, orderID, open, releasing())
}

// RestockTx puts shipped goods that came back on hand again. Returns
// ErrNotReserved for more than was shipped and not yet put back.
func (s *Service) RestockTx(ctx context.Context, tx db.Tx, orderID string, lines []LineQty) error {
	return s.settle(ctx, tx, orderID, lines, restocking())
}

// lockOrder locks an order's claims, so that none is settled twice at a time.
func lockOrder(ctx context.Context, tx db.Tx, orderID string) (map[string]Reservation, error) {
	rows, err := db.All[Reservation](ctx, tx, lockReservations, orderID)
	return byLine(rows), err
}

// settle counts on the claims first, guarded (I3), and then moves the levels
// of those variants that are counted.
func (s *Service) settle(ctx context.Context, tx db.Tx, orderID string, lines []LineQty, how settlement) error {
	if len(lines) == 0 {
		return nil
	}
	have, err := lockOrder(ctx, tx, orderID)
	if err != nil {
		return err
	}
	pieces := map[string]int64{}
	for i, l := range lines {
		at := fmt.Sprintf("lines[%d].quantity", i)
		if l.Quantity <= 0 {
			return ErrInvalid.At(at, "range", "A quantity is at least 1.")
		}
		n, err := db.Exec(ctx, tx, settleReservation, orderID, l.LineID, how.commit*l.Quantity, how.release*l.Quantity, how.restock*l.Quantity)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrNotReserved.At(at, "too_many", "There is not that much left of this line.")
		}
		if r := have[l.LineID]; r.Counted {
			pieces[r.VariantID] += l.Quantity
		}
	}
	return s.moveLevels(ctx, tx, orderID, pieces, how)
}

func (s *Service) moveLevels(ctx context.Context, tx db.Tx, orderID string, pieces map[string]int64, how settlement) error {
	if len(pieces) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(pieces))
	levels, err := lockedLevels(ctx, tx, ids)
	if err != nil {
		return err
	}
	before := map[string]Level{}
	var after []Level
	for _, id := range ids {
		l, ok := levels[id]
		if !ok { // the variant was deleted: nothing is counted of it any more
			continue
		}
		n := pieces[id]
		before[id] = l
		onHand, reserved := how.onHandPerPiece*n, how.reservePerItem*n
		if onHand < 0 && !l.AllowBackorder {
			// More was shipped than was counted: the count was wrong, and nothing
			// is what is left.
			onHand = max(onHand, -max(0, l.OnHand))
		}
		moved, err := db.Exec(ctx, tx, moveLevel, id, l.LocationID, onHand, reserved)
		if err != nil {
			return err
		}
		if moved == 0 {
			return fmt.Errorf("inventory: level of %s cannot take %d/%d for order %s", id, onHand, reserved, orderID)
		}
		l.OnHand, l.Reserved = l.OnHand+onHand, l.Reserved+reserved
		after = append(after, l)
		if err := s.record(ctx, tx, Movement{VariantID: id, LocationID: l.LocationID, OnHandDelta: onHand, ReservedDelta: reserved, Reason: how.reason, OrderID: orderID}); err != nil {
			return err
		}
	}
	return s.moved(ctx, tx, before, after)
}
