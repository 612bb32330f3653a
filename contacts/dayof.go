package contacts

import (
	"slices"
	"strings"

	"readout"
)

// Whose day it is: a day in the text may be that of another contact, of a journey, of an
// interview, or of nothing that leaders did together.

// ofAnotherThere reports whether the day at element j, in another sentence than the finding,
// is that of something which the finding cannot be.
func (t *text) ofAnotherThere(j int, f *finding) bool {
	switch f.status {
	case readout.Held:
		return f.remote() && t.ofMeeting(j)
	case readout.Planned:
		return t.ofOthersThere(j, f)
	}
	return false
}

// ofMeeting reports whether the day at element j is that of a meeting, which no call is: "agreed
// at the trilateral meeting in Sochi on November 26".
func (t *text) ofMeeting(j int) bool {
	for i := range t.backward(j, 7) {
		e := &t.elements[i]
		if e.mark != 0 || e.actor == nil && (e.noun == framePhone || e.noun == frameVideo) {
			return false
		}
		if e.actor == nil && (e.noun == frameMeet || e.noun == frameSummit || e.noun == frameVisit) {
			return true
		}
	}
	return false
}

// ofOthersThere reports whether the words before the day at element j tell of a contact or
// visit with a leader who is none of the finding's: "will fly on for talks with Putin on
// Saturday".
func (t *text) ofOthersThere(j int, f *finding) bool {
	other, frame, mine := false, false, false
	for i := range t.backward(j, 9) {
		e := &t.elements[i]
		if e.mark != 0 {
			break
		}
		if e.actor == nil {
			frame = frame || e.noun != noFrame || e.verb != noFrame
			mine = mine || e.is(isHe|isThey)
			continue
		}
		his := slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.State == e.actor.state })
		other, mine = other || e.actor.leader() && !his, mine || his
	}
	return other && (frame || !mine)
}

// beforeAnother reports whether the finding is only told as what went before another contact
// that is still to come: "will meet Duda following a trip to meet Zelensky".
func (t *text) beforeAnother(f *finding, all []finding) bool {
	return t.before(f.at)&(isAfter|isPast) != 0 && slices.ContainsFunc(all, func(other finding) bool {
		return other.status == readout.Planned && t.sentence(other.at) == t.sentence(f.at) && other.at < f.at && differentPartners(f, &other)
	})
}

// otherPlan reports whether the day at element j is that of something still to come.
func (t *text) otherPlan(j int) bool {
	for i := range t.backward(j, far) {
		e := &t.elements[i]
		if e.actor == nil && (e.is(isWill|isBefore) || e.is(isPlan) && !e.is(isTime) || t.is(i, "due")) {
			return true
		}
	}
	return t.opens(j) && t.willFollow(j) // "On Friday, they will take part"
}

// ofSomethingOff reports whether the day at element j is that of a contact that did not take place:
// "spoke after Monday's call was scrapped".
func (t *text) ofSomethingOff(j int) bool {
	return t.tokens[t.elements[j].to-1].possessive && !t.ends(j) && t.elements[j+1].actor == nil && t.elements[j+1].noun != noFrame && t.calledOff(j+1)
}

// isAnothersDay reports whether the day at element j is that of something else than a contact
// of that status: when it was said, when somebody arrived.
func (t *text) isAnothersDay(j int, status readout.Status) bool {
	if ago := t.elements[j].day; (status != readout.Held || ago.kind == 'w' && ago.value < 0) && t.saidThen(j) {
		return true
	}
	switch status {
	case readout.Planned:
		return t.yesterdays(j)
	case readout.Held:
		return t.otherPlan(j) || t.landedThen(j) || t.ofSomethingOff(j) || j > 1 && t.onDiary(j-2)
	}
	return false
}

// ofAnother reports whether the day at element j is that of something else than element k
// tells of, that is still to come: "ahead of Monday talks", "planned for Monday".
func (t *text) ofAnother(j, k int) bool {
	for i := range t.backward(j, 2) {
		if e := &t.elements[i]; e.actor == nil && i != k && (e.is(isBefore|isWill) || e.is(isPlan) && !e.is(isTime)) {
			return true
		}
	}
	return false
}

// aheadBetween reports whether a day at element j is that of something which the contact at
// element k was ahead of.
func (t *text) aheadBetween(k, j int) bool {
	for i := k + 1; i < j; i++ {
		if e := &t.elements[i]; e.actor == nil && e.is(isBefore) {
			return slices.ContainsFunc(t.elements[i:j], func(e element) bool { return e.actor == nil && e.noun != noFrame })
		}
	}
	return false
}

// opens reports whether a day at element j begins its sentence.
func (t *text) opens(j int) bool {
	return t.clause(j) == j || t.elements[j-1].is(isIn) && t.clause(j) == j-1
}

// saidThen reports whether a day is that of a statement: "officials said on
// Monday".
func (t *text) saidThen(j int) bool {
	if !t.ends(j) && t.says(&t.elements[j+1]) {
		return true // "Trump on Wednesday said"
	}
	for i := range t.backward(j, 3) {
		e := &t.elements[i]
		if e.actor != nil || e.mark != 0 {
			return false
		}
		if e.is(isReport) || e.is(isPlain) && strings.HasSuffix(t.lower(i), "reporters") || t.is(i, "post", "posts", "tweet", "tweets", "statement", "comment", "comments", "remark", "remarks", "announcement", "interview", "podcast", "social media", "op ed") {
			return true
		}
		if !e.is(isIn|isAdverb|isTime) && !strings.EqualFold(t.words(e.from, e.to), "late") {
			return false
		}
	}
	return false
}

// arrivedThen reports whether the day at element j is that on which somebody came for what
// is still to come: "arrived on Tuesday for talks".
func (t *text) arrivedThen(j int) bool {
	for i := range t.backward(j, 5) {
		e := &t.elements[i]
		if e.mark != 0 || e.actor == nil && e.is(isWill|isMay|isTo) {
			return false
		}
		if e.actor == nil && e.verb == frameVisit && e.forms&formPast != 0 {
			return true
		}
	}
	return false
}

// yesterdays reports whether the weekday at element j is that of yesterday, and nothing says
// that the one of next week is meant: "eight Democrats broke ranks late on Sunday".
func (t *text) yesterdays(j int) bool {
	e := &t.elements[j]
	return e.day.kind == 'd' && (e.day.value-int(t.story.Published.Weekday())+7)%7 == 6 && !t.comingThen(j)
}

// comingThen reports whether the day at element j is that of what somebody will do or is to
// do: "to see him on Monday".
func (t *text) comingThen(j int) bool { return t.classBefore(j, 9, isWill|isTo) }

// landedThen reports whether the day at element j is that of an arrival alone: "arrived in
// London on Tuesday for a three-day visit".
func (t *text) landedThen(j int) bool {
	for i := range t.backward(j, 5) {
		if e := &t.elements[i]; e.mark != 0 || e.actor == nil && e.verb == frameVisit {
			return e.mark == 0 && t.arrived(i)
		}
	}
	return false
}

// doneThen reports whether the day at element j is that of something before: "spoke on
// Tuesday and agreed to meet".
func (t *text) doneThen(j int) bool {
	for i := range t.backward(j, 5) {
		e := &t.elements[i]
		if e.actor == nil && (e.is(isWill|isMay|isNot|isTo) || e.mark == ',' || e.mark == ';' || e.mark == ':') {
			return false
		}
		if e.actor == nil && (e.verb != noFrame && e.forms&(formPast|formBase) == formPast || e.noun != noFrame && e.noun != frameVisit && t.setting(i) && t.before(i)&isBefore == 0) {
			return true // "spoke Tuesday and agreed to meet", "in a call Tuesday"
		}
	}
	return false
}

// dayOfOther reports whether the day at element j is that of something that is no contact:
// "give Putin Monday deadline", "Sunday's earthquake".
func (t *text) dayOfOther(j int) bool {
	if !t.ends(j) && t.is(j+1, "deadline", "deadlines", "ultimatum", "vote", "votes", "election", "elections", "runoff", "primary", "referendum", "strike", "strikes", "attack", "attacks", "bombing", "shooting", "funeral", "hearing", "debate", "shutdown", "launch") {
		return true
	}
	if !t.tokens[t.elements[j].to-1].possessive {
		return false
	}
	for i := range t.forward(j, 4) {
		if e := &t.elements[i]; e.noun != noFrame || e.actor != nil {
			return false
		}
	}
	return true
}
