package transfer

import (
	"encoding/json"
	"fmt"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
)

// ProductRecord is one product of a file. Its JSON form is one line of our JSON Lines format.
type ProductRecord struct {
	Store           string                                `json:"store,omitempty"` // handle; empty means the store of the import
	ExternalID      string                                `json:"external_id,omitempty"`
	Handle          string                                `json:"handle,omitempty"`
	Title           opt.Field[string]                     `json:"title,omitzero"`
	DescriptionHTML opt.Field[string]                     `json:"description_html,omitzero"`
	Status          opt.Field[string]                     `json:"status,omitzero"` // draft, active, archived
	Vendor          opt.Field[string]                     `json:"vendor,omitzero"`
	Origin          opt.Field[string]                     `json:"origin,omitzero"`
	TaxCategory     opt.Field[string]                     `json:"tax_category,omitzero"`
	Categories      opt.Field[[]string]                   `json:"categories,omitzero"`  // handles
	Collections     opt.Field[[]string]                   `json:"collections,omitzero"` // handles
	Tags            opt.Field[[]string]                   `json:"tags,omitzero"`
	Attributes      opt.Field[[]AttributeRecord]          `json:"attributes,omitzero"`
	Options         []string                              `json:"options,omitempty"` // names, in order
	Images          opt.Field[[]ImageRecord]              `json:"images,omitzero"`
	SEO             opt.Field[SEORecord]                  `json:"seo,omitzero"`
	Translations    opt.Field[map[string]TranslationText] `json:"translations,omitzero"`
	Variants        opt.Field[[]VariantRecord]            `json:"variants,omitzero"`

	// Errors is written into rejected records and ignored when they come again.
	Errors json.RawMessage `json:"import_errors,omitempty"`
}

// VariantRecord is one variant of a record.
type VariantRecord struct {
	SKU              string                  `json:"sku,omitempty"`
	Barcode          opt.Field[string]       `json:"barcode,omitzero"`
	Options          map[string]string       `json:"options,omitempty"`
	Price            opt.Field[money.Amount] `json:"price,omitzero"`
	CompareAt        opt.Field[money.Amount] `json:"compare_at,omitzero"`
	Cost             opt.Field[money.Amount] `json:"cost,omitzero"`
	WeightGrams      opt.Field[int64]        `json:"weight_grams,omitzero"`
	RequiresShipping opt.Field[bool]         `json:"requires_shipping,omitzero"`
	Stock            opt.Field[int64]        `json:"stock,omitzero"`
	TrackStock       opt.Field[bool]         `json:"track_stock,omitzero"`
	AllowBackorder   opt.Field[bool]         `json:"allow_backorder,omitzero"`
	Image            opt.Field[string]       `json:"image,omitzero"`

	line int // of a CSV, for located errors
}

// AttributeRecord is a fact about a product.
type AttributeRecord struct {
	Code  string `json:"code"`
	Name  string `json:"name,omitempty"`
	Value string `json:"value"`
}

// ImageRecord is a picture: a path lent by the caller, an address of ours, or a remote address that is only remembered.
type ImageRecord struct {
	URL string `json:"url"`
	Alt string `json:"alt,omitempty"`
}

// SEORecord is what search engines are told.
type SEORecord struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
}

// TranslationText is the product in another language.
type TranslationText struct {
	Title           string `json:"title,omitempty"`
	DescriptionHTML string `json:"description_html,omitempty"`
}

// RowError is one thing wrong with a record: where in the file, in which column or member, and what to do.
type RowError struct {
	Line    int    `json:"line"`
	Path    string `json:"path,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error implements error.
func (e RowError) Error() string {
	if e.Path == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Message)
	}
	return fmt.Sprintf("line %d, %s: %s", e.Line, e.Path, e.Message)
}

// Item is what a source found: a record, or the reasons why there is none.
type Item struct {
	Line   int // where it begins
	Record ProductRecord
	Errors []RowError

	raw raw
}

// raw is the record as the file had it, for the rejects file.
type raw struct {
	rows [][]string
	json []byte
}

// Key is what a record is recognised by within its store (X2), or "".
func (r ProductRecord) Key() string {
	switch {
	case r.ExternalID != "":
		return r.ExternalID
	case r.Handle != "":
		return r.Handle
	}
	if list, ok := r.Variants.Get(); ok && len(list) > 0 {
		return list[0].SKU
	}
	return ""
}

func (i *Item) fail(line int, path, code, format string, args ...any) {
	if len(i.Errors) < maxErrors {
		i.Errors = append(i.Errors, RowError{Line: line, Path: path, Code: code, Message: fmt.Sprintf(format, args...)})
	}
}
