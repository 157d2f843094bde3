package catalog

import (
	"context"
	"errors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
)

// SaveProduct is a composite save of a product with its variants; absent
// members stay as they are (C1).
type SaveProduct struct {
	ID              string // empty makes a new product
	StoreID         string // of a new product; an edit may leave it empty
	IfVersion       *int64 // the version the edit was made on
	Handle          opt.Field[string]
	ExternalID      opt.Field[string]
	Title           opt.Field[string]
	DescriptionHTML opt.Field[string]
	Vendor          opt.Field[string]
	Status          opt.Field[Status]
	Moderation      opt.Field[Moderation] // the platform's alone
	TaxCategory     opt.Field[string]
	Options         opt.Field[[]Option] // no values: those the variants use
	Images          opt.Field[[]ImageRef]
	CategoryIDs     opt.Field[[]string]
	CollectionIDs   opt.Field[[]string]
	Attributes      opt.Field[[]Attribute]
	SEO             opt.Field[SEO]
	Tags            opt.Field[[]string]
	Translations    opt.Field[map[string]Text]
	// Variants is the whole list in its order; those left out are deleted.
	Variants opt.Field[[]SaveVariant]
}

// SaveVariant is one variant of a save. It is recognised by ID, else by SKU,
// else by its option values (C2); absent members stay as they are.
type SaveVariant struct {
	ID               string
	SKU              opt.Field[string]
	Barcode          opt.Field[string]
	OptionValues     opt.Field[[]string]
	WeightGrams      opt.Field[int64]
	RequiresShipping opt.Field[bool]
	Cost             opt.Field[int64]
	ImageURL         opt.Field[string]
}

// Save is SaveTx in its own transaction.
func (s *Service) Save(ctx context.Context, in SaveProduct) (out Product, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveTx creates or edits a product with its variants. The variants of the
// answer stand in the order of the input's. Returns ErrNotFound, ErrInvalid or
// ErrSKUTaken with the bad fields, ErrExternalIDTaken, ErrStale with the
// current product, or actor.ErrForbidden for a verdict that is not the
// caller's.
func (s *Service) SaveTx(ctx context.Context, tx db.Tx, in SaveProduct) (Product, error) {
	return Product{}, errors.ErrUnsupported
}

// ArchiveTx takes a product off sale for good without deleting it. Returns
// ErrNotFound.
func (s *Service) ArchiveTx(ctx context.Context, tx db.Tx, productID string) (Product, error) {
	return s.SaveTx(ctx, tx, SaveProduct{ID: productID, Status: opt.Some(Archived)})
}

// DeleteTx removes a product with its variants; orders keep their snapshots.
// Returns ErrNotFound.
func (s *Service) DeleteTx(ctx context.Context, tx db.Tx, productID string) error {
	return errors.ErrUnsupported
}
