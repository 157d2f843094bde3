package view

import "html/template"

// Listing is a filtered, sorted list of products: the common part of category,
// collection, search, store and "all products" pages.
type Listing struct {
	Action     string // where the filter form is sent (GET)
	Total      string // "1,204" when known
	TotalCount int    // the same as a number, for the plural; -1 = unknown
	Cards      []ProductCard
	Facets     []Facet
	Sorts      []Option
	Price      *PriceFilter
	InStock    bool   // the checkbox's state
	Query      string // kept by the form as q
	Active     []ActiveFilter
	ClearHref  string
	Pagination Pagination
}

// Facet is a group of checkboxes, or of radio buttons when only one can be chosen.
// Field is the query parameter.
type Facet struct {
	Single bool
	Name   string
	Field  string
	Values []FacetValue
}

// FacetValue is one checkbox with the number of products behind it.
type FacetValue struct {
	Value    string
	Label    string
	Count    string
	Selected bool
}

// PriceFilter is a pair of number fields in the reader's currency.
type PriceFilter struct {
	Min, Max string
	Currency string
}

// ActiveFilter is a filter in force; the link takes it away.
type ActiveFilter struct {
	Label      string
	RemoveHref string
}

// Category is the page of one category.
type Category struct {
	*Layout
	Name        string
	Description template.HTML // sanitised
	Children    []Tile
	Listing     Listing
}

// Template implements Page.
func (Category) Template() string { return "category" }

// Collection is the page of one collection.
type Collection struct {
	*Layout
	Name        string
	Description template.HTML // sanitised
	Image       *Image
	Listing     Listing
}

// Template implements Page.
func (Collection) Template() string { return "collection" }

// Products is the page of everything there is.
type Products struct {
	*Layout
	Listing Listing
}

// Template implements Page.
func (Products) Template() string { return "products" }

// Search is the page of search results.
type Search struct {
	*Layout
	Query       string
	Corrected   string // what was searched instead of a misspelt query
	Listing     Listing
	Suggestions []Link // when nothing was found
}

// Template implements Page.
func (Search) Template() string { return "search" }

// Store is the public page of one store.
type Store struct {
	*Layout
	Name        string
	Description template.HTML // sanitised
	Logo        *Image
	Banner      *Image
	Location    string
	Policies    []Policy
	Listing     Listing
}

// Template implements Page.
func (Store) Template() string { return "store" }

// Policy is a titled text of a store: shipping, returns, terms.
type Policy struct {
	Title string
	Body  template.HTML // sanitised
}

// Stores lists all stores.
type Stores struct {
	*Layout
	Tiles      []Tile
	Pagination Pagination
}

// Template implements Page.
func (Stores) Template() string { return "stores" }

// Categories lists the top of the category tree.
type Categories struct {
	*Layout
	Tiles []Tile
}

// Template implements Page.
func (Categories) Template() string { return "categories" }

// Tile is a picture with a name that leads somewhere.
type Tile struct {
	Href  string
	Title string
	Text  string
	Image *Image
}

// Suggestions is what may be meant by what was typed so far into the search box.
type Suggestions struct {
	*Layout
	Query      string
	Words      []Link // the same words, completed
	Categories []Link
	Products   []ProductCard
	All        *Link // everything that is found; nil when nothing is suggested
	Count      int   // of all the links
}

// Template implements Page.
func (Suggestions) Template() string { return "suggest" }

// Fragment implements Fragment.
func (Suggestions) Fragment() {}
