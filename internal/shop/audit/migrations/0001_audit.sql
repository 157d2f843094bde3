-- +goose Up
CREATE TABLE audit_entries (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  network TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  action TEXT NOT NULL,
  changes JSONB NOT NULL,
  request_id TEXT NOT NULL,
  seq BIGINT,
  hash TEXT NOT NULL
);
CREATE UNIQUE INDEX audit_entries_seq ON audit_entries (seq) WHERE seq IS NOT NULL;
CREATE INDEX audit_entries_open ON audit_entries (id) WHERE seq IS NULL;
CREATE INDEX audit_entries_entity ON audit_entries (entity, entity_id, id);
CREATE INDEX audit_entries_kind ON audit_entries (entity, id);
CREATE INDEX audit_entries_actor ON audit_entries (actor_id, id);
CREATE INDEX audit_entries_store ON audit_entries (store_id, id);
CREATE TABLE audit_head (
  id TEXT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES ('head', 0, '');
