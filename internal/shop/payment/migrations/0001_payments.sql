-- +goose Up
CREATE TABLE payment_payments (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  order_number TEXT NOT NULL,
  method TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'failed', 'voided', 'authorized', 'captured', 'refunded')),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  currency TEXT NOT NULL,
  captured BIGINT NOT NULL DEFAULT 0,
  refunded BIGINT NOT NULL DEFAULT 0,
  reference TEXT NOT NULL,
  provider_ref TEXT NOT NULL DEFAULT '',
  failure TEXT NOT NULL DEFAULT '',
  expires_at BIGINT,
  checked_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (refunded >= 0 AND refunded <= captured)
);
CREATE INDEX payment_payments_order ON payment_payments (order_id, id);
CREATE INDEX payment_payments_unfinished ON payment_payments (checked_at) WHERE status = 'pending' AND provider_ref <> '';
CREATE UNIQUE INDEX payment_payments_provider ON payment_payments (method, provider_ref) WHERE provider_ref <> '';
CREATE TABLE payment_attempts (
  id TEXT PRIMARY KEY,
  payment_id TEXT NOT NULL REFERENCES payment_payments (id),
  action TEXT NOT NULL,
  url TEXT NOT NULL,
  started_at BIGINT NOT NULL
);
CREATE INDEX payment_attempts_payment ON payment_attempts (payment_id, id);
CREATE TABLE payment_events (
  id TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  provider_event_id TEXT NOT NULL,
  payment_id TEXT,
  fact JSONB NOT NULL,
  raw BYTEA NOT NULL,
  outcome TEXT NOT NULL DEFAULT '',
  received_at BIGINT NOT NULL,
  processed_at BIGINT,
  UNIQUE (provider, provider_event_id)
);
CREATE INDEX payment_events_payment ON payment_events (payment_id, id);
CREATE TABLE payment_refunds (
  id TEXT PRIMARY KEY,
  payment_id TEXT NOT NULL REFERENCES payment_payments (id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  reason TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'failed')),
  provider_ref TEXT NOT NULL DEFAULT '',
  failure TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX payment_refunds_payment ON payment_refunds (payment_id, id);
