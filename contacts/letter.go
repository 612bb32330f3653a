package contacts

// carriedLetter returns who wrote the letter that somebody else brings, and whom he brings it to:
// "hands Trump King's letter", "handed over a letter from the King" in a story of a guest and his
// host; nil for none.
func (d *Detector) carriedLetter(t *text, n nounRoles, earlier []finding) []*actor {
	writer := n.object
	if n.possessive {
		writer = n.owner
	}
	if n.start == 0 || len(writer.actors) != 1 || !writer.actors[0].leader() || !n.possessive && !t.fromBehind(n.at) {
		return nil
	}
	verb, to := n.start-1, (*actor)(nil)
	for verb > 0 && t.sentence(verb) == t.sentence(n.at) && t.elements[verb].actor == nil && t.elements[verb].is(isThe|isAdjective) {
		verb--
	}
	if verb > 0 && t.elements[verb].actor.leader() && !t.elements[verb].actor.possessive {
		to = t.elements[verb].actor
		verb--
	}
	if t.is(verb, "over", "on") && verb > 0 {
		verb-- // "handed over"
	}
	if verb < 1 || t.sentence(verb) != t.sentence(n.at) || !t.is(verb, "hands", "handed", "handing", "hands over", "handed over", "handing over", "delivers", "delivered", "delivering", "brings", "brought", "passes", "passed", "passed on", "presents", "presented", "gives", "gave") {
		return nil
	}
	if carrier := d.resolve(t, t.subject(verb, true), verb, earlier); to == nil && len(carrier.actors) == 1 {
		to = t.otherThan(carrier.actors[0], writer.actors[0])
	}
	if pair := []*actor{writer.actors[0], to}; to != nil && several(pair) {
		return pair
	}
	return nil
}

// fromBehind reports whether the noun at element k is followed by whom it is from.
func (t *text) fromBehind(k int) bool {
	for j := range t.forward(k, 4) {
		if t.is(j, "from") {
			return true
		}
		if t.elements[j].actor != nil {
			return false
		}
	}
	return false
}

// otherThan returns the only leader of the story who is of neither of two states, nil where
// there is none or more than one.
func (t *text) otherThan(a, b *actor) *actor {
	var found *actor
	for j := range t.elements {
		c := t.elements[j].actor
		if !c.leader() || c.state == a.state || c.state == b.state || found != nil && found.state == c.state {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}
