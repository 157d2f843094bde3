package view

// LineItem is one line of a cart or an order.
type LineItem struct {
	ID         string
	Href       string
	Title      string
	Choice     string // "Ink · 350 ml"
	SKU        string
	Image      *Image
	Quantity   int
	Max        int // highest quantity offered in a cart
	UnitPrice  string
	CompareAt  string
	Total      string
	Discount   string // "-$4.00"; empty = none
	Stock      string // said when not all of it is there yet; empty = nothing
	Problems   []string
	ActionURL  string // changes the quantity (cart only)
	FulfilText string // "2 of 3 shipped" (orders only)
}

// StoreLines are the lines one store fulfils, with their shipping.
type StoreLines struct {
	Store    Link
	Lines    []LineItem
	Shipping string // "Standard, $5.00"; empty = not chosen yet
	Subtotal string
}

// Totals is the sum at the bottom, from the one place that computes it.
type Totals struct {
	Subtotal  string
	Discount  string // empty = none
	Shipping  string // empty = not known yet
	Taxes     []TaxLine
	TaxNote   string // "Prices include tax"
	Total     string
	AmountDue string // empty = same as Total
}

// TaxLine is one named tax.
type TaxLine struct {
	Name   string
	Amount string
}

// Cart is the cart page.
type Cart struct {
	*Layout
	Count       int
	Groups      []StoreLines
	Totals      Totals
	CheckoutURL string
	ContinueURL string
	Blocked     bool      // a line has a problem that stops the checkout
	Beside      *Carousel // goes well with what is in the cart; nil = nothing
}

// Template implements Page.
func (Cart) Template() string { return "cart" }
