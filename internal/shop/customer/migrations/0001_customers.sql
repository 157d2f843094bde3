-- +goose Up
CREATE TABLE customer_customers (
  id TEXT PRIMARY KEY,
  account_id TEXT UNIQUE,
  merged_into TEXT,
  email TEXT NOT NULL,
  email_norm TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  name_norm TEXT NOT NULL,
  last_norm TEXT NOT NULL,
  phone TEXT NOT NULL,
  locale TEXT NOT NULL,
  groups JSONB NOT NULL,
  note TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX customer_customers_guest ON customer_customers (email_norm) WHERE account_id IS NULL AND merged_into IS NULL;
CREATE INDEX customer_customers_email ON customer_customers (email_norm, id);
CREATE INDEX customer_customers_name ON customer_customers (name_norm, id);
CREATE INDEX customer_customers_last ON customer_customers (last_norm, id);

CREATE TABLE customer_addresses (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer_customers (id),
  address JSONB NOT NULL,
  default_shipping BOOLEAN NOT NULL,
  default_billing BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id, id);
