package tax

import (
	"sort"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Standard is the category of everything that names none, and the one whose
// rates stand in for a category a zone says nothing about (T2).
const Standard = "standard"

// Reasons: why a tax line is what it is. A zero needs one too.
const (
	ReasonStandard      = "standard"       // the ordinary rate
	ReasonReduced       = "reduced"        // a lower rate by law
	ReasonZero          = "zero"           // taxed at nought
	ReasonExempt        = "exempt"         // not taxable here
	ReasonReverseCharge = "reverse_charge" // the buyer accounts for it
	ReasonExport        = "export"         // leaves the territory
	ReasonOutOfScope    = "out_of_scope"   // no zone of ours covers the place
)

// Bounds of what falls on one item; both keep mistakes ("20" for 20 %) and
// overflows out.
const (
	MaxRate        = 10 * money.One
	maxRatesOfItem = 8
)

var (
	// ErrBadInput says that an item or a rate cannot be reckoned with.
	ErrBadInput = errs.New(errs.Invalid, "tax.bad_input", "The tax cannot be calculated from this.")
	// ErrTooLarge says that a tax does not fit into an amount.
	ErrTooLarge = errs.New(errs.Invalid, "tax.too_large", "The amount is too large.")

	ErrNotFound         = errs.New(errs.NotFound, "tax.not_found", "There is no such tax zone.")
	ErrCategoryNotFound = errs.New(errs.NotFound, "tax.category_not_found", "There is no such tax category.")
	ErrInvalid          = errs.New(errs.Invalid, "tax.invalid", "Some of this cannot be saved.")
	ErrAreaTaken        = errs.New(errs.Conflict, "tax.area_taken", "Another zone covers this area already.")
	ErrCategoryInUse    = errs.New(errs.Conflict, "tax.category_in_use", "This category cannot be removed while rates use it.")
	ErrStandard         = errs.New(errs.Conflict, "tax.standard", "The standard category cannot be removed.")
	ErrStale            = errs.New(errs.Stale, "tax.stale", "Somebody else changed this meanwhile. Look at the current state and try again.")
)

// Place is where goods go, as far as tax cares. Country is ISO 3166-1 alpha-2;
// Region is the part of the ISO 3166-2 code after the hyphen ("IL").
type Place struct {
	Country  string `json:"country"`
	Region   string `json:"region"`
	Postcode string `json:"postcode"`
}

// Normal is the form in which places are compared: capitals, the country cut
// off the region ("US-IL" is "IL"), postcodes without blanks and hyphens.
func (p Place) Normal() Place {
	country := strings.ToUpper(strings.TrimSpace(p.Country))
	region := strings.ToUpper(strings.TrimSpace(p.Region))
	return Place{
		Country:  country,
		Region:   strings.TrimPrefix(region, country+"-"),
		Postcode: address.CompactPostcode(strings.TrimSpace(p.Postcode)),
	}
}

// Area is a part of the world. An empty member covers everything, so the zero
// Area is the whole world; Postcode is a prefix.
type Area struct {
	Country  string `json:"country" required:"false" maxLength:"2"`
	Region   string `json:"region" required:"false" maxLength:"16"`
	Postcode string `json:"postcode" required:"false" maxLength:"20" doc:"Beginning of the postcodes covered; empty covers all"`
}

// covers expects both in normal form.
func (a Area) covers(p Place) bool {
	return (a.Country == "" || a.Country == p.Country) &&
		(a.Region == "" || a.Region == p.Region) &&
		strings.HasPrefix(p.Postcode, a.Postcode)
}

// closeness orders areas that cover the same place: the longer postcode prefix
// first, then a region, then a country (T1).
func (a Area) closeness() int {
	n := 4 * len(a.Postcode)
	if a.Region != "" {
		n += 2
	}
	if a.Country != "" {
		n++
	}
	return n
}

func (a Area) normal() Area { return Area(Place(a).Normal()) }

// Zone is one or more areas with the same rates.
type Zone struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Areas     []Area    `json:"areas"`
	Rates     []Rate    `json:"rates"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Rate is one tax on one category of goods in one zone.
type Rate struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Category string     `json:"category"`
	Rate     money.Rate `json:"rate" doc:"Exact decimal: 0.0825 is 8.25 %"`
	// Position orders the rates of a category; Compound takes the rate of the
	// price and all taxes of earlier positions, not of the price alone.
	Position int  `json:"position"`
	Compound bool `json:"compound"`
	// Shipping tells whether shipping charges of the category bear it too.
	Shipping bool   `json:"shipping"`
	Reason   string `json:"reason"`
	// From (inclusive) and Until (exclusive) bound when the rate is in force;
	// nil is unbounded.
	From  *time.Time `json:"from"`
	Until *time.Time `json:"until"`
}

// Category is a kind of goods that is taxed alike.
type Category struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// inForce tells whether the rate applies at a tax point.
func (r Rate) inForce(at time.Time) bool {
	return (r.From == nil || !at.Before(*r.From)) && (r.Until == nil || at.Before(*r.Until))
}

// Rules are what is in force for one destination at one moment: pure data, the
// only thing Quote knows of zones. The zero Rules tax nothing.
type Rules struct {
	ZoneID string
	// Jurisdiction names the zone for the snapshot on an order.
	Jurisdiction string
	Rates        []Rate
}

// Select picks the zone that covers the place most closely, the lower id of
// equals, and of its rates those in force at the tax point. Where no zone
// covers the place the rules are empty and everything is out of scope.
func Select(zones []Zone, to Place, at time.Time) Rules {
	to = to.Normal()
	best, closest := -1, -1
	for i, z := range zones {
		c := z.closeness(to)
		if c < 0 || c < closest || c == closest && z.ID > zones[best].ID {
			continue
		}
		best, closest = i, c
	}
	if best < 0 {
		return Rules{}
	}
	rules := Rules{ZoneID: zones[best].ID, Jurisdiction: zones[best].Name}
	for _, r := range zones[best].Rates {
		if r.inForce(at) {
			rules.Rates = append(rules.Rates, r)
		}
	}
	sortRates(rules.Rates)
	return rules
}

// closeness is that of the closest area, or −1 when none covers the place.
func (z Zone) closeness(to Place) int {
	closest := -1
	for _, a := range z.Areas {
		if a = a.normal(); a.covers(to) {
			closest = max(closest, a.closeness())
		}
	}
	return closest
}

func sortRates(rates []Rate) {
	sort.Slice(rates, func(i, j int) bool {
		if rates[i].Position != rates[j].Position {
			return rates[i].Position < rates[j].Position
		}
		return rates[i].ID < rates[j].ID
	})
}
