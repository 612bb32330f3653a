package contacts

import (
	"slices"
	"strconv"
	"strings"
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

// ofNoContact reports whether the day at element j is that of something else than a contact:
// "Sunday's earthquake".
func (t *text) ofNoContact(j int) bool {
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

// isAnothersDay reports whether the day at element j is that of something else than a contact
// of that status: when it was said, when somebody arrived.
func (t *text) isAnothersDay(j int, status readout.Status) bool {
	if t.ofNoContact(j) {
		return true
	}
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

// dayOfOther reports whether a day at element j tells when something else falls due: "give
// Putin Monday deadline".
func (t *text) dayOfOther(j int) bool {
	return !t.ends(j) && t.is(j+1, "deadline", "deadlines", "ultimatum", "vote", "votes", "election", "elections", "runoff", "primary", "referendum", "strike", "strikes", "attack", "attacks", "bombing", "shooting", "funeral", "hearing", "debate", "shutdown", "launch")
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
