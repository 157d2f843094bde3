-- +goose Up
CREATE TABLE kit_events (
  id TEXT PRIMARY KEY,
  seq BIGINT,
  name TEXT NOT NULL,
  payload JSONB NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  trace TEXT NOT NULL DEFAULT '',
  occurred_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX kit_events_seq ON kit_events (seq) WHERE seq IS NOT NULL;
CREATE INDEX kit_events_new ON kit_events (id) WHERE seq IS NULL;
CREATE INDEX kit_events_age ON kit_events (occurred_at);
CREATE TABLE kit_cursors (name TEXT PRIMARY KEY, seq BIGINT NOT NULL);
INSERT INTO kit_cursors (name, seq) VALUES ('#head', 0);
