package contacts

import (
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// actor is somebody named in the text: a leader by name or by office, an aide,
// a state, a group.
type actor struct {
	people []readout.Participant // who is meant; several for "the leaders of France and Germany"
	group  string                // a group of leaders
	state  string                // the state beside the name, or the state itself
	from   int                   // first token
	to     int

	weak        bool // only the state, its capital or seat is named
	town        bool // the state is named by its capital or seat
	aide        bool // no principal
	possessive  bool
	counterpart bool           // "his counterpart": of the state, in the office of the other
	class       readout.Office // class of the title
	loose       bool           // a title without state or name: who is meant must be found elsewhere
	stranger    bool           // somebody nobody knows
	plural      bool
	led         bool   // a group whose leaders or ministers are named as such
	title       string // folded
	why         string // how the person was found, for the evidence
}

// principal reports whether the actor can make a contact of leaders.
func (a *actor) principal() bool {
	if a.aide || a.stranger {
		return false
	}
	return a.group != "" || slices.ContainsFunc(a.people, func(p readout.Participant) bool { return p.Office.Principal() })
}

// states returns the states of the people who are meant, else the one beside the name.
func (a *actor) states() []string {
	var out []string
	for _, p := range a.people {
		if p.State != "" && !slices.Contains(out, p.State) {
			out = append(out, p.State)
		}
	}
	if len(out) < 2 {
		return []string{a.state}
	}
	return out
}

// leader reports whether the actor is one principal by name or office.
func (a *actor) leader() bool {
	return a != nil && !a.weak && !a.aide && !a.stranger && !a.loose && a.group == "" && len(a.people) == 1 && a.principal()
}

// leaders reports whether the actor is several principals: "the leaders of Guyana
// and Venezuela".
func (a *actor) leaders() bool {
	return !a.weak && !a.aide && !a.stranger && !a.loose && a.group == "" && len(a.people) > 1 && a.principal()
}

// actors joins the elements of noun phrases.
func (d *Detector) actors(t *text) {
	out := make([]element, 0, len(t.elements))
	for i := 0; i < len(t.elements); {
		a, end := d.actorAt(t, i)
		if a != nil && a.loose && a.plural {
			a, end = d.leadersOf(t, a, end)
		}
		if a == nil {
			out = append(out, t.elements[i])
			i++
			continue
		}
		last := end - 1
		if named, next := d.namedBehind(t, a, end); named != nil {
			a, end = named, next
			if last = end - 1; t.elements[last].mark == ',' {
				last--
			}
		}
		e := element{from: t.elements[i].from, to: t.elements[last].to, actor: a, phrase: t.elements[last].phrase, sentence: t.elements[i].sentence}
		a.from, a.to = e.from, e.to
		a.possessive = t.tokens[e.to-1].possessive
		out = append(out, e)
		i = end
	}
	t.elements = out
}

// namedBehind reads the name that stands in commas behind an office, "the French
// president, Emmanuel Macron, met", and returns the element behind it and its commas.
func (d *Detector) namedBehind(t *text, a *actor, end int) (*actor, int) {
	if b, next := d.chairBehind(t, a, end); b != nil {
		return b, next
	}
	if a.plural || a.stranger || a.counterpart || a.title == "" && !a.leader() || end+1 >= len(t.elements) || t.elements[end].mark != ',' || t.sentence(end+1) != t.sentence(end-1) {
		return nil, end
	}
	b, next := d.actorAt(t, end+1)
	if !b.leader() || a.leader() && a.people[0] != b.people[0] || !a.leader() && !d.holds(b, a.title, t) {
		return nil, end
	}
	if next+1 < len(t.elements) && t.elements[next].mark == ',' && t.sentence(next+1) == t.sentence(end) {
		if e := &t.elements[next+1]; !t.tokens[e.from].upper && !e.is(isClause|isThe|isHis|isAfter|isBefore|isReport) {
			next++ // "…, Emmanuel Macron, urged"
		}
	}
	return b, next
}

// chairBehind reads the leader in commas behind the chair of an organisation that his state has:
// "OSCE Chairman-in-Office, Polish Foreign Minister Zbigniew Rau".
func (d *Detector) chairBehind(t *text, a *actor, end int) (*actor, int) {
	if !a.aide && !a.stranger || len(a.people) > 0 || a.plural || end+1 >= len(t.elements) || t.elements[end].mark != ',' || t.sentence(end+1) != t.sentence(end-1) || !d.organisation(a.state) {
		return nil, end
	}
	if !strings.HasPrefix(strings.ToLower(t.words(t.elements[end-1].from, t.elements[end-1].to)), "chair") && !strings.HasSuffix(strings.ToLower(t.words(t.elements[end-1].from, t.elements[end-1].to)), "office") {
		return nil, end
	}
	b, next := d.actorAt(t, end+1)
	if !b.leader() || b.state == a.state || next < len(t.elements) && t.separates(next) && t.sentence(next) == t.sentence(end) {
		return nil, end
	}
	return b, next
}

// holds reports whether the leader holds an office that the title stands for.
func (d *Detector) holds(a *actor, title string, t *text) bool {
	return slices.ContainsFunc(d.offices[title][a.people[0].State], func(o roster.Office) bool {
		term, ok := d.roster.Holder(a.people[0].State, o.Key, t.story.Published)
		return ok && term.Leader == a.people[0].Name
	})
}

// leadersOf reads the group behind "leaders of".
func (d *Detector) leadersOf(t *text, a *actor, end int) (*actor, int) {
	if end+1 >= len(t.elements) || t.sentence(end) != t.sentence(end-1) || !t.is(end, "of", "from") {
		return a, end
	}
	at := end + 1
	if at+1 < len(t.elements) && t.numeral(at) {
		at++ // "presidents of five Central Asian states"
	}
	if g, next := d.actorAt(t, at); g != nil && g.group != "" && t.sentence(at) == t.sentence(end) {
		g.led = true
		return g, next
	}
	if at+2 < len(t.elements) && t.separates(at+1) && t.sentence(at+2) == t.sentence(end) {
		at += 2 // "of Arab, Muslim states"
	}
	if g, known := d.roster.Group(t.words(t.elements[at].from, t.elements[at].to) + " leaders"); known && at+1 < len(t.elements) && t.sentence(at+1) == t.sentence(end) && t.isCountries(at+1) {
		return &actor{group: g.Name, plural: true, led: true}, at + 2 // "leaders of five African countries"
	}
	if t.is(at, "the") && at+1 < len(t.elements) && t.sentence(at+1) == t.sentence(end) && t.is(at+1, "bloc", "grouping", "alliance", "group") {
		if g := d.blocBefore(t, end); g != nil {
			return g, at + 2 // "leaders of the bloc"
		}
	}
	return a, end
}

// blocBefore returns the leaders of the group or organisation that the text names last
// before element k, nil for none.
func (d *Detector) blocBefore(t *text, k int) *actor {
	for j := k - 1; j >= 0; j-- {
		if t.elements[j].phrase == nil {
			continue
		}
		for _, n := range t.elements[j].phrase.names {
			if n.kind == nameState && d.organisation(n.state) {
				return &actor{group: d.groupOf(n.state), plural: true, led: true}
			}
			if g, known := d.roster.Group(n.group); n.kind == nameGroup && known && g.Kind != roster.GroupLoose && g.Kind != roster.GroupMeeting {
				return &actor{group: g.Name, plural: true, led: true}
			}
		}
	}
	return nil
}

// numeral reports whether element i is a number: "five", "8".
func (t *text) numeral(i int) bool {
	return t.tokens[t.elements[i].from].number >= 0 || number(t.words(t.elements[i].from, t.elements[i].to)) > 0 || t.is(i, "two", "eight", "nine", "ten", "dozens of")
}

// actorAt reads the noun phrase that begins at element i; nil where there is
// none.
func (d *Detector) actorAt(t *text, i int) (*actor, int) {
	r := phraseReader{d: d, t: t, on: t.story.Published, i: i, sentence: t.sentence(i)}
	a := r.read()
	if a == nil {
		return nil, i + 1
	}
	return a, r.i
}

// leaderAt returns the one leader whom element i names, also by a title alone
// that somebody in the story holds; nil for others.
func (d *Detector) leaderAt(t *text, i int) *actor {
	a := t.elements[i].actor
	switch {
	case a == nil:
		return nil
	case a.leader():
		return a
	case a.loose && !a.plural && !a.stranger && !a.counterpart:
		if b := d.holderOf(t, a); b.leader() {
			return b
		}
	}
	return nil
}
