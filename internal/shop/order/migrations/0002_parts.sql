-- +goose Up
-- What a seller's lists are narrowed by stands on the seller's part: a seller's page never walks everybody's orders.
ALTER TABLE order_store_orders ADD COLUMN payment_status TEXT NOT NULL DEFAULT '';
ALTER TABLE order_store_orders ADD COLUMN customer_id TEXT;
UPDATE order_store_orders SET
  payment_status = (SELECT o.payment_status FROM order_orders o WHERE o.id = order_store_orders.order_id),
  customer_id = (SELECT o.customer_id FROM order_orders o WHERE o.id = order_store_orders.order_id);
CREATE INDEX order_store_orders_payment ON order_store_orders (store_id, payment_status, placed_at, order_id);
CREATE INDEX order_store_orders_fulfilment ON order_store_orders (store_id, fulfilment_status, placed_at, order_id);
CREATE INDEX order_store_orders_customer ON order_store_orders (store_id, customer_id, placed_at, order_id);
-- A walk in the order of totals sees the states without fetching the orders.
DROP INDEX order_orders_total;
CREATE INDEX order_orders_total ON order_orders (total, id, status, payment_status, fulfilment_status, placed_at);
