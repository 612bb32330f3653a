package contacts

import (
	"slices"
	"strings"

	"readout"
)

// finding is one place of the text that tells of a contact.
type finding struct {
	frame    frame
	at       int // element of the frame's word
	people   []readout.Participant
	groups   []string
	actors   []*actor
	partners int  // how many of the actors, at the end, stand on the other side
	anew     bool // told as what takes the place of a plan
	beside   bool // told as one beside another: "also", "earlier"
	status   readout.Status
	why      string // for the status
	unsure   bool   // nothing in the text tells the status
	mode     readout.Mode
	date     readout.Date
	dated    int // element that names the day, -1 for none
	implied  bool
	back     bool // mentioned in passing, or long past
	below    bool // told in the summary
	margins  bool // told as the place or time of something else: "at the G7 summit"
	assembly bool // of a body that meets all the time: the Security Council
	strength float64
}

// find looks at every frame of the text, and at leaders who deal with each other.
func (d *Detector) find(t *text) []finding {
	var out []finding
	for k := range t.elements {
		e := &t.elements[k]
		if e.actor != nil && e.actor.group != "" {
			if f, ok := d.presence(t, k, out); ok {
				out = append(out, f)
			}
			continue
		}
		if e.actor != nil || e.is(isPlain) && !t.nounAfterAll(k) || e.verb == noFrame && e.noun == noFrame {
			continue
		}
		f, ok := d.frameAt(t, k, out)
		if ok {
			out = append(out, f)
		}
	}
	return d.backdrop(t, d.scenes(t, d.encounters(t, out)))
}

// nounAfterAll reports whether what looks like no frame is one here: "in a call
// on Monday".
func (t *text) nounAfterAll(k int) bool {
	if t.elements[k].noun == noFrame || k == 0 || t.sentence(k-1) != t.sentence(k) {
		return false
	}
	p := &t.elements[k-1]
	if p.actor != nil {
		return p.actor.possessive || k > 1 && t.joined(k-1)
	}
	return p.is(isThe | isHis | isPhone)
}

// frameAt reads the frame at element k.
func (d *Detector) frameAt(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	if e.noun != noFrame && (e.verb == noFrame || t.nounHere(k)) {
		return d.nounFrame(t, k, earlier)
	}
	return d.verbFrame(t, k, earlier)
}

// nounHere tells the noun from the verb where a word is both: a noun stands
// behind an article, an owner, a preposition or before "with" and "between".
func (t *text) nounHere(k int) bool {
	e := &t.elements[k]
	if e.verb == frameCall && k+1 < len(t.elements) && t.elements[k+1].actor == nil && t.elements[k+1].is(isWith|isBetween) {
		return true // "says call with Trump was productive"
	}
	if e.verb == frameCall && e.forms&formBase != 0 && (k+1 >= len(t.elements) || t.elements[k+1].actor == nil) && t.setting(k) {
		return true // "in hour-long call"
	}
	if k > 0 && t.sentence(k-1) == t.sentence(k) {
		p := &t.elements[k-1]
		if p.actor != nil {
			if p.actor.possessive {
				return true
			}
			if t.joined(k) {
				return true
			}
			return t.nounAfterActor(k)
		}
		if p.is(isTo|isWill|isMay|isAux|isHe|isThey) && !p.is(isThe) {
			return e.verb == frameSpeak && e.forms&formThird != 0 && !p.is(isHe) // "to talks"
		}
		if p.is(isThe | isOf | isBy | isIn | isHis | isAfter | isBefore | isLight | isArrive | isPast | isWith) {
			return true
		}
	}
	if t.carried(k) {
		return true
	}
	if e.verb == frameSpeak && k+1 < len(t.elements) {
		n := &t.elements[k+1]
		if e.forms&formThird != 0 && n.is(isTo) && n.actor == nil {
			return false // "talks to"
		}
		return !(k > 0 && t.elements[k-1].is(isAnd))
	}
	if k == 0 || t.sentence(k-1) != t.sentence(k) {
		return true
	}
	return e.verb != frameCall && e.verb != frameVisit
}

// carried reports whether a verb that carries nouns stands before element k, with
// nothing but what describes the noun between: "hold friendly call".
func (t *text) carried(k int) bool {
	for j := k - 1; j >= 0 && j >= k-5 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.is(isLight) && !e.is(isAux) {
			return e.actor == nil
		}
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.classes&^(isAdverb|isAdjective|isThe) != 0 || e.verb != noFrame {
			return false
		}
	}
	return false
}

// nounAfterActor tells "the Xi talks", "the Trump-Xi meeting" from "Xi talks
// to", "Xi meeting Trump".
func (t *text) nounAfterActor(k int) bool {
	if k > 1 && t.joined(k-1) && t.elements[k-2].actor != nil {
		return true // "Xi-Putin talks"
	}
	if k > 1 && t.elements[k-1].actor.town && t.elements[k-2].actor != nil && t.elements[k-2].actor.possessive {
		return true // "Orbán's Moscow meeting"
	}
	e, next := &t.elements[k], &element{mark: '.'}
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) {
		next = &t.elements[k+1]
	}
	first := k - 1
	for first > 0 && t.elements[first-1].actor != nil && t.sentence(first-1) == t.sentence(k) {
		first--
	}
	led := t.behindPreposition(first) || first > 0 && t.sentence(first-1) == t.sentence(k) && t.elements[first-1].is(isBefore|isAfter|isPlan|isPast|isHis|isMay) && !t.elements[first-1].is(isWill|isAdverb)
	switch e.verb {
	case frameSpeak:
		if e.forms&formThird == 0 || next.is(isTo) && next.actor == nil {
			return false
		}
		return led || !next.is(isWith) && next.classes != 0
	case frameMeet:
		if e.forms&formIng != 0 {
			return led || !(next.actor != nil || next.is(isWith) || next.is(isThe))
		}
		return false
	case frameVisit:
		return t.elements[k-1].actor.weak || next.actor == nil && !next.is(isThe)
	case frameCall, frameHost:
		return led && next.actor == nil && (e.forms&formThird == 0 || next.is(isWith|isBetween))
	}
	return true
}

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
	frameGather:  {false, 0, true},
	frameSign:    {false, isWith, true},
	frameBrief:   {true, 0, false},
}

// verbFrame reads "Trump meets Xi", "Macron spoke with Scholz by phone".
func (d *Detector) verbFrame(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: e.verb, at: k, dated: -1}
	pattern := verbObjects[e.verb]
	ing := e.forms&(formThird|formPast) == 0 && e.forms&formIng != 0
	passive := e.forms&formPast != 0 && t.passive(k) || t.guest(k)
	subject := t.subject(k, !ing)
	var object side
	if passive {
		object = t.partner(k+1, false, isBy|isWith)
	} else {
		object = t.partner(k+1, pattern.direct, pattern.prepositions)
	}
	if !passive && e.forms&formPast != 0 && len(object.actors) == 0 && object.kind == subjectNone && (e.verb == frameHost || e.verb == frameInvite) {
		object = t.partner(k+1, false, isBy) // "Xi welcomed in Moscow by Putin"
	}
	if e.verb == frameMeet && !passive && len(object.actors) == 0 && object.kind == subjectNone {
		object = t.partner(k+1, false, isWith)
	}
	if e.verb == frameHost && e.forms&^formNoun == formBase && subject.cues&(isTo|isWill|isMay|isNot|isAux) == 0 && !several(subject.actors) {
		return f, false // "G20 host India"
	}
	if e.verb == frameCall && !t.rings(k, object) && !d.callsObject(t, object) {
		return f, false
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
			subject = side{actors: []*actor{host}, kind: subjectPronoun} // "Spoke with Emmanuel Macron"
		}
	}
	subject = d.resolve(t, subject, k, earlier)
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
		if !pattern.joint || !several(subject.actors) {
			return f, false
		}
		if e.verb == frameSpeak && !t.near(k, isPhone|isVideo|isPerson, 6) && !t.endsSoon(k) && !t.lasts(k) && !t.anew(k) && !t.called(k) {
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
	if e.verb == frameInvite && (len(object.actors) == 0 || object.actors[0].weak || object.actors[0].group != "" || !object.actors[0].principal()) {
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
	d.verbStatus(t, k, &f, subject.cues)
	if e.verb == frameInvite && f.status != readout.Off {
		f.set(readout.Proposed, "an invitation")
		f.date, f.dated = "", -1
	}
	return f, true
}

// partnersOf counts the partners of one leader where each has a state of his own.
func partnersOf(own, partners []*actor) int {
	if len(own) != 1 || !own[0].leader() {
		return 0
	}
	var states []string
	for _, a := range partners {
		if a.weak || a.group != "" || a.loose || a.stranger || slices.Contains(states, a.state) {
			return 0
		}
		states = append(states, a.state)
	}
	return len(partners)
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
	if end >= len(t.elements) || t.sentence(end) != t.sentence(object.first) {
		return true
	}
	e := &t.elements[end]
	if e.actor != nil {
		return false
	}
	return e.mark != 0 && e.mark != '"' || e.is(isAfter|isBefore|isIn|isTo|isAnd|isAbout|isClause|isTime|isReport|isPast|isPlan|isVenue|isPerson)
}

// calledState returns a leader and that of the state that he says something to in the
// clause before a call: "Netanyahu apologizes to Qatar in phone call".
func (d *Detector) calledState(t *text, k int) []*actor {
	if !t.setting(k) {
		return nil
	}
	i := t.clauseActor(k)
	if i >= k || t.behindPreposition(i) || t.elements[i].actor.possessive {
		return nil
	}
	from := d.leaderAt(t, i)
	for j := i + 1; from != nil && j < k && j < i+6; j++ {
		e := &t.elements[j]
		if e.actor == nil && (e.mark != 0 && e.mark != '"' || e.is(isClause|isBefore) || t.says(e)) {
			return nil
		}
		a := e.actor
		if a == nil {
			continue
		}
		to := strings.EqualFold(t.words(t.elements[j-1].from, t.elements[j-1].to), "to")
		if !a.weak || a.possessive || a.state == from.state || !to && t.behindPreposition(j) || !to && t.verbFollows(j+1) {
			return nil
		}
		if term, ok := d.roster.Executive(a.state, t.story.Published); ok {
			return []*actor{from, {people: []readout.Participant{participant(term)}, state: a.state, class: term.Office, from: a.from, to: a.to}}
		}
		return nil
	}
	return nil
}

// hosts takes a state that receives another's leader for its own leader: "Saudi Arabia
// hosts Assad".
func (d *Detector) hosts(t *text, hosts, guests []*actor) []*actor {
	if len(hosts) != 1 || !hosts[0].weak || len(guests) == 0 || !guests[0].leader() || guests[0].possessive {
		return hosts
	}
	if named := t.leaderOf(hosts[0].state); named != nil {
		return []*actor{named}
	}
	term, ok := d.roster.Executive(hosts[0].state, t.story.Published)
	if !ok {
		return hosts
	}
	return []*actor{{people: []readout.Participant{participant(term)}, state: hosts[0].state, class: term.Office, from: hosts[0].from, to: hosts[0].to}}
}

// hostAt returns the leader whose seat somebody is received at: "will be hosted at
// the White House".
func (d *Detector) hostAt(t *text, k int) side {
	for j := k + 1; j < len(t.elements) && j < k+5 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		state := ""
		if e.actor != nil && e.actor.weak && e.actor.town {
			state = e.actor.state
		} else if e.actor == nil && e.is(isVenue) {
			state = d.seatOf(t, e)
		}
		if term, ok := d.roster.Executive(state, t.story.Published); ok {
			return side{actors: []*actor{{people: []readout.Participant{participant(term)}, state: state, class: term.Office, from: e.from, to: e.to}}, kind: subjectBeside, first: j}
		}
	}
	return side{}
}

// guest reports whether a headline leaves out that somebody was received: "Merz
// received in the Kremlin".
func (t *text) guest(k int) bool {
	e := &t.elements[k]
	if e.verb != frameHost || e.forms&formPast == 0 || k == 0 || k+1 >= len(t.elements) || t.sentence(k-1) != t.sentence(k+1) {
		return false
	}
	next := &t.elements[k+1]
	return t.elements[k-1].actor != nil && next.actor == nil && next.is(isIn|isVenue)
}

// seatOf returns the state whose seat a phrase ends in: "at the White House".
func (d *Detector) seatOf(t *text, e *element) string {
	for i := e.from + 1; i < e.to; i++ {
		p, end := d.trie.longest(t.tokens, i, t.fits)
		if p == nil || end != e.to {
			continue
		}
		for _, n := range p.names {
			if n.kind == nameSeat {
				return n.state
			}
		}
	}
	return ""
}

// rings reports whether a call is told with a verb that means nothing else, of
// somebody or of a capital or seat: "rings Doha".
func (t *text) rings(k int, object side) bool {
	if len(object.actors) == 0 || object.actors[0].possessive || object.actors[0].weak && !object.actors[0].town {
		return false
	}
	word, _, _ := strings.Cut(strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)), " ")
	switch word {
	case "call", "calls", "called", "calling":
		return false
	}
	return true
}

func (t *text) passive(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil {
			return false
		}
		if e.is(isAux) {
			switch w := t.words(e.from, e.to); w {
			case "is", "are", "was", "were", "be", "been", "being":
				return true
			}
			return false
		}
		if !e.is(isAdverb) {
			return false
		}
	}
	return false
}

// near reports whether words of the classes stand within n elements.
func (t *text) near(k int, c class, n int) bool {
	for j := max(0, k-n); j < min(len(t.elements), k+n+1); j++ {
		if t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(c) {
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
	if strings.EqualFold(t.words(t.elements[k+1].from, t.elements[k+1].to), "about") && t.begins(t.clauseActor(k)) {
		return true
	}
	for j := k + 1; j < len(t.elements) && j < k+5 && t.sentence(j) == t.sentence(k); j++ {
		if strings.EqualFold(t.words(t.elements[j].from, t.elements[j].to), "time") {
			return true
		}
	}
	return false
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

// clauseActor returns the first actor of the clause of element k, k for none.
func (t *text) clauseActor(k int) int {
	for j := t.clause(k); j < k; j++ {
		if t.elements[j].actor != nil {
			return j
		}
	}
	return k
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
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return true
	}
	e := &t.elements[k+1]
	if e.is(isIn) && k+2 < len(t.elements) && t.elements[k+2].is(isTime) {
		return true // "spoke on Tuesday"
	}
	return e.mark != 0 || e.is(isAfter|isBefore|isClause|isTime)
}

// nounFrame reads "talks with Xi", "the Trump-Xi summit", "a call between
// Macron and Scholz".
func (d *Detector) nounFrame(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: e.noun, at: k, dated: -1}
	if e.verb == frameCall && t.demand(k) {
		return f, false
	}
	if e.noun == frameVisit {
		return d.nounVisit(t, k, f, earlier)
	}
	owner, possessive := t.owner(k)
	start := k
	if owner.kind != subjectNone {
		start = owner.first
	}
	prepositions := isWith | isBetween
	if e.noun == frameLetter {
		prepositions = isTo | isBetween
	}
	if e.noun == framePhone || e.noun == frameVideo {
		prepositions |= isTo
	}
	object := t.partner(k+1, e.verb == frameMeet, prepositions)
	if len(object.actors) == 0 && e.noun == frameLetter {
		object = t.addressee(k + 1)
	}
	if len(object.actors) == 0 && (e.noun == frameLetter || e.noun == framePhone || e.noun == frameVideo) {
		object = t.from(k + 1)
	}
	if len(object.actors) == 0 && object.kind == subjectNone && (e.noun == frameSummit || e.noun == frameMeet || e.noun == frameTalks || e.noun == framePhone) {
		object = t.meetingOf(k + 1)
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && !possessive && !t.joined(k) && (owner.actors[0].town && len(object.actors) > 0 || len(object.actors) == 0 && e.noun != frameSummit) {
		start = owner.first // where it was: "after Chequers talks", "their Moscow meeting"
		if owner, possessive = t.owner(start); owner.kind != subjectNone {
			start = owner.first
		}
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && len(object.actors) == 0 && d.ofLeaders(t, k, owner.actors[0]) {
		owner.actors = []*actor{{group: d.groupOf(owner.actors[0].state), plural: true, from: owner.actors[0].from, to: owner.actors[0].to}}
	}
	if e.noun == frameInvite {
		return d.invitation(t, k, f, owner, possessive, earlier)
	}
	owner = d.resolve(t, owner, k, earlier)
	object = d.resolve(t, object, k, earlier, owner.actors...)
	if len(object.actors) == 0 && (e.noun == frameLetter || e.noun == framePhone) {
		if told, ok := t.told(k); ok {
			f.actors, f.strength = told, 0.8
			d.dealingStatus(t, k, start, &f, 0)
			return f, true
		}
	}
	if object.kind == subjectStranger && !several(owner.actors) {
		return f, false
	}
	if e.noun == frameJoint && len(object.actors) == 0 && !t.jointly(k) {
		return f, false // a press conference of one
	}
	f.strength = 0.9
	switch {
	case several(object.actors) && len(owner.actors) == 0 && e.noun == frameLetter:
		s := d.resolve(t, t.nounSubject(start), start, earlier)
		if s.kind == subjectStranger || s.kind == subjectNone {
			return f, false // who wrote?
		}
		f.actors = append(append(f.actors, s.actors...), object.actors...)
	case several(object.actors) && len(owner.actors) == 0 && t.betweenAt(k+1):
		f.actors = object.actors
	case several(object.actors) && len(owner.actors) == 0:
		f.actors, f.strength = object.actors, 0.8
		if s := t.nounSubject(start); s.kind == subjectStranger {
			return f, false // somebody's meeting with both
		}
		if s := d.resolve(t, t.nounSubject(start), start, earlier); s.kind != subjectStranger && s.kind != subjectNone {
			f.actors = append(append([]*actor{}, s.actors...), object.actors...)
			f.partners = partnersOf(s.actors, object.actors)
		}
	case len(owner.actors) > 0 && len(object.actors) > 0:
		f.actors = append(append(f.actors, owner.actors...), object.actors...)
	case several(owner.actors):
		f.actors = owner.actors
		if len(owner.actors) == 1 && owner.actors[0].group != "" {
			f.actors = append(d.attending(t, start, earlier), owner.actors...)
		}
	case len(owner.actors) == 0 && len(object.actors) == 0:
		if owner.kind != subjectNone {
			return f, false
		}
		s := d.resolve(t, t.nounSubject(start), start, earlier)
		if pair, cues := d.dealings(t, start); !several(s.actors) && pair != nil && e.noun != frameLetter {
			f.actors, f.strength = pair, 0.65
			f.margins = true
			d.dealingStatus(t, k, start, &f, cues)
			return f, true
		}
		if by := t.speakers(start); (e.noun == frameJoint || e.noun == frameMeet) && !several(s.actors) && several(by.actors) {
			f.actors, f.strength = by.actors, 0.8
			f.set(readout.Held, "they speak at it") // "Remarks by Biden and Kishida before bilateral meeting"
			d.date(t, k, &f)
			return f, true
		}
		if pair := d.calledState(t, start); !several(s.actors) && pair != nil && (e.noun == framePhone || e.noun == frameVideo) {
			f.actors, f.strength = pair, 0.6
			d.dealingStatus(t, k, start, &f, 0)
			return f, true
		}
		if !several(s.actors) || s.kind != subjectBeside && s.kind != subjectFar && s.kind != subjectPair {
			return f, false
		}
		if len(s.actors) == 1 && s.kind == subjectFar && e.noun != frameSummit && !t.near(k, isLight|isArrive, 3) {
			return f, false // "world leaders condemn violence at a dinner"
		}
		if e.noun == frameTalks && s.kind == subjectFar && !t.near(k, isLight|isArrive, 3) && !t.setting(start) {
			return f, false
		}
		f.actors, f.strength = s.actors, 0.8
	default:
		s := t.nounSubject(start)
		if len(owner.actors) > 0 && possessive && len(object.actors) == 0 {
			return f, false // "Trump's summit": with whom?
		}
		s = d.resolve(t, s, start, earlier)
		if s.kind == subjectStranger || s.kind == subjectNone {
			if a := d.besides(t, object.actors, start); a != nil && len(owner.actors) == 0 {
				s = side{actors: []*actor{a}, kind: subjectPair}
			}
		}
		if s.kind == subjectStranger {
			return f, false
		}
		if s.kind == subjectNone {
			if host, ok := d.speaker(t); ok && (e.noun == frameMeet || e.noun == frameTalks || e.noun == framePhone || e.noun == frameVideo || e.noun == frameLetter || e.noun == frameJoint) {
				s.actors, s.kind = []*actor{host}, subjectNone
			} else {
				return f, false
			}
		}
		f.actors = append(append(append(f.actors, s.actors...), owner.actors...), object.actors...)
		f.partners = partnersOf(append(slices.Clone(s.actors), owner.actors...), object.actors)
		f.strength = map[subjectKind]float64{subjectBeside: 0.9, subjectFar: 0.75, subjectAfter: 0.85, subjectPronoun: 0.75, subjectPair: 0.7, subjectNone: 0.8}[s.kind]
	}
	if start > 0 && t.sentence(start-1) == t.sentence(k) {
		f.margins = t.elements[start-1].is(isIn|isPast|isBefore) || start > 1 && t.elements[start-1].is(isThe) && t.elements[start-2].is(isIn|isPast|isBefore)
	}
	f.below = t.tokens[e.from].field == inSummary
	d.nounStatus(t, k, start, &f)
	return f, true
}

// jointly reports whether an appearance at element k is by its word one of several.
func (t *text) jointly(k int) bool {
	word := strings.ToLower(t.words(t.elements[k].from, t.elements[k].to))
	return !strings.HasPrefix(word, "press conference") && !strings.HasPrefix(word, "news conference")
}

// speakers returns who speaks in the clause before element k: "remarks by A and B".
func (t *text) speakers(k int) side {
	for j := t.clause(k); j+1 < k; j++ {
		if t.elements[j].actor == nil && t.elements[j].is(isBy) && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// besides returns whom the title is about, for a contact in the setting of something
// else: "The remark, over lunch with the president".
func (d *Detector) besides(t *text, partners []*actor, start int) *actor {
	if !t.setting(start) && !t.about(start) {
		return nil
	}
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || t.tokens[t.elements[j].from].field != inTitle || !a.leader() || t.behindPreposition(j) {
			continue
		}
		if slices.ContainsFunc(partners, func(b *actor) bool { return b.state == a.state }) {
			continue
		}
		return a
	}
	return nil
}

// about reports whether the noun phrase at element k is what something is about:
// "verdict on Busan huddle".
func (t *text) about(k int) bool {
	return k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].actor == nil && t.elements[k-1].is(isAbout|isIn)
}

// groupOf returns the name of the group that an organisation is.
func (d *Detector) groupOf(code string) string {
	if state, known := d.roster.State(code); known {
		return d.groupName(state)
	}
	return code
}

// ofLeaders reports whether the noun at element k is a summit of the leaders of
// an organisation: "the EU summit". The UN calls conferences so.
func (d *Detector) ofLeaders(t *text, k int, a *actor) bool {
	if t.elements[k].noun != frameSummit || a.state == "UN" || !d.organisation(a.state) {
		return false
	}
	word := strings.ToLower(t.words(t.elements[k].from, t.elements[k].to))
	return strings.Contains(word, "summit") || strings.Contains(word, "leaders")
}

// demand reports whether a call is one for something to be done: "Trump's call to
// cut drills".
func (t *text) demand(k int) bool {
	return k+2 < len(t.elements) && t.sentence(k+2) == t.sentence(k) && t.elements[k+2].actor == nil && !t.elements[k+2].is(isThe) &&
		strings.EqualFold(t.words(t.elements[k+1].from, t.elements[k+1].to), "to")
}

// nounSubject finds the subject of the verb that carries the noun at element
// k, "holds talks", else of the clause that the noun stands in.
func (t *text) nounSubject(k int) side {
	for j := k - 1; j >= 0 && j >= k-6 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isAfter|isBefore|isClause) {
			break
		}
		if e.is(isLight|isArrive) && (!e.is(isAux) || e.is(isLight)) {
			s := t.subject(j, !e.is(isArrive))
			s.cues |= e.classes
			return s
		}
	}
	return t.subject(k, false)
}

// addressee reads "that he had sent to Abbas" behind a letter.
func (t *text) addressee(k int) side {
	for j := k; j+1 < len(t.elements) && j < k+7 && t.sentence(j+1) == t.sentence(k-1); j++ {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return side{}
		}
		if e.is(isTo) && j > k && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// from reads "from Ruto" behind a letter.
func (t *text) from(k int) side {
	for j := k; j+1 < len(t.elements) && j < k+3 && t.sentence(j+1) == t.sentence(k-1); j++ {
		if t.elements[j].actor == nil && strings.EqualFold(t.words(t.elements[j].from, t.elements[j].to), "from") && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// betweenAt reports whether what is at element k or soon behind it is
// "between", or "of".
func (t *text) betweenAt(k int) bool {
	for j := k; j < len(t.elements) && j < k+8; j++ {
		if t.elements[j].actor != nil {
			return false
		}
		if t.elements[j].is(isBetween | isOf) {
			return true
		}
	}
	return false
}

// meetingOf reads "a meeting of Baltic leaders", "the summit of Putin and Xi".
func (t *text) meetingOf(k int) side {
	if k+1 >= len(t.elements) || !t.elements[k].is(isOf) || t.words(t.elements[k].from, t.elements[k].to) != "of" {
		return side{}
	}
	j := k + 1
	for j < len(t.elements) && t.elements[j].actor == nil && t.elements[j].is(isThe|isAdjective) {
		j++
	}
	if j >= len(t.elements) || t.elements[j].actor == nil || t.sentence(j) != t.sentence(k) {
		return side{}
	}
	actors, _ := t.listFrom(j)
	if len(actors) < 2 && !actors[0].plural {
		return side{}
	}
	return side{actors: actors, kind: subjectBeside, first: j}
}

// several reports whether the actors are of two sides at least.
func several(actors []*actor) bool {
	sides := map[string]bool{}
	for _, a := range actors {
		if a.group != "" {
			sides[a.group] = true
			if a.plural {
				return true
			}
		}
		for _, p := range a.people {
			sides[p.State] = true
		}
		if a.counterpart || a.loose {
			sides["?"] = true
		}
		if a.aide {
			sides["aide "+a.state] = true
		}
	}
	return len(sides) > 1
}

// speaker returns who speaks in an official feed: its office holder.
func (d *Detector) speaker(t *text) (*actor, bool) {
	site, ok := d.site(t)
	if !ok {
		return nil, false
	}
	term, ok := d.roster.Holder(site.State, site.Office, t.story.Published)
	if !ok {
		return nil, false
	}
	return &actor{people: []readout.Participant{participant(term)}, state: term.State, class: term.Office}, true
}
