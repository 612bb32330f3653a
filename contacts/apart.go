package contacts

import (
	"slices"
	"strings"
)

// apart makes several contacts of what one word tells of: "calls with Macron, Merz
// and Starmer" are three.
func (t *text) apart(findings []finding) []finding {
	var out []finding
	for _, f := range findings {
		f.splitCounterparts()
		if f.partners < 2 || f.partners >= len(f.actors) || !f.each && !t.severalContacts(f.at) && !t.inTurn(&f) {
			out = append(out, f)
			continue
		}
		own := f.actors[:len(f.actors)-f.partners]
		for i, partner := range f.actors[len(own):] {
			if last := len(out) - 1; i > 0 && f.frame == frameLetter && partner.state == f.actors[len(own)+i-1].state {
				out[last].actors = append(out[last].actors, partner) // to president and prime minister
				continue
			}
			one := f
			one.actors, one.partners = append(slices.Clone(own), partner), 0
			out = append(out, one)
		}
	}
	return out
}

// splitCounterparts makes one partner each of "counterparts from Chile, Kenya and Nepal",
// who do not sit at one table.
func (f *finding) splitCounterparts() {
	if f.partners != 1 || f.frame == frameHost {
		return
	}
	last := f.actors[len(f.actors)-1]
	if states := last.states(); last.counterpart && len(states) > 2 {
		f.actors = f.actors[:len(f.actors)-1]
		for _, state := range states {
			one := *last
			one.state, one.people = state, nil
			f.actors = append(f.actors, &one)
		}
		f.partners, f.each = len(states), true
	}
}

// inTurn reports whether the partners of a finding are said to be met one by one: "hugged
// Macron, Merz and Tusk in turn".
func (t *text) inTurn(f *finding) bool {
	last := f.actors[len(f.actors)-1]
	at := slices.IndexFunc(t.elements, func(e element) bool { return e.actor == last })
	return at > f.at && at+1 < len(t.elements) && t.sentence(at+1) == t.sentence(at) && t.elements[at+1].actor == nil && t.elements[at+1].is(isSeparate)
}

// severalContacts reports whether a word at element k tells of more than one contact.
func (t *text) severalContacts(k int) bool {
	e := &t.elements[k]
	if e.verb == frameCall && e.forms&formNoun == 0 || e.verb == frameSpeak && (e.noun == noFrame || t.near(k, isPhone, 6)) || e.verb == frameBrief && t.endsWith(k, "contacted") {
		return !t.jointCall(k) // "phones Putin and Macron", "spoke with Scholz and Duda"
	}
	switch e.noun {
	case framePhone, frameVideo, frameMeet, frameLetter:
		if e.phrase != nil && strings.HasSuffix(t.lower(k), "s") {
			return true
		}
	}
	return t.near(k, isSeparate, 4) || e.verb == frameMeet && t.amongGroup(k) // "meets Xi and Lee at the G20"
}

// jointCall reports whether the sentence of element k speaks of one call of several.
func (t *text) jointCall(k int) bool {
	for j := range t.elements {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		for word := range strings.FieldsSeq(t.lower(j)) {
			switch word {
			case "joint", "jointly", "together", "conference", "three", "four", "trilateral", "group", "round":
				return true
			}
		}
	}
	return false
}

// instead reports whether something is said to take the place of what was planned.
func (t *text) instead(k int) bool {
	for j := max(0, k-4); j < len(t.elements) && j < k+9; j++ {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		switch t.lower(j) {
		case "now", "instead", "will now", "rescheduled for", "moved to", "pushed back to", "postponed to", "postponed until":
			return true
		}
	}
	return false
}
