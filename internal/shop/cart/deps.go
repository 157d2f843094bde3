package cart

import (
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/tax"
)

// Deps is what the room needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	IDs      *id.Source
	Events   *event.Log
	Jobs     *job.Runner
	Settings *settings.Service
	Seller   *seller.Service
	Identity *identity.Service
	Listing  *listing.Service
	Tax      *tax.Service
	Shipping *shipping.Service
	// Keep is how long an untouched open cart stays; zero for 90 days.
	Keep time.Duration
}
