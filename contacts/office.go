package contacts

import (
	"slices"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
)

// group returns the group, with "leaders" or "foreign ministers" after it.
func (r *phraseReader) group(e *element) *actor {
	a := &actor{group: r.name(e, nameGroup).group, plural: true}
	if r.i > 1 && r.sameSentence(e, r.i-2) && r.someOf(r.i-2) && r.countsMembers(e) {
		return &actor{stranger: true} // "the two BRICS nations"
	}
	r.skipBloc()
	if next := r.at(); next != nil && r.sameSentence(next, r.i-1) {
		switch strings.ToLower(r.t.words(next.from, next.to)) {
		case "chair", "chairman", "president", "host", "presidency":
			r.i++
			return &actor{stranger: true} // whoever has the chair this year
		case "leader":
			r.i++
			return &actor{stranger: true} // "the first G7 leader to see Xi"
		case "finance", "central", "trade", "energy", "health", "climate", "agriculture", "economy", "economic", "interior", "justice", "environment", "labour", "labor", "digital", "culture", "tourism", "transport", "business", "media", "youth", "women", "parliamentary", "investment":
			return &actor{aide: true, state: a.group} // "G20 finance chiefs"
		case "security", "intelligence", "military", "national", "defence", "defense", "drug", "anti-corruption", "nuclear":
			if behind := r.i + 1; behind < len(r.t.elements) && r.sameSentence(&r.t.elements[behind], r.i) && r.t.elements[behind].is(isAide) {
				return &actor{aide: true, state: a.group} // "BRICS security officials"
			}
		}
	}
	if g, known := r.d.roster.Group(a.group); known && g.Kind == roster.GroupLoose || r.namesLeaders(e) {
		a.led = true
	}
	if next := r.at(); next != nil && r.sameSentence(next, r.i-1) && (next.is(isLeader|isPlural|isMembers) || r.heads()) {
		a.led = true
		r.i++
	} else if next != nil && r.sameSentence(next, r.i-1) && next.is(isAide) && !r.placeholder(next) {
		r.i++
		return &actor{aide: true, state: a.group}
	}
	return a
}

// someOf reports whether element i says that only some of a group are meant: "the two".
func (r *phraseReader) someOf(i int) bool {
	last := r.t.elements[i].to
	switch strings.ToLower(r.t.words(last-1, last)) {
	case "two", "three", "four", "both", "several", "some", "many":
		return r.t.elements[i].actor == nil
	}
	return false
}

// countsMembers reports whether the name of a group stands for those who belong to it, and
// skips the word that says so: "BRICS nations".
func (r *phraseReader) countsMembers(e *element) bool {
	switch strings.ToLower(r.t.words(e.to-1, e.to)) {
	case "nations", "countries", "states", "members":
		return true
	}
	if next := r.at(); next != nil && r.sameSentence(next, r.i-1) && next.is(isMembers) {
		r.i++
		return true
	}
	return false
}

// namesLeaders reports whether the name of a group says that its leaders are meant:
// "Pacific leaders", another name of the Pacific Islands Forum.
func (r *phraseReader) namesLeaders(e *element) bool {
	switch strings.ToLower(r.t.words(e.to-1, e.to)) {
	case "leaders", "presidents", "ministers", "heads":
		return true
	}
	return false
}

// skipBloc skips what only says that a group is one: "the BRICS group of emerging economies".
func (r *phraseReader) skipBloc() {
	word := func(i int, words ...string) bool {
		return i < len(r.t.elements) && r.sameSentence(&r.t.elements[i], r.i-1) && slices.ContainsFunc(words, func(w string) bool {
			return strings.EqualFold(w, r.t.words(r.t.elements[i].from, r.t.elements[i].to))
		})
	}
	if !word(r.i, "group", "grouping", "bloc", "club") || r.possessive(&r.t.elements[r.i]) {
		return
	}
	r.i++
	if !word(r.i, "of") {
		return
	}
	for i := r.i + 1; i < r.i+5; i++ {
		if word(i, "economies", "countries", "nations", "states", "democracies", "powers") {
			r.i = i + 1
			return
		}
	}
}

// heads reports whether "heads" behind a group are its leaders, "IGAD heads meet", and no
// verb: "the EU heads for a crisis".
func (r *phraseReader) heads() bool {
	if !strings.EqualFold(r.t.words(r.at().from, r.at().to), "heads") || r.i+1 >= len(r.t.elements) || !r.sameSentence(&r.t.elements[r.i+1], r.i) {
		return false
	}
	next := &r.t.elements[r.i+1]
	return next.forms&formBase != 0 || next.is(isJoint|isWill|isLight) || r.t.words(next.from, next.to) == "to"
}

// class returns the class of office that the title stands for.
func (r *phraseReader) class() readout.Office {
	if r.title == "" {
		return ""
	}
	offices := r.d.offices[r.title]
	if list := offices[r.state]; len(list) > 0 {
		return list[0].Class
	}
	if state, known := r.d.first[r.title]; known {
		return offices[state][0].Class
	}
	return readout.OfficeHead
}

// finish makes an actor of a phrase without the name of a person.
func (r *phraseReader) finish() *actor {
	if r.aide {
		r.skipNames()
		return &actor{aide: true, state: r.state}
	}
	if r.former && r.seenTitle() {
		r.skipNames()
		return &actor{aide: true, state: r.state}
	}
	if r.plural && r.seenTitle() && r.d.organisation(r.state) {
		return &actor{group: r.d.groupOf(r.state), plural: true, led: true}
	}
	if (r.leader && r.title == "" || r.title == "leader") && !r.plural && !r.counterpart && r.d.organisation(r.state) {
		return &actor{stranger: true, state: r.state} // "the first EU leader to visit Kyiv"
	}
	if r.state != "" && strings.HasPrefix(r.title, "chair") && len(r.d.offices[r.title][r.state]) == 0 {
		return &actor{stranger: true, state: r.state} // whoever has the chair this year, or "the Korea chair" of an institute
	}
	if r.title != "" || r.leader {
		return r.byTitle(r.state)
	}
	// A bare state. What belongs to it is not the state itself.
	last := &r.t.elements[r.i-1]
	a := &actor{weak: true, state: r.state, people: []readout.Participant{{State: r.state, Office: readout.OfficeOther}}}
	if n := r.name(last, nameDemonym); n != nil && r.name(last, nameState) == nil {
		return nil
	}
	a.town = r.name(last, nameState) == nil
	a.possessive = r.possessive(last)
	return a
}

// skipNames skips the unknown names of an aide.
func (r *phraseReader) skipNames() {
	for e := r.at(); e != nil && e.unknown && e.mark == 0 && r.t.capitalsTell(e.from) && r.sameSentence(e, r.i-1); e = r.at() {
		r.i++
	}
}

// byTitle finds who held the office that is named.
func (r *phraseReader) byTitle(state string) *actor {
	a := &actor{state: state, class: r.class(), title: r.title, counterpart: r.counterpart, plural: r.plural}
	if r.leader && r.title == "" {
		a.class = readout.OfficeHead
	}
	if only := r.d.onlyState(r.title); state == "" && only != "" {
		state, a.state = only, only // the Pope
	}
	if r.title == "crown prince" && state != "" && len(r.d.offices[r.title][state]) == 0 {
		r.skipNames()
		return &actor{aide: true, state: state} // of no rank in the roster
	}
	if state == "" {
		a.loose = true
		a.stranger = r.some && !a.plural // "a new president"
		r.skipStranger(a)
		return a
	}
	states := r.states
	if len(states) == 0 {
		states = []string{state}
	}
	if r.plural && len(states) == 1 && (r.title == "president" || r.title == "prime minister" || r.title == "chancellor" || r.title == "king") {
		return &actor{stranger: true, state: state} // "five Italian prime ministers"
	}
	for _, code := range states {
		if p, ok := r.d.holder(code, r.title, a.class, r.on); ok {
			a.people = append(a.people, p)
		}
	}
	r.skipStranger(a)
	if len(a.people) == 0 {
		a.people = []readout.Participant{{State: state, Office: a.class}}
	}
	return a
}

// onlyState returns the state of a title that stands by itself, "the Pope", or the
// organisation that alone has it, "EU chief"; "" for others.
func (d *Detector) onlyState(title string) string {
	offices := d.offices[title]
	if len(offices) != 1 {
		return ""
	}
	for state, held := range offices {
		if known, ok := d.roster.State(state); ok && namesState(title, known) {
			return state // "the UN chief", "European Commission president"
		}
		if slices.ContainsFunc(held, func(o roster.Office) bool { return o.Whole }) {
			return state
		}
		switch title {
		case "taoiseach", "tanaiste", "eam", "external affairs minister":
			return state
		}
	}
	return ""
}

// namesState reports whether a title names the state or organisation that it is of, or the
// seat of the office.
func namesState(title string, of roster.State) bool {
	named := func(name string) bool { return strings.Contains(" "+title+" ", " "+roster.Fold(name)+" ") }
	return slices.ContainsFunc(of.AllNames(), named) || slices.ContainsFunc(of.Seats, func(s roster.Seat) bool { return named(s.Name) })
}

// skipStranger reads a name after a title that the roster does not have. The
// roster's holder is meant if any word is shared; otherwise the text is
// believed.
func (r *phraseReader) skipStranger(a *actor) {
	e := r.at()
	if r.i > 0 && r.possessive(&r.t.elements[r.i-1]) {
		return // "the Liberian president's English"
	}
	if e == nil || !e.unknown || e.mark != 0 || e.phrase != nil || r.t.tokens[e.from].number >= 0 || !r.t.capitalsTell(e.from) || !r.sameSentence(e, r.i-1) {
		return
	}
	first := e.from
	last := e.to
	for e = r.at(); e != nil && e.mark == 0 && (e.unknown || r.lower(e)) && r.sameSentence(e, r.i-1); e = r.at() {
		r.i++
		last = e.to
	}
	written := r.t.words(first, last)
	if a.loose {
		a.stranger = true
		return
	}
	if len(a.people) == 1 && !a.plural {
		if !sharesWord(a.people[0].Name, written) && strings.Contains(written, " ") {
			a.people[0].Name = written
			a.why = "named in the text, unknown to the roster"
		}
	}
}

// lower reports whether the element is a particle inside a name: "bin", "al".
func (r *phraseReader) lower(e *element) bool {
	switch r.t.words(e.from, e.to) {
	case "bin", "al", "de", "van", "von", "der", "den", "da", "el", "ibn", "dos", "di":
		return true
	}
	return false
}

func sharesWord(a, b string) bool {
	for word := range strings.FieldsSeq(roster.Fold(a)) {
		if len(word) > 2 && strings.Contains(roster.Fold(b), word) {
			return true
		}
	}
	return false
}

// holder returns who held the office that a title stands for in a state.
func (d *Detector) holder(state, title string, class readout.Office, on time.Time) (readout.Participant, bool) {
	for _, office := range d.offices[title][state] {
		if term, ok := d.roster.Holder(state, office.Key, on); ok {
			return participant(term), true
		}
	}
	if class == readout.OfficeHead || class == "" {
		if term, ok := d.roster.Executive(state, on); ok {
			return participant(term), true
		}
		return readout.Participant{}, false
	}
	for _, term := range d.roster.HeldOn(state, class, on) {
		return participant(term), true
	}
	return readout.Participant{}, false
}

// holding is the actor of somebody found by his office, whom the text names from
// one token to another.
func holding(p readout.Participant, state string, from, to int) *actor {
	return &actor{people: []readout.Participant{p}, state: state, class: p.Office, from: from, to: to}
}

// executive is the leader of a state that the text names from one token to
// another, nil where nobody is known.
func (d *Detector) executive(t *text, state string, from, to int) *actor {
	term, ok := d.roster.Executive(state, t.story.Published)
	if !ok {
		return nil
	}
	return holding(participant(term), state, from, to)
}

func participant(t roster.Term) readout.Participant {
	return readout.Participant{State: t.State, Office: t.Office, Name: t.Leader, Title: t.In}
}
