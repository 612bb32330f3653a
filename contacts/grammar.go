package contacts

import (
	"slices"
	"strings"
)

// The grammar finds out who stands where around a frame: in front of it as the
// subject, behind it as the partner, before a noun as its owner.

// subjectKind tells how the subject of a frame was found.
type subjectKind uint8

const (
	subjectNone     subjectKind = iota
	subjectBeside               // it stands next to the frame
	subjectFar                  // it begins the clause
	subjectAfter                // it follows the clause: "After meeting Xi, Biden said"
	subjectPronoun              // he or she
	subjectPair                 // they, the two leaders
	subjectStranger             // somebody nobody knows
)

// side is what stands on one side of a frame.
type side struct {
	actors []*actor
	kind   subjectKind
	first  int   // element where it begins
	also   int   // element of a pronoun in the list: "he and Trump"; 0 = none
	cues   class // what the words between say
}

func (t *text) sentence(i int) int16 { return t.tokens[t.elements[i].from].sentence }

// together reports whether element i ends what element i+1 continues, with
// nothing but a hyphen between.
func (t *text) joined(i int) bool { return t.tokens[t.elements[i].from].joined }

// listBack returns the actors of the list that ends with element i and the
// element where it begins.
func (t *text) listBack(i int) ([]*actor, int) {
	actors := []*actor{t.elements[i].actor}
	first := i
	for j := i - 1; j >= 0 && t.sentence(j) == t.sentence(i); {
		at := j
		if t.elements[at].actor == nil && (t.separates(at) || t.elements[at].is(isTime) && at > 0 && t.elements[at-1].mark == ',') {
			at--
			for at >= 0 && t.separates(at) {
				at--
			}
		} else if !t.joined(first) {
			break
		}
		if at == first-2 && t.elements[at+1].mark == ',' && at > 0 && t.elements[at-1].actor == nil && t.elements[at-1].verb != noFrame {
			break // "after meeting Putin, Orban flies"
		}
		if at > 0 && t.elements[at].actor != nil && t.elements[at].actor.weak && !t.elements[first].actor.weak && t.elements[at+1].mark == ',' && t.behindPreposition(at) {
			break // "after talks in Delhi, Carney flies"
		}
		if at < 0 || t.elements[at].actor == nil || t.elements[at].actor.possessive && !t.elements[first].actor.possessive || t.sentence(at) != t.sentence(i) {
			break
		}
		actors = append([]*actor{t.elements[at].actor}, actors...)
		first, j = at, at-1
	}
	return actors, first
}

// is reports whether element i is one of the words, in whatever case.
func (t *text) is(i int, words ...string) bool {
	e := &t.elements[i]
	if e.actor != nil {
		return false
	}
	written := t.words(e.from, e.to)
	for _, word := range words {
		if len(word) == len(written) && strings.EqualFold(word, written) {
			return true
		}
	}
	return false
}

// elementAt returns the element that begins at a token, k where there is none.
func (t *text) elementAt(from, k int) int {
	if i, ok := slices.BinarySearchFunc(t.elements, from, func(e element, from int) int { return e.from - from }); ok {
		return i
	}
	return k
}

// ends reports whether element k is the last one of its sentence.
func (t *text) ends(k int) bool {
	return k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k)
}

// sentenceEnd returns the element behind the sentence of element i.
func (t *text) sentenceEnd(i int) int {
	end := i
	for end < len(t.elements) && t.sentence(end) == t.sentence(i) {
		end++
	}
	return end
}

// separates reports whether the element stands between the members of a list.
func (t *text) separates(i int) bool {
	e := &t.elements[i]
	return e.mark == ',' || e.mark == '/' || e.mark == '&' || e.is(isAnd) || e.mark == '-'
}

// listFrom returns the actors of the list that begins at element i and the
// element after it. A comma goes on with the list only as far as no verb
// follows the next actor.
func (t *text) listFrom(i int) ([]*actor, int) { return t.list(i, false) }

// list is listFrom; behind "between" the second actor belongs to the list
// whatever follows.
func (t *text) list(i int, both bool) ([]*actor, int) { return t.including(t.row(i, both)) }

// row returns the actors of a list without those whom it only names of several.
func (t *text) row(i int, both bool) ([]*actor, int) {
	actors := []*actor{t.elements[i].actor}
	end := i + 1
	for end < len(t.elements) && t.sentence(end) == t.sentence(i) {
		at, comma := end, false
		for at < len(t.elements) && t.separates(at) {
			comma = comma || t.elements[at].mark == ',' && !t.elements[at].is(isAnd)
			at++
		}
		for at < len(t.elements) && at > end && t.elements[at].actor == nil && t.elements[at].is(isAdverb) && t.elements[at].mark == 0 {
			at++ // "Merz and possibly Macron"
		}
		if at < len(t.elements) && at > end && t.elements[at].is(isTime|isThe) && t.elements[at].actor == nil {
			break
		}
		if at >= len(t.elements) || t.elements[at].actor == nil || t.sentence(at) != t.sentence(i) {
			break
		}
		if at == end && !t.joined(at) {
			break
		}
		if comma && t.verbFollows(at+1) && !t.begins(i) && !(both && !several(actors)) {
			break
		}
		if t.elements[at].actor.weak && !actors[0].weak {
			break
		}
		if t.verbFollows(at+1) && !comma && !(both && !several(actors)) && !t.plural(at+1) && !t.begins(i) {
			// "met Xi and Biden says": the last one begins a clause.
			if next := t.elements[at+1]; next.is(isReport|isAux|isWill) || next.verb != 0 && next.forms&(formThird|formPast) != 0 {
				break
			}
		}
		actors = append(actors, t.elements[at].actor)
		end = at + 1
	}
	return actors, end
}

// including goes on with those whom the text names of several: "leaders including
// Biden and Macron".
func (t *text) including(actors []*actor, end int) ([]*actor, int) {
	last := actors[len(actors)-1]
	if last == nil || !last.plural || !last.loose && last.group == "" {
		return actors, end
	}
	at := end
	for at < len(t.elements) && at < end+5 && (t.elements[at].mark == ',' || t.elements[at].mark == '(' || t.elements[at].is(isOf) || at > end && t.elements[at-1].actor == nil && t.ofStates(at)) {
		at++ // "leaders of foreign states, including"
	}
	if at+1 >= len(t.elements) || t.sentence(at+1) != t.sentence(end-1) || t.elements[at+1].actor == nil || t.elements[at].actor != nil {
		return actors, end
	}
	switch strings.ToLower(t.words(t.elements[at].from, t.elements[at].to)) {
	case "including", "such as", "among them", "notably", "like":
	default:
		return actors, end
	}
	named, end := t.row(at+1, false)
	if last.loose {
		actors = actors[:len(actors)-1]
	}
	return append(actors, named...), end
}

// ofStates reports whether element i goes on with "of foreign states".
func (t *text) ofStates(i int) bool {
	e := &t.elements[i]
	return e.actor == nil && e.mark == 0 && e.verb == noFrame && e.noun == noFrame && (e.classes == 0 || e.is(isMembers|isAdjective)) &&
		!t.is(i, "including", "such as", "among them", "notably", "like")
}

// plural reports whether the verb at element i is one of several: "agree to", "are".
func (t *text) plural(i int) bool {
	switch strings.ToLower(t.words(t.elements[i].from, t.elements[i].from+1)) {
	case "agree", "vow", "pledge", "promise", "plan", "prepare", "expect", "intend", "say", "are", "were", "have", "do":
		return true
	}
	return false
}

// begins reports whether element i is the first of its sentence, where headlines
// put their subjects: "Sheinbaum, Trump agree".
func (t *text) begins(i int) bool {
	return i == 0 || t.sentence(i-1) != t.sentence(i) || t.elements[i-1].mark == ':'
}

// verbFollows reports whether element i is a verb, so that what stands before
// it is its subject.
func (t *text) verbFollows(i int) bool {
	if i >= len(t.elements) || t.sentence(i) != t.sentence(i-1) {
		return false
	}
	e := &t.elements[i]
	return e.is(isReport|isAux|isWill) || e.verb != 0 && e.noun == 0 || e.is(isLight) && e.noun == 0
}

// behindPreposition reports whether the list that begins at element i is the
// object of a preposition.
func (t *text) behindPreposition(i int) bool {
	if i == 0 || t.sentence(i-1) != t.sentence(i) {
		return false
	}
	e := &t.elements[i-1]
	if e.verb == frameVisit && t.elements[i].actor != nil && t.elements[i].actor.weak {
		return true // "arrives in Rome"
	}
	if e.is(isAfter|isBefore|isClause|isAnd) && !e.is(isOf) {
		return false
	}
	return e.is(isOf | isBy | isAbout | isWith | isIn | isBetween | isTo)
}

// behindVerb reports whether element i is the object of a frame's verb: "met Zelensky".
func (t *text) behindVerb(i int) bool {
	return i > 0 && t.sentence(i-1) == t.sentence(i) && t.elements[i-1].actor == nil && t.elements[i-1].verb != noFrame
}

// subject finds who does what the verb at element k tells.
func (t *text) subject(k int, finite bool) side {
	s := side{first: k}
	if t.behindComma(k) && t.elements[k].verb != noFrame {
		return t.farSubject(k, s) // "addresses Parliament, meets Trudeau"
	}
	open := !finite // the subject may stand farther off
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		switch {
		case e.actor != nil && t.behindPreposition(j):
			open = true
			j-- // the preposition
			continue
		case e.actor != nil && e.actor.possessive && e.actor.weak:
			s.kind = subjectStranger
			return s
		case e.actor != nil:
			actors, first := t.listBack(j)
			if t.behindPreposition(first) {
				j = first - 1
				open = true
				continue
			}
			if !finite && e.actor.town && len(actors) == 1 {
				open = true
				continue // "leaves Washington without meeting Trump"
			}
			if e.actor.weak && e.actor.people != nil && j > 0 && t.elements[j-1].actor != nil && !t.joined(j) {
				continue
			}
			if at := t.whoDid(first); open && at >= 0 {
				s.actors, s.first, s.kind = []*actor{t.elements[at].actor}, at, subjectBeside
				return s
			}
			s.actors, s.first, s.kind = actors, first, subjectBeside
			if e.actor.possessive && !t.ownsVisit(j) {
				s.kind = subjectStranger
			}
			if first > 1 && t.elements[first-1].is(isAnd) && t.elements[first-2].actor == nil && t.elements[first-2].is(isHe) && t.sentence(first-2) == t.sentence(k) {
				s.also = first - 2
			}
			return s
		case e.actor == nil && j > 0 && t.elements[j-1].actor != nil && t.elements[j-1].actor.possessive && t.ownsAttempt(j-1):
			s.actors, s.first, s.kind = []*actor{t.elements[j-1].actor}, j-1, subjectBeside
			s.cues |= e.classes
			return s
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
			if t.elements[k].forms&(formPast|formBase) != formPast {
				s.cues |= e.classes // but "a day after he'd talked"
			}
			s.kind, s.first = subjectPronoun, j
			return s
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
			first := t.relative(j)
			s.actors, s.first, s.kind = []*actor{t.elements[first].actor}, first, subjectBeside
			return s
		case t.dayOfMonth(j):
			// "Putin on October 15 received", "on 15 October received"
		case e.is(isIn) && (t.elements[j+1].is(isTime) || t.dayOfMonth(j+1)):
			s.cues |= t.elements[j+1].classes & isTime // "and on Tuesday will join"
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

// whoDid returns whom "who" means in front of the verb whose object begins at element i,
// "Guterres, who saw Lavrov, is heading to Kyiv"; -1 for none.
func (t *text) whoDid(i int) int {
	if !t.behindVerb(i) {
		return -1
	}
	for j := i - 2; j > 0 && j >= i-5 && t.sentence(j) == t.sentence(i) && t.elements[j].actor == nil; j-- {
		if t.is(j, "who") {
			return t.relative(j)
		}
	}
	return -1
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

// nobody reports whether element j is a subject of its own that means no leader.
func (t *text) nobody(j int) bool {
	switch strings.ToLower(t.words(t.elements[j].from, t.elements[j].to)) {
	case "nobody", "everybody", "everyone", "somebody", "someone", "anybody", "anyone", "people":
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
	switch word, _, _ := strings.Cut(strings.ToLower(t.words(t.elements[j+1].from, t.elements[j+1].to)), " "); word {
	case "attempt", "attempts", "bid", "effort", "efforts", "wish", "desire", "hope", "hopes", "refusal", "decision", "push", "request", "plan", "plans", "readiness", "willingness", "failure":
		return true
	}
	return false
}

// ownsVisit reports whether what belongs to the actor at element j is a visit, which
// stands for the visitor: "Zelensky's trip included talks".
func (t *text) ownsVisit(j int) bool {
	for i := j + 1; i < len(t.elements) && i < j+4 && t.sentence(i) == t.sentence(j); i++ {
		if t.elements[i].actor == nil && t.elements[i].noun == frameVisit {
			return true
		}
	}
	return t.ownsVehicle(j)
}

// ownsVehicle reports whether what belongs to the actor at element j brings him somewhere:
// "Kim's armoured train arrives".
func (t *text) ownsVehicle(j int) bool {
	for i := j + 1; i < len(t.elements) && i < j+4 && t.sentence(i) == t.sentence(j); i++ {
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
	return len(w) > 4 && (w[len(w)-2:] == "ly" || w[len(w)-2:] == "LY")
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
	if near := t.lastSubject(from, k); near.kind != subjectNone {
		near.cues = s.cues
		return near
	}
	var weak *side
	for j := from; j < k; j++ {
		e := &t.elements[j]
		if e.mark == ':' || e.mark == ';' {
			weak = nil
		}
		if e.actor == nil && e.is(isHe) && e.to-e.from == 1 && !t.isObject(e) {
			return side{kind: subjectPronoun, first: j, cues: s.cues}
		}
		if e.actor == nil && e.is(isThey) && !t.isObject(e) {
			return side{kind: subjectPair, first: j, cues: s.cues}
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
		found := side{actors: actors, first: j, kind: subjectFar, cues: s.cues}
		if !e.actor.weak && (e.actor.group == "" || e.actor.aide || e.actor.led && t.verbFollows(j+1)) {
			return found
		}
		if weak == nil {
			weak = &found
		}
	}
	if weak != nil {
		return *weak
	}
	commas := 0
	for j := k + 1; j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if t.elements[j].mark != ',' {
			continue
		}
		commas++
		j++
		for j < len(t.elements) && t.elements[j].actor == nil && t.elements[j].is(isTime|isThe|isAdverb|isAdjective) {
			j++
		}
		if j < len(t.elements) && t.elements[j].actor != nil && t.sentence(j) == t.sentence(k) {
			if commas > 1 && t.elements[j-1].mark == ',' && t.elements[j-2].actor != nil {
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

// partner finds the actors behind a frame that ends before element k: at once
// where direct is true, or after "with" and the like.
func (t *text) partner(k int, direct bool, prepositions class) side {
	if k >= len(t.elements) {
		return side{}
	}
	start := k
	apart := false // "a call, and plans a visit to China"
	var cues class
	for j := k; j < len(t.elements) && j < k+14 && t.sentence(j) == t.sentence(start-1); j++ {
		e := &t.elements[j]
		if e.actor != nil && direct && j <= start+skippable(t, start, j) {
			if e.actor.weak && j+1 < len(t.elements) && t.elements[j+1].actor != nil && t.joined(j+1) {
				return side{} // "co-chaired the India-Germany consultations"
			}
			if e.actor.weak && start > 0 && t.elements[start-1].noun == frameMeet {
				return side{} // nobody meets a country
			}
			return t.sideFrom(j, cues)
		}
		if direct && e.actor == nil && e.is(isHe) && j <= start+1 {
			return side{kind: subjectPronoun, first: j, cues: cues}
		}
		if direct && j <= start+1 && t.severalMeant(j) {
			return side{kind: subjectPair, first: j, cues: cues} // "phoned both leaders"
		}
		apart = apart || e.mark == ',' || j > start && e.actor == nil && e.noun != noFrame
		if e.is(prepositions) && !(apart && t.is(j, "to")) && e.actor == nil && j+1 < len(t.elements) {
			next := j + 1
			for next < len(t.elements) && t.elements[next].actor == nil && (t.elements[next].is(isThe|isAdjective|isHis|isAdverb) || t.elements[next].mark == '"') {
				next++
			}
			if next < len(t.elements) && t.elements[next].actor != nil && t.sentence(next) == t.sentence(start-1) {
				return t.sideOf(next, cues, e.is(isBetween))
			}
			if next < len(t.elements) && t.elements[next].is(isHe) {
				if other := next + 2; e.is(isBetween) && other < len(t.elements) && t.elements[next+1].is(isAnd) && t.elements[other].actor != nil && t.sentence(other) == t.sentence(j) {
					both := t.sideOf(other, cues, false)
					both.also = next
					return both // "between him and Xi"
				}
				return side{kind: subjectPronoun, first: next, cues: cues}
			}
			if next < len(t.elements) && t.severalMeant(next) {
				return side{kind: subjectPair, first: next, cues: cues}
			}
			if e.is(isWith) && cues&(isIn|isTime) == 0 && !t.outcome(next) {
				return side{kind: subjectStranger, first: next}
			}
		}
		if e.mark == '.' || e.mark == ';' || e.mark == '?' || e.mark == ':' {
			break
		}
		if e.actor != nil && !e.actor.possessive && j > start && t.elements[j-1].actor == nil && t.verbFollows(j+1) && !t.behindPreposition(j) {
			break // "spoke on Friday, hours after Xi held a meeting with Putin"
		}
		if e.actor == nil && e.noun != noFrame && e.noun != frameVisit && cues&isAnd != 0 && j > start+1 && !t.elements[start].is(isAnd) {
			break // "talks at No 10 and an audience with the king"
		}
		if e.actor == nil && (e.is(isReport|isAux|isWill|isAfter|isBefore) || e.is(isClause) && !e.is(isIn)) {
			break
		}
		if e.verb != 0 && e.noun == 0 && e.actor == nil {
			break
		}
		cues |= e.classes
	}
	return side{}
}

// outcome reports whether what stands behind "with" at element j is what somebody got:
// "leaves the meeting with no deal".
func (t *text) outcome(j int) bool {
	return j < len(t.elements) && (t.elements[j].actor == nil && t.elements[j].is(isNot) || t.is(j, "nothing", "little", "few", "deal", "promise", "promises", "agreement", "only", "handshake", "smiles", "praise"))
}

// severalMeant reports whether element j stands for several people as an object does:
// "them", "both leaders". Sides and countries are no people.
func (t *text) severalMeant(j int) bool {
	e := &t.elements[j]
	if e.actor != nil || !e.is(isThey) || t.sentence(j) != t.sentence(j-1) {
		return false
	}
	switch strings.ToLower(t.words(e.from, e.to)) {
	case "they", "both sides", "the two sides", "the two countries":
		return false
	case "the two":
		return j+1 >= len(t.elements) || t.sentence(j+1) != t.sentence(j) || t.elements[j+1].actor == nil && (t.elements[j+1].mark != 0 || t.elements[j+1].is(isIn|isTo|isOf|isAbout|isAfter|isBefore|isClause|isAux|isWill|isTime|isAnd|isReport|isWith))
	}
	return true
}

// skippable counts the words from element i to j that may stand between a verb
// and its object.
func skippable(t *text, i, j int) int {
	n, plain := 0, 0
	for ; i < j; i++ {
		e := &t.elements[i]
		if e.actor == nil && (e.is(isThe|isAdverb|isAdjective|isHis) || e.mark == '"') {
			n++
		} else if plain < 2 && e.actor == nil && e.classes == 0 && e.mark == 0 && e.verb == noFrame && e.noun == noFrame && j < len(t.elements) && !t.elements[j].actor.weak && !t.elements[j].actor.aide && !t.elements[j].actor.loose {
			plain++
			n++
		} else {
			break
		}
	}
	return n
}

func (t *text) sideFrom(j int, cues class) side { return t.sideOf(j, cues, false) }

func (t *text) sideOf(j int, cues class, both bool) side {
	actors, end := t.list(j, both)
	last := actors[len(actors)-1]
	if last.possessive && end < len(t.elements) {
		actors = actors[:len(actors)-1]
	}
	if len(actors) == 0 {
		return side{kind: subjectStranger, first: j, cues: cues}
	}
	return side{actors: actors, kind: subjectBeside, first: j, cues: cues}
}

// owner finds the actors before a noun: "the Trump-Xi summit", "Biden's first
// meeting". It returns whether they own it.
func (t *text) owner(k int) (s side, possessive bool) {
	skipped := 0
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k) && skipped <= 5; j-- {
		e := &t.elements[j]
		switch {
		case e.actor != nil && e.actor.weak && !e.actor.possessive && !t.joined(j) && j > 0 && t.elements[j-1].actor != nil && !t.elements[j-1].actor.weak && t.sentence(j-1) == t.sentence(k):
			continue // the place: "the Trump-Putin Alaska summit"
		case e.actor != nil:
			if skipped > 0 && !e.actor.possessive {
				return side{first: k}, false
			}
			actors, first := t.listBack(j)
			if before := first - 1; len(actors) == 1 && before >= 0 && e.actor.leader() && t.sentence(before) == t.sentence(k) && t.elements[before].actor != nil && t.elements[before].actor.leader() && !t.elements[before].actor.possessive {
				actors, first = []*actor{t.elements[before].actor, e.actor}, before // "the Trump Putin summit"
			}
			if before := first - 1; len(actors) == 1 && before >= 0 && e.actor.leader() && !e.actor.possessive && t.sentence(before) == t.sentence(k) && t.elements[before].actor.leader() && t.elements[before].actor.possessive {
				actors, first = []*actor{t.elements[before].actor, e.actor}, before // "Johnson's Putin call"
			}
			if !e.actor.possessive && len(actors) > 1 && t.separatedByComma(first, j) && !t.joined(j) {
				actors, first = actors[len(actors)-1:], j
			}
			return side{actors: actors, kind: subjectBeside, first: first}, e.actor.possessive
		case e.is(isHis) && e.actor == nil:
			if strings.EqualFold(t.words(e.from, e.to), "their") {
				return side{kind: subjectPair, first: j}, true
			}
			return side{kind: subjectPronoun, first: j}, true
		case e.mark != 0 && e.mark != '"' && e.mark != '-':
			return side{first: k}, false
		case e.is(isAux | isWith | isTo | isBetween | isOf | isBy | isIn | isReport | isLight | isClause | isAfter | isBefore):
			return side{first: k}, false
		case e.verb != 0 && e.noun == 0:
			return side{first: k}, false
		}
		skipped++
	}
	return side{first: k}, false
}

func (t *text) separatedByComma(first, last int) bool {
	for j := first; j < last; j++ {
		if t.elements[j].mark == ',' {
			return true
		}
	}
	return false
}

// before collects what the words in front of a noun say of its status, back to
// the next actor or the start of the clause.
func (t *text) before(k int) class {
	var cues class
	for j, n := k-1, 0; j >= 0 && t.sentence(j) == t.sentence(k) && n < 5; j, n = j-1, n+1 {
		e := &t.elements[j]
		if t.brokered(j) {
			continue
		}
		if e.actor != nil || e.mark == ',' || e.mark == ';' || e.mark == ':' {
			break
		}
		if n > 0 && t.elements[k-1].actor == nil && t.within(k-1) && e.is(isMay|isNot|isWill) {
			break // "urges restraint in talks", "refuses to budge at summit"
		}
		if e.is(isMay) && j < k-1 && t.endsWithTo(j) {
			break // it governs another verb: "hopes to gain from the summit"
		}
		if j < k-1 && t.is(j, "to") && t.elements[j+1].actor == nil && t.elements[j+1].classes == 0 && t.elements[j+1].verb == noFrame {
			return cues | isTo // "scraps tax to rescue talks"
		}
		cues |= e.classes
		if e.is(isWill|isMay) && strings.HasPrefix(strings.ToLower(t.words(e.from, e.to)), "plan") && (t.preceded(j, "no") || j > 0 && t.preceded(j-1, "no")) {
			cues |= isNot // "no immediate plans for"
		}
		if e.is(isAfter|isBefore|isNot|isMay|isWill|isPast) || e.is(isPlan) && !e.is(isTime) && !t.upcoming(e) || e.verb != 0 {
			break
		}
	}
	return cues
}

// within reports whether element k is a preposition that tells of the setting: "in".
func (t *text) within(k int) bool {
	switch strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)) {
	case "in", "during", "at":
		return true
	}
	return false
}

// brokered reports whether the state at element j only tells who arranged something: "pulls
// out of EU-brokered talks".
func (t *text) brokered(j int) bool {
	a := t.elements[j].actor
	return a != nil && a.weak && !a.possessive && j+1 < len(t.elements) && t.elements[j+1].actor == nil && t.joined(j+1) && t.elements[j+1].noun == noFrame
}

// preceded reports whether the word stands in front of element k in its sentence.
func (t *text) preceded(k int, word string) bool {
	return k > 0 && t.sentence(k-1) == t.sentence(k) && t.is(k-1, word)
}

// upcoming reports whether a word only says when: "called off next week's meeting".
func (t *text) upcoming(e *element) bool {
	switch strings.ToLower(t.words(e.from, e.to)) {
	case "next week", "planned", "upcoming", "tomorrow", "next", "scheduled", "future", "expected":
		return true
	}
	return false
}

func (t *text) endsWithTo(j int) bool { return t.endsWith(j, "to") }

// endsWith reports whether a word is the last one of element j.
func (t *text) endsWith(j int, word string) bool {
	last := t.elements[j].to - 1
	return strings.EqualFold(t.words(last, last+1), word)
}
