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
	if with := t.companions(k); len(subject.actors) == 1 && subject.actors[0].leader() && len(with) > 0 {
		f.actors, f.strength = append(slices.Clone(subject.actors), with...), 0.7
		if several(f.actors) {
			d.verbStatus(t, k, &f, subject.cues)
			return f, true
		}
		f.actors = nil
	}
	place := t.destination(k+1, false)
	if place == nil && subject.kind == subjectBeside && leaders(subject.actors) > 1 && leaders(subject.actors) == len(subject.actors) {
		f.frame, f.actors, f.strength = frameAct, subject.actors, 0.6 // "Putin and Lukashenko visited the cosmodrome"
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
		if place.weak && !place.possessive && d.meetHost(t, &next, visitors, place) && len(next.groups) == 0 {
			f.actors, f.partners, f.each = append(f.actors, next.actors[len(next.actors)-1]), f.partners+1, true
		}
	}
}

// companions returns the leaders with whom somebody visits a place: "visited a hospital
// with Zelensky". A place abroad is gone to for other reasons.
func (t *text) companions(k int) []*actor {
	for j := k + 1; j+1 < len(t.elements) && j < k+7 && t.sentence(j+1) == t.sentence(k); j++ {
		e := &t.elements[j]
		switch {
		case e.actor == nil && e.is(isWith):
			if list, _ := t.listFrom(j + 1); t.elements[j+1].actor != nil && leaders(list) == len(list) && !list[0].possessive {
				return list
			}
			return nil
		case e.mark != 0, e.verb != noFrame, e.noun != noFrame, e.is(isTo|isClause|isOf|isAnd) && e.actor == nil && !t.is(j, "of"), e.actor != nil && !e.actor.weak:
			return nil
		}
	}
	return nil
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
	owner, possessive := t.owner(start)
	if len(owner.actors) > 0 && owner.actors[0].weak {
		if place == nil && !possessive {
			place = owner.actors[0]
		}
		start, owner = owner.first, side{first: owner.first}
	}
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
	f.implied = f.implied && !t.forSummit(k)
	d.nounStatus(t, k, start, &f)
	return f, true
}

// forSummit reports whether a visit is said to be for a summit.
func (t *text) forSummit(k int) bool {
	for j := k + 1; j+1 < len(t.elements) && j < k+7 && t.sentence(j) == t.sentence(k); j++ {
		if t.elements[j].mark != 0 {
			return false
		}
		if t.elements[j].actor != nil || !t.is(j, "for") {
			continue
		}
		for n := j + 1; n < len(t.elements) && n < j+4 && t.sentence(n) == t.sentence(k) && t.elements[n].actor == nil; n++ {
			if t.elements[n].noun == frameSummit {
				return true
			}
		}
	}
	return false
}

// presence reads "at the G7": leaders who are there with a group.
func (d *Detector) presence(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: frameAttend, at: k, dated: -1, strength: 0.6}
	there := e.actor
	if there.weak {
		there = &actor{group: d.groupOf(there.state), from: there.from, to: there.to}
	}
	g, known := d.roster.Group(there.group)
	if !known || g.Kind != roster.GroupForum && there == e.actor || k == 0 || t.sentence(k-1) != t.sentence(k) {
		return f, false
	}
	before := &t.elements[k-1]
	if people := d.attending(t, k-1, earlier); k+1 < len(t.elements) && t.is(k+1, "debut") && len(people) > 0 && g.Kind == roster.GroupForum {
		f.actors = append(people, there)
		d.nounStatus(t, k, k-1, &f)
		return f, true // "makes G7 debut"
	}
	to := before.is(isTo) && t.words(e.from, e.to) != e.actor.group // "an appeal to G7 leaders"
	came := t.is(k-1, "for") && there == e.actor && t.cameFor(k)    // "arrives in Canada for the G7"
	if before.actor != nil || !before.is(isIn) && !to && !came || k+1 < len(t.elements) && t.elements[k+1].noun != noFrame {
		return f, false
	}
	people := d.attending(t, k-1, earlier)
	if len(people) == 0 {
		return f, false
	}
	f.actors = append(people, there)
	f.margins = true
	start := k - 1
	if came {
		start = k
	}
	d.nounStatus(t, k, start, &f)
	return f, true
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
	f.implied = true
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

// attending returns the leaders in front of the summit of a group.
func (d *Detector) attending(t *text, k int, earlier []finding) []*actor {
	subject := t.nounSubject(k)
	if k > 1 && t.is(k-1, "attendance", "presence", "participation", "appearance", "debut", "no-show", "absence") {
		if owner, _ := t.owner(k - 1); owner.kind != subjectNone {
			subject = owner // "Carney's debut at the G7"
		} else {
			subject = t.nounSubject(k - 1) // "makes surprise appearance at the G7"
		}
	}
	s := d.resolve(t, subject, k, earlier)
	if s.kind == subjectStranger {
		return nil
	}
	if len(s.actors) > 0 && !slices.ContainsFunc(s.actors, func(a *actor) bool { return !a.loose }) {
		s = d.resolve(t, t.farSubject(k, side{first: k}), k, earlier) // "Xi welcomes leaders to the SCO summit"
	}
	if len(s.actors) == 0 {
		s.actors = t.sayer(k)
	}
	if len(s.actors) == 1 && s.actors[0].weak {
		s = d.resolve(t, t.farSubject(k, side{first: k}), k, earlier) // "Sunak to condemn Russia at the G20"
	}
	return slices.DeleteFunc(slices.Clone(s.actors), func(a *actor) bool { return !a.principal() || a.weak })
}

// sayer returns who is named behind the sentence: "…, says Zelenskyy", "…, Trump says".
func (t *text) sayer(k int) []*actor {
	for j := k + 1; j+1 < len(t.elements) && t.sentence(j+1) == t.sentence(k); j++ {
		if j+1 == t.sentenceEnd(k)-1 && t.elements[j].actor != nil && t.says(&t.elements[j+1]) && t.elements[j-1].mark != 0 {
			return []*actor{t.elements[j].actor}
		}
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

// attend reads "Zelensky attends the G7", "a ceremony attended by Rabuka".
func (d *Detector) attend(t *text, k int, f finding, subject side, passive bool, earlier []finding) (finding, bool) {
	if k > 0 && t.is(k, "chairs") && t.is(k-1, "who") {
		return f, false // "Sall, who chairs the African Union"
	}
	if passive || !t.ends(k) && t.elements[k+1].is(isBy) {
		by := d.resolve(t, t.partner(k+1, false, isBy), k, earlier)
		if i := t.attended(k, earlier); i >= 0 {
			earlier[i].actors = append(slices.Clone(earlier[i].actors), by.actors...)
			return f, false
		}
		s := d.resolve(t, t.farSubject(k, side{first: k}), k, earlier)
		f.actors, f.strength = append(append(f.actors, s.actors...), by.actors...), 0.6
		if !f.hedge(t.before(k) & (isWill | isPlan | isMay | isNot)) { // "to be joined by"
			f.set(readout.Held, "told as a fact")
		}
		return f, len(by.actors) > 0 && len(s.actors) > 0
	}
	subject = d.resolve(t, subject, k, earlier)
	if subject.kind == subjectStranger || !slices.ContainsFunc(subject.actors, (*actor).principal) {
		return f, false
	}
	if others := d.resolve(t, t.partner(k+1, t.joins(k) || t.leadersAt(k+1), isWith), k, earlier, subject.actors...); len(others.actors) > 0 && leaders(others.actors) > 0 && !t.separatedByComma(k, others.first) {
		f.actors, f.strength = append(append(f.actors, subject.actors...), others.actors...), 0.65
		if at := t.joinedCall(k, others.first); at >= 0 {
			f.frame, f.at = t.elements[at].noun, at
		}
		d.verbStatus(t, k, &f, subject.cues|t.elements[k].classes&isNot)
		return f, several(f.actors)
	}
	if i := t.joinsIn(k, earlier); i >= 0 {
		earlier[i].actors = append(slices.Clone(earlier[i].actors), subject.actors...)
		return f, false
	}
	if host := t.leftHost(k); host != nil {
		f.frame, f.actors, f.strength = frameMeet, append(append(f.actors, subject.actors...), host), 0.55
		d.verbStatus(t, k, &f, subject.cues|t.elements[k].classes&isNot)
		return f, f.status == readout.Held && several(f.actors)
	}
	if g := d.stayedAway(t, k); g != nil {
		f.actors, f.strength = append(append(f.actors, subject.actors...), g), 0.6
		f.set(readout.Off, "somebody stays away")
		return f, true
	}
	for j := k + 1; j < len(t.elements) && j < k+6 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.actor == nil && (e.mark != 0 || e.is(isClause|isReport|isAbout|isWith|isAfter|isBefore)) {
			break
		}
		if a := e.actor; a != nil && a.weak && j+1 < len(t.elements) && t.elements[j+1].unknown && t.sentence(j+1) == t.sentence(k) {
			break // "a FIFA World Cup ceremony"
		}
		if a := e.actor; a != nil && (a.weak && d.organisation(a.state) || d.assembly(a.group)) && t.is(k, "address", "addresses", "addressed", "addressing") {
			return f, false // a speech
		}
		if a := e.actor; a != nil && t.joins(k) && d.membership(a) && (t.ends(j) || t.elements[j+1].noun == noFrame) {
			return f, false // "gives green light to Finland joining NATO"
		}
		if a := e.actor; a != nil && !a.possessive && (a.group != "" || a.weak && d.organisation(a.state)) {
			f.actors, f.strength = append(append(f.actors, subject.actors...), a), 0.75
			d.verbStatus(t, k, &f, subject.cues|t.elements[k].classes&isNot)
			return f, true
		}
	}
	if leaders(subject.actors) > 1 { // "Zelenskyy and Macron took part in the ceremony"
		f.actors, f.strength = subject.actors, 0.55
		d.verbStatus(t, k, &f, subject.cues|t.elements[k].classes&isNot)
		return f, f.status == readout.Held && t.elements[k].classes&isNot == 0 && t.oneEvent(k)
	}
	return f, false
}

// stayedAway returns the group whose gathering somebody skips who is said to skip the
// town where it is: "to skip Jakarta", and below it "ASEAN"; nil for none.
func (d *Detector) stayedAway(t *text, k int) *actor {
	if !t.elements[k].is(isNot) || k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return nil
	}
	if place := t.elements[k+1].actor; place == nil && !t.named(k+1) || place != nil && !(place.town && !place.possessive && !d.organisation(place.state)) {
		return nil
	}
	if next := k + 2; next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.elements[next].mark == 0 && !t.elements[next].is(isTo|isAfter|isBefore|isTime|isClause|isIn|isAbout|isAnd|isWith) {
		return nil // "skips Bali dinner"
	}
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || a.aide {
			continue
		}
		if a.weak && !a.town && d.organisation(a.state) {
			return &actor{group: d.groupOf(a.state), plural: true, from: a.from, to: a.to}
		}
		if g, known := d.roster.Group(a.group); known && (g.Kind == roster.GroupForum || g.Kind == roster.GroupOrganisation) {
			return a
		}
	}
	return nil
}

// joinedCall returns the call that stands between the verb at element k and those whom
// one joins on it: "joins call with Starmer"; -1 for none.
func (t *text) joinedCall(k, end int) int {
	for j := k + 1; j < end && j < k+6; j++ {
		if t.elements[j].actor == nil && (t.elements[j].noun == framePhone || t.elements[j].noun == frameVideo) {
			return j
		}
	}
	return -1
}

// attended returns which of the findings is what the verb at element k says that others
// took part in: "in a call joined by Trump"; -1 for none.
func (t *text) attended(k int, found []finding) int {
	return slices.IndexFunc(found, func(f finding) bool {
		return f.at < k && f.at > k-9 && t.sentence(f.at) == t.sentence(k) && t.elements[f.at].actor == nil && t.elements[f.at].noun != noFrame
	})
}

// joinsIn returns which of the findings it is that others joined, by the verb at element
// k: "as European leaders joined the talks"; -1 for none.
func (t *text) joinsIn(k int, found []finding) int {
	if !t.joins(k) || len(found) == 0 {
		return -1
	}
	for j := k + 1; j < len(t.elements) && j < k+4 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return -1
		}
		switch e.noun {
		case frameTalks, frameMeet, framePhone, frameVideo, frameSummit:
			for i, f := range found {
				if f.status == readout.Held && f.groups == nil && leaders(f.actors) > 1 {
					return i
				}
			}
			return -1
		}
	}
	return -1
}

// oneEvent reports whether what is attended is one thing that those who attend do
// together.
func (t *text) oneEvent(k int) bool {
	for j := k + 1; j < len(t.elements) && j < k+7 && t.sentence(j) == t.sentence(k); j++ {
		switch t.lower(j) {
		case "conference", "summit", "exhibition", "plant", "ceremony", "meeting", "event", "opening", "talks", "signing", "forum", "parade", "session":
			return true
		}
	}
	return false
}

// leftHost returns the leader whose seat somebody leaves, where the sentence goes on with
// him: "leaves Kremlin as Putin accuses him".
func (t *text) leftHost(k int) *actor {
	if k+2 >= len(t.elements) || !t.is(k, "leaves", "left", "exits", "exited", "storms out of", "stormed out of") {
		return nil
	}
	seat := &t.elements[k+1]
	if seat.actor == nil || !seat.actor.weak || seat.phrase == nil || !slices.ContainsFunc(seat.phrase.names, func(n name) bool { return n.kind == nameSeat }) {
		return nil
	}
	for j := k + 2; j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if a := t.elements[j].actor; a != nil {
			if a.leader() && a.state == seat.actor.state && !a.possessive && t.is(j-1, "after", "as", "when", "with") {
				return a
			}
			return nil
		}
	}
	return nil
}

// leadersAt reports whether element i is leaders who are named behind it: "addressed heads
// of state including Modi and Lula".
func (t *text) leadersAt(i int) bool {
	if i >= len(t.elements) || t.elements[i].actor == nil || !t.elements[i].actor.loose || !t.elements[i].actor.plural {
		return false
	}
	actors, _ := t.listFrom(i)
	return leaders(actors) > 0
}

// membership reports whether an actor is an organisation that states join.
func (d *Detector) membership(a *actor) bool {
	g, known := d.roster.Group(a.group)
	return !a.led && (a.weak && d.organisation(a.state) || known && g.Kind == roster.GroupOrganisation)
}

// assembly reports whether a group is one that people speak to: "addresses Davos".
func (d *Detector) assembly(group string) bool {
	g, known := d.roster.Group(group)
	return known && g.Kind == roster.GroupMeeting
}

// joins reports whether the verb at element k is one of joining somebody.
func (t *text) joins(k int) bool {
	return strings.HasPrefix(t.lower(k), "join")
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

// invitation reads "accepts Xi's invitation", "snubs Trump's offer of talks".
func (d *Detector) invitation(t *text, k int, f finding, owner side, possessive bool, earlier []finding) (finding, bool) {
	if !t.offersContact(k) {
		return f, false // "rejects Trump's offer to send troops"
	}
	if len(owner.actors) == 1 && owner.actors[0].group != "" && !possessive {
		owner, possessive = t.owner(owner.first) // "Carney's G7 invite"
	}
	owner = d.resolve(t, owner, k, earlier)
	if owner.kind == subjectNone {
		owner, possessive = t.invitedTo(k), true
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && (owner.actors[0].town || possessive) {
		if host := d.executive(t, owner.actors[0].state, owner.actors[0].from, owner.actors[0].to); host != nil {
			owner.actors, possessive = []*actor{host}, true // "gets White House invite"
		}
	}
	if !possessive || len(owner.actors) != 1 || !owner.actors[0].leader() {
		return f, false
	}
	guest := d.resolve(t, t.farSubject(owner.first, side{first: owner.first}), k, earlier, owner.actors...)
	if a := guest.actors; len(a) == 1 && a[0].weak {
		if leader := d.executive(t, a[0].state, a[0].from, a[0].to); leader != nil {
			guest.actors = []*actor{leader} // "Beijing rejects Trump's offer"
		}
	}
	if len(guest.actors) == 0 || !guest.actors[0].leader() || !several(append(slices.Clone(guest.actors), owner.actors...)) {
		return f, false
	}
	f.frame, f.strength = frameMeet, 0.7
	f.actors = append(append(f.actors, guest.actors...), owner.actors...)
	switch cues := t.before(owner.first); {
	case cues&isNot != 0 && !(owner.first > 0 && t.is(owner.first-1, "responded to", "respond to", "responds to", "replied to", "reply to", "answered", "answer")) || owner.first > 0 && t.turnsDown(owner.first-1):
		f.set(readout.Off, "called off or denied")
	case t.accepted(k):
		f.set(readout.Planned, "an invitation accepted")
	default:
		f.set(readout.Proposed, "an invitation")
	}
	if f.status == readout.Planned {
		d.date(t, k, &f)
	}
	return f, true
}

// offersContact reports whether what is offered at element k is a contact: "offer to meet",
// "offer of talks". Invitations always are.
func (t *text) offersContact(k int) bool {
	if !strings.HasPrefix(t.lower(k), "offer") {
		return true
	}
	for j := k + 1; j < len(t.elements) && j < k+5 && t.sentence(j) == t.sentence(k); j++ {
		if t.elements[j].actor == nil && (t.elements[j].noun != noFrame || t.elements[j].verb != noFrame) {
			return true
		}
	}
	return false
}

// invitedTo returns the state or town that the invitation at element k is to: "receives
// invitation to the White House".
func (t *text) invitedTo(k int) side {
	if !strings.HasPrefix(t.lower(k), "invit") {
		return side{} // "an offer to Sudan"
	}
	at := k + 1
	if !t.endsWithTo(k) {
		if at >= len(t.elements) || t.sentence(at) != t.sentence(k) || !t.is(at, "to", "to visit") {
			return side{}
		}
		at++
	}
	if at >= len(t.elements) || t.sentence(at) != t.sentence(k) || t.elements[at].actor == nil || !t.elements[at].actor.weak || t.elements[at].actor.possessive {
		return side{}
	}
	if !t.objectEnds(at, at+1) {
		return side{} // "invitation to the Rome book fair"
	}
	return side{actors: []*actor{t.elements[at].actor}, kind: subjectBeside, first: k}
}

// accepted reports whether an invitation before element k is accepted.
func (t *text) accepted(k int) bool {
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		if t.elements[j].actor == nil && strings.HasPrefix(t.lower(j), "accept") {
			return true
		}
	}
	return false
}
