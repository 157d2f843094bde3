package seller

import (
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/errs"
)

// Status of a seller.
type Status string

// The states of a seller.
const (
	Applied   Status = "applied"
	Approved  Status = "approved"
	Rejected  Status = "rejected"
	Suspended Status = "suspended"
	Banned    Status = "banned"
)

// StoreStatus says whether a store trades.
type StoreStatus string

// The states of a store.
const (
	Active StoreStatus = "active"
	Paused StoreStatus = "paused"
	Closed StoreStatus = "closed"
)

// HouseID is the built-in seller of the operator's own stores.
const HouseID = "sel_house"

// Seller is the legal party that sells.
type Seller struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Status    Status    `json:"status"`
	House     bool      `json:"house"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
}

// Policies are what a store promises, as plain text.
type Policies struct {
	Shipping string `json:"shipping" maxLength:"5000"`
	Returns  string `json:"returns" maxLength:"5000"`
}

// Store is a shop front of a seller.
type Store struct {
	ID           string          `json:"id"`
	SellerID     string          `json:"seller_id"`
	Handle       string          `json:"handle"`
	Name         string          `json:"name"`
	Description  string          `json:"description"`
	Email        string          `json:"email"`
	Phone        string          `json:"phone"`
	LogoURL      string          `json:"logo_url"`
	Status       StoreStatus     `json:"status"`
	SellerStatus Status          `json:"seller_status"`
	Address      address.Address `json:"address"`
	Policies     Policies        `json:"policies"`
	Version      int64           `json:"version"`
	CreatedAt    time.Time       `json:"created_at"`
}

// Visible reports whether shoppers see the store (S1).
func (s Store) Visible() bool { return s.Status == Active && s.SellerStatus == Approved }

// Refusals.
var (
	ErrNotFound      = errs.New(errs.NotFound, "seller.not_found", "There is no such seller.")
	ErrStoreNotFound = errs.New(errs.NotFound, "seller.store_not_found", "There is no such store.")
	ErrInvalid       = errs.New(errs.Invalid, "seller.invalid", "Some of this cannot be saved.")
	ErrTransition    = errs.New(errs.Conflict, "seller.transition", "A seller in this state cannot be changed that way.")
	ErrHouse         = errs.New(errs.Conflict, "seller.house", "The shop's own seller cannot be suspended or removed.")
	ErrHandleTaken   = errs.New(errs.Conflict, "seller.handle_taken", "Another store has this handle.")
	ErrStale         = errs.New(errs.Stale, "seller.stale", "Somebody else changed this meanwhile. Look at the current state and try again.")
)

// transitions of a seller's status (S2).
var transitions = map[Status][]Status{
	Applied:   {Approved, Rejected},
	Rejected:  {Applied},
	Approved:  {Suspended, Banned},
	Suspended: {Approved, Banned},
}

// CanBecome reports whether the status may change to next.
func (s Status) CanBecome(next Status) bool { return slices.Contains(transitions[s], next) }

// Limits of text members.
const (
	maxName   = 120
	maxText   = 10_000
	maxEmail  = 254
	maxPhone  = 40
	maxPolicy = 5000
	maxPlace  = 200 // of one member of an address
	maxHandle = 80
)

// checkHandle enforces S3's form; uniqueness is the table's business.
func checkHandle(f *errs.Fields, handle string) {
	ok := handle != "" && len(handle) <= maxHandle && !strings.HasPrefix(handle, "-") && !strings.HasSuffix(handle, "-")
	for _, r := range handle {
		ok = ok && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-')
	}
	f.Check(ok, "handle", "format", "Use 1 to 80 of a–z, 0–9 and inner hyphens.")
	f.Check(!strings.HasPrefix(handle, "sto_"), "handle", "reserved", "A handle may not look like an id.")
}
