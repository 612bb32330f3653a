package contacts

import (
	"strings"

	"readout"
)

// sharedTitles reads a title that a state shares with a group in front of it or behind it:
// "European, Iranian foreign ministers", "Chinese and African leaders".
func (d *Detector) sharedTitles(t *text) {
	for k := 0; k+2 < len(t.elements); k++ {
		first, second := &t.elements[k], &t.elements[k+2]
		if !t.separates(k+1) || t.elements[k+1].mark == '-' || t.sentence(k) != t.sentence(k+2) || second.actor == nil || second.actor.weak || first.actor != nil && !first.actor.weak {
			continue
		}
		class := t.sharedClass(second)
		if class == "" {
			continue
		}
		state, led := t.demonym(first), second.actor.led && second.actor.group != ""
		g, known := d.roster.Group(t.words(first.from, first.to) + " leaders")
		switch {
		case led && d.organisation(state):
			first.actor = &actor{group: d.groupOf(state), plural: true, led: true, from: first.from, to: first.to} // "NATO, G7 leaders"
		case led && state != "":
			if holder, ok := d.holder(state, "", class, t.story.Published); ok {
				first.actor = holding(holder, state, first.from, first.to)
			}
		case first.actor == nil && known && (led || second.actor.group == ""):
			first.actor = &actor{group: g.Name, plural: true, led: true, from: first.from, to: first.to}
			if holder, ok := d.holder(second.actor.state, "", class, t.story.Published); ok && !led && !second.actor.counterpart && len(second.actor.people) < 2 {
				second.actor = holding(holder, second.actor.state, second.actor.from, second.actor.to)
			}
		}
	}
}

// sharedClass returns the class of those whom element e names in the plural, "" for others.
func (t *text) sharedClass(e *element) readout.Office {
	words := strings.Fields(strings.ToLower(t.words(e.from, e.to)))
	switch last := words[len(words)-1]; {
	case len(words) < 2:
		return ""
	case last == "fms", last == "ministers" && words[len(words)-2] == "foreign":
		return readout.OfficeForeign
	case last == "ministers" && strings.HasPrefix(words[len(words)-2], "defen"):
		return readout.OfficeDefence
	case last == "leaders", last == "presidents", last == "counterparts":
		return readout.OfficeHead
	}
	return ""
}

// demonym returns the state that element e is an adjective for, "Chinese"; "" for none.
func (t *text) demonym(e *element) string {
	if e.phrase == nil || t.tokens[e.to-1].possessive {
		return ""
	}
	for i := range e.phrase.names {
		if n := &e.phrase.names[i]; n.kind == nameDemonym && t.nameFits(n, e.from, e.to) {
			return n.state
		}
	}
	return ""
}
