-- +goose Up
CREATE TABLE identity_accounts (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_norm TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  email_verified BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE identity_sessions (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES identity_accounts (id),
  audience TEXT NOT NULL CHECK (audience IN ('site', 'store')),
  secret_hash TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  network TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX identity_sessions_account ON identity_sessions (account_id, network);
CREATE INDEX identity_sessions_age ON identity_sessions (expires_at);
CREATE TABLE identity_refreshes (
  hash TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES identity_sessions (id),
  issued_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX identity_refreshes_session ON identity_refreshes (session_id);
CREATE INDEX identity_refreshes_age ON identity_refreshes (issued_at);
CREATE TABLE identity_proofs (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('reset', 'verify')),
  account_id TEXT NOT NULL,
  email TEXT NOT NULL,
  email_norm TEXT NOT NULL,
  audience TEXT NOT NULL,
  hash TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT
);
CREATE UNIQUE INDEX identity_proofs_hash ON identity_proofs (hash) WHERE hash IS NOT NULL;
CREATE INDEX identity_proofs_account ON identity_proofs (account_id, purpose);
CREATE INDEX identity_proofs_age ON identity_proofs (created_at);
CREATE TABLE identity_tries (
  key TEXT PRIMARY KEY,
  n BIGINT NOT NULL,
  reset_at BIGINT NOT NULL
);
CREATE INDEX identity_tries_age ON identity_tries (reset_at);
CREATE TABLE identity_members (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES identity_accounts (id),
  seller_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'staff')),
  perms JSONB NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (account_id, seller_id)
);
CREATE INDEX identity_members_seller ON identity_members (seller_id, id);
CREATE TABLE identity_setup (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL,
  closed BOOLEAN NOT NULL
);
INSERT INTO identity_setup (id, token_hash, closed) VALUES ('setup', '', FALSE);
