-- +goose Up
ALTER TABLE settings_platform ADD COLUMN bank_details TEXT NOT NULL DEFAULT '';
