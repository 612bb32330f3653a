-- Times are microseconds since 1970 UTC; 0 is the zero time. Dates are
-- 2006-01-02 or ''. Truth values are 0 and 1. Lists and messages are JSON.

-- +goose Up
CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL,
    url           TEXT    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    interval      INTEGER NOT NULL, -- nanoseconds
    added_by      TEXT    NOT NULL,
    added_at      INTEGER NOT NULL,
    removed_at    INTEGER NOT NULL DEFAULT 0, -- a removed feed stays for the sake of its stories
    etag          TEXT    NOT NULL DEFAULT '',
    last_modified TEXT    NOT NULL DEFAULT '',
    checked_at    INTEGER NOT NULL DEFAULT 0,
    succeeded_at  INTEGER NOT NULL DEFAULT 0,
    next_check    INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER NOT NULL DEFAULT 0,
    error         TEXT    NOT NULL DEFAULT '',
    last_story    INTEGER NOT NULL DEFAULT 0,
    down_notified INTEGER NOT NULL DEFAULT 0,
    full_at       INTEGER NOT NULL DEFAULT 0,
    rhythm        INTEGER NOT NULL DEFAULT 0, -- nanoseconds
    moved_to      TEXT    NOT NULL DEFAULT '',
    moved_seen    INTEGER NOT NULL DEFAULT 0,
    saved_bytes   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX feeds_due ON feeds (next_check) WHERE removed_at = 0;

CREATE TABLE stories (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id    INTEGER NOT NULL REFERENCES feeds (id),
    key        TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    summary    TEXT    NOT NULL,
    url        TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    published  INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    baseline   INTEGER NOT NULL,
    UNIQUE (feed_id, key)
) STRICT;

CREATE INDEX stories_first_seen ON stories (first_seen);

-- Every key under which a feed has brought a story. The key outlives a story
-- that has been pruned, so that the story never counts as new again.
CREATE TABLE story_keys (
    feed_id  INTEGER NOT NULL REFERENCES feeds (id),
    key      TEXT    NOT NULL,
    story_id INTEGER REFERENCES stories (id) ON DELETE SET NULL,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_keys_story ON story_keys (story_id);

CREATE TABLE contacts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    participants TEXT    NOT NULL,
    groups       TEXT    NOT NULL,
    mode         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    was          TEXT    NOT NULL,
    date         TEXT    NOT NULL,
    level        TEXT    NOT NULL,
    implied      INTEGER NOT NULL,
    topics       TEXT    NOT NULL,
    confidence   REAL    NOT NULL,
    first_seen   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    day          TEXT    NOT NULL,          -- date, else the UTC day of first_seen
    reportable   INTEGER NOT NULL DEFAULT 0 -- any of its mentions is
) STRICT;

CREATE INDEX contacts_day ON contacts (day, first_seen);
CREATE INDEX contacts_date ON contacts (date);
CREATE INDEX contacts_first_seen ON contacts (first_seen);
CREATE INDEX contacts_updated_at ON contacts (updated_at);

-- contacts.participants once more, to be searched.
CREATE TABLE contact_participants (
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    name       TEXT    NOT NULL, -- folded: lower case, no accents
    principal  INTEGER NOT NULL,
    PRIMARY KEY (contact_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_participants_state ON contact_participants (state, contact_id, principal);
CREATE INDEX contact_participants_name ON contact_participants (name, contact_id);

-- rowid is the contact's id. The text comes as folded words with spaces between
-- them, which the plainest tokenizer leaves as they are.
CREATE VIRTUAL TABLE contact_search USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3'
);

CREATE TABLE mentions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id     INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    contact_id   INTEGER REFERENCES contacts (id),
    participants TEXT    NOT NULL,
    groups       TEXT    NOT NULL,
    mode         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    date         TEXT    NOT NULL,
    salience     TEXT    NOT NULL,
    level        TEXT    NOT NULL,
    implied      INTEGER NOT NULL,
    topics       TEXT    NOT NULL,
    confidence   REAL    NOT NULL,
    evidence     TEXT    NOT NULL,
    reportable   INTEGER NOT NULL
) STRICT;

CREATE INDEX mentions_story ON mentions (story_id);
CREATE INDEX mentions_contact ON mentions (contact_id, reportable);

CREATE TABLE watches (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id    TEXT    NOT NULL,
    channel_id  TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    filter      TEXT    NOT NULL,
    cron        TEXT    NOT NULL,
    zone        TEXT    NOT NULL,
    role_id     TEXT    NOT NULL,
    created_by  TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    next_digest INTEGER NOT NULL,
    last_digest INTEGER NOT NULL
) STRICT;

CREATE INDEX watches_guild ON watches (guild_id);

CREATE TABLE deliveries (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT    NOT NULL,
    key           TEXT    NOT NULL UNIQUE,
    watch_id      INTEGER REFERENCES watches (id) ON DELETE SET NULL,
    contact_id    INTEGER REFERENCES contacts (id),
    channel_id    TEXT    NOT NULL,
    message       TEXT    NOT NULL,
    revision      INTEGER NOT NULL,
    sent_revision INTEGER NOT NULL DEFAULT 0,
    message_id    TEXT    NOT NULL DEFAULT '',
    nonce         TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    first_try     INTEGER NOT NULL DEFAULT 0,
    not_before    INTEGER NOT NULL,
    error         TEXT    NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL,
    raised_at     INTEGER NOT NULL, -- when the present revision was queued
    sent_at       INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX deliveries_state ON deliveries (state, not_before);
CREATE INDEX deliveries_contact ON deliveries (contact_id);

-- Which watches want a delivery: several watches of one channel share it.
CREATE TABLE delivery_watches (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    watch_id    INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    PRIMARY KEY (delivery_id, watch_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_watches_watch ON delivery_watches (watch_id);

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
