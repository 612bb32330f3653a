package contacts

import (
	"slices"
	"strings"
)

// Encounters that a place tells of: a seat, a venue, a town, one table.

// atVenue reads what leaders do to each other or together at the place at element k, in the
// clause from element start on: "Trump berates Zelensky in the Oval Office". Those who are
// at home also speak of others: "Putin in Moscow accuses Macron".
func (d *Detector) atVenue(t *text, start, k int) (pair []*actor, cues class) {
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
	if pair == nil {
		pair, cues = d.guestsDeal(t, k)
	}
	if place := d.homeAt(t, k); pair == nil && place != "" && t.behindSubject(start, k) {
		if pair, cues = d.deal(t, start, t.sentenceEnd(k)); pair != nil && (pair[0].state == place || !slices.ContainsFunc(pair, func(a *actor) bool { return a.state == place })) {
			return nil, 0
		}
	}
	return pair, cues
}

// atOneTable reads who are at element k said to be brought or seen together: "Kagame and
// Tshisekedi finally in one room", "Natano and Albanese announced it side by side".
func (d *Detector) atOneTable(t *text, start, k int) (pair []*actor, cues class) {
	if pair, cues = d.broughtTogether(t, k); pair != nil {
		return pair, cues
	}
	switch {
	case t.is(k, "together"):
		return d.movedTogether(t, start, k)
	case t.is(k, "in one room", "in the same room", "under one roof", "at one table", "at the same table", "around the same table", "round one table"),
		t.is(k, "side by side", "shoulder to shoulder", "hand in hand", "arm in arm") && k > 0 && (t.elements[k-1].actor == nil || t.placed(k, k)):
		pair, cues = d.together(t, start, k)
		if with := t.partner(k+1, false, isWith); pair != nil && leaders(with.actors) > 0 {
			pair = append(slices.Clone(pair), with.actors...) // "stood side by side with Zelensky"
		}
		return pair, cues
	}
	return nil, cues
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

// actThere reads "In Beijing, Putin and Xi deepen their partnership": what leaders do together
// at the place at element k that the sentence opens with.
func (t *text) actThere(k int) []*actor {
	if t.sentence(k+2) != t.sentence(k) || t.elements[k+2].actor == nil || t.is(k, "Europe", "Africa", "Asia", "America", "Parliament", "Congress", "Nato", "EU", "UN") {
		return nil
	}
	actors, next := t.listFrom(k + 2)
	if leaders(actors) < 2 || leaders(actors) != len(actors) || !several(actors) || t.ends(next-1) || actors[len(actors)-1].possessive {
		return nil
	}
	verb := &t.elements[next]
	if verb.actor != nil || verb.mark != 0 || verb.is(isAux|isReport|isIn|isAbout|isTo|isWill|isMay|isNot|isBefore|isAfter|isOf) && !verb.is(isJoint) || t.fromAfar(next, t.sentenceEnd(k)) {
		return nil
	}
	return actors
}

// placeOf returns the state that the place at element k lies in: "Istanbul"; "" for none.
func (t *text) placeOf(k int) string {
	for i := range t.elements[k].phrase.names {
		if n := &t.elements[k].phrase.names[i]; n.kind == namePlace {
			return n.state
		}
	}
	return ""
}

// hostBelow reads "Xi in Moscow: Putin rolls out the red carpet".
func (d *Detector) hostBelow(t *text, start, k int) []*actor {
	if k == start || k+2 >= len(t.elements) || t.elements[k+1].mark != ':' {
		return nil
	}
	guest, at := d.leaderAt(t, start), k-1
	home := d.homeAt(t, k)
	if t.elements[k].actor == nil && t.knownPlace(k) {
		home = t.placeOf(k)
	} else if t.elements[k].actor == nil {
		at = k // "at the White House" is one element
	}
	if guest == nil || at != start+1 || t.elements[start].actor.possessive || t.sentence(k+2) != t.sentence(k) {
		return nil
	}
	if pair, _ := d.deal(t, k+2, t.sentenceEnd(k)); pair != nil && pair[0].state == guest.state && pair[1].state == home {
		return []*actor{guest, pair[1]} // "Modi in Kyiv: PM urges Zelensky"
	}
	if t.elements[k+2].actor != nil {
		if list, next := t.listFrom(k + 2); len(list) == 2 && !t.ends(next-1) && list[0].loose && !list[0].plural && list[1].leader() && list[1].state == home {
			return []*actor{guest, list[1]} // "Merz in Ankara: Chancellor and Erdogan spar"
		}
	}
	host := d.leaderAt(t, k+2)
	if host == nil || host.state == guest.state || host.state != home || t.elements[k+2].actor.possessive {
		return nil
	}
	return []*actor{guest, host}
}

// venue reports whether element k is a place where leaders receive each other:
// "in the Oval Office", "in Moscow".
func (d *Detector) venue(t *text, k int) bool {
	e := &t.elements[k]
	if e.actor == nil && !e.is(isVenue) {
		return false
	}
	if k+1 < len(t.elements) && t.sentence(k+1) == t.sentence(k) && t.elements[k+1].actor == nil && (t.elements[k+1].is(isPublic) || t.is(k+1, "remarks", "rant", "outburst")) {
		return false // "in Oval Office speech"
	}
	if e.actor == nil {
		return true
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

// inTownWith reads "Pope, in Marseille with Macron,": who is somewhere with whom.
func (t *text) inTownWith(k int) []*actor {
	if k < 3 || t.ends(k) || t.sentence(k-3) != t.sentence(k+1) || !t.elements[k+1].actor.leader() || t.elements[k+1].actor.possessive || !t.is(k-2, "in") {
		return nil
	}
	if place := t.elements[k-1].actor; place != nil && (!place.weak || !place.town || place.possessive) || place == nil && !t.place(k-1) {
		return nil
	}
	guest := k - 3
	if t.elements[guest].mark == ',' && guest > 0 {
		guest--
	}
	if a := t.elements[guest].actor; t.sentence(guest) != t.sentence(k) || !a.leader() || a.possessive || t.behindPreposition(guest) {
		return nil
	}
	with, _ := t.listFrom(k + 1)
	if pair := append([]*actor{t.elements[guest].actor}, with...); several(pair) && leaders(pair) == len(pair) {
		return pair
	}
	return nil
}

// inPersonAt reads "Orban made his case in person at the White House".
func (d *Detector) inPersonAt(t *text, start, k int) []*actor {
	first := t.clauseActor(k)
	if first >= k || first < start || t.behindPreposition(first) || t.elements[first].actor.possessive {
		return nil
	}
	guest := d.leaderAt(t, first)
	for j := first + 1; guest != nil && j < k; j++ {
		if e := &t.elements[j]; e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isWill|isMay|isNot|isReport) {
			return nil
		}
	}
	for j := range t.forward(k, 3) {
		if home := d.homeAt(t, j); guest != nil && d.venue(t, j) && home != "" && home != guest.state {
			if host := t.leaderOf(home); host != nil {
				return []*actor{guest, host}
			}
		}
	}
	return nil
}

// asGuest reports whether element k names a leader as the guest or host of another: "thanked
// his guest".
func (t *text) asGuest(k int) bool {
	a := t.elements[k].actor
	if !slices.Contains([]string{"his", "her", "their"}, strings.ToLower(t.words(a.from, a.from+1))) {
		return false
	}
	switch strings.ToLower(t.words(a.from+1, a.to)) {
	case "guest", "host", "visitor":
		return true
	}
	return false
}

// atMargins reports whether element k is where leaders see each other at the meeting of others:
// "on the sidelines of".
func (t *text) atMargins(k int) bool {
	word := t.lower(k)
	return strings.Contains(word, "sidelines") || strings.Contains(word, "margins") || strings.Contains(word, "fringes")
}

// thereWith reads "At Mar-a-Lago with Netanyahu, president says", where element k is "with".
func (d *Detector) thereWith(t *text, k int) ([]*actor, class) {
	by := k + 3
	if by >= len(t.elements) || t.sentence(by) != t.sentence(k) || t.elements[k+2].mark != ',' {
		return nil, 0
	}
	guest, speaker := d.leaderAt(t, k+1), d.leaderAt(t, by)
	if guest == nil || speaker == nil || guest.state == speaker.state || t.elements[by].actor.possessive {
		return nil, 0
	}
	return []*actor{guest, speaker}, 0
}
