package settings

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a machine without zone files must still know the shop's zone

	"golang.org/x/text/language"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/text"
)

// How tax is rounded.
const (
	RoundLine  = "line"  // each line by itself; the default
	RoundTotal = "total" // once per rate over the whole order
)

// Region is where some shoppers are: their countries, currency and tax mode.
type Region struct {
	ID               string         `json:"id" minLength:"1" maxLength:"40" doc:"A short name of your choice: a–z, 0–9 and hyphens." example:"europe"`
	Name             string         `json:"name" minLength:"1" maxLength:"80"`
	Countries        []string       `json:"countries" maxItems:"300" doc:"ISO 3166-1 alpha-2 codes."`
	Currency         money.Currency `json:"currency" minLength:"3" maxLength:"3"`
	PricesIncludeTax bool           `json:"prices_include_tax"`
	Locales          []string       `json:"locales" maxItems:"50"`
}

// Platform is the whole set. A snapshot is shared: never change its slices.
type Platform struct {
	Name         string           `json:"name"`
	BaseURL      string           `json:"base_url" doc:"Where the shop is found; empty means wherever it is asked."`
	SupportEmail string           `json:"support_email"`
	TimeZone     string           `json:"time_zone" doc:"IANA name; reports of the platform use it."`
	Currencies   []money.Currency `json:"currencies"`
	Locales      []string         `json:"locales"`
	Regions      []Region         `json:"regions"`
	TaxRounding  string           `json:"tax_rounding" enum:"line,total"`
	BankDetails  string           `json:"bank_details" doc:"What a shopper needs to transfer money; empty offers no bank transfer, unless the server was started with details."`
	Appearance   Appearance       `json:"appearance"`
	Demo         bool             `json:"demo" doc:"Made-up data: demo log-ins and the sandbox payment provider are on."`
	Version      int64            `json:"version"`
}

// Refusals.
var (
	ErrInvalid = errs.New(errs.Invalid, "settings.invalid", "Some of this cannot be saved.")
	ErrStale   = errs.New(errs.Stale, "settings.stale", "Somebody else changed the settings meanwhile. Look at the current state and try again.")
)

// Defaults are the settings of a first start.
func Defaults() Platform {
	return Platform{
		Name: "Haat", TimeZone: "UTC", Currencies: []money.Currency{"USD"}, Locales: []string{"en", "ar", "ne"}, TaxRounding: RoundLine, Appearance: Appearance{}.tidy(),
		Regions: []Region{{ID: "world", Name: "World", Countries: address.Countries(), Currency: "USD", Locales: []string{"en", "ar", "ne"}}},
	}
}

// RegionOf returns the region a country belongs to.
func (p Platform) RegionOf(country string) (Region, bool) {
	for _, r := range p.Regions {
		if slices.Contains(r.Countries, country) {
			return r, true
		}
	}
	return Region{}, false
}

// DefaultRegion is where a shopper is who has not said so.
func (p Platform) DefaultRegion() Region { return p.Regions[0] }

// Location is the platform's time zone.
func (p Platform) Location() *time.Location {
	l, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return time.UTC
	}
	return l
}

// tidy brings what people typed into its canonical form.
func (p Platform) tidy() Platform {
	p.Name, p.SupportEmail, p.TimeZone = text.Line(p.Name), text.Line(p.SupportEmail), strings.TrimSpace(p.TimeZone)
	p.BaseURL = strings.TrimRight(strings.TrimSpace(p.BaseURL), "/")
	p.BankDetails = text.Block(p.BankDetails)
	p.Appearance = p.Appearance.tidy()
	p.Regions = slices.Clone(p.Regions)
	for i := range p.Regions {
		r := &p.Regions[i]
		r.Name = text.Line(r.Name)
		if r.Countries == nil {
			r.Countries = []string{}
		}
		if r.Locales == nil {
			r.Locales = []string{}
		}
	}
	return p
}

// Limits of lists and texts.
const (
	maxBankDetails = 1000

	maxCurrencies = 50
	maxLocales    = 50
	maxRegions    = 100
)

// check returns ErrInvalid with every bad field (S2, S3, S7, S8).
func (p Platform) check() error {
	var f errs.Fields
	text.Required(&f, "name", p.Name, 80)
	f.Check(p.BaseURL == "" || validBase(p.BaseURL), "base_url", "format", "Give an address like https://shop.example, without a path.")
	f.Check(p.SupportEmail == "" || strings.Contains(p.SupportEmail, "@") && len(p.SupportEmail) <= 254, "support_email", "format", "Give an e-mail address.")
	_, err := time.LoadLocation(p.TimeZone)
	f.Check(err == nil && p.TimeZone != "" && p.TimeZone != "Local", "time_zone", "unknown", "Give the name of a time zone, like Europe/Berlin.")
	f.Check(p.TaxRounding == RoundLine || p.TaxRounding == RoundTotal, "tax_rounding", "enum", "line or total.")
	f.Check(len(p.Currencies) > 0 && len(p.Currencies) <= maxCurrencies && distinct(p.Currencies), "currencies", "list", "Give 1 to 50 different currencies.")
	for i, c := range p.Currencies {
		f.Check(c.Valid(), at("currencies", i), "unknown", "This is not an ISO 4217 currency.")
	}
	f.Check(len(p.Locales) > 0 && len(p.Locales) <= maxLocales && distinct(p.Locales), "locales", "list", "Give 1 to 50 different locales.")
	for i, l := range p.Locales {
		f.Check(validLocale(l), at("locales", i), "unknown", "This is not a language tag like en or pt-BR.")
	}
	p.checkRegions(&f)
	text.Check(&f, "bank_details", p.BankDetails, maxBankDetails)
	p.Appearance.check(&f)
	return f.As(ErrInvalid)
}

var regionID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (p Platform) checkRegions(f *errs.Fields) {
	f.Check(len(p.Regions) > 0 && len(p.Regions) <= maxRegions, "regions", "list", "Give 1 to 100 regions.")
	ids, owner := map[string]bool{}, map[string]string{}
	for i, r := range p.Regions {
		here := at("regions", i)
		f.Check(regionID.MatchString(r.ID) && len(r.ID) <= 40, here+".id", "format", "Use a–z, 0–9 and inner hyphens.")
		f.Check(!ids[r.ID], here+".id", "duplicate", "Another region has this id.")
		ids[r.ID] = true
		text.Required(f, here+".name", r.Name, 80)
		f.Check(slices.Contains(p.Currencies, r.Currency), here+".currency", "unknown", "This is not one of the platform's currencies.")
		for j, l := range r.Locales {
			f.Check(slices.Contains(p.Locales, l), at(here+".locales", j), "unknown", "This is not one of the platform's locales.")
		}
		for j, c := range r.Countries {
			f.Check(address.Known(c), at(here+".countries", j), "unknown", "This is not an ISO 3166-1 country.")
			f.Check(owner[c] == "", at(here+".countries", j), "duplicate", "This country is listed already.")
			owner[c] = r.ID
		}
	}
}

func validBase(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.Path == "" && u.RawQuery == "" && u.Fragment == "" && u.User == nil && len(s) <= 200
}

func validLocale(s string) bool {
	t, err := language.Parse(s)
	return err == nil && t.String() == s
}

func distinct[T comparable](list []T) bool {
	seen := map[T]bool{}
	for _, v := range list {
		if seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}
