package contacts

import (
	"slices"
	"strings"

	"readout"
)

// Headlines tell what one leader did to another and leave the contact itself to
// another sentence: "Putin makes Trump wait", and below it "More than two hours
// on the phone yielded a pause". The two are put together where that sentence
// names nobody else.

// scenes adds the leaders who deal with each other in one sentence, where another
// one sets the scene and nothing else has told of their contact.
func (d *Detector) scenes(t *text, found []finding) []finding {
	if !d.english(t) {
		return found
	}
	for k := range t.elements {
		if k > 0 && t.clause(k) != k {
			continue
		}
		pair, cues, first := d.dealers(t, k)
		if pair == nil || slices.ContainsFunc(found, func(f finding) bool { return tellsOf(f.actors, pair) }) {
			continue
		}
		at := d.scene(t, pair, first, found)
		if at < 0 {
			continue
		}
		f := finding{frame: t.sceneFrame(at), at: at, dated: -1, strength: 0.5, actors: pair}
		d.sceneStatus(t, at, &f, cues)
		if f.frame == frameTalks && f.status == readout.Proposed && cues&isMay == 0 {
			continue // "urges Trump not to", and then "should seek dialogue"
		}
		if f.status == readout.Off && f.frame == frameJoint {
			continue // they may meet and not be seen together
		}
		found = append(found, f)
	}
	return d.talksAhead(t, d.callsBefore(t, d.gatherings(t, found)))
}

// told reports whether one of the findings is of a group.
func told(found []finding, group string) bool {
	return slices.ContainsFunc(found, func(f finding) bool {
		return slices.ContainsFunc(f.actors, func(a *actor) bool { return a.group == group })
	})
}

// gatherings adds the groups whose leaders act in one sentence and gather in another:
// "G7 leaders warn China", and below it "discussions in Hiroshima".
func (d *Detector) gatherings(t *text, found []finding) []finding {
	for k := range t.elements {
		a := t.elements[k].actor
		if t.leadersAtGroup(k) && !told(found, a.group) {
			all := *a
			all.led, all.plural = true, true
			f := finding{frame: frameGather, at: k, dated: -1, strength: 0.55, actors: []*actor{&all}}
			if d.nounStatus(t, k, k, &f); f.status == readout.Held {
				found = append(found, f)
			}
			continue
		}
		if a == nil || a.group == "" || !a.led || a.aide || a.possessive || t.behindPreposition(k) || k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) || t.elements[k+1].mark != 0 {
			continue
		}
		if told(found, a.group) {
			continue
		}
		at := t.gathering(k, a)
		if at >= 0 && slices.ContainsFunc(found, func(f finding) bool { return f.at == at && leaders(f.actors) > 1 }) {
			continue // "Xi and Putin hold talks as BRICS leaders arrive"
		}
		if at < 0 && t.agreeSomewhere(k+1) {
			at = k + 1
		}
		if at < 0 {
			continue
		}
		f := finding{frame: frameGather, at: at, dated: -1, strength: 0.55, actors: []*actor{a}}
		if d.nounStatus(t, at, at, &f); f.status == readout.Off {
			continue
		}
		found = append(found, f)
	}
	return found
}

// leadersAtGroup reports whether the sentence opens with the meeting of the group at element
// k, where leaders do something: "At G20, leaders confront a war".
func (t *text) leadersAtGroup(k int) bool {
	if k == 0 || k+2 >= len(t.elements) || t.elements[k].actor == nil || t.elements[k].actor.group == "" || t.elements[k].actor.aide || !t.is(k-1, "at") || !t.begins(k-1) || t.elements[k+1].mark != ',' || t.sentence(k+2) != t.sentence(k) {
		return false
	}
	who := t.elements[k+2].actor
	return who != nil && who.loose && who.plural
}

// agreeSomewhere reports whether the word at element k says that a group agrees, and its
// sentence where: "under pressure in Samoa as Commonwealth leaders agree wording".
func (t *text) agreeSomewhere(k int) bool {
	if !t.elements[k].is(isJoint) {
		return false
	}
	for j := t.clause(k); j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if t.place(j) || j > 0 && t.elements[j].actor != nil && t.elements[j].actor.weak && !t.elements[j].actor.possessive && t.is(j-1, "in", "at") {
			return true
		}
	}
	return false
}

// gathering returns the word that tells of a summit or talks of nobody in particular,
// or of the group itself; -1 for none.
func (t *text) gathering(from int, a *actor) int {
	for k := range t.elements {
		e := &t.elements[k]
		if e.actor != nil || e.is(isPlain) || e.noun != frameSummit && e.noun != frameTalks && e.noun != frameMeet || e.verb != noFrame && !t.nounAfterAll(k) && !t.carried(k) && !(e.noun == frameTalks && t.nounHere(k)) || t.namesSeat(k) || t.is(k, "exchange", "exchanges") {
			continue
		}
		owner, _ := t.owner(k)
		partner := t.partner(k+1, false, isWith|isBetween)
		ofGroup := func(b *actor) bool { return b.group == a.group || b.weak }
		if partner.kind != subjectNone || owner.kind != subjectNone && owner.kind != subjectPair && !slices.ContainsFunc(owner.actors, ofGroup) {
			continue
		}
		if e.noun == frameSummit || t.sentence(k) == t.sentence(from) || k+2 < len(t.elements) && (t.place(k+2) || t.elements[k+2].actor != nil && t.elements[k+2].actor.town && t.is(k+1, "in")) {
			return k
		}
	}
	return -1
}

// namesSeat reports whether the word at element k is one for what happened at somebody's
// seat, "Oval Office blowup": no gathering of others.
func (t *text) namesSeat(k int) bool {
	words := t.lower(k)
	return strings.Contains(words, "oval office") || strings.Contains(words, "white house") || strings.Contains(words, "kremlin")
}

// callsBefore adds the calls in which leaders spoke of a contact still to come: "Biden
// proposes summit with Putin", and below it "In a phone call on Tuesday, he".
func (d *Detector) callsBefore(t *text, found []finding) []finding {
	for i := range found {
		f := found[i]
		if f.remote() || f.status == readout.Held || f.implied || len(f.actors) != 2 || !f.actors[0].leader() || !f.actors[1].leader() ||
			slices.ContainsFunc(found, func(g finding) bool { return g.remote() && tellsOf(g.actors, f.actors) }) {
			continue
		}
		at := d.scene(t, f.actors, f.at, found)
		if at < 0 || t.sceneWeight(at) < 3 {
			continue
		}
		more := t.onceMore(f.at) && t.opensWith(at) // "The talk ended with a promise to meet again"
		if !more && (!t.setting(at) || t.sentence(at) == t.sentence(f.at) || t.sceneWeight(at) == 3 && f.frame != frameHost && f.frame != frameInvite) {
			continue
		}
		call := finding{frame: t.sceneFrame(at), at: at, dated: -1, strength: 0.6, actors: f.actors}
		if d.nounStatus(t, at, at, &call); call.status == readout.Held {
			found = append(found, call)
		}
	}
	return found
}

// talksAhead adds the talks for which a guest has arrived: "Putin lands in Pyongyang,
// greeted by Kim", and below it "Formal talks will be held on Wednesday".
func (d *Detector) talksAhead(t *text, found []finding) []finding {
	for _, f := range found {
		if f.status != readout.Held || !t.greets(f.at) || len(f.actors) != 2 || leaders(f.actors) != 2 {
			continue
		}
		for at := range t.elements {
			if t.sceneWeight(at) != 3 || t.sentence(at) == t.sentence(f.at) || !d.onlyThem(t, f.actors, at) || slices.ContainsFunc(found, func(g finding) bool { return g.at == at }) {
				continue
			}
			talks := finding{frame: t.sceneFrame(at), at: at, dated: -1, strength: 0.6, actors: f.actors}
			d.nounStatus(t, at, at, &talks)
			if on, known := talks.date.Time(); talks.status == readout.Planned && known && on.After(t.story.Published) {
				return append(found, talks)
			}
		}
	}
	return found
}

// dealers returns the two leaders of the clause that begins at element k who deal
// with each other, and where the first of them stands.
func (d *Detector) dealers(t *text, k int) (pair []*actor, cues class, first int) {
	end := k
	for end < len(t.elements) && t.sentence(end) == t.sentence(k) && t.elements[end].mark != ';' && (end == k || t.elements[end].mark != ':') {
		end++
	}
	for first = k; first < end; first++ {
		a := t.elements[first].actor
		if a == nil || a.possessive || t.behindPreposition(first) || t.behindVerb(first) || d.leaderAt(t, first) == nil && !a.leaders() {
			continue
		}
		if pair, cues = d.together(t, first, end); pair != nil {
			return pair, cues, first
		}
		if pair, cues = d.deal(t, first, end); pair != nil {
			return pair, cues, first
		}
	}
	return nil, 0, 0
}

// tellsOf reports whether the actors of a finding are, or hold, the two.
func tellsOf(actors, pair []*actor) bool {
	states := map[string]bool{}
	for _, a := range actors {
		states[a.state], states[a.group] = true, true
		for _, p := range a.people {
			states[p.State] = true
		}
	}
	for _, a := range pair {
		if a.group != "" && !states[a.group] {
			return false
		}
		for _, p := range a.people {
			if !states[p.State] {
				return false
			}
		}
	}
	return true
}

// scene returns the element that tells best of a contact that can only be that of
// the two, -1 for none.
func (d *Detector) scene(t *text, pair []*actor, dealt int, found []finding) int {
	best, at := 0, -1
	withGroup := slices.ContainsFunc(pair, func(a *actor) bool { return a.group != "" })
	for k := range t.elements {
		weight := t.sceneWeight(k)
		if e := &t.elements[k]; withGroup && e.actor == nil && e.noun == frameSummit && e.verb == noFrame && t.before(k)&(isBefore|isPlan) == 0 {
			weight = 3 // "tells Nato leaders", and below it "the summit in Madrid"
		}
		if weight <= best || slices.ContainsFunc(found, func(f finding) bool { return f.at == k }) || !d.onlyThem(t, pair, k) || t.oldPicture(k) {
			continue
		}
		if weight == 2 && t.sentence(k) != t.sentence(dealt) {
			continue // some other room
		}
		if t.sentence(k) == t.sentence(dealt) && k < dealt && weight < 4 {
			continue // "After talks with aides, Biden warns Putin"
		}
		best, at = weight, k
	}
	return at
}

// sceneWeight tells how well a word speaks of a contact by itself, 0 for not at
// all.
func (t *text) sceneWeight(k int) int {
	e := &t.elements[k]
	if e.actor != nil || e.is(isPlain) && !t.nounAfterAll(k) || e.verb == frameCall && t.demand(k) && !t.setting(k) || t.issued(k) {
		return 0 // but "placed the call on Saturday"
	}
	switch {
	case e.noun == framePhone, e.noun == frameVideo:
		if e.verb != noFrame && !t.nounAfterAll(k) && !t.nounHere(k) {
			return 0
		}
		return 4
	case e.is(isVideo) && t.length(k) > 1 && (t.near(k, isPublic, 8) || t.toAssembly(k)):
		return 0 // "speaking via video link to Parliament"
	case e.is(isPhone) && e.noun == noFrame && t.length(k) > 1, e.is(isVideo) && t.length(k) > 1:
		return 4
	case (e.noun == frameMeet || e.noun == frameTalks) && (e.verb == noFrame || t.nounAfterAll(k) || t.nounHere(k)):
		return 3
	case e.noun == frameJoint:
		return 3
	case e.is(isVenue):
		return 2
	}
	return 0
}

// toAssembly reports whether the words at element k go on with others than leaders to whom
// somebody speaks: "via video link to both Houses of the Irish Parliament".
func (t *text) toAssembly(k int) bool {
	if t.ends(k) || !t.is(k+1, "to") {
		return false
	}
	for j := range t.forward(k, 7) {
		if a := t.elements[j].actor; a != nil {
			return a.aide
		}
	}
	return false
}

// length counts the words of an element.
func (t *text) length(k int) int { return t.elements[k].to - t.elements[k].from }

// onlyThem reports whether what element k tells of can be the contact of the two:
// nobody else stands in its roles.
func (d *Detector) onlyThem(t *text, pair []*actor, k int) bool {
	owner, possessive := t.owner(k)
	if possessive && owner.kind == subjectBeside && !several(owner.actors) || d.atOthers(t, k, pair) {
		return false // "Xi's talk"
	}
	var partner side
	if t.elements[k].noun != noFrame {
		if t.ofOthers(k) {
			return false
		}
		if partner = t.partner(k+1, false, isWith|isBetween|isTo); partner.kind == subjectStranger && !t.near(k, isWith, 2) {
			partner = side{} // "talks that ended with a promise"
		}
	}
	carrier := t.nounSubject(k)
	for _, s := range [...]side{owner, partner, carrier} {
		if s.kind == subjectStranger && s.first != carrier.first {
			return false
		}
		for _, a := range s.actors {
			theirs := slices.ContainsFunc(pair, func(b *actor) bool {
				return slices.ContainsFunc(b.people, func(p readout.Participant) bool { return a.state == p.State })
			})
			if a.aide && a.state == "" && slices.ContainsFunc(pair, func(b *actor) bool { return b.group != "" }) {
				continue // "with allies"
			}
			if a.aide && theirs || !theirs && !a.weak && (!a.loose || a.stranger) {
				return false
			}
		}
	}
	return true
}

// ofOthers reports whether a noun at element k tells of others, whom nobody knows, "the
// meeting of ministers", or of those to whom something was said: "told the meeting".
func (t *text) ofOthers(k int) bool {
	if next := k + 1; next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.elements[next].actor == nil && (t.is(next, "of") || t.elements[next].is(isBetween)) {
		of := t.partner(next, false, isOf|isBetween)
		return of.kind != subjectPair && (len(of.actors) == 0 || of.actors[0].aide && len(of.actors[0].people) == 0)
	}
	return k > 1 && t.sentence(k-2) == t.sentence(k) && t.is(k-1, "the", "a") && t.elements[k-2].actor == nil && t.elements[k-2].is(isTold)
}

// sceneFrame returns what the contact is told with.
func (t *text) sceneFrame(k int) frame {
	e := &t.elements[k]
	switch {
	case e.noun != noFrame:
		return e.noun
	case e.is(isPhone):
		return framePhone
	case e.is(isVideo):
		return frameVideo
	}
	return frameAct
}

// sceneStatus tells how far the contact has come.
func (d *Detector) sceneStatus(t *text, k int, f *finding, cues class) {
	start := k
	if k > 0 && t.elements[k-1].actor != nil && t.elements[k-1].actor.weak {
		start-- // "after Oval Office talks"
	}
	d.nounStatus(t, k, start, f)
	if f.status == readout.Held && t.before(start)&isAfter == 0 {
		f.hedge(cues)
	}
}

// onlyPair adds the contact of the only two leaders of a story that speaks of a meeting
// or call as known: "Carney plays along as Trump holds court", and below it "during the
// 40-minute meeting".
func (d *Detector) onlyPair(t *text, found []finding) []finding {
	var pair []*actor
	for k := range t.elements {
		a := d.leaderAt(t, k)
		if a == nil {
			if b := t.elements[k].actor; b != nil && (b.leaders() || b.group != "") {
				return found
			}
			continue
		}
		if slices.ContainsFunc(pair, func(b *actor) bool { return a.people[0].Name == b.people[0].Name }) {
			continue
		}
		if a.possessive || k > 0 && t.behindPreposition(k) && t.elements[k-1].is(isAbout) {
			return found // "questions over Trump"
		}
		if pair = append(pair, a); len(pair) > 2 {
			return found
		}
	}
	if len(pair) == 1 {
		if host := d.hostOfTitle(t, pair[0]); host != nil {
			pair = append(pair, host) // "Zelensky at the Elysée"
		}
	}
	if len(pair) < 2 || !several(pair) || t.tokens[pair[0].from].field != inTitle || slices.ContainsFunc(found, func(f finding) bool { return tellsOf(f.actors, pair[:1]) || tellsOf(f.actors, pair[1:]) }) {
		return found
	}
	for k := range t.elements {
		if !t.knownMeeting(k) && !d.meetingAtSeat(t, k, pair) || !t.amongThemselves(k, pair) || !d.onlyThem(t, pair, k) {
			continue
		}
		f := finding{frame: t.sceneFrame(k), at: k, dated: -1, strength: 0.5, actors: pair}
		start := k
		if owner, _ := t.owner(k); owner.kind != subjectNone {
			start = owner.first
		}
		if d.nounStatus(t, k, start, &f); f.status == readout.Held || f.status == readout.Off && f.frame != frameJoint && !t.staysAway(k) {
			return append(found, f)
		}
	}
	return found
}

// hostOfTitle returns who is at home at the seat at which the title has a guest: "Zelensky at
// the Elysée: Paris pledges billions"; nil for none.
func (d *Detector) hostOfTitle(t *text, guest *actor) *actor {
	for k := 1; k < len(t.elements) && t.tokens[t.elements[k].from].field == inTitle; k++ {
		if !d.venue(t, k) {
			continue
		}
		at := k - 1
		if t.elements[k].actor != nil {
			at-- // "at" is an element of its own
		}
		host := d.seatHolder(t, &t.elements[k])
		if home := d.seatOf(t, &t.elements[k]); host == nil && home != "" && t.elements[k].actor == nil {
			host = d.executive(t, home, t.elements[k].from, t.elements[k].to)
		}
		if at >= 0 && t.begins(at) && t.elements[at].actor == guest && host != nil && host.state != guest.state {
			return host
		}
	}
	return nil
}

// meetingAtSeat reports whether element k tells of a meeting at the seat of one of the two:
// "after a meeting at the White House", "during Oval Office meeting".
func (d *Detector) meetingAtSeat(t *text, k int, pair []*actor) bool {
	e := &t.elements[k]
	if e.actor != nil || t.sceneWeight(k) != 3 || e.noun == frameJoint {
		return false
	}
	for j := max(0, k-1); j < len(t.elements) && j < k+3; j++ {
		if j == k || t.sentence(j) != t.sentence(k) {
			continue
		}
		if before := t.elements[j].actor; d.venue(t, j) && !t.onlyState(&t.elements[j]) || j < k && before != nil && before.weak && before.town && !before.possessive {
			home := d.homeAt(t, j)
			return slices.ContainsFunc(pair, func(a *actor) bool { return a.state == home })
		}
	}
	return false
}

// atOthers reports whether element k tells of a meeting at the seat of none of the two:
// "talks at the White House" in a story of Putin and Zelensky.
func (d *Detector) atOthers(t *text, k int, pair []*actor) bool {
	for j := max(0, k-1); j < len(t.elements) && j < k+3; j++ {
		if j == k || t.sentence(j) != t.sentence(k) || !d.venue(t, j) || t.onlyState(&t.elements[j]) {
			continue
		}
		if home := d.homeAt(t, j); home != "" && !slices.ContainsFunc(pair, func(a *actor) bool { return a.state == home }) {
			return true
		}
	}
	return false
}

// knownMeeting reports whether element k speaks of a meeting or call as known, and of no
// other people's: "the talks on rice", "told the meeting".
func (t *text) knownMeeting(k int) bool {
	e := &t.elements[k]
	if e.actor != nil || e.noun != frameSummit && (e.noun == noFrame || e.noun == frameJoint && !strings.HasPrefix(t.lower(k), "joint ") || t.sceneWeight(k) < 3) {
		return false
	}
	next := k + 1
	if next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.elements[next].actor == nil && (t.elements[next].is(isOf|isBetween|isAbout) || t.is(next, "on", "out")) {
		return false
	}
	if e.noun == frameJoint {
		return t.before(k)&(isIn|isPast) != 0 // "said so at a joint news conference"
	}
	at := t.madeKnown(k)
	return at >= 0 && (e.noun != frameTalks || t.is(at, "their") || t.elements[at].is(isTime|isNot) || t.timed(k))
}

// madeKnown returns the element that makes something known of the noun at element k,
// "the meeting", "their talks", "Friday's call", "a 40-minute meeting"; -1 for none.
func (t *text) madeKnown(k int) int {
	for j := range t.backward(k, 5) {
		e := &t.elements[j]
		if e.actor != nil {
			if !e.actor.weak {
				return -1
			}
			continue
		}
		if t.cancels(j) {
			return j // "left waiting as Rubio cancels meeting"
		}
		if t.is(j, "the", "their", "this", "that") || e.is(isTime) && t.tokens[e.to-1].possessive {
			return j
		}
		if e.mark != 0 || e.verb != noFrame || e.classes&^(isAdverb|isAdjective|isThe|isTime) != 0 {
			break
		}
	}
	if t.timed(k) {
		return k
	}
	return -1
}

// amongThemselves reports whether the sentence of element k names nobody but the two.
func (t *text) amongThemselves(k int, pair []*actor) bool {
	for j := range t.elements {
		if a := t.elements[j].actor; a != nil && t.sentence(j) == t.sentence(k) && !a.weak && !a.loose && !slices.ContainsFunc(pair, func(b *actor) bool { return a.state == b.state && !a.aide && !a.stranger }) {
			return false
		}
	}
	return true
}
