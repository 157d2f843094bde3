package analytics

import (
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

// Deps is what the room needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	IDs      *id.Source
	Events   *event.Log
	Jobs     *job.Runner
	Log      *slog.Logger
	Settings *settings.Service
	Seller   *seller.Service
	Orders   *order.Service
	// Keep is how long single hits stay; zero for 13 months.
	Keep time.Duration
}
