package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout"
)

// What a channel bears.
const (
	burstLimit = 10               // first posts into a channel …
	burstTime  = 10 * time.Minute // … within this time
)

// burst counts the first posts into a channel and holds what went beyond the
// limit: those contacts share one message, and are not posted again.
type burst struct {
	posts    []time.Time // when they came or come out
	began    time.Time   // when the overflow message that is being filled comes out; zero = none
	filling  []int64     // ids of its contacts
	overflow []int64     // ids of the contacts of all such messages
}

// post is a first post that is remembered once it is committed.
type post struct {
	burst    *burst
	at       time.Time // when it comes out
	contact  *readout.Contact
	overflow bool
}

func (p post) remember() {
	if p.overflow {
		if p.burst.closed(p.at) {
			p.burst.began, p.burst.filling = p.at, nil
		}
		p.burst.filling = append(p.burst.filling, p.contact.ID)
		p.burst.overflow = append(p.burst.overflow, p.contact.ID)
		return
	}
	p.burst.posts = append(p.burst.posts, p.at)
}

// closed reports whether no overflow message is being filled at the instant.
func (b *burst) closed(at time.Time) bool {
	return b.began.IsZero() || at.Sub(b.began).Abs() >= burstTime
}

// burst returns the channel's count, less what is long past.
func (d *Desk) burst(channel string) *burst {
	b := d.bursts[channel]
	if b == nil {
		b = &burst{}
		d.bursts[channel] = b
	}
	now := d.options.Now()
	b.posts = slices.DeleteFunc(b.posts, func(t time.Time) bool { return now.Sub(t) >= burstTime })
	return b
}

// around counts the posts that come out within the time of a burst.
func (b *burst) around(at time.Time) int {
	n := 0
	for _, t := range b.posts {
		if at.Sub(t).Abs() < burstTime {
			n++
		}
	}
	return n
}

// overflow adds the step's contacts to the message that is being filled, or begins
// one.
func (s *step) overflow(o order, c *readout.Contact, b *burst) readout.Dispatch {
	began := b.began
	var all []readout.Contact
	if b.closed(o.at) {
		began = o.at
	} else {
		for _, known := range s.desk.recent {
			if slices.Contains(b.filling, known.ID) {
				all = append(all, known)
			}
		}
	}
	for _, p := range s.posts { // the last of them is c
		if p.burst == b && p.overflow {
			all = append(all, *p.contact)
		}
	}
	writer := s.desk.writer(o.watch.Manner.Language)
	return readout.Dispatch{
		Delivery: readout.Delivery{
			Kind: readout.DeliverBriefing, Key: overflowKey(o.watch.ChannelID, began),
			WatchID: o.watch.ID, ChannelID: o.watch.ChannelID, NotBefore: o.at,
		},
		Contact: c,
		Compose: func(stored readout.Contact) readout.Message {
			all[len(all)-1] = stored
			m := o.watch.Dress(writer.Overflow(all)[0])
			for _, told := range all {
				m.Contacts = append(m.Contacts, told.ID)
			}
			return m
		},
	}
}

// overflowKey is the key of the message that begins at the instant.
func overflowKey(channel string, began time.Time) string {
	return fmt.Sprintf("overflow:%s:%d", channel, began.Unix())
}

// loadBursts counts what was posted before the program was started again.
func (d *Desk) loadBursts(ctx context.Context) error {
	now := d.options.Now()
	recent, err := d.options.Store.Bursts(ctx, now.Add(-burstTime), now.Add(-memory))
	if err != nil {
		return err
	}
	for _, r := range recent {
		b := d.burst(r.ChannelID)
		if r.Kind == readout.DeliverAlert {
			b.posts = append(b.posts, latest(r.CreatedAt, r.NotBefore))
			continue
		}
		began := latest(r.CreatedAt, r.NotBefore)
		if text, found := strings.CutPrefix(r.Key, "overflow:"+r.ChannelID+":"); found {
			if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
				began = time.Unix(seconds, 0)
			}
		}
		b.began, b.filling = began, r.Message.Contacts
		b.overflow = append(b.overflow, r.Message.Contacts...)
	}
	return nil
}
