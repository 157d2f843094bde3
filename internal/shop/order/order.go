package order

import (
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/totals"
)

// Refusals.
var (
	ErrNotFound  = errs.New(errs.NotFound, "order.not_found", "There is no such order.")
	ErrState     = errs.New(errs.Conflict, "order.state", "An order in this state cannot be changed that way.")
	ErrHeld      = errs.New(errs.Conflict, "order.held", "This order is on hold. Release the hold first.")
	ErrAwaited   = errs.New(errs.Conflict, "order.awaits_payment", "This order waits for its payment. It can be worked on once the money has come.")
	ErrShipped   = errs.New(errs.Conflict, "order.shipped", "Part of this has already been shipped and cannot be cancelled.")
	ErrQuantity  = errs.New(errs.Invalid, "order.quantity", "That is more than is left to ship.")
	ErrInvalid   = errs.New(errs.Invalid, "order.invalid", "Some of this cannot be saved.")
	ErrNotPaid   = errs.New(errs.Conflict, "order.no_manual_payment", "There is no open payment that can be marked as paid.")
	ErrEmpty     = errs.New(errs.Conflict, "order.empty", "There is nothing to do here.")
	ErrDuplicate = errs.New(errs.Conflict, "order.duplicate", "This cart has already become an order.")
)

// Role of a line.
type Role string

// The roles.
const (
	Goods    Role = "goods"
	Shipping Role = "shipping"
)

// Line is a snapshot of one thing bought (O2). Amounts are minor units of the
// order's currency; Total is what the buyer pays for it, tax included.
type Line struct {
	ID               string
	StoreOrderID     string
	StoreID          string
	Role             Role
	ProductID        string
	VariantID        string
	SKU              string
	Title            string
	VariantTitle     string
	ProductHandle    string
	Options          map[string]string
	ImageURL         string
	Quantity         int64
	UnitPrice        int64
	ListPrice        *int64 // struck through beside the unit price, if any
	Subtotal         int64
	Discount         int64
	Tax              int64
	Total            int64
	Cost             *int64 // per unit, what the goods cost the store
	PriceID          string
	TaxCategory      string
	Taxes            []totals.TaxLine
	Adjustments      []totals.Adjustment
	RequiresShipping bool
	Cancelled        int64
	Fulfilled        int64
	Delivered        int64
}

// Open is the quantity that is neither cancelled nor fulfilled.
func (l Line) Open() int64 { return l.Quantity - l.Cancelled - l.Fulfilled }

// ShippingChoice is how a store order travels, as chosen and promised.
type ShippingChoice struct {
	OptionID string `json:"option_id"`
	Name     string `json:"name"`
	DaysMin  int64  `json:"days_min"`
	DaysMax  int64  `json:"days_max"`
}

// StoreOrder is the part one store fulfils. The sums mean what they mean on
// the order.
type StoreOrder struct {
	ID               string
	OrderID          string
	StoreID          string
	StoreName        string
	SellerID         string
	Status           Status
	FulfilmentStatus FulfilmentStatus
	Shipping         ShippingChoice
	Sums             Sums
	ConfirmedAt      *time.Time
	CancelledAt      *time.Time
}

// Sums are amounts in minor units: Subtotal − Discount + Shipping + tax on top
// = Total.
type Sums struct {
	Subtotal int64
	Discount int64
	Shipping int64
	Tax      int64
	Total    int64
}

// Order is one purchase.
type Order struct {
	ID               string
	Number           int64
	Status           Status
	PaymentStatus    PaymentStatus
	FulfilmentStatus FulfilmentStatus
	HeldAt           *time.Time
	HoldReasons      []string
	Email            string
	CustomerID       *string
	Currency         money.Currency
	Locale           string
	PricesIncludeTax bool
	ShippingAddress  *address.Address
	BillingAddress   *address.Address
	Note             string
	Sums             Sums
	// Cancelled is the part of Sums.Total that will not be delivered.
	Cancelled     int64
	Authorized    int64
	Captured      int64
	Refunded      int64
	TaxLines      []totals.TaxLine
	PaymentMethod string
	PlacedAt      time.Time
	ExpiresAt     *time.Time
	CancelledAt   *time.Time
	Version       int64
	Lines         []Line
	StoreOrders   []StoreOrder
	// Partial says that other stores' parts were cut off (O6).
	Partial bool
}

// Due is what the buyer owes in the end: the total less what was cancelled.
func (o Order) Due() int64 { return o.Sums.Total - o.Cancelled }

// Awaits reports whether the order was placed with a payment that comes before
// the goods, and nothing of it has come or been promised: it is not worked on
// yet, and expires by itself. Cash on delivery is never awaited.
func (o Order) Awaits() bool { return o.ExpiresAt != nil && o.Captured == 0 && o.Authorized == 0 }

// Money is minor units of the order's currency.
func (o Order) Money(minor int64) money.Amount { return money.New(minor, o.Currency) }

// StoreOrder returns a part by id.
func (o Order) StoreOrder(id string) (StoreOrder, bool) {
	for _, s := range o.StoreOrders {
		if s.ID == id {
			return s, true
		}
	}
	return StoreOrder{}, false
}

// Entry is one line of the timeline. Data explains it and holds no secrets.
type Entry struct {
	ID           string         `json:"id"`
	StoreOrderID string         `json:"store_order_id,omitempty"`
	Kind         string         `json:"kind"`
	ActorKind    string         `json:"actor_kind"`
	ActorID      string         `json:"actor_id"`
	ActorName    string         `json:"actor_name,omitempty"`
	Public       bool           `json:"-"`
	Data         map[string]any `json:"data"`
	At           time.Time      `json:"at"`
}

// LineQty is a quantity of an order line.
type LineQty struct {
	LineID   string `json:"line_id" maxLength:"40"`
	Quantity int64  `json:"quantity" minimum:"1" maximum:"1000000"`
}
