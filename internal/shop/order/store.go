package order

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/totals"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "order", FS: sub}
}

// numbers are for people; they ascend and may gap.
var numbers = db.NewSequence("order_numbers", 1001)

const (
	orderCols = `o.id, o.number, o.status, o.payment_status, o.fulfilment_status, o.held_at, o.hold_reasons, o.email, o.customer_id,
		o.currency, o.locale, o.prices_include_tax, o.shipping_address, o.billing_address, o.note, o.subtotal, o.discount, o.shipping,
		o.tax, o.total, o.cancelled, o.authorized, o.captured, o.refunded, o.tax_lines, o.payment_method, o.placed_at, o.expires_at,
		o.cancelled_at, o.version`
	storeOrderCols = `id, order_id, store_id, store_name, seller_id, status, fulfilment_status, shipping_choice, subtotal, discount,
		shipping, tax, total, confirmed_at, cancelled_at`
	lineCols = `id, store_order_id, store_id, role, product_id, variant_id, sku, title, variant_title, product_handle, options, image_url,
		quantity, unit_price, list_price, subtotal, discount, tax, total, cost, price_id, tax_category, taxes, adjustments,
		requires_shipping, cancelled, fulfilled, delivered`
)

var (
	insertOrder = db.SQL(`INSERT INTO order_orders (id, number, cart_ref, status, payment_status, fulfilment_status, hold_reasons, email,
		email_norm, name_search, customer_id, currency, locale, prices_include_tax, shipping_address, billing_address, note, subtotal,
		discount, shipping, tax, total, tax_lines, payment_method, placed_at, expires_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, '[]', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, 1)
		ON CONFLICT (cart_ref) DO NOTHING`)
	insertStoreOrder = db.SQL(`INSERT INTO order_store_orders (id, order_id, store_id, store_name, seller_id, status, fulfilment_status,
		shipping_choice, subtotal, discount, shipping, tax, total, placed_at, payment_status, customer_id, name_search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`)
	insertLine = db.SQL(`INSERT INTO order_lines (id, order_id, store_order_id, store_id, position, role, product_id, variant_id, sku, title,
		variant_title, product_handle, options, image_url, quantity, unit_price, list_price, subtotal, discount, tax, total, cost, price_id,
		tax_category, taxes, adjustments, requires_shipping)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`)
	insertEntry = db.SQL(`INSERT INTO order_timeline (id, order_id, store_order_id, kind, public, actor_kind, actor_id, data, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	selectOrder       = db.SQL(`SELECT ` + orderCols + ` FROM order_orders o WHERE o.id = $1`)
	lockOrderRow      = db.SQL(`SELECT id FROM order_orders WHERE id = $1`).ForUpdate()
	orderOfCart       = db.SQL(`SELECT id FROM order_orders WHERE cart_ref = $1`)
	orderByNumber     = db.SQL(`SELECT id FROM order_orders WHERE number = $1 AND email_norm = $2`)
	orderOfStoreOrder = db.SQL(`SELECT order_id FROM order_store_orders WHERE id = $1`)
	storeOrdersOf     = db.SQL(`SELECT ` + storeOrderCols + ` FROM order_store_orders WHERE order_id IN ($1...) ORDER BY order_id, id`)
	linesOf           = db.SQL(`SELECT ` + lineCols + ` FROM order_lines WHERE order_id = $1 ORDER BY position`)
	ordersAfter       = db.SQL(`SELECT ` + orderCols + `, o.cart_ref FROM order_orders o WHERE o.id > $1 ORDER BY o.id LIMIT 200`)
	linesOfOrders     = db.SQL(`SELECT order_id, ` + lineCols + ` FROM order_lines WHERE order_id IN ($1...) ORDER BY order_id, position`)
	placedEntries     = db.SQL(`SELECT order_id, COUNT(*) AS n FROM order_timeline WHERE order_id IN ($1...) AND kind = 'placed' GROUP BY order_id`)
	highestNumber     = db.SQL(`SELECT COALESCE(MAX(number), 0) FROM order_orders`)
	countSince        = db.SQL(`SELECT COUNT(*) FROM order_orders WHERE placed_at >= $1`)
	placedOf          = db.SQL(`SELECT id, number, placed_at FROM order_orders WHERE id IN ($1...)`)
	timelineOf        = db.SQL(`SELECT id, store_order_id, kind, public, actor_kind, actor_id, data, at FROM order_timeline WHERE order_id = $1 ORDER BY id LIMIT 500`)
	updateOrder       = db.SQL(`UPDATE order_orders SET status = $2, payment_status = $3, fulfilment_status = $4, held_at = $5, hold_reasons = $6,
		cancelled = $7, authorized = $8, captured = $9, refunded = $10, payment_method = $11, expires_at = $12, cancelled_at = $13,
		version = version + 1 WHERE id = $1 RETURNING version`)
	updateStoreOrder = db.SQL(`UPDATE order_store_orders SET status = $2, fulfilment_status = $3, confirmed_at = $4, cancelled_at = $5, payment_status = $6,
		held_at = $7 WHERE id = $1`)
	// The counters move by guarded statements; the CHECKs of the table are the
	// second wall.
	fulfilLine = db.SQL(`UPDATE order_lines SET fulfilled = fulfilled + $1 WHERE id = $2 AND store_order_id = $3 AND role = 'goods'
		AND quantity - cancelled - fulfilled >= $1`)
	deliverLine = db.SQL(`UPDATE order_lines SET delivered = delivered + $1 WHERE id = $2 AND store_order_id = $3 AND fulfilled - delivered >= $1`)
	cancelLine  = db.SQL(`UPDATE order_lines SET cancelled = quantity WHERE id = $1 AND fulfilled = 0 AND cancelled = 0`)
	moveOrders  = db.SQL(`UPDATE order_orders SET customer_id = $2 WHERE customer_id = $1`)
	moveParts   = db.SQL(`UPDATE order_store_orders SET customer_id = $2 WHERE order_id IN (SELECT id FROM order_orders WHERE customer_id = $1)`)
	expired     = db.SQL(`SELECT id FROM order_orders WHERE expires_at IS NOT NULL AND expires_at <= $1 ORDER BY expires_at LIMIT 50`)
	orderedFrom = db.SQL(`SELECT 1 AS one FROM order_store_orders WHERE store_id IN ($2...) AND customer_id = $1 LIMIT 1`)
	customersOf = db.SQL(`SELECT DISTINCT customer_id FROM order_store_orders WHERE store_id IN ($2...) AND customer_id IN ($1...)`)
	// clientele leaps from customer to customer along the index, whatever each has bought.
	clientele = db.SQL(`WITH RECURSIVE c (id) AS (
		SELECT MAX(customer_id) FROM order_store_orders WHERE store_id = $1 AND customer_id < $2
		UNION ALL
		SELECT (SELECT MAX(s.customer_id) FROM order_store_orders s WHERE s.store_id = $1 AND s.customer_id < c.id) FROM c WHERE c.id IS NOT NULL)
		SELECT id FROM c WHERE id IS NOT NULL LIMIT $3`)
)

type orderRow struct {
	ID               string
	Number           int64
	Status           Status
	PaymentStatus    PaymentStatus
	FulfilmentStatus FulfilmentStatus
	HeldAt           *time.Time
	HoldReasons      db.JSON[[]string]
	Email            string
	CustomerID       *string
	Currency         money.Currency
	Locale           string
	PricesIncludeTax bool
	ShippingAddress  db.JSON[*address.Address]
	BillingAddress   db.JSON[*address.Address]
	Note             string
	Sums
	Cancelled, Authorized, Captured, Refunded int64
	TaxLines                                  db.JSON[[]totals.TaxLine]
	PaymentMethod                             string
	PlacedAt                                  time.Time
	ExpiresAt, CancelledAt                    *time.Time
	Version                                   int64
}

func (r orderRow) order() Order {
	return Order{ID: r.ID, Number: r.Number, Status: r.Status, PaymentStatus: r.PaymentStatus, FulfilmentStatus: r.FulfilmentStatus,
		HeldAt: r.HeldAt, HoldReasons: r.HoldReasons.V, Email: r.Email, CustomerID: r.CustomerID, Currency: r.Currency, Locale: r.Locale,
		PricesIncludeTax: r.PricesIncludeTax, ShippingAddress: r.ShippingAddress.V, BillingAddress: r.BillingAddress.V, Note: r.Note,
		Sums: r.Sums, Cancelled: r.Cancelled, Authorized: r.Authorized, Captured: r.Captured, Refunded: r.Refunded, TaxLines: r.TaxLines.V,
		PaymentMethod: r.PaymentMethod, PlacedAt: r.PlacedAt, ExpiresAt: r.ExpiresAt, CancelledAt: r.CancelledAt, Version: r.Version}
}

type storeOrderRow struct {
	ID, OrderID, StoreID, StoreName, SellerID string
	Status                                    Status
	FulfilmentStatus                          FulfilmentStatus
	ShippingChoice                            db.JSON[ShippingChoice]
	Sums
	ConfirmedAt, CancelledAt *time.Time
}

func (r storeOrderRow) storeOrder() StoreOrder {
	return StoreOrder{ID: r.ID, OrderID: r.OrderID, StoreID: r.StoreID, StoreName: r.StoreName, SellerID: r.SellerID, Status: r.Status,
		FulfilmentStatus: r.FulfilmentStatus, Shipping: r.ShippingChoice.V, Sums: r.Sums, ConfirmedAt: r.ConfirmedAt, CancelledAt: r.CancelledAt}
}

type lineRow struct {
	ID, StoreOrderID, StoreID                                     string
	Role                                                          Role
	ProductID, VariantID, SKU, Title, VariantTitle, ProductHandle string
	Options                                                       db.JSON[map[string]string]
	ImageURL                                                      string
	Quantity, UnitPrice                                           int64
	ListPrice                                                     *int64
	Subtotal, Discount, Tax, Total                                int64
	Cost                                                          *int64
	PriceID, TaxCategory                                          string
	Taxes                                                         db.JSON[[]totals.TaxLine]
	Adjustments                                                   db.JSON[[]totals.Adjustment]
	RequiresShipping                                              bool
	Cancelled, Fulfilled, Delivered                               int64
}

func (r lineRow) line() Line {
	return Line{ID: r.ID, StoreOrderID: r.StoreOrderID, StoreID: r.StoreID, Role: r.Role, ProductID: r.ProductID, VariantID: r.VariantID,
		SKU: r.SKU, Title: r.Title, VariantTitle: r.VariantTitle, ProductHandle: r.ProductHandle, Options: r.Options.V, ImageURL: r.ImageURL,
		Quantity: r.Quantity, UnitPrice: r.UnitPrice, ListPrice: r.ListPrice, Subtotal: r.Subtotal, Discount: r.Discount, Tax: r.Tax,
		Total: r.Total, Cost: r.Cost, PriceID: r.PriceID, TaxCategory: r.TaxCategory, Taxes: r.Taxes.V, Adjustments: r.Adjustments.V,
		RequiresShipping: r.RequiresShipping, Cancelled: r.Cancelled, Fulfilled: r.Fulfilled, Delivered: r.Delivered}
}

// Placement is an order with the cart it came from.
type Placement struct {
	Order
	CartRef string
}

// placementsAfter reads a batch of orders whole: three statements.
func placementsAfter(ctx context.Context, q db.Querier, after string) ([]Placement, error) {
	rows, err := db.All[struct {
		orderRow
		CartRef string
	}](ctx, q, ordersAfter, after)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	out, orders := make([]Placement, len(rows)), make([]Order, len(rows))
	for i, r := range rows {
		orders[i] = r.order()
	}
	if err := attachParts(ctx, q, orders); err != nil {
		return nil, err
	}
	if err := attachLines(ctx, q, orders); err != nil {
		return nil, err
	}
	for i, r := range rows {
		out[i] = Placement{orders[i], r.CartRef}
	}
	return out, nil
}

func orNotFound(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// getOrder reads an order whole: three statements whatever its size.
func getOrder(ctx context.Context, q db.Querier, id string) (Order, error) {
	q, err := db.Ahead(ctx, q, readsOf(id)...)
	if err != nil {
		return Order{}, err
	}
	return readOrder(ctx, q, id)
}

// readsOf is what readOrder reads.
func readsOf(id string) []db.Read {
	return []db.Read{selectOrder.Read(id), storeOrdersOf.Read([]string{id}), linesOf.Read(id)}
}

func readOrder(ctx context.Context, q db.Querier, id string) (Order, error) {
	r, err := db.Get[orderRow](ctx, q, selectOrder, id)
	if err != nil {
		return Order{}, orNotFound(err)
	}
	o := r.order()
	parts, err := db.All[storeOrderRow](ctx, q, storeOrdersOf, []string{id})
	if err != nil {
		return Order{}, err
	}
	for _, p := range parts {
		o.StoreOrders = append(o.StoreOrders, p.storeOrder())
	}
	lines, err := db.All[lineRow](ctx, q, linesOf, id)
	for _, l := range lines {
		o.Lines = append(o.Lines, l.line())
	}
	return o, err
}

// lockOrder is the one way to lock an order (O4): the row first, read then.
func lockOrder(ctx context.Context, tx db.Tx, id string) (Order, error) {
	q, err := db.Ahead(ctx, tx, append([]db.Read{lockOrderRow.Read(id)}, readsOf(id)...)...)
	if err != nil {
		return Order{}, err
	}
	if _, err := db.Get[string](ctx, q, lockOrderRow, id); err != nil {
		return Order{}, orNotFound(err)
	}
	return readOrder(ctx, q, id)
}

func optJSON[T any](v *T) any {
	if v == nil {
		return nil
	}
	return db.JSONOf(v)
}

func saveOrder(ctx context.Context, tx db.Tx, o *Order) (err error) {
	if o.Version, err = db.Get[int64](ctx, tx, updateOrder, o.ID, o.Status, o.PaymentStatus, o.FulfilmentStatus, o.HeldAt, db.JSONOf(orEmpty(o.HoldReasons)),
		o.Cancelled, o.Authorized, o.Captured, o.Refunded, o.PaymentMethod, o.ExpiresAt, o.CancelledAt); err != nil {
		return err
	}
	for _, s := range o.StoreOrders {
		if _, err := db.Exec(ctx, tx, updateStoreOrder, s.ID, s.Status, s.FulfilmentStatus, s.ConfirmedAt, s.CancelledAt, o.PaymentStatus, o.HeldAt); err != nil {
			return err
		}
	}
	return nil
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
