package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"readout"
)

// joinedAway is the error of deliveries that another contact's took the place of.
const joinedAway = "taken back: another message in the channel is on the same contact"

// writeJoins writes which contacts have turned out to be others, and which take
// place at the margins of which summit.
func (w *work) writeJoins(ctx context.Context) error {
	for _, j := range w.change.Joined {
		into, err := w.idOf(j.Into)
		if err != nil {
			return err
		}
		if err := w.join(ctx, j.From, into); err != nil {
			return fmt.Errorf("join contact %d to %d: %w", j.From, into, err)
		}
		delete(w.stale, j.From)
	}
	for _, m := range w.change.Margins {
		margin, err := w.idOf(m.Contact)
		if err != nil {
			return err
		}
		var summit int64
		if m.Summit != nil {
			if summit, err = w.idOf(m.Summit); err != nil {
				return err
			}
		}
		done, err := w.ExecContext(ctx, "UPDATE contacts SET summit_id = ? WHERE id = ?", orNull(summit), margin)
		if err := one(done, err, noContact); err != nil {
			return err
		}
	}
	return nil
}

// idOf returns the id of a contact, which this change may have given it.
func (w *work) idOf(c *readout.Contact) (int64, error) {
	if written, ok := w.contacts[c]; ok {
		return written.ID, nil
	}
	if c == nil || c.ID == 0 {
		return 0, errors.New("a contact that another is tied to is not stored")
	}
	return c.ID, nil
}

// join makes one contact part of another: what points at it points at the other
// from now on, and so do its messages, where the channel has none on the other.
func (tx *tx) join(ctx context.Context, from, into int64) error {
	if from == into {
		return errors.New("a contact cannot be joined to itself")
	}
	left := 0
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM mentions WHERE contact_id = ?", from).Scan(&left); err != nil {
		return err
	}
	if left > 0 {
		return errors.New("it has mentions of its own still")
	}
	done, err := tx.ExecContext(ctx, "UPDATE contacts SET joined_into = ?, summit_id = NULL, reportable = 0 WHERE id = ?", into, from)
	if err := one(done, err, noContact); err != nil {
		return err
	}
	for _, statement := range []string{
		"UPDATE contacts SET joined_into = ?1 WHERE joined_into = ?2",
		"UPDATE contacts SET summit_id = nullif(?1, id) WHERE summit_id = ?2",
		`UPDATE deliveries SET contact_id = ?1, key = 'alert:' || channel_id || ':' || ?1
			WHERE contact_id = ?2 AND kind = 'alert' AND channel_id NOT IN (SELECT channel_id FROM deliveries WHERE contact_id = ?1)`,
	} {
		if _, err := tx.ExecContext(ctx, statement, into, from); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		"DELETE FROM contact_participants WHERE contact_id = ?",
		"DELETE FROM contact_search WHERE rowid = ?",
	} {
		if _, err := tx.ExecContext(ctx, statement, from); err != nil {
			return err
		}
	}
	if err := tx.takeBack(ctx, from, joinedAway); err != nil {
		return err
	}
	return tx.takeBackAgain(ctx, into)
}

// present returns the id under which a contact is kept now: that of the contact
// that it has turned out to be, else its own.
func (tx *tx) present(ctx context.Context, id int64) (int64, error) {
	err := tx.QueryRowContext(ctx, "SELECT joined_into FROM contacts WHERE id = ? AND joined_into IS NOT NULL", id).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return id, nil
	}
	return id, err
}

// takeBackAgain takes back messages that have come to a contact that somebody has
// said is none.
func (tx *tx) takeBackAgain(ctx context.Context, id int64) error {
	rejected := false
	err := tx.QueryRowContext(ctx, "SELECT rejected_at <> 0 FROM contacts WHERE id = ?", id).Scan(&rejected)
	if err != nil || !rejected {
		return err
	}
	return tx.takeBack(ctx, id, takenBack)
}

// loadLinks gives contacts the summit that they belong to, and summits what takes
// place at their margins. What somebody has said is no contact is left out.
func (tx *tx) loadLinks(ctx context.Context, contacts []readout.Contact) error {
	ids := make([]int64, len(contacts))
	place := make(map[int64]int, len(contacts))
	for i, c := range contacts {
		ids[i] = c.ID
		place[c.ID] = i
		contacts[i].Links = nil
	}
	margin, args := in("m.id", ids)
	summit, more := in("s.id", ids)
	rows, err := tx.QueryContext(ctx, `
		SELECT m.id, 'summit', s.id, s.participants, s.groups, s.date
			FROM contacts m JOIN contacts s ON s.id = m.summit_id WHERE s.rejected_at = 0 AND `+margin+`
		UNION ALL SELECT s.id, 'margin', m.id, m.participants, m.groups, m.date
			FROM contacts s JOIN contacts m ON m.summit_id = s.id WHERE m.rejected_at = 0 AND `+summit+`
		ORDER BY 1, 3`, append(args, more...)...)
	type linked struct {
		id   int64
		link readout.Link
	}
	links, err := collect(rows, err, func(row interface{ Scan(...any) error }) (l linked, err error) {
		err = row.Scan(&l.id, &l.link.Kind, &l.link.ContactID, jsonInto(&l.link.Participants), jsonInto(&l.link.Groups), &l.link.Date)
		return l, err
	})
	for _, l := range links {
		c := &contacts[place[l.id]]
		c.Links = append(c.Links, l.link)
	}
	return err
}
