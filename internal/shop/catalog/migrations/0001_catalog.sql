-- +goose Up
CREATE TABLE catalog_products (
  id TEXT PRIMARY KEY,
  store_id TEXT NOT NULL,
  handle TEXT NOT NULL UNIQUE,
  external_id TEXT NOT NULL,
  title TEXT NOT NULL,
  description_html TEXT NOT NULL,
  vendor TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  moderation TEXT NOT NULL CHECK (moderation IN ('pending', 'approved', 'rejected')),
  tax_category TEXT NOT NULL,
  options JSONB NOT NULL,
  images JSONB NOT NULL,
  attributes JSONB NOT NULL,
  seo JSONB NOT NULL,
  tags JSONB NOT NULL,
  translations JSONB NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX catalog_products_store ON catalog_products (store_id, id);
CREATE UNIQUE INDEX catalog_products_external ON catalog_products (store_id, external_id) WHERE external_id <> '';

CREATE TABLE catalog_variants (
  id TEXT PRIMARY KEY,
  product_id TEXT NOT NULL REFERENCES catalog_products (id) ON DELETE CASCADE,
  store_id TEXT NOT NULL,
  sku TEXT NOT NULL,
  barcode TEXT NOT NULL,
  option_values JSONB NOT NULL,
  position BIGINT NOT NULL,
  weight_grams BIGINT NOT NULL,
  requires_shipping BOOLEAN NOT NULL,
  cost BIGINT,
  image_url TEXT NOT NULL
);
CREATE INDEX catalog_variants_product ON catalog_variants (product_id, position);
CREATE UNIQUE INDEX catalog_variants_sku ON catalog_variants (store_id, sku) WHERE sku <> '';

CREATE TABLE catalog_categories (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES catalog_categories (id),
  handle TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  image_url TEXT NOT NULL,
  position BIGINT NOT NULL,
  translations JSONB NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX catalog_categories_parent ON catalog_categories (parent_id);

CREATE TABLE catalog_collections (
  id TEXT PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  description_html TEXT NOT NULL,
  image_url TEXT NOT NULL,
  position BIGINT NOT NULL,
  translations JSONB NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX catalog_collections_position ON catalog_collections (position, id);

CREATE TABLE catalog_product_categories (
  product_id TEXT NOT NULL REFERENCES catalog_products (id) ON DELETE CASCADE,
  category_id TEXT NOT NULL REFERENCES catalog_categories (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  PRIMARY KEY (product_id, category_id)
);
CREATE INDEX catalog_product_categories_category ON catalog_product_categories (category_id, product_id);

CREATE TABLE catalog_product_collections (
  product_id TEXT NOT NULL REFERENCES catalog_products (id) ON DELETE CASCADE,
  collection_id TEXT NOT NULL REFERENCES catalog_collections (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  PRIMARY KEY (product_id, collection_id)
);
CREATE INDEX catalog_product_collections_collection ON catalog_product_collections (collection_id, product_id);

-- One row: its stamp grows with every change of the tree, and whoever changes
-- the tree locks it, so that two moves cannot make a cycle.
CREATE TABLE catalog_tree (
  id BIGINT PRIMARY KEY,
  stamp BIGINT NOT NULL
);
INSERT INTO catalog_tree (id, stamp) VALUES (1, 1);
