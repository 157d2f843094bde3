-- +goose Up
CREATE TABLE cart_carts (
  ref TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('open', 'ordered', 'merged')),
  region_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  customer_id TEXT,
  email TEXT,
  shipping_address JSONB,
  billing_address JSONB,
  note TEXT NOT NULL,
  shipping JSONB NOT NULL,
  order_id TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX cart_carts_customer ON cart_carts (customer_id, updated_at) WHERE customer_id IS NOT NULL AND status = 'open';
CREATE INDEX cart_carts_age ON cart_carts (updated_at) WHERE status = 'open';
CREATE TABLE cart_lines (
  id TEXT PRIMARY KEY,
  cart_ref TEXT NOT NULL REFERENCES cart_carts (ref) ON DELETE CASCADE,
  variant_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity BETWEEN 1 AND 9999),
  UNIQUE (cart_ref, variant_id)
);
