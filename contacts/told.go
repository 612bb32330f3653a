package contacts

import (
	"slices"
	"strings"

	"readout"
)

// What one leader told another, not in public, is a contact too: "Biden told Netanyahu
// overnight that", "In the letter, Trump told Herzog".

// messages adds what one leader is reported to have told another, not in public:
// "Biden told Netanyahu overnight that", "Netanyahu was told by Biden", "after telling
// Netanyahu".
func (d *Detector) messages(t *text, found []finding) []finding {
	for k := 1; k+1 < len(t.elements); k++ {
		e := &t.elements[k]
		if e.actor != nil || e.mark != 0 || t.sentence(k-1) != t.sentence(k) || t.sentence(k+1) != t.sentence(k) {
			continue
		}
		ahead := t.toTell(k)
		if !ahead && !t.tells(k) {
			continue
		}
		pair, cues := d.tellerAndTold(t, k, found)
		if pair == nil || cues&(isMay|isNot) != 0 || !ahead && cues&isWill != 0 || t.inPublic(k) || toldAlready(found, pair) {
			continue
		}
		f := finding{frame: frameSpeak, at: k, dated: -1, strength: 0.5, actors: pair}
		if pair[1].group != "" {
			f.frame = frameMeet // nobody tells many without seeing them
		}
		f.set(readout.Held, "told as said to somebody")
		if ahead {
			f.set(readout.Planned, "announced")
		}
		d.date(t, k, &f)
		found = append(found, f)
	}
	return found
}

// tells reports whether the word at element k has somebody told something, not in public.
func (t *text) tells(k int) bool {
	if !t.elements[k].is(isTold) && t.presentedTo(k) < 0 && !t.tellsThat(k) && !t.tellsIn(k) && !t.personally(k) && !t.saidToAsk(k) {
		return false
	}
	before := &t.elements[k-1]
	return !strings.HasSuffix(t.lower(k), "ing") || before.actor == nil && before.is(isAfter|isBefore|isPast) // but "in a post telling Putin"
}

// tellerAndTold returns who tells something by the word at element k and behind him whom, nil
// where they are not known, and what the words between say of it.
func (d *Detector) tellerAndTold(t *text, k int, found []finding) ([]*actor, class) {
	at := k + 1
	if to := t.presentedTo(k); to > 0 {
		at = to
	}
	if t.elements[at].is(isBy) && t.elements[at].actor == nil && at+1 < len(t.elements) && t.passive(k) {
		at++
	}
	to := d.toldTo(t, at, found)
	pronoun := t.is(at, "him", "her")
	if len(to) == 0 && !pronoun {
		return nil, 0
	}
	from := d.resolve(t, t.subject(k, !strings.HasSuffix(t.lower(k), "ing")), k, found, to...)
	if len(from.actors) != 1 || !from.actors[0].leader() || from.kind == subjectStranger {
		return nil, 0
	}
	if pronoun { // "Carney says Modi told him"
		him := d.topic(t, at, from.actors)
		if !him.leader() {
			return nil, 0
		}
		to = []*actor{him}
	}
	pair := append([]*actor{from.actors[0]}, to...)
	if !several(pair) {
		return nil, 0
	}
	return pair, from.cues
}

// toldAlready reports whether one of the findings is the contact of those of whom one told the
// other something.
func toldAlready(found []finding, pair []*actor) bool {
	return slices.ContainsFunc(found, func(f finding) bool {
		aides := slices.ContainsFunc(f.actors, func(a *actor) bool { return a.aide })
		return !aides && tellsOf(f.actors, pair) && !otherPeople(f.actors, pair) && (f.status == readout.Held || len(f.actors) == len(pair) && f.frame != frameInvite)
	})
}

// otherPeople reports whether actors are other leaders of the states of a pair: the presidents,
// and what one of their ministers told the other.
func otherPeople(actors, pair []*actor) bool {
	return slices.ContainsFunc(pair, func(a *actor) bool {
		same := func(b *actor) bool { return b.leader() && b.people[0].Name == a.people[0].Name }
		colleague := func(b *actor) bool { return b.leader() && b.state == a.state }
		return a.leader() && slices.ContainsFunc(actors, colleague) && !slices.ContainsFunc(actors, same)
	})
}

// toTell reports whether the leaders of a group are to be told something: "Biden to tell APEC
// leaders that the US is committed".
func (t *text) toTell(k int) bool {
	if k+2 >= len(t.elements) || !t.is(k, "tell") || t.elements[k+1].actor == nil || t.elements[k+1].actor.group == "" || t.elements[k-1].actor != nil {
		return false
	}
	return t.is(k-1, "to", "will", "expected to", "set to", "due to") && t.sentence(k+2) == t.sentence(k) && !t.is(k+2, "to")
}

// presentedTo returns the element of the one to whom the verb at element k brings something to
// be looked at, "presents 'victory plan' to Biden", "pitched his idea to Trump", -1 where it
// brings something else: "presents a challenge to Macron". Gifts are for givenTo.
func (t *text) presentedTo(k int) int {
	pitched := t.is(k, "pitches", "pitched")
	if !pitched && !t.is(k, "presents", "presented", "hands", "handed", "shows", "showed", "submits", "submitted", "unveils", "unveiled", "delivers", "delivered") {
		return -1
	}
	thing := pitched
	for j := range t.forward(k, 7) {
		e := &t.elements[j]
		if e.actor != nil {
			return -1
		}
		thing = thing || t.is(j, "plan to", "plans to")
		if thing && t.endsWithTo(j) && !t.ends(j) && t.elements[j+1].actor.leader() {
			return j + 1
		}
		thing = pitched || thing && e.mark == '"' || t.is(j, "plan", "plans", "proposal", "proposals", "idea", "ideas", "map", "maps", "list", "roadmap", "blueprint", "evidence", "dossier", "document", "documents", "offer")
	}
	return -1
}

// toldTo returns whom something is told at element k: "told Macron", "told both leaders".
func (d *Detector) toldTo(t *text, k int, found []finding) []*actor {
	if t.severalMeant(k) {
		all := d.severalAt(t, k, nil, found, nil)
		if len(all) < 2 || leaders(all) != len(all) {
			return nil
		}
		return all
	}
	a := t.elements[k].actor
	if a != nil && a.led && !a.aide && !a.possessive && !publicly(a.group) {
		return []*actor{a} // "tells African leaders he respects their plan"
	}
	to := d.leaderAt(t, k)
	if to == nil || a.possessive {
		return nil
	}
	if all, _ := t.listFrom(k); len(all) > 1 && leaders(all) == len(all) && !all[len(all)-1].possessive {
		return all // "tells Macron and Scholz"
	}
	return []*actor{to}
}

// publicly reports whether what a group is told is mostly said in public: nobody meets with
// all of them.
func publicly(group string) bool {
	switch group {
	case "Western leaders", "European leaders", "world leaders", "":
		return true
	}
	return false
}

// tellsThat reports whether a headline says what somebody was told, and not what to do,
// which is told in public too: "Modi tells Putin now is not the time".
func (t *text) tellsThat(k int) bool {
	if !t.is(k, "tells") || t.elements[k+1].actor == nil {
		return false
	}
	_, i := t.listFrom(k + 1)
	if i >= len(t.elements) || t.sentence(i) != t.sentence(k) {
		return false
	}
	e := &t.elements[i]
	public := slices.ContainsFunc(t.elements, func(e element) bool { return e.actor == nil && e.is(isPublic) })
	return !public && (e.actor != nil || e.mark == 0 && !e.is(isTo|isWith|isIn|isAbout|isAfter|isBefore|isAnd|isOf) || t.is(i, "of"))
}

// seatAt reports whether element k is a place where leaders receive each other.
func (t *text) seatAt(k int) bool {
	e := &t.elements[k]
	if e.actor == nil {
		return e.is(isVenue)
	}
	return e.actor.weak && !e.actor.possessive && !t.onlyState(e)
}

// tellsIn reports whether the one who is told something at element k is told it at a
// place: "tells Putin in Beijing".
func (t *text) tellsIn(k int) bool {
	at := k + 3
	if !t.is(k, "tells", "tell") || t.elements[k+1].actor == nil {
		return false
	}
	if end := t.sentenceEnd(k) - 1; end > k+2 && t.seatAt(end) && (t.elements[end-1].mark == '"' || t.within(end-1) && t.elements[end-2].mark == '"') {
		return true // "tells Martin 'I have a crisis too' in Oval Office"
	}
	if at >= len(t.elements) || t.sentence(at) != t.sentence(k) || !t.is(k+2, "in", "at") {
		return false
	}
	a := t.elements[at].actor
	return a != nil && a.weak && a.town && !a.possessive || t.place(at)
}

// personally reports whether what the verb at element k tells was said to somebody's face:
// "thanked Trump in person".
func (t *text) personally(k int) bool {
	if !t.elements[k].is(isReport) || t.says(&t.elements[k]) {
		return false
	}
	return t.followedBy(k+1, 3, "in person", "face to face", "to his face", "to her face")
}

// saidToAsk reports whether the verb at element k is what somebody is reported to have asked
// of another in private: "Bennett said to ask Putin".
func (t *text) saidToAsk(k int) bool {
	return t.saidTo(k) && t.is(k, "ask", "urge", "warn", "press", "tell", "inform", "promise", "assure", "beg", "implore", "threaten", "push", "offer", "pressure")
}

// inPublic reports whether the sentence of element k says that words were public.
func (t *text) inPublic(k int) bool {
	for j := range t.elements {
		if t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(isPublic) {
			return true
		}
	}
	return false
}

// told reads who told whom in the sentence of a letter or call: "In the letter, Trump
// told Herzog", "in a letter, he had accused his counterpart".
func (d *Detector) told(t *text, k int, earlier []finding) ([]*actor, bool) {
	for j := 1; j+1 < len(t.elements); j++ {
		if t.sentence(j) != t.sentence(k) || t.sentence(j-1) != t.sentence(j) || t.sentence(j+1) != t.sentence(j) || !t.is(j, addressed...) {
			continue
		}
		to := t.elements[j+1].actor
		if to == nil || !to.counterpart && (!to.principal() || to.weak) || to.possessive {
			continue
		}
		from := d.resolve(t, t.subject(j, true), j, earlier, to)
		if len(from.actors) != 1 || from.kind == subjectStranger || !from.actors[0].principal() || from.actors[0].weak || from.actors[0].state == to.state && to.state != "" {
			continue
		}
		if others := d.resolve(t, t.sideFrom(j+1, 0), j, earlier, from.actors...); len(others.actors) > 0 {
			return append(from.actors, others.actors...), true
		}
	}
	return nil, false
}

// addressed are verbs of what a letter or call says to whom it goes to.
var addressed = []string{"told", "tells", "asked", "asks", "urged", "urges", "thanked", "thanks", "warned", "warns", "invited", "invites", "accused", "accuses", "assured", "assures", "reminded", "reminds", "informed", "informs", "implored", "implores", "pressed", "presses", "begged", "begs"}
