-- +goose Up
CREATE INDEX notify_deliveries_kind ON notify_deliveries (kind, id);
