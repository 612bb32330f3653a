package contacts

import (
	"slices"
	"strings"

	"readout"
)

// nounFrame reads "talks with Xi", "the Trump-Xi summit", "a call between
// Macron and Scholz".
func (d *Detector) nounFrame(t *text, k int, earlier []finding) (finding, bool) {
	f, ok := d.nounRead(t, k, earlier)
	return f, ok && !t.noContact(k, &f)
}

// noContact reports whether the noun at element k tells of no contact of those whom it was read
// with: somebody else's meeting, several at once, a statement, a summit that they stay away from.
func (t *text) noContact(k int, f *finding) bool {
	switch {
	case len(f.actors) == 1 && f.actors[0].group != "" && (t.namesSeat(k) || t.is(k, "exchange", "exchanges")):
		return true // "After Oval Office blowup, European leaders rally around Zelensky"
	case t.ofBody(k):
		return true // "agreed to hold the next meeting of the commission"
	case f.partners == 0 && leaders(f.actors) == 2 && len(f.actors) == 2 && t.inSeparate(k):
		return true // "in separate phone conversations, Støre and Kishida"
	case t.issued(k):
		return true // "hail truce in joint statement"
	}
	return f.frame == frameSummit && (f.status == readout.Off || t.declinesInvite(k)) && leaders(f.actors) == len(f.actors) && t.staysAway(k)
}

// afterContact reports whether the sentence of the statement at element k tells of a call or
// meeting before it: "issue joint statement after call".
func (t *text) afterContact(k int) bool {
	for j := range t.elements {
		if t.elements[j].actor != nil || t.sentence(j) != t.sentence(k) {
			continue
		}
		switch t.elements[j].noun {
		case frameMeet, frameTalks, framePhone, frameVideo, frameSummit:
			return true
		}
	}
	return false
}

// putOut reports whether the statement at element k is one that somebody issues.
func (t *text) putOut(k int) bool {
	for j := range t.backward(k, 3) {
		switch t.lower(j) {
		case "issue", "issues", "issued", "issuing", "release", "releases", "released", "publish", "publishes", "published":
			return true
		}
	}
	return false
}

// urgesSomething reports whether the statement of leaders at element k goes on to say
// something: "Joint statement by Starmer and Macron urges".
func (t *text) urgesSomething(k int) bool {
	if k+2 >= len(t.elements) || t.sentence(k+2) != t.sentence(k) || !t.is(k+1, "by", "from") || t.elements[k+2].actor == nil {
		return false
	}
	_, end := t.listFrom(k + 2)
	return end < len(t.elements) && t.sentence(end) == t.sentence(k) && t.elements[end].mark == 0
}

// inSeparate reports whether the contacts at element k were apart, and names nobody with whom:
// "in separate phone conversations, Støre and Kishida".
func (t *text) inSeparate(k int) bool {
	if !strings.HasSuffix(t.lower(k), "s") || !t.ends(k) && t.elements[k+1].actor == nil && t.elements[k+1].is(isWith|isBetween) {
		return false
	}
	for j := range t.backward(k, 3) {
		if t.elements[j].actor == nil && t.is(j, "separate") {
			return true
		}
	}
	return false
}

// issued reports whether the noun at element k is a statement that was put out by several, who
// need not have met: "in a joint statement", in a story of no meeting.
func (t *text) issued(k int) bool {
	return t.is(k, "joint statement", "joint statements") && (t.before(k)&isIn != 0 || t.putOut(k) || t.urgesSomething(k)) && !t.seenTogether() && !t.afterContact(k)
}

// seenTogether reports whether any word of the story tells of people who are in one place.
func (t *text) seenTogether() bool {
	return slices.ContainsFunc(t.elements, func(e element) bool { return e.actor == nil && e.is(isPerson|isVenue) })
}

// nounRead reads the noun at element k with those who stand around it.
func (d *Detector) nounRead(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: e.noun, at: k, dated: -1}
	switch {
	case e.verb == frameCall && t.demand(k), t.hypothetical(k):
		return f, false
	case e.noun == frameVisit:
		if pair, cues := d.given(t, k, side{}, false, earlier); pair != nil { // "gives Putin a tour"
			f.frame, f.actors, f.strength = frameAct, pair, 0.7
			d.dealingStatus(t, k, k, &f, cues)
			return f, true
		}
		return d.nounVisit(t, k, f, earlier)
	case e.noun == frameInvite:
		owner, possessive := t.owner(k)
		return d.invitation(t, k, f, owner, possessive, earlier)
	}
	n, ok := d.rolesAround(t, k, earlier)
	if !ok || t.notIssued(k) {
		return f, false
	}
	if n.noun == frameLetter {
		if pair := d.carriedLetter(t, n, earlier); pair != nil {
			return d.nounDealt(t, n, pair, 0.7, 0), true
		}
	}
	if len(n.object.actors) == 0 {
		if f, ok := d.toldOrGiven(t, n, earlier); ok {
			return f, true
		}
		if n.noun == frameHost && !n.possessive {
			return f, false
		}
	}
	if n.object.kind == subjectStranger && !several(n.owner.actors) || d.appearsAlone(t, n, earlier) || t.cancelsAppearance(n) {
		return f, false
	}
	owned, partnered := len(n.owner.actors) > 0, len(n.object.actors) > 0
	switch {
	case !owned && several(n.object.actors):
		return d.nounOfPartners(t, n, earlier)
	case owned && partnered:
		return d.ownerAndObject(t, n, earlier)
	case several(n.owner.actors):
		return d.nounOfOwners(t, n, earlier)
	case owned || partnered:
		return d.nounOfOne(t, n, earlier)
	case n.owner.kind == subjectNone:
		return d.bareNoun(t, n, earlier)
	}
	return f, false
}

// ofBody reports whether the contact at element k is that of a body of officials and not of those
// who speak of it: "the next meeting of the intergovernmental commission".
func (t *text) ofBody(k int) bool {
	if t.ends(k) || !t.is(k+1, "of") || t.elements[k].noun != frameMeet && t.elements[k].noun != frameTalks {
		return false
	}
	for j := range t.forward(k+1, 6) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '-' || e.is(isWith|isBetween) {
			return false
		}
		switch t.lower(j) {
		case "commission", "committee", "subcommittee", "experts", "delegations", "teams", "board", "commissions", "committees", "parliament", "parliaments", "parliamentarians", "officials", "representatives", "negotiators", "negotiating groups", "working group", "working groups", "business council", "cabinet", "government":
			return true
		}
	}
	return false
}

// toldOrGiven reads "In the letter, Trump told Herzog" and "grants Sharaa an audience",
// where nobody stands behind the noun.
func (d *Detector) toldOrGiven(t *text, n nounRoles, earlier []finding) (finding, bool) {
	if n.noun == frameLetter || n.noun == framePhone {
		if pair, ok := d.told(t, n.at, earlier); ok {
			return d.nounDealt(t, n, pair, 0.8, 0), true
		}
	}
	if pair, cues := d.given(t, n.at, n.owner, n.possessive, earlier); pair != nil {
		return d.nounDealt(t, n, pair, 0.75, cues), true
	}
	return finding{}, false
}

// appearsAlone reports whether what may be joint is the appearance of one: "a press
// conference of Macron".
func (d *Detector) appearsAlone(t *text, n nounRoles, earlier []finding) bool {
	return n.noun == frameJoint && len(n.object.actors) == 0 && !t.jointly(n.at) &&
		leaders(d.resolve(t, t.nounSubject(n.start), n.start, earlier).actors) < 2
}

// cancelsAppearance reports whether leaders who may meet all the same will not be seen
// together afterwards: "cancels joint press conference with Netanyahu".
func (t *text) cancelsAppearance(n nounRoles) bool {
	return n.noun == frameJoint && t.before(n.start)&isNot != 0 && t.is(n.at, "press conference", "news conference", "joint press conference", "joint news conference", "joint presser", "joint statement", "joint statements", "media availability", "briefing", "joint briefing")
}

// nounOfPartners reads "talks between Macron and Scholz", "Biden holds talks with Macron and
// Scholz": several partners, nobody who owns the noun.
func (d *Detector) nounOfPartners(t *text, n nounRoles, earlier []finding) (finding, bool) {
	partners := n.object.actors
	if n.noun == frameLetter {
		return d.letterToSeveral(t, n, earlier)
	}
	if len(partners) == 1 && partners[0].group != "" && t.before(n.start)&(isIn|isAfter|isBefore) == isIn && !t.ends(n.at) && t.is(n.at+1, "of") {
		return d.nounTold(t, n, finding{actors: append(d.attending(t, n.start, earlier), partners...), strength: 0.75}), true // "said so at a summit of Nordic leaders"
	}
	if host := d.resolve(t, t.hostOf(n), n.start, earlier); leaders(host.actors) == 1 && !tellsOf(partners, host.actors) {
		return d.nounTold(t, n, finding{actors: slices.Concat(host.actors, partners), strength: 0.9}), true // "to host virtual gathering of leaders of Brazil and India"
	}
	if t.betweenAt(n.at+1) && !t.is(n.at+1, "from") && !t.peers(partners) && !d.ofMember(t, n) {
		return d.nounTold(t, n, finding{actors: partners, strength: 0.9}), true
	}
	f := finding{actors: partners, strength: 0.8}
	s := t.nounSubject(n.start)
	if s.kind == subjectStranger {
		return f, false // somebody's meeting with both
	}
	if s = d.resolve(t, s, n.start, earlier); s.kind != subjectNone {
		f.actors = slices.Concat(s.actors, partners)
		f.partners = partnersOf(s.actors, partners)
	} else if host, ok := d.speaker(t); ok && t.opensWith(n.start) {
		f.actors = append([]*actor{host}, partners...) // "Meeting with Aliyev and Pashinyan"
		f.partners = partnersOf(f.actors[:1], partners)
	}
	return d.nounTold(t, n, f), true
}

// ofMember reports whether somebody says or does something around the meeting of a group to
// which his state belongs: "Meloni said after a meeting of EU leaders".
func (d *Detector) ofMember(t *text, n nounRoles) bool {
	if len(n.object.actors) != 1 || n.object.actors[0].group == "" || !t.setting(n.start) {
		return false
	}
	s := t.nounSubject(n.start)
	return len(s.actors) == 1 && s.actors[0].leader() && d.roster.Covers(n.object.actors[0].group, s.actors[0].state, t.story.Published)
}

// peers reports whether a group is named as the colleagues of the one who is told of: "a
// meeting of NATO counterparts".
func (t *text) peers(partners []*actor) bool {
	if len(partners) != 1 || partners[0].group == "" || partners[0].to == 0 {
		return false
	}
	switch strings.ToLower(t.words(partners[0].to-1, partners[0].to)) {
	case "counterparts", "colleagues", "peers":
		return true
	}
	return false
}

// hostOf returns who hosts or chairs what the noun tells of; nobody where another verb carries it.
func (t *text) hostOf(n nounRoles) side {
	for j := range t.backward(n.start, 5) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' {
			break
		}
		if t.is(j, "host", "hosts", "hosted", "hosting", "chair", "chairs", "chaired", "convene", "convenes", "convened", "lead", "leads", "led") {
			return t.nounSubject(n.start)
		}
	}
	return side{kind: subjectNone}
}

// letterToSeveral reads "Xi sent letters to Trump and Lula": who wrote?
func (d *Detector) letterToSeveral(t *text, n nounRoles, earlier []finding) (finding, bool) {
	partners := n.object.actors
	var from side
	if !t.opensWith(n.start) {
		from = d.resolve(t, t.nounSubject(n.start), n.start, earlier)
	}
	if by := t.sentBy(n.at); len(by.actors) > 0 {
		from = d.resolve(t, by, n.start, earlier)
	}
	if from.kind == subjectNone {
		if a := d.besides(t, partners, n.start); a != nil {
			from = side{actors: []*actor{a}, kind: subjectPair} // "The letters to Xi and Lula say"
		} else if host, ok := d.speaker(t); ok {
			from = side{actors: []*actor{host}, kind: subjectPronoun} // "Messages have been received from Xi and Lukashenko"
		}
	}
	itself := slices.ContainsFunc(from.actors, func(a *actor) bool { return slices.Contains(partners, a) })
	if from.kind == subjectStranger || len(from.actors) == 0 || itself {
		return finding{}, false // "congratulations pour in from Putin and Biden"
	}
	f := finding{actors: slices.Concat(from.actors, partners), partners: partnersOf(from.actors, partners), strength: 0.9}
	return d.nounTold(t, n, f), true
}

// ownerAndObject reads "Macron's call with Xi", and who hosts a group: "hosts Quad summit with
// leaders of Australia and India".
func (d *Detector) ownerAndObject(t *text, n nounRoles, earlier []finding) (finding, bool) {
	actors := slices.Concat(n.owner.actors, n.object.actors)
	if a := n.owner.actors[0]; len(n.owner.actors) == 1 && (a.group != "" || a.weak && d.organisation(a.state)) {
		actors = append(d.attending(t, n.start, earlier), actors...)
	}
	return d.nounTold(t, n, finding{actors: actors, strength: 0.9}), true
}

// nounOfOwners reads "the Trump-Xi summit", "the G7 summit" and who attends it.
func (d *Detector) nounOfOwners(t *text, n nounRoles, earlier []finding) (finding, bool) {
	actors := n.owner.actors
	if len(actors) == 1 && actors[0].group != "" {
		actors = append(d.attending(t, n.start, earlier), actors...)
	}
	if host := d.eachWith(t, n); host != nil {
		f := finding{actors: append([]*actor{host}, actors...), partners: len(actors), each: true, strength: 0.7}
		return d.nounTold(t, n, f), true
	}
	return d.nounTold(t, n, finding{actors: actors, strength: 0.9}), true
}

// eachWith returns the leader who has had a contact with each of those who own a noun in the
// plural, nil where they had it with each other: "Takaichi ratings rise after Trump, Xi meetings".
func (d *Detector) eachWith(t *text, n nounRoles) *actor {
	word := t.lower(n.at)
	if !t.setting(n.start) || !strings.HasSuffix(word, "s") || n.noun == frameTalks || len(n.owner.actors) != 2 || leaders(n.owner.actors) != 2 {
		return nil
	}
	first := t.clauseActor(n.start)
	host := d.leaderAt(t, first)
	if first >= n.start || host == nil || host.possessive || t.behindPreposition(first) || slices.ContainsFunc(n.owner.actors, func(a *actor) bool { return a.state == host.state }) {
		return nil
	}
	for j := n.start; j < n.at; j++ {
		if t.elements[j].mark == ',' || t.elements[j].actor == nil && t.elements[j].is(isAnd) {
			return host
		}
	}
	return nil
}

// nounOfOne reads "Macron held talks with Xi", "praises Erdogan at Astana summit": the noun
// names one side, and the words around it the other.
func (d *Detector) nounOfOne(t *text, n nounRoles, earlier []finding) (finding, bool) {
	owners, partners := n.owner.actors, n.object.actors
	if len(owners) == 1 && len(partners) == 0 && n.start > 1 && t.elements[n.start].actor == owners[0] {
		all := n
		if all.owner.actors, all.start = t.listBack(n.start); d.eachWith(t, all) != nil {
			return d.nounOfOwners(t, all, earlier) // "after Trump, Xi meetings"
		}
	}
	if n.possessive && len(owners) > 0 {
		if guest := t.atTable(n); guest != nil {
			return d.nounDealt(t, n, []*actor{guest, owners[0]}, 0.65, 0), true
		}
		return d.atSeatOf(t, n, owners) // "Trump's summit": with whom?
	}
	if n.noun == frameSummit && len(owners) == 1 && owners[0].weak {
		if pair, cues := d.dealings(t, n.start); pair != nil {
			f := d.nounDealt(t, n, pair, 0.65, cues)
			f.margins = true
			return f, true
		}
	}
	own := d.otherSide(t, n, earlier)
	if a := d.ofWhose(t, n); a != nil {
		own = side{actors: []*actor{a}, kind: subjectBeside}
	}
	if by := t.sentBy(n.at); n.noun == frameLetter && len(by.actors) > 0 {
		own = d.resolve(t, by, n.start, earlier, partners...)
	}
	if own.kind == subjectStranger {
		return finding{}, false
	}
	if len(own.actors) == 0 && own.kind == subjectNone {
		return d.atSeatOf(t, n, slices.Concat(owners, partners))
	}
	if len(owners) == 1 && len(partners) == 0 && owners[0].leader() && t.before(n.start)&isAfter != 0 && t.foretells(n.start) {
		if host := t.visitorBefore(own, n.start); host != nil && host.state != owners[0].state {
			own.actors = []*actor{host} // "Zelensky to meet Trump after Putin call"
		}
	}
	f := finding{actors: slices.Concat(own.actors, owners, partners), strength: nounStrength[own.kind]}
	if guest := t.visitorBefore(own, n.start); guest != nil && len(owners) == 0 && !several(f.actors) {
		f.actors = append([]*actor{guest}, partners...) // "Xi told Rubio so during his talks with Wang Yi"
	}
	f.partners = partnersOf(slices.Concat(own.actors, owners), partners)
	f = d.nounTold(t, n, f)
	t.ofThree(&f, earlier)
	return f, true
}

// ofThree adds to a meeting of three whom the sentence told of just before: "will meet Putin
// and then hold a three-way meeting with Zelensky".
func (t *text) ofThree(f *finding, earlier []finding) {
	if leaders(f.actors) != 2 || !t.threeWay(f.at) {
		return
	}
	for i := len(earlier) - 1; i >= 0; i-- {
		before := &earlier[i]
		if t.sentence(before.at) != t.sentence(f.at) || leaders(before.actors) != 2 || before.remote() != f.remote() || before.implied || !tellsOf(before.actors, f.actors[:1]) || tellsOf(before.actors, f.actors) {
			continue
		}
		f.actors, f.partners, f.beside = slices.Concat(before.actors, f.actors[1:]), 0, true
		return
	}
}

// threeWay reports whether the contact at element k is called one of three: "a three-way phone call".
func (t *text) threeWay(k int) bool {
	for j := range t.backward(k+1, 5) {
		if oneOf(t.firstWord(j), "three-way", "trilateral", "tripartite") {
			return true
		}
	}
	return false
}

// atSeatOf reads "Starmer's White House meeting", "the Zelensky ambush in the Oval Office",
// where only the seat tells who the other one is.
func (d *Detector) atSeatOf(t *text, n nounRoles, actors []*actor) (finding, bool) {
	if n.seat == nil || len(actors) == 0 || !actors[0].leader() && !actors[0].led || actors[0].state == n.seat.state {
		return finding{}, false
	}
	return d.nounTold(t, n, finding{actors: append(slices.Clone(actors), n.seat), strength: 0.6}), true
}

// atTable returns the leader who is a guest at the meal of another: "Macron gets star treatment
// at Biden's state dinner"; nil for none.
func (t *text) atTable(n nounRoles) *actor {
	if len(n.owner.actors) != 1 || !n.owner.actors[0].leader() || !t.preceded(n.start, "at") {
		return nil
	}
	switch last := t.elements[n.at].to; strings.ToLower(t.words(last-1, last)) {
	case "dinner", "banquet", "lunch", "breakfast", "reception":
	default:
		return nil
	}
	if guest := t.farSubject(n.start, side{first: n.start}); len(guest.actors) == 1 && guest.actors[0].leader() && guest.actors[0].state != n.owner.actors[0].state && !t.saysBetween(guest.first, n.at) {
		return guest.actors[0]
	}
	return nil
}

// nounStrength tells how sure a contact is by how its other side was found.
var nounStrength = map[subjectKind]float64{subjectBeside: 0.9, subjectFar: 0.75, subjectAfter: 0.85, subjectPronoun: 0.75, subjectPair: 0.7, subjectNone: 0.8}

// otherSide returns who has the contact with those whom the noun names: the subject, else
// who says so, speaks there or whose feed it is.
func (d *Detector) otherSide(t *text, n nounRoles, earlier []finding) side {
	subject := t.nounSubject(n.start)
	if at := t.praised(n.start); at >= 0 && len(n.object.actors) > 0 {
		subject = t.subjectOne(at, side{first: n.start}) // "blasts Orban over talks with Putin"
	}
	s := d.resolve(t, subject, n.start, earlier)
	if s.kind == subjectStranger && t.beganWith(n.start) {
		s = side{} // "A new day began with a call to Macron"
	}
	unowned, said := len(n.owner.actors) == 0, t.sayer(n.at)
	told := len(said) == 1 && said[0].leader()
	if s.kind == subjectStranger || s.kind == subjectNone {
		if s.kind == subjectNone && told {
			s = side{actors: said, kind: subjectAfter} // "Trump talks were good: Carney"
		} else if a := d.besides(t, n.object.actors, n.start); a != nil && unowned {
			s = side{actors: []*actor{a}, kind: subjectPair}
		}
	}
	if says := d.saysAt(t, n.start); says != nil && s.kind == subjectStranger {
		s = side{actors: []*actor{says}, kind: subjectFar, first: n.start} // "Xi says US should wait at banquet for Trump"
	}
	if by := t.speakers(n.start); len(by.actors) == 1 && by.actors[0].leader() && s.kind == subjectNone && t.stated(n.at) {
		s = by // "Statement by President Costa at the press conference with Modi"
	}
	if s.kind != subjectNone {
		return s
	}
	s.actors = nil
	switch n.noun {
	case frameMeet, frameTalks, framePhone, frameVideo, frameLetter, frameJoint:
		if host, ok := d.speaker(t); ok {
			s.actors = []*actor{host}
		}
	}
	return s
}

// beganWith reports whether a time began or ended with the noun phrase at element k.
func (t *text) beganWith(k int) bool {
	with := t.behindAdverbs(k - 1)
	for with > 0 && t.elements[with].actor == nil && t.elements[with].is(isThe) {
		with--
	}
	if with < 2 || t.sentence(with-1) != t.sentence(k) || !t.is(with, "with") || !t.is(with-1, "began", "begins", "started", "starts", "continued", "continues", "ended", "ends") {
		return false
	}
	return t.precededBy(with-1, 6, "day", "today", "morning", "evening", "week", "night", "visit", "trip", "diplomatic marathon")
}

// nounDealt is the contact that is the setting of what two do to each other.
func (d *Detector) nounDealt(t *text, n nounRoles, pair []*actor, strength float64, cues class) finding {
	f := n.finding(pair, strength)
	d.dealingStatus(t, n.at, n.start, &f, cues)
	return f
}

// nounTold completes a contact with what the words around the noun say: whether it is the
// setting of something else, how far it has come, whether it is long past.
func (d *Detector) nounTold(t *text, n nounRoles, f finding) finding {
	f.frame, f.at, f.dated = n.noun, n.at, -1
	f.margins = t.asideOf(n.start, n.at) || n.noun == frameSummit && leaders(f.actors) == 0 && t.behindFor(n.start) // "puts on a show for the Apec summit"
	d.nounStatus(t, n.at, n.start, &f)
	f.back = f.back || leaders(f.actors) == 0 && t.spokenOf(n.at)
	return f
}

// notIssued reports whether the noun at element k is a paper that leaders do not agree on,
// which says nothing of where they are: "blocked a joint declaration".
func (t *text) notIssued(k int) bool {
	word := t.lower(k)
	return t.elements[k].noun == frameJoint && (strings.HasSuffix(word, "statement") || strings.HasSuffix(word, "declaration")) && t.before(k)&isNot != 0
}

// asideOf reports whether the noun phrase from element start to element k tells the place or
// time of something else: "at the G7 summit", "as the NATO summit wraps up", and in front of a
// colon "Quad summit: Modi, Biden hold talks".
func (t *text) asideOf(start, k int) bool {
	before := start - 1
	if t.thankedFor(start) {
		return true
	}
	if before >= 0 && t.sentence(before) == t.sentence(k) {
		if t.elements[before].is(isThe) && before > 0 && t.sentence(before-1) == t.sentence(k) {
			before--
		}
		if t.elements[before].is(isIn|isPast|isBefore) || t.is(before, "as", "while", "when") {
			return true
		}
		return t.setting(start) && t.elements[k].noun == frameSummit
	}
	if t.elements[k].noun != frameSummit || k+2 >= len(t.elements) || t.elements[k+1].mark != ':' || t.elements[k+2].actor == nil {
		return false
	}
	list, _ := t.listFrom(k + 2)
	return leaders(list) > 1
}

// saysBetween reports whether somebody between two elements says what follows.
func (t *text) saysBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if t.says(&t.elements[j]) {
			return true
		}
	}
	return false
}

// spokenOf reports whether the noun at element k is what others talk about: "they discussed
// the August meeting of the group".
func (t *text) spokenOf(k int) bool {
	for j := range t.backward(k, 5) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.is(isIn|isAfter|isBefore|isWith) {
			return false
		}
		if e.verb == frameDiscuss {
			return true
		}
	}
	return false
}

// jointly reports whether an appearance at element k is by its word one of several.
func (t *text) jointly(k int) bool {
	word := t.lower(k)
	return strings.HasPrefix(word, "joint") || !strings.Contains(word, "conference") && !strings.Contains(word, "briefing")
}

// hypothetical reports whether the noun at element k is one that would be enough: "one call
// from Trump could end it".
func (t *text) hypothetical(k int) bool {
	if k == 0 || t.sentence(k-1) != t.sentence(k) || !t.is(k-1, "one", "a single", "single") {
		return false
	}
	return t.followedBy(k, 5, "can", "could", "would", "might", "enough")
}

// demand reports whether a call is one for something to be done: "Trump's call to
// cut drills".
func (t *text) demand(k int) bool {
	return k+2 < len(t.elements) && t.sentence(k+2) == t.sentence(k) && t.elements[k+2].actor == nil && !t.elements[k+2].is(isThe) &&
		t.is(k+1, "to")
}
