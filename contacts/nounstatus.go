package contacts

import (
	"strings"

	"readout"
)

// nounCues is what the words around the noun phrase from element start to element at say.
type nounCues struct {
	at, start int
	near      class // right before it: "ahead of talks"
	wide      class // what governs its clause: "plans"
	carrier   class // before the verb that carries it: "will hold talks"
}

// nounStatus tells how far a contact has come that a noun tells of.
func (d *Detector) nounStatus(t *text, k, start int, f *finding) {
	c := nounCues{at: k, start: start, near: t.before(start) | t.between(start, k) | t.alongside(start)}
	if t.askedOf(start) && !t.asked(start, k) {
		c.near &^= isMay | isWill
	}
	c.wide, c.carrier = d.governor(t, start), t.carrier(start)
	if !t.offOrAsked(c, f) && !t.doneOrThought(c, f) && !t.announced(c, f) && !t.onDay(c, f) && !d.toldAhead(t, c, f) {
		f.set(readout.Held, "told as a fact")
		f.unsure = c.near&isPast == 0 && c.carrier&isLight == 0 && !t.opensWithSetting(start, k)
	}
	d.date(t, k, f)
}

// offOrAsked sets the status of what is called off, "cancels talks", moved to a day, or only
// asked for. It reports whether it did.
func (t *text) offOrAsked(c nounCues, f *finding) bool {
	switch k, start := c.at, c.start; {
	case t.movedToDay(start, k):
		f.set(readout.Planned, "set for a day")
	case c.near&isNot != 0 && t.urgedNotTo(start):
		f.set(readout.Planned, "announced")
	case (c.near|c.carrier)&isNot != 0, t.offToo(start), t.absentFrom(start), t.calledOff(k), t.rebuffed(start), t.keptFrom(k), t.declined(k, start):
		f.set(readout.Off, "called off or denied")
	case t.offersWords(k, start):
		f.set(readout.Held, "told as a fact")
	case t.askedFor(start):
		f.set(readout.Proposed, "only thought of")
	case t.dateSet(k):
		f.set(readout.Planned, "set for a day")
	case t.asked(start, k):
		f.set(readout.Proposed, "only thought of")
	default:
		return false
	}
	return true
}

// doneOrThought sets the status of what is said to have taken place, "a 50-minute call", or
// to be no more than possible. It reports whether it did.
func (t *text) doneOrThought(c nounCues, f *finding) bool {
	switch k, start := c.at, c.start; {
	case t.timed(k):
		f.set(readout.Held, "told with its length")
	case t.takesPlace(k):
		f.set(readout.Held, "said to take place")
	case t.setting(start) && c.near&(isBefore|isPlan|isMay) == 0 && t.agreed(start):
		f.set(readout.Held, "where something was agreed")
	case c.near&(isBefore|isPlan|isMay|isWill) == isPlan && t.awaitedOnly(start, k):
		f.set(readout.Held, "told as a fact")
	case c.carrier&(isLight|isWill|isMay|isNot) == isLight && t.completed(start):
		f.set(readout.Held, "said to have taken place")
	case c.near&isMay != 0 && c.near&(isAfter|isPast) == 0, t.onlyPossible(k), c.near&isWill != 0 && t.ifBehind(k, 9):
		f.set(readout.Proposed, "only thought of")
	case c.near&(isBefore|isPlan|isWill) == isPlan && t.confirmed(k, start):
		f.set(readout.Held, "confirmed")
	case c.near&isBefore != 0 && c.near&isWill == 0 && (!t.elements[start].is(isHis) && t.wentOn(start) || t.mealAfter(k)):
		f.set(readout.Held, "told as a fact") // "met Starmer before a hug from Macron"
	default:
		return false
	}
	return true
}

// announced sets the status of what the words before it call planned or only thought of: "ahead
// of talks", "may hold talks". It reports whether it did.
func (t *text) announced(c nounCues, f *finding) bool {
	switch start := c.start; {
	case c.near&(isBefore|isPlan|isWill) != 0:
		f.set(readout.Planned, "ahead of it")
	case c.carrier&(isLight|isMay) == isLight && c.wide&isMay != 0 && t.willAlso(start):
		f.set(readout.Proposed, "only thought of")
	case c.carrier&isWill != 0, c.carrier&isLight != 0 && t.willAlso(start):
		f.set(readout.Planned, "announced")
	case c.carrier&isMay != 0:
		f.set(readout.Proposed, "only thought of")
	default:
		return false
	}
	return true
}

// onDay sets the status of what is tied to a day, to what came after it, or to a journey. It
// reports whether it did.
func (t *text) onDay(c nounCues, f *finding) bool {
	switch k, start := c.at, c.start; {
	case t.forDay(k), t.onDiary(k), t.hasOn(k, start):
		f.set(readout.Planned, "set for a day")
	case c.near&(isAfter|isPast) == 0 && c.wide&isNot != 0 && t.cameFor(start):
		f.set(readout.Off, "called off or denied") // "will no longer travel to Sydney for a meeting"
	case c.near&isAfter != 0 && t.willBefore(start) && t.onDayToCome(k):
		f.set(readout.Planned, "on a day to come")
	case c.near&isAfter != 0:
		f.set(readout.Held, "after it")
		f.unsure = t.afterOwn(start) && t.willBefore(start) // "I will respond after my meeting"
	case c.near&isArrive != 0 && t.hadCome(start):
		f.set(readout.Held, "told as a fact")
	case c.near&isArrive != 0 && c.near&isPast == 0, t.cameFor(start) && !t.wasThere(start), t.elements[k].noun == frameSummit && t.headsFor(start):
		f.set(readout.Planned, "on the way to it")
	default:
		return false
	}
	return true
}

// toldAhead sets the status of what other words of the sentence tell to be ahead or under
// way: "talks will follow", "summit ends". It reports whether it did.
func (d *Detector) toldAhead(t *text, c nounCues, f *finding) bool {
	switch k, start := c.at, c.start; {
	case d.ahead(t, k):
		f.set(readout.Planned, "on a day to come")
	case t.goesOnNow(k):
		f.set(readout.Held, "said to take place")
	case c.carrier&isLight != 0 && t.alongsidePlan(start):
		f.set(readout.Planned, "told along with something announced")
	case c.wide&isWill != 0 && c.carrier&isLight == 0 && c.near&isPast == 0 && !t.saidThere(start):
		f.set(readout.Planned, "announced")
	case t.willFollow(k), t.prepared(k):
		f.set(readout.Planned, "announced")
	case t.couldBring(k):
		f.set(readout.Planned, "announced")
		f.unsure = true
	case c.near&isAfter == 0 && t.headlineFuture(start):
		f.set(readout.Planned, "an infinitive: still to come")
	default:
		return false
	}
	return true
}

// offersWords reports whether the noun at element k is what somebody tells another out of
// courtesy: "offers condolences". Its phrase begins at element start.
func (t *text) offersWords(k, start int) bool {
	return t.is(k, "condolences", "congratulations", "greetings") && t.is(start-1, "offer", "offers", "offered", "offering")
}

// asked reports whether the noun phrase from element start to element k is what a question
// asks about: "Will Trump-Kim talks happen?"
func (t *text) asked(start, k int) bool {
	for start > 0 && t.sentence(start-1) == t.sentence(k) && t.elements[start-1].actor == nil && t.elements[start-1].is(isThe) {
		start--
	}
	if t.sentence(start-1) != t.sentence(k) || !t.opensQuestion(start-1) {
		return false
	}
	return t.followedBy(k, 4, "happen", "take place", "take", "go ahead", "materialise", "materialize", "ever", "still", "really", "even", "go", "proceed", "come")
}

// opensQuestion reports whether element k opens a question: "Will Trump", "Could talks".
func (t *text) opensQuestion(k int) bool {
	return t.begins(k) && t.is(k, "will", "could", "can", "should", "would", "might")
}

// prepared reports whether what is told of the noun at element k is how it is prepared: "the
// summit's agenda".
func (t *text) prepared(k int) bool {
	return !t.ends(k) && t.is(k+1, "agenda", "venue", "preparations", "prep", "preparation", "logistics", "timing", "menu", "itinerary")
}

// awaitedOnly reports whether the noun phrase from element start to element k, in which
// something was done, is only said to have been awaited: "stood firm in a much-anticipated
// sit-down".
func (t *text) awaitedOnly(start, k int) bool {
	awaited := false
	for j := k - 1; j >= 0 && j >= start-6 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		switch {
		case e.actor != nil:
			continue
		case e.is(isPlan) && t.is(j, "anticipated", "highly anticipated", "awaited"):
			awaited = true
		case e.is(isPlan) && !e.is(isTime):
			return false
		case awaited && t.is(j, "in", "during"):
			return !t.foretells(j)
		case e.mark != 0 && e.mark != '-' && e.mark != '"':
			return false
		}
	}
	return false
}

// foretells reports whether the clause before element k tells what is still to come.
func (t *text) foretells(k int) bool {
	for j := t.clause(k); j < k; j++ {
		if e := &t.elements[j]; e.actor == nil && e.is(isWill|isMay|isTo|isPlan) {
			return true
		}
	}
	return false
}

// alongside returns whether the noun phrase at element k is the second of two that something
// is ahead of: "ahead of the UN general assembly and talks with Biden".
func (t *text) alongside(k int) class {
	if k < 2 || t.sentence(k-1) != t.sentence(k) || !t.is(k-1, "and") && t.elements[k-1].mark != ',' {
		return 0
	}
	for j := range t.backward(k-1, 6) {
		e := &t.elements[j]
		if e.actor == nil && e.is(isBefore|isPlan) {
			return e.classes & (isBefore | isPlan)
		}
		if e.actor == nil && (e.mark != 0 && e.mark != '"' || e.verb != noFrame && e.noun == noFrame || e.is(isClause|isReport|isAux|isAnd|isWill) && !e.is(isIn)) || e.actor.leader() && !e.actor.possessive {
			return 0
		}
	}
	return 0
}

// opensWithSetting reports whether the sentence opens with the noun phrase from element start
// to element k as the setting of what it tells: "In a lengthy call, the leaders agreed".
func (t *text) opensWithSetting(start, k int) bool {
	if t.ends(k) || t.elements[k+1].mark != ',' {
		return false
	}
	for j := range t.backward(start, 4) {
		if t.within(j) {
			return t.begins(j)
		}
	}
	return false
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

// goesOnNow reports whether the noun at element k is followed by a verb that tells how it
// goes: "talks stretch past three hours", "summit ends".
func (t *text) goesOnNow(k int) bool {
	return !t.ends(k) && t.is(k+1, "stretch", "stretches", "stretched", "last", "lasts", "lasted", "run", "runs", "ran", "drag", "drags", "dragged", "continue", "continues", "continued",
		"fell apart", "falls apart", "blew up", "blows up", "unravelled", "unraveled", "unravels", "imploded", "implodes", "descended", "descends", "erupted", "erupts", "went", "turned", "turns", "broke down", "breaks down",
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

// completed reports whether the verb that carries the noun at element k tells of what
// was, however long expected: "wrapped up their highly anticipated summit".
func (t *text) completed(k int) bool {
	for j := range t.backward(k, 6) {
		e := &t.elements[j]
		if e.actor != nil || e.mark != 0 && e.mark != '"' {
			return false
		}
		switch t.lower(j) {
		case "held", "wrapped up", "wraps up", "concluded", "concludes", "ended", "finished", "rounded off", "began", "opened", "resumed", "kicked off":
			return true
		}
	}
	return false
}

// agreed reports whether the clause before element k says that leaders agreed on
// something.
func (t *text) agreed(k int) bool {
	for j := t.clause(k); j < k; j++ {
		if t.is(j, "agrees", "agrees to", "agrees on", "accepts", "accepted") {
			return true
		}
		if t.elements[j].actor == nil && t.elements[j].is(isJoint) && (j == 0 || t.elements[j-1].actor != nil || !t.elements[j-1].is(isWill|isMay|isTo)) {
			return true // but not "will announce a plan on the trip"
		}
	}
	return false
}

// onlyPossible reports whether a noun is said to be no more than possible: "a
// meeting with Putin is unlikely".
func (t *text) onlyPossible(k int) bool {
	for j := range t.forward(k, 8) {
		e := &t.elements[j]
		if e.mark != 0 || e.is(isClause|isAfter|isBefore|isReport) {
			return false
		}
		if e.actor == nil {
			switch t.lower(j) {
			case "may", "might", "could", "must", "should", "ought to", "needs to", "need to", "has to":
				if next := j + 1; next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.is(next, "come", "take", "happen", "occur", "follow", "be", "materialise", "materialize") {
					return true // "a face-to-face may come this month"
				}
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
	for j := end; j < k; j++ {
		if t.is(j, "as", "when", "while", "after", "as he", "as she") {
			return false // "to switch planes as he left the summit"
		}
	}
	if end >= k || t.elements[end+1].actor != nil {
		return false
	}
	return t.is(end, "to") || t.elements[end].actor == nil && t.elements[end].is(isMay|isWill) && t.endsWithTo(end) && !(t.doneThere(end) && t.setting(k))
}

// doneThere reports whether the verb at element k, which governs an infinitive, tells of
// what leaders do to each other where they meet: "agrees to a truce in call with Trump".
func (t *text) doneThere(k int) bool {
	switch t.firstWord(k) {
	case "agree", "agrees", "agreed", "offer", "offers", "offered", "try", "tries", "tried", "attempted", "attempts":
		return true
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
	for j := range t.backward(k, 9) {
		e := &t.elements[j]
		if e.actor != nil || e.mark == ':' || e.mark == ';' || e.is(isAfter) || e.is(isPast) && t.endsWith(j, "after") || !light && (t.within(j) || e.is(isPast) && t.endsWith(j, "of")) || light && (e.mark == ',' || e.is(isClause|isAnd|isReport|isAfter|isBefore|isHe|isThey)) {
			if e.is(isAnd) && t.is(j+1, "host", "hold", "attend", "join", "open", "lead", "begin", "start", "address") && t.willBefore(j) {
				cues |= isWill // "will send aid and host a summit"
			}
			break
		}
		if e.is(isLight) || e.verb == frameAttend {
			light = true
			cues |= isLight | e.classes&isNot
			continue
		}
		if light {
			if e.is(isTo) && cues&(isMay|isNot) == 0 {
				cues |= isWill
			}
			if t.is(j, "to") && j > 0 && t.sentence(j-1) == t.sentence(k) && t.elements[j-1].actor == nil && !t.elements[j-1].is(isMay|isNot|isWill|isPlan|isReport|isAux|isAdverb) {
				break // "pulls out of conference to make trip"
			}
			cues |= e.classes & (isWill | isMay | isNot)
		}
	}
	return cues
}

// willFollow reports whether a noun is said to come: "talks will take place",
// "meeting is expected to".
func (t *text) willFollow(k int) bool {
	if t.toBring(k) {
		return true
	}
	if next := k + 1; next < len(t.elements) && t.sentence(next) == t.sentence(k) && t.is(next, "planned", "scheduled", "expected", "slated", "due", "set", "confirmed", "announced", "arranged", "finalised", "finalized", "in sight", "on horizon", "on the horizon", "looms", "looming", "nears", "approaches") {
		return true // "a meeting planned between"
	}
	if t.onAgenda(k + 1) {
		return true
	}
	if to := k + 1; !t.ends(k) && !t.ends(to) && t.is(to, "to") && t.is(to+1, "last", "take", "begin", "start", "focus", "run", "be", "go", "follow", "cover", "address", "kick off", "centre", "center") {
		return true // "meeting to last an hour"
	}
	for j := range t.forward(k, 9) {
		e := &t.elements[j]
		if e.mark == ',' || e.mark == ';' || e.mark == ':' || e.is(isClause|isAfter|isReport) {
			return false
		}
		if j > 0 && t.elements[j-1].actor != nil && t.is(j, "planned", "scheduled", "expected", "slated", "foreseen") {
			return true // "meetings between Putin and Xi planned before"
		}
		if t.is(j, "next", "up next", "later") && (t.ends(j) || t.elements[j+1].mark != 0) {
			return true // "talks with Modi at Hyderabad House next"
		}
		if e.actor == nil && !e.unknown && e.classes == 0 && e.mark == 0 {
			return false // another verb: "talks show that China will"
		}
		if e.actor == nil && e.is(isWill) {
			return !strings.HasPrefix(t.lower(j), "plan") // "talks with no plan to end the war"
		}
		if t.is(j, "won't", "won’t") {
			return true // "summit won't be a success"
		}
		if e.actor == nil && e.is(isAux) && t.arranged(t.pastAdverbs(j)) {
			return true
		}
	}
	return false
}

// pastAdverbs returns the element behind the auxiliary verbs and adverbs from element k on.
func (t *text) pastAdverbs(k int) int {
	for k < len(t.elements) && t.elements[k].actor == nil && t.elements[k].is(isAux|isAdverb) {
		k++
	}
	return k
}

// afterOwn reports whether the noun phrase at element k is one's own, behind "after": "after
// my meeting".
func (t *text) afterOwn(k int) bool {
	for j := range t.backward(k, 3) {
		if t.is(j, "my", "our", "his", "her", "their") {
			return j > 0 && t.endsWith(j-1, "after")
		}
	}
	return false
}

// couldBring reports whether the noun at element k is followed by what it could bring, which
// is mostly told before, and sometimes while it goes on: "meeting could decide".
func (t *text) couldBring(k int) bool {
	for j := range t.forward(k, 9) {
		e := &t.elements[j]
		if t.is(j, "can", "could", "may", "might") {
			return !t.ends(j) && !t.is(j+1, "not", "have", "only")
		}
		if e.mark != 0 && e.mark != '"' || e.actor == nil && (e.is(isClause|isAfter|isReport) || !e.unknown && e.classes == 0 && e.mark == 0) {
			return false
		}
	}
	return false
}

// toBring reports whether a headline begins with the noun at element k and says what it is to
// bring: "Trudeau-Biden talks to tackle migration".
func (t *text) toBring(k int) bool {
	if t.ends(k) || !t.is(k+1, "to") || t.ends(k+1) || t.tokens[t.elements[k].from].field != inTitle {
		return false
	}
	for j := t.clause(k); j < k; j++ {
		if t.elements[j].actor == nil && !t.joined(j) && !t.elements[j].is(isAnd|isThe|isAdjective|isWith|isOf) {
			return false
		}
	}
	next := &t.elements[k+2]
	return next.actor == nil && !next.is(isThe|isHis|isIn)
}
