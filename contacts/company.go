package contacts

import "slices"

// Leaders in each other's company: looked on by one another, led through a place, on a
// visit, striking a deal.

// lookedOn reads "Trump danced as Anwar looked on" and "agreed with Zelensky in the room".
func (d *Detector) lookedOn(t *text, k int, found []finding) ([]*actor, class) {
	if pair := d.lookedOnAs(t, k); pair != nil {
		return pair, 0
	}
	by := (*actor)(nil)
	if k > 0 && t.sentence(k-1) == t.sentence(k) {
		by = d.leaderAt(t, k-1)
	}
	if by == nil {
		return nil, 0
	}
	if k < 2 || t.sentence(k-2) != t.sentence(k) || t.elements[k-2].actor != nil || !t.elements[k-2].is(isWith) && !t.is(k-2, "as", "while") {
		return nil, 0
	}
	own := d.resolve(t, t.farSubject(k-2, side{first: k - 2}), k-2, found, by)
	if own.kind != subjectFar && own.kind != subjectAfter || len(own.actors) == 0 || !own.actors[0].leader() && !(own.actors[0].group != "" && own.actors[0].led) {
		return nil, 0
	}
	pair := append(slices.Clone(own.actors), by)
	if !several(pair) {
		return nil, 0
	}
	return pair, own.cues
}

// lookedOnAs reads "Macron and Modi looked on as Vance spoke".
func (d *Detector) lookedOnAs(t *text, k int) []*actor {
	if k == 0 || t.elements[k-1].actor == nil {
		return nil
	}
	as := k + 1 // "looked on stone-faced in the Oval Office as"
	for as < len(t.elements) && as < k+7 && t.sentence(as) == t.sentence(k) && t.elements[as].actor == nil && t.elements[as].mark == 0 && !t.is(as, "as", "while") {
		as++
	}
	if as+1 >= len(t.elements) || t.sentence(as+1) != t.sentence(k) || !t.is(as, "as", "while") {
		return nil
	}
	lookers, _ := t.listBack(k - 1)
	actor := d.leaderAt(t, as+1)
	if actor == nil || t.elements[as+1].actor.possessive || leaders(lookers) != len(lookers) {
		return nil
	}
	if all := append(slices.Clone(lookers), actor); several(all) {
		return all
	}
	return nil
}

// escorted reads "Macron walks Modi through the port", "brings Putin and Zelensky to the
// table".
func (d *Detector) escorted(t *text, k int, found []finding) ([]*actor, class) {
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) || t.elements[k+1].actor == nil {
		return nil, 0
	}
	guests, end := t.listFrom(k + 1)
	if slices.ContainsFunc(guests, func(a *actor) bool { return !a.leader() || a.possessive }) || !t.path(end) {
		return nil, 0
	}
	host := d.resolve(t, t.subject(k, t.elements[k].forms != formIng), k, found, guests...)
	if len(host.actors) == 0 || !host.actors[0].leader() || host.kind == subjectStranger {
		return nil, 0
	}
	pair := append(slices.Clone(host.actors), guests...)
	if !several(pair) {
		return nil, 0
	}
	return pair, host.cues
}

// guestsDeal reads what guests do to their host or came to do, "Rubio back in Israel, will
// press Netanyahu", "European leaders are in Washington to press Trump", where element k is
// the country or town.
func (d *Detector) guestsDeal(t *text, k int) ([]*actor, class) {
	place, at := t.elements[k].actor, k-2
	if place == nil || !place.weak || place.possessive || at < 0 || t.elements[k-1].actor != nil || !t.elements[k-1].is(isIn) && !t.is(k-1, "back in") {
		return nil, 0
	}
	for at >= 0 && t.elements[at].actor == nil && (t.elements[at].is(isAux) || t.is(at, "back", "now")) {
		at--
	}
	if at < 0 || t.sentence(at) != t.sentence(k) || t.elements[at].actor == nil || t.elements[at].actor.possessive {
		return nil, 0
	}
	guests, first := t.listBack(at)
	if t.behindPreposition(first) || slices.ContainsFunc(guests, func(a *actor) bool { return !a.leader() && !a.led || a.state == place.state }) {
		return nil, 0
	}
	_, object, cues := t.deed(t.purpose(k+1), t.sentenceEnd(k))
	if object < 0 {
		return nil, 0
	}
	host := d.leaderAt(t, object)
	if host == nil || host.state != place.state || t.elements[object].actor.possessive || t.behindPreposition(object) {
		return nil, 0
	}
	return append(slices.Clone(guests), host), cues
}

// purpose returns the element where a clause on what somebody does or is to do somewhere
// begins at element k, "to press", ", will press"; the end of the sentence
// where none does.
func (t *text) purpose(k int) int {
	end := t.sentenceEnd(k - 1)
	switch {
	case k+1 >= end:
		return end
	case t.elements[k].mark == ',':
		return k + 1
	case t.elements[k].actor == nil && t.elements[k].is(isTo|isWill):
		return k
	}
	return end
}

// path reports whether a way or a place to go to is named at element k: "through the
// port", "to Marseille", "on a tour".
func (t *text) path(k int) bool {
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k-1) || t.elements[k].actor != nil {
		return false
	}
	next := &t.elements[k+1]
	switch {
	case t.is(k, "through", "around", "round", "along", "across"):
		return true
	case t.is(k, "on", "for"):
		last := k + 1
		if next.is(isThe) && next.actor == nil {
			last++
		}
		return last < len(t.elements) && t.is(last, "tour", "stroll", "walk", "drive", "ride", "boat trip", "boat ride", "spin")
	case t.is(k, "to", "into", "aboard", "in"):
		if next.actor != nil {
			return next.actor.weak && next.actor.town && !next.actor.possessive
		}
		return t.named(k+1) || k+2 < len(t.elements) && next.is(isThe) && t.is(k+2, "table", "negotiating table", "same table", "podium", "airport", "hotel", "palace", "residence") || t.is(k+1, "airport", "hotel", "palace", "residence", "dinner", "lunch", "church", "museum", "memorial", "mosque", "temple", "factory")
	}
	return false
}

// named reports whether a word is the name of a place, by the roster or its capital.
func (t *text) named(k int) bool {
	e := &t.elements[k]
	if e.phrase != nil && slices.ContainsFunc(e.phrase.names, func(n name) bool { return n.kind == namePlace }) {
		return true
	}
	return e.unknown && t.tokens[e.from].number < 0 && t.tokens[e.from].upper && t.capitalsTell(e.from)
}

// duringVisit reads "Xi tells Lee to wait during a visit to Busan".
func (d *Detector) duringVisit(t *text, start, k int) ([]*actor, class) {
	first := k
	if owner, _ := t.owner(k); owner.kind != subjectNone {
		first = owner.first
	}
	for first > start && t.elements[first-1].actor == nil && t.elements[first-1].is(isThe|isAdjective|isHis) {
		first--
	}
	if first == 0 || t.sentence(first-1) != t.sentence(k) || !t.is(first-1, "during", "on") {
		return nil, 0
	}
	pair, cues := d.deal(t, start, first-1)
	if pair == nil {
		return d.hostOfVisit(t, start, first, k), 0
	}
	if place := t.visitGoesTo(first, k); place >= 0 && !slices.ContainsFunc(pair[1:], func(a *actor) bool { return a.state == t.stateAt(place) }) {
		return nil, 0 // "during a visit to a factory"
	}
	return pair, cues
}

// duringSeatMeeting reads "Vance lights into Zelensky as Oval Office meeting goes awry", where
// element k is the meeting, at the seat of one of the two.
func (d *Detector) duringSeatMeeting(t *text, start, k int) ([]*actor, class) {
	for j := range t.backward(k, 6) {
		if !t.is(j, "as", "when", "while") || j <= start {
			continue
		}
		pair, cues := d.deal(t, start, j)
		if pair != nil && d.meetingAtSeat(t, k, pair) && d.onlyThem(t, pair, k) {
			return pair, cues
		}
		return nil, 0
	}
	return nil, 0
}

// broughtToSeat reads "Zelensky takes plea for arms to White House", where element k is the seat
// of another leader.
func (d *Detector) broughtToSeat(t *text, k int) ([]*actor, class) {
	host := d.seatHolder(t, &t.elements[k])
	if host == nil {
		return nil, 0
	}
	for j := range t.backward(k-1, 8) {
		if !t.is(j, "take", "takes", "took", "bring", "brings", "brought", "carry", "carries", "carried") {
			continue
		}
		guest := t.subject(j, !t.is(j, "take", "bring", "carry"))
		if j+1 == k-1 || len(guest.actors) != 1 || !guest.actors[0].leader() || guest.kind == subjectStranger || guest.actors[0].possessive || guest.actors[0].state == host.state || t.elements[j+1].actor.leader() {
			return nil, 0
		}
		return []*actor{guest.actors[0], host}, guest.cues
	}
	return nil, 0
}

// hostOfVisit returns who acts at home while another leader visits, and his guest: "Trump
// shows a video during Ramaphosa's visit". The visit is at element k, its phrase begins at
// element first; the story must name the seat of the host.
func (d *Detector) hostOfVisit(t *text, start, first, k int) []*actor {
	owner, _ := t.owner(k)
	for start < first && t.elements[start].actor == nil {
		start++
	}
	host := d.leaderAt(t, start)
	if len(owner.actors) != 1 || host == nil || t.elements[start].actor.possessive || t.behindPreposition(start) || !t.is(first-1, "during") {
		return nil
	}
	guest := owner.actors[0]
	if !guest.leader() || guest.state == host.state {
		return nil
	}
	for j := range t.elements {
		if d.venue(t, j) && d.homeAt(t, j) == host.state {
			return []*actor{host, guest}
		}
	}
	return nil
}

// onStateVisit returns the two leaders who are the subject of the title where the state
// visit at element k, of which nobody else is named, can only be that of one to the other:
// "Xi and Putin showcase their alliance", and below it "on the second day of a state visit".
func (t *text) onStateVisit(k int) []*actor {
	if !t.is(k, "state visit", "official visit", "working visit") || t.tokens[t.elements[k].from].field != inSummary || t.elements[0].actor == nil || t.visitGoesTo(k, k) >= 0 {
		return nil
	}
	pair, end := t.listFrom(0)
	if len(pair) != 2 || leaders(pair) != 2 || pair[1].possessive || end == len(t.elements) || t.sentence(end) != 0 || t.elements[end].actor != nil || t.elements[end].mark != 0 || t.elements[end].is(isWill|isMay|isTo|isNot) {
		return nil
	}
	return pair
}

// visitGoesTo returns the element that tells where the visit at element k goes, whose
// phrase begins at element first; -1 where the text does not tell.
func (t *text) visitGoesTo(first, k int) int {
	if to := k + 1; to+1 < len(t.elements) && t.sentence(to) == t.sentence(k) && t.elements[to].actor == nil && t.elements[to].is(isTo|isIn) {
		return to + 1
	}
	if k > first && (t.elements[k-1].actor != nil || t.elements[k-1].unknown) {
		return k - 1
	}
	return -1
}

// stateAt returns the state that element k stands for, as a name, capital, seat or
// place of it; "" for none.
func (t *text) stateAt(k int) string {
	e := &t.elements[k]
	if e.actor != nil {
		return e.actor.state
	}
	if e.phrase != nil {
		for _, n := range e.phrase.names {
			if n.kind == namePlace {
				return n.state
			}
		}
	}
	return ""
}

// dealFollows reports whether leaders come to an agreement by the verb at element k:
// "strike trade deal".
func (t *text) dealFollows(k int) bool {
	return t.followedBy(k, 5, "deal", "deals", "pact", "accord", "agreement", "agreements", "truce", "treaty", "partnership")
}

// behindSubject reports whether nothing but the subject stands between elements start
// and k, with a preposition in front of k.
func (t *text) behindSubject(start, k int) bool {
	if start >= k || t.elements[start].actor == nil {
		return false
	}
	_, end := t.listFrom(start)
	if end < k && t.elements[end].mark == ',' {
		end++
	}
	return end == k || end == k-1 && t.elements[end].actor == nil && t.elements[end].is(isIn)
}
