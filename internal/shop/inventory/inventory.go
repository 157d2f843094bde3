package inventory

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
)

// LowMark is where a tracked variant is said to run short.
const LowMark = 5

// Bounds of counts and orders.
const (
	MaxCount = 1_000_000_000
	maxLines = 1_000
	maxNote  = 500
)

// Level is the stock of one variant at one location.
type Level struct {
	VariantID      string `json:"variant_id"`
	LocationID     string `json:"location_id"`
	StoreID        string `json:"store_id"`
	OnHand         int64  `json:"on_hand"`
	Reserved       int64  `json:"reserved"`
	Incoming       int64  `json:"incoming"`
	Safety         int64  `json:"safety"`
	AllowBackorder bool   `json:"allow_backorder"`
	Tracked        bool   `json:"tracked"`
}

// Available is what may still be promised; below zero when more is promised
// than is there.
func (l Level) Available() int64 { return l.OnHand - l.Reserved - l.Safety }

// Availability is what a shopper may have of a variant.
type Availability struct {
	Available int64
	Tracked   bool
	Backorder bool
}

// Supply is how a shopper comes by a piece of a variant.
type Supply int8

const (
	SoldOut   Supply = iota
	BackOrder        // none is there; it is sold all the same and sent later
	AtHand
)

// Supply is how the next piece would come.
func (a Availability) Supply() Supply {
	switch {
	case !a.Tracked || a.Available > 0:
		return AtHand
	case a.Backorder:
		return BackOrder
	}
	return SoldOut
}

// Has reports whether quantity pieces may be promised.
func (a Availability) Has(quantity int64) bool {
	return !a.Tracked || a.Backorder || a.Available >= quantity
}

// Availability is what the level gives shoppers.
func (l Level) Availability() Availability {
	return Availability{Available: l.Available(), Tracked: l.Tracked, Backorder: l.AllowBackorder}
}

// Moved is a level that changed: how a piece was to be had before and is now.
type Moved struct {
	VariantID string
	Was, Is   Supply
}

// LineNeed is what one order line needs.
type LineNeed struct {
	LineID    string
	VariantID string
	Quantity  int64
}

// Reserve is what an order needs, all or nothing (I4).
type Reserve struct {
	OrderID string
	Lines   []LineNeed
	// Fresh says that the order is made in this very transaction: nothing of it can be
	// reserved yet, and nobody needs to look.
	Fresh bool
}

// LineQty is a quantity of one reserved order line.
type LineQty struct {
	LineID   string
	Quantity int64
}

// Short is a variant of which there is not enough; the detail of
// ErrOutOfStock is a list of these.
type Short struct {
	VariantID string `json:"variant_id"`
	Available int64  `json:"available"`
}

// Set states a variant's stock; absent members stay.
type Set struct {
	VariantID      string
	StoreID        string
	OnHand         *int64
	OnHandWas      *int64 // what was on hand when OnHand was decided; another count now is refused
	Safety         *int64
	Incoming       *int64
	AllowBackorder *bool
	Tracked        *bool
	Reason         string // "import", "editor", "count"
}

// Adjust moves what is on hand by a signed quantity.
type Adjust struct {
	VariantID string
	Delta     int64
	Reason    string
	Note      string
}

// Reservation is the claim of one order line (I3).
type Reservation struct {
	OrderID, LineID, VariantID, LocationID, StoreID string
	Quantity, Committed, Released, Restocked        int64
	Counted                                         bool // false: the variant was not tracked, no level moved
}

// Open is what is still promised.
func (r Reservation) Open() int64 { return r.Quantity - r.Committed - r.Released }

// Movement is a row of the stock ledger.
type Movement struct {
	ID            string    `json:"id"`
	VariantID     string    `json:"variant_id"`
	LocationID    string    `json:"location_id"`
	OnHandDelta   int64     `json:"on_hand_delta"`
	ReservedDelta int64     `json:"reserved_delta"`
	Reason        string    `json:"reason"`
	OrderID       string    `json:"order_id"`
	Note          string    `json:"note"`
	ActorID       string    `json:"actor_id"`
	CreatedAt     time.Time `json:"created_at"`
}

// Refusals.
var (
	ErrNotFound    = errs.New(errs.NotFound, "inventory.not_found", "There is no such variant.")
	ErrInvalid     = errs.New(errs.Invalid, "inventory.invalid", "Some of this cannot be saved.")
	ErrOutOfStock  = errs.New(errs.Conflict, "inventory.out_of_stock", "There is not enough of this left.")
	ErrNotReserved = errs.New(errs.Conflict, "inventory.not_reserved", "There is not that much reserved for this order line.")
	ErrNegative    = errs.New(errs.Conflict, "inventory.negative", "Stock cannot fall below zero.")
	ErrMoved       = errs.New(errs.Conflict, "inventory.moved", "Stock has moved since this count was made.")
)
