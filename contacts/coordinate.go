package contacts

import "readout"

// What one verb carries for several contacts that are told with "and": "will meet Starmer
// and hold talks with Merz".

// willAlso reports whether the verb that carries the noun phrase at element k goes on with
// what is announced: "will meet Starmer and hold talks".
func (t *text) willAlso(k int) bool {
	for j := range t.backward(k, 5) {
		if t.elements[j].actor != nil {
			return false
		}
		if t.is(j, "hold", "have", "begin", "start", "open", "conduct", "lead", "resume", "get", "give", "join") {
			return j > 0 && t.separates(t.behindAdverbs(j-1)) && t.infinitive(j)
		}
	}
	return false
}

// coordinated gives a contact the status of the one before it where one verb carries the
// words for both: "will have an audience with the king and talks with Starmer".
func (t *text) coordinated(f *finding, found []finding) {
	if f.status != readout.Held || !f.unsure {
		return
	}
	and := t.beforeDescribing(f.at)
	for and > 0 && t.elements[and].actor == nil && t.elements[and].is(isThe) {
		and--
	}
	if and < 2 || t.sentence(and) != t.sentence(f.at) || t.elements[and].actor != nil || !t.separates(and) || !t.behindWith(and) {
		return
	}
	_, with := t.listBack(and - 1)
	for _, g := range found {
		if g.at < with && g.at > with-4 && t.sentence(g.at) == t.sentence(f.at) && g.status != readout.Held {
			f.set(g.status, g.why)
			f.unsure = false
		}
	}
}

// behindWith reports whether the list in front of the "and" at element i is whom somebody
// does something with.
func (t *text) behindWith(i int) bool {
	if i == 0 || t.sentence(i-1) != t.sentence(i) || !t.elements[i-1].actor.leader() {
		return false
	}
	_, first := t.listBack(i - 1)
	return first > 0 && t.sentence(first-1) == t.sentence(i) && t.elements[first-1].actor == nil && t.endsWith(first-1, "with")
}
