package transfer

import (
	"context"
	"log/slog"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Deps is what the room needs.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	IDs     *id.Source
	Log     *slog.Logger
	Seller  *seller.Service
	Catalog *catalog.Service
	Pricing *pricing.Service
	Listing *listing.Service
}

// Images lends the pictures of an import: it takes a clean relative path out of a file, stores the picture and answers
// how the shop shows it. It is called outside transactions and answers the same for the same path.
type Images interface {
	Keep(ctx context.Context, path string) (catalog.ImageRef, error)
}
