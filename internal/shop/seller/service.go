package seller

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	events  *event.Log
	journal journal.Recorder

	// AfterChange: see the package documentation.
	AfterChange hook.Hook[[]string]
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil {
		panic("seller: a dependency is missing")
	}
	d.Events.Declare(Created{}, StatusChanged{}, StoreSaved{}, StoreErased{})
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal}
}

// Get returns a seller. Returns ErrNotFound, also for one outside the
// caller's scope.
func (s *Service) Get(ctx context.Context, q db.Querier, sellerID string) (Seller, error) {
	v, err := getSeller(ctx, q, sellerID)
	if err != nil {
		return Seller{}, err
	}
	a := actor.From(ctx)
	if a.Platform(actor.StoresRead) {
		return v, nil
	}
	for _, g := range a.Grants {
		if g.SellerID == sellerID {
			return v, nil
		}
	}
	return Seller{}, ErrNotFound
}

// List returns sellers, newest first; only the platform sees them all.
func (s *Service) List(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Seller], error) {
	if !actor.From(ctx).Platform(actor.StoresRead) {
		return page.List[Seller]{Items: []Seller{}}, nil
	}
	return listSellers(ctx, q, f, p)
}

// Filter narrows the list of sellers; zero members do not filter.
type Filter struct {
	Status Status
	Text   string // the beginning of the name, of a word in it, or of the e-mail address
}

// Store returns a store in the caller's scope. Returns ErrStoreNotFound.
func (s *Service) Store(ctx context.Context, q db.Querier, storeID string) (Store, error) {
	if !actor.From(ctx).Scope(actor.StoresRead).Has(storeID) {
		return Store{}, ErrStoreNotFound
	}
	return getStore(ctx, q, storeID)
}

// Stores returns the stores in the caller's scope, by name.
func (s *Service) Stores(ctx context.Context, q db.Querier, p page.Request) (page.List[Store], error) {
	scope := actor.From(ctx).Scope(actor.StoresRead)
	return listStores(ctx, q, storeFilter{scope: &scope}, p)
}

// FindStores is Stores whose name, handle or e-mail address, or a word of it,
// begins with what was typed.
func (s *Service) FindStores(ctx context.Context, q db.Querier, typed string, p page.Request) (page.List[Store], error) {
	if typed == "" {
		return s.Stores(ctx, q, p)
	}
	return findStores(ctx, q, actor.From(ctx).Scope(actor.StoresRead), typed, p)
}

// Public returns a store shoppers may see, by id or handle (S1). Returns
// ErrStoreNotFound.
func (s *Service) Public(ctx context.Context, q db.Querier, idOrHandle string) (Store, error) {
	var v Store
	var err error
	if id.Valid("sto_", idOrHandle) {
		v, err = getStore(ctx, q, idOrHandle)
	} else {
		v, err = getStoreByHandle(ctx, q, idOrHandle)
	}
	if err == nil && !v.Visible() {
		return Store{}, ErrStoreNotFound
	}
	return v, err
}

// ByHandle returns a store whatever its state. It knows no scope. Returns ErrStoreNotFound.
func (s *Service) ByHandle(ctx context.Context, q db.Querier, handle string) (Store, error) {
	return getStoreByHandle(ctx, q, handle)
}

// PublicStores returns the stores shoppers may see, by name.
func (s *Service) PublicStores(ctx context.Context, q db.Querier, p page.Request) (page.List[Store], error) {
	return listStores(ctx, q, storeFilter{visible: true}, p)
}

// PublicByHandles returns the stores shoppers may see among these, by handle.
func (s *Service) PublicByHandles(ctx context.Context, q db.Querier, handles []string) (map[string]Store, error) {
	return getShown(ctx, q, handles)
}

// StoreReads is what ByIDs reads, for db.Ahead.
func StoreReads(storeIDs []string) []db.Read { return []db.Read{storesByID.Read(storeIDs)} }

// ByIDs returns stores whatever their state, for rooms that show what they
// refer to; unknown ids are left out.
func (s *Service) ByIDs(ctx context.Context, q db.Querier, storeIDs []string) (map[string]Store, error) {
	return getStores(ctx, q, storeIDs)
}

// StoreIDs returns the ids of a seller's stores, for the scope of its members.
func (s *Service) StoreIDs(ctx context.Context, q db.Querier, sellerID string) ([]string, error) {
	return db.All[string](ctx, q, selectStoreIDs, sellerID)
}

// EnsureHouse makes the built-in seller if it is missing (S4).
func (s *Service) EnsureHouse(ctx context.Context, tx db.Tx) error {
	_, err := db.Exec(ctx, tx, insertHouse, HouseID, "House", Approved, s.clock.Now())
	return err
}
