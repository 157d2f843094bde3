package tax

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// Bounds of a zone.
const (
	maxName     = 120
	maxAreas    = 500
	maxRates    = 100
	maxPostcode = 16
	maxRegion   = 10
)

// NewZone is a zone to be made.
type NewZone struct {
	Name  string
	Areas []Area
	Rates []Rate
}

// ZonePatch edits a zone; absent members stay, lists are replaced as a whole. A
// rate with the id of one of the zone's rates stays that rate; any other gets
// an id of its own.
type ZonePatch struct {
	Name      opt.Field[string]
	Areas     opt.Field[[]Area]
	Rates     opt.Field[[]Rate]
	IfVersion *int64 // the version the edit was made on
}

// CreateZone is CreateZoneTx in its own transaction.
func (s *Service) CreateZone(ctx context.Context, in NewZone) (out Zone, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.CreateZoneTx(ctx, tx, in)
		return err
	})
	return out, err
}

// CreateZoneTx makes a zone. Returns ErrNotFound to those who may not, ErrInvalid
// with the bad fields, or ErrAreaTaken.
func (s *Service) CreateZoneTx(ctx context.Context, tx db.Tx, in NewZone) (Zone, error) {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return Zone{}, ErrNotFound
	}
	now := s.clock.Now()
	z := Zone{ID: s.ids.New("txz_"), Name: in.Name, Areas: in.Areas, Rates: in.Rates, Version: 1, CreatedAt: now, UpdatedAt: now}
	z, err := s.prepared(ctx, tx, z, Zone{})
	if err != nil {
		return Zone{}, err
	}
	if _, err := db.Exec(ctx, tx, insertZone, z.ID, z.Name, z.Version, z.CreatedAt, z.UpdatedAt); err != nil {
		return Zone{}, err
	}
	if err := writeParts(ctx, tx, z); err != nil {
		return Zone{}, err
	}
	return z, s.zoneChanged(ctx, tx, journal.Entry{EntityID: z.ID, Action: "created", After: z})
}

// UpdateZone is UpdateZoneTx in its own transaction.
func (s *Service) UpdateZone(ctx context.Context, zoneID string, p ZonePatch) (out Zone, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.UpdateZoneTx(ctx, tx, zoneID, p)
		return err
	})
	return out, err
}

// UpdateZoneTx edits a zone; an edit that changes nothing writes nothing.
// Returns ErrNotFound, ErrInvalid, ErrAreaTaken, or ErrStale with the current
// zone.
func (s *Service) UpdateZoneTx(ctx context.Context, tx db.Tx, zoneID string, p ZonePatch) (Zone, error) {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return Zone{}, ErrNotFound
	}
	before, err := lockZone(ctx, tx, zoneID)
	if err != nil {
		return Zone{}, err
	}
	if p.IfVersion != nil && *p.IfVersion != before.Version {
		return Zone{}, ErrStale.With(before)
	}
	z := before
	p.Name.Apply(&z.Name)
	p.Areas.Apply(&z.Areas)
	p.Rates.Apply(&z.Rates)
	if z, err = s.prepared(ctx, tx, z, before); err != nil {
		return Zone{}, err
	}
	if reflect.DeepEqual(z, before) {
		return before, nil
	}
	z.Version, z.UpdatedAt = before.Version+1, s.clock.Now()
	if _, err := db.Exec(ctx, tx, updateZone, z.ID, z.Name, z.Version, z.UpdatedAt); err != nil {
		return Zone{}, err
	}
	if err := writeParts(ctx, tx, z); err != nil {
		return Zone{}, err
	}
	return z, s.zoneChanged(ctx, tx, journal.Entry{EntityID: z.ID, Action: "updated", Before: before, After: z})
}

// DeleteZone removes a zone; what it covered falls to the next closest. Orders
// keep what they were taxed with. Returns ErrNotFound.
func (s *Service) DeleteZone(ctx context.Context, zoneID string) error {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return ErrNotFound
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		before, err := lockZone(ctx, tx, zoneID)
		if err != nil {
			return err
		}
		if err := dropParts(ctx, tx, zoneID); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, deleteZone, zoneID); err != nil {
			return err
		}
		return s.zoneChanged(ctx, tx, journal.Entry{EntityID: zoneID, Action: "deleted", Before: before})
	})
}

func (s *Service) zoneChanged(ctx context.Context, tx db.Tx, e journal.Entry) error {
	e.Entity = "tax_zone"
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, ZoneChanged{ZoneID: e.EntityID})
}

// prepared returns the zone normalised, checked, and with an id for each rate.
func (s *Service) prepared(ctx context.Context, tx db.Tx, z, before Zone) (Zone, error) {
	z = z.normal()
	var bad errs.Fields
	z.check(&bad)
	if err := s.checkCategories(ctx, tx, z, &bad); err != nil {
		return Zone{}, err
	}
	if err := bad.As(ErrInvalid); err != nil {
		return Zone{}, err
	}
	own := map[string]bool{}
	for _, r := range before.Rates {
		own[r.ID] = true
	}
	for i := range z.Rates {
		if id := z.Rates[i].ID; own[id] {
			own[id] = false // a second one of that id is another rate
			continue
		}
		z.Rates[i].ID = s.ids.New("txr_")
	}
	sortRates(z.Rates)
	return z, nil
}

// checkCategories wants every rate's category to exist, and holds it until the
// end of the transaction.
func (s *Service) checkCategories(ctx context.Context, tx db.Tx, z Zone, bad *errs.Fields) error {
	var codes []string
	for _, r := range z.Rates[:min(len(z.Rates), maxRates)] {
		codes = append(codes, r.Category)
	}
	known, err := db.All[string](ctx, tx, lockCategories, slices.Compact(slices.Sorted(slices.Values(codes))))
	if err != nil {
		return err
	}
	for i, code := range codes {
		bad.Check(slices.Contains(known, code), place("rates", i, "category"), "unknown", "There is no such tax category.")
	}
	return nil
}

// normal is the zone as it is stored and compared.
func (z Zone) normal() Zone {
	z.Name = text.Line(z.Name)
	areas := make([]Area, len(z.Areas))
	for i, a := range z.Areas {
		areas[i] = a.normal()
	}
	rates := make([]Rate, len(z.Rates))
	for i, r := range z.Rates {
		r.Name = text.Line(r.Name)
		r.From, r.Until = micro(r.From), micro(r.Until)
		rates[i] = r
	}
	z.Areas, z.Rates = areas, rates
	return z
}

func micro(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	cut := time.UnixMicro(t.UnixMicro()).UTC()
	return &cut
}

// check expects normal form.
func (z Zone) check(bad *errs.Fields) {
	bad.Check(isLine(z.Name), "name", "length", "Give a name of at most 120 characters.")
	bad.Check(len(z.Areas) >= 1 && len(z.Areas) <= maxAreas, "areas", "count", fmt.Sprintf("A zone has 1 to %d areas.", maxAreas))
	seen := map[Area]bool{}
	for i, a := range z.Areas[:min(len(z.Areas), maxAreas)] {
		a.check(bad, i)
		bad.Check(!seen[a], place("areas", i, ""), "duplicate", "This area stands twice.")
		seen[a] = true
	}
	bad.Check(len(z.Rates) <= maxRates, "rates", "count", fmt.Sprintf("A zone has at most %d rates.", maxRates))
	perCategory := map[string]int{}
	for i, r := range z.Rates[:min(len(z.Rates), maxRates)] {
		r.check(bad, i)
		perCategory[r.Category]++
		bad.Check(perCategory[r.Category] <= maxRatesOfCategory, place("rates", i, "category"), "count", "Too many rates of one category.")
	}
}

// maxRatesOfCategory leaves room for past and future rates beside those in
// force together.
const maxRatesOfCategory = 4 * maxRatesOfItem

func (a Area) check(bad *errs.Fields, i int) {
	bad.Check(a.Country == "" || len(a.Country) == 2 && isCode(a.Country), place("areas", i, "country"), "format", "Give a two-letter country code, or nothing for all countries.")
	bad.Check(len(a.Region) <= maxRegion && isCode(a.Region), place("areas", i, "region"), "format", "Give a region code such as IL.")
	bad.Check(len(a.Postcode) <= maxPostcode && isCode(a.Postcode), place("areas", i, "postcode"), "format", "Give the beginning of a postcode.")
	bad.Check(a.Country != "" || a.Region == "" && a.Postcode == "", place("areas", i, "country"), "required", "A region or postcode belongs to a country.")
}

func (r Rate) check(bad *errs.Fields, i int) {
	bad.Check(isLine(r.Name), place("rates", i, "name"), "length", "Give a name of at most 120 characters.")
	bad.Check(r.Rate >= 0 && r.Rate <= MaxRate, place("rates", i, "rate"), "range", "A rate lies between 0 and "+MaxRate.Percent()+".")
	bad.Check(r.Position >= 0 && r.Position <= 1000, place("rates", i, "position"), "range", "The position lies between 0 and 1000.")
	bad.Check(slices.Contains(rateReasons(), r.Reason), place("rates", i, "reason"), "enum", "Say why: "+strings.Join(rateReasons(), ", ")+".")
	bad.Check(r.Rate == 0 || r.Reason == ReasonStandard || r.Reason == ReasonReduced, place("rates", i, "reason"), "mismatch", "Only a standard or reduced rate is more than nothing.")
	bad.Check(ofOurTime(r.From), place("rates", i, "from"), "range", "The year lies between 1970 and 9999.")
	bad.Check(ofOurTime(r.Until), place("rates", i, "until"), "range", "The year lies between 1970 and 9999.")
	bad.Check(r.From == nil || r.Until == nil || r.Until.After(*r.From), place("rates", i, "until"), "order", "The rate ends before it begins.")
}

// rateReasons are those a rate may have; ReasonOutOfScope is for no rate at all.
func rateReasons() []string {
	return []string{ReasonStandard, ReasonReduced, ReasonZero, ReasonExempt, ReasonReverseCharge, ReasonExport}
}

// ofOurTime keeps out moments that do not fit into microseconds and dates that
// are typing errors, such as the year 1.
func ofOurTime(t *time.Time) bool { return t == nil || t.Year() >= 1970 && t.Year() <= 9999 }

// isLine takes a short text of one line.
func isLine(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= maxName && text.Clean(s)
}

// isCode takes capital letters and digits, of which codes and postcodes in
// normal form are made.
func isCode(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !('A' <= r && r <= 'Z' || '0' <= r && r <= '9') })
}

// place is how a caller finds a bad member: rates[2].reason.
func place(list string, i int, member string) string {
	if member == "" {
		return fmt.Sprintf("%s[%d]", list, i)
	}
	return fmt.Sprintf("%s[%d].%s", list, i, member)
}
