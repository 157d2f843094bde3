-- +goose Up
-- What is on hold is a list now, of the platform and of each store, in every order a list can be in. Few orders ever are, so
-- these indexes are small; nothing else is written to them.
ALTER TABLE order_store_orders ADD COLUMN held_at BIGINT;
UPDATE order_store_orders SET held_at = (SELECT o.held_at FROM order_orders o WHERE o.id = order_store_orders.order_id)
  WHERE order_id IN (SELECT id FROM order_orders WHERE held_at IS NOT NULL);
DROP INDEX order_orders_held;
CREATE INDEX order_orders_held ON order_orders (placed_at, id) WHERE held_at IS NOT NULL AND status <> 'cancelled';
CREATE INDEX order_orders_held_total ON order_orders (total, id, placed_at) WHERE held_at IS NOT NULL AND status <> 'cancelled';
CREATE INDEX order_store_orders_held ON order_store_orders (store_id, placed_at, order_id) WHERE held_at IS NOT NULL AND status <> 'cancelled';
