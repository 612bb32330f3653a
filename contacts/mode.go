package contacts

import (
	"slices"
	"strings"

	"readout"
)

// mode tells by which means a contact took place.
func (d *Detector) mode(t *text, f *finding, all []finding) readout.Mode {
	switch f.frame {
	case framePhone, frameCall:
		if t.framed(f, all, true, frameVideo) {
			return readout.Video
		}
		return readout.Phone
	case frameVideo:
		return readout.Video
	case frameWrite, frameLetter:
		if d.wishedByPhone(t, f, all) {
			return readout.Phone
		}
		return readout.Written
	case frameJoint:
		if strings.Contains(t.lower(f.at), "statement") && t.framed(f, all, false, framePhone) {
			return readout.Phone // "in a joint statement after a call"
		}
		return d.modeOfSight(t, f, all)
	case frameAct:
		if len(f.groups) == 0 && (t.near(f.at, isPhone, 6) || t.framed(f, all, false, framePhone)) && t.setCall(f.at) {
			return readout.Phone // "agreed in a call"
		}
		return d.modeOfSight(t, f, all)
	case frameAttend, frameInvite, frameMeet, frameHost, frameSummit, frameVisit, frameGather, frameSign:
		return d.modeOfSight(t, f, all)
	}
	return d.modeOfTalk(t, f, all)
}

// wishedByPhone reports whether good wishes and the like were said in a call: "congratulated
// him in a call", "conveys condolences in a call".
func (d *Detector) wishedByPhone(t *text, f *finding, all []finding) bool {
	if f.frame == frameLetter {
		return t.is(f.at, "condolences", "congratulations", "greetings") && t.framed(f, all, false, framePhone)
	}
	return t.framed(f, all, false, framePhone) ||
		strings.HasPrefix(t.lower(f.at), "congratulat") && len(f.actors) == 2 && d.modeElsewhere(t, f) == readout.Phone
}

// modeOfTalk is the mode of talks, of which leaders have some face to face and some by phone.
func (d *Detector) modeOfTalk(t *text, f *finding, all []finding) readout.Mode {
	two := len(f.groups) == 0 && len(f.actors) == 2
	told := f.frame == frameSpeak || f.status == readout.Held && (f.frame == frameTalks || f.frame == frameDiscuss)
	if two && told && !t.placed(f.at, f.at) && !t.near(f.at, isVideo, 4) {
		if mode := d.modeElsewhere(t, f); mode != readout.Unspecified {
			return mode // "tells Modi he will not attend", and below it "spoke by phone"
		}
	}
	switch {
	case t.near(f.at, isVideo, 10):
		return readout.Video
	case t.near(f.at, isPhone, 10) && !t.phonedOthers(f, all), t.framed(f, all, false, framePhone):
		return readout.Phone
	case d.faceToFace(t, f, all):
		return readout.InPerson
	case t.entitledCall():
		return readout.Phone
	case !two:
		return readout.Unspecified
	}
	mode := d.modeElsewhere(t, f)
	if mode == readout.Unspecified && d.toldAtMeeting(t, f, all) {
		return readout.InPerson
	}
	return mode
}

// faceToFace reports whether talks took place where those who talked were, by the words around
// them or what the story says elsewhere.
func (d *Detector) faceToFace(t *text, f *finding, all []finding) bool {
	talks := f.frame == frameTalks || f.frame == frameDiscuss || f.frame == frameRaise
	noGroup := len(f.groups) == 0
	switch {
	case t.amongGroup(f.at):
	case t.framed(f, all, f.frame == frameTalks, frameMeet, frameJoint, frameSummit, frameHost, frameVisit):
	case t.inPersonNear(f.at, isPerson) && !t.onlySpoke(f):
	case talks && (t.cameFor(f.at) || t.placed(f.at, 0) || t.inPersonNear(f.at, isVenue)):
	case noGroup && d.seenAtSeat(t, f):
	case f.frame == frameSpeak && (t.placed(f.at, f.at) || t.inPersonNear(f.at, isVenue)) && !t.onlySpoke(f): // "talked for two hours in Busan"
	case t.atEvent(f.at): // "in animated chat with Orban at Milei inauguration"
	case f.frame == frameSpeak && noGroup && t.abroad(f): // "In Lima, Biden tells Xi"
	case f.frame == frameDiscuss && len(f.people) == 0 && len(f.groups) == 1: // "EU leaders discuss"
	case noGroup && (t.isGuest(f) || t.arrivesAtPartner(f) || t.visitorAmong(f)):
	case t.goesThere(f.at):
	case f.frame == frameTalks && t.talksPlaced(f):
	default:
		return false
	}
	return true
}

// phonedOthers reports whether the word for a telephone behind a finding belongs to another
// contact that is told between: "broke off from talks with Zelensky to speak to Putin by phone".
func (t *text) phonedOthers(f *finding, all []finding) bool {
	between := false
	for j := range t.forward(f.at, 10) {
		if e := &t.elements[j]; e.actor == nil && e.is(isPhone) {
			return between && !t.near(f.at, isPhone, 2)
		}
		between = between || slices.ContainsFunc(all, func(other finding) bool { return other.at == j && differentPartners(f, &other) })
	}
	return false
}

// toldAtMeeting reports whether another sentence speaks as of something known of the meeting
// at which one told the other something: "Trump told Netanyahu so", and below it "The meeting
// in Washington".
func (d *Detector) toldAtMeeting(t *text, f *finding, all []finding) bool {
	if f.status != readout.Held || f.frame != frameSpeak && f.frame != frameDiscuss && f.frame != frameTalks {
		return false
	}
	for k := range t.elements {
		if t.elements[k].noun != frameMeet || t.sentence(k) == t.sentence(f.at) || !t.knownMeeting(k) || !d.onlyThem(t, f.actors, k) {
			continue
		}
		if !slices.ContainsFunc(all, func(other finding) bool { return other.at == k }) && t.before(k)&(isPlan|isBefore|isWill|isMay|isNot) == 0 {
			return true
		}
	}
	return false
}

// modeOfSight is the mode of what has leaders see each other, if only on a screen.
func (d *Detector) modeOfSight(t *text, f *finding, all []finding) readout.Mode {
	if t.figurative(f.at) { // "cleared the air", perhaps by phone
		if mode := d.modeElsewhere(t, f); mode != readout.Unspecified {
			return mode
		}
	}
	if t.inPerson(f.at) {
		return readout.InPerson // "agreed to meet in person" in a video call
	}
	if t.near(f.at, isVideo, 8) && !t.othersJoin(f.at) || f.status != readout.Off && t.onScreen(f, all) || t.framed(f, all, true, frameVideo) {
		return readout.Video
	}
	return readout.InPerson
}

// inPersonNear reports whether words of the class stand near element k and are no seat that
// speaks: "Élysée says".
func (t *text) inPersonNear(k int, c class) bool {
	for j := max(0, k-12); j < min(len(t.elements), k+13); j++ {
		e := &t.elements[j]
		if t.sentence(j) != t.sentence(k) || e.actor != nil || !e.is(c) || t.partedBySemicolon(j, k) || e.noun == frameVisit && j > k && t.before(j)&(isBefore|isPlan) != 0 {
			continue // "had a conversation with Macron ahead of his visit"
		}
		if speaks := !t.ends(j) && t.elements[j+1].is(isReport) && t.elements[j+1].actor == nil; !speaks {
			return true
		}
	}
	return false
}

// tellsOfCall reports whether the story speaks of a telephone or video anywhere.
func (t *text) tellsOfCall() bool {
	return slices.ContainsFunc(t.elements, func(e element) bool {
		return e.actor == nil && (e.is(isPhone|isVideo) || e.noun == framePhone || e.noun == frameVideo)
	})
}

// seenAtSeat reports whether another sentence has the guest of two leaders at the seat of the
// other one: "Bukele tells Trump no", and below it "as he sat in the Oval Office".
func (d *Detector) seenAtSeat(t *text, f *finding) bool {
	if len(f.actors) != 2 || !f.actors[0].leader() || !f.actors[1].leader() || t.tellsOfCall() {
		return false
	}
	for k := range t.elements {
		if t.sentence(k) == t.sentence(f.at) || !d.venue(t, k) || t.onlyState(&t.elements[k]) {
			continue
		}
		host := d.homeAt(t, k)
		for i, guest := range f.actors {
			if first := t.elements[t.clauseActor(k)].actor; f.actors[1-i].state == host && guest.state != host && first.leader() && first.people[0].Name == guest.people[0].Name && !first.possessive {
				return true
			}
		}
	}
	return false
}

// nounSince reports whether "since" stands close before element k, so that it tells of
// something before: "their first conversation since an Oval Office row".
func (t *text) nounSince(k int) bool { return t.precededBy(k, 3, "since") }

// entitledCall reports whether the story is a record of calls by its title: "Telephone
// conversations with heads of CSTO member states".
func (t *text) entitledCall() bool {
	return len(t.elements) > 1 && t.elements[0].actor == nil && t.elements[0].noun == framePhone && t.is(1, "with")
}

// inPerson reports whether the words of element k or behind it say so: "meet in person".
func (t *text) inPerson(k int) bool {
	return strings.HasSuffix(t.lower(k), "in person") || t.followedBy(k, 4, "in person", "face to face", "in-person", "face-to-face")
}

// figurative reports whether leaders are said to get on again, by whatever means.
func (t *text) figurative(k int) bool {
	word := t.firstWord(k)
	switch word {
	case "clear", "clears", "cleared", "clearing", "mend", "mends", "mended", "mending", "compare", "compares", "compared", "comparing", "patch", "patches", "patched", "bury", "buried", "make", "made":
		return t.elements[k].verb == frameJoint
	}
	return false
}

// setCall reports whether a call is the setting of what element k tells, behind it:
// "agreed in a call".
func (t *text) setCall(k int) bool {
	for j := range t.forward(k, 7) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if e.is(isPhone) && e.noun == noFrame || e.noun == framePhone && t.is(j-1, "in", "during", "on", "a") {
			return true
		}
	}
	return false
}

// goesThere reports whether what element k tells of is said to be where somebody goes: "flew to
// New York, where he will hold talks with".
func (t *text) goesThere(k int) bool {
	where := -1
	for j := range t.backward(k, 8) {
		if t.is(j, "where") {
			where = j
		}
	}
	for j := where - 1; where > 0 && j >= 0 && j >= where-6 && t.sentence(j) == t.sentence(k); j-- {
		if e := &t.elements[j]; e.actor == nil && (e.verb == frameVisit || e.noun == frameVisit) {
			return true
		}
	}
	return false
}

// modeElsewhere looks for a call or a meal of the same two in the other sentences.
func (d *Detector) modeElsewhere(t *text, f *finding) readout.Mode {
	for _, a := range f.actors {
		if len(a.people) == 0 {
			return readout.Unspecified
		}
	}
	at := d.scene(t, f.actors, f.at, []finding{*f})
	if at < 0 || t.sceneWeight(at) < 3 || t.nounSince(at) || !t.amongThemselves(at, f.actors) || f.status == readout.Held && t.willFollow(at) || f.status != readout.Planned && t.before(at)&(isPlan|isBefore|isWill) != 0 {
		return readout.Unspecified
	}
	switch t.sceneFrame(at) {
	case frameVideo:
		return readout.Video
	case frameMeet:
		return readout.InPerson
	case frameTalks:
		if t.placed(at, at) {
			return readout.InPerson // "'Frank' talks in Geneva"
		}
	case framePhone:
		return readout.Phone
	}
	return readout.Unspecified
}

// onScreen reports whether the story speaks of video anywhere but where it tells of a
// contact with others: "meets Trudeau. He later joined the G7 by video link".
func (t *text) onScreen(f *finding, all []finding) bool {
	for j := range t.elements {
		if t.elements[j].actor == nil && t.elements[j].is(isVideo) && !t.joinsOnScreen(f, j) && !t.othersJoin(f.at) && !t.oldPicture(j) && !slices.ContainsFunc(all, func(other finding) bool {
			return t.sentence(other.at) == t.sentence(j) && t.sentence(f.at) != t.sentence(j) && differentPartners(f, &other)
		}) {
			return true
		}
	}
	return false
}

// joinsOnScreen reports whether the word of video at element j tells how somebody else joins
// the meeting of a group: "with Zelensky due to address them by video link".
func (t *text) joinsOnScreen(f *finding, j int) bool {
	if len(f.groups) == 0 {
		return false
	}
	joins := false
	for i := range t.backward(j, 9) {
		e := &t.elements[i]
		if e.actor == nil {
			joins = joins || e.verb == frameAttend || t.is(i, "speak", "speaks", "spoke", "speaking", "appear", "appears", "appeared")
			continue
		}
		if joins && e.actor.leader() {
			return !slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.State == e.actor.state })
		}
	}
	return false
}

// onlySpoke reports whether leaders spoke and, as the sentence goes on, will do something
// else: "spoke on Friday and will meet at the summit".
func (t *text) onlySpoke(f *finding) bool {
	return f.frame == frameSpeak && f.status == readout.Held && t.classBehind(f.at, 12, isWill|isMay|isPlan|isBefore)
}

// atEvent reports whether what element k tells of was at something where people are: "at the
// funeral".
func (t *text) atEvent(k int) bool {
	at := false
	for j := range t.forward(k, 9) {
		if e := &t.elements[j]; e.actor == nil && (e.mark != 0 && e.mark != '"' || e.is(isClause|isReport)) {
			return false
		}
		at = at || t.is(j, "at", "during")
		if at && t.is(j, "inauguration", "funeral", "coronation", "ceremony", "parade", "memorial", "wedding", "commemoration", "commemorations", "conference", "forum", "reception", "opening", "Olympics", "requiem", "celebrations") {
			return true
		}
	}
	return false
}

// abroad reports whether the sentence of the finding opens with a place where neither of those in
// contact is at home: "In Lima farewell, Biden tells Xi".
func (t *text) abroad(f *finding) bool {
	first := t.first(f.at)
	if first+1 >= f.at || !t.is(first, "in", "at") {
		return false
	}
	place := t.elements[first+1].actor
	return place != nil && place.weak && place.town && !place.possessive && !slices.Contains(f.sides(), place.state)
}

// othersJoin reports whether it is only others who take part on a screen in what element k
// tells: "hosted Zelensky, with more joining remotely".
func (t *text) othersJoin(k int) bool {
	for j := range t.forward(k, far) {
		if t.elements[j].actor != nil || !t.elements[j].is(isVideo) {
			continue
		}
		for i := range t.backward(j, 4) {
			if t.is(i, "others", "more", "some", "rest", "several") {
				return true
			}
		}
	}
	return false
}

// framed reports whether another word of one of the frames stands in the sentence of
// the finding, or anywhere in the story; who calls one may have called others, who
// meets one need not have met them.
func (t *text) framed(f *finding, all []finding, anywhere bool, frames ...frame) bool {
	for j := range t.elements {
		e := &t.elements[j]
		if j == f.at || e.actor != nil || e.noun == noFrame && e.verb == noFrame || !anywhere && (t.sentence(j) != t.sentence(f.at) || t.partedBySemicolon(j, f.at)) {
			continue
		}
		if t.frameOf(j, f, frames) && (frames[0] == framePhone || !t.nounSince(j) && !t.plannedApart(j, f) && !apartFrom(f, j, all)) {
			return true
		}
	}
	return false
}

// frameOf reports whether element j, as a noun or a verb, is a word for one of the frames.
func (t *text) frameOf(j int, f *finding, frames []frame) bool {
	e := &t.elements[j]
	if e.verb != frameVisit {
		return slices.Contains(frames, e.noun) || slices.Contains(frames, e.verb)
	}
	if slices.Contains(frames, e.noun) && (e.noun != frameVisit || t.nounHere(j)) {
		return true
	}
	return slices.Contains(frames, frameVisit) && j+1 < len(t.elements) && t.elements[j+1].actor != nil && (f.status != readout.Held || t.before(j)&isWill == 0)
}

// plannedApart reports whether the word at element j is for what those who have spoken only
// plan: "spoke with Putin and plans to meet him".
func (t *text) plannedApart(j int, f *finding) bool {
	e := &t.elements[j]
	noun := e.noun == frameSummit || e.noun == frameVisit && (e.verb != frameVisit || t.nounHere(j))
	return f.status == readout.Held && (f.frame == frameSpeak || noun) && t.before(j)&(isWill|isMay|isPlan|isBefore|isTo) != 0
}

// apartFrom reports whether element j tells of a contact of its own besides the finding:
// "meets Xi, then speaks with Putin", "spoke and agreed to meet".
func apartFrom(f *finding, j int, all []finding) bool {
	return slices.ContainsFunc(all, func(other finding) bool {
		return other.at == j && (differentPartners(f, &other) || f.frame == frameSpeak && other.status != f.status)
	})
}

// partedBySemicolon reports whether two elements stand in different parts of a headline that
// tells of several things: "Zelensky meets Pence in Kyiv; Biden speaks with Duda".
func (t *text) partedBySemicolon(i, k int) bool {
	return slices.ContainsFunc(t.elements[min(i, k):max(i, k)], func(e element) bool { return e.mark == ';' })
}

// isGuest reports whether the story says that one of two leaders is where the other one
// rules: "Macron in Kigali".
func (t *text) isGuest(f *finding) bool {
	if len(f.actors) != 2 || !f.actors[0].leader() || !f.actors[1].leader() || t.tellsOfCall() {
		return false
	}
	for j := range t.elements {
		guest, home := t.elements[j].actor, t.whereIs(j)
		if home == "" {
			home = t.openingPlace(j)
		}
		if guest != nil && guest.loose && !guest.plural && !guest.possessive && home != "" && (home == f.actors[0].state || home == f.actors[1].state) {
			return true // "The prime minister is in Cairo"
		}
		if !guest.leader() || guest.possessive || home == "" {
			continue
		}
		if a, b := f.actors[0].state, f.actors[1].state; guest.state == a && home == b || guest.state == b && home == a {
			return true
		}
	}
	return false
}

// whereIs returns the state that somebody at element k is said to be in or to have come to,
// "Modi in Beijing", "Modi is in China"; "" for none.
func (t *text) whereIs(k int) string {
	there := false
	for j := range t.forward(k, 6) {
		e := &t.elements[j]
		if e.actor != nil {
			if there && e.actor.weak && !e.actor.possessive {
				return e.actor.state
			}
			return ""
		}
		if there && t.knownPlace(j) {
			return t.stateAt(j)
		}
		there = t.is(j, "in", "left", "leaving", "leaves")
		if !there && e.classes&^(isAux|isAdverb|isTime|isClause) != 0 {
			return ""
		}
	}
	return ""
}

// arrivesAtPartner reports whether one of two leaders is said to come to the country of the
// other one: "turns up in Beijing", and below it "discussed Ukraine with Xi".
func (t *text) arrivesAtPartner(f *finding) bool {
	if f.status != readout.Held || t.tellsOfCall() {
		return false
	}
	for k := 1; k+1 < len(t.elements); k++ {
		e, place := &t.elements[k], t.elements[k+1].actor
		if e.actor != nil || e.verb != frameVisit || e.forms&(formThird|formPast) == 0 || t.passive(k) || place == nil || !place.weak || t.sentence(k+1) != t.sentence(k) {
			continue
		}
		guest := t.subject(k, true)
		if len(guest.actors) == 1 && guest.actors[0].state != place.state && tellsOf(f.actors, guest.actors) && slices.ContainsFunc(f.actors, func(a *actor) bool { return a.leader() && a.state == place.state }) {
			return true
		}
	}
	return false
}

// visitorAmong reports whether one of those in contact is called a visitor: "tells visiting
// Cuban president".
func (t *text) visitorAmong(f *finding) bool {
	return slices.ContainsFunc(f.actors, func(a *actor) bool {
		return a.to > a.from && strings.EqualFold(t.words(a.from, a.from+1), "visiting")
	})
}

// talksPlaced reports whether another sentence tells, of nobody else, where the talks are: "The
// negotiations took place in the Kremlin".
func (t *text) talksPlaced(f *finding) bool {
	for k := range t.elements {
		e := &t.elements[k]
		if e.actor != nil || e.noun != frameTalks && e.noun != frameMeet || t.sentence(k) == t.sentence(f.at) || t.begins(k) == t.is(max(k-1, 0), "the") || !t.onlyOf(k, f) {
			continue
		}
		for j := range t.forward(k, 8) {
			if t.is(j, "held", "place", "took place", "take place", "taking place", "under way", "continued", "began", "started") && (t.placed(k, j) || t.near(j, isVenue, 3)) {
				return true
			}
		}
	}
	return false
}

// openingPlace returns the place that the sentence of the somebody at element k opens with: "In
// Israel, Macron told Netanyahu"; "" for none.
func (t *text) openingPlace(k int) string {
	if k < 3 || t.elements[k-1].mark != ',' || !t.begins(k-3) || !t.is(k-3, "in") || t.sentence(k-3) != t.sentence(k) {
		return ""
	}
	if place := t.elements[k-2].actor; place != nil && place.weak && !place.possessive {
		return place.state
	}
	return ""
}

// differentPartners reports whether each of two findings has a side that the other lacks.
func differentPartners(a, b *finding) bool {
	x, y := append(a.sides(), a.groups...), append(b.sides(), b.groups...)
	return !within(x, y) && !within(y, x)
}

// onlyState reports whether an actor is named by its state and not by a town or
// a building.
func (t *text) onlyState(e *element) bool {
	if e.phrase == nil {
		return true
	}
	return slices.ContainsFunc(e.phrase.names, func(n name) bool { return n.kind == nameState })
}

// amongGroup reports whether the sentence of element k is set at the meeting of a
// group: "scolds Trudeau at the G20".
func (t *text) amongGroup(k int) bool {
	for j := 1; j < len(t.elements); j++ {
		if t.sentence(j) == t.sentence(k) && t.is(j, besideSummits[:]...) {
			return true
		}
		a := t.elements[j].actor
		if a != nil && a.group != "" && !a.aide && !a.led && t.sentence(j) == t.sentence(k) && t.sentence(j-1) == t.sentence(k) && t.is(j-1, "at") && !(j > k && t.frameWithin(k+1, j-1)) {
			return true
		}
	}
	return false
}

// place reports whether element j is the name of a town or some other place: "in Busan".
func (t *text) place(j int) bool {
	e := &t.elements[j]
	known := t.knownPlace(j)
	if j == 0 || e.actor != nil || !known && (!e.unknown || t.tokens[e.from].number >= 0 || !t.capitalsTell(e.from)) {
		return false
	}
	switch t.lower(j - 1) {
	case "in", "at":
		return t.sentence(j-1) == t.sentence(j)
	}
	return false
}

// knownPlace reports whether element j is a place of the roster: "Mar-a-Lago".
func (t *text) knownPlace(j int) bool {
	e := &t.elements[j]
	return e.phrase != nil && slices.ContainsFunc(e.phrase.names, func(n name) bool { return n.kind == namePlace })
}

// placed reports whether talks at element k are said, from another element on, to be in
// a town or state.
func (t *text) placed(k, from int) bool {
	for j := from; j < len(t.elements); j++ {
		e := &t.elements[j]
		if from == k && j > k && t.sentence(j) == t.sentence(k) && e.actor == nil && (e.is(isAbout|isReport) || t.is(j, "if", "as", "while", "because")) {
			return false // "spoke about plans to take strongholds in Gaza"
		}
		if j > k+1 && t.is(j-2, "conference", "situation", "developments", "conflict", "crisis", "election", "elections") {
			continue // "discussed the conference in Lugano"
		}
		if t.sentence(j) == t.sentence(k) && (j > k && t.place(j) || j == k-1 && t.knownPlace(j)) {
			return true
		}
		if j > k && e.actor != nil && e.actor.group != "" && !e.actor.led && t.sentence(j) == t.sentence(k) && t.is(j-1, "in") {
			return true // "in Davos"
		}
		if t.sentence(j) != t.sentence(k) || e.actor == nil || !e.actor.weak || e.actor.possessive || t.onlyState(e) && j < k {
			continue
		}
		if j == k-1 || j > 0 && t.sentence(j-1) == t.sentence(j) && t.elements[j-1].actor == nil && t.elements[j-1].is(isIn) && !t.elements[j-1].is(isClause) && !t.is(j-1, "on") {
			return true
		}
	}
	return false
}
