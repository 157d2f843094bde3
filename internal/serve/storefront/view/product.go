package view

import "html/template"

// Price is a price or a range of prices, formatted.
type Price struct {
	Text      string // "$18.00"
	From      bool   // the cheapest of several
	CompareAt string // struck through; empty = none
	Saving    string // "-20%"; empty = none
}

// Stock is what a shopper is told about availability. State is "in", "low",
// "out" or "backorder"; Left is set for "low".
type Stock struct {
	State string
	Left  int
}

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
	Shipping    string // one sentence, e.g. delivery time or free shipping
	Related     []ProductCard
	MaxQuantity int
	// Current code and number of the price for microdata.
	PriceAmount   string
	PriceCurrency string
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
	Selected bool
	Missing  bool
	SoldOut  bool
}

// Variant is one buyable thing. Its JSON form is what the page's script reads to
// switch without a reload.
type Variant struct {
	ID      string   `json:"id"`
	Options []string `json:"options"` // in the order of Product.Options
	SKU     string   `json:"sku"`
	Price   Price    `json:"price"`
	Stock   Stock    `json:"stock"`
	Href    string   `json:"href"`
	Image   int      `json:"image"` // index into Product.Images, -1 = none of its own
}

// Attribute is a line of the specification table.
type Attribute struct {
	Name  string
	Value string
}
