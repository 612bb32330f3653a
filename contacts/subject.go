package contacts

import "strings"

// The subject is who does what a verb tells. It stands before the verb, far off at the
// beginning of the clause, or behind the clause: "After meeting Xi, Biden said".

// subject finds who does what the verb at element k tells: it goes back over what may stand
// between, "Xi will on Monday meet", to the first that is somebody. A verb that is not
// finite, "to meet", may have its subject farther off.
func (t *text) subject(k int, finite bool) side {
	s := side{first: k}
	if t.behindComma(k) && t.elements[k].verb != noFrame {
		return t.farSubject(k, s) // "addresses Parliament, meets Trudeau"
	}
	open := !finite // the subject may stand farther off
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil {
			if at, far := t.passesActor(j, finite); at >= 0 {
				j, open = at, open || far
				continue
			}
			return t.subjectActor(j, s)
		}
		switch {
		case j > 0 && t.elements[j-1].actor != nil && t.elements[j-1].actor.possessive && t.ownsAttempt(j-1):
			s.cues |= e.classes
			return t.subjectOne(j-1, s)
		case e.is(isBefore|isAfter) && t.elements[j+1].verb != noFrame && t.elements[j+1].forms&formIng != 0:
			return t.farSubject(k, s) // "met Xi before flying to Tokyo to see Ishiba"
		case e.mark == ',' && t.whoseClauseEnds(j) >= 0:
			s.actors, s.first = t.listBack(t.whoseClauseEnds(j)) // "Carney, who saw Lula on Monday, is heading to"
			s.kind = subjectBeside
			return s
		case e.mark == ',' || e.mark == '"' || e.mark == ')' || e.mark == '-':
			open = open || e.mark == ','
		case e.mark != 0:
			return t.farSubject(k, s)
		case e.is(isBefore) && t.nounBehind(k) != frameVisit:
			s.cues |= e.classes
			if far := t.farSubject(k, s); far.kind == subjectFar && (far.actors[0].principal() || far.actors[0].loose) {
				return far // "greets Starmer ahead of Trump talks"
			}
		case e.is(isHe):
			return t.subjectHe(k, j, s)
		case t.leadersOfThem(j) >= 0:
			return t.subjectOne(t.leadersOfThem(j), s)
		case e.is(isThey) && !(finite && t.isObject(e)):
			s.cues |= e.classes
			s.kind, s.first = subjectPair, j
			return s
		case e.is(isAux | isWill | isMay | isNot | isAdverb | isTo | isLight | isArrive | isTime | isPlan | isBack | isThe | isDid):
			s.cues |= e.classes
			if t.elements[k].forms&formBase != 0 && t.endsWithTo(j) {
				open = true // "accepts an invitation to visit"
			}
		case e.is(isClause) && t.relative(j) >= 0:
			return t.subjectOne(t.relative(j), s)
		case t.dayOfMonth(j):
			// "Putin on October 15 received", "on 15 October received"
		case e.is(isIn) && (t.elements[j+1].is(isTime) || t.dayOfMonth(j+1)):
			s.cues |= t.elements[j+1].classes & isTime // "and on Tuesday will join"
		case finite && t.accompanied(j):
			s.cues |= t.elements[j-1].classes &^ isAnd
			return t.subjectActor(j-2, s) // "Biden and Jill dine with"
		case finite && t.saysSo(j):
			return t.subjectOne(j-1, s) // "Lula says spoke with Xi"
		case t.nobody(j):
			s.kind = subjectStranger
			return s
		case e.is(isAnd | isAfter | isBefore | isClause):
			s.cues |= e.classes
			return t.farSubject(k, s)
		case open:
			return t.farSubject(k, s)
		case t.adverb(j):
		default:
			s.kind = subjectStranger
			return s
		}
	}
	return t.farSubject(k, s)
}

// passesActor returns the last element that belongs to the actor at element j where he is
// no subject, -1 where he is one, and whether the subject may then stand farther off:
// "after talks with Xi", "leaves Washington without meeting Trump".
func (t *text) passesActor(j int, finite bool) (at int, far bool) {
	if t.behindPreposition(j) && !t.askedTo(j, j) {
		return j - 1, true
	}
	a := t.elements[j].actor
	if a.possessive && a.weak {
		return -1, false
	}
	list, first := t.listBack(j)
	switch {
	case t.askedTo(first, j):
		return -1, false
	case a.weak && first > 0 && t.sentence(first-1) == t.sentence(j) && t.is(first-1, "including", "such as"):
		return first - 1, true // "officials from 40 countries including China gathered"
	case t.behindPreposition(first):
		return first - 1, true
	case !finite && a.town && len(list) == 1, t.oneOfThem(j):
		return j, true
	case a.weak && a.people != nil && j > 0 && t.elements[j-1].actor != nil && !t.joined(j):
		return j, false
	}
	return -1, false
}

// oneOfThem reports whether the actor at element j only tells of what somebody is the first:
// "will become the first EU leader to visit".
func (t *text) oneOfThem(j int) bool {
	return t.elements[j].actor.stranger && j > 1 && t.sentence(j-2) == t.sentence(j) && t.is(j-1, "first", "second", "third", "latest", "last", "only") && strings.EqualFold(t.words(t.elements[j].to-1, t.elements[j].to), "leader")
}

// askedTo reports whether what somebody asks for or plans is that the actors from element
// first to last do something: "request for Hegseth to meet".
func (t *text) askedTo(first, last int) bool {
	return first > 1 && last+1 < len(t.elements) && t.sentence(first-2) == t.sentence(last+1) && t.is(first-1, "for") && t.elements[first-2].actor == nil && t.elements[first].actor.leader() && t.firstWord(last+1) == "to"
}

// subjectActor returns the list that ends with the actor at element j as the subject, and
// adds him to the pronoun before him: "he and Trump". Who only owns something is none.
func (t *text) subjectActor(j int, s side) side {
	a := t.elements[j].actor
	if a.possessive && a.weak {
		s.kind = subjectStranger
		return s
	}
	list, first := t.listBack(j)
	s.actors, s.first, s.kind = list, first, subjectBeside
	if a.possessive && !t.ownsVisit(j) {
		s.kind = subjectStranger
	}
	if first > 1 && t.elements[first-1].is(isAnd) && t.elements[first-2].actor == nil && t.elements[first-2].is(isHe) && t.sentence(first-2) == t.sentence(j) {
		s.also = first - 2
	}
	return s
}

// subjectHe returns the pronoun at element j as the subject of the verb at element k, with whom
// it is joined to: "President Biden and I signed".
func (t *text) subjectHe(k, j int, s side) side {
	if t.elements[k].forms&(formPast|formBase) != formPast || strings.HasSuffix(t.lower(j), "ll") {
		s.cues |= t.elements[j].classes // but "a day after he'd talked"
	}
	with := t.element(j - 2).actor
	if t.sentence(j-2) == t.sentence(j) && with.leader() && !with.possessive && t.elements[j-1].actor == nil && t.elements[j-1].is(isAnd) {
		s.actors, s.first = t.listBack(j - 2)
		s.also, s.kind = j, subjectBeside
		return s
	}
	s.kind, s.first = subjectPronoun, j
	return s
}

// subjectOne returns the actor at element i alone as the subject.
func (t *text) subjectOne(i int, s side) side {
	s.actors, s.first, s.kind = []*actor{t.elements[i].actor}, i, subjectBeside
	return s
}

// leadersOfThem returns the leaders whose countries end with element j, "the leaders of the
// three countries"; -1 for none.
func (t *text) leadersOfThem(j int) int {
	if !t.isCountries(j) {
		return -1
	}
	for i := range t.backward(j, 4) {
		if a := t.elements[i].actor; a != nil {
			if a.loose && a.plural && t.is(i+1, "of", "from") {
				return i
			}
			return -1
		}
	}
	return -1
}

// dayOfMonth reports whether element j is the number of a day beside the name of a month.
func (t *text) dayOfMonth(j int) bool {
	if t.elements[j].actor != nil || t.tokens[t.elements[j].from].number < 0 {
		return false
	}
	beside := func(i int) bool {
		return i >= 0 && i < len(t.elements) && t.sentence(i) == t.sentence(j) && t.elements[i].actor == nil && t.elements[i].day.kind == 'm'
	}
	return beside(j-1) || beside(j+1)
}

// behindComma reports whether a comma stands before element k, with adverbs at most
// between: "meets Xi, then speaks".
func (t *text) behindComma(k int) bool {
	j := k - 1
	for j > 0 && t.elements[j].actor == nil && t.elements[j].is(isAdverb) {
		j--
	}
	return j >= 0 && t.elements[j].mark == ',' && t.sentence(j) == t.sentence(k)
}

// accompanied reports whether element j is somebody unknown who does something together with
// the leader before him: a wife, a husband.
func (t *text) accompanied(j int) bool {
	return j > 1 && t.sentence(j-2) == t.sentence(j) && t.elements[j].unknown && t.elements[j].mark == 0 && t.tokens[t.elements[j].from].number < 0 &&
		t.is(j-1, "and") && t.elements[j-2].actor.leader() && !t.elements[j-2].actor.possessive && !t.behindPreposition(j-2)
}

// saysSo reports whether element j is what the leader before it says of himself in a headline
// that leaves him out of it.
func (t *text) saysSo(j int) bool {
	return j > 0 && t.sentence(j-1) == t.sentence(j) && t.says(&t.elements[j]) && t.elements[j-1].actor.leader() && !t.elements[j-1].actor.possessive
}

// nobody reports whether element j is a subject of its own that means no leader.
func (t *text) nobody(j int) bool {
	switch t.lower(j) {
	case "you", "you're", "you’re", "you'll", "you’ll", "nobody", "everybody", "everyone", "somebody", "someone", "anybody", "anyone", "people":
		return true
	}
	return false
}

// ownsAttempt reports whether what belongs to the actor at element j is something to be
// done, which stands for him: "Starmer's attempt to meet Trump".
func (t *text) ownsAttempt(j int) bool {
	if j+2 >= len(t.elements) || t.sentence(j+2) != t.sentence(j) || t.elements[j+1].actor != nil || !t.endsWithTo(j+1) && !t.is(j+2, "to") {
		return false
	}
	switch t.firstWord(j + 1) {
	case "attempt", "attempts", "bid", "effort", "efforts", "wish", "desire", "hope", "hopes", "refusal", "decision", "push", "request", "plan", "plans", "readiness", "willingness", "failure":
		return true
	}
	return false
}

// ownsVisit reports whether what belongs to the actor at element j is a visit, which
// stands for the visitor: "Zelensky's trip included talks".
func (t *text) ownsVisit(j int) bool {
	for i := range t.forward(j, 3) {
		if t.elements[i].actor == nil && t.elements[i].noun == frameVisit {
			return true
		}
	}
	return t.ownsVehicle(j)
}

// ownsVehicle reports whether what belongs to the actor at element j brings him somewhere:
// "Kim's armoured train arrives".
func (t *text) ownsVehicle(j int) bool {
	for i := range t.forward(j, 3) {
		if t.is(i, "train", "plane", "jet", "motorcade", "convoy", "arrival") {
			return true
		}
	}
	return false
}

// relative returns whom "who" at element j means: the actor before it, -1 for none.
func (t *text) relative(j int) int {
	if !strings.EqualFold(t.words(t.elements[j].from, t.elements[j].to), "who") {
		return -1
	}
	at := j - 1
	if at >= 0 && t.elements[at].mark == ',' {
		if at--; at > 0 && t.elements[at].actor == nil {
			at = t.beforeInsertion(at)
		}
	}
	if at < 0 || t.sentence(at) != t.sentence(j) || t.elements[at].actor == nil {
		return -1
	}
	return at
}

// beforeInsertion returns the element before what stands between commas and ends with
// element i: "Albanese, sworn in a day earlier, who".
func (t *text) beforeInsertion(i int) int {
	for j := i; j >= 0 && j >= i-8 && t.sentence(j) == t.sentence(i); j-- {
		if t.elements[j].mark == ',' {
			return j - 1
		}
	}
	return i
}

// whoseClauseEnds returns whom the clause with "who" tells of that the comma at element j
// ends: the actor before it, -1 for none.
func (t *text) whoseClauseEnds(j int) int {
	for i := j - 1; i > 1 && i >= j-14 && t.sentence(i) == t.sentence(j); i-- {
		if t.elements[i].mark == ',' || t.elements[i].mark == ';' || t.elements[i].mark == ':' {
			return -1
		}
		if t.is(i, "who") && t.elements[i-1].mark == ',' {
			return t.relative(i)
		}
	}
	return -1
}

// adverb reports whether an unknown word ends like an adverb.
func (t *text) adverb(j int) bool {
	w := t.words(t.elements[j].from, t.elements[j].to)
	return len(w) > 4 && strings.HasSuffix(w, "ly")
}

// farSubject finds the first actor of the sentence who is no object, then one
// that follows after the clause.
func (t *text) farSubject(k int, s side) side {
	from := t.clause(k)
	if t.clauseActor(k) == k {
		for from > 0 && t.sentence(from-1) == t.sentence(k) {
			from--
		}
	}
	if at := t.saidThey(from, k); at >= 0 {
		return side{kind: subjectPair, first: at, cues: s.cues}
	}
	found := t.lastSubject(from, k)
	if found.kind == subjectNone {
		found = t.firstSubject(from, k)
	}
	if found.kind == subjectNone {
		return t.subjectBehind(k, s)
	}
	found.cues = s.cues
	return found
}

// saidThey returns the element of several who are the subject of what is said before element k,
// "says the two agree and will meet", -1 where nobody says so.
func (t *text) saidThey(from, k int) int {
	for j := k - 1; j > from; j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark == ';' || e.mark == ':' || e.is(isClause) && !e.is(isIn) {
			return -1
		}
		if e.is(isThey) && !t.isObject(e) {
			if t.says(&t.elements[j-1]) {
				return j
			}
			return -1
		}
	}
	return -1
}

// firstSubject returns the first actor or pronoun between elements from and k that is no
// object, a leader before a state: "Xi, in remarks by his office, meets".
func (t *text) firstSubject(from, k int) side {
	var weak side
	for j := from; j < k; j++ {
		e := &t.elements[j]
		if e.mark == ':' || e.mark == ';' {
			weak = side{}
		}
		if e.actor == nil && e.is(isHe) && e.to-e.from == 1 && !t.isObject(e) {
			return side{kind: subjectPronoun, first: j}
		}
		if e.actor == nil && e.is(isThey) && !t.isObject(e) {
			return side{kind: subjectPair, first: j}
		}
		if e.actor == nil || e.actor.possessive && !t.ownsVehicle(j) {
			continue
		}
		if t.behindPreposition(j) {
			if list, end := t.listFrom(j); !e.actor.weak && len(list) > 2 || leaders(list) > 1 && t.sentence(j-1) == t.sentence(j) && t.is(j-1, "with") {
				j = end - 1 // "remarks by Biden, Trudeau and López Obrador"
			}
			continue
		}
		actors, _ := t.listFrom(j)
		found := side{actors: actors, first: j, kind: subjectFar}
		if !e.actor.weak && (e.actor.group == "" || e.actor.aide || e.actor.led && t.verbFollows(j+1)) {
			return found
		}
		if weak.kind == subjectNone {
			weak = found
		}
	}
	return weak
}

// subjectBehind returns the actor or pronoun that follows behind a comma after element k:
// "After meeting Xi, Biden said".
func (t *text) subjectBehind(k int, s side) side {
	commas := 0
	for j := k + 1; j < len(t.elements) && t.sentence(j) == t.sentence(k) && t.elements[j].mark != ':'; j++ {
		if e := &t.elements[j]; commas == 0 && e.actor == nil && e.is(isThey) && !t.isObject(e) && t.opensSetting(k) {
			s.kind, s.first = subjectPair, j // "At a summit in Jerusalem the three leaders pledged"
			return s
		}
		if t.elements[j].mark != ',' {
			continue
		}
		commas++
		j++
		for j < len(t.elements) && t.elements[j].actor == nil && t.elements[j].is(isTime|isThe|isAdverb|isAdjective) {
			j++
		}
		if j < len(t.elements) && t.elements[j].actor != nil && t.sentence(j) == t.sentence(k) {
			if t.elements[j-1].mark == ',' && t.elements[j-2].actor != nil && (commas > 1 || t.objectListed(j)) {
				return s // "was the first for Albanese, sworn in last week, who joined Biden, Modi and Kishida"
			}
			actors, _ := t.list(j, true)
			return side{actors: actors, first: j, kind: subjectAfter, cues: s.cues}
		}
		if j < len(t.elements) && t.elements[j].is(isHe) {
			s.kind = subjectPronoun
			return s
		}
	}
	return s
}

// objectListed reports whether the actor at element j stands in a list of those with whom
// something is done: "confers with Trudeau, Macron", "met Macron, Merz".
func (t *text) objectListed(j int) bool {
	_, first := t.listBack(j)
	if first == j || !t.behindPreposition(first) && !t.behindVerb(first) {
		return false
	}
	_, end := t.listFrom(j)
	return end > j+1 && (end >= len(t.elements) || t.sentence(end) != t.sentence(j) || t.elements[end].mark != 0)
}

// opensSetting reports whether the sentence of element k begins with the preposition that
// governs it: "At a trilateral summit".
func (t *text) opensSetting(k int) bool {
	for j := range t.backward(k, 5) {
		e := &t.elements[j]
		if e.actor != nil && !e.actor.weak || e.mark != 0 || e.verb != noFrame {
			return false
		}
		if t.begins(j) {
			return e.actor == nil && (t.within(j) || e.is(isAfter))
		}
	}
	return false
}

// lastSubject returns the leader nearest before element k who begins a clause and has
// a verb of his own: "markets fall, Zelenskiy is on his way to meet Biden".
func (t *text) lastSubject(from, k int) side {
	for j := k - 1; j > from; j-- {
		a := t.elements[j].actor
		if a == nil || !a.leader() || a.possessive || !t.verbFollows(j+1) || t.says(&t.elements[j+1]) {
			continue
		}
		actors, first := t.listBack(j)
		if first > from+1 && t.elements[first-1].is(isAnd) && t.elements[first-2].actor == nil && t.elements[first-2].is(isHe) && !t.isObject(&t.elements[first-2]) {
			return side{actors: actors, first: first, also: first - 2, kind: subjectFar} // "says he and Xi will"
		}
		if first > from && !t.behindPreposition(first) && (t.elements[first-1].mark == ',' || t.elements[first-1].actor == nil && t.elements[first-1].is(isClause)) {
			return side{actors: actors, first: first, kind: subjectFar}
		}
	}
	return side{}
}

// isObject reports whether a pronoun cannot be a subject.
func (t *text) isObject(e *element) bool {
	w := t.words(e.from, e.to)
	return strings.EqualFold(w, "him") || strings.EqualFold(w, "her") || strings.HasPrefix(strings.ToLower(w), "them")
}
