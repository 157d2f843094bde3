-- +goose Up

-- What a list needs to know of a store; kept by seller's hook.
CREATE TABLE listing_stores (
    store_id TEXT PRIMARY KEY,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);

-- One row per product, of every status.
CREATE TABLE listing_products (
    product_id TEXT PRIMARY KEY,
    store_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    status TEXT NOT NULL,
    public BOOLEAN NOT NULL,
    in_stock BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    needle TEXT NOT NULL,
    card JSONB NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT,
    revision BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX listing_products_handle ON listing_products (handle);
CREATE INDEX listing_products_new ON listing_products (created_at, product_id);
CREATE INDEX listing_products_title ON listing_products (title_sort, product_id);
CREATE INDEX listing_products_store_new ON listing_products (store_id, created_at, product_id);
CREATE INDEX listing_products_store ON listing_products (store_id, product_id);
CREATE INDEX listing_products_store_title ON listing_products (store_id, title_sort, product_id);
CREATE INDEX listing_products_due ON listing_products (due_at) WHERE due_at IS NOT NULL;

-- Whose variant it is and whether it can be had: what a stock movement looks at first.
CREATE TABLE listing_variants (
    variant_id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL,
    in_stock BOOLEAN NOT NULL
);
CREATE INDEX listing_variants_product ON listing_variants (product_id);

-- What everyone pays for a product now, per currency.
CREATE TABLE listing_prices (
    product_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    compare_at BIGINT,
    PRIMARY KEY (product_id, currency)
);

-- A public product stands on every shelf it belongs to, once per currency it is sold in. Shelves are
-- all, sto:ID, cat:ID (of each ancestor too) and col:ID.
CREATE TABLE listing_shelves (
    shelf TEXT NOT NULL,
    currency TEXT NOT NULL,
    product_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    in_stock BOOLEAN NOT NULL,
    price BIGINT NOT NULL,
    title_sort TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shelf, product_id, currency)
);
CREATE INDEX listing_shelves_product ON listing_shelves (product_id);
CREATE INDEX listing_shelves_new ON listing_shelves (shelf, currency, created_at, product_id);
CREATE INDEX listing_shelves_price ON listing_shelves (shelf, currency, price, product_id);
CREATE INDEX listing_shelves_title ON listing_shelves (shelf, currency, title_sort, product_id);
CREATE INDEX listing_shelves_stocked_new ON listing_shelves (shelf, currency, created_at, product_id) WHERE in_stock = TRUE;
CREATE INDEX listing_shelves_stocked_price ON listing_shelves (shelf, currency, price, product_id) WHERE in_stock = TRUE;
CREATE INDEX listing_shelves_stocked_title ON listing_shelves (shelf, currency, title_sort, product_id) WHERE in_stock = TRUE;

-- The path of each category as the shelves were last filled, to see when it moved.
CREATE TABLE listing_categories (
    category_id TEXT PRIMARY KEY,
    path TEXT NOT NULL
);
