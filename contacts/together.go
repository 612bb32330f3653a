package contacts

import (
	"slices"
	"strings"
)

// Leaders who do something together, or are brought together: "Trump, Zelensky clash",
// "Macron brings Aliyev and Pashinyan to one table".

// together reads "Trump, Zelensky clash" from element i on, before element end.
func (d *Detector) together(t *text, i, end int) ([]*actor, class) {
	for j := i; j < end && !(j == end-1 && t.elements[j].actor == nil && t.elements[j].is(isJoint)); j++ {
		if t.says(&t.elements[j]) || j+1 < end && t.elements[j].actor == nil && t.elements[j].is(isClause) && t.elements[j+1].actor != nil {
			i = j // "White House says Trump, Xi agree"
		}
		if j+3 < end && t.elements[j].actor == nil && t.is(j, "as", "while") && t.elements[j+1].is(isHe) && t.elements[j+2].is(isAnd) && t.elements[j+3].actor != nil {
			i = j + 3 // "as he and Xi toast friendship"
		}
	}
	actors, next := d.theyTogether(t, i, end)
	for i < end && actors == nil && t.elements[i].actor == nil {
		i++
	}
	if actors == nil {
		if i >= end || t.behindPreposition(i) {
			return nil, 0
		}
		actors, next = t.listFrom(i)
	}
	if i > 1 && t.sentence(i-2) == t.sentence(i) && t.elements[i-1].is(isAnd) && t.elements[i-2].actor == nil && t.elements[i-2].is(isHe) && !t.isObject(&t.elements[i-2]) {
		if he := d.topic(t, i-2, actors); he.leader() {
			actors = append([]*actor{he}, actors...) // "He and Putin agreed"
		}
	}
	if !several(actors) || slices.ContainsFunc(actors, func(a *actor) bool { return !a.leader() && !a.leaders() || a.possessive }) || next > end {
		return nil, 0
	}
	if next < end && t.elements[next].is(isAnd) {
		return nil, 0 // "Modi, Xi and the election"
	}
	var cues class
	for j := next; j < end; j++ {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.actor == nil && e.is(isClause|isReport) && !e.is(isJoint) {
			return nil, 0
		}
		if e.actor == nil && j < next+2 {
			cues |= t.weighs(e) & (isTo | isWill | isMay | isNot)
			if t.is(j, "will hold") {
				cues |= isWill
			}
		}
	}
	if cues&isTo != 0 && next < end && !t.elements[next].is(isTo) {
		cues &^= isTo // "agree to"
	}
	return actors, cues
}

// theyTogether reads "The two leaders agreed" from element i on, before element end, and
// returns whom it means and the element behind.
func (d *Detector) theyTogether(t *text, i, end int) ([]*actor, int) {
	at := t.theyBegin(i, end)
	if at < 0 {
		return nil, 0
	}
	for j := at + 1; j < end; j++ {
		if first := t.elements[j].from; slices.Contains([]string{"rival", "respective", "each", "separate"}, t.words(first, first+1)) {
			return nil, 0 // "the two presidents hold rival rallies"
		}
	}
	found := d.severalAt(t, at, nil, nil, nil)
	if len(found) < 2 || leaders(found) != len(found) {
		return nil, 0
	}
	return found, at + 1
}

// theyBegin returns the element of several leaders whom a clause from element i on begins
// with, "the two presidents"; -1 for none. Sides and countries are no people.
func (t *text) theyBegin(i, end int) int {
	for ; i < end && t.elements[i].actor == nil; i++ {
		e := &t.elements[i]
		if !e.is(isThey) {
			if e.verb != noFrame || e.is(isClause|isReport|isAux) {
				return -1
			}
			continue
		}
		words := t.lower(i)
		if next := i + 1; next < end && t.is(i, "the two", "the pair", "the duo", "the three") && t.elements[next].actor == nil && (t.elements[next].verb != noFrame || t.elements[next].is(isPlain|isAux|isLight|isReport)) {
			return i
		}
		for _, who := range [...]string{"leaders", "presidents", "ministers", " men", " women", "premiers", "politicians"} {
			if strings.Contains(words, who) {
				return i
			}
		}
		return -1
	}
	return -1
}

// actTogether reports whether two leaders at the beginning of a clause do something at
// element k, a place of neither: "Lavrov, Kuleba spar in Antalya".
func (t *text) actTogether(k int) bool {
	i := k - 1
	for ; i >= 0 && t.sentence(i) == t.sentence(k) && t.elements[i].actor == nil; i-- {
		if e := &t.elements[i]; e.mark != 0 && e.mark != '"' || e.is(isReport|isWill|isMay|isNot|isClause) {
			return false
		}
	}
	if i < 0 || t.sentence(i) != t.sentence(k) || i == k-1 || t.elements[i].actor.possessive {
		return false
	}
	actors, first := t.listBack(i)
	if len(actors) < 2 || leaders(actors) != len(actors) || first > 0 && !t.begins(first) && !t.elements[first-1].is(isClause) {
		return false
	}
	verb := &t.elements[i+1]
	return verb.mark == 0 && !verb.is(isAux|isIn|isAbout|isTo) && !t.fromAfar(i+1, k)
}

// fromAfar reports whether leaders do what needs no meeting, by the words from one element
// to another: "trade barbs", "exchange accusations".
func (t *text) fromAfar(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if t.is(j, "barbs", "insults", "accusations", "blame", "threats", "taunts") && t.is(j-1, "trade", "traded", "exchange", "exchanged", "swap", "swapped", "hurl") {
			return true
		}
	}
	return t.is(from, "trade barbs", "traded barbs")
}

// broughtTogether reads "Macron brings Trump and Zelensky together", "got Aliyev and
// Pashinyan round a table", and "brought together Trump and Zelensky", whom the host joins.
func (d *Detector) broughtTogether(t *text, k int) ([]*actor, class) {
	var guests []*actor
	verb := k - 1
	if verb < 1 || t.sentence(verb) != t.sentence(k) {
		return nil, 0
	}
	if t.elements[verb].actor != nil {
		guests, verb = t.listBack(verb)
		verb--
	} else if k+1 < len(t.elements) && t.elements[k+1].actor != nil && t.sentence(k+1) == t.sentence(k) {
		guests, _ = t.listFrom(k + 1)
	}
	if len(guests) == 0 || verb < 1 || !t.is(verb, "bring", "brings", "brought", "bringing", "get", "gets", "got", "seat", "seats", "seated", "put", "puts", "draw", "draws", "drew", "sat", "sits", "gathers", "gathered") {
		return nil, 0
	}
	host := d.resolve(t, t.subject(verb, true), verb, nil, guests...)
	if (host.kind == subjectStranger || host.kind == subjectNone || host.kind == subjectAfter) && leaders(guests) > 1 && several(guests) {
		return guests, host.cues // "the conference brought together Modi and Macron"
	}
	if len(host.actors) != 1 || !host.actors[0].leader() || host.kind == subjectStranger || !slices.ContainsFunc(guests, func(a *actor) bool { return a.leader() || a.led || a.leaders() }) {
		return nil, 0
	}
	return append(host.actors, guests...), host.cues
}

// movedTogether reads "Kim, Putin ride in limousine together". What leaders only stand for
// together is no contact: "Macron and Merz work together".
func (d *Detector) movedTogether(t *text, start, k int) ([]*actor, class) {
	for j := k - 1; j > start && j >= k-6; j-- {
		if t.elements[j].actor == nil && t.is(j, "ride", "rode", "walk", "walked", "travel", "travelled", "traveled", "drive", "drove", "fly", "flew", "arrive", "arrived", "enter", "entered", "eat", "ate", "watch", "watched", "appear", "appeared", "sit", "sat", "pose", "posed", "laugh", "laughed", "dine", "dined", "leave", "left", "stroll", "strolled", "visit", "visited", "tour", "toured", "attend", "attended", "pray", "prayed", "dance", "danced", "sing", "sang", "cycle", "cycled") {
			return d.together(t, start, k)
		}
	}
	return nil, 0
}
