package contacts

import (
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// verbVisit reads "Sunak travels to Kyiv", "Carney to visit Xi".
func (d *Detector) verbVisit(t *text, k int, f finding, subject side, earlier []finding) (finding, bool) {
	subject = d.resolve(t, subject, k, earlier)
	if t.mutual(k) && leaders(subject.actors) > 1 {
		f.actors, f.strength = subject.actors, 0.7
		d.verbStatus(t, k, &f, subject.cues)
		return f, true
	}
	place := t.destination(k+1, false)
	if place == nil && subject.kind == subjectBeside && leaders(subject.actors) > 1 && leaders(subject.actors) == len(subject.actors) {
		f.frame, f.trip, f.actors, f.strength = frameAct, true, subject.actors, 0.6 // "Putin and Lukashenko visited the cosmodrome"
		d.verbStatus(t, k, &f, subject.cues)
		return f, true
	}
	if place == nil || len(subject.actors) == 0 || subject.kind == subjectStranger {
		return f, false
	}
	f.strength = 0.7
	if !d.meetHost(t, &f, subject.actors, place) {
		return f, false
	}
	d.nextStops(t, &f, k, subject.actors, place)
	subject.cues |= t.inverted(subject)
	f.implied = f.implied && !t.forSummit(k)
	d.verbStatus(t, k, &f, subject.cues)
	return f, true
}

// nextStops adds the hosts of the other states that a visit goes to, each with a contact
// of his own: "visits the UAE and Saudi Arabia".
func (d *Detector) nextStops(t *text, f *finding, k int, visitors []*actor, first *actor) {
	places, _ := t.listFrom(t.elementAt(first.from, k))
	if len(places) < 2 || places[0] != first || len(visitors) != 1 || !visitors[0].leader() {
		return
	}
	f.partners = 1
	for _, place := range places[1:] {
		next := finding{}
		if place.weak && !place.possessive && d.meetHost(t, &next, visitors, place) && len(next.groups) == 0 && next.implied == f.implied {
			f.actors, f.partners, f.each = append(f.actors, next.actors[len(next.actors)-1]), f.partners+1, true
		}
	}
}

// nounVisit reads "Biden's trip to Ukraine", "the king's first China visit", "a
// visit by Modi".
func (d *Detector) nounVisit(t *text, k int, f finding, earlier []finding) (finding, bool) {
	var place *actor
	start := k
	if k > 0 && t.sentence(k-1) == t.sentence(k) {
		if a := t.elements[k-1].actor; a != nil && a.weak && !a.possessive {
			place, start = a, k-1 // "Biden's Ukraine trip"
		}
	}
	if place == nil {
		place = t.destination(k+1, true)
	}
	owner, _ := t.owner(start)
	if owner.kind != subjectNone {
		start = owner.first
	}
	visitors := d.resolve(t, owner, k, earlier).actors
	if len(visitors) == 0 {
		by := d.resolve(t, t.partner(k+1, false, isBy), k, earlier)
		if visitors = by.actors; len(visitors) == 0 {
			visitors = d.resolve(t, t.nounSubject(start), start, earlier).actors
		}
	}
	if len(visitors) == 0 {
		return f, false
	}
	f.strength = 0.65
	if place == nil {
		place = &actor{}
	}
	if !d.meetHost(t, &f, visitors, place) {
		return f, false
	}
	front := start - 1
	for front > 0 && t.sentence(front-1) == t.sentence(k) && t.is(front, "possible", "potential", "planned", "expected", "upcoming", "a", "his", "her") {
		front-- // "ahead of possible Beijing trip"
	}
	aside := front >= 0 && t.sentence(front) == t.sentence(k) && (t.endsWith(front, "after") || t.endsWith(front, "before") || t.is(front, "ahead of"))
	f.implied = f.implied && !t.forSummit(k) || aside && !t.namedBeside(k, f.actors)
	d.nounStatus(t, k, start, &f)
	return f, true
}

// namedBeside reports whether the sentence of element k names the host of a visit, who comes
// last.
func (t *text) namedBeside(k int, actors []*actor) bool {
	host := actors[len(actors)-1]
	for j := range t.elements {
		if a := t.elements[j].actor; a != nil && a.state == host.state && !a.weak && t.sentence(j) == t.sentence(k) {
			return true
		}
	}
	return false
}

// forSummit reports whether a visit is said to be for a summit or talks.
func (t *text) forSummit(k int) bool {
	for j := k + 1; j+1 < len(t.elements) && j < k+7 && t.sentence(j) == t.sentence(k); j++ {
		if t.elements[j].mark != 0 {
			return false
		}
		if t.elements[j].actor != nil || !t.is(j, "for") {
			continue
		}
		for n := j + 1; n < len(t.elements) && n < j+4 && t.sentence(n) == t.sentence(k) && (t.elements[n].actor == nil || t.elements[n].actor.loose); n++ {
			if e := &t.elements[n]; e.noun == frameSummit || strings.HasSuffix(t.lower(n), "retreat") || e.noun == frameTalks && (t.ends(n) || !t.elements[n+1].is(isWith)) {
				return true
			}
		}
	}
	return false
}

// alliance reports whether somebody is said to be at a meeting of an organisation by its
// name alone: "Hegseth at NATO: allies must pay". The UN and the EU are places as well.
func (d *Detector) alliance(t *text, k int) bool {
	a := t.elements[k].actor
	if !a.weak || a.town || a.possessive || a.state == "UN" || a.state == "EU" || k == 0 || !t.is(k-1, "at") || t.sentence(k-1) != t.sentence(k) || !d.organisation(a.state) {
		return false
	}
	return k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) || t.elements[k+1].mark == ':' || t.elements[k+1].mark == ',' || t.elements[k+1].mark == '.'
}

// destination returns the state, seat or person that a visit goes to.
func (t *text) destination(k int, noun bool) *actor {
	for j := k; j < len(t.elements) && j < k+5 && t.sentence(j) == t.sentence(k-1); j++ {
		e := &t.elements[j]
		if e.actor != nil {
			if noun && j == k {
				return nil
			}
			return e.actor
		}
		if j > k && e.is(isTo) && t.elements[j-1].classes == 0 {
			return nil // "flies to Munich to stop Putin"
		}
		if noun && j == k && !e.is(isTo|isIn|isTime) {
			return nil
		}
		if e.mark != 0 || !e.is(isThe|isAdjective|isTo|isIn|isTime|isAdverb|isWith) && e.classes != 0 {
			return nil
		}
	}
	return nil
}

// meetHost makes a contact of visitors and the leader of where they go. If the
// story names the host's leader it takes him for the partner; otherwise the
// contact is only implied.
func (d *Detector) meetHost(t *text, f *finding, visitors []*actor, place *actor) bool {
	var guests []*actor
	for _, v := range visitors {
		if v.principal() && !v.weak && v.group == "" && v.state != place.state {
			guests = append(guests, v)
		}
	}
	if len(guests) == 0 {
		return false
	}
	f.actors = guests
	if !place.weak && place.principal() {
		f.actors = append(f.actors, place)
		return true
	}
	if place.aide || place.stranger {
		return false
	}
	if named := t.leaderOf(place.state); named != nil {
		f.actors = append(f.actors, named)
		return true
	}
	if place.state == "" {
		return false
	}
	if host := d.titledHost(t, f.at, place.state, guests); host != nil {
		f.actors = append(f.actors, host)
		return true
	}
	f.implied = !strings.EqualFold(t.words(place.from, place.to), "Oval Office")
	if state, ok := d.roster.State(place.state); ok && state.Kind == roster.KindOrganisation {
		f.groups = append(f.groups, d.groupOf(state.Code))
		return true
	}
	host, ok := d.roster.Executive(place.state, t.story.Published)
	if !ok {
		host = roster.Term{State: place.state, Office: readout.OfficeHead}
	}
	f.actors = append(f.actors, &actor{people: []readout.Participant{participant(host)}, state: place.state})
	return true
}

// otherHolder reports whether the story names somebody of another state who has a title.
func (d *Detector) otherHolder(t *text, title, state string) bool {
	return title != "" && slices.ContainsFunc(t.elements, func(e element) bool {
		return e.actor.leader() && e.actor.state != state && d.holds(e.actor, title, t)
	})
}

// titledHost returns the holder of an office that the story names by its title alone, where the
// state visited has such an office, no visitor holds one, and outside the sentence of the visit
// at element k nobody else: "flies to Qatar to urge emir".
func (d *Detector) titledHost(t *text, k int, state string, guests []*actor) *actor {
	for j := range t.elements {
		a := t.elements[j].actor
		if a != nil && t.sentence(j) != t.sentence(k) && d.otherHolder(t, a.title, state) {
			continue
		}
		if j > 0 && t.elements[j-1].actor == nil && t.elements[j-1].verb != noFrame && t.elements[j-1].forms&formIng != 0 {
			continue // "after meeting PM"
		}
		if a == nil || !a.loose || a.plural || a.counterpart || a.stranger || a.title == "" || len(d.offices[a.title][state]) == 0 || slices.ContainsFunc(guests, func(g *actor) bool { return !g.leader() || d.holds(g, a.title, t) }) {
			continue
		}
		if p, ok := d.holder(state, a.title, a.class, t.story.Published); ok && p.Office.Principal() {
			return holding(p, state, a.from, a.to)
		}
	}
	return nil
}

// leaderOf returns a leader of the state whom the story names.
func (t *text) leaderOf(state string) *actor {
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || a.aide || a.weak || a.stranger || a.loose || a.group != "" || !a.principal() {
			continue
		}
		if a.state == state && state != "" {
			return a
		}
	}
	return nil
}

// sayer returns who is named behind the sentence: "…, says Zelenskyy".
func (t *text) sayer(k int) []*actor {
	for j := k + 1; j+1 < len(t.elements) && t.sentence(j+1) == t.sentence(k); j++ {
		if t.elements[j].is(isReport) && t.elements[j].actor == nil && t.elements[j+1].actor != nil && t.elements[j-1].mark != 0 {
			actors, _ := t.listFrom(j + 1)
			return actors
		}
	}
	for j := k + 1; j+1 < len(t.elements) && t.sentence(j+1) == t.sentence(k); j++ {
		if last := j + 1; t.elements[j].mark == ':' && t.elements[last].actor != nil && t.sentenceEnd(last) == last+1 {
			return []*actor{t.elements[last].actor} // "Talks were good: Carney"
		}
	}
	return nil
}

// membership reports whether an actor is an organisation that states join.
func (d *Detector) membership(a *actor) bool {
	g, known := d.roster.Group(a.group)
	return !a.led && (a.weak && d.organisation(a.state) || known && g.Kind == roster.GroupOrganisation)
}

func (d *Detector) organisation(code string) bool {
	state, known := d.roster.State(code)
	return known && state.Kind == roster.KindOrganisation
}

// backdrop adds the summit of a group before which a story takes place, where
// nothing has told of that group yet: "Sunak to urge G7 support".
func (d *Detector) backdrop(t *text, found []finding) []finding {
	who := t.protagonist()
	if who == nil {
		return found
	}
	for k := range t.elements {
		a := t.elements[k].actor
		if a == nil || a.group == "" || a.aide {
			continue
		}
		at := d.convenes(t, a)
		if at < 0 || k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].actor == nil && t.elements[k-1].is(isOf) && t.sentence(at) != t.sentence(k) {
			continue // "expelled from the G20"
		}
		if told(found, a.group) {
			continue
		}
		f := finding{frame: frameAttend, at: at, dated: -1, strength: 0.5, margins: true, actors: []*actor{who, a}}
		d.nounStatus(t, at, at, &f)
		found = append(found, f)
	}
	return found
}

// convenes returns the element that tells of a summit, where the story tells that
// the group's leaders meet; -1 otherwise.
func (d *Detector) convenes(t *text, a *actor) int {
	g, known := d.roster.Group(a.group)
	if !known || g.Kind != roster.GroupForum && g.Kind != roster.GroupLoose {
		return -1
	}
	return slices.IndexFunc(t.elements, func(e element) bool { return e.actor == nil && e.noun == frameSummit })
}

// protagonist returns the first leader whom the title names, else the summary.
func (t *text) protagonist() *actor {
	for _, field := range [...]uint8{inTitle, inSummary} {
		for j := range t.elements {
			a := t.elements[j].actor
			if a == nil || t.tokens[t.elements[j].from].field != field || a.weak || a.possessive || a.group != "" || len(a.people) != 1 || !a.principal() || t.behindPreposition(j) || t.supposed(j) {
				continue
			}
			return a
		}
	}
	return nil
}

// supposed reports whether the actor at element j stands in a clause of what might be:
// "what happens if Putin says no".
func (t *text) supposed(j int) bool {
	return j > 0 && t.sentence(j-1) == t.sentence(j) && t.is(j-1, "if", "whether", "unless", "should")
}
