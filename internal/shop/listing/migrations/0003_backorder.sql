-- +goose Up
-- What may be had although none is there is sent later, and cards say so. Stock is not known here: what is in stock is
-- looked at again by the job that looks after prices, a chunk at a time.
ALTER TABLE listing_variants ADD COLUMN backorder BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE listing_products ADD COLUMN backorder BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE listing_products SET due_at = 1 WHERE in_stock = TRUE;
