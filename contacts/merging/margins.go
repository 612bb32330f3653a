package merging

import (
	"slices"
	"time"

	"readout"
)

// manySides is how many sides are more than a few who meet beside a summit.
const manySides = 4

// IsSummit reports whether other contacts may take place at the margins of this
// one: the leaders of a group meet in person.
func IsSummit(c readout.Contact) bool {
	return len(c.Groups) > 0 && c.Level == readout.LevelPrincipal && mayMeet(c.Mode) && c.Status != readout.Off
}

// AtMargins reports whether a contact takes place at the margins of a summit: a few
// leaders meet by themselves, and a story of theirs says that they do so at the summit
// of that group, at a time when that one is.
func AtMargins(c, summit readout.Contact) bool {
	_, ok := aside(c, summit)
	return ok
}

// Summit returns the one of the summits at whose margins the contact takes place, the
// closest in time; nil for none.
func Summit(c readout.Contact, summits []*readout.Contact) *readout.Contact {
	var best *readout.Contact
	var least time.Duration
	for _, s := range summits {
		apart, ok := aside(c, *s)
		if ok && (best == nil || apart < least || apart == least && order(s.Sources[0], best.Sources[0]) < 0) {
			best, least = s, apart
		}
	}
	return best
}

// aside also tells how far from the summit's time the contact's is, by those of their
// stories that agree best.
func aside(c, summit readout.Contact) (apart time.Duration, ok bool) {
	if len(c.Groups) > 0 || !mayMeet(c.Mode) || c.Status == readout.Off || !IsSummit(summit) {
		return 0, false
	}
	for _, m := range c.Sources {
		group := m.Mention.Summit
		if group == "" || !slices.Contains(summit.Groups, group) {
			continue
		}
		for _, s := range summit.Sources {
			if d, agree := during(m, s); agree && slices.Contains(s.Mention.Groups, group) && (!ok || d < apart) {
				apart, ok = d, true
			}
		}
	}
	sides := len(c.Sides())
	return apart, ok && sides > 1 && sides < manySides
}

// during tells how far a contact is from a summit, and whether that is near enough for
// the one to be at the other. Where one of them is planned for a day that nobody names,
// the two are further apart than any two whose days are known.
func during(contact, summit readout.Source) (time.Duration, bool) {
	after := timeOf(contact).Sub(timeOf(summit))
	switch {
	case longPast(contact), longPast(summit) && !sameStory(contact.Story, summit.Story):
		return 0, false
	case open(contact) && open(summit):
		return visit + after.Abs(), after.Abs() < samePlan
	case open(contact):
		return visit + after.Abs(), -samePlan < after && after < slack
	case open(summit):
		return visit + after.Abs(), -day < after && after < samePlan
	case !tellsDay(contact.Mention, contact.Story):
		return after.Abs(), -visit < after && after < aftermath // the day is that of the news
	}
	return after.Abs(), after.Abs() < visit
}

// longPast reports whether the story refers to something held, of a day that it does
// not name. Of a summit it may do so because the news is what takes place beside it.
func longPast(s readout.Source) bool {
	return s.Mention.Date == "" && s.Mention.Status == readout.Held
}

func sameStory(a, b readout.Story) bool {
	return a.FeedID == b.FeedID && a.Source == b.Source && a.Key == b.Key
}

// open reports whether the story leaves the day of something to come open.
func open(s readout.Source) bool {
	return s.Mention.Date == "" && s.Mention.Status != readout.Held
}

// timeOf returns the day that the story names, else when it was published.
func timeOf(s readout.Source) time.Time {
	if on, ok := s.Mention.Date.Time(); ok {
		return on
	}
	return s.Story.Published
}

func mayMeet(m readout.Mode) bool { return m == readout.InPerson || m == readout.Unspecified }
