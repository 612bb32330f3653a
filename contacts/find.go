package contacts

import (
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

// find looks at every frame of the text.
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
	return d.backdrop(t, out)
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

// nounAfterActor tells "the Xi talks", "the Trump-Xi meeting" from "Xi talks
// to", "Xi meeting Trump".
func (t *text) nounAfterActor(k int) bool {
	e, next := &t.elements[k], &element{mark: '.'}
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) {
		next = &t.elements[k+1]
	}
	first := k - 1
	for first > 0 && t.elements[first-1].actor != nil && t.sentence(first-1) == t.sentence(k) {
		first--
	}
	led := t.behindPreposition(first) || first > 0 && t.sentence(first-1) == t.sentence(k) && t.elements[first-1].is(isBefore|isAfter|isPlan|isHis|isMay) && !t.elements[first-1].is(isWill|isAdverb)
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
}

// verbFrame reads "Trump meets Xi", "Macron spoke with Scholz by phone".
func (d *Detector) verbFrame(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: e.verb, at: k, dated: -1}
	pattern := verbObjects[e.verb]
	ing := e.forms&(formThird|formPast) == 0 && e.forms&formIng != 0
	passive := e.forms&formPast != 0 && t.passive(k)
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
	if e.verb == frameCall && !d.callsObject(t, object) {
		return f, false
	}
	if (e.verb == frameSpeak || e.verb == frameHost) && len(object.actors) == 0 && object.kind != subjectPronoun && e.verb == frameHost {
		return f, false
	}
	switch e.verb {
	case frameVisit:
		return d.verbVisit(t, k, f, subject, earlier)
	case frameAttend:
		return d.attend(t, k, f, subject, passive, earlier)
	}
	subject = d.resolve(t, subject, k, earlier)
	object = d.resolve(t, object, k, earlier, subject.actors...)
	if len(object.actors) == 0 {
		if object.kind == subjectStranger {
			return f, false
		}
		if !pattern.joint || !several(subject.actors) {
			return f, false
		}
		if e.verb == frameSpeak && !t.near(k, isPhone|isVideo|isPerson, 6) && !t.endsSoon(k) && !t.lasts(k) {
			return f, false
		}
		if e.verb == frameDiscuss && e.forms&formThird != 0 {
			return f, false
		}
	}
	if subject.kind == subjectStranger {
		if !several(object.actors) || e.verb != frameMeet {
			return f, false
		}
		return f, false
	}
	if e.verb == frameInvite && (len(object.actors) == 0 || object.actors[0].weak || object.actors[0].group != "" || !object.actors[0].principal()) {
		return f, false
	}
	f.strength = map[subjectKind]float64{subjectBeside: 0.95, subjectFar: 0.8, subjectAfter: 0.9, subjectPronoun: 0.8, subjectPair: 0.8, subjectNone: 0.5}[subject.kind]
	f.actors = append(append(f.actors, subject.actors...), object.actors...)
	d.verbStatus(t, k, &f, subject.cues)
	if e.verb == frameInvite && f.status != readout.Off {
		f.set(readout.Proposed, "an invitation")
		f.date, f.dated = "", -1
	}
	return f, true
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
	return e.mark != 0 && e.mark != '"' || e.is(isAfter|isBefore|isIn|isTo|isAnd|isAbout|isClause|isTime|isReport|isPast|isPlan)
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
	if e.noun == frameLetter && len(object.actors) == 0 {
		object = t.from(k + 1)
	}
	if len(object.actors) == 0 && object.kind == subjectNone && (e.noun == frameSummit || e.noun == frameMeet || e.noun == frameTalks || e.noun == framePhone) {
		object = t.meetingOf(k + 1)
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && !possessive && len(object.actors) == 0 && !t.joined(k) && e.noun != frameSummit {
		start, owner = owner.first, side{first: owner.first} // where it was: "after Chequers talks"
	}
	owner = d.resolve(t, owner, k, earlier)
	object = d.resolve(t, object, k, earlier, owner.actors...)
	if len(object.actors) == 0 && (e.noun == frameLetter || e.noun == framePhone) {
		if told, ok := t.told(k); ok {
			f.actors, f.strength = told, 0.8
			d.nounStatus(t, k, start, &f)
			return f, true
		}
	}
	if object.kind == subjectStranger && !several(owner.actors) {
		return f, false
	}
	f.strength = 0.9
	switch {
	case several(object.actors) && len(owner.actors) == 0 && t.betweenAt(k+1):
		f.actors = object.actors
	case several(object.actors) && len(owner.actors) == 0:
		f.actors, f.strength = object.actors, 0.8
		if s := d.resolve(t, t.nounSubject(start), start, earlier); s.kind != subjectStranger && s.kind != subjectNone {
			f.actors = append(append([]*actor{}, s.actors...), object.actors...)
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
		if pair := t.dealings(start); !several(s.actors) && pair != nil && e.noun != frameLetter {
			f.actors, f.strength = pair, 0.65
			break
		}
		if !several(s.actors) || s.kind != subjectBeside && s.kind != subjectFar {
			return f, false
		}
		if e.noun == frameTalks && s.kind == subjectFar && !t.near(k, isLight|isArrive, 3) {
			return f, false
		}
		f.actors, f.strength = s.actors, 0.8
	default:
		s := t.nounSubject(start)
		if len(owner.actors) > 0 && possessive && len(object.actors) == 0 {
			return f, false // "Trump's summit": with whom?
		}
		s = d.resolve(t, s, start, earlier)
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
		f.strength = map[subjectKind]float64{subjectBeside: 0.9, subjectFar: 0.75, subjectAfter: 0.85, subjectPronoun: 0.75, subjectPair: 0.7, subjectNone: 0.8}[s.kind]
	}
	if start > 0 && t.sentence(start-1) == t.sentence(k) {
		f.margins = t.elements[start-1].is(isIn|isPast|isBefore) || start > 1 && t.elements[start-1].is(isThe) && t.elements[start-2].is(isIn|isPast|isBefore)
	}
	f.below = t.tokens[e.from].field == inSummary
	d.nounStatus(t, k, start, &f)
	return f, true
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

// from reads "from Ruto" behind a letter.
func (t *text) from(k int) side {
	for j := k; j+1 < len(t.elements) && j < k+3 && t.sentence(j+1) == t.sentence(k-1); j++ {
		if t.elements[j].actor == nil && strings.EqualFold(t.words(t.elements[j].from, t.elements[j].to), "from") && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// dealings returns two leaders of whom one does something to the other in the
// clause before a noun: "Xi confronts Trudeau over a conversation".
func (t *text) dealings(k int) []*actor {
	if k == 0 || t.sentence(k-1) != t.sentence(k) || !t.elements[k-1].is(isIn|isPast|isAbout|isThe|isAfter|isHis) && t.elements[k-1].classes != 0 {
		return nil
	}
	var pair []*actor
	last := -1
	for j := range k {
		a := t.elements[j].actor
		if t.sentence(j) != t.sentence(k) || a == nil {
			continue
		}
		if a.weak || a.aide || a.stranger || a.group != "" || a.loose || a.possessive || !a.principal() || len(a.people) != 1 || t.behindPreposition(j) {
			return nil
		}
		if last >= 0 && (j-last > 3 || j-last < 2 || t.elements[j-1].mark != 0) {
			return nil
		}
		pair, last = append(pair, a), j
	}
	if len(pair) != 2 || pair[0].people[0].State == pair[1].people[0].State {
		return nil
	}
	return pair
}

// told reads who told whom in the sentence of a letter or call: "In the
// letter, Trump told Herzog".
func (t *text) told(k int) ([]*actor, bool) {
	for j := 1; j+1 < len(t.elements); j++ {
		if t.sentence(j) != t.sentence(k) || !t.elements[j].is(isReport|isMay) || t.elements[j].actor != nil {
			continue
		}
		from, to := t.elements[j-1].actor, t.elements[j+1].actor
		if from != nil && to != nil && from.principal() && to.principal() && !from.weak && !to.weak && !to.possessive && from.state != to.state && t.sentence(j-1) == t.sentence(j) && t.sentence(j+1) == t.sentence(j) {
			switch t.words(t.elements[j].from, t.elements[j].to) {
			case "told", "tells", "asked", "asks", "urged", "urges", "thanked", "thanks", "warned", "warns", "invited", "invites":
				return []*actor{from, to}, true
			}
		}
	}
	return nil, false
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
	site, ok := d.roster.SourceSite(t.story.Source)
	if !ok {
		return nil, false
	}
	term, ok := d.roster.Holder(site.State, site.Office, t.story.Published)
	if !ok {
		return nil, false
	}
	return &actor{people: []readout.Participant{participant(term)}, state: term.State, class: term.Office}, true
}
