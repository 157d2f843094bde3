package shipping

import (
	"context"
	"reflect"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
)

// Save is a whole zone as it shall be. Without an ID it is a new one.
type Save struct {
	ID        string
	StoreID   string // of a new zone
	Name      string
	Position  int64
	Places    []Place
	Rates     []Rate
	IfVersion *int64
}

// Save writes a zone with its places and rates. Returns ErrNotFound for a store or zone
// outside the caller's scope, ErrInvalid, ErrTooMany, or ErrStale with the current zone.
func (s *Service) Save(ctx context.Context, in Save) (out Zone, err error) {
	err = s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveTx is Save inside a transaction. An edit that changes nothing writes nothing.
func (s *Service) SaveTx(ctx context.Context, tx db.Tx, in Save) (Zone, error) {
	if in.ID == "" {
		return s.create(ctx, tx, in)
	}
	before, err := s.lock(ctx, tx, in.ID, in.IfVersion)
	if err != nil {
		return Zone{}, err
	}
	after, err := s.edited(before, in)
	if err != nil || reflect.DeepEqual(before, after) {
		return before, err
	}
	after.Version++
	if _, err := db.Exec(ctx, tx, updateZone, after.ID, after.Name, after.Position, db.JSONOf(after.Places), db.JSONOf(after.Rates), after.Version); err != nil {
		return Zone{}, err
	}
	return after, s.changed(ctx, tx, "updated", after.StoreID, after.ID, &before, &after)
}

func (s *Service) create(ctx context.Context, tx db.Tx, in Save) (Zone, error) {
	if !actor.From(ctx).Scope(actor.ShippingWrite).Has(in.StoreID) {
		return Zone{}, ErrNotFound
	}
	zone, err := s.edited(Zone{ID: s.d.IDs.New("shz_"), StoreID: in.StoreID, Version: 1, CreatedAt: s.d.Clock.Now()}, in)
	if err != nil {
		return Zone{}, err
	}
	if n, err := db.Get[int64](ctx, tx, countZones, in.StoreID); err != nil || n >= maxZones {
		return Zone{}, orTooMany(err)
	}
	if _, err := db.Exec(ctx, tx, insertZone, zone.ID, zone.StoreID, zone.Name, zone.Position, db.JSONOf(zone.Places), db.JSONOf(zone.Rates), zone.CreatedAt); err != nil {
		return Zone{}, err
	}
	return zone, s.changed(ctx, tx, "created", zone.StoreID, zone.ID, nil, &zone)
}

func orTooMany(err error) error {
	if err != nil {
		return err
	}
	return ErrTooMany
}

// edited is the zone with what was asked for, checked, and with ids for new rates. A rate
// id that was not the zone's own is replaced: ids are ours to give (S8).
func (s *Service) edited(zone Zone, in Save) (Zone, error) {
	own := map[string]bool{}
	for _, r := range zone.Rates {
		own[r.ID] = true
	}
	zone.Name, zone.Position, zone.Places, zone.Rates = in.Name, in.Position, in.Places, in.Rates
	zone = zone.normalise()
	if err := zone.check(); err != nil {
		return Zone{}, err
	}
	for i, r := range zone.Rates {
		if !own[r.ID] {
			zone.Rates[i].ID = s.d.IDs.New("shp_")
		}
	}
	return zone, nil
}

// Delete removes a zone with its rates; carts that chose one are told to choose again.
// Returns ErrNotFound or ErrStale.
func (s *Service) Delete(ctx context.Context, zoneID string, ifVersion *int64) error {
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		zone, err := s.lock(ctx, tx, zoneID, ifVersion)
		if err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, deleteZone, zoneID); err != nil {
			return err
		}
		return s.changed(ctx, tx, "deleted", zone.StoreID, zone.ID, &zone, nil)
	})
}

// lock locks a zone in the caller's scope, at the version it was edited on.
func (s *Service) lock(ctx context.Context, tx db.Tx, zoneID string, ifVersion *int64) (Zone, error) {
	zone, err := lockZone(ctx, tx, zoneID)
	switch {
	case err != nil:
		return Zone{}, err
	case !actor.From(ctx).Scope(actor.ShippingWrite).Has(zone.StoreID):
		return Zone{}, ErrNotFound
	case ifVersion != nil && *ifVersion != zone.Version:
		return Zone{}, ErrStale.With(zone)
	}
	return zone, nil
}

func (s *Service) changed(ctx context.Context, tx db.Tx, action, storeID, zoneID string, before, after *Zone) error {
	entry := journal.Entry{Entity: "shipping_zone", EntityID: zoneID, Action: action, StoreID: storeID}
	if before != nil {
		entry.Before = *before
	}
	if after != nil {
		entry.After = *after
	}
	if err := s.d.Journal.Record(ctx, tx, entry); err != nil {
		return err
	}
	return s.d.Events.Publish(ctx, tx, Changed{StoreID: storeID, ZoneID: zoneID})
}

// EnsureDefaultsTx gives a store that ships nowhere one zone, everywhere, with a flat
// standard rate in every currency of the platform: a new store can sell at once and edit
// the price later. The caller has opened the store, so no scope applies.
func (s *Service) EnsureDefaultsTx(ctx context.Context, tx db.Tx, storeID string) error {
	if n, err := db.Get[int64](ctx, tx, countZones, storeID); err != nil || n > 0 {
		return err
	}
	rate := Rate{Name: "Standard", Active: true, DaysMin: 2, DaysMax: 5}
	for _, c := range s.d.Currencies() {
		rate.Tariffs = append(rate.Tariffs, Flat(c, startingPrice(c)))
	}
	ctx = actor.With(ctx, actor.TheSystem())
	_, err := s.SaveTx(ctx, tx, Save{StoreID: storeID, Name: "Everywhere", Places: []Place{{Country: Everywhere}}, Rates: []Rate{rate}})
	return err
}

// startingPrice is five units of a currency with cents, and as many minor units as look
// alike in the others.
func startingPrice(c money.Currency) int64 {
	if c.Exponent() == 3 {
		return 1500
	}
	return 500
}
