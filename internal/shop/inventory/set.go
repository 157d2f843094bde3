package inventory

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/text"
)

// apply returns the level as stated, checked.
func (in Set) apply(l Level) (Level, error) {
	var f errs.Fields
	count := func(path string, from *int64, to *int64) {
		if from != nil {
			f.Check(*from >= 0 && *from <= MaxCount, path, "range", "Give a count between 0 and 1,000,000,000.")
			*to = *from
		}
	}
	count("on_hand", in.OnHand, &l.OnHand)
	count("safety", in.Safety, &l.Safety)
	count("incoming", in.Incoming, &l.Incoming)
	if in.AllowBackorder != nil {
		l.AllowBackorder = *in.AllowBackorder
	}
	if in.Tracked != nil {
		l.Tracked = *in.Tracked
	}
	text.Check(&f, "reason", in.Reason, maxNote)
	return l, f.As(ErrInvalid)
}

// SetTx states a variant's stock as an editor or import gives it, making the
// level and the store's location when they are missing; changed is false when
// it already was so (I6). Returns ErrNotFound outside the caller's scope,
// ErrInvalid, or ErrMoved: a count that was decided on an older one would undo
// the sales and deliveries in between.
func (s *Service) SetTx(ctx context.Context, tx db.Tx, in Set) (changed bool, err error) {
	before, err := s.lockLevel(ctx, tx, in.VariantID, in.StoreID)
	if err != nil {
		return false, err
	}
	if in.OnHand != nil && in.OnHandWas != nil && *in.OnHandWas != before.OnHand && *in.OnHand != before.OnHand {
		return false, ErrMoved.At("on_hand", "moved", fmt.Sprintf("There are %d on hand now.", before.OnHand))
	}
	after, err := in.apply(before)
	if err != nil || after == before {
		return false, err
	}
	return true, s.write(ctx, tx, "set", before, after, Movement{Reason: reasonOr(in.Reason, "set")})
}

// AdjustTx moves what is on hand by a signed quantity. Returns ErrNotFound,
// ErrInvalid, or ErrNegative.
func (s *Service) AdjustTx(ctx context.Context, tx db.Tx, in Adjust) (Level, error) {
	in.Reason, in.Note = text.Line(in.Reason), text.Line(in.Note)
	var f errs.Fields
	f.Check(in.Delta != 0 && in.Delta >= -MaxCount && in.Delta <= MaxCount, "delta", "range", "Give a quantity that is not zero.")
	text.Check(&f, "reason", in.Reason, maxNote)
	text.Check(&f, "note", in.Note, maxNote)
	if err := f.As(ErrInvalid); err != nil {
		return Level{}, err
	}
	before, err := s.lockLevel(ctx, tx, in.VariantID, "")
	if err != nil {
		return Level{}, err
	}
	after := before
	after.OnHand += in.Delta
	switch {
	case after.OnHand < 0 && in.Delta < 0:
		return Level{}, ErrNegative.At("delta", "negative", "There is less than that on hand.")
	case after.OnHand > MaxCount:
		return Level{}, ErrInvalid.At("delta", "range", "At most 1,000,000,000 can be on hand.")
	}
	return after, s.write(ctx, tx, "adjusted", before, after, Movement{Reason: reasonOr(in.Reason, "adjusted"), Note: in.Note})
}

// Adjust is AdjustTx in its own transaction.
func (s *Service) Adjust(ctx context.Context, in Adjust) (out Level, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.AdjustTx(ctx, tx, in)
		return err
	})
	return out, err
}

func reasonOr(reason, otherwise string) string {
	if reason == "" {
		return otherwise
	}
	return reason
}

// lockLevel locks the level of a variant in the caller's scope, making it when
// the variant exists and has none. An empty storeID means the variant's own.
func (s *Service) lockLevel(ctx context.Context, tx db.Tx, variantID, storeID string) (Level, error) {
	levels, err := lockedLevels(ctx, tx, []string{variantID})
	if err != nil {
		return Level{}, err
	}
	l, ok := levels[variantID]
	if !ok {
		if l, err = s.newLevel(ctx, tx, variantID); err != nil {
			return Level{}, err
		}
	}
	if !actor.From(ctx).Scope(actor.ProductsWrite).Has(l.StoreID) || storeID != "" && storeID != l.StoreID {
		return Level{}, ErrNotFound
	}
	return l, nil
}

// newLevel makes the level of a variant; another transaction may have made it
// meanwhile, so it is read back locked.
func (s *Service) newLevel(ctx context.Context, tx db.Tx, variantID string) (Level, error) {
	vs, err := s.catalog.Variants(ctx, tx, []string{variantID})
	if err != nil {
		return Level{}, err
	}
	v, ok := vs[variantID]
	if !ok || !actor.From(ctx).Scope(actor.ProductsWrite).Has(v.Variant.StoreID) {
		return Level{}, ErrNotFound
	}
	at, err := s.locationOf(ctx, tx, v.Variant.StoreID)
	if err != nil {
		return Level{}, err
	}
	if _, err := db.Exec(ctx, tx, insertLevel, variantID, at, v.Variant.StoreID); err != nil {
		return Level{}, err
	}
	levels, err := lockedLevels(ctx, tx, []string{variantID})
	return levels[variantID], err
}

// why is a level with the reason it came to be for, which is somebody's words.
type why struct {
	Level
	Reason string `json:"reason"`
}

// write stores a locked level and tells everyone concerned.
func (s *Service) write(ctx context.Context, tx db.Tx, action string, before, after Level, m Movement) error {
	_, err := db.Exec(ctx, tx, updateLevel, after.VariantID, after.LocationID, after.OnHand, after.Incoming, after.Safety, after.AllowBackorder, after.Tracked)
	if err != nil {
		return err
	}
	if m.OnHandDelta = after.OnHand - before.OnHand; m.OnHandDelta != 0 {
		m.VariantID, m.LocationID = after.VariantID, after.LocationID
		if err := s.record(ctx, tx, m); err != nil {
			return err
		}
	}
	e := journal.Entry{Entity: "stock", EntityID: after.VariantID, StoreID: after.StoreID, Action: action, Before: before, After: why{after, m.Reason}}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.moved(ctx, tx, map[string]Level{after.VariantID: before}, []Level{after})
}
