-- +goose Up
CREATE TABLE order_orders (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE,
  cart_ref TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'completed', 'cancelled')),
  payment_status TEXT NOT NULL,
  fulfilment_status TEXT NOT NULL,
  held_at BIGINT,
  hold_reasons JSONB NOT NULL,
  email TEXT NOT NULL,
  email_norm TEXT NOT NULL,
  name_search TEXT NOT NULL,
  customer_id TEXT,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  prices_include_tax BOOLEAN NOT NULL,
  shipping_address JSONB,
  billing_address JSONB,
  note TEXT NOT NULL,
  subtotal BIGINT NOT NULL CHECK (subtotal >= 0),
  discount BIGINT NOT NULL CHECK (discount >= 0),
  shipping BIGINT NOT NULL CHECK (shipping >= 0),
  tax BIGINT NOT NULL CHECK (tax >= 0),
  total BIGINT NOT NULL CHECK (total >= 0),
  cancelled BIGINT NOT NULL DEFAULT 0 CHECK (cancelled >= 0 AND cancelled <= total),
  authorized BIGINT NOT NULL DEFAULT 0,
  captured BIGINT NOT NULL DEFAULT 0,
  refunded BIGINT NOT NULL DEFAULT 0,
  tax_lines JSONB NOT NULL,
  payment_method TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  expires_at BIGINT,
  cancelled_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX order_orders_placed ON order_orders (placed_at, id);
CREATE INDEX order_orders_total ON order_orders (total, id);
CREATE INDEX order_orders_status ON order_orders (status, placed_at, id);
CREATE INDEX order_orders_payment ON order_orders (payment_status, placed_at, id);
CREATE INDEX order_orders_fulfilment ON order_orders (fulfilment_status, placed_at, id);
CREATE INDEX order_orders_customer ON order_orders (customer_id, placed_at, id);
CREATE INDEX order_orders_email ON order_orders (email_norm, placed_at, id);
CREATE INDEX order_orders_name ON order_orders (name_search, placed_at, id);
CREATE INDEX order_orders_expiry ON order_orders (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE order_store_orders (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES order_orders (id),
  store_id TEXT NOT NULL,
  store_name TEXT NOT NULL,
  seller_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'completed', 'cancelled')),
  fulfilment_status TEXT NOT NULL,
  shipping_choice JSONB NOT NULL,
  subtotal BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  shipping BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  total BIGINT NOT NULL,
  placed_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  cancelled_at BIGINT,
  UNIQUE (order_id, store_id)
);
CREATE INDEX order_store_orders_store ON order_store_orders (store_id, placed_at, order_id);
CREATE INDEX order_store_orders_status ON order_store_orders (store_id, status, placed_at, order_id);
CREATE TABLE order_lines (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES order_orders (id),
  store_order_id TEXT NOT NULL REFERENCES order_store_orders (id),
  store_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('goods', 'shipping', 'fee', 'discount')),
  product_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  variant_title TEXT NOT NULL,
  product_handle TEXT NOT NULL,
  options JSONB NOT NULL,
  image_url TEXT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
  list_price BIGINT,
  subtotal BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  total BIGINT NOT NULL CHECK (total >= 0),
  cost BIGINT,
  price_id TEXT NOT NULL,
  tax_category TEXT NOT NULL,
  taxes JSONB NOT NULL,
  adjustments JSONB NOT NULL,
  requires_shipping BOOLEAN NOT NULL,
  cancelled BIGINT NOT NULL DEFAULT 0,
  fulfilled BIGINT NOT NULL DEFAULT 0,
  delivered BIGINT NOT NULL DEFAULT 0,
  CHECK (cancelled >= 0 AND fulfilled >= 0 AND cancelled + fulfilled <= quantity),
  CHECK (delivered >= 0 AND delivered <= fulfilled)
);
CREATE INDEX order_lines_order ON order_lines (order_id, position);
CREATE INDEX order_lines_variant ON order_lines (variant_id);
CREATE TABLE order_timeline (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES order_orders (id),
  store_order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  public BOOLEAN NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  data JSONB NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX order_timeline_order ON order_timeline (order_id, id);
