package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"readout"
)

// Commit writes one step of work, all of it or nothing, and fills in the ids
// when it is written. A story that its feed has brought before is a conflict:
// somebody has done this step already. A delivery for a watch that has been
// removed meanwhile is left out.
func (s *Store) Commit(ctx context.Context, change *readout.Change) error {
	var w *work
	err := s.update(ctx, "commit", func(ctx context.Context, tx *tx) error {
		w = &work{tx: tx, change: change, contacts: make(map[*readout.Contact]readout.Contact), stale: make(map[int64]bool)}
		return w.do(ctx)
	})
	if err == nil {
		w.fillIn()
	}
	return err
}

// work is a change being written. It keeps what it gives the rows until the
// transaction is through.
type work struct {
	*tx
	change     *readout.Change
	story      readout.Story
	mentions   []readout.Mention
	contacts   map[*readout.Contact]readout.Contact
	deliveries []readout.Delivery
	stale      map[int64]bool // contacts whose derived columns must be made anew
}

func (w *work) do(ctx context.Context) error {
	if err := w.writeStory(ctx); err != nil {
		return err
	}
	for _, found := range w.change.Found {
		if err := w.writeFound(ctx, found); err != nil {
			return err
		}
	}
	if err := w.writeJoins(ctx); err != nil {
		return err
	}
	for id := range w.stale {
		if err := w.deriveContact(ctx, id); err != nil {
			return err
		}
	}
	for _, d := range w.change.Deliveries {
		if err := w.writeDelivery(ctx, d); err != nil {
			return err
		}
	}
	if w.change.Watch != nil {
		return w.saveDigest(ctx, *w.change.Watch)
	}
	return nil
}

func (w *work) writeStory(ctx context.Context) (err error) {
	if w.change.Story == nil {
		return nil
	}
	w.story = dated(*w.change.Story, w.now)
	if w.story.ID == 0 {
		w.story.ID, err = w.addStory(ctx, w.story)
		return err
	}
	if err := w.updateStory(ctx, w.story); err != nil {
		return err
	}
	rows, err := w.QueryContext(ctx, "SELECT contact_id FROM mentions WHERE story_id = ? AND contact_id IS NOT NULL", w.story.ID)
	return w.mark(collect(rows, err, scanID))
}

// mark notes contacts whose derived columns must be made anew.
func (w *work) mark(ids []int64, err error) error {
	for _, id := range ids {
		w.stale[id] = true
	}
	return err
}

func (w *work) writeFound(ctx context.Context, found readout.Found) error {
	if found.Mention == nil {
		return errors.New("a mention is missing")
	}
	m := *found.Mention
	if w.change.Story != nil && m.ID == 0 {
		m.StoryID = w.story.ID
	}
	if found.Contact != nil {
		c, err := w.writeContact(ctx, found.Contact)
		if err != nil {
			return err
		}
		m.ContactID = c.ID
	}
	m, err := w.writeMention(ctx, m)
	w.mentions = append(w.mentions, m)
	return err
}

// writeContact writes a contact, once for each pointer.
func (w *work) writeContact(ctx context.Context, contact *readout.Contact) (readout.Contact, error) {
	if c, ok := w.contacts[contact]; ok {
		return c, nil
	}
	c := *contact
	if c.FirstSeen.IsZero() {
		c.FirstSeen = w.now
	}
	if c.UpdatedAt.IsZero() {
		c.UpdatedAt = w.now
	}
	var err error
	if c.ID == 0 {
		c.ID, err = w.addContact(ctx, c)
	} else {
		err = w.updateContact(ctx, c)
	}
	if err != nil {
		return c, err
	}
	w.contacts[contact] = c
	w.stale[c.ID] = true
	return c, nil
}

func (w *work) writeMention(ctx context.Context, m readout.Mention) (readout.Mention, error) {
	if m.ContactID != 0 {
		w.stale[m.ContactID] = true
	}
	if m.ID == 0 {
		var err error
		m.ID, err = w.addMention(ctx, m)
		return m, err
	}
	// It may have belonged to another contact.
	rows, err := w.QueryContext(ctx, "SELECT contact_id FROM mentions WHERE id = ? AND contact_id IS NOT NULL", m.ID)
	if err := w.mark(collect(rows, err, scanID)); err != nil {
		return m, err
	}
	return m, w.updateMention(ctx, m)
}

func (w *work) writeDelivery(ctx context.Context, dispatch readout.Dispatch) error {
	d := dispatch.Delivery
	if dispatch.Contact != nil {
		c, ok := w.contacts[dispatch.Contact]
		if !ok {
			c = *dispatch.Contact
		}
		if d.Kind == readout.DeliverAlert {
			d.ContactID = c.ID
		}
		if dispatch.Compose != nil {
			linked := []readout.Contact{c}
			if err := w.loadLinks(ctx, linked); err != nil {
				return err
			}
			d.Message = dispatch.Compose(linked[0])
		}
	}
	if d.Kind == readout.DeliverAlert {
		if d.ContactID == 0 {
			return errors.New("an alert has no stored contact")
		}
		d.Key = fmt.Sprintf("alert:%s:%d", d.ChannelID, d.ContactID)
	}
	if d.Key == "" || d.ChannelID == "" {
		return fmt.Errorf("a %s has no key or no channel", d.Kind)
	}
	d, err := w.dispatch(ctx, d)
	w.deliveries = append(w.deliveries, d)
	return err
}

// fillIn gives the change's own values what the database has given the rows.
func (w *work) fillIn() {
	if w.change.Story != nil {
		*w.change.Story = w.story
	}
	for i, m := range w.mentions {
		*w.change.Found[i].Mention = m
	}
	for p, c := range w.contacts {
		p.ID, p.FirstSeen, p.UpdatedAt = c.ID, c.FirstSeen, c.UpdatedAt
	}
	for i, d := range w.deliveries {
		w.change.Deliveries[i].Delivery = d
	}
}

// day is what a contact is sorted by: its date, else when it was first seen.
func day(c readout.Contact) readout.Date {
	if c.Date != "" {
		return c.Date
	}
	return readout.DateOf(c.FirstSeen.In(time.UTC))
}
