package view

import "html/template"

// Price is a price or a range of prices, formatted.
type Price struct {
	Text      string // "$18.00"
	From      bool   // the cheapest of several
	CompareAt string // struck through; empty = none
	Saving    string // "-20%"; empty = none
}

// Stock is what a shopper is told about availability. State is "in", "out" or
// "backorder", which none is there of, but which can be ordered and is sent later.
type Stock struct{ State string }

// Buyable reports whether the thing can be put into a cart.
func (s Stock) Buyable() bool { return s.State != "out" }

// ProductCard is a product in a list.
type ProductCard struct {
	Href     string
	Title    string
	Store    string
	StoreURL string
	Image    *Image
	Price    Price
	Stock    Stock
	Choices  int // number of variants when more than one
}

// Carousel is products in a row that is scrolled, whatever chose them: a collection, a
// rule, or what is in a cart. Title is also the name of the row.
type Carousel struct {
	Eyebrow string
	Title   string
	Text    string
	Action  *Link
	Cards   []ProductCard
}

// Product is the page of one product with one of its variants chosen.
type Product struct {
	*Layout
	ID          string
	Title       string
	Store       Link
	StoreNote   string
	Description template.HTML // sanitised
	Images      []Image
	Options     []ProductOption
	Variants    []Variant
	Chosen      *Variant // nil when the chosen combination does not exist
	Form        Form     // posts a line into the cart
	Attributes  []Attribute
	Shipping    string    // one sentence, e.g. delivery time or free shipping
	Related     *Carousel // nil = nothing
	MaxQuantity int
}

// Template implements Page.
func (Product) Template() string { return "product" }

// ProductOption is one question a shopper answers ("Colour"). Field is its form
// field name.
type ProductOption struct {
	Name   string
	Field  string
	Values []OptionValue
}

// OptionValue is one answer. Missing = no variant has it together with the
// other chosen values; SoldOut = it exists but cannot be bought now.
type OptionValue struct {
	Value    string
	Swatch   string // "#b5573a" when the value is a colour we can show; empty = none
	Selected bool
	Missing  bool
	SoldOut  bool
}

// Variant is one buyable thing.
type Variant struct {
	ID      string
	Options []string // in the order of Product.Options
	SKU     string
	Price   Price
	Stock   Stock
	Href    string
	Image   int // index into Product.Images, -1 = none of its own
}

// Attribute is a line of the specification table.
type Attribute struct {
	Name  string
	Value string
}
