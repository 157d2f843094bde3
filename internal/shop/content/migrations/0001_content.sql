-- +goose Up
CREATE TABLE content_pages (
  id TEXT PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  body_html TEXT NOT NULL,
  seo JSONB NOT NULL,
  published BOOLEAN NOT NULL,
  translations JSONB NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX content_pages_title ON content_pages (title, id);

CREATE TABLE content_home (
  id BIGINT PRIMARY KEY,
  sections JSONB NOT NULL,
  version BIGINT NOT NULL
);
INSERT INTO content_home (id, sections, version) VALUES (1, '[]', 1);

CREATE TABLE content_images (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  alt TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  filename TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
