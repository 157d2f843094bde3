package listing

import (
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

// Service is the room.
type Service struct {
	db        *db.DB
	clock     clock.Clock
	events    *event.Log
	queue     *job.Queue
	settings  *settings.Service
	seller    *seller.Service
	catalog   *catalog.Service
	pricing   *pricing.Service
	inventory *inventory.Service
}

// New returns the room and plugs it into the rooms it is made of; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.Events == nil || d.Queue == nil || d.Settings == nil || d.Seller == nil || d.Catalog == nil || d.Pricing == nil || d.Inventory == nil {
		panic("listing: a dependency is missing")
	}
	s := &Service{db: d.DB, clock: d.Clock, events: d.Events, queue: d.Queue, settings: d.Settings, seller: d.Seller,
		catalog: d.Catalog, pricing: d.Pricing, inventory: d.Inventory}
	d.Events.Declare(Changed{}, StoreChanged{})
	s.listen()
	if d.Jobs != nil {
		s.work(d.Jobs)
	}
	return s
}

// listen keeps the read model inside the transactions that change its parts (L1).
func (s *Service) listen() {
	s.catalog.AfterSave.Add("listing", s.saved)
	s.catalog.AfterDelete.Add("listing", s.deleted)
	s.catalog.AfterCategory.Add("listing", s.categoryChanged)
	s.catalog.AfterCollection.Add("listing", s.collectionChanged)
	s.pricing.AfterChange.Add("listing", s.pricesChanged)
	s.inventory.AfterChange.Add("listing", s.stockMoved)
	s.events.Follow("listing.stock", []string{inventory.Changed{}.EventName()}, s.followStock)
	s.seller.AfterChange.Add("listing", s.storesChanged)
}
