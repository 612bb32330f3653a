package briefings

import (
	"cmp"
	"slices"
	"time"

	"readout"
)

// Digest is what a briefing is made from.
type Digest struct {
	Title        string // "" = "Briefing"
	Since, Until time.Time
	Due          time.Time      // when it should have come, if it is late; zero = in time
	Zone         *time.Location // in which days begin and times are written; nil = UTC

	New    []Item            // contacts that were first told in the period
	Moved  []Item            // those told before, whose status or date has changed in it
	Coming []readout.Contact // those planned for a day that has not passed, or is not known
	Silent []Silence         // pairs that have not been in contact for long

	Order string // id of the button that asks for the reasons of the order; "" = no button
}

// Item is a contact in a briefing, as it stands at the end of the period.
type Item struct {
	Contact readout.Contact
	Before  readout.Contact  // as it stood at the beginning of the period; zero for what is new
	Earlier readout.Relation // the contact between its two sides before this one; zero = none is known
}

// Silence is a pair of states and the last contact that is known between them.
type Silence struct {
	A, B string // codes
	Last readout.Contact
}

// Empty reports whether nothing was told in the period.
func (d Digest) Empty() bool { return len(d.New)+len(d.Moved) == 0 }

func (d Digest) zone() *time.Location {
	if d.Zone == nil {
		return time.UTC
	}
	return d.Zone
}

// sorted puts everything in the order in which it is told.
func (d Digest) sorted() Digest {
	d.New, d.Moved, d.Coming = slices.Clone(d.New), slices.Clone(d.Moved), slices.Clone(d.Coming)
	slices.SortStableFunc(d.New, byWeight)
	slices.SortStableFunc(d.Moved, byWeight)
	slices.SortStableFunc(d.Coming, func(a, b readout.Contact) int {
		return cmp.Or(cmp.Compare(dayless(a), dayless(b)), cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	return d
}

// dayless is 1 for a contact whose day is not known, which comes last.
func dayless(c readout.Contact) int {
	if c.Date == "" {
		return 1
	}
	return 0
}

// byWeight puts what weighs most first, then the latest.
func byWeight(a, b Item) int {
	return cmp.Or(
		cmp.Compare(b.weight().total(), a.weight().total()),
		b.Contact.FirstSeen.Compare(a.Contact.FirstSeen),
		cmp.Compare(a.Contact.ID, b.Contact.ID),
	)
}

// busy is somebody in several contacts.
type busy struct {
	person   readout.Participant
	contacts []readout.Contact
}

// busyFrom is how many contacts make somebody busy.
const busyFrom = 2

// busiest returns who took part in most of the contacts that were told, most
// first. What was called off does not count.
func (d Digest) busiest() []busy {
	var all []busy
	for _, item := range slices.Concat(d.New, d.Moved) {
		if item.Contact.Status == readout.Off {
			continue
		}
		for _, p := range shown(item.Contact) {
			if p.Name == "" {
				continue
			}
			i := slices.IndexFunc(all, func(b busy) bool { return b.person.Name == p.Name && b.person.State == p.State })
			if i < 0 {
				all = append(all, busy{person: p})
				i = len(all) - 1
			}
			all[i].contacts = append(all[i].contacts, item.Contact)
		}
	}
	all = slices.DeleteFunc(all, func(b busy) bool { return len(b.contacts) < busyFrom })
	slices.SortStableFunc(all, func(a, b busy) int {
		return cmp.Or(cmp.Compare(len(b.contacts), len(a.contacts)), cmp.Compare(a.person.Name, b.person.Name))
	})
	return all
}
