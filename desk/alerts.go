package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"readout"
)

// How alerts behave.
const (
	editPause  = time.Minute         // least time between two edits of a message
	oldNews    = 14 * 24 * time.Hour // a contact whose date is further back is history
	burstLimit = 10                  // first posts into a channel …
	burstTime  = 10 * time.Minute    // … within this time
)

// burst counts the first posts into a channel and holds what went beyond the
// limit: those contacts share one message, and are not posted again.
type burst struct {
	posts    []time.Time
	began    time.Time // of the overflow message that is being filled; zero = none
	overflow []int64   // ids of its contacts
}

// post is a first post that is remembered once it is committed.
type post struct {
	burst    *burst
	at       time.Time
	contact  *readout.Contact
	overflow bool
}

func (p post) remember() {
	if p.overflow {
		if p.burst.began.IsZero() || p.at.Sub(p.burst.began) >= burstTime {
			p.burst.began = p.at
		}
		p.burst.overflow = append(p.burst.overflow, p.contact.ID)
		return
	}
	p.burst.posts = append(p.burst.posts, p.at)
}

// dispatches returns what has to go out when the contact is as it is now:
// messages that exist are brought up to date, channels whose watches want the
// contact get their message.
func (s *step) dispatches(ctx context.Context, c *readout.Contact) ([]readout.Dispatch, error) {
	var posted []readout.Delivery
	if c.ID != 0 {
		var err error
		if posted, err = s.desk.options.Store.DeliveriesOf(ctx, c.ID); err != nil {
			return nil, fmt.Errorf("find messages of the contact: %w", err)
		}
	}
	out := s.edits(c, posted)
	if s.story.Baseline || history(*c, *s.story) {
		return out, nil
	}
	watches, err := s.desk.options.Watches.Watches(ctx)
	if err != nil {
		return nil, fmt.Errorf("find watches: %w", err)
	}
	for _, w := range watches {
		has := func(d readout.Delivery) bool { return d.ChannelID == w.ChannelID }
		hasNew := func(d readout.Dispatch) bool { return d.Delivery.ChannelID == w.ChannelID }
		if w.Kind != readout.WatchAlert || slices.ContainsFunc(posted, has) || slices.ContainsFunc(out, hasNew) || !w.Filter.Matches(*c, s.desk.options.Groups) {
			continue
		}
		if dispatch, ok := s.first(w, c); ok {
			out = append(out, dispatch)
		}
	}
	return out, nil
}

// edits brings messages up to date, at most once a minute each.
func (s *step) edits(c *readout.Contact, posted []readout.Delivery) []readout.Dispatch {
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
		role := d.Message.RoleID
		out = append(out, readout.Dispatch{Delivery: d, Contact: c, Compose: s.desk.composer(role)})
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (d *Desk) composer(role string) func(readout.Contact) readout.Message {
	return func(c readout.Contact) readout.Message {
		m := d.options.Writer.Alert(c)
		m.RoleID = role
		return m
	}
}

// history reports whether the contact lies so far back that telling of it is
// not news.
func history(c readout.Contact, s readout.Story) bool {
	date, ok := c.Date.Time()
	return ok && s.Published.Sub(date) > oldNews
}

// first posts a contact into a channel that has no message on it yet, or adds
// it to the channel's overflow message when too much is going on.
func (s *step) first(w readout.Watch, c *readout.Contact) (readout.Dispatch, bool) {
	now := s.desk.options.Now()
	b := s.desk.burst(w.ChannelID, now)
	if c.ID != 0 && slices.Contains(b.overflow, c.ID) {
		return readout.Dispatch{}, false
	}
	n := len(b.posts)
	for _, p := range s.posts {
		if p.burst == b && !p.overflow {
			n++
		}
	}
	s.posts = append(s.posts, post{burst: b, at: now, contact: c, overflow: n >= burstLimit})
	if n < burstLimit {
		return readout.Dispatch{
			Delivery: readout.Delivery{Kind: readout.DeliverAlert, WatchID: w.ID, ChannelID: w.ChannelID, NotBefore: now},
			Contact:  c,
			Compose:  s.desk.composer(w.RoleID),
		}, true
	}
	return s.overflow(w, c, b, now), true
}

// burst returns the channel's count, less what is long past.
func (d *Desk) burst(channel string, now time.Time) *burst {
	b := d.bursts[channel]
	if b == nil {
		b = &burst{}
		d.bursts[channel] = b
	}
	b.posts = slices.DeleteFunc(b.posts, func(t time.Time) bool { return now.Sub(t) >= burstTime })
	return b
}

func (s *step) overflow(w readout.Watch, c *readout.Contact, b *burst, now time.Time) readout.Dispatch {
	began := b.began
	var all []readout.Contact
	if began.IsZero() || now.Sub(began) >= burstTime {
		began = now
	} else {
		for _, known := range s.desk.recent {
			if slices.Contains(b.overflow, known.ID) && !known.FirstSeen.Before(began.Add(-burstTime)) {
				all = append(all, known)
			}
		}
	}
	all = append(all, *c)
	message := s.desk.options.Writer.Overflow(all)[0]
	return readout.Dispatch{Delivery: readout.Delivery{
		Kind:      readout.DeliverBriefing,
		Key:       fmt.Sprintf("overflow:%s:%d", w.ChannelID, began.Unix()),
		WatchID:   w.ID,
		ChannelID: w.ChannelID,
		Message:   message,
		NotBefore: now,
	}}
}
