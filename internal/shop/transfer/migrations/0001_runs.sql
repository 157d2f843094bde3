-- +goose Up
CREATE TABLE transfer_runs (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  store_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed')),
  line BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT
);
-- One run at a time for one file into one store: a second one is refused, a dead one is taken up again.
CREATE UNIQUE INDEX transfer_runs_running ON transfer_runs (file, store_id) WHERE status = 'running';
CREATE INDEX transfer_runs_started ON transfer_runs (started_at, id);

CREATE TABLE transfer_images (
  product_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  url TEXT NOT NULL,
  alt TEXT NOT NULL,
  PRIMARY KEY (product_id, position)
);
