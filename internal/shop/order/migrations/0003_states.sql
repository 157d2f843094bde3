-- +goose Up
-- Of each whole state – the order's, its payment's, its fulfilment's – the orders as a page shows them. Lists by one state
-- are merged from these too, so the indexes of single states go: a change of state is paid for in fewer places.
CREATE INDEX order_orders_state ON order_orders (status, payment_status, fulfilment_status, placed_at, id);
CREATE INDEX order_orders_state_total ON order_orders (status, payment_status, fulfilment_status, total, id, placed_at);
CREATE INDEX order_store_orders_state ON order_store_orders (store_id, status, payment_status, fulfilment_status, placed_at, order_id);
DROP INDEX order_orders_status;
DROP INDEX order_orders_payment;
DROP INDEX order_orders_fulfilment;
DROP INDEX order_store_orders_status;
DROP INDEX order_store_orders_payment;
DROP INDEX order_store_orders_fulfilment;
-- In the order of totals the states have an index of their own now. This one sees the name without fetching the order.
DROP INDEX order_orders_total;
CREATE INDEX order_orders_total ON order_orders (total, id, placed_at, name_search);
