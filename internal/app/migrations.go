package app

import (
	"github.com/haatshop/haat/internal/kit/certstore"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/analytics"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/fulfilment"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/notify"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// Migrations is the schema of the whole shop, rooms in rank order.
func Migrations() []db.Migrations {
	return []db.Migrations{
		job.Migrations(), event.Migrations(), httpx.Migrations(), certstore.Migrations(),
		settings.Migrations(), identity.Migrations(), seller.Migrations(), content.Migrations(), audit.Migrations(),
		catalog.Migrations(), customer.Migrations(),
		inventory.Migrations(), pricing.Migrations(), tax.Migrations(), shipping.Migrations(), payment.Migrations(),
		listing.Migrations(),
		cart.Migrations(), order.Migrations(),
		fulfilment.Migrations(),
		analytics.Migrations(), transfer.Migrations(),
		notify.Migrations(),
	}
}
