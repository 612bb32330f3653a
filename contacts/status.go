package contacts

import (
	"slices"
	"time"

	"readout"
)

// dropped reports whether a plan of the past is told in a story of something called
// off: "postpones trip", and below it "where he was to see Xi".
func (t *text) dropped(f *finding) bool {
	once := false
	for j := range t.backward(f.at, 6) {
		if e := &t.elements[j]; e.actor == nil && e.is(isWill) {
			switch t.firstWord(j) {
			case "was", "were", "had":
				once = true
			}
			once = once || j > 0 && t.sentence(j-1) == t.sentence(j) && t.is(j-1, "had been", "had", "was", "were", "been") // "had been set to"
		}
	}
	if !once {
		return false
	}
	for j := range t.elements {
		if t.cutShort(j) {
			return true
		}
		e := &t.elements[j]
		if e.actor == nil && e.is(isNot|isOff) && e.to-e.from+len(t.words(e.from, e.to)) > 6 {
			return true
		}
	}
	return false
}

// cutShort reports whether element j says that somebody leaves before the end: "cuts trip
// short", "leaves G7 summit early".
func (t *text) cutShort(j int) bool {
	early := t.is(j, "early")
	if !early && !t.is(j, "short") {
		return false
	}
	for i := range t.backward(j, 6) {
		switch t.firstWord(i) {
		case "cut", "cuts", "cutting":
			return !early
		case "leave", "leaves", "left", "leaving", "departs", "departed", "departing", "returns", "returned", "heads", "exits", "exited":
			return early
		}
	}
	return false
}

// alongsidePlan reports whether the clause of element k runs along with one that
// is still to come: "will announce it as he holds talks".
func (t *text) alongsidePlan(k int) bool {
	along, beside := false, false
	for j := range t.backward(k, far) {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		if beside && t.is(j, "is due in", "is due at", "is expected in", "is expected at") {
			return true
		}
		if along && e.is(isWill) && !t.is(j, "agree to", "agrees to", "agreed to") {
			return !t.reported(j) && (beside || t.sameSubject(j, k)) // but "says will know soon as he hosts"
		}
		switch t.lower(j) {
		case "as", "when":
			along = true
		case "while": // "Macron is due in Moscow while Scholz meets Biden"
			along, beside = true, true
		}
	}
	return false
}

// sameSubject reports whether who does what element k tells of is somebody named, or of a
// state named, before element j: "Biden will announce it as he hosts".
func (t *text) sameSubject(j, k int) bool {
	var states []string
	for i := range t.backward(j, far) {
		if a := t.elements[i].actor; a != nil {
			states = append(states, a.state)
		}
	}
	for i := j + 1; i < k; i++ {
		if a := t.elements[i].actor; a == nil && t.elements[i].is(isHe|isThey) || a != nil && slices.Contains(states, a.state) {
			return true
		}
	}
	return false
}

// asTheyWill reports whether the verb at element k tells at which occasion a leader, or his
// state, is to do something in a headline: "Biden to press for it as he hosts", "US, Japan to
// sign pact as Biden meets Kishida", and in the morning "Orban seeks reprieve as he visits".
func (t *text) asTheyWill(k int) bool {
	as := -1
	for j := range t.backward(k, 4) {
		if t.is(j, "as") {
			as = j
			break
		}
	}
	first := t.clause(k)
	if as < 0 || t.elements[first].actor == nil {
		return false
	}
	list, end := t.listFrom(first)
	seeks := t.story.Published.Hour() < americanDawn && end < as && t.is(end, "seeks", "seek", "seeks to", "seek to", "hopes to", "hopes for", "hope to", "aims to", "looks to", "bids to", "tries to")
	if end >= as || !t.is(end, "to") && !seeks {
		return false
	}
	if list[0].weak && !t.is(end+1, "unveil", "announce", "sign", "launch", "discuss", "press", "push", "urge", "pledge") {
		return false // "Ukraine to get jets as Zelensky meets Macron"
	}
	for j := as + 1; j < k; j++ {
		a := t.elements[j].actor
		if a == nil && t.elements[j].is(isHe|isThey) || a != nil && slices.ContainsFunc(list, func(b *actor) bool { return b.state == a.state }) {
			return true
		}
	}
	return false
}

// reported reports whether the words from element k on are what somebody says or vows: "vows US
// will stand by NATO".
func (t *text) reported(k int) bool {
	for j := range t.backward(k, 4) {
		if e := &t.elements[j]; e.actor == nil && (t.says(e) || e.is(isReport) || t.is(j, "vows", "vowed", "pledges", "pledged", "insists", "promises")) {
			return true
		}
	}
	return false
}

// governor returns the classes of what governs an infinitive: "wants to",
// "invites him to".
func (d *Detector) governor(t *text, k int) class {
	var cues class
	for j := range t.backward(k, 9) {
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

// rebuffed reports whether an offer of what element k tells is turned down: "rejects
// Trump's offer to talk".
func (t *text) rebuffed(k int) bool {
	offered := false
	for j := range t.backward(k, 7) {
		e := &t.elements[j]
		if offered && t.turnsDown(j) {
			return true
		}
		if e.mark != 0 && e.mark != '"' || e.actor != nil && !e.actor.possessive && !e.actor.weak && !offered && !(j > 0 && t.endsWith(j-1, "for")) {
			return false
		}
		switch t.firstWord(j) {
		case "offer", "offers", "request", "requests", "invitation", "invite", "bid", "proposal", "plea", "overture", "overtures", "appeal", "demand":
			offered = true
		}
	}
	return false
}

// declined reports whether what somebody was offered by the noun at element k is said to have
// been turned down: "was offered talks with Dowden, but declined".
func (t *text) declined(k, start int) bool {
	offered := false
	for j := range t.backward(start, 5) {
		offered = offered || t.is(j, "offered", "proposed", "offered to", "invited to", "been offered", "given")
	}
	if !offered {
		return false
	}
	but := false
	for j := range t.forward(k, far) {
		but = but || t.is(j, "but", "which", "however")
		if but && t.is(j, "declined", "refused", "rejected", "turned it down", "turned down", "said no", "turned", "snubbed", "rebuffed") {
			return true
		}
	}
	return false
}

// hadCome reports whether those who are told of had come for the noun at element k before
// something else: "from Cairo, where they had gathered for a summit".
func (t *text) hadCome(k int) bool {
	for j := range t.backward(k, 6) {
		if e := &t.elements[j]; e.actor == nil && e.is(isArrive) {
			return t.preceded(j, "had")
		}
	}
	return false
}

// turnsDown reports whether element j says that an offer came to nothing.
func (t *text) turnsDown(j int) bool {
	return t.elements[j].actor == nil && t.elements[j].is(isNot) || t.is(j, "ignores", "ignored", "ignoring", "brushes off", "brushed off", "shrugs off", "shrugged off", "dismisses", "dismissed")
}

// ahead reports whether a day to come is named in the clause of element k.
func (d *Detector) ahead(t *text, k int) bool {
	for j := max(0, k-6); j < len(t.elements) && j < k+9; j++ {
		e := &t.elements[j]
		if t.sentence(j) != t.sentence(k) || e.actor != nil || j < k && t.alongBetween(j, k) {
			continue
		}
		if j > k && (e.mark == ',' || e.is(isClause|isReport) || e.is(isBefore) && e.day.kind == 0) {
			return false // "phones Bennett ahead of next month's visit"
		}
		if j > k && j+2 < len(t.elements) && t.is(j, "in") && t.tokens[t.elements[j+1].from].number > 0 && t.is(j+2, "minutes", "hours", "days", "weeks") && !t.is(j-1, "time", "first", "meeting", "visit") && !t.counts(k-1) {
			return true // "meets Trump in 30 minutes"
		}
		switch e.day.kind {
		case 'v':
			if e.day.value > 0 && !t.weekendGone(j) {
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

// weekendGone reports whether element j speaks of the weekend that is just over, as news of
// Monday to Wednesday do: "in Seoul at the weekend".
func (t *text) weekendGone(j int) bool {
	day := t.story.Published.Weekday()
	return day >= time.Monday && day <= time.Wednesday && t.is(j, "at the weekend", "this weekend")
}

// alongBetween reports whether a clause begins between two elements that tells what goes on at
// the same time: "will know soon as he hosts".
func (t *text) alongBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if t.is(i, "as", "while") {
			return true
		}
	}
	return false
}

// hoped reports whether the clause of the noun at element k tells what somebody wants to
// get there: "Modi hopes for a deal at the summit", "what Merz wants from talks".
func (t *text) hoped(k int) bool {
	end := k
	if !t.ends(k) && t.elements[k+1].mark == ':' {
		end = t.sentenceEnd(k) // "Alaska summit: what Putin wants from Trump"
	}
	for j := t.clause(k); j < end; j++ {
		if t.elements[j].actor != nil {
			continue
		}
		if t.says(&t.elements[j]) {
			return false // "says India wants better ties in talks with Xi"
		}
		switch t.firstWord(j) {
		case "stand", "stands":
			return t.is(j+1, "to") // "what they stand to gain"
		case "eye", "eyes", "eyeing", "hope", "hopes", "hoping", "seek", "seeks", "seeking", "aim", "aims", "aiming", "wants", "want", "expects", "expect", "could", "may", "might":
			return true
		case "likely":
			return t.endsWithTo(j) // but "in what is likely their last meeting"
		}
	}
	return false
}

// foretold reports whether another sentence tells that what the finding tells of
// is still to come: "as he prepares for a summit".
func (t *text) foretold(f *finding) bool {
	for k := range t.elements {
		e := &t.elements[k]
		if e.actor != nil || e.noun == noFrame || e.noun == frameVisit || t.sentence(k) == t.sentence(f.at) || f.remote() && (e.noun == frameTalks || e.noun == frameMeet || e.noun == frameSummit) {
			continue
		}
		if cues := t.before(k); cues&(isWill|isPlan|isBefore) != 0 && cues&(isAfter|isPast|isNot) == 0 && t.onlyOf(k, f) && !t.calledOff(k) && !t.theyDid(k) {
			return true
		}
	}
	return false
}

// theyDid reports whether the main clause behind the noun at element k is about those who have
// come together for it: "Before the talks, the leaders made statements".
func (t *text) theyDid(k int) bool {
	for j := range t.forward(k, 5) {
		if t.elements[j].mark == ',' && !t.ends(j) {
			next := &t.elements[j+1]
			return next.actor == nil && next.is(isThey) || next.actor != nil && next.actor.loose && next.actor.plural
		}
	}
	return false
}

// toPress reports whether another sentence tells what one of the two is to do to the other, when
// it comes to the contact that is told in the present: "Biden to press Stoltenberg", and below it
// "US president hosts alliance chief".
func (d *Detector) toPress(t *text, f *finding) bool {
	e := &t.elements[f.at]
	if e.actor != nil || e.verb == noFrame || f.frame != e.verb || e.forms&^formNoun != formThird || f.dated >= 0 || len(f.actors) != 2 {
		return false
	}
	for k := range t.elements {
		if t.clause(k) != k || t.sentence(k) == t.sentence(f.at) {
			continue
		}
		if pair, cues, _ := d.dealers(t, k); pair != nil && cues&isTo != 0 && cues&(isMay|isNot) == 0 && f.of(pair) {
			return true
		}
	}
	return false
}

// of reports whether the people of a finding are nobody but these leaders.
func (f *finding) of(leaders []*actor) bool {
	if len(f.people) != len(leaders) {
		return false
	}
	return !slices.ContainsFunc(leaders, func(a *actor) bool {
		return !a.leader() || !slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.Name == a.people[0].Name })
	})
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
