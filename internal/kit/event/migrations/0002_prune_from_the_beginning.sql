-- +goose Up
-- The log is pruned in the order of its numbers; nothing asks for events by their age.
DROP INDEX kit_events_age;
