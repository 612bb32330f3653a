package contacts

import (
	"slices"
	"strings"

	"readout"
)

// secondMentions finds who is meant where the text speaks again of somebody whom it
// names elsewhere: "the Brazilian", "the Chinese minister", "his guest".
func (d *Detector) secondMentions(t *text) {
	var out []element // nil as long as nothing has changed
	for k := 0; k < len(t.elements); k++ {
		e := t.elements[k]
		head := t.standsFor(k)
		who, begin := (*actor)(nil), 0
		if head <= 0 {
			who, begin = d.secondMention(t, k)
		}
		if out == nil && (head > 0 || who != nil) {
			out = slices.Clone(t.elements[:k])
		}
		switch {
		case head > 0:
			out = append(out, t.elements[head])
			k = head
		case who != nil:
			for e.from > begin {
				out = out[:len(out)-1]
				e.from = t.elements[len(out)].from
			}
			a := holding(who.people[0], who.state, begin, e.to)
			if len(who.people) > 1 {
				a.people, a.plural = who.people, true
			}
			a.possessive = t.tokens[e.to-1].possessive
			out = append(out, element{from: begin, to: e.to, actor: a, phrase: e.phrase, sentence: e.sentence})
		case out != nil:
			out = append(out, e)
		}
	}
	if out != nil {
		t.elements = out
	}
}

// standsFor returns the element of the leader whom the words from element k on only
// describe, 0 for none: "his host Macron", "a delegation led by Ramaphosa", which is met
// where he is.
func (t *text) standsFor(k int) int {
	a := t.elements[k].actor
	if next := k + 1; a == nil && t.elements[k].is(isOther) && next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.elements[next].actor.leader() {
		return next
	}
	if a == nil || !a.aide || k+3 >= len(t.elements) || t.sentence(k+3) != t.sentence(k) || !t.is(k+2, "by") || !t.is(k+1, "led", "headed", "spearheaded") {
		return 0
	}
	if last := t.elements[k].to; !strings.EqualFold(t.words(last-1, last), "delegation") || !t.elements[k+3].actor.leader() {
		return 0
	}
	return k + 3
}

// secondMention returns the leader whom element k means again, and the token that the
// words for him begin with; nil for none.
func (d *Detector) secondMention(t *text, k int) (who *actor, begin int) {
	e := &t.elements[k]
	switch {
	case e.actor != nil && e.actor.loose && e.actor.plural && t.ofCountries(k) && k > 1 && (t.isCountries(k-1) || t.isCountries(k-2)):
		return d.leadersOfBoth(t, k)
	case e.actor != nil:
		if named := t.secretary(k); named != nil {
			return named, e.from
		}
		if a := e.actor; a.aide && a.state != "" && len(a.people) == 0 && t.isMinister(e) {
			if named := t.leaderOf(a.state); named.leader() && named.people[0].Office != readout.OfficeHead {
				return named, e.from
			}
		}
	case e.is(isOther):
		return d.otherOfTwo(t, k), e.from
	case e.phrase != nil && k > 0 && t.is(k-1, "the") && t.sentence(k-1) == t.sentence(k) && t.standsForOne(k):
		for i := range e.phrase.names {
			if n := &e.phrase.names[i]; n.kind == nameDemonym && t.nameFits(n, e.from, e.to) {
				if named := t.leaderOf(n.state); named.leader() {
					return named, t.elements[k-1].from
				}
			}
		}
	}
	return nil, 0
}

// secretary returns the American secretary of state or of defence named before element k
// where that speaks of "the secretary"; nil otherwise.
func (t *text) secretary(k int) *actor {
	if a := t.elements[k].actor; !a.aide || a.state != "" && a.state != "US" || len(a.people) > 0 {
		return nil
	}
	if word := strings.TrimPrefix(t.lower(k), "the "); word != "secretary" && word != "us secretary" && word != "u.s. secretary" {
		return nil
	}
	for j := k - 1; j >= 0; j-- {
		if a := t.elements[j].actor; a.leader() && a.state == "US" {
			if a.people[0].Office == readout.OfficeHead {
				return nil
			}
			return a
		}
	}
	return nil
}

// leadersOfBoth returns the leaders of the countries that the text has named, and no leader of
// theirs, for "both countries' leaders" at element k, and the token that the words begin with.
func (d *Detector) leadersOfBoth(t *text, k int) (who *actor, begin int) {
	first := k
	for first > 0 && t.sentence(first-1) == t.sentence(k) && first > k-3 && t.elements[first-1].actor == nil && (t.elements[first-1].mark == '"' || t.isCountries(first-1) || t.elements[first-1].is(isThey|isThe)) {
		first--
	}
	found := d.countries(t, first, 2)
	if len(found) != 2 || slices.ContainsFunc(found, func(a *actor) bool { return t.leaderOf(a.state) != nil }) {
		return nil, 0
	}
	both := holding(found[0].people[0], found[0].state, t.elements[first].from, t.elements[k].to)
	both.people = []readout.Participant{found[0].people[0], found[1].people[0]}
	return both, both.from
}

// isMinister reports whether the words end in "minister" and mean one of a state, "the
// Chinese minister", and no minister of the interior.
func (t *text) isMinister(e *element) bool {
	return e.to-e.from <= 3 && t.words(e.to-1, e.to) == "minister" && t.words(e.from, e.from+1) == "the"
}

// standsForOne reports whether a demonym at element k means one person, "the Brazilian
// had called", and neither a people, "the Chinese", nor what follows, "the Russian army".
func (t *text) standsForOne(k int) bool {
	e := &t.elements[k]
	word := t.lower(k)
	for _, ending := range [...]string{"s", "ese", "sh", "ch"} {
		if strings.HasSuffix(word, ending) {
			return false
		}
	}
	if t.tokens[e.to-1].possessive {
		return true
	}
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return true
	}
	next := &t.elements[k+1]
	if next.actor != nil || next.unknown {
		return false
	}
	return next.mark != 0 && next.mark != '-' && next.mark != '"' && next.mark != '/' ||
		next.is(isReport|isAux|isWill|isMay|isNot|isAdverb|isTo|isIn|isAfter|isBefore|isClause|isBy|isWith|isTime) ||
		next.verb != noFrame && next.noun == noFrame && next.forms&(formThird|formPast) != 0
}

// otherOfTwo returns the other one of the only two leaders whom the story names where
// element k means the partner of one: "Xi stood beside his guest". Whose guest it is
// tells the sentence.
func (d *Detector) otherOfTwo(t *text, k int) *actor {
	var two []*actor
	for j := range t.elements {
		a := t.elements[j].actor
		if !a.leader() || slices.ContainsFunc(two, func(b *actor) bool { return a.people[0].Name == b.people[0].Name }) {
			continue
		}
		if two = append(two, a); len(two) > 2 {
			return nil
		}
	}
	if len(two) != 2 || !several(two) {
		return nil
	}
	var own *actor
	for j := range t.backward(k, far) {
		if a := t.elements[j].actor; a.leader() {
			own = a
			break
		}
	}
	if own == nil {
		if own = d.topic(t, k, nil); own == nil {
			return nil
		}
	}
	switch own.state {
	case two[0].state:
		return two[1]
	case two[1].state:
		return two[0]
	}
	return nil
}
