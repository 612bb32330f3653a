package contacts

import (
	"slices"

	"readout"
)

var verbObjects = map[frame]struct {
	direct       bool
	prepositions class
	joint        bool // a subject of several sides is enough
}{
	frameMeet:    {true, isWith, true},
	frameJoint:   {true, isWith, true},
	frameHost:    {true, 0, false},
	frameSpeak:   {false, isWith | isTo, true},
	frameDiscuss: {false, isWith, true},
	frameCall:    {true, 0, false},
	frameWrite:   {true, isTo, false},
	frameInvite:  {true, 0, false},
	frameAct:     {false, isWith, true},
	frameVisit:   {true, 0, false},
	frameAttend:  {false, 0, false},
	frameGather:  {true, isWith, true},
	frameSign:    {false, isWith, true},
	frameBrief:   {true, 0, false},
	frameRaise:   {false, isWith, false},
}

// verbRoles tells who stands where around a verb for a contact.
type verbRoles struct {
	verb    frame
	at      int  // element of the verb
	subject side // "Trump meets"
	object  side // "meets Xi", "spoke with Xi"; of a passive who does it: "was received by"
	passive bool
}

// verbFrame reads "Trump meets Xi", "Macron spoke with Scholz by phone".
func (d *Detector) verbFrame(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	f := finding{frame: e.verb, at: k, dated: -1}
	passive := e.forms&formPast != 0 && (t.passive(k) || t.doneBy(k)) || t.guest(k)
	subject := t.verbSubject(k)
	switch e.verb {
	case frameVisit:
		return d.verbVisit(t, k, f, subject, earlier)
	case frameAttend:
		return d.attend(t, k, f, subject, passive, earlier)
	}
	v := verbRoles{verb: e.verb, at: k, subject: subject, object: t.verbObject(k, passive), passive: passive}
	if v.verb == frameCall && len(v.object.actors) == 0 && v.object.kind == subjectNone && !v.passive {
		v.object = d.rungUp(t, v)
	}
	if d.otherSense(t, v) || t.joinsTold(v, earlier) || t.inGeneral(v) {
		return f, false
	}
	v, ok := d.resolveVerb(t, v, earlier)
	if pair := t.sameTwo(v, earlier); pair != nil {
		f.actors, f.again, f.strength = pair, true, 0.6
		if d.verbStatus(t, k, &f, v.subject.cues); t.agreesTo(k) {
			f.set(readout.Planned, "agreed")
		}
		return f, f.status != readout.Held
	}
	if !ok || len(v.object.actors) == 0 && !t.amongSubjects(v) || v.subject.kind == subjectStranger || d.otherObject(t, v) {
		return f, false
	}
	if v.verb == frameJoint && len(v.object.actors) > 0 && v.object.actors[0].weak {
		if leaders(v.subject.actors) < 2 {
			return f, false // "inspects sites together with the US"
		}
		v.object.actors = nil // "co-chaired the India-Germany consultations"
	}
	return d.verbTold(t, v)
}

// sameTwo returns the two of a contact told just before where one of them agrees to meet and
// nobody says whom, or where they will see each other: "calls Carney, agrees to meet soon";
// nil for others.
func (t *text) sameTwo(v verbRoles, earlier []finding) []*actor {
	if v.verb != frameMeet && !t.is(v.at, "meet in") || !t.agreesTo(v.at) && !t.mutual(v.at) && !t.endsWith(v.at, "other") || len(v.subject.actors) != 1 || len(earlier) == 0 {
		return nil
	}
	if v.object.kind == subjectStranger || v.object.kind == subjectPronoun || slices.ContainsFunc(v.object.actors, func(a *actor) bool { return !a.weak }) {
		return nil // "agrees to meet with lawmakers"
	}
	last := &earlier[len(earlier)-1]
	if t.sentence(last.at) != t.sentence(v.at) || len(last.actors) != 2 || leaders(last.actors) != 2 || !tellsOf(last.actors, v.subject.actors) {
		return nil
	}
	return last.actors
}

// agreesTo reports whether somebody agrees to what the verb at element k tells.
func (t *text) agreesTo(k int) bool {
	return k > 0 && t.is(k-1, "agrees to", "agreed to", "promises to", "promised to", "vows to", "plans to")
}

// joinsTold reports whether "together with" only names more of those at a contact that its
// sentence has told of, and adds them: "rang Trump together with Zelensky".
func (t *text) joinsTold(v verbRoles, earlier []finding) bool {
	if len(earlier) == 0 || !t.is(v.at, "together with") || len(v.object.actors) == 0 || leaders(v.object.actors) != len(v.object.actors) {
		return false
	}
	last := &earlier[len(earlier)-1]
	if last.frame == frameVisit || t.sentence(last.at) != t.sentence(v.at) || t.frameWithin(last.at+1, v.at) || !t.unbroken(last.at, v.at) || leaders(last.actors) < 2 {
		return false
	}
	last.actors, last.partners = append(slices.Clone(last.actors), v.object.actors...), 0
	return true
}

// verbSubject finds who does what the verb at element k tells.
func (t *text) verbSubject(k int) side {
	e := &t.elements[k]
	participle := e.forms&(formThird|formPast) == 0 && e.forms&formIng != 0
	if said := k - 1; e.verb == frameCall && participle && said >= 0 && t.elements[said].verb == frameSpeak && t.sentence(said) == t.sentence(k) {
		return t.subject(said, t.elements[said].forms&^(formIng|formNoun) != 0) // "will be speaking by phone with"
	}
	if before := k - 1; e.verb == frameInvite && participle && before >= 0 && t.sentence(before) == t.sentence(k) && t.elements[before].actor.leader() && !t.elements[before].actor.possessive {
		return t.subjectOne(before, side{first: k}) // "a letter from King Charles inviting him"
	}
	if praised := t.praised(k); participle && praised >= 0 {
		return t.subjectOne(praised, side{first: k})
	}
	if participle && k > 1 && t.is(k-2, "with") && t.elements[k-1].actor.leader() && !t.elements[k-1].actor.possessive && t.sentence(k-2) == t.sentence(k) {
		return t.sideFrom(k-1, 0) // "with Starmer phoning Zelensky"
	}
	if participle && k > 2 && t.is(k-1, "in") && t.elements[k-2].actor != nil && t.elements[k-3].actor == nil && t.joins(k-3) && t.sentence(k-3) == t.sentence(k) {
		s := t.sideFrom(k-2, 0) // "will join the King in welcoming Macron"
		s.cues = t.before(k-3) & (isWill | isMay | isNot | isTo)
		return s
	}
	return t.subject(k, !participle)
}

// praised returns whom somebody praises or blames for what the verb at element k tells:
// "thanks Trump for hosting Putin", "blasted Orban over meeting Xi"; -1 for nobody.
func (t *text) praised(k int) int {
	who := k - 2
	for who > 0 && t.elements[who+1].actor == nil && t.elements[who+1].is(isAdverb|isThe|isAdjective) {
		who-- // "over a hug"
	}
	if who < 1 || t.ends(k) || !t.is(who+1, "for", "over") || t.sentence(who-1) != t.sentence(k) {
		return -1
	}
	a, verb := t.elements[who].actor, &t.elements[who-1]
	if a == nil || a.weak || a.possessive || verb.actor != nil || verb.mark != 0 || t.behindPreposition(who) || t.clauseActor(k) == who {
		return -1
	}
	return who
}

// verbObject finds with whom somebody does what the verb at element k tells: "meets Xi",
// "spoke with Xi", "was received by Xi".
func (t *text) verbObject(k int, passive bool) side {
	if passive {
		object := t.partner(k+1, false, isBy) // "was received with honours by"
		if len(object.actors) == 0 && t.elements[k].verb != frameBrief {
			if object = t.partner(k+1, false, isBy|isWith); len(object.actors) > 0 && object.actors[0].aide {
				object = side{} // "was welcomed with a military parade"
			}
		}
		return t.gathered(k, object)
	}
	e := &t.elements[k]
	pattern := verbObjects[e.verb]
	prepositions := pattern.prepositions
	switch {
	case e.verb == frameHost && t.playsHost(k):
		prepositions = isTo // "played host in Samarkand to"
	case e.verb == frameWrite && t.mutual(k):
		prepositions = isWith // "exchanges greetings with"
	}
	object := t.partner(k+1, pattern.direct, prepositions)
	none := len(object.actors) == 0 && object.kind == subjectNone
	switch whom := t.whom(k); {
	case none && whom >= 0:
		return side{actors: []*actor{t.elements[whom].actor}, kind: subjectBeside, first: whom}
	case none && e.forms&formPast != 0 && (e.verb == frameHost || e.verb == frameInvite || e.verb == frameMeet && !t.ends(k) && t.is(k+1, "by")):
		object = t.partner(k+1, false, isBy) // "Xi welcomed in Moscow by Putin"
	case none && e.verb == frameCall:
		object = t.calledTo(k)
	}
	if e.verb == frameHost && len(object.actors) == 0 {
		if at := t.behindPlace(k + 1); at >= 0 {
			return t.sideFrom(at, 0)
		}
	}
	return t.gathered(k, object)
}

// whom returns who is meant by "whom" before the subject of the verb at element k: "Johnson,
// with whom I spoke"; -1 for nobody.
func (t *text) whom(k int) int {
	at := t.behindAdverbs(k-1) - 1
	if at < 1 || t.sentence(at-1) != t.sentence(k) || !t.is(at, "whom") || t.elements[at+1].actor == nil && !t.elements[at+1].is(isHe) && !t.is(at+1, "we") {
		return -1
	}
	at--
	for at > 0 && (t.elements[at].mark == ',' || t.elements[at].actor == nil && t.elements[at].is(isWith|isTo)) {
		at--
	}
	if t.sentence(at) != t.sentence(k) || !t.elements[at].actor.leader() || t.elements[at].actor.possessive {
		return -1
	}
	return at
}

// gathered returns whom the verb at element k tells to gather where these are leaders, not
// a place or a body: "gather in Rome", "convenes Parliament".
func (t *text) gathered(k int, object side) side {
	if t.elements[k].verb != frameGather || len(object.actors) == 0 {
		return object
	}
	if first := object.actors[0]; first.group != "" && first.led || !slices.ContainsFunc(object.actors, func(a *actor) bool { return !a.leader() && !a.leaders() }) {
		return object
	}
	return t.partner(k+1, false, isWith) // "will meet in Moscow with Xi"
}

// otherSense reports whether the verb tells of no contact by who stands around it: "G20 host
// India", "called Xi a friend", "did not talk about Taiwan at meeting", "hosts a concert".
func (d *Detector) otherSense(t *text, v verbRoles) bool {
	e, subject, object := &t.elements[v.at], v.subject, v.object
	switch v.verb {
	case frameHost:
		if e.forms&^formNoun == formBase && subject.cues&(isTo|isWill|isMay|isNot|isAux) == 0 && len(subject.actors) < 2 && !several(subject.actors) && !t.people(subject) {
			return true
		}
		return !v.passive && len(object.actors) == 0 && object.kind != subjectPronoun && object.kind != subjectPair
	case frameCall:
		return !t.rings(v.at, object) && !d.callsObject(t, object) && t.callPurpose(v.at) < 0 || t.callsTogether(object)
	case frameDiscuss:
		return subject.cues&isNot != 0 && t.settingBehind(v.at)
	case frameSpeak:
		return subject.cues&isNot != 0 && !t.ends(v.at) && t.is(v.at+1, "about") && t.settingBehind(v.at) || t.is(v.at, "consult") && t.agreedOn(v.at)
	}
	return false
}

// agreedOn reports whether leaders only agree or promise to do what the verb at element k
// tells: "agreed to consult each other in a crisis".
func (t *text) agreedOn(k int) bool {
	return k > 0 && t.elements[k-1].actor == nil && t.elements[k-1].is(isJoint) && t.endsWithTo(k-1)
}

// resolveVerb finds out who the two sides of a verb are. It reports false where leaders who
// only gather would be others named before: "Erdogan slams Netanyahu as leaders gather".
func (d *Detector) resolveVerb(t *text, v verbRoles, earlier []finding) (verbRoles, bool) {
	v.subject = d.impliedSubject(t, v)
	s := v.subject.actors
	unnamed := v.verb == frameGather && !t.is(v.at, "meet in") && len(s) == 1 && s[0].loose && s[0].plural && !t.definite(s[0])
	v.subject.cues |= t.inverted(v.subject)
	v.subject = d.resolve(t, v.subject, v.at, earlier, named(v.object)...)
	if unnamed && len(v.subject.actors) == 2 {
		return v, false
	}
	v.object = d.resolve(t, v.object, v.at, earlier, v.subject.actors...)
	if v.passive && (v.verb == frameHost || v.verb == frameInvite) && len(v.object.actors) == 0 {
		v.object = d.hostAt(t, v.at)
		if len(v.object.actors) == 0 && v.verb == frameHost && v.subject.kind != subjectStranger {
			v.object = visitedHost(v.subject.actors, earlier)
		}
	}
	if v.subject.kind == subjectStranger && v.passive && (v.verb == frameSign || v.verb == frameAct) && several(v.object.actors) {
		v.subject.kind = subjectBeside // "the document was signed by both"
	}
	if host, ok := d.speaker(t); ok && v.subject.kind == subjectStranger && v.passive && v.verb == frameSign && leaders(v.object.actors) == 1 {
		v.subject = side{actors: []*actor{host}, kind: subjectFar, first: v.at} // "an agreement was signed with Scholz"
	}
	return v, true
}

// visitedHost returns whom a guest visits of whom the text says, after telling of his visit,
// how he was received: "Putin lands in Beijing to see Xi", and below it "was welcomed with a
// guard of honour".
func visitedHost(guests []*actor, earlier []finding) side {
	if len(guests) != 1 || !guests[0].leader() {
		return side{}
	}
	for _, f := range earlier {
		if f.frame != frameVisit || len(f.actors) != 2 || !tellsOf(f.actors, guests) {
			continue
		}
		for _, a := range f.actors {
			if a.leader() && a.state != guests[0].state {
				return side{actors: []*actor{a}, kind: subjectBeside}
			}
		}
	}
	return side{}
}

// rungUp returns who says that he was rung up: "Aoun says Macron phoned to reaffirm support".
func (d *Detector) rungUp(t *text, v verbRoles) side {
	says := v.subject.first - 1
	if says < 1 || len(v.subject.actors) != 1 || !t.is(v.at, "phoned", "telephoned", "rang", "phones", "called") || !t.says(&t.elements[says]) || t.sentence(says-1) != t.sentence(v.at) {
		return side{}
	}
	if sayer := d.leaderAt(t, says-1); sayer != nil && !t.behindPreposition(says-1) {
		return side{actors: []*actor{sayer}, first: says - 1, kind: subjectBeside}
	}
	return side{}
}

// impliedSubject returns the subject of the verb, and where it names nobody whose feed it
// is or two of whom the text has told: "Spoke with Emmanuel Macron", "We spoke with
// President Macron", "ended with a promise to see each other".
func (d *Detector) impliedSubject(t *text, v verbRoles) side {
	s := v.subject
	if s.kind == subjectNone && (v.verb == frameSpeak || v.verb == frameMeet || v.verb == frameCall) {
		if host, ok := d.speaker(t); ok {
			s = side{actors: []*actor{host}, kind: subjectFar}
		}
	}
	if len(s.actors) == 0 && t.promised(v.at) {
		s = side{kind: subjectPair, first: v.at}
	}
	if we := t.behindAdverbs(v.at - 1); s.kind == subjectStranger && we >= 0 && t.is(we, "we") && (v.verb == frameSpeak || v.verb == frameMeet || v.verb == frameDiscuss) {
		if host, ok := d.speaker(t); ok {
			s = side{actors: []*actor{host}, kind: subjectBeside, first: we}
		}
	}
	return s
}

// amongSubjects reports whether a verb without an object tells of a contact among those who
// are its subject: "Trump and Xi meet", "rang each other".
func (t *text) amongSubjects(v verbRoles) bool {
	mutual := t.mutual(v.at)
	if v.object.kind == subjectStranger && v.verb != frameAct || !verbObjects[v.verb].joint && !mutual || !several(v.subject.actors) {
		return false
	}
	switch v.verb {
	case frameSpeak:
		return mutual || t.is(v.at, "negotiate", "negotiated") || t.near(v.at, isPhone|isVideo|isPerson, 6) || t.endsSoon(v.at) || t.lasts(v.at) || t.anew(v.at) || t.called(v.at) || t.talksTopic(v.at)
	case frameDiscuss:
		return t.elements[v.at].forms&formThird == 0
	case frameSign:
		return !t.signedApart(v.at)
	}
	return true
}

// otherObject reports whether what is done to the object is no contact: "sees Putin as a
// threat", "congratulates Sandu in a post on X", "raises questions with voters".
func (d *Detector) otherObject(t *text, v verbRoles) bool {
	object := v.object.actors
	switch v.verb {
	case frameMeet:
		return t.sight(v.at) && (!d.callsObject(t, v.object) || t.likened(v.object))
	case frameSpeak:
		return len(object) == 1 && d.assembly(object[0].group) // a speech
	case frameWrite:
		return t.posted(v.at) || !t.mutual(v.at) && !slices.ContainsFunc(object, (*actor).principal) // "leaders congratulate the president-elect"
	case frameHost:
		return !v.passive && len(object) > 0 && t.welcomesThing(v.at, v.object.first)
	case frameRaise:
		return len(object) == 0 || !object[0].leader()
	case frameInvite:
		return !t.mutual(v.at) && (len(object) == 0 || object[0].weak || object[0].group != "" || !object[0].principal())
	}
	return false
}

// verbStrength tells how sure a contact is by how the subject of its verb was found.
var verbStrength = map[subjectKind]float64{subjectBeside: 0.95, subjectFar: 0.8, subjectAfter: 0.9, subjectPronoun: 0.8, subjectPair: 0.8, subjectNone: 0.5}

// verbTold is the contact of the two sides of a verb, with what the words around it say of
// its status.
func (d *Detector) verbTold(t *text, v verbRoles) (finding, bool) {
	own, partners := v.subject.actors, v.object.actors
	if v.verb == frameHost && !v.passive {
		own = d.hosts(t, own, partners)
	}
	if v.verb == frameCall {
		partners = d.hosts(t, partners, own) // "rings Doha"
		if leaders(partners) > 1 {
			partners = slices.DeleteFunc(slices.Clone(partners), func(a *actor) bool { return a.group != "" || a.loose }) // "and other leaders"
		}
	}
	f := finding{
		frame: v.verb, at: v.at, dated: -1,
		actors: slices.Concat(own, partners), partners: partnersOf(own, partners),
		each:     v.verb == frameCall && v.object.kind == subjectBeside || t.is(v.at, "shuttles between", "shuttled between", "shuttle between", "shuttling between"), // "phones Putin and Xi", "shuttles between"
		strength: verbStrength[v.subject.kind],
	}
	d.verbStatus(t, v.at, &f, v.subject.cues|t.elements[v.at].classes&isNot) // "snubs Modi"
	switch {
	case v.verb == frameRaise && f.status == readout.Proposed:
		return f, false // "urged to raise it with Xi"
	case v.verb == frameInvite && f.status != readout.Off && t.acceptedThen(v.at):
		f.set(readout.Planned, "an invitation accepted")
	case v.verb == frameInvite && f.status != readout.Off:
		f.set(readout.Proposed, "an invitation")
		f.date, f.dated, f.back = "", -1, false
	}
	return f, true
}
