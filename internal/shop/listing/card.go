package listing

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// ErrNotFound covers what does not exist, what shoppers may not see and what lies outside the caller's scope.
var ErrNotFound = errs.New(errs.NotFound, "listing.not_found", "This product does not exist.")

// Audience is who looks: their currency, customer group and language.
type Audience struct {
	Currency money.Currency
	Group    string // empty is everyone
	Locale   string // empty is the language the product was written in
}

// StoreRef names a product's store.
type StoreRef struct {
	ID     string `json:"id"`
	Handle string `json:"handle"`
	Name   string `json:"name"`
}

// Ref names a category or a collection.
type Ref struct {
	ID     string `json:"id"`
	Handle string `json:"handle"`
	Name   string `json:"name"`
}

// Card is a product as lists show it.
type Card struct {
	ID, Handle, Title  string
	Store              StoreRef
	PriceFrom, PriceTo money.Amount
	CompareAt          *money.Amount // of the cheapest variant; always more than PriceFrom
	InStock            bool
	Backorder          bool // none is there: as far as it is in stock it is ordered ahead
	Image              *catalog.ImageRef
	CategoryIDs        []string
	CollectionIDs      []string
	// Variants are on views, and on cards after WithVariants; else nil.
	Variants []VariantView
	// Until is when a price of theirs begins or ends next; nil when none does.
	Until *time.Time
}

// View is a product as its page shows it.
type View struct {
	Card
	DescriptionHTML string
	Vendor          string
	Origin          string // country it is made in, as a code; empty is unknown
	Images          []catalog.ImageRef
	Options         []catalog.Option
	Categories      []Ref
	Attributes      []catalog.Attribute
	SEO             catalog.SEO
	Version         int64
}

// VariantView is a variant a shopper may choose.
type VariantView struct {
	ID, SKU   string
	Options   map[string]string
	Price     money.Amount
	CompareAt *money.Amount
	InStock   bool
	Backorder bool   // in stock, but none is there
	Available *int64 // nil when stock is not counted or may be ordered ahead
	ImageURL  string
}

// Filter narrows the shoppers' lists; empty members do not filter.
type Filter struct {
	CategoryID, CollectionID, StoreID string
	PriceMin, PriceMax                *int64 // minor units of the audience's currency
	InStock                           *bool
}

// The sorts of the shoppers' lists.
const (
	SortNew       = "new"
	SortPriceUp   = "price"
	SortPriceDown = "-price"
	SortTitle     = "title"
)
