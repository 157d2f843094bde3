-- +goose Up
ALTER TABLE notify_deliveries ADD COLUMN failed_at BIGINT;
CREATE INDEX notify_deliveries_failed ON notify_deliveries (failed_at) WHERE status = 'failed';
CREATE TABLE notify_alerts (
  topic TEXT NOT NULL CHECK (topic IN ('job', 'mail', 'webhook')),
  what TEXT NOT NULL,
  waiting BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  told_at BIGINT,
  PRIMARY KEY (topic, what)
);
CREATE INDEX notify_alerts_waiting ON notify_alerts (topic, what) WHERE waiting > 0;
CREATE TABLE notify_watch (
  name TEXT PRIMARY KEY,
  seen_until BIGINT NOT NULL
);
