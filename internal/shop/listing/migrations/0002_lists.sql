-- +goose Up
-- What is sold out is little: a list of it must not walk along everything that is not.
CREATE INDEX listing_shelves_missing_new ON listing_shelves (shelf, currency, created_at, product_id) WHERE in_stock = FALSE;
CREATE INDEX listing_shelves_missing_price ON listing_shelves (shelf, currency, price, product_id) WHERE in_stock = FALSE;
CREATE INDEX listing_shelves_missing_title ON listing_shelves (shelf, currency, title_sort, product_id) WHERE in_stock = FALSE;
-- The dashboard's list by state: drafts and archived products are few among many, or many among few.
CREATE INDEX listing_products_status_new ON listing_products (status, created_at, product_id);
CREATE INDEX listing_products_status_title ON listing_products (status, title_sort, product_id);
