package contacts

import (
	"strings"
)

// What ties a noun to a day: "set for Monday", "on the agenda", "moved to Friday".

// movedToDay reports whether the noun at element k is put off to a day that is named:
// "postpones Stoltenberg meeting to Tuesday". Its phrase begins at element start.
func (t *text) movedToDay(start, k int) bool {
	moved := false
	for j := range t.backward(start, 3) {
		moved = moved || t.is(j, "postpone", "postpones", "postponed", "postponing", "delay", "delays", "delayed", "delaying", "reschedule", "reschedules", "rescheduled", "move", "moves", "moved", "push back", "pushes back", "pushed back", "put off", "puts off", "bring forward", "brings forward", "brought forward")
	}
	for j := range t.forward(k, 5) {
		if moved && t.elements[j].day.kind != 0 {
			return t.is(j-1, "to", "until", "till")
		}
	}
	return false
}

// hasOn reports whether somebody is said to have the noun at element k on the day of the story or
// one to come: "has a lunch with Trump on Tuesday".
func (t *text) hasOn(k, start int) bool {
	has := false
	for j := range t.backward(start, 3) {
		if t.elements[j].actor != nil {
			break
		}
		has = has || t.is(j, "has", "have") && !t.elements[j+1].is(isNot)
	}
	if !has {
		return false
	}
	for j := range t.forward(k, 6) {
		if e := &t.elements[j]; e.day.kind == 'd' {
			return t.daysUntil(e) < 3 && t.is(j-1, "on")
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

// onDiary reports whether somebody has the contact at element k on a day, as one says of
// what is to come: "we have a very big meeting on Saturday".
func (t *text) onDiary(k int) bool {
	if k+2 >= len(t.elements) || t.sentence(k+2) != t.sentence(k) || !t.is(k+1, "on") || t.elements[k+2].day.kind != 'd' {
		return false
	}
	for j := range t.backward(k, 4) {
		if e := &t.elements[j]; e.actor != nil || e.mark != 0 || e.verb != noFrame {
			return false
		}
		switch t.lower(j) {
		case "have", "have a", "has", "has a":
			return true
		}
		if t.elements[j].is(isLight) {
			return false
		}
	}
	return false
}

// onAgenda reports whether what begins at element i says that something is on a programme:
// "first on the agenda".
func (t *text) onAgenda(i int) bool {
	for i+1 < len(t.elements) && t.is(i, "first", "next", "top", "high", "also", "is", "was") {
		i++
	}
	if i+1 < len(t.elements) && t.is(i, "on") {
		i++
	}
	if i+1 < len(t.elements) && t.elements[i].is(isThe) {
		i++
	}
	return t.is(i-1, "on", "the") && (t.isProgramme(i) || t.is(i, "cards", "tap", "deck"))
}

// isProgramme reports whether element k is a word for what is to be done one after another.
func (t *text) isProgramme(k int) bool {
	return oneOf(t.lower(k), "agenda", "schedule", "programme", "program", "itinerary", "calendar", "diary")
}

// dateSet reports whether when or where the noun at element k will be has been agreed on:
// "summit date set".
func (t *text) dateSet(k int) bool {
	return t.sentence(k+2) == t.sentence(k) && t.is(k+1, "date", "dates", "venue") && t.is(k+2, "set", "agreed", "fixed", "confirmed")
}

// timed reports whether a noun comes with its length: "a 50-minute call".
func (t *text) timed(k int) bool {
	if !t.ends(k) && t.is(k+1, "lasting", "that lasted", "which lasted") {
		return true
	}
	for j := range t.backward(k, 4) {
		e := &t.elements[j]
		if e.actor != nil || e.mark == ',' || e.is(isWill|isPlan|isMay|isBefore|isLight) {
			return false
		}
		switch t.lower(j) {
		case "hour", "minute", "hours", "minutes":
			return j+1 < k || t.joined(j) || j > 0 && t.tokens[t.elements[j-1].from].number >= 0
		}
	}
	return false
}

// travelsBefore reports whether a verb that has somebody on his way stands before element k.
func (t *text) travelsBefore(k int) bool {
	for j := range t.backward(k, 5) {
		if e := &t.elements[j]; e.actor == nil && e.verb == frameVisit {
			return t.onTheWay(j)
		}
	}
	return false
}

// onDayToCome reports whether a weekday to come stands behind the noun at element k: "after talks
// with the president on Wednesday".
func (t *text) onDayToCome(k int) bool {
	for j := range t.forward(k, 7) {
		e := &t.elements[j]
		if e.mark != 0 || e.actor == nil && (e.is(isClause|isReport) || e.verb != noFrame) {
			return false
		}
		if e.actor == nil && e.day.kind == 'd' {
			days := t.daysUntil(e)
			return days >= 1 && days <= 3
		}
	}
	return false
}

// daysUntil counts the days from the story to the weekday that element e names.
func (t *text) daysUntil(e *element) int {
	return (e.day.value - int(t.story.Published.Weekday()) + 7) % 7
}

// arranged reports whether the predicate at element k says that something is to come: "is
// also scheduled", "are on the agenda".
func (t *text) arranged(k int) bool {
	if k >= len(t.elements) || t.sentence(k) != t.sentence(k-1) {
		return false
	}
	if t.is(k, "planned", "scheduled", "expected", "slated", "due", "arranged", "foreseen", "envisaged", "confirmed", "prepared", "organised", "organized", "awaited", "in the works", "in preparation", "under preparation", "on the cards", "on the way") {
		return true
	}
	for j := range t.forward(k, 4) {
		if t.isProgramme(j) {
			return t.is(k, "on", "in", "part of", "part")
		}
	}
	return false
}
