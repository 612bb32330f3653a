package contacts

import (
	"net/url"
	"slices"
	"strings"

	"readout/contacts/roster"
)

// resolve finds who is meant by a pronoun, by "his counterpart" and by a title
// without a name.
func (d *Detector) resolve(t *text, s side, k int, earlier []finding, others ...*actor) side {
	switch s.kind {
	case subjectPronoun:
		if a := d.topic(t, s.first, others); a != nil {
			s.actors = []*actor{a}
		}
	case subjectPair:
		if s.actors = d.severalAt(t, s.first, nil, earlier, others); len(s.actors) == 0 {
			s.actors = t.ledBefore(s.first)
		}
	}
	if s.also > 0 {
		if a := d.topic(t, s.also, s.actors); a != nil {
			s.actors = append([]*actor{a}, s.actors...)
		}
	}
	out := make([]*actor, 0, len(s.actors))
	for _, a := range s.actors {
		if several := t.counted(a); several != nil {
			out = append(out, several...)
			continue
		}
		if group := t.colleaguesOf(a); group != nil {
			out = append(out, group)
			continue
		}
		if a.loose && a.plural {
			out = append(out, d.severalAt(t, t.elementAt(a.from, k), a, earlier, others)...)
			continue
		}
		switch {
		case a.loose && a.counterpart:
			if b := t.otherNamed(others); b != nil {
				a = b
			}
		case a.loose:
			a = d.holderOf(t, a, others...)
		}
		if a != nil {
			out = append(out, a)
		}
	}
	s.actors = out
	return s
}

// otherNamed returns the only leader whom the story names besides those of one side, who is their
// counterpart: "Albanese embraced his counterpart" in a story of Modi; nil for none or several.
func (t *text) otherNamed(own []*actor) *actor {
	if len(own) != 1 || !own[0].leader() {
		return nil
	}
	var other *actor
	for i := range t.elements {
		a := t.elements[i].actor
		if !a.leader() || a.state == own[0].state || a.people[0].Office != own[0].people[0].Office || other != nil && other.people[0].Name == a.people[0].Name {
			continue
		}
		if other != nil {
			return nil
		}
		other = a
	}
	return other
}

// colleaguesOf returns the leaders or ministers of a group who are meant by the counterparts of
// one of them: "G7 foreign ministers", and below it "Blinken and his counterparts"; nil for
// others.
func (t *text) colleaguesOf(a *actor) *actor {
	if !a.counterpart || !a.plural || a.state != "" || len(a.people) > 0 {
		return nil
	}
	for j := range t.elements {
		b := t.elements[j].actor
		if b != nil && b.from >= a.from {
			break
		}
		if b.ledGroup() {
			return b
		}
	}
	return nil
}

// officeOf reports whether the office of the leader at element j speaks for him:
// "Carney's office said he".
func (t *text) officeOf(j int) bool {
	return j+2 < len(t.elements) && t.sentence(j+2) == t.sentence(j) && t.is(j+1, "office", "press office", "press service", "team") && t.says(&t.elements[j+2])
}

// ledBefore returns the group whose leaders are named last before "them" at element k, or
// which is what the sentence is about before "as they".
func (t *text) ledBefore(k int) []*actor {
	if t.is(k, "they") && k > 0 && t.is(k-1, "as", "when", "while", "where") {
		if a := t.elements[t.clauseActor(k)].actor; a.ledGroup() {
			return []*actor{a}
		}
	}
	if !t.is(k, "them") {
		return nil
	}
	for j := k - 1; j >= 0 && t.sentence(k)-t.sentence(j) < 2; j-- {
		if a := t.elements[j].actor; a.ledGroup() {
			return []*actor{a}
		}
	}
	return nil
}

// ledGroup reports whether an actor stands for the leaders of a group: "G7 leaders".
func (a *actor) ledGroup() bool { return a != nil && a.group != "" && a.led && !a.aide }

// named returns those of a side whose state the text tells, so that the other side is
// somebody else's: "PM meets PM of Italy".
func named(s side) []*actor {
	var out []*actor
	for _, a := range s.actors {
		if a.state != "" && !a.weak && !a.aide {
			out = append(out, a)
		}
	}
	return out
}

// topic returns the person whom "he" at element k most likely means: the first
// one of the sentence before it, else of the sentences before.
func (d *Detector) topic(t *text, k int, others []*actor) *actor {
	if t.firstPerson(k) {
		if a, ok := d.speaker(t); ok {
			return a
		}
		if by := t.sayer(k); len(by) == 1 && by[0].leader() {
			return by[0] // "I told Trump so, says Meloni"
		}
	}
	if a := t.partnerBefore(k, others); a != nil {
		return a
	}
	if a := t.justNamed(k, others); a != nil {
		return a
	}
	if a := d.selfReported(t, k, others); a != nil {
		return a
	}
	for s := t.sentence(k); s >= 0; s-- {
		if t.goesOn(s, k) {
			continue
		}
		if a, told := d.topicOf(t, s, k, others); told {
			return a
		}
	}
	for j := range t.backward(k, far) { // "apologises to Modi, meeting him"
		if a := t.elements[j].actor; a.leader() && !a.possessive && !ofState(others, a.state) {
			return a
		}
	}
	for j := range t.elements {
		if a := t.elements[j].actor; a != nil && a.principal() && a.group == "" && len(a.people) == 1 {
			return a
		}
	}
	return nil
}

// topicOf returns whom a sentence is about before element k, besides the others, and whether it
// tells: nobody where a stranger is the subject, "Graham said he had talked".
func (d *Detector) topicOf(t *text, sentence int16, k int, others []*actor) (who *actor, told bool) {
	for j := range k {
		a := t.elements[j].actor
		if a == nil || t.sentence(j) != sentence || ofState(others, a.state) {
			continue
		}
		if a.possessive && !t.officeOf(j) || t.inPhrase(j) || j > 0 && sentence < t.sentence(k) && t.is(j-1, "where", "whom") {
			continue
		}
		switch {
		case sentence == t.sentence(k) && (a.aide && len(a.people) > 0 || a.stranger) && !a.weak:
			return nil, true
		case a.loose:
			if b := d.leaderAt(t, j); b != nil && !ofState(others, b.state) {
				return b, true
			}
		case a.principal() && a.group == "":
			return a, true
		}
	}
	return nil, false
}

// ofState reports whether one of the actors is of a state.
func ofState(actors []*actor, state string) bool {
	return slices.ContainsFunc(actors, func(a *actor) bool { return a.state == state })
}

// inPhrase reports whether the actor at element j stands in a list behind a preposition:
// "with Sisi and Abbas".
func (t *text) inPhrase(j int) bool {
	if t.behindPreposition(j) {
		return true
	}
	actors, first := t.listBack(j)
	if first == j || actors[0].weak || !t.behindPreposition(first) {
		return false
	}
	_, end := t.listFrom(first)
	return j < end
}

// goesOn reports whether a sentence before element k is about whom "he" meant in it, so
// that the next "he" is the same: "He had dinner with Xi and met Li. He will".
func (t *text) goesOn(sentence int16, k int) bool {
	for j := range k {
		if t.sentence(j) != sentence {
			continue
		}
		if e := &t.elements[j]; e.actor != nil {
			return false
		} else if e.is(isHe) {
			return !t.isObject(e)
		}
	}
	return false
}

// justNamed returns the leader whom the main clause names as an object only, for a pronoun
// that begins a clause right behind it: "praise for Carney after he".
func (t *text) justNamed(k int, others []*actor) *actor {
	a := t.element(k - 2).actor
	if k < 3 || t.sentence(k-2) != t.sentence(k) || !a.leader() || a.possessive || !t.is(k-1, "after", "when", "because", "since", "before") || !t.behindPreposition(k-2) || ofState(others, a.state) {
		return nil
	}
	for j := t.clause(k); j < k-2; j++ {
		if t.elements[j].actor != nil {
			return nil
		}
	}
	return a
}

// partnerBefore returns the only leader besides the subjects whom the sentence names before
// "him" at element k: "Trump held a call with Putin and agreed to meet him".
func (t *text) partnerBefore(k int, others []*actor) *actor {
	if !t.is(k, "him", "her") {
		return nil
	}
	var partner *actor
	named := false
	for j := range t.backward(k, far) {
		a := t.elements[j].actor
		if !a.leader() || a.possessive {
			continue
		}
		switch {
		case ofState(others, a.state):
			named = true
		case partner != nil && partner.state != a.state || partner == nil && !t.behindPreposition(j):
			return nil
		default:
			partner = a
		}
	}
	if !named {
		return nil
	}
	return partner
}

// selfReported returns who says something of himself: "Xi waits as Trump says he will
// call"; nil for other pronouns.
func (d *Detector) selfReported(t *text, k int, others []*actor) *actor {
	j := k - 1
	for j > 0 && (t.is(j, "that") || t.elements[j].mark == '"') {
		j--
	}
	if j < 1 || t.sentence(j-1) != t.sentence(k) || !t.says(&t.elements[j]) {
		return nil
	}
	a := d.leaderAt(t, j-1)
	if a == nil || ofState(others, a.state) {
		return nil
	}
	return a
}

// firstPerson reports whether the pronoun at element k means who speaks.
func (t *text) firstPerson(k int) bool {
	switch t.words(t.elements[k].from, t.elements[k].to) {
	case "I", "I've", "I’ve", "I'll", "I’ll":
		return true
	}
	return false
}

// holderOf finds the holder of an office that is named without its state: a
// person of the story who holds it, else the one of the feed's own country.
func (d *Detector) holderOf(t *text, a *actor, others ...*actor) *actor {
	if a.stranger {
		return a
	}
	if strings.EqualFold(t.words(a.from, a.from+1), "its") {
		if state := t.stateNamed(a); state != "" {
			if p, ok := d.holder(state, a.title, a.class, t.story.Published); ok {
				return holding(p, state, a.from, a.to)
			}
		}
		return &actor{stranger: true, from: a.from, to: a.to}
	}
	if state := t.stateBefore(a); state != "" && len(d.offices[a.title][state]) > 0 {
		if p, ok := d.holder(state, a.title, a.class, t.story.Published); ok {
			return holding(p, state, a.from, a.to)
		}
	}
	if site, ok := d.site(t); ok && len(d.offices[a.title][site.State]) > 0 {
		if p, ok := d.holder(site.State, a.title, a.class, t.story.Published); ok && !ofState(others, site.State) {
			return holding(p, site.State, a.from, a.to)
		}
	}
	if home := d.home(t); home != "" {
		abroad := func(j int) bool { return t.elements[j].actor.people[0].State != home || t.elements[j].from >= a.from }
		if b := d.holderNamed(t, a.title, others, abroad); b != nil {
			return b // of two who were named, the one at home where the feed is
		}
	}
	if b := d.holderNamed(t, a.title, others, t.quotedFirst); b != nil {
		return b
	}
	if state := d.home(t); state != "" && a.title != "top diplomat" && (a.title == "" || len(d.offices[a.title][state]) > 0) {
		if p, ok := d.holder(state, a.title, a.class, t.story.Published); ok {
			return holding(p, state, a.from, a.to)
		}
	}
	for j := range t.elements { // "met the King at Buckingham Palace"
		if b := t.elements[j].actor; b != nil && b.state != "" {
			for _, office := range d.offices[a.title][b.state] {
				if term, ok := d.roster.Holder(b.state, office.Key, t.story.Published); ok && term.Office.Principal() && a.title != "" {
					return holding(participant(term), b.state, a.from, a.to)
				}
			}
		}
	}
	return a
}

// stateNamed returns the state that is named last before an actor in his sentence: "Pyongyang
// confirms that its leader"; "" for none.
func (t *text) stateNamed(a *actor) string {
	i := t.elementAt(a.from, -1)
	for j := i - 1; j >= 0 && t.sentence(j) == t.sentence(i); j-- {
		if b := t.elements[j].actor; b != nil && b.weak {
			return b.state
		}
	}
	return ""
}

// stateBefore returns the state of the office that is joined to that of an actor, who is named
// by his title alone: "the Polish president and prime minister"; "" for none.
func (t *text) stateBefore(a *actor) string {
	i := t.elementAt(a.from, -1)
	if a.title == "" || i < 2 || t.sentence(i-2) != t.sentence(i) || !t.is(i-1, "and") || t.tokens[a.from].upper {
		return ""
	}
	b := t.elements[i-2].actor
	if b == nil || b.title == "" || b.weak || b.possessive || t.words(a.from, a.from+1) == "the" {
		return ""
	}
	return b.state
}

// holderNamed returns the first of those whom the story names who holds an office that the
// title stands for, besides the others and those at elements that are to be skipped; nil for
// none.
func (d *Detector) holderNamed(t *text, title string, others []*actor, skip func(int) bool) *actor {
	for j := range t.elements {
		b := t.elements[j].actor
		if b == nil || len(b.people) != 1 || b.weak || !b.principal() || skip(j) || ofState(others, b.state) {
			continue
		}
		for _, office := range d.offices[title][b.people[0].State] {
			term, ok := d.roster.Holder(b.people[0].State, office.Key, t.story.Published)
			if ok && term.Leader == b.people[0].Name {
				return b
			}
		}
	}
	return nil
}

// quotedFirst reports whether element j is in the quotation that a headline opens with:
// "'I don't think about Putin': Biden snaps".
func (t *text) quotedFirst(j int) bool {
	begin := t.clause(j)
	if t.elements[begin].mark != '"' {
		return false
	}
	for k := begin + 1; k < len(t.elements) && t.sentence(k) == t.sentence(j); k++ {
		switch t.elements[k].mark {
		case ':':
			return k > j
		case '"':
			if k < j {
				return false
			}
		}
	}
	return false
}

// home returns the country that a feed speaks from: that of an official feed, or
// the one where the outlet is at home.
func (d *Detector) home(t *text) string {
	if t.story.State != "" {
		return t.story.State
	}
	if site, ok := d.site(t); ok {
		return site.State
	}
	state, _ := d.roster.PressState(t.story.Source)
	return state
}

// site returns the official site that the story comes from: known by the name of
// the feed, by a host that the name gives, or by the story's address.
func (d *Detector) site(t *text) (roster.Site, bool) {
	if site, ok := d.roster.SourceSite(t.story.Source); ok {
		return site, true
	}
	for word := range strings.FieldsFuncSeq(t.story.Source, func(c rune) bool { return c == ' ' || c == '(' || c == ')' || c == '/' }) {
		if strings.Contains(word, ".") {
			if site, ok := d.roster.HostSite(word); ok {
				return site, true
			}
		}
	}
	if address, err := url.Parse(t.story.URL); err == nil && address.Host != "" {
		return d.roster.HostSite(address.Hostname())
	}
	return roster.Site{}, false
}
