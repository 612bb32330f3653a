package contacts

import (
	"slices"
	"time"

	"readout"
)

// Much of what is planned takes place on the day of the story, and the story does not say
// so: news of the night and the morning tells what the day will bring, "Trump to meet
// Netanyahu", while what has only been agreed or announced is told during the day.

// forenoon is the hour, in UTC, until which headlines tell what the day will bring.
const forenoon = 15

// dueToday reports whether a plan without a day of its own is one for the day of the story.
func (d *Detector) dueToday(t *text, f *finding) bool {
	if f.status == readout.Off || f.status == readout.Proposed && f.below {
		return false
	}
	if f.today || t.live() {
		return true
	}
	if f.status != readout.Planned || f.implied || f.again {
		return false
	}
	if t.laterToday(f.at) || t.atTheDoor(f.at) {
		return true
	}
	published := t.story.Published
	if published.Hour() < forenoon && d.justArrived(t, f) && !t.furtherOff() && !t.onlyAnnounced(len(t.elements)) {
		return true
	}
	if f.below || t.atSummitOf(f) || published.Hour() >= forenoon || published.Equal(published.Truncate(24*time.Hour)) {
		return false
	}
	return (t.comesNext(f.at) || d.onArrival(t, f.at)) && !t.furtherOff() && !t.onlyAnnounced(f.at)
}

// atSummitOf reports whether the title tells of the finding as one at a summit, which lasts
// for days.
func (t *text) atSummitOf(f *finding) bool {
	return f.summit != "" && t.tokens[t.elements[f.summitAt].from].field == inTitle
}

// laterToday reports whether the sentence of element k ends in "later", or counts the hours
// that are left.
func (t *text) laterToday(k int) bool {
	for j := range t.forward(k, 12) {
		if t.is(j, "later") && (t.ends(j) || t.elements[j+1].mark != 0) || t.is(j, "later in the day", "in the evening", "within hours", "in the next few hours") {
			return true
		}
	}
	for j := range t.backward(k, 9) {
		if j > k-4 && t.is(j, "arrives for", "arrived for", "arriving for") {
			return true
		}
		if t.is(j, "hours before", "minutes before", "hours ahead of", "just hours before", "shortly before", "just before") {
			return true
		}
	}
	return false
}

// justArrived reports whether the title has somebody of the finding arrive: "Sunak lands in
// Israel", and below it "is expected to meet Netanyahu".
func (d *Detector) justArrived(t *text, f *finding) bool {
	for j := range t.elements {
		e := &t.elements[j]
		if t.tokens[e.from].field != inTitle {
			return false
		}
		if j == 0 || e.actor != nil || t.elements[j-1].actor == nil {
			continue
		}
		switch t.firstWord(j) {
		case "arrives", "arrive", "lands", "land", "touches", "back", "visits", "flies", "heads":
			if slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.State == t.elements[j-1].actor.state }) {
				return d.inTime(t, j)
			}
		}
	}
	return false
}

// inTime reports whether who arrives by what element k tells is there early enough, and for so
// short a time, that what he has come for is meant for the same day.
func (d *Detector) inTime(t *text, k int) bool {
	if place := t.destination(k+1, false); place != nil && d.eastern(t, place.state) && t.story.Published.Hour() >= easternEvening {
		return false
	}
	for j := range t.elements {
		if t.is(j, "state visit", "official visit", "tour", "first leg") || t.endsWith(j, "day") && t.tokens[t.elements[j].to-1].joined {
			return false // "three-day visit"
		}
	}
	return true
}

// comesNext reports whether a headline has what element k tells of as what somebody does
// next: "Trump to meet Netanyahu", "Zelensky due at Downing Street for talks", "Trump to
// push plan in talks with Netanyahu". Visits are told of long before.
func (t *text) comesNext(k int) bool {
	for j := t.clause(k); j < k; j++ {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		if e.verb == frameVisit {
			return false
		}
		if t.is(j, "due at", "due in", "set to", "due to", "about to", "poised to") {
			return true
		}
		if t.is(j, "to", "to hold") && j > 0 && t.sentence(j-1) == t.sentence(j) && t.elements[j-1].actor != nil {
			return j+1 <= k && t.elements[j+1].verb != frameVisit
		}
	}
	return false
}

// onArrival reports whether somebody has come, or is on the way, for what element k tells of:
// "lands in Beijing to meet Xi", "in Berlin for talks with Scholz". Who only departs may have a
// day before him.
func (d *Detector) onArrival(t *text, k int) bool {
	for j := range t.backward(k, 9) {
		switch t.firstWord(j) {
		case "lands", "arrives", "touches", "heads", "head", "heading", "flies", "flying", "jets", "dashes", "rushes":
			return t.elements[j].verb == frameVisit && d.inTime(t, j)
		case "in", "at":
			next := j + 1
			return next < k && t.elements[next].actor != nil && t.elements[next].actor.weak && j > 0 && t.elements[j-1].actor != nil && t.cameFor(k) && d.inTime(t, j)
		}
	}
	return false
}

// atTheDoor reports whether somebody is said to have come to the seat of his host for the
// contact at element k: "arrives at the White House for talks".
func (t *text) atTheDoor(k int) bool {
	for j := range t.backward(k, far) {
		if !t.is(j, "arrives", "arrived", "arrives at", "arrived at", "greeted", "welcomed") || t.ends(j) || j > 0 && t.elements[j-1].actor == nil && t.elements[j-1].is(isWill|isMay|isNot) {
			continue
		}
		next := &t.elements[j+1]
		return next.actor == nil && next.is(isVenue) || next.phrase != nil && slices.ContainsFunc(next.phrase.names, func(n name) bool { return n.kind == nameSeat })
	}
	return false
}

// furtherOff reports whether the story names a day or a time to come.
func (t *text) furtherOff() bool {
	published := t.story.Published
	for j := range t.elements {
		e := &t.elements[j]
		if e.actor != nil {
			continue
		}
		switch e.day.kind {
		case 'v':
			if e.day.value > 0 || t.is(j, "this week", "this month") || t.is(j, "this year") && t.tokens[e.from].field == inTitle {
				return true
			}
		case 'w':
			if e.day.value > 0 {
				return true
			}
		case 'd':
			if days := (e.day.value - int(published.Weekday()) + 7) % 7; days >= 1 && days <= 3 && !t.past(j) && !t.saidThen(j) {
				return true
			}
		case 'm':
			if months := (e.day.value - int(published.Month()) + 12) % 12; months <= 6 && !t.dateline(j) {
				return true
			}
		}
	}
	return false
}

// onlyAnnounced reports whether the title tells that somebody says what is planned, or that
// it has been agreed or is hoped for: that is news some time before. Element k tells what.
func (t *text) onlyAnnounced(k int) bool {
	for j := range t.elements {
		e := &t.elements[j]
		if t.tokens[e.from].field != inTitle {
			return false
		}
		if e.actor != nil {
			if j > 0 && (t.elements[j-1].mark == ':' || t.elements[j-1].mark == ';') && t.ends(j) {
				return true // "– officials", ": Kremlin"
			}
			continue
		}
		if t.says(e) || e.is(isMay) && j < k || t.is(j, "plan", "plans", "planned", "agree", "agree to", "agrees", "agrees to", "agreed", "agreed to", "expected", "expected to", "officials", "official", "reportedly", "sources", "accept", "accepts", "accepted", "confirmed", "upcoming", "next") {
			return true
		}
	}
	return false
}
