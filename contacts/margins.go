package contacts

import (
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// atSummits notes for each finding at whose summit it is said to take place: "on
// the sidelines of the G20", "at the NATO summit in Vilnius".
func (d *Detector) atSummits(t *text, findings []finding) {
	for k := range t.elements {
		group := d.groupAt(t, k)
		if group == "" {
			continue
		}
		from := t.during(k)
		if from < 0 || !d.meets(t, k, group) && !t.is(from, besideSummits[:]...) {
			continue
		}
		for i := range findings {
			f := &findings[i]
			if f.summit == "" && !t.bygone(f.at, k) && t.oneClause(f.at, from, k) && !otherBetween(findings, f.at, from) && !t.toldBefore(findings, f) {
				f.summit, f.summitAt = group, k
			}
		}
	}
}

// settleSummit takes over the summit that sets the scene of the whole story, and drops
// any from what is none of a few leaders who meet.
func (d *Detector) settleSummit(t *text, f *finding) {
	if f.implied || len(f.groups) > 0 || f.remote() || !slices.Contains([]readout.Mode{readout.InPerson, readout.Unspecified}, f.mode) {
		f.summit = ""
		return
	}
	if f.summit == "" && !f.back && (f.dated >= 0 || t.tokens[t.elements[f.at].from].field == inTitle) {
		f.summit, f.summitAt = d.sceneSummit(t)
	}
}

// sceneSummit returns the summit that the title names before a colon: "G7 summit: Biden
// meets Zelenskyy".
func (d *Detector) sceneSummit(t *text) (group string, at int) {
	for k := 0; k < min(len(t.elements), 5) && t.elements[k].mark != ':'; k++ {
		if name := d.groupAt(t, k); group == "" && name != "" && d.meets(t, k, name) {
			group, at = name, k
		}
		if k+1 < len(t.elements) && t.elements[k+1].mark == ':' && t.tokens[t.elements[k+1].from].field == inTitle {
			return group, at
		}
	}
	return "", -1
}

// groupAt returns the group or organisation that the element names, "" for none and for
// the UN: what it calls a conference is somebody else's.
func (d *Detector) groupAt(t *text, k int) string {
	a := t.elements[k].actor
	switch {
	case a == nil:
		return ""
	case a.group == "" && a.weak && d.organisation(a.state) && a.state != "UN":
		return d.groupOf(a.state)
	}
	return a.group
}

// meets reports whether the group is named at element k as one that meets. Forums do
// nothing else; of organisations it must be told.
func (d *Detector) meets(t *text, k int, group string) bool {
	g, known := d.roster.Group(group)
	forum := known && (g.Kind == roster.GroupForum || g.Kind == roster.GroupMeeting)
	return t.convened(k) || forum && t.standsAlone(k)
}

// convened reports whether the name of a group at element k stands before a word for
// its meeting, "the NATO leaders' summit", or behind it, "the summit of the Arab League".
func (t *text) convened(k int) bool {
	for j := range t.forward(k, 3) {
		e := &t.elements[j]
		if e.noun == frameSummit || t.is(j, "meeting", "meetings", "conference", "forum", "session", "week", "debate", "sidelines", "margins") {
			return true
		}
		if e.actor != nil || e.mark != 0 && e.mark != '"' || e.entry != (entry{}) && !e.is(isAdjective|isLeader|isPlural) {
			return false
		}
	}
	for j := k - 1; j > 0 && j >= k-2 && t.sentence(j) == t.sentence(k); j-- {
		if t.is(j, "of") {
			return t.elements[j-1].noun == frameSummit || t.is(j-1, "meeting")
		}
	}
	return false
}

// standsAlone reports whether the name of a group at element k is no part of another
// name: "the G7 presidency", "the Quad countries".
func (t *text) standsAlone(k int) bool {
	if k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k) {
		return true
	}
	next := &t.elements[k+1]
	return next.actor != nil || next.mark != 0 || next.entry != (entry{}) && !next.is(isMembers|isAide)
}

// besideSummits are words for the margins of a summit, ofSummits those for a part of it.
var (
	besideSummits = [...]string{"on sidelines of", "on the sidelines of", "on the margins of", "sidelines", "margins", "fringes", "framework"}
	ofSummits     = [...]string{"day", "start", "opening", "beginning", "end", "close", "session", "part", "summit", "meeting"}
)

// aroundSummits are the classes of words that make a summit the time of something before
// or after it, or of something long past.
const aroundSummits = isBefore | isAfter | isClause | isReport | isWith | isTo | isAbout | isBetween | isAnd | isBy | isBack | isVideo

// during returns where the words begin that make the summit at element k the time and
// place of something else: "at the", "on the final day of the"; -1 where there are none.
func (t *text) during(k int) int {
	if k > 0 && k+1 < len(t.elements) && t.is(k+1, besideSummits[:]...) {
		return k - 1 // "on G20 sidelines"
	}
	part := false // what comes before is said of a part of the summit
	for j := k - 1; j >= 0 && j >= k-7 && t.sentence(j) == t.sentence(k); j-- {
		e := &t.elements[j]
		of := j > 0 && t.is(j, "of")
		switch {
		case t.is(j, besideSummits[:]...), t.is(j, "at", "during"), part && t.is(j, "on", "in", "as"):
			return j
		case of && t.is(j-1, ofSummits[:]...):
			part = true
			j--
		case of && !t.is(j-1, besideSummits[:]...), e.actor != nil && !e.actor.possessive, e.mark != 0, e.verb != noFrame,
			e.is(aroundSummits), t.is(j, "online", "virtual", "last", "previous", "past", "earlier"), t.anotherYear(j):
			return -1
		}
	}
	return -1
}

// oneClause reports whether the words from element a to element b, which name a summit,
// and those at element k are said of one thing. Where the summit comes first, nothing
// else may be told before it.
func (t *text) oneClause(k, a, b int) bool {
	if t.sentence(k) != t.sentence(a) || a <= k && k <= b {
		return false
	}
	for j := a - 1; j >= 0 && b < k && t.sentence(j) == t.sentence(k); j-- {
		if t.elements[j].verb != noFrame || t.elements[j].noun != noFrame {
			return false
		}
	}
	return t.unbroken(min(k, b), max(k, a))
}

// unbroken reports whether no word between two elements begins something else.
func (t *text) unbroken(from, to int) bool {
	for j := from + 1; j < to; j++ {
		e := &t.elements[j]
		if e.actor == nil && (e.mark == ';' || e.is(isBefore|isAfter|isClause|isReport)) {
			return false
		}
	}
	return true
}

// otherBetween reports whether something else is told between two elements.
func otherBetween(findings []finding, a, b int) bool {
	return slices.ContainsFunc(findings, func(g finding) bool {
		return len(g.groups) == 0 && min(a, b) < g.at && g.at < max(a, b)
	})
}

// bygone reports whether the words of a contact at element k are said of one before the
// news: "last met", "their previous meeting", or of a summit of another year.
func (t *text) bygone(k, summit int) bool {
	for j := range t.forward(summit, 23) {
		if e := &t.elements[j]; j > summit+1 && (e.noun != noFrame || e.verb != noFrame) {
			break // "their first meeting since 2019"
		}
		if t.anotherYear(j) {
			return true
		}
	}
	if k == 0 || t.sentence(k-1) != t.sentence(k) {
		return false
	}
	if t.elements[k].verb != noFrame {
		return t.is(k-1, "last", "first", "previously", "earlier", "originally", "had")
	}
	return t.is(k-1, "last", "previous", "earlier")
}

// anotherYear reports whether element k tells of another year than that of the story:
// "at next year's G20", "at the 2009 summit".
func (t *text) anotherYear(k int) bool {
	e := &t.elements[k]
	if number := int(t.tokens[e.from].number); e.actor == nil && number >= 1990 && number < 2100 {
		return number != t.story.Published.Year()
	}
	words := t.lower(k)
	return e.is(isTime) && strings.Contains(words, "year") && !strings.HasPrefix(words, "this")
}

// toldBefore reports whether the sentence tells of the contact in another clause
// already: "met in Ottawa, before talks at the NATO summit".
func (t *text) toldBefore(findings []finding, f *finding) bool {
	return slices.ContainsFunc(findings, func(g finding) bool {
		return g.at != f.at && t.sentence(g.at) == t.sentence(f.at) && !t.unbroken(min(g.at, f.at), max(g.at, f.at)) && sameContact(&g, f)
	})
}
