-- +goose Up
CREATE TABLE kit_certs (
  name TEXT PRIMARY KEY,
  sealed BYTEA NOT NULL,
  size BIGINT NOT NULL,
  modified_at BIGINT NOT NULL
);
CREATE TABLE kit_cert_locks (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until BIGINT NOT NULL
);
