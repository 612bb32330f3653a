package contacts

import (
	"slices"

	"readout"
	"readout/contacts/roster"
)

// Who attends the meeting of others or of a group: "Zelensky attends the G7".

// attend reads "Zelensky attends the G7", "a ceremony attended by Rabuka".
func (d *Detector) attend(t *text, k int, f finding, subject side, passive bool, earlier []finding) (finding, bool) {
	if k > 0 && t.is(k, "chairs") && t.is(k-1, "who") {
		return f, false // "Sall, who chairs the African Union"
	}
	if t.missesPhoto(k) {
		return f, false
	}
	if passive || !t.ends(k) && t.elements[k+1].is(isBy) {
		return d.attendedBy(t, k, f, earlier)
	}
	if list := t.attendants(k); list != nil {
		f.actors, f.strength = list, 0.6
		f.set(readout.Held, "told as a fact")
		return f, leaders(f.actors) == len(f.actors) && several(f.actors)
	}
	subject = d.resolve(t, subject, k, earlier)
	if subject.kind == subjectStranger || !slices.ContainsFunc(subject.actors, (*actor).principal) {
		return f, false
	}
	cues := subject.cues | t.elements[k].classes&isNot | t.inverted(subject)
	if others := d.resolve(t, t.partner(k+1, t.joins(k) || t.leadersAt(k+1), isWith), k, earlier, subject.actors...); len(others.actors) > 0 && leaders(others.actors) > 0 && !t.separatedByComma(k, others.first) {
		f.actors, f.strength = slices.Concat(subject.actors, others.actors), 0.65
		if at := t.joinedCall(k, others.first); at >= 0 {
			f.frame, f.at = t.elements[at].noun, at
		}
		if others.first > k+2 && t.is(others.first-2, "meetings", "bilaterals", "bilateral meetings", "calls") {
			f.partners, f.each = partnersOf(subject.actors, others.actors), true // "skips meetings with"
		}
		d.verbStatus(t, k, &f, cues)
		return f, several(f.actors)
	}
	if i := t.joinsIn(k, earlier); i >= 0 && (t.joins(k) || leaders(slices.Concat(earlier[i].actors, subject.actors)) > leaders(earlier[i].actors)) {
		earlier[i].actors = append(slices.Clone(earlier[i].actors), subject.actors...)
		return f, false
	}
	if host := d.leftHost(t, k); host != nil {
		f.frame, f.actors, f.strength = frameMeet, append(slices.Clone(subject.actors), host), 0.55
		d.verbStatus(t, k, &f, cues)
		return f, f.status == readout.Held && several(f.actors)
	}
	if g := d.stayedAway(t, k); g != nil {
		f.actors, f.strength = append(slices.Clone(subject.actors), g), 0.6
		f.set(readout.Off, "somebody stays away")
		return f, true
	}
	g, ok := d.attendedGroup(t, k)
	if g != nil {
		f.actors, f.strength = append(slices.Clone(subject.actors), g), 0.75
		d.verbStatus(t, k, &f, cues)
		return f, true
	}
	if ok && leaders(subject.actors) > 1 { // "Zelenskyy and Macron took part in the ceremony"
		f.actors, f.strength = subject.actors, 0.55
		d.verbStatus(t, k, &f, cues)
		return f, f.status == readout.Held && t.elements[k].classes&isNot == 0 && t.oneEvent(k)
	}
	return f, false
}

// attendants returns who is named behind what they attend: "Attending the meeting were Aliyev,
// Pashinyan and Tokayev"; nil for nobody.
func (t *text) attendants(k int) []*actor {
	if !t.begins(k) || t.elements[k].forms&formIng == 0 {
		return nil
	}
	for j := range t.forward(k, 7) {
		if e := &t.elements[j]; e.mark != 0 {
			return nil
		}
		if next := j + 1; t.is(j, "were", "was", "are") && !t.ends(j) && t.elements[next].actor != nil {
			list, _ := t.listFrom(next)
			return list
		}
	}
	return nil
}

// attendedBy reads "a ceremony attended by Rabuka". Where the text has told of the event
// already, he is added to those who were there.
func (d *Detector) attendedBy(t *text, k int, f finding, earlier []finding) (finding, bool) {
	by := d.resolve(t, t.partner(k+1, false, isBy), k, earlier)
	if i := t.attended(k, earlier); i >= 0 {
		earlier[i].actors = append(slices.Clone(earlier[i].actors), by.actors...)
		return f, false
	}
	if i := t.sameOccasion(k, earlier); i >= 0 && len(by.actors) > 0 {
		earlier[i].actors, earlier[i].partners = append(slices.Clone(earlier[i].actors), by.actors...), 0
		return f, false
	}
	s := d.resolve(t, t.farSubject(k, side{first: k}), k, earlier)
	f.actors, f.strength = slices.Concat(s.actors, by.actors), 0.6
	if !f.hedge(t.before(k) & (isWill | isPlan | isMay | isNot)) { // "to be joined by"
		f.set(readout.Held, "told as a fact")
	}
	return f, len(by.actors) > 0 && len(s.actors) > 0
}

// sameOccasion returns which of the findings the meeting is, told of last before, that the
// sentence of the verb at element k begins with: "The meeting was attended by"; -1 for none.
func (t *text) sameOccasion(k int, found []finding) int {
	begin := t.clause(k)
	if t.elements[begin].actor != nil || !t.is(begin, "the", "their") || begin+1 >= k || t.elements[begin+1].actor != nil || len(found) == 0 {
		return -1
	}
	switch t.elements[begin+1].noun {
	case frameMeet, frameTalks, frameSummit:
		if last := len(found) - 1; found[last].at < begin && found[last].status == readout.Held && !found[last].remote() {
			return last
		}
	}
	return -1
}

// attendedGroup returns the group or organisation that the verb at element k is about, nil
// for none. It reports false where the verb tells of no meeting: "addressed the UN",
// "gives green light to Finland joining NATO".
func (d *Detector) attendedGroup(t *text, k int) (*actor, bool) {
	for j := range t.forward(k, 7) {
		e := &t.elements[j]
		a := e.actor
		if a == nil {
			if e.mark != 0 && !t.asideOnMeans(j) || e.is(isClause|isReport|isAbout|isWith|isAfter|isBefore) && !e.is(isVideo) {
				break
			}
			continue
		}
		if a.weak && j+1 < len(t.elements) && t.elements[j+1].unknown && t.sentence(j+1) == t.sentence(k) {
			break // "a FIFA World Cup ceremony"
		}
		if (a.weak && d.organisation(a.state) || d.assembly(a.group)) && t.is(k, "address", "addresses", "addressed", "addressing") && !t.convened(j) {
			return nil, false // a speech, but not "addresses SCO summit"
		}
		if t.missesPart(j) || t.joins(k) && d.membership(a) && (t.ends(j) || t.elements[j+1].noun == noFrame) {
			return nil, false
		}
		if !a.possessive && (a.group != "" || a.weak && d.organisation(a.state)) {
			return a, true
		}
	}
	return nil, true
}

// asideOnMeans reports whether the mark at element j is one of two commas around how somebody
// takes part: "took part, via videoconference, in".
func (t *text) asideOnMeans(j int) bool {
	if t.elements[j].mark != ',' {
		return false
	}
	video := func(i int) bool {
		return i < len(t.elements) && t.elements[i].actor == nil && t.elements[i].is(isVideo)
	}
	return video(j-1) || video(j+1) && j+2 < len(t.elements) && t.elements[j+2].mark == ','
}

// missesPhoto reports whether it is only a picture that somebody is not in: "misses G20 family
// photo with Biden".
func (t *text) missesPhoto(k int) bool {
	return t.elements[k].is(isNot) && t.followedBy(k, 5, "photo", "photograph", "photo op", "family photo", "class photo", "group photo")
}

// stayedAway returns the group whose gathering somebody skips who is said to skip the
// town where it is: "to skip Jakarta", and below it "ASEAN"; nil for none.
func (d *Detector) stayedAway(t *text, k int) *actor {
	if !t.elements[k].is(isNot) || k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return nil
	}
	if place := t.elements[k+1].actor; place == nil && !t.named(k+1) || place != nil && !(place.town && !place.possessive && !d.organisation(place.state)) {
		return nil
	}
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || a.aide {
			continue
		}
		if a.weak && !a.town && d.organisation(a.state) {
			return &actor{group: d.groupOf(a.state), plural: true, from: a.from, to: a.to}
		}
		if g, known := d.roster.Group(a.group); known && (g.Kind == roster.GroupForum || g.Kind == roster.GroupOrganisation) {
			return a
		}
	}
	return nil
}

// joinedCall returns the call that stands between the verb at element k and those whom
// one joins on it, from element end on, or behind them: "joins call with Starmer"; -1 for none.
func (t *text) joinedCall(k, end int) int {
	for j := k + 1; j < end && j < k+6; j++ {
		if t.elements[j].actor == nil && (t.elements[j].noun == framePhone || t.elements[j].noun == frameVideo) {
			return j
		}
	}
	_, next := t.listFrom(end)
	if next >= len(t.elements) || t.sentence(next) != t.sentence(k) || !t.is(next, "on", "in", "for") {
		return -1
	}
	for j := range t.forward(next, 3) { // "joins Trump, Netanyahu on call"
		if e := &t.elements[j]; e.actor == nil && (e.noun == framePhone || e.noun == frameVideo) {
			return j
		} else if e.actor != nil || e.mark != 0 {
			break
		}
	}
	return -1
}

// attended returns which of the findings is what the verb at element k says that others
// took part in: "in a call joined by Trump"; -1 for none.
func (t *text) attended(k int, found []finding) int {
	return slices.IndexFunc(found, func(f finding) bool {
		return f.at < k && t.sentence(f.at) == t.sentence(k) && t.elements[f.at].actor == nil && (f.at > k-9 && t.elements[f.at].noun != noFrame || t.is(k-1, "and") && t.elements[f.at].verb == frameHost)
	})
}

// joinsIn returns which of the findings it is that others joined, by the verb at element
// k: "as European leaders joined the talks", "Guterres also attended the meeting"; -1 for none.
func (t *text) joinsIn(k int, found []finding) int {
	if len(found) == 0 || !t.joins(k) && (t.elements[k].forms&(formPast|formIng) == 0 || t.ends(k) || !t.is(k+1, "the")) {
		return -1
	}
	for j := range t.forward(k, 3) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return -1
		}
		switch e.noun {
		case frameTalks, frameMeet, framePhone, frameVideo, frameSummit:
			at := -1
			for i, f := range found {
				if f.status == readout.Held && leaders(f.actors) > 0 && several(f.actors) && (at < 0 || !t.joins(k)) {
					at = i // the one told last is "the meeting" that others attend
				}
			}
			return at
		}
	}
	return -1
}

// oneEvent reports whether what is attended is one thing that those who attend do
// together.
func (t *text) oneEvent(k int) bool {
	for j := range t.forward(k, 6) {
		switch t.lower(j) {
		case "conference", "summit", "exhibition", "plant", "ceremony", "meeting", "event", "opening", "talks", "signing", "forum", "parade", "session":
			return true
		}
	}
	return false
}

// leftHost returns the leader whose seat somebody leaves, where the sentence goes on with
// him: "leaves Kremlin as Putin accuses him".
func (d *Detector) leftHost(t *text, k int) *actor {
	if k+2 >= len(t.elements) || !t.is(k, "leaves", "left", "exits", "exited", "storms out of", "stormed out of", "came away from", "comes away from", "walked out of", "walks out of", "emerged from", "emerges from", "came out of", "comes out of") {
		return nil
	}
	seat := &t.elements[k+1]
	if seat.actor == nil || !seat.actor.weak || seat.phrase == nil || !slices.ContainsFunc(seat.phrase.names, func(n name) bool {
		return n.kind == nameSeat || n.kind == nameCapital && t.comesAway(k+2) && !t.is(k+2, "with") && (t.ends(k+2) || t.elements[k+3].verb == noFrame) // "left Washington without a promise"
	}) {
		return nil
	}
	if t.comesAway(k + 2) {
		if host := t.leaderOf(seat.actor.state); host != nil && host.state == seat.actor.state {
			return host
		}
	}
	for j := k + 2; j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if a := t.elements[j].actor; a != nil {
			if a.leader() && a.state == seat.actor.state && !a.possessive && t.is(j-1, "after", "as", "when", "with") {
				return a
			}
			return nil
		}
	}
	return nil
}

// comesAway reports whether the words from element k on tell what somebody took home from where
// he was received: "left the White House on Tuesday without relief".
func (t *text) comesAway(k int) bool {
	for k < len(t.elements) && t.elements[k].actor == nil && (t.elements[k].is(isTime) || t.is(k, "on")) {
		k++
	}
	return k > 0 && k < len(t.elements) && t.sentence(k) == t.sentence(k-1) && t.is(k, "without", "with", "empty-handed", "empty handed", "believing", "convinced", "having", "unscathed", "smiling")
}

// leadersAt reports whether element i is leaders who are named behind it: "addressed heads
// of state including Modi and Lula".
func (t *text) leadersAt(i int) bool {
	if i >= len(t.elements) || t.elements[i].actor == nil || !t.elements[i].actor.loose || !t.elements[i].actor.plural {
		return false
	}
	actors, _ := t.listFrom(i)
	return leaders(actors) > 0
}

// assembly reports whether a group is one that people speak to: "addresses Davos".
func (d *Detector) assembly(group string) bool {
	g, known := d.roster.Group(group)
	return known && g.Kind == roster.GroupMeeting
}

// joins reports whether the verb at element k is one of joining somebody.
func (t *text) joins(k int) bool {
	switch t.firstWord(k) {
	case "join", "joins", "joined", "joining", "brought", "dialled", "dialed":
		return true
	case "were", "was":
		return t.elements[k].verb == frameAttend // "were brought into the call"
	}
	return false
}

// presence reads "at the G7": leaders who are there with a group.
func (d *Detector) presence(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: frameAttend, at: k, dated: -1, strength: 0.6}
	there := e.actor
	if there.weak {
		there = &actor{group: d.groupOf(there.state), from: there.from, to: there.to}
	}
	g, known := d.roster.Group(there.group)
	if !known || g.Kind != roster.GroupForum && there == e.actor || k == 0 || t.sentence(k-1) != t.sentence(k) {
		return f, false
	}
	before := &t.elements[k-1]
	if people := d.attending(t, k-1, earlier); k+1 < len(t.elements) && t.is(k+1, "debut") && len(people) > 0 && g.Kind == roster.GroupForum {
		f.actors = append(people, there)
		d.nounStatus(t, k, k-1, &f)
		return f, true // "makes G7 debut"
	}
	to := before.is(isTo) && t.words(e.from, e.to) != e.actor.group && !t.appeals(k-2) // "G7 leaders" are spoken to
	came := t.is(k-1, "for") && there == e.actor && t.cameFor(k)                       // "arrives in Canada for the G7"
	spoken := g.Kind != roster.GroupMeeting && t.is(k-1, "of") && k > 2 && t.is(k-2, "meeting", "session", "summit") && t.stated(k)
	if before.actor != nil || !before.is(isIn) && !to && !came && !spoken || k+1 < len(t.elements) && t.elements[k+1].noun != noFrame {
		return f, false
	}
	people := d.attending(t, k-1, earlier)
	if len(people) == 0 || t.missesPart(k) {
		return f, false
	}
	f.actors = append(people, there)
	f.margins = true
	start := k - 1
	if came {
		start = k
	}
	d.nounStatus(t, k, start, &f)
	return f, true
}

// appeals reports whether element k is what is asked of somebody in public, who need not be
// there: "appealed to the leaders of the G7".
func (t *text) appeals(k int) bool {
	if k < 0 {
		return false
	}
	switch t.firstWord(k) {
	case "appeals", "appealed", "appealing", "message", "messages", "warning", "warnings":
		return true
	}
	return false
}

// missesPart reports whether somebody is said to miss no more than a part of what goes on at
// element k: "skips speech at BRICS forum".
func (t *text) missesPart(k int) bool {
	for j := range t.backward(k, 6) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if t.is(j, "speech", "photo", "photograph", "session", "ceremony", "gala", "press conference", "news conference", "breakfast", "parade") && j > 0 {
			before := t.beforeDescribing(j)
			return t.elements[before].is(isNot) && t.sentence(before) == t.sentence(k)
		}
	}
	return false
}

// attending returns the leaders in front of the summit of a group.
func (d *Detector) attending(t *text, k int, earlier []finding) []*actor {
	subject := t.nounSubject(k)
	if k > 1 && t.is(k-1, "attendance", "presence", "participation", "appearance", "debut", "no-show", "absence") {
		if owner, _ := t.owner(k - 1); owner.kind != subjectNone {
			subject = owner // "Carney's debut at the G7"
		} else {
			subject = t.nounSubject(k - 1) // "makes surprise appearance at the G7"
		}
	}
	s := d.resolve(t, subject, k, earlier)
	if says := d.saysAt(t, k); says != nil && (s.kind == subjectStranger || len(s.actors) == 1 && s.actors[0].weak) {
		return []*actor{says}
	}
	if s.kind == subjectStranger {
		return nil
	}
	if len(s.actors) == 0 {
		s.actors = t.sayer(k)
	}
	if len(s.actors) == 0 && t.stated(k) {
		s.actors = t.speakers(k).actors // "Speech by President Zelenskyy at the NATO summit"
	}
	if len(s.actors) == 1 && s.actors[0].weak {
		s = d.resolve(t, t.farSubject(k, side{first: k}), k, earlier) // "Sunak to condemn Russia at the G20"
	}
	return slices.DeleteFunc(slices.Clone(s.actors), func(a *actor) bool { return !a.principal() || a.weak })
}

// saysAt returns the leader who says something of others at the meeting of a group whose
// noun phrase begins at element k: "Biden says US will pay at close of NATO summit"; nil for
// none.
func (d *Detector) saysAt(t *text, k int) *actor {
	first := t.clause(k)
	if first+1 >= k || !t.setting(k) || !t.says(&t.elements[first+1]) || t.elements[first].actor == nil || t.elements[first].actor.possessive {
		return nil
	}
	return d.leaderAt(t, first)
}
