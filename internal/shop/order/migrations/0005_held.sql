-- +goose Up
-- Home counts what is on hold each time it is looked at; few orders ever are.
CREATE INDEX order_orders_held ON order_orders (held_at, id, status) WHERE held_at IS NOT NULL;
