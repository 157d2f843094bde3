-- +goose Up
CREATE TABLE tax_categories (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL
);
INSERT INTO tax_categories (code, name) VALUES ('standard', 'Standard');
CREATE TABLE tax_zones (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX tax_zones_name ON tax_zones (name, id);
-- An area belongs to one zone; an empty column covers everything.
CREATE TABLE tax_areas (
  country TEXT NOT NULL,
  region TEXT NOT NULL,
  postcode TEXT NOT NULL,
  zone_id TEXT NOT NULL REFERENCES tax_zones (id),
  position BIGINT NOT NULL,
  PRIMARY KEY (country, region, postcode)
);
CREATE INDEX tax_areas_zone ON tax_areas (zone_id, position);
CREATE TABLE tax_rates (
  id TEXT PRIMARY KEY,
  zone_id TEXT NOT NULL REFERENCES tax_zones (id),
  name TEXT NOT NULL,
  category TEXT NOT NULL REFERENCES tax_categories (code),
  rate BIGINT NOT NULL CHECK (rate >= 0),
  position BIGINT NOT NULL,
  compound BOOLEAN NOT NULL,
  shipping BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  valid_from BIGINT,
  valid_until BIGINT
);
CREATE INDEX tax_rates_zone ON tax_rates (zone_id, position, id);
CREATE INDEX tax_rates_category ON tax_rates (category);
