// Package merging decides which mentions tell of one contact, and puts the
// contact together from them. Its functions are pure: the same stories give
// the same contact, in whatever order they come.
package merging

import (
	"slices"
	"strings"
	"time"

	"readout"
)

const day = 24 * time.Hour

// How far apart two stories on one contact may be.
const (
	slack      = 36 * time.Hour // between two dates of one contact: zones, and "on Monday" late at night
	visit      = 60 * time.Hour // the same between two leaders who meet, who may do so on three days of one visit
	aftermath  = 10 * day       // a story on what was held appears this long after it
	foresight  = 60 * day       // a plan is told this long before its date
	sameNews   = 3 * day        // between two undated stories on what was held
	samePlan   = 21 * day       // between two undated stories on a plan
	fulfilment = 30 * day       // from an undated plan to its fulfilment
)

// Find returns the index of the contact that the mention tells of, -1 when it
// is none of them. Of several that fit, the closest in time is taken, then the
// one with the most sides in common, then the first.
func Find(m readout.Mention, s readout.Story, recent []readout.Contact) int {
	best, bestScore := -1, match{}
	for i, c := range recent {
		score, ok := fits(m, s, c)
		if ok && (best < 0 || score.better(bestScore)) {
			best, bestScore = i, score
		}
	}
	return best
}

// match tells how well a mention fits a contact.
type match struct {
	apart  time.Duration
	common int
}

func (a match) better(b match) bool {
	if a.apart != b.apart {
		return a.apart < b.apart
	}
	return a.common > b.common
}

func fits(m readout.Mention, s readout.Story, c readout.Contact) (match, bool) {
	if m.Level != c.Level || !modesAgree(m.Mode, c.Mode) {
		return match{}, false
	}
	common, ok := sidesAgree(m, c)
	if !ok || !peopleAgree(m.Participants, c.Participants) {
		return match{}, false
	}
	now := momentOf(m, s)
	now.visit = mayMeet(m.Mode) && mayMeet(c.Mode)
	apart, ok := timesAgree(now, momentsOf(c))
	return match{apart: apart, common: common}, ok
}

// modesAgree lets what a text leaves open be anything, and does not tell
// telephone from video, which outlets mix up.
func modesAgree(a, b readout.Mode) bool {
	return a == b || a == readout.Unspecified || b == readout.Unspecified || remote(a) && remote(b)
}

func remote(m readout.Mode) bool { return m == readout.Phone || m == readout.Video }

// sidesAgree reports whether the sides of one are among those of the other,
// and how many they share. Two leaders at the margins of a summit are not the
// summit; a summit is told by its group.
func sidesAgree(m readout.Mention, c readout.Contact) (common int, ok bool) {
	ours, theirs := allSides(m.Participants, m.Level), allSides(c.Participants, c.Level)
	for _, side := range ours {
		if slices.Contains(theirs, side) {
			common++
		}
	}
	sameGroup := slices.ContainsFunc(m.Groups, func(g string) bool { return containsFold(c.Groups, g) })
	if sameGroup {
		return common + 2, common > 0 || len(ours) == 0 || len(theirs) == 0
	}
	if len(m.Groups) > 0 != (len(c.Groups) > 0) && (len(ours) != len(theirs) || common < len(ours)) {
		return 0, false
	}
	return common, common >= 2 && common == min(len(ours), len(theirs))
}

// allSides counts everybody where envoys and delegations meet.
func allSides(participants []readout.Participant, level readout.Level) []string {
	var out []string
	for _, p := range participants {
		if p.Office.Principal() || level == readout.LevelOther {
			out = append(out, p.State)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// peopleAgree reports whether every side that both name is represented by
// somebody who may be the same person.
func peopleAgree(a, b []readout.Participant) bool {
	for _, p := range a {
		if !p.Office.Principal() {
			continue
		}
		named := false
		found := slices.ContainsFunc(b, func(q readout.Participant) bool {
			if q.State != p.State || !q.Office.Principal() {
				return false
			}
			named = true
			return samePerson(p, q)
		})
		if named && !found {
			return false
		}
	}
	return true
}

// samePerson reports whether two participants may be one person.
func samePerson(a, b readout.Participant) bool {
	return a.State == b.State && a.Office == b.Office && (a.Name == "" || b.Name == "" || strings.EqualFold(a.Name, b.Name))
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(one string) bool { return strings.EqualFold(one, s) })
}

// moment is what a story tells of when a contact is.
type moment struct {
	date      time.Time // midnight UTC; zero when not told
	published time.Time
	held      bool
	visit     bool // they meet in person, perhaps on several days
}

func momentOf(m readout.Mention, s readout.Story) moment {
	out := moment{published: s.Published, held: m.Status == readout.Held}
	if t, ok := m.Date.Time(); ok && tellsDay(m, s) {
		out.date = t
	}
	return out
}

// tellsDay reports whether the text names the day. Where it does not, a contact
// just held is given the day of publication, which may be a day or two late.
func tellsDay(m readout.Mention, s readout.Story) bool {
	return m.Date != readout.DateOf(s.Published) || slices.ContainsFunc(m.Evidence, func(e readout.Evidence) bool { return e.Role == "date" })
}

// momentsOf lists what each source of a contact tells; the contact's own date,
// once one of them has told it, stands for the dates of all.
func momentsOf(c readout.Contact) []moment {
	var out []moment
	var date time.Time
	if slices.ContainsFunc(c.Sources, func(s readout.Source) bool { return s.Mention.Date != "" && tellsDay(s.Mention, s.Story) }) {
		date, _ = c.Date.Time()
	}
	for _, s := range c.Sources {
		one := momentOf(s.Mention, s.Story)
		one.date = date
		out = append(out, one)
	}
	return out
}

// timesAgree reports whether the mention fits the contact's time, and how far
// it is from the closest of its sources.
func timesAgree(m moment, all []moment) (apart time.Duration, ok bool) {
	for _, one := range all {
		if d, fit := m.apart(one); fit && (!ok || d < apart) {
			apart, ok = d, true
		}
	}
	return apart, ok
}

func (a moment) apart(b moment) (time.Duration, bool) {
	switch {
	case !a.date.IsZero() && !b.date.IsZero():
		d := a.date.Sub(b.date).Abs()
		if a.visit {
			return d, d < visit
		}
		return d, d < slack
	case !a.date.IsZero():
		return b.toDate(a.date)
	case !b.date.IsZero():
		return a.toDate(b.date)
	case a.held == b.held:
		d := a.published.Sub(b.published).Abs()
		return d, d <= sameNews || !a.held && d <= samePlan
	case a.held:
		return a.fulfils(b)
	default:
		return b.fulfils(a)
	}
}

// toDate tells how far an undated story is from a date: what was held lies
// behind its story, what is planned before it.
func (a moment) toDate(date time.Time) (time.Duration, bool) {
	after := a.published.Sub(date)
	if a.held {
		return after.Abs(), after > -slack && after < aftermath
	}
	return after.Abs(), after > -foresight && after < 3*day
}

func (a moment) fulfils(plan moment) (time.Duration, bool) {
	d := a.published.Sub(plan.published)
	return d.Abs(), d > -slack && d < fulfilment
}

// mayMeet reports whether the mode leaves it open that the leaders meet.
func mayMeet(m readout.Mode) bool { return m == readout.InPerson || m == readout.Unspecified }
