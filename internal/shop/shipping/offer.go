package shipping

import (
	"strings"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/money"
)

// Destination is what of an address decides about shipping.
type Destination struct {
	Country  string
	Region   string
	Postcode string
}

// To is the destination of an address.
func To(a address.Address) Destination {
	return Destination{Country: a.Country, Region: a.Region, Postcode: a.Postcode}
}

// Quote asks what it costs to ship some goods of one store. Weight and amount are those
// of the goods that need shipping.
type Quote struct {
	StoreID     string
	Destination Destination
	Currency    money.Currency
	WeightGrams int64
	Subtotal    int64
}

// Option is a rate as offered to one shopper.
type Option struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Price       money.Amount `json:"price"`
	DaysMin     int64        `json:"days_min"`
	DaysMax     int64        `json:"days_max"`
	TaxCategory string       `json:"tax_category,omitempty"`
}

// Offer answers the options among a store's zones, in the order the store gave them. It is
// pure: the same zones and question have the same answer.
func Offer(zones []Zone, in Quote) []Option {
	zone, ok := serving(zones, in.Destination)
	if !ok {
		return nil
	}
	var offered []Option
	for _, r := range zone.Rates {
		if price, ok := r.price(in); ok && r.Active {
			offered = append(offered, Option{ID: r.ID, Name: r.Name, Price: money.New(price, in.Currency),
				DaysMin: r.DaysMin, DaysMax: r.DaysMax, TaxCategory: r.TaxCategory})
		}
	}
	return offered
}

// serving picks the one zone for a destination (S1).
func serving(zones []Zone, to Destination) (Zone, bool) {
	best, how := -1, 0
	for i, z := range zones {
		fit := 0
		for _, p := range z.Places {
			fit = max(fit, p.fit(to))
		}
		if fit > how || fit == how && fit > 0 && z.before(zones[best]) {
			best, how = i, fit
		}
	}
	if best < 0 {
		return Zone{}, false
	}
	return zones[best], true
}

func (z Zone) before(other Zone) bool {
	if z.Position != other.Position {
		return z.Position < other.Position
	}
	return z.ID < other.ID
}

// How closely a place fits; longer postcode prefixes fit closer than the last of these.
const (
	fitsEverywhere = iota + 1
	fitsCountry
	fitsRegion
	fitsPostcode
)

// fit is 0 for a place the destination does not lie in.
func (p Place) fit(to Destination) int {
	switch {
	case p.Country == Everywhere:
		return fitsEverywhere
	case p.Country != to.Country:
		return 0
	case p.PostcodePrefix != "":
		if strings.HasPrefix(address.CompactPostcode(to.Postcode), p.PostcodePrefix) {
			return fitsPostcode + len(p.PostcodePrefix)
		}
		return 0
	case p.Region != "":
		if strings.EqualFold(p.Region, strings.TrimSpace(to.Region)) {
			return fitsRegion
		}
		return 0
	}
	return fitsCountry
}

// price is what the rate costs, if it can be used at all (S2, S4).
func (r Rate) price(in Quote) (int64, bool) {
	for _, t := range r.Tariffs {
		if t.Currency != in.Currency {
			continue
		}
		amount, ok := t.band(in.WeightGrams)
		if ok && t.FreeFrom != nil && in.Subtotal >= *t.FreeFrom {
			amount = 0
		}
		return amount, ok
	}
	return 0, false
}

func (t Tariff) band(grams int64) (int64, bool) {
	for _, b := range t.Bands {
		if b.UpToGrams == nil || grams <= *b.UpToGrams {
			return b.Amount, true
		}
	}
	return 0, false
}
