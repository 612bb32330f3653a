package contacts

import (
	"slices"
	"strings"

	"readout"
)

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
	return p.is(isThe|isHis|isPhone) || t.carried(k)
}

// nounHere tells the noun from the verb where a word is both: a noun stands
// behind an article, an owner, a preposition or before "with" and "between".
func (t *text) nounHere(k int) bool {
	e := &t.elements[k]
	if e.verb == frameInvite { // "White House invite", "Carney's G7 invite"
		if k == 0 || t.sentence(k-1) != t.sentence(k) || t.elements[k-1].actor == nil || t.joined(k) {
			return false
		}
		before := t.elements[k-1].actor
		return before.town || before.possessive || before.group != "" && k > 1 && t.elements[k-2].actor.leader() && t.elements[k-2].actor.possessive
	}
	if e.verb == frameCall && k+1 < len(t.elements) && t.elements[k+1].actor == nil && (t.elements[k+1].is(isWith|isBetween) || t.is(k+1, "from") && !t.ends(k+1) && t.elements[k+2].actor.leader()) {
		return true // "says call with Trump was productive"
	}
	if e.verb == frameCall && e.forms&formBase != 0 && (t.ends(k) || t.elements[k+1].actor == nil) && t.setting(k) {
		return true // "in hour-long call"
	}
	if e.verb == frameMeet && e.forms&formIng != 0 && k+1 < len(t.elements) && t.is(k+1, "him", "her", "them") {
		return false // "apologises, meeting him in Goa"
	}
	if k > 0 && t.sentence(k-1) == t.sentence(k) {
		p := &t.elements[t.beforeDescribing(k)]
		if p.actor != nil {
			if p.actor.possessive {
				return true
			}
			if t.joined(k) {
				return true
			}
			return t.nounAfterActor(k)
		}
		if t.tokens[p.to-1].possessive {
			return true // "Monday's visit"
		}
		if t.negates(k - 1) {
			return false // "did not talk about"
		}
		if p.is(isTo|isWill|isMay|isAux|isHe|isThey) && !p.is(isThe) {
			return e.verb == frameSpeak && e.forms&formThird != 0 && !p.is(isHe) // "to talks"
		}
		if t.is(k-1, "no") && e.verb == frameCall {
			return true // "no call planned between"
		}
		if p.is(isThe | isOf | isBy | isIn | isHis | isAfter | isBefore | isLight | isArrive | isPast | isWith) {
			return true
		}
	}
	if t.carried(k) || e.verb == frameCall && t.counts(k-1) {
		return true
	}
	if e.verb == frameCall && k > 1 && t.sentence(k-2) == t.sentence(k) && t.elements[k-1].unknown && t.elements[k-1].mark == 0 && t.elements[k-2].actor == nil && t.elements[k-2].is(isOf|isThe|isHis) {
		return true // "for Diwali call"
	}
	if k > 0 && k+1 < len(t.elements) && t.separates(k-1) && t.is(k, "meet") && t.elements[k+1].actor != nil && t.infinitive(k) {
		return false // "to visit Moscow, meet Putin"
	}
	if e.verb == frameSpeak && !t.ends(k) {
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

// counts reports whether element k is an ordinal: "sixth call this year".
func (t *text) counts(k int) bool {
	if k < 0 || t.elements[k].actor != nil || !t.elements[k].is(isAdverb) {
		return false
	}
	switch strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)) {
	case "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth":
		return true
	}
	return false
}

// negates reports whether element i makes the verb behind it its opposite: "not", "won't".
func (t *text) negates(i int) bool {
	e := &t.elements[i]
	word := strings.ToLower(t.words(e.from, e.to))
	return e.actor == nil && e.is(isNot) && (word == "not" || word == "never" || strings.HasSuffix(strings.ReplaceAll(word, "’", "'"), "n't"))
}

// beforeDescribing returns the element before element k and what describes it: "on" in "on
// first wartime visit".
func (t *text) beforeDescribing(k int) int {
	j := k - 1
	for j > 0 && t.sentence(j-1) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(isAdjective|isAdverb|isVenue) && t.elements[j].classes&^(isAdjective|isAdverb|isVenue|isPerson) == 0 && t.elements[j-1].actor == nil {
		j--
	}
	return j
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
	if k > 1 && (t.elements[k-1].actor.town || t.elements[k-1].actor.leader()) && t.elements[k-2].actor != nil && t.elements[k-2].actor.possessive {
		return true // "Orbán's Moscow meeting", "Starmer's Xi call"
	}
	e, next := &t.elements[k], &element{mark: '.'}
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) {
		next = &t.elements[k+1]
	}
	first := k - 1
	for first > 0 && t.elements[first-1].actor != nil && t.sentence(first-1) == t.sentence(k) {
		first--
	}
	if before := t.beforeDescribing(first); before >= 0 && t.sentence(before) == t.sentence(k) && t.elements[before].actor == nil && t.elements[before].is(isHis) {
		return true // "his third White House meeting with"
	}
	led := t.behindPreposition(first) || first > 0 && t.sentence(first-1) == t.sentence(k) && t.elements[first-1].is(isBefore|isAfter|isPlan|isPast|isHis|isMay|isNot) && !t.elements[first-1].is(isWill|isAdverb)
	if a := t.elements[k-1].actor; first > 0 && first == k-1 && a.weak && a.town && t.sentence(first-1) == t.sentence(k) {
		led = led || t.elements[first-1].actor == nil && t.elements[first-1].is(isLight|isWill|isArrive|isMay|isNot|isAdjective|isAdverb|isHis) // "holds Kremlin talks with"
		if e := &t.elements[k]; e.verb == frameSpeak && e.forms&^formNoun == formBase && !t.separates(first-1) {
			return true // "enjoys Kremlin chat with"
		}
	}
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
		if leader := d.executive(t, a.state, a.from, a.to); leader != nil {
			return []*actor{from, leader}
		}
		return nil
	}
	return nil
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
		if pair, cues := d.given(t, k, side{}, false, earlier); pair != nil { // "gives Putin a tour"
			f.frame, f.actors, f.strength = frameAct, pair, 0.7
			d.dealingStatus(t, k, k, &f, cues)
			return f, true
		}
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
	if e.noun == frameJoint {
		prepositions |= isBy // "joint statement by Modi and Carney"
	}
	object := t.partner(k+1, e.verb == frameMeet || t.endsWith(k, "with"), prepositions)
	if len(object.actors) == 0 && e.noun == frameLetter {
		object = t.addressee(k + 1)
	}
	if len(object.actors) == 0 && (e.noun == frameMeet || e.noun == frameHost) && object.kind == subjectNone && t.carried(k) {
		object = t.honoured(k + 1)
	}
	if len(object.actors) == 0 && e.noun == frameHost {
		if object = t.partner(k+1, false, isBy); len(object.actors) == 0 {
			object = t.from(k + 1) // "after a warm welcome from the king"
		}
		if len(object.actors) == 0 && !possessive {
			return f, false
		}
	}
	if len(object.actors) == 0 && object.kind != subjectPronoun && object.kind != subjectPair && (e.noun == frameLetter || e.noun == framePhone || e.noun == frameVideo || e.noun == frameMeet && object.kind == subjectNone) {
		object = t.from(k + 1)
	}
	if t.mereMessage(k, object) {
		return f, false
	}
	if len(object.actors) == 0 && object.kind == subjectNone && (e.noun == frameSummit || e.noun == frameMeet || e.noun == frameTalks || e.noun == framePhone || e.noun == frameVideo) {
		object = t.meetingOf(k + 1)
	}
	if e.noun == frameInvite {
		return d.invitation(t, k, f, owner, possessive, earlier)
	}
	var host *actor
	if len(owner.actors) == 1 && owner.actors[0].weak && !possessive && !t.joined(k) && len(object.actors) == 0 && object.kind == subjectNone {
		host = d.seated(t, k, owner.first)
	}
	var town *actor
	if e.noun == frameSummit && len(owner.actors) == 1 && owner.actors[0].weak && owner.actors[0].town && len(object.actors) == 0 {
		town = owner.actors[0]
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && !possessive && !t.joined(k) && (owner.actors[0].town || len(object.actors) == 0 && e.noun != frameSummit) {
		start = owner.first // where it was: "after Chequers talks", "their Moscow meeting"
		if owner, possessive = t.owner(start); owner.kind != subjectNone {
			start = owner.first
		}
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && len(object.actors) == 0 && d.ofLeaders(t, k, owner.actors[0]) {
		owner.actors = []*actor{{group: d.groupOf(owner.actors[0].state), plural: true, from: owner.actors[0].from, to: owner.actors[0].to}}
	}
	owner = d.resolve(t, owner, k, earlier, named(object)...)
	object = d.resolve(t, object, k, earlier, owner.actors...)
	if len(object.actors) == 0 && (e.noun == frameLetter || e.noun == framePhone) {
		if told, ok := d.told(t, k, earlier); ok {
			f.actors, f.strength = told, 0.8
			d.dealingStatus(t, k, start, &f, 0)
			return f, true
		}
	}
	if len(object.actors) == 0 {
		if pair, cues := d.given(t, k, owner, possessive, earlier); pair != nil {
			f.actors, f.strength = pair, 0.75
			d.dealingStatus(t, k, start, &f, cues)
			return f, true
		}
	}
	if object.kind == subjectStranger && !several(owner.actors) {
		return f, false
	}
	if e.noun == frameJoint && len(object.actors) == 0 && !t.jointly(k) && leaders(d.resolve(t, t.nounSubject(start), start, earlier).actors) < 2 {
		return f, false // a press conference of one
	}
	f.strength = 0.9
	switch {
	case several(object.actors) && len(owner.actors) == 0 && e.noun == frameLetter:
		var s side
		if !t.opensWith(start) {
			s = d.resolve(t, t.nounSubject(start), start, earlier)
		}
		if s.kind == subjectNone {
			if a := d.besides(t, object.actors, start); a != nil {
				s = side{actors: []*actor{a}, kind: subjectPair} // "The letters to Xi and Lula say"
			} else if host, ok := d.speaker(t); ok {
				s = side{actors: []*actor{host}, kind: subjectPronoun} // "Messages have been received from Xi and Lukashenko"
			}
		}
		if s.kind == subjectStranger || len(s.actors) == 0 {
			return f, false // who wrote?
		}
		f.actors = append(append(f.actors, s.actors...), object.actors...)
		f.partners = partnersOf(s.actors, object.actors)
	case several(object.actors) && len(owner.actors) == 0 && t.betweenAt(k+1) && !t.is(k+1, "from"):
		f.actors = object.actors
	case several(object.actors) && len(owner.actors) == 0:
		f.actors, f.strength = object.actors, 0.8
		s := t.nounSubject(start)
		if s.kind == subjectStranger {
			return f, false // somebody's meeting with both
		}
		if s = d.resolve(t, s, start, earlier); s.kind != subjectStranger && s.kind != subjectNone {
			f.actors = append(append([]*actor{}, s.actors...), object.actors...)
			f.partners = partnersOf(s.actors, object.actors)
		} else if host, ok := d.speaker(t); ok && t.opensWith(start) {
			f.actors = append([]*actor{host}, object.actors...) // "Meeting with Aliyev and Pashinyan"
		}
	case len(owner.actors) > 0 && len(object.actors) > 0:
		f.actors = append(append(f.actors, owner.actors...), object.actors...)
		if a := owner.actors[0]; len(owner.actors) == 1 && (a.group != "" || a.weak && d.organisation(a.state)) { // "hosts Quad summit with leaders of Australia and India"
			f.actors = append(d.attending(t, start, earlier), f.actors...)
		}
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
		if list := t.headed(start); !several(s.actors) && list != nil {
			s = side{actors: list, kind: subjectBeside}
		}
		if b := d.teller(t, k); b != nil && len(s.actors) == 1 && s.actors[0].leader() && s.actors[0].state != b.state && t.setting(start) && (e.noun == framePhone || e.noun == frameVideo) {
			f.actors, f.strength = []*actor{s.actors[0], b}, 0.6
			d.dealingStatus(t, k, start, &f, s.cues)
			return f, true
		}
		if pair, cues := d.dealings(t, start); pair != nil && (!several(s.actors) || len(pair) > len(s.actors) && tellsOf(pair, s.actors)) && e.noun != frameLetter {
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
		if pair := d.proposedTo(t, start, s, earlier); pair != nil {
			f.actors, f.strength, f.again = pair, 0.6, true
			d.nounStatus(t, k, start, &f)
			return f, f.status != readout.Held
		}
		if pair := d.calledState(t, start); !several(s.actors) && pair != nil && (e.noun == framePhone || e.noun == frameVideo) {
			f.actors, f.strength = pair, 0.6
			d.dealingStatus(t, k, start, &f, 0)
			return f, true
		}
		if town != nil && len(s.actors) == 1 && s.actors[0].leader() && s.actors[0].state != town.state && !t.saysBetween(s.first, k) {
			s.actors = append(slices.Clone(s.actors), town) // "Biden prepares for Mexico City summit"
		}
		if host := d.talksIn(t, k, s); host != nil {
			s.actors = append(slices.Clone(s.actors), host)
		}
		if host != nil && len(s.actors) == 1 && s.actors[0].leader() && s.actors[0].state != host.state && s.kind != subjectStranger {
			f.actors, f.strength = []*actor{s.actors[0], host}, 0.65
			d.nounStatus(t, k, start, &f)
			return f, true
		}
		if len(s.actors) == 1 && s.actors[0].weak && d.ofLeaders(t, k, s.actors[0]) {
			s.actors = []*actor{{group: d.groupOf(s.actors[0].state), plural: true, from: s.actors[0].from, to: s.actors[0].to}} // "Arab League holds summit"
		}
		if !several(s.actors) || s.kind != subjectBeside && s.kind != subjectFar && s.kind != subjectPair && s.kind != subjectAfter {
			return f, false
		}
		if e.noun == frameLetter && !t.exchanged(k) {
			return f, false // from whom, and to whom?
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
		if len(owner.actors) == 1 && owner.actors[0].weak && e.noun == frameSummit && len(object.actors) == 0 {
			if pair, cues := d.dealings(t, start); pair != nil { // "praises Erdogan at Astana summit"
				f.actors, f.strength, f.margins = pair, 0.65, true
				d.dealingStatus(t, k, start, &f, cues)
				return f, true
			}
		}
		s = d.resolve(t, s, start, earlier)
		if s.kind == subjectStranger || s.kind == subjectNone {
			if by := t.sayer(k); s.kind == subjectNone && len(by) == 1 && by[0].leader() {
				s = side{actors: by, kind: subjectAfter} // "Trump talks were good: Carney"
			} else if a := d.besides(t, object.actors, start); a != nil && len(owner.actors) == 0 {
				s = side{actors: []*actor{a}, kind: subjectPair}
			}
		}
		if said := t.sayer(k); len(said) == 1 && said[0].leader() && (s.kind == subjectStranger || s.kind == subjectNone || len(s.actors) > 0 && s.actors[0].weak) {
			s = side{actors: said, kind: subjectFar, first: start} // "no deal in Xi talks, Trump says"
		}
		if by := t.speakers(start); len(by.actors) == 1 && by.actors[0].leader() && len(owner.actors) == 0 && (s.kind == subjectStranger || s.kind == subjectNone) && t.stated(k) {
			s = by // "Statement by President Costa at the press conference with Modi"
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
		if guest := t.visitorBefore(s, start); guest != nil && len(owner.actors) == 0 && !several(f.actors) {
			f.actors = append([]*actor{guest}, object.actors...) // "Xi told Rubio so during his talks with Wang Yi"
		}
		f.partners = partnersOf(append(slices.Clone(s.actors), owner.actors...), object.actors)
		f.strength = map[subjectKind]float64{subjectBeside: 0.9, subjectFar: 0.75, subjectAfter: 0.85, subjectPronoun: 0.75, subjectPair: 0.7, subjectNone: 0.8}[s.kind]
	}
	if start > 0 && t.sentence(start-1) == t.sentence(k) {
		f.margins = t.elements[start-1].is(isIn|isPast|isBefore) || start > 1 && t.elements[start-1].is(isThe) && t.elements[start-2].is(isIn|isPast|isBefore)
	}
	d.nounStatus(t, k, start, &f)
	f.back = f.back || leaders(f.actors) == 0 && t.spokenOf(k)
	f.back = f.back || start > 1 && t.sentence(start-2) == t.sentence(k) && t.is(start-1, "after", "since") && t.is(start-2, "months", "years", "year", "decade", "decades")
	return f, true
}

// saysBetween reports whether somebody between two elements says what follows.
func (t *text) saysBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if t.says(&t.elements[j]) {
			return true
		}
	}
	return false
}

// seated returns the leader whose seat at element i tells with whom the contact at
// element k is: "goes ahead with Kremlin meeting"; nil for none.
func (d *Detector) seated(t *text, k, i int) *actor {
	e := &t.elements[i]
	switch t.elements[k].noun {
	case frameMeet, frameTalks, framePhone, frameVideo:
	default:
		return nil
	}
	if e.phrase == nil || !slices.ContainsFunc(e.phrase.names, func(n name) bool { return n.kind == nameSeat }) {
		return nil
	}
	return d.executive(t, e.actor.state, e.from, e.to)
}

// exchanged reports whether the letters at element k go both ways.
func (t *text) exchanged(k int) bool {
	for j := max(0, k-4); j < k; j++ {
		if t.sentence(j) == t.sentence(k) && t.is(j, "exchange", "exchanges", "exchanged", "exchanging", "swap", "swaps", "swapped", "trade", "trades", "traded") {
			return true
		}
	}
	return false
}

// visitorBefore returns the leader of another state to whom the subject does something
// in front of the setting at element k; nil for none.
func (t *text) visitorBefore(s side, k int) *actor {
	if len(s.actors) == 0 || s.kind == subjectNone || !t.setting(k) {
		return nil
	}
	for j := s.first + 1; j < k; j++ {
		if a := t.elements[j].actor; a.leader() && a.state != s.actors[0].state && !a.possessive && !t.behindPreposition(j) {
			return a
		}
	}
	return nil
}

// spokenOf reports whether the noun at element k is what others talk about: "they discussed
// the August meeting of the group".
func (t *text) spokenOf(k int) bool {
	for j := k - 1; j >= 0 && j >= k-5 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isIn|isAfter|isBefore|isWith) {
			return false
		}
		if e.verb == frameDiscuss {
			return true
		}
	}
	return false
}

// mereMessage reports whether a message at element k may be no letter, "a message to
// Putin", since nothing tells that it was handed over or that words are taken from it.
func (t *text) mereMessage(k int, object side) bool {
	switch strings.ToLower(t.words(t.elements[k].from, t.elements[k].to)) {
	case "message", "messages":
	default:
		return false
	}
	if len(object.actors) == 0 {
		return true
	}
	if t.setting(k) {
		return false
	}
	for j := max(0, k-4); j < len(t.elements) && j < k+4; j++ {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		switch word, _, _ := strings.Cut(strings.ToLower(t.words(t.elements[j].from, t.elements[j].to)), " "); word {
		case "deliver", "delivers", "delivered", "delivering", "hand", "hands", "handed", "handing", "convey", "conveys", "conveyed", "conveying",
			"carry", "carries", "carried", "carrying", "pass", "passes", "passed", "passing", "brings", "brought", "receive", "receives", "received", "dispatched", "dispatches":
			return false
		}
	}
	return true
}

// jointly reports whether an appearance at element k is by its word one of several.
func (t *text) jointly(k int) bool {
	word := strings.ToLower(t.words(t.elements[k].from, t.elements[k].to))
	return strings.HasPrefix(word, "joint") || !strings.Contains(word, "conference") && !strings.Contains(word, "briefing")
}

// stated reports whether the sentence of element k is the title of what somebody says:
// "Press statement by", "Remarks by".
func (t *text) stated(k int) bool {
	for j := t.clause(k); j+1 < k; j++ {
		if last := t.elements[j].to; t.elements[j].actor == nil && t.elements[j+1].is(isBy) {
			switch strings.ToLower(t.words(last-1, last)) {
			case "statement", "statements", "remarks", "speech", "address", "message", "video", "comments":
				return true
			}
			return false
		}
	}
	return false
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
	if !t.setting(start) && !t.about(start) && !t.opensWith(start) {
		return nil
	}
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || t.tokens[t.elements[j].from].field != inTitle || !a.leader() || t.behindPreposition(j) && !t.isSchedule() {
			continue
		}
		if slices.ContainsFunc(partners, func(b *actor) bool { return b.state == a.state }) {
			continue
		}
		return a
	}
	return nil
}

// opensWith reports whether the noun phrase at element k is the subject that its sentence
// opens with, "The call with Putin lasted an hour", or one of a list of nothing but such:
// "Lunch with Costa; dinner with Starmer".
func (t *text) opensWith(k int) bool {
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		switch e := &t.elements[j]; {
		case e.mark == ';' || e.mark == ':' && j > 0 && t.sentence(j-1) == t.sentence(j):
			return true
		case e.mark == ',' && t.lists(j):
			return true
		case e.actor != nil || e.mark != 0 || e.verb != noFrame || e.is(isIn|isClause|isReport|isAux):
			return false
		}
	}
	return true
}

// lists reports whether the sentence begins, before the comma at element i, with nothing
// but a noun and whom it is with: "Coffee with Modi".
func (t *text) lists(i int) bool {
	with := false
	for j := t.clause(i); j < i; j++ {
		e := &t.elements[j]
		with = with || e.actor == nil && e.is(isWith)
		if e.actor == nil && (e.mark != 0 && e.mark != ',' || e.verb != noFrame && e.noun == noFrame || e.is(isClause|isReport|isAux|isHe|isThey)) || e.actor != nil && !t.behindPreposition(j) {
			return false
		}
	}
	return with
}

// about reports whether the noun phrase at element k is what something is about:
// "verdict on Busan huddle".
func (t *text) about(k int) bool {
	return k > 0 && t.sentence(k-1) == t.sentence(k) && t.elements[k-1].actor == nil && t.elements[k-1].is(isAbout|isIn)
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
		missed := e.is(isNot) && (e.verb == frameAttend || t.is(j, "missing", "skipping"))
		if missed || e.is(isLight|isArrive) && (!e.is(isAux) || e.is(isLight)) && !(j+1 < k && t.is(j+1, "of")) {
			s := t.subject(j, !e.is(isArrive) && !(t.nounBehind(j) == frameVisit && t.is(j, "make", "pay") && j > 0 && t.is(j-1, "to")))
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

// from reads "from Ruto", "in which Ruto offered" behind a letter.
func (t *text) from(k int) side {
	for j := k; j+1 < len(t.elements) && j < k+7 && t.sentence(j+1) == t.sentence(k-1); j++ {
		if e := &t.elements[j]; e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isClause|isReport) && !t.is(j, "which") {
			break
		}
		if t.is(j, "from") && t.elements[j+1].actor != nil && t.elements[j+1].actor.weak && k > 1 && t.within(k-2) {
			return side{} // "in call from White House"
		}
		if (t.is(j, "from") || j > k && t.is(j, "which") && t.is(j-1, "in")) && t.elements[j+1].actor != nil {
			return t.sideFrom(j+1, 0)
		}
	}
	return side{}
}

// honoured reads "for the visiting king" behind a banquet or a ceremony.
func (t *text) honoured(k int) side {
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k-1) || !t.is(k, "for", "in honour of", "in honor of", "honouring", "honoring") {
		return side{}
	}
	k++
	for k < len(t.elements) && t.elements[k].actor == nil && t.elements[k].is(isThe|isAdjective) {
		k++
	}
	if k == len(t.elements) || !t.elements[k].actor.leader() && !(t.elements[k].actor != nil && t.elements[k].actor.loose) {
		return side{}
	}
	return t.sideFrom(k, 0)
}

// teller returns the leader who is said at the end to tell of a call at element k: "Xi
// gave his approval in call, Trump says"; nil for none.
func (d *Detector) teller(t *text, k int) *actor {
	if k+3 >= len(t.elements) || t.elements[k+1].mark != ',' || t.sentence(k+3) != t.sentence(k) || !t.says(&t.elements[k+3]) {
		return nil
	}
	return d.leaderAt(t, k+2)
}

// headed returns the leaders who alone stand before the colon of the clause of element k:
// "Austin and Li: one handshake, no meeting".
func (t *text) headed(k int) []*actor {
	colon := t.clause(k) - 1
	if colon < 2 || t.elements[colon].mark != ':' || t.sentence(colon) != t.sentence(k) || t.elements[colon-1].actor == nil {
		return nil
	}
	list, first := t.listBack(colon - 1)
	if leaders(list) < 2 || leaders(list) != len(list) || !t.begins(first) || list[len(list)-1].possessive {
		return nil
	}
	return list
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
	actors, _ := t.list(j, true)
	if actors[0].aide {
		return side{kind: subjectStranger} // "the meeting of national security advisers"
	}
	if len(actors) < 2 && !actors[0].plural {
		return side{}
	}
	return side{actors: actors, kind: subjectBeside, first: j}
}
