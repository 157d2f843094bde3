package totals

import (
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/tax"
)

// MaxQuantity bounds the quantity of one line.
const MaxQuantity int64 = 1_000_000

// Where tax is rounded.
const (
	RoundPerLine  = tax.RoundPerLine
	RoundPerTotal = tax.RoundPerTotal
)

var (
	// ErrBadInput says that an input cannot be reckoned with; its fields name
	// the places, in the words of Input.
	ErrBadInput = errs.New(errs.Invalid, "totals.bad_input", "The totals cannot be calculated from this.")
	// ErrTooLarge says that a figure does not fit; its field names the place.
	ErrTooLarge = errs.New(errs.Invalid, "totals.too_large", "The amount is too large.")
)

// Input is everything Compute looks at.
type Input struct {
	Currency         money.Currency
	PricesIncludeTax bool
	TaxRounding      string // RoundPerLine or RoundPerTotal
	Lines            []Line
	Shipping         []Shipping
	// OrderDiscounts apply to all lines, or to those of their StoreID.
	OrderDiscounts []Adjustment
	// Tax are the rules already selected for the destination (tax.Select).
	Tax tax.Rules
	// Destination is what Tax was selected for. No figure depends on it; it
	// stands here so that a kept input explains itself.
	Destination tax.Place
	// Reductions are applied in their order.
	Reductions []Reduction
}

// Line is a quantity of one thing of one store. TaxCategory may be empty for
// the standard one.
type Line struct {
	ID          string
	StoreID     string
	Quantity    int64
	UnitPrice   money.Amount
	TaxCategory string
	// Discounts apply to the whole line, not to one unit, in their order.
	Discounts []Adjustment
}

// Shipping is one charge of one store.
type Shipping struct {
	StoreID     string
	OptionID    string
	Label       string
	TaxCategory string
	Price       money.Amount
	Discounts   []Adjustment
}

// Adjustment takes an amount off, and says why and at whose cost. In a
// breakdown Amount is what it really took there.
type Adjustment struct {
	Source   string `json:"source" doc:"What caused it" example:"promotion"`
	SourceID string `json:"source_id"`
	Label    string `json:"label"`
	// Amount is in minor units; positive is a reduction, negative is refused.
	Amount int64 `json:"amount" doc:"Minor units taken off"`
	// FundedBy is FundedByStore or FundedByPlatform.
	FundedBy string `json:"funded_by" enum:"store,platform"`
	// StoreID keeps an order discount to the lines of one store; empty is all.
	StoreID string `json:"store_id,omitempty"`
}

// Who bears an adjustment.
const (
	FundedByStore    = "store"
	FundedByPlatform = "platform"
)

// Reduction is paid with before money: a gift card, store credit, points. In a
// breakdown Amount is what was really taken.
type Reduction struct {
	Kind   string `json:"kind" example:"gift_card"`
	ID     string `json:"id"`
	Label  string `json:"label"`
	Amount int64  `json:"amount"`
}

// Breakdown is the whole reckoning in minor units of Currency. Lines and
// ShippingLines are in the order of the input, Stores by id, TaxLines by name.
//
//	Subtotal − Discount + Shipping + tax that is not included = Total
//	Total − Reduced = AmountDue
type Breakdown struct {
	Currency      money.Currency  `json:"currency"`
	Lines         []LineTotal     `json:"lines"`
	ShippingLines []ShippingTotal `json:"shipping_lines"`
	Stores        []StoreTotal    `json:"stores"`
	TaxLines      []TaxLine       `json:"tax_lines"`
	Reductions    []Reduction     `json:"reductions"`

	Subtotal  int64 `json:"subtotal"` // lines before discounts
	Discount  int64 `json:"discount"` // taken off lines
	Shipping  int64 `json:"shipping"` // charges after their discounts
	Tax       int64 `json:"tax"`      // of lines and charges, included or on top
	Total     int64 `json:"total"`    // what the buyer pays, before reductions
	Reduced   int64 `json:"reduced"`  // paid by reductions
	AmountDue int64 `json:"amount_due"`
}

// LineTotal is one line: Total = Subtotal − Discount, and the tax where it is
// on top.
type LineTotal struct {
	ID          string       `json:"id"`
	StoreID     string       `json:"store_id"`
	Quantity    int64        `json:"quantity"`
	UnitPrice   int64        `json:"unit_price"`
	Subtotal    int64        `json:"subtotal"`
	Discount    int64        `json:"discount"`
	Tax         int64        `json:"tax"`
	Total       int64        `json:"total"`
	Taxes       []TaxLine    `json:"taxes"`
	Adjustments []Adjustment `json:"adjustments"`
}

// ShippingTotal is one charge: Total = Price − Discount, and the tax where it
// is on top.
type ShippingTotal struct {
	StoreID     string       `json:"store_id"`
	OptionID    string       `json:"option_id"`
	Label       string       `json:"label"`
	Price       int64        `json:"price"`
	Discount    int64        `json:"discount"`
	Tax         int64        `json:"tax"`
	Total       int64        `json:"total"`
	Taxes       []TaxLine    `json:"taxes"`
	Adjustments []Adjustment `json:"adjustments"`
}

// StoreTotal is a store's part of the order; each figure means what it means
// in Breakdown.
type StoreTotal struct {
	StoreID  string `json:"store_id"`
	Subtotal int64  `json:"subtotal"`
	Discount int64  `json:"discount"`
	Shipping int64  `json:"shipping"`
	Tax      int64  `json:"tax"`
	Total    int64  `json:"total"`
}

// TaxLine is one tax with its amount: of a line, of a charge, or summed over
// all of them. A line that bears none has one TaxLine without a RateID that
// says why; the sums leave those out.
type TaxLine struct {
	RateID       string     `json:"rate_id"`
	Name         string     `json:"name"`
	Jurisdiction string     `json:"jurisdiction"`
	Rate         money.Rate `json:"rate"`
	Amount       int64      `json:"amount"`
	Included     bool       `json:"included" doc:"The amount is part of the price, not on top of it"`
	Reason       string     `json:"reason"`
}

// Money is minor units of the breakdown's currency.
func (b Breakdown) Money(minor int64) money.Amount { return money.New(minor, b.Currency) }
