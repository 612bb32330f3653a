package contacts

import (
	"slices"
	"strings"

	"readout"
)

// verbStatus tells how far a contact has come that a verb tells of.
func (d *Detector) verbStatus(t *text, k int, f *finding, cues class) {
	e := &t.elements[k]
	base := e.forms&formBase != 0
	toBefore := false
	for j := range t.backward(k, 6) {
		p := &t.elements[j]
		if p.actor != nil || p.mark == ',' || p.mark == ':' || t.is(j, "as", "while") {
			break
		}
		toBefore = toBefore || p.is(isTo)
	}
	held := e.forms&(formThird|formPast|formIng) != 0
	if e.forms&^formNoun == formBase && !toBefore && cues&(isWill|isMay|isNot|isAux) == 0 && t.infinitive(k) {
		toBefore = true // "to visit Moscow and meet Putin"
	}
	switch {
	case e.verb == frameVisit && cues&isNot == 0 && t.onTheWay(k):
		f.set(readout.Planned, "on the way")
	case e.verb == frameDiscuss && e.forms&formBase != 0 && cues&isNot != 0 && cues&(isWill|isMay) == 0 && t.is(max(k-1, 0), "not", "didn't", "never", "hardly", "barely"):
		f.set(readout.Held, "told as a fact") // "did not discuss Taiwan"
	case e.verb == frameAttend && t.leavesEarly(k):
		f.set(readout.Held, "told as a fact") // he is there
	case e.verb == frameSign && cues&isNot != 0:
		f.set(readout.Held, "told as a fact") // "agree on steps but don't sign"
	case cues&isMay != 0 && t.inVain(k):
		f.set(readout.Off, "called off or denied")
	case cues&isNot != 0 || t.denied(k) || t.rebuffed(k) || t.keptFrom(k) || t.shelved(k):
		f.set(readout.Off, "called off or denied")
	case cues&isMay != 0 && t.triesThere(k):
		f.set(readout.Held, "told as a fact")
	case base && t.accepted(k):
		f.set(readout.Planned, "an invitation accepted")
	case cues&isMay != 0 && e.verb == frameAct && t.travelsBefore(k) && !t.onCondition(k):
		f.set(readout.Planned, "on the way") // "flies into Delhi hoping to clinch a deal with Modi"
	case cues&isMay != 0 || cues&isWill != 0 && (t.onCondition(k) || t.doubted(k)):
		f.set(readout.Proposed, "only thought of")
	case cues&(isWill) != 0 && (t.perhaps(k) || t.ifBehind(k, 9) || t.wouldOnly(k) && !d.ahead(t, k)):
		f.set(readout.Proposed, "only thought of")
	case k > 0 && t.is(k-1, "to be") && t.firstTo(k):
		f.set(readout.Held, "told of who was the first") // "the first to be received in Beijing"
	case cues&(isWill) != 0 && t.thwarted(k):
		f.set(readout.Off, "called off or denied")
	case cues&(isWill) != 0:
		f.set(readout.Planned, "announced")
	case e.forms&formPast != 0 && k > 1 && t.is(k-1, "be") && t.separates(k-2) && t.infinitive(k-1):
		f.set(readout.Planned, "announced") // "will see Starmer and be received by the king"
	case base && toBefore && t.firstTo(k):
		f.set(readout.Held, "told of who was the first")
	case base && toBefore && (t.visited(k) || t.movedTo(k)):
		f.set(readout.Held, "what a visit that took place was for")
	case base && t.saidTo(k) && !d.ahead(t, k):
		f.set(readout.Held, "told as a fact")
	case base && toBefore:
		d.infinitiveStatus(t, k, f)
	case held:
		f.set(readout.Held, "told as a fact")
		d.factStatus(t, k, f)
	case t.supposes(k):
		f.set(readout.Proposed, "only thought of")
	case t.conditional(k), t.watchedFor(k):
		f.set(readout.Planned, "when it comes to it")
	case d.ahead(t, k):
		f.set(readout.Planned, "on a day to come") // "they see Putin on Saturday"
	default:
		f.set(readout.Held, "told as a fact")
	}
	d.date(t, k, f)
}

// infinitiveStatus tells how far a contact has come that an infinitive tells of, by what governs
// it: "hopes to meet", "ditches conference to meet".
func (d *Detector) infinitiveStatus(t *text, k int, f *finding) {
	switch cues := d.governor(t, k); {
	case cues&isMay != 0 || t.doubted(k):
		f.set(readout.Proposed, "only thought of")
	case cues&isNot != 0 && t.makesTimeFor(k):
		f.set(readout.Held, "told as a fact")
	case cues&isNot != 0:
		f.set(readout.Off, "called off or denied")
	default:
		f.set(readout.Planned, "an infinitive: still to come")
	}
}

// factStatus corrects the status of a contact that the verb at element k tells of as a fact, in
// the present of headlines or the past: what the day will bring is told so too.
func (d *Detector) factStatus(t *text, k int, f *finding) {
	e := &t.elements[k]
	if e.forms&formThird != 0 && (t.conditional(k) || t.alongsidePlan(k)) {
		f.set(readout.Planned, "when it comes to it")
	}
	if e.forms&formThird != 0 && t.supposes(k) {
		f.set(readout.Proposed, "only thought of")
	}
	if e.forms&formThird != 0 && (t.watchedFor(k) || t.asTheyWill(k)) {
		f.set(readout.Planned, "what the day will bring")
		f.today = true
	}
	if e.forms&formPast == 0 && d.ahead(t, k) && t.before(k)&isAfter == 0 {
		f.set(readout.Planned, "on a day to come")
	}
	if e.forms&(formPast|formIng|formBase) == 0 && t.laterThatDay(k) {
		f.set(readout.Planned, "on a day to come")
	}
	if e.forms&(formPast|formIng) == 0 && (t.morning() || t.watchlist()) {
		f.set(readout.Planned, "what the day will bring")
		f.today = true
	}
	f.unsure = f.unsure || f.status == readout.Held && e.forms&formPast == 0 && t.tokens[e.from].field == inTitle && t.live() // "Watch live: Trump welcomes"
	if e.forms&^formNoun == formIng && t.byMeans(k) {
		f.set(readout.Planned, "the means of something announced")
	}
	if e.forms == formIng && t.before(k)&(isPlan|isBefore) != 0 && (e.verb != frameJoint || k > 0 && t.elements[k-1].is(isPlan|isBefore)) && !t.wentOn(k) {
		f.set(readout.Planned, "ahead of it")
	}
}

// leavesEarly reports whether the verb at element k tells that somebody goes before the end:
// "to leave G7 summit early".
func (t *text) leavesEarly(k int) bool {
	return oneOf(t.firstWord(k), "leave", "leaves", "leaving", "left", "exit", "exits") &&
		t.followedBy(k, 8, "early", "a day early", "abruptly", "ahead of schedule")
}

// shelved reports whether a plan for what the verb at element k tells is given up: "plans
// for Trump to meet Putin are on hold".
func (t *text) shelved(k int) bool {
	for j := range t.backward(k, 6) {
		if !t.endsWith(j, "for") {
			continue
		}
		switch t.firstWord(j) {
		case "plan", "plans", "proposal", "preparations", "arrangements", "idea":
			return t.calledOff(k)
		}
	}
	return false
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
		}
	}
	return false
}

// laterThatDay reports whether news of the morning has what the verb in the present at
// element k tells of for today: "Xi meets Putin today".
func (t *text) laterThatDay(k int) bool {
	if t.story.Published.Hour() >= forenoon {
		return false
	}
	for j := range t.forward(k, 6) {
		if t.elements[j].mark != 0 || t.elements[j].actor == nil && t.elements[j].is(isClause|isReport) {
			return false
		}
		if t.is(j, "today", "tonight", "this afternoon", "this evening", "later today") {
			return true
		}
	}
	return false
}

// byMeans reports whether the verb at element k tells how something announced is to be
// done: "will mark the day by hosting".
func (t *text) byMeans(k int) bool {
	return k > 0 && t.elements[k-1].actor == nil && t.elements[k-1].is(isBy) && t.willBefore(k-1)
}

// onCondition reports whether somebody would do something only if something else
// happens: "would sit down with him if".
func (t *text) onCondition(k int) bool {
	return t.precededBy(k, 4, "would") && t.ifBehind(k, far) || t.onlyIf(k)
}

// onlyIf reports whether what the verb at element k tells of is said to depend on something
// else: "will meet Erdogan only if".
func (t *text) onlyIf(k int) bool {
	for j := range t.forward(k, 8) {
		if t.elements[j].actor == nil && t.elements[j].is(isReport) {
			return false
		}
		if t.is(j, "only if", "unless", "provided that", "on condition that", "on the condition that") || t.is(j, "only") && !t.ends(j) && t.is(j+1, "if", "when", "after", "once") {
			return true
		}
	}
	return false
}

// wouldOnly reports whether a headline says only what somebody would do: "Maduro would talk
// face to face", but not "said he would meet Xi", which is what he will do.
func (t *text) wouldOnly(k int) bool {
	if t.tokens[t.elements[k].from].field != inTitle {
		return false
	}
	would := false
	for j := range t.backward(k, far) {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		would = would || j > k-4 && t.is(j, "would")
		if e.is(isReport) || e.forms&^formNoun == formPast || t.is(j, "that", "which", "who") {
			return false
		}
	}
	return would
}

// inVain reports whether somebody tried to get in touch, which says that he did not: "says he
// tried to call Putin".
func (t *text) inVain(k int) bool {
	switch t.elements[k].verb {
	case frameCall, frameMeet, frameSpeak:
		return t.precededBy(k, 2, "tried to", "had tried to", "attempted to")
	}
	return false
}

// ifBehind reports whether a condition stands within n elements behind element k: "if
// Russia does not invade".
func (t *text) ifBehind(k, n int) bool {
	for j := range t.forward(k, n) {
		if t.is(j, "if") {
			return !t.is(j-1, "happens", "happen", "do", "even", "only", "as")
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
	for j := range t.backward(k, far) {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		if t.is(j, "was", "were") && t.elements[j+1].is(isIn) {
			return true // "were in Tunis to seal the pact"
		}
		if e.verb == frameVisit && e.forms&formPast != 0 && !t.arrived(j) || e.noun == frameVisit && (t.past(j) || t.duringVisit(j) || t.paidVisit(j)) {
			return true
		}
	}
	return false
}

// duringVisit reports whether the visit at element k is when something was done: "left a
// note during his visit to Kyiv to meet".
func (t *text) duringVisit(k int) bool {
	for j := range t.backward(k, 5) {
		if t.is(j, "during") {
			return !t.foretells(j)
		}
	}
	return false
}

// paidVisit reports whether the visit at element k is one that somebody makes or made.
func (t *text) paidVisit(k int) bool {
	return t.precededBy(k, 4, "makes", "made", "pays", "paid")
}

// movedTo reports whether the infinitive at element k tells what somebody did who moved
// or stopped for it: "came out to stand beside", "broke off to speak to".
func (t *text) movedTo(k int) bool {
	for j := range t.backward(k, 10) {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.is(isClause|isReport|isWill|isMay|isNot|isHe|isThey) && !e.is(isIn) {
			return false
		}
		switch t.firstWord(j) {
		case "came", "walked", "crossed", "rushed", "hurried", "turned", "stepped", "stopped", "paused", "stayed", "broke", "breaks", "leaned", "leant", "returned", "rose", "stood", "emerged", "interrupted", "wears", "wore", "dons", "donned", "kneels", "knelt", "bows", "bowed", "steps", "strides", "strode", "rushes", "leans", "interrupts", "pauses":
			return e.actor == nil
		}
	}
	return false
}

// saidTo reports whether the infinitive at element k is what somebody is reported to have
// done, as headlines shorten it: "Trump said to call Sisi".
func (t *text) saidTo(k int) bool {
	to := t.behindAdverbs(k - 1)
	return to > 1 && t.sentence(to-2) == t.sentence(k) && t.is(to, "to") && t.is(to-1, "said") && t.elements[to-2].actor != nil
}

// keptFrom reports whether somebody is kept from what the verb at element k tells: "US bars
// Abbas from attending", "Abbas barred from meeting Xi".
func (t *text) keptFrom(k int) bool {
	if k < 2 || t.sentence(k-2) != t.sentence(k) || t.elements[k].forms&formIng == 0 || !t.is(k-1, "from") {
		return false
	}
	by := k - 2
	if t.elements[by].actor != nil && by > 0 && t.sentence(by-1) == t.sentence(k) {
		by--
	}
	return t.is(by, "block", "blocks", "blocked", "blocking", "bar", "bars", "barred", "barring", "ban", "bans", "banned", "banning", "prevent", "prevents", "prevented", "preventing",
		"stop", "stops", "stopped", "keep", "keeps", "kept", "prohibits", "prohibited", "dissuades", "dissuaded", "discourages", "discouraged", "excludes", "excluded", "refrain", "refrains", "refrained")
}

// triesThere reports whether the verb at element k tells what leaders try to do at a call or
// summit that is named behind it: "seek to mend fences in call".
func (t *text) triesThere(k int) bool {
	tries := false
	for j := range t.backward(k, 2) {
		switch t.firstWord(j) {
		case "seek", "seeks", "sought", "try", "tries", "tried", "attempt", "attempts", "attempted":
			tries = t.elements[j].actor == nil
		}
	}
	if !tries {
		return false
	}
	for j := range t.forward(k, 8) {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.is(isClause|isBefore) && !e.is(isIn) {
			return false
		}
		if e.actor == nil && (e.noun == framePhone || e.noun == frameVideo || e.noun == frameSummit || e.noun == frameTalks || e.noun == frameMeet) && t.setting(j) {
			return true
		}
	}
	return false
}

// watchedFor reports whether the clause of element k is what readers are told to expect:
// "what to watch as Modi meets Carney", "What is on the table as Modi meets Carney?".
func (t *text) watchedFor(k int) bool {
	for j := range t.backward(k, 6) {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		word := t.lower(j)
		if e.is(isPlan) && (strings.HasSuffix(word, " as") || strings.HasSuffix(word, " when")) {
			return true
		}
		if word == "as" || word == "when" {
			return t.asks(k)
		}
	}
	return t.tokens[t.elements[k].from].field == inTitle && t.watchlist()
}

// asks reports whether the sentence of element k is a question about what is to come.
func (t *text) asks(k int) bool {
	if end := t.sentenceEnd(k); t.elements[end-1].mark != '?' {
		return false
	}
	switch t.firstWord(t.clause(k)) {
	case "what", "what's", "will", "can", "could", "who", "which", "where":
		return true
	}
	return false
}

// watchlist reports whether the title says that the story tells what to expect: "Biden hosts
// Yoon: 5 things to watch".
func (t *text) watchlist() bool {
	title := strings.ToLower(t.fields[inTitle])
	return slices.ContainsFunc(watchwords, func(words string) bool { return strings.Contains(title, words) })
}

// watchwords announce that a story tells what to expect.
var watchwords = []string{"things to watch", "what to watch", "what to expect", "what to look for", "what to know as", "what to know when"}

// onTheWay reports whether a verb of travel tells that the visit is still to
// come: "departs for".
func (t *text) onTheWay(k int) bool {
	e := &t.elements[k]
	switch t.firstWord(k) {
	case "visits", "visiting", "stops", "swings", "drops", "pops":
		return false
	case "set":
		return !t.is(k, "set foot in")
	case "left", "departed", "headed", "arrived", "landed", "touched":
		return true
	case "arrive", "land", "depart", "head", "fly", "jet", "travel", "rush", "leave":
		if e.forms&formBase != 0 {
			return !t.infinitive(k) // "King and Queen arrive in Paris"
		}
	}
	return e.forms&(formThird|formIng) != 0
}

// wentOn reports whether the verb at element k tells what came next of things that took
// place: "met Scholz on Tuesday, before seeing Rutte".
func (t *text) wentOn(k int) bool {
	if k == 0 || !t.endsWith(k-1, "before") {
		return false
	}
	for j := range t.backward(k-1, far) {
		e := &t.elements[j]
		if e.mark == ';' || e.mark == ':' {
			return false
		}
		if e.actor == nil && e.verb != noFrame && e.verb != frameAct && e.noun == noFrame {
			return e.forms&(formPast|formBase) == formPast && !t.passive(j) && (e.verb != frameVisit || !t.arrived(j))
		}
		if j > 0 && e.actor == nil && !e.unknown && e.entry == (entry{}) && strings.HasSuffix(t.lower(j), "ed") && t.elements[j-1].actor.leader() {
			return true // "warmed up the crowd before embracing Modi"
		}
		if e.actor == nil && e.noun == frameVisit && t.past(j) {
			return true // "made a visit to Kyiv before meeting with Zelensky"
		}
	}
	return false
}

// mealAfter reports whether the meal at element k is what came next of what leaders did:
// "spoke for five hours before a working dinner".
func (t *text) mealAfter(k int) bool {
	if !t.is(k, "dinner", "lunch", "breakfast", "banquet", "working dinner", "working lunch", "state dinner") {
		return false
	}
	for j := range t.backward(k, 3) {
		if !t.endsWith(j, "before") {
			continue
		}
		for i := range t.backward(j, far) {
			switch e := &t.elements[i]; e.verb {
			case frameMeet, frameSpeak, frameDiscuss:
				return e.forms&(formPast|formBase) == formPast
			}
		}
	}
	return false
}

// conditional reports whether the verb stands behind "when", "if" or "before".
func (t *text) conditional(k int) bool {
	for j := range t.backward(k, 4) {
		e := &t.elements[j]
		if e.actor != nil || e.is(isHe) {
			continue
		}
		switch t.lower(j) {
		case "as", "while":
			return false // "vows to quit if fined as Sunak hosts"
		case "when", "if", "before", "once", "until", "whether":
			return true
		case "after":
			return t.elements[k].forms&formPast == 0 && t.willBefore(j) // "will be honoured after he meets"
		}
		if e.mark != 0 {
			return false
		}
	}
	return false
}

// supposes reports whether the verb stands in a clause of what is not settled: "what to say
// if they meet", "no trip until Biden calls him".
func (t *text) supposes(k int) bool {
	for j := range t.backward(k, 4) {
		e := &t.elements[j]
		if t.is(j, "if", "whether", "unless", "until") {
			return true
		}
		if e.mark != 0 || e.actor == nil && !e.is(isHe|isThey|isAdverb) {
			return false
		}
	}
	return false
}

// perhaps reports whether what somebody will do is not certain: "will 'probably' meet".
func (t *text) perhaps(k int) bool {
	for j := range t.backward(k, 4) {
		if t.is(j, "probably", "possibly", "perhaps", "maybe", "likely") {
			return true
		}
		if t.elements[j].actor != nil {
			return false
		}
	}
	return false
}

// willBefore reports whether the sentence says before element k what will be.
func (t *text) willBefore(k int) bool { return t.classBefore(k, far, isWill) }

// firstTo reports whether the infinitive at element k tells what somebody is the first to
// do: "first foreign leader to visit".
func (t *text) firstTo(k int) bool {
	first := false
	for j := range t.backward(k, far) {
		e := &t.elements[j]
		if e.mark != 0 {
			return first
		}
		if first && e.actor == nil && e.is(isTo|isWill|isMay) {
			return false
		}
		first = first || t.is(j, "first", "second", "third", "last", "only", "latest", "among", "one of") && j >= k-6
	}
	return first
}

// denied reports whether somebody denies what the verb at element k tells:
// "India denies Modi spoke with Trump".
func (t *text) denied(k int) bool {
	for j := range t.backward(k, 9) {
		e := &t.elements[j]
		if e.mark != 0 && e.mark != '"' || e.actor == nil && (e.verb != noFrame && e.noun == noFrame || e.is(isReport) && !e.is(isNot)) && !strings.HasPrefix(t.lower(j), "report") && !strings.HasPrefix(t.lower(j), "claim") {
			return false
		}
		switch t.lower(j) {
		case "denies", "denied", "deny", "denying":
			return true
		}
	}
	return false
}

// makesTimeFor reports whether the infinitive at element k tells what somebody leaves other things
// for: "ditches Tory conference to meet Zelensky", but not "cancels trip to meet Xi".
func (t *text) makesTimeFor(k int) bool {
	other := false
	for j := range t.backward(k, 9) {
		e := &t.elements[j]
		switch {
		case e.actor == nil && e.is(isNot):
			return other && t.is(j, "ditches", "ditched", "skips", "skipped", "misses", "missed", "drops", "abandons", "abandoned")
		case e.actor == nil && (e.noun != noFrame || e.mark != 0 && e.mark != '"' || e.is(isPlan|isWill)), e.actor.leader():
			return false
		case e.actor != nil || e.entry == (entry{}):
			other = true
		}
	}
	return false
}

// thwarted reports whether what the verb at element k tells was planned once and gave way to
// something else: "had been due to see Sunak but was offered his deputy".
func (t *text) thwarted(k int) bool {
	planned := false
	for j := range t.backward(k, 5) {
		planned = planned || t.elements[j].actor == nil && t.elements[j].is(isWill) && strings.HasPrefix(t.lower(j), "had ")
	}
	for j := range t.forward(k, far) {
		if planned && t.is(j, "but") {
			return true
		}
	}
	return false
}
