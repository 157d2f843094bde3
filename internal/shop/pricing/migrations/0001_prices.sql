-- +goose Up
-- One row per variant that ever had a price: whose it is, and what a save locks.
CREATE TABLE pricing_sets (
  variant_id TEXT PRIMARY KEY,
  store_id TEXT NOT NULL
);
CREATE TABLE pricing_prices (
  id TEXT PRIMARY KEY,
  variant_id TEXT NOT NULL REFERENCES pricing_sets (variant_id),
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount >= 0),
  compare_at BIGINT CHECK (compare_at >= 0),
  price_group TEXT NOT NULL,
  min_quantity BIGINT NOT NULL CHECK (min_quantity >= 1),
  valid_from BIGINT,
  valid_until BIGINT CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_until > valid_from),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
-- Two rows of a set never answer for the same thing from the same moment on;
-- rows without a start need an index of their own, as NULLs are all distinct.
CREATE UNIQUE INDEX pricing_prices_always ON pricing_prices (variant_id, currency, price_group, min_quantity) WHERE valid_from IS NULL;
CREATE UNIQUE INDEX pricing_prices_from ON pricing_prices (variant_id, currency, price_group, min_quantity, valid_from) WHERE valid_from IS NOT NULL;
CREATE INDEX pricing_prices_variant ON pricing_prices (variant_id, id);
