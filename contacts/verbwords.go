package contacts

import "strings"

// What the words around a verb say of it: whether it is done to somebody, by each to the
// other, by telephone, in public.

// posted reports whether the sentence of element k says that its words were put on a
// social network.
func (t *text) posted(k int) bool {
	for j := range t.elements {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		if t.is(j, "post", "posts", "tweet", "tweets", "tweeted", "tweeting", "social media", "twitter", "truth social") ||
			t.is(j, "x") && j > 0 && (t.is(j-1, "on") || t.is(j-1, "platform")) {
			return true
		}
	}
	return false
}

// inverted returns what a question says of the status before its subject: "When will Xi
// and Trump meet?", "Will Xi see Trump?".
func (t *text) inverted(subject side) class {
	at := subject.first - 1
	if len(subject.actors) == 0 || at < 0 || t.sentence(at) != t.sentence(at+1) || !t.is(at, "will", "could", "can", "should", "would") {
		return 0
	}
	if at > 0 && t.sentence(at-1) == t.sentence(at) && t.is(at-1, "when", "where", "how") && t.is(at, "will") {
		return isWill
	}
	return isMay
}

// promised reports whether the infinitive at element k is what somebody promised, nobody
// tells who: "a promise to meet again".
func (t *text) promised(k int) bool {
	if k < 3 || t.sentence(k-3) != t.sentence(k) || !t.endsWithTo(k-1) || t.elements[k].verb != frameMeet && t.elements[k].verb != frameSpeak {
		return false
	}
	noun := k - 1
	if t.length(noun) == 1 {
		noun-- // "promise" and "to"
	}
	word := t.firstWord(noun)
	switch word {
	case "promise", "agreement", "pledge", "commitment", "plan", "plans", "vow", "intention":
		return t.elements[noun-1].is(isThe) || t.is(noun-1, "with")
	}
	return false
}

// welcomesThing reports whether what is welcomed is not the leader at element first, but
// something of his behind him: "welcomes Zelensky decision".
func (t *text) welcomesThing(k, first int) bool {
	if !t.is(k, "welcomes", "welcomed", "welcome", "welcoming") {
		return false
	}
	_, next := t.listFrom(first)
	if next >= len(t.elements) || t.sentence(next) != t.sentence(k) {
		return false
	}
	e := &t.elements[next]
	return e.actor == nil && e.mark == 0 && e.entry == entry{} && !e.unknown && !t.adverb(next) && !t.is(next, "back", "home", "aboard", "ashore")
}

func (t *text) playsHost(k int) bool {
	return strings.HasPrefix(t.lower(k), "play")
}

// people reports whether the subject is a state that is called by its people, "Saudis".
func (t *text) people(s side) bool {
	return len(s.actors) == 1 && s.actors[0].weak && strings.HasSuffix(t.words(s.actors[0].from, s.actors[0].to), "is")
}

// callsObject reports whether a call is one by telephone: somebody is called,
// and not called something.
func (d *Detector) callsObject(t *text, object side) bool {
	if len(object.actors) == 0 {
		return false
	}
	_, end := t.listFrom(object.first)
	if object.actors[0].weak || object.actors[0].possessive {
		return false
	}
	return t.objectEnds(object.first, end)
}

// objectEnds reports whether what stands behind the object of a verb begins something
// else, and does not say what the object is called: "called Xi on Monday".
func (t *text) objectEnds(first, end int) bool {
	if end >= len(t.elements) || t.sentence(end) != t.sentence(first) {
		return true
	}
	if t.elements[end].mark == '"' && !t.ends(end) && t.elements[end+1].is(isAdverb|isTime) {
		return true // "would see Netanyahu 'probably this year'"
	}
	e := &t.elements[end]
	if e.actor != nil || e.noun == frameVisit {
		return false // "calls Xi visit game-changer"
	}
	if t.tokens[e.from].number > 0 || t.numeral(end) {
		if end+1 >= len(t.elements) {
			return false
		}
		switch t.firstWord(end + 1) { // "calls Bennett 2 hours after"
		case "minutes", "hours", "hour", "days", "day", "weeks", "week", "times":
			return true
		}
		return false
	}
	return t.again(end) || t.is(end, "first", "later", "directly", "personally", "earlier", "briefly", "separately") || t.is(end, "from") || first > 0 && t.is(end, "off") && t.sight(first-1) || e.mark != 0 && e.mark != '"' || e.is(isAfter|isBefore|isIn|isTo|isAnd|isAbout|isClause|isTime|isReport|isPast|isPlan|isVenue|isPerson)
}

// again reports whether element k says how often something was done: "a second time".
func (t *text) again(k int) bool {
	for j := k; j < len(t.elements) && j < k+3 && t.sentence(j) == t.sentence(k); j++ {
		switch t.lower(j) {
		case "time", "times", "again", "twice", "overnight":
			return true
		}
	}
	return false
}

// callsTogether reports whether those who are called are asked to come: "called leaders to
// an extraordinary summit".
func (t *text) callsTogether(object side) bool {
	if len(object.actors) == 0 {
		return false
	}
	_, end := t.listFrom(object.first)
	if end >= len(t.elements) || !t.is(end, "to", "for") {
		return false
	}
	for j := range t.forward(end, 4) {
		if e := &t.elements[j]; e.actor == nil && (e.noun == frameSummit || e.noun == frameMeet && e.verb == noFrame || e.noun == frameTalks) {
			return true
		}
	}
	return false
}

// rings reports whether a call is told with a verb that means nothing else, of
// somebody or of a capital or seat, "rings Doha", or with a pronoun behind it.
func (t *text) rings(k int, object side) bool {
	word := t.firstWord(k)
	onlyPhone := !strings.HasPrefix(word, "call")
	if len(object.actors) == 0 {
		return (object.kind == subjectPronoun || object.kind == subjectPair) && object.first == k+1 && (onlyPhone || t.objectEnds(k, k+2))
	}
	return onlyPhone && !object.actors[0].possessive && (!object.actors[0].weak || object.actors[0].town)
}

// calledTo returns who was called by the verb at element k, where only what the call was for
// tells: "Putin called to wish him a happy birthday", "Trump says Xi called to apologise".
func (t *text) calledTo(k int) side {
	verb := t.callPurpose(k)
	if verb < 0 {
		return side{}
	}
	for j := range t.forward(verb, 3) {
		e := &t.elements[j]
		if e.actor == nil && e.is(isHe) {
			return side{kind: subjectPronoun, first: j}
		}
	}
	return side{}
}

// callPurpose returns the verb that tells what somebody was called for at element k, one of
// what people say on the phone: "called to congratulate"; -1 for none.
func (t *text) callPurpose(k int) int {
	if k+2 >= len(t.elements) || t.sentence(k+2) != t.sentence(k) || t.elements[k].verb != frameCall || t.elements[k].forms&(formPast|formThird) == 0 || !t.is(k+1, "to") {
		return -1
	}
	switch t.lower(k + 2) {
	case "wish", "congratulate", "thank", "tell", "say", "express", "offer", "convey", "condole", "apologise", "apologize", "inform", "brief", "assure", "reassure", "update", "discuss", "ask", "warn", "complain", "praise":
		return k + 2
	}
	return -1
}

// doneBy reports whether what leaders sign or seal is said to be done by them: "a deal signed
// in Carthage by Meloni and Rutte".
func (t *text) doneBy(k int) bool {
	if e := &t.elements[k]; e.verb != frameSign && e.verb != frameAct {
		return false
	}
	for j := range t.forward(k, 5) {
		e := &t.elements[j]
		if e.mark != 0 || e.actor != nil && !e.actor.weak || e.verb != noFrame {
			return false
		}
		if e.actor == nil && e.is(isBy) && !t.ends(j) && t.elements[j+1].actor != nil {
			list, _ := t.listFrom(j + 1)
			return leaders(list) > 1
		}
	}
	return false
}

func (t *text) passive(k int) bool {
	for j := range t.backward(k, 3) {
		e := &t.elements[j]
		if e.actor != nil {
			return false
		}
		if e.is(isAux) || t.endsWith(j, "be") {
			return t.is(j, "is", "are", "was", "were", "be", "been", "being") || t.length(j) > 1 // "to be received"
		}
		if !e.is(isAdverb) && !t.adverb(j) {
			return false
		}
	}
	return false
}

// mutual reports whether leaders do to each other what the verb at element k tells:
// "rang each other", "exchange messages".
func (t *text) mutual(k int) bool {
	if t.elements[k].verb == frameWrite && t.length(k) > 1 && !t.is(k, "has written") {
		return true
	}
	return t.followedBy(k, 2, "each other", "one another")
}

// signedApart reports whether those who sign at element k do so each for himself: "sign deal
// in separate ceremonies", but not "a treaty that commits each".
func (t *text) signedApart(k int) bool {
	for j := range t.forward(k, 8) {
		e := &t.elements[j]
		if e.actor == nil && e.is(isSeparate) {
			return true
		}
		if t.is(j, "that", "which") {
			break
		}
	}
	return t.classBefore(k, 8, isSeparate)
}

// inGeneral reports whether the talking that a verb tells of is itself the subject of what is
// said of it, whenever that may be: "says talking to Kim makes us safer".
func (t *text) inGeneral(v verbRoles) bool {
	e := &t.elements[v.at]
	if (e.verb == frameSpeak || e.verb == frameMeet || e.verb == frameCall) && e.forms&(formBase|formThird) != 0 && t.habit(v.at) {
		return true
	}
	if e.verb != frameSpeak && e.verb != frameMeet || e.forms&^formNoun != formIng || len(v.object.actors) == 0 || v.object.first < v.at {
		return false
	}
	if before := v.at - 1; before >= 0 && t.sentence(before) == t.sentence(v.at) && t.elements[before].actor == nil && !t.says(&t.elements[before]) && t.elements[before].mark != ':' {
		return false
	}
	_, end := t.listFrom(v.object.first)
	if end >= len(t.elements) || t.sentence(end) != t.sentence(v.at) {
		return false
	}
	if t.is(end, "would", "could", "can", "won't", "wouldn't", "can't", "may", "might") {
		return true
	}
	return e.verb == frameSpeak && t.is(end, "makes", "is", "isn't", "keeps", "helps", "does", "doesn't", "gives", "brings", "serves", "remains")
}

// habit reports whether the verb at element k tells of what is done time and again: "talk
// 'regularly'", "calls Putin at all hours".
func (t *text) habit(k int) bool {
	for j := range t.forward(k, 8) {
		if t.is(j, "hours") && t.is(j-1, "all") {
			return true
		}
	}
	often := []string{"regularly", "often", "frequently", "routinely", "constantly", "usually", "occasionally"}
	return t.precededBy(k, 2, often...) || t.followedBy(k, 8, often...)
}

// settingBehind reports whether a meeting or call behind element k is where something was
// done, or was not.
func (t *text) settingBehind(k int) bool {
	for j := range t.forward(k, far) {
		if t.sceneWeight(j) >= 3 && t.setting(j) {
			return true
		}
	}
	return false
}

// lasts reports whether a time follows: "spoke for two hours".
func (t *text) lasts(k int) bool {
	if t.endsWith(k, "length") {
		return true
	}
	for j := range t.forward(k, 5) {
		switch t.firstWord(j) {
		case "hour", "hours", "minutes", "minute":
			return true
		}
	}
	return false
}

// anew reports whether leaders are said to speak for the first time, or about
// something: "speak for first time since", "talk about Iran".
func (t *text) anew(k int) bool {
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return false
	}
	if t.is(k+1, "about") && (t.begins(t.clauseActor(k)) || t.heAnd(k)) || t.again(k+1) {
		return true
	}
	return t.followedBy(k, 4, "time")
}

// heAnd reports whether the subject of the verb at element k is "he and Maduro".
func (t *text) heAnd(k int) bool {
	j := t.behindAdverbs(k - 1)
	if j < 2 || t.elements[j].actor == nil || t.sentence(j-2) != t.sentence(k) {
		return false
	}
	return t.elements[j-1].is(isAnd) && t.elements[j-2].actor == nil && t.elements[j-2].is(isHe) && !t.isObject(&t.elements[j-2])
}

// talksTopic reports whether leaders are said to talk what they talk about: "Xi, Trump
// talk trade".
func (t *text) talksTopic(k int) bool {
	if k == 0 || k+1 >= len(t.elements) || t.elements[k-1].actor == nil && !(k > 1 && t.is(k-1, "to") && t.elements[k-2].actor.leader()) || t.sentence(k+1) != t.sentence(k) || !strings.HasPrefix(t.lower(k), "talk") || !t.begins(t.clauseActor(k)) && !t.heAnd(k) {
		return false
	}
	switch next := &t.elements[k+1]; t.lower(k + 1) {
	case "tough", "big", "past", "up", "down", "politics", "sense", "nonsense", "peace":
		return false
	default:
		return next.mark == 0 && (next.is(isTopic) || next.classes == 0 || next.actor != nil)
	}
}

// called reports whether the story tells of a call elsewhere: "talk Taiwan in call".
func (t *text) called(k int) bool {
	for j := range t.elements {
		if j != k && t.sceneWeight(j) == 4 {
			return true
		}
	}
	return false
}

// likened reports whether somebody is seen as something.
func (t *text) likened(object side) bool {
	_, end := t.listFrom(object.first)
	return end < len(t.elements) && t.sentence(end) == t.sentence(object.first) && t.is(end, "as")
}

// sight reports whether a meeting is told as seeing somebody.
func (t *text) sight(k int) bool {
	switch t.lower(k) {
	case "see", "sees", "saw", "seen", "seeing":
		return true
	}
	return false
}

// endsSoon reports whether the clause ends behind element k.
func (t *text) endsSoon(k int) bool {
	for k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) && t.elements[k+1].actor == nil && t.elements[k+1].is(isAdverb) {
		k++ // "spoke briefly on Tuesday"
	}
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return true
	}
	e := &t.elements[k+1]
	if t.is(k+1, "late", "early", "right", "just", "shortly", "immediately", "straight") && k+2 < len(t.elements) {
		k, e = k+1, &t.elements[k+2]
	}
	if e.is(isIn) && k+2 < len(t.elements) && t.elements[k+2].is(isTime) {
		return true // "spoke on Tuesday"
	}
	return e.mark != 0 || e.is(isAfter|isBefore|isClause|isTime)
}
