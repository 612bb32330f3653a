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

// setting reports whether the noun phrase that begins at element k tells where
// something else took place: "in tense talks", "after the summit".
func (t *text) setting(k int) bool {
	for j := k - 1; j >= 0 && j >= k-8 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' {
			return false
		}
		if e.is(isIn|isAfter|isPast|isBefore) || strings.EqualFold(t.words(e.from, e.to), "over") {
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
func (t *text) english() bool {
	in, foreign := false, false
	for i := range t.tokens {
		if t.tokens[i].mark != 0 {
			continue
		}
		switch t.words(i, i+1) {
		case "the", "The", "of", "to", "To", "and", "on", "at", "with", "for", "by", "after", "After", "over", "is", "as", "As", "through", "during", "his", "their", "into", "will", "has", "was", "says", "from", "around", "out", "together", "while", "about", "are", "that", "its", "tells", "told", "but",
			"deal", "talks", "how", "How", "what", "What", "who", "up", "off", "down", "amid", "ahead", "not", "shakes", "shook":
			return true
		case "in", "In": // also German, Dutch and Italian
			in = true
		case "der", "das", "den", "und", "mit", "nach", "bei", "zum", "zur", "ein", "eine", "für", "von", "trifft", "il", "di", "che", "con", "nel", "het", "een", "voor", "naar":
			foreign = true
		}
	}
	return in && !foreign
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
