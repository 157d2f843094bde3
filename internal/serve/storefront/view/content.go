package view

import "html/template"

// Home is the front page: a list of sections in the merchant's order.
type Home struct {
	*Layout
	Sections []Section
}

// Template implements Page.
func (Home) Template() string { return "home" }

// Section is one block of the front page. Kind is "hero", "products", "tiles",
// "stores", "story" (text beside a picture) or "text"; a theme skips kinds it does not know.
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
