package contacts

import "strings"

// Many words for a contact are noun and verb: "Trump meeting Xi", "the Trump-Xi meeting".

// nounAfterAll reports whether what looks like no frame is one here: "in a call
// on Monday".
func (t *text) nounAfterAll(k int) bool {
	if t.elements[k].noun == noFrame || k == 0 || t.sentence(k-1) != t.sentence(k) {
		return false
	}
	p := &t.elements[k-1]
	if p.actor != nil {
		return p.actor.possessive || k > 1 && (t.joined(k-1) || t.elements[k].forms&formThird == 0 && p.actor.leader() && t.sentence(k-2) == t.sentence(k) && t.elements[k-2].actor == nil && t.elements[k-2].is(isAfter|isBefore))
	}
	return p.is(isThe|isHis|isPhone) || t.carried(k)
}

// nounHere tells the noun from the verb where a word is both: a noun stands
// behind an article, an owner, a preposition or before "with" and "between".
func (t *text) nounHere(k int) bool {
	e := &t.elements[k]
	if e.verb == frameInvite {
		return t.inviteHere(k)
	}
	if e.verb == frameCall && t.callHere(k) {
		return true
	}
	if e.verb == frameMeet && e.forms&formIng != 0 && t.praised(k) >= 0 && (t.elements[k+1].actor != nil || t.elements[k+1].is(isWith)) {
		return false // "scolds Orban for meeting Putin"
	}
	if k > 0 && t.sentence(k-1) == t.sentence(k) {
		if noun, ok := t.nounByBefore(k); ok {
			return noun
		}
	}
	if t.carried(k) || e.verb == frameCall && t.counts(k-1) {
		return true
	}
	if e.verb == frameCall && k > 1 && t.sentence(k-2) == t.sentence(k) && t.elements[k-1].unknown && t.elements[k-1].mark == 0 && t.elements[k-2].actor == nil && t.elements[k-2].is(isOf|isThe|isHis) {
		return true // "for Diwali call"
	}
	if k > 0 && k+1 < len(t.elements) && t.separates(k-1) && t.is(k, "meet") && t.elements[k+1].actor != nil && t.infinitive(k) {
		return false // "to visit Moscow, meet Putin"
	}
	if e.verb == frameSpeak && !t.ends(k) {
		n := &t.elements[k+1]
		if e.forms&formThird != 0 && n.is(isTo) && n.actor == nil {
			return false // "talks to"
		}
		if k == 0 || !t.elements[k-1].is(isAnd) {
			return true
		}
		return t.alongside(k) != 0 || t.is(k, "talks") && (t.behindWith(k-1) || t.behindFor(k-1)) // "will have lunch with Macron and talks with Merz"
	}
	if k == 0 || t.sentence(k-1) != t.sentence(k) {
		return true
	}
	if e.verb == frameMeet && t.elements[k-1].mark == ',' {
		return false // "EU leaders, meeting in Brussels, agreed"
	}
	return e.verb != frameCall && e.verb != frameVisit
}

// callHere reports whether "call" at element k is a noun by what stands behind it, or as the
// setting of something: "says call with Trump was productive", "says call that lasted two hours".
func (t *text) callHere(k int) bool {
	if next := t.behindQuote(k + 1); t.element(next).actor == nil && (t.element(next).is(isWith|isBetween) || t.is(next, "from") && !t.ends(next) && t.elements[next+1].actor.leader()) {
		return true
	}
	if !t.ends(k) && t.is(k+1, "that", "which") {
		return true
	}
	return t.elements[k].forms&formBase != 0 && (t.ends(k) || t.elements[k+1].actor == nil) && t.setting(k) // "in hour-long call"
}

// carriesTalks reports whether element i is a verb that takes a contact as its object, that
// of element k.
func (t *text) carriesTalks(i, k int) bool {
	if i < 0 || t.sentence(i) != t.sentence(k) || t.elements[i].actor != nil {
		return false
	}
	e := &t.elements[i]
	return e.is(isLight) && !e.is(isAux) || e.verb == frameHost || e.verb == frameAttend
}

// behindQuote returns the element at k, or the one behind it where it is a quotation mark:
// "has 'long call' with Xi".
func (t *text) behindQuote(k int) int {
	if k < len(t.elements) && t.elements[k].mark == '"' {
		return k + 1
	}
	return k
}

// inviteHere reports whether "invite" at element k is a noun: "White House invite", "Carney's
// G7 invite".
func (t *text) inviteHere(k int) bool {
	if k == 0 || t.sentence(k-1) != t.sentence(k) || t.elements[k-1].actor == nil || t.joined(k) {
		return false
	}
	before := t.elements[k-1].actor
	return before.town || before.possessive || before.group != "" && k > 1 && t.elements[k-2].actor.leader() && t.elements[k-2].actor.possessive
}

// nounByBefore reports whether element k is a noun by what stands before it in its sentence,
// "Monday's visit", "to talks", and whether that tells.
func (t *text) nounByBefore(k int) (noun, ok bool) {
	e, p := &t.elements[k], &t.elements[t.beforeDescribing(k)]
	switch {
	case p.actor != nil:
		return p.actor.possessive || t.joined(k) || t.nounAfterActor(k), true
	case t.tokens[p.to-1].possessive:
		return true, true
	case p.is(isAdverb) && e.forms&formIng == 0 && k > 1 && t.sentence(k-2) == t.sentence(k) && p == &t.elements[k-1] && t.elements[k-2].actor.leader() && !t.elements[k-2].actor.possessive:
		return false, true // "Biden and Netanyahu finally meet"
	case t.negates(k - 1):
		return false, true // "did not talk about"
	case p.is(isTo|isWill|isMay|isAux|isHe|isThey) && !p.is(isThe):
		return e.verb == frameSpeak && e.forms&formThird != 0 && !p.is(isHe), true
	case t.is(k-1, "no") && e.verb == frameCall: // "no call planned between"
		return true, true
	}
	before := p.is(isThe | isOf | isBy | isIn | isHis | isAfter | isBefore | isLight | isArrive | isPast | isWith)
	return before, before
}

// counts reports whether element k is an ordinal: "sixth call this year".
func (t *text) counts(k int) bool {
	if k < 0 || t.elements[k].actor != nil || !t.elements[k].is(isAdverb) {
		return false
	}
	return oneOf(t.lower(k), "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
}

// negates reports whether element i makes the verb behind it its opposite: "not", "won't".
func (t *text) negates(i int) bool {
	e := &t.elements[i]
	word := t.lower(i)
	return e.actor == nil && e.is(isNot) && (word == "not" || word == "never" || strings.HasSuffix(strings.ReplaceAll(word, "’", "'"), "n't"))
}

// beforeDescribing returns the element before element k and what describes it: "on" in "on
// first wartime visit".
func (t *text) beforeDescribing(k int) int {
	j := k - 1
	for j > 0 && t.sentence(j-1) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(isAdjective|isAdverb|isVenue) && t.elements[j].classes&^(isAdjective|isAdverb|isVenue|isPerson) == 0 && t.elements[j-1].actor == nil {
		j--
	}
	return j
}

// carried reports whether a verb that carries nouns stands before element k, with
// nothing but what describes the noun between: "hold friendly call".
func (t *text) carried(k int) bool {
	for j := range t.backward(k, 5) {
		e := &t.elements[j]
		if e.is(isLight) && !e.is(isAux) {
			return e.actor == nil
		}
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.classes&^(isAdverb|isAdjective|isThe) != 0 || e.verb != noFrame {
			return false
		}
	}
	return false
}

// behindLength returns the element where the length of time begins that stands before element
// k, else k: "two-hour Trump call".
func (t *text) behindLength(k int) int {
	for j := k - 1; j > 0 && j >= k-4 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		switch t.lower(j) {
		case "long", "minute", "minutes", "and", "half", "-":
		case "hour", "hours", "hour long", "hour-long":
			if t.numeral(j-1) || t.elements[j-1].mark == '-' && t.numeral(j-2) {
				return j - 1
			}
			return j
		default:
			if t.tokens[t.elements[j].from].number >= 0 {
				return j
			}
			return k
		}
	}
	return k
}

// nounAfterActor tells "the Xi talks", "the Trump-Xi meeting" from "Xi talks
// to", "Xi meeting Trump".
func (t *text) nounAfterActor(k int) bool {
	if k > 1 && t.joined(k-1) && t.elements[k-2].actor != nil {
		return true // "Xi-Putin talks"
	}
	if k > 1 && (t.elements[k-1].actor.town || t.elements[k-1].actor.leader()) && t.elements[k-2].actor != nil && t.elements[k-2].actor.possessive {
		return true // "Orbán's Moscow meeting", "Starmer's Xi call"
	}
	e, next := &t.elements[k], &element{mark: '.'}
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) {
		next = &t.elements[k+1]
	}
	first := k - 1
	for first > 0 && t.elements[first-1].actor != nil && t.sentence(first-1) == t.sentence(k) {
		first--
	}
	first = t.behindLength(first)
	a := t.elements[k-1].actor
	if e.verb == frameSpeak && e.forms&^formNoun == formBase && a.weak && a.town && first == k-1 && t.sentence(first-1) == t.sentence(k) && !t.separates(first-1) {
		return true // "enjoys Kremlin chat with"
	}
	led := t.ledTo(first, k)
	switch e.verb {
	case frameSpeak:
		if e.forms&formThird == 0 || next.is(isTo) && next.actor == nil {
			return false
		}
		return led || !next.is(isWith) && next.classes != 0
	case frameMeet:
		if e.forms&formIng != 0 {
			return led || t.calledOff(k) || t.willFollow(k) || !(next.actor != nil || next.is(isWith) || next.is(isThe))
		}
		if a.leader() && next.mark != 0 {
			return led // "Ahead of Modi meet, Carney says"
		}
		return led && a.town && next.actor == nil && !next.is(isThe|isHis) // "after Kremlin meet"
	case frameVisit:
		if t.is(k, "visits") && !a.weak {
			return next.is(isTo|isIn|isAnd|isAux) && next.actor == nil || next.mark != 0 // but "Rubio visits museum"
		}
		return a.weak || next.actor == nil && !next.is(isThe)
	case frameCall, frameHost:
		return led && next.actor == nil && (e.forms&formThird == 0 || next.is(isWith|isBetween))
	}
	return true
}

// ledTo reports whether what stands before the names from element first to the word at element
// k leads to a noun: "before Xi talks", "holds Kremlin talks with".
func (t *text) ledTo(first, k int) bool {
	if t.behindPreposition(first) || t.describedSetting(first) {
		return true
	}
	if t.sentence(first-1) != t.sentence(k) {
		return false
	}
	before, a := &t.elements[first-1], t.elements[k-1].actor
	switch {
	case t.endsWith(first-1, "for"), before.is(isBefore|isAfter|isPlan|isPast|isHis|isMay|isNot) && !before.is(isWill|isAdverb):
		return true
	case first != k-1 || !a.weak:
		return false
	case a.town && before.actor == nil && before.is(isLight|isWill|isArrive|isMay|isNot|isAdjective|isAdverb|isHis):
		return true
	}
	return t.carriesTalks(first-1, k) // "holds Ukraine talks with"
}

// describedSetting reports whether a preposition and a word that describes what follows stand
// before element k: "in tense Netanyahu call".
func (t *text) describedSetting(k int) bool {
	if k < 2 || t.sentence(k-2) != t.sentence(k) {
		return false
	}
	e := &t.elements[k-1]
	return e.actor == nil && e.mark == 0 && e.verb == noFrame && e.noun == noFrame && e.classes&^(isAdjective|isAdverb) == 0 &&
		t.elements[k-2].actor == nil && (t.within(k-2) || t.elements[k-2].is(isAfter|isBefore|isPast))
}
