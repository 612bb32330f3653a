package contacts

import (
	"slices"
	"strings"
	"time"

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

// phraseReader reads one noun phrase that may name an actor.
type phraseReader struct {
	d  *Detector
	t  *text
	on time.Time
	i  int // element to be read next

	former, aide, leader, plural, his bool
	some                              bool // behind "a" or "another"
	counterpart                       bool
	state                             string
	states                            []string // "leaders of France and Germany"
	title                             string   // folded
	bareState                         bool     // nothing but the state has been read
	stateAt                           int
	seen                              bool // something that names has been read
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
		e := element{from: t.elements[i].from, to: t.elements[end-1].to, actor: a, phrase: t.elements[end-1].phrase}
		a.from, a.to = e.from, e.to
		a.possessive = t.tokens[e.to-1].possessive
		if a.group != "" && len(a.people) == 0 {
			e.group = a.group
		}
		if a.weak {
			e.place = a.state
		}
		out = append(out, e)
		i = end
	}
	t.elements = out
}

// leadersOf reads the group behind "leaders of".
func (d *Detector) leadersOf(t *text, a *actor, end int) (*actor, int) {
	if end+1 >= len(t.elements) || t.sentence(end) != t.sentence(end-1) || !strings.EqualFold(t.words(t.elements[end].from, t.elements[end].to), "of") {
		return a, end
	}
	if g, next := d.actorAt(t, end+1); g != nil && g.group != "" && t.sentence(end+1) == t.sentence(end) {
		g.led = true
		return g, next
	}
	return a, end
}

// actorAt reads the noun phrase that begins at element i; nil where there is
// none.
func (d *Detector) actorAt(t *text, i int) (*actor, int) {
	r := phraseReader{d: d, t: t, on: t.story.Published, i: i}
	a := r.read()
	if a == nil {
		return nil, i + 1
	}
	return a, r.i
}

// at returns the element to be read next within the sentence, nil at its end.
func (r *phraseReader) at() *element {
	if r.i >= len(r.t.elements) {
		return nil
	}
	return &r.t.elements[r.i]
}

func (r *phraseReader) name(e *element, kind nameKind) *name {
	if e.phrase == nil {
		return nil
	}
	for k := range e.phrase.names {
		n := &e.phrase.names[k]
		if n.kind == kind && r.t.nameFits(n, e.from, e.to) {
			return n
		}
	}
	return nil
}

func (r *phraseReader) possessive(e *element) bool { return r.t.tokens[e.to-1].possessive }

func (r *phraseReader) sameSentence(e *element, i int) bool {
	return r.t.tokens[e.from].sentence == r.t.tokens[r.t.elements[i].from].sentence
}

// read reads a noun phrase from the front: words before the head, then a
// person, a title, a leader, an aide, a group or a bare state.
func (r *phraseReader) read() *actor {
	start := r.i
	head := -1 // the element after the last one that named somebody
	for {
		e := r.at()
		if e == nil || !r.sameSentence(e, start) || e.mark != 0 {
			break
		}
		if person := r.person(e); person != nil {
			if r.his && !r.seenTitle() {
				r.i = start
				return nil
			}
			return r.finishPerson(person, e)
		}
		switch {
		case r.title == "" && !r.leader && !r.aide && r.i == start && (r.article(e) || e.is(isHis)) && e.noun == 0:
			r.his, r.some = e.is(isHis), r.indefinite(e)
			r.i++
			continue
		case e.is(isFormer) && !r.seenTitle():
			r.former = true
			r.i++
			continue
		case r.state == "" && !r.seenTitle() && r.jointly():
			continue
		case r.readState(e):
			head = r.i
			continue
		case r.readTitle(e):
			head = r.i
			continue
		case r.readGroup(e):
			return r.group(e)
		case e.is(isLeader) && (r.state != "" || r.his || e.is(isPlural) || r.ofState(r.i+1)):
			r.readLeader(e)
			head = r.i
			continue
		case e.is(isLeader) && r.state == "" && r.personAt(r.i+1):
			r.leader, r.seen = true, true
			r.i++
			continue
		case e.is(isAide) && !r.placeholder(e):
			r.aide = true
			r.seen = true
			r.i++
			r.readOf()
			head = r.i
			continue
		case e.is(isAdjective) && e.noun == 0:
			r.i++
			continue
		case r.state != "" && !r.seenTitle() && r.department():
			continue
		}
		break
	}
	if head < 0 || r.his && !r.seenTitle() {
		r.i = start
		return nil
	}
	r.i = head
	return r.finish()
}

// personAt reports whether element i names a person, in the sentence of the one
// before it.
func (r *phraseReader) personAt(i int) bool {
	return i < len(r.t.elements) && r.sameSentence(&r.t.elements[i], i-1) && r.person(&r.t.elements[i]) != nil
}

// department skips what lies between a state and the holder of an office:
// "European Union foreign policy official".
func (r *phraseReader) department() bool {
	for j := r.i; j < len(r.t.elements) && j < r.i+3; j++ {
		e := &r.t.elements[j]
		if e.mark != 0 || !r.sameSentence(e, r.i) {
			return false
		}
		if j > r.i && (e.is(isAide) && !r.placeholder(e) || r.name(e, nameTitle) != nil && !e.is(isLeader)) {
			r.i = j
			return true
		}
		if e.classes != 0 || e.unknown || e.verb != 0 || e.noun != 0 || e.phrase != nil {
			return false
		}
	}
	return false
}

// jointly reads the states of several holders: "Greek and Cypriot leaders",
// "China, US presidents".
func (r *phraseReader) jointly() bool {
	keep, states := r.i, []string(nil)
	for {
		e := r.at()
		if e == nil {
			break
		}
		n := r.name(e, nameDemonym)
		if n == nil {
			n = r.name(e, nameState)
		}
		if n == nil || r.possessive(e) {
			break
		}
		states = append(states, n.state)
		r.i++
		for e = r.at(); e != nil && (e.mark == ',' || e.is(isAnd)); e = r.at() {
			r.i++
		}
	}
	e := r.at()
	if len(states) < 2 || e == nil || !e.is(isPlural) && !(e.is(isLeader) && r.t.words(e.from, e.to) == "counterparts") || !r.sameSentence(e, keep) {
		r.i = keep
		return false
	}
	r.state, r.states = states[0], states
	return true
}

// article reports whether the element is "the" or "a".
func (r *phraseReader) article(e *element) bool {
	switch {
	case !e.is(isThe):
		return false
	case strings.EqualFold(r.t.words(e.from, e.to), "that"), strings.EqualFold(r.t.words(e.from, e.to), "this"):
		return false
	}
	return true
}

// indefinite reports whether an article means nobody in particular.
func (r *phraseReader) indefinite(e *element) bool {
	switch strings.ToLower(r.t.words(e.from, e.to)) {
	case "a", "an", "another", "any", "some":
		return true
	}
	return false
}

func (r *phraseReader) seenTitle() bool { return r.title != "" || r.leader || r.aide }

// placeholder tells aide words that are verbs or nouns of other sense here.
func (r *phraseReader) placeholder(e *element) bool {
	return e.verb != 0 || e.noun != 0
}

// readState reads a state, demonym, capital or seat before a head.
func (r *phraseReader) readState(e *element) bool {
	if r.seenTitle() {
		return false
	}
	n := r.name(e, nameDemonym)
	if n == nil {
		n = r.name(e, nameState)
	}
	if n == nil {
		if n = r.name(e, nameCapital); n == nil {
			n = r.name(e, nameSeat)
		}
		if n == nil || r.state != "" {
			return false
		}
		r.state, r.bareState, r.stateAt = n.state, true, r.i
		r.i++
		return true
	}
	if r.state != "" && !r.bareState {
		return false
	}
	if r.state != "" && r.state != n.state {
		return false
	}
	r.state, r.bareState, r.stateAt = n.state, true, r.i
	r.i++
	return true
}

// readTitle reads a title, and the state after it: "President of France".
func (r *phraseReader) readTitle(e *element) bool {
	if r.aide {
		return false
	}
	n := r.name(e, nameTitle)
	key := ""
	if n != nil {
		key = n.text
	} else if e.is(isPlural) && !e.is(isLeader) {
		key = strings.TrimSuffix(roster.Fold(r.t.words(e.from, e.to)), "s")
		r.plural = true
		if strings.HasPrefix(key, "foreign secretarie") {
			key = "foreign secretary"
		}
	}
	if key == "" {
		return false
	}
	if key == "pm" && r.i > 0 && r.t.tokens[e.from-1].number >= 0 {
		return false // a time of the day
	}
	if (key == "chief" || key == "head" || key == "chair" || key == "leader") && r.state == "" && !r.ofState(r.i+1) && !r.personAt(r.i+1) {
		return false
	}
	if r.title == "" || key != "head of state" {
		r.title = key
	}
	r.bareState = false
	r.seen = true
	r.i++
	r.readOf()
	return true
}

func (r *phraseReader) readLeader(e *element) {
	word := roster.Fold(r.t.words(e.from, e.to))
	r.leader = true
	r.counterpart = strings.HasPrefix(word, "counterpart") || word == "colleague" || word == "opposite number" || word == "homologue"
	r.plural = r.plural || strings.HasSuffix(word, "s") && word != "heads of state" || strings.HasPrefix(word, "heads")
	r.bareState = false
	r.seen = true
	r.i++
	r.readOf()
}

// ofState reports whether "of" and a state stand at element i.
func (r *phraseReader) ofState(i int) bool {
	keep := r.i
	defer func() { r.i = keep }()
	r.i = i
	return r.stateAfterOf() != ""
}

// stateAfterOf reads "of the Republic of X" and returns the state, "" when
// something else stands there.
func (r *phraseReader) stateAfterOf() string {
	e := r.at()
	if e == nil || !e.is(isOf) {
		return ""
	}
	r.i++
	return r.plainState()
}

func (r *phraseReader) plainState() string {
	for e := r.at(); e != nil; e = r.at() {
		if e.is(isThe) || e.is(isAdjective) || e.is(isOf) {
			r.i++
			continue
		}
		for _, kind := range [...]nameKind{nameState, nameDemonym} {
			if n := r.name(e, kind); n != nil {
				r.i++
				return n.state
			}
		}
		return ""
	}
	return ""
}

// readOf reads "of X", "of X, Y and Z" after a title, a leader or an aide.
func (r *phraseReader) readOf() {
	keep := r.i
	state := r.stateAfterOf()
	if state == "" {
		r.i = keep
		return
	}
	if r.state == "" {
		r.state = state
	}
	r.states = append(r.states, state)
	if !r.plural {
		return
	}
	for {
		keep = r.i
		for e := r.at(); e != nil && (e.mark == ',' || e.is(isAnd)); e = r.at() {
			r.i++
		}
		if r.i == keep {
			return
		}
		next := r.plainState()
		if next == "" {
			r.i = keep
			return
		}
		r.states = append(r.states, next)
	}
}

// readGroup reads the name of a group.
func (r *phraseReader) readGroup(e *element) bool {
	if r.seenTitle() || r.state != "" {
		return false
	}
	n := r.name(e, nameGroup)
	if n == nil {
		return false
	}
	r.i++
	return true
}

// group returns the group, with "leaders" or "foreign ministers" after it.
func (r *phraseReader) group(e *element) *actor {
	a := &actor{group: r.name(e, nameGroup).group, plural: true}
	if next := r.at(); next != nil && r.sameSentence(next, r.i-1) {
		switch strings.ToLower(r.t.words(next.from, next.to)) {
		case "chair", "chairman", "president", "host", "presidency":
			r.i++
			return &actor{stranger: true} // whoever has the chair this year
		case "finance", "central", "trade", "energy", "health", "climate", "agriculture", "economy", "economic", "interior", "justice", "environment", "labour", "labor", "digital", "culture", "tourism", "transport":
			return &actor{aide: true, state: a.group} // "G20 finance chiefs"
		}
	}
	if g, known := r.d.roster.Group(a.group); known && g.Kind == roster.GroupLoose {
		a.led = true
	}
	if next := r.at(); next != nil && r.sameSentence(next, r.i-1) && next.is(isLeader|isPlural|isMembers) {
		a.led = true
		r.i++
	} else if next != nil && r.sameSentence(next, r.i-1) && (next.is(isAide) && !r.placeholder(next) || r.former && r.name(next, nameTitle) != nil) {
		r.i++
		return &actor{aide: true, state: a.group}
	}
	return a
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
	for _, list := range offices {
		return list[0].Class
	}
	if strings.HasPrefix(r.title, "foreign") || r.title == "fm" || r.title == "top diplomat" {
		return readout.OfficeForeign
	}
	if strings.HasPrefix(r.title, "defen") {
		return readout.OfficeDefence
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
	if r.d.organisation(r.state) && strings.HasPrefix(r.title, "chair") && len(r.d.offices[r.title][r.state]) == 0 {
		return &actor{stranger: true, state: r.state} // whoever has the chair this year
	}
	if r.title != "" || r.leader {
		return r.byTitle(r.state)
	}
	if r.state == "" {
		return nil
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

// onlyState returns the state of a title that stands by itself: "the Pope"; "" for
// others.
func (d *Detector) onlyState(title string) string {
	offices := d.offices[title]
	if len(offices) != 1 {
		return ""
	}
	for state, held := range offices {
		if slices.ContainsFunc(held, func(o roster.Office) bool { return o.Whole }) {
			return state
		}
	}
	return ""
}

// skipStranger reads a name after a title that the roster does not have. The
// roster's holder is meant if any word is shared; otherwise the text is
// believed.
func (r *phraseReader) skipStranger(a *actor) {
	e := r.at()
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

func participant(t roster.Term) readout.Participant {
	return readout.Participant{State: t.State, Office: t.Office, Name: t.Leader, Title: t.In}
}
