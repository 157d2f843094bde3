package catalog

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
	return db.Migrations{Room: "catalog", FS: sub}
}

const (
	productCols = `id, store_id, handle, external_id, title, description_html, vendor, status, moderation, tax_category,
		options, images, attributes, seo, tags, translations, version, created_at, updated_at, origin`
	variantCols = `id, product_id, store_id, sku, barcode, option_values, position, weight_grams, requires_shipping, cost, image_url`
)

var (
	productsByID      = db.SQL(`SELECT ` + productCols + ` FROM catalog_products WHERE id IN ($1...)`)
	productByHandle   = db.SQL(`SELECT ` + productCols + ` FROM catalog_products WHERE handle = $1`)
	productByExternal = db.SQL(`SELECT ` + productCols + ` FROM catalog_products WHERE store_id = $1 AND external_id = $2 AND external_id <> ''`)
	productsAfter     = db.SQL(`SELECT ` + productCols + ` FROM catalog_products WHERE id > $1 ORDER BY id LIMIT $2`)
	lockProductRow    = db.SQL(`SELECT store_id FROM catalog_products WHERE id = $1`).ForUpdate()
	insertProduct     = db.SQL(`INSERT INTO catalog_products (` + productCols + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ON CONFLICT DO NOTHING`)
	updateProduct = db.SQL(`UPDATE catalog_products SET store_id = $2, handle = $3, external_id = $4, title = $5, description_html = $6, vendor = $7,
		status = $8, moderation = $9, tax_category = $10, options = $11, images = $12, attributes = $13, seo = $14, tags = $15,
		translations = $16, version = $17, created_at = $18, updated_at = $19, origin = $20 WHERE id = $1`)
	newVersion     = db.SQL(`UPDATE catalog_products SET version = version + 1, updated_at = $2 WHERE id = $1 RETURNING version`)
	deleteProduct  = db.SQL(`DELETE FROM catalog_products WHERE id = $1`)
	externalHolder = db.SQL(`SELECT id FROM catalog_products WHERE store_id = $1 AND external_id = $2 AND external_id <> '' AND id <> $3`)
	handlesTaken   = db.SQL(`SELECT handle FROM catalog_products WHERE handle IN ($1...) AND id <> $2`)

	variantsOf     = db.SQL(`SELECT ` + variantCols + ` FROM catalog_variants WHERE product_id IN ($1...) ORDER BY product_id, position`)
	variantsByID   = db.SQL(`SELECT ` + variantCols + ` FROM catalog_variants WHERE id IN ($1...)`)
	skuHolders     = db.SQL(`SELECT sku FROM catalog_variants WHERE store_id = $1 AND sku <> '' AND sku IN ($2...) AND product_id <> $3`)
	deleteVariants = db.SQL(`DELETE FROM catalog_variants WHERE id IN ($1...)`)
	freeSKUs       = db.SQL(`UPDATE catalog_variants SET sku = '' WHERE id IN ($1...)`)
	insertVariant  = db.SQL(`INSERT INTO catalog_variants (` + variantCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	updateVariant  = db.SQL(`UPDATE catalog_variants SET product_id = $2, store_id = $3, sku = $4, barcode = $5, option_values = $6, position = $7,
		weight_grams = $8, requires_shipping = $9, cost = $10, image_url = $11 WHERE id = $1`)

	// Both memberships in one statement: a product is read in three.
	memberships = db.SQL(`SELECT product_id, category_id AS ref, FALSE AS collection, position FROM catalog_product_categories WHERE product_id IN ($1...)
		UNION ALL SELECT product_id, collection_id AS ref, TRUE AS collection, position FROM catalog_product_collections WHERE product_id IN ($2...)
		ORDER BY product_id, collection, position`)
	clearCategories  = db.SQL(`DELETE FROM catalog_product_categories WHERE product_id = $1`)
	clearCollections = db.SQL(`DELETE FROM catalog_product_collections WHERE product_id = $1`)
	joinCategory     = db.SQL(`INSERT INTO catalog_product_categories (product_id, category_id, position) VALUES ($1, $2, $3)`)
	joinCollection   = db.SQL(`INSERT INTO catalog_product_collections (product_id, collection_id, position) VALUES ($1, $2, $3)`)
	inCategory       = db.SQL(`SELECT product_id FROM catalog_product_categories WHERE category_id = $1 AND product_id > $2 ORDER BY product_id LIMIT 500`)
	inStore          = db.SQL(`SELECT id FROM catalog_products WHERE store_id = $1 AND id > $2 ORDER BY id LIMIT 500`)
	countProducts    = db.SQL(`SELECT COUNT(*) FROM catalog_products`).Whole()
	countCategories  = db.SQL(`SELECT COUNT(*) FROM catalog_categories`)
	countCollections = db.SQL(`SELECT COUNT(*) FROM catalog_collections`)
	inCollection     = db.SQL(`SELECT product_id FROM catalog_product_collections WHERE collection_id = $1 AND product_id > $2 ORDER BY product_id LIMIT 500`)
)

type productRow struct {
	ID, StoreID, Handle, ExternalID, Title, DescriptionHTML, Vendor, Origin string
	Status                                                                  Status
	Moderation                                                              Moderation
	TaxCategory                                                             string
	Options                                                                 db.JSON[[]Option]
	Images                                                                  db.JSON[[]ImageRef]
	Attributes                                                              db.JSON[[]Attribute]
	SEO                                                                     db.JSON[SEO]
	Tags                                                                    db.JSON[[]string]
	Translations                                                            db.JSON[map[string]Text]
	Version                                                                 int64
	CreatedAt, UpdatedAt                                                    time.Time
}

func (r productRow) product() Product {
	return Product{ID: r.ID, StoreID: r.StoreID, Handle: r.Handle, ExternalID: r.ExternalID, Title: r.Title, DescriptionHTML: r.DescriptionHTML,
		Vendor: r.Vendor, Origin: r.Origin, Status: r.Status, Moderation: r.Moderation, TaxCategory: r.TaxCategory, Options: r.Options.V, Images: r.Images.V,
		Attributes: r.Attributes.V, SEO: r.SEO.V, Tags: r.Tags.V, Translations: r.Translations.V, Version: r.Version, CreatedAt: r.CreatedAt,
		UpdatedAt: r.UpdatedAt, CategoryIDs: []string{}, CollectionIDs: []string{}, Variants: []Variant{}}
}

func productArgs(p Product) []any {
	return []any{p.ID, p.StoreID, p.Handle, p.ExternalID, p.Title, p.DescriptionHTML, p.Vendor, p.Status, p.Moderation, p.TaxCategory,
		db.JSONOf(p.Options), db.JSONOf(p.Images), db.JSONOf(p.Attributes), db.JSONOf(p.SEO), db.JSONOf(p.Tags), db.JSONOf(p.Translations),
		p.Version, p.CreatedAt, p.UpdatedAt, p.Origin}
}

type variantRow struct {
	ID, ProductID, StoreID, SKU, Barcode string
	OptionValues                         db.JSON[[]string]
	Position                             int
	WeightGrams                          int64
	RequiresShipping                     bool
	Cost                                 *int64
	ImageURL                             string
}

func (r variantRow) variant() Variant {
	return Variant{ID: r.ID, ProductID: r.ProductID, StoreID: r.StoreID, SKU: r.SKU, Barcode: r.Barcode, OptionValues: r.OptionValues.V,
		Position: r.Position, WeightGrams: r.WeightGrams, RequiresShipping: r.RequiresShipping, Cost: r.Cost, ImageURL: r.ImageURL}
}

func variantArgs(v Variant) []any {
	return []any{v.ID, v.ProductID, v.StoreID, v.SKU, v.Barcode, db.JSONOf(v.OptionValues), v.Position, v.WeightGrams, v.RequiresShipping, v.Cost, v.ImageURL}
}

type membership struct {
	ProductID, Ref string
	Collection     bool
	Position       int
}

// orNotFound turns a missing row into the room's refusal.
func orNotFound(err, refusal error) error {
	if errors.Is(err, db.ErrNoRows) {
		return refusal
	}
	return err
}

// whole completes product rows with their variants and memberships, in two
// more statements however many there are.
func whole(ctx context.Context, q db.Querier, rows []productRow, withVariants bool) (map[string]Product, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return complete(ctx, q, rows, ids, withVariants)
}

// complete is whole for rows that were found among these ids.
func complete(ctx context.Context, q db.Querier, rows []productRow, ids []string, withVariants bool) (map[string]Product, error) {
	out := make(map[string]Product, len(rows))
	for _, r := range rows {
		out[r.ID] = r.product()
	}
	if len(rows) == 0 {
		return out, nil
	}
	if withVariants {
		vs, err := db.All[variantRow](ctx, q, variantsOf, ids)
		if err != nil {
			return nil, err
		}
		for _, v := range vs {
			if p, ok := out[v.ProductID]; ok {
				p.Variants = append(p.Variants, v.variant())
				out[p.ID] = p
			}
		}
	}
	ms, err := db.All[membership](ctx, q, memberships, ids, ids)
	for _, m := range ms {
		p, ok := out[m.ProductID]
		if !ok {
			continue // written between two reads
		}
		if m.Collection {
			p.CollectionIDs = append(p.CollectionIDs, m.Ref)
		} else {
			p.CategoryIDs = append(p.CategoryIDs, m.Ref)
		}
		out[p.ID] = p
	}
	return out, err
}

// getProducts reads products in chunks the statements can take.
func getProducts(ctx context.Context, q db.Querier, ids []string, withVariants bool) (map[string]Product, error) {
	out := make(map[string]Product, len(ids))
	for chunk := range slices.Chunk(ids, db.MaxIn) {
		reads := []db.Read{productsByID.Read(chunk), memberships.Read(chunk, chunk)}
		if withVariants {
			reads = append(reads, variantsOf.Read(chunk))
		}
		q, err := db.Ahead(ctx, q, reads...)
		if err != nil {
			return nil, err
		}
		rows, err := db.All[productRow](ctx, q, productsByID, chunk)
		if err != nil {
			return nil, err
		}
		part, err := complete(ctx, q, rows, chunk, withVariants)
		if err != nil {
			return nil, err
		}
		for id, p := range part {
			out[id] = p
		}
	}
	return out, nil
}

// getProduct reads the one product a statement finds.
func getProduct(ctx context.Context, q db.Querier, st *db.Stmt, args ...any) (Product, error) {
	r, err := db.Get[productRow](ctx, q, st, args...)
	if err != nil {
		return Product{}, orNotFound(err, ErrNotFound)
	}
	all, err := whole(ctx, q, []productRow{r}, true)
	return all[r.ID], err
}

func getVariants(ctx context.Context, q db.Querier, ids []string) ([]Variant, error) {
	var out []Variant
	for chunk := range slices.Chunk(ids, db.MaxIn) {
		rows, err := db.All[variantRow](ctx, q, variantsByID, chunk)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, r.variant())
		}
	}
	return out, nil
}

// writeVariants makes the rows what after says, touching only those that
// differ. SKUs that move are freed first: two variants may swap theirs.
func writeVariants(ctx context.Context, tx db.Tx, before, after []Variant) error {
	old := make(map[string]Variant, len(before))
	for _, v := range before {
		old[v.ID] = v
	}
	var changed, moved, gone []string
	for _, v := range after {
		if o, ok := old[v.ID]; ok {
			if !sameVariant(o, v) {
				changed = append(changed, v.ID)
			}
			if o.SKU != "" && o.SKU != v.SKU {
				moved = append(moved, v.ID)
			}
			delete(old, v.ID)
		} else {
			changed = append(changed, v.ID)
		}
	}
	for _, v := range before {
		if _, left := old[v.ID]; left {
			gone = append(gone, v.ID)
		}
	}
	if err := execIDs(ctx, tx, deleteVariants, gone); err != nil {
		return err
	}
	if err := execIDs(ctx, tx, freeSKUs, moved); err != nil {
		return err
	}
	for _, v := range after {
		if !slices.Contains(changed, v.ID) {
			continue
		}
		st := insertVariant
		if slices.ContainsFunc(before, func(o Variant) bool { return o.ID == v.ID }) {
			st = updateVariant
		}
		if _, err := db.Exec(ctx, tx, st, variantArgs(v)...); err != nil {
			return err
		}
	}
	return nil
}

func execIDs(ctx context.Context, tx db.Tx, st *db.Stmt, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := db.Exec(ctx, tx, st, ids)
	return err
}

// writeMemberships replaces a product's places when they differ.
func writeMemberships(ctx context.Context, tx db.Tx, productID string, clear, join *db.Stmt, before, after []string) error {
	if slices.Equal(before, after) {
		return nil
	}
	if len(before) > 0 {
		if _, err := db.Exec(ctx, tx, clear, productID); err != nil {
			return err
		}
	}
	for i, id := range after {
		if _, err := db.Exec(ctx, tx, join, productID, id, i); err != nil {
			return err
		}
	}
	return nil
}
