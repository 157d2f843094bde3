-- +goose Up
ALTER TABLE identity_proofs ADD COLUMN invitation BOOLEAN NOT NULL DEFAULT FALSE;
