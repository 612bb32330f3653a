package desk

import (
	"context"
	"slices"

	"readout"
	"readout/contacts/merging"
)

// retell takes in a known story as its feed tells it now. Its mentions say what
// the new words say, and so do the contacts and messages that follow from them;
// a contact that is told only now is posted. Words that leave out what was told
// are not taken over: that a headline has grown shorter does not undo a call.
func (d *Desk) retell(ctx context.Context, story readout.Story) error {
	found := d.read(story)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget(d.options.Now())

	before := d.told(story.ID)
	mentions, all := renew(before, found)
	if !all {
		kept := before[0].Source.Story
		kept.AltKeys = story.AltKeys
		return gone(d.options.Store.Commit(ctx, &readout.Change{Story: &kept}))
	}
	entries, changed := d.joiner.Replace(before, story, mentions)
	for _, e := range entries {
		e.Contact = e.Source.Mention.ContactID
	}
	step := step{desk: d, story: &story, entries: entries, placed: d.place(changed)}
	change, err := step.commit(ctx)
	if err != nil {
		d.joiner.Remove(entries)
		d.joiner.Restore(before)
		return gone(err)
	}
	if len(change.Deliveries)+len(change.Joined) > 0 {
		d.options.Posted()
	}
	return nil
}

// gone takes it for no error that a story was pruned meanwhile.
func gone(err error) error {
	if readout.ErrorCode(err) == readout.CodeNotFound {
		return nil
	}
	return err
}

// told returns what the story has told of contacts at hand.
func (d *Desk) told(story int64) []*merging.Entry {
	var out []*merging.Entry
	for _, c := range d.recent {
		for _, e := range d.entries[c.ID] {
			if e.Source.Story.ID == story {
				out = append(out, e)
			}
		}
	}
	return out
}

// renew gives mentions the identities of those before that name the same states,
// and reports whether none of these is left out.
func renew(before []*merging.Entry, found []readout.Mention) (mentions []readout.Mention, all bool) {
	mentions = slices.Clone(found)
	for _, e := range before {
		i := slices.IndexFunc(mentions, func(m readout.Mention) bool {
			return m.ID == 0 && slices.Equal(readout.StatesOf(m.Participants), readout.StatesOf(e.Source.Mention.Participants))
		})
		if i < 0 {
			return nil, false
		}
		known := e.Source.Mention
		mentions[i].ID, mentions[i].StoryID, mentions[i].ContactID = known.ID, known.StoryID, e.Contact
	}
	return mentions, true
}
