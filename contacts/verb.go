package contacts

import (
	"slices"
	"strings"

	"readout"
)

var verbObjects = map[frame]struct {
	direct       bool
	prepositions class
	joint        bool // a subject of several sides is enough
}{
	frameMeet:    {true, isWith, true},
	frameJoint:   {true, isWith, true},
	frameHost:    {true, 0, false},
	frameSpeak:   {false, isWith | isTo, true},
	frameDiscuss: {false, isWith, true},
	frameCall:    {true, 0, false},
	frameWrite:   {true, isTo, false},
	frameInvite:  {true, 0, false},
	frameAct:     {false, isWith, true},
	frameVisit:   {true, 0, false},
	frameAttend:  {false, 0, false},
	frameGather:  {true, isWith, true},
	frameSign:    {false, isWith, true},
	frameBrief:   {true, 0, false},
	frameRaise:   {false, isWith, false},
}

// verbFrame reads "Trump meets Xi", "Macron spoke with Scholz by phone".
func (d *Detector) verbFrame(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: e.verb, at: k, dated: -1}
	pattern := verbObjects[e.verb]
	ing := e.forms&(formThird|formPast) == 0 && e.forms&formIng != 0
	passive := e.forms&formPast != 0 && t.passive(k) || t.guest(k)
	subject := t.subject(k, !ing)
	if said := k - 1; e.verb == frameCall && ing && said >= 0 && t.elements[said].verb == frameSpeak && t.sentence(said) == t.sentence(k) {
		subject = t.subject(said, t.elements[said].forms&^(formIng|formNoun) != 0) // "will be speaking by phone with"
	}
	var object side
	if passive {
		if object = t.partner(k+1, false, isBy); len(object.actors) == 0 { // "was received with honours by"
			object = t.partner(k+1, false, isBy|isWith)
		}
	} else {
		prepositions := pattern.prepositions
		switch {
		case e.verb == frameHost && t.playsHost(k):
			prepositions = isTo // "played host in Samarkand to"
		case e.verb == frameWrite && t.mutual(k):
			prepositions = isWith // "exchanges greetings with"
		}
		object = t.partner(k+1, pattern.direct, prepositions)
	}
	if !passive && e.forms&formPast != 0 && len(object.actors) == 0 && object.kind == subjectNone && (e.verb == frameHost || e.verb == frameInvite) {
		object = t.partner(k+1, false, isBy) // "Xi welcomed in Moscow by Putin"
	}
	if e.verb == frameGather && len(object.actors) > 0 && !(object.actors[0].group != "" && object.actors[0].led) && leaders(object.actors) < len(object.actors) {
		object = side{} // "gather in Rome", "convenes Parliament"
	}
	if e.verb == frameMeet && !passive && len(object.actors) == 0 && object.kind == subjectNone {
		object = t.partner(k+1, false, isWith)
	}
	if e.verb == frameHost && e.forms&^formNoun == formBase && subject.cues&(isTo|isWill|isMay|isNot|isAux) == 0 && len(subject.actors) < 2 && !several(subject.actors) && !t.people(subject) {
		return f, false // "G20 host India"
	}
	if e.verb == frameCall && (!t.rings(k, object) && !d.callsObject(t, object) || t.callsTogether(object)) {
		return f, false
	}
	if (e.verb == frameDiscuss || e.verb == frameSpeak && !t.ends(k) && t.is(k+1, "about")) && subject.cues&isNot != 0 && t.settingBehind(k) {
		return f, false // "did not talk about Taiwan at meeting"
	}
	if e.verb == frameHost && !passive && len(object.actors) == 0 {
		if at := t.behindPlace(k + 1); at >= 0 {
			object = t.sideFrom(at, 0)
		}
	}
	if e.verb == frameHost && !passive && len(object.actors) == 0 && object.kind != subjectPronoun {
		return f, false
	}
	switch e.verb {
	case frameVisit:
		return d.verbVisit(t, k, f, subject, earlier)
	case frameAttend:
		return d.attend(t, k, f, subject, passive, earlier)
	}
	if subject.kind == subjectNone && (e.verb == frameSpeak || e.verb == frameMeet || e.verb == frameCall) {
		if host, ok := d.speaker(t); ok {
			subject = side{actors: []*actor{host}, kind: subjectFar} // "Spoke with Emmanuel Macron"
		}
	}
	if len(subject.actors) == 0 && t.promised(k) {
		subject = side{kind: subjectPair, first: k} // "ended with a promise to see each other"
	}
	if we := t.behindAdverbs(k - 1); subject.kind == subjectStranger && we >= 0 && t.is(we, "we") && (e.verb == frameSpeak || e.verb == frameMeet || e.verb == frameDiscuss) {
		if host, ok := d.speaker(t); ok {
			subject = side{actors: []*actor{host}, kind: subjectBeside, first: we} // "We spoke with President Macron"
		}
	}
	bare := e.verb == frameGather && !t.is(k, "meet in") && len(subject.actors) == 1 && subject.actors[0].loose && subject.actors[0].plural && !t.definite(subject.actors[0])
	subject.cues |= t.inverted(subject)
	subject = d.resolve(t, subject, k, earlier, named(object)...)
	if bare && len(subject.actors) == 2 {
		return f, false // "Erdogan slams Netanyahu as leaders gather"
	}
	object = d.resolve(t, object, k, earlier, subject.actors...)
	if passive && (e.verb == frameHost || e.verb == frameInvite) && len(object.actors) == 0 {
		object = d.hostAt(t, k)
	}
	if e.verb == frameMeet && t.sight(k) && (!d.callsObject(t, object) || t.likened(object)) {
		return f, false // "sees Putin as a threat"
	}
	if len(object.actors) == 0 {
		if object.kind == subjectStranger {
			return f, false
		}
		if !pattern.joint && !t.mutual(k) || !several(subject.actors) {
			return f, false
		}
		if e.verb == frameSpeak && !t.mutual(k) && !t.near(k, isPhone|isVideo|isPerson, 6) && !t.endsSoon(k) && !t.lasts(k) && !t.anew(k) && !t.called(k) && !t.talksTopic(k) {
			return f, false
		}
		if e.verb == frameDiscuss && e.forms&formThird != 0 {
			return f, false
		}
	}
	if subject.kind == subjectStranger && passive && e.verb == frameSign && several(object.actors) {
		subject.kind = subjectBeside // "the document was signed by both"
	}
	if subject.kind == subjectStranger {
		return f, false
	}
	if e.verb == frameJoint && len(object.actors) > 0 && object.actors[0].weak {
		if leaders(subject.actors) < 2 {
			return f, false // "inspects sites together with the US"
		}
		object.actors = nil // "co-chaired the India-Germany consultations"
	}
	if e.verb == frameSpeak && len(object.actors) == 1 && d.assembly(object.actors[0].group) {
		return f, false // a speech
	}
	if e.verb == frameWrite && t.posted(k) {
		return f, false // "congratulates Sandu in a post on X"
	}
	if e.verb == frameWrite && !t.mutual(k) && !slices.ContainsFunc(object.actors, (*actor).principal) {
		return f, false // "leaders congratulate the president-elect"
	}
	if e.verb == frameHost && !passive && len(object.actors) > 0 && t.welcomesThing(k, object.first) {
		return f, false
	}
	if e.verb == frameRaise && !object.actors[0].leader() {
		return f, false // "raises questions with voters"
	}
	if e.verb == frameInvite && !t.mutual(k) && (len(object.actors) == 0 || object.actors[0].weak || object.actors[0].group != "" || !object.actors[0].principal()) {
		return f, false
	}
	f.strength = map[subjectKind]float64{subjectBeside: 0.95, subjectFar: 0.8, subjectAfter: 0.9, subjectPronoun: 0.8, subjectPair: 0.8, subjectNone: 0.5}[subject.kind]
	if e.verb == frameHost && !passive {
		subject.actors = d.hosts(t, subject.actors, object.actors)
	}
	if e.verb == frameCall {
		object.actors = d.hosts(t, object.actors, subject.actors) // "rings Doha"
	}
	f.actors = append(append(f.actors, subject.actors...), object.actors...)
	f.partners = partnersOf(subject.actors, object.actors)
	f.each = e.verb == frameCall && object.kind == subjectBeside // "phones Putin and Xi"
	d.verbStatus(t, k, &f, subject.cues|e.classes&isNot)         // "snubs Modi"
	if e.verb == frameRaise && f.status == readout.Proposed {
		return f, false // "urged to raise it with Xi"
	}
	if e.verb == frameInvite && f.status != readout.Off {
		f.set(readout.Proposed, "an invitation")
		f.date, f.dated, f.back = "", -1, false
	}
	return f, true
}

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
	word, _, _ := strings.Cut(strings.ToLower(t.words(t.elements[noun].from, t.elements[noun].to)), " ")
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
	return strings.HasPrefix(strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)), "play")
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
	e := &t.elements[end]
	if e.actor != nil {
		return false
	}
	return t.again(end) || t.is(end, "first", "later", "directly", "personally", "earlier", "briefly", "separately") || t.is(end, "from") || first > 0 && t.is(end, "off") && t.sight(first-1) || e.mark != 0 && e.mark != '"' || e.is(isAfter|isBefore|isIn|isTo|isAnd|isAbout|isClause|isTime|isReport|isPast|isPlan|isVenue|isPerson)
}

// again reports whether element k says how often something was done: "a second time".
func (t *text) again(k int) bool {
	for j := k; j < len(t.elements) && j < k+3 && t.sentence(j) == t.sentence(k); j++ {
		switch strings.ToLower(t.words(t.elements[j].from, t.elements[j].to)) {
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
	for j := end + 1; j < len(t.elements) && j < end+5 && t.sentence(j) == t.sentence(end); j++ {
		if e := &t.elements[j]; e.actor == nil && (e.noun == frameSummit || e.noun == frameMeet && e.verb == noFrame || e.noun == frameTalks) {
			return true
		}
	}
	return false
}

// rings reports whether a call is told with a verb that means nothing else, of
// somebody or of a capital or seat, "rings Doha", or with a pronoun behind it.
func (t *text) rings(k int, object side) bool {
	word, _, _ := strings.Cut(strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)), " ")
	onlyPhone := !strings.HasPrefix(word, "call")
	if len(object.actors) == 0 {
		return (object.kind == subjectPronoun || object.kind == subjectPair) && object.first == k+1 && (onlyPhone || t.objectEnds(k, k+2))
	}
	return onlyPhone && !object.actors[0].possessive && (!object.actors[0].weak || object.actors[0].town)
}

func (t *text) passive(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil {
			return false
		}
		if e.is(isAux) {
			return t.is(j, "is", "are", "was", "were", "be", "been", "being")
		}
		if !e.is(isAdverb) {
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
	for j := k + 1; j < len(t.elements) && j < k+3 && t.sentence(j) == t.sentence(k); j++ {
		if t.is(j, "each other", "one another") {
			return true
		}
	}
	return false
}

// settingBehind reports whether a meeting or call behind element k is where something was
// done, or was not.
func (t *text) settingBehind(k int) bool {
	for j := k + 1; j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if t.sceneWeight(j) >= 3 && t.setting(j) {
			return true
		}
	}
	return false
}

// lasts reports whether a time follows: "spoke for two hours".
func (t *text) lasts(k int) bool {
	for j := k + 1; j < len(t.elements) && j < k+6 && t.sentence(j) == t.sentence(k); j++ {
		switch strings.ToLower(t.words(t.elements[j].from, t.elements[j].to)) {
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
	if strings.EqualFold(t.words(t.elements[k+1].from, t.elements[k+1].to), "about") && (t.begins(t.clauseActor(k)) || t.heAnd(k)) || t.again(k+1) {
		return true
	}
	for j := k + 1; j < len(t.elements) && j < k+5 && t.sentence(j) == t.sentence(k); j++ {
		if strings.EqualFold(t.words(t.elements[j].from, t.elements[j].to), "time") {
			return true
		}
	}
	return false
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
	e := &t.elements[k]
	if k == 0 || k+1 >= len(t.elements) || t.elements[k-1].actor == nil || t.sentence(k+1) != t.sentence(k) || !strings.HasPrefix(strings.ToLower(t.words(e.from, e.to)), "talk") || !t.begins(t.clauseActor(k)) && !t.heAnd(k) {
		return false
	}
	switch next := &t.elements[k+1]; strings.ToLower(t.words(next.from, next.to)) {
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
	return end < len(t.elements) && t.sentence(end) == t.sentence(object.first) && strings.EqualFold(t.words(t.elements[end].from, t.elements[end].to), "as")
}

// sight reports whether a meeting is told as seeing somebody.
func (t *text) sight(k int) bool {
	switch strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)) {
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
	if t.is(k+1, "late", "early") && k+2 < len(t.elements) {
		k, e = k+1, &t.elements[k+2]
	}
	if e.is(isIn) && k+2 < len(t.elements) && t.elements[k+2].is(isTime) {
		return true // "spoke on Tuesday"
	}
	return e.mark != 0 || e.is(isAfter|isBefore|isClause|isTime)
}
