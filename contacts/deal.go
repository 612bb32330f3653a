package contacts

import (
	"slices"
	"strings"

	"readout"
)

// Some contacts are told by what one leader does to another, with the contact itself as
// the setting: "Trump presses Xi on trade in Busan talks".

// dealings returns two leaders of whom one does something to the other in the
// clause before a noun, "Xi confronts Trudeau over a conversation", and what the
// words between them say.
func (d *Detector) dealings(t *text, k int) ([]*actor, class) {
	if !t.setting(k) && !t.thankedFor(k) && !(k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].is(isAbout|isPast)) {
		return nil, 0
	}
	for j := k - 1; j >= 0 && j >= k-4 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		if t.is(j, "speech", "statement", "interview", "post", "remarks") {
			return nil, 0 // "mentions Putin in his speech at the summit of investors"
		}
	}
	pair, cues := d.deal(t, t.clause(k), k)
	if pair == nil && t.timedAt(k) {
		pair = d.calledNames(t, t.clause(k), k)
	}
	if noun := t.nounBehind(k); pair == nil && (noun == framePhone || noun == frameVideo) {
		return d.saidOf(t, t.clause(k), k), 0
	}
	return pair, cues &^ isNot // "made no progress with Putin in call", "refuses to forgive Xi in talks"
}

// timedAt reports whether the noun phrase at element k is a contact told with its length: "after
// four-hour summit".
func (t *text) timedAt(k int) bool {
	for j := k; j < len(t.elements) && j < k+4 && t.sentence(j) == t.sentence(k); j++ {
		if t.elements[j].actor == nil && t.elements[j].noun != noFrame {
			return t.timed(j)
		}
	}
	return false
}

// calledNames reads "Biden calls Xi a dictator" from element i on, before element end.
func (d *Detector) calledNames(t *text, i, end int) []*actor {
	i = t.dealer(i, end)
	if i < 0 || i+2 >= end || !t.is(i+1, "calls", "called", "brands", "branded", "dubs", "dubbed", "labels", "labelled", "labeled") {
		return nil
	}
	first, second := d.leaderAt(t, i), d.leaderAt(t, i+2)
	if pair := []*actor{first, second}; first != nil && second != nil && !t.elements[i+2].actor.possessive && several(pair) {
		return pair
	}
	return nil
}

// thankedFor reports whether the noun phrase that begins at element k is what somebody is
// thanked for: "thanks Trump for a productive conversation".
func (t *text) thankedFor(k int) bool {
	at := k - 1
	for at > 0 && t.elements[at].actor == nil && t.sentence(at) == t.sentence(k) && (t.elements[at].is(isThe|isAdjective|isHis) || t.elements[at].entry == entry{}) {
		at--
	}
	if at < 1 || t.sentence(at) != t.sentence(k) || !t.is(at, "for") {
		return false
	}
	for j := t.clause(k); j < at; j++ {
		if t.is(j, "thanks", "thanked", "thank", "thanking", "grateful", "thankful", "appreciates", "appreciated", "gratitude") {
			return true
		}
	}
	return false
}

// saidOf reads "Trump says Xi approved it" from element i on, before a call at element
// end, in which he must have heard so.
func (d *Detector) saidOf(t *text, i, end int) []*actor {
	for i < end && t.elements[i].actor == nil {
		i++
	}
	if i+2 >= end || t.elements[i].actor.possessive || t.behindPreposition(i) || !t.says(&t.elements[i+1]) {
		return nil
	}
	first, second := d.leaderAt(t, i), d.leaderAt(t, i+2)
	if first == nil || second == nil || t.elements[i+2].actor.possessive {
		return nil
	}
	for j := i + 3; j < end; j++ {
		if t.elements[j].actor != nil && !t.elements[j].actor.weak || t.elements[j].mark != 0 && t.elements[j].mark != '"' {
			return nil
		}
	}
	if pair := []*actor{first, second}; several(pair) {
		return pair
	}
	return nil
}

// deal reads "A presses B" from element i on, before element end.
func (d *Detector) deal(t *text, i, end int) (pair []*actor, cues class) {
	i = t.dealer(i, end)
	if i < 0 {
		return nil, 0
	}
	first := d.partyAt(t, i) // "African leaders press Trump"
	if first == nil {
		return nil, 0
	}
	others, next := t.listFrom(i)
	if next < end && t.elements[next].actor == nil && t.elements[next].noun != noFrame && t.elements[next].verb == noFrame {
		return nil, 0 // "Trump's Putin love-in leaves Zelensky cold"
	}
	begin, object, cues := t.deed(t.behindAside(next, end), end)
	if object < 0 {
		return nil, 0
	}
	if t.elements[object].actor == nil { // "after Xi warns him"
		if other := d.topic(t, object, []*actor{first}); other.leader() && other.state != first.state {
			return []*actor{first, other}, cues
		}
		return nil, 0
	}
	second := d.partyAt(t, object) // "tells G7 leaders"
	if second == nil || t.behindPreposition(object) && !t.reaches(begin, object) {
		return nil, 0
	}
	pair = append([]*actor{first}, slices.DeleteFunc(others[1:], func(a *actor) bool { return !a.leader() })...)
	pair = append(pair, second)
	if more, _ := t.listFrom(object); len(more) > 1 {
		pair = append(pair, slices.DeleteFunc(more[1:], func(a *actor) bool { return !a.leader() || a.possessive })...) // "presses Putin and Zelensky"
	}
	if !several(pair) {
		return nil, 0
	}
	return pair, cues
}

// dealer returns the first actor from element i on, before element end, behind a place that
// the clause opens with; -1 where he is no subject.
func (t *text) dealer(i, end int) int {
	for i < end && t.elements[i].actor == nil {
		i++
	}
	if i+1 < end && t.elements[i].actor.weak && t.opensPlace(i) {
		for i += 2; i < end && t.elements[i].actor == nil; {
			i++
		}
	}
	if i >= end || t.elements[i].actor.possessive || t.behindPreposition(i) {
		return -1
	}
	return i
}

// partyAt returns the leader whom element i names, or the leaders of a group, nil for
// neither.
func (d *Detector) partyAt(t *text, i int) *actor {
	leader := d.leaderAt(t, i)
	if a := t.elements[i].actor; leader == nil && a.group != "" && a.led && !a.aide {
		return a
	}
	return leader
}

// behindAside returns the element behind what tells only where the leader before element i
// is: "Netanyahu, from the White House,", "Xi in Moscow".
func (t *text) behindAside(i, end int) int {
	i = t.afterParenthesis(i)
	if i+2 >= end || t.elements[i].actor != nil {
		return i
	}
	e := &t.elements[i]
	if a := t.elements[i+1].actor; e.is(isIn) && !e.is(isClause) && a != nil && a.weak && a.town && !a.possessive {
		return i + 2
	}
	return i
}

// deed goes over what a leader is said to do from element begin on, before element end. It
// returns where that begins, behind "says he", the element of the leader or pronoun it is
// done to, -1 for none, and what the words say of its status.
func (t *text) deed(begin, end int) (from, object int, cues class) {
	i := begin
	for ; i < end && t.elements[i].actor == nil; i++ {
		e := &t.elements[i]
		if i == begin && t.says(e) && i+2 < end && (t.is(i+1, "he", "she", "he'd", "she'd", "he's", "she's") || t.is(i, "said") && t.is(i+1, "to")) {
			i, begin = i+1, i+2 // "Carney says he agreed with Modi in call", "Trump said to warn Xi"
			continue
		}
		if i > begin && t.is(i, hostileDeeds...) {
			return begin, -1, 0 // "vetoes plan to kill Khamenei"
		}
		if i-begin > 8 || e.mark != 0 && e.mark != '"' || e.is(isClause|isBefore) || t.says(e) {
			return begin, -1, 0
		}
		if e.is(isHe) && t.isObject(e) && i > begin {
			if i == begin+1 && t.is(begin, namings...) && !t.ends(i) && !t.objectEnds(i, i+1) {
				return begin, -1, 0 // "calls him a thug"
			}
			return begin, i, cues
		}
		weight := t.weighs(e)
		if i > begin || i+1 < end && t.elements[i+1].actor != nil {
			weight &^= isTo // "touched his arm to correct him", "Modi to Putin in call"
		}
		if t.is(i, "plan to", "plans to") && i+1 < end && t.elements[i+1].actor != nil {
			weight = 0 // "presents peace plan to Biden"
		}
		if t.is(i, "rebuffs", "rebuffed", "rejects", "rejected", "spurns", "spurned", "resists", "resisted") && i+1 < end && t.elements[i+1].actor != nil && t.elements[i+1].actor.possessive {
			weight &^= isNot // "rebuffs Blinken's plea"
		}
		cues |= weight
	}
	if i >= end || i == begin || t.verbFollows(i+1) && !(t.is(i-1, "with") && t.joins(i+1)) || i == begin+1 && t.is(begin, namings...) {
		return begin, -1, 0 // "calls Petro a thug"
	}
	return begin, i, cues
}

// namings say what somebody is called.
var namings = []string{"calls", "called", "call", "brands", "branded", "labels", "labelled", "labeled", "dubs", "dubbed", "deems", "deemed", "confuses", "confused", "mistakes", "mistook", "likens", "likened", "compares", "compared", "impersonates"}

// hostileDeeds are what is done to somebody without talking to him.
var hostileDeeds = []string{"kill", "killing", "assassinate", "assassinating", "murder", "oust", "ousting", "topple", "toppling", "overthrow", "overthrowing", "arrest", "arresting", "capture", "capturing", "kidnap", "depose", "eliminate", "extradite", "prosecute", "impeach", "poison", "bomb", "replace", "replacing"}

// opensPlace reports whether element i is a place in front of the clause: "From Cairo,
// Macron gets Trump on the phone".
func (t *text) opensPlace(i int) bool {
	return i > 0 && t.sentence(i-1) == t.sentence(i) && t.elements[i-1].actor == nil && t.elements[i-1].is(isIn|isOf) && t.begins(i-1) && t.elements[i+1].mark == ','
}

// wordsBetween counts the words from one element to another besides marks and adverbs.
func (t *text) wordsBetween(from, to int) int {
	n := 0
	for j := from; j < to; j++ {
		if t.elements[j].mark == 0 && !t.elements[j].is(isAdverb) {
			n++
		}
	}
	return n
}

// reaches reports whether what a leader does from element begin on is done to the one at
// element i, whom a preposition governs: "angry at Putin", "heaps praise on Modi".
func (t *text) reaches(begin, i int) bool {
	object := i - 2
	for object > begin && t.elements[object].mark == '"' {
		object--
	}
	switch t.lower(i - 1) {
	case "with":
		return object < begin || !t.bond(object) // "has a good relationship with"
	case "to", "from":
		return true
	case "of":
		return t.support(object)
	case "by":
		return t.wordsBetween(begin, i-1) <= 1 || t.elements[begin].is(isAux) // but "regrets remarks made by"
	case "on", "upon":
		return object >= begin && t.is(object, "praise", "pressure", "scorn", "flattery", "criticism", "blame", "tables")
	case "into":
		return object >= begin && t.is(object, "lights", "lit", "tears", "tore", "tearing", "rips", "ripped", "lays", "laid", "lashes", "lashed", "digs", "dug")
	case "at":
		if object >= begin && (t.is(object, "out") && object > begin && t.is(object-1, "lashes", "lashed") || t.is(object, "shouts", "shouted", "yells", "yelled", "snaps", "snapped", "barks", "barked")) {
			return true
		}
		fallthrough
	case "in", "about":
		return object >= begin && t.is(object, "disappointed", "angry", "furious", "frustrated", "upset", "unhappy", "annoyed", "irritated", "confident", "disappointment", "anger", "frustration", "fury")
	}
	return false
}

// bond reports whether element k is what two leaders have with each other whether they
// meet or not.
func (t *text) bond(k int) bool {
	return t.is(k, "relationship", "relations", "relation", "ties", "friendship", "bond", "bonds", "rapport", "chemistry", "affinity", "alliance", "partnership", "rivalry", "feud", "bromance", "grudge", "patience")
}

// support reports whether element k is what one leader gets of another: "wins the
// backing of Macron".
func (t *text) support(k int) bool {
	switch t.lower(k) {
	case "support", "backing", "approval", "blessing", "endorsement", "assurance", "assurances", "pledge", "promise", "praise", "pressure", "scorn", "compliments":
		return true
	}
	return false
}

// afterParenthesis returns the element behind what stands between commas at element
// i, else i: "Netanyahu, from the White House, apologizes".
func (t *text) afterParenthesis(i int) int {
	if i >= len(t.elements) || t.elements[i].mark != ',' {
		return i
	}
	for j := range t.forward(i, 6) {
		if t.elements[j].mark == ',' {
			return j + 1
		}
		if t.elements[j].mark != 0 || t.elements[j].is(isClause) && !t.elements[j].is(isIn) {
			break
		}
	}
	return i
}

// weighs returns what a word between a leader and what he does says of its
// status: "to press", "may press"; who urges or asks does so already.
func (t *text) weighs(e *element) class {
	c := e.classes
	word := strings.ToLower(t.words(e.from, e.to))
	switch {
	case strings.HasPrefix(word, "agree"), strings.HasPrefix(word, "pledge"), strings.HasPrefix(word, "vow"), strings.HasPrefix(word, "promise"),
		strings.HasPrefix(word, "approve"), strings.HasPrefix(word, "secure"), strings.HasPrefix(word, "sign"), strings.HasPrefix(word, "clinch"):
		return c &^ (isWill | isMay)
	case word == "may", word == "might", word == "could", word == "can", strings.HasSuffix(word, " to"):
		return c
	}
	return c &^ isMay
}

// dealingStatus tells how far a contact has come that is the setting of what
// leaders do to each other.
func (d *Detector) dealingStatus(t *text, k, start int, f *finding, cues class) {
	before := t.lead(start)
	if before&(isBefore|isPlan|isNot|isMay|isWill) != 0 && before&isPast == 0 {
		d.nounStatus(t, k, start, f)
		return
	}
	if before&isAfter != 0 || t.afterSomethingIn(start) || !f.hedge(cues) {
		f.set(readout.Held, "told as a fact") // "Trump to meet Putin after call"
	}
	if before&(isAfter|isPast) == 0 && !f.remote() && t.elements[k].noun != noFrame && t.setting(start) && t.hoped(k) {
		f.set(readout.Planned, "what somebody hopes for at it") // "seeks Putin's nod at Sochi talks"
	}
	d.date(t, k, f)
}

// afterSomethingIn reports whether what element k begins is where something took place that
// led to a plan: "will meet Putin after 'great progress' in call".
func (t *text) afterSomethingIn(k int) bool {
	for j := range t.backward(k, 7) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.verb != noFrame || e.is(isWill|isMay|isTo) {
			return false
		}
		if e.is(isAfter) {
			return true
		}
	}
	return false
}

// hedge sets the status of what the words around a verb say was not held, and
// reports whether they say so.
func (f *finding) hedge(cues class) bool {
	switch {
	case cues&isNot != 0:
		f.set(readout.Off, "called off or denied")
	case cues&isMay != 0:
		f.set(readout.Proposed, "only thought of")
	case cues&(isTo|isWill|isPlan) != 0:
		f.set(readout.Planned, "an infinitive: still to come")
	default:
		return false
	}
	return true
}
