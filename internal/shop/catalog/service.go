package catalog

import (
	"context"
	"errors"

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
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal, seller: d.Seller}
}

// Get returns a product whatever its state and store, for rooms that decide
// themselves who may see it. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, productID string) (Product, error) {
	return Product{}, errors.ErrUnsupported
}

// Managed returns a product in the caller's scope (C6). Returns ErrNotFound.
func (s *Service) Managed(ctx context.Context, q db.Querier, productID string) (Product, error) {
	return Product{}, errors.ErrUnsupported
}

// ByHandle is Get by handle. Returns ErrNotFound.
func (s *Service) ByHandle(ctx context.Context, q db.Querier, handle string) (Product, error) {
	return Product{}, errors.ErrUnsupported
}

// ByExternal is Get by the id the product has in another system, within one
// store. Returns ErrNotFound.
func (s *Service) ByExternal(ctx context.Context, q db.Querier, storeID, externalID string) (Product, error) {
	return Product{}, errors.ErrUnsupported
}

// Products returns many products at once, whatever their state; unknown ids
// are left out.
func (s *Service) Products(ctx context.Context, q db.Querier, productIDs []string) (map[string]Product, error) {
	return nil, errors.ErrUnsupported
}

// Variants returns variants with their products; unknown ids are left out.
func (s *Service) Variants(ctx context.Context, q db.Querier, variantIDs []string) (map[string]VariantWithProduct, error) {
	return nil, errors.ErrUnsupported
}

// Each walks over all products by id, for rebuilding what is made of them:
// pass the last id of one call to the next, until none come. At most 500.
func (s *Service) Each(ctx context.Context, q db.Querier, afterID string, limit int) ([]Product, error) {
	return nil, errors.ErrUnsupported
}

// ProductIDs lists the products that stand directly in a category or
// collection, by id, at most 500 after afterID.
func (s *Service) ProductIDs(ctx context.Context, q db.Querier, categoryOrCollectionID, afterID string) ([]string, error) {
	return nil, errors.ErrUnsupported
}

// Categories returns the whole tree, parents before children and siblings in
// their order. Outside a transaction it comes from memory: do not change it.
func (s *Service) Categories(ctx context.Context, q db.Querier) (*Tree, error) {
	return nil, errors.ErrUnsupported
}

// Collections lists collections in their order.
func (s *Service) Collections(ctx context.Context, q db.Querier, p page.Request) (page.List[Collection], error) {
	return page.List[Collection]{}, errors.ErrUnsupported
}

// Collection returns a collection by id or handle. Returns
// ErrCollectionNotFound.
func (s *Service) Collection(ctx context.Context, q db.Querier, idOrHandle string) (Collection, error) {
	return Collection{}, errors.ErrUnsupported
}

// CollectionsByID returns many collections at once; unknown ids are left out.
func (s *Service) CollectionsByID(ctx context.Context, q db.Querier, collectionIDs []string) (map[string]Collection, error) {
	return nil, errors.ErrUnsupported
}
