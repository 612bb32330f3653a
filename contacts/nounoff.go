package contacts

// What keeps a contact that a noun tells of from taking place.

// absentFrom reports whether somebody is said not to have come to the noun at element k:
// "Putin a no-show at Istanbul talks".
func (t *text) absentFrom(k int) bool {
	for j := range t.backward(k, 3) {
		if t.within(j) || t.is(j, "for", "from") {
			return j > 0 && t.sentence(j-1) == t.sentence(k) && t.is(j-1, "no-show", "no show", "absent", "did not show", "did not show up", "failed to show", "failed to show up", "failed to turn up", "never turned up", "never showed up")
		}
		if t.elements[j].mark != 0 {
			return false
		}
	}
	return false
}

// offToo reports whether the noun phrase at element k is called off along with the one before it:
// "cancels Delhi trip, Modi meeting".
func (t *text) offToo(k int) bool {
	noun := k - 1
	for noun > 0 && t.sentence(noun) == t.sentence(k) && t.separates(noun) && t.elements[noun].actor == nil {
		noun--
	}
	if noun < 2 || noun == k-1 {
		return false
	}
	if place := t.elements[noun].actor; place != nil && place.weak && t.elements[noun-1].actor == nil && t.elements[noun-1].is(isTo|isIn) {
		noun -= 2 // "trip to Delhi and"
	}
	if t.sentence(noun) != t.sentence(k) || t.elements[noun].actor != nil || t.elements[noun].noun == noFrame {
		return false
	}
	for j := range t.backward(noun, 4) {
		e := &t.elements[j]
		if e.actor == nil && e.is(isNot) {
			return t.cancels(j)
		}
		if e.actor == nil && (e.mark != 0 || e.verb != noFrame && e.noun == noFrame) {
			return false
		}
	}
	return false
}

// cancels reports whether element k says that somebody gives up what was to take place.
func (t *text) cancels(k int) bool {
	switch t.lower(k) {
	case "cancel", "cancels", "cancelled", "canceled", "scraps", "scrapped", "postpones", "postponed", "calls off", "called off", "axes", "axed", "nixes",
		"drops", "dropped", "skips", "skipped", "shelves", "shelved":
		return true
	}
	return false
}

// calledOff reports whether a noun is said to be off: "summit postponed",
// "talks have been cancelled".
func (t *text) calledOff(k int) bool {
	for j := range t.forward(k, 13) {
		e := &t.elements[j]
		if e.mark == ',' || e.mark == ';' || e.mark == ':' || e.is(isClause|isAfter|isBefore) {
			return false
		}
		if e.actor != nil {
			continue
		}
		if e.is(isOff) {
			return true
		}
	}
	return false
}

// urgedNotTo reports whether what element k begins goes ahead as far as anybody knows, since
// somebody is only asked to call it off: "pressed to cancel meeting", "faces calls to scrap".
func (t *text) urgedNotTo(k int) bool {
	for j := range t.backward(k, 5) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if !e.is(isNot) || j == 0 || t.sentence(j-1) != t.sentence(k) {
			continue
		}
		asked := j - 1
		if !t.endsWithTo(asked) {
			return false
		}
		if t.length(asked) == 1 {
			asked--
		}
		switch t.firstWord(max(asked, 0)) {
		case "pressed", "urged", "asked", "told", "called", "implored", "begged", "pressured", "calls", "pressure", "demands", "appeals", "under", "faces", "facing", "advised":
			return true
		}
		return false
	}
	return false
}

// askedOf reports whether the noun phrase at element k is what a question asks something of:
// "Could Xi's call with Zelensky change anything?"
func (t *text) askedOf(k int) bool {
	if a := t.elements[k].actor; a == nil || !a.possessive || t.sentence(k-1) != t.sentence(k) || !t.opensQuestion(k-1) {
		return false
	}
	for j := range t.forward(k, far) {
		if t.elements[j].mark == '?' {
			return true
		}
	}
	return false
}
