-- +goose Up
-- A store's levels in the order their pages are in.
DROP INDEX inventory_levels_store;
CREATE INDEX inventory_levels_store ON inventory_levels (store_id, variant_id, location_id);
