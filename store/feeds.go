package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"readout"
)

const feedColumns = `id, name, url, kind, state, language, interval, added_by, added_at,
	etag, last_modified, checked_at, succeeded_at, next_check, failures, failing_since, feeds.error, max(last_story, coalesce(s.story_at, 0)), down_notified,
	full_at, rhythm, moved_to, moved_seen, saved_bytes, feeds.hub, feeds.topic, missed,
	coalesce(s.hub, ''), coalesce(s.status, ''), coalesce(s.lease_until, 0), coalesce(s.pushed_at, 0), coalesce(s.error, '')`

func scanFeed(row interface{ Scan(...any) error }) (readout.Feed, error) {
	var f readout.Feed
	p := &f.Poll
	err := row.Scan(&f.ID, &f.Name, &f.URL, &f.Kind, &f.State, &f.Language, &f.Interval, &f.AddedBy, timeInto(&f.AddedAt),
		&p.ETag, &p.LastModified, timeInto(&p.CheckedAt), timeInto(&p.SucceededAt), timeInto(&p.NextCheck),
		&p.Failures, timeInto(&p.FailingSince), &p.Error, timeInto(&p.LastStory), &p.DownNotified,
		timeInto(&p.FullAt), &p.Rhythm, &p.MovedTo, &p.MovedSeen, &p.SavedBytes, &p.Hub, &p.Topic, &p.Missed,
		&f.Push.Hub, &f.Push.Status, timeInto(&f.Push.LeaseUntil), timeInto(&f.Push.PushedAt), &f.Push.Error)
	return f, err
}

// Feeds returns all feeds, those added first first.
func (s *Store) Feeds(ctx context.Context) (feeds []readout.Feed, err error) {
	err = s.view(ctx, "list feeds", func(ctx context.Context, tx *tx) error {
		feeds, err = tx.feeds(ctx, "ORDER BY id")
		return err
	})
	return feeds, err
}

// Feed returns one feed.
func (s *Store) Feed(ctx context.Context, id int64) (feed readout.Feed, err error) {
	err = s.view(ctx, "find feed", func(ctx context.Context, tx *tx) error {
		feeds, err := tx.feeds(ctx, "AND id = ?", id)
		if err != nil {
			return err
		}
		if len(feeds) == 0 {
			return noFeed()
		}
		feed = feeds[0]
		return nil
	})
	return feed, err
}

// DueFeeds returns the feeds whose next check has come, the longest due first.
func (s *Store) DueFeeds(ctx context.Context, limit int) (feeds []readout.Feed, err error) {
	err = s.view(ctx, "list due feeds", func(ctx context.Context, tx *tx) error {
		feeds, err = tx.feeds(ctx, "AND next_check <= ? ORDER BY next_check, id LIMIT ?", micros(tx.now), limit)
		return err
	})
	return feeds, err
}

func (tx *tx) feeds(ctx context.Context, rest string, args ...any) ([]readout.Feed, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+feedColumns+" FROM feeds LEFT JOIN subscriptions s ON s.feed_id = feeds.id WHERE removed_at = 0 "+rest, args...)
	return collect(rows, err, scanFeed)
}

func noFeed() error {
	return readout.Errorf(readout.CodeNotFound, "there is no such feed; /feeds list shows those there are")
}

// AddFeed adds a feed and gives it its ID. An address that is there already is
// a conflict. A feed that was removed comes back as a new one, but for the
// stories that it is known to have brought.
func (s *Store) AddFeed(ctx context.Context, feed *readout.Feed) error {
	added := *feed
	err := s.update(ctx, "add feed", func(ctx context.Context, tx *tx) error {
		known, err := tx.feeds(ctx, "AND url = ?", feed.URL)
		if err != nil {
			return err
		}
		if len(known) > 0 {
			return readout.Errorf(readout.CodeConflict, "this feed is there already, under the name %q", known[0].Name)
		}
		return tx.addFeed(ctx, &added)
	})
	if err == nil {
		*feed = added
	}
	return err
}

func (tx *tx) addFeed(ctx context.Context, f *readout.Feed) error {
	if f.AddedAt.IsZero() {
		f.AddedAt = tx.now
	}
	err := tx.QueryRowContext(ctx, `
		INSERT INTO feeds (name, url, kind, state, language, interval, added_by, added_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (url) DO UPDATE SET
			name = excluded.name, kind = excluded.kind, state = excluded.state, language = excluded.language,
			interval = excluded.interval, added_by = excluded.added_by, added_at = excluded.added_at, removed_at = 0
		RETURNING id`,
		f.Name, f.URL, f.Kind, f.State, f.Language, f.Interval, f.AddedBy, micros(f.AddedAt)).Scan(&f.ID)
	if err != nil {
		return err
	}
	return tx.savePolls(ctx, map[int64]readout.PollState{f.ID: f.Poll})
}

// RemoveFeed ends the polling of a feed. Its stories stay.
func (s *Store) RemoveFeed(ctx context.Context, id int64) error {
	return s.update(ctx, "remove feed", func(ctx context.Context, tx *tx) error {
		return tx.removeFeed(ctx, id)
	})
}

func (tx *tx) removeFeed(ctx context.Context, id int64) error {
	done, err := tx.ExecContext(ctx, "UPDATE feeds SET removed_at = ? WHERE id = ? AND removed_at = 0", micros(tx.now), id)
	return one(done, err, noFeed)
}

// one turns a statement that has found nothing to change into an error.
func one(done sql.Result, err error, missing func() error) error {
	if err != nil {
		return err
	}
	n, err := done.RowsAffected()
	if err == nil && n == 0 {
		return missing()
	}
	return err
}

// fromConfig is the creator of feeds and watches that the configuration names.
const fromConfig = "config"

// SyncFeeds makes the feeds of the configuration the given ones, told apart by
// their addresses. Feeds that people have added stay, unless the configuration
// now names them too: then they are its own. The state of polling is kept.
func (s *Store) SyncFeeds(ctx context.Context, feeds []readout.Feed) error {
	return s.update(ctx, "take over feeds of the configuration", func(ctx context.Context, tx *tx) error {
		known, err := tx.feeds(ctx, "ORDER BY id")
		if err != nil {
			return err
		}
		ids := make(map[string]int64, len(known))
		for _, f := range known {
			ids[f.URL] = f.ID
		}
		wanted := make(map[string]bool, len(feeds))
		for _, f := range feeds {
			wanted[f.URL] = true
			f.ID, f.AddedBy = ids[f.URL], fromConfig
			if err := tx.syncFeed(ctx, f); err != nil {
				return err
			}
		}
		for _, f := range known {
			if f.AddedBy == fromConfig && !wanted[f.URL] {
				if err := tx.removeFeed(ctx, f.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (tx *tx) syncFeed(ctx context.Context, f readout.Feed) error {
	if f.ID == 0 {
		return tx.addFeed(ctx, &f)
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE feeds SET name = ?, kind = ?, state = ?, language = ?, interval = ?, added_by = ? WHERE id = ?`,
		f.Name, f.Kind, f.State, f.Language, f.Interval, f.AddedBy, f.ID)
	return err
}

// ScheduleFeeds sets when feeds are due, by their ids. Called before they are
// fetched, it keeps a feed that brings the program down from being fetched
// again at once. Feeds that are not there any more are left out.
func (s *Store) ScheduleFeeds(ctx context.Context, next map[int64]time.Time) error {
	return s.update(ctx, "schedule feeds", func(ctx context.Context, tx *tx) error {
		set, err := tx.PrepareContext(ctx, "UPDATE feeds SET next_check = ? WHERE id = ? AND removed_at = 0")
		if err != nil {
			return err
		}
		defer func() { _ = set.Close() }()
		for id, at := range next {
			if _, err := set.ExecContext(ctx, micros(at), id); err != nil {
				return err
			}
		}
		return nil
	})
}

// SavePolls writes what polls have found out, by the ids of their feeds. It
// belongs after the commit of their stories: what it remembers keeps them from
// being sent again. Feeds that are not there any more are left out.
func (s *Store) SavePolls(ctx context.Context, states map[int64]readout.PollState) error {
	return s.update(ctx, "save polls", func(ctx context.Context, tx *tx) error {
		return tx.savePolls(ctx, states)
	})
}

func (tx *tx) savePolls(ctx context.Context, states map[int64]readout.PollState) error {
	set, err := tx.PrepareContext(ctx, `
		UPDATE feeds SET etag = ?, last_modified = ?, checked_at = ?, succeeded_at = ?, next_check = ?,
			failures = ?, failing_since = ?, error = ?, last_story = ?, down_notified = ?,
			full_at = ?, rhythm = ?, moved_to = ?, moved_seen = ?, saved_bytes = ?, hub = ?, topic = ?, missed = ?
		WHERE id = ? AND removed_at = 0`)
	if err != nil {
		return err
	}
	defer func() { _ = set.Close() }()
	for id, p := range states {
		_, err := set.ExecContext(ctx,
			p.ETag, p.LastModified, micros(p.CheckedAt), micros(p.SucceededAt), micros(p.NextCheck),
			p.Failures, micros(p.FailingSince), p.Error, micros(p.LastStory), p.DownNotified,
			micros(p.FullAt), p.Rhythm, p.MovedTo, p.MovedSeen, p.SavedBytes, p.Hub, p.Topic, p.Missed, id)
		if err != nil {
			return err
		}
	}
	return nil
}

// Setting returns what SetSetting has stored under the key, "" if nothing.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.view(ctx, "read setting", func(ctx context.Context, tx *tx) error {
		err := tx.QueryRowContext(ctx, "SELECT value FROM settings WHERE key = ?", key).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return value, err
}

// SetSetting remembers a value that the program has worked out for itself.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.update(ctx, "write setting", func(ctx context.Context, tx *tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO settings (key, value) VALUES (?, ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
}
