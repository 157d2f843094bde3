package inventory

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
)

// check refuses what no order can need.
func (in Reserve) check() error {
	var f errs.Fields
	f.Check(in.OrderID != "", "order_id", "required", "Say which order it is for.")
	f.Check(len(in.Lines) <= maxLines, "lines", "too_many", "At most 1,000 lines.")
	seen := map[string]bool{}
	for i, l := range in.Lines {
		at := fmt.Sprintf("lines[%d]", i)
		f.Check(l.LineID != "" && !seen[l.LineID], at+".line_id", "duplicate", "Each line is there once.")
		f.Check(l.Quantity > 0 && l.Quantity <= MaxCount, at+".quantity", "range", "A quantity is at least 1.")
		seen[l.LineID] = true
	}
	return f.As(ErrInvalid)
}

// ReserveTx promises an order what it needs, all or nothing (I4). Reserving
// the same line again changes nothing. Returns ErrInvalid, or ErrOutOfStock
// with a []Short as detail.
func (s *Service) ReserveTx(ctx context.Context, tx db.Tx, in Reserve) error {
	if err := in.check(); err != nil {
		return err
	}
	lines := in.Lines
	if !in.Fresh {
		var err error
		if lines, err = s.unreserved(ctx, tx, in); err != nil {
			return err
		}
	}
	if len(lines) == 0 {
		return nil
	}
	need := map[string]int64{}
	for _, l := range lines {
		need[l.VariantID] += l.Quantity
	}
	promised, err := s.promise(ctx, tx, need)
	if err != nil {
		return err
	}
	for _, l := range lines {
		level := promised[l.VariantID]
		err := db.Write(ctx, tx, insertReservation, in.OrderID, l.LineID, l.VariantID, level.LocationID, level.StoreID, l.Quantity, level.Tracked, s.clock.Now())
		if err != nil {
			return err
		}
	}
	return s.reserved(ctx, tx, in.OrderID, need, promised)
}

// unreserved leaves out lines that are reserved already.
func (s *Service) unreserved(ctx context.Context, tx db.Tx, in Reserve) ([]LineNeed, error) {
	have, err := s.Reservations(ctx, tx, in.OrderID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(in.Lines), func(l LineNeed) bool { _, ok := have[l.LineID]; return ok }), nil
}

// promise takes the variants in ascending order and returns their levels after
// it. What is missing is told of all of them at once.
func (s *Service) promise(ctx context.Context, tx db.Tx, need map[string]int64) (map[string]Level, error) {
	promised := make(map[string]Level, len(need))
	var refused []string
	for _, id := range slices.Sorted(maps.Keys(need)) {
		l, ok, err := promiseLevel(ctx, tx, id, need[id])
		if err != nil {
			return nil, err
		}
		if ok {
			promised[id] = l
		} else {
			refused = append(refused, id)
		}
	}
	if len(refused) == 0 {
		return promised, nil
	}
	there, err := getLevels(ctx, tx, refused)
	if err != nil {
		return nil, err
	}
	var short []Short
	for _, id := range refused {
		if l, ok := there[id]; ok && !l.Tracked {
			promised[id] = l
		} else {
			short = append(short, Short{VariantID: id, Available: max(0, l.Available())})
		}
	}
	if len(short) > 0 {
		return nil, ErrOutOfStock.With(short)
	}
	return promised, nil
}

// reserved writes the ledger and tells everyone; untracked variants moved
// nothing.
func (s *Service) reserved(ctx context.Context, tx db.Tx, orderID string, need map[string]int64, promised map[string]Level) error {
	before := map[string]Level{}
	var after []Level
	for _, id := range slices.Sorted(maps.Keys(promised)) {
		l := promised[id]
		if !l.Tracked {
			continue
		}
		was := l
		was.Reserved -= need[id]
		before[id] = was
		after = append(after, l)
		if err := s.record(ctx, tx, Movement{VariantID: id, LocationID: l.LocationID, ReservedDelta: need[id], Reason: "reserved", OrderID: orderID}); err != nil {
			return err
		}
	}
	return s.moved(ctx, tx, before, after)
}
