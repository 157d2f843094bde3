package customer

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// Profile is what customers change of themselves; absent members stay.
type Profile struct {
	FirstName opt.Field[string]
	LastName  opt.Field[string]
	Phone     opt.Field[string]
	Locale    opt.Field[string]
}

// UpdateMine edits the caller's own profile. Returns ErrNotFound or ErrInvalid.
func (s *Service) UpdateMine(ctx context.Context, p Profile) (out Customer, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		before, err := get(ctx, tx, lockByAccount, actor.From(ctx).AccountID)
		if err != nil {
			return err
		}
		out = before
		p.FirstName.Apply(&out.FirstName)
		p.LastName.Apply(&out.LastName)
		p.Phone.Apply(&out.Phone)
		p.Locale.Apply(&out.Locale)
		var f errs.Fields
		out.tidy(&f)
		if err := f.As(ErrInvalid); err != nil || out.same(before) {
			return err
		}
		out, err = s.write(ctx, tx, out)
		return err
	})
	return out, err
}

func (c Customer) same(o Customer) bool {
	return c.FirstName == o.FirstName && c.LastName == o.LastName && c.Phone == o.Phone && c.Locale == o.Locale && c.Note == o.Note && slices.Equal(c.Groups, o.Groups)
}

// Patch is what staff note about a customer; absent members stay.
type Patch struct {
	Note      opt.Field[string]
	Groups    opt.Field[[]string]
	IfVersion *int64
}

// noted is what the journal keeps of it: no personal data.
type noted struct {
	Note   string   `json:"note"`
	Groups []string `json:"groups"`
}

// Update edits groups and note, which are the platform's. Returns ErrNotFound,
// ErrInvalid, or ErrStale with the current customer.
func (s *Service) Update(ctx context.Context, customerID string, p Patch) (out Customer, err error) {
	if !actor.From(ctx).Platform(actor.CustomersWrite) {
		return Customer{}, ErrNotFound
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		before, err := get(ctx, tx, lockCustomerRow, customerID)
		if err != nil {
			return err
		}
		if p.IfVersion != nil && *p.IfVersion != before.Version {
			return ErrStale.With(before)
		}
		out = before
		var f errs.Fields
		p.Note.Apply(&out.Note)
		out.Note = text.Block(out.Note)
		text.Check(&f, "note", out.Note, maxNote)
		if p.Groups.Given() {
			groups, _ := p.Groups.Get()
			out.Groups = tidyGroups(&f, groups)
		}
		if err := f.As(ErrInvalid); err != nil || out.same(before) {
			return err
		}
		e := journal.Entry{Entity: "customer", EntityID: out.ID, Action: "updated", Before: noted{before.Note, before.Groups}, After: noted{out.Note, out.Groups}}
		if err := s.journal.Record(ctx, tx, e); err != nil {
			return err
		}
		out, err = s.write(ctx, tx, out)
		return err
	})
	return out, err
}
