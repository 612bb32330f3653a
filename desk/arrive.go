package desk

import (
	"context"
	"fmt"
	"slices"

	"readout"
	"readout/contacts/merging"
)

// Arrive takes the stories of a feed, oldest first. For each one that tells of
// a contact the story, its mentions, their contacts and the deliveries that
// follow are committed together; the others, nearly all, are committed in one
// go. When it returns nil all of them are safe.
func (d *Desk) Arrive(ctx context.Context, feed readout.Feed, stories []readout.Story) error {
	var quiet, telling []readout.Story
	var mentions [][]readout.Mention // of those that tell
	for _, story := range stories {
		story.FeedID, story.Source, story.Kind, story.State = feed.ID, feed.Name, feed.Kind, feed.State
		if found := d.options.Detector.Detect(story); len(found) > 0 {
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

func (d *Desk) arrive(ctx context.Context, story readout.Story, mentions []readout.Mention) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget(d.options.Now())

	step := step{desk: d, story: &story}
	for i := range mentions {
		step.place(mentions[i])
	}
	change, err := step.change(ctx)
	if err != nil {
		return err
	}
	switch err := d.options.Store.Commit(ctx, change); {
	case readout.ErrorCode(err) == readout.CodeConflict:
		return nil // this step was committed before
	case err != nil:
		return err
	}
	step.keep()
	if len(change.Deliveries) > 0 {
		d.options.Posted()
	}
	d.options.Arrived(story, len(mentions))
	return nil
}

// step is one story on its way in. It works on copies, so that nothing is
// remembered that was not committed.
type step struct {
	desk  *Desk
	story *readout.Story
	found []placed
	posts []post
}

// placed is a mention and the contact that it belongs to.
type placed struct {
	mention *readout.Mention
	contact *readout.Contact // with the mention among its sources
	index   int              // in desk.recent; -1 = new
}

// place finds the mention's contact among those known and those that this
// story has brought already, and puts it together anew.
func (s *step) place(m readout.Mention) {
	mention := &m
	known := s.candidates()
	at := merging.Find(m, *s.story, known)
	source := readout.Source{Mention: m, Story: *s.story}
	if at < 0 {
		contact := merging.Assemble([]readout.Source{source})
		s.found = append(s.found, placed{mention, &contact, -1})
		return
	}
	before := known[at]
	contact := merging.Assemble(append(slices.Clone(before.Sources), source))
	contact.ID = before.ID
	for i, p := range s.found {
		if at >= len(s.desk.recent) && at-len(s.desk.recent) == i || p.index == at {
			*p.contact = contact // a second mention of one contact
			s.found = append(s.found, placed{mention, p.contact, p.index})
			return
		}
	}
	s.found = append(s.found, placed{mention, &contact, at})
}

// candidates returns the known contacts, as this story has altered them so
// far, followed by one entry for each mention placed.
func (s *step) candidates() []readout.Contact {
	out := slices.Clone(s.desk.recent)
	for _, p := range s.found {
		if p.index >= 0 {
			out[p.index] = *p.contact
		}
	}
	for _, p := range s.found {
		out = append(out, *p.contact)
	}
	return out
}

func (s *step) change(ctx context.Context) (*readout.Change, error) {
	change := &readout.Change{Story: s.story}
	var seen []*readout.Contact
	for _, p := range s.found {
		change.Found = append(change.Found, readout.Found{Mention: p.mention, Contact: p.contact})
		if slices.Contains(seen, p.contact) {
			continue
		}
		seen = append(seen, p.contact)
		dispatches, err := s.dispatches(ctx, p.contact)
		if err != nil {
			return nil, err
		}
		change.Deliveries = append(change.Deliveries, dispatches...)
	}
	return change, nil
}

// keep remembers what was committed.
func (s *step) keep() {
	for _, p := range s.found {
		for i := range p.contact.Sources {
			if p.contact.Sources[i].Story.Key == s.story.Key && p.contact.Sources[i].Story.FeedID == s.story.FeedID {
				p.contact.Sources[i].Story = *s.story
			}
		}
	}
	for i, p := range s.found {
		again := slices.ContainsFunc(s.found[:i], func(o placed) bool { return o.contact == p.contact })
		switch {
		case again:
		case p.index >= 0:
			s.desk.recent[p.index] = *p.contact
		default:
			s.desk.recent = append(s.desk.recent, *p.contact)
		}
	}
	for _, p := range s.posts {
		p.remember()
	}
}
