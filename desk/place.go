package desk

import (
	"cmp"
	"slices"
	"time"

	"readout"
	"readout/contacts/merging"
)

// placed is a contact as a step makes it.
type placed struct {
	contact *readout.Contact // its ID is 0 when it is new
	entries []*merging.Entry
	joined  []int64 // contacts that have turned out to be this one
}

// place finds under which id each contact is kept that is not as it was. A contact
// that turns out to be two goes on as the one that has most of its stories, and
// the other is new. Two that turn out to be one go on as the older.
func (d *Desk) place(changed [][]*merging.Entry) []placed {
	ids := make([][]int64, len(changed))
	for id, heir := range heirs(changed) {
		ids[heir] = append(ids[heir], id)
	}
	var out []placed
	for i, entries := range changed {
		contact := merging.Assemble(merging.Sources(entries))
		p := placed{contact: &contact, entries: entries, joined: ids[i]}
		slices.Sort(p.joined)
		if len(p.joined) > 0 {
			contact.ID, p.joined = p.joined[0], p.joined[1:]
		}
		d.recall(&contact)
		if contact.ID == 0 {
			d.inherit(&contact, entries)
		}
		if contact.ID == 0 || len(p.joined) > 0 || !d.same(contact.ID, entries) {
			out = append(out, p)
		}
	}
	return out
}

// heirs returns for each id of a contact which of the contacts goes on under it:
// the one with most of its entries, among equals that with the first of them.
func heirs(contacts [][]*merging.Entry) map[int64]int {
	type share struct {
		heir, entries int
		first         int64
	}
	best := map[int64]share{}
	for i, entries := range contacts {
		shares := map[int64]share{}
		for _, e := range entries {
			if e.Contact != 0 {
				s := shares[e.Contact]
				shares[e.Contact] = share{i, s.entries + 1, min(cmp.Or(s.first, e.Source.Mention.ID), e.Source.Mention.ID)}
			}
		}
		for id, s := range shares {
			b, known := best[id]
			if !known || s.entries > b.entries || s.entries == b.entries && s.first < b.first {
				best[id] = s
			}
		}
	}
	out := map[int64]int{}
	for id, s := range best {
		out[id] = s.heir
	}
	return out
}

// same reports whether the contact has just these entries already.
func (d *Desk) same(id int64, entries []*merging.Entry) bool {
	return len(d.entries[id]) == len(entries) && !slices.ContainsFunc(entries, func(e *merging.Entry) bool {
		return e.Contact != id || !slices.Contains(d.entries[id], e)
	})
}

// inherit lets what splits off from a contact that somebody has said is none be
// none either, unless there is news of it.
func (d *Desk) inherit(c *readout.Contact, entries []*merging.Entry) {
	for _, e := range entries {
		from := d.find(e.Contact)
		if from == nil || !from.Rejected() {
			c.RejectedBy, c.RejectedAt = "", time.Time{}
			return
		}
		c.RejectedBy, c.RejectedAt = from.RejectedBy, from.RejectedAt
	}
}

// find returns the contact at hand with the id, nil where there is none.
func (d *Desk) find(id int64) *readout.Contact {
	if i, ok := d.at(id); ok {
		return &d.recent[i]
	}
	return nil
}

// at returns where in recent the contact is or would be.
func (d *Desk) at(id int64) (int, bool) {
	return slices.BinarySearchFunc(d.recent, id, func(c readout.Contact, id int64) int { return cmp.Compare(c.ID, id) })
}

// remember keeps a contact at hand as it is now.
func (d *Desk) remember(c readout.Contact, entries []*merging.Entry) {
	i, known := d.at(c.ID)
	if !known {
		d.recent = slices.Insert(d.recent, i, c)
	}
	d.recent[i], d.entries[c.ID] = c, entries
}

// drop forgets a contact that has turned out to be another.
func (d *Desk) drop(id, into int64) {
	if i, ok := d.at(id); ok {
		d.recent = slices.Delete(d.recent, i, i+1)
	}
	delete(d.entries, id)
	delete(d.summits, id)
	for c, summit := range d.summits {
		if summit == id {
			d.summits[c] = into
		}
	}
	for _, b := range d.bursts {
		for _, list := range [][]int64{b.filling, b.overflow} {
			for i := range list {
				if list[i] == id {
					list[i] = into
				}
			}
		}
	}
}
