package contacts

import "slices"

// The partner stands behind a frame, "meets Xi", "talks with Xi", the owner before a noun,
// "Biden's first meeting".

// partner finds the actors behind a frame that ends before element k: at once
// where direct is true, or after "with" and the like.
func (t *text) partner(k int, direct bool, prepositions class) side {
	if k >= len(t.elements) {
		return side{}
	}
	apart := false // "a call, and plans a visit to China"
	var cues class
	for j := k; j < len(t.elements) && j < k+14 && t.sentence(j) == t.sentence(k-1); j++ {
		e := &t.elements[j]
		if direct {
			if object, ok := t.directObject(j, k, cues); ok {
				return object
			}
		}
		apart = apart || e.mark == ',' || j > k && e.actor == nil && e.noun != noFrame
		if e.is(prepositions) && !(apart && t.is(j, "to")) && e.actor == nil && j+1 < len(t.elements) {
			if object, ok := t.governed(j, k, cues); ok {
				return object
			}
		}
		if e.actor == nil && e.is(isAux) && t.saidOfWith(j) {
			continue // "another conversation was with"
		}
		if e.mark == ':' && !t.ends(j) && t.is(j+1, "with") {
			continue // "a series of conversations today: with"
		}
		if t.endsPartner(j, k, cues) || apart && e.actor == nil && e.noun != noFrame && t.ownedBehindComma(j) {
			break
		}
		cues |= e.classes
	}
	return side{}
}

// saidOfWith reports whether nothing but "with" or "between" follows the auxiliary verb at
// element k.
func (t *text) saidOfWith(k int) bool {
	next := t.pastAdverbs(k)
	if next < len(t.elements) && t.is(next, "held") {
		next++ // "a conversation was held between"
	}
	return next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.elements[next].actor == nil && t.is(next, "with", "between")
}

// directObject returns whom the frame before element k has as its object at element j:
// "met Xi", "phoned both leaders". It reports whether the search ends with it.
func (t *text) directObject(j, k int, cues class) (side, bool) {
	e := &t.elements[j]
	switch {
	case e.actor != nil && j <= k+skippable(t, k, j):
		if e.actor.weak && j+1 < len(t.elements) && t.elements[j+1].actor != nil && t.joined(j+1) {
			return side{}, true // "co-chaired the India-Germany consultations"
		}
		if e.actor.weak && k > 0 && t.elements[k-1].noun == frameMeet {
			return side{}, true // nobody meets a country
		}
		return t.sideFrom(j, cues), true
	case e.actor == nil && e.is(isHe) && j <= k+1:
		return side{kind: subjectPronoun, first: j, cues: cues}, true
	case j <= k+1 && t.severalMeant(j):
		return side{kind: subjectPair, first: j, cues: cues}, true
	}
	return side{}, false
}

// governed returns who stands behind the preposition at element j, behind a frame that ends
// before element k: "with Xi", "between him and Xi", "with the two leaders". It reports
// whether anybody does, be it a stranger.
func (t *text) governed(j, k int, cues class) (side, bool) {
	e, next := &t.elements[j], j+1
	for next < len(t.elements) && t.elements[next].actor == nil && (t.elements[next].is(isThe|isAdjective|isHis|isAdverb) || t.elements[next].mark == '"') {
		next++
	}
	if next < len(t.elements) {
		switch {
		case t.elements[next].actor != nil && t.sentence(next) == t.sentence(k-1) && t.absent(next):
			return side{}, false
		case t.elements[next].actor != nil && t.sentence(next) == t.sentence(k-1):
			return t.withOthers(t.sideOf(next, cues, e.is(isBetween)), j), true
		case t.elements[next].is(isHe):
			if other := next + 2; e.is(isBetween) && other < len(t.elements) && t.elements[next+1].is(isAnd) && t.elements[other].actor != nil && t.sentence(other) == t.sentence(j) {
				both := t.sideOf(other, cues, false)
				both.also = next
				return both, true
			}
			return side{kind: subjectPronoun, first: next, cues: cues}, true
		case t.severalMeant(next):
			return side{kind: subjectPair, first: next, cues: cues}, true
		}
	}
	if e.is(isWith) && cues&(isIn|isTime) == 0 && !t.outcome(next) {
		return side{kind: subjectStranger, first: next}, true
	}
	return side{}, false
}

// withOthers adds to a side those before whom the preposition at element j is repeated: "with
// Macron, with Meloni and with Duda".
func (t *text) withOthers(s side, j int) side {
	if len(s.actors) == 0 || t.elements[j].is(isBetween) {
		return s
	}
	_, end := t.listFrom(s.first)
	for {
		at := end
		for at < len(t.elements) && (t.separates(at) || t.elements[at].is(isAdverb)) && t.elements[at].actor == nil {
			at++
		}
		if at == end || at+1 >= len(t.elements) || t.sentence(at+1) != t.sentence(j) || !t.is(at, t.lower(j)) || !t.elements[at+1].actor.leader() || t.elements[at+1].actor.possessive {
			return s
		}
		more, next := t.listFrom(at + 1)
		if next < len(t.elements) && t.sentence(next) == t.sentence(j) && (t.verbFollows(next) || t.elements[next].verb != noFrame) {
			return s // "with Macron, with Merz looking on"
		}
		s.actors, end = append(slices.Clone(s.actors), more...), next
	}
}

// absent reports whether those who are named from element i on are said not to be there: "held a
// summit, with Xi and Putin absent".
func (t *text) absent(i int) bool {
	_, end := t.listFrom(i)
	return end < len(t.elements) && t.sentence(end) == t.sentence(i) && t.is(end, "absent", "missing", "absentees", "staying away", "uninvited")
}

// endsPartner reports whether what stands at element j belongs no more to the frame that ends
// before element k: "spoke on Friday, hours after Xi held a meeting with Putin", "talks at
// No 10 and an audience with the king".
func (t *text) endsPartner(j, k int, cues class) bool {
	e := &t.elements[j]
	switch {
	case e.mark == '.' || e.mark == ';' || e.mark == '?' || e.mark == ':':
		return true
	case e.actor != nil:
		return !e.actor.possessive && j > k && t.elements[j-1].actor == nil && t.verbFollows(j+1) && !t.behindPreposition(j)
	case e.noun == frameTalks && j > k && t.is(j-1, "for") && t.elements[k-1].noun == frameSummit:
		return true // "after the NATO summit for talks with Scholz"
	case e.noun != noFrame && e.noun != frameVisit && cues&isAnd != 0 && j > k+1 && !t.elements[k].is(isAnd):
		return true
	}
	return e.is(isReport|isAux|isWill|isAfter|isBefore) || e.is(isClause) && !e.is(isIn) || e.verb != noFrame && e.noun == noFrame
}

// ownedBehindComma reports whether the noun at element j belongs to somebody named behind a
// comma, and begins something else: "over lunch, a day after Trump's call with Putin".
func (t *text) ownedBehindComma(j int) bool {
	owner, possessive := t.owner(j)
	if !possessive || owner.kind != subjectBeside {
		return false
	}
	for i := range t.backward(owner.first, 6) {
		if t.elements[i].mark == ',' {
			return true
		}
	}
	return false
}

// outcome reports whether what stands behind "with" at element j is what somebody got:
// "leaves the meeting with no deal".
func (t *text) outcome(j int) bool {
	return j < len(t.elements) && (t.elements[j].actor == nil && t.elements[j].is(isNot) || t.is(j, "nothing", "little", "few", "deal", "promise", "promises", "agreement", "only", "handshake", "smiles", "praise", "eye", "eyes", "focus", "view", "emphasis", "aim", "hopes", "war", "trade", "tensions"))
}

// severalMeant reports whether element j stands for several people as an object does:
// "them", "both leaders". Sides and countries are no people.
func (t *text) severalMeant(j int) bool {
	e := &t.elements[j]
	if e.actor != nil || !e.is(isThey) || t.sentence(j) != t.sentence(j-1) {
		return false
	}
	switch t.lower(j) {
	case "they", "both sides", "the two sides", "the two countries":
		return false
	case "the two":
		return j+1 >= len(t.elements) || t.sentence(j+1) != t.sentence(j) || t.elements[j+1].actor == nil && (t.elements[j+1].mark != 0 || t.elements[j+1].is(isIn|isTo|isOf|isAbout|isAfter|isBefore|isClause|isAux|isWill|isTime|isAnd|isReport|isWith))
	}
	return true
}

// skippable counts the words from element i to j that may stand between a verb
// and its object.
func skippable(t *text, i, j int) int {
	n, plain := 0, 0
	for ; i < j; i++ {
		e := &t.elements[i]
		if e.actor == nil && (e.is(isThe|isAdverb|isAdjective|isHis) || e.mark == '"' || t.amount(i, j)) {
			n++
		} else if plain < 2 && e.actor == nil && e.classes == 0 && e.mark == 0 && e.verb == noFrame && e.noun == noFrame && j < len(t.elements) && !t.elements[j].actor.weak && !t.elements[j].actor.aide && !t.elements[j].actor.loose {
			plain++
			n++
		} else {
			break
		}
	}
	return n
}

// amount reports whether element i is a part of a number before element end: "more than 50".
func (t *text) amount(i, end int) bool {
	if t.tokens[t.elements[i].from].number >= 0 {
		return true
	}
	if !t.is(i, "more", "than", "more than", "over", "at", "least", "at least", "nearly", "almost", "around", "about", "up", "to", "up to") {
		return false
	}
	for j := i + 1; j < end && j < i+3; j++ {
		if t.tokens[t.elements[j].from].number >= 0 || t.numeral(j) {
			return true
		}
	}
	return false
}

func (t *text) sideFrom(j int, cues class) side { return t.sideOf(j, cues, false) }

func (t *text) sideOf(j int, cues class, both bool) side {
	actors, end := t.list(j, both)
	last := actors[len(actors)-1]
	if last.possessive && end < len(t.elements) {
		actors = actors[:len(actors)-1]
	}
	if len(actors) == 0 {
		return side{kind: subjectStranger, first: j, cues: cues}
	}
	return side{actors: actors, kind: subjectBeside, first: j, cues: cues}
}

// owner finds the actors before a noun: "the Trump-Xi summit", "Biden's first
// meeting". It returns whether they own it.
func (t *text) owner(k int) (s side, possessive bool) {
	skipped := 0
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k) && skipped <= 5; j-- {
		e := &t.elements[j]
		switch {
		case e.actor != nil && e.actor.weak && !e.actor.possessive && !t.joined(j) && j > 0 && t.elements[j-1].actor != nil && !t.elements[j-1].actor.weak && t.sentence(j-1) == t.sentence(k):
			continue // the place: "the Trump-Putin Alaska summit"
		case e.actor != nil:
			if skipped > 0 && !e.actor.possessive {
				return side{first: k}, false
			}
			actors, first := t.listBack(j)
			if before := first - 1; len(actors) == 1 && before >= 0 && e.actor.leader() && t.sentence(before) == t.sentence(k) && t.elements[before].actor != nil && t.elements[before].actor.leader() && !t.elements[before].actor.possessive {
				actors, first = []*actor{t.elements[before].actor, e.actor}, before // "the Trump Putin summit"
			}
			if at := t.ownerOfSummit(first); len(actors) == 1 && t.elements[k].noun == frameSummit && (e.actor.group != "" || e.actor.state == "NATO" || e.actor.state == "EU") && at >= 0 {
				actors, first = []*actor{t.elements[at].actor, e.actor}, at // "Biden's emergency NATO summit"
			}
			if before := t.behindAdverbs(first - 1); len(actors) == 1 && before >= 0 && e.actor.leader() && !e.actor.possessive && t.sentence(before) == t.sentence(k) && t.elements[before].actor.leader() && t.elements[before].actor.possessive {
				actors, first = []*actor{t.elements[before].actor, e.actor}, before // "Johnson's Putin call"
			}
			if !e.actor.possessive && len(actors) > 1 && t.separatedByComma(first, j) && !t.joined(j) {
				actors, first = actors[len(actors)-1:], j
			}
			return side{actors: actors, kind: subjectBeside, first: first}, e.actor.possessive
		case e.is(isHis) && e.actor == nil:
			if t.is(j, "their") {
				return side{kind: subjectPair, first: j}, true
			}
			return side{kind: subjectPronoun, first: j}, true
		case e.mark != 0 && e.mark != '"' && e.mark != '-':
			return side{first: k}, false
		case e.is(isAux | isWith | isTo | isBetween | isOf | isBy | isIn | isReport | isLight | isClause | isAfter | isBefore):
			return side{first: k}, false
		case e.verb != 0 && e.noun == 0, t.is(j, "include", "includes", "included", "feature", "features", "featured"):
			return side{first: k}, false
		}
		skipped++
	}
	return side{first: k}, false
}

func (t *text) separatedByComma(first, last int) bool {
	for j := first; j < last; j++ {
		if t.elements[j].mark == ',' {
			return true
		}
	}
	return false
}

// ownerOfSummit returns the element of the leader to whom the group at element i belongs, with
// what describes its summit between, -1 for none.
func (t *text) ownerOfSummit(i int) int {
	for j := range t.backward(i, 3) {
		if a := t.elements[j].actor; a != nil {
			if a.leader() && a.possessive {
				return j
			}
			return -1
		}
		if !t.elements[j].is(isAdjective|isAdverb) && t.elements[j].classes != 0 {
			return -1
		}
	}
	return -1
}
