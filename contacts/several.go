package contacts

import (
	"slices"
	"strings"
)

// Several people at once whom the text names elsewhere: "they", "the four leaders",
// "both countries' foreign ministers".

// severalAt returns who is meant by the plural at element k, which the title of an
// office may go with: the nearest of the last list of leaders who did something and
// the last contact, else the first two leaders of different states, else the leaders
// of the countries that are named. Those of the other side are not meant.
func (d *Detector) severalAt(t *text, k int, title *actor, earlier []finding, others []*actor) []*actor {
	n := t.countAt(k)
	if all := t.all(k, n); all != nil {
		return all
	}
	found, at := t.listed(k, n)
	if last, told := t.lastTold(n, earlier); last != nil && (found == nil || told > at) {
		found = last
	}
	if found == nil && title != nil && t.ofCountries(k) {
		found = d.countries(t, k, n)
	}
	if found == nil {
		found = t.firstTwo(k)
	}
	if len(others) > 0 {
		found = eachOf(found) // "the leaders of Russia, Azerbaijan and Armenia", besides Putin
	}
	found = slices.DeleteFunc(slices.Clone(found), func(a *actor) bool {
		return slices.ContainsFunc(others, func(o *actor) bool { return o.state == a.state && a.state != "" })
	})
	if title == nil || title.class == "" || !t.definite(title) && !t.ofCountries(k) {
		return found
	}
	for i, a := range found {
		if a.class == title.class || !a.leader() {
			continue
		}
		if p, ok := d.holder(a.state, title.title, title.class, t.story.Published); ok && p.Office == title.class {
			found[i] = holding(p, a.state, a.from, a.to) // "the foreign ministers" of two presidents
		}
	}
	return found
}

// eachOf makes an actor of each of the leaders whom one title names together.
func eachOf(actors []*actor) []*actor {
	var out []*actor
	for _, a := range actors {
		if !a.leaders() {
			out = append(out, a)
			continue
		}
		for _, p := range a.people {
			out = append(out, holding(p, p.State, a.from, a.to))
		}
	}
	return out
}

// countAt returns how many are meant by the words at element k, 0 where they do not say.
func (t *text) countAt(k int) int {
	from, to := max(0, t.elements[k].from-3), t.elements[k].to
	if t.ofCountries(k) && t.is(k+1, "of", "from") {
		to = t.elements[k+2].to // "leaders of the three countries"
	}
	for word := range strings.FieldsSeq(strings.ToLower(t.words(t.sentenceStart(from, t.elements[k].from), to))) {
		switch word {
		case "two", "both", "pair", "duo":
			return 2
		}
		if n := number(word); n > 0 {
			return n
		}
	}
	return 0
}

// sentenceStart returns the first token from one on that is in the sentence of another.
func (t *text) sentenceStart(from, of int) int {
	for t.tokens[from].sentence != t.tokens[of].sentence {
		from++
	}
	return from
}

// sidesOf counts the states and groups of actors.
func sidesOf(actors []*actor) int {
	var sides []string
	for _, a := range actors {
		if side := a.group + a.state; !slices.Contains(sides, side) {
			sides = append(sides, side)
		}
		for _, p := range a.people {
			if !slices.Contains(sides, p.State) {
				sides = append(sides, p.State)
			}
		}
	}
	return len(sides)
}

// listed returns the list of n leaders, or of any number, that the sentence of element
// k or the nearest one before it begins with, and where it stands.
func (t *text) listed(k, n int) ([]*actor, int) {
	for begin := t.clause(k); ; {
		i := begin
		for i < k && t.sentence(i) == t.sentence(begin) && t.elements[i].actor == nil {
			i++
		}
		if i < k && t.sentence(i) == t.sentence(begin) && !t.behindPreposition(i) {
			actors, next := t.listFrom(i)
			fit := !slices.ContainsFunc(actors, func(a *actor) bool { return !a.leader() && !a.leaders() || a.possessive })
			if fit && next <= k && several(actors) && (n == 0 || sidesOf(actors) == n) {
				return actors, i
			}
		}
		if begin == 0 {
			return nil, -1
		}
		begin = t.clause(begin - 1)
	}
}

// lastTold returns the people of the contact told last, and where.
func (t *text) lastTold(n int, earlier []finding) ([]*actor, int) {
	var loose []*actor
	at := -1
	for i := len(earlier) - 1; i >= 0; i-- {
		f := &earlier[i]
		if f.implied || !several(f.actors) || slices.ContainsFunc(f.actors, func(a *actor) bool { return a.weak }) {
			continue
		}
		switch sides := sidesOf(f.actors); {
		case n == 0 || sides == n:
			return f.actors, f.at
		case n == 2 && f.partners == 2:
			return f.actors[len(f.actors)-2:], f.at
		case loose == nil:
			loose, at = f.actors, f.at
		}
	}
	return loose, at
}

// firstTwo returns the first two leaders of different states before element k.
func (t *text) firstTwo(k int) []*actor {
	var out []*actor
	for j := range k {
		a := t.elements[j].actor
		if !a.leader() || slices.ContainsFunc(out, func(b *actor) bool { return b.people[0].State == a.people[0].State }) {
			continue
		}
		if out = append(out, a); len(out) == 2 {
			return out
		}
	}
	return nil
}

// ofCountries reports whether a title at element k is that of countries named before:
// "the three countries' leaders", "the foreign ministers of both countries".
func (t *text) ofCountries(k int) bool {
	owner := k - 1
	if owner > 0 && t.elements[owner].mark == '"' {
		owner-- // the apostrophe
	}
	if owner >= 0 && t.sentence(owner) == t.sentence(k) && t.isCountries(owner) && t.tokens[t.elements[owner].to-1].possessive {
		return true
	}
	return k+2 < len(t.elements) && t.sentence(k+2) == t.sentence(k) && t.is(k+1, "of", "from") && (t.isCountries(k+2) || k+3 < len(t.elements) && t.isCountries(k+3))
}

func (t *text) isCountries(i int) bool {
	e := &t.elements[i]
	if e.actor != nil {
		return false
	}
	switch strings.ToLower(t.words(e.to-1, e.to)) {
	case "countries", "nations", "neighbours", "neighbors", "sides", "states":
		return true
	}
	return false
}

// countries returns the leaders of the states that the story names before element k,
// where they are n, or two for any number.
func (d *Detector) countries(t *text, k, n int) []*actor {
	var out []*actor
	for j := range k {
		a := t.elements[j].actor
		if listed := d.countriesListed(t, j, max(n, 2)); listed != nil {
			return listed
		}
		if a == nil || !a.weak || a.town || d.organisation(a.state) || slices.ContainsFunc(out, func(b *actor) bool { return b.state == a.state }) {
			continue
		}
		if leader := d.executive(t, a.state, a.from, a.to); leader != nil {
			out = append(out, leader)
		}
	}
	if len(out) != max(n, 2) {
		return nil
	}
	return out
}

// countriesListed returns the leaders of the n states of the list that begins at element j,
// "DR Congo and Rwanda"; nil where there is no such list.
func (d *Detector) countriesListed(t *text, j, n int) []*actor {
	if t.elements[j].actor == nil || !t.elements[j].actor.weak {
		return nil
	}
	states, _ := t.listFrom(j)
	if len(states) != n {
		return nil
	}
	var out []*actor
	for _, a := range states {
		leader := d.executive(t, a.state, a.from, a.to)
		if !a.weak || a.town || a.possessive || d.organisation(a.state) || leader == nil {
			return nil
		}
		out = append(out, leader)
	}
	return out
}

// definite reports whether a title means certain people: "the foreign ministers", and
// not "talks with foreign ministers".
func (t *text) definite(title *actor) bool {
	switch strings.ToLower(t.words(title.from, title.from+1)) {
	case "the", "their", "both", "two":
		return true
	}
	return false
}

// counted returns the leaders who are meant by their number: "the four European
// leaders" behind the names of four.
func (t *text) counted(a *actor) []*actor {
	if !a.plural || !a.loose && a.group == "" {
		return nil
	}
	for j := range t.elements {
		if t.elements[j].actor == a {
			return t.all(j, number(t.words(t.sentenceStart(max(0, a.from-1), a.from), a.to)))
		}
	}
	return nil
}

// number returns the number of at least three that a phrase names, 0 for none.
func number(phrase string) int {
	for word := range strings.FieldsSeq(strings.ToLower(phrase)) {
		if n := slices.Index([]string{"three", "four", "five", "six", "seven"}, word); n >= 0 {
			return n + 3
		}
		if word == "trio" {
			return 3
		}
	}
	return 0
}

// all returns the leaders named before element k where they are n: in a list, or
// altogether.
func (t *text) all(k, n int) []*actor {
	if n < 3 {
		return nil
	}
	var out []*actor
	for j := range k {
		if t.elements[j].actor == nil {
			continue
		}
		if listed, _ := t.listFrom(j); len(listed) == n && leaders(listed) == n {
			return listed
		}
		for _, a := range eachOf([]*actor{t.elements[j].actor}) {
			if a.leader() && !slices.ContainsFunc(out, func(b *actor) bool { return a.people[0] == b.people[0] }) {
				out = append(out, a) // one by one: "Kosovo, Serbia leaders"
			}
		}
	}
	if len(out) != n {
		return nil
	}
	return out
}
