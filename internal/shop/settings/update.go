package settings

import (
	"context"
	"reflect"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
)

// Patch edits the settings; absent members stay.
type Patch struct {
	Name         opt.Field[string]
	BaseURL      opt.Field[string]
	SupportEmail opt.Field[string]
	TimeZone     opt.Field[string]
	Currencies   opt.Field[[]money.Currency]
	Locales      opt.Field[[]string]
	Regions      opt.Field[[]Region]
	TaxRounding  opt.Field[string]
	BankDetails  opt.Field[string]
	Appearance   opt.Field[Appearance] // whole; cleared is the theme's own
	IfVersion    *int64                // the version the edit was made on
}

func (p Patch) apply(v Platform) Platform {
	p.Name.Apply(&v.Name)
	p.BaseURL.Apply(&v.BaseURL)
	p.SupportEmail.Apply(&v.SupportEmail)
	p.TimeZone.Apply(&v.TimeZone)
	p.Currencies.Apply(&v.Currencies)
	p.Locales.Apply(&v.Locales)
	p.Regions.Apply(&v.Regions)
	p.TaxRounding.Apply(&v.TaxRounding)
	p.BankDetails.Apply(&v.BankDetails)
	p.Appearance.Apply(&v.Appearance)
	return v.tidy()
}

// Update is UpdateTx in its own transaction.
func (s *Service) Update(ctx context.Context, p Patch) (out Platform, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.UpdateTx(ctx, tx, p)
		return err
	})
	return out, err
}

// UpdateTx edits the settings. Returns actor.ErrForbidden, ErrInvalid with the
// bad fields, or ErrStale with the current state. An edit that changes nothing
// writes nothing.
func (s *Service) UpdateTx(ctx context.Context, tx db.Tx, p Patch) (Platform, error) {
	if !actor.From(ctx).Platform(actor.SettingsWrite) {
		return Platform{}, actor.ErrForbidden
	}
	return s.change(ctx, tx, p.IfVersion, p.apply)
}

// SetDemoTx says whether this installation shows made-up data (S6). Returns
// actor.ErrForbidden for anybody but the shop itself.
func (s *Service) SetDemoTx(ctx context.Context, tx db.Tx, on bool) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	_, err := s.change(ctx, tx, nil, func(p Platform) Platform {
		p.Demo = on
		return p
	})
	return err
}

func (s *Service) change(ctx context.Context, tx db.Tx, ifVersion *int64, edit func(Platform) Platform) (Platform, error) {
	before, err := s.lock(ctx, tx)
	if err != nil {
		return Platform{}, err
	}
	if ifVersion != nil && *ifVersion != before.Version {
		return Platform{}, ErrStale.With(before)
	}
	after := edit(before)
	if err := after.check(); err != nil {
		return Platform{}, err
	}
	if reflect.DeepEqual(before, after) {
		return before, nil
	}
	after.Version++
	if err := putPlatform(ctx, tx, after, s.clock.Now()); err != nil {
		return Platform{}, err
	}
	tx.Touch("settings")
	tx.AfterCommit(func() { s.remember(after) })
	e := journal.Entry{Entity: "settings", EntityID: platformID, Action: "updated", Before: before, After: after}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return Platform{}, err
	}
	return after, s.events.Publish(ctx, tx, Changed{Version: after.Version})
}
