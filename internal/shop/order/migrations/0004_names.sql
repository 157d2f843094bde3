-- +goose Up
-- A store's parts know the buyer's name, and their walk sees it without fetching the order: a page of those whose name
-- begins with one letter passes by thousands.
ALTER TABLE order_store_orders ADD COLUMN name_search TEXT NOT NULL DEFAULT '';
UPDATE order_store_orders SET name_search = (SELECT o.name_search FROM order_orders o WHERE o.id = order_store_orders.order_id);
DROP INDEX order_store_orders_store;
DROP INDEX order_store_orders_state;
CREATE INDEX order_store_orders_store ON order_store_orders (store_id, placed_at, order_id, name_search);
CREATE INDEX order_store_orders_state ON order_store_orders (store_id, status, payment_status, fulfilment_status, placed_at, order_id, name_search);
