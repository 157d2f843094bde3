-- +goose Up
CREATE TABLE inventory_locations (
  id TEXT PRIMARY KEY,
  store_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE inventory_levels (
  variant_id TEXT NOT NULL,
  location_id TEXT NOT NULL REFERENCES inventory_locations (id),
  store_id TEXT NOT NULL,
  on_hand BIGINT NOT NULL,
  reserved BIGINT NOT NULL CHECK (reserved >= 0),
  incoming BIGINT NOT NULL CHECK (incoming >= 0),
  safety BIGINT NOT NULL CHECK (safety >= 0),
  allow_backorder BOOLEAN NOT NULL,
  tracked BOOLEAN NOT NULL,
  PRIMARY KEY (variant_id, location_id)
);
CREATE INDEX inventory_levels_store ON inventory_levels (store_id, variant_id);

CREATE TABLE inventory_reservations (
  order_id TEXT NOT NULL,
  line_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  location_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  committed BIGINT NOT NULL CHECK (committed >= 0),
  released BIGINT NOT NULL CHECK (released >= 0),
  restocked BIGINT NOT NULL,
  counted BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, line_id),
  CHECK (committed + released <= quantity),
  CHECK (restocked >= 0 AND restocked <= committed)
);
CREATE INDEX inventory_reservations_variant ON inventory_reservations (variant_id);

CREATE TABLE inventory_ledger (
  id TEXT PRIMARY KEY,
  variant_id TEXT NOT NULL,
  location_id TEXT NOT NULL,
  on_hand_delta BIGINT NOT NULL,
  reserved_delta BIGINT NOT NULL,
  reason TEXT NOT NULL,
  order_id TEXT NOT NULL,
  note TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX inventory_ledger_variant ON inventory_ledger (variant_id, id);
