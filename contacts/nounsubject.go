package contacts

import (
	"slices"
	"strings"
)

// Who has the contact that a noun tells of, where the noun names him not: the subject of the verb that carries it,
// who says so, speaks at it, or is named in the title.

// nounSubject finds the subject of the verb that carries the noun at element
// k, "holds talks", else of the clause that the noun stands in.
func (t *text) nounSubject(k int) side {
	for j := range t.backward(k, 6) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isAfter|isBefore|isClause) {
			break
		}
		missed := e.is(isNot) && (e.verb == frameAttend || t.is(j, "missing", "skipping"))
		if missed || e.is(isLight|isArrive) && (!e.is(isAux) || e.is(isLight)) && !(j+1 < k && t.is(j+1, "of")) {
			s := t.subject(j, !e.is(isArrive) && !(t.nounBehind(j) == frameVisit && t.is(j, "make", "pay") && j > 0 && t.is(j-1, "to")))
			s.cues |= e.classes
			return s
		}
	}
	return t.subject(k, false)
}

// besides returns whom the title is about, for a contact in the setting of something
// else: "The remark, over lunch with the president".
func (d *Detector) besides(t *text, partners []*actor, start int) *actor {
	if !t.setting(start) && !t.about(start) && !t.opensWith(start) && !t.onTrip(start) {
		return nil
	}
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || t.tokens[t.elements[j].from].field != inTitle || !a.leader() || t.inPhrase(j) && !t.isSchedule() {
			continue
		}
		if slices.ContainsFunc(partners, func(b *actor) bool { return b.state == a.state }) {
			continue
		}
		return a
	}
	return nil
}

// onTrip reports whether a visit is said to include what element k begins: "the first trip
// since the war includes talks with Assad".
func (t *text) onTrip(k int) bool {
	included := false
	for j := range t.backward(k, far) {
		e := &t.elements[j]
		if e.mark == ';' || e.mark == ':' {
			return false
		}
		included = included || j >= k-4 && t.is(j, "include", "includes", "included", "feature", "features", "featured")
		if included && e.actor == nil && e.noun == frameVisit {
			return true
		}
	}
	return false
}

// ofWhose returns the leader to whom belongs what leads to the noun: "the Russian president's
// entry for the summit with Trump"; nil for none.
func (d *Detector) ofWhose(t *text, n nounRoles) *actor {
	if len(n.owner.actors) > 0 || len(n.object.actors) == 0 {
		return nil
	}
	led := false
	for j := range t.backward(n.start, 6) {
		e := &t.elements[j]
		if e.actor != nil {
			if a := d.leaderAt(t, j); led && a != nil && e.actor.possessive && a.state != n.object.actors[0].state {
				return a
			}
			return nil
		}
		if !led && t.is(j, "for", "to", "in", "at", "ahead of", "before") {
			led = true
			continue
		}
		if e.mark != 0 || e.verb != noFrame || e.classes&^(isThe|isAdjective|isAdverb) != 0 {
			return nil
		}
	}
	return nil
}

// teller returns the leader who is said at the end to tell of a call at element k: "Xi
// gave his approval in call, Trump says"; nil for none.
func (d *Detector) teller(t *text, k int) *actor {
	if k+3 >= len(t.elements) || t.elements[k+1].mark != ',' || t.sentence(k+3) != t.sentence(k) || !t.says(&t.elements[k+3]) {
		return nil
	}
	return d.leaderAt(t, k+2)
}

// speakers returns who speaks in the clause before element k: "remarks by A and B".
func (t *text) speakers(k int) side {
	for j := t.clause(k); j+1 < k; j++ {
		if t.elements[j].actor == nil && t.elements[j].is(isBy) && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// stated reports whether the sentence of element k is the title of what somebody says:
// "Press statement by", "Remarks by".
func (t *text) stated(k int) bool {
	for j := t.clause(k); j+1 < k; j++ {
		if last := t.elements[j].to; t.elements[j].actor == nil && t.elements[j+1].is(isBy) {
			switch strings.ToLower(t.words(last-1, last)) {
			case "statement", "statements", "remarks", "speech", "address", "message", "video", "comments":
				return true
			}
			return false
		}
	}
	return false
}

// actAt returns the leaders who do something together while a contact is the setting of what
// else is told: "deal unveiled at Paris summit as Sunak and Macron hail new start"; nil for
// none.
func (t *text) actAt(n nounRoles) []*actor {
	if n.at+2 >= len(t.elements) || t.sentence(n.at+2) != t.sentence(n.at) || !t.is(n.at+1, "as", "where") || t.elements[n.at+2].actor == nil || !t.setting(n.start) {
		return nil
	}
	list, end := t.listFrom(n.at + 2)
	if leaders(list) < 2 || leaders(list) != len(list) || list[len(list)-1].possessive || t.ends(end-1) || t.elements[end].mark != 0 || t.says(&t.elements[end]) {
		return nil
	}
	return list
}

// visitorBefore returns the leader of another state to whom the subject does something
// in front of the setting at element k; nil for none.
func (t *text) visitorBefore(s side, k int) *actor {
	if len(s.actors) == 0 || s.kind == subjectNone || !t.setting(k) {
		return nil
	}
	for j := s.first + 1; j < k; j++ {
		if a := t.elements[j].actor; a.leader() && a.state != s.actors[0].state && !a.possessive && !t.behindPreposition(j) {
			return a
		}
	}
	return nil
}

// calledState returns a leader and that of the state that he says something to in the
// clause before a call: "Netanyahu apologizes to Qatar in phone call".
func (d *Detector) calledState(t *text, k int) []*actor {
	if !t.setting(k) || t.hasCompany(k) {
		return nil
	}
	i := t.clauseActor(k)
	if i >= k || t.behindPreposition(i) || t.elements[i].actor.possessive {
		return nil
	}
	from := d.leaderAt(t, i)
	for j := i + 1; from != nil && j < k && j < i+6; j++ {
		e := &t.elements[j]
		if e.actor == nil && (e.mark != 0 && e.mark != '"' || e.is(isClause|isBefore) || t.says(e)) {
			return nil
		}
		a := e.actor
		if a == nil {
			continue
		}
		to := t.is(j-1, "to")
		if !a.weak || a.possessive || a.state == from.state || !to && t.behindPreposition(j) || !to && t.verbFollows(j+1) || t.elements[j-1].verb == frameDiscuss || t.elements[j-1].verb == frameRaise {
			return nil // "raised Greenland with Trump in call"
		}
		if leader := d.executive(t, a.state, a.from, a.to); leader != nil {
			return []*actor{from, leader}
		}
		return nil
	}
	return nil
}

// hasCompany reports whether the call that the noun phrase at element k ends in was with
// somebody: "warned Iran in call with families".
func (t *text) hasCompany(k int) bool {
	for ; k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k); k++ {
		if e := &t.elements[k]; e.actor == nil && e.noun != noFrame {
			return t.elements[k+1].actor == nil && t.elements[k+1].is(isWith)
		}
	}
	return false
}

// opensWith reports whether the noun phrase at element k is the subject that its sentence
// opens with, "The call with Putin lasted an hour", or one of a list of nothing but such:
// "Lunch with Costa; dinner with Starmer".
func (t *text) opensWith(k int) bool {
	for j := range t.backward(k, far) {
		switch e := &t.elements[j]; {
		case e.mark == ';' || e.mark == ':' && j > 0 && t.sentence(j-1) == t.sentence(j):
			return true
		case e.mark == ',' && t.lists(j):
			return true
		case e.actor != nil || e.mark != 0 || e.verb != noFrame || e.is(isIn|isClause|isReport|isAux):
			return false
		}
	}
	return true
}

// lists reports whether the sentence begins, before the comma at element i, with nothing
// but a noun and whom it is with: "Coffee with Modi".
func (t *text) lists(i int) bool {
	with := false
	for j := t.clause(i); j < i; j++ {
		e := &t.elements[j]
		with = with || e.actor == nil && e.is(isWith)
		if e.actor == nil && (e.mark != 0 && e.mark != ',' || e.verb != noFrame && e.noun == noFrame || e.is(isClause|isReport|isAux|isHe|isThey)) || e.actor != nil && !t.behindPreposition(j) {
			return false
		}
	}
	return with
}

// about reports whether the noun phrase at element k is what something is about:
// "verdict on Busan huddle".
func (t *text) about(k int) bool {
	return k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].actor == nil && t.elements[k-1].is(isAbout|isIn)
}
