-- +goose Up
CREATE TABLE notify_deliveries (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  locale TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  detail JSONB NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
  attempts BIGINT NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  body_text TEXT NOT NULL DEFAULT '',
  body_html TEXT NOT NULL DEFAULT '',
  transport TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  UNIQUE (event_id, channel, recipient)
);
CREATE INDEX notify_deliveries_status ON notify_deliveries (status, id);
CREATE INDEX notify_deliveries_subject ON notify_deliveries (subject_id, id);
CREATE INDEX notify_deliveries_age ON notify_deliveries (created_at);
