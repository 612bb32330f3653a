-- +goose Up
ALTER TABLE mentions ADD COLUMN summit TEXT NOT NULL DEFAULT ''; -- the group at whose summit the story says that it takes place
UPDATE contacts SET summit_id = NULL; -- those before were taken from days and states alone, and mostly wrong
