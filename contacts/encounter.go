package contacts

import (
	"slices"
	"strings"

	"readout"
)

// Encounters are told without a word for a contact, by where leaders are when they do
// something: "Trump, Zelensky clash in the Oval Office", "Kim at Putin's side".

// encounters adds the leaders who do something to each other, or together, at
// the seat of one of them, and those who agree, where nothing else has told of
// their contact.
func (d *Detector) encounters(t *text, found []finding) []finding {
	if !t.company() || !d.english(t) {
		return found
	}
	for k := range t.elements {
		start := t.clause(k)
		pair, cues := d.encounter(t, start, k, found)
		if pair == nil || slices.ContainsFunc(found, func(f finding) bool {
			ofAides := leaders(f.actors) < 2 && slices.ContainsFunc(f.actors, func(a *actor) bool { return a.aide || a.weak }) && !slices.ContainsFunc(f.actors, func(a *actor) bool { return a.group != "" })
			return !ofAides && !(t.elements[k].is(isOnlooking) && leaders(f.actors) < 2) && f.at >= start && t.sentence(f.at) == t.sentence(k) && (f.at != k || f.frame != frameVisit) && !(t.elements[k].is(isGiving) && f.at > k && !tellsOf(f.actors, pair))
		}) {
			continue
		}
		found = slices.DeleteFunc(found, func(f finding) bool { return f.at == k && f.frame == frameVisit })
		if place := t.elements[k].actor; place != nil && !slices.ContainsFunc(pair, func(a *actor) bool { return a.state == place.state }) && !t.actTogether(k) {
			continue
		}
		f := finding{frame: t.sceneFrame(k), at: k, dated: -1, strength: 0.55, actors: pair, anywhere: t.elements[k].is(isJoint)}
		d.dealingStatus(t, k, k, &f, cues)
		if at := t.agreedTo(k); at >= 0 && !t.agreedThen(k) && !t.ofBody(at) {
			f.frame, f.at = t.elements[at].noun, at
			f.set(readout.Planned, "agreed")
			f.date, f.dated = "", -1
			d.date(t, at, &f)
		}
		found = append(found, f)
	}
	return d.messages(t, found)
}

// encounter returns who is said in the clause from element start on to be together, by
// the word at element k: a place, what they agree on, "together", "at his side".
func (d *Detector) encounter(t *text, start, k int, found []finding) (pair []*actor, cues class) {
	e := &t.elements[k]
	if e.actor == nil && e.is(isJoint) {
		if pair, cues = d.together(t, start, k+1); pair == nil {
			pair = t.agreeAtLast(k)
		}
		return pair, cues
	}
	venue, place := d.venue(t, k), t.place(k)
	switch {
	case (venue || place) && k+2 < len(t.elements) && t.opens(k) && t.elements[k+1].mark == ',':
		if pair = t.actThere(k); pair != nil {
			return pair, 0
		}
		return d.visitorDeals(t, k)
	case e.actor == nil && e.is(isPhone|isVideo) && e.noun == noFrame && t.length(k) > 1:
		if pair, cues = d.deal(t, start, k); pair == nil { // "gets Xi on the phone"
			pair = d.joinedFromAfar(t, k)
		}
		return pair, cues
	case t.knownPlace(k) && !t.ends(k) && t.elements[k+1].mark == ':':
		return d.hostBelow(t, start, k), 0
	case place && (t.actTogether(k) || t.theyBegin(start, k) >= 0):
		return d.together(t, start, k)
	case venue:
		return d.atVenue(t, start, k)
	case e.actor == nil:
		return d.encounterTold(t, start, k, found)
	case k > start+2 && t.is(k-1, "to"):
		return d.broughtToSeat(t, k)
	case e.actor.weak:
		return d.guestsDeal(t, k)
	case e.actor.leader() && e.actor.to-e.actor.from == 2 && t.asGuest(k):
		return d.deal(t, start, k+1)
	}
	return nil, 0
}

// encounterTold is encounter for words that are no place.
func (d *Detector) encounterTold(t *text, start, k int, found []finding) (pair []*actor, cues class) {
	e, word := &t.elements[k], t.lower(k)
	switch {
	case e.is(isWith) && k > 0 && (d.venue(t, k-1) || t.place(k-1)) && t.opens(k-1):
		return d.thereWith(t, k)
	case word == "among" && !t.ends(k):
		return t.amongLeaders(start, k), 0
	case t.says(e):
		return d.sayTogether(t, k), 0
	case e.is(isPerson) && t.atMargins(k):
		if pair, cues = d.deal(t, start, k); cues&(isReport|isWith) == 0 {
			return pair, cues // "Trump presses Erdogan on sidelines of UN assembly"
		}
		return nil, 0
	case e.is(isOneTable):
		return d.atOneTable(t, start, k)
	case oneOf(word, "in the presence of", "in presence of", "witnessed by", "in front of") && k+1 < len(t.elements) && t.elements[k+1].actor != nil:
		if lookers, _ := t.listFrom(k + 1); several(lookers) && leaders(lookers) == len(lookers) {
			return lookers, 0 // "signed in the presence of Modi and Putin"
		}
	case oneOf(word, "agreement", "pact", "treaty", "accord", "memorandum", "partnership", "truce"):
		return d.concluded(t, k, found)
	case e.verb == frameHost && e.forms&formBase == 0 && t.lavish(k):
		return d.redCarpet(t, k), 0
	case oneOf(word, "hail", "praise", "tout", "laud", "trumpet", "showcase") && t.tiesFollow(k):
		return d.together(t, start, k+1)
	case e.is(isWith):
		return t.inTownWith(k), 0
	case e.is(isGift) || oneOf(word, "honor", "honour", "award", "decoration", "order"):
		return d.decorated(t, k, found)
	case word == "in person":
		return d.inPersonAt(t, start, k), 0
	case oneOf(word, "hand", "hands"):
		if pair, cues = d.shakenHand(t, k, found); pair == nil {
			pair, cues = d.handedOver(t, k, found)
		}
		return pair, cues
	case e.is(isBy) && k+3 < len(t.elements) && t.elements[k+1].actor != nil:
		return t.statement(k), 0
	case word == "side":
		return d.atSide(t, k, found)
	case oneOf(word, "strike", "struck", "clinch", "clinched", "reach", "reached", "ink", "inked", "seal", "sealed") && t.dealFollows(k):
		return d.together(t, start, k+1)
	case e.is(isOnlooking):
		return d.lookedOn(t, k, found)
	case e.is(isGiving) && !e.is(isEscort):
		return d.handedOver(t, k, found)
	case e.is(isEscort):
		if pair, cues = d.escorted(t, k, found); pair == nil {
			pair, cues = d.handedOver(t, k, found)
		}
		return pair, cues
	case (e.noun == frameMeet || e.noun == frameTalks) && k > start+2:
		return d.duringSeatMeeting(t, start, k)
	case e.noun == frameVisit && t.sentence(start) == t.sentence(k):
		if pair, cues = d.duringVisit(t, start, k); pair == nil {
			pair = t.onStateVisit(k)
		}
		return pair, cues
	}
	return nil, 0
}

// amongLeaders reads "Macron, Merz and Vance among leaders at funeral", where element k is
// "among" and the clause begins at element start.
func (t *text) amongLeaders(start, k int) []*actor {
	next := &t.elements[k+1]
	if next.actor == nil && !t.is(k+1, "those", "guests", "dignitaries", "mourners", "attendees", "heads of state") || next.actor != nil && (!next.actor.plural || next.actor.aide) {
		return nil
	}
	if k+2 >= len(t.elements) || t.sentence(k+2) != t.sentence(k) || !t.elements[k+2].is(isIn) && !t.is(k+2, "attending", "gathered", "gathering", "present", "expected") {
		return nil
	}
	for start < k && t.elements[start].actor == nil {
		start++
	}
	if start >= k {
		return nil
	}
	actors, end := t.listFrom(start)
	if leaders(actors) < 2 || leaders(actors) != len(actors) || end != k && !(end == k-1 && t.elements[end].is(isAux)) {
		return nil
	}
	return actors
}

// sayTogether reads "Sa'ar and his Turkish counterpart Fidan say", where element k is the verb.
func (d *Detector) sayTogether(t *text, k int) []*actor {
	if k < 3 || t.sentence(k-3) != t.sentence(k) || t.elements[k-1].actor == nil || !t.elements[k-2].is(isAnd) {
		return nil
	}
	second := t.elements[k-1].actor
	if !second.leader() || !strings.Contains(strings.ToLower(t.words(second.from, second.to)), "counterpart") {
		return nil
	}
	first := d.leaderAt(t, k-3)
	if first == nil || first.state == second.state || t.elements[k-3].actor.possessive {
		return nil
	}
	return []*actor{first, second}
}

// agreeAtLast reads who agree on what their headline says before: "Hungary will not block
// support, Orban and Stoltenberg agree".
func (t *text) agreeAtLast(k int) []*actor {
	if !t.ends(k) || k < 3 || t.elements[k-1].actor == nil {
		return nil
	}
	list, first := t.listBack(k - 1)
	if leaders(list) < 2 || leaders(list) != len(list) || first == 0 || t.elements[first-1].mark != ',' || list[len(list)-1].possessive {
		return nil
	}
	return list
}

// joinedFromAfar reads "Macron recognises Palestine as Abbas joins by video".
func (d *Detector) joinedFromAfar(t *text, k int) []*actor {
	if k < 3 || t.sentence(k-3) != t.sentence(k) || !t.joins(k-1) || !t.is(k-3, "as", "while", "with") {
		return nil
	}
	first, second := d.leaderAt(t, t.clauseActor(k)), d.leaderAt(t, k-2)
	if pair := []*actor{first, second}; first != nil && second != nil && !t.elements[t.clauseActor(k)].actor.possessive && several(pair) {
		return pair
	}
	return nil
}

// tiesFollow reports whether what is praised at element k is what two states are to each
// other: "Putin and Xi hail 'unlimited' friendship".
func (t *text) tiesFollow(k int) bool {
	for j := range t.forward(k, 5) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isOf|isIn|isWith|isClause) {
			return false
		}
		for word := range strings.FieldsSeq(t.lower(j)) {
			switch word {
			case "friendship", "ties", "partnership", "alliance", "relations", "relationship", "bond", "bonds", "cooperation", "unity":
				return true
			}
		}
	}
	return false
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

// concluded reads "concluded an agreement with Modi".
func (d *Detector) concluded(t *text, k int, found []finding) ([]*actor, class) {
	verb := -1
	for j := k - 1; j > 0 && j >= k-5 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		if t.is(j, "conclude", "concludes", "concluded", "ink", "inks", "inked", "seal", "seals", "sealed", "strike", "strikes", "struck", "forge", "forges", "forged", "clinch", "clinches", "clinched", "initialled", "finalised", "finalized") {
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
	if k < 3 || t.sentence(k-2) != t.sentence(k) || !t.is(k-2, "shake", "shakes", "shook", "shaking", "shaken", "holds", "held", "clasps", "clasped", "pumps", "pumped", "grips", "gripped", "grabs", "grabbed") {
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
		if other = k - 3; !t.elements[k-1].is(isHis) || k < 4 || !t.is(k-4, "with") && t.elements[k-4].mark != ',' {
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

// lavish reports whether the verb at element k tells by itself of a reception: "rolls out red
// carpet".
func (t *text) lavish(k int) bool {
	return t.endsWith(k, "carpet") || t.endsWith(k, "stops")
}

// redCarpet reads "Putin promises oil for India as Modi rolls out red carpet": what a guest
// does while his host receives him.
func (d *Detector) redCarpet(t *text, k int) []*actor {
	if k < 3 || t.sentence(k-2) != t.sentence(k) || !t.is(k-2, "as", "while") && t.elements[k-2].mark != ',' && t.elements[k-2].mark != ';' {
		return nil
	}
	host := d.leaderAt(t, k-1)
	first := t.clauseActor(k)
	if host == nil || first >= k-2 || t.behindPreposition(first) || t.elements[first].actor.possessive {
		return nil
	}
	guest := d.leaderAt(t, first)
	if pair := []*actor{guest, host}; guest != nil && several(pair) {
		return pair
	}
	return nil
}

// decorated reads "was given the highest honour by President Lula".
func (d *Detector) decorated(t *text, k int, found []finding) ([]*actor, class) {
	by := d.resolve(t, t.partner(k+1, false, isBy), k, found)
	if len(by.actors) != 1 || !by.actors[0].leader() {
		return nil, 0
	}
	for verb := range t.backward(k, 7) {
		if !t.is(verb, "given", "awarded", "presented", "presented with", "conferred", "bestowed", "decorated with", "receives", "received") {
			continue
		}
		own := d.resolve(t, t.subject(verb, true), verb, found, by.actors...)
		if pair := append(slices.Clone(own.actors), by.actors[0]); own.kind != subjectStranger && len(own.actors) == 1 && own.actors[0].leader() && several(pair) {
			return pair, own.cues &^ (isAux | isLight)
		}
	}
	return nil, 0
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
	for j := range t.forward(k, 6) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isClause|isAfter|isPast) || !to && e.is(isPhone) {
			return -1 // "agreed by phone to resume talks" was a call
		}
		switch {
		case e.is(isTo) || t.endsWithTo(j) || strings.HasPrefix(t.lower(j), "to "):
			to = true
		case to && e.noun == frameTalks && t.betweenTeams(j):
			return -1
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

// betweenTeams reports whether talks at element k are by their name those of negotiators, not
// of the leaders who agree on them: "agreed to start peace negotiations".
func (t *text) betweenTeams(k int) bool {
	if before := t.beforeDescribing(k); before >= 0 && t.is(before, "hold", "holds", "held", "have", "having", "holding", "to hold") {
		return false // "agree to hold trade talks"
	}
	switch t.lower(k) {
	case "negotiations", "negotiation", "peace talks", "trade talks", "peace negotiations", "trade negotiations", "ceasefire talks", "truce talks", "nuclear talks":
		return true
	}
	return false
}
