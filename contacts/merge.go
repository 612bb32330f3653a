package contacts

import (
	"cmp"
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// merge joins findings on the same contact. A gathering may be known for what an earlier
// finding tells of only when a later one has named who is at it.
func (t *text) merge(findings []finding) []finding {
	once := t.join(findings, func(a, b *finding) bool { return sameContact(a, b) || t.sameTable(a, b) || t.joinedAt(a, b) })
	return t.join(once, func(a, b *finding) bool {
		return len(a.groups)+len(b.groups) > 0 && sameContact(a, b)
	})
}

// join joins findings on the same contact: the earliest, which mostly is that of the title,
// tells the status unless it is weaker.
func (t *text) join(findings []finding, same func(a, b *finding) bool) []finding {
	var out []finding
	for _, f := range findings {
		if toldApart(out, &f) {
			continue
		}
		at := slices.IndexFunc(out, func(g finding) bool { return same(&g, &f) })
		if at < 0 {
			out = append(out, f)
			continue
		}
		g := &out[at]
		if e := &t.elements[f.at]; f.status == readout.Off && g.status != readout.Held && e.verb != noFrame && e.forms&^formNoun == formPast {
			continue // "invites Xi", and "has not spoken to him since"
		}
		if loose(g.frame) && !loose(f.frame) || g.frame == frameInvite && f.frame == frameVisit || len(g.people) == 0 && len(f.people) > 0 {
			g.frame, g.at, g.mode, g.unsure = f.frame, f.at, f.mode, f.unsure
			g.follow(&f)
		}
		if g.leaders() == f.leaders() {
			for _, p := range f.people {
				if !slices.ContainsFunc(g.people, func(q readout.Participant) bool {
					return q.State == p.State && (q.Name == p.Name || p.Name == "" || !p.Office.Principal())
				}) {
					g.people = append(g.people, p)
				}
			}
		}
		if !g.below && f.below && g.status == readout.Planned && f.status == readout.Held && t.saw(&f) && !f.back && (g.date == "" || g.date == f.date) {
			g.follow(&f) // "arrives to meet Putin", and then "the two shook hands"
		}
		if !g.below && f.below && g.status == readout.Planned && f.status == readout.Held && !f.unsure && !f.back && !loose(f.frame) && (t.travels(g.at) || t.cameFor(g.at)) {
			g.follow(&f) // "visits Kyiv to meet Zelensky", and then "he held talks"
		}
		if g.below && g.status == readout.Planned && f.status == readout.Held && !f.unsure && !f.back && !loose(f.frame) && f.frame != frameRaise && t.sentence(f.at) != t.sentence(g.at) {
			g.follow(&f) // "to patch up", and then "they held talks"
		}
		if g.status == readout.Planned && g.frame == frameTalks && t.agreed(g.at) && g.date == "" && f.status == readout.Held && !f.unsure && !f.back && !loose(f.frame) {
			g.frame, g.at, g.mode = f.frame, f.at, f.mode
			g.follow(&f) // "agree to restart talks", and then "in a three-hour meeting"
		}
		if g.unsure && !f.unsure && !(f.status == readout.Off && t.sentence(f.at) == t.sentence(g.at) && t.afterBetween(g.at, f.at)) && (!loose(f.frame) || loose(g.frame)) {
			g.follow(&f)
			g.unsure = false
		}
		if g.status == readout.Off && f.status == readout.Planned && f.anew {
			g.follow(&f) // "postponed", but "will now see"
		}
		if f.status == readout.Off && (g.status == readout.Planned || g.status == readout.Proposed && t.sought(g.at)) {
			g.status, g.why = f.status, f.why
		}
		if g.date == "" && g.status == f.status && !(loose(f.frame) && !loose(g.frame) && t.severalDays(f.at)) {
			g.date, g.dated = f.date, f.dated
		}
		if g.mode == readout.Unspecified && !f.anywhere && !t.nounSince(f.at) && !(loose(f.frame) && f.status != g.status) || g.anywhere && f.mode != readout.Unspecified || g.mode == readout.Phone && f.mode == readout.Video {
			g.mode = f.mode
		}
		if g.frame == frameWrite && !g.onPaper && f.frame == framePhone && g.status == f.status {
			g.mode = f.mode // "congratulated", and below it "in a phone conversation"
		}
		if g.summit == "" && g.status == f.status && !f.back {
			g.summit, g.summitAt = f.summit, f.summitAt
		}
		g.implied = g.implied && f.implied // "visits Riyadh, meets crown prince"
		g.margins = g.margins && (f.margins || t.elements[f.at].verb != frameMeet || t.elements[f.at].noun != noFrame || t.besides(f.at))
		g.strength = max(g.strength, f.strength)
		g.greeted = cmp.Or(g.greeted, f.greeted)
	}
	return out
}

// sameTable reports whether one finding tells who gives the meal or reception at which another has
// the same guest among others: "to dine with NATO leaders", and below it "a dinner hosted by".
func (t *text) sameTable(company, given *finding) bool {
	if len(t.givenBy(given.at).actors) == 0 || company.status != given.status || company.remote() || len(company.principals())+2*len(company.groups) < 3 ||
		company.date != "" && given.date != "" && company.date != given.date ||
		!shareLeader(company, given) {
		return false
	}
	if t.sentence(company.at) != t.sentence(given.at) {
		return t.isMeal(company.at)
	}
	for j := range t.backward(given.at, 3) {
		if t.is(j, "at") {
			return true // "joins Macron and Merz at a reception hosted by the king"
		}
	}
	return false
}

// joinedAt reports whether some are told to join others at the contact that a noun tells of:
// "to join Zelensky for talks with Trump".
func (t *text) joinedAt(company, contact *finding) bool {
	if contact.at < company.at || t.sentence(company.at) != t.sentence(contact.at) || t.elements[contact.at].noun == noFrame || !strings.HasPrefix(t.firstWord(company.at), "join") ||
		company.status != contact.status || contact.remote() || !shareLeader(company, contact) {
		return false
	}
	for j := range t.backward(contact.at, 5) {
		e := &t.elements[j]
		if t.is(j, "for", "in", "at") {
			return true
		}
		if e.actor != nil && !e.actor.weak || e.actor == nil && !e.unknown && !e.is(isThe|isAdjective|isVenue|isOf) && !t.is(j, "part") {
			return false // "in Berlin ahead of talks with Trump"
		}
	}
	return false
}

// shareLeader reports whether somebody of one finding's principals is told of by the other.
func shareLeader(a, b *finding) bool {
	of := b.principals()
	return slices.ContainsFunc(a.principals(), func(state string) bool { return slices.Contains(of, state) })
}

// isMeal reports whether element k is a word for eating together.
func (t *text) isMeal(k int) bool {
	last := t.elements[k].to
	switch strings.ToLower(t.words(last-1, last)) {
	case "dinner", "lunch", "breakfast", "banquet", "reception", "dine", "dines", "dined", "dining":
		return true
	}
	return false
}

// besides reports whether the leaders of element k meet at the margins of something: "as the
// leaders met on the sidelines".
func (t *text) besides(k int) bool {
	for j := range t.forward(k, 4) {
		if t.elements[j].actor == nil && t.atMargins(j) {
			return true
		}
	}
	return false
}

// severalDays reports whether the sentence of element k names more than one day: "will fly in
// on Sunday and meet both leaders on Monday".
func (t *text) severalDays(k int) bool {
	days := 0
	for j := range t.elements {
		if t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].day.kind == 'd' {
			days++
		}
	}
	return days > 1
}

// travels reports whether the clause before element k tells of a visit that has begun:
// "makes trip to Kyiv to meet", "arrives in Kyiv for".
func (t *text) travels(k int) bool {
	for j := t.clause(k); j < k; j++ {
		e := &t.elements[j]
		if e.actor != nil {
			if e.actor.weak && e.actor.town && !e.actor.possessive && t.preceded(j, "in") && t.is(j+1, "for") {
				return true // "in New Delhi for talks"
			}
			continue
		}
		if e.verb == frameVisit && e.forms&(formThird|formPast) != 0 && !t.is(j, "heads to", "departs for", "leaves for", "sets off for", "heads for") || t.is(j, "makes", "made", "pays", "paid") && t.nounBehind(j) == frameVisit {
			return true
		}
	}
	return false
}

// toldApart reports whether what a finding tells of several at once has been told of each: "calls
// to Erdogan and Tokayev", and below it "briefed the leaders of Turkey and Kazakhstan".
func toldApart(told []finding, f *finding) bool {
	all := f.principals()
	if len(all) < 3 || len(f.groups) > 0 || f.status != readout.Held {
		return false
	}
	return slices.ContainsFunc(all, func(one string) bool {
		return !slices.ContainsFunc(all, func(other string) bool { return other != one && !toldOfPair(told, one, other) })
	})
}

// toldOfPair reports whether a call of nobody but two has been told.
func toldOfPair(told []finding, one, other string) bool {
	return slices.ContainsFunc(told, func(g finding) bool {
		pair := g.principals()
		return len(pair) == 2 && len(g.groups) == 0 && g.status == readout.Held && g.remote() && slices.Contains(pair, one) && slices.Contains(pair, other)
	})
}

// afterBetween reports whether one element tells of what came before another in its sentence:
// "squeeze in meeting after summit is scrapped".
func (t *text) afterBetween(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if t.is(j, "after") {
			return true
		}
	}
	return false
}

// joinGroups joins a group that meets with what tells of the same gathering by the
// names of its members, or as another group: "Arab leaders", the Arab League.
func (d *Detector) joinGroups(t *text, findings []finding) []finding {
	for i := range findings {
		g := &findings[i]
		if len(g.groups) > 1 && d.namedBelow(t, findings, i) {
			continue
		}
		if len(g.groups) != 1 {
			continue
		}
		if g.groups[0] == "World leaders" && metApart(findings, g) {
			g.people, g.groups = nil, nil // "meets with leaders from around the world", and below it with whom
			continue
		}
		for j := range findings {
			f := &findings[j]
			if j == i || f.remote() != g.remote() && g.mode != readout.Unspecified && (len(g.people) > 0 && f.mode != readout.Unspecified || f.status != g.status) || slices.Contains(f.groups, g.groups[0]) {
				continue
			}
			if len(f.people) == 0 {
				if len(f.groups) == 1 && len(g.people) > 0 && f.status == g.status && d.loose(g.groups[0]) && d.akin(f.groups[0], g.groups[0], t) {
					f.people, g.people, g.groups = g.people, nil, nil // "EPC summit", and below it "Starmer welcomed European leaders"
					break
				}
				if len(g.people) == 0 && len(f.groups) == 1 && d.loose(g.groups[0]) && !d.loose(f.groups[0]) && d.akin(f.groups[0], g.groups[0], t) {
					f.back, f.margins = f.back && g.back, false
					g.groups = nil // "Southeast Asian leaders", and "the ASEAN summit"
					break
				}
				continue
			}
			if len(g.people) > 0 {
				if len(f.groups) == 1 && d.loose(g.groups[0]) && d.akin(f.groups[0], g.groups[0], t) && f.status == g.status && (within(f.principals(), g.principals()) || within(g.principals(), f.principals())) {
					if len(g.people) > len(f.people) {
						f.people = g.people
					}
					g.people, g.groups = nil, nil // "attends ASEAN summit", "joins Southeast Asian leaders"
					break
				}
				if d.namesOf(t, f, g) || g.remote() && len(f.groups) == 0 && strings.HasPrefix(t.firstWord(f.at), "join") && f.status == g.status && within(g.principals(), f.principals()) && t.sentence(f.at) == t.sentence(g.at) {
					f.groups = []string{g.groups[0]}
					if f.mode == readout.Unspecified {
						f.mode = g.mode
					}
					g.people, g.groups = nil, nil
					break
				}
				continue
			}
			akin := slices.ContainsFunc(f.groups, func(name string) bool { return d.akin(name, g.groups[0], t) })
			if len(f.groups) == 0 && len(f.principals()) > 2 {
				akin = !slices.ContainsFunc(f.principals(), func(state string) bool { return !d.roster.Covers(g.groups[0], state, t.story.Published) })
			}
			if akin {
				if len(f.groups) == 0 || d.loose(f.groups[0]) && !d.loose(g.groups[0]) {
					f.groups = []string{g.groups[0]}
				}
				g.groups = nil
				break
			}
		}
	}
	d.unite(findings)
	return slices.DeleteFunc(findings, func(f finding) bool { return len(f.people)+len(f.groups) == 0 })
}

// namedBelow joins several groups with what names their leaders: "to meet Arab, Muslim
// leaders", and below it "the leaders of Qatar, Egypt and Turkey". It reports whether it has.
func (d *Detector) namedBelow(t *text, findings []finding, i int) bool {
	g := &findings[i]
	for j := range findings {
		f := &findings[j]
		if j == i || len(f.groups) > 0 || f.status != g.status || len(f.principals()) < 4 || !within(g.principals(), f.principals()) {
			continue
		}
		stranger := slices.ContainsFunc(f.principals(), func(state string) bool {
			return !slices.Contains(g.principals(), state) && !slices.ContainsFunc(g.groups, func(group string) bool { return d.roster.Covers(group, state, t.story.Published) })
		})
		if !stranger {
			f.groups, g.groups, g.people = g.groups, nil, nil
			return true
		}
	}
	return false
}

// metApart reports whether the story tells by name of two contacts at least that a leader has
// had with the world leaders of a finding.
func metApart(findings []finding, g *finding) bool {
	apart := 0
	for i := range findings {
		if f := &findings[i]; len(f.groups) == 0 && len(f.principals()) > 1 && f.status == g.status && f.remote() == g.remote() && within(g.principals(), f.principals()) {
			apart++
		}
	}
	return len(g.principals()) > 0 && apart > 1
}

// unite joins what tells of an organisation as a group with what tells of its heads, and
// of everybody else whom it names: "EU-China summit", and below it "Xi received Costa".
func (d *Detector) unite(findings []finding) {
	for i := range findings {
		g := &findings[i]
		if len(g.groups) != 1 || len(g.people) == 0 && g.frame != frameSummit {
			continue
		}
		for j := range findings {
			f := &findings[j]
			if len(g.people) == 0 && (len(f.principals()) < 2 || f.date != "" && f.date != g.date) {
				continue // "ahead of Monday's EU summit", and below it "hosts von der Leyen"
			}
			if j == i || len(f.groups) > 0 || f.remote() != g.remote() || f.implied || !f.leaders() || f.status != g.status || !within(g.principals(), f.principals()) {
				continue
			}
			if slices.ContainsFunc(f.people, func(p readout.Participant) bool {
				return p.Office.Principal() && d.organisation(p.State) && (d.groupOf(p.State) == g.groups[0] || d.groupOf(p.State)+" leaders" == g.groups[0])
			}) {
				g.people, g.groups = nil, nil
				break
			}
		}
	}
}

// namesOf reports whether one finding names, of the group that another tells of, two at
// least and nobody but those whom the other tells of; of four or more one may be a guest, the
// Turkish minister with the Arab ones.
func (d *Detector) namesOf(t *text, f, g *finding) bool {
	if len(f.groups) > 0 || !within(g.principals(), f.principals()) {
		return false
	}
	others := slices.DeleteFunc(f.principals(), func(state string) bool { return slices.Contains(g.principals(), state) })
	if len(others) == 0 || len(others) == 1 && len(g.principals()) < 2 {
		return false
	}
	strangers := 0
	for _, state := range others {
		if !d.roster.Covers(g.groups[0], state, t.story.Published) && !(d.organisation(state) && len(others) > 3) {
			strangers++
		}
	}
	return strangers == 0 || strangers == 1 && len(others) > 3
}

// loose reports whether a group is one that news speaks of, and no organisation.
func (d *Detector) loose(group string) bool {
	g, known := d.roster.Group(group)
	return known && g.Kind == roster.GroupLoose
}

// akin reports whether one group belongs to the other.
func (d *Detector) akin(a, b string, t *text) bool {
	x, known := d.roster.Group(a)
	y, knownToo := d.roster.Group(b)
	if !known || !knownToo {
		return false
	}
	if x.Kind == roster.GroupLoose && len(y.Includes)+len(y.Members) > 0 && d.coversAll(x, y, t) || y.Kind == roster.GroupLoose && len(x.Includes)+len(x.Members) > 0 && d.coversAll(y, x, t) {
		return true // "South American leaders", Mercosur
	}
	return slices.Contains(x.Includes, y.Name) || slices.Contains(y.Includes, x.Name) || d.roster.Covers(a, b, t.story.Published)
}

// coversAll reports whether all members of one group are members of another.
func (d *Detector) coversAll(outer, inner roster.Group, t *text) bool {
	return within(d.roster.Members(inner.Name, t.story.Published), d.roster.Members(outer.Name, t.story.Published))
}

// loose reports whether a frame tells less of the contact itself than any other
// frame would.
func loose(f frame) bool { return f == frameVisit || f == frameInvite }

// sameContact reports whether two findings of one story tell of one contact.
func sameContact(a, b *finding) bool {
	if a.leaders() != b.leaders() {
		return false
	}
	x, y := a.principals(), b.principals()
	if !a.leaders() {
		x, y = a.sides(), b.sides()
	}
	if len(a.groups) > 0 || len(b.groups) > 0 {
		return sameGathering(a, b, x, y)
	}
	if len(x) > len(y) && a.frame == frameSummit && b.frame != frameVisit || len(y) > len(x) && b.frame == frameSummit && a.frame != frameVisit || differentPeople(a, b) {
		return false // a summit, and a meeting of two at it
	}
	if len(x) != len(y) && max(len(x), len(y)) > 2 && (a.beside || b.beside) {
		return false // "Earlier, a bilateral meeting took place"
	}
	if invitedAt(a, b) || invitedAt(b, a) || follows(a, b) || follows(b, a) || widens(a, b, len(y)-len(x)) || widens(b, a, len(x)-len(y)) {
		return false
	}
	if a.onPaper && b.mode == readout.Phone || b.onPaper && a.mode == readout.Phone {
		return false // a telegram, and a call
	}
	if a.remote() != b.remote() && a.status != b.status && a.mode != readout.Unspecified && b.mode != readout.Unspecified {
		return false // a call after which a meeting is planned
	}
	if a.back != b.back && (a.status != readout.Held || b.status != readout.Held) {
		return false // long past, and still to come
	}
	if spokeBefore(a, b) || spokeBefore(b, a) {
		return false
	}
	if comesLater(b, a.greeted) || comesLater(a, b.greeted) {
		return false // "greets Putin with a hug", and "will hold talks on Friday"
	}
	if len(x) != len(y) && a.remote() != b.remote() && a.mode != readout.Unspecified && b.mode != readout.Unspecified {
		return false // a call of three during a meeting of two
	}
	return within(x, y) || within(y, x)
}

// sameGathering reports whether two findings, of the sides x and y, tell of one meeting of a group.
func sameGathering(a, b *finding, x, y []string) bool {
	if (a.status == readout.Off) != (b.status == readout.Off) && differentPeople(a, b) {
		return false // one stays away, another goes in his stead
	}
	if slices.ContainsFunc(a.groups, func(g string) bool { return slices.Contains(b.groups, g) }) {
		return true
	}
	if len(b.groups) == 0 {
		a, b, x, y = b, a, y, x
	}
	switch {
	case len(a.groups) > 0 || !within(x, y):
		return false
	case len(x) > 2:
		return true // the members of the Quad, by their names
	case len(x) < 2 || a.status != b.status:
		return false
	case a.frame == frameAct:
		return true
	case len(x) < len(y):
		return !a.beside && !b.beside && a.date == b.date && (loose(a.frame) || a.frame == frameSummit)
	}
	return a.leaders() && !differentPeople(a, b) && (!atSummit(a.frame) && !atSummit(b.frame) || a.frame == frameInvite || b.frame == frameInvite) // "to meet him with African leaders"
}

// atSummit reports whether a frame tells of a summit, at whose margins some may meet.
func atSummit(f frame) bool { return f == frameSummit || f == frameAttend }

// withoutSums drops what only sums up contacts that another word tells one by one: "met with
// Rutte and Scholz", and below it "held meetings with Rutte and Scholz".
func (t *text) withoutSums(findings []finding) []finding {
	all := slices.Clone(findings)
	return slices.DeleteFunc(findings, func(sum finding) bool {
		if len(sum.principals()) < 3 || atSummit(sum.frame) && !sum.margins || t.jointCall(sum.at) {
			return false
		}
		var told []string
		words := map[int]int{} // how many contacts each word tells of
		for _, f := range all {
			if f.at != sum.at && len(f.principals()) == 2 && f.status == sum.status && within(f.principals(), sum.principals()) {
				told = append(told, f.principals()...)
				words[f.at]++
			}
		}
		several := false
		for _, n := range words {
			several = several || n > 1
		}
		return several && within(sum.principals(), told)
	})
}

// spokeBefore reports whether one finding tells that leaders spoke, perhaps by phone, and the
// other that they are to meet: "spoke on Friday and will meet in Korea".
func spokeBefore(was, next *finding) bool {
	return was.frame == frameSpeak && was.status == readout.Held && was.mode == readout.Unspecified &&
		next.mode == readout.InPerson && (next.status == readout.Planned || next.status == readout.Proposed) && !loose(next.frame)
}

// comesLater reports whether a finding tells of talks planned for a day after that on which
// a guest was greeted, and not of the visit itself.
func comesLater(next *finding, greeted readout.Date) bool {
	return greeted != "" && next.status == readout.Planned && !loose(next.frame) && next.date > greeted
}

// invitedAt reports whether one finding tells what was held, and the other of an invitation
// that was spoken there.
func invitedAt(was, next *finding) bool {
	return next.frame == frameInvite && next.status == readout.Proposed && was.status == readout.Held && !was.unsure && !loose(was.frame)
}

// follows reports whether one finding tells of what was, and the other of one more
// contact to come: "will meet again", "invited each other".
func follows(was, next *finding) bool {
	return next.again && was.status == readout.Held && !was.unsure && !loose(was.frame) && (next.status == readout.Planned || next.status == readout.Proposed)
}

// agreedNext reports whether the verb at element k tells what leaders agreed to do next: "agreed to
// meet".
func (t *text) agreedNext(k int) bool {
	e := &t.elements[k]
	return e.verb != noFrame && e.forms&formBase != 0 && k > 0 && t.sentence(k-1) == t.sentence(k) && t.is(k-1, "agreed to", "promised to", "vowed to", "pledged to")
}

// onceMore reports whether what element k tells of is one of several.
func (t *text) onceMore(k int) bool {
	if t.agreedNext(k) {
		return true
	}
	for j := max(0, k-3); j < min(len(t.elements), k+4); j++ {
		if t.sentence(j) == t.sentence(k) && (t.is(j, "again", "each other", "one another", "see each other", "see one another") || j < k && t.is(j, "next", "another", "second", "third", "further", "follow-up") && !(t.is(j, "second", "third") && j > 0 && t.elements[j-1].actor == nil && t.elements[j-1].is(isHis))) {
			return true
		}
	}
	return false
}

// widens reports whether one finding tells what some did, and the other what they will
// do with more others.
func widens(did, will *finding, more int) bool {
	return more > 0 && did.status == readout.Held && !did.unsure && !(did.trip && (will.date == "" || will.date == did.date)) && (will.status == readout.Planned || will.status == readout.Proposed)
}

// differentPeople reports whether the two name different leaders of one state:
// a meeting with the president and one with the foreign minister.
func differentPeople(a, b *finding) bool {
	for _, p := range a.people {
		if !p.Office.Principal() || p.Name == "" {
			continue
		}
		other, same := false, false
		for _, q := range b.people {
			if q.State == p.State && q.Office.Principal() && q.Name != "" {
				other = true
				same = same || q.Name == p.Name
			}
		}
		if other && !same && !slices.ContainsFunc(b.people, func(q readout.Participant) bool {
			return q.State == p.State && slices.ContainsFunc(a.people, func(o readout.Participant) bool { return o.Name == q.Name })
		}) {
			return true
		}
	}
	return false
}
