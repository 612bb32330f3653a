// Package merging decides which mentions tell of one contact, and puts the
// contact together from them. What it says depends on the set of mentions
// only, not on the order in which they come.
package merging

import (
	"cmp"
	"container/heap"
	"slices"

	"readout"
)

// Entry is a mention on its way into a contact.
type Entry struct {
	Source  readout.Source
	Contact int64 // what the caller keeps it under; 0 = nothing yet. It has no say in what is joined.

	claim
	number   int      // in the order of arrival; tells apart what nothing else does
	siblings []*Entry // the mentions of its story
	lead     *Entry   // whose contact it tells of: itself where none that tells more fits
	members  []*Entry // of a lead: all that follow it, and itself
}

// Joiner joins mentions into contacts. Those that tell most come first: each
// mention follows the one before it that fits it best, if that follows none
// itself; where none fits it leads a contact of its own. So a contact has one
// lead, which everybody in it agrees with, and what is joined is a function of
// the set of mentions. One that is added or removed is worked into that function
// at once, which touches its neighbours only.
//
// A Joiner may be used by one goroutine at a time.
type Joiner struct {
	groups readout.Groups // who belongs to a group that meets

	followers map[string][]*Entry // everybody, by what they follow under
	leads     map[string][]*Entry // those that lead, by what they lead under
	count     int                 // of entries that were ever added
}

// New returns a Joiner of nothing yet.
func New(groups readout.Groups) *Joiner {
	return &Joiner{groups: groups, followers: map[string][]*Entry{}, leads: map[string][]*Entry{}}
}

// Add takes in all that a story tells. It returns the story's mentions as
// entries, and the contacts that are not as they were, each as the entries that
// it has now.
func (j *Joiner) Add(s readout.Story, mentions []readout.Mention) (story []*Entry, changed [][]*Entry) {
	for _, m := range mentions {
		source := readout.Source{Mention: m, Story: s}
		story = append(story, &Entry{Source: source, claim: claimOf(source, j.groups)})
	}
	for _, e := range story {
		e.siblings = story
		j.count++
		e.number = j.count
	}
	return story, j.enter(story)
}

// enter works entries into what is joined.
func (j *Joiner) enter(entries []*Entry) [][]*Entry {
	for _, e := range entries {
		for _, key := range e.lookUp {
			j.followers[key] = append(j.followers[key], e)
		}
	}
	return j.settle(entries)
}

// Restore puts back all entries of a story that were removed.
func (j *Joiner) Restore(entries []*Entry) { j.enter(entries) }

// Replace removes what a story has told and takes in what it tells now. It
// returns what Add returns.
func (j *Joiner) Replace(before []*Entry, s readout.Story, mentions []readout.Mention) (story []*Entry, changed [][]*Entry) {
	left := j.Remove(before)
	story, changed = j.Add(s, mentions)
	var leads []*Entry
	for _, members := range append(left, changed...) {
		for _, e := range members {
			leads = append(leads, e.lead)
		}
	}
	return story, contactsOf(leads)
}

// Remove takes entries out again. It returns the contacts that are left and not
// as they were.
func (j *Joiner) Remove(entries []*Entry) [][]*Entry {
	for _, e := range entries {
		for _, key := range e.lookUp {
			j.followers[key] = without(j.followers[key], e)
		}
	}
	var left, leads []*Entry
	for _, e := range entries {
		if e.lead != e && e.lead != nil {
			leads = append(leads, e.lead)
		}
		left = append(left, j.leave(e)...)
	}
	for _, members := range j.settle(slices.DeleteFunc(left, func(e *Entry) bool { return slices.Contains(entries, e) })) {
		leads = append(leads, members[0].lead)
	}
	return contactsOf(leads)
}

// settle finds anew whom the entries follow, and with them all whose answer
// depends on theirs. Answers depend only on entries that come before, so that
// in their order each is asked for once.
func (j *Joiner) settle(entries []*Entry) [][]*Entry {
	open := newQueue(entries)
	var touched []*Entry
	for open.Len() > 0 {
		e := open.next()
		before, now := e.lead, j.leadOf(e)
		if now == before {
			continue
		}
		if touched = append(touched, now); before != nil {
			touched = append(touched, before)
		}
		open.add(j.leave(e)...)
		e.lead = now
		now.members = append(now.members, e)
		if now == e {
			open.add(j.lead(e)...)
		}
	}
	return contactsOf(touched)
}

// Sources returns what entries were made of.
func Sources(entries []*Entry) []readout.Source {
	out := make([]readout.Source, len(entries))
	for i, e := range entries {
		out[i] = e.Source
	}
	return out
}

// Contacts returns entries that were added by the contacts that they belong to,
// those first that were published first.
func Contacts(entries []*Entry) [][]*Entry {
	var leads []*Entry
	for _, e := range entries {
		leads = append(leads, e.lead)
	}
	out := contactsOf(leads)
	for _, members := range out {
		slices.SortFunc(members, (*Entry).older)
	}
	slices.SortFunc(out, func(a, b []*Entry) int { return a[0].older(b[0]) })
	return out
}

// contactsOf returns the members of those that lead, each once.
func contactsOf(leads []*Entry) [][]*Entry {
	var out [][]*Entry
	seen := map[*Entry]bool{}
	for _, e := range leads {
		if e.lead == e && !seen[e] {
			seen[e] = true
			out = append(out, slices.Clone(e.members))
		}
	}
	return out
}

// leadOf returns the lead that the entry follows: of those that come before it
// the one that fits best, itself where none does.
func (j *Joiner) leadOf(e *Entry) *Entry {
	best, bestMatch := e, match{}
	for _, key := range e.lookUp {
		for _, lead := range j.leads[key] {
			if lead == e || !lead.before(e) || e.contradicts(lead) {
				continue
			}
			m, ok := fits(lead.claim, e.claim)
			if ok && (best == e || cmp.Or(m.compare(bestMatch), lead.compare(best)) < 0) {
				best, bestMatch = lead, m
			}
		}
	}
	return best
}

// contradicts reports whether the story tells of the lead's contact already, with
// others, or as held where this one is still to come: then it tells of two.
func (e *Entry) contradicts(lead *Entry) bool {
	return slices.ContainsFunc(e.siblings, func(s *Entry) bool {
		return s.lead == lead && s.before(e) && (s.held != e.held || !slices.Equal(s.sides, e.sides) || !peopleAgree(e.people, s.people))
	})
}

// lead enters one that leads from now on, and returns those that may follow it.
func (j *Joiner) lead(e *Entry) []*Entry {
	var out []*Entry
	for _, key := range e.keys {
		j.leads[key] = append(j.leads[key], e)
		for _, other := range j.followers[key] {
			if other.lead == nil || !e.before(other) {
				continue
			}
			if _, ok := fits(e.claim, other.claim); ok {
				out = append(out, other)
			}
		}
	}
	return out
}

// leave takes an entry out of its contact, and returns those that depended on
// it.
func (j *Joiner) leave(e *Entry) []*Entry {
	if e.lead == nil {
		return nil
	}
	var left []*Entry
	e.lead.members = without(e.lead.members, e)
	if e.lead == e {
		left, e.members = e.members, nil
		for _, key := range e.keys {
			j.leads[key] = without(j.leads[key], e)
		}
	}
	for _, s := range e.siblings {
		if e.before(s) && s.lead != nil {
			left = append(left, s)
		}
	}
	e.lead = nil
	return left
}

func without(list []*Entry, e *Entry) []*Entry {
	if i := slices.Index(list, e); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

func (e *Entry) before(o *Entry) bool { return e.compare(o) < 0 }

// compare orders entries: those that tell more first.
func (e *Entry) compare(o *Entry) int {
	if c := e.claim.compare(o.claim); c != 0 {
		return c
	}
	return e.older(o)
}

// older orders entries by publication.
func (e *Entry) older(o *Entry) int {
	return cmp.Or(order(e.Source, o.Source), cmp.Compare(e.number, o.number))
}

// queue holds entries that are to be asked, those that come before first.
type queue struct {
	entries []*Entry
	waiting map[*Entry]bool
}

func newQueue(entries []*Entry) *queue {
	q := &queue{waiting: map[*Entry]bool{}}
	q.add(entries...)
	return q
}

func (q *queue) add(entries ...*Entry) {
	for _, e := range entries {
		if !q.waiting[e] {
			q.waiting[e] = true
			heap.Push(q, e)
		}
	}
}

func (q *queue) next() *Entry {
	e := heap.Pop(q).(*Entry)
	delete(q.waiting, e)
	return e
}

// Len, Less, Swap, Push and Pop are for container/heap.
func (q *queue) Len() int           { return len(q.entries) }
func (q *queue) Less(a, b int) bool { return q.entries[a].before(q.entries[b]) }
func (q *queue) Swap(a, b int)      { q.entries[a], q.entries[b] = q.entries[b], q.entries[a] }
func (q *queue) Push(e any)         { q.entries = append(q.entries, e.(*Entry)) }

// Pop takes the last one out.
func (q *queue) Pop() any {
	last := q.entries[len(q.entries)-1]
	q.entries = q.entries[:len(q.entries)-1]
	return last
}
