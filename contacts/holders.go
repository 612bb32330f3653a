package contacts

import (
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// meetHolders notes the people whom the text means by their office alone, so that
// their surnames are understood: "Austin meets Netanyahu", and below it "the US
// defense secretary". It reports whether there is any whose surname was not.
func (d *Detector) meetHolders(t *text) bool {
	again := false
	for i := range t.elements {
		a := t.elements[i].actor
		if a == nil || !a.stranger || t.elements[i].phrase == nil {
			continue
		}
		for _, n := range t.elements[i].phrase.names {
			if n.kind != namePerson || !n.surname || t.known[n.person] {
				continue
			}
			for j := range t.elements {
				b := t.elements[j].actor
				if b != nil && (b.title != "" && len(b.people) == 1 && b.people[0].Office.Principal() && b.people[0].Name == n.person.name || d.mayHold(t, n.person, b) || t.colleagues(n.person, b) || t.standsAlone(i) && d.rules(t, n.person, b)) || j == i && t.standsAlone(i) && d.metBy(t, n.person, i) {
					t.known[n.person] = true
					again = true
				}
			}
		}
	}
	return again
}

// mayHold reports whether a title without a state can mean a person: "Salam in Damascus",
// and below it "the prime minister".
func (d *Detector) mayHold(t *text, who *person, b *actor) bool {
	if b.title == "" || !b.loose || b.plural || b.stranger || b.counterpart || t.words(b.from, b.from+1) != "The" && t.words(b.from, b.from+1) != "the" {
		return false
	}
	term, held := who.term(t.story.Published, "", "")
	if !held || !term.Office.Principal() {
		return false
	}
	return slices.ContainsFunc(d.offices[b.title][term.State], func(o roster.Office) bool {
		holder, ok := d.roster.Holder(term.State, o.Key, t.story.Published)
		return ok && holder.Leader == who.name
	})
}

// colleagues reports whether somebody is a minister of the kind that the text speaks of
// without a name: "the defence minister is to see Austin".
func (t *text) colleagues(who *person, b *actor) bool {
	if b == nil || !b.loose || b.plural || b.class != readout.OfficeForeign && b.class != readout.OfficeDefence {
		return false
	}
	term, holds := who.term(t.story.Published, "", b.class)
	return holds && term.Office == b.class
}

// rules reports whether a person is at the head of the state or organisation that the
// text names elsewhere, so that a surname is enough: "EU leaders", and "Costa".
func (d *Detector) rules(t *text, who *person, b *actor) bool {
	if !b.weak && b.group == "" {
		return false
	}
	term, held := who.term(t.story.Published, "", readout.OfficeHead)
	if !held || term.State == "" || term.State != b.state && (b.group == "" || !d.organisation(term.State) || d.groupOf(term.State) != b.group && !strings.HasPrefix(b.group, term.State+" ")) {
		return false
	}
	if d.organisation(term.State) {
		return term.Office == readout.OfficeHead
	}
	first, ok := d.roster.Executive(term.State, t.story.Published)
	return ok && first.Leader == who.name
}

// metBy reports whether a leader of another state is met by whoever is named at element i,
// so that the common surname of a leader is enough: "Cooper meets Wadephul".
func (d *Detector) metBy(t *text, who *person, i int) bool {
	term, held := who.term(t.story.Published, "", "")
	if !held || !term.Office.Principal() || t.otherwiseCalled(i) {
		return false
	}
	if t.besideColleague(term, i) {
		return true
	}
	for _, step := range [...]int{1, -1} {
		told := false
		for j := i + step; j >= 0 && j < len(t.elements) && (j-i)*step < 7 && t.sentence(j) == t.sentence(i); j += step {
			e := &t.elements[j]
			if e.actor != nil {
				if told && e.actor.leader() && !e.actor.possessive && e.actor.state != term.State {
					return true
				}
				break
			}
			if e.mark != 0 || e.is(isClause|isPlain|isReport|isNot) && !e.is(isIn) {
				break
			}
			told = told || t.tellsOfMeeting(j)
		}
	}
	return false
}

// besideColleague reports whether a minister of the same kind of another state is named
// beside element i: "Austin, Gallant confer", "Gallant tells Austin".
func (t *text) besideColleague(term roster.Term, i int) bool {
	if term.Office == readout.OfficeHead || i > 0 && t.sentence(i-1) == t.sentence(i) && t.elements[i-1].actor == nil && t.elements[i-1].is(isIn) && !t.elements[i-1].is(isClause) {
		return false // "in Austin"
	}
	for _, step := range [...]int{1, -1} {
		for j := i + step; j >= 0 && j < len(t.elements) && (j-i)*step < 4 && t.sentence(j) == t.sentence(i); j += step {
			e := &t.elements[j]
			if e.actor != nil {
				if e.actor.leader() && e.actor.people[0].Office == term.Office && e.actor.state != term.State {
					return true
				}
				break
			}
			if e.mark != 0 && e.mark != ',' || e.verb == frameVisit || e.is(isClause) && !e.is(isIn) {
				break
			}
		}
	}
	return false
}

// otherwiseCalled reports whether the text gives the name at element i to somebody with
// another given name: "Bradley Cooper".
func (t *text) otherwiseCalled(i int) bool {
	for j := 1; j < len(t.elements); j++ {
		if e := &t.elements[j]; e.phrase == t.elements[i].phrase && t.elements[j-1].unknown && t.sentence(j-1) == t.sentence(j) && (t.capitalsTell(t.elements[j-1].from) || t.begins(j-1)) {
			return true
		}
	}
	return false
}

// tellsOfMeeting reports whether element k is a word for nothing but meetings and calls.
func (t *text) tellsOfMeeting(k int) bool {
	e := &t.elements[k]
	switch e.verb {
	case frameMeet:
		return !t.sight(k)
	case frameHost, frameSpeak:
		return true
	}
	switch e.noun {
	case frameMeet, frameTalks, framePhone, frameVideo:
		return !t.endsWith(k, "with") && !t.is(k, "hour", "hours", "minutes", "evening", "afternoon")
	}
	return false
}

// meet notes the people named in full, so that their surnames are understood.
func (t *text) meet() {
	for i := range t.elements {
		e := &t.elements[i]
		if e.phrase == nil {
			continue
		}
		for k := range e.phrase.names {
			n := &e.phrase.names[k]
			if n.kind == namePerson && !n.surname && t.nameFits(n, e.from, e.to) {
				t.known[n.person] = true
			}
		}
	}
}
