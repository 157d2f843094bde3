package search

import "context"

// Engine is what answers queries: the in-memory Index here, an outside engine beyond a few million products.
type Engine interface {
	// Apply takes changes in; when it returns, searches see them. Stale changes are ignored (S6).
	Apply(ctx context.Context, changes []Change) error
	// Search returns ErrBadCursor or ErrTooDeep for a cursor it cannot follow.
	Search(ctx context.Context, q Query) (Result, error)
	// Suggest completes the last word of what was typed so far.
	Suggest(ctx context.Context, q Query) (Suggestions, error)
	// Held tells which version of a product the engine has; false when it has none. A deleted product is not held.
	Held(id string) (version int64, ok bool)
	// Stats describes the engine for people and metrics.
	Stats() Stats
}

var _ Engine = (*Index)(nil)

// Facet fields every shop has; an attribute's facet is named AttributeField(code).
const (
	FieldStore      = "store"
	FieldCategory   = "category" // a product carries its categories and all their ancestors
	FieldCollection = "collection"
	FieldBrand      = "brand"
	FieldInStock    = "in_stock" // "true" or "false", set by the index from Doc.InStock
)

// FieldAttributes among a query's facets stands for the attributes that the products found have most often.
const FieldAttributes = attributePrefix + "*"

const attributePrefix = "attr."

// AttributeField names the facet of an attribute.
func AttributeField(code string) string { return attributePrefix + code }

// Doc is what the index is told of a product. Texts are plain: no markup.
type Doc struct {
	ID          string
	Title       string
	Brand       string
	Description string
	Attributes  string   // names and values of attributes, tags, option values
	Identifiers []string // SKUs and barcodes of all variants
	Facets      []FacetValue
	Prices      []Price // the price a product starts at, one per currency
	InStock     bool
	PublishedAt int64 // microseconds; sorts "newest"
}

// FacetValue is one value a product has in a facet field.
type FacetValue struct{ Field, Value string }

// Price is an amount of minor units.
type Price struct {
	Currency string
	Amount   int64
}

// Change puts a document, or deletes a product when Doc is nil. Versions of one product only grow.
type Change struct {
	ID      string
	Version int64
	Doc     *Doc
}

// Sort is the order of hits; every order ends on the id, so it is total.
type Sort string

const (
	SortRelevance Sort = "relevance"
	SortPriceUp   Sort = "price"
	SortPriceDown Sort = "-price"
	SortNewest    Sort = "newest"
)

// Query is what to find. An empty text finds everything the filters let through.
type Query struct {
	Text string
	// Filters: any of the values within a field, all of the fields.
	Filters []Filter
	// Currency is needed by the price bounds, the price facet and the price sorts.
	Currency           string
	PriceMin, PriceMax *int64
	Sort               Sort
	// Facets names the fields to count; empty counts nothing.
	Facets []string
	Limit  int    // 1 to MaxLimit; 0 means DefaultLimit
	Cursor string // Result.Next of the page before
	// Exact turns spelling correction off ("search instead for …").
	Exact bool
}

// Filter lets through products that have any of Values in Field.
type Filter struct {
	Field  string
	Values []string
}

// Result is one page of hits and what was counted over all of them.
type Result struct {
	Hits      []Hit
	Total     int
	Facets    []Facet
	Price     *PriceSpan // of the hits before the price bounds; nil without currency or prices
	Corrected string     // what was searched instead of the text; empty when nothing was corrected
	Relaxed   bool       // some hits have only some of the words
	Next      string     // cursor of the next page; empty on the last
}

// Hit is one product found.
type Hit struct {
	ID    string
	Score float64
}

// Facet is a field with its values, most frequent first.
type Facet struct {
	Field  string
	Values []FacetCount
}

// FacetCount says how many products one would see by choosing Value too.
type FacetCount struct {
	Value    string
	Count    int
	Selected bool
}

// PriceSpan is the lowest and highest price found.
type PriceSpan struct{ Min, Max int64 }

// Suggestions complete what was typed so far.
type Suggestions struct {
	Words []string // the text with its last word completed
	Hits  []Hit
}

// Stats describes an index.
type Stats struct {
	Documents, Segments, Terms int
	Bytes                      int // approximate
}

// Bounds (S8).
const (
	MaxTextRunes  = 200 // the rest of a longer text is not read
	maxQueryWords = 12
	DefaultLimit  = 24
	MaxLimit      = 100
	MaxDepth      = 10_000 // hits one may page through
	MaxFacets     = 24
	maxFacetShown = 100 // values per facet
	maxAttributes = 12  // attributes FieldAttributes stands for
	maxFilters    = 24
	maxValues     = 100 // values per filter
)

// Weights say how much a word counts in each field.
type Weights struct{ Title, Brand, Description, Attributes float32 }

// Config tunes ranking. Its zero value is not useful; start from DefaultConfig.
type Config struct {
	Weights Weights
	K1, B   float32 // BM25: saturation of repeated words, and how much long documents pay
	// Enough all-word hits make hits with only some of the words unwelcome.
	Enough int
	// Synonyms gives other terms for a term; nil means none. It must be quick, pure and safe for concurrent use.
	Synonyms func(term string) []string
}

// DefaultConfig returns the ranking measured on the judged catalogue (see ndcg_test.go).
func DefaultConfig() Config {
	return Config{
		Weights: Weights{Title: 3, Brand: 2, Description: 1, Attributes: 0.5},
		K1:      1.2, B: 0.75,
		Enough: DefaultLimit,
	}
}
