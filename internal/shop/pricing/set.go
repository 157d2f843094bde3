package pricing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
)

// Set is the whole price set of a variant as it shall be. Rows are known by
// currency, group, minimum quantity and start: a row that is there keeps its
// id whatever the other members become. ID and VariantID of a row are not read.
type Set struct {
	VariantID string
	StoreID   string
	Prices    []Price
}

// Set is SetTx in its own transaction.
func (s *Service) Set(ctx context.Context, in Set) (changed bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		changed, err = s.SetTx(ctx, tx, in)
		return err
	})
	return changed, err
}

// SetTx replaces the price set of a variant by the one given; an empty one
// takes it off sale. It reports whether anything was different, and writes and
// says nothing otherwise.
//
// Returns ErrNotFound outside the caller's stores, or ErrBadPrice with the
// place of everything that is wrong ("prices[2].amount").
func (s *Service) SetTx(ctx context.Context, tx db.Tx, in Set) (changed bool, err error) {
	if !actor.From(ctx).Scope(actor.ProductsWrite).Has(in.StoreID) {
		return false, ErrNotFound
	}
	if err := in.check(); err != nil {
		return false, err
	}
	owner, before, err := lockedSet(ctx, tx, in.VariantID, in.StoreID)
	if err != nil {
		return false, err
	}
	if owner != in.StoreID {
		return false, ErrNotFound
	}
	d := in.difference(before)
	if d.empty() {
		return false, nil
	}
	after, err := s.apply(ctx, tx, in.VariantID, d)
	if err != nil {
		return false, err
	}
	e := journal.Entry{Entity: "prices", EntityID: in.VariantID, StoreID: in.StoreID, Action: "updated", Before: snapshot(before), After: snapshot(after)}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return false, err
	}
	return true, s.changed(ctx, tx, []string{in.VariantID})
}

// RemoveTx forgets the price sets of variants that are no more. It is called by
// the room that removed them, which has checked that the caller may.
func (s *Service) RemoveTx(ctx context.Context, tx db.Tx, variantIDs []string) error {
	var concerned []string
	for _, variantID := range slices.Compact(slices.Sorted(slices.Values(variantIDs))) {
		owner, set, err := dropSet(ctx, tx, variantID)
		if err != nil {
			return err
		}
		if len(set) == 0 {
			continue
		}
		concerned = append(concerned, variantID)
		e := journal.Entry{Entity: "prices", EntityID: variantID, StoreID: owner, Action: "deleted", Before: snapshot(set)}
		if err := s.journal.Record(ctx, tx, e); err != nil {
			return err
		}
	}
	if len(concerned) == 0 {
		return nil
	}
	return s.changed(ctx, tx, concerned)
}

// apply writes the difference and returns the set as it is then.
func (s *Service) apply(ctx context.Context, tx db.Tx, variantID string, d difference) ([]Price, error) {
	now := s.clock.Now()
	if err := removePrices(ctx, tx, d.gone); err != nil {
		return nil, err
	}
	after := d.same
	for _, p := range d.altered {
		if _, err := db.Exec(ctx, tx, updatePrice, p.ID, p.Amount, p.CompareAt, p.Until, now); err != nil {
			return nil, err
		}
		after = append(after, p)
	}
	for _, p := range d.fresh {
		p.ID, p.VariantID = s.ids.New("prc_"), variantID
		if _, err := db.Exec(ctx, tx, insertPrice, p.ID, p.VariantID, p.Currency, p.Amount, p.CompareAt, p.Group, p.MinQuantity, p.From, p.Until, now); err != nil {
			return nil, err
		}
		after = append(after, p)
	}
	return after, nil
}

// difference is what turns one set into another.
type difference struct {
	gone                 []string // ids
	same, altered, fresh []Price
}

func (d difference) empty() bool { return len(d.gone)+len(d.altered)+len(d.fresh) == 0 }

func (in Set) difference(before []Price) difference {
	var d difference
	wanted := make(map[string]Price, len(in.Prices))
	for _, p := range in.Prices {
		wanted[p.key()] = p.normal()
	}
	for _, have := range before {
		p, ok := wanted[have.key()]
		delete(wanted, have.key())
		p.ID, p.VariantID = have.ID, have.VariantID
		switch {
		case !ok:
			d.gone = append(d.gone, have.ID)
		case p.equal(have):
			d.same = append(d.same, have)
		default:
			d.altered = append(d.altered, p)
		}
	}
	for _, p := range in.Prices { // in the order given, for ids that ascend
		if _, ok := wanted[p.key()]; ok {
			d.fresh = append(d.fresh, p.normal())
		}
	}
	return d
}

// key tells the rows of one set apart (P7).
func (p Price) key() string {
	from := "always"
	if p.From != nil {
		from = fmt.Sprint(p.From.UnixMicro())
	}
	return fmt.Sprintf("%s|%s|%d|%s", p.Currency, p.Group, p.MinQuantity, from)
}

// normal cuts times to what is stored, so that what was written equals what is
// read back.
func (p Price) normal() Price {
	p.From, p.Until = micro(p.From), micro(p.Until)
	return p
}

func micro(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	cut := time.UnixMicro(t.UnixMicro()).UTC()
	return &cut
}

func (p Price) equal(q Price) bool {
	return p.key() == q.key() && p.Amount == q.Amount && same(p.CompareAt, q.CompareAt) &&
		(p.Until == nil) == (q.Until == nil) && (p.Until == nil || p.Until.Equal(*q.Until))
}

func same(a, b *int64) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// check returns ErrBadPrice with every place that is wrong.
func (in Set) check() error {
	var bad errs.Fields
	bad.Check(in.VariantID != "", "variant_id", "required", "Say which variant.")
	bad.Check(len(in.Prices) <= MaxPrices, "prices", "too_many", fmt.Sprintf("A variant has at most %d prices.", MaxPrices))
	seen := map[string]bool{}
	for i, p := range in.Prices[:min(len(in.Prices), MaxPrices)] {
		at := fmt.Sprintf("prices[%d]", i)
		p.check(&bad, at)
		bad.Check(!seen[p.key()], at, "duplicate", "There is another price for the same currency, group, quantity and start.")
		seen[p.key()] = true
	}
	return bad.As(ErrBadPrice)
}

func (p Price) check(bad *errs.Fields, at string) {
	bad.Check(p.Currency.Valid(), at+".currency", "unknown", "This is not a currency.")
	bad.Check(p.Amount >= 0, at+".amount", "negative", "A price is not negative.")
	bad.Check(p.Amount <= money.MaxMinor, at+".amount", "too_large", "The price is too large.")
	if p.CompareAt != nil {
		bad.Check(*p.CompareAt >= p.Amount, at+".compare_at", "too_low", "The price before is not below the price.")
		bad.Check(*p.CompareAt <= money.MaxMinor, at+".compare_at", "too_large", "The price is too large.")
	}
	bad.Check(p.MinQuantity >= 1 && p.MinQuantity <= MaxQuantity, at+".min_quantity", "range", "The quantity lies between 1 and 1,000,000.")
	bad.Check(isGroup(p.Group), at+".group", "format", "This is not a group.")
	bad.Check(p.From == nil || p.Until == nil || p.Until.UnixMicro() > p.From.UnixMicro(), at+".until", "order", "The window ends before it begins.")
	bad.Check(ofOurTime(p.From), at+".from", "range", "The year lies between 1970 and 9999.")
	bad.Check(ofOurTime(p.Until), at+".until", "range", "The year lies between 1970 and 9999.")
}

// isGroup takes what may be a group's id; empty is everyone.
func isGroup(s string) bool {
	return len(s) <= maxGroup && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// ofOurTime keeps out moments that do not fit into microseconds and dates that
// are typing errors, such as the year 1.
func ofOurTime(t *time.Time) bool {
	return t == nil || t.UTC().Year() >= 1970 && t.UTC().Year() <= 9999
}

// snapshot is a set as the journal keeps it.
func snapshot(prices []Price) any {
	prices = slices.Clone(prices)
	slices.SortFunc(prices, func(a, b Price) int { return strings.Compare(a.ID, b.ID) })
	return struct {
		Prices []Price `json:"prices"`
	}{prices}
}
