INSERT INTO feeds (id, name, url, kind, state, language, interval, added_by, added_at)
VALUES (1, 'Herald', 'https://herald.example/feed', 'press', '', 'en', 0, 'config', 1772438400000000);

INSERT INTO stories (id, feed_id, key, title, summary, url, source, kind, state, published, first_seen, baseline)
VALUES (1, 1, 'guid-1', 'Leaders speak by phone', 'They spoke.', 'https://herald.example/1', 'Herald', 'press', '', 1772438400000000, 1772438400000000, 0);

INSERT INTO story_keys (feed_id, key, story_id) VALUES (1, 'guid-1', 1);

INSERT INTO contacts (id, participants, groups, mode, status, was, date, level, implied, topics, confidence, first_seen, updated_at, day, reportable)
VALUES (1, '[{"state":"CA","office":"head","name":"First Leader"},{"state":"US","office":"head","name":"Second Leader"}]', '[]',
    'phone', 'held', '', '2026-03-02', 'principal', 0, '["trade"]', 0.9, 1772438400000000, 1772438400000000, '2026-03-02', 1);

INSERT INTO contact_participants (contact_id, position, state, name, principal)
VALUES (1, 0, 'CA', 'first leader', 1), (1, 1, 'US', 'second leader', 1);

INSERT INTO contact_search (rowid, text) VALUES (1, 'trade first leader second leaders speak by phone they spoke');

INSERT INTO mentions (id, story_id, contact_id, participants, groups, mode, status, date, salience, level, implied, topics, confidence, evidence, reportable)
VALUES (1, 1, 1, '[{"state":"CA","office":"head","name":"First Leader"},{"state":"US","office":"head","name":"Second Leader"}]', '[]',
    'phone', 'held', '2026-03-02', 'main', 'principal', 0, '["trade"]', 0.9, '[]', 1);

INSERT INTO watches (id, guild_id, channel_id, kind, filter, cron, zone, role_id, created_by, created_at, next_digest, last_digest)
VALUES (1, '10', '20', 'alert', '{"states":["CA"]}', '', '', '', 'config', 1772438400000000, 0, 0);

INSERT INTO deliveries (id, kind, key, watch_id, contact_id, channel_id, message, revision, sent_revision, message_id, nonce, state, not_before, created_at, raised_at, sent_at)
VALUES (1, 'alert', 'alert:20:1', 1, 1, '20', '{"summary":"A call"}', 1, 1, '1001', 'abcdefghijklmnopqrstuvwxy', 'done', 1772438400000000, 1772438400000000, 1772438400000000, 1772438400000000);

INSERT INTO delivery_watches (delivery_id, watch_id) VALUES (1, 1);

INSERT INTO settings (key, value) VALUES ('commands', 'hash');

UPDATE contacts SET rejected_by = '77', rejected_at = 1772438400000000 WHERE id = 1;

UPDATE feeds SET hub = 'https://hub.example/', topic = 'https://herald.example/feed' WHERE id = 1;

INSERT INTO subscriptions (feed_id, hub, topic, base, token, secret, status, attempts, next_step, lease_until, pushed_at, story_at, error)
VALUES (1, 'https://hub.example/', 'https://herald.example/feed', 'https://readout.example', 'token', 'secret', 'active', 0, 1772438400000000, 1772438400000000, 0, 0, '');

UPDATE mentions SET summit = 'G7' WHERE id = 1;
