package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"readout"
)

// How alerts behave.
const (
	editPause = time.Minute         // least time between two edits of a message
	oldNews   = 14 * 24 * time.Hour // a contact whose date is further back is history
)

// dispatches returns what has to go out when the contact is as it is now:
// messages that exist are brought up to date, channels whose watches want the
// contact get their message.
func (s *step) dispatches(ctx context.Context, c *readout.Contact) ([]readout.Dispatch, error) {
	posted, err := s.posted(ctx, c)
	if err != nil {
		return nil, err
	}
	var wanted []order
	if !s.story.Baseline && !baseline(*c) && !history(*c, s.story.Published) {
		watches, err := s.desk.options.Watches.Watches(ctx)
		if err != nil {
			return nil, fmt.Errorf("find watches: %w", err)
		}
		wanted = slices.DeleteFunc(s.desk.orders(watches, *c), func(o order) bool {
			return slices.ContainsFunc(posted, func(d readout.Delivery) bool { return d.ChannelID == o.watch.ChannelID })
		})
	}
	if len(posted)+len(wanted) == 0 {
		return nil, nil
	}
	before, err := s.desk.before(ctx, *c)
	if err != nil {
		return nil, err
	}
	out := s.edits(c, posted, before)
	for _, o := range wanted {
		if dispatch, ok := s.first(o, c, before); ok {
			out = append(out, dispatch)
		}
	}
	return out, nil
}

// lately is how far back contacts between two sides are counted.
const lately = 90 * 24 * time.Hour

// before returns what is known of earlier contacts between the contact's two
// sides; of a contact of more than two nothing is asked.
func (d *Desk) before(ctx context.Context, c readout.Contact) (readout.Relation, error) {
	sides := c.Sides()
	if len(sides) != 2 {
		return readout.Relation{}, nil
	}
	found, err := d.options.Store.Relations(ctx, d.options.Now().Add(-lately), [2]string(sides), c.ID)
	if err != nil {
		return readout.Relation{}, fmt.Errorf("look up earlier contacts: %w", err)
	}
	if len(found) == 0 {
		return readout.Relation{}, nil
	}
	return found[0], nil
}

// order is what the watches of one channel together want of a contact.
type order struct {
	watch readout.Watch // the first of them: it decides the form
	role  string        // to be mentioned
	at    time.Time     // when it comes out: the first of them that is not quiet decides
}

// orders returns an order for each channel in which an alert is wanted.
func (d *Desk) orders(watches []readout.Watch, c readout.Contact) []order {
	var out []order
	now := d.options.Now()
	for _, w := range watches {
		if !w.Kind.Alerts() || !w.Filter.Matches(c, d.options.Groups) {
			continue
		}
		role, at := w.Mentions(c, d.options.Groups), now
		if zone, err := location(w.Zone); err == nil {
			at = w.Manner.Quiet.Until(now, zone)
		}
		i := slices.IndexFunc(out, func(o order) bool { return o.watch.ChannelID == w.ChannelID })
		if i < 0 {
			out = append(out, order{w, role, at})
			continue
		}
		out[i].role = cmp.Or(out[i].role, role)
		if at.Before(out[i].at) {
			out[i].at = at
		}
	}
	return out
}

// edits brings messages up to date, at most once a minute each.
func (s *step) edits(c *readout.Contact, posted []readout.Delivery, before readout.Relation) []readout.Dispatch {
	now := s.desk.options.Now()
	var out []readout.Dispatch
	for _, d := range posted {
		if d.Kind != readout.DeliverAlert {
			continue
		}
		waiting := d.State == readout.DeliveryPending
		if !waiting && now.Before(latest(d.SentAt, d.NotBefore).Add(editPause)) {
			d.NotBefore = latest(d.SentAt, d.NotBefore).Add(editPause)
		}
		out = append(out, readout.Dispatch{Delivery: d, Contact: c, Compose: s.desk.anew(d.Message, before)})
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// compose writes the first message on a contact in a channel.
func (d *Desk) compose(o order, before readout.Relation) func(readout.Contact) readout.Message {
	writer := d.writer(o.watch.Manner.Language)
	return func(c readout.Contact) readout.Message {
		m := o.watch.Dress(writer.Alert(c, before))
		m.RoleID = o.role
		return m
	}
}

// anew writes a message once more. Its form stays: a post in a forum keeps its
// title, and nobody is mentioned who was not before.
func (d *Desk) anew(old readout.Message, before readout.Relation) func(readout.Contact) readout.Message {
	writer := d.writer(old.Language)
	return func(c readout.Contact) readout.Message {
		m := writer.Alert(c, before)
		m.RoleID, m.Publish, m.Thread, m.Tags = old.RoleID, old.Publish, old.Thread, old.Tags
		return m
	}
}

// history reports whether the contact lies so far back at a time that telling of
// it then is not news.
func history(c readout.Contact, at time.Time) bool {
	date, ok := c.Date.Time()
	return ok && at.Sub(date) > oldNews
}

// first posts a contact into a channel that has no message on it yet, or adds
// it to the channel's overflow message when too much is going on.
func (s *step) first(o order, c *readout.Contact, before readout.Relation) (readout.Dispatch, bool) {
	b := s.desk.burst(o.watch.ChannelID)
	if slices.ContainsFunc(s.idsOf(c), func(id int64) bool { return slices.Contains(b.overflow, id) }) {
		return readout.Dispatch{}, false
	}
	n := b.around(o.at)
	for _, p := range s.posts {
		if p.burst == b && !p.overflow {
			n++
		}
	}
	s.posts = append(s.posts, post{burst: b, at: o.at, contact: c, overflow: n >= burstLimit})
	if n < burstLimit {
		return readout.Dispatch{
			Delivery: readout.Delivery{Kind: readout.DeliverAlert, WatchID: o.watch.ID, ChannelID: o.watch.ChannelID, NotBefore: o.at},
			Contact:  c,
			Compose:  s.desk.compose(o, before),
		}, true
	}
	return s.overflow(o, c, b), true
}
