package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"readout"
)

// maxRecent is how many contacts RecentContacts returns at most: more than a
// year of them in all feeds that are known to be of use.
const maxRecent = 10_000

const contactColumns = `c.id, c.participants, c.groups, c.mode, c.status, c.was, c.date, c.level, c.implied,
	c.topics, c.confidence, c.first_seen, c.updated_at, c.rejected_by, c.rejected_at`

func scanContact(row interface{ Scan(...any) error }) (readout.Contact, error) {
	var c readout.Contact
	err := row.Scan(&c.ID, jsonInto(&c.Participants), jsonInto(&c.Groups), &c.Mode, &c.Status, &c.Was, &c.Date, &c.Level, &c.Implied,
		jsonInto(&c.Topics), &c.Confidence, timeInto(&c.FirstSeen), timeInto(&c.UpdatedAt), &c.RejectedBy, timeInto(&c.RejectedAt))
	return c, err
}

const mentionColumns = `m.id, m.story_id, m.contact_id, m.participants, m.groups, m.summit, m.mode, m.status, m.date, m.salience, m.level,
	m.implied, m.topics, m.confidence, m.evidence`

func scanSource(row interface{ Scan(...any) error }) (readout.Source, error) {
	var s readout.Source
	m := &s.Mention
	err := row.Scan(append([]any{&m.ID, &m.StoryID, idInto(&m.ContactID), jsonInto(&m.Participants), jsonInto(&m.Groups), &m.Summit, &m.Mode, &m.Status,
		&m.Date, &m.Salience, &m.Level, &m.Implied, jsonInto(&m.Topics), &m.Confidence, jsonInto(&m.Evidence)}, storyInto(&s.Story)...)...)
	return s, err
}

// Contact returns one contact with its sources and links. One that has turned out
// to be another is that other one.
func (s *Store) Contact(ctx context.Context, id int64) (contact readout.Contact, err error) {
	err = s.view(ctx, "find contact", func(ctx context.Context, tx *tx) error {
		now, err := tx.present(ctx, id)
		if err != nil {
			return err
		}
		found, err := tx.contacts(ctx, "WHERE c.id = ?", now)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return noContact()
		}
		contact = found[0]
		return nil
	})
	return contact, err
}

func noContact() error {
	return readout.Errorf(readout.CodeNotFound, "there is no such contact; /contacts search finds those there are")
}

// RecentContacts returns the contacts that were first seen, updated or dated
// at or after the given time, with their sources, those first seen first
// first. Of more than 10,000 it returns those updated last.
func (s *Store) RecentContacts(ctx context.Context, since time.Time) (contacts []readout.Contact, err error) {
	err = s.view(ctx, "list recent contacts", func(ctx context.Context, tx *tx) error {
		contacts, err = tx.contacts(ctx, `
			WHERE c.joined_into IS NULL AND c.id IN (
				SELECT id FROM contacts WHERE first_seen >= ?
				UNION SELECT id FROM contacts WHERE updated_at >= ?
				UNION SELECT id FROM contacts WHERE date >= ?)
			ORDER BY c.updated_at DESC, c.id DESC LIMIT ?`,
			micros(since), micros(since), readout.DateOf(since), maxRecent)
		return err
	})
	slices.SortFunc(contacts, func(a, b readout.Contact) int {
		return cmp.Or(a.FirstSeen.Compare(b.FirstSeen), cmp.Compare(a.ID, b.ID))
	})
	return contacts, err
}

// contacts reads contacts with their sources and links: one query for the
// contacts, and a few for what belongs to every few hundred of them.
func (tx *tx) contacts(ctx context.Context, rest string, args ...any) ([]readout.Contact, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+contactColumns+" FROM contacts c "+rest, args...)
	found, err := collect(rows, err, scanContact)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(found, batch) {
		if err := tx.loadSources(ctx, part); err != nil {
			return nil, err
		}
		if err := tx.loadLinks(ctx, part); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (tx *tx) loadSources(ctx context.Context, contacts []readout.Contact) error {
	ids := make([]int64, len(contacts))
	place := make(map[int64]int, len(contacts))
	for i, c := range contacts {
		ids[i] = c.ID
		place[c.ID] = i
	}
	where, args := in("m.contact_id", ids)
	rows, err := tx.QueryContext(ctx, "SELECT "+mentionColumns+", "+storyColumns+`
		FROM mentions m JOIN stories s ON s.id = m.story_id WHERE `+where+" ORDER BY s.published, s.id, m.id", args...)
	sources, err := collect(rows, err, scanSource)
	if err != nil {
		return err
	}
	for _, src := range sources {
		c := &contacts[place[src.Mention.ContactID]]
		c.Sources = append(c.Sources, src)
	}
	return nil
}

func (tx *tx) addContact(ctx context.Context, c readout.Contact) (int64, error) {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO contacts (participants, groups, mode, status, was, date, level, implied, topics, confidence, first_seen, updated_at, day,
			rejected_by, rejected_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		asJSON(c.Participants), asJSON(c.Groups), c.Mode, c.Status, c.Was, c.Date, c.Level, c.Implied, asJSON(c.Topics),
		c.Confidence, micros(c.FirstSeen), micros(c.UpdatedAt), day(c), c.RejectedBy, micros(c.RejectedAt)).Scan(&c.ID)
	if err != nil {
		return 0, err
	}
	return c.ID, tx.addParticipants(ctx, c)
}

func (tx *tx) updateContact(ctx context.Context, c readout.Contact) error {
	done, err := tx.ExecContext(ctx, `
		UPDATE contacts SET participants = ?, groups = ?, mode = ?, status = ?, was = ?, date = ?, level = ?, implied = ?,
			topics = ?, confidence = ?, first_seen = ?, updated_at = ?, day = ?
		WHERE id = ?`,
		asJSON(c.Participants), asJSON(c.Groups), c.Mode, c.Status, c.Was, c.Date, c.Level, c.Implied, asJSON(c.Topics),
		c.Confidence, micros(c.FirstSeen), micros(c.UpdatedAt), day(c), c.ID)
	if err := one(done, err, noContact); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM contact_participants WHERE contact_id = ?", c.ID); err != nil {
		return err
	}
	return tx.addParticipants(ctx, c)
}

func (tx *tx) addParticipants(ctx context.Context, c readout.Contact) error {
	for i, p := range c.Participants {
		_, err := tx.ExecContext(ctx,
			"INSERT INTO contact_participants (contact_id, position, state, name, principal) VALUES (?, ?, ?, ?, ?)",
			c.ID, i, p.State, folded(p.Name), p.Office.Principal())
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *tx) addMention(ctx context.Context, m readout.Mention) (int64, error) {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO mentions (story_id, contact_id, participants, groups, summit, mode, status, date, salience, level,
			implied, topics, confidence, evidence, reportable)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		m.StoryID, orNull(m.ContactID), asJSON(m.Participants), asJSON(m.Groups), m.Summit, m.Mode, m.Status, m.Date, m.Salience, m.Level,
		m.Implied, asJSON(m.Topics), m.Confidence, asJSON(m.Evidence), m.Reportable()).Scan(&m.ID)
	return m.ID, err
}

func (tx *tx) updateMention(ctx context.Context, m readout.Mention) error {
	done, err := tx.ExecContext(ctx, `
		UPDATE mentions SET contact_id = ?, participants = ?, groups = ?, summit = ?, mode = ?, status = ?, date = ?, salience = ?, level = ?,
			implied = ?, topics = ?, confidence = ?, evidence = ?, reportable = ?
		WHERE id = ?`,
		orNull(m.ContactID), asJSON(m.Participants), asJSON(m.Groups), m.Summit, m.Mode, m.Status, m.Date, m.Salience, m.Level,
		m.Implied, asJSON(m.Topics), m.Confidence, asJSON(m.Evidence), m.Reportable(), m.ID)
	return one(done, err, func() error {
		return readout.Errorf(readout.CodeNotFound, "this mention is not there any more")
	})
}
