package catalog

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	events  *event.Log
	journal journal.Recorder
	seller  *seller.Service
	tree    treeCache

	// The hooks: see the package documentation.
	AfterSave       hook.Hook[*Saved]
	AfterDelete     hook.Hook[Product]
	AfterCategory   hook.Hook[string]
	AfterCollection hook.Hook[string]
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil || d.Seller == nil {
		panic("catalog: a dependency is missing")
	}
	d.Events.Declare(ProductSaved{}, ProductDeleted{}, CategoryChanged{}, CollectionChanged{})
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal, seller: d.Seller}
	d.DB.OnTouch(s.tree.touched)
	return s
}

// Cache tags this room touches.
const (
	tagProducts    = "products"
	tagCategories  = "categories"
	tagCollections = "collections"
	tagSearch      = "search"
)

// Get returns a product whatever its state and store, for rooms that decide
// themselves who may see it. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, productID string) (Product, error) {
	all, err := getProducts(ctx, q, []string{productID}, true)
	if err != nil {
		return Product{}, err
	}
	p, ok := all[productID]
	if !ok {
		return Product{}, ErrNotFound
	}
	return p, nil
}

// Managed returns a product in the caller's scope (C6). Returns ErrNotFound.
func (s *Service) Managed(ctx context.Context, q db.Querier, productID string) (Product, error) {
	p, err := s.Get(ctx, q, productID)
	if err == nil && !actor.From(ctx).Scope(actor.ProductsRead).Has(p.StoreID) {
		return Product{}, ErrNotFound
	}
	return p, err
}

// ByHandle is Get by handle. Returns ErrNotFound.
func (s *Service) ByHandle(ctx context.Context, q db.Querier, handle string) (Product, error) {
	return getProduct(ctx, q, productByHandle, handle)
}

// ByExternal is Get by the id the product has in another system, within one
// store. Returns ErrNotFound.
func (s *Service) ByExternal(ctx context.Context, q db.Querier, storeID, externalID string) (Product, error) {
	return getProduct(ctx, q, productByExternal, storeID, externalID)
}

// Products returns many products at once, whatever their state; unknown ids
// are left out.
func (s *Service) Products(ctx context.Context, q db.Querier, productIDs []string) (map[string]Product, error) {
	return getProducts(ctx, q, productIDs, true)
}

// VariantReads is what Variants reads first, for db.Ahead; at most db.MaxIn.
func VariantReads(variantIDs []string) []db.Read { return []db.Read{variantsByID.Read(variantIDs)} }

// Variants returns variants with their products; unknown ids are left out.
func (s *Service) Variants(ctx context.Context, q db.Querier, variantIDs []string) (map[string]VariantWithProduct, error) {
	vs, err := getVariants(ctx, q, variantIDs)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, v := range vs {
		ids = append(ids, v.ProductID)
	}
	slices.Sort(ids)
	products, err := getProducts(ctx, q, slices.Compact(ids), false)
	out := make(map[string]VariantWithProduct, len(vs))
	for _, v := range vs {
		if p, ok := products[v.ProductID]; ok { // else deleted between two reads
			p.Variants = nil
			out[v.ID] = VariantWithProduct{Variant: v, Product: p}
		}
	}
	return out, err
}

// Each walks over all products by id, for rebuilding what is made of them:
// pass the last id of one call to the next, until none come. At most 500.
func (s *Service) Each(ctx context.Context, q db.Querier, afterID string, limit int) ([]Product, error) {
	rows, err := db.All[productRow](ctx, q, productsAfter, afterID, max(1, min(limit, 500)))
	if err != nil {
		return nil, err
	}
	all, err := whole(ctx, q, rows, true)
	out := make([]Product, 0, len(rows))
	for _, r := range rows {
		out = append(out, all[r.ID])
	}
	return out, err
}

// ProductIDs lists the products that stand directly in a category or
// collection, by id, at most 500 after afterID.
func (s *Service) ProductIDs(ctx context.Context, q db.Querier, categoryOrCollectionID, afterID string) ([]string, error) {
	st := inCategory
	if id.Valid("col_", categoryOrCollectionID) {
		st = inCollection
	}
	return db.All[string](ctx, q, st, categoryOrCollectionID, afterID)
}

// Categories returns the whole tree, parents before children and siblings in
// their order. It comes from memory where that is certain to be current: do
// not change it.
func (s *Service) Categories(ctx context.Context, q db.Querier) (*Tree, error) {
	t, age := s.tree.get()
	if tx, inTx := db.TxOf(q); inTx {
		return s.treeIn(ctx, tx, t, age)
	}
	if t != nil {
		return t, nil
	}
	t, err := readTree(ctx, q)
	if err == nil {
		s.tree.put(t, age)
	}
	return t, err
}

// TreeAt reads the tree as q sees it, past the memory; for checks of a moment
// that is not now.
func (s *Service) TreeAt(ctx context.Context, q db.Querier) (*Tree, error) { return readTree(ctx, q) }

// treeIn is the tree as a transaction sees it, its own changes included: the
// cached one when it carries the stamp the transaction reads. One read here is
// kept once the transaction committed, unless it changed the tree itself.
func (s *Service) treeIn(ctx context.Context, tx db.Tx, cached *Tree, age int64) (*Tree, error) {
	if cached != nil {
		stamp, err := db.Get[int64](ctx, tx, selectStamp)
		if err != nil || stamp == cached.stamp {
			return cached, err
		}
	}
	t, err := readTree(ctx, tx)
	if err == nil && !slices.Contains(db.Touched(tx), tagCategories) {
		tx.AfterCommit(func() { s.tree.put(t, age) })
	}
	return t, err
}

// Collections lists collections in their order.
func (s *Service) Collections(ctx context.Context, q db.Querier, p page.Request) (page.List[Collection], error) {
	return listCollections(ctx, q, p)
}

// FindCollections is Collections whose title, or a word of it, or handle begins
// with what was typed.
func (s *Service) FindCollections(ctx context.Context, q db.Querier, typed string, p page.Request) (page.List[Collection], error) {
	if typed == "" {
		return s.Collections(ctx, q, p)
	}
	return findCollections(ctx, q, typed, p)
}

// Collection returns a collection by id or handle. Returns
// ErrCollectionNotFound.
func (s *Service) Collection(ctx context.Context, q db.Querier, idOrHandle string) (Collection, error) {
	if id.Valid("col_", idOrHandle) {
		all, err := getCollections(ctx, q, []string{idOrHandle})
		c, ok := all[idOrHandle]
		if err == nil && !ok {
			err = ErrCollectionNotFound
		}
		return c, err
	}
	r, err := db.Get[collectionRow](ctx, q, collectionByHandle, idOrHandle)
	return r.collection(), orNotFound(err, ErrCollectionNotFound)
}

// CollectionsByID returns many collections at once; unknown ids are left out.
func (s *Service) CollectionsByID(ctx context.Context, q db.Querier, collectionIDs []string) (map[string]Collection, error) {
	return getCollections(ctx, q, collectionIDs)
}
