package customer

import (
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// Bounds.
const (
	MaxAddresses = 50
	maxEmail     = 254
	maxName      = 100
	maxPhone     = 32
	maxLocale    = 35
	maxNote      = 5_000
	maxGroups    = 20
	maxGroup     = 60
)

// Customer is who buys.
type Customer struct {
	ID        string    `json:"id"`
	AccountID *string   `json:"account_id" doc:"Null for a guest."`
	Email     string    `json:"email"`
	EmailNorm string    `json:"-"`
	FirstName string    `json:"first_name"`
	LastName  string    `json:"last_name"`
	Phone     string    `json:"phone"`
	Locale    string    `json:"locale"`
	Groups    []string  `json:"groups"`
	Note      string    `json:"note"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Guest reports whether the customer has no account.
func (c Customer) Guest() bool { return c.AccountID == nil }

// Name is the full name.
func (c Customer) Name() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// Entry is an address of an address book.
type Entry struct {
	ID              string          `json:"id"`
	Address         address.Address `json:"address"`
	DefaultShipping bool            `json:"default_shipping"`
	DefaultBilling  bool            `json:"default_billing"`
	CreatedAt       time.Time       `json:"created_at"`
}

// Refusals.
var (
	ErrNotFound         = errs.New(errs.NotFound, "customer.not_found", "There is no such customer.")
	ErrAddressNotFound  = errs.New(errs.NotFound, "customer.address_not_found", "There is no such address.")
	ErrInvalid          = errs.New(errs.Invalid, "customer.invalid", "Some of this cannot be saved.")
	ErrTooManyAddresses = errs.New(errs.Conflict, "customer.too_many_addresses", "An address book holds at most 50 addresses.")
	ErrStale            = errs.New(errs.Stale, "customer.stale", "Somebody else changed this meanwhile. Look at the current state and try again.")
)

// tidy tidies and checks what people say of themselves.
func (c *Customer) tidy(f *errs.Fields) {
	for _, s := range []*string{&c.FirstName, &c.LastName, &c.Phone, &c.Locale} {
		*s = text.Line(*s)
	}
	text.Check(f, "first_name", c.FirstName, maxName)
	text.Check(f, "last_name", c.LastName, maxName)
	text.Check(f, "phone", c.Phone, maxPhone)
	text.Check(f, "locale", c.Locale, maxLocale)
}

// checkAddress normalises and checks an address.
func checkAddress(f *errs.Fields, path string, a address.Address) address.Address {
	a = a.Normalise()
	for _, p := range a.Validate() {
		f.Add(path+p.Field, p.Code, p.Message)
	}
	return a
}

// tidyGroups tidies group names; each is there once.
func tidyGroups(f *errs.Fields, all []string) []string {
	out := []string{}
	seen := map[string]bool{}
	for _, g := range all {
		g = text.Line(g)
		text.Check(f, "groups", g, maxGroup)
		if g != "" && !seen[text.Fold(g)] {
			seen[text.Fold(g)] = true
			out = append(out, g)
		}
	}
	f.Check(len(out) <= maxGroups, "groups", "too_many", "At most 20 groups.")
	return out
}
