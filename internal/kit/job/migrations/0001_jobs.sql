-- +goose Up
CREATE TABLE kit_jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  args JSONB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'dead')),
  priority BIGINT NOT NULL,
  attempt BIGINT NOT NULL DEFAULT 0,
  max_attempts BIGINT NOT NULL,
  run_at BIGINT NOT NULL,
  lease_until BIGINT,
  unique_key TEXT,
  last_error TEXT NOT NULL DEFAULT '',
  trace TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX kit_jobs_ready ON kit_jobs (priority, run_at, id) WHERE state = 'ready';
CREATE INDEX kit_jobs_leased ON kit_jobs (lease_until) WHERE state = 'running';
CREATE INDEX kit_jobs_dead ON kit_jobs (id) WHERE state = 'dead';
CREATE UNIQUE INDEX kit_jobs_unique ON kit_jobs (unique_key) WHERE unique_key IS NOT NULL AND state IN ('ready', 'running');
CREATE TABLE kit_periodic (kind TEXT PRIMARY KEY, last_slot BIGINT NOT NULL);
