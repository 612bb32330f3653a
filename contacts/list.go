package contacts

import "strings"

// Lists of actors: "Macron, Merz and Starmer", "leaders including Biden".

// listBack returns the actors of the list that ends with element i and the
// element where it begins.
func (t *text) listBack(i int) ([]*actor, int) {
	actors := []*actor{t.elements[i].actor}
	first := i
	for j := i - 1; j >= 0 && t.sentence(j) == t.sentence(i); {
		at := j
		if t.elements[at].actor == nil && t.separates(at) {
			at--
			for at >= 0 && t.separates(at) {
				at--
			}
		} else if !t.joined(first) {
			break
		}
		if at == first-2 && t.elements[at+1].mark == ',' && at > 0 && t.elements[at-1].actor == nil && t.elements[at-1].verb != noFrame {
			break // "after meeting Putin, Orban flies"
		}
		if at > 0 && t.elements[at].actor != nil && (t.elements[at].actor.weak || t.elements[at].actor.group != "") && t.elements[first].actor.group == "" && !t.elements[first].actor.weak && t.elements[at+1].mark == ',' && (t.behindPreposition(at) || t.elements[at-1].actor == nil && t.endsWith(at-1, "of")) {
			break // "after talks in Delhi, Carney flies"
		}
		if at < 0 || t.elements[at].actor == nil || t.elements[at].actor.possessive && !t.elements[first].actor.possessive || t.sentence(at) != t.sentence(i) {
			break
		}
		actors = append([]*actor{t.elements[at].actor}, actors...)
		first, j = at, at-1
	}
	return actors, first
}

// listFrom returns the actors of the list that begins at element i and the
// element after it. A comma goes on with the list only as far as no verb
// follows the next actor.
func (t *text) listFrom(i int) ([]*actor, int) { return t.list(i, false) }

// list is listFrom; behind "between" the second actor belongs to the list
// whatever follows.
func (t *text) list(i int, both bool) ([]*actor, int) { return t.including(t.row(i, both)) }

// row returns the actors of a list without those whom it only names of several; none where
// no actor stands at element i.
func (t *text) row(i int, both bool) ([]*actor, int) {
	if t.element(i).actor == nil {
		return nil, i + 1
	}
	actors := []*actor{t.elements[i].actor}
	end := i + 1
	for end < len(t.elements) && t.sentence(end) == t.sentence(i) {
		at, comma := end, false
		for at < len(t.elements) && t.separates(at) {
			comma = comma || t.elements[at].mark == ',' && !t.elements[at].is(isAnd)
			at++
		}
		for at < len(t.elements) && at > end && t.elements[at].actor == nil && t.elements[at].is(isAdverb) && t.elements[at].mark == 0 {
			at++ // "Merz and possibly Macron"
		}
		if at < len(t.elements) && at > end && t.elements[at].is(isTime|isThe) && t.elements[at].actor == nil {
			break
		}
		if at >= len(t.elements) || t.elements[at].actor == nil || t.sentence(at) != t.sentence(i) {
			break
		}
		if at == end && !t.joined(at) {
			break
		}
		if comma && t.verbFollows(at+1) && !t.begins(i) && !(both && !several(actors)) {
			break
		}
		if t.elements[at].actor.weak && !actors[0].weak || comma && len(actors) == 1 && t.endsOpening(i, end, at) {
			break
		}
		if t.verbFollows(at+1) && !comma && !(both && !several(actors)) && !t.plural(at+1) && !t.begins(i) {
			// "met Xi and Biden says": the last one begins a clause.
			if next := t.elements[at+1]; next.is(isReport|isAux|isWill) || next.verb != 0 && next.forms&(formThird|formPast) != 0 {
				break
			}
		}
		actors = append(actors, t.elements[at].actor)
		end = at + 1
	}
	return actors, end
}

// endsOpening reports whether the comma at element comma, behind the actor at element i, ends a
// phrase that opens the sentence, so that the actor at element next is the subject: "In a message
// to Biden, Zelenskyy recalled".
func (t *text) endsOpening(i, comma, next int) bool {
	if t.elements[comma].mark != ',' || next != comma+1 || t.ends(next) || !t.elements[next].actor.leader() {
		return false
	}
	after := &t.elements[next+1]
	if after.actor != nil || after.mark != 0 || after.unknown || after.noun != noFrame || after.classes&^(isPast|isBack|isReport|isMay|isWill) != 0 {
		return false
	}
	first := t.clause(i)
	for j := first; j < i; j++ {
		if e := &t.elements[j]; e.actor != nil || e.mark != 0 && e.mark != '"' {
			return false
		}
	}
	e := &t.elements[first]
	return first < i && e.actor == nil && (e.is(isIn|isAfter|isBefore|isPast) || t.is(first, "during", "following"))
}

// including goes on with those whom the text names of several: "leaders including
// Biden and Macron".
func (t *text) including(actors []*actor, end int) ([]*actor, int) {
	if len(actors) == 0 {
		return nil, end
	}
	last := actors[len(actors)-1]
	if !last.plural || !last.loose && last.group == "" {
		return actors, end
	}
	at := end
	for at < len(t.elements) && at < end+5 && (t.elements[at].mark == ',' || t.elements[at].mark == '(' || t.elements[at].is(isOf) || at > end && t.elements[at-1].actor == nil && t.ofStates(at)) {
		at++ // "leaders of foreign states, including"
	}
	if at+1 >= len(t.elements) || t.sentence(at+1) != t.sentence(end-1) || t.elements[at+1].actor == nil || t.elements[at].actor != nil {
		return actors, end
	}
	switch t.lower(at) {
	case "including", "such as", "among them", "notably", "like":
	default:
		return actors, end
	}
	named, end := t.row(at+1, false)
	if last.loose {
		actors = actors[:len(actors)-1]
	}
	return append(actors, named...), end
}

// ofStates reports whether element i goes on with "of foreign states".
func (t *text) ofStates(i int) bool {
	e := &t.elements[i]
	return e.actor == nil && e.mark == 0 && e.verb == noFrame && e.noun == noFrame && (e.classes == 0 || e.is(isMembers|isAdjective)) &&
		!t.is(i, "including", "such as", "among them", "notably", "like")
}

// plural reports whether the verb at element i is one of several: "agree to", "are".
func (t *text) plural(i int) bool {
	switch strings.ToLower(t.words(t.elements[i].from, t.elements[i].from+1)) {
	case "agree", "vow", "pledge", "promise", "plan", "prepare", "expect", "intend", "say", "are", "were", "have", "do":
		return true
	}
	return false
}
