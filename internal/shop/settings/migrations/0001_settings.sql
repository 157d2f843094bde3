-- +goose Up
CREATE TABLE settings_platform (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  base_url TEXT NOT NULL,
  support_email TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  currencies JSONB NOT NULL,
  locales JSONB NOT NULL,
  regions JSONB NOT NULL,
  tax_rounding TEXT NOT NULL CHECK (tax_rounding IN ('line', 'total')),
  demo BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
