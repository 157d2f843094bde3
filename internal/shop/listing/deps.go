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

// Deps is what the room needs.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Events    *event.Log
	Queue     *job.Queue
	Jobs      *job.Runner // nil where nothing runs (the command line)
	Settings  *settings.Service
	Seller    *seller.Service
	Catalog   *catalog.Service
	Pricing   *pricing.Service
	Inventory *inventory.Service
}
