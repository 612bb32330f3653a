package desk

import (
	"context"
	"fmt"
	"slices"

	"readout"
	"readout/contacts/merging"
)

// link finds anew at the margins of which summit contacts take place: those that
// the step places, and those that one of its summits may concern. A summit of so
// long ago that it is not at hand any more keeps what is linked to it.
func (s *step) link() {
	all := s.all()
	summits := slices.DeleteFunc(slices.Clone(all), func(c *readout.Contact) bool { return !merging.IsSummit(*c) })
	for _, c := range all {
		if !s.concerns(c) {
			continue
		}
		summit := merging.Summit(*c, summits)
		was := s.desk.summits[c.ID]
		if summit == nil && s.desk.find(was) == nil || summit != nil && was != 0 && summit.ID == was {
			continue
		}
		s.margins = append(s.margins, readout.Margin{Contact: s.still(c), Summit: s.still(summit)})
	}
}

// neighbours returns the contacts that the step does not place but whose messages may
// say something else of summits after it.
func (s *step) neighbours() []*readout.Contact {
	var ids []int64
	for _, m := range s.margins {
		ids = append(ids, m.Contact.ID, s.desk.summits[m.Contact.ID])
		if m.Summit != nil {
			ids = append(ids, m.Summit.ID)
		}
	}
	for _, p := range s.placed {
		for _, id := range append([]int64{p.contact.ID}, p.joined...) {
			ids = append(ids, s.desk.summits[id])
		}
	}
	slices.Sort(ids)
	if len(ids) == 0 || ids[len(ids)-1] == 0 {
		return nil
	}
	var out []*readout.Contact
	for _, c := range s.all() {
		if _, found := slices.BinarySearch(ids, c.ID); found && !s.places(c) {
			out = append(out, c)
		}
	}
	return out
}

// edited brings the messages on a contact up to date to which the step does nothing else.
func (s *step) edited(ctx context.Context, c *readout.Contact) ([]readout.Dispatch, error) {
	posted, err := s.desk.options.Store.DeliveriesOf(ctx, c.ID)
	if err != nil {
		return nil, fmt.Errorf("find messages of contact %d: %w", c.ID, err)
	}
	if len(posted) == 0 {
		return nil, nil
	}
	before, err := s.desk.before(ctx, *c)
	if err != nil {
		return nil, err
	}
	return s.edits(c, posted, before), nil
}

// still returns a contact that stays as it is while the step is kept: those at
// hand move when others are dropped.
func (s *step) still(c *readout.Contact) *readout.Contact {
	if c == nil || s.places(c) {
		return c
	}
	kept := *c
	return &kept
}

// all returns the contacts at hand as the step leaves them.
func (s *step) all() []*readout.Contact {
	var out []*readout.Contact
	gone := map[int64]bool{}
	for _, p := range s.placed {
		out = append(out, p.contact)
		gone[p.contact.ID] = true
		for _, id := range p.joined {
			gone[id] = true
		}
	}
	for i := range s.desk.recent {
		if c := &s.desk.recent[i]; !gone[c.ID] {
			out = append(out, c)
		}
	}
	return out
}

func (s *step) places(c *readout.Contact) bool {
	return slices.ContainsFunc(s.placed, func(p placed) bool { return p.contact == c })
}

// concerns reports whether the step may change the summit of a contact.
func (s *step) concerns(c *readout.Contact) bool {
	was := s.desk.summits[c.ID]
	return slices.ContainsFunc(s.placed, func(p placed) bool {
		return p.contact == c || was != 0 && (p.contact.ID == was || slices.Contains(p.joined, was)) ||
			merging.AtMargins(*c, *p.contact)
	})
}

// keepLinks remembers what was committed of the links.
func (s *step) keepLinks() {
	for _, m := range s.margins {
		delete(s.desk.summits, m.Contact.ID)
		if m.Summit != nil {
			s.desk.summits[m.Contact.ID] = m.Summit.ID
		}
	}
}

// linked returns the contacts at hand, each with the summit at whose margins it takes
// place.
func (d *Desk) linked() []readout.Contact {
	out := slices.Clone(d.recent)
	for i := range out {
		out[i].Links = nil
		if summit := d.find(d.summits[out[i].ID]); summit != nil && !summit.Rejected() {
			out[i].Links = []readout.Link{readout.LinkTo(*summit, readout.LinkSummit)}
		}
	}
	return out
}
