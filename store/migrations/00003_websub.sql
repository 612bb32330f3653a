-- +goose Up
ALTER TABLE feeds ADD COLUMN hub TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;

-- Outlives the removal of its feed until the hub has been told.
CREATE TABLE subscriptions (
    feed_id     INTEGER PRIMARY KEY REFERENCES feeds (id),
    hub         TEXT    NOT NULL,
    topic       TEXT    NOT NULL,
    base        TEXT    NOT NULL,
    token       TEXT    NOT NULL UNIQUE,
    secret      TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    next_step   INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    pushed_at   INTEGER NOT NULL,
    story_at    INTEGER NOT NULL, -- when something pushed was news
    error       TEXT    NOT NULL
) STRICT;

CREATE INDEX subscriptions_due ON subscriptions (next_step);
CREATE INDEX feeds_hub ON feeds (id) WHERE hub <> '' AND removed_at = 0;
