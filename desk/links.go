package desk

import (
	"context"
	"slices"

	"readout"
	"readout/contacts/merging"
)

// link finds anew at the margins of which summit contacts take place: those that
// the step places, and those that one of its summits may concern.
func (s *step) link() {
	all := s.all()
	summits := slices.DeleteFunc(slices.Clone(all), func(c *readout.Contact) bool { return !merging.IsSummit(*c) })
	for _, c := range all {
		if !s.concerns(c) {
			continue
		}
		summit := merging.Summit(*c, summits, s.desk.options.Groups)
		was := s.desk.summits[c.ID]
		if summit == nil && was == 0 || summit != nil && was != 0 && summit.ID == was {
			continue
		}
		s.margins = append(s.margins, readout.Margin{Contact: c, Summit: summit})
	}
	for _, p := range s.placed {
		p.contact.Links = s.linksOf(p.contact, all)
	}
	copies := slices.Clone(s.margins)
	for i, m := range s.margins {
		if !s.places(m.Contact) {
			c := *m.Contact
			c.Links = s.linksOf(m.Contact, all)
			copies[i].Contact = &c
		}
	}
	s.margins = copies
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
			merging.AtMargins(*c, *p.contact, s.desk.options.Groups)
	})
}

// linksOf returns the links of a contact as the step leaves them.
func (s *step) linksOf(c *readout.Contact, all []*readout.Contact) []readout.Link {
	var out []readout.Link
	for _, o := range all {
		if s.summitOf(c, o) {
			out = append(out, readout.LinkTo(*o, readout.LinkSummit))
		}
	}
	for _, o := range all {
		if s.summitOf(o, c) {
			out = append(out, readout.LinkTo(*o, readout.LinkMargin))
		}
	}
	return out
}

// summitOf reports whether the step leaves a contact at the margins of a summit.
func (s *step) summitOf(c, summit *readout.Contact) bool {
	for _, m := range s.margins {
		if m.Contact == c {
			return m.Summit == summit
		}
	}
	return summit.ID != 0 && s.desk.summits[c.ID] == summit.ID
}

// relinked brings messages up to date whose contacts the step does nothing to but
// tie them to a summit.
func (s *step) relinked(ctx context.Context) ([]readout.Dispatch, error) {
	var out []readout.Dispatch
	for _, m := range s.margins {
		if s.places(m.Contact) {
			continue
		}
		posted, err := s.desk.options.Store.DeliveriesOf(ctx, m.Contact.ID)
		if err != nil {
			return nil, err
		}
		before, err := s.desk.before(ctx, *m.Contact)
		if err != nil {
			return nil, err
		}
		out = append(out, s.edits(m.Contact, posted, before)...)
	}
	return out, nil
}

// keepLinks remembers what was committed of the links.
func (s *step) keepLinks() {
	for _, m := range s.margins {
		delete(s.desk.summits, m.Contact.ID)
		if m.Summit != nil {
			s.desk.summits[m.Contact.ID] = m.Summit.ID
		}
	}
	for _, m := range s.margins {
		for _, id := range []int64{m.Contact.ID, s.desk.summits[m.Contact.ID]} {
			if c := s.desk.find(id); c != nil {
				c.Links = s.desk.linksOf(*c)
			}
		}
	}
}

// linksOf returns the links of a contact among those at hand.
func (d *Desk) linksOf(c readout.Contact) []readout.Link {
	var out []readout.Link
	if summit := d.find(d.summits[c.ID]); summit != nil {
		out = append(out, readout.LinkTo(*summit, readout.LinkSummit))
	}
	for _, o := range d.recent {
		if d.summits[o.ID] == c.ID {
			out = append(out, readout.LinkTo(o, readout.LinkMargin))
		}
	}
	return out
}
