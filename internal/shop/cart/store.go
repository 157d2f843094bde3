package cart

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "cart", FS: sub}
}

const cols = `ref, id, status, region_id, currency, locale, customer_id, email, shipping_address, billing_address, note, shipping, order_id,
	version, created_at, updated_at`

var (
	insertCart = db.SQL(`INSERT INTO cart_carts (ref, id, status, region_id, currency, locale, customer_id, note, shipping, version, created_at, updated_at)
		VALUES ($1, $2, 'open', $3, $4, $5, $6, '', '{}', 1, $7, $7)`)
	selectCart = db.SQL(`SELECT ` + cols + ` FROM cart_carts WHERE id = $1`)
	lockByID   = db.SQL(`SELECT ` + cols + ` FROM cart_carts WHERE id = $1`).ForUpdate()
	openOf     = db.SQL(`SELECT id FROM cart_carts WHERE customer_id = $1 AND status = 'open' ORDER BY updated_at DESC LIMIT 1`)
	updateCart = db.SQL(`UPDATE cart_carts SET status = $2, customer_id = $3, email = $4, shipping_address = $5, billing_address = $6, note = $7,
		shipping = $8, order_id = $9, updated_at = $10, version = version + 1 WHERE ref = $1`)
	// By the cart's id, so that it can travel with the statement that finds (and locks) the cart.
	linesOf = db.SQL(`SELECT id, variant_id, store_id, quantity FROM cart_lines WHERE cart_ref = (SELECT ref FROM cart_carts WHERE id = $1) ORDER BY id`)
	addLine = db.SQL(`INSERT INTO cart_lines (id, cart_ref, variant_id, store_id, quantity) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (cart_ref, variant_id) DO UPDATE SET quantity = cart_lines.quantity + excluded.quantity`)
	setQuantity   = db.SQL(`UPDATE cart_lines SET quantity = $3 WHERE cart_ref = $1 AND id = $2`)
	removeLine    = db.SQL(`DELETE FROM cart_lines WHERE cart_ref = $1 AND id = $2`)
	pickStale     = db.SQL(`SELECT ref FROM cart_carts WHERE status = 'open' AND updated_at < $1 ORDER BY updated_at LIMIT $2`)
	byRefs        = db.SQL(`SELECT ref, status, COALESCE(order_id, '') AS order_id FROM cart_carts WHERE ref IN ($1...)`)
	orderedAfter  = db.SQL(`SELECT ref, status, COALESCE(order_id, '') AS order_id FROM cart_carts WHERE status = 'ordered' AND ref > $1 ORDER BY ref LIMIT 500`)
	deleteOrdered = db.SQL(`DELETE FROM cart_carts WHERE ref IN ($1...) AND status = 'ordered'`)
	deleteCarts   = db.SQL(`DELETE FROM cart_carts WHERE ref IN ($1...) AND status = 'open'`)
)

type cartRow struct {
	Ref, ID         string
	Status          Status
	RegionID        string
	Currency        money.Currency
	Locale          string
	CustomerID      *string
	Email           *string
	ShippingAddress db.JSON[*address.Address]
	BillingAddress  db.JSON[*address.Address]
	Note            string
	Shipping        db.JSON[map[string]string]
	OrderID         *string
	Version         int64
	CreatedAt       time.Time
	UpdatedAt       time.Time
}

func (r cartRow) cart() Cart {
	return Cart{ID: r.ID, Ref: r.Ref, Status: r.Status, RegionID: r.RegionID, Currency: r.Currency, Locale: r.Locale, CustomerID: r.CustomerID,
		Email: r.Email, ShippingAddress: r.ShippingAddress.V, BillingAddress: r.BillingAddress.V, Note: r.Note, Shipping: r.Shipping.V,
		OrderID: r.OrderID, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
}

func getCart(ctx context.Context, q db.Querier, id string) (Cart, error) {
	return readCart(ctx, q, selectCart, id)
}

// lockCart is the one way to lock a cart: the row first, its lines then.
func lockCart(ctx context.Context, tx db.Tx, id string) (Cart, error) {
	return readCart(ctx, tx, lockByID, id)
}

func readCart(ctx context.Context, q db.Querier, st *db.Stmt, id string) (Cart, error) {
	q, err := db.Ahead(ctx, q, st.Read(id), linesOf.Read(id))
	if err != nil {
		return Cart{}, err
	}
	r, err := db.Get[cartRow](ctx, q, st, id)
	if errors.Is(err, db.ErrNoRows) {
		return Cart{}, ErrNotFound
	}
	if err != nil {
		return Cart{}, err
	}
	c := r.cart()
	c.Lines, err = db.All[Line](ctx, q, linesOf, id)
	if c.Shipping == nil {
		c.Shipping = map[string]string{}
	}
	return c, err
}

func saveCart(ctx context.Context, tx db.Tx, c Cart, now time.Time) error {
	return db.Write(ctx, tx, updateCart, c.Ref, c.Status, c.CustomerID, c.Email, optJSON(c.ShippingAddress), optJSON(c.BillingAddress), c.Note,
		db.JSONOf(c.Shipping), c.OrderID, now)
}

func optJSON(a *address.Address) any {
	if a == nil {
		return nil
	}
	return db.JSONOf(a)
}
