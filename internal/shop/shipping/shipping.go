package shipping

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/text"
)

// Everywhere is the country of a place that every destination lies in.
const Everywhere = "*"

// Zone is a set of places of one store with the rates offered there.
type Zone struct {
	ID        string    `json:"id"`
	StoreID   string    `json:"store_id"`
	Name      string    `json:"name"`
	Position  int64     `json:"position"`
	Places    []Place   `json:"places"`
	Rates     []Rate    `json:"rates"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
}

// Place is a country, narrowed by a region or by the beginning of the postcode.
type Place struct {
	Country        string `json:"country" maxLength:"2" doc:"ISO 3166 code, or * for everywhere."`
	Region         string `json:"region,omitempty" maxLength:"100"`
	PostcodePrefix string `json:"postcode_prefix,omitempty" maxLength:"16"`
}

// Rate is one way of shipping.
type Rate struct {
	ID          string   `json:"id,omitempty" maxLength:"40" doc:"Leave out for a new rate."`
	Name        string   `json:"name" minLength:"1" maxLength:"120"`
	Active      bool     `json:"active"`
	DaysMin     int64    `json:"days_min" minimum:"0" maximum:"365"`
	DaysMax     int64    `json:"days_max" minimum:"0" maximum:"365"`
	TaxCategory string   `json:"tax_category,omitempty" maxLength:"60"`
	Tariffs     []Tariff `json:"tariffs" minItems:"1" maxItems:"50"`
}

// Tariff is the price of a rate in one currency.
type Tariff struct {
	Currency money.Currency `json:"currency" minLength:"3" maxLength:"3"`
	Bands    []Band         `json:"bands" minItems:"1" maxItems:"50"`
	FreeFrom *int64         `json:"free_from,omitempty" minimum:"0" doc:"Goods of this amount or more ship free."`
}

// Band is a price up to a weight; without a limit it holds for any.
type Band struct {
	UpToGrams *int64 `json:"up_to_grams,omitempty" minimum:"1"`
	Amount    int64  `json:"amount" minimum:"0" doc:"Minor units."`
}

// Flat is the tariff of one price for any weight.
func Flat(c money.Currency, amount int64) Tariff {
	return Tariff{Currency: c, Bands: []Band{{Amount: amount}}}
}

// Refusals.
var (
	ErrNotFound = errs.New(errs.NotFound, "shipping.not_found", "There is no such shipping zone.")
	ErrInvalid  = errs.New(errs.Invalid, "shipping.invalid", "Some of this shipping zone cannot be saved.")
	ErrTooMany  = errs.New(errs.Conflict, "shipping.too_many", "A store has at most 50 shipping zones.")
	ErrStale    = errs.New(errs.Stale, "shipping.stale", "Somebody else changed this zone meanwhile. Look at the current state and try again.")
)

// Caps of what one store may enter.
const (
	maxZones  = 50
	maxPlaces = 500
	maxRates  = 30
)

// normalise answers the zone as it is stored.
func (z Zone) normalise() Zone {
	z.Name = text.Line(z.Name)
	z.Places, z.Rates = slices.Clone(z.Places), slices.Clone(z.Rates)
	for i, p := range z.Places {
		p.Country = strings.ToUpper(strings.TrimSpace(p.Country))
		p.Region = text.Line(p.Region)
		p.PostcodePrefix = address.CompactPostcode(p.PostcodePrefix)
		z.Places[i] = p
	}
	for i := range z.Rates {
		z.Rates[i].Name = text.Line(z.Rates[i].Name)
	}
	return z
}

// check names everything wrong with a normalised zone as ErrInvalid.
func (z Zone) check() error {
	var f errs.Fields
	f.Check(isName(z.Name), "name", "length", "Give a name of at most 120 characters.")
	f.Check(len(z.Places) > 0 && len(z.Places) <= maxPlaces, "places", "count", "Name 1 to 500 places.")
	for i, p := range z.Places {
		p.check(&f, fmt.Sprintf("places[%d]", i))
	}
	f.Check(len(z.Rates) <= maxRates, "rates", "count", "Enter at most 30 rates.")
	ids := map[string]bool{}
	for i, r := range z.Rates {
		at := fmt.Sprintf("rates[%d]", i)
		f.Check(r.ID == "" || !ids[r.ID], at+".id", "twice", "This rate is here twice.")
		ids[r.ID] = true
		r.check(&f, at)
	}
	return f.As(ErrInvalid)
}

// isName takes a short text of one line in normal form.
func isName(s string) bool { return s != "" && utf8.RuneCountInString(s) <= 120 && text.Clean(s) }

func (p Place) check(f *errs.Fields, at string) {
	f.Check(p.Country == Everywhere || address.Known(p.Country), at+".country", "unknown_country", "Use a two-letter country code, or * for everywhere.")
	f.Check(p.Country != Everywhere || p.Region == "" && p.PostcodePrefix == "", at, "everywhere", "A region or postcode needs its country.")
	f.Check(p.Region == "" || p.PostcodePrefix == "", at, "both", "Narrow by region or by postcode, not by both.")
	f.Check(len(p.Region) <= 200 && text.Clean(p.Region) && len(p.PostcodePrefix) <= 16 && text.Clean(p.PostcodePrefix), at, "length", "This is too long, or holds what cannot be shown.")
}

func (r Rate) check(f *errs.Fields, at string) {
	f.Check(isName(r.Name), at+".name", "length", "Give a name of at most 120 characters.")
	f.Check(r.DaysMin >= 0 && r.DaysMin <= r.DaysMax && r.DaysMax <= 365, at+".days_max", "range", "Delivery takes 0 to 365 days, at least first.")
	f.Check(len(r.Tariffs) > 0, at+".tariffs", "required", "Give a price in at least one currency.")
	seen := map[money.Currency]bool{}
	for i, t := range r.Tariffs {
		in := fmt.Sprintf("%s.tariffs[%d]", at, i)
		f.Check(t.Currency.Valid(), in+".currency", "unknown_currency", "This is not a currency we know.")
		f.Check(!seen[t.Currency], in+".currency", "twice", "This currency is here twice.")
		seen[t.Currency] = true
		t.check(f, in)
	}
}

// check enforces S3.
func (t Tariff) check(f *errs.Fields, at string) {
	f.Check(len(t.Bands) > 0, at+".bands", "required", "Give at least one price.")
	f.Check(t.FreeFrom == nil || *t.FreeFrom >= 0 && *t.FreeFrom <= money.MaxMinor, at+".free_from", "range", "This amount is not possible.")
	last := int64(0)
	for i, b := range t.Bands {
		in := fmt.Sprintf("%s.bands[%d]", at, i)
		f.Check(b.Amount >= 0 && b.Amount <= money.MaxMinor, in+".amount", "range", "This amount is not possible.")
		if b.UpToGrams == nil {
			f.Check(i == len(t.Bands)-1, in+".up_to_grams", "order", "Only the last band has no limit.")
			continue
		}
		f.Check(*b.UpToGrams > last, in+".up_to_grams", "order", "Bands ascend by weight.")
		last = *b.UpToGrams
	}
}
