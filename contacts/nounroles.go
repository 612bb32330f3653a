package contacts

import (
	"slices"
	"strings"
)

// nounRoles tells who stands where around a noun for a contact.
type nounRoles struct {
	noun       frame
	at         int    // element of the noun
	start      int    // element where the noun phrase begins
	owner      side   // before it: "the Trump-Xi summit"
	possessive bool   // the owner is one by his form: "Macron's call"
	object     side   // behind it: "talks with Xi"
	seat       *actor // whose seat stands before it: "Kremlin meeting"; nil for none
	town       *actor // the capital before a summit: "Mexico City summit"; nil for none
}

// remote reports whether the noun is one for a call.
func (n *nounRoles) remote() bool { return n.noun == framePhone || n.noun == frameVideo }

// finding is what the noun tells of these actors, without its status.
func (n *nounRoles) finding(actors []*actor, strength float64) finding {
	return finding{frame: n.noun, at: n.at, dated: -1, actors: actors, strength: strength}
}

// rolesAround finds who stands around the noun at element k. It reports whether the noun can
// be a contact with them.
func (d *Detector) rolesAround(t *text, k int, earlier []finding) (nounRoles, bool) {
	n := nounRoles{noun: t.elements[k].noun, at: k, start: k, object: t.nounObject(k)}
	n.owner, n.possessive = t.owner(k)
	if n.owner.kind != subjectNone {
		n.start = n.owner.first
	} else if n.owner = t.ownerBehind(k, n.object); n.owner.kind == subjectStranger {
		return n, false // "Meeting of the Deputy Head of the Office with Blinken"
	}
	if t.mereMessage(k, n.object) {
		return n, false
	}
	n = d.placeBefore(t, n)
	if n.seat == nil {
		n.seat = d.seatNear(t, n)
	}
	if a := n.owner.actors; len(a) == 1 && a[0].weak && len(n.object.actors) == 0 && d.ofLeaders(t, k, a[0]) {
		n.owner.actors = []*actor{d.membersOf(a[0])}
	}
	n.owner = d.resolve(t, n.owner, k, earlier, named(n.object)...)
	others := n.owner.actors
	if len(others) == 0 && n.object.kind == subjectPair {
		others = d.resolve(t, t.nounSubject(n.start), n.start, earlier).actors // "Putin held meetings with both leaders"
	}
	n.object = d.resolve(t, n.object, k, earlier, others...)
	return n, true
}

// ownerBehind finds who stands between the noun at element k and the other side: "the meeting of
// President Zelenskyy with Scholz".
func (t *text) ownerBehind(k int, object side) side {
	if len(object.actors) == 0 || t.ends(k) || !t.is(k+1, "of") && !(t.elements[k].noun == frameLetter && t.is(k+1, "from")) {
		return side{first: k}
	}
	stranger := false
	for j := k + 2; j < object.first; j++ {
		e := &t.elements[j]
		switch {
		case e.actor != nil && !e.actor.possessive:
			owners, _ := t.listFrom(j)
			return side{actors: owners, kind: subjectBeside, first: k}
		case e.actor != nil || e.mark != 0 || e.verb != noFrame:
			return side{first: k}
		}
		stranger = stranger || e.is(isAide) || e.unknown && t.capitalsTell(e.from)
	}
	if stranger {
		return side{kind: subjectStranger, first: k}
	}
	return side{first: k}
}

// placeBefore tells a place in front of the noun from its owner: "after Chequers talks",
// "their Moscow meeting".
func (d *Detector) placeBefore(t *text, n nounRoles) nounRoles {
	if len(n.owner.actors) != 1 || !n.owner.actors[0].weak {
		return n
	}
	place, alone := n.owner.actors[0], len(n.object.actors) == 0
	if n.noun == frameSummit && place.town && alone {
		n.town = place
	}
	if n.possessive || t.joined(n.at) {
		return n
	}
	n.seat = d.seated(t, n.at, n.owner.first)
	if place.town || alone && n.noun != frameSummit || t.topicBefore(n) {
		n.start = n.owner.first
		if n.owner, n.possessive = t.owner(n.start); n.owner.kind != subjectNone {
			n.start = n.owner.first
		}
	}
	return n
}

// topicBefore reports whether the state in front of the noun is only what leaders of others
// talk about: "Macron holds Ukraine talks with Starmer".
func (t *text) topicBefore(n nounRoles) bool {
	about, at := n.owner.actors[0], n.owner.first
	if n.noun == frameLetter || n.noun == frameHost || len(n.object.actors) == 0 || !t.onlyState(&t.elements[at]) {
		return false
	}
	if t.sentence(max(at-1, 0)) == t.sentence(at) && at > 0 && t.elements[at-1].actor == nil && t.elements[at-1].is(isMay) {
		return false // "urges Ukraine talks"
	}
	foreign := func(a *actor) bool { return a.leader() && a.state != about.state }
	s := t.nounSubject(at)
	return slices.ContainsFunc(n.object.actors, foreign) && len(s.actors) > 0 && foreign(s.actors[0]) && s.actors[0].state != n.object.actors[0].state
}

// seatNear returns the leader whose seat the noun itself names or stands beside, behind its
// owner: "Oval Office ambush", "Starmer's White House meeting"; nil for none.
func (d *Detector) seatNear(t *text, n nounRoles) *actor {
	if before := n.at - 1; len(n.owner.actors) == 1 && n.owner.first < before && t.elements[before].actor != nil {
		return d.seated(t, n.at, before)
	}
	word := t.lower(n.at)
	for _, seat := range [...]struct{ words, state string }{{"oval office", "US"}, {"white house", "US"}, {"kremlin", "RU"}} {
		if strings.Contains(word, seat.words) {
			return d.executive(t, seat.state, t.elements[n.at].from, t.elements[n.at].to)
		}
	}
	return nil
}

// nounObject returns who stands behind the noun at element k: "talks with Xi", "a letter
// from Ruto", "a banquet for the king", "a summit of Baltic leaders".
func (t *text) nounObject(k int) side {
	e := &t.elements[k]
	object := t.partner(k+1, e.verb == frameMeet || t.endsWith(k, "with"), nounPrepositions(e.noun))
	if len(object.actors) > 0 {
		return object
	}
	if by := t.givenBy(k); len(by.actors) > 0 && (e.noun == frameMeet || (e.noun == frameSummit || e.noun == frameTalks) && t.nobodys(k)) {
		return by
	}
	if (e.noun == frameMeet || e.noun == frameHost) && object.kind == subjectNone && (t.carried(k) || t.owned(k) || t.setting(k) && t.is(k, "banquet", "state banquet", "state dinner", "gala dinner")) {
		if object = t.honoured(k + 1); len(object.actors) > 0 {
			return object
		}
	}
	switch e.noun {
	case frameLetter:
		if object = t.addressee(k + 1); len(object.actors) == 0 {
			object = t.from(k + 1)
		}
	case frameHost:
		if object = t.partner(k+1, false, isBy); len(object.actors) == 0 {
			object = t.from(k + 1) // "after a warm welcome from the king"
		}
	case framePhone, frameVideo:
		if object.kind != subjectPronoun && object.kind != subjectPair {
			object = t.from(k + 1)
		}
	case frameMeet:
		if object.kind == subjectNone {
			object = t.from(k + 1)
		}
	}
	if len(object.actors) > 0 || object.kind != subjectNone {
		return object
	}
	switch e.noun {
	case frameSummit, frameMeet, frameTalks, framePhone, frameVideo:
		return t.meetingOf(k + 1)
	case frameJoint:
		if of := t.meetingOf(k + 1); several(of.actors) && !slices.ContainsFunc(of.actors, func(a *actor) bool { return !a.leader() && !a.leaders() }) {
			return of // "Joint declaration of the Presidents of Ukraine and Lithuania"
		}
	}
	return object
}

// nounPrepositions are the words that lead to the other side behind a noun.
func nounPrepositions(noun frame) class {
	switch noun {
	case frameLetter:
		return isTo | isBetween
	case framePhone, frameVideo:
		return isWith | isBetween | isTo
	case frameJoint:
		return isWith | isBetween | isBy // "joint statement by Modi and Carney"
	}
	return isWith | isBetween
}

// membersOf stands for those who lead the members of an organisation.
func (d *Detector) membersOf(organisation *actor) *actor {
	return &actor{group: d.groupOf(organisation.state), plural: true, from: organisation.from, to: organisation.to}
}

// addressee reads "that he had sent to Abbas" behind a letter.
func (t *text) addressee(k int) side {
	for j := k; j+1 < len(t.elements) && j < k+7 && t.sentence(j+1) == t.sentence(k-1); j++ {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return side{}
		}
		if e.is(isTo) && j > k && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// from reads "from Ruto", "in which Ruto offered" behind a letter.
func (t *text) from(k int) side {
	for j := k; j+1 < len(t.elements) && j < k+7 && t.sentence(j+1) == t.sentence(k-1); j++ {
		if e := &t.elements[j]; e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isClause|isReport) && !t.is(j, "which") {
			break
		}
		if t.is(j, "from") && t.elements[j+1].actor != nil && t.elements[j+1].actor.weak && k > 1 && t.within(k-2) {
			return side{} // "in call from White House"
		}
		if a := t.elements[j+1].actor; t.is(j, "from") && a != nil && a.group != "" && !a.led {
			return side{} // "offered condolences from Davos"
		}
		if (t.is(j, "from") || j > k && t.is(j, "which") && t.is(j-1, "in")) && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// owned reports whether the noun at element k is that of one leader: "Biden's lavish state
// dinner".
func (t *text) owned(k int) bool {
	owner, possessive := t.owner(k)
	return possessive && len(owner.actors) == 1 && owner.actors[0].leader()
}

// nobodys reports whether the noun at element k is said to be nobody's, "a summit", and not that
// of a group.
func (t *text) nobodys(k int) bool {
	owner, _ := t.owner(k)
	return owner.kind == subjectNone
}

// sentBy reads "sent by King Salman" behind the letter at element k.
func (t *text) sentBy(k int) side {
	return t.behindBy(k, "sent", "written", "signed", "penned", "addressed", "delivered")
}

// givenBy reads "hosted by Biden" behind the meal or reception at element k.
func (t *text) givenBy(k int) side {
	return t.behindBy(k, "hosted", "given", "thrown", "held", "offered")
}

// behindBy reads behind element k one of the verbs, "by" and the leaders who did it.
func (t *text) behindBy(k int, verbs ...string) side {
	if t.sentence(k+3) != t.sentence(k) || !t.is(k+2, "by") || !t.is(k+1, verbs...) || !t.elements[k+3].actor.leader() || t.elements[k+3].actor.possessive {
		return side{}
	}
	return t.sideFrom(k+3, 0)
}

// honoured reads "for the visiting king" behind a banquet or a ceremony.
func (t *text) honoured(k int) side {
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k-1) || !t.is(k, "for", "in honour of", "in honor of", "honouring", "honoring") {
		return side{}
	}
	k++
	for k < len(t.elements) && t.elements[k].actor == nil && t.elements[k].is(isThe|isAdjective) {
		k++
	}
	if k == len(t.elements) || !t.elements[k].actor.leader() && !(t.elements[k].actor != nil && t.elements[k].actor.loose) {
		return side{}
	}
	return t.sideFrom(k, 0)
}

// meetingOf reads "a meeting of Baltic leaders", "the summit of Putin and Xi".
func (t *text) meetingOf(k int) side {
	if k+1 >= len(t.elements) || !t.elements[k].is(isOf) || t.words(t.elements[k].from, t.elements[k].to) != "of" {
		return side{}
	}
	j := k + 1
	for j < len(t.elements) && t.elements[j].actor == nil && (t.elements[j].is(isThe|isAdjective) || t.elements[j].mark == '"') {
		j++
	}
	if j >= len(t.elements) || t.elements[j].actor == nil || t.sentence(j) != t.sentence(k) {
		return side{}
	}
	actors, _ := t.list(j, true)
	if actors[0].aide {
		return side{kind: subjectStranger} // "the meeting of national security advisers"
	}
	if len(actors) < 2 && !actors[0].plural {
		return side{}
	}
	return side{actors: actors, kind: subjectBeside, first: j}
}

// betweenAt reports whether what is at element k or soon behind it is
// "between", or "of".
func (t *text) betweenAt(k int) bool {
	for j := k; j < len(t.elements) && j < k+8; j++ {
		if t.elements[j].actor != nil {
			return false
		}
		if t.elements[j].is(isBetween | isOf) {
			return true
		}
	}
	return false
}

// mereMessage reports whether a message at element k may be no letter, "a message to
// Putin", since nothing tells that it was handed over or that words are taken from it.
func (t *text) mereMessage(k int, object side) bool {
	switch t.lower(k) {
	case "message":
	case "messages":
		if k > 0 && t.sentence(k-1) == t.sentence(k) && t.is(k-1, "send", "sends", "sent", "sending") && len(object.actors) > 0 || len(t.sentBy(k).actors) > 0 {
			return false
		}
	default:
		return false
	}
	if len(object.actors) == 0 {
		return true
	}
	if t.setting(k) {
		return t.shownOff(k)
	}
	for j := max(0, k-4); j < len(t.elements) && j < k+4; j++ {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		switch t.firstWord(j) {
		case "deliver", "delivers", "delivered", "delivering", "hand", "hands", "handed", "handing", "convey", "conveys", "conveyed", "conveying",
			"carry", "carries", "carried", "carrying", "pass", "passes", "passed", "passing", "brings", "brought", "receive", "receives", "received", "dispatched", "dispatches":
			return false
		}
	}
	return true
}

// shownOff reports whether the message at element k is what leaders who are seen together
// give somebody to understand: "shake hands in a message to Trump".
func (t *text) shownOff(k int) bool {
	for j := t.clause(k); j < k; j++ {
		e := &t.elements[j]
		if e.actor != nil || e.forms&^(formBase|formNoun) == 0 && !(j > 0 && t.elements[j-1].actor != nil) {
			continue
		}
		switch e.verb {
		case frameMeet, frameJoint, frameHost, frameAct, frameGather:
			return true
		}
	}
	return false
}

// ofLeaders reports whether the noun at element k is a summit of the leaders of
// an organisation: "the EU summit". The UN calls conferences so.
func (d *Detector) ofLeaders(t *text, k int, a *actor) bool {
	if t.elements[k].noun != frameSummit || a.state == "UN" || !d.organisation(a.state) {
		return false
	}
	word := t.lower(k)
	return strings.Contains(word, "summit") || strings.Contains(word, "leaders")
}

// seated returns the leader whose seat at element i tells with whom the contact at
// element k is: "goes ahead with Kremlin meeting"; nil for none.
func (d *Detector) seated(t *text, k, i int) *actor {
	e := &t.elements[i]
	switch t.elements[k].noun {
	case frameMeet, frameTalks, framePhone, frameVideo:
	default:
		return nil
	}
	if e.phrase == nil || !slices.ContainsFunc(e.phrase.names, func(n name) bool { return n.kind == nameSeat }) {
		return nil
	}
	return d.executive(t, e.actor.state, e.from, e.to)
}
