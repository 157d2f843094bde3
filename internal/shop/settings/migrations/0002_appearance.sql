-- +goose Up
ALTER TABLE settings_platform ADD COLUMN appearance JSONB NOT NULL DEFAULT '{}';
