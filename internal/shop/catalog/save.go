package catalog

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
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
	Origin          opt.Field[string] // country it is made in
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
// current product, or actor.ErrForbidden for what is the platform's to say:
// moderation and collections.
func (s *Service) SaveTx(ctx context.Context, tx db.Tx, in SaveProduct) (Product, error) {
	before, err := s.base(ctx, tx, in)
	if err != nil {
		return Product{}, err
	}
	if in.IfVersion != nil && *in.IfVersion != before.Version {
		return Product{}, ErrStale.With(before)
	}
	after, err := in.apply(before, func() string { return s.ids.New("var_") })
	if err != nil {
		return Product{}, err
	}
	if err := s.checkPlatform(ctx, before, after); err != nil {
		return Product{}, err
	}
	if after.Handle, err = s.productHandle(ctx, tx, in, after); err != nil {
		return Product{}, err
	}
	if in.ID != "" && same(before, after) {
		return before, nil
	}
	if err := s.checkTaken(ctx, tx, before, after); err != nil {
		return Product{}, err
	}
	if in.ID == "" {
		return s.create(ctx, tx, after)
	}
	return s.update(ctx, tx, before, after)
}

// base is the product an edit starts from: the locked one, or an empty one in
// a store of the caller's scope (C6).
func (s *Service) base(ctx context.Context, tx db.Tx, in SaveProduct) (Product, error) {
	scope := actor.From(ctx).Scope(actor.ProductsWrite)
	if in.ID == "" {
		if !scope.Has(in.StoreID) {
			return Product{}, ErrNotFound
		}
		stores, err := s.seller.ByIDs(ctx, tx, []string{in.StoreID})
		if _, ok := stores[in.StoreID]; err == nil && !ok {
			err = ErrNotFound
		}
		return Product{ID: s.ids.New("prod_"), StoreID: in.StoreID, Status: Draft, Moderation: Approved, TaxCategory: DefaultTaxCategory,
			Options: []Option{}, Translations: map[string]Text{}, Variants: []Variant{}, CreatedAt: s.clock.Now(), UpdatedAt: s.clock.Now()}, err
	}
	// The row is locked first and read then, so that the version seen is the
	// one that will be changed.
	storeID, err := db.Get[string](ctx, tx, lockProductRow, in.ID)
	if err != nil {
		return Product{}, orNotFound(err, ErrNotFound)
	}
	if !scope.Has(storeID) {
		return Product{}, ErrNotFound
	}
	if in.StoreID != "" && in.StoreID != storeID {
		return Product{}, ErrInvalid.At("store_id", "fixed", "A product stays in its store.")
	}
	return s.Get(ctx, tx, in.ID)
}

// checkPlatform refuses what only the platform says.
func (s *Service) checkPlatform(ctx context.Context, before, after Product) error {
	if actor.From(ctx).Platform(actor.CatalogManage) {
		return nil
	}
	if before.Moderation != after.Moderation {
		return actor.ErrForbidden.At("moderation", "forbidden", "Only the platform approves products.")
	}
	if strings.Join(before.CollectionIDs, " ") != strings.Join(after.CollectionIDs, " ") {
		return actor.ErrForbidden.At("collection_ids", "forbidden", "Only the platform puts products into collections.")
	}
	return nil
}

// productHandle is the handle the product gets (C3).
func (s *Service) productHandle(ctx context.Context, tx db.Tx, in SaveProduct, p Product) (string, error) {
	want, given := in.Handle.Get()
	if !given && p.Handle != "" {
		return p.Handle, nil
	}
	return freeHandle(ctx, tx, handlesTaken, handleAsk{want: []string{want, p.Title}, now: p.Handle, id: p.ID, kind: "product"})
}

// checkTaken enforces what is unique within the store (C4) and that the
// places exist, naming the field. A race between two saves is caught by the
// indexes.
func (s *Service) checkTaken(ctx context.Context, tx db.Tx, before, after Product) error {
	if err := s.checkPlaces(ctx, tx, before, after); err != nil {
		return err
	}
	if after.ExternalID != before.ExternalID {
		other, err := db.All[string](ctx, tx, externalHolder, after.StoreID, after.ExternalID, after.ID)
		if err != nil {
			return err
		}
		if len(other) > 0 {
			return ErrExternalIDTaken.At("external_id", "taken", "Another product of this store has this external id.")
		}
	}
	var skus []string
	for _, v := range after.Variants {
		if v.SKU != "" {
			skus = append(skus, v.SKU)
		}
	}
	if len(skus) == 0 {
		return nil
	}
	taken, err := db.All[string](ctx, tx, skuHolders, after.StoreID, skus, after.ID)
	if err != nil {
		return err
	}
	var f errs.Fields
	for i, v := range after.Variants {
		f.Check(!slices.Contains(taken, v.SKU), fmt.Sprintf("variants[%d].sku", i), "taken", "Another product of this store has this SKU.")
	}
	return f.As(ErrSKUTaken)
}

func (s *Service) checkPlaces(ctx context.Context, tx db.Tx, before, after Product) error {
	var f errs.Fields
	if !slices.Equal(before.CategoryIDs, after.CategoryIDs) && len(after.CategoryIDs) > 0 {
		known, err := db.All[string](ctx, tx, knownCategories, after.CategoryIDs)
		if err != nil {
			return err
		}
		for i, id := range after.CategoryIDs {
			f.Check(slices.Contains(known, id), fmt.Sprintf("category_ids[%d]", i), "unknown", "There is no such category.")
		}
	}
	if !slices.Equal(before.CollectionIDs, after.CollectionIDs) && len(after.CollectionIDs) > 0 {
		known, err := getCollections(ctx, tx, after.CollectionIDs)
		if err != nil {
			return err
		}
		for i, id := range after.CollectionIDs {
			_, ok := known[id]
			f.Check(ok, fmt.Sprintf("collection_ids[%d]", i), "unknown", "There is no such collection.")
		}
	}
	return f.As(ErrInvalid)
}

func (s *Service) create(ctx context.Context, tx db.Tx, p Product) (Product, error) {
	p.Version, p.Created, p.Changed = 1, true, true
	n, err := db.Exec(ctx, tx, insertProduct, productArgs(p)...)
	if err != nil {
		return Product{}, err
	}
	if n == 0 { // another save took the handle or the external id meanwhile
		p.Handle = suffixed(p.Handle, p.ID[len(p.ID)-6:])
		if n, err = db.Exec(ctx, tx, insertProduct, productArgs(p)...); err != nil {
			return Product{}, err
		} else if n == 0 {
			return Product{}, ErrExternalIDTaken.At("external_id", "taken", "Another product of this store has this external id.")
		}
	}
	return p, s.written(ctx, tx, nil, p)
}

func (s *Service) update(ctx context.Context, tx db.Tx, before, after Product) (Product, error) {
	after.Version, after.Changed, after.UpdatedAt = before.Version+1, true, s.clock.Now()
	if _, err := db.Exec(ctx, tx, updateProduct, productArgs(after)...); err != nil {
		if db.IsUnique(err) {
			return Product{}, ErrHandleTaken.Because(err)
		}
		return Product{}, err
	}
	return after, s.written(ctx, tx, &before, after)
}

// NewVersionTx gives a product another version after something changed that belongs to it but is kept elsewhere, as
// its prices are: who edits the older one is refused then. Returns ErrNotFound.
func (s *Service) NewVersionTx(ctx context.Context, tx db.Tx, productID string) (int64, error) {
	storeID, err := db.Get[string](ctx, tx, lockProductRow, productID)
	if err == nil && !actor.From(ctx).Scope(actor.ProductsWrite).Has(storeID) {
		return 0, ErrNotFound
	}
	if err != nil {
		return 0, orNotFound(err, ErrNotFound)
	}
	return db.Get[int64](ctx, tx, newVersion, productID, s.clock.Now())
}

// written saves what hangs on a product and tells everyone concerned.
func (s *Service) written(ctx context.Context, tx db.Tx, before *Product, after Product) error {
	old := Product{}
	if before != nil {
		old = *before
	}
	if err := writeVariants(ctx, tx, old.Variants, after.Variants); err != nil {
		if db.IsUnique(err) {
			return ErrSKUTaken.Because(err)
		}
		return err
	}
	if err := writeMemberships(ctx, tx, after.ID, clearCategories, joinCategory, old.CategoryIDs, after.CategoryIDs); err != nil {
		return err
	}
	if err := writeMemberships(ctx, tx, after.ID, clearCollections, joinCollection, old.CollectionIDs, after.CollectionIDs); err != nil {
		return err
	}
	if err := s.AfterSave.Run(ctx, tx, &Saved{Before: before, After: after}); err != nil {
		return err
	}
	tx.Touch("product:"+after.ID, tagProducts, tagSearch)
	e := journal.Entry{Entity: "product", EntityID: after.ID, StoreID: after.StoreID, Action: "created", After: after}
	if before != nil {
		e.Action, e.Before = "updated", *before
	}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, ProductSaved{ProductID: after.ID, StoreID: after.StoreID})
}
