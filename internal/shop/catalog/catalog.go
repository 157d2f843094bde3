package catalog

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Status says whether a product is for sale.
type Status string

// The states of a product.
const (
	Draft    Status = "draft"
	Active   Status = "active"
	Archived Status = "archived"
)

// Moderation is what the platform thinks of a product.
type Moderation string

// The verdicts.
const (
	Pending  Moderation = "pending"
	Approved Moderation = "approved"
	Rejected Moderation = "rejected"
)

// Limits (C5) and sizes of texts.
const (
	MaxOptions     = 3
	MaxVariants    = 100
	MaxImages      = 30
	MaxValues      = 100
	MaxCategories  = 20
	MaxAttributes  = 100
	MaxDepth       = 8
	maxTitle       = 255
	maxShort       = 120
	maxCode        = 80
	maxURL         = 600
	maxHTML        = 100_000
	maxSEO         = 500
	maxWeight      = 10_000_000
	maxCost        = 1_000_000_000_000
	maxTags        = 50
	maxLocales     = 40
	maxNodes       = 5_000
	maxExternalID  = 200
	maxDescription = 5_000
)

// DefaultTaxCategory is that of a product of which nothing is said.
const DefaultTaxCategory = "standard"

// Option is a named list of values to choose from.
type Option struct {
	Name   string   `json:"name" minLength:"1" maxLength:"80"`
	Values []string `json:"values" maxItems:"100"`
}

// ImageRef is a picture of a product.
type ImageRef struct {
	URL    string `json:"url" maxLength:"600"`
	Alt    string `json:"alt" maxLength:"500"`
	Width  int    `json:"width" minimum:"0" maximum:"100000"`
	Height int    `json:"height" minimum:"0" maximum:"100000"`
}

// Attribute is a fact about a product, for tables and filters.
type Attribute struct {
	Code  string `json:"code" minLength:"1" maxLength:"80"`
	Name  string `json:"name" maxLength:"120"`
	Value string `json:"value" maxLength:"500"`
}

// SEO is what search engines are told instead of title and description.
type SEO struct {
	Title       string `json:"title" maxLength:"255"`
	Description string `json:"description" maxLength:"500"`
}

// Text is a product's words in another language; empty ones fall back.
type Text struct {
	Title           string `json:"title" maxLength:"255"`
	DescriptionHTML string `json:"description_html" maxLength:"100000"`
}

// Product is what is described. It is a value: saving returns a new one.
type Product struct {
	ID              string          `json:"id"`
	StoreID         string          `json:"store_id"`
	Handle          string          `json:"handle"`
	ExternalID      string          `json:"external_id"`
	Title           string          `json:"title"`
	DescriptionHTML string          `json:"description_html"`
	Vendor          string          `json:"vendor"`
	Origin          string          `json:"origin" doc:"Country the product is made in, ISO 3166-1 alpha-2; empty is unknown."`
	Status          Status          `json:"status"`
	Moderation      Moderation      `json:"moderation"`
	TaxCategory     string          `json:"tax_category"`
	Options         []Option        `json:"options"`
	Images          []ImageRef      `json:"images"`
	CategoryIDs     []string        `json:"category_ids"`
	CollectionIDs   []string        `json:"collection_ids"`
	Attributes      []Attribute     `json:"attributes"`
	SEO             SEO             `json:"seo"`
	Tags            []string        `json:"tags"`
	Translations    map[string]Text `json:"translations"`
	Variants        []Variant       `json:"variants"`
	Version         int64           `json:"version"`
	CreatedAt       time.Time       `json:"created_at"`
	UpdatedAt       time.Time       `json:"updated_at"`

	// Created and Changed tell what the save that returned this product did;
	// both are false on one that was read.
	Created bool `json:"-"`
	Changed bool `json:"-"`
}

// Variant is what is bought.
type Variant struct {
	ID               string   `json:"id"`
	ProductID        string   `json:"product_id"`
	StoreID          string   `json:"store_id"`
	SKU              string   `json:"sku"`
	Barcode          string   `json:"barcode"`
	OptionValues     []string `json:"option_values" doc:"One value per option of the product, in the same order."`
	Position         int      `json:"position"`
	WeightGrams      int64    `json:"weight_grams"`
	RequiresShipping bool     `json:"requires_shipping"`
	Cost             *int64   `json:"cost"`
	ImageURL         string   `json:"image_url"`
}

// Title joins the option values: "Sand / Large"; empty for the only variant.
func (v Variant) Title() string {
	s := ""
	for i, o := range v.OptionValues {
		if i > 0 {
			s += " / "
		}
		s += o
	}
	return s
}

// VariantWithProduct is a variant and its product; the product's Variants are
// left out.
type VariantWithProduct struct {
	Variant Variant
	Product Product
}

// Variant returns the variant with the id.
func (p Product) Variant(id string) (Variant, bool) {
	for _, v := range p.Variants {
		if v.ID == id {
			return v, true
		}
	}
	return Variant{}, false
}

// Localised returns title and description in the locale, falling back part by
// part to the shop's own.
func (p Product) Localised(locale string) Text {
	t := p.Translations[locale]
	if t.Title == "" {
		t.Title = p.Title
	}
	if t.DescriptionHTML == "" {
		t.DescriptionHTML = p.DescriptionHTML
	}
	return t
}

// Saved is what AfterSave hears: the product as it was, nil when it is new,
// and as it is.
type Saved struct {
	Before *Product
	After  Product
}

// Category is a place in the tree.
type Category struct {
	ID           string                  `json:"id"`
	ParentID     string                  `json:"parent_id" doc:"Empty at the root."`
	Handle       string                  `json:"handle"`
	Name         string                  `json:"name"`
	Description  string                  `json:"description"`
	ImageURL     string                  `json:"image_url"`
	Position     int                     `json:"position"`
	Path         []string                `json:"path" doc:"Ids from the root to this category."`
	Translations map[string]CategoryText `json:"translations"`
	Version      int64                   `json:"version"`
}

// CategoryText is a category's words in another language.
type CategoryText struct {
	Name        string `json:"name" maxLength:"120"`
	Description string `json:"description" maxLength:"5000"`
}

// Localised returns name and description in the locale, falling back.
func (c Category) Localised(locale string) CategoryText {
	t := c.Translations[locale]
	if t.Name == "" {
		t.Name = c.Name
	}
	if t.Description == "" {
		t.Description = c.Description
	}
	return t
}

// Collection is a list of products for merchandising.
type Collection struct {
	ID              string          `json:"id"`
	Handle          string          `json:"handle"`
	Title           string          `json:"title"`
	DescriptionHTML string          `json:"description_html"`
	ImageURL        string          `json:"image_url"`
	Position        int             `json:"position"`
	Translations    map[string]Text `json:"translations"`
	Version         int64           `json:"version"`
	CreatedAt       time.Time       `json:"created_at"`
}

// Localised returns title and description in the locale, falling back.
func (c Collection) Localised(locale string) Text {
	t := c.Translations[locale]
	if t.Title == "" {
		t.Title = c.Title
	}
	if t.DescriptionHTML == "" {
		t.DescriptionHTML = c.DescriptionHTML
	}
	return t
}

// Refusals.
var (
	ErrNotFound           = errs.New(errs.NotFound, "catalog.not_found", "There is no such product.")
	ErrCategoryNotFound   = errs.New(errs.NotFound, "catalog.category_not_found", "There is no such category.")
	ErrCollectionNotFound = errs.New(errs.NotFound, "catalog.collection_not_found", "There is no such collection.")
	ErrInvalid            = errs.New(errs.Invalid, "catalog.invalid", "Some of this cannot be saved.")
	ErrSKUTaken           = errs.New(errs.Conflict, "catalog.sku_taken", "Another variant of this store has this SKU.")
	ErrExternalIDTaken    = errs.New(errs.Conflict, "catalog.external_id_taken", "Another product of this store has this external id.")
	ErrHandleTaken        = errs.New(errs.Conflict, "catalog.handle_taken", "This handle is taken.")
	ErrStale              = errs.New(errs.Stale, "catalog.stale", "Somebody else changed this meanwhile. Look at the current state and try again.")
	ErrCycle              = errs.New(errs.Conflict, "catalog.cycle", "A category cannot stand below itself.")
	ErrHasChildren        = errs.New(errs.Conflict, "catalog.has_children", "Move or delete the categories below this one first.")
)
