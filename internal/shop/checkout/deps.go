package checkout

import (
	"context"
	"log/slog"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Deps is what the room needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	Log      *slog.Logger
	Customer *customer.Service
	Payment  *payment.Service
	Cart     *cart.Service
	Order    *order.Service
	// OrderURL is the absolute address of an order's page, to which a provider
	// sends the shopper back.
	OrderURL func(ctx context.Context, orderID string) string
}
