package contacts

import (
	"slices"
	"strings"
)

// apart makes several contacts of what one word tells of: "calls with Macron, Merz
// and Starmer" are three.
func (d *Detector) apart(t *text, findings []finding) []finding {
	var out []finding
	for _, f := range findings {
		if d.onOneLine(t, &f) {
			out = append(out, f)
			continue
		}
		f.splitCounterparts(f.frame != frameLetter && f.frame != frameWrite && (f.each || t.severalContacts(f.at)))
		if t.amongCallers(&f) {
			out = append(out, f.perCaller()...)
			continue
		}
		if f.partners < 2 || f.partners >= len(f.actors) || !f.each && !t.severalContacts(f.at) && !t.inTurn(&f) && !t.onTour(&f) && !t.onTheirGround(&f) && !f.atCourt() {
			out = append(out, f)
			continue
		}
		own := f.actors[:len(f.actors)-f.partners]
		for i, partner := range f.actors[len(own):] {
			if last := len(out) - 1; i > 0 && f.frame == frameLetter && partner.state == f.actors[len(own)+i-1].state {
				out[last].actors = append(out[last].actors, partner) // to president and prime minister
				continue
			}
			one := f
			one.actors, one.partners = append(slices.Clone(own), partner), 0
			out = append(out, one)
		}
	}
	return out
}

// onOneLine reports whether somebody speaks with three partners at least who are used to joint
// calls, those of Europe, and Ukraine's, or of the G7: "spoke to Starmer, Macron and Merz". What
// leaders say of themselves sums up their day: "Today I spoke with Macron, Scholz and Duda".
func (d *Detector) onOneLine(t *text, f *finding) bool {
	if !t.speaks(f.at) || f.partners < 3 || f.partners >= len(f.actors) || t.near(f.at, isSeparate, far) || t.ofMeetings() {
		return false
	}
	for j := range t.backward(f.at, 4) {
		if t.firstPerson(j) {
			return false
		}
	}
	partners := f.actors[len(f.actors)-f.partners:]
	if slices.ContainsFunc(partners[1:], t.taken) {
		return false // "spoke with Macron, with Meloni and then Merz"
	}
	allOf := func(group, besides string) bool {
		return !slices.ContainsFunc(partners, func(a *actor) bool {
			return !a.leader() || a.state != besides && !d.roster.Covers(group, a.state, t.story.Published)
		})
	}
	return allOf("European leaders", "UA") || allOf("G7", "")
}

// taken reports whether a partner has a preposition of his own, or his turn after others.
func (t *text) taken(partner *actor) bool {
	at := slices.IndexFunc(t.elements, func(e element) bool { return e.actor == partner })
	return at > 0 && t.elements[at-1].actor == nil && (t.elements[at-1].is(isWith|isTo) || t.endsWith(at-1, "then"))
}

// speaks reports whether element k tells that somebody speaks with others, and not that he calls
// them: "spoke to Macron", "spoke by phone with", "on a call with".
func (t *text) speaks(k int) bool {
	e := &t.elements[k]
	if e.actor != nil {
		return false
	}
	first := t.firstWord(k)
	return e.verb == frameSpeak || e.verb == frameCall && (first == "by" || first == "on" || first == "over")
}

// ofMeetings reports whether the story speaks of several calls or meetings: "a flurry of calls".
func (t *text) ofMeetings() bool {
	for k := range t.elements {
		if t.inPlural(k) {
			return true
		}
	}
	return false
}

// splitCounterparts makes one partner each of "counterparts from Chile, Kenya and Nepal",
// who do not sit at one table, and of the leaders of two states where there are several
// contacts.
func (f *finding) splitCounterparts(several bool) {
	if f.partners != 1 || f.frame == frameHost {
		return
	}
	last := f.actors[len(f.actors)-1]
	if last.leaders() && !last.counterpart && several && (len(last.people) == 2 || f.frame != frameSpeak && f.frame != frameCall) {
		f.actors = append(slices.Clone(f.actors[:len(f.actors)-1]), eachOf([]*actor{last})...)
		f.partners, f.each = len(last.people), true
		return
	}
	if states := last.states(); last.counterpart && (len(states) > 2 || several && len(states) > 1) {
		f.actors = f.actors[:len(f.actors)-1]
		for _, state := range states {
			one := *last
			one.state, one.people = state, nil
			f.actors = append(f.actors, &one)
		}
		f.partners, f.each = len(states), true
	}
}

// amongCallers reports whether those who are the subject of a call are named as some of many
// who made one: "Biden and Zelensky among leaders to call Sunak".
func (t *text) amongCallers(f *finding) bool {
	if verb := t.elements[f.at].verb; verb != frameCall && verb != frameWrite || len(f.actors) < 3 {
		return false
	}
	return t.precededBy(f.at, 6, "among")
}

// perCaller makes a finding of each of several callers and the last one, who is called.
func (f *finding) perCaller() []finding {
	callers, called := f.actors[:len(f.actors)-1], f.actors[len(f.actors)-1]
	var out []finding
	for _, a := range callers {
		one := *f
		one.actors, one.partners = []*actor{a, called}, 0
		out = append(out, one)
	}
	return out
}

// onTour reports whether the partners of a finding are those whom somebody sees one after
// the other on a tour of their capitals.
func (t *text) onTour(f *finding) bool {
	if f.remote() {
		return false
	}
	for j := range t.elements {
		if f.partners > 2 && t.is(j, "tour", "tours", "touring", "toured", "whirlwind", "capitals") {
			return true
		}
		if t.elements[j].actor == nil && t.elements[j].noun == frameVisit && t.sentence(j) == t.sentence(f.at) && t.throughRegion(j) {
			return true // "to meet Lapid and Abbas on Middle East trip"
		}
	}
	return false
}

// throughRegion reports whether the visit at element k goes to several states: "Middle East trip",
// "tour of Africa".
func (t *text) throughRegion(k int) bool {
	for j := max(0, k-2); j < len(t.elements) && j < k+4; j++ {
		if t.sentence(j) == t.sentence(k) && t.is(j, "Middle East", "East", "Mideast", "Africa", "African", "Asia", "Asian", "Europe", "European", "Gulf", "Balkans", "Balkan", "Latin America", "America", "Caucasus", "Pacific", "regional") {
			return true
		}
	}
	return false
}

// atCourt reports whether the partners of a finding are a monarch and his prime minister, or the
// Pope and a neighbour, who see their guests one after the other.
func (f *finding) atCourt() bool {
	if f.partners != 2 || f.remote() {
		return false
	}
	a, b := f.actors[len(f.actors)-2], f.actors[len(f.actors)-1]
	if !a.leader() || !b.leader() || a.state != b.state {
		return a.leader() && b.leader() && (a.state == "VA" || b.state == "VA") // "meets Pope Leo and Meloni"
	}
	crowned := func(a *actor) bool {
		switch title, _, _ := strings.Cut(a.people[0].Title, " "); title {
		case "King", "Queen", "Emperor":
			return true
		}
		return false
	}
	return crowned(a) != crowned(b)
}

// onTheirGround reports whether the partners of a finding are the hosts of the places that the
// story has somebody travel to, each at home: "heads to Israel, Jordan", and below it "will
// meet Netanyahu and King Abdullah".
func (t *text) onTheirGround(f *finding) bool {
	if f.remote() {
		return false
	}
	var stops []string
	for k := range t.elements {
		if e := &t.elements[k]; e.actor != nil || e.verb != frameVisit && e.noun != frameVisit {
			continue
		}
		at := k + 1
		for at < len(t.elements) && t.elements[at].actor == nil && t.elements[at].is(isTo|isIn) {
			at++
		}
		if at == len(t.elements) || t.elements[at].actor == nil || t.sentence(at) != t.sentence(k) {
			continue
		}
		if places, _ := t.listFrom(at); len(places) > 1 && !slices.ContainsFunc(places, func(a *actor) bool { return !a.weak }) {
			for _, place := range places {
				stops = append(stops, place.state)
			}
		}
	}
	return len(stops) > 0 && !slices.ContainsFunc(f.actors[len(f.actors)-f.partners:], func(a *actor) bool { return !slices.Contains(stops, a.state) })
}

// inTurn reports whether the partners of a finding are said to be met one by one: "hugged
// Macron, Merz and Tusk in turn".
func (t *text) inTurn(f *finding) bool {
	last := f.actors[len(f.actors)-1]
	at := slices.IndexFunc(t.elements, func(e element) bool { return e.actor == last })
	if at > f.at+1 && t.sentence(at-1) == t.sentence(at) && t.is(at-1, "then") {
		return true // "to meet Biden, then Harris"
	}
	return at > f.at && at+1 < len(t.elements) && t.sentence(at+1) == t.sentence(at) && t.elements[at+1].actor == nil && t.elements[at+1].is(isSeparate)
}

// severalContacts reports whether a word at element k tells of more than one contact.
func (t *text) severalContacts(k int) bool {
	e := &t.elements[k]
	if e.verb == frameCall && e.forms&formNoun == 0 || e.verb == frameSpeak && (e.noun == noFrame || t.near(k, isPhone, 6)) || e.verb == frameBrief && (t.endsWith(k, "contacted") || t.near(k, isPhone, 9)) {
		return !t.jointCall(k) // "phones Putin and Macron", "spoke with Scholz and Duda"
	}
	return t.inPlural(k) || t.eachApart(k) || e.verb == frameMeet && t.amongGroup(k) // "meets Xi and Lee at the G20"
}

// inPlural reports whether element k is a noun for several contacts: "calls", "conversations",
// but not "talks".
func (t *text) inPlural(k int) bool {
	e := &t.elements[k]
	if e.actor != nil || e.phrase == nil {
		return false
	}
	switch e.noun {
	case framePhone, frameVideo, frameMeet, frameLetter:
		return strings.HasSuffix(t.lower(k), "s")
	case frameTalks:
		return t.endsWith(k, "conversations") || t.endsWith(k, "chats")
	}
	return false
}

// eachApart reports whether words beside element k say that leaders are met one by one. "Also"
// and "earlier" only say that they are met besides others.
func (t *text) eachApart(k int) bool {
	for j := max(0, k-4); j < min(len(t.elements), k+5); j++ {
		if t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(isSeparate) && !t.is(j, "also", "earlier", "prior to that", "after that", "and also with", "and later with") {
			return true
		}
	}
	return false
}

// jointCall reports whether the sentence of element k speaks of one call of several.
func (t *text) jointCall(k int) bool {
	for j := range t.elements {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		for word := range strings.FieldsSeq(t.lower(j)) {
			switch word {
			case "joint", "jointly", "together", "conference", "three", "four", "trilateral", "group", "round":
				return true
			}
		}
	}
	return false
}

// instead reports whether something is said to take the place of what was planned.
func (t *text) instead(k int) bool {
	for j := max(0, k-4); j < len(t.elements) && j < k+9; j++ {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		switch t.lower(j) {
		case "now", "instead", "will now", "rescheduled for", "moved to", "pushed back to", "postponed to", "postponed until":
			return true
		}
	}
	return false
}
