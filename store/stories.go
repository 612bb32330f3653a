package store

import (
	"context"
	"slices"
	"time"

	"readout"
)

// batch is how many values one statement is given at most.
const batch = 500

const storyColumns = `s.id, s.feed_id, s.key, s.title, s.summary, s.url, s.source, s.kind, s.state, s.published, s.first_seen, s.baseline`

func storyInto(s *readout.Story) []any {
	return []any{&s.ID, &s.FeedID, &s.Key, &s.Title, &s.Summary, &s.URL, &s.Source, &s.Kind, &s.State,
		timeInto(&s.Published), timeInto(&s.FirstSeen), &s.Baseline}
}

// KnownStories returns the stories that the feed has brought under any of the
// keys, by these keys; a story's other keys count as its key does. They come
// without Summary, Source and State. One that has been pruned has ID 0.
func (s *Store) KnownStories(ctx context.Context, feedID int64, keys []string) (known map[string]readout.Story, err error) {
	known = make(map[string]readout.Story)
	err = s.view(ctx, "look up stories", func(ctx context.Context, tx *tx) error {
		for part := range slices.Chunk(keys, batch) {
			where, args := in("k.key", part)
			rows, err := tx.QueryContext(ctx, `
				SELECT k.key, coalesce(s.id, 0), coalesce(s.key, ''), coalesce(s.title, ''), coalesce(s.url, ''),
					coalesce(s.published, 0), coalesce(s.first_seen, 0), coalesce(s.baseline, 0)
				FROM story_keys k LEFT JOIN stories s ON s.id = k.story_id
				WHERE k.feed_id = ? AND `+where, append([]any{feedID}, args...)...)
			found, err := collect(rows, err, scanKnown)
			if err != nil {
				return err
			}
			for _, f := range found {
				f.story.FeedID = feedID
				known[f.key] = f.story
			}
		}
		return nil
	})
	return known, err
}

// knownStory is a story under one of its keys.
type knownStory struct {
	key   string
	story readout.Story
}

func scanKnown(row interface{ Scan(...any) error }) (k knownStory, err error) {
	s := &k.story
	err = row.Scan(&k.key, &s.ID, &s.Key, &s.Title, &s.URL, timeInto(&s.Published), timeInto(&s.FirstSeen), &s.Baseline)
	return k, err
}

func (tx *tx) knownKeys(ctx context.Context, feedID int64, keys []string) (map[string]bool, error) {
	known := make(map[string]bool)
	for part := range slices.Chunk(keys, batch) {
		where, args := in("key", part)
		rows, err := tx.QueryContext(ctx, "SELECT key FROM story_keys WHERE feed_id = ? AND "+where, append([]any{feedID}, args...)...)
		found, err := collect(rows, err, scanString)
		if err != nil {
			return nil, err
		}
		for _, k := range found {
			known[k] = true
		}
	}
	return known, nil
}

func scanString(row interface{ Scan(...any) error }) (v string, err error) {
	err = row.Scan(&v)
	return v, err
}

func scanID(row interface{ Scan(...any) error }) (v int64, err error) {
	err = row.Scan(&v)
	return v, err
}

const (
	insertStory = `
		INSERT INTO stories (feed_id, key, title, summary, url, source, kind, state, published, first_seen, baseline)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
	insertStoryKey = "INSERT INTO story_keys (feed_id, key, story_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
)

// storyValues are the values that insertStory takes.
func storyValues(s readout.Story) []any {
	return []any{s.FeedID, s.Key, s.Title, s.Summary, s.URL, s.Source, s.Kind, s.State, micros(s.Published), micros(s.FirstSeen), s.Baseline}
}

// dated gives a story the times that it lacks.
func dated(s readout.Story, now time.Time) readout.Story {
	if s.FirstSeen.IsZero() {
		s.FirstSeen = now
	}
	if s.Published.IsZero() {
		s.Published = s.FirstSeen
	}
	return s
}

// addStory inserts a story that the feed has not brought before, under any of
// its keys.
func (tx *tx) addStory(ctx context.Context, s readout.Story) (int64, error) {
	known, err := tx.knownKeys(ctx, s.FeedID, append([]string{s.Key}, s.AltKeys...))
	if err != nil {
		return 0, err
	}
	if len(known) > 0 {
		return 0, readout.Errorf(readout.CodeConflict, "this story is there already")
	}
	var id int64
	if err := tx.QueryRowContext(ctx, insertStory, storyValues(s)...).Scan(&id); err != nil {
		return 0, err
	}
	return id, tx.addKeys(ctx, s.FeedID, id, append([]string{s.Key}, s.AltKeys...))
}

func (tx *tx) addKeys(ctx context.Context, feedID, storyID int64, keys []string) error {
	for _, k := range keys {
		if _, err := tx.ExecContext(ctx, insertStoryKey, feedID, k, storyID); err != nil {
			return err
		}
	}
	return nil
}

// AddStories writes stories that tell of no contact, all of them or none, and
// leaves out those that their feed has brought before. What Commit writes one
// by one, because each has consequences, it writes together.
func (s *Store) AddStories(ctx context.Context, stories []readout.Story) error {
	if len(stories) == 0 {
		return nil
	}
	return s.update(ctx, "add stories", func(ctx context.Context, tx *tx) error {
		insert, err := tx.PrepareContext(ctx, insertStory)
		if err != nil {
			return err
		}
		defer func() { _ = insert.Close() }()
		insertKey, err := tx.PrepareContext(ctx, insertStoryKey)
		if err != nil {
			return err
		}
		defer func() { _ = insertKey.Close() }()
		known, err := tx.knownKeysOf(ctx, stories)
		if err != nil {
			return err
		}
		for _, story := range stories {
			keys := append([]string{story.Key}, story.AltKeys...)
			if slices.ContainsFunc(keys, func(k string) bool { return known[feedKey{story.FeedID, k}] }) {
				continue
			}
			var id int64
			if err := insert.QueryRowContext(ctx, storyValues(dated(story, tx.now))...).Scan(&id); err != nil {
				return err
			}
			for _, key := range keys {
				if _, err := insertKey.ExecContext(ctx, story.FeedID, key, id); err != nil {
					return err
				}
				known[feedKey{story.FeedID, key}] = true
			}
		}
		return nil
	})
}

// feedKey is a key of a story together with the feed that it is a key in.
type feedKey struct {
	feed int64
	key  string
}

// knownKeysOf returns those of the stories' keys that their feeds have brought.
func (tx *tx) knownKeysOf(ctx context.Context, stories []readout.Story) (map[feedKey]bool, error) {
	asked := map[int64][]string{}
	for _, s := range stories {
		asked[s.FeedID] = append(append(asked[s.FeedID], s.Key), s.AltKeys...)
	}
	known := map[feedKey]bool{}
	for feed, keys := range asked {
		found, err := tx.knownKeys(ctx, feed, keys)
		if err != nil {
			return nil, err
		}
		for key := range found {
			known[feedKey{feed, key}] = true
		}
	}
	return known, nil
}

// updateStory writes what a feed may change of a story: its words, and keys
// that it comes under from now on as well.
func (tx *tx) updateStory(ctx context.Context, s readout.Story) error {
	done, err := tx.ExecContext(ctx, "UPDATE stories SET title = ?, summary = ?, url = ?, published = ? WHERE id = ?",
		s.Title, s.Summary, s.URL, micros(s.Published), s.ID)
	err = one(done, err, func() error {
		return readout.Errorf(readout.CodeNotFound, "this story is not there any more")
	})
	if err != nil {
		return err
	}
	return tx.addKeys(ctx, s.FeedID, s.ID, s.AltKeys)
}

// Prune deletes stories first seen before the given time that belong to no
// contact, and returns how many. Their keys stay, so that they never count as
// new again. It works in small steps, so that other writes get their turn.
func (s *Store) Prune(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for {
		n := 0
		err := s.update(ctx, "prune stories", func(ctx context.Context, tx *tx) error {
			var err error
			n, err = tx.prune(ctx, before)
			return err
		})
		total += n
		if err != nil || n < batch {
			return total, err
		}
	}
}

func (tx *tx) prune(ctx context.Context, before time.Time) (int, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT id FROM stories s WHERE first_seen < ? AND NOT EXISTS (
			SELECT 1 FROM mentions m WHERE m.story_id = s.id AND m.contact_id IS NOT NULL)
		ORDER BY first_seen LIMIT ?`, micros(before), batch)
	ids, err := collect(rows, err, scanID)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	where, args := in("id", ids)
	_, err = tx.ExecContext(ctx, "DELETE FROM stories WHERE "+where, args...)
	return len(ids), err
}
