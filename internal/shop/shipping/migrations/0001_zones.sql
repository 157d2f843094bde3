-- +goose Up
CREATE TABLE shipping_zones (
  id TEXT PRIMARY KEY,
  store_id TEXT NOT NULL,
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  places JSONB NOT NULL,
  rates JSONB NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX shipping_zones_store ON shipping_zones (store_id, position, id);
