package listing

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "listing", FS: sub}
}

const productCols = `product_id, store_id, handle, status, public, in_stock, backorder, title, title_sort, needle, card, created_at, due_at, revision, version`

var (
	// lockProduct is taken before anything of a product is recomputed: of two transactions that change parts of
	// one product the second sees what the first did.
	lockProduct = db.SQL(`SELECT ` + productCols + ` FROM listing_products WHERE product_id = $1`).ForUpdate()
	saveProduct = db.SQL(`INSERT INTO listing_products (` + productCols + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (product_id) DO UPDATE SET store_id = excluded.store_id, handle = excluded.handle, status = excluded.status,
		public = excluded.public, in_stock = excluded.in_stock, backorder = excluded.backorder, title = excluded.title, title_sort = excluded.title_sort,
		needle = excluded.needle, card = excluded.card, created_at = excluded.created_at, due_at = excluded.due_at, revision = excluded.revision, version = excluded.version`)
	deleteProduct  = db.SQL(`DELETE FROM listing_products WHERE product_id = $1`)
	flipProduct    = db.SQL(`UPDATE listing_products SET in_stock = $2, backorder = $3, version = version + 1 WHERE product_id = $1`)
	selectVariants = db.SQL(`SELECT variant_id, product_id, in_stock, backorder FROM listing_variants WHERE product_id = $1 ORDER BY variant_id`)
	variantsByID   = db.SQL(`SELECT variant_id, product_id, in_stock, backorder FROM listing_variants WHERE variant_id IN ($1...) ORDER BY variant_id`)
	saveVariant    = db.SQL(`INSERT INTO listing_variants (variant_id, product_id, in_stock, backorder) VALUES ($1, $2, $3, $4)
		ON CONFLICT (variant_id) DO UPDATE SET product_id = excluded.product_id, in_stock = excluded.in_stock, backorder = excluded.backorder`)
	flipVariant    = db.SQL(`UPDATE listing_variants SET in_stock = $2, backorder = $3 WHERE variant_id = $1`)
	deleteVariant  = db.SQL(`DELETE FROM listing_variants WHERE variant_id = $1`)
	deleteVariants = db.SQL(`DELETE FROM listing_variants WHERE product_id = $1`)
	selectPrices   = db.SQL(`SELECT product_id, currency, low, high, compare_at FROM listing_prices WHERE product_id = $1 ORDER BY currency`)
	pricesOf       = db.SQL(`SELECT product_id, currency, low, high, compare_at FROM listing_prices WHERE product_id IN ($1...) ORDER BY product_id, currency`)
	savePrice      = db.SQL(`INSERT INTO listing_prices (product_id, currency, low, high, compare_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (product_id, currency) DO UPDATE SET low = excluded.low, high = excluded.high, compare_at = excluded.compare_at`)
	deletePrice   = db.SQL(`DELETE FROM listing_prices WHERE product_id = $1 AND currency = $2`)
	deletePrices  = db.SQL(`DELETE FROM listing_prices WHERE product_id = $1`)
	selectShelves = db.SQL(`SELECT shelf, currency, product_id, store_id, in_stock, price, title_sort, created_at
		FROM listing_shelves WHERE product_id = $1 ORDER BY shelf, currency`)
	saveShelf = db.SQL(`INSERT INTO listing_shelves (shelf, currency, product_id, store_id, in_stock, price, title_sort, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (shelf, product_id, currency) DO UPDATE SET store_id = excluded.store_id, in_stock = excluded.in_stock,
		price = excluded.price, title_sort = excluded.title_sort, created_at = excluded.created_at`)
	flipShelves   = db.SQL(`UPDATE listing_shelves SET in_stock = $2 WHERE product_id = $1`)
	deleteShelf   = db.SQL(`DELETE FROM listing_shelves WHERE shelf = $1 AND product_id = $2 AND currency = $3`)
	deleteShelves = db.SQL(`DELETE FROM listing_shelves WHERE product_id = $1`)
	shelfMembers  = db.SQL(`SELECT DISTINCT product_id FROM listing_shelves WHERE shelf = $1 AND product_id > $2 ORDER BY product_id LIMIT $3`)
	dueProducts   = db.SQL(`SELECT product_id FROM listing_products WHERE due_at <= $1 ORDER BY due_at LIMIT $2`)

	saveStore = db.SQL(`INSERT INTO listing_stores (store_id, handle, name, open, version) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (store_id) DO UPDATE SET handle = excluded.handle, name = excluded.name, open = excluded.open, version = excluded.version`)
	deleteStore = db.SQL(`DELETE FROM listing_stores WHERE store_id = $1`)
	lockStores  = db.SQL(`SELECT store_id, handle, name, open, version FROM listing_stores WHERE store_id IN ($1...) ORDER BY store_id`).ForUpdate()

	selectPath = db.SQL(`SELECT path FROM listing_categories WHERE category_id = $1`)
	savePath   = db.SQL(`INSERT INTO listing_categories (category_id, path) VALUES ($1, $2) ON CONFLICT (category_id) DO UPDATE SET path = excluded.path`)
	deletePath = db.SQL(`DELETE FROM listing_categories WHERE category_id = $1`)

	selectProduct = db.SQL(`SELECT ` + productCols + ` FROM listing_products WHERE product_id = $1`)
	selectStores  = db.SQL(`SELECT store_id, handle, name, open, version FROM listing_stores WHERE store_id > $1 ORDER BY store_id LIMIT 500`)
	selectPaths   = db.SQL(`SELECT category_id, path FROM listing_categories ORDER BY category_id`)

	productIDs      = db.SQL(`SELECT product_id FROM listing_products WHERE product_id > $1 ORDER BY product_id LIMIT $2`)
	storeProductIDs = db.SQL(`SELECT product_id FROM listing_products WHERE store_id = $1 AND product_id > $2 ORDER BY product_id LIMIT $3`)
)

// load reads a product's read model under its lock; false when there is none.
func load(ctx context.Context, tx db.Tx, productID string) (projection, bool, error) {
	return readModel(ctx, tx, lockProduct, productID)
}

// peek is load without the lock.
func peek(ctx context.Context, q db.Querier, productID string) (projection, bool, error) {
	return readModel(ctx, q, selectProduct, productID)
}

func readModel(ctx context.Context, q db.Querier, product *db.Stmt, productID string) (projection, bool, error) {
	var p projection
	var err error
	p.product, err = db.Get[productRow](ctx, q, product, productID)
	if errors.Is(err, db.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	if p.variants, err = db.All[variantRow](ctx, q, selectVariants, productID); err != nil {
		return p, false, err
	}
	if p.prices, err = db.All[priceRow](ctx, q, selectPrices, productID); err != nil {
		return p, false, err
	}
	p.shelves, err = db.All[shelfRow](ctx, q, selectShelves, productID)
	return p, true, err
}

// save writes what differs between what is stored and what shall be.
func save(ctx context.Context, tx db.Tx, before, after projection) error {
	r := after.product
	if _, err := db.Exec(ctx, tx, saveProduct, r.ProductID, r.StoreID, r.Handle, r.Status, r.Public, r.InStock, r.Backorder, r.Title, r.TitleSort, r.Needle,
		r.Card, r.CreatedAt, r.DueAt, r.Revision, r.Version); err != nil {
		return err
	}
	err := sync(before.variants, after.variants, func(v variantRow) string { return v.VariantID },
		func(v variantRow) error {
			return exec(ctx, tx, saveVariant, v.VariantID, v.ProductID, v.InStock, v.Backorder)
		},
		func(v variantRow) error { return exec(ctx, tx, deleteVariant, v.VariantID) })
	if err != nil {
		return err
	}
	err = sync(before.prices, after.prices, func(p priceRow) string { return string(p.Currency) },
		func(p priceRow) error {
			return exec(ctx, tx, savePrice, p.ProductID, p.Currency, p.Low, p.High, p.CompareAt)
		},
		func(p priceRow) error { return exec(ctx, tx, deletePrice, p.ProductID, p.Currency) })
	if err != nil {
		return err
	}
	return sync(before.shelves, after.shelves, func(s shelfRow) string { return s.Shelf + " " + string(s.Currency) },
		func(s shelfRow) error {
			return exec(ctx, tx, saveShelf, s.Shelf, s.Currency, s.ProductID, s.StoreID, s.InStock, s.Price, s.TitleSort, s.CreatedAt)
		},
		func(s shelfRow) error { return exec(ctx, tx, deleteShelf, s.Shelf, s.ProductID, s.Currency) })
}

// remove forgets a product.
func remove(ctx context.Context, tx db.Tx, productID string) error {
	for _, st := range []*db.Stmt{deleteShelves, deletePrices, deleteVariants, deleteProduct} {
		if err := exec(ctx, tx, st, productID); err != nil {
			return err
		}
	}
	return nil
}

func exec(ctx context.Context, tx db.Tx, st *db.Stmt, args ...any) error {
	_, err := db.Exec(ctx, tx, st, args...)
	return err
}

// sync puts rows that are new or differ and drops those that are gone.
func sync[T any](before, after []T, key func(T) string, put, drop func(T) error) error {
	old := make(map[string]T, len(before))
	for _, r := range before {
		old[key(r)] = r
	}
	for _, r := range after {
		was, ok := old[key(r)]
		delete(old, key(r))
		if ok && sameRow(was, r) {
			continue
		}
		if err := put(r); err != nil {
			return err
		}
	}
	for _, r := range before {
		if _, gone := old[key(r)]; gone {
			if err := drop(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// due lists products whose price window has opened or closed.
func due(ctx context.Context, q db.Querier, at time.Time, limit int) ([]string, error) {
	return db.All[string](ctx, q, dueProducts, at, limit)
}

// eachChunk works ids in chunks that a statement takes.
func eachChunk(ids []string, fn func([]string) error) error {
	for chunk := range slices.Chunk(ids, db.MaxIn) {
		if err := fn(chunk); err != nil {
			return err
		}
	}
	return nil
}
