package contacts

import (
	"slices"

	"readout"
	"readout/contacts/roster"
)

// person returns the people that the element can mean, nil for none.
func (r *phraseReader) person(e *element) []*name {
	if e.phrase == nil || r.doubleBarrelled(e) {
		return nil
	}
	var found []*name
	for k := range e.phrase.names {
		n := &e.phrase.names[k]
		if n.kind == namePerson && n.surname && !r.seenTitle() && !r.t.known[n.person] && (r.name(e, nameState) != nil || r.name(e, namePlace) != nil) {
			continue // Montenegro is a state before it is a person
		}
		if n.kind == namePerson && r.t.nameFits(n, e.from, e.to) && (n.alone && e.to-e.from > 0 || e.classes == 0 && r.t.tokens[e.from].end-r.t.tokens[e.from].start > 1) {
			found = append(found, n)
		}
	}
	return found
}

// doubleBarrelled reports whether a name is the end of another one that nobody knows:
// "Heaton-Harris".
func (r *phraseReader) doubleBarrelled(e *element) bool {
	if r.i == 0 || r.i >= len(r.t.elements) || &r.t.elements[r.i] != e || !r.t.joined(r.i) {
		return false
	}
	before := &r.t.elements[r.i-1]
	return before.unknown && before.actor == nil && r.sameSentence(e, r.i-1)
}

// finishPerson settles which of the people is meant.
func (r *phraseReader) finishPerson(found []*name, e *element) *actor {
	class := r.class()
	state := r.state
	best := r.likeliest(found, class)
	term, held := best.person.term(r.on, state, class)
	r.i++
	e = r.restOfName(e, best.person)
	if r.namesake(best, term, held) {
		return &actor{stranger: true, state: state}
	}
	// A title of another state than the person ever served: somebody else.
	if state != "" && !best.person.servedIn(state) && best.surname && r.seenTitle() {
		return r.byTitle(state)
	}
	if !best.surname {
		r.t.known[best.person] = true
	}
	if held && r.title != "" && !r.possessive(e) {
		r.skipOf(term.State)
	}
	a := &actor{state: state, people: []readout.Participant{{Name: best.person.name, Office: readout.OfficeOther}}}
	if held {
		p := &a.people[0]
		p.State, p.Office, p.Title = term.State, term.Office, term.In
		a.state, a.class = term.State, term.Office
	} else {
		a.people[0].State = lastState(best.person)
		a.aide = true
	}
	if r.former {
		a.aide = true
		a.people[0].Office = readout.OfficeOther
	}
	if !a.people[0].Office.Principal() {
		a.aide = true
	}
	return r.attribute(a)
}

// likeliest returns the one of the people of a name whom its state, its title and the text
// fit best: in "Prime Minister Li" the one who holds that office.
func (r *phraseReader) likeliest(found []*name, class readout.Office) *name {
	var best *name
	score := -1
	for _, n := range found {
		term, held := n.person.term(r.on, r.state, class)
		s := 0
		if held {
			s += 4
			if term.Office.Principal() {
				s += 2
			}
			if class != "" && term.Office == class {
				s += 2
			}
		}
		if r.state != "" && (held && term.State == r.state) {
			s += 8
		} else if r.state != "" && n.person.servedIn(r.state) {
			s += 3
		}
		if r.t.known[n.person] {
			s += 8
		}
		if n.alone && held {
			s++
		}
		if len(found) > 1 && held && !r.seenTitle() {
			s += r.nearer(term)
		}
		if s > score {
			best, score = n, s
		}
	}
	return best
}

// namesake reports whether a name that has just been read may be that of somebody else, as
// neither its title and state nor the text tell that the leader is meant.
func (r *phraseReader) namesake(n *name, term roster.Term, held bool) bool {
	if r.title != "" || r.leader || r.state != "" && (held && term.State == r.state || n.person.servedIn(r.state)) {
		return false
	}
	if n.surname && r.givenName(r.i-2) {
		return true
	}
	if r.t.known[n.person] {
		return false
	}
	if n.surname && !held && len(n.person.terms) > 0 {
		return true
	}
	if (n.surname || r.t.length(r.i-1) == 1) && r.familyName() {
		return true // "Todd Blanche", "Boris Becker"
	}
	return !n.alone && !(held && (r.ruler(term) || r.civil && term.Office.Principal() && r.t.namesState(term.State)))
}

// ruler reports whether the feed is at home where somebody rules, so that his surname is
// enough however common it is.
func (r *phraseReader) ruler(term roster.Term) bool {
	if r.d.home(r.t) != term.State {
		return false
	}
	if term.Key == "monarch" && r.t.royal() {
		return true
	}
	first, ok := r.d.roster.Executive(term.State, r.on)
	return ok && first.Leader == term.Leader
}

// royal reports whether the text speaks of kings, so that "Charles" is the one at home.
func (t *text) royal() bool {
	for i := range t.tokens {
		switch t.words(i, i+1) {
		case "King", "Queen", "king", "queen", "monarch", "Monarch", "Majesty", "Camilla", "Palace", "Windsor", "Buckingham", "Balmoral", "Sandringham", "royal", "Royal", "crowned", "coronation", "Coronation":
			return true
		}
	}
	return false
}

// nearer weighs who is meant of several of one surname: the feed is at home where he
// rules, or he rules at all.
func (r *phraseReader) nearer(term roster.Term) int {
	n := 0
	if r.d.home(r.t) == term.State {
		n += 3
	}
	if first, ok := r.d.roster.Executive(term.State, r.on); ok && first.Leader == term.Leader {
		n++
	}
	return n
}

// namesState reports whether the text names a state, so that "Mr Austin" in a story on
// the US is its minister.
func (t *text) namesState(state string) bool {
	return slices.ContainsFunc(t.elements, func(e element) bool {
		return e.phrase != nil && slices.ContainsFunc(e.phrase.names, func(n name) bool {
			return n.state == state && (n.kind == nameState || n.kind == nameDemonym || n.kind == nameCapital || n.kind == nameSeat)
		})
	})
}

// restOfName reads on where the name goes on in another name of the same person:
// "Crown Prince Mohammed" and "bin Salman". It returns the last element of the name.
func (r *phraseReader) restOfName(e *element, who *person) *element {
	for next := r.at(); next != nil && next.mark == 0 && next.phrase != nil && !r.possessive(e) && r.sameSentence(next, r.i-1); next = r.at() {
		if !slices.ContainsFunc(next.phrase.names, func(n name) bool {
			return n.kind == namePerson && n.person == who && r.t.nameFits(&n, next.from, next.to)
		}) {
			break
		}
		e = next
		r.i++
	}
	return r.generation(e)
}

// generation skips "Jr." behind a name, with or without a comma.
func (r *phraseReader) generation(e *element) *element {
	for i := r.i; !r.possessive(e) && i < len(r.t.elements) && i < r.i+2 && r.sameSentence(&r.t.elements[i], r.i-1); i++ {
		if r.t.is(i, "Jr", "Sr") {
			r.i = i + 1
			return &r.t.elements[i]
		}
		if r.t.elements[i].mark != ',' {
			break
		}
	}
	return e
}

// skipOf skips "of Japan" behind a name with a title.
func (r *phraseReader) skipOf(state string) {
	keep := r.i
	if r.i >= len(r.t.elements) || !r.sameSentence(&r.t.elements[r.i], r.i-1) || r.stateAfterOf() != state {
		r.i = keep
	}
}

// givenName reports whether element i is a name that makes the surname after it
// that of somebody else: "Ted Lasso".
func (r *phraseReader) givenName(i int) bool {
	if i < 0 || !r.sameSentence(&r.t.elements[i], i+1) {
		return false
	}
	e := &r.t.elements[i]
	if !e.unknown || e.mark != 0 || e.phrase != nil || r.t.tokens[e.from].number >= 0 || r.t.tokens[e.to-1].possessive || r.t.tokens[e.from].caps {
		return false
	}
	if r.t.tokens[e.from].field == inTitle && r.t.titled {
		return false
	}
	first := i == 0 || r.t.tokens[r.t.elements[i-1].from].sentence != r.t.tokens[e.from].sentence
	return !first && r.t.elements[i-1].mark != ':' && (r.t.capitalsTell(e.from) || r.t.elements[i-1].mark == '"')
}

// familyName reports whether the name just read is the given name of somebody
// else: "Todd Blanche".
func (r *phraseReader) familyName() bool {
	e := r.at()
	if e == nil || !e.unknown || e.mark != 0 || e.phrase != nil || !r.sameSentence(e, r.i-1) || r.possessive(&r.t.elements[r.i-1]) {
		return false
	}
	token := &r.t.tokens[e.from]
	switch r.t.words(e.from, e.to) {
	case "Europe", "Asia", "Africa", "West", "America":
		return false // "Xi tells Macron Europe should"
	}
	return token.number < 0 && token.upper && !token.caps && (token.field != inTitle || !r.t.titled)
}

func lastState(p *person) string {
	if len(p.terms) == 0 {
		return ""
	}
	return p.terms[len(p.terms)-1].State
}

// attribute turns a person who only qualifies an aide into that aide: "Trump
// envoy Witkoff", "Putin's spokesman".
func (r *phraseReader) attribute(a *actor) *actor {
	next := r.at()
	if next == nil || next.mark != 0 || !r.sameSentence(next, r.i-1) {
		return a
	}
	keep := r.i
	for next != nil && next.is(isAdjective) && !next.is(isAide) && next.noun == 0 {
		r.i++
		next = r.at()
	}
	if next == nil || !next.is(isAide) || r.placeholder(next) || !r.sameSentence(next, keep-1) || r.person(next) != nil {
		r.i = keep
		return a
	}
	for next = r.at(); next != nil && r.sameSentence(next, keep-1) && (next.is(isAide) || next.unknown && r.t.capitalsTell(next.from)); next = r.at() {
		r.i++
	}
	return &actor{aide: true, state: a.state}
}
