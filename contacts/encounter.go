package contacts

import (
	"slices"
	"strings"

	"readout"
)

// Some contacts are told by what leaders do to each other, with the contact
// itself as the setting: "Trump presses Xi on trade in Busan talks", "Trump,
// Zelensky clash in the Oval Office".

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
	if noun := t.nounBehind(k); pair == nil && (noun == framePhone || noun == frameVideo) {
		return d.saidOf(t, t.clause(k), k), 0
	}
	return pair, cues &^ isNot // "made no progress with Putin in call", "refuses to forgive Xi in talks"
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

// nounBehind returns the frame of the noun that the noun phrase at element k ends in.
func (t *text) nounBehind(k int) frame {
	for ; k < len(t.elements); k++ {
		if e := &t.elements[k]; e.actor == nil && e.noun != noFrame {
			return e.noun
		}
	}
	return noFrame
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
	for i < end && t.elements[i].actor == nil {
		i++
	}
	if i+1 < end && t.elements[i].actor.weak && t.opensPlace(i) {
		for i += 2; i < end && t.elements[i].actor == nil; {
			i++
		}
	}
	if i >= end || t.elements[i].actor.possessive || t.behindPreposition(i) {
		return nil, 0
	}
	first := d.leaderAt(t, i)
	if a := t.elements[i].actor; first == nil && a.group != "" && a.led && !a.aide {
		first = a // "African leaders press Trump"
	}
	if first == nil {
		return nil, 0
	}
	others, i := t.listFrom(i)
	i = t.afterParenthesis(i)
	if i+2 < end && t.elements[i].actor == nil && t.elements[i].is(isVenue) {
		i++ // "at the White House"
	} else if i+2 < end && t.elements[i].actor == nil && t.elements[i].is(isIn) && !t.elements[i].is(isClause) && t.elements[i+1].actor != nil && t.elements[i+1].actor.weak && t.elements[i+1].actor.town && !t.elements[i+1].actor.possessive {
		i += 2
	}
	begin := i
	for ; i < end && t.elements[i].actor == nil; i++ {
		e := &t.elements[i]
		if i == begin && t.says(e) && i+2 < end && t.is(i+1, "he", "she", "he'd", "she'd", "he's", "she's") {
			i, begin = i+1, i+2 // "Carney says he agreed with Modi in call"
			continue
		}
		if i-begin > 8 || e.mark != 0 && e.mark != '"' || e.is(isClause|isBefore) || t.says(e) {
			return nil, 0
		}
		if e.is(isHe) && t.isObject(e) && i > begin {
			if other := d.topic(t, i, []*actor{first}); other.leader() && other.state != first.state {
				return []*actor{first, other}, cues // "after Xi warns him"
			}
			return nil, 0
		}
		weight := t.weighs(e)
		if i > begin || i+1 < end && t.elements[i+1].actor != nil {
			weight &^= isTo // "touched his arm to correct him", "Modi to Putin in call"
		}
		if t.is(i, "plan to", "plans to") && i+1 < end && t.elements[i+1].actor != nil {
			weight = 0 // "presents peace plan to Biden"
		}
		cues |= weight
	}
	if i == begin+1 && t.is(begin, "to") {
		cues &^= isTo // "Carney to Trump in the Oval Office: no"
	}
	if i == begin || i >= end || t.verbFollows(i+1) || i == begin+1 && t.is(begin, "calls", "called", "call") {
		return nil, 0 // "calls Petro a thug"
	}
	second := d.leaderAt(t, i)
	if a := t.elements[i].actor; second == nil && a.group != "" && a.led && !a.aide {
		second = a // "tells G7 leaders"
	}
	if second == nil {
		return nil, 0
	}
	if t.behindPreposition(i) && !t.reaches(begin, i) {
		return nil, 0
	}
	pair = append([]*actor{first}, slices.DeleteFunc(others[1:], func(a *actor) bool { return !a.leader() })...)
	pair = append(pair, second)
	if more, _ := t.listFrom(i); len(more) > 1 {
		pair = append(pair, slices.DeleteFunc(more[1:], func(a *actor) bool { return !a.leader() || a.possessive })...) // "presses Putin and Zelensky"
	}
	if !several(pair) {
		return nil, 0
	}
	return pair, cues
}

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
	switch strings.ToLower(t.words(t.elements[i-1].from, t.elements[i-1].to)) {
	case "to", "with", "from":
		return true
	case "of":
		return t.support(object)
	case "by":
		return t.wordsBetween(begin, i-1) <= 1 || t.elements[begin].is(isAux) // but "regrets remarks made by"
	case "on", "upon":
		return object >= begin && t.is(object, "praise", "pressure", "scorn", "flattery", "criticism", "blame", "tables")
	case "in", "at", "about":
		return object >= begin && t.is(object, "disappointed", "angry", "furious", "frustrated", "upset", "unhappy", "annoyed", "irritated", "confident", "disappointment", "anger", "frustration", "fury")
	}
	return false
}

// support reports whether element k is what one leader gets of another: "wins the
// backing of Macron".
func (t *text) support(k int) bool {
	switch strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)) {
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
	for j := i + 1; j < len(t.elements) && j < i+7 && t.sentence(j) == t.sentence(i); j++ {
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
	case word == "plan", word == "plans":
		return c &^ isPlan // "presents the plan"
	case word == "may", word == "might", word == "could", word == "can", strings.HasSuffix(word, " to"):
		return c
	}
	return c &^ isMay
}

// says reports whether a verb begins a clause about others: "says", "believes".
func (t *text) says(e *element) bool {
	if e.actor != nil || !e.is(isReport) {
		return false
	}
	switch strings.ToLower(t.words(e.from, e.to)) {
	case "says", "said", "say", "saying", "reports", "reported", "report", "claims", "claimed", "insists", "insisted", "believes", "believed", "thinks",
		"announces", "announced", "confirms", "confirmed", "adds", "added", "reveals", "revealed", "states", "stated", "declares", "declared", "notes", "noted":
		return true
	}
	return false
}

// clause returns the element where the clause that element k stands in begins:
// behind a colon or semicolon, else with the sentence.
func (t *text) clause(k int) int {
	for k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].mark != ':' && t.elements[k-1].mark != ';' {
		k--
	}
	return k
}

// setting reports whether the noun phrase that begins at element k tells where
// something else took place: "in tense talks", "after the summit".
func (t *text) setting(k int) bool {
	for j := k - 1; j >= 0 && j >= k-8 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' {
			return false
		}
		if e.is(isIn|isAfter|isPast|isBefore) || strings.EqualFold(t.words(e.from, e.to), "over") {
			return true
		}
		if e.is(isClause|isReport|isAux|isWith|isTo|isOf|isBetween|isAnd) || e.verb != noFrame {
			return false
		}
	}
	return false
}

// dealingStatus tells how far a contact has come that is the setting of what
// leaders do to each other.
func (d *Detector) dealingStatus(t *text, k, start int, f *finding, cues class) {
	before := t.lead(start)
	if before&(isBefore|isPlan|isNot|isMay|isWill) != 0 && before&isPast == 0 {
		d.nounStatus(t, k, start, f)
		return
	}
	if before&isAfter != 0 || !f.hedge(cues) {
		f.set(readout.Held, "told as a fact") // "Trump to meet Putin after call"
	}
	d.date(t, k, f)
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

// lead returns what the words between a noun phrase and the preposition before it
// say: "ahead of planned talks".
func (t *text) lead(k int) class {
	var cues class
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		cues |= t.elements[j].classes
		if t.elements[j].is(isIn|isAfter|isBefore) || t.is(j, "during", "amid", "since", "following") {
			break
		}
	}
	return cues
}

// encounters adds the leaders who do something to each other, or together, at
// the seat of one of them, and those who agree, where nothing else has told of
// their contact.
func (d *Detector) encounters(t *text, found []finding) []finding {
	if !t.company() || !t.english() {
		return found
	}
	for k := range t.elements {
		start := t.clause(k)
		pair, cues := d.encounter(t, start, k, found)
		if pair == nil || slices.ContainsFunc(found, func(f finding) bool {
			return f.at >= start && t.sentence(f.at) == t.sentence(k) && (f.at != k || f.frame != frameVisit)
		}) {
			continue
		}
		found = slices.DeleteFunc(found, func(f finding) bool { return f.at == k && f.frame == frameVisit })
		if place := t.elements[k].actor; place != nil && !slices.ContainsFunc(pair, func(a *actor) bool { return a.state == place.state }) && !t.actTogether(k) {
			continue
		}
		f := finding{frame: t.sceneFrame(k), at: k, dated: -1, strength: 0.55, actors: pair, anywhere: t.elements[k].is(isJoint)}
		d.dealingStatus(t, k, k, &f, cues)
		if at := t.agreedTo(k); at >= 0 && !t.agreedThen(k) {
			f.frame, f.at = t.elements[at].noun, at
			f.set(readout.Planned, "agreed")
			f.date, f.dated = "", -1
			d.date(t, at, &f)
		}
		found = append(found, f)
	}
	return d.messages(t, found)
}

// company reports whether the text names two at least.
func (t *text) company() bool {
	n := 0
	for i := range t.elements {
		if t.elements[i].actor != nil {
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

// encounter returns who is said in the clause from element start on to be together, by
// the word at element k: a place, what they agree on, "together", "at his side".
func (d *Detector) encounter(t *text, start, k int, found []finding) (pair []*actor, cues class) {
	e := &t.elements[k]
	switch {
	case e.actor == nil && e.is(isJoint):
		return d.together(t, start, k+1)
	case d.venue(t, k) && k+2 < len(t.elements) && t.opens(k) && t.elements[k+1].mark == ',':
		return d.visitorDeals(t, k)
	case e.actor == nil && e.is(isPhone|isVideo) && e.noun == noFrame && t.length(k) > 1:
		return d.deal(t, start, k) // "gets Xi on the phone"
	case t.place(k) && (t.actTogether(k) || t.theyBegin(start, k) >= 0):
		return d.together(t, start, k)
	case d.venue(t, k):
		pair, cues = d.deal(t, start, k)
		if pair == nil || cues&(isReport|isWith) != 0 && !(cues&isWith == 0 && d.atSeat(t, k, pair)) {
			pair, cues = d.together(t, start, k)
		}
		if pair == nil {
			pair = d.atHome(t, start, k)
		}
		if pair == nil {
			pair = d.hostBelow(t, start, k)
		}
		if place := d.homeAt(t, k); pair == nil && place != "" && t.behindSubject(start, k) {
			if pair, cues = d.deal(t, start, t.sentenceEnd(k)); pair != nil && (pair[0].state == place || !slices.ContainsFunc(pair, func(a *actor) bool { return a.state == place })) {
				return nil, 0 // "Putin in Moscow accuses Macron"
			}
		}
		return pair, cues
	case e.actor == nil && e.is(isOneTable):
		switch pair, cues = d.broughtTogether(t, k); {
		case pair != nil:
		case t.is(k, "together"):
			pair, cues = d.movedTogether(t, start, k)
		case t.is(k, "in one room", "in the same room", "under one roof", "at one table", "at the same table", "around the same table", "round one table"):
			pair, cues = d.together(t, start, k) // "Kagame and Tshisekedi finally in one room"
		case t.is(k, "side by side", "shoulder to shoulder", "hand in hand", "arm in arm") && k > 0 && (t.elements[k-1].actor == nil || t.placed(k, k)):
			pair, cues = d.together(t, start, k) // "Natano and Albanese announced it side by side"
		}
		return pair, cues
	case e.actor == nil && t.is(k, "in the presence of", "in presence of", "witnessed by") && k+1 < len(t.elements) && t.elements[k+1].actor != nil:
		if lookers, _ := t.listFrom(k + 1); several(lookers) && leaders(lookers) == len(lookers) {
			return lookers, 0 // "signed in the presence of Modi and Putin"
		}
	case e.actor == nil && t.is(k, "agreement", "pact", "treaty", "accord", "memorandum"):
		return d.concluded(t, k, found)
	case e.actor == nil && t.is(k, "hand", "hands"):
		return d.shakenHand(t, k, found)
	case e.actor == nil && e.is(isBy) && k+3 < len(t.elements) && t.elements[k+1].actor != nil:
		return t.statement(k), 0
	case e.actor == nil && t.is(k, "side"):
		return d.atSide(t, k, found)
	case e.actor == nil && t.is(k, "strike", "struck", "clinch", "clinched", "reach", "reached", "ink", "inked", "seal", "sealed") && t.dealFollows(k):
		return d.together(t, start, k+1)
	case e.actor == nil && e.is(isOnlooking):
		return d.lookedOn(t, k, found)
	case e.actor == nil && e.is(isEscort):
		return d.escorted(t, k, found)
	case e.actor == nil && e.noun == frameVisit && t.sentence(start) == t.sentence(k):
		return d.duringVisit(t, start, k)
	}
	return nil, 0
}

// atSeat reports whether element k is the seat of the second of two leaders, where the
// first can only be his guest: "Anwar thanks Putin at the Kremlin".
func (d *Detector) atSeat(t *text, k int, pair []*actor) bool {
	e := &t.elements[k]
	if len(pair) != 2 || t.saysOf(k) {
		return false
	}
	if e.actor == nil {
		return d.seatOf(t, e) == pair[1].state && pair[0].state != pair[1].state
	}
	return e.actor.state == pair[1].state && pair[0].state != pair[1].state && e.phrase != nil && slices.ContainsFunc(e.phrase.names, func(n name) bool { return n.kind == nameSeat })
}

// saysOf reports whether the clause before element k only says something of somebody:
// "says Trump will win at the White House".
func (t *text) saysOf(k int) bool {
	for j := t.clause(k); j < k; j++ {
		if t.says(&t.elements[j]) {
			return true
		}
	}
	return false
}

// atHome reads "Scholz winces as Abbas speaks at the chancellery": what a guest does while
// his host does something, at the seat of the host.
func (d *Detector) atHome(t *text, start, k int) []*actor {
	for start < k && t.elements[start].actor == nil {
		start++
	}
	host := d.leaderAt(t, start)
	if start >= k || host == nil || t.elements[start].actor.possessive || t.behindPreposition(start) || host.state != d.homeAt(t, k) {
		return nil
	}
	for j := start + 1; j+2 < k; j++ {
		if e := &t.elements[j]; e.actor != nil || e.mark != 0 && e.mark != '"' || t.says(e) {
			return nil
		}
		if t.is(j, "as", "while") {
			guest := d.leaderAt(t, j+1)
			if pair := []*actor{host, guest}; guest != nil && !t.elements[j+1].actor.possessive && several(pair) {
				return pair
			}
			return nil
		}
	}
	return nil
}

// statement reads "Statement by President Costa with Prime Minister Rama", where element k
// is "by".
func (t *text) statement(k int) []*actor {
	if k == 0 || t.elements[k-1].actor != nil || t.sentence(k-1) != t.sentence(k+1) {
		return nil
	}
	switch last := t.elements[k-1].to; strings.ToLower(t.words(last-1, last)) {
	case "statement", "statements", "remarks", "conference", "briefing", "doorstep", "presser", "point":
	default:
		return nil
	}
	speakers, next := t.listFrom(k + 1)
	if next+1 >= len(t.elements) || !t.elements[next].is(isWith) || t.elements[next+1].actor == nil || t.sentence(next+1) != t.sentence(k) {
		return nil
	}
	with, _ := t.listFrom(next + 1)
	all := append(slices.Clone(speakers), with...)
	if leaders(all) < 2 || slices.ContainsFunc(all, func(a *actor) bool { return !a.leader() || a.possessive }) {
		return nil
	}
	return all
}

// broughtTogether reads "Macron brings Trump and Zelensky together", "got Aliyev and
// Pashinyan round a table", and "brought together Trump and Zelensky", whom the host joins.
func (d *Detector) broughtTogether(t *text, k int) ([]*actor, class) {
	var guests []*actor
	verb := k - 1
	if verb < 1 || t.sentence(verb) != t.sentence(k) {
		return nil, 0
	}
	if t.elements[verb].actor != nil {
		guests, verb = t.listBack(verb)
		verb--
	} else if k+1 < len(t.elements) && t.elements[k+1].actor != nil && t.sentence(k+1) == t.sentence(k) {
		guests, _ = t.listFrom(k + 1)
	}
	if len(guests) == 0 || verb < 1 || !t.is(verb, "bring", "brings", "brought", "bringing", "get", "gets", "got", "seat", "seats", "seated", "put", "puts", "draw", "draws", "drew", "sat", "sits", "gathers", "gathered") {
		return nil, 0
	}
	host := d.resolve(t, t.subject(verb, true), verb, nil, guests...)
	if len(host.actors) != 1 || !host.actors[0].leader() || host.kind == subjectStranger || !slices.ContainsFunc(guests, func(a *actor) bool { return a.leader() || a.led }) {
		return nil, 0
	}
	return append(host.actors, guests...), host.cues
}

// movedTogether reads "Kim, Putin ride in limousine together". What leaders only stand for
// together is no contact: "Macron and Merz work together".
func (d *Detector) movedTogether(t *text, start, k int) ([]*actor, class) {
	for j := k - 1; j > start && j >= k-6; j-- {
		if t.elements[j].actor == nil && t.is(j, "ride", "rode", "walk", "walked", "travel", "travelled", "traveled", "drive", "drove", "fly", "flew", "arrive", "arrived", "enter", "entered", "eat", "ate", "watch", "watched", "appear", "appeared", "sit", "sat", "pose", "posed", "laugh", "laughed", "dine", "dined", "leave", "left", "stroll", "strolled", "visit", "visited", "tour", "toured", "attend", "attended", "pray", "prayed", "dance", "danced", "sing", "sang", "cycle", "cycled") {
			return d.together(t, start, k)
		}
	}
	return nil, 0
}

// concluded reads "concluded an agreement with Modi".
func (d *Detector) concluded(t *text, k int, found []finding) ([]*actor, class) {
	verb := -1
	for j := k - 1; j > 0 && j >= k-5 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		if t.is(j, "conclude", "concludes", "concluded", "ink", "inks", "inked", "seal", "seals", "sealed", "initialled", "finalised", "finalized") {
			verb = j
			break
		}
	}
	if verb < 0 {
		return nil, 0
	}
	partner := d.resolve(t, t.partner(k+1, false, isWith), k, found)
	own := d.resolve(t, t.subject(verb, true), verb, found, partner.actors...)
	if own.kind == subjectStranger || len(own.actors) == 0 || !own.actors[0].leader() || len(partner.actors) == 0 || !partner.actors[0].leader() {
		return nil, 0
	}
	pair := append(slices.Clone(own.actors), partner.actors...)
	if !several(pair) {
		return nil, 0
	}
	return pair, own.cues
}

// shakenHand reads "shakes Modi's hand".
func (d *Detector) shakenHand(t *text, k int, found []finding) ([]*actor, class) {
	if k < 3 || t.sentence(k-2) != t.sentence(k) || !t.is(k-2, "shake", "shakes", "shook", "shaking", "shaken", "holds", "held", "clasps", "clasped") {
		return nil, 0
	}
	own := d.resolve(t, t.subject(k-2, true), k-2, found)
	if own.kind == subjectStranger || len(own.actors) != 1 || !own.actors[0].leader() {
		return nil, 0
	}
	other := t.elements[k-1].actor
	if !other.leader() || !other.possessive || other.state == own.actors[0].state {
		return nil, 0
	}
	return append(own.actors, other), own.cues
}

// atSide reads "spent the day at Modi's side" and "with Modi at his side".
func (d *Detector) atSide(t *text, k int, found []finding) ([]*actor, class) {
	if k < 2 || t.sentence(k-2) != t.sentence(k) || !t.is(k-2, "at", "by", "on") {
		return nil, 0
	}
	other := k - 1
	if t.elements[k-1].actor == nil {
		if other = k - 3; !t.elements[k-1].is(isHis) || k < 4 || !t.is(k-4, "with") {
			return nil, 0
		}
	} else if !t.near(k, isTime|isVenue, 8) && !t.placed(k, 0) {
		return nil, 0 // "stands at Modi's side"
	}
	partner := d.leaderAt(t, other)
	if partner == nil || t.sentence(other) != t.sentence(k) {
		return nil, 0
	}
	own := d.resolve(t, t.farSubject(other, side{first: other}), other, found, partner)
	if own.kind == subjectStranger || len(own.actors) == 0 || !own.actors[0].leader() {
		return nil, 0
	}
	pair := append(slices.Clone(own.actors), partner)
	if !several(pair) {
		return nil, 0
	}
	return pair, own.cues
}

// visitorDeals reads "In Beijing, Macron urges Xi". At home leaders also speak of
// those who are far away: "In Moscow, Putin accuses Macron".
func (d *Detector) visitorDeals(t *text, k int) ([]*actor, class) {
	first, end := k+2, t.sentenceEnd(k)
	home := d.homeAt(t, k)
	if first >= end || t.elements[first].actor == nil || home == "" {
		return nil, 0
	}
	pair, cues := d.deal(t, first, end)
	if pair == nil || pair[0].state == home && !t.is(first+1, "tells", "told", "asks", "asked") || !slices.ContainsFunc(pair, func(a *actor) bool { return a.state == home }) {
		return nil, 0
	}
	return pair, cues
}

// hostBelow reads "Xi in Moscow: Putin rolls out the red carpet".
func (d *Detector) hostBelow(t *text, start, k int) []*actor {
	if k == start || k+2 >= len(t.elements) || t.elements[k+1].mark != ':' {
		return nil
	}
	guest, at := d.leaderAt(t, start), k-1
	if t.elements[k].actor == nil {
		at = k // "at the White House" is one element
	}
	if guest == nil || at != start+1 || t.elements[start].actor.possessive || t.sentence(k+2) != t.sentence(k) {
		return nil
	}
	host := d.leaderAt(t, k+2)
	if host == nil || host.state == guest.state || host.state != d.homeAt(t, k) || t.elements[k+2].actor.possessive {
		return nil
	}
	return []*actor{guest, host}
}

// agreedThen reports whether the word at element k says on which day leaders agreed, so
// that they met or spoke: "agreed on Tuesday to begin talks".
func (t *text) agreedThen(k int) bool {
	verb, _, _ := strings.Cut(t.words(t.elements[k].from, t.elements[k].to), " ")
	for j := k + 1; strings.HasSuffix(verb, "ed") && j < len(t.elements) && j < k+3 && t.sentence(j) == t.sentence(k); j++ {
		if kind := t.elements[j].day.kind; kind == 'd' || kind == 'w' {
			return true
		}
	}
	return false
}

// agreedTo returns the contact that leaders agree on at element k: "agree to hold
// talks", "agree in principle to summit"; -1 where it is something else.
func (t *text) agreedTo(k int) int {
	if !t.elements[k].is(isJoint) {
		return -1
	}
	to := t.endsWithTo(k)
	for j := k + 1; j < len(t.elements) && j < k+7 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isClause|isAfter|isPast) || !to && e.is(isPhone) {
			return -1 // "agreed by phone to resume talks" was a call
		}
		switch {
		case e.is(isTo) || t.endsWithTo(j) || strings.HasPrefix(strings.ToLower(t.words(e.from, e.to)), "to "):
			to = true
		case to && e.noun != noFrame && e.noun != frameVisit:
			return j
		case e.is(isIn) || to && e.classes == 0 && e.noun == noFrame && !e.unknown && !t.elements[j-1].is(isLight) && t.elements[j-1].is(isTo):
			if e.is(isAdverb) {
				continue
			}
			return -1
		}
	}
	return -1
}

// messages adds what one leader is reported to have told another, not in public:
// "Biden told Netanyahu overnight that", "Netanyahu was told by Biden", "after telling
// Netanyahu".
func (d *Detector) messages(t *text, found []finding) []finding {
	for k := 1; k+1 < len(t.elements); k++ {
		e := &t.elements[k]
		if e.actor != nil || !e.is(isTold) && !t.tellsThat(k) && !t.tellsIn(k) && !t.personally(k) || t.sentence(k-1) != t.sentence(k) || t.sentence(k+1) != t.sentence(k) {
			continue
		}
		participle := strings.HasSuffix(strings.ToLower(t.words(e.from, e.to)), "ing")
		if participle && (t.elements[k-1].actor != nil || !t.elements[k-1].is(isAfter|isBefore|isPast)) {
			continue // "in a post telling Putin"
		}
		at := k + 1
		if t.elements[at].is(isBy) && t.elements[at].actor == nil && at+1 < len(t.elements) && t.passive(k) {
			at++
		}
		to := d.toldTo(t, at, found)
		pronoun := t.elements[at].actor == nil && t.is(at, "him", "her")
		if len(to) == 0 && !pronoun {
			continue
		}
		from := d.resolve(t, t.subject(k, !participle), k, found, to...)
		if pronoun && len(from.actors) == 1 { // "Carney says Modi told him"
			him := d.topic(t, at, from.actors)
			if !him.leader() {
				continue
			}
			to = []*actor{him}
		}
		if len(from.actors) != 1 || !from.actors[0].leader() || from.kind == subjectStranger || from.cues&(isWill|isMay|isNot) != 0 {
			continue
		}
		pair := append([]*actor{from.actors[0]}, to...)
		if !several(pair) || t.inPublic(k) || slices.ContainsFunc(found, func(f finding) bool {
			return tellsOf(f.actors, pair) && (f.status == readout.Held || len(f.actors) == len(pair))
		}) {
			continue
		}
		f := finding{frame: frameSpeak, at: k, dated: -1, strength: 0.5, actors: pair}
		f.set(readout.Held, "told as said to somebody")
		d.date(t, k, &f)
		found = append(found, f)
	}
	return found
}

// toldTo returns whom something is told at element k: "told Macron", "told both leaders".
func (d *Detector) toldTo(t *text, k int, found []finding) []*actor {
	if t.severalMeant(k) {
		all := d.severalAt(t, k, nil, found, nil)
		if len(all) < 2 || leaders(all) != len(all) {
			return nil
		}
		return all
	}
	if to := d.leaderAt(t, k); to != nil && !t.elements[k].actor.possessive {
		return []*actor{to}
	}
	return nil
}

// tellsThat reports whether a headline says what somebody was told, and not what to do,
// which is told in public too: "Modi tells Putin now is not the time".
func (t *text) tellsThat(k int) bool {
	if !t.is(k, "tells") || t.elements[k+1].actor == nil {
		return false
	}
	i := k + 2
	if i >= len(t.elements) || t.sentence(i) != t.sentence(k) {
		return false
	}
	e := &t.elements[i]
	public := slices.ContainsFunc(t.elements, func(e element) bool { return e.actor == nil && e.is(isPublic) })
	return !public && (e.actor != nil || e.mark == 0 && !e.is(isTo|isWith|isIn|isAbout|isAfter|isBefore|isAnd|isOf))
}

// tellsIn reports whether the one who is told something at element k is told it at a
// place: "tells Putin in Beijing".
func (t *text) tellsIn(k int) bool {
	at := k + 3
	if at >= len(t.elements) || t.sentence(at) != t.sentence(k) || !t.is(k, "tells", "tell") || t.elements[k+1].actor == nil || !t.is(k+2, "in", "at") {
		return false
	}
	a := t.elements[at].actor
	return a != nil && a.weak && a.town && !a.possessive || t.place(at)
}

// personally reports whether what the verb at element k tells was said to somebody's face:
// "thanked Trump in person".
func (t *text) personally(k int) bool {
	if !t.elements[k].is(isReport) || t.says(&t.elements[k]) {
		return false
	}
	for j := k + 2; j < len(t.elements) && j < k+5 && t.sentence(j) == t.sentence(k); j++ {
		if t.is(j, "in person", "face to face", "to his face", "to her face") {
			return true
		}
	}
	return false
}

// inPublic reports whether the sentence of element k says that words were public.
func (t *text) inPublic(k int) bool {
	for j := range t.elements {
		if t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(isPublic) {
			return true
		}
	}
	return false
}

// english reports whether the text has one of the small words of English. Verbs
// that nobody knows tell something only there.
func (t *text) english() bool {
	in, foreign := false, false
	for i := range t.tokens {
		if t.tokens[i].mark != 0 {
			continue
		}
		switch t.words(i, i+1) {
		case "the", "The", "of", "to", "To", "and", "on", "at", "with", "for", "by", "after", "After", "over", "is", "as", "As", "through", "during", "his", "their", "into", "will", "has", "was", "says", "from", "around", "out", "together", "while", "about", "are", "that", "its", "tells", "told", "but",
			"deal", "talks", "how", "How", "what", "What", "who", "up", "off", "down", "amid", "ahead", "not", "shakes", "shook":
			return true
		case "in", "In": // also German, Dutch and Italian
			in = true
		case "der", "das", "den", "und", "mit", "nach", "bei", "zum", "zur", "ein", "eine", "für", "von", "trifft", "il", "di", "che", "con", "nel", "het", "een", "voor", "naar":
			foreign = true
		}
	}
	return in && !foreign
}

// together reads "Trump, Zelensky clash" from element i on, before element end.
func (d *Detector) together(t *text, i, end int) ([]*actor, class) {
	for j := i; j < end; j++ {
		if t.says(&t.elements[j]) || j+1 < end && t.elements[j].actor == nil && t.elements[j].is(isClause) && t.elements[j+1].actor != nil {
			i = j // "White House says Trump, Xi agree"
		}
	}
	actors, next := d.theyTogether(t, i, end)
	for i < end && actors == nil && t.elements[i].actor == nil {
		i++
	}
	if actors == nil {
		if i >= end || t.behindPreposition(i) {
			return nil, 0
		}
		actors, next = t.listFrom(i)
	}
	if i > 1 && t.sentence(i-2) == t.sentence(i) && t.elements[i-1].is(isAnd) && t.elements[i-2].actor == nil && t.elements[i-2].is(isHe) && !t.isObject(&t.elements[i-2]) {
		if he := d.topic(t, i-2, actors); he.leader() {
			actors = append([]*actor{he}, actors...) // "He and Putin agreed"
		}
	}
	if !several(actors) || slices.ContainsFunc(actors, func(a *actor) bool { return !a.leader() && !a.leaders() || a.possessive }) || next > end {
		return nil, 0
	}
	if next < end && t.elements[next].is(isAnd) {
		return nil, 0 // "Modi, Xi and the election"
	}
	var cues class
	for j := next; j < end; j++ {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.actor == nil && e.is(isClause|isReport) && !e.is(isJoint) {
			return nil, 0
		}
		if e.actor == nil && j < next+2 {
			cues |= t.weighs(e) & (isTo | isWill | isMay | isNot)
		}
	}
	if cues&isTo != 0 && next < end && !t.elements[next].is(isTo) {
		cues &^= isTo // "agree to"
	}
	return actors, cues
}

// theyTogether reads "The two leaders agreed" from element i on, before element end, and
// returns whom it means and the element behind.
func (d *Detector) theyTogether(t *text, i, end int) ([]*actor, int) {
	at := t.theyBegin(i, end)
	if at < 0 {
		return nil, 0
	}
	for j := at + 1; j < end; j++ {
		if first := t.elements[j].from; slices.Contains([]string{"rival", "respective", "each", "separate"}, t.words(first, first+1)) {
			return nil, 0 // "the two presidents hold rival rallies"
		}
	}
	found := d.severalAt(t, at, nil, nil, nil)
	if len(found) < 2 || leaders(found) != len(found) {
		return nil, 0
	}
	return found, at + 1
}

// theyBegin returns the element of several leaders whom a clause from element i on begins
// with, "the two presidents"; -1 for none. Sides and countries are no people.
func (t *text) theyBegin(i, end int) int {
	for ; i < end && t.elements[i].actor == nil; i++ {
		e := &t.elements[i]
		if !e.is(isThey) {
			if e.verb != noFrame || e.is(isClause|isReport|isAux) {
				return -1
			}
			continue
		}
		words := strings.ToLower(t.words(e.from, e.to))
		for _, who := range [...]string{"leaders", "presidents", "ministers", " men", " women", "premiers", "politicians"} {
			if strings.Contains(words, who) {
				return i
			}
		}
		return -1
	}
	return -1
}

// actTogether reports whether two leaders at the beginning of a clause do something at
// element k, a place of neither: "Lavrov, Kuleba spar in Antalya".
func (t *text) actTogether(k int) bool {
	i := k - 1
	for ; i >= 0 && t.sentence(i) == t.sentence(k) && t.elements[i].actor == nil; i-- {
		if e := &t.elements[i]; e.mark != 0 && e.mark != '"' || e.is(isReport|isWill|isMay|isNot|isClause) {
			return false
		}
	}
	if i < 0 || t.sentence(i) != t.sentence(k) || i == k-1 || t.elements[i].actor.possessive {
		return false
	}
	actors, first := t.listBack(i)
	if len(actors) < 2 || leaders(actors) != len(actors) || first > 0 && !t.begins(first) && !t.elements[first-1].is(isClause) {
		return false
	}
	verb := &t.elements[i+1]
	return verb.mark == 0 && !verb.is(isAux|isIn|isAbout|isTo) && !t.fromAfar(i+1, k)
}

// fromAfar reports whether leaders do what needs no meeting, by the words from one element
// to another: "trade barbs", "exchange accusations".
func (t *text) fromAfar(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if t.is(j, "barbs", "insults", "accusations", "blame", "threats", "taunts") && t.is(j-1, "trade", "traded", "exchange", "exchanged", "swap", "swapped", "hurl") {
			return true
		}
	}
	return t.is(from, "trade barbs", "traded barbs")
}

// venue reports whether element k is a place where leaders receive each other:
// "in the Oval Office", "in Moscow".
func (d *Detector) venue(t *text, k int) bool {
	e := &t.elements[k]
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) && t.elements[k+1].actor == nil && (t.elements[k+1].is(isPublic) || t.is(k+1, "remarks", "rant", "outburst")) {
		return false // "in Oval Office speech"
	}
	if e.actor == nil {
		return e.is(isVenue)
	}
	if !e.actor.weak || e.actor.possessive || k == 0 || t.onlyState(e) || t.sentence(k-1) != t.sentence(k) {
		return false
	}
	before := &t.elements[k-1]
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) && (t.elements[k+1].noun != noFrame || t.elements[k+1].unknown) {
		return false
	}
	return before.actor == nil && before.is(isIn) && !before.is(isClause)
}

// told reads who told whom in the sentence of a letter or call: "In the letter, Trump
// told Herzog", "in a letter, he had accused his counterpart".
func (d *Detector) told(t *text, k int, earlier []finding) ([]*actor, bool) {
	for j := 1; j+1 < len(t.elements); j++ {
		if t.sentence(j) != t.sentence(k) || t.sentence(j-1) != t.sentence(j) || t.sentence(j+1) != t.sentence(j) || !t.is(j, addressed...) {
			continue
		}
		to := t.elements[j+1].actor
		if to == nil || !to.counterpart && (!to.principal() || to.weak) || to.possessive {
			continue
		}
		from := d.resolve(t, t.subject(j, true), j, earlier, to)
		if len(from.actors) != 1 || from.kind == subjectStranger || !from.actors[0].principal() || from.actors[0].weak || from.actors[0].state == to.state && to.state != "" {
			continue
		}
		if others := d.resolve(t, t.sideFrom(j+1, 0), j, earlier, from.actors...); len(others.actors) > 0 {
			return append(from.actors, others.actors...), true
		}
	}
	return nil, false
}

// addressed are verbs of what a letter or call says to whom it goes to.
var addressed = []string{"told", "tells", "asked", "asks", "urged", "urges", "thanked", "thanks", "warned", "warns", "invited", "invites", "accused", "accuses", "assured", "assures", "reminded", "reminds", "informed", "informs", "implored", "implores", "pressed", "presses", "begged", "begs"}
