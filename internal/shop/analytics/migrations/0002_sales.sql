-- +goose Up
-- What is sold in each quarter of an hour: of each store, and of all of them under the empty id.
CREATE TABLE analytics_sales (
  store_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  slot BIGINT NOT NULL,
  orders BIGINT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (store_id, currency, slot)
);
-- Both are read without fetching a row: days of one store, and the stores of a period.
CREATE INDEX analytics_sales_days ON analytics_sales (store_id, currency, slot, orders, total);
CREATE INDEX analytics_sales_stores ON analytics_sales (currency, slot, store_id, orders, total);
-- The same of each store by whole days of UTC: stores are compared over months without reading every quarter of an hour.
CREATE TABLE analytics_days (
  store_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  day BIGINT NOT NULL,
  orders BIGINT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (store_id, currency, day)
);
CREATE INDEX analytics_days_stores ON analytics_days (currency, day, store_id, orders, total);
-- What of an order is in the sums above: hearing of it again changes nothing.
CREATE TABLE analytics_counted (
  order_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (order_id, store_id)
);
-- How far orders from before the sums have been added up. Whoever adds holds this row.
CREATE TABLE analytics_progress (
  id BIGINT PRIMARY KEY,
  after_id TEXT NOT NULL,
  done BOOLEAN NOT NULL
);
INSERT INTO analytics_progress (id, after_id, done) VALUES (1, '', FALSE);
