-- +goose Up
ALTER TABLE catalog_products ADD COLUMN origin TEXT NOT NULL DEFAULT '';
