-- +goose Up
CREATE TABLE analytics_hits (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  query TEXT NOT NULL,
  locale TEXT NOT NULL,
  source TEXT NOT NULL
);
CREATE INDEX analytics_hits_at ON analytics_hits (at, kind);
CREATE INDEX analytics_hits_subject ON analytics_hits (subject_id, at) WHERE subject_id <> '';
