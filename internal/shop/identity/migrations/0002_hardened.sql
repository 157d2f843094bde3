-- +goose Up
ALTER TABLE identity_accounts ADD COLUMN disabled_at BIGINT;
ALTER TABLE identity_sessions ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;
UPDATE identity_sessions SET used_at = created_at;
CREATE TABLE identity_keys (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES identity_accounts (id),
  made_by TEXT NOT NULL,
  seller_id TEXT NOT NULL,
  name TEXT NOT NULL,
  perms JSONB NOT NULL,
  hint TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  old_hash TEXT,
  old_until BIGINT,
  created_at BIGINT NOT NULL,
  rotated_at BIGINT,
  expires_at BIGINT,
  used_at BIGINT,
  revoked_at BIGINT
);
CREATE UNIQUE INDEX identity_keys_old_hash ON identity_keys (old_hash) WHERE old_hash IS NOT NULL;
CREATE INDEX identity_keys_account ON identity_keys (account_id, id);
CREATE INDEX identity_keys_seller ON identity_keys (seller_id, id);
CREATE INDEX identity_keys_maker ON identity_keys (made_by);
CREATE INDEX identity_keys_revoked ON identity_keys (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX identity_keys_expired ON identity_keys (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE identity_registrations (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_norm TEXT NOT NULL,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  profile JSONB NOT NULL,
  hash TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT
);
CREATE UNIQUE INDEX identity_registrations_hash ON identity_registrations (hash) WHERE hash IS NOT NULL;
CREATE INDEX identity_registrations_email ON identity_registrations (email_norm);
CREATE INDEX identity_registrations_age ON identity_registrations (created_at);
