-- +goose Up
CREATE TABLE identity_preferences (
  account_id TEXT PRIMARY KEY REFERENCES identity_accounts (id),
  kept JSONB NOT NULL
);
