package cart

import (
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Status of a cart.
type Status string

// The states of a cart.
const (
	Open    Status = "open"
	Ordered Status = "ordered"
	Merged  Status = "merged"
)

// Limits (C2).
const (
	MaxLines    = 100
	MaxQuantity = 9999
	maxNote     = 2000
	maxEmail    = 254
)

// Cart is what a shopper intends to buy. ID is its secret, Ref what others may
// know it by.
type Cart struct {
	ID              string
	Ref             string
	Status          Status
	RegionID        string
	Currency        money.Currency
	Locale          string
	CustomerID      *string
	Email           *string
	ShippingAddress *address.Address
	BillingAddress  *address.Address
	Note            string
	OrderID         *string
	Lines           []Line
	Shipping        map[string]string // store -> chosen option
	Version         int64
	CreatedAt       time.Time
	UpdatedAt       time.Time
}

// Line is a quantity of a variant.
type Line struct {
	ID        string
	VariantID string
	StoreID   string
	Quantity  int64
}

// Line returns a line by id.
func (c Cart) Line(id string) (Line, bool) {
	for _, l := range c.Lines {
		if l.ID == id {
			return l, true
		}
	}
	return Line{}, false
}

// Count is how many pieces are in the cart.
func (c Cart) Count() int64 {
	var n int64
	for _, l := range c.Lines {
		n += l.Quantity
	}
	return n
}

// StoreIDs are the stores of the lines, in the order they first appear.
func (c Cart) StoreIDs() []string {
	var out []string
	seen := map[string]bool{}
	for _, l := range c.Lines {
		if !seen[l.StoreID] {
			seen[l.StoreID] = true
			out = append(out, l.StoreID)
		}
	}
	return out
}

// Refusals.
var (
	ErrNotFound       = errs.New(errs.NotFound, "cart.not_found", "There is no such cart.")
	ErrLineNotFound   = errs.New(errs.NotFound, "cart.line_not_found", "There is no such line in this cart.")
	ErrClosed         = errs.New(errs.Conflict, "cart.closed", "This cart has already been ordered.")
	ErrInvalid        = errs.New(errs.Invalid, "cart.invalid", "Some of this cannot be saved.")
	ErrNotBuyable     = errs.New(errs.Conflict, "cart.not_buyable", "This cannot be bought right now.")
	ErrTooManyLines   = errs.New(errs.Conflict, "cart.too_many_lines", "A cart holds at most 100 different things.")
	ErrNoOption       = errs.New(errs.Conflict, "cart.no_such_option", "This store does not ship that way to this address.")
	ErrAddressMissing = errs.New(errs.Conflict, "cart.address_missing", "Enter the shipping address first.")
)

// Problem is why a line cannot be ordered as it is (C5).
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Notice tells the shopper what changed or is missing.
type Notice struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	StoreID string `json:"store_id,omitempty"`
}

func checkQuantity(n int64, field string) error {
	if n < 1 || n > MaxQuantity {
		return ErrInvalid.At(field, "range", "From 1 to 9,999.")
	}
	return nil
}
