-- +goose Up
-- For those who ask what failed since they last looked.
CREATE INDEX kit_jobs_died ON kit_jobs (finished_at) WHERE state = 'dead';
