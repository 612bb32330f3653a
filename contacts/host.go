package contacts

// hosts takes a state that receives another's leader for its own leader: "Saudi Arabia
// hosts Assad".
func (d *Detector) hosts(t *text, hosts, guests []*actor) []*actor {
	if len(hosts) != 1 || !hosts[0].weak || len(guests) == 0 || !guests[0].leader() || guests[0].possessive {
		return hosts
	}
	if named := t.leaderOf(hosts[0].state); named != nil {
		return []*actor{named}
	}
	if leader := d.executive(t, hosts[0].state, hosts[0].from, hosts[0].to); leader != nil {
		return []*actor{leader}
	}
	return hosts
}

// hostAt returns the leader whose seat somebody is received at: "will be hosted at
// the White House".
func (d *Detector) hostAt(t *text, k int) side {
	for j := range t.forward(k, 7) {
		e := &t.elements[j]
		if j > k+3 && (e.mark != 0 || e.verb != noFrame || e.actor != nil && !e.actor.weak) {
			break // "was greeted with full military honours in Beijing"
		}
		state := ""
		if e.actor != nil && e.actor.weak && e.actor.town {
			state = e.actor.state
		} else if e.actor == nil && e.is(isVenue) {
			state = d.seatOf(t, e)
		}
		if holder := d.seatHolder(t, e); holder != nil {
			return side{actors: []*actor{holder}, kind: subjectBeside, first: j}
		}
		if leader := d.executive(t, state, e.from, e.to); leader != nil {
			return side{actors: []*actor{leader}, kind: subjectBeside, first: j}
		}
	}
	where := k - 1
	for where > 1 && t.sentence(where-1) == t.sentence(k) && !t.is(where, "where") && k-where < 5 {
		where--
	}
	if where < 2 || !t.is(where, "where") {
		return side{}
	}
	for j := range t.backward(where, 5) { // "was in Berlin on Wednesday, where he was greeted"
		if place := t.elements[j].actor; place != nil && place.weak && place.town && !place.possessive {
			if leader := d.executive(t, place.state, t.elements[j].from, t.elements[j].to); leader != nil {
				return side{actors: []*actor{leader}, kind: subjectBeside, first: j}
			}
		}
	}
	return side{}
}

// talksIn returns the colleague of somebody who holds talks in another capital: "Xi
// holds talks in Moscow"; nil for other nouns and places.
func (d *Detector) talksIn(t *text, k int, s side) *actor {
	if t.elements[k].noun != frameTalks || s.kind != subjectBeside && s.kind != subjectFar || len(s.actors) != 1 || !s.actors[0].leader() {
		return nil
	}
	if at := t.cameTo(k); at >= 0 {
		return d.colleagueIn(t, s.actors[0], t.elements[at].actor)
	}
	if s.kind != subjectBeside || !t.near(k, isLight, 3) {
		return nil
	}
	if k+2 >= len(t.elements) || t.sentence(k+2) != t.sentence(k) || !t.within(k+1) {
		return nil
	}
	if k+3 < len(t.elements) && t.sentence(k+3) == t.sentence(k) && t.elements[k+3].mark == 0 && t.elements[k+3].classes == 0 {
		return nil // "in Paris bistro row"
	}
	return d.colleagueIn(t, s.actors[0], t.elements[k+2].actor)
}

// colleagueIn returns the colleague of a guest where he is, nil where that is no foreign capital.
func (d *Detector) colleagueIn(t *text, guest, place *actor) *actor {
	if place == nil || !place.weak || !place.town || place.possessive || place.state == guest.state || d.organisation(place.state) {
		return nil
	}
	class := guest.people[0].Office
	if named := t.leaderOf(place.state); named != nil && named.people[0].Office == class {
		return named
	}
	p, ok := d.holder(place.state, "", class, t.story.Published)
	if !ok {
		return nil
	}
	return holding(p, place.state, place.from, place.to)
}

// cameTo returns the element of the capital that somebody is in for the talks at element k,
// which are said to be with nobody: "in Moscow for two days of talks"; -1 for none.
func (t *text) cameTo(k int) int {
	if !t.ends(k) && (t.elements[k+1].actor != nil || t.elements[k+1].is(isWith|isBetween)) {
		return -1
	}
	for j := range t.backward(k, 5) {
		if t.elements[j].actor != nil || t.elements[j].mark != 0 || t.elements[j].verb != noFrame {
			return -1
		}
		if t.is(j, "for") && j > 1 && t.elements[j-1].actor != nil && t.is(j-2, "in") {
			return j - 1
		}
	}
	return -1
}

// cameToSeat returns whose seat a leader has come to for the talks at element k, which name
// nobody: "Scholz is at the White House for talks on Ukraine"; nil for other places.
func (d *Detector) cameToSeat(t *text, k int, s side) *actor {
	if len(s.actors) != 1 || !s.actors[0].leader() {
		return nil
	}
	j := k - 1
	for j > 0 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].mark == 0 && !t.is(j, "for") && k-j < 4 {
		j--
	}
	if j < 1 || !t.is(j, "for") || t.sentence(j-1) != t.sentence(k) {
		return nil
	}
	j--
	for j > 0 && t.elements[j].is(isTime|isIn) && !t.elements[j].is(isVenue) && t.sentence(j-1) == t.sentence(k) {
		j--
	}
	e := &t.elements[j]
	if host := d.seatHolder(t, e); host != nil && host.state != s.actors[0].state {
		return host
	}
	if e.actor != nil || !e.is(isVenue) {
		return nil
	}
	if state := d.seatOf(t, e); state != s.actors[0].state {
		return d.executive(t, state, e.from, e.to)
	}
	return nil
}

// guest reports whether a headline leaves out that somebody was received: "Merz
// received in the Kremlin".
func (t *text) guest(k int) bool {
	e := &t.elements[k]
	if e.verb != frameHost || e.forms&formPast == 0 || t.playsHost(k) || k == 0 || k+1 >= len(t.elements) || t.sentence(k-1) != t.sentence(k+1) {
		return false
	}
	next := &t.elements[k+1]
	return t.elements[k-1].actor != nil && next.actor == nil && next.is(isIn|isVenue) && t.behindPlace(k+1) < 0
}

// homeAt returns the state of the town or seat at element k: "in Ankara", "at Chequers".
func (d *Detector) homeAt(t *text, k int) string {
	if home := t.stateAt(k); home != "" {
		return home
	}
	return d.seatOf(t, &t.elements[k])
}

// seatHolder returns who holds the office whose seat element e names: the king for
// "Buckingham Palace"; nil for other places.
func (d *Detector) seatHolder(t *text, e *element) *actor {
	if e.actor == nil || e.phrase == nil {
		return nil
	}
	for _, n := range e.phrase.names {
		if n.kind != nameSeat {
			continue
		}
		if term, ok := d.roster.Holder(n.state, n.office, t.story.Published); ok && term.Office.Principal() {
			return holding(participant(term), n.state, e.from, e.to)
		}
	}
	return nil
}

// behindPlace returns the leader behind the place that element k begins, whom somebody
// receives there: "received at Baabda Palace Egyptian Foreign Minister Abdelatty"; -1 for
// none.
func (t *text) behindPlace(k int) int {
	if k >= len(t.elements) || t.elements[k].actor != nil || !t.elements[k].is(isIn|isVenue) || t.elements[k].is(isClause) {
		return -1
	}
	for j := range t.forward(k, 4) {
		e := &t.elements[j]
		if e.actor.leader() && !e.actor.possessive {
			if j == k+1 && !t.elements[k].is(isVenue) {
				return -1
			}
			return j
		}
		if e.mark != 0 || e.actor == nil && !e.unknown && !e.is(isThe|isAdverb|isTime) && !t.place(j) && e.phrase == nil {
			return -1
		}
		if e.is(isBy|isWith|isTo|isOf|isReport|isAux|isAfter|isBefore|isClause) && e.actor == nil {
			return -1
		}
	}
	return -1
}

// seatOf returns the state whose seat or place a phrase ends in: "at the White House".
func (d *Detector) seatOf(t *text, e *element) string {
	for i := e.from + 1; i < e.to; i++ {
		p, end := d.trie.longest(t.tokens, i, t.fits)
		if p == nil || end != e.to {
			continue
		}
		for _, n := range p.names {
			if n.kind == nameSeat || n.kind == namePlace {
				return n.state
			}
		}
	}
	return ""
}
