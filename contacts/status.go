package contacts

import (
	"slices"
	"strings"
	"time"

	"readout"
)

// verbStatus tells how far a contact has come that a verb tells of.
func (d *Detector) verbStatus(t *text, k int, f *finding, cues class) {
	e := &t.elements[k]
	base := e.forms&formBase != 0
	toBefore := false
	for j := k - 1; j >= 0 && j >= k-6 && t.sentence(j) == t.sentence(k); j-- {
		p := &t.elements[j]
		if p.actor != nil || p.mark == ',' || p.mark == ':' {
			break
		}
		toBefore = toBefore || p.is(isTo)
	}
	held := e.forms&(formThird|formPast|formIng) != 0
	if e.forms&^formNoun == formBase && !toBefore && cues&(isWill|isMay|isNot|isAux) == 0 && t.infinitive(k) {
		toBefore = true // "to visit Moscow and meet Putin"
	}
	switch {
	case e.verb == frameVisit && t.onTheWay(k):
		f.set(readout.Planned, "on the way")
	case e.verb == frameDiscuss && e.forms&formBase != 0 && cues&isNot != 0 && cues&(isWill|isMay) == 0 && t.is(max(k-1, 0), "not", "didn't", "never", "hardly", "barely"):
		f.set(readout.Held, "told as a fact") // "did not discuss Taiwan"
	case e.verb == frameSign && cues&isNot != 0:
		f.set(readout.Held, "told as a fact") // "agree on steps but don't sign"
	case cues&isNot != 0 || t.denied(k) || t.rebuffed(k):
		f.set(readout.Off, "called off or denied")
	case base && t.accepted(k):
		f.set(readout.Planned, "an invitation accepted")
	case cues&isMay != 0 || cues&isWill != 0 && (t.onCondition(k) || t.doubted(k)):
		f.set(readout.Proposed, "only thought of")
	case cues&(isWill) != 0:
		f.set(readout.Planned, "announced")
	case base && toBefore && t.firstTo(k):
		f.set(readout.Held, "told of who was the first")
	case base && toBefore && (t.visited(k) || t.movedTo(k)):
		f.set(readout.Held, "what a visit that took place was for")
	case base && k > 0 && t.elements[k-1].is(isDid):
		f.set(readout.Held, "told as a fact")
	case base && toBefore:
		if c := d.governor(t, k); c&isMay != 0 || t.doubted(k) {
			f.set(readout.Proposed, "only thought of")
		} else if c&isNot != 0 {
			f.set(readout.Off, "called off or denied")
		} else {
			f.set(readout.Planned, "an infinitive: still to come")
		}
	case held:
		f.set(readout.Held, "told as a fact")
		if e.forms&formThird != 0 && (t.conditional(k) || t.alongsidePlan(k) || t.watchedFor(k)) {
			f.set(readout.Planned, "when it comes to it")
		}
		if e.forms&formPast == 0 && d.ahead(t, k) && t.before(k)&isAfter == 0 {
			f.set(readout.Planned, "on a day to come")
		}
		if e.forms&(formPast|formIng) == 0 && t.morning() {
			f.set(readout.Planned, "what the day will bring")
			f.today = true
		}
		if e.forms&^formNoun == formIng && t.byMeans(k) {
			f.set(readout.Planned, "the means of something announced")
		}
		if e.forms == formIng && t.before(k)&(isPlan|isBefore) != 0 && (e.verb != frameJoint || k > 0 && t.elements[k-1].is(isPlan|isBefore)) {
			f.set(readout.Planned, "ahead of it")
		}
	case t.conditional(k):
		f.set(readout.Planned, "when it comes to it")
	case d.ahead(t, k):
		f.set(readout.Planned, "on a day to come") // "they see Putin on Saturday"
	default:
		f.set(readout.Held, "told as a fact")
	}
	d.date(t, k, f)
}

// morning reports whether the story is one of those that tell in the morning what the
// day will bring: "Brussels Playbook".
func (t *text) morning() bool {
	for i := range t.tokens {
		if t.tokens[i].field != inTitle {
			return false
		}
		switch strings.ToLower(t.words(i, i+1)) {
		case "playbook", "morning":
			return true
		case "briefing":
			return i+1 < len(t.tokens) && t.tokens[i+1].mark == ':'
		}
	}
	return false
}

// byMeans reports whether the verb at element k tells how something announced is to be
// done: "will mark the day by hosting".
func (t *text) byMeans(k int) bool {
	if k == 0 || t.elements[k-1].actor != nil || !t.elements[k-1].is(isBy) {
		return false
	}
	for j := k - 2; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		if t.elements[j].actor == nil && t.elements[j].is(isWill) {
			return true
		}
	}
	return false
}

// onCondition reports whether somebody would do something only if something else
// happens: "would sit down with him if".
func (t *text) onCondition(k int) bool {
	would := false
	for j := k - 1; j >= 0 && j >= k-4 && t.sentence(j) == t.sentence(k); j-- {
		would = would || t.is(j, "would")
	}
	for j := k + 1; would && j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if t.is(j, "if") {
			return true
		}
	}
	return false
}

// dropped reports whether a plan of the past is told in a story of something called
// off: "postpones trip", and below it "where he was to see Xi".
func (t *text) dropped(f *finding) bool {
	once := false
	for j := f.at - 1; j >= 0 && j >= f.at-6 && t.sentence(j) == t.sentence(f.at); j-- {
		if e := &t.elements[j]; e.actor == nil && e.is(isWill) {
			switch first, _, _ := strings.Cut(strings.ToLower(t.words(e.from, e.to)), " "); first {
			case "was", "were", "had":
				once = true
			}
		}
	}
	if !once {
		return false
	}
	for j := range t.elements {
		e := &t.elements[j]
		if e.actor == nil && e.is(isNot|isOff) && e.to-e.from+len(t.words(e.from, e.to)) > 6 {
			return true
		}
	}
	return false
}

// infinitive reports whether an infinitive with "to", or "will", stands before
// element k in its sentence, and no two subjects make a plural of the verb.
func (t *text) infinitive(k int) bool {
	if k > 0 && t.elements[k-1].actor != nil {
		return false // "Xi and Putin meet"
	}
	for j := k - 1; j > 0 && t.sentence(j-1) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.mark == ':' || e.mark == ';' || e.actor == nil && (e.is(isReport|isHe|isThey) && j == k-1 || e.is(isReport) || t.is(j, "as", "when", "while")) {
			return false
		}
		if e.actor == nil && (e.is(isWill) || e.verb != noFrame && e.forms&formBase != 0 && t.endsWithTo(j-1)) {
			return true
		}
	}
	return false
}

// visited reports whether the sentence tells, before element k, of a visit that
// took place: "made a trip to Kyiv to meet".
func (t *text) visited(k int) bool {
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		if t.is(j, "was", "were") && t.elements[j+1].is(isIn) {
			return true // "were in Tunis to seal the pact"
		}
		if e.verb == frameVisit && e.forms&formPast != 0 && !t.arrived(j) || e.noun == frameVisit && t.past(j) {
			return true
		}
	}
	return false
}

// movedTo reports whether the infinitive at element k tells what somebody did who moved
// or stopped for it: "came out to stand beside", "broke off to speak to".
func (t *text) movedTo(k int) bool {
	for j := k - 1; j >= 0 && j >= k-7 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.is(isClause|isReport|isWill|isMay|isNot|isHe|isThey) && !e.is(isIn) {
			return false
		}
		switch word, _, _ := strings.Cut(strings.ToLower(t.words(e.from, e.to)), " "); word {
		case "came", "walked", "crossed", "rushed", "hurried", "turned", "stepped", "stopped", "paused", "stayed", "broke", "breaks", "leaned", "leant", "returned", "rose", "stood", "emerged", "interrupted":
			return e.actor == nil
		}
	}
	return false
}

// watchedFor reports whether the clause of element k is what readers are told to expect:
// "what to watch as Modi meets Carney".
func (t *text) watchedFor(k int) bool {
	for j := k - 1; j >= 0 && j >= k-4 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if word := strings.ToLower(t.words(e.from, e.to)); e.actor == nil && e.is(isPlan) && (strings.HasSuffix(word, " as") || strings.HasSuffix(word, " when")) {
			return true
		}
	}
	return false
}

// alongsidePlan reports whether the clause of element k runs along with one that
// is still to come: "will announce it as he holds talks".
func (t *text) alongsidePlan(k int) bool {
	along := false
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		if along && e.is(isWill) {
			return true
		}
		switch strings.ToLower(t.words(e.from, e.to)) {
		case "as", "when", "while":
			along = true
		}
	}
	return false
}

// onTheWay reports whether a verb of travel tells that the visit is still to
// come: "departs for".
func (t *text) onTheWay(k int) bool {
	e := &t.elements[k]
	first, _, _ := strings.Cut(strings.ToLower(t.words(e.from, e.to)), " ")
	switch first {
	case "visits", "visiting":
		return false
	case "left", "departed", "set", "headed":
		return true
	}
	return e.forms&(formThird|formIng) != 0
}

// arrived reports whether a verb of travel in the past tells of the way or the arrival
// alone: "arrived in Rome for talks", but "flew to Rome for talks".
func (t *text) arrived(k int) bool {
	e := &t.elements[k]
	first, _, _ := strings.Cut(strings.ToLower(t.words(e.from, e.to)), " ")
	switch first {
	case "arrived", "landed", "touched", "left", "departed", "set", "headed":
		return true
	}
	return false
}

// conditional reports whether the verb stands behind "when", "if" or "before".
func (t *text) conditional(k int) bool {
	for j := k - 1; j >= 0 && j >= k-4 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.is(isHe) {
			continue
		}
		switch strings.ToLower(t.words(e.from, e.to)) {
		case "when", "if", "before", "once", "until", "whether":
			return true
		}
		if e.mark != 0 {
			return false
		}
	}
	return false
}

// governor returns the classes of what governs an infinitive: "wants to",
// "invites him to".
func (d *Detector) governor(t *text, k int) class {
	var cues class
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k) && j >= k-9; j-- {
		e := &t.elements[j]
		if e.mark == ':' || e.mark == ';' || e.actor == nil && (e.is(isReport) && !e.is(isMay|isWill) || e.is(isClause) && !e.is(isIn)) {
			break
		}
		if e.actor == nil {
			cues |= t.weighs(e)&(isNot|isWill) | e.classes&isMay
		}
	}
	return cues
}

func (f *finding) set(s readout.Status, why string) { f.status, f.why = s, why }

// nounStatus tells how far a contact has come that a noun tells of.
func (d *Detector) nounStatus(t *text, k, start int, f *finding) {
	near := t.before(start) | t.between(start, k)
	wide := d.governor(t, start)
	carrier := t.carrier(start)
	switch {
	case near&isNot != 0 || carrier&isNot != 0 || t.calledOff(k) || t.rebuffed(start):
		f.set(readout.Off, "called off or denied")
	case t.is(k, "condolences", "congratulations", "greetings") && start > 0 && t.is(start-1, "offer", "offers", "offered", "offering"):
		f.set(readout.Held, "told as a fact")
	case t.askedFor(start):
		f.set(readout.Proposed, "only thought of")
	case k+2 < len(t.elements) && t.sentence(k+2) == t.sentence(k) && t.is(k+1, "date", "dates", "venue") && t.is(k+2, "set", "agreed", "fixed", "confirmed"):
		f.set(readout.Planned, "set for a day")
	case t.timed(k):
		f.set(readout.Held, "told with its length")
	case t.takesPlace(k):
		f.set(readout.Held, "said to take place")
	case t.setting(start) && near&(isBefore|isPlan|isMay) == 0 && t.agreed(start):
		f.set(readout.Held, "where something was agreed")
	case carrier&(isLight|isWill|isMay|isNot) == isLight && t.completed(start):
		f.set(readout.Held, "said to have taken place")
	case near&isMay != 0 && near&(isAfter|isPast) == 0, t.onlyPossible(k):
		f.set(readout.Proposed, "only thought of")
	case near&(isBefore|isPlan|isWill) == isPlan && t.confirmed(k, start):
		f.set(readout.Held, "confirmed")
	case near&(isBefore|isPlan|isWill) != 0:
		f.set(readout.Planned, "ahead of it")
	case carrier&(isWill) != 0:
		f.set(readout.Planned, "announced")
	case carrier&isMay != 0:
		f.set(readout.Proposed, "only thought of")
	case t.forDay(k):
		f.set(readout.Planned, "set for a day")
	case near&(isAfter) != 0:
		f.set(readout.Held, "after it")
	case near&isArrive != 0 && near&isPast == 0 || t.cameFor(start) || t.elements[k].noun == frameSummit && t.headsTo(start) || t.elements[k].noun == frameSummit && t.behindFor(start):
		f.set(readout.Planned, "on the way to it")
	case d.ahead(t, k):
		f.set(readout.Planned, "on a day to come")
	case t.goesOnNow(k):
		f.set(readout.Held, "said to take place")
	case carrier&isLight != 0 && t.alongsidePlan(start):
		f.set(readout.Planned, "told along with something announced")
	case wide&isWill != 0 && carrier&isLight == 0 && near&isPast == 0 && !t.saidThere(start):
		f.set(readout.Planned, "announced")
	case t.willFollow(k):
		f.set(readout.Planned, "announced")
	case near&isAfter == 0 && t.headlineFuture(start):
		f.set(readout.Planned, "an infinitive: still to come")
	default:
		f.set(readout.Held, "told as a fact")
		f.unsure = near&isPast == 0 && carrier&isLight == 0
	}
	d.date(t, k, f)
}

// confirmed reports whether somebody confirms a call or letter at element k, which is
// told of when it is over: "Kremlin confirms telephone conversation".
func (t *text) confirmed(k, start int) bool {
	switch t.elements[k].noun {
	case framePhone, frameLetter:
	default:
		return false
	}
	for j := start - 1; j >= 0 && j >= start-4 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		if t.elements[j].is(isPlan) {
			return t.is(j, "confirms", "confirmed")
		}
	}
	return false
}

// forDay reports whether a noun is said to be for a day: "a video call for Monday".
func (t *text) forDay(k int) bool {
	for j := k + 1; j+1 < len(t.elements) && j < k+5 && t.sentence(j+1) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.mark != 0 || e.is(isClause|isReport|isAfter|isBefore) {
			return false
		}
		if e.actor == nil && strings.EqualFold(t.words(e.from, e.to), "for") {
			switch next := &t.elements[j+1]; next.day.kind {
			case 'd', 'm':
				return true
			case 'w':
				return next.day.value > 0
			}
		}
	}
	return false
}

// goesOnNow reports whether the noun at element k is followed by a verb that tells how it
// goes: "talks stretch past three hours", "summit ends".
func (t *text) goesOnNow(k int) bool {
	return !t.ends(k) && t.is(k+1, "stretch", "stretches", "stretched", "last", "lasts", "lasted", "run", "runs", "ran", "drag", "drags", "dragged", "continue", "continues", "continued",
		"end", "ends", "ended", "conclude", "concludes", "concluded", "collapse", "collapses", "collapsed", "resume", "resumes", "resumed", "break up", "breaks up", "broke up")
}

// takesPlace reports whether a noun is said to be under way or to have taken place.
func (t *text) takesPlace(k int) bool {
	for j := k + 1; j+1 < len(t.elements) && j < k+12 && t.sentence(j+1) == t.sentence(k); j++ {
		if t.elements[j].actor == nil && t.elements[j].is(isWill|isMay|isClause) {
			return false
		}
		switch t.words(t.elements[j].from, t.elements[j].to) + " " + t.words(t.elements[j+1].from, t.elements[j+1].to) {
		case "taking place", "took place", "taken place", "under way":
			return !t.elements[j-1].is(isNot) // "never took place"
		}
	}
	return false
}

// saidThere reports whether the noun at element k tells where something was said that is
// still to come: "says US will run Gaza in news conference with Netanyahu".
func (t *text) saidThere(k int) bool {
	if !t.setting(k) {
		return false
	}
	for j := t.clause(k); j < k; j++ {
		if e := &t.elements[j]; e.actor == nil && e.is(isWill) {
			return false
		}
		if t.says(&t.elements[j]) || t.is(j, "warns", "warned", "predicts", "predicted", "argues", "argued", "suggests", "suggested", "boasts", "jokes", "joked") {
			return true
		}
	}
	return false
}

// headsTo reports whether somebody is on the way to the noun at element k: "heads to the
// NATO summit".
func (t *text) headsTo(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil; j-- {
		switch first, _, _ := strings.Cut(t.lower(j), " "); first {
		case "heads", "heading", "travels", "travelling", "traveling", "flies", "flying", "jets", "departs", "departing", "leaves", "sets":
			return t.elements[j].verb == frameVisit
		}
	}
	return false
}

// firstTo reports whether the infinitive at element k tells what somebody is the first to
// do: "first foreign leader to visit".
func (t *text) firstTo(k int) bool {
	first := false
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.mark != 0 || first && e.actor == nil && e.is(isTo|isWill|isMay) {
			return false
		}
		first = first || t.is(j, "first", "second", "third", "last", "only", "latest") && j >= k-6
	}
	return first
}

// completed reports whether the verb that carries the noun at element k tells of what
// was, however long expected: "wrapped up their highly anticipated summit".
func (t *text) completed(k int) bool {
	for j := k - 1; j >= 0 && j >= k-6 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' {
			return false
		}
		switch strings.ToLower(t.words(e.from, e.to)) {
		case "held", "wrapped up", "wraps up", "concluded", "concludes", "ended", "finished", "rounded off", "began", "opened", "resumed", "kicked off":
			return true
		}
	}
	return false
}

// timed reports whether a noun comes with its length: "a 50-minute call".
func (t *text) timed(k int) bool {
	for j := k - 1; j >= 0 && j >= k-4 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.is(isWill|isPlan|isMay|isBefore|isLight) {
			return false
		}
		switch strings.ToLower(t.words(e.from, e.to)) {
		case "hour", "minute", "hours", "minutes":
			return j+1 < k || t.joined(j) || j > 0 && t.tokens[t.elements[j-1].from].number >= 0
		}
	}
	return false
}

// agreed reports whether the clause before element k says that leaders agreed on
// something.
func (t *text) agreed(k int) bool {
	for j := t.clause(k); j < k; j++ {
		if t.elements[j].actor == nil && t.elements[j].is(isJoint) && (j == 0 || t.elements[j-1].actor != nil || !t.elements[j-1].is(isWill|isMay|isTo)) {
			return true // but not "will announce a plan on the trip"
		}
	}
	return false
}

// onlyPossible reports whether a noun is said to be no more than possible: "a
// meeting with Putin is unlikely".
func (t *text) onlyPossible(k int) bool {
	for j := k + 1; j < len(t.elements) && j < k+9 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.mark != 0 || e.is(isClause|isAfter|isBefore|isReport) {
			return false
		}
		if e.actor == nil {
			switch strings.ToLower(t.words(e.from, e.to)) {
			case "possible", "unlikely", "likely", "uncertain", "unconfirmed", "imminent", "explored", "considered", "mooted", "floated", "mulled", "weighed", "discussed":
				return true
			}
		}
	}
	return false
}

// headlineFuture reports whether the clause of element k has the infinitive of
// headlines: "Starmer to press Trump in White House visit".
func (t *text) headlineFuture(k int) bool {
	i := t.clause(k)
	for i < k && t.elements[i].actor == nil {
		i++
	}
	if i >= k || t.behindPreposition(i) || t.elements[i].actor.possessive {
		return false
	}
	_, end := t.listFrom(i)
	return end < k && t.elements[end+1].actor == nil && (t.is(end, "to") || t.elements[end].actor == nil && t.elements[end].is(isMay|isWill) && t.endsWithTo(end))
}

// denied reports whether somebody denies what the verb at element k tells:
// "India denies Modi spoke with Trump".
func (t *text) denied(k int) bool {
	for j := k - 1; j >= 0 && j >= k-9 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.actor == nil && (e.verb != noFrame && e.noun == noFrame || e.is(isReport) && !e.is(isNot)) && !strings.HasPrefix(strings.ToLower(t.words(e.from, e.to)), "report") && !strings.HasPrefix(strings.ToLower(t.words(e.from, e.to)), "claim") {
			return false
		}
		switch strings.ToLower(t.words(e.from, e.to)) {
		case "denies", "denied", "deny", "denying":
			return true
		}
	}
	return false
}

// rebuffed reports whether an offer of what element k tells is turned down: "rejects
// Trump's offer to talk".
func (t *text) rebuffed(k int) bool {
	offered := false
	for j := k - 1; j >= 0 && j >= k-7 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.actor != nil && !e.actor.possessive && !e.actor.weak {
			return false
		}
		if offered && t.turnsDown(j) {
			return true
		}
		switch word, _, _ := strings.Cut(strings.ToLower(t.words(e.from, e.to)), " "); word {
		case "offer", "offers", "request", "requests", "invitation", "invite", "bid", "proposal", "plea", "overture", "overtures", "appeal", "demand":
			offered = true
		}
	}
	return false
}

// turnsDown reports whether element j says that an offer came to nothing.
func (t *text) turnsDown(j int) bool {
	return t.elements[j].actor == nil && t.elements[j].is(isNot) || t.is(j, "ignores", "ignored", "ignoring", "brushes off", "brushed off", "shrugs off", "shrugged off", "dismisses", "dismissed")
}

// behindFor reports whether "for" stands before the noun at element k, with
// nothing but what describes it between: "leaders arriving for an annual summit".
func (t *text) behindFor(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if strings.EqualFold(t.words(e.from, e.to), "for") {
			return true
		}
		if e.is(isIn) {
			return false // "pleads for arms at the summit"
		}
	}
	return false
}

// cameFor reports whether somebody goes somewhere for the noun at element k:
// "travels to Berlin for talks", "in Jeddah for a summit".
func (t *text) cameFor(k int) bool {
	at := -1
	for j := k - 1; j >= 0 && j >= k-5 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.verb != noFrame {
			return false
		}
		if strings.EqualFold(t.words(e.from, e.to), "for") {
			at = j
			break
		}
	}
	if at < 1 {
		return false
	}
	for j := at - 1; j >= 0 && j >= at-8 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		if e.actor == nil && e.is(isVenue) && j == at-1 {
			return true
		}
		if e.actor != nil && e.actor.weak && j > 0 && t.elements[j-1].actor == nil && t.elements[j-1].is(isIn|isTo) && j == at-1 {
			return true
		}
		if t.is(j, "arrived", "arrives", "arriving", "landed", "lands", "landing") {
			return true // "where he arrived on Friday for talks"
		}
		if e.actor == nil && e.verb == frameVisit && e.forms&formPast != 0 && !t.arrived(j) {
			return false
		}
		if e.actor == nil && (e.verb == frameVisit || e.noun == frameVisit) {
			return true
		}
		if e.actor == nil && (e.verb != noFrame || e.is(isReport) || e.mark == ':' || e.mark == ';') {
			return false
		}
	}
	return false
}

// between collects what the words between two elements say.
func (t *text) between(from, to int) class {
	var cues class
	for j := from; j < to; j++ {
		if t.elements[j].actor == nil {
			cues |= t.elements[j].classes & (isPlan | isMay | isNot | isWill)
		}
	}
	return cues
}

// carrier returns what stands before the verb that carries a noun: "will hold
// talks", "refuses to hold talks".
func (t *text) carrier(k int) class {
	var cues class
	light := false
	for j := k - 1; j >= 0 && t.sentence(j) == t.sentence(k) && j >= k-9; j-- {
		e := &t.elements[j]
		if e.actor != nil || e.mark == ':' || e.mark == ';' || e.is(isAfter) || !light && t.within(j) || light && (e.mark == ',' || e.is(isClause|isAnd|isReport|isAfter|isBefore|isHe|isThey)) {
			break
		}
		if e.is(isLight) || e.verb == frameAttend {
			light = true
			cues |= isLight | e.classes&isNot
			if t.words(e.from, e.to) == "to hold" {
				cues |= isWill
			}
			continue
		}
		if light {
			if e.is(isTo) && cues&(isMay|isNot) == 0 {
				cues |= isWill
			}
			if e.is(isMay) {
				cues &^= isWill
			}
			cues |= e.classes & (isWill | isMay | isNot)
		}
	}
	return cues
}

// calledOff reports whether a noun is said to be off: "summit postponed",
// "talks have been cancelled".
func (t *text) calledOff(k int) bool {
	for j := k + 1; j < len(t.elements) && j < k+14 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.mark == ',' || e.mark == ';' || e.mark == ':' || e.is(isClause|isAfter|isBefore) {
			return false
		}
		if e.actor != nil {
			continue
		}
		if e.is(isOff) {
			return true
		}
	}
	return false
}

// willFollow reports whether a noun is said to come: "talks will take place",
// "meeting is expected to".
func (t *text) willFollow(k int) bool {
	if next := k + 1; next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.is(next, "planned", "scheduled", "expected", "slated", "due", "set", "confirmed", "announced", "arranged", "finalised", "finalized", "in sight", "on horizon", "on the horizon", "looms", "looming", "nears", "approaches") {
		return true // "a meeting planned between"
	}
	for j := k + 1; j < len(t.elements) && j < k+10 && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if e.mark == ',' || e.mark == ';' || e.mark == ':' || e.is(isClause|isAfter|isReport) {
			return false
		}
		if e.actor == nil && !e.unknown && e.classes == 0 && e.mark == 0 {
			return false // another verb: "talks show that China will"
		}
		if t.is(j, "due to") && !t.ends(j) && !t.elements[j+1].is(isLight) && t.elements[j+1].verb == noFrame && !t.is(j+1, "be", "take", "last", "run", "close", "kick off") {
			return false // "due to hurricane"
		}
		if e.actor == nil && e.is(isWill) {
			return !strings.HasPrefix(strings.ToLower(t.words(e.from, e.to)), "plan") // "talks with no plan to end the war"
		}
	}
	return false
}

// ahead reports whether a day to come is named in the clause of element k.
func (d *Detector) ahead(t *text, k int) bool {
	for j := max(0, k-6); j < len(t.elements) && j < k+9; j++ {
		e := &t.elements[j]
		if t.sentence(j) != t.sentence(k) || e.actor != nil {
			continue
		}
		if j > k && (e.mark == ',' || e.is(isClause|isReport)) {
			return false
		}
		if j > k && j+2 < len(t.elements) && t.is(j, "in") && t.tokens[t.elements[j+1].from].number > 0 && t.is(j+2, "minutes", "hours", "days", "weeks") && !t.is(j-1, "time", "first", "meeting", "visit") {
			return true // "meets Trump in 30 minutes"
		}
		switch e.day.kind {
		case 'v':
			if e.day.value > 0 {
				return true
			}
		case 'w':
			if e.day.value > 0 {
				return true
			}
		case 'd':
			days := (e.day.value - int(t.story.Published.Weekday()) + 7) % 7
			if (days == 1 || days == 2) && !t.past(k) {
				return true
			}
		case 'm':
			if months := (e.day.value - int(t.story.Published.Month()) + 12) % 12; months >= 1 && months <= 4 && !t.past(k) && j > 0 && t.elements[j-1].is(isIn) {
				return true // "a summit in August"
			}
			if on, ok := t.monthDay(j); ok && on.After(t.story.Published.Truncate(24*time.Hour).Add(24*time.Hour)) {
				return true
			}
		}
	}
	return false
}

// hoped reports whether the clause of the noun at element k tells what somebody wants to
// get there: "Modi hopes for a deal at the summit", "what Merz wants from talks".
func (t *text) hoped(k int) bool {
	for j := t.clause(k); j < k; j++ {
		if t.elements[j].actor != nil {
			continue
		}
		switch word, _, _ := strings.Cut(t.lower(j), " "); word {
		case "eye", "eyes", "eyeing", "hope", "hopes", "hoping", "seek", "seeks", "seeking", "aim", "aims", "aiming", "wants", "want", "expects", "expect", "could", "may", "might", "likely":
			return true
		}
	}
	return false
}

// foretold reports whether another sentence tells that what the finding tells of
// is still to come: "as he prepares for a summit".
func (t *text) foretold(f *finding) bool {
	for k := range t.elements {
		e := &t.elements[k]
		if e.actor != nil || e.noun == noFrame || e.noun == frameVisit || t.sentence(k) == t.sentence(f.at) {
			continue
		}
		if cues := t.before(k); cues&(isWill|isPlan|isBefore) != 0 && cues&(isAfter|isPast|isNot) == 0 && t.onlyOf(k, f) {
			return true
		}
	}
	return false
}

// isSchedule reports whether the title says that the story tells what somebody will do:
// "Weekly schedule of President Costa".
func (t *text) isSchedule() bool {
	for j := 0; j < len(t.elements) && t.tokens[t.elements[j].from].field == inTitle; j++ {
		if t.is(j, "schedule", "schedules", "diary", "diaries", "calendar", "media advisory", "advisory", "programme of", "daybook", "week ahead") {
			return true
		}
	}
	return false
}

// onlyOf reports whether the sentence of element k names no leader or aide but those of
// the finding.
func (t *text) onlyOf(k int, f *finding) bool {
	for j := range t.elements {
		a := t.elements[j].actor
		if a == nil || t.sentence(j) != t.sentence(k) || a.weak || a.loose || a.group != "" {
			continue
		}
		if a.aide || a.stranger || !slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.State == a.state }) {
			return false
		}
	}
	return true
}
