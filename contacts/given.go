package contacts

// given finds the two where one gives a contact to the other, "Pope Leo grants Sharaa
// an audience", "Sharaa was granted an audience by Pope Leo", or answers what came
// from the other: "Xi replies to Trump's letter". It returns what the verb says of the
// status.
func (d *Detector) given(t *text, k int, owner side, possessive bool, earlier []finding) (pair []*actor, cues class) {
	verb, other := -1, side{}
	switch t.elements[k].noun {
	case frameVisit, frameLetter, framePhone, frameVideo, frameMeet, frameSummit, frameTalks, frameHost:
	default:
		return nil, 0
	}
	if thanked := d.thankedFor(t, k, earlier); thanked != nil {
		return thanked, 0
	}
	switch {
	case possessive && len(owner.actors) == 1 && owner.actors[0].leader() && t.elements[k].noun != frameMeet:
		if verb = t.behindAdverbs(owner.first - 1); verb >= 0 && !t.answers(verb, k) {
			return nil, 0
		}
		other = owner
	case !possessive && t.elements[k].noun == frameHost && len(owner.actors) == 1 && owner.actors[0].leader():
		if verb = owner.first - 1; verb < 0 || t.elements[verb].actor != nil || !t.elements[verb].is(isGranted) {
			return nil, 0
		}
		other = owner // "gives Trump lavish welcome"
	case owner.kind == subjectNone:
		at := t.behindModifiers(k)
		if at < 0 {
			return nil, 0
		}
		if t.elements[at].actor == nil { // "was granted an audience by"
			if verb, other = at, t.partner(k+1, false, isBy); !t.elements[verb].is(isGranted) {
				return nil, 0
			}
			break
		}
		actors, first := t.listBack(at)
		verb, other = first-1, side{actors: actors, first: first, kind: subjectBeside}
		if verb < 0 || t.elements[at].actor.possessive || t.elements[verb].actor != nil || !t.elements[verb].is(isGranted|isLight) || t.elements[verb].is(isAux) {
			return nil, 0
		}
	}
	if verb < 0 || t.sentence(verb) != t.sentence(k) {
		return nil, 0
	}
	other = d.resolve(t, other, k, earlier)
	from := d.resolve(t, t.subject(verb, true), verb, earlier, other.actors...)
	if from.kind == subjectStranger || len(from.actors) == 0 || !from.actors[0].leader() || leaders(other.actors) == 0 {
		return nil, 0
	}
	pair = append(append(pair, from.actors...), other.actors...)
	if !several(pair) {
		return nil, 0
	}
	return pair, from.cues&^(isAux|isLight) | t.elements[verb].classes&(isMay|isNot)
}

// behindAdverbs returns the element before i, or i itself, that is no adverb; -1 where
// the text begins.
func (t *text) behindAdverbs(i int) int {
	for i >= 0 && t.elements[i].actor == nil && t.elements[i].is(isAdverb) {
		i--
	}
	return i
}

// behindModifiers returns the actor or verb in front of the article and what describes
// the noun at element k, -1 for none.
func (t *text) behindModifiers(k int) int {
	article := false
	for i, n := k-1, 0; i >= 0 && n < 4; i, n = i-1, n+1 {
		e := &t.elements[i]
		if e.actor != nil || e.is(isGranted) {
			if article || e.actor == nil || t.is(k, "tour") {
				return i
			}
			return -1
		}
		if e.mark != 0 || e.verb != noFrame || e.classes&^(isThe|isAdverb|isAdjective|isPerson) != 0 {
			return -1
		}
		article = article || e.is(isThe)
	}
	return -1
}

// answers reports whether the verb at element i tells what somebody does with a letter
// or call that he gets, of which element k tells.
func (t *text) answers(i, k int) bool {
	if t.elements[k].noun == frameLetter {
		return t.elements[i].actor == nil && t.elements[i].is(isAnswer)
	}
	return t.is(i, "appreciates", "appreciated", "welcomes", "welcomed", "acknowledges", "acknowledged", "takes", "took", "taking", "answers", "answered", "returns", "returned", "gets", "got", "receives", "received", "declines", "declined", "ignores", "ignored", "refuses", "refused", "rejects", "rejected")
}

// thankedFor returns who thanks whom for the contact at element k: "thanks Trump for a
// call".
func (d *Detector) thankedFor(t *text, k int, earlier []finding) []*actor {
	for j := k - 1; j > 1 && j >= k-4 && t.sentence(j-2) == t.sentence(k); j-- {
		if t.elements[j].actor != nil || t.elements[j].mark != 0 {
			return nil
		}
		if !t.is(j, "for") {
			continue
		}
		whom := d.leaderAt(t, j-1)
		if whom == nil || whom.possessive || !t.is(j-2, "thank", "thanks", "thanked", "thanking") {
			return nil
		}
		from := d.resolve(t, t.subject(j-2, true), j-2, earlier, whom)
		if pair := append(from.actors, whom); from.kind != subjectStranger && leaders(pair) > 1 {
			return pair
		}
		return nil
	}
	return nil
}
