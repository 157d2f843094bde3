-- +goose Up
CREATE TABLE fulfilment_shipments (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  store_order_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('shipped', 'delivered')),
  carrier TEXT NOT NULL,
  tracking_number TEXT NOT NULL,
  tracking_url TEXT NOT NULL,
  lines JSONB NOT NULL,
  shipped_at BIGINT NOT NULL,
  delivered_at BIGINT
);
CREATE INDEX fulfilment_shipments_order ON fulfilment_shipments (order_id, id);
