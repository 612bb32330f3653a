package desk

import (
	"context"
	"fmt"
	"time"

	"readout"
)

// Reject takes a contact back that somebody has said is none: its messages are
// deleted everywhere, and no story brings it back. Errors are fit for users.
func (d *Desk) Reject(ctx context.Context, id int64, by string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, err := d.options.Store.Contact(ctx, id) // whose id is another since it was joined
	if err != nil {
		return err
	}
	if err := d.options.Store.Reject(ctx, c.ID, by); err != nil {
		return err
	}
	d.review(c.ID, by, d.options.Now())
	return d.editLinked(ctx, c)
}

// Restore undoes Reject: the messages are posted again. Errors are fit for users.
func (d *Desk) Restore(ctx context.Context, id int64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, err := d.options.Store.Contact(ctx, id)
	if err != nil {
		return err
	}
	if err := d.options.Store.Restore(ctx, c.ID); err != nil {
		return err
	}
	d.review(c.ID, "", time.Time{})
	return d.editLinked(ctx, c)
}

// editLinked brings messages up to date that tell of the contact as one at their
// summit's margins, or as their summit.
func (d *Desk) editLinked(ctx context.Context, c readout.Contact) error {
	step, change := step{desk: d}, &readout.Change{}
	for _, l := range c.Links {
		other, err := d.options.Store.Contact(ctx, l.ContactID)
		if err != nil {
			return fmt.Errorf("find what is linked to contact %d: %w", c.ID, err)
		}
		dispatches, err := step.edited(ctx, &other)
		if err != nil {
			return err
		}
		change.Deliveries = append(change.Deliveries, dispatches...)
	}
	if len(change.Deliveries) == 0 {
		return nil
	}
	return d.options.Store.Commit(ctx, change)
}

// review notes in memory what the store has been told.
func (d *Desk) review(id int64, by string, at time.Time) {
	if c := d.find(id); c != nil {
		c.RejectedBy, c.RejectedAt = by, at
	}
	d.options.Posted()
}

// recall gives a contact that was put together anew what people have said of it.
func (d *Desk) recall(c *readout.Contact) {
	if known := d.find(c.ID); known != nil {
		c.RejectedBy, c.RejectedAt = known.RejectedBy, known.RejectedAt
	}
}
