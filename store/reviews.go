package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"readout"
)

// takenBack is the error of deliveries that Reject has ended, by which Restore
// knows them from those that people have deleted in Discord.
const takenBack = "taken back: somebody has said that it is no contact"

// Reject notes that somebody has said that this is no contact, and takes its
// messages back: those that Discord has are to be deleted, the others are never
// sent. A contact that is rejected already is a conflict.
func (s *Store) Reject(ctx context.Context, id int64, by string) error {
	return s.update(ctx, "reject contact", func(ctx context.Context, tx *tx) (err error) {
		if id, err = tx.present(ctx, id); err != nil {
			return err
		}
		done, err := tx.ExecContext(ctx, "UPDATE contacts SET rejected_by = ?, rejected_at = ? WHERE id = ? AND rejected_at = 0", by, micros(tx.now), id)
		if err := one(done, err, func() error { return tx.notRejectable(ctx, id) }); err != nil {
			return err
		}
		return tx.takeBack(ctx, id, takenBack)
	})
}

// takeBack ends the deliveries of a contact: messages that Discord has are to be
// deleted there, the others are never sent.
func (tx *tx) takeBack(ctx context.Context, contactID int64, cause string) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET error = ?, attempts = 0, not_before = ?,
			state = CASE WHEN message_id = '' AND first_try = 0 THEN 'gone' ELSE 'retract' END
		WHERE contact_id = ? AND state IN ('pending', 'done')`, cause, micros(tx.now), contactID)
	return err
}

func (tx *tx) notRejectable(ctx context.Context, id int64) error {
	found, err := tx.contacts(ctx, "WHERE c.id = ?", id)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return noContact()
	}
	return readout.Errorf(readout.CodeConflict, "contact %s has been taken back already", strconv.FormatInt(id, 10))
}

// Restore undoes Reject: the messages that were taken back are posted again.
func (s *Store) Restore(ctx context.Context, id int64) error {
	return s.update(ctx, "restore contact", func(ctx context.Context, tx *tx) (err error) {
		if id, err = tx.present(ctx, id); err != nil {
			return err
		}
		done, err := tx.ExecContext(ctx, "UPDATE contacts SET rejected_by = '', rejected_at = 0 WHERE id = ? AND rejected_at <> 0", id)
		if err := one(done, err, func() error {
			return readout.Errorf(readout.CodeConflict, "contact %s has not been taken back, or is not there any more", strconv.FormatInt(id, 10))
		}); err != nil {
			return err
		}
		all, err := tx.deliveries(ctx, "contact_id = ? AND state IN ('gone', 'retract') AND error = ?", id, takenBack)
		if err != nil {
			return err
		}
		for _, d := range all {
			state, message := readout.DeliveryPending, ""
			if d.State == readout.DeliveryRetract {
				message = d.MessageID // it is still there
			}
			_, err := tx.ExecContext(ctx, `
				UPDATE deliveries SET state = ?, message_id = ?, sent_revision = 0, nonce = ?, attempts = 0, first_try = 0, error = '', not_before = ?, raised_at = ?
				WHERE id = ?`, state, message, newNonce(), micros(tx.now), micros(tx.now), d.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Reviews returns the stories of the contacts that were taken back, in the order
// in which they came.
func (s *Store) Reviews(ctx context.Context) (reviews []readout.Review, err error) {
	err = s.view(ctx, "list reviews", func(ctx context.Context, tx *tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT "+mentionColumns+", "+storyColumns+`
			FROM mentions m JOIN stories s ON s.id = m.story_id
			WHERE m.story_id IN (SELECT w.story_id FROM mentions w JOIN contacts c ON c.id = w.contact_id WHERE c.rejected_at <> 0)
			ORDER BY s.id, m.id`)
		sources, err := collect(rows, err, scanSource)
		if err != nil {
			return err
		}
		rows, err = tx.QueryContext(ctx, "SELECT id FROM contacts WHERE rejected_at <> 0")
		rejected, err := collect(rows, err, scanID)
		for _, src := range sources {
			if n := len(reviews); n == 0 || reviews[n-1].Story.ID != src.Story.ID {
				reviews = append(reviews, readout.Review{Story: src.Story})
			}
			last := &reviews[len(reviews)-1]
			if slices.Contains(rejected, src.Mention.ContactID) {
				last.Wrong = append(last.Wrong, src.Mention)
			} else {
				last.Right = append(last.Right, src.Mention)
			}
		}
		return err
	})
	return reviews, err
}

// maxPairSides bounds how many sides a contact may have for the pairs among them
// to count as having dealt with each other: at a summit of thirty not all do.
const maxPairSides = 4

// Relations returns what is known of the contacts held between pairs of states,
// those counted that took place since then. With a pair, only that one; the
// contact except is left out.
func (s *Store) Relations(ctx context.Context, since time.Time, pair [2]string, except int64) (found []readout.Relation, err error) {
	only, args := "", []any{readout.DateOf(since.UTC()), except}
	if pair[0] != "" { // in words of its own, for SQLite to look the pair up by its index
		only, args = "AND a.state = ? AND b.state = ?", append(args, min(pair[0], pair[1]), max(pair[0], pair[1]))
	}
	err = s.view(ctx, "look up relations", func(ctx context.Context, tx *tx) error {
		// SQLite takes the other columns from the row that has the maximum.
		rows, err := tx.QueryContext(ctx, `
			SELECT a.state, b.state, max(c.day), c.mode, c.id, count(DISTINCT CASE WHEN c.day >= ? THEN c.id END)
			FROM contacts c
				JOIN contact_participants a ON a.contact_id = c.id AND a.principal = 1
				JOIN contact_participants b ON b.contact_id = c.id AND b.principal = 1 AND b.state > a.state
			WHERE c.status = 'held' AND c.reportable = 1 AND c.rejected_at = 0 AND c.joined_into IS NULL AND c.id <> ? `+only+`
				AND (SELECT count(DISTINCT p.state) FROM contact_participants p WHERE p.contact_id = c.id AND p.principal = 1) <= ?
			GROUP BY a.state, b.state ORDER BY a.state, b.state`,
			append(args, maxPairSides)...)
		found, err = collect(rows, err, func(row interface{ Scan(...any) error }) (readout.Relation, error) {
			var r readout.Relation
			err := row.Scan(&r.A, &r.B, &r.Last, &r.Mode, &r.ID, &r.Count)
			return r, err
		})
		return err
	})
	return found, err
}
