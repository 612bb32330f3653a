package contacts

// proposedTo returns the two of a contact told just before, of whom one now proposes or
// agrees on a further one without saying with whom: "spoke with Macron and proposed a
// meeting in Ottawa". The noun phrase of that one begins at element k.
func (d *Detector) proposedTo(t *text, k int, subject side, earlier []finding) []*actor {
	if len(earlier) == 0 || len(subject.actors) != 1 || !subject.actors[0].leader() || !t.proposes(k) {
		return nil
	}
	last := &earlier[len(earlier)-1]
	if len(last.actors) != 2 || leaders(last.actors) != 2 || !tellsOf(last.actors, subject.actors) || t.sentence(k)-t.sentence(last.at) > 1 {
		return nil
	}
	return last.actors
}

// technical reports whether the talks at element k are those of experts: "nuclear talks".
func (t *text) technical(k int) bool {
	switch t.firstWord(k) {
	case "nuclear", "trade", "technical":
		return true
	}
	return k > 0 && t.is(k-1, "nuclear", "trade", "technical", "tariff", "expert-level", "working-level")
}

// proposes reports whether a verb of proposing, inviting to or agreeing on something
// governs what begins at element k: "proposed a", "agreed to hold".
func (t *text) proposes(k int) bool {
	for j := range t.backward(k, 5) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if t.is(j, "proposes", "proposed", "proposing", "suggests", "suggested", "offers", "offered", "offers to", "offered to", "offering to", "agree to", "agrees to", "agreed to", "agree on", "agreed on", "agreed", "promised", "requested", "asked for") {
			return true
		}
	}
	return false
}
