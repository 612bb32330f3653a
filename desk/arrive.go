package desk

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"

	"readout"
	"readout/contacts/merging"
)

// Arrive takes the stories of a feed, oldest first. For each one that tells of
// a contact the story, its mentions, their contacts and the deliveries that
// follow are committed together; the others, nearly all, are committed in one
// go. A story with an ID is known, and told anew. When it returns nil all of them
// are safe.
func (d *Desk) Arrive(ctx context.Context, feed readout.Feed, stories []readout.Story) error {
	var quiet, telling []readout.Story
	var mentions [][]readout.Mention // of those that tell
	for _, story := range stories {
		story.FeedID, story.Source, story.Kind, story.State = feed.ID, feed.Name, feed.Kind, feed.State
		if story.ID != 0 {
			if err := d.retell(ctx, story); err != nil {
				return fmt.Errorf("take in story %q anew: %w", story.Key, err)
			}
			continue
		}
		if found := d.read(story); len(found) > 0 {
			telling, mentions = append(telling, story), append(mentions, found)
		} else {
			quiet = append(quiet, story)
		}
	}
	if err := d.options.Store.AddStories(ctx, quiet); err != nil {
		return fmt.Errorf("take in stories: %w", err)
	}
	for _, story := range quiet {
		d.options.Arrived(story, 0)
	}
	for i, story := range telling {
		if err := d.arrive(ctx, story, mentions[i]); err != nil {
			return fmt.Errorf("take in story %q: %w", story.Key, err)
		}
	}
	return nil
}

// read returns what the story tells of. One that the detector panics on tells of
// nothing, so that it cannot keep the rest of its feed from being taken in.
func (d *Desk) read(story readout.Story) (found []readout.Mention) {
	defer func() {
		if r := recover(); r != nil {
			d.options.Log.Error("reading a story panicked; it is kept as one that tells of no contact",
				slog.Int64("feed_id", story.FeedID), slog.String("feed", story.Source), slog.String("story", story.Key),
				slog.String("title", story.Title), slog.Any("panic", r), slog.String("stack", string(debug.Stack())))
		}
	}()
	return d.options.Detector.Detect(story)
}

func (d *Desk) arrive(ctx context.Context, story readout.Story, mentions []readout.Mention) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget(d.options.Now())

	entries, changed := d.joiner.Add(story, mentions)
	step := step{desk: d, story: &story, entries: entries, placed: d.place(changed)}
	change, err := step.commit(ctx)
	if err != nil {
		d.joiner.Remove(entries)
		if readout.ErrorCode(err) == readout.CodeConflict {
			return nil // this step was committed before
		}
		return err
	}
	if len(change.Deliveries)+len(change.Joined) > 0 {
		d.options.Posted()
	}
	d.options.Arrived(story, len(mentions))
	return nil
}

// step is one story on its way in. It works on copies, so that nothing is
// remembered that was not committed; what it has joined is undone if need be.
type step struct {
	desk    *Desk
	story   *readout.Story // nil while nothing arrives
	entries []*merging.Entry
	placed  []placed
	margins []readout.Margin
	posts   []post
}

// commit stores what the step leads to, and then remembers it.
func (s *step) commit(ctx context.Context) (*readout.Change, error) {
	change, err := s.change(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.desk.options.Store.Commit(ctx, change); err != nil {
		return nil, err
	}
	s.keep()
	return change, nil
}

// change puts together what is to be committed.
func (s *step) change(ctx context.Context) (*readout.Change, error) {
	change := &readout.Change{Story: s.story}
	for _, p := range s.placed {
		for _, e := range p.entries {
			if e.Contact == 0 || e.Contact != p.contact.ID || slices.Contains(s.entries, e) {
				change.Found = append(change.Found, readout.Found{Mention: &e.Source.Mention, Contact: p.contact})
			}
		}
		for _, id := range p.joined {
			change.Joined = append(change.Joined, readout.Joined{From: id, Into: p.contact})
		}
	}
	s.link()
	change.Margins = s.margins
	if s.story == nil {
		return change, nil
	}
	for _, p := range s.placed {
		dispatches, err := s.dispatches(ctx, p.contact)
		if err != nil {
			return nil, err
		}
		change.Deliveries = append(change.Deliveries, dispatches...)
	}
	for _, c := range s.neighbours() {
		dispatches, err := s.edited(ctx, c)
		if err != nil {
			return nil, err
		}
		change.Deliveries = append(change.Deliveries, dispatches...)
	}
	return change, nil
}

// posted returns the messages on a contact, and those that become its own because
// their contact has turned out to be this one.
func (s *step) posted(ctx context.Context, c *readout.Contact) ([]readout.Delivery, error) {
	var out []readout.Delivery
	for _, id := range s.idsOf(c) {
		more, err := s.desk.options.Store.DeliveriesOf(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("find messages of contact %d: %w", id, err)
		}
		for _, d := range more {
			if !slices.ContainsFunc(out, func(o readout.Delivery) bool { return o.ChannelID == d.ChannelID }) {
				out = append(out, d)
			}
		}
	}
	return out, nil
}

// idsOf returns the ids under which the contact has been known, its own first.
func (s *step) idsOf(c *readout.Contact) []int64 {
	for _, p := range s.placed {
		if p.contact == c && c.ID != 0 {
			return append([]int64{c.ID}, p.joined...)
		}
	}
	return nil
}

// keep remembers what was committed.
func (s *step) keep() {
	for _, e := range s.entries {
		e.Source.Story = *s.story
	}
	for _, p := range s.placed {
		for _, e := range p.entries {
			e.Contact = p.contact.ID
		}
		for _, id := range p.joined {
			s.desk.drop(id, p.contact.ID)
		}
	}
	for _, p := range s.placed {
		p.contact.Sources = merging.Assemble(merging.Sources(p.entries)).Sources
		s.desk.remember(*p.contact, p.entries)
	}
	s.keepLinks()
	for _, p := range s.posts {
		p.remember()
	}
}
