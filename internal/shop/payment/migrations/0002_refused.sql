-- +goose Up
-- What providers' doors refused, in lumps of some seconds.
CREATE TABLE payment_refused (
  id TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX payment_refused_at ON payment_refused (at);
-- Messages whose words are still kept, for those who forget them.
CREATE INDEX payment_events_raw ON payment_events (received_at) WHERE LENGTH(raw) > 0 AND processed_at IS NOT NULL;
