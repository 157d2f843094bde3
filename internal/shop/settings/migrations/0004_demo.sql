-- +goose Up
-- What came with the demo, by kind and id, so that exactly that can be taken out again.
CREATE TABLE settings_demo (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);
ALTER TABLE settings_platform ADD COLUMN demo_leaving BOOLEAN NOT NULL DEFAULT FALSE;
