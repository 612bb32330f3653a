package contacts

import (
	"slices"
	"strings"
	"time"

	"readout/contacts/roster"
)

// phraseReader reads one noun phrase that may name an actor.
type phraseReader struct {
	d  *Detector
	t  *text
	on time.Time
	i  int // element to be read next

	sentence int16

	top                               bool // behind "top"
	former, aide, leader, plural, his bool
	some                              bool // behind "a" or "another"
	counterpart                       bool
	civil                             bool // behind "Mr"
	state                             string
	states                            []string // "leaders of France and Germany"
	title                             string   // folded
	bareState                         bool     // nothing but the state has been read
}

// at returns the element to be read next within the sentence, nil at its end.
func (r *phraseReader) at() *element {
	if r.i >= len(r.t.elements) || r.t.sentence(r.i) != r.sentence {
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
	return r.t.tokens[e.from].sentence == r.t.sentence(i)
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
			if head == r.i && (r.bareState && r.foreigner(person) || r.aide && r.many(&r.t.elements[r.i-1]) && r.principal(person)) {
				break // "in Moscow Xi was received", "tells cabinet Putin is losing"
			}
			return r.finishPerson(person, e)
		}
		switch {
		case r.opens(e, start):
			continue
		case r.readState(e), r.readCountry(e), r.readTitle(e):
			head = r.i
			continue
		case r.readGroup(e):
			return r.group(e)
		case r.bareState && r.d.organisation(r.state) && r.t.is(r.i, "allies", "partners", "members"):
			r.i++
			return &actor{group: r.d.groupOf(r.state), plural: true} // "meets NATO allies"
		case r.readRole(e):
			head = r.i
			continue
		case r.describes(e):
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

// opens reads what a phrase opens with: an article, "former", the states of several holders.
func (r *phraseReader) opens(e *element, start int) bool {
	switch {
	case !r.seenTitle() && r.i == start && (r.article(e) || e.is(isHis)) && e.noun == 0:
		r.his, r.some = e.is(isHis), r.indefinite(e)
		r.i++
	case e.is(isFormer) && !r.seenTitle() && !r.thereupon(e):
		r.former = true
		r.i++
	default:
		return r.state == "" && !r.seenTitle() && r.jointly()
	}
	return true
}

// readRole reads the word for a leader, "counterpart", for an aide, "envoy", or "diplomat"
// behind "top US".
func (r *phraseReader) readRole(e *element) bool {
	switch {
	case e.is(isLeader) && (r.state != "" || r.his || e.is(isPlural) || r.ofState(r.i+1) || r.countries(r.i)):
		r.readLeader(e)
	case e.is(isLeader) && r.personAt(r.i+1):
		r.leader = true
		r.i++
	case r.top && r.state != "" && !r.seenTitle() && r.t.is(r.i, "diplomat"):
		r.title, r.bareState = "top diplomat", false
		r.i++
	case e.is(isAide) && !r.placeholder(e):
		r.aide = true
		r.i++
		r.readOf()
	default:
		return false
	}
	return true
}

// describes reads what may stand before the head and names nobody: "Mr", "host", the
// department of an official.
func (r *phraseReader) describes(e *element) bool {
	if e.is(isAdjective) && e.noun == 0 {
		r.civil = r.civil || r.t.is(r.i, "mr", "mrs", "ms")
		r.top = r.top || r.t.is(r.i, "top")
		r.i++
		return true
	}
	return r.hosting() || r.state != "" && !r.seenTitle() && r.department()
}

// principal reports whether one of those whom a name can mean is a leader.
func (r *phraseReader) principal(found []*name) bool {
	return slices.ContainsFunc(found, func(n *name) bool {
		term, held := n.person.term(r.on, "", "")
		return held && term.Office.Principal()
	})
}

// many reports whether an aide's word means several people, which is no title that
// stands before the name of one.
func (r *phraseReader) many(e *element) bool {
	word := strings.ToLower(r.t.words(e.from, e.to))
	switch word {
	case "cabinet", "congress", "parliament", "party", "coalition", "government", "administration", "campaign", "team", "delegation", "military", "army", "police", "staff", "people", "family":
		return true
	}
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss")
}

// personAt reports whether element i names a person, in the sentence of the one
// before it.
func (r *phraseReader) personAt(i int) bool {
	return i < len(r.t.elements) && r.sameSentence(&r.t.elements[i], i-1) && r.person(&r.t.elements[i]) != nil
}

// hosting skips "host" where it tells who is at home: "Uzbek host Mirziyoyev", "Modi
// and host Kishida".
func (r *phraseReader) hosting() bool {
	e := &r.t.elements[r.i]
	if e.verb != frameHost || !r.personAt(r.i+1) || !strings.EqualFold(r.t.words(e.from, e.to), "host") {
		return false
	}
	home := r.state != "" && slices.ContainsFunc(r.person(&r.t.elements[r.i+1]), func(n *name) bool { return n.person.servedIn(r.state) })
	if !home && (r.i < 2 || !r.t.elements[r.i-1].is(isAnd) || !r.personAt(r.i-2)) {
		return false
	}
	r.leader = true
	r.i++
	return true
}

// foreigner reports whether none of those whom a name can mean ever served the state,
// town or seat named in front of it.
func (r *phraseReader) foreigner(found []*name) bool {
	if place := &r.t.elements[r.i-1]; r.possessive(place) || r.name(place, nameDemonym) != nil {
		return false
	}
	return !slices.ContainsFunc(found, func(n *name) bool { return n.person.servedIn(r.state) })
}

// department skips what lies between a state and the holder of an office:
// "European Union foreign policy official".
func (r *phraseReader) department() bool {
	for j := r.i; j < len(r.t.elements) && j < r.i+3; j++ {
		e := &r.t.elements[j]
		if e.mark != 0 || !r.sameSentence(e, r.i) || j > r.i && r.possessive(&r.t.elements[j-1]) || r.t.is(j, "state", "state's", "nation", "nation's", "country", "country's", "member", "member's") {
			return false // "EU state's PM"
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
	if r.seenTitle() || r.ofContinent(e) {
		return false
	}
	n := r.name(e, nameDemonym)
	if n == nil {
		n = r.name(e, nameState)
	}
	if n == nil {
		if state := r.bloc(e); state != "" {
			r.state, r.bareState = state, true
			r.i++
			return true
		}
		if n = r.name(e, nameCapital); n == nil {
			n = r.name(e, nameSeat)
		}
		if n == nil || r.state != "" {
			return false
		}
		r.state, r.bareState = n.state, true
		r.i++
		return true
	}
	if r.state != "" && r.state != n.state {
		return false
	}
	r.state, r.bareState = n.state, true
	r.i++
	return true
}

// bloc returns the organisation that the text has named where "the bloc" or "the alliance"
// stands for it: "the alliance's chief"; "" for anything else.
func (r *phraseReader) bloc(e *element) string {
	if r.i == 0 || r.state != "" || e.phrase != nil || !r.t.is(r.i, "bloc", "alliance") || !r.sameSentence(e, r.i-1) || !r.t.is(r.i-1, "the", "trading", "military", "defence", "defense", "regional") && !(r.i+1 < len(r.t.elements) && r.t.is(r.i+1, "chief", "boss")) {
		return ""
	}
	brussels := false
	for j := r.i - 1; j >= 0; j-- {
		named := &r.t.elements[j]
		for _, kind := range [...]nameKind{nameState, nameDemonym} {
			if n := r.name(named, kind); n != nil && r.d.organisation(n.state) && n.state != "UN" && (n.state == "NATO" || r.t.is(r.i, "bloc")) {
				return n.state
			}
		}
		n := r.name(named, nameCapital)
		brussels = brussels || n != nil && n.state == "BE"
	}
	if brussels && r.t.is(r.i, "bloc") {
		return "EU"
	}
	return ""
}

// readCountry reads "the country's" in front of an office as the state that the text has
// named last, other than that of the feed: "a visit to Hanoi, where he met the country's
// president".
func (r *phraseReader) readCountry(e *element) bool {
	if r.state != "" || r.seenTitle() || !r.possessive(e) || !r.t.is(r.i, "country", "nation", "island", "kingdom") || !r.officeFollows(r.i+1) {
		return false
	}
	home := r.d.home(r.t)
	for j := r.i - 1; j >= 0; j-- {
		before := &r.t.elements[j]
		for _, kind := range [...]nameKind{nameDemonym, nameState, nameCapital, nameSeat} {
			if n := r.name(before, kind); n != nil && n.state != home && !r.d.organisation(n.state) {
				r.state = n.state
				r.i++
				return true
			}
		}
	}
	return false
}

// officeFollows reports whether an office begins at element i, behind an adjective perhaps.
func (r *phraseReader) officeFollows(i int) bool {
	for ; i < len(r.t.elements) && r.sameSentence(&r.t.elements[i], r.i); i++ {
		e := &r.t.elements[i]
		if r.name(e, nameTitle) != nil || e.is(isLeader) {
			return true
		}
		if !e.is(isAdjective) {
			return false
		}
	}
	return false
}

// ofContinent reports whether "American" or "America" is no word for the state: "South American
// leader", "Latin America tour".
func (r *phraseReader) ofContinent(e *element) bool {
	if r.i == 0 || !r.sameSentence(e, r.i-1) || !strings.HasPrefix(strings.ToLower(r.t.words(e.from, e.from+1)), "america") {
		return false
	}
	return r.t.is(r.i-1, "South", "Latin", "Central", "North", "Native", "African", "Asian")
}

// readTitle reads a title, and the state after it: "President of France".
func (r *phraseReader) readTitle(e *element) bool {
	if r.aide {
		return false
	}
	n := r.name(e, nameTitle)
	key := ""
	if n != nil && e.is(isAide) && r.state != "" && len(r.d.offices[n.text][r.state]) == 0 {
		return false // an army chief rules elsewhere
	}
	if n != nil {
		key = n.text
	} else if e.is(isPlural) && !e.is(isLeader) {
		key = strings.TrimSuffix(roster.Fold(r.t.words(e.from, e.to)), "s")
		if stem, found := strings.CutSuffix(key, "ie"); found {
			key = stem + "y" // "secretaries"
		}
		r.plural = true
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
	r.i++
	r.readOf()
	return true
}

func (r *phraseReader) readLeader(e *element) {
	word := roster.Fold(r.t.words(e.from, e.to))
	r.leader = true
	r.counterpart = strings.HasPrefix(word, "counterpart") || word == "colleague" || strings.HasPrefix(word, "peer") || word == "opposite number" || word == "homologue"
	r.plural = r.plural || strings.HasSuffix(word, "s") && word != "heads of state" || strings.HasPrefix(word, "heads")
	r.bareState = false
	r.i++
	if keep := r.i; r.plural && keep+1 < len(r.t.elements) && r.t.elements[keep].is(isAnd) && r.t.is(keep+1, "citizens", "people", "peoples", "nations") && r.ofState(keep+2) {
		r.i += 2 // "the leaders and citizens of"
	}
	r.readOf()
	if states, end := r.statesIn(r.i); r.counterpart && len(r.states) == 0 && len(states) > 1 {
		r.state, r.states, r.i = states[0], states, end // "calls counterparts in Turkey, Qatar and Egypt"
	}
}

// thereupon reports whether "then" says what comes next, and not who once was: "to meet Biden,
// then Harris".
func (r *phraseReader) thereupon(e *element) bool {
	return strings.EqualFold(r.t.words(e.from, e.to), "then") && r.i > 0 && r.sameSentence(e, r.i-1) && r.personAt(r.i+1) && !r.t.joined(r.i+1)
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
	if r.at() != nil && r.t.is(r.i, "bloc", "alliance", "grouping") {
		r.i++ // "from the ECOWAS bloc"
	}
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
		if next == "" || r.possessive(&r.t.elements[r.i-1]) || r.name(&r.t.elements[r.i-1], nameState) == nil {
			r.i = keep
			return
		}
		r.states = append(r.states, next)
	}
}

// countries reports whether element i is "counterparts" with several states behind it.
func (r *phraseReader) countries(i int) bool {
	if !r.t.is(i, "counterparts") {
		return false
	}
	states, _ := r.statesIn(i + 1)
	return len(states) > 1
}

// statesIn reads "in X, Y and Z" at element i, and returns the element behind it.
func (r *phraseReader) statesIn(i int) (states []string, end int) {
	keep := r.i
	defer func() { r.i = keep }()
	r.i = i
	if e := r.at(); e == nil || !r.t.is(i, "in") {
		return nil, i
	}
	r.i++
	for state := r.plainState(); state != ""; state = r.plainState() {
		states, end = append(states, state), r.i
		for e := r.at(); e != nil && (e.mark == ',' || e.is(isAnd)); e = r.at() {
			r.i++
		}
		if r.i == end {
			break
		}
	}
	return states, end
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
