-- +goose Up
CREATE TABLE seller_sellers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('applied', 'approved', 'rejected', 'suspended', 'banned')),
  house BOOLEAN NOT NULL DEFAULT FALSE,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX seller_sellers_status ON seller_sellers (status, id);
CREATE TABLE seller_stores (
  id TEXT PRIMARY KEY,
  seller_id TEXT NOT NULL REFERENCES seller_sellers (id),
  handle TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  logo_url TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'closed')),
  address JSONB NOT NULL,
  policies JSONB NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX seller_stores_seller ON seller_stores (seller_id, id);
CREATE INDEX seller_stores_name ON seller_stores (name, id);
