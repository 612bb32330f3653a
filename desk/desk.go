// Package desk holds the use cases: a story arrives and becomes mentions,
// contacts and deliveries; a digest falls due and becomes a briefing; a feed
// goes down and the notice channel is told.
package desk

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"readout"
	"readout/briefings"
	"readout/contacts/merging"
)

// Detector finds the contacts that a story tells of.
type Detector interface {
	Detect(s readout.Story) []readout.Mention
}

// Store keeps what the desk decides.
type Store interface {
	Commit(ctx context.Context, change *readout.Change) error
	// AddStories writes stories that tell of no contact and leaves out those
	// that their feed has brought before.
	AddStories(ctx context.Context, stories []readout.Story) error
	Contact(ctx context.Context, id int64) (readout.Contact, error)
	RecentContacts(ctx context.Context, since time.Time) ([]readout.Contact, error)
	DeliveriesOf(ctx context.Context, contactID int64) ([]readout.Delivery, error)
	Bursts(ctx context.Context, since, earlier time.Time) ([]readout.Delivery, error)
	Reject(ctx context.Context, contactID int64, by string) error
	Restore(ctx context.Context, contactID int64) error
	Relations(ctx context.Context, since time.Time, pair [2]string, except int64) ([]readout.Relation, error)
}

// Watches are the standing orders.
type Watches interface {
	Watches(ctx context.Context) ([]readout.Watch, error)
	DueDigests(ctx context.Context) ([]readout.Watch, error)
}

// Options are what a desk needs. All but NoticeChannel, Posted and Log must be
// given.
type Options struct {
	Store    Store
	Watches  Watches
	Detector Detector
	Groups   readout.Groups
	Writer   briefings.Writer // of the language in which messages are written that ask for no other
	Now      func() time.Time
	Log      *slog.Logger

	NoticeChannel string // where feeds that are down are reported; "" = nowhere
	// Posted is called when something new waits in the outbox.
	Posted func()
	// Arrived is called for each story that has been committed, with the
	// number of contacts found in it.
	Arrived func(s readout.Story, found int)
}

// memory is how long contacts are kept at hand for stories that tell of them
// again. Contacts with a date ahead stay until it has passed.
const memory = 60 * 24 * time.Hour

// Desk decides what is posted where. It may be used by several goroutines.
type Desk struct {
	options Options

	mu      sync.Mutex
	recent  []readout.Contact          // those at hand, by id
	joiner  *merging.Joiner            // of all that is said of them
	entries map[int64][]*merging.Entry // the same by contact
	summits map[int64]int64            // at the margins of which of them others take place
	bursts  map[string]*burst          // by channel
}

// New returns a desk that knows the store's recent contacts.
func New(ctx context.Context, o Options) (*Desk, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Posted == nil {
		o.Posted = func() {}
	}
	if o.Arrived == nil {
		o.Arrived = func(readout.Story, int) {}
	}
	recent, err := o.Store.RecentContacts(ctx, o.Now().Add(-memory))
	if err != nil {
		return nil, fmt.Errorf("load recent contacts: %w", err)
	}
	d := &Desk{options: o, bursts: map[string]*burst{}}
	if err := d.load(ctx, recent); err != nil {
		return nil, fmt.Errorf("join recent contacts: %w", err)
	}
	if err := d.loadBursts(ctx); err != nil {
		return nil, fmt.Errorf("count recent posts: %w", err)
	}
	return d, nil
}

// load takes in the recent contacts of the store. What is joined in another way
// than when they were stored, by another version or another configuration of
// groups, is put right there.
func (d *Desk) load(ctx context.Context, recent []readout.Contact) error {
	slices.SortFunc(recent, func(a, b readout.Contact) int { return cmp.Compare(a.ID, b.ID) })
	d.recent, d.joiner = recent, merging.New(d.options.Groups)
	d.entries, d.summits = map[int64][]*merging.Entry{}, map[int64]int64{}
	stories, mentions := map[int64]readout.Story{}, map[int64][]readout.Mention{}
	for _, c := range recent {
		for _, s := range c.Sources {
			stories[s.Story.ID] = s.Story
			mentions[s.Story.ID] = append(mentions[s.Story.ID], s.Mention)
		}
		for _, l := range c.Links {
			if l.Kind == readout.LinkSummit {
				d.summits[c.ID] = l.ContactID
			}
		}
	}
	var all []*merging.Entry
	for _, id := range slices.Sorted(maps.Keys(stories)) {
		entries, _ := d.joiner.Add(stories[id], mentions[id])
		for _, e := range entries {
			e.Contact = e.Source.Mention.ContactID
			d.entries[e.Contact] = append(d.entries[e.Contact], e)
		}
		all = append(all, entries...)
	}
	step := step{desk: d, placed: d.place(merging.Contacts(all))}
	if len(step.placed) == 0 {
		return nil
	}
	_, err := step.commit(ctx)
	return err
}

// writer returns the writer of a language; "" is the usual one.
func (d *Desk) writer(language string) briefings.Writer {
	if language == "" {
		return d.options.Writer
	}
	return d.options.Writer.In(language)
}

// forget drops contacts that no story will tell of any more.
func (d *Desk) forget(now time.Time) {
	before := now.Add(-memory)
	d.recent = slices.DeleteFunc(d.recent, func(c readout.Contact) bool {
		date, dated := c.Date.Time()
		if !c.UpdatedAt.Before(before) || dated && !date.Before(before) {
			return false
		}
		d.joiner.Remove(d.entries[c.ID])
		delete(d.entries, c.ID)
		delete(d.summits, c.ID)
		return true
	})
}
