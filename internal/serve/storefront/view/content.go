package view

import "html/template"

// Home is the front page: a list of sections in the merchant's order.
type Home struct {
	*Layout
	Sections []Section
}

// Template implements Page.
func (Home) Template() string { return "home" }

// Section is one block of the front page. Kind is "hero", "products", "carousel"
// (products in a row), "tiles", "stores", "story" (text beside a picture), "quotes" or
// "text"; a theme skips kinds it does not know.
type Section struct {
	Kind    string
	Place   int // among the merchant's sections, from 1; 0 when it is not theirs
	Eyebrow string
	Title   string
	Text    string
	Body    template.HTML // sanitised; for "text"
	Action  *Link
	Image   *Image
	Cards   []ProductCard
	Tiles   []Tile
	Quotes  []Quote
}

// Carousel is the section as a row of its cards.
func (s Section) Carousel() Carousel {
	return Carousel{Eyebrow: s.Eyebrow, Title: s.Title, Text: s.Text, Action: s.Action, Cards: s.Cards}
}

// Quote is what a customer said, as the merchant wrote it down. A theme adds nothing
// that would make it look like a review somebody checked.
type Quote struct {
	Text  string
	Name  string
	Place string
	Link  *Link // to what they speak of; nil = nowhere
}

// StaticPage is a text page written by the merchant.
type StaticPage struct {
	*Layout
	Heading string
	Body    template.HTML // sanitised
	Updated string
}

// Template implements Page.
func (StaticPage) Template() string { return "page" }

// NotFound is shown for an address that leads nowhere, with ways on.
type NotFound struct {
	*Layout
	Gone        bool // 410: it was here once
	Suggestions []ProductCard
}

// Template implements Page.
func (NotFound) Template() string { return "notfound" }

// Failure is any other error page. Status 500 must be drawable without asking
// the database anything.
type Failure struct {
	*Layout
	Status    int
	Heading   string // empty = the theme's words for the status
	Message   string
	RequestID string
}

// Template implements Page.
func (Failure) Template() string { return "error" }

// Offline is the page a browser keeps for a place without a network.
type Offline struct{ *Layout }

// Template implements Page.
func (Offline) Template() string { return "offline" }
