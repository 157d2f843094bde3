package search

import (
	"log/slog"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Deps is what the room needs.
type Deps struct {
	DB      *db.DB
	Events  *event.Log
	Log     *slog.Logger
	Listing *listing.Service
	Catalog *catalog.Service
	Seller  *seller.Service
	// Engine answers; nil means a new Index with DefaultConfig.
	Engine Engine
	// Snapshot is the file the index is kept in over a restart; nil keeps none.
	Snapshot *blob.File
}
