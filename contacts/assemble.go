package contacts

import (
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// Actors become participants: who holds the office that is named, and who else was meant.

// assemble turns the actors of a finding into participants.
func (d *Detector) assemble(t *text, f *finding) {
	d.hostsTalks(t, f)
	for _, a := range f.actors {
		if a.counterpart && a.loose || d.onlyPlace(t, a, f) {
			continue
		}
		people, group := d.meant(t, a, f)
		if group != "" && !slices.Contains(f.groups, group) {
			f.groups = append(f.groups, group)
		}
		if g, known := d.roster.Group(a.group); known && g.Kind == roster.GroupMeeting {
			f.assembly = true
		}
		for _, p := range people {
			f.join(d.asNamed(t, p))
		}
	}
	d.asColleagues(t, f)
}

// join adds somebody to the participants unless he is one already.
func (f *finding) join(p readout.Participant) {
	if !slices.ContainsFunc(f.people, func(q readout.Participant) bool {
		return p.State == q.State && (p.Name == q.Name || p.Name == "" && p.Office == q.Office)
	}) {
		f.people = append(f.people, p)
	}
}

// onlyPlace reports whether a state or town only tells where leaders of others are or what they
// talk about: "Trump and Putin agree on Budapest summit", "Biden and Putin agree to Ukraine summit".
func (d *Detector) onlyPlace(t *text, a *actor, f *finding) bool {
	switch {
	case !a.weak:
		return false
	case a.town:
		return leaders(f.actors) > 1 || slices.ContainsFunc(f.actors, func(b *actor) bool { return b.group != "" })
	}
	return f.frame == frameSummit && leaders(f.actors) > 1 && !a.possessive && a.to == t.elements[f.at].from && !t.joined(f.at) && !d.organisation(a.state)
}

// meant returns the people and the group whom an actor of a finding stands for.
func (d *Detector) meant(t *text, a *actor, f *finding) (people []readout.Participant, group string) {
	people = a.people
	if a.counterpart {
		people = d.counterparts(t, a, f)
	}
	if a.weak && (f.frame == frameSummit || f.frame == frameGather || f.frame == frameAttend) {
		if group, meets := d.meetsAsGroup(t, a, f); meets {
			return nil, group
		}
		if p, ok := d.holder(a.state, "", readout.OfficeHead, t.story.Published); ok {
			people = []readout.Participant{p}
		}
	}
	if a.weak && slices.ContainsFunc(f.actors, func(b *actor) bool { return !b.weak && b.principal() }) {
		if named := t.leaderOf(a.state); named != nil && (f.frame != frameSummit || named.people[0].Office == readout.OfficeHead) {
			people = named.people
		}
	}
	switch {
	case a.stranger:
		people = []readout.Participant{{Office: readout.OfficeOther}}
	case a.aide && len(a.people) == 0:
		people = []readout.Participant{{State: a.state, Office: readout.OfficeOther}}
	}
	return people, a.group
}

// meetsAsGroup reports whether an organisation stands for its members who meet, and returns the
// group; none for the UN, which calls any conference a summit. Where it meets one state, its head
// is meant: "EU and China hold summit", and "von der Leyen told Xi".
func (d *Detector) meetsAsGroup(t *text, a *actor, f *finding) (group string, meets bool) {
	state := a.state
	if state == "BE" && a.town {
		state = "EU" // who has a Brussels summit
	}
	switch {
	case !d.organisation(state), t.summitOfTwo(f) && t.namesHead(state):
		return "", false
	case state == "UN" && f.frame == frameSummit:
		return "", true
	}
	return d.groupOf(state), true
}

// hostsTalks takes the talks of two states for those of their leaders on the site of one of
// these, where the other is named: "Russia-Belarus talks".
func (d *Detector) hostsTalks(t *text, f *finding) {
	host, ok := d.speaker(t)
	if !ok || !slices.Contains([]frame{frameTalks, frameMeet, frameSign, frameJoint}, f.frame) || len(f.actors) != 2 || !f.actors[0].weak || !f.actors[1].weak {
		return
	}
	guest := f.actors[1]
	if guest.state == host.state {
		guest = f.actors[0]
	}
	if f.frame == frameSign && d.organisation(guest.state) {
		return // several may sign for it
	}
	if leader := t.leaderOf(guest.state); leader != nil && leader.leader() && (f.actors[0].state == host.state) != (f.actors[1].state == host.state) {
		f.actors = []*actor{host, leader}
	}
}

// namesHead reports whether the story names the head of a state or organisation as somebody who
// does something or has it done to him.
func (t *text) namesHead(state string) bool {
	return slices.ContainsFunc(t.elements, func(e element) bool {
		a := e.actor
		return a.leader() && a.state == state && !a.possessive && a.people[0].Office == readout.OfficeHead
	})
}

// asNamed returns the head of state or government whom the story names where only the state,
// its capital or a list of states stands for the first of them: "welcomed in Hanoi", and "President Lam".
func (d *Detector) asNamed(t *text, p readout.Participant) readout.Participant {
	if first, ok := d.roster.Executive(p.State, t.story.Published); !ok || first.Leader != p.Name {
		return p
	}
	named := p
	for i := range t.elements {
		a := t.elements[i].actor
		if a != nil && a.loose && !a.plural && d.holds(holding(p, p.State, 0, 0), a.title, t) {
			return p // "the Prime Minister"
		}
		if !a.leader() || a.people[0].State != p.State || a.people[0].Office != readout.OfficeHead {
			continue
		}
		switch other := a.people[0]; {
		case other.Name == p.Name, named.Name != p.Name && named.Name != other.Name:
			return p // named himself, or two others
		case !deputy(other):
			named = other
		}
	}
	return named
}

// deputy reports whether somebody only stands in for a head of state or government.
func deputy(p readout.Participant) bool {
	return strings.HasPrefix(p.Title, "Deputy ") || strings.HasPrefix(p.Title, "Vice") || strings.HasPrefix(p.Title, "Tánaiste")
}

// asColleagues takes a deputy head of government who is a minister too for the minister,
// as the press does, unless the text gives him the other title among heads: "Tajani", "Dar".
func (d *Detector) asColleagues(t *text, f *finding) {
	for i, p := range f.people {
		if p.Office != readout.OfficeHead || !deputy(p) {
			continue
		}
		titled := slices.ContainsFunc(f.actors, func(a *actor) bool {
			return slices.Contains(a.people, p) && a.to > a.from && strings.Contains(strings.ToLower(t.words(a.from, a.to)), strings.ToLower(p.Title[:4]))
		})
		for _, class := range [...]readout.Office{readout.OfficeDefence, readout.OfficeForeign} {
			colleague := slices.ContainsFunc(f.people, func(q readout.Participant) bool { return q.State != p.State && q.Office == class })
			for _, term := range d.roster.HeldOn(p.State, class, t.story.Published) {
				if (colleague || !titled) && term.Leader == p.Name {
					f.people[i] = participant(term)
				}
			}
		}
	}
}

// summitOfTwo reports whether a finding is a summit of an organisation and one state.
func (t *text) summitOfTwo(f *finding) bool {
	return f.frame == frameSummit && len(f.actors) == 2 && f.actors[0].group == "" && f.actors[1].group == "" && f.actors[0].state != f.actors[1].state
}

// leaders counts the states whose leaders are named.
func leaders(actors []*actor) int {
	var states []string
	for _, a := range actors {
		if a == nil || !a.leader() && !a.leaders() {
			continue
		}
		for _, p := range a.people {
			if !slices.Contains(states, p.State) {
				states = append(states, p.State)
			}
		}
	}
	return len(states)
}

// counterparts finds the colleagues of the other side, of one state or of several:
// foreign ministers meet foreign ministers.
func (d *Detector) counterparts(t *text, a *actor, f *finding) []readout.Participant {
	class := readout.OfficeHead
	if aides := slices.IndexFunc(f.actors, func(b *actor) bool { return b != a && b.aide }); aides >= 0 && leaders(f.actors) == leaders([]*actor{a}) {
		class = readout.OfficeOther // "Doval briefs US, UK counterparts"
	}
	for _, b := range f.actors {
		if b != a && len(b.people) > 0 && b.people[0].Office.Principal() {
			class = b.people[0].Office
			break
		}
	}
	var out []readout.Participant
	for _, state := range a.states() {
		if class == readout.OfficeOther {
			out = append(out, readout.Participant{State: state, Office: class})
			continue
		}
		p, ok := d.holder(state, "", class, t.story.Published)
		if named := t.leaderOf(state); named != nil && len(named.people) == 1 && named.people[0].Office == class {
			p = named.people[0]
		} else if !ok {
			p = readout.Participant{State: state, Office: class}
		}
		out = append(out, p)
	}
	return out
}
