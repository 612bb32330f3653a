package contacts

import (
	"slices"
	"time"

	"readout"
)

// past reports whether a verb of the past stands close before element k: "held
// talks on Thursday".
func (t *text) past(k int) bool {
	for j := range t.backward(k, 6) {
		if t.elements[j].actor != nil {
			return false
		}
		if oneOf(t.lower(j), "held", "had", "led", "concluded", "ended", "began", "started", "sent", "made", "attended", "joined", "hosted", "after", "following", "conducted", "paid") {
			return true
		}
	}
	return false
}

// date settles the day of the contact.
func (d *Detector) date(t *text, k int, f *finding) {
	published := t.story.Published
	if f.status == readout.Held && t.datedLongAgo(k) {
		f.back = true
		return
	}
	if days, at := t.daysAway(k); at >= 0 && !(f.status == readout.Held && t.longAgo(k)) {
		f.date, f.dated = readout.DateOf(t.reckonedFrom(at, days).AddDate(0, 0, days)), at
		return
	}
	if on, at := d.dayNear(t, k, f.status); at >= 0 {
		f.date, f.dated = readout.DateOf(on), at
		if on.Before(published.AddDate(0, 0, -14)) {
			f.back = true
		}
		return
	}
	if f.status == readout.Held && (t.longAgo(k) || t.monthGone(k) || t.monthsAfter(k)) {
		f.back = true
	}
}

// datedLongAgo reports whether the first day that the sentence names behind element k is
// one more than a fortnight ago, told with its year: "on June 30, 2019".
func (t *text) datedLongAgo(k int) bool {
	for j := range t.forward(k, far) {
		e := &t.elements[j]
		if year := t.yearOf(j); year > 0 {
			on, ok := t.monthDay(j)
			if !ok {
				on = time.Date(year, time.Month(e.day.value)+1, 0, 0, 0, 0, 0, time.UTC)
			}
			return on.Before(t.story.Published.AddDate(0, 0, -14))
		}
		if e.mark == ';' {
			return false
		}
	}
	return false
}

// monthGone reports whether a month that ended a fortnight ago or more stands behind the
// contact at element k as its time: "met Putin in Alaska in August".
func (t *text) monthGone(k int) bool {
	published := t.story.Published
	for j := range t.forward(k, 11) {
		e := &t.elements[j]
		if e.actor == nil && (e.mark != 0 || e.is(isClause|isReport) || e.verb != noFrame && e.noun == noFrame) {
			return false
		}
		if e.day.kind != 'm' || !t.is(j-1, "in", "last") {
			continue
		}
		ago := (int(published.Month()) - e.day.value + 12) % 12
		return ago > 1 && ago < 11 || ago == 1 && published.Day() > 14
	}
	return false
}

// monthsAfter reports whether the news of the story comes weeks or more after what the verb
// at element k tells of: "less than a month after they met".
func (t *text) monthsAfter(k int) bool {
	for j := range t.backward(k, 5) {
		if !t.endsWith(j, "after") {
			continue
		}
		if t.precededBy(j, 3, "for", "by", "in", "within") {
			return false // "delays tariffs for a month after talks"
		}
		return t.is(j, "weeks after", "month after", "months after", "year after", "years after") ||
			j > 0 && t.sentence(j-1) == t.sentence(k) && t.is(j-1, "weeks", "month", "months", "year", "years") // but "15-year guarantees after"
	}
	return false
}

// longAgo reports whether the clause of element k says that it tells of times long past.
func (t *text) longAgo(k int) bool {
	for j := max(t.clause(k), k-8); j < min(len(t.elements), k+9) && t.sentence(j) == t.sentence(k); j++ {
		e := &t.elements[j]
		if j > k && e.mark == ':' {
			return false
		}
		if e.actor == nil && e.is(isBack) {
			return true
		}
		if year := int(t.tokens[e.from].number); year >= 1950 && year < t.story.Published.Year() && j > 0 && t.is(j-1, "in") {
			return true // "In 2019, the two leaders met"
		}
	}
	return false
}

// settleDate gives contacts without a day of their own the day of publication
// where they have just been held, or are told live.
func (d *Detector) settleDate(t *text, f *finding, all []finding) {
	if f.dated >= 0 && f.status == readout.Off { // "were to sign on Sunday", which is now known to be past
		if on, ok := t.dayAt(f.dated, f.status); ok {
			f.date = readout.DateOf(on)
		}
	}
	if on, known := f.date.Time(); known && f.status == readout.Planned && on.Before(t.story.Published.AddDate(0, 0, -2)) {
		f.date, f.dated = "", -1 // the day of something else
	}
	if f.date != "" || f.back || f.status == readout.Held && t.beforeAnother(f, all) {
		return
	}
	if on, at := d.dayElsewhere(t, f, all); at >= 0 {
		f.date, f.dated = readout.DateOf(on), at
		return
	}
	if f.status == readout.Held {
		f.date = readout.DateOf(d.justNow(t, f))
	} else if d.dueToday(t, f) {
		f.date = readout.DateOf(t.story.Published)
	}
}

// dayElsewhere returns the day that the story names for a contact which has none beside it,
// and the element that does; -1 for none.
func (d *Detector) dayElsewhere(t *text, f *finding, all []finding) (on time.Time, at int) {
	if f.status == readout.Proposed || f.again && f.status == readout.Planned {
		return time.Time{}, -1
	}
	if on, at = d.sceneDay(t, f); at < 0 {
		on, at = d.onlyDay(t, f.status)
	}
	if at < 0 || t.dayTaken(at, f, all) || t.sentence(at) != t.sentence(f.at) && t.ofAnotherThere(at, f) {
		return time.Time{}, -1
	}
	return on, at
}

// dayTaken reports whether the day at element j is known to be that of another finding.
func (t *text) dayTaken(j int, f *finding, all []finding) bool {
	return slices.ContainsFunc(all, func(other finding) bool {
		if other.dated != j {
			return false
		}
		switch f.status {
		case readout.Off:
			return other.status == readout.Held
		case readout.Planned:
			return other.status == readout.Held && other.frame == frameSpeak // "spoke on Friday and will meet"
		case readout.Held:
			return other.status == readout.Planned || t.sentence(other.at) == t.sentence(j) && differentPartners(f, &other)
		}
		return false
	})
}

// sceneDay returns the day that stands beside another word for the same contact:
// "Wednesday's encounter"; -1 for none.
func (d *Detector) sceneDay(t *text, f *finding) (on time.Time, at int) {
	if len(f.groups) > 0 || len(f.actors) != 2 || !f.actors[0].leader() || !f.actors[1].leader() {
		return time.Time{}, -1
	}
	for k := range t.elements {
		if k == f.at || t.sentence(k) == t.sentence(f.at) || t.sceneWeight(k) < 3 || f.status == readout.Held && t.onDiary(k) || !d.onlyThem(t, f.actors, k) || f.remote() != (t.sceneWeight(k) == 4) {
			continue
		}
		for _, by := range [...]int{1, 2, 3, -1, -2, -3} {
			j := k + by
			if t.sentence(j) != t.sentence(k) || f.status == readout.Held && t.otherPlan(j) {
				continue
			}
			if named, ok := t.dayAt(j, f.status); ok {
				return named, j
			}
		}
	}
	return time.Time{}, -1
}

// onlyDay returns the day of the story if it names one, and no other, within a
// fortnight.
func (d *Detector) onlyDay(t *text, status readout.Status) (on time.Time, at int) {
	at = -1
	for j := range t.elements {
		named, ok := t.dayAt(j, status)
		if ok && status == readout.Planned && t.arrivedThen(j) {
			named, ok = t.dayAt(j, readout.Held)
		}
		if !ok || t.isAnothersDay(j, status) || !t.inReach(named, status) {
			continue
		}
		if at >= 0 && !named.Equal(on) {
			return time.Time{}, -1
		}
		if at < 0 {
			on, at = named, j
		}
	}
	return on, at
}

// inReach reports whether a contact of that status in the news of the story may have a day:
// within a fortnight, and on the side of the news where it belongs.
func (t *text) inReach(on time.Time, status readout.Status) bool {
	away := on.Sub(t.story.Published)
	switch {
	case away.Abs() > 14*24*time.Hour:
		return false
	case status == readout.Held:
		return away <= 0 || away <= 24*time.Hour && t.story.Published.Hour() >= forenoon
	}
	return status == readout.Off || away >= -24*time.Hour
}

// stillToCome reports whether the only day that the story names by its date, or
// as tomorrow, lies ahead.
func (d *Detector) stillToCome(t *text) bool {
	on, at := d.onlyDay(t, readout.Planned)
	return at >= 0 && (t.elements[at].day.kind != 'd' || t.awaited(at)) && on.After(t.story.Published)
}

// awaited reports whether the clause of the day at element j tells of what is to come: "when
// he comes on Tuesday".
func (t *text) awaited(j int) bool {
	return t.precededBy(j, 9, "when")
}

// live reports whether the story follows the events of the day.
func (t *text) live() bool {
	for i := range t.elements {
		switch {
		case t.is(i, "live"):
			if i < 8 || t.tokens[t.elements[i].from].field == inTitle && t.ends(i) {
				return true // "– UK politics live"
			}
		case i > 0 && t.is(i, "updates") && t.is(i-1, "live"):
			return true
		}
	}
	return false
}

// dayNear finds the day named closest to element k in its sentence.
func (d *Detector) dayNear(t *text, k int, status readout.Status) (on time.Time, at int) {
	best := 12
	at = -1
	for j := range t.elements {
		if t.sentence(j) != t.sentence(k) {
			continue
		}
		named, ok := t.dayAt(j, status)
		if !ok || t.notThen(k, j, status) || status == readout.Held && t.tooLate(k, j, named) {
			continue
		}
		distance := t.dayDistance(k, j)
		if distance < best || distance == best && j > k {
			best, on, at = distance, named, j
		}
	}
	return on, at
}

// notThen reports whether the day at element j is that of something else than element k of
// its sentence tells of.
func (t *text) notThen(k, j int, status readout.Status) bool {
	if status != readout.Held {
		return t.saidThen(j) || j < k && t.doneThen(j)
	}
	return t.ofAnother(j, k) || t.elements[k].verb != frameVisit && t.landedThen(j) || t.ofSomethingOff(j)
}

// tooLate reports whether what was held, as element k tells, cannot have been on the day at
// element j: "delays tariffs to July 9 after call", "shook hands ahead of talks on Wednesday".
func (t *text) tooLate(k, j int, on time.Time) bool {
	published := t.story.Published
	return on.Sub(published) > 24*time.Hour || on.YearDay() != published.YearDay() && t.aheadBetween(k, j)
}

// dayDistance weighs how far the day at element j is from what element k of its sentence tells
// of. Marks and clauses between part them, and days stand behind more often than before.
func (t *text) dayDistance(k, j int) int {
	if j < k && t.opens(j) { // "On December 30, Putin had a conversation"
		return 6
	}
	distance := j - k
	if distance < 0 {
		distance = 1 - distance*3/2
	}
	for i := min(j, k) + 1; i < max(j, k); i++ {
		if t.elements[i].mark == ',' || t.elements[i].is(isReport|isClause) {
			distance += 3
		}
	}
	if j > k && t.frameWithin(k+1, j) {
		distance += 4 // "holds call with Putin, to meet Macron on Friday"
	}
	return distance
}
