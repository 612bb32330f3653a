package contacts

import "strings"

// The clause tells what a word in it weighs: who only says so, what is the setting of
// something else, what stands ahead of it.

// clause returns the element where the clause that element k stands in begins:
// behind a colon or semicolon, else with the sentence.
func (t *text) clause(k int) int {
	for k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].mark != ':' && t.elements[k-1].mark != ';' {
		k--
	}
	return k
}

// precededBy reports whether one of the words stands among the n elements before element k
// in its sentence.
func (t *text) precededBy(k, n int, words ...string) bool {
	for j := range t.backward(k, n) {
		if t.is(j, words...) {
			return true
		}
	}
	return false
}

// followedBy reports whether one of the words stands among the n elements behind element k
// in its sentence.
func (t *text) followedBy(k, n int, words ...string) bool {
	for j := range t.forward(k, n) {
		if t.is(j, words...) {
			return true
		}
	}
	return false
}

// classBefore reports whether a word of the classes stands among the n elements before
// element k in its sentence.
func (t *text) classBefore(k, n int, classes class) bool {
	for j := range t.backward(k, n) {
		if e := &t.elements[j]; e.actor == nil && e.is(classes) {
			return true
		}
	}
	return false
}

// classBehind reports whether a word of the classes stands among the n elements behind
// element k in its sentence.
func (t *text) classBehind(k, n int, classes class) bool {
	for j := range t.forward(k, n) {
		if e := &t.elements[j]; e.actor == nil && e.is(classes) {
			return true
		}
	}
	return false
}

// setting reports whether the noun phrase that begins at element k tells where
// something else took place: "in tense talks", "after the summit".
func (t *text) setting(k int) bool {
	for j := range t.backward(k, 8) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' {
			return false
		}
		if e.is(isIn|isAfter|isPast|isBefore) || t.is(j, "over") {
			return true
		}
		if e.is(isClause|isReport|isAux|isWith|isTo|isOf|isBetween|isAnd) || e.verb != noFrame {
			return false
		}
	}
	return false
}

// says reports whether a verb begins a clause about others: "says", "believes".
func (t *text) says(e *element) bool {
	if e.actor != nil || !e.is(isReport) {
		return false
	}
	switch strings.ToLower(t.words(e.from, e.to)) {
	case "says", "said", "say", "saying", "reports", "reported", "report", "claims", "claimed", "insists", "insisted", "believes", "believed", "thinks",
		"announces", "announced", "confirms", "confirmed", "adds", "added", "reveals", "revealed", "states", "stated", "declares", "declared", "notes", "noted":
		return true
	}
	return false
}

// saysOf reports whether the clause before element k only says something of somebody:
// "says Trump will win at the White House".
func (t *text) saysOf(k int) bool {
	for j := t.clause(k); j < k; j++ {
		if t.says(&t.elements[j]) {
			return true
		}
	}
	return false
}

// lead returns what the words between a noun phrase and the preposition before it
// say: "ahead of planned talks".
func (t *text) lead(k int) class {
	var cues class
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		cues |= t.elements[j].classes
		if t.elements[j].is(isIn|isAfter|isBefore) || t.is(j, "during", "amid", "since", "following") {
			break
		}
	}
	return cues
}

// nounBehind returns the frame of the noun that the noun phrase at element k ends in.
func (t *text) nounBehind(k int) frame {
	for ; k < len(t.elements); k++ {
		if e := &t.elements[k]; e.actor == nil && e.noun != noFrame {
			return e.noun
		}
	}
	return noFrame
}

// english reports whether the text has one of the small words of English. Verbs
// that nobody knows tell something only there.
func (d *Detector) english(t *text) bool {
	var seen class
	for i := range t.tokens {
		if t.tokens[i].mark != 0 {
			continue
		}
		if seen |= d.languages[t.words(i, i+1)]; seen&isEnglish != 0 {
			return true
		}
	}
	return seen == isEither
}

// company reports whether the text names two at least.
func (t *text) company() bool {
	n := 0
	for i := range t.elements {
		if t.elements[i].actor != nil {
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

// before collects what the words in front of a noun say of its status, back to
// the next actor or the start of the clause.
func (t *text) before(k int) class {
	var cues class
	inside := false
	for j, n := k-1, 0; j >= 0 && t.sentence(j) == t.sentence(k) && n < 5; j, n = j-1, n+1 {
		e := &t.elements[j]
		if t.brokered(j) {
			continue
		}
		if e.actor != nil || e.mark == ',' || e.mark == ';' || e.mark == ':' || t.is(j, "as", "while") {
			break
		}
		if n > 0 && inside && (e.is(isMay|isNot|isWill) || e.is(isPlan) && (t.says(e) || t.is(j, "plan", "plans"))) {
			break // "urges restraint in talks", "refuses to budge at summit", "announced it at a press conference"
		}
		inside = inside || e.actor == nil && (t.within(j) || t.is(j, "over"))
		if e.is(isMay) && j < k-1 && (t.endsWithTo(j) || t.is(j+1, "from", "out of")) {
			break // it governs another verb, or what is to come of it: "hopes to gain from the summit", "wants from the meeting"
		}
		if j < k-1 && t.is(j, "to") && t.elements[j+1].actor == nil && t.elements[j+1].classes == 0 && t.elements[j+1].verb == noFrame {
			return cues | isTo // "scraps tax to rescue talks"
		}
		if t.is(j, "to") && n > 0 && t.elements[j+1].is(isLight) && j > 0 && t.sentence(j-1) == t.sentence(k) && t.elements[j-1].actor == nil && !t.elements[j-1].is(isMay|isNot|isWill|isPlan|isReport) {
			return cues | isTo // "pulls out of conference to make trip"
		}
		cues |= e.classes
		if e.is(isWill|isMay) && strings.HasPrefix(t.lower(j), "plan") && (t.preceded(j, "no") || j > 0 && t.preceded(j-1, "no")) {
			cues |= isNot // "no immediate plans for"
		}
		if e.is(isAfter|isBefore|isNot|isMay|isWill|isPast) || e.is(isPlan) && !e.is(isTime) && !t.upcoming(e) || e.verb != 0 {
			break
		}
	}
	return cues
}

// within reports whether element k is a preposition that tells of the setting: "in".
func (t *text) within(k int) bool {
	switch t.lower(k) {
	case "in", "during", "at":
		return true
	}
	return false
}

// brokered reports whether the state at element j only tells who arranged something: "pulls
// out of EU-brokered talks".
func (t *text) brokered(j int) bool {
	a := t.elements[j].actor
	return a != nil && a.weak && !a.possessive && j+1 < len(t.elements) && t.elements[j+1].actor == nil && t.joined(j+1) && t.elements[j+1].noun == noFrame
}

// upcoming reports whether a word only says when: "called off next week's meeting".
func (t *text) upcoming(e *element) bool {
	switch strings.ToLower(t.words(e.from, e.to)) {
	case "next week", "planned", "upcoming", "tomorrow", "next", "scheduled", "future", "expected":
		return true
	}
	return false
}
