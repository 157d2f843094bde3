package order

import (
	"context"
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Deps is what the room needs.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	IDs    *id.Source
	Events *event.Log
	Jobs   *job.Runner
	Bus    *bus.Bus
	Log    *slog.Logger
	// Journal takes what staff and programs do (O12).
	Journal journal.Recorder
	// SecretKey derives the guests' tokens (O7); at least 32 bytes.
	SecretKey []byte
	Inventory *inventory.Service
	Payment   *payment.Service
	// Names tells how accounts are called, for the timeline staff read; nil
	// names nobody.
	Names func(ctx context.Context, q db.Querier, accountIDs []string) (map[string]string, error)
	// Zone is where the shop's day begins; nil is UTC.
	Zone func() *time.Location
}
