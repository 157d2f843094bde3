-- +goose Up
-- Orders that were removed for good, with the demo they were for.
CREATE TABLE order_erased (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  placed_at BIGINT NOT NULL,
  erased_at BIGINT NOT NULL
);
