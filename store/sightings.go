package store

import (
	"context"
	"time"

	"readout"
)

// maxSightings bounds how many different people Sightings returns.
const maxSightings = 10_000

// Sighting is somebody whom stories name in an office.
type Sighting struct {
	State   string
	Office  readout.Office
	Name    string
	Stories int
	Last    time.Time // publication of the latest story
	Title   string    // of that story
	URL     string
}

// Sightings returns whom stories published since then name in the office of a
// principal, those named most first.
func (s *Store) Sightings(ctx context.Context, since time.Time) (found []Sighting, err error) {
	err = s.view(ctx, "look for people in office", func(ctx context.Context, tx *tx) error {
		// SQLite takes the other columns from the row that has the maximum.
		rows, err := tx.QueryContext(ctx, `
			SELECT p.value ->> 'state', p.value ->> 'office', p.value ->> 'name', count(DISTINCT s.id), max(s.published), s.title, s.url
			FROM stories s JOIN mentions m ON m.story_id = s.id, json_each(m.participants) p
			WHERE s.published >= ? AND p.value ->> 'name' <> ''
			GROUP BY 1, 2, 3 ORDER BY 4 DESC, 5 DESC, 3 LIMIT ?`, micros(since), maxSightings)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var f Sighting
			if err := rows.Scan(&f.State, &f.Office, &f.Name, &f.Stories, timeInto(&f.Last), &f.Title, &f.URL); err != nil {
				return err
			}
			if f.Office.Principal() {
				found = append(found, f)
			}
		}
		return rows.Err()
	})
	return found, err
}
