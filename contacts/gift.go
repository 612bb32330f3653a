package contacts

import "slices"

// handedOver reads "Netanyahu gives Trump a golden pager", "Putin hands medal to
// Lukashenko", where element k is the verb.
func (d *Detector) handedOver(t *text, k int, found []finding) ([]*actor, class) {
	to := t.givenTo(k)
	if to < 0 {
		return nil, 0
	}
	others, _ := t.listFrom(to)
	if slices.ContainsFunc(others, func(a *actor) bool { return !a.leader() || a.possessive }) {
		return nil, 0
	}
	from := d.resolve(t, t.subject(k, t.elements[k].forms == 0), k, found, others...)
	if from.kind == subjectStranger || len(from.actors) != 1 || !from.actors[0].leader() || from.actors[0].possessive {
		return nil, 0
	}
	pair := append(slices.Clone(from.actors), others...)
	if !several(pair) {
		return nil, 0
	}
	return pair, from.cues
}

// givenTo returns the element of whom the verb at element k brings a gift, in front of the
// gift or behind it; -1 for other things.
func (t *text) givenTo(k int) int {
	to, gift := -1, false
	for j := range t.forward(k, 10) {
		e := &t.elements[j]
		switch {
		case e.mark != 0 && e.mark != '"':
			return -1
		case e.actor.leader() && to < 0 && j == k+1, e.actor.leader() && gift && t.is(j-1, "to"):
			to = j
		case e.actor == nil && e.is(isGift):
			gift = true
		case e.actor != nil && !e.actor.weak && !e.actor.possessive, e.actor == nil && (e.verb != noFrame && e.noun == noFrame || e.is(isReport|isClause|isAfter|isBefore) && !e.is(isIn)):
			return -1
		}
		if to >= 0 && gift {
			return to
		}
	}
	return -1
}
