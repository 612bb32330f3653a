package contacts

import (
	"strings"
)

// Who came for what a noun tells of, or is on the way to it.

// headsFor reports whether somebody is on the way to the noun phrase at element k: "heads to
// the NATO summit", "leaders arriving for an annual summit".
func (t *text) headsFor(k int) bool {
	return t.headsTo(k) || t.behindFor(k) && !t.thankedFor(k)
}

// headsTo reports whether somebody is on the way to the noun at element k: "heads to the
// NATO summit".
func (t *text) headsTo(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		switch t.firstWord(j) {
		case "heads", "heading", "travels", "travelling", "traveling", "flies", "flying", "jets", "departs", "departing", "leaves", "sets":
			return t.elements[j].verb == frameVisit
		}
	}
	return false
}

// behindFor reports whether "for" stands before the noun at element k, with
// nothing but what describes it between: "leaders arriving for an annual summit".
func (t *text) behindFor(k int) bool {
	for j := range t.backward(k, 3) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if strings.EqualFold(t.words(e.from, e.to), "for") {
			return !t.receivedFor(j)
		}
		if e.is(isIn) {
			return false // "pleads for arms at the summit"
		}
	}
	return false
}

// receivedFor reports whether what stands before "for" at element k tells where somebody has
// been: "were in the capital on Friday for a summit".
func (t *text) receivedFor(k int) bool {
	for j := range t.backward(k, 9) {
		e := &t.elements[j]
		if e.mark != 0 || e.actor == nil && e.is(isWill|isMay|isReport|isClause) && !e.is(isIn) {
			return false
		}
		if t.is(j, "was", "were") && t.is(j+1, "in", "at") {
			return true
		}
	}
	return false
}

// cameFor reports whether somebody goes somewhere for the noun at element k:
// "travels to Berlin for talks", "in Jeddah for a summit".
func (t *text) cameFor(k int) bool {
	at := -1
	for j := range t.backward(t.listBefore(k), 5) {
		e := &t.elements[j]
		if e.actor != nil && e.actor.group == "" || e.mark != 0 && e.mark != '"' && e.mark != ',' || e.verb != noFrame || e.is(isClause|isAfter) || t.is(j, "holds", "held", "hosts", "hosted") {
			return false
		}
		if strings.EqualFold(t.words(e.from, e.to), "for") {
			at = j
			break
		}
	}
	if at < 1 {
		return false
	}
	for j := at - 1; j >= 0 && j >= at-8 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor == nil && e.is(isVenue) && j == at-1 {
			return true
		}
		if j == at-1 && (t.place(j) || e.actor != nil && e.actor.weak && j > 0 && t.elements[j-1].actor == nil && t.elements[j-1].is(isIn|isTo)) {
			return !t.is(j-2, "was", "were") // "in Jeddah for"
		}
		if t.is(j, "arrived", "arrives", "arriving", "landed", "lands", "landing") {
			return true // "where he arrived on Friday for talks"
		}
		if e.actor == nil && e.verb == frameVisit && e.forms&formPast != 0 && !t.arrived(j) {
			return false
		}
		if e.actor == nil && (e.verb == frameVisit || e.noun == frameVisit) {
			return true
		}
		if e.actor == nil && (e.verb != noFrame || e.is(isReport) || e.mark == ':' || e.mark == ';') {
			return false
		}
	}
	return false
}

// listBefore returns where the names that stand right before the noun at element k begin:
// "for Trump, Rubio meetings"; k where none do.
func (t *text) listBefore(k int) int {
	i := k
	for i > 0 && t.sentence(i-1) == t.sentence(k) {
		e := &t.elements[i-1]
		if e.actor == nil && (e.mark != ',' && !e.is(isAnd) || t.elements[i].actor == nil) {
			break
		}
		i--
	}
	return i
}

// wasThere reports whether somebody is said to have been where the noun phrase at element k is
// what he came for: "was at the White House for a lunch".
func (t *text) wasThere(k int) bool {
	for j := range t.backward(k, 10) {
		e := &t.elements[j]
		if t.is(j, "was", "were", "had been", "has been", "have been") {
			return true
		}
		if e.actor != nil && !e.actor.weak || e.mark != 0 || e.verb != noFrame {
			return false
		}
	}
	return false
}

// arrived reports whether a verb of travel in the past tells of the way or the arrival
// alone: "arrived in Rome for talks", but "flew to Rome for talks".
func (t *text) arrived(k int) bool {
	switch t.firstWord(k) {
	case "arrived", "landed", "touched", "left", "departed", "set", "headed":
		return true
	}
	return false
}

// saidThere reports whether the noun at element k tells where something was said that is
// still to come: "says US will run Gaza in news conference with Netanyahu".
func (t *text) saidThere(k int) bool {
	if !t.setting(k) {
		return false
	}
	for j := t.clause(k); j < k; j++ {
		if e := &t.elements[j]; e.actor == nil && e.is(isWill) {
			return false
		}
		if t.says(&t.elements[j]) || t.is(j, "tells", "told", "promises", "promised", "assures", "assured", "warns", "warned", "predicts", "predicted", "argues", "argued", "suggests", "suggested", "boasts", "jokes", "joked") {
			return true
		}
	}
	return false
}
