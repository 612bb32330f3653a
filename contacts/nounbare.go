package contacts

import (
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// Nouns that name nobody, whose sides stand elsewhere in the sentence.

// bareNoun reads nouns that name nobody: "Trump and Xi hold talks", "Trump presses Xi in
// phone call", "Remarks by Biden and Kishida before bilateral meeting".
func (d *Detector) bareNoun(t *text, n nounRoles, earlier []finding) (finding, bool) {
	s := d.resolve(t, t.nounSubject(n.start), n.start, earlier)
	if list := t.actAt(n); !several(s.actors) && list != nil {
		s = side{actors: list, kind: subjectBeside}
	}
	if list := t.trilateral(n.at); !several(s.actors) && list != nil {
		s = side{actors: list, kind: subjectBeside}
	}
	if pair := d.ours(t, n.start); pair != nil {
		return d.nounTold(t, n, finding{actors: pair, strength: 0.7}), true
	}
	if pair := t.underHeading(n); pair != nil {
		return d.nounTold(t, n, finding{actors: pair, strength: 0.6}), true
	}
	if f, ok := d.bareSetting(t, n, s); ok {
		return f, true
	}
	if pair := d.proposedTo(t, n.start, s, earlier); pair != nil && !t.technical(n.at) {
		f := n.finding(pair, 0.6)
		f.again = true
		d.nounStatus(t, n.at, n.start, &f)
		return f, f.status != readout.Held
	}
	if pair := d.calledState(t, n.start); !several(s.actors) && pair != nil && n.remote() {
		return d.nounDealt(t, n, pair, 0.6, 0), true
	}
	return d.bareNounOf(t, n, s)
}

// ours returns who speaks in an official feed and the foreign leader whom he has just named, for
// what he calls theirs at element k: "Trudeau was in Kyiv, and our talks"; nil for others.
func (d *Detector) ours(t *text, k int) []*actor {
	our := k - 1
	for our > 0 && t.elements[our].actor == nil && t.elements[our].is(isAdjective|isAdverb) {
		our--
	}
	if our < 1 || t.sentence(our) != t.sentence(k) || !t.is(our, "our") {
		return nil
	}
	host, ok := d.speaker(t)
	if !ok {
		return nil
	}
	for j := our - 1; j >= 0 && t.sentence(j) >= t.sentence(k)-1; j-- {
		if a := t.elements[j].actor; a != nil && !a.weak {
			if a.leader() && !a.possessive && a.state != host.state {
				return []*actor{host, a}
			}
			return nil
		}
	}
	return nil
}

// underHeading returns the two leaders whom alone the title goes on to name behind a summit with
// a colon: "Alaska summit: what Putin wants from Trump"; nil for others.
func (t *text) underHeading(n nounRoles) []*actor {
	colon := n.at + 1
	if n.noun != frameSummit || t.ends(n.at) || t.elements[colon].mark != ':' || t.clause(n.at) > 0 && t.sentence(t.clause(n.at)-1) == t.sentence(n.at) {
		return nil
	}
	var pair []*actor
	for j := colon + 1; j < t.sentenceEnd(n.at); j++ {
		a := t.elements[j].actor
		switch {
		case a == nil || a.weak:
			continue
		case !a.leader():
			return nil
		case !tellsOf(pair, []*actor{a}):
			pair = append(pair, a)
		}
	}
	if len(pair) != 2 {
		return nil
	}
	return pair
}

// trilateral returns the three leaders whom the story names where element k is a meeting of
// three; nil otherwise.
func (t *text) trilateral(k int) []*actor {
	if word := t.lower(k); !strings.Contains(word, "trilateral") && !strings.Contains(word, "three way") && !t.is(k-1, "trilateral", "tripartite", "three-way") {
		return nil
	}
	var all []*actor
	for j := range t.elements {
		a := t.elements[j].actor
		if !a.leader() || a.possessive || slices.ContainsFunc(all, func(b *actor) bool { return a.people[0].State == b.people[0].State }) {
			continue
		}
		if all = append(all, a); len(all) > 3 {
			return nil
		}
	}
	if len(all) < 3 {
		return nil
	}
	return all
}

// bareSetting reads what took place in a contact or is said at one: "Xi gave his approval in
// call, Trump says", "Trump presses Xi in Busan talks".
func (d *Detector) bareSetting(t *text, n nounRoles, s side) (finding, bool) {
	if b := d.teller(t, n.at); b != nil && len(s.actors) == 1 && s.actors[0].leader() && s.actors[0].state != b.state && t.setting(n.start) && n.remote() {
		return d.nounDealt(t, n, []*actor{s.actors[0], b}, 0.6, s.cues), true
	}
	if pair, cues := d.dealings(t, n.start); pair != nil && !n.atSeatOfOthers(pair) && (!several(s.actors) || len(pair) > len(s.actors) && tellsOf(pair, s.actors)) && n.noun != frameLetter {
		f := d.nounDealt(t, n, pair, 0.65, cues)
		f.margins = true
		return f, true
	}
	if by := t.speakers(n.start); (n.noun == frameJoint || n.noun == frameMeet) && !several(s.actors) && several(by.actors) {
		f := n.finding(by.actors, 0.8)
		f.set(readout.Held, "they speak at it")
		d.date(t, n.at, &f)
		return f, true
	}
	return finding{}, false
}

// atSeatOfOthers reports whether the contact took place at the seat of nobody among those who
// deal with each other: "thanks the King after Downing Street talks".
func (n nounRoles) atSeatOfOthers(pair []*actor) bool {
	return n.seat != nil && !slices.ContainsFunc(pair, func(a *actor) bool {
		return a.leader() && a.people[0].Name == n.seat.people[0].Name
	})
}

// bareNounOf reads "Trump and Xi hold talks", "Biden prepares for Mexico City summit",
// "Arab League holds summit": the subject has the contact, alone or with his host.
func (d *Detector) bareNounOf(t *text, n nounRoles, s side) (finding, bool) {
	if n.town != nil && len(s.actors) == 1 && s.actors[0].leader() && s.actors[0].state != n.town.state && !t.saysBetween(s.first, n.at) {
		if whose := d.summitIn(t, n.town); whose != nil && (whose == n.town || t.before(n.start)&(isBefore|isPlan) == 0) {
			s.actors = append(slices.Clone(s.actors), whose)
		}
	}
	host := d.talksIn(t, n.at, s)
	if host == nil {
		host = d.cameToSeat(t, n.start, s)
	}
	if host != nil {
		s.actors = append(slices.Clone(s.actors), host)
	}
	if n.seat != nil && len(s.actors) == 1 && s.actors[0].leader() && s.actors[0].state != n.seat.state {
		f := n.finding([]*actor{s.actors[0], n.seat}, 0.65) // "Macron goes ahead with Kremlin meeting"
		d.nounStatus(t, n.at, n.start, &f)
		return f, true
	}
	if len(s.actors) == 1 && s.actors[0].weak && d.ofLeaders(t, n.at, s.actors[0]) {
		s.actors = []*actor{d.membersOf(s.actors[0])}
	}
	if !several(s.actors) || s.kind == subjectStranger {
		return finding{}, false
	}
	if n.noun == frameLetter {
		return finding{}, false // from whom, and to whom?
	}
	if t.betweenTeams(n.at) && t.agreed(n.start) {
		return finding{}, false // "agree to resume trade talks"
	}
	if s.kind == subjectFar && host == nil && !t.near(n.at, isLight|isArrive, 3) {
		if len(s.actors) == 1 && n.noun != frameSummit || n.noun == frameTalks && !t.setting(n.start) {
			return finding{}, false // "world leaders condemn violence at a dinner"
		}
	}
	return d.nounTold(t, n, finding{actors: s.actors, strength: 0.8}), true
}

// summitIn returns whose summit one in a town is: that of the only alliance which the story
// names, "Ukraine's NATO bid", and below it "at Vilnius summit", else of the town's leader;
// nil where it names several.
func (d *Detector) summitIn(t *text, town *actor) *actor {
	var names []string
	for _, e := range t.elements {
		if e.actor == nil {
			continue
		}
		name := ""
		if g, known := d.roster.Group(e.actor.group); known && g.Kind == roster.GroupForum {
			name = g.Name
		} else if d.organisation(e.actor.state) {
			name = d.groupOf(e.actor.state)
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch {
	case len(names) == 0:
		return town
	case len(names) == 1 && names[0] != "UN":
		return &actor{group: names[0], plural: true, from: town.from, to: town.to}
	}
	return nil
}

// declinesInvite reports whether the sentence of element k tells that an invitation is turned
// down or somebody stays away: "Modi, Pezeshkian decline invites to summit".
func (t *text) declinesInvite(k int) bool {
	declines := false
	for j := t.clause(k); j < k; j++ {
		if t.is(j, "absent", "stay away", "stays away", "stayed away") {
			return true
		}
		declines = declines || t.declines(j)
		if declines && strings.HasPrefix(t.firstWord(j), "invit") {
			return true
		}
	}
	return false
}

// staysAway reports whether the sentence of element k tells that leaders stay away from what
// is not theirs alone: "Xi and Putin will give the summit a miss".
func (t *text) staysAway(k int) bool {
	for j := range t.elements {
		if t.sentence(j) == t.sentence(k) && (t.declines(j) || t.is(j, "a miss", "miss", "misses", "missed", "missing", "skip", "skips", "skipped", "skipping",
			"boycott", "boycotts", "boycotted", "boycotting", "absent", "absence", "no show", "stay away", "stays away", "stayed away")) {
			return true
		}
	}
	return false
}

// declines reports whether element k says that somebody does not take what is offered.
func (t *text) declines(k int) bool {
	switch t.lower(k) {
	case "decline", "declines", "declined", "declining", "turn down", "turns down", "turned down", "spurn", "spurns", "spurned", "shun", "shuns", "shunned":
		return true
	}
	return false
}
