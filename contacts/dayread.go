package contacts

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"readout"
)

// How days are written: weekdays, dates, "two days later".

// daysAway returns by how many days the contact at element k is said to be away from
// the news of the story, and the element that says so: "a day after talks", "the two met
// three days earlier"; -1 for none.
func (t *text) daysAway(k int) (days, at int) {
	for j := range t.backward(k, 7) {
		if days := t.awayBy(j); days != 0 && !t.frameWithin(j+1, k) {
			return days, j
		}
	}
	for j := range t.forward(k, 8) {
		if n := t.daysBetween(j, "earlier"); n > 0 {
			return -n, j
		}
	}
	return 0, -1
}

// awayBy reads "a day after", "three days before", "on the eve of" that ends with element k,
// and returns by how many days what follows is away from the news; 0 for anything else.
func (t *text) awayBy(k int) int {
	if n := t.daysBetween(k, "after"); n > 0 {
		return -n
	}
	if n := t.daysBetween(k, "earlier"); n > 0 && k <= t.clause(k)+2 {
		return -n // "A day earlier, Blinken met Xi"
	}
	if t.is(k, "on the eve of", "on eve of", "eve of") && !t.atNight() {
		return 1
	}
	return t.daysBetween(k, "before")
}

// reckonedFrom returns the day from which the words at element at count so many days: the
// one named before them, "spoke on Wednesday, a day after he was welcomed", else that of the
// news.
func (t *text) reckonedFrom(at, days int) time.Time {
	if days > 0 {
		return t.story.Published
	}
	first := t.sentence(at)
	if at <= t.clause(at)+2 {
		first-- // "Carney spoke on Monday. A day earlier, he met Trump"
	}
	for j := at - 1; j >= 0 && t.sentence(j) >= first; j-- {
		if on, ok := t.dayAt(j, readout.Held); ok {
			return on
		}
	}
	return t.story.Published
}

// frameWithin reports whether a word for another contact stands between two elements.
func (t *text) frameWithin(from, to int) bool {
	return slices.ContainsFunc(t.elements[from:to], func(e element) bool {
		return e.actor == nil && (e.verb != noFrame && e.verb != frameAttend || e.noun != noFrame)
	})
}

// daysBetween reads "a day after", "three days before" that ends with element k; 0
// for anything else.
func (t *text) daysBetween(k int, word string) int {
	from, to := t.elements[k].from, t.elements[k].to
	if t.elements[k].actor != nil || !strings.EqualFold(t.words(to-1, to), word) {
		return 0
	}
	to--
	for from > 0 && to-from < 3 && t.tokens[from-1].sentence == t.tokens[from].sentence && t.tokens[from-1].mark == 0 {
		from--
	}
	words := strings.Fields(strings.ToLower(t.words(from, to)))
	if len(words) < 2 {
		return 0
	}
	unit, count := words[len(words)-1], words[len(words)-2]
	if unit != "day" && unit != "days" {
		return 0
	}
	n, err := strconv.Atoi(count)
	if err != nil {
		n = slices.Index([]string{"", "one", "two", "three", "four", "five", "six", "seven"}, count)
		if count == "a" {
			n = 1
		}
	}
	if n < 1 || n > 10 {
		return 0
	}
	return n
}

// dayAt returns the day that the element names.
func (t *text) dayAt(j int, status readout.Status) (time.Time, bool) {
	e := &t.elements[j]
	if e.actor != nil || t.dayOfOther(j) {
		return time.Time{}, false
	}
	published := t.story.Published
	today := time.Date(published.Year(), published.Month(), published.Day(), 0, 0, 0, 0, time.UTC)
	switch e.day.kind {
	case 'w':
		return today.AddDate(0, 0, e.day.value), true
	case 'm':
		if t.dateline(j) || t.eventName(j) {
			return time.Time{}, false
		}
		return t.monthDay(j)
	case 'd':
		days, ok := t.daysToWeekday(j, status)
		return today.AddDate(0, 0, days), ok
	}
	return time.Time{}, false
}

// daysToWeekday returns in how many days from the news the weekday at element j is, or was. It
// reports false for one of tomorrow where something has been held.
func (t *text) daysToWeekday(j int, status readout.Status) (int, bool) {
	published := t.story.Published
	days := (t.elements[j].day.value - int(published.Weekday()) + 7) % 7
	switch {
	case days == 1 && t.localTime(j):
		return days, true
	case status == readout.Held && days == 1 && published.Hour() >= forenoon && j > 0 && !t.is(j-1, "last"):
		return 0, false // that of tomorrow, or where it is tomorrow already
	case status == readout.Held && days > 0, status == readout.Off && days > 4:
		return days - 7, true
	}
	return days, true
}

// localTime reports whether the day at element j is one where it begins earlier: "Wednesday
// morning local time".
func (t *text) localTime(j int) bool {
	for i := range t.forward(j, 4) {
		if t.is(i, "local") && !t.ends(i) && t.is(i+1, "time") {
			return true
		}
	}
	return false
}

// dateline reports whether the month at element j is that of an agency's dateline:
// "DUBAI, April 22 (Reuters)".
func (t *text) dateline(j int) bool {
	at := t.elements[j].to + 1
	return at < len(t.tokens) && t.tokens[at].mark == '(' && t.tokens[at-1].number > 0 && t.sentence(j) == t.tokens[at].sentence
}

// eventName reports whether the day at element j is the name of what happened on it: "the
// October 7 inquiry". In news of those days themselves it is a day.
func (t *text) eventName(j int) bool {
	on, ok := t.monthDay(j)
	if !ok || t.yearOf(j) > 0 || on.Sub(t.story.Published).Abs() < 4*24*time.Hour {
		return false
	}
	switch on.Month() {
	case time.January:
		return on.Day() == 6
	case time.September:
		return on.Day() == 11
	case time.October:
		return on.Day() == 7
	}
	return false
}

// monthDay reads "December 29", "29 December", with or without a year, at the
// month.
func (t *text) monthDay(j int) (time.Time, bool) {
	e := &t.elements[j]
	number := -1
	if after := e.to; after < len(t.tokens) && t.tokens[after].number >= 1 && t.tokens[after].number <= 31 {
		number = int(t.tokens[after].number)
	} else if e.from > 0 && t.tokens[e.from-1].number >= 1 && t.tokens[e.from-1].number <= 31 {
		number = int(t.tokens[e.from-1].number)
	}
	if number < 0 {
		return time.Time{}, false
	}
	published := t.story.Published
	best := time.Time{}
	for year := published.Year() - 1; year <= published.Year()+1; year++ {
		on := time.Date(year, time.Month(e.day.value), number, 0, 0, 0, 0, time.UTC)
		if best.IsZero() || on.Sub(published).Abs() < best.Sub(published).Abs() {
			best = on
		}
	}
	if year := t.yearOf(j); year > 0 {
		best = time.Date(year, time.Month(e.day.value), number, 0, 0, 0, 0, time.UTC)
	}
	return best, true
}

// yearOf returns the year that stands behind the month at element j, "June 2019", "30 June
// 2019", "June 30, 2019"; 0 for none.
func (t *text) yearOf(j int) int {
	e := &t.elements[j]
	if e.day.kind != 'm' {
		return 0
	}
	for at := e.to; at < len(t.tokens) && at < e.to+3; at++ {
		if number := t.tokens[at].number; number >= 1990 && number < 2100 {
			return int(number)
		}
		if t.tokens[at].number < 0 && t.tokens[at].mark != ',' {
			break
		}
	}
	return 0
}
